#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shows what each row of data/en/events/ways finds in text that nobody tuned on, to judge it by.

Reads a fixed sample of ../shared/corpora/raw with the program once, keeps the hits in a file under build/, and prints of a
row (or of all, most frequent first) the sentences it fired on: the trigger in [[ ]], who > whom, status. Whether a hit is
right is a reader's judgement (../shared/ONTOLOGY.md); it is written down in eval/rows_read.tsv. Not an evaluation: no figure.

  tools/row_hits.py --read                     read the sample anew (a minute); do this after a change of rows
  tools/row_hits.py                            rows and how often each fired
  tools/row_hits.py visit.v.go attack.n.strike -n 30     their sentences; a name may end in * ("visit.v.*")
  tools/row_hits.py --random 200 --seed 1      so many events drawn at random, for an estimate of precision

Half of the sample is for mending rows; --random draws from the other half, which rows are not to be mended by.
"""
import argparse
import collections
import fnmatch
import json
import lzma
import os
import random
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RAW = os.path.join(ROOT, "..", "shared", "corpora", "raw")
HITS = os.path.join(ROOT, "build", "row_hits.jsonl")
SENTENCES = 10  # of news in an article of ours: the corpus has lost where its articles end
PAPERS, SPEECHES, LONGEST = 800, 400, 4000
HALVES = ("open", "held")
LINE = 300  # characters of a sentence that are shown


def sample():
    """News, ten sentences at a time, diplomatic papers and the beginnings of speeches; every second one is held back."""
    with lzma.open(os.path.join(RAW, "voa-sentences.txt.xz"), "rt", encoding="utf-8") as f:
        lines = [line.strip() for line in f]
    for k, at in enumerate(range(0, len(lines), SENTENCES)):
        yield {"id": "%s-news-%d" % (HALVES[k % 2], k), "text": "\n\n".join(lines[at:at + SENTENCES])}
    for name, count in (("frus-3000", PAPERS), ("un-general-debate-1000", SPEECHES)):
        with lzma.open(os.path.join(RAW, name + ".jsonl.xz"), "rt", encoding="utf-8") as f:
            rows = [json.loads(line) for line in f]
        for k, row in enumerate(rows[::len(rows) // count][:count]):
            out = {"id": "%s-%s" % (HALVES[k % 2], row["id"]), "text": row["text"][:LONGEST]}
            if row.get("date"):
                out["published"] = row["date"][:10]
            yield out


def read():
    articles = "".join(json.dumps(a) + "\n" for a in sample())
    run = subprocess.run([os.path.join(ROOT, "build", "dragoman"), "read", "--format", "jsonl", "-"], input=articles,
                         capture_output=True, text=True)
    if not run.stdout:
        sys.exit(run.stderr)
    with open(HITS, "w", encoding="utf-8") as f:
        for line in run.stdout.splitlines():
            for hit in hits_of(json.loads(line)):
                f.write(json.dumps(hit) + "\n")


def hits_of(reading):
    text = reading["document"]["text"]
    name = {a["id"]: a["name"] for a in reading["actors"]}
    place = {p["id"]: p["name"] for p in reading["places"]}
    for e in reading["events"]:
        b, t = e["sentence"][0], e["trigger"]
        yield {"rule": e["rule"], "kind": e["kind"], "type": e["plover"]["type"], "status": e["status"],
               "article": reading["document"]["id"],
               "who": [name[a] for a in e["actors"]], "whom": [name[a] for a in e["recipients"]],
               "place": [place[p] for p in e["place"] or []], "about": e["about"],
               "sentence": text[b:t[0]] + "[[" + text[t[0]:t[1]] + "]]" + text[t[1]:e["sentence"][1]]}


def show(hit):
    sentence = " ".join(hit["sentence"].split())
    if len(sentence) > LINE:
        at = max(0, sentence.find("[[") - LINE // 2)
        sentence = ("..." if at else "") + sentence[at:at + LINE] + ("..." if at + LINE < len(sentence) else "")
    about = " (%s)" % hit["about"] if hit["about"] else ""
    place = " @" + "; ".join(hit["place"]) if hit["place"] else ""
    return "  %s\n    %s: %s > %s, %s%s%s" % (sentence, hit["kind"], "; ".join(hit["who"]), "; ".join(hit["whom"]),
                                          hit["status"], place, about)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("rows", nargs="*")
    p.add_argument("-n", type=int, default=10, help="sentences of a row")
    p.add_argument("--read", action="store_true")
    p.add_argument("--random", type=int, default=0)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    if a.read or not os.path.exists(HITS):
        read()
    with open(HITS, encoding="utf-8") as f:
        hits = [json.loads(line) for line in f]
    held = [hit for hit in hits if hit["article"].startswith(HALVES[1])]
    hits = [hit for hit in hits if not hit["article"].startswith(HALVES[1])]
    if a.random:
        for hit in random.Random(a.seed).sample(held, min(a.random, len(held))):
            print("%s %s" % (hit["type"], hit["rule"]))
            print(show(hit))
        return
    by_rule = collections.defaultdict(list)
    for hit in hits:
        by_rule[hit["rule"]].append(hit)
    for rule, found in sorted(by_rule.items(), key=lambda x: (-len(x[1]), x[0])):
        if not a.rows:
            print("%d\t%s" % (len(found), rule))
        elif any(fnmatch.fnmatchcase(rule, wanted) for wanted in a.rows):
            print("%s: %d hits" % (rule, len(found)))
            # Spread over the sample, so that one long story does not speak for all.
            for k in range(min(a.n, len(found))):
                print(show(found[k * len(found) // min(a.n, len(found))]))


if __name__ == "__main__":
    main()
