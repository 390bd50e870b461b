#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# record_examples.sh RECORD: adds examples/*.txt to a record with build/dragoman, each with its day.
set -euo pipefail
cd "$(dirname "$0")/.."
for article in examples/*.txt; do
  name=${article##*/}
  build/dragoman add --record "$1" --published "${name:0:10}" "$article"
done
