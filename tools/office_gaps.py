#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which states have days without a head of state or of government in data/entities since 2000.

  tools/office_gaps.py [--least DAYS]     default 40: a shorter gap is mostly an interregnum
  tools/office_gaps.py --role ROLE        the same for another office (foreign-minister, central-bank-governor ...),
                                          since 2010 or the first holder known after that; and holders who overlap

Prints state, head ("state", "government"), first day, day after the last. A realm whose head of state is
another's king, and what is no state of its own, have no such office and are named so.
"""
import datetime
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "knowledge"))
from common import read  # noqa: E402

ENTITIES = Path(__file__).resolve().parent.parent / "data" / "entities"
BEGIN, END = datetime.date(2000, 1, 1), datetime.date(2026, 1, 1)
FOUNDED = {"TL": datetime.date(2002, 5, 20), "ME": datetime.date(2006, 6, 3),
           "SS": datetime.date(2011, 7, 9), "XK": datetime.date(2008, 2, 17)}


def first_day(text):
    parts = [int(p) for p in text.split("-")] + [1, 1]
    return datetime.date(*parts[:3])


def last_day(text):
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return datetime.date(*parts)
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)


def gaps(terms, begin, least):
    at = begin
    for start, end in sorted(terms) + [(END, END)]:
        if (min(start, END) - at).days > least:
            yield at, min(start, END)
        at = max(at, end)
        if at >= END:
            return


def of_role(role, least):
    offices = {r["office"]: r for r in read(ENTITIES / "offices.tsv") if r["role"] == role}
    held = {}
    for t in read(ENTITIES / "terms.tsv"):
        if t["held"] in offices:
            held.setdefault(t["held"], []).append((first_day(t["from"]) if t["from"] else datetime.date.min,
                                                   last_day(t["to"]) if t["to"] else datetime.date.max, t["holder"]))
    for office, terms in sorted(held.items()):
        terms.sort()
        begin = max(datetime.date(2010, 1, 1), terms[0][0])
        for start, end in gaps([t[:2] for t in terms], begin, least):
            print(offices[office]["title"], "nobody", start, end, sep="\t")
        for a, b in zip(terms, terms[1:]):
            if (a[1] - b[0]).days > 31 and a[2] != b[2]:
                print(offices[office]["title"], "both", a[2], b[2], b[0], sep="\t")


def main():
    if sys.argv[1:2] == ["--role"]:
        return of_role(sys.argv[2], 60)
    least = int(sys.argv[2]) if sys.argv[1:2] == ["--least"] else 40
    offices = {r["office"]: r for r in read(ENTITIES / "offices.tsv")}
    held = {}
    for t in read(ENTITIES / "terms.tsv"):
        office = offices[t["held"]]
        span = (first_day(t["from"]) if t["from"] else datetime.date.min,
                last_day(t["to"]) if t["to"] else datetime.date.max)
        for head in ("state", "government"):
            if office["head"] in (head, "both"):
                held.setdefault((office["of"], head), []).append(span)
    for state in read(ENTITIES / "states.tsv"):
        if state["kind"] != "state":
            continue
        for head in ("state", "government"):
            terms = held.get((state["key"], head))
            if terms is None:
                print(state["name"], head, "no such office", sep="\t")
                continue
            for start, end in gaps(terms, FOUNDED.get(state["country"], BEGIN), least):
                print(state["name"], head, start, end, sep="\t")


if __name__ == "__main__":
    main()
