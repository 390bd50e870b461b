#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Builds data/entities/*.tsv from the fact tables and the hand-written tables in tools/knowledge/.

  tools/build_knowledge.py [FACTS_DIR] [CORPORA_DIR]     default: ../shared/facts ../shared/corpora

Deterministic: the same inputs give the same bytes. Licences: only tables of class A are copied; of
REIGN (A?) single facts fill gaps, as its README allows; nothing of class C? is read. What it cannot
know it leaves out. The tables in data/entities/hand/ are not touched; they need no merging.
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "knowledge"))
import bodies  # noqa: E402
import institutions  # noqa: E402
import outlets  # noqa: E402
import people  # noqa: E402
import places  # noqa: E402
from common import Output  # noqa: E402


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    facts = sys.argv[1] if len(sys.argv) > 1 else os.path.join(root, "..", "shared", "facts")
    corpora = sys.argv[2] if len(sys.argv) > 2 else os.path.join(root, "..", "shared", "corpora")
    out = Output(os.path.join(root, "data", "entities"))
    states = places.build(facts, corpora, out)
    people.build(facts, out, states)
    bodies.build(facts, out, states)
    institutions.build(out.folder, out)
    outlets.build(out.folder, out)


if __name__ == "__main__":
    main()
