#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Coreference against OntoGUM: MUC, B-cubed, CEAF-e and their mean, the CoNLL figure (Pradhan and others 2014,
"Scoring coreference partitions of predicted mentions"), in per cent.

The system reads plain text, one paragraph per GUM paragraph, and finds its own words, trees and mentions. A mention's
span is the whole phrase its head governs, as GUM marks it; appositions and relative pronouns go with what they stand beside. Adjectives of states are left out, OntoGUM having none.
Entities with one mention do not count, as in OntoGUM.

usage: eval/coref.py [--trees] [--train] [--show DOC]
  --trees: with GUM's own trees instead of ours; --train: the news of the training part alone
"""
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
PROBE = os.environ.get("DRAGOMAN_PROBE", str(ROOT / "build" / "tools" / "probe_entities"))


def muc(key, response):
    def side(a, b):
        of = {m: i for i, c in enumerate(b) for m in c}
        hit = total = 0
        for c in a:
            parts = {of.get(m, ("alone", m)) for m in c}
            hit += len(c) - len(parts)
            total += len(c) - 1
        return hit, total
    return side(key, response) + side(response, key)


def b3(key, response):
    def side(a, b):
        of = {m: c for c in b for m in c}
        hit, total = 0.0, 0
        for c in a:
            for m in c:
                hit += len(set(c) & set(of.get(m, ()))) / len(c)
                total += 1
        return hit, total
    return side(key, response) + side(response, key)


def assign(weights):
    """The best one-to-one sum of a matrix (Kuhn and Munkres, in Jonker's form of shortest paths)."""
    n = len(weights)
    m = len(weights[0]) if n else 0
    if not n or not m:
        return 0.0
    if n > m:
        return assign([list(r) for r in zip(*weights)])
    inf = float("inf")
    u, v, match = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0], j0 = i, 0
        low, used, way = [inf] * (m + 1), [False] * (m + 1), [0] * (m + 1)
        while True:
            used[j0] = True
            i0, delta, j1 = match[j0], inf, 0
            for j in range(1, m + 1):
                if not used[j]:
                    cost = -weights[i0 - 1][j - 1] - u[i0] - v[j]
                    if cost < low[j]:
                        low[j], way[j] = cost, j0
                    if low[j] < delta:
                        delta, j1 = low[j], j
            for j in range(m + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    low[j] -= delta
            j0 = j1
            if match[j0] == 0:
                break
        while j0:
            match[j0] = match[way[j0]]
            j0 = way[j0]
    return sum(weights[match[j] - 1][j - 1] for j in range(1, m + 1) if match[j])


def ceafe(key, response):
    weights = [[2 * len(set(k) & set(r)) / (len(k) + len(r)) for r in response] for k in key]
    best = assign(weights)
    return best, len(key), best, len(response)


def documents(path):
    """id -> (text with a line a paragraph, CoNLL-U)."""
    out, ident, rows, paragraphs = {}, None, [], []
    for line in path.open(encoding="utf-8"):
        if line.startswith("# newdoc"):
            ident = line.split("=")[1].strip()
            rows, paragraphs = [], []
            out[ident] = (paragraphs, rows)
        elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
            paragraphs.append([])
        elif line.startswith("# text = "):
            if not paragraphs:
                paragraphs.append([])
            paragraphs[-1].append(line[9:].rstrip("\n"))
        if ident:
            rows.append(line)
    return {k: ("\n".join(" ".join(p) for p in ps if p), "".join(rs)) for k, (ps, rs) in out.items()}


def closed_brackets(cell, open_, begin, end):
    """(cluster, begin, end) of the mentions that the coreference cell of the word [begin, end) ends; open_ keeps the rest."""
    for piece in re.findall(r"\(?\d+\)?", cell):
        key = piece.strip("()")
        if piece.startswith("("):
            open_.append((key, begin))
        if piece.endswith(")"):
            k = max(i for i, o in enumerate(open_) if o[0] == key)
            yield key, open_.pop(k)[1], end


def gold_clusters(path):
    """id -> clusters of (begin, end), counted in characters without blanks."""
    out, clusters = {}, None
    for line in path.open(encoding="utf-8"):
        if line.startswith("# begin document"):
            clusters, open_, at = {}, [], 0
            out[line.split()[3]] = clusters
            continue
        cells = line.rstrip("\n").split("\t")
        if len(cells) < 3:
            continue
        begin, at = at, at + max(1, len(re.sub(r"\s", "", cells[1])))  # OntoGUM drops "|"
        for key, first, end in closed_brackets(cells[2], open_, begin, at):
            clusters.setdefault(key, set()).add((first, end))
    return {d: [sorted(c) for c in cs.values() if len(c) > 1] for d, cs in out.items()}


def probe(texts, raw, arguments):
    done = subprocess.run([PROBE, *arguments], input=raw.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    out = []
    for line in done.stdout.decode().split("\n"):
        cells = line.split("\t")
        if cells[0] == "D":
            text = texts[len(out)].encode()
            out.append({})
        elif cells[0] == "M" and cells[4] != "-1" and cells[6] == "0" and cells[9] == "0":
            plain = lambda n: len(re.sub(r"\s", "", text[:int(n)].decode()))
            out[-1].setdefault(cells[4], set()).add((plain(cells[7]), plain(cells[8])))
    return [[sorted(c) for c in d.values() if len(c) > 1] for d in out]


def measure(prefix, trees, train):
    """Prints the figures of the news of one part."""
    gold = gold_clusters(CORPORA / ("train/ontogum-train.conll" if train else "dev/ontogum-dev.conll"))
    docs = documents(CORPORA / ("train/gum-train.conllu" if train else "dev/gum-dev-news.conllu"))
    names = [d for d in docs if d in gold and "_news_" in d]
    if trees:
        # The probe writes offsets in the text it rebuilds; blanks do not count, so any blanks will do.
        raw = "".join(docs[d][1] for d in names)
        texts = ["" for _ in names]
        rebuilt = subprocess.run([PROBE, "--conllu", "--text"], input=raw.encode(), stdout=subprocess.PIPE, check=True)
        texts = rebuilt.stdout.decode().split("\f")
        found = probe(texts, raw, ["--conllu"])
    else:
        texts = [docs[d][0] for d in names]
        found = probe(texts, "\f".join(texts), [])
    scores = {}
    for metric in (muc, b3, ceafe):
        total = [0.0] * 4
        for d, response in zip(names, found):
            total = [x + y for x, y in zip(total, metric(gold[d], response))]
        r, p = total[0] / max(1, total[1]), total[2] / max(1, total[3])
        scores[metric.__name__] = 200 * p * r / (p + r) if p + r else 0.0
        print(f"{metric.__name__}: P {100 * p:.1f} R {100 * r:.1f}", file=sys.stderr)
    if "--show" in sys.argv:
        for d, text, response in zip(names, texts, found):
            flat = re.sub(r"\s", "", text)
            print("==", d, file=sys.stderr)
            for title, clusters in (("gold", gold[d]), ("found", response)):
                for c in clusters:
                    print(title, [flat[b:e][:40] for b, e in c], file=sys.stderr)
    for name, value in scores.items():
        print(f"{prefix}.{name}\t{value:.2f}")
    print(f"{prefix}.conll\t{sum(scores.values()) / 3:.2f}")


def main():
    trees, train = "--trees" in sys.argv, "--train" in sys.argv
    if not train:
        measure("ontogum_news", trees, False)
    # Two documents of news are little to go by: the twenty that rules may be tuned on stand beside them.
    measure("ontogum_train_news", trees, True)


if __name__ == "__main__":
    main()
