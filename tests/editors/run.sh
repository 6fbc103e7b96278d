#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Starts a test of an editor in a home of its own, with a copy of the desk in desk/ to work on.
# usage: run.sh EDITOR SUMLINT TOP; the test is EDITOR/test.* beside this file, and prints TAP.
set -eu

editor=$1
sumlint=$(realpath "$2")
top=$3
here=$top/tests/editors
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

skip() { echo "1..0 # SKIP $*"; exit 0; }
need() { command -v "$1" >/dev/null 2>&1 || skip "no $1 (Debian: $2)"; }

mkdir "$work/home" "$work/bin"
cp -R "$here/desk" "$here/elsewhere" "$work/"
ln -s "$sumlint" "$work/bin/sumlint"
export PATH="$work/bin:$PATH" HOME="$work/home" LC_ALL=C.UTF-8 TERM=dumb
export XDG_CONFIG_HOME="$HOME/.config" XDG_DATA_HOME="$HOME/.local/share" XDG_STATE_HOME="$HOME/.local/state" XDG_CACHE_HOME="$HOME/.cache"
unset SUMLINT_PLUGIN_PATH || true
# What is found above the desk is no part of the test.
cd "$work"

case $editor in
nvim)
	need nvim neovim
	mkdir -p "$XDG_CONFIG_HOME/nvim/plugin"
	cp "$top/editors/nvim/sumlint.lua" "$XDG_CONFIG_HOME/nvim/plugin/"
	nvim --headless --clean -c "luafile $here/nvim/test.lua" </dev/null
	;;
emacs)
	need emacs emacs-nox
	emacs --batch -f package-initialize --eval "(require 'eglot)" </dev/null >"$work/out" 2>&1 || skip "no eglot for this Emacs (Debian: elpa-eglot)"
	cp "$top/editors/emacs/sumlint.el" "$HOME/"
	emacs --batch -f package-initialize -l "$HOME/sumlint" -l "$here/emacs/test.el" </dev/null
	;;
*)
	echo "no such editor: $editor" >&2
	exit 2
	;;
esac
