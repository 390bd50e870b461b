#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check_format.sh: fails when clang-format-14 would change a C++ file, and names the file and the cure.
set -euo pipefail
cd "$(dirname "$0")/.."
status=0
while read -r file; do
  clang-format-14 --dry-run -Werror "$file" 2>/dev/null || {
    echo "$file: run clang-format-14 -i $file"
    status=1
  }
done < <(git ls-files --cached --others --exclude-standard '*.cc' '*.h')
exit $status
