#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# install.sh source  finds the source of sumlint (SUMLINT_VERSION of SUMLINT_REPOSITORY; without a version that which this action came with), and
#                    says for the steps that follow: source, prefix (where it is to be installed) and key (of the cache)
# install.sh build   builds SUMLINT_SOURCE and installs it into SUMLINT_PREFIX, unless a working one is there
set -eu

fail() {
	printf '::error title=sumlint::%s\n' "$*"
	exit 2
}

find_source() {
	source=$(cd "$GITHUB_ACTION_PATH/../../.." && pwd)
	if [ -n "${SUMLINT_VERSION:-}" ]; then
		source=$RUNNER_TEMP/sumlint-source
		rm -rf "$source"
		git init -q "$source"
		git -C "$source" fetch -q --depth=1 --no-tags "$SUMLINT_REPOSITORY" "$SUMLINT_VERSION" ||
			fail "there is no version '$SUMLINT_VERSION' in $SUMLINT_REPOSITORY"
		git -C "$source" checkout -q FETCH_HEAD
	fi
	[ -x "$source/dev" ] || fail "$source does not hold the source of sumlint"

	# By content: what the runner has of an action is no repository. And by system, for the build is linked with the C library of this one.
	content=$(cd "$source" && find . -path ./.git -prune -o -path './build*/*' -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum |
		sha256sum | cut -c 1-40)
	# shellcheck disable=SC1091
	system=$(. /etc/os-release 2>/dev/null && printf '%s' "${ID:-}${VERSION_ID:-}") || system=$(uname -s)
	prefix=$RUNNER_TEMP/sumlint
	{
		printf 'source=%s\n' "$source"
		printf 'prefix=%s\n' "$prefix"
		printf 'key=sumlint-%s-%s-%s\n' "$system" "$(uname -m)" "$content"
	} >>"$GITHUB_OUTPUT"
	printf '%s\n' "$prefix/bin" >>"$GITHUB_PATH"
}

build() {
	if "$SUMLINT_PREFIX/bin/sumlint" --version 2>/dev/null; then
		echo "from the cache"
		return 0
	fi
	echo '::group::Build sumlint'
	SUMLINT_BUILD=$RUNNER_TEMP/sumlint-build "$SUMLINT_SOURCE/dev" install "$SUMLINT_PREFIX" 2>&1 || {
		echo '::endgroup::'
		fail 'sumlint could not be built: the log of this step says why'
	}
	echo '::endgroup::'
	"$SUMLINT_PREFIX/bin/sumlint" --version
}

case ${1:-} in
source) find_source ;;
build) build ;;
*)
	echo "usage: install.sh source|build" >&2
	exit 2
	;;
esac
