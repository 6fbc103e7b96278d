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

need_vim() {
	need vim vim
	vim --version | grep -q '+channel' || skip "this Vim has no channels (Debian: vim)"
}
run_vim() { # SETTINGS TEST [ARGUMENT...]
	mkdir -p "$HOME/.vim/plugin"
	cp "$top/editors/vim/$1" "$HOME/.vim/plugin/"
	script=$here/vim/$2
	shift 2
	export TAP="$work/tap"
	status=0
	vim -N -u NONE -i NONE -n --not-a-term --cmd 'filetype plugin on | set loadplugins' "$@" -S "$script" </dev/null >"$work/screen" 2>&1 || status=$?
	cat "$TAP" || cat "$work/screen"
	exit "$status"
}

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
ale)
	need_vim
	ale=/usr/share/vim-ale
	[ -d "$ale" ] || skip "no ALE (Debian: vim-ale)"
	run_vim sumlint-ale.vim ale.vim --cmd "set runtimepath+=$ale | let g:ale_linters_explicit = 1" \
		--cmd "let g:ale_linters = {'markdown': ['sumlint'], 'text': ['sumlint']}"
	;;
vim-lsp)
	need_vim
	run_vim sumlint-vim-lsp.vim vim-lsp.vim
	;;
*)
	echo "no such editor: $editor" >&2
	exit 2
	;;
esac
