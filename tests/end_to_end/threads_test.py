#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: threads_test.py PROGRAM ...: the same input gives the same bytes for 1, 2 and 8 threads, in the order of the input.

The input is the examples many times over, each copy with a number of its own, some of them broken.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COPIES = 12


def articles():
    """Lines of JSON; every seventh is broken on purpose, at another place."""
    number = 0
    for _ in range(COPIES):
        for path in sorted((ROOT / "examples").glob("*.txt")):
            number += 1
            line = json.dumps({"id": str(number), "published": path.name[:10], "text": path.read_text(encoding="utf-8")})
            yield line if number % 7 else line[:-number]


def main():
    program = sys.argv[1]
    lines = list(articles())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        outputs = []
        for threads in ("1", "2", "8"):
            rejects = Path(folder) / f"rejects{threads}"
            done = subprocess.run([program, "read", "--format", "jsonl", "--threads", threads, "--rejects", str(rejects),
                                   str(path)], stdin=subprocess.DEVNULL, capture_output=True)
            assert done.returncode == 1, f"status {done.returncode}, expected 1 for the broken lines: {done.stderr[-500:]}"
            outputs.append((done.stdout, rejects.read_bytes()))
    read, rejected = outputs[0]
    ids = [int(json.loads(line)["document"]["id"]) for line in read.splitlines()]
    assert ids == [n for n in range(1, len(lines) + 1) if n % 7], "articles are missing or out of order"
    assert len(rejected.splitlines()) == len(lines) // 7, f"rejects: {rejected.decode()}"
    for other in outputs[1:]:
        assert other == outputs[0], "the output depends on the number of threads"
    print(f"{len(ids)} articles, {len(rejected.splitlines())} rejects, the same for 1, 2 and 8 threads")


if __name__ == "__main__":
    main()
