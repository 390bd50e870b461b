#!/usr/bin/env python3
"""Writes data/record/iso3.tsv from ../shared/facts/countries.tsv: ISO 3166-1 alpha-2 to alpha-3.

usage: tools/build_iso3.py > data/record/iso3.tsv
"""
import os

FACTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../shared/facts/countries.tsv")

print("# SPDX-License-Identifier: CC0-1.0")
print("# Made by tools/build_iso3.py from datasets/country-codes (PDDL 1.0); do not edit.")
print("iso2:text!\tiso3:text")
with open(FACTS, encoding="utf8") as f:
    rows = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]
head = rows[0]
for row in rows[1:]:
    cells = dict(zip(head, row))
    if cells["iso2"] and cells["iso3"]:
        print(cells["iso2"] + "\t" + cells["iso3"])
