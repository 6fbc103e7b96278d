#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs sumlint with the plugin over the files beside this script. Arguments: the program, the library, the manifest.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
case $1 in
/*) program=$1 ;;
*) program=$PWD/$1 ;;
esac
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# A plugin is a manifest and a library in one folder.
cp "$2" "$folder/template.so"
cp "$3" "$folder/template.yaml"

failed=0
expect() { # STATUS OUTPUT ARGUMENT...
	status=0
	wanted_status=$1
	wanted=$2
	shift 2
	output=$(cd "$here" && "$program" check --config sumlint.yaml --plugin-dir "$folder" --select template "$@" 2>&1) || status=$?
	if [ "$status" != "$wanted_status" ] || [ "$output" != "$wanted" ]; then
		printf 'sumlint check %s: status %s, wanted %s; output:\n%s\nwanted:\n%s\n' "$*" "$status" "$wanted_status" "$output" "$wanted" >&2
		failed=1
	fi
}

expect 0 '' good.md
expect 0 'bad.md:1:5: warning: “TODO” is left in the title [template/todo]
bad.md:5:38: warning: “TBD” is left under “Summary” [template/todo]' bad.md
expect 1 'bad.md:1:5: warning: “TODO” is left in the title [template/todo]
bad.md:5:38: warning: “TBD” is left under “Summary” [template/todo]' --fail-on warning good.md bad.md

# The examples of the manifest are tests: each bad one reports the rule, each good one nothing.
"$program" rules --plugin-dir "$folder" --check-examples template >/dev/null || failed=1
exit "$failed"
