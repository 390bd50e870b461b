#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# read_examples.sh [OPTION...]: reads examples/*.txt with build/dragoman. A file's name begins with the
# day it was published. Options go to `dragoman read`.
set -euo pipefail
cd "$(dirname "$0")/.."
for article in examples/*.txt; do
  name=${article##*/}
  build/dragoman read --published "${name:0:10}" "$@" "$article"
done
