#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`dragoman parse --format conllu` against the rules of Universal Dependencies, levels 1 and 2 of its validate.py as
written at https://universaldependencies.org/validation-rules.html (not copied from it): lines, cells, ids, Unicode, text and
spaces, tags, features, one tree. Then the output is read back and must give the same output. The rules are tried on seeded
faults first, each of which they must find.

usage: conllu_test.py DRAGOMAN SOURCE_DIR [SHARED_DIR]
"""
import json
import lzma
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

UPOS = set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
RELATIONS = set("acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl "
                "fixed flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative "
                "xcomp".split())
FEATURE = re.compile(r"[A-Z][A-Za-z0-9]*(\[[a-z0-9]+\])?=([A-Z0-9][A-Z0-9a-z]*)(,[A-Z0-9][A-Z0-9a-z]*)*")
RELATION = re.compile(r"([a-z]+)(:[a-z]+)?")


class Validator:
    def __init__(self):
        self.faults = []
        self.sentence_ids = set()
        self.line = 0

    def fault(self, what):
        self.faults.append(f"line {self.line}: {what}")

    def run(self, data):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as e:
            return [f"not UTF-8: {e}"]
        if "\r" in text:
            self.fault("a carriage return")
        if text and not text.endswith("\n\n"):
            self.fault("no blank line at the end")
        block = []
        for line in text.split("\n")[:-1]:
            self.line += 1
            if unicodedata.normalize("NFC", line) != line:
                self.fault("not in NFC")
            if line:
                block.append(line)
            elif not block:
                self.fault("two blank lines")
            else:
                self.sentence(block)
                block = []
        return self.faults

    def sentence(self, block):
        comments = [line for line in block if line[0] == "#"]
        rows = [line.split("\t") for line in block if line[0] != "#"]
        if block[:len(comments)] != comments:
            self.fault("a comment among words")
        if not rows:
            return self.fault("a sentence without words")
        text = self.comments(comments)
        for row in rows:
            if len(row) != 10:
                return self.fault(f"{len(row)} cells")
            for i, cell in enumerate(row):
                if cell == "":
                    self.fault(f"cell {i + 1} is empty")
                if cell.strip() != cell:
                    self.fault(f"cell {i + 1} begins or ends with a blank")
                if i not in (1, 2, 9) and re.search(r"\s", cell):
                    self.fault(f"a blank in cell {i + 1}")
                if i in (1, 2) and re.search(r"\s", cell) and not re.fullmatch(r"[\d\s.,]+", cell):
                    self.fault(f"a blank in '{cell}'")
        if text is not None and self.spell(rows) != text:
            self.fault(f"'# text' is {text!r}, the words spell {self.spell(rows)!r}")
        self.tree([row for row in rows if row[0].isdigit()])

    def comments(self, comments):
        texts = [c[9:] for c in comments if c.startswith("# text = ")]
        ids = [c[12:] for c in comments if c.startswith("# sent_id = ")]
        if len(texts) != 1 or len(ids) != 1:
            self.fault(f"{len(texts)} texts, {len(ids)} ids")
        for i in ids:
            if i in self.sentence_ids or not re.fullmatch(r"[^\s/]+", i):
                self.fault(f"sent_id '{i}' is there twice, or has a blank or '/'")
            self.sentence_ids.add(i)
        for c in comments:
            if c.startswith("# newdoc") and not re.fullmatch(r"# newdoc( id = \S+)?", c):
                self.fault(f"'{c}'")
            if c.startswith("# newpar") and not re.fullmatch(r"# newpar( id = \S+)?", c):
                self.fault(f"'{c}'")
        if not texts:
            return None
        if texts[0] != texts[0].strip() or texts[0] == "":
            self.fault("'# text' is empty, or begins or ends with a blank")
        return texts[0]

    def spell(self, rows):
        """The text the rows make; also checks the order of ids and what a range may hold."""
        out, expected, covered = "", 1, 0
        for row in rows:
            first, dash, last = row[0].partition("-")
            if dash:
                if not (first.isdigit() and last.isdigit()) or int(first) != expected or int(last) <= int(first) or \
                        int(first) <= covered:
                    self.fault(f"range {row[0]}")
                    continue
                covered = int(last)
                if any(cell != "_" for cell in row[2:9]):
                    self.fault(f"range {row[0]} says more than its form")
            elif row[0] != str(expected):
                self.fault(f"word {row[0]} where {expected} is due")
                continue
            else:
                expected += 1
                if int(row[0]) <= covered:
                    if "SpaceAfter" in row[9]:
                        self.fault("SpaceAfter within a token")
                    continue
            misc = row[9].split("|")
            if len(set(misc)) != len(misc) or "SpaceAfter=Yes" in misc:
                self.fault(f"MISC '{row[9]}'")
            out += row[1] + ("" if "SpaceAfter=No" in misc else " ")
        if covered >= expected:
            self.fault("a range beyond the last word")
        return out.rstrip(" ")

    def tree(self, words):
        heads = {}
        for row in words:
            if row[3] not in UPOS:
                self.fault(f"UPOS '{row[3]}'")
            if row[5] != "_":
                features = row[5].split("|")
                names = [f.split("=")[0] for f in features]
                if not all(FEATURE.fullmatch(f) for f in features) or len(set(names)) != len(names) or \
                        names != sorted(names, key=str.lower):
                    self.fault(f"features '{row[5]}'")
            relation = RELATION.fullmatch(row[7])
            if not relation or relation[1] not in RELATIONS:
                self.fault(f"relation '{row[7]}'")
            if not re.fullmatch(r"0|[1-9]\d*", row[6]) or int(row[6]) > len(words) or row[6] == row[0]:
                return self.fault(f"head '{row[6]}' of word {row[0]}")
            if (row[6] == "0") != (relation is not None and relation[1] == "root"):
                self.fault(f"head '{row[6]}' with relation '{row[7]}'")
            if row[8] != "_":
                self.fault("DEPS is not '_'")
            heads[int(row[0])] = int(row[6])
        if list(heads.values()).count(0) != 1:
            self.fault(f"{list(heads.values()).count(0)} roots")
        for at in heads:
            for _ in range(len(heads) + 1):
                at = heads.get(at, 0)
            if at != 0:
                return self.fault("a cycle")


GOOD = ("# newdoc id = a\n# newpar\n# sent_id = a-1\n# text = They didn't.\n"
        "1\tThey\tthey\tPRON\tPRP\tNumber=Plur|Person=3\t2\tnsubj\t_\t_\n"
        "2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
        "2\tdid\tdo\tVERB\tVBD\tTense=Past\t0\troot\t_\t_\n"
        "3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n"
        "4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n")
SEEDED = [("They didn't.", "They didn't ."), ("sent_id = a-1", "sent_id = a 1"), ("\t_\tSpaceAfter=No", "\t_\t_"),
          ("PRON", "Pron"), ("Number=Plur|Person=3", "Person=3|Number=Plur"), ("Number=Plur|", "Number=|"),
          ("nsubj", "subject"), ("0\troot", "0\tdep"), ("0\troot", "3\tadvcl"), ("2\tnsubj", "9\tnsubj"),
          ("2\tnsubj", "1\tnsubj"), ("2-3\t", "2-9\t"), ("\t2\tpunct\t_\t_\n", "\t2\tpunct\t_\n"), ("\n\n", "\n"),
          ("\n\n", "\n\n\n"), ("They\tthey", "They\t"), ("They\tthey", "Th\u0065\u0301y\tthey"), ("4\t.", "5\t."),
          ("# text = They didn't.\n", ""), ("2\tpunct", "0\troot"), ("didn't\t_", "didn't\tdo"), ("\n1\tThey", "\r\n1\tThey")]


def parse(program, arguments, path):
    run = subprocess.run([program, "parse", "--format", "conllu", *arguments, path], capture_output=True, timeout=300)
    return run.returncode, run.stdout


def check(program, what, content, suffix, faults, rejects=False):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("in" + suffix)
        path.write_bytes(content)
        status, out = parse(program, [], str(path))
        if status != 0 and not rejects:
            faults.append(f"{what}: status {status}")
        faults += [f"{what}: {f}" for f in Validator().run(out)[:5]]
        back = Path(folder) / "back.conllu"
        back.write_bytes(out)
        status, again = parse(program, ["--from", "conllu"], str(back))
        if status != 0:
            faults.append(f"{what}: read back: status {status}")
        if again != out:
            at = next((i for i, (a, b) in enumerate(zip(out, again)) if a != b), min(len(out), len(again)))
            faults.append(f"{what}: read back, another output: {out[max(0, at - 60):at + 40]!r} became "
                          f"{again[max(0, at - 60):at + 40]!r}")
        return out.count(b"# sent_id")


def odd_articles():
    """Texts of bytes and characters that text programs trip over."""
    chance = random.Random(8)
    awkward = ("\u00a0\u2003\u2028\u3000\u200b\u200d\u200e\ufeff\u00ad\u0301\u0308\u0130\u0131\u1e9e\ufb01\u4e2d\U0001F1F9\U0001F44D"
               "\U0010FFFF\ufffd\u2018\u2019\u201c\u201d\u2026\u2014\u212b\u0344\u1100\u1161\x01\x1b\x7f\x85#=|_\t\\")
    words = "The minister didn't say so . , \" ' ( ) U.S. 1,000 $5m cannot gonna e-mail@example.org #tag 10:30 - o\u0301 A\u030a".split()
    for _ in range(60):
        parts = [chance.choice(words) if chance.random() < 0.7 else
                 "".join(chance.choice(awkward) for _ in range(chance.randint(1, 4))) for _ in range(chance.randint(1, 60))]
        yield "".join(p + chance.choice(["", " ", " ", " ", "\n", "\n\n"]) for p in parts).encode("utf-8")
    for _ in range(20):
        yield bytes(chance.randrange(256) for _ in range(chance.randint(1, 400)))


def main():
    program, source = sys.argv[1], Path(sys.argv[2])
    faults = [f"the validator refuses what is right: {f}" for f in Validator().run(GOOD.encode())]
    for old, new in SEEDED:
        assert old in GOOD, old
        if not Validator().run(GOOD.replace(old, new, 1).encode()):
            faults.append(f"the validator does not notice {old!r} -> {new!r}")
    if not Validator().run((GOOD + GOOD).encode()):
        faults.append("the validator does not notice a sent_id that is there twice")
    sentences = 0
    for path in sorted((source / "examples").glob("*.txt")):
        sentences += check(program, path.name, path.read_bytes(), ".txt", faults)
    for i, content in enumerate(odd_articles()):
        sentences += check(program, f"odd text {i}", content, ".txt", faults, rejects=True)
    two = "".join(json.dumps(a) + "\n" for a in ({"id": "a b/c", "text": "It rained. It snowed."}, {"text": "It rained."},
                                                 {"id": "d", "text": "Nobody came."}))
    sentences += check(program, "several articles", two.encode(), ".jsonl", faults)
    raw = Path(sys.argv[3]) / "corpora/raw/voa-sentences.txt.xz" if len(sys.argv) > 3 else None
    if raw and raw.exists():
        with lzma.open(raw, "rt", encoding="utf-8") as lines:
            news = [line.strip() for _, line in zip(range(4000), lines)]
        articles = [{"id": f"voa-{i}", "text": "\n".join(news[i:i + 20])} for i in range(0, len(news), 20)]
        sentences += check(program, "news", "".join(json.dumps(a) + "\n" for a in articles).encode(), ".jsonl", faults)
    for fault in faults[:30]:
        print(fault)
    print(f"{sentences} sentences, {len(faults)} faults")
    return 1 if faults or sentences < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
