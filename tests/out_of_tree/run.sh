#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the build into a folder of its own, and has a copy of plugins/template built, tested and used with what is installed there alone.
# Arguments: the source and the build folder.
set -eu

source=$1
build=$2
for tool in meson ninja pkg-config; do
	command -v "$tool" >/dev/null 2>&1 || { echo "skipped: no $tool"; exit 77; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

say() { printf '== %s\n' "$*"; }
fail() { printf 'failed: %s\n' "$*" >&2; exit 1; }
quietly() { "$@" >"$folder/log" 2>&1 || { cat "$folder/log" >&2; fail "$*"; }; }

say "install"
quietly meson install -C "$build" --no-rebuild --destdir "$folder/root"
pc=$(find "$folder/root" -name sumlint.pc)
[ -f "$pc" ] || fail "no sumlint.pc is installed"
# Not what may be installed on this machine beside it.
PKG_CONFIG_LIBDIR=$(dirname "$pc")
export PKG_CONFIG_LIBDIR
unset PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR SUMLINT_PLUGIN_PATH || :
variable() { pkg-config --variable="$1" sumlint; }
program=$(variable bindir)/sumlint
for file in "$program" "$(variable plugindir)/topics.so" "$(variable plugindir)/topics.yaml" "$(variable rulesdir)/core.yaml" \
	"$(variable includedir)/sumlint/sumlint.h"; do
	[ -f "$file" ] || fail "$file is not installed"
done
[ ! -e "$(variable plugindir)/template.so" ] || fail "the template is installed as a plugin"

say "headers in C and C++"
headers=$(variable includedir)
(cd "$headers" && find sumlint -name '*.h') | sort >"$folder/headers"
[ "$(wc -l <"$folder/headers")" -ge 8 ] || fail "headers are missing"
check_headers() { # COMPILER...
	while read -r header; do
		# Twice: a header guards itself.
		printf '#include <%s>\n#include <%s>\nint unused_in_this_file;\n' "$header" "$header" >"$folder/header"
		quietly "$@" -I"$headers" -Wall -Wextra -Wpedantic -Werror -fsyntax-only "$folder/header"
	done <"$folder/headers"
}
check_headers "${CC:-cc}" -x c -std=c17
if command -v "${CXX:-g++}" >/dev/null 2>&1; then
	check_headers "${CXX:-g++}" -x c++ -std=c++17
else
	echo "no C++ compiler: headers are not checked as C++"
fi

say "build the template"
cp -R "$source/plugins/template" "$folder/template"
cd "$folder/template"
quietly meson setup build --werror --prefix "$folder/own"
quietly meson compile -C build
quietly meson test -C build
symbols=$(nm -D --defined-only build/template.so | awk '$2 ~ /[A-Z]/ { print $3 }')
[ "$symbols" = sumlint_plugin_v1 ] || fail "the template exports: $symbols"

say "use it"
mkdir "$folder/plugins"
cp build/template.so template.yaml "$folder/plugins/"
printf '# Note\n\n## Summary\n\nNothing yet. TODO\n' >"$folder/note.md"
cat >"$folder/.sumlint.yaml" <<'END'
types:
  note:
    parts: [{ section: Summary, kind: any }]
documents: [{ files: ["**"], type: note }]
END
cd "$folder"
status=0
output=$("$program" check --plugin-dir plugins note.md 2>&1) || status=$?
[ "$status" = 0 ] || fail "status $status: $output"
[ "$output" = 'note.md:5:14: warning: “TODO” is left under “Summary” [template/todo]' ] || fail "$output"
status=0
output=$(SUMLINT_PLUGIN_PATH=plugins "$program" check --fail-on warning note.md 2>&1) || status=$?
[ "$status" = 1 ] || fail "status $status: $output"
"$program" rules --plugin-dir plugins | grep -q '^template/todo ' || fail "the installed sumlint does not list template/todo"
"$program" explain --plugin-dir plugins template/todo | grep -q 'TBD' || fail "the installed sumlint does not explain template/todo"
output=$("$program" check note.md 2>&1) || fail "without the plugin: $output"
[ -z "$output" ] || fail "without the plugin: $output"

say "install it beside the others"
cd "$folder/template"
# Where it goes is said by sumlint.pc.
quietly meson install -C build
[ -f "$(variable plugindir)/template.yaml" ] || fail "the template does not install into $(variable plugindir)"
cd "$folder"
output=$("$program" check note.md 2>&1) || fail "installed: $output"
[ "$output" = 'note.md:5:14: warning: “TODO” is left under “Summary” [template/todo]' ] || fail "installed: $output"
say "fine"
