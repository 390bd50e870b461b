#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: eval/attribution.py [--errors]

Attributions against PolNeAR dev (source, cue, content in brat stand-off). Of a document with two annotations the first is
taken. An attribution is found if its content agrees with the gold one by half (Dice over words) and the head of its source
lies in the gold source, and the other way round; without a gold source there must be none. Figures: F1 of attributions
found; word F1 of content and of source over those found; share of direct quotations (gold content inside quotation marks,
five words or more) whose source is right. --errors lists what differs on stderr.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
POLNEAR = ROOT.parent / "shared" / "corpora" / "dev" / "polnear" / "dev"
WORD = re.compile(r"\w+|[^\w\s]")


def head_of(words, text):
    """A word that stands for a source: the last of its first name or noun phrase."""
    head = None
    for b, e in words:
        word = text[b:e]
        if head is not None and (word in ",(;:—-" or word in ("of", "in", "at", "for", "from", "who", "with", "on", "to", "that")):
            break
        if word[0].isalnum() and word not in ("s", "’s"):
            head = (b, e)
    return head


class Attribution:
    def __init__(self, text, source, content, cue, label):
        self.source = [w for b, e in source for w in words_of(text, b, e)]
        self.content = {w for b, e in content for w in words_of(text, b, e) if text[w[0]].isalnum()}
        self.head = head_of(self.source, text) if self.source else None
        self.source_words = {w for w in self.source if text[w[0]].isalnum()}
        self.cue, self.label = cue, label
        pieces = [text[b:e].strip() for b, e in sorted(content)]
        self.direct = (len(self.content) >= 5 and all(p[:1] in "\"“‘'" for p in pieces)
                       and pieces[-1][-1:] in "\"”’'")

    def same_source(self, other):
        if self.head is None or other.head is None:
            return self.head is None and other.head is None
        return self.head in other.source_words and other.head in self.source_words


def words_of(text, begin, end):
    return [(m.start() + begin, m.end() + begin) for m in WORD.finditer(text[begin:end])]


def dice(a, b):
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def read_gold(path, text):
    spans, out = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if cells[0].startswith("T"):
            label, _, ranges = cells[1].partition(" ")
            spans[cells[0]] = sorted(tuple(map(int, r.split())) for r in ranges.split(";"))
        elif cells[0].startswith("E"):
            parts = [p.split(":") for p in cells[1].split()]
            get = lambda name: [r for k, v in parts if k.rstrip("0123456789") == name for r in spans.get(v, [])]
            if get("Content"):
                out.append(Attribution(text, get("Source"), get("Content"), get("Cue"), "gold"))
    return out


def place_map(text, other):
    """Code point of `other` -> code point of `text`, by their non-blank characters; None where they differ."""
    at = [i for i, c in enumerate(text) if not c.isspace()]
    mine = [i for i, c in enumerate(other) if not c.isspace()]
    if len(at) != len(mine):
        return None
    return dict(zip(mine, at))


def read_system(reading, text):
    own = reading["document"]["text"]
    places = place_map(text, own)
    if places is None:
        return None

    def convert(span):
        b, e = span
        inside = [places[i] for i in range(b, e) if i in places]
        return (inside[0], inside[-1] + 1) if inside else None

    out = []
    for a in reading["attributions"]:
        source = [s for s in map(convert, a["source"]) if s]
        content = [s for s in map(convert, a["content"]) if s]
        if content:
            cue = convert(a["cue"]) if a.get("cue") else None
            out.append(Attribution(text, source, content, [cue] if cue else [], a["rule"]))
    return out


def match(gold, system):
    pairs = sorted(((dice(g.content, s.content), i, j) for i, g in enumerate(gold) for j, s in enumerate(system)
                    if g.same_source(s)), key=lambda p: (-p[0], p[1], p[2]))
    used_gold, used_system, out = set(), set(), []
    for overlap, i, j in pairs:
        if overlap >= 0.5 and i not in used_gold and j not in used_system:
            used_gold.add(i)
            used_system.add(j)
            out.append((i, j))
    return out


def show(name, text, gold, system, pairs):
    def line(kind, a, note=""):
        quote = lambda spans: " ".join(text[b:e] for b, e in spans)[:160].replace("\n", " ")
        print(f"{name}\t{kind}\t{a.label}\t{quote(a.source)} | {quote(a.cue)} | {quote(sorted(a.content))}\t{note}", file=sys.stderr)

    for i, g in enumerate(gold):
        if i not in {p[0] for p in pairs}:
            best = max(system, key=lambda s: dice(g.content, s.content), default=None)
            overlap = dice(g.content, best.content) if best else 0
            near = f"near {overlap:.2f} {best.label}: {' '.join(text[b:e] for b, e in best.source)[:60]}" if overlap >= 0.3 else "none"
            line("missed-direct" if g.direct else "missed", g, near)
    for j, s in enumerate(system):
        if j not in {p[1] for p in pairs}:
            line("extra", s)


def main():
    chosen = {}
    for path in sorted((POLNEAR / "attributions").glob("*.ann")):
        chosen.setdefault(re.sub(r"_[0-9a-f]{4}$", "", path.stem), path)
    texts = [str(POLNEAR / "text" / f"{name}.txt") for name in chosen]
    done = subprocess.run([str(ROOT / "build" / "dragoman"), "read", "--format", "jsonl", "--threads", "1", *texts],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True, text=True, encoding="utf-8")
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(readings) == len(texts)
    found = wanted = given = direct = direct_right = skipped = 0
    content = [0, 0, 0]
    source = [0, 0, 0]
    for (name, ann), path, reading in zip(chosen.items(), texts, readings):
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        gold = read_gold(ann, text)
        system = read_system(reading, text)
        if system is None:
            skipped += 1
            continue
        pairs = match(gold, system)
        found += len(pairs)
        wanted += len(gold)
        given += len(system)
        for i, j in pairs:
            for total, a, b in ((content, gold[i].content, system[j].content),
                                (source, gold[i].source_words, system[j].source_words)):
                for k, n in enumerate((len(a & b), len(a), len(b))):
                    total[k] += n
        for g in gold:
            if g.direct and g.head:
                direct += 1
                best = max(system, key=lambda s: len(g.content & s.content), default=None)
                direct_right += bool(best and 2 * len(g.content & best.content) >= len(g.content) and g.same_source(best))
        if "--errors" in sys.argv:
            show(name, text, gold, system, pairs)
    assert skipped * 20 < len(texts), f"{skipped} documents whose text came back changed"
    print(f"polnear.found.f1\t{2 * found / (wanted + given):.3f}")
    print(f"polnear.found.precision\t{found / given:.3f}")
    print(f"polnear.found.recall\t{found / wanted:.3f}")
    print(f"polnear.content.f1\t{2 * content[0] / (content[1] + content[2]):.3f}")
    print(f"polnear.source.f1\t{2 * source[0] / (source[1] + source[2]):.3f}")
    print(f"polnear.direct.speaker\t{direct_right / direct:.3f}")


if __name__ == "__main__":
    main()
