#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# man.sh TOP - neither mandoc nor man has anything against the pages of the manual. Skipped where neither is there.
set -u

status=77
for page in "$1"/docs/*.1 "$1"/docs/man/*.1; do
	complaints=
	if command -v mandoc >/dev/null 2>&1; then
		[ "$status" = 1 ] || status=0
		# A date would have to be kept by hand.
		complaints=$(mandoc -Tlint -W warning "$page" | grep -v 'missing date')
	fi
	if man --version 2>/dev/null | grep -q '^man [0-9]'; then # man-db's
		[ "$status" = 1 ] || status=0
		complaints=$complaints$(LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)
	fi
	if [ -n "$complaints" ]; then
		printf '%s\n' "$complaints"
		status=1
	fi
done
exit "$status"
