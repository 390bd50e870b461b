#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check_format.sh: fails when clang-format-14 would change a C++ file, and names the file and the cure.
set -euo pipefail
cd "$(dirname "$0")/.."
bad=$(git ls-files --cached --others --exclude-standard '*.cc' '*.h' |
  xargs clang-format-14 --dry-run 2>&1 | sed -n 's/^\([^ :]*\):[0-9].*clang-formatted.*/\1/p' | sort -u)
[ -z "$bad" ] || { printf 'run clang-format-14 -i on:\n%s\n' "$bad"; exit 1; }
