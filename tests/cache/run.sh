#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The cache of vocabularies as a user meets it: `run.sh SUMLINT`. It makes runs shorter, and changes nothing else.
set -u

sumlint=$(realpath "$1") || exit 2
top=$(mktemp -d "${TMPDIR:-/tmp}/sumlint-cache-XXXXXX")
trap 'chmod -R u+rwx "$top"; rm -rf "$top"' EXIT
unset SUMLINT_NO_CACHE
export HOME="$top/home" XDG_CACHE_HOME="$top/cache"
folder=$XDG_CACHE_HOME/sumlint
mkdir "$HOME" "$top/project"
cd "$top/project" || exit 2
bad=0

fail() {
	echo "FAIL: $*"
	bad=1
}

vocabulary() { # LAST LABEL
	echo 'terms:'
	i=0
	while [ $i -lt 1500 ]; do
		echo "  - prefLabel: Term number $i"
		i=$((i + 1))
	done
	echo "  - prefLabel: $1"
}

check() { # [ARGUMENT...]: output and exit status
	"$sumlint" check --format concise --select topics "$@" a.md 2>&1
	echo "status $?"
}

same() { # WHAT OUTPUT WANTED
	[ "$2" = "$3" ] || fail "$1: $2
instead of: $3"
}

cat >.sumlint.yaml <<'END'
types:
  note:
    parts:
      - { section: Topics, kind: terms, vocabulary: topics }
    other-sections: allow
vocabularies: { topics: v.yaml }
END
printf '# A note\n\n## Topics\n\n- Term number 7\n- Open Sciences\n- Term numbr 9\n' >a.md
vocabulary 'Open Science' >v.yaml

# Without, cold, warm.
wanted=$(check --no-cache)
case $wanted in *"Open Science"*"Term number 9"*"status 1") ;; *) fail "without the cache: $wanted" ;; esac
[ ! -e "$XDG_CACHE_HOME" ] || fail "--no-cache writes"
same 'SUMLINT_NO_CACHE' "$(SUMLINT_NO_CACHE=1 check)" "$wanted"
[ ! -e "$XDG_CACHE_HOME" ] || fail "SUMLINT_NO_CACHE=1 writes"
same 'a cold cache' "$(umask 0; check)" "$wanted"
kept=$(ls "$folder")
[ -f "$folder/$kept" ] || fail "not one file is kept: $kept"
case $(ls -ld "$folder") in drwx------*) ;; *) fail "others get at the folder" ;; esac
case $(ls -l "$folder/$kept") in -rw-------*) ;; *) fail "others get at the file" ;; esac
same 'a warm cache' "$(check)" "$wanted"
same 'files of the project' "$(ls -A)" "$(printf '.sumlint.yaml\na.md\nv.yaml')"

# Another text of the same size and time.
touch -r v.yaml ../time
vocabulary 'Open Sciense' >v.yaml
touch -r ../time v.yaml
other=$(check --no-cache)
[ "$other" != "$wanted" ] || fail "nothing was changed"
same 'a source of the same size and time' "$(check)" "$other"

# Errors are told each time, whatever is kept.
{ vocabulary 'Open Science' && echo '  - prefLabel: Term number 3'; } >v.yaml
errors=$(check --no-cache)
case $errors in *"v.yaml:1503:"*"second time"*"status 2") ;; *) fail "an error: $errors" ;; esac
same 'an error with a cache' "$(check)" "$errors"
same 'an error, once more' "$(check)" "$errors"
rm v.yaml
case $(check) in *"no such file"*"status 2") ;; *) fail "a missing vocabulary is not told" ;; esac
vocabulary 'Open Science' >v.yaml
same 'mended' "$(check)" "$wanted"

# What is damaged is written anew.
good=$(cksum <"$folder/$kept")
printf 'damage' | dd of="$folder/$kept" bs=1 seek=70000 conv=notrunc 2>/dev/null
same 'a damaged file' "$(check)" "$wanted"
same 'what is written instead' "$(cksum <"$folder/$kept")" "$good"
: >"$folder/$kept"
same 'an empty file' "$(check)" "$wanted"
same 'what is written instead of it' "$(cksum <"$folder/$kept")" "$good"

# No room: a limit on the size of files stands for a full disk.
rm "$folder/$kept"
same 'no room' "$(ulimit -f 8; check)" "$wanted"
same 'what is left without room' "$(ls -A "$folder")" ''

# No folder to be had.
chmod 0500 "$folder"
same 'a folder that cannot be written to' "$(check)" "$wanted"
chmod 0777 "$folder"
same 'a folder of everybody' "$(check)" "$wanted"
rm -f "$folder/$kept"
same 'what is in it' "$(ls -A "$folder")" ''
chmod 0700 "$folder"
rm -rf "$folder" && : >"$folder"
same 'a file in its place' "$(check)" "$wanted"
same 'a device for a folder' "$(XDG_CACHE_HOME=/dev/null check)" "$wanted"
same 'a folder that cannot be made' "$(XDG_CACHE_HOME=/nonexistent/folder check)" "$wanted"
same 'a relative path' "$(unset HOME; XDG_CACHE_HOME=here check)" "$wanted"
same 'no home at all' "$(unset HOME XDG_CACHE_HOME; check)" "$wanted"
same 'files of the project in the end' "$(ls -A)" "$(printf '.sumlint.yaml\na.md\nv.yaml')"
if [ "$(id -u)" = 0 ]; then
	rm "$folder" && mkdir -m 0700 "$folder" && chown 12345 "$folder"
	same "somebody else's folder" "$(check)" "$wanted"
	same "what is in somebody else's folder" "$(ls -A "$folder")" ''
fi
same 'below the home' "$(unset XDG_CACHE_HOME; check)" "$wanted"
[ -e "$HOME/.cache/sumlint/$kept" ] || fail "nothing is kept below the home"

[ $bad = 0 ] && echo "all is well"
exit $bad
