#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads the gold articles with build/dragoman and scores the readings with ../shared/score: dev and the seed.

Also compares the events with eval/baseline/gold_events.tsv (article, kind, type, status, trigger's offsets; no
text) and says on standard error which came and which went. Set DRAGOMAN_EVAL_UPDATE=1 to write that list anew.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PROGRAM = os.environ.get("DRAGOMAN", str(ROOT / "build" / "dragoman"))
LISTING = ROOT / "eval" / "baseline" / "gold_events.tsv"
SHOWN = 40  # changed events printed


def read_article(gold_path, reading_path):
    """Writes the reading. None, or what went wrong."""
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    command = [PROGRAM, "read", "--format", "jsonl"]
    if gold.get("published"):
        command += ["--published", gold["published"]]
    done = subprocess.run([*command, str(SHARED / gold["text"])], stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode != 0 or not done.stdout.startswith(b'{"schema"'):
        return f"{gold_path.stem}: status {done.returncode}: {done.stderr.decode('utf-8', 'replace')[:300]}"
    reading_path.write_bytes(done.stdout)
    return None


def score(gold_paths, readings):
    pairs = [str(p) for g in gold_paths for p in (g, readings / f"{g.stem}.jsonl")]
    done = subprocess.run([sys.executable, str(SHARED / "score"), "--json", *pairs], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"score: {done.stderr[-600:]}")
    return json.loads(done.stdout)


def print_figures(prefix, report):
    def say(name, value):
        if value is not None:  # a slot that no found event has
            print(f"{prefix}.{name}\t{value}")

    for name, key in (("events", "events"), ("strict", "strict"), ("relations", "relations"),
                      ("times_found", "times_found"), ("times_right", "times_right")):
        part = report.get(key) or {}
        say(f"{name}.f1", part.get("f1"))
        if key in ("events", "relations"):
            say(f"{name}.precision", part.get("p"))
            say(f"{name}.recall", part.get("r"))
    say("participants.f1", report.get("participants_f1"))
    for slot in ("status", "time", "place", "sources"):
        say(slot, report.get(slot))


def events_of(reading_path):
    reading = json.loads(reading_path.read_text(encoding="utf-8").splitlines()[0])
    for e in reading.get("events", []):
        begin, end = (e.get("trigger") or [0, 0])[:2]
        plover = (e.get("plover") or {}).get("type") or "-"
        yield "\t".join((reading_path.stem, e.get("kind") or "-", plover, e.get("status") or "-", str(begin), str(end)))


def compare_listing(readings):
    now = [row for path in sorted(readings.glob("*.jsonl")) for row in events_of(path)]
    old = [r for r in LISTING.read_text().splitlines() if not r.startswith("#")] if LISTING.exists() else []
    if os.environ.get("DRAGOMAN_EVAL_UPDATE"):
        head = "# article\tkind\ttype\tstatus\ttrigger begin\tend (code points)"
        LISTING.write_text("\n".join([head, *now]) + "\n", encoding="utf-8")
    gone, new = sorted(set(old) - set(now)), sorted(set(now) - set(old))
    for sign, rows in (("-", gone), ("+", new)):
        for row in rows[:SHOWN]:
            print(f"gold event {sign} {row}", file=sys.stderr)
    if gone or new:
        print(f"gold events: {len(new)} new, {len(gone)} gone, of {len(now)}", file=sys.stderr)


def main():
    dev = sorted((SHARED / "gold" / "dev").glob("*.json"))
    seed = [SHARED / "gold" / "seed.json"]
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder)
        faults = [f for g in dev + seed if (f := read_article(g, readings / f"{g.stem}.jsonl"))]
        print_figures("dev", score(dev, readings))
        print_figures("seed", score(seed, readings))
        compare_listing(readings)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
