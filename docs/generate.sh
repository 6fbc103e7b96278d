#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# generate.sh SUMLINT FOLDER - writes below FOLDER every file of this repository that is made by the program itself, in the place where it belongs:
# the reference of rules, the schema of their options, the pages of the manual, and the completions. `./dev docs` writes them into the repository;
# a test writes them elsewhere and compares.
set -eu

sumlint=$1
top=$2

mkdir -p "$top/docs/man" "$top/docs/schemas" "$top/completions"
"$sumlint" rules --no-config --format markdown >"$top/docs/rules.md"
"$sumlint" rules --no-config --format schema >"$top/docs/schemas/sumlint-rules.schema.json"
for command in $("$sumlint" help | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p'); do
	"$sumlint" help --man "$command" >"$top/docs/man/sumlint-$command.1"
done
"$sumlint" completions bash >"$top/completions/sumlint.bash"
"$sumlint" completions zsh >"$top/completions/_sumlint"
"$sumlint" completions fish >"$top/completions/sumlint.fish"
