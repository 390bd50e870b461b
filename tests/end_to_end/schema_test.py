#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Real output against docs/reading.schema.json, and what a schema cannot say: every id that is used is
defined once, spans lie inside the text, the evidence holds the trigger.

usage: schema_test.py DRAGOMAN SOURCE_DIR [SHARED_DIR]
"""
import copy
import json
import os
import subprocess
import sys

import jsonschema

OWN_ARTICLE = {
    "id": "own-1", "title": "Envoys to meet in Oslo", "published": "2024-03-12", "outlet": "The Test", "authors": ["A. Writer"],
    "url": "https://example.org/1",
    "text": "The foreign minister of Norway, Espen Barth Eide, will meet his Turkish counterpart in Oslo on Friday, the "
            "ministry said.\n\u201cWe reject the claim,\u201d a spokesman told reporters. Police arrested 12 protesters in Ankara "
            "in May \U0001F1F3\U0001F1F4.",
}


def faults_of(reading, validator):
    """What is wrong with one reading, as sentences."""
    faults = [f"schema: {list(e.absolute_path)}: {e.message[:200]}" for e in validator.iter_errors(reading)]
    if faults:
        return faults
    size = len(reading["document"]["text"])
    defined = [x["id"] for group in ("actors", "places", "times", "events", "relations", "attributions") for x in reading[group]]
    faults += [f"defined twice: {i}" for i in set(defined) if defined.count(i) > 1]
    known = set(defined)

    def walk(value, path):
        if isinstance(value, dict):
            for k, v in value.items():
                walk(v, path + [k])
        elif isinstance(value, list):
            if len(value) == 2 and all(type(v) is int for v in value):
                if not value[0] <= value[1] <= size:
                    faults.append(f"span outside the text: {path} {value}")
            for i, v in enumerate(value):
                walk(v, path + [i])
        elif isinstance(value, str):
            names_id = path[-1] in ("subject", "object", "actor", "via", "said_at", "parent") or (
                len(path) > 1 and path[-2] in ("actors", "recipients", "others", "place", "times"))
            if names_id and value not in known:
                faults.append(f"not defined: {path} {value}")
    walk({k: v for k, v in reading.items() if k != "document"}, [])
    for e in reading["events"]:
        t = e["trigger"]
        if not any(a <= t[0] and t[1] <= b for a, b in e["evidence"]):
            faults.append(f"{e['id']}: the evidence does not hold the trigger")
    for t in reading["times"]:
        if reading["document"]["text"][slice(*t["span"])] != t["text"]:
            faults.append(f"{t['id']}: its text is not at its span")
    return faults


def check_that_the_check_can_fail(reading, validator):
    broken = copy.deepcopy(reading)
    broken["events"] = [{"id": "e1"}]
    assert faults_of(broken, validator), "an event without anything passed"
    broken = copy.deepcopy(reading)
    broken["attributions"] = [{"id": "q1", "kind": "direct", "source": [], "cue": None, "content": [[0, 5]],
                               "chain": [{"actor": "a999", "via": None, "said_at": None}], "parent": None, "hedged": False,
                               "negated": False, "confidence": 1, "rule": "x"}]
    assert any("a999" in f for f in faults_of(broken, validator)), "an undefined actor passed"


def main():
    program, source_dir = sys.argv[1:3]
    shared = sys.argv[3] if len(sys.argv) > 3 else ""
    with open(os.path.join(source_dir, "docs/reading.schema.json"), encoding="utf8") as f:
        schema = json.load(f)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)

    paths = [p for p in (os.path.join(source_dir, "examples"), os.path.join(shared, "seed"), os.path.join(shared, "gold/dev/text"))
             if os.path.isdir(p)]
    run = subprocess.run([program, "read", "--verify", "--format", "jsonl", "-", *paths], input=json.dumps(OWN_ARTICLE).encode(),
                         stdout=subprocess.PIPE, check=True)
    readings = [json.loads(line) for line in run.stdout.decode("utf8").splitlines()]
    own = readings[0]["document"]
    assert own["text"].startswith("Envoys to meet in Oslo\n\nThe foreign"), own["text"][:60]
    assert (own["id"], own["published"], own["published_basis"], own["outlet"]) == ("own-1", "2024-03-12", "given", "The Test"), own
    assert own["text"][slice(*own["headline"])] == own["title"]
    check_that_the_check_can_fail(readings[0], validator)

    wrong = 0
    for r in readings:
        for fault in faults_of(r, validator)[:5]:
            wrong += 1
            print(f"{r['document']['id'][:20]} {r['document']['title'][:40]!r}: {fault}")
    print(f"{len(readings)} readings, {sum(len(r['events']) for r in readings)} events, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
