#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: check_words.py [ROOT]

Words are data: fails when a stage's source holds a list of English words. A word is a string literal of lower-case
letters (one word, or a short phrase) that is no tag. Tags are: column names and enum values of the tables in data/, the
names that tables give to sets and functions of words (first column `set` or `function`; sorts of nouns),
every literal in src/model (UD tags, names of enums) and in a list called k...Names, and the lines of
tools/check_words_tags.txt. A
list is WORDS different words within LINES lines. Messages are no words: what ends in a colon or has more than four
words is let through.
"""
import re
import sys
from pathlib import Path

FOLDERS = ["ingest", "segment", "parse", "entities", "times", "attribution", "events", "pipeline"]
WORDS, LINES = 3, 6
LITERAL = re.compile(r'"((?:\\.|[^"\\])*)"')
NAMES = re.compile(r"\bk\w*Names\w*(?:\[\])?\s*=\s*\{[^}]*\}")
WORD = re.compile(r"[a-z][a-z'’]+(?:[ -][a-z'’]+){0,3}")


def strip_comments(text):
    """Comments become blanks, so that lines keep their numbers; literals stay."""
    out, at = [], 0
    for match in re.finditer(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', text, re.S):
        out.append(text[at:match.start()])
        piece = match.group(0)
        out.append(piece if piece[0] == '"' else re.sub(r"[^\n]", " ", piece))
        at = match.end()
    return "".join(out) + text[at:]


def tags_of(root):
    tags = set()
    for table in sorted((root / "data").rglob("*.tsv")):
        tags.add(str(table.relative_to(root / "data").with_suffix("")))
        with open(table, encoding="utf-8") as lines:
            rows = [line for line in lines if line.strip() and not line.startswith("#")]
        header = rows[0] if rows else ""
        if re.match(r"(set|function):", header):
            tags.update(row.split("\t")[0] for row in rows[1:])
        if header.rstrip("\n").endswith("\tsorts:list"):
            tags.update(sort for row in rows[1:] for sort in row.rstrip("\n").split("\t")[1].split(" | "))
        for cell in header.rstrip("\n").split("\t"):
            name, _, kind = cell.partition(":")
            tags.add(name)
            tags.update(v for v in re.findall(r"[^(),|]+", kind))
    for path in sorted((root / "src" / "model").glob("*.*")):
        tags.update(LITERAL.findall(path.read_text(encoding="utf-8")))
    for path in sorted((root / "src").rglob("*.cc")):
        for names in NAMES.findall(path.read_text(encoding="utf-8")):
            tags.update(LITERAL.findall(names))
    listed = root / "tools" / "check_words_tags.txt"
    if listed.exists():
        tags.update(line.split("#")[0].strip() for line in listed.read_text(encoding="utf-8").splitlines())
    return tags


def words_in(text, tags):
    """(line, word) of every literal that looks like a word of English."""
    for number, line in enumerate(strip_comments(text).splitlines(), 1):
        if re.match(r"\s*#\s*include", line) or "DRAGOMAN_CHECK" in line:
            continue
        for literal in LITERAL.findall(line):
            if WORD.fullmatch(literal) and literal not in tags:
                yield number, literal


def check(root):
    root = Path(root)
    tags, faults, files = tags_of(root), [], 0
    for folder in FOLDERS:
        for path in sorted((root / "src" / folder).rglob("*")):
            if path.suffix not in (".cc", ".h"):
                continue
            files += 1
            found = list(words_in(path.read_text(encoding="utf-8"), tags))
            reported = 0
            for i, (line, _) in enumerate(found):
                near = list(dict.fromkeys(w for n, w in found[i:] if n < line + LINES))
                if len(near) >= WORDS and line >= reported:
                    faults.append(f"{path.relative_to(root)}:{line}: words belong in data/: {', '.join(near[:8])}")
                    reported = line + LINES
    return files, faults


def main():
    files, faults = check(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
    for fault in faults:
        print(fault)
    print(f"words: {files} files, {len(faults)} faults")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
