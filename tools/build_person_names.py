#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Given and family names of persons, for the name tagger: builds tools/knowledge/person_names.tsv.

  tools/build_person_names.py NAMES_PACKAGE_DIR > tools/knowledge/person_names.tsv

NAMES_PACKAGE_DIR: the folder `names` of the Python package names 0.3.0 (MIT), which has the lists of the US Census of
1990 (public domain): how many bearers of a hundred a name has. Kept are all given names and the 45,000 commonest
family names, in bearers of a million (1 for less); a name of men and women counts where it is commoner. Names of office-holders
from elsewhere tools/train_names.py takes from data/entities/people.tsv.
"""
import sys
from pathlib import Path

FAMILIES = 45000


def bearers(path):
    for line in path.read_text(encoding="ascii").splitlines():
        cells = line.split()
        if len(cells) > 1:
            yield cells[0].lower(), max(1, round(float(cells[1]) * 10000))


def main():
    folder = Path(sys.argv[1])
    given, family = {}, {}
    for sex in ("female", "male"):
        for name, n in bearers(folder / f"dist.{sex}.first"):
            given[name] = max(given.get(name, 0), n)
    for name, n in list(bearers(folder / "dist.all.last"))[:FAMILIES]:
        family[name] = n
    print("# SPDX-License-Identifier: CC0-1.0")
    print("# Made by tools/build_person_names.py; do not edit. Names of persons in the US Census of 1990 (public domain).")
    print("# given, family: bearers of a million.")
    print("name\tgiven\tfamily")
    for name in sorted(set(given) | set(family)):
        print(f"{name}\t{given.get(name, 0)}\t{family.get(name, 0)}")


if __name__ == "__main__":
    main()
