#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Commits good and bad documents in a repository whose hooks come from this source tree, as it stands now, by the real pre-commit.
# Arguments: the source folder and the program, for the hooks that call an installed one.
set -eu

source=$1
program=$(CDPATH='' cd -- "$(dirname -- "$2")" && pwd)/$(basename "$2")
for tool in git pre-commit flock; do
	command -v "$tool" >/dev/null 2>&1 || { echo "skipped: no $tool"; exit 77; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

say() { printf '== %s\n' "$*"; }
fail() { printf 'failed: %s\n' "$*" >&2; exit 1; }

# Nobody's settings but ours, and no network.
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE SUMLINT_BUILD SUMLINT_PLUGIN_PATH SKIP || :
export HOME="$folder/home" PRE_COMMIT_HOME="$folder/pre-commit" PRE_COMMIT_COLOR=never LC_ALL=C.UTF-8
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_ALLOW_PROTOCOL=file http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9
export GIT_AUTHOR_NAME=desk GIT_AUTHOR_EMAIL=desk@example.org GIT_COMMITTER_NAME=desk GIT_COMMITTER_EMAIL=desk@example.org
mkdir "$HOME"
export TMPDIR="$folder"

# What git would commit here: also from a tree that is no repository itself.
hooks=$folder/hooks.git
git -c init.defaultBranch=main init -q --bare "$hooks"
git -C "$source" --git-dir="$hooks" --work-tree=. add -A
git -C "$source" --git-dir="$hooks" --work-tree=. commit -qm 'As it stands'
rev=$(git --git-dir="$hooks" rev-parse HEAD)

new_desk() { # NAME HOOK...: a repository that has these hooks, and stands in it
	mkdir "$folder/$1"
	cd "$folder/$1"
	shift
	git -c init.defaultBranch=main init -q .
	{
		printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks:\n' "$hooks" "$rev"
		for hook; do printf '      - id: %s\n' "$hook"; done
	} >.pre-commit-config.yaml
	git add .pre-commit-config.yaml
	git commit -qm Start
	pre-commit install >/dev/null
}

document() { # TITLE TOPIC
	cat <<END
# $1

## Summary

A small library kept its catalogue in one file that only one person could open. This piece tells how the file became a table that everybody on
the staff can read and mend, which parts of the move went wrong at first, and why the old file was kept for a year.

## Key takeaway

Let those who find a mistake mend it.

## Key insights

Most of the mistakes had been known for years to somebody who could not write.

## Principles

- Open the table to all.
- Keep what was there before.

## In practice

- Write down who changed what.

## Topics

- $2
- Databases
- Observability

**Best for:** Database Administrator, Site Reliability Engineer

Editorial summary, takeaway, and curation by AIssential. Original article published by ACM Queue.
END
}

status=0
output=
commit() { # leaves $status and $output
	status=0
	git add -A .
	output=$(git commit -qm Change 2>&1) || status=$?
}
shows() { printf '%s\n' "$output" | grep -qF -- "$1" || fail "'$1' is not in: $output"; }
shows_not() { ! printf '%s\n' "$output" | grep -qF -- "$1" || fail "'$1' is in: $output"; }
passes() { [ "$status" = 0 ] || fail "was to pass: $output"; }
is_refused() { [ "$status" != 0 ] || fail "was to be refused: $output"; }

say "the manifest is valid"
pre-commit validate-manifest "$source/.pre-commit-hooks.yaml"

say "200 files in parallel batches, while nothing is built yet: every problem once"
new_desk many sumlint
mkdir summaries
i=0
while [ $i -lt 200 ]; do
	document "Catalogue number $i" 'Open research' >"summaries/$i.md"
	i=$((i + 1))
done
commit
is_refused
lines=$(printf '%s\n' "$output" | grep -c 'topics/alias') || :
once=$(printf '%s\n' "$output" | grep 'topics/alias' | sort -u | wc -l)
[ "$lines $once" = '200 200' ] || fail "$lines problems, $once of them different: $output"
[ "$(git rev-list --count HEAD)" = 1 ] || fail "it was committed"
find "$PRE_COMMIT_HOME" -path '*/build-hook/complete' | grep -q . || fail "the hook was not built in pre-commit's clone"

say "a bad commit is refused, a good one passes"
new_desk plain sumlint
document 'A table for everybody.' 'Open research' >'one table.md'
commit
is_refused
shows 'one table.md:1:24: warning: the title ends with “.” [title/punctuation]'
shows 'one table.md:27:3: error: “Open research” is an alternative label of the topic “Open Science” [topics/alias]'
shows 'exit code: 1'
document 'A table for everybody' 'Open Science' >'one table.md'
commit
passes
shows_not 'one table'

say "names with spaces, with other letters, and such as look like options"
for name in 'Überblick – März.md' '--fix.md' "it's \"so\".md"; do
	document 'A table for everybody' 'Open research' >"$name"
done
document 'A table for everybody' 'Open research' | sed 's/^#* //; s/\*\*//g' >'統計 要約.txt'
commit
is_refused
for name in 'Überblick – März.md' '統計 要約.txt' '--fix.md' "it's \"so\".md"; do
	shows "$name:27:3: error: "
done
grep -q 'Open research' ./--fix.md || fail "the file --fix.md was taken for an option"

say "sumlint-fix mends, and the next commit passes"
new_desk mending sumlint-fix sumlint
for name in 'Überblick – März.md' 'two words.md'; do
	document 'A table for everybody.' 'Open research' >"$name"
done
commit
is_refused
shows 'files were modified by this hook'
grep -q '^- Open Science$' 'Überblick – März.md' || fail "not mended: $output"
grep -q '^# A table for everybody$' 'two words.md' || fail "not mended: $output"
commit
passes
sed -i '/^.*Best for/d' 'two words.md'
commit
is_refused
shows 'two words.md:32:1: error: the line “Best for” is missing [audience/required]'
[ "$(printf '%s\n' "$output" | grep -c audience/required)" = 2 ] || fail "not by both hooks: $output"

say "200 files are mended in parallel batches"
cd "$folder/many"
sed -i 's/id: sumlint$/id: sumlint-fix/' .pre-commit-config.yaml
commit
is_refused
shows 'files were modified by this hook'
[ "$(grep -l '^- Open Science$' summaries/*.md | wc -l)" = 200 ] || fail "not all are mended: $output"
commit
passes

say "the project's own config, and files that it leaves out"
new_desk configured sumlint
cat >.sumlint.yaml <<'END'
types:
  note:
    title: { required: false }
    parts: [{ section: Topics, kind: terms, vocabulary: topics }]
documents: [{ files: "notes/**", type: note }]
ignore: notes/drafts/
vocabularies: { topics: topics.yaml }
END
printf 'terms: [Catalogues]\n' >topics.yaml
mkdir -p notes/drafts
printf '## Topics\n\n- Shelves\n' | tee notes/a.md notes/drafts/b.md >README.md
commit
is_refused
shows 'notes/a.md:3:3: error: “Shelves” is no topic of the vocabulary [topics/unknown]'
shows_not README.md
shows_not drafts
printf '## Topics\n\n- Catalogues\n' >notes/a.md
commit
passes
printf 'vocabularys: {}\n' >>.sumlint.yaml
echo >>notes/a.md
commit
is_refused
shows ".sumlint.yaml:8:1: error: unknown key 'vocabularys'"
shows 'exit code: 2'

say "files that are no documents do not call the hook"
new_desk other sumlint
printf 'int x;\n' >x.c
commit
passes
shows '(no files to check)'

say "options from the desk's config"
new_desk options sumlint
printf '        args: [--fail-on, warning]\n' >>.pre-commit-config.yaml
document 'A table for everybody.' 'Open Science' >a.md
commit
is_refused
shows 'a.md:1:24: warning'

say "known problems stay quiet by a baseline, in batches too"
new_desk known sumlint
printf '        args: [--baseline, .sumlint-baseline.json, --]\n' >>.pre-commit-config.yaml
for i in 1 2 3 4 5 6 7 8 9; do document "A table for everybody, part $i" 'Open research' >"$i.md"; done
"$program" check --quiet --write-baseline .sumlint-baseline.json
commit
passes
for i in 1 2 3 4 5 6 7 8 9; do document "A table for everybody, part $i" 'Shelf marks' >"$i.md"; done
commit
is_refused
shows '9.md:27:3: error: “Shelf marks”'

say "the hooks that call an installed sumlint"
new_desk installed sumlint-fix-system sumlint-system
PATH=${program%/*}:$PATH
document 'A table for everybody.' 'Open research' >a.md
commit
is_refused
shows 'files were modified by this hook'
commit
passes

say "what a build lacks is named, and not installed"
mkdir "$folder/bin"
for tool in dirname flock; do ln -s "$(command -v $tool)" "$folder/bin/$tool"; done
git clone -q "$hooks" "$folder/fresh"
status=0
output=$(PATH="$folder/bin" /bin/sh "$folder/fresh/dev" hook --version 2>&1) || status=$?
[ "$status" = 2 ] || fail "status $status: $output"
shows 'sudo apt-get install'
shows ' libyaml-dev'
for package in ${output#*apt-get install}; do
	grep -q "^sudo apt-get install .*$package" "$source/docs/pre-commit.md" || fail "docs/pre-commit.md does not name $package"
done
say "fine"
