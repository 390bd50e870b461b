#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# record_questions.sh SHARED: adds the gold articles of SHARED (the seed article and dev) to a new record and asks it
# what an analyst would, each question as it is typed. Rows only: the articles' sentences stay where they are.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 - "$1" >"$folder/articles.jsonl" <<'PYTHON'
import json, sys
from pathlib import Path
shared = Path(sys.argv[1])
for path in [shared / "gold" / "seed.json", *sorted((shared / "gold" / "dev").glob("*.json"))]:
    gold = json.loads(path.read_text(encoding="utf-8"))
    article = {"id": path.stem, "text": (shared / gold["text"]).read_text(encoding="utf-8")}
    if gold.get("published"):
        article["published"] = gold["published"]
    print(json.dumps(article))
PYTHON
export DRAGOMAN_RECORD=$folder/record.db
build/dragoman add "$folder/articles.jsonl" 2>&1
ask() {
  printf '\n$ dragoman'
  printf ' %s' "${@@Q}" | sed "s/'\([A-Za-z0-9_-]*\)'/\1/g"
  printf '\n'
  build/dragoman "$@" --brief 2>&1
}
ask meetings Putin Erdogan --before 2023-06-07
ask trips Putin --since 2022-02-24
ask plans --undated
ask claims --words commission

