#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn the name corpora into the one form train_names reads.

usage: tools/train_names.py CORPORA/train names.train names.lists [UNER[:odd|:even] ...]

UNER: files of Universal NER in CORPORA/train to learn from, of a file all documents or every other one: by default
uner-ewt-dev.iob2. They alone are letters, reviews and newsgroups, so each of their sentences stands there ten times,
six of them with other names (name_variety.py), which also makes lines as letters have them at head and foot. Of GMB,
half, for it is silver, and large.

names.lists: "word<TAB>code", what name_variety.py has of persons' names. names.train: "# weight N" before a sentence, then one "form<TAB>labels" line a word, a blank line after. labels is "O",
"B-PER" ... or several joined by "|": any of them may be right (the corpus does not say), and the trainer takes
the one it likes best. Types: PER ORG LOC DEM (a people or its adjective) EVE MISC.

Forms are cut as our segmenter cuts them (UD English: hyphens stand alone), titles are taken off person names.
"""
import json, lzma, os, re, sys
from pathlib import Path

from name_variety import NameLists, ROOT, Variety, table

train, train_file, list_file = sys.argv[1:4]
out_file = open(train_file, "w", encoding="utf8")
TITLES = {r["form"] for r in table("data/en/entities/title_words.tsv")}
LINES = 3000  # of letters' heads and feet
KINDS = ("PER", "ORG", "LOC", "DEM", "EVE", "MISC")
ANY = "|".join(["O"] + [p + t for t in KINDS for p in ("B-", "I-")])


def emit(words, labels, weight):
    """Cuts at hyphens and writes one sentence."""
    if not words:
        return
    out = []
    for w, l in zip(words, labels):
        parts = [p for p in re.split(r"(?<=\w)(-)(?=\w)", w) if p] if "-" in w else [w]
        for k, p in enumerate(parts):
            if len(parts) > 1 and l == "O":
                out.append((p, ANY if p[:1].isupper() else "O"))  # "U.S.-led" is O in GMB
            else:
                out.append((p, l.replace("B-", "I-") if k and l.startswith("B-") and "|" not in l else l))
    print(f"# weight {weight}", file=out_file)
    for p, l in out:
        print(f"{p}\t{l}", file=out_file)
    print(file=out_file)


def strip_titles(words, labels):
    """B-PER on "President" of "President Bush" moves to "Bush"."""
    i = 0
    while i < len(words):
        if labels[i] == "B-PER":
            j = i + 1
            while j < len(words) and labels[j] == "I-PER":
                j += 1
            k = i
            while k < j and words[k].lower() in TITLES:
                k += 1
            for m in range(i, k):
                labels[m] = "O"
            if k < j:
                labels[k] = "B-PER"
            i = j
        else:
            i += 1
    return labels


def gmb(path):
    kinds = {"geo": "LOC", "gpe": "DEM", "per": "PER", "org": "ORG", "eve": "EVE", "art": "MISC", "nat": "MISC"}
    demonym = re.compile(r"(an|ans|ese|ish|i|is|ch|ic|s|n|k|sh|e|ans)$", re.I)
    sentence, number = [], 0

    def flush():
        nonlocal number
        number += 1
        if not sentence or number % 2 == 0:
            return
        words = [w for w, _ in sentence]
        labels = []
        for n, (w, t) in enumerate(sentence):
            k = kinds.get(t[2:]) if len(t) > 2 else None
            if k is None:
                # GMB marks few works and events: a capital inside the sentence may be one.
                inner = n and w[:1].isupper() and not t.endswith("tim")
                labels.append("O|B-MISC|I-MISC|B-EVE|I-EVE" if inner else "O")
            elif k == "DEM":  # "gpe" is mostly a people, at times the state itself
                labels.append(f"{t[:2]}DEM|{t[:2]}LOC")
            else:
                labels.append(t[:2] + k)
        emit(words, strip_titles(words, labels), 1)

    for line in lzma.open(path, "rt", encoding="utf8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) < 3:
            flush()
            sentence = []
        elif cells[2] != "tag":
            sentence.append((cells[0], cells[2]))
    flush()


def wikigold(path):
    words, labels, last = [], [], "O"
    for line in open(path, encoding="utf8"):
        cells = line.split()
        if len(cells) < 2:
            emit(words, strip_titles(words, labels), 3)
            words, labels, last = [], [], "O"
            continue
        if cells[0] == "-DOCSTART-":
            continue
        t = cells[1]
        prefix = "I-" if t != "O" and t == last else "B-"
        last = t
        words.append(cells[0])
        kind = t[2:]
        if t == "O":
            labels.append("O")
        elif kind == "MISC":
            labels.append("|".join(prefix + k for k in ("MISC", "EVE", "DEM")))
        else:
            labels.append(prefix + kind)
    emit(words, strip_titles(words, labels), 3)


def crossner(path):
    kinds = {"politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG", "location": "LOC",
             "country": "LOC", "election": "EVE", "event": "EVE"}
    words, labels = [], []
    for line in list(open(path, encoding="utf8")) + ["\n"]:
        cells = line.split()
        if len(cells) < 2:
            emit(words, labels, 6)
            words, labels = [], []
            continue
        words.append(cells[0])
        t = cells[1]
        if t == "O":
            labels.append("O")
        elif t[2:] == "misc":
            labels.append("|".join(t[:2] + k for k in ("MISC", "DEM")))
        else:
            labels.append(t[:2] + kinds[t[2:]])


def uner_sentences(name):
    """(words, labels) of a file, or of every other document of it."""
    name, _, part = name.partition(":")
    words, labels, document = [], [], 0
    for line in list(open(os.path.join(train, name), encoding="utf8")) + ["\n"]:
        document += line.startswith("# newdoc")
        cells = line.rstrip("\n").split("\t")
        if not line.startswith("#") and len(cells) >= 3:
            words.append(cells[1])
            labels.append(cells[2])
        elif not line.strip():
            if words and part in ("", "odd" if document % 2 else "even"):
                yield words, labels
            words, labels = [], []


def uner(names):
    sentences = [s for n in names for s in uner_sentences(n)]
    lists = NameLists()
    variety = Variety(lists, sentences)
    # Peoples, works and events are not marked in UNER.
    free = lambda words, labels: ["O|B-DEM|I-DEM|B-EVE|I-EVE|B-MISC|I-MISC" if l == "O" and w[:1].isupper() else l
                                  for w, l in zip(words, labels)]
    for words, labels in sentences:
        named = any(l != "O" for l in labels)
        emit(words, free(words, labels), 4 if named else 10)
        for _ in range(6 if named else 0):
            new, new_labels = variety.variant(words, labels)
            if variety.chance(0.08):
                new = [w.lower() for w in new]
            emit(new, free(new, new_labels), 1)
    for _ in range(LINES):
        line = variety.line()
        emit([w for w, _ in line], [l for _, l in line], 1)
    with open(list_file, "w", encoding="utf8") as f:
        f.writelines(f"{w}\t{code}\n" for w, code in lists.codes(Path(train).parent).items())


def gum_names(rows, mentions):
    """(begin, end, type) of the named mentions: the proper noun that heads the mention with what is part of the name."""
    kinds = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "EVE", "object": "MISC", "abstract": "MISC"}
    children = {}
    for i, r in enumerate(rows):
        children.setdefault(int(r[6]) - 1, []).append(i)
    for b, e, kind in mentions:
        heads = [i for i in range(b, e) if not b <= int(rows[i][6]) - 1 < e]
        if len(heads) != 1 or kind not in kinds or not rows[heads[0]][4].startswith("NNP"):
            continue
        head, keep, todo = heads[0], set(), [heads[0]]
        while todo:
            w = todo.pop()
            keep.add(w)
            for c in children.get(w, []):
                rel, tag = rows[c][7], rows[c][4]
                if not b <= c < e or rel in ("appos", "acl", "acl:relcl", "conj", "cc", "list", "parataxis", "nmod:poss"):
                    continue
                if rel in ("flat", "compound", "goeswith", "case", "det", "punct", "amod", "nummod", "advmod") or (
                        rel.startswith("nmod") and tag.startswith("NNP")):
                    todo.append(c)
        lo = hi = head
        while lo - 1 in keep:
            lo -= 1
        while hi + 1 in keep:
            hi += 1
        form = lambda i: rows[i][1]
        while lo < head and (not form(lo)[:1].isupper() or form(lo).lower() in ("the", "a", "an")):
            lo += 1
        if kinds[kind] == "PER":
            while lo < hi and form(lo).lower() in TITLES:
                lo += 1
        while hi > lo and not (form(hi)[:1].isupper() or form(hi)[:1].isdigit()):
            hi -= 1
        yield lo, hi + 1, kinds[kind]


def gum(path):
    rows, doc = [], ""

    def flush():
        if not rows:
            return
        mentions, open_ = [], []
        for i, r in enumerate(rows):
            misc = dict(c.split("=", 1) for c in r[9].split("|") if "=" in c)
            for piece in re.findall(r"\([^()]+\)?|[^()]+\)", misc.get("Entity", "")):
                if piece.startswith("("):
                    key, kind = piece[1:].rstrip(")").split("-")[:2]
                    if piece.endswith(")"):
                        mentions.append((i, i + 1, kind))
                    else:
                        open_.append((key, i, kind))
                else:
                    for k in range(len(open_) - 1, -1, -1):
                        if open_[k][0] == piece[:-1]:
                            mentions.append((open_[k][1], i + 1, open_[k][2]))
                            del open_[k]
                            break
        labels = ["O"] * len(rows)
        for b, e, t in sorted(gum_names(rows, mentions), key=lambda m: m[0] - m[1]):
            if all(l == "O" for l in labels[b:e]):
                labels[b:e] = ["B-" + t] + ["I-" + t] * (e - b - 1)
        for i, r in enumerate(rows):
            if labels[i] == "O" and r[1][:1].isupper() and r[4] in ("JJ", "NNS", "NNPS", "NNP"):
                labels[i] = ANY
        emit([r[1] for r in rows], labels, 2)

    for line in open(path, encoding="utf8"):
        if line.startswith("# newdoc"):
            doc = line
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 10 and cells[0].isdigit():
            rows.append(cells)
        elif not line.strip():
            if "conversation" not in doc:  # see corpora/README.md: elsewhere marked no-derivatives
                flush()
            rows = []
    flush()


def ewt(path):
    """Web text without names marked: a proper noun is part of some name, what is none is not. The trainer finds the type."""
    days = set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
               "september october november december".split())
    inside = "|".join("I-" + t for t in KINDS)
    begin = "|".join("B-" + t for t in KINDS)

    def flush(rows):
        proper = [r[3] == "PROPN" and r[1].lower().rstrip(".") not in days and r[1].lower() not in TITLES for r in rows]

        def root(i):
            seen = 0
            while rows[i][7] in ("flat", "compound") and seen < len(rows):
                h = int(rows[i][6]) - 1
                if not proper[h]:
                    break
                i, seen = h, seen + 1
            return i

        labels = []
        for i, r in enumerate(rows):
            before = i > 0 and proper[i - 1]
            after = i + 1 < len(rows) and proper[i + 1]
            if proper[i]:
                joined = before and root(i) == root(i - 1)
                labels.append(inside if joined else begin + "|" + inside if i and labels[-1] != "O" else begin)
            elif r[3] == "PROPN" or (r[1][:1].isupper() and r[3] in ("ADJ", "NOUN", "NUM", "X")):
                labels.append(ANY)
            elif before and (after or (i + 2 < len(rows) and proper[i + 2])) and r[3] in ("ADP", "CCONJ", "PART", "PUNCT", "DET"):
                labels.append("O|" + inside)
            elif r[3] in ("NUM", "X", "SYM", "PART") and (before or after):
                labels.append(ANY)
            else:
                labels.append("O")
        emit([r[1] for r in rows], labels, 1)

    rows = []
    for line in open(path, encoding="utf8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 10 and cells[0].isdigit():
            rows.append(cells)
        elif not line.strip():
            flush(rows)
            rows = []


def redocred(path):
    """Names of Wikipedia introductions. LOC and MISC hold the peoples as well."""
    for doc in json.load(open(path, encoding="utf8")):
        labels = [["O"] * len(s) for s in doc["sents"]]
        for mention in (m for v in doc["vertexSet"] for m in v):
            row, (b, e), kind = labels[mention["sent_id"]], mention["pos"], mention["type"]
            if kind in ("TIME", "NUM") or any(l != "O" for l in row[b:e]):
                continue
            kinds = {"LOC": ("LOC", "DEM"), "MISC": ("MISC", "EVE", "DEM")}.get(kind, (kind,))
            for i in range(b, e):
                row[i] = "|".join(("I-" if i > b else "B-") + k for k in kinds)
        for words, row in zip(doc["sents"], labels):
            emit(words, strip_titles(words, row), 2)


gmb(os.path.join(train, "gmb-voa-ner.tsv.xz"))
wikigold(os.path.join(train, "wikigold.conll.txt"))
crossner(os.path.join(train, "crossner-politics-train.txt"))
uner(sys.argv[4:] or ["uner-ewt-dev.iob2"])
gum(os.path.join(train, "gum-train.conllu"))
ewt(os.path.join(train, "ewt-train.conllu"))
redocred(os.path.join(train, "redocred-dev_revised.json"))
