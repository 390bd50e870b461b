#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Names found in running text, against three corpora; prints F1 in per cent, span and type right.

Types are merged to person, organisation, place: a state counts as a place, or in re3d as either, for its corpora
mark "Syria" both ways. Adjectives of peoples are not counted (their plurals only in re3d, which marks them), nor what a corpus calls misc. CrossNER's
elections and events must be found as events. "US troops", "the Bush administration" are mentions of ours that hold a
name which columns mark alone: of these only the place of the name is compared; where the corpus marks all of it, as in
"Gaza strip", all of it.

UNER's test is read by documents, as the program reads articles; uner_ewt_test.sentences_f1 is the same with each
sentence alone. No model of ours has seen any of it.

re3d marks any phrase, "the area of Mosul district" too. Wanted are those phrases that are names once leading
articles, adjectives of peoples and titles are gone (all words but the small ones begin with a capital), of nested
ones the outermost. A name inside a marked phrase may be found or not: it is no error; nor is a found phrase wrong
that re3d marks and that holds the wanted name ("Mosul district").

usage: eval/names.py [--errors CORPUS]
"""
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
PROBE = os.environ.get("DRAGOMAN_PROBE", str(ROOT / "build" / "tools" / "probe_entities"))


def first_column(table):
    lines = (ROOT / "data/en/entities" / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    return {l.split("\t")[0] for l in lines if "\t" in l and not l.startswith("#")}


PRONOUNS, NOUNS = first_column("pronouns"), first_column("nouns")
LEADS = first_column("title_words") | first_column("office_words") | {"the", "a", "an", "his", "her", "its", "their"}

def peoples():
    """Adjectives and plurals of peoples; not "US" and "U.S.", the state's name, too."""
    rows = [l.split("\t") for l in (ROOT / "data/entities/states.tsv").read_text(encoding="utf-8").splitlines()
            if "\t" in l and not l.startswith("#")]
    at = [c.split(":")[0] for c in rows[0]]
    lists = lambda *columns: {a for r in rows[1:] for c in columns for a in r[at.index(c)].split(" | ") if a}
    names = lists("name", "aliases", "abbreviations")
    return {a for a in lists("adjectives", "peoples") if a not in names and a.replace(".", "") not in names}


ADJECTIVES = peoples()
KINDS = {"person": {"PER"}, "state": {"LOC"}, "city": {"LOC"}, "region": {"LOC"}, "facility": {"LOC"}, "place": {"LOC"},
         "government": {"ORG"}, "organization": {"ORG"}, "group": {"ORG", "GRP"}, "named-event": {"EVE"}, "work": {"MISC"},
         "other": {"MISC"}}


def probe(texts):
    """For each text the name mentions: (begin, end, set of types), in characters."""
    done = subprocess.run([PROBE], input="\f".join(texts).encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=True)
    out, types = [], {}
    for line in done.stdout.decode().split("\n"):
        cells = line.split("\t")
        if cells[0] == "D":
            out.append([])
            types = {}
            raw = texts[len(out) - 1].encode()
        elif cells[0] == "E":
            types[cells[1]] = cells[2]
        elif cells[0] == "M" and cells[3] == "name" and cells[6] == "0":
            b, e = (len(raw[:int(c)].decode()) for c in cells[1:3])
            out[-1].append((b, e, set(KINDS[types[cells[4]]])))
    if len(out) != len(texts):
        raise SystemExit(f"probe: {len(out)} of {len(texts)} texts came back")
    return out


class Count:
    def __init__(self):
        self.hit = self.gold = self.found = 0

    def f1(self):
        return 200.0 * self.hit / max(1, self.gold + self.found)


def columns(lines, word, tag, sep):
    """Sentences of a column file: (words, tags, text or None)."""
    words, tags, text = [], [], None
    for line in lines + ["\n"]:
        cells = line.rstrip("\n").split(sep)
        if line.startswith("# text = "):
            text = line[9:].rstrip("\n")
        elif len(cells) > tag and not line.startswith("#"):
            words.append(cells[word])
            tags.append(cells[tag])
        elif not line.strip():
            if words:
                yield words, tags, text
            words, tags, text = [], [], None


def spans(words, tags, text):
    at, out, open_ = 0, [], None
    for w, t in zip(words, tags):
        b = text.index(w, at)
        at = b + len(w)
        if t.startswith("B-"):
            open_ = [b, at, t[2:]]
            out.append(open_)
        elif t.startswith("I-") and open_:
            open_[1] = at
        else:
            open_ = None
    return [tuple(s) for s in out]


def name_end(text, b, e):
    """Without the common noun our mentions take in: "Chicago area", "Iraqi troops". Columns mark names alone."""
    words = text[b:e].split(" ")
    while len(words) > 1 and words[0][:1].isupper() and words[-1].isalpha() and words[-1].islower() and len(words[-1]) > 1:
        words.pop()
    return b + len(" ".join(words))


def score_columns(rows, kinds, neutral, errors):
    """kinds: corpus type -> ours; types of ours that the corpus does not mark are `neutral`."""
    texts = [t if t is not None else " ".join(w) for w, _, t in rows]
    count = Count()
    for (words, tags, _), text, found in zip(rows, texts, probe(texts)):
        gold = spans(words, tags, text)
        free = [(b, e) for b, e, t in gold if kinds.get(t) is None]
        marked = {(b, e) for b, e, _ in gold}  # "Gaza strip" may be the name
        found = [(b, e if (b, e) in marked else name_end(text, b, e), e, t) for b, e, t in found]
        found = [(b, cut, t if cut == e or t & {"EVE", "MISC", "GRP"} else {"PER", "ORG", "LOC"}) for b, cut, e, t in found]
        found = [m for m in found if text[m[0]:m[1]] not in ADJECTIVES]
        gold = {(b, e): kinds[t] for b, e, t in gold if kinds.get(t)}
        found = {(b, e): t for b, e, t in found
                 if not t <= neutral and "GRP" not in t and not any(b < fe and fb < e for fb, fe in free)}
        hits = {s for s in gold if s in found and gold[s] in found[s]}
        count.hit += len(hits)
        count.gold += len(gold)
        count.found += len(found)
        if errors:
            for s in sorted(set(gold) | set(found)):
                if s not in hits:
                    print("gold" if s in gold else "    ", gold.get(s, ""), "found" if s in found else "     ",
                          "".join(found.get(s, "")), repr(text[s[0]:s[1]]), "|", text[max(0, s[0] - 40):s[1] + 30])
    return count.f1()


def strip_lead(text, b, e, adjectives):
    """The phrase without leading articles, titles and peoples: ((begin, end), whether what is left is a name)."""
    words, at = [], b
    for w in text[b:e].split():
        at = text.index(w, at)
        words.append((at, at + len(w), w))
        at += len(w)
    while words and (words[0][2].lower() in LEADS or words[0][2] in adjectives):
        words.pop(0)
    if not words:
        return None, False
    first = words[0][2]
    name = first[:1].isupper() or first.lower().startswith("al-")
    name &= all(w[:1].isupper() or len(w) <= 3 or w[:1].isdigit() or w.startswith("al-") for _, _, w in words)
    if len(words) == 1 and (first.lower() in PRONOUNS or (first.lower() in NOUNS or first.lower().rstrip("s") in NOUNS)):
        name = False  # "She", "Volunteers" at the start of a sentence
    return (words[0][0], words[-1][1]), name


def re3d(errors):
    kinds = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
    count = Count()
    for folder in ("australia", "bbc", "eu", "wikipedia"):
        base = CORPORA / "dev" / "re3d" / folder
        load = lambda name: [json.loads(l) for l in (base / name).open(encoding="utf-8") if l.strip()]
        entities = {}
        for e in load("entities.json"):
            entities.setdefault(e["documentId"], []).append(e)
        documents = load("documents.json")
        texts = [d["text"].replace("\f", " ") for d in documents]
        for d, text, found in zip(documents, texts, probe(texts)):
            marked = [e for e in entities.get(d["_id"], []) if text[e["begin"]:e["end"]] == e["value"]]
            free = {(e["begin"], e["end"]) for e in marked if e["type"] == "Nationality"}
            adjectives = {text[b:e] for b, e in free}
            phrases, gold = {}, set()
            for e in marked:
                if e["type"] in kinds:
                    part, name = strip_lead(text, e["begin"], e["end"], adjectives)
                    if part:
                        phrases.setdefault(part, set()).add(kinds[e["type"]])
                        if name:
                            gold.add(part)
            inside = lambda s, o: s != o and o[0] <= s[0] and s[1] <= o[1]
            gold = {s for s in gold if not any(inside(s, o) for o in gold)}
            found = {(b, e): t | ({"ORG"} if t == {"LOC"} else set()) for b, e, t in found
                     if not t <= {"MISC", "EVE"} and not any(b < fe and fb < e for fb, fe in free)}
            right = {s for s in found if s in phrases and phrases[s] & found[s]}
            covered = {g for g in gold if any(g == s or inside(g, s) for s in right)}
            wrong = {s for s in found if s not in right and not any(inside(s, o) for o in phrases)}
            count.hit += len(covered)
            count.gold += len(gold)
            count.found += len(covered) + len(wrong)
            if errors:
                for s in sorted((gold - covered) | wrong):
                    print("gold" if s in gold else "    ", "".join(phrases.get(s, "")), "found" if s in found else "     ",
                          "".join(found.get(s, "")), repr(text[s[0]:s[1]]), "|",
                          text[max(0, s[0] - 40):s[1] + 30].replace("\n", " "))
    return count.f1()


def crossner(errors):
    rows = list(columns(list((CORPORA / "dev" / "crossner-politics-dev.txt").open(encoding="utf-8")), 0, 1, "\t"))
    kinds = {"politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG", "location": "LOC",
             "country": "LOC", "election": "EVE", "event": "EVE", "misc": None}
    return score_columns(rows, kinds, {"MISC"}, errors)


def whole(sentences):
    """One text of a document's sentences, a line each."""
    words, tags, texts = [], [], []
    for w, t, text in sentences:
        words, tags = words + w, tags + t
        texts.append(text)
    return words, tags, "\n".join(texts)


def uner(errors, part=whole):
    documents = [[]]
    for line in (CORPORA / "train" / "uner-ewt-test.iob2").open(encoding="utf-8"):
        if line.startswith("# newdoc"):
            documents.append([])
        documents[-1].append(line)
    rows = [list(columns(d, 1, 2, "\t")) for d in documents[1:]]
    rows = [whole(d) for d in rows] if part is whole else [s for d in rows for s in d]
    return score_columns(rows, {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}, {"MISC", "EVE"}, errors)


def uner_sentences(errors):
    return uner(errors, part=None)


def main():
    errors = sys.argv[2] if sys.argv[1:2] == ["--errors"] else ""
    for name, run in (("re3d_dev", re3d), ("crossner_politics_dev", crossner), ("uner_ewt_test", uner)):
        if not errors or errors == name:
            print(f"{name}.f1\t{run(errors == name):.2f}")
    if not errors:
        print(f"uner_ewt_test.sentences_f1\t{uner_sentences(False):.2f}")


if __name__ == "__main__":
    main()
