#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Is data/times/zone_rules.tsv what the date library makes of the tzdata release it names? Skipped (77)
# where the machine has another release. usage: zone_table.sh ZONE_TABLE SOURCE_DIR
set -eu
table=$2/data/times/zone_rules.tsv
here=$(sed -n '1s/^# version //p' /usr/share/zoneinfo/tzdata.zi 2>/dev/null || true)
grep -q "tzdata $here " "$table" && [ -n "$here" ] || { echo "tzdata $here, the table has another"; exit 77; }
"$1" "$2/data/en/times/zones.tsv" "$here" | cmp - "$table"
