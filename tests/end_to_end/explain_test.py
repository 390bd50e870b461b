#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`dragoman explain`: every row of the reading is explained, a rule's file and line hold that rule, a sentence
without events says so, and so does an event that is not there.

usage: explain_test.py DRAGOMAN SOURCE_DIR [SHARED_DIR]
"""
import json
import os
import re
import subprocess
import sys

ARTICLE = ("Norwegian Prime Minister Jonas Gahr Store met Turkish President Recep Tayyip Erdogan in Ankara on Monday.\n"
           "The weather was fine.\nPolice arrested two protesters in Oslo.\n")


def run(*args):
    return subprocess.run(args, input=ARTICLE.encode(), stdout=subprocess.PIPE, check=True).stdout.decode("utf8")


def main():
    program, source_dir = sys.argv[1:3]
    reading = json.loads(run(program, "read", "--format", "jsonl", "-"))
    assert reading["events"] and reading["relations"], "nothing to explain"
    text = run(program, "explain", "-")
    for event in reading["events"]:
        assert f"\n{event['id']} {event['kind']}: {event['plover']['type']}" in text, (event["id"], text)
    assert "sentence 2: The weather was fine.\n  no event and no relation was read here\n" in text, text

    places = re.findall(r"^  rule +(\S+)  (data/\S+\.tsv):(\d+)$", text, re.M)
    assert places, text
    for rule, path, line in places:
        with open(os.path.join(source_dir, path), encoding="utf8") as f:
            cells = f.read().split("\n")[int(line) - 1].split("\t")
        assert any(rule == c or rule.endswith("." + c) for c in cells), (rule, path, line, cells)

    one = run(program, "explain", "--event", "1", "-")
    assert re.search(r"^ +\d+ +\S+ .*trigger of e1$", one, re.M), one
    assert run(program, "explain", "--event", "99", "-").startswith("no event 99: there are "), "event 99"
    assert run(program, "explain", "--sentence", "99", "-") == "no sentence 99: there are 3\n"
    print(f"{len(reading['events'])} events, {len(places)} rules explained")


if __name__ == "__main__":
    main()
