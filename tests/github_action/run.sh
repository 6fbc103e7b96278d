#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Plays the action over repositories whose remote is a folder: pull requests in shallow clones, pushes, and what may go wrong. Argument: the source folder.
set -eu

source=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
command -v git >/dev/null 2>&1 || { echo "skipped: no git"; exit 77; }
for python in python3 /usr/bin/python3 ''; do
	[ -n "$python" ] || { echo "skipped: no Python with yaml"; exit 77; }
	if "$python" -c 'import yaml' 2>/dev/null; then break; fi
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

say() { printf '== %s\n' "$*"; }
fail() { printf 'failed: %s\n' "$*" >&2; exit 1; }

# A runner's environment, and nobody's settings but ours.
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE SUMLINT_BUILD SUMLINT_PLUGIN_PATH || :
export HOME="$folder/home" LC_ALL=C.UTF-8 GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_ALLOW_PROTOCOL=file
export GIT_AUTHOR_NAME=desk GIT_AUTHOR_EMAIL=desk@example.org GIT_COMMITTER_NAME=desk GIT_COMMITTER_EMAIL=desk@example.org
export RUNNER_TEMP="$folder/runner temp" GITHUB_WORKSPACE="$folder/work/desk" GITHUB_ACTIONS=true
unset GITHUB_BASE_REF GITHUB_HEAD_REF || :
export GITHUB_EVENT_NAME=push
mkdir -p "$HOME" "$RUNNER_TEMP" "$folder/play"

# As the runner does: without a repository.
action=$folder/actions/sumlint
mkdir -p "$action"
(cd "$source" && tar -c --exclude=./.git --exclude='./build*/*' .) | tar -x -C "$action"
export GITHUB_ACTION_PATH="$action/.github/actions/sumlint"

status=0
output=
act() { # [inputs.NAME=VALUE...]: leaves $status, $output, $summary and $uploads
	status=0
	rm -rf "$RUNNER_TEMP" # every job starts with an empty one
	mkdir "$RUNNER_TEMP"
	rm -f "$folder/play/summary" "$folder/play/uploads"
	: >"$folder/play/summary"
	: >"$folder/play/uploads"
	output=$("$python" "$here/play.py" "$GITHUB_ACTION_PATH/action.yml" "$folder/play" github.server_url=file:// "github.action_repository=$folder/no such" \
		"$@" 2>&1) || status=$?
	summary=$(cat "$folder/play/summary")
	uploads=$(cat "$folder/play/uploads")
}
has() { case $1 in *"$2"*) ;; *) fail "'$2' is not in: $1" ;; esac }
has_not() { case $1 in *"$2"*) fail "'$2' is in: $1" ;; esac }
is() { [ "$status" = "$1" ] || fail "status $status, not $1: $output"; }
annotations() { printf '%s\n' "$output" | grep -c '^::\(error\|warning\|notice\) file=' || :; }

document() { sed "s/Open Science/$1/" "$here/desk/table.md"; } # TOPIC

# ---- the remote: a base that has an old problem, goes on after the pull request branched off, and pull requests ----------
origin=$folder/origin
git -c init.defaultBranch=main init -q "$origin"
cd "$origin"
save() { git add -A . && git commit -qm "$1"; }
for i in 1 2 3 4 5; do document 'Open research' >"old $i.md"; save "Old document $i"; done
git tag v1
git checkout -qb request
document 'Open Science' >new.md
save 'A document in order'
sed -i 's/^# A table.*/&./' 'old 1.md'
document 'Open research' >'new, übel.md'
save 'A full stop too many, and a bad document'
git checkout -qb harmless v1
document 'Open Science' >harmless.md
echo 'No document.' >notes.rst
save 'A document in order'
git checkout -qb far v1
for i in $(seq 40); do echo "$i" >counter; save "Step $i"; done
document 'Open research' >far.md
save 'A bad document after many commits'
git checkout -qb unconfigured v1
printf 'extends: sumary\n' >.sumlint.yaml
document 'Open research' >new.md
save 'A bad config'
git checkout -q --orphan stranger
save 'No history in common'
git checkout -q main
document 'Open research' >'base goes on.md'
save 'The base goes on'
for name in request harmless far unconfigured; do # as GitHub merges them, under names that no branch has
	git checkout -q --detach main
	git merge -q --no-ff -m Merge "$name"
	git update-ref "refs/pull/$name/merge" HEAD
	git update-ref "refs/pull/$name/head" "$name"
done
git checkout -q main

checkout() { # REF [DEPTH]: as actions/checkout does
	rm -rf "$GITHUB_WORKSPACE"
	mkdir -p "$GITHUB_WORKSPACE"
	cd "$GITHUB_WORKSPACE"
	git -c init.defaultBranch=main init -q .
	git remote add origin "file://$origin"
	if [ "${2:-1}" = 0 ]; then git fetch -q origin "+$1:refs/remotes/fetched"; else git fetch -q --no-tags "--depth=${2:-1}" origin "+$1:refs/remotes/fetched"; fi
	git checkout -q --detach refs/remotes/fetched
	cd "$folder"
}
pull_request() { # NAME [DEPTH]
	export GITHUB_EVENT_NAME=pull_request GITHUB_BASE_REF=main GITHUB_HEAD_REF="$1"
	checkout "refs/pull/$1/${3:-merge}" "${2:-1}"
}
push() {
	unset GITHUB_BASE_REF GITHUB_HEAD_REF
	export GITHUB_EVENT_NAME=push
	checkout refs/heads/main
}

say "a pull request in a shallow clone: what changed counts, and nothing else"
pull_request request
act inputs.sarif=true
is 1
has "$output" '::group::Build sumlint'
[ "$(annotations)" = 2 ] || fail "not two annotations: $output"
has "$output" '::error file=new%2C übel.md,line=27,col=3,endLine=27,endColumn=16,title=topics/alias::'
has "$output" '::warning file=old 1.md,line=1,col=24,'
has "$summary" '### sumlint: 2 problems'
has "$summary" 'old 1.md:1:24: warning: '
has "$uploads" 'sumlint '
"$python" -c 'import json, sys; sys.exit(len(json.load(open(sys.argv[1]))["runs"][0]["results"]) != 2)' "${uploads#sumlint }" || fail "the SARIF file has not two results"
grep -qx 'status=1' "$folder/play/outputs" || fail "$(cat "$folder/play/outputs")"

say "the build comes from the cache"
act
is 1
has "$output" 'from the cache'
has_not "$output" 'Build sumlint'
[ -z "$uploads" ] || fail "uploaded without being told so: $uploads"
grep -q "^$RUNNER_TEMP/sumlint/bin\$" "$folder/play/path" || fail "is not in the PATH of later steps"

say "the same in a whole clone, which stays whole, and for the head of the pull request"
pull_request request 0
act
is 1
[ "$(annotations)" = 2 ] || fail "not two annotations: $output"
[ "$(git -C "$GITHUB_WORKSPACE" rev-parse --is-shallow-repository)" = false ] || fail "the clone was made shallow"
pull_request request 1 head
act
is 1
[ "$(annotations)" = 2 ] || fail "not two annotations: $output"

say "a head that is many commits away from the base"
pull_request far 1 head
act
is 1
[ "$(annotations)" = 1 ] || fail "not one annotation: $output"

say "a pull request without problems, and inputs"
pull_request harmless
act inputs.sarif=true
is 0
[ "$(annotations)" = 0 ] || fail "annotations: $output"
has "$summary" '### sumlint: no problems'
has "$uploads" 'sumlint '
act inputs.since=all
is 1
[ "$(annotations)" = 6 ] || fail "not six annotations: $output"
pull_request request
act inputs.fail-on=never
is 0
[ "$(annotations)" = 2 ] || fail "not two annotations: $output"
act 'inputs.args=--ignore topics  --fail-on warning'
is 1
[ "$(annotations)" = 1 ] || fail "not one annotation: $output"
act 'inputs.paths=new, übel.md
new.md'
is 1
[ "$(annotations)" = 1 ] || fail "not one annotation: $output"
printf 'rules: { topics/alias: off }\n' >"$folder/other config.yaml"
act "inputs.config=$folder/other config.yaml"
is 0
[ "$(annotations)" = 1 ] || fail "not one annotation: $output"

say "a push: everything, or since a tag"
push
act
is 1
[ "$(annotations)" = 6 ] || fail "not six annotations: $output"
act inputs.since=v1
is 1
[ "$(annotations)" = 1 ] || fail "not one annotation: $output"
has "$output" 'file=base goes on.md'
push
act inputs.since=HEAD~1
is 1
[ "$(annotations)" = 1 ] || fail "not one annotation: $output"
act inputs.since=0000000000000000000000000000000000000000
[ "$(annotations)" = 6 ] || fail "not six annotations: $output"
act inputs.since="$(git -C "$origin" rev-parse main)"
is 0
has "$output" '::warning title=sumlint::HEAD is part of'

say "a merge queue, where the base is that of the event"
push
act github.event.merge_group.base_sha="$(git -C "$origin" rev-parse main~1)"
is 1
[ "$(annotations)" = 1 ] || fail "not one annotation: $output"

say "a base that is missing fails, and says why"
pull_request request
GITHUB_BASE_REF=gone
act inputs.sarif=true
is 2
has "$output" "::error title=sumlint::the base branch 'gone' cannot be had"
has "$summary" 'could not check'
[ -z "$uploads" ] || fail "uploaded: $uploads"
GITHUB_BASE_REF=main
act inputs.since=v9
is 2
has "$output" "::error title=sumlint::'v9' cannot be had"
act inputs.since=--output=x
is 2
has "$output" "'--output=x' is no revision"
act inputs.since=stranger
is 2
has "$output" 'have no commit in common'
rm -rf "$GITHUB_WORKSPACE/.git"
act
is 2
has "$output" 'is no git repository'

say "an error of the config fails with status 2, at its line"
pull_request unconfigured
act inputs.sarif=true
is 2
has "$output" "::error file=.sumlint.yaml,line=1,col=10,title=sumlint::unknown profile 'sumary'"
has "$summary" "unknown profile 'sumary'"
[ -z "$uploads" ] || fail "uploaded: $uploads"

say "what sumlint says of files is no command to the runner"
mkdir "$GITHUB_WORKSPACE/::add-mask::x"
cp "$GITHUB_WORKSPACE/.sumlint.yaml" "$GITHUB_WORKSPACE/new.md" "$GITHUB_WORKSPACE/::add-mask::x"
act inputs.since=all
is 2
obeyed=$(printf '%s\n' "$output" | awk '/^::stop-commands::/ { end = "::" substr($0, 18) "::"; next } $0 == end { end = "" } end == ""')
has "$output" '
::add-mask::x/.sumlint.yaml:1:10: error: '
has_not "$obeyed" '
::add-mask::'
has "$obeyed" '::error file=%3A%3Aadd-mask%3A%3Ax/.sumlint.yaml,line=1'
act inputs.sarif=yes
is 2
has "$output" "the input 'sarif' is true or false"
act inputs.args=--no-such
is 2
has "$output" '::error title=sumlint::'

say "another version than that of the action"
git -c init.defaultBranch=main init -q --bare "$folder/versions.git"
git -C "$action" --git-dir="$folder/versions.git" --work-tree=. add -A
git -C "$action" --git-dir="$folder/versions.git" --work-tree=. commit -qm 'A version'
git --git-dir="$folder/versions.git" tag v0
push
act inputs.version=v0 "github.server_url=file://$folder" github.action_repository=versions.git
is 1
has "$output" 'from the cache' # the same content
act inputs.version=v7 "github.server_url=file://$folder" github.action_repository=versions.git
is 2
has "$output" "::error title=sumlint::there is no version 'v7' in"
say "fine"
