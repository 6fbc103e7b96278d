#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every shell script of the source tree is clean under shellcheck. Argument: the source folder.
set -eu

cd "$1"
command -v shellcheck >/dev/null 2>&1 || { echo "skipped: no shellcheck"; exit 77; }
list=$(mktemp)
trap 'rm -f "$list"' EXIT
# By what the first line says: not all are called *.sh. Build folders are not ours, nor is what npm installs.
find . -path './build*/*' -prune -o -name node_modules -prune -o -path ./.git -prune -o -type f \( -name '*.sh' -o -perm -u+x \) -print >"$list.all"
while IFS= read -r file; do
	if head -n 1 "$file" | grep -qaE '^#!.*[/ ](ba|da)?sh( |$)'; then printf '%s\n' "$file"; fi
done <"$list.all" >"$list"
rm -f "$list.all"
grep -qx ./dev "$list" || { echo "failed: ./dev is not among the scripts that were found" >&2; exit 1; }
xargs shellcheck <"$list"
echo "$(wc -l <"$list") scripts are clean"
