#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which reports tell of one happening: ECB+ topics 1-35 (A. Cybulska and P. Vossen 2014) in one record.

Only their mentions count, in the sentences that they checked; two are one cluster if the record has them in one event.
`given`: the mentions are given, each becomes a report (eval/record_mentions.cc) and merging puts them together;
`found`: what the reader does not take for an event stands alone. MUC, B-cubed, CEAF-e and their mean, the CoNLL
figure, over all topics at once.

usage: eval/record.py [--show]
  --show: on standard error, the events of the record that hold mentions of different clusters, and the clusters torn apart
"""
import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

from coref import b3, ceafe, muc

ROOT = Path(__file__).resolve().parent.parent
ARCHIVE = ROOT.parent / "shared" / "corpora" / "dev" / "ecbplus-topics1-35.tar.xz"
PROBE = os.environ.get("DRAGOMAN_RECORD_MENTIONS", str(ROOT / "build" / "tools" / "record_mentions"))
PROGRAM = os.environ.get("DRAGOMAN", str(ROOT / "build" / "dragoman"))
GLUED = re.compile(r"^([.,;:!?%)\]]|'s|'re|'ve|'ll|'d|'m|n't|')$")


def article(root):
    """Its text, the byte span of each token, the number of its sentence."""
    text, spans, sentences, last = "", {}, {}, None
    for token in root.iter("token"):
        word, sentence = token.text or "", token.get("sentence")
        if text and sentence != last:
            text += "\n"
        elif text and not GLUED.match(word) and not text.endswith(("(", "$", "#")):
            text += " "
        begin = len(text.encode())
        text += word
        spans[token.get("t_id")] = (begin, len(text.encode()))
        sentences[token.get("t_id")] = sentence
        last = sentence
    return text, spans, sentences


def mentions(root, spans, sentences, checked):
    """[(begin, end, cluster)] of events."""
    found, instance = {}, {}
    for markable in root.find("Markables"):
        anchors = [a.get("t_id") for a in markable.iter("token_anchor")]
        if "ACTION" in markable.tag and anchors and sentences[anchors[0]] in checked:
            found[markable.get("m_id")] = (spans[anchors[0]][0], spans[anchors[-1]][1])
    for relation in root.find("Relations"):
        key = relation.get("note") or root.get("doc_name") + relation.get("r_id")
        for source in relation.iter("source"):
            instance[source.get("m_id")] = key
    alone = lambda m: f"{root.get('doc_name')} {m}"
    return [(b, e, instance.get(m, alone(m))) for m, (b, e) in found.items()]


def corpus():
    """name -> (text, mentions)"""
    checked, roots = defaultdict(set), {}
    with tarfile.open(ARCHIVE) as tar:
        for member in tar:
            if member.name.endswith(".csv"):
                for row in csv.reader(io.TextIOWrapper(tar.extractfile(member), encoding="utf-8")):
                    checked[f"{row[0]}_{row[1]}"].add(row[2])
            elif member.name.endswith(".xml"):
                roots[Path(member.name).stem] = ET.parse(tar.extractfile(member)).getroot()
    out = {}
    for name, root in sorted(roots.items()):
        text, spans, sentences = article(root)
        out[name] = text, mentions(root, spans, sentences, checked[name])
    return out


def reports(articles, folder):
    """[(article, event, trigger, evidence)] of a record of all articles."""
    path = Path(folder) / "articles.jsonl"
    with path.open("w", encoding="utf-8") as f:
        for name, (text, _) in articles.items():
            f.write(json.dumps({"id": name, "text": text}) + "\n")
    record = Path(folder) / "record.db"
    subprocess.run([PROGRAM, "add", "--record", str(record), str(path)], stderr=subprocess.DEVNULL, check=True)
    con = sqlite3.connect(record)
    spans = defaultdict(list)
    for report, begin, end in con.execute("SELECT report, span_begin, span_end FROM evidence"):
        spans[report].append((begin, end))
    rows = con.execute("SELECT r.id, a.uid, r.event, trigger_begin, trigger_end FROM report r JOIN article a ON "
                       "a.id=r.article ORDER BY r.id").fetchall()
    texts = dict(con.execute("SELECT uid, text FROM article"))
    con.close()
    moved = [name for name, (text, _) in articles.items() if texts.get(name) != text]
    if moved:
        raise SystemExit(f"record: {len(moved)} texts were changed while they were read, {moved[0]} first")
    return [(uid, event, (b, e), spans[report]) for report, uid, event, b, e in rows]


def given(articles, folder):
    """(article, begin, end) of each of their mentions -> event of a record to which all were given"""
    record = Path(folder) / "given.db"
    raw = b"".join(f"{name} {len(text.encode())} {len(ms)}\n".encode() + text.encode() + b"\n" +
                   "".join(f"{b} {e}\n" for b, e, _ in ms).encode() for name, (text, ms) in articles.items())
    subprocess.run([PROBE, str(record)], input=raw, check=True)
    con = sqlite3.connect(record)
    rows = con.execute("SELECT a.uid, span_begin, span_end, r.event FROM evidence v JOIN report r ON r.id=v.report "
                       "JOIN article a ON a.id=r.article").fetchall()
    con.close()
    return {(uid, b, e): event for uid, b, e, event in rows}


def assigned(articles, found):
    """(article, begin, end) of each mention that the reader found -> event"""
    out = {}
    for name, event, trigger, evidence in found:
        given = articles[name][1]
        inside = lambda span: [m for m in given if m[0] < span[1] and span[0] < m[1]]
        for m in inside(trigger):
            out.setdefault((name, m[0], m[1]), event)
        for span in evidence:
            # A further mention: a phrase that holds one of theirs.
            if not (span[0] <= trigger[0] < span[1]) and len(inside(span)) == 1:
                m = inside(span)[0]
                out.setdefault((name, m[0], m[1]), event)
    return out


def parts(key, response):
    """The two partitions cut into parts that share nothing: CEAF's best assignment is the sum of theirs."""
    of, root = {}, {}

    def find(x):
        while root.setdefault(x, x) != x:
            x = root[x]
        return x
    for side, clusters in enumerate((key, response)):
        for i, cluster in enumerate(clusters):
            for m in cluster:
                root[find((side, i))] = find(m)
    out = defaultdict(lambda: ([], []))
    for side, clusters in enumerate((key, response)):
        for cluster in clusters:
            out[find(cluster[0])][side].append(cluster)
    return out.values()


def f1(total):
    r, p = total[0] / max(1, total[1]), total[2] / max(1, total[3])
    return 2 * p * r / (p + r) if p + r else 0.0, p, r


def figures(key, response):
    out = {"muc": f1(muc(key, response)), "b3": f1(b3(key, response))}
    total = [0.0] * 4
    for k, r in parts(key, response):
        total = [x + y for x, y in zip(total, ceafe(k, r))]
    out["ceafe"] = f1(total)
    return out


def clusters(of):
    out = defaultdict(list)
    for m, c in sorted(of.items(), key=str):
        out[c].append(m)
    return list(out.values())


def show(articles, gold, event_of):
    words = lambda m: articles[m[0]][0].encode()[m[1]:m[2]].decode()
    for title, a, b in (("one event, several clusters", event_of, gold), ("one cluster, several events", gold, event_of)):
        for cluster in clusters({m: a[m] for m in event_of}):
            kinds = {b[m] for m in cluster}
            if len(kinds) > 1:
                print(title, [f"{words(m)} ({m[0]})" for m in cluster[:12]], file=sys.stderr)


def main():
    articles = corpus()
    gold = {(name, b, e): c for name, (_, given_) in articles.items() for b, e, c in given_}
    with tempfile.TemporaryDirectory() as folder:
        found = assigned(articles, reports(articles, folder))
        event_of = given(articles, folder)
    if "--show" in sys.argv:
        show(articles, gold, event_of)
    for name, of in (("given", event_of), ("found", found)):
        scores = figures(clusters(gold), clusters({m: of.get(m, m) for m in gold}))
        for metric, (f, p, r) in scores.items():
            print(f"{name} {metric}: P {p:.3f} R {r:.3f} F {f:.3f}", file=sys.stderr)
        print(f"ecbplus.{name}.b3\t{scores['b3'][0]:.3f}")
        print(f"ecbplus.{name}.b3_precision\t{scores['b3'][1]:.3f}")
        print(f"ecbplus.{name}.conll\t{sum(f for f, _, _ in scores.values()) / 3:.3f}")
    print(f"ecbplus.mentions_found\t{len(found) / len(gold):.3f}")


if __name__ == "__main__":
    main()
