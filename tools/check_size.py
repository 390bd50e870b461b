#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: check_size.py [ROOT]

Fails on a source file of more than 800 lines. Names C++ functions of more than 60 lines, which is no failure: a
long table or switch may be right as it is. The end of a function is found by braces and indentation.
"""
import re
import subprocess
import sys
from pathlib import Path

FILE_LINES = 800
FUNCTION_LINES = 60
SUFFIXES = {".cc", ".h", ".py", ".sh"}
NO_FUNCTION = re.compile(r"\b(namespace|class|struct|enum|union|extern)\b|=\s*\{$|^\s*(const|constexpr|static const)\b[^(]*\{$")


def long_functions(lines):
    """(line, length) of functions: a line that opens a brace at depth 0 once namespaces and classes are left out."""
    depth_kinds, start = [], None
    for number, line in enumerate(lines, 1):
        code = re.sub(r'//.*|"(\\.|[^"\\])*"|\'(\\.|[^\'\\])+\'', "", line)
        for brace in re.findall(r"[{}]", code):
            if brace == "{":
                inside = "function" in depth_kinds
                kind = "block" if inside else "other" if NO_FUNCTION.search(code.rstrip()) else "function"
                if kind == "function":
                    start = number
                depth_kinds.append(kind)
            elif depth_kinds and depth_kinds.pop() == "function":
                if number - start + 1 > FUNCTION_LINES:
                    yield start, number - start + 1


def check(root, files):
    """(faults, notes)"""
    faults, notes = [], []
    for name in files:
        path = Path(root) / name
        if path.suffix not in SUFFIXES or not path.is_file():
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) > FILE_LINES:
            faults.append(f"{name}: {len(lines)} lines, more than {FILE_LINES}")
        if path.suffix in (".cc", ".h"):
            notes += [f"{name}:{at}: a function of {n} lines" for at, n in long_functions(lines)]
    return faults, notes


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
    files = subprocess.run(["git", "-C", str(root), "ls-files"], capture_output=True, text=True, check=True).stdout.split()
    faults, notes = check(root, files)
    for line in notes + faults:
        print(line)
    print(f"size: {len(files)} files, {len(faults)} faults, {len(notes)} long functions")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
