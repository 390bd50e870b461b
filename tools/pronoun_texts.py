#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Coreference corpora as one file for tools/train_pronouns.cc: OntoGUM train, LitBank, GAP development; without conversations, whose licence may forbid it.

usage: tools/pronoun_texts.py ../shared/corpora/train > pronouns.train
       tools/pronoun_texts.py --raw ../shared/corpora/raw voa|all > TEXTS     plain texts, one a line

Lines, with tabs: `D id corpus` begins a document; `T text` is a paragraph of it (the text is the paragraphs joined by line
feeds); `M cluster begin end` a mention, in bytes; `A begin end right` a name that the pronoun before it may stand for,
`P begin end` a pronoun of which nothing else is known (GAP).
"""
import json
import lzma
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "eval"))
from coref import closed_brackets, documents, gold_clusters  # noqa: E402

NO_SPACE_BEFORE = set(".,;:!?)]}'") | {"n't", "'s", "''", "'ll", "'re", "'ve", "'d", "'m", "’s", "’", "”"}
NO_SPACE_AFTER = set("([{`") | {"``", "“"}


def write(ident, corpus, text, mentions, extra=()):
    print(f"D\t{ident}\t{corpus}")
    for line in text.split("\n"):
        print(f"T\t{line}")
    for cluster, begin, end in mentions:
        print(f"M\t{cluster}\t{begin}\t{end}")
    for row in extra:
        print("\t".join(str(c) for c in row))


def byte_offsets(text):
    """Of each character without blanks, and the end."""
    out, at = [], 0
    for c in text:
        if not c.isspace():
            out.append(at)
        at += len(c.encode())
    return out + [at]


def ontogum(folder):
    gold = gold_clusters(folder / "ontogum-train.conll")
    for ident, (text, _) in documents(folder / "gum-train.conllu").items():
        if ident not in gold or "_conversation_" in ident:  # CC BY-ND elsewhere
            continue
        at = byte_offsets(text)
        last = [b + len(c.encode()) for b, c in zip(at, re.sub(r"\s", "", text))]
        mentions = [(k, at[b], last[e - 1]) for k, c in enumerate(gold[ident]) for b, e in c if e <= len(last)]
        write(ident, "ontogum-" + ident.split("_")[1], text, mentions)


def litbank(folder):
    ident, text, mentions, open_ = None, "", [], []

    def flush():
        if ident:
            write(ident, "litbank", text, mentions)

    glue = True
    for line in (folder / "litbank-coref.conll").open(encoding="utf-8"):
        if line.startswith("# begin document"):
            flush()
            ident, text, mentions, open_, glue = line.split()[3], "", [], [], True
            continue
        cells = line.rstrip("\n").split("\t")
        if len(cells) < 3:
            continue
        word = {"``": '"', "''": '"'}.get(cells[1], cells[1])
        if not glue and cells[1] not in NO_SPACE_BEFORE:
            text += " "
        begin = len(text.encode())
        text += word
        glue = cells[1] in NO_SPACE_AFTER
        mentions += closed_brackets(cells[2], open_, begin, len(text.encode()))
    flush()


def gap(folder):
    lines = (folder / "gap-development.tsv").read_text(encoding="utf-8").split("\n")
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) < 11:
            continue
        ident, text, pronoun, at, a, a_at, a_right, b, b_at, b_right = cells[:10]
        place = lambda s, n: (len(text[:int(n)].encode()), len(text[:int(n) + len(s)].encode()))
        extra = [("P", *place(pronoun, at))]
        extra += [("A", *place(s, n), int(r == "TRUE")) for s, n, r in ((a, a_at, a_right), (b, b_at, b_right))]
        write(ident, "gap", text.replace("\n", " "), [], extra)


def raw(folder, voa_only):
    with lzma.open(folder / "voa-sentences.txt.xz", "rt", encoding="utf-8") as voa:
        sentences = [line.strip() for line in voa]
    for k in range(0, len(sentences), 15):
        print(" ".join(sentences[k:k + 15]))
    for name in [] if voa_only else ["un-general-debate-1000", "frus-3000"]:
        with lzma.open(folder / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                for paragraph in json.loads(line)["text"].split("\n"):
                    if len(paragraph) > 40:
                        print(paragraph.replace("\t", " "))


def main():
    if sys.argv[1] == "--raw":
        raw(Path(sys.argv[2]), sys.argv[3] == "voa")
        return
    folder = Path(sys.argv[1])
    ontogum(folder)
    litbank(folder)
    gap(folder)


if __name__ == "__main__":
    main()
