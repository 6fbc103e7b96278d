#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh BUILD [SECONDS] [TARGET...] - runs the fuzz targets of a build folder (-Dfuzz=true), each for SECONDS (60), and prints a line for each.
# New inputs are kept in BUILD/fuzz/<target>, what fails in BUILD/fuzz/<target>-*. Exit status 1 if anything failed.
set -u

[ $# -ge 1 ] || { echo "usage: run.sh BUILD [SECONDS] [TARGET...]" >&2; exit 2; }
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
build=$1
seconds=${2:-60}
shift
[ $# = 0 ] || shift
[ $# -gt 0 ] || set -- config front_matter manifest markdown text type_pattern vocabulary

failed=0
for target; do
	kept=$build/fuzz/$target
	log=$build/fuzz/$target.log
	mkdir -p "$kept"
	dictionary=$here/yaml.dict
	case $target in markdown | text | type_pattern) dictionary=$here/document.dict ;; esac
	if "$build/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
		-dict="$dictionary" -artifact_prefix="$build/fuzz/$target-" "$kept" "$here/corpus/$target" >"$log" 2>&1; then
		runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
		echo "$target: $runs inputs in $seconds s, nothing found"
	else
		failed=1
		echo "$target: FAILED, see $log"
		grep -E 'does not hold|ERROR|SUMMARY|Test unit written' "$log" | head -n 5
	fi
done
exit $failed
