#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# `dev` notices what is missing: with apt-get it installs it, without it names the packages and stops.
set -eu
top=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
passed=0
ok() { passed=$((passed + 1)); }
fail() { echo "not ok: $1" >&2; exit 1; }

# A PATH with what a shell needs, and nothing to build with.
for tool in sh env dirname id cat sed grep cc gcc python3; do
	real=$(command -v "$tool" || true)
	[ -z "$real" ] || ln -s "$real" "$work/bin/$tool"
done
printf '#!/bin/sh\nexit 1\n' >"$work/bin/pkg-config"
chmod +x "$work/bin/pkg-config"

status=0
PATH=$work/bin "$top/dev" build >"$work/out" 2>&1 || status=$?
[ "$status" = 2 ] || fail "without apt-get it stops with status 2, not $status"
ok
for package in meson ninja-build libyaml-dev libpcre2-dev libutf8proc-dev libjansson-dev libcmocka-dev; do
	grep -q "$package" "$work/out" || fail "it does not name $package: $(cat "$work/out")"
	ok
done

# With apt-get it asks for them, and says so where they are missing all the same.
printf '#!/bin/sh\necho "$@" >>"%s"\n' "$work/asked" >"$work/bin/apt-get"
chmod +x "$work/bin/apt-get"
status=0
PATH=$work/bin "$top/dev" build >"$work/out" 2>&1 || status=$?
[ "$status" = 2 ] || fail "packages that stay missing are an error, not $status"
grep -q 'still missing after the installation' "$work/out" || fail "it does not say what is missing still"
grep -q 'install .*libyaml-dev' "$work/asked" || fail "it did not ask apt-get for libyaml-dev"
ok

"$top/dev" help | grep -q '^  test' || fail "help"
"$top/dev" nonsense >/dev/null 2>&1 && fail "an unknown command is an error"
ok
echo "$passed passed"
