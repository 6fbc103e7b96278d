#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Checks the checkout as the inputs of action.yml say (INPUT_*). Problems become annotations and a summary of the job. They do not fail this script:
# that is for the last step, by the output `status`, when the SARIF file has been uploaded. What could not be checked fails here, and is not uploaded,
# for code scanning would take what is not in the file for mended.
set -eu

sumlint=$SUMLINT_PREFIX/bin/sumlint
cd "$GITHUB_WORKSPACE"
scratch=$(mktemp -d "$RUNNER_TEMP/sumlint-run.XXXXXX")

# Data of a workflow command.
escape() { awk '{ gsub(/%/, "%25"); gsub(/\r/, "%0D"); printf "%s%s", sep, $0; sep = "%0A" }'; }

fail() {
	printf '::error title=sumlint::%s\n' "$(printf '%s\n' "$*" | escape)"
	printf '### sumlint could not check\n\n%s\n' "$*" >>"$GITHUB_STEP_SUMMARY"
	printf 'status=2\n' >>"$GITHUB_OUTPUT"
	exit 2
}

# ---- the commit since which lines count --------------------------------------------------------------------------------

is_shallow() { [ "$(git rev-parse --is-shallow-repository)" = true ]; }

# A depth is for shallow clones: it would cut off the history of a whole one.
fetch() { # OPTION REF...
	if is_shallow; then
		git fetch --quiet --no-tags "$@"
	else
		shift
		git fetch --quiet --no-tags "$@"
	fi
}

# Prints the commit of a branch, tag or commit, which may be known only to the remote. A shallow clone cannot tell what `HEAD~3` is until it has more.
find_commit() { # REV
	git rev-parse --quiet --verify "$1^{commit}" && return 0
	fetch --depth=1 origin "${1#origin/}" 2>"$scratch/git" && git rev-parse --quiet --verify 'FETCH_HEAD^{commit}' && return 0
	is_shallow && git fetch --quiet --unshallow origin 2>>"$scratch/git" && git rev-parse --quiet --verify "$1^{commit}"
}

# Prints where HEAD branched off. A shallow clone gets as much history as that takes.
find_fork() { # COMMIT
	for more in 0 1 16 64 256 1024 4096; do
		if [ $more != 0 ]; then
			is_shallow || break
			git fetch --quiet --no-tags --deepen=$more origin "$(git rev-parse HEAD)" "$1" 2>"$scratch/git" || break
		fi
		git merge-base "$1" HEAD && return 0
	done
	is_shallow && git fetch --quiet --unshallow origin 2>>"$scratch/git"
	git merge-base "$1" HEAD
}

# Sets $since; empty: everything counts.
find_since() {
	since=${INPUT_SINCE:-}
	case $since in
	all | 0000000000000000000000000000000000000000) since= && return 0 ;; # zeros: what a push of a new branch says was there before
	esac
	if [ -z "$since" ]; then
		[ -n "${GITHUB_BASE_REF:-}" ] || return 0
		since=origin/$GITHUB_BASE_REF
		name="the base branch '$GITHUB_BASE_REF'"
	else
		name="'$since'"
		case $since in -*) fail "$name is no revision." ;; esac
	fi
	git rev-parse --quiet --verify HEAD >/dev/null 2>&1 ||
		fail "$GITHUB_WORKSPACE is no git repository. Put a step 'uses: actions/checkout@v4' before this one."
	# What a branch is on the remote counts, whatever was fetched of it before.
	if [ -z "${INPUT_SINCE:-}" ]; then
		fetch --depth=1 origin "refs/heads/$GITHUB_BASE_REF" 2>"$scratch/git" && base=$(git rev-parse FETCH_HEAD) || base=
	else
		base=$(find_commit "$since") || base=
	fi
	[ -n "$base" ] || fail "$name cannot be had from the remote, so what changed since is not known. $(cat "$scratch/git" 2>/dev/null)"
	since=$(find_fork "$base") || fail "HEAD and $name have no commit in common, so what changed is not known."
	if [ "$since" = "$(git rev-parse HEAD)" ]; then
		printf '::warning title=sumlint::HEAD is part of %s: nothing changed, so there is nothing to check\n' "$name"
	fi
	echo "checking lines changed since $since, where HEAD branched off $name"
}

# ---- the run ------------------------------------------------------------------------------------------------------------

check() { # sets $status
	sarif=
	set -- check --format github --format "text=$scratch/problems"
	if [ "${INPUT_SARIF:-}" = true ]; then
		sarif=$scratch/sumlint.sarif
		set -- "$@" --format "sarif=$sarif"
	fi
	[ -z "$since" ] || set -- "$@" --since "$since"
	[ -z "${INPUT_CONFIG:-}" ] || set -- "$@" --config "$INPUT_CONFIG"
	[ -z "${INPUT_FAIL_ON:-}" ] || set -- "$@" --fail-on "$INPUT_FAIL_ON"
	set -f
	# shellcheck disable=SC2086 # a list with blanks between
	set -- "$@" ${INPUT_ARGS:-} --
	IFS='
'
	# shellcheck disable=SC2086 # a list, one a line
	set -- "$@" ${INPUT_PATHS:-}
	unset IFS
	set +f
	status=0
	"$sumlint" "$@" 2>"$scratch/trouble" || status=$?
	[ ! -s "$scratch/trouble" ] || show_trouble
}

# A pull request calls its files and folders what it likes, `::add-mask::a` as well: the runner is not to obey. What it waits for cannot be guessed.
show_trouble() {
	token=sumlint-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
	printf '::stop-commands::%s\n' "$token"
	cat "$scratch/trouble"
	printf '::%s::\n' "$token"
}

# What is wrong with a config or a vocabulary stands at its line, like any problem.
annotate_trouble() {
	awk '
		function data(text) { gsub(/%/, "%25", text); gsub(/\r/, "%0D", text); return text }
		function property(text) { text = data(text); gsub(/:/, "%3A", text); gsub(/,/, "%2C", text); return text }
		match($0, /:[0-9]+:[0-9]+: (error|warning): /) {
			split(substr($0, RSTART + 1, RLENGTH - 2), part, /:/)
			printf "::%s file=%s,line=%s,col=%s,title=sumlint::%s\n", substr(part[3], 2), property(substr($0, 1, RSTART - 1)), part[1], part[2], \
				data(substr($0, RSTART + RLENGTH))
			next
		}
		/error: / { printf "::error title=sumlint::%s\n", data($0) }
	' "$scratch/trouble"
}

listed=200 # problems in the summary of the job: GitHub takes 1 MiB
summarize() {
	count=0
	[ ! -f "$scratch/problems" ] || count=$(wc -l <"$scratch/problems")
	case $status in
	0 | 1) printf '### sumlint: %s\n\n' "$([ "$count" = 0 ] && echo 'no problems' || echo "$count problem$([ "$count" = 1 ] || echo s)")" ;;
	*) printf '### sumlint could not check\n\n<pre>%s</pre>\n\n' "$(html <"$scratch/trouble")" ;;
	esac
	[ -z "$since" ] || printf 'In lines changed since <code>%s</code>.\n\n' "$(git rev-parse --short "$since")"
	[ "$count" = 0 ] || printf '<pre>%s</pre>\n\n' "$(head -n "$listed" "$scratch/problems" | html)"
	[ "$count" -le "$listed" ] || printf 'And %s more: the log of this step has them all.\n' $((count - listed))
}
html() { head -c 300000 | sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g'; }

case ${INPUT_SARIF:-} in '' | true | false) ;; *) fail "the input 'sarif' is true or false, not '$INPUT_SARIF'." ;; esac
find_since
check
annotate_trouble
summarize >>"$GITHUB_STEP_SUMMARY"
printf 'status=%s\n' "$status" >>"$GITHUB_OUTPUT"
if [ "$status" -gt 1 ]; then
	echo '::error title=sumlint::sumlint could not check everything: the errors above say why'
	exit "$status"
fi
[ ! -s "$sarif" ] || printf 'sarif=%s\n' "$sarif" >>"$GITHUB_OUTPUT"
