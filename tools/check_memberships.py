#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Memberships in data/entities against the years of the Correlates of War IGO data (1965-2014, every year) and the copies of
the Factbook (2014-26). A check only: nothing of COW is copied.

  tools/check_memberships.py [FACTS_DIR]     default ../shared/facts

Prints body, state, what we say, what they say, where the years of full membership differ by more than one at either end.
A state whose code another took over (the Soviet Union's seat) differs by design: see the table's own rows.
"""
import lzma
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools" / "knowledge"))
from common import fold, items, read  # noqa: E402

FIRST, LAST = 1965, 2014
SLACK = 1


def body_keys():
    keys = {}
    for r in read(ROOT / "data" / "entities" / "hand" / "organisations.tsv"):
        for name in [r["name"]] + items(r["aliases"]) + items(r["abbreviations"]):
            keys.setdefault(fold(name), r["key"])
    return keys


def cow_years(facts, keys):
    of_name, by_place = {}, defaultdict(set)
    for r in read(facts / "organisations.tsv"):
        # The name first: "NRC" is no Norwegian Refugee Council.
        key = keys.get(fold(r["full_name"]))
        if key and r["cow_ioname"]:
            of_name[r["cow_ioname"]] = key
    with lzma.open(facts / "igo_members.tsv.xz", "rt", encoding="utf-8") as f:
        lines = [l.rstrip("\n").split("\t") for l in f if not l.startswith("#")]
    header = lines[0]
    for cells in lines[1:]:
        r = dict(zip(header, cells))
        key = of_name.get(r["cow_ioname"])
        if key and r["iso2"] and r["status"] == "full member":
            by_place[(key, r["iso2"])].update(range(max(FIRST, int(r["from_year"])), min(LAST, int(r["to_year"])) + 1))
    return by_place, set(of_name.values())


def our_years():
    years, dated = defaultdict(set), set()
    for r in read(ROOT / "data" / "entities" / "memberships.tsv"):
        if r["standing"] != "member" or not r["member"].startswith("state/"):
            continue
        if r["source"] == "editor's knowledge":
            dated.add(r["body"])
        if not r["from"]:
            continue
        last = int(r["to"][:4]) if r["to"] else LAST
        years[(r["body"], r["member"][6:])].update(range(max(FIRST, int(r["from"][:4])), min(LAST, last) + 1))
    return years, dated


def spans(years):
    out = []
    for y in sorted(years):
        if out and y == out[-1][1] + 1:
            out[-1][1] = y
        else:
            out.append([y, y])
    return ", ".join(f"{a}-{b}" for a, b in out) or "never"


def main():
    facts = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "facts"
    theirs, bodies = cow_years(facts, body_keys())
    ours, dated = our_years()
    now = defaultdict(set)
    for r in read(facts / "memberships.tsv"):
        if r["status"] == "member" and not r["gone_by"]:
            now[fold(r["full_name"])].add(r["iso2"])
    compared = 0
    for body in sorted(dated & bodies):
        states = {s for b, s in list(ours) + list(theirs) if b == body}
        for state in sorted(states):
            mine, yours = ours.get((body, state), set()), theirs.get((body, state), set())
            compared += 1
            far = {y for y in mine ^ yours
                   if not any(z in mine and z in yours for z in range(y - SLACK, y + SLACK + 1))}
            # Both begin or end there, a year apart.
            if len(far) > SLACK or (not mine) != (not yours):
                print(body, state, "ours", spans(mine), "theirs", spans(yours), sep="\t")
    names = {r["key"]: [r["name"]] + items(r["aliases"]) for r in
             read(ROOT / "data" / "entities" / "hand" / "organisations.tsv")}
    still = defaultdict(set)
    for r in read(ROOT / "data" / "entities" / "memberships.tsv"):
        if r["standing"] == "member" and not r["to"] and r["member"].startswith("state/"):
            still[r["body"]].add(r["member"][6:])
    for body in sorted(dated):
        factbook = set().union(*(now.get(fold(n), set()) for n in names.get(body, [])))
        for state in sorted(factbook ^ still[body] if factbook else ()):
            print(body, state, "today", "ours" if state in still[body] else "the Factbook's only", sep="\t")
    print(f"{compared} memberships compared", file=sys.stderr)


if __name__ == "__main__":
    main()
