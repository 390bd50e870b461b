#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: eval/segment.py [--errors]

Tokens, words and sentences from raw text against UD English dev sets, in the manner of the CoNLL 2018 shared task: a unit
is right if it covers the same non-blank characters. Prints F1 in percent. The raw text of a document is its tokens with
SpaceAfter, a paragraph a line. --errors also shows on stderr what differs.
"""
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
SETS = [("news", "dev/gum-dev-news.conllu"), ("gum", "dev/gum-dev-all.conllu"), ("ewt", "train/ewt-dev.conllu"),
        ("partut", "dev/partut-dev.conllu")]


def blankless(form):
    return "".join(form.split())


class Units:
    """Spans of tokens, words and sentences in the text without blanks, and that text."""

    def __init__(self):
        self.text, self.raw = [], []  # characters; pieces of raw text
        self.size = 0
        self.tokens, self.words, self.sentences = [], [], []

    def add_token(self, form, words):
        begin = self.size
        form = blankless(form)
        self.text.append(form)
        self.size += len(form)
        self.tokens.append((begin, self.size))
        if len(words) > 1 and "".join(words) != form:
            self.words.append((begin, self.size, tuple(words)))  # no common spelling: right as a whole or not
            return
        at = begin
        for word in words:
            self.words.append((at, at + len(blankless(word))))
            at += len(blankless(word))


def read_conllu(path_or_lines):
    """[(id, Units)] of a CoNLL-U file."""
    documents, units, begin, skip = [], None, 0, 0
    new_paragraph = space = False
    token = None

    def finish():
        if units is not None and units.size > begin:
            units.sentences.append((begin, units.size))

    for line in path_or_lines:
        line = line.rstrip("\n")
        if line.startswith("# newdoc") or units is None:
            if line.startswith("# newdoc") or line:
                units = Units()
                documents.append((line.partition("=")[2].strip(), units))
                begin, new_paragraph, space = 0, False, False
        if line.startswith("# newpar"):
            new_paragraph = True
        if not line:
            finish()
            begin = units.size if units is not None else 0
        elif line[0] != "#":
            cells = line.split("\t")
            if "." in cells[0]:
                continue
            if skip:
                token[1].append(cells[1])
                skip -= 1
                if skip == 0:
                    units.add_token(*token)
                continue
            if units.size:
                units.raw.append("\n\n" if new_paragraph else " " if space else "")
            new_paragraph = False
            units.raw.append(cells[1])
            space = "SpaceAfter=No" not in cells[9]
            if "-" in cells[0]:
                first, last = map(int, cells[0].split("-"))
                skip, token = last - first + 1, (cells[1], [])
            else:
                units.add_token(cells[1], [cells[1]])
    finish()
    return documents


def parse(documents):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, (_, units) in enumerate(documents):
            path = Path(folder) / f"{i:05}.txt"
            path.write_text("".join(units.raw) + "\n", encoding="utf-8")
            paths.append(str(path))
        out = subprocess.run([str(ROOT / "build" / "dragoman"), "parse", "--threads", "1", *paths], stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, check=True, text=True, encoding="utf-8").stdout
    return read_conllu(out.split("\n"))


def show(name, gold, system, text):
    for kind in ("tokens", "sentences"):
        want, have = set(getattr(gold, kind)), set(getattr(system, kind))
        for side, spans in (("missed", want - have), ("extra", have - want)):
            for b, e in sorted(spans):
                piece = text[b:e] if e - b < 120 else text[b:b + 50] + " ... " + text[e - 50:e]
                print(f"{name}\t{kind}\t{side}\t{text[max(0, b - 20):b]} [{piece}] {text[e:e + 20]}", file=sys.stderr)


def main():
    errors = "--errors" in sys.argv
    for name, path in SETS:
        with open(CORPORA / path, encoding="utf-8") as lines:
            gold = read_conllu(lines)
        system = parse(gold)
        assert len(gold) == len(system), (len(gold), len(system))
        for kind in ("tokens", "words", "sentences"):
            right = wanted = found = 0
            for (_, g), (_, s) in zip(gold, system):
                assert "".join(g.text) == "".join(s.text), f"{name}: the text came back changed"
                want, have = set(getattr(g, kind)), set(getattr(s, kind))
                right += len(want & have)
                wanted += len(want)
                found += len(have)
            print(f"{name}.{kind}.f1\t{100 * 2 * right / (wanted + found):.2f}")
        if errors:
            for (i, g), (_, s) in zip(gold, system):
                show(i, g, s, "".join(g.text))


if __name__ == "__main__":
    main()
