#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# install_packages.sh [GROUP...]: installs what packages.txt lists for the groups (default: build) and
# the machine lacks. Says what it installs; silent when nothing is missing. Needs root or sudo only then.
# DRAGOMAN_NO_INSTALL=1 makes a missing package an error instead of installing it.
set -euo pipefail
cd "$(dirname "$0")/.."
groups=" ${*:-build} "

wanted=()
while read -r name group _; do
  case "$name" in '' | '#'*) continue ;; esac
  case "$group" in build | test | check) ;; '' | '#'*) group=build ;; *)
    echo "packages.txt: expected build, test or check for $name, got '$group'" >&2
    exit 1
    ;;
  esac
  case "$groups" in *" $group "*) wanted+=("$name") ;; esac
done <packages.txt

if ! command -v dpkg-query >/dev/null; then
  echo "This is no Debian system, so nothing was installed. dragoman needs what these packages hold:" >&2
  echo "  ${wanted[*]}" >&2
  exit 0
fi

missing=()
for name in "${wanted[@]}"; do
  status=$(dpkg-query -W -f='${Status}' "$name" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] || missing+=("$name")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "${DRAGOMAN_NO_INSTALL:-}" = 1 ]; then
  echo "missing packages, and DRAGOMAN_NO_INSTALL=1: ${missing[*]}" >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "missing packages, and neither root nor sudo to install them. As root, run:" >&2
    echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
# A fresh machine has no package lists yet; only then is an update needed.
for name in "${missing[@]}"; do
  if [ -z "$(apt-cache policy "$name" 2>/dev/null | sed -n 's/^  Candidate: *//p' | grep -v '(none)')" ]; then
    "${as_root[@]}" apt-get update -q
    break
  fi
done
install() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "${missing[@]}" </dev/null
}
# Lists may be older than the archive; one update and a second try mend that.
install || { "${as_root[@]}" apt-get update -q && install; }
