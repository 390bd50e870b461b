#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: expect_failure.py TEXT COMMAND...

Passes when COMMAND ends with a status from 1 to 99 (no signal, no missing program) and prints TEXT: so that
a check can be shown to fail where it must, and for the right reason.
"""
import subprocess
import sys


def main():
    text, command = sys.argv[1], sys.argv[2:]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = done.stdout.decode("utf-8", "replace")
    if 1 <= done.returncode <= 99 and text in output:
        return 0
    print(f"expected a failure that says {text!r}; got status {done.returncode} and:\n{output}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
