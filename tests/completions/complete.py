#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Presses the tabulator in real shells, and looks at what comes of it.

usage: complete.py SHELL SUMLINT SCRIPT      exit 77 where there is no such shell
"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

# What is typed, and what of the words offered must be there, and what must not. One word that fits is completed.
CASES = [
    ("sumlint ex", ["explain"], []),
    ("sumlint --ver", ["--version"], []),
    ("sumlint help comp", ["completions"], []),
    ("sumlint completions zs", ["zsh"], []),
    ("sumlint check --unsafe", ["--unsafe-fixes"], []),
    ("sumlint check --format js", ["json"], []),
    ("sumlint check --format=stat", ["statistics"], []),
    ("sumlint check --fail-on warn", ["warning"], []),
    ("sumlint check --fail-on ", ["error", "warning", "info", "never"], ["explain"]),
    ("sumlint rules --format ma", ["markdown"], []),
    ("sumlint explain topics/al", ["topics/alias"], []),
    ("sumlint explain sections/", ["sections/order", "sections/unknown"], ["topics/alias"]),
    ("sumlint rules attribution/pub", ["attribution/publisher"], []),
    ("sumlint check --select topics/al", ["topics/alias"], []),
    ("sumlint check --ignore title/length,topics/al", ["title/length,topics/alias"], []),
    ("sumlint check some-doc", ["some-document.md"], []),
    ("sumlint check --output some-doc", ["some-document.md"], []),
    ("sumlint config sh", ["show"], []),
    ("sumlint config show some-doc", ["some-document.md"], []),
    ("sumlint init --dry", ["--dry-run"], []),
    ("sumlint init some-f", ["some-folder/"], []),
    ("sumlint init some-", ["some-folder/"], ["some-document.md"]),
]
# vt100's delays are NULs.
ESCAPES = re.compile(r"\x00|\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07|[\x07\x0f]")


class Terminal:
    def __init__(self, arguments, env, folder):
        self.process, self.master = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(arguments[0], arguments, env)

    def read(self, quiet, limit):
        """What is printed until nothing comes for `quiet` seconds."""
        text = b""
        end = time.monotonic() + limit
        while time.monotonic() < end and select.select([self.master], [], [], quiet)[0]:
            try:
                text += os.read(self.master, 65536)
            except OSError:
                break
        return ESCAPES.sub("", text.decode("utf-8", "replace"))

    def until(self, pattern, limit=20):
        text = ""
        end = time.monotonic() + limit
        while time.monotonic() < end and not re.search(pattern, text):
            text += self.read(0.1, 1)
        return text

    def write(self, text):
        os.write(self.master, text.encode())

    def close(self):
        os.close(self.master)
        os.waitpid(self.process, 0)


def in_terminal(arguments, env, folder, setup):
    terminal = Terminal(arguments, env, folder)
    terminal.write(setup + "; PS1='READ''Y> '\n")
    if "READY> " not in terminal.until("READY> "):
        raise SystemExit("the shell does not answer")

    def complete(line, wanted):
        """What is offered, and the line that comes of it."""
        text = ""
        terminal.write(line)
        for _ in range(2):  # the second time in a row a list is shown
            terminal.write("\t")
            text += terminal.read(0.4, 10)
            if all(word in text for word in wanted):
                break
        terminal.write("\x18l")
        text += terminal.until("<.*>\r?\n", 10)
        terminal.write("\x15\n")  # away with the line
        terminal.until("READY> ")
        return text

    return complete, terminal.close


def fish(sumlint, script, env, folder):
    def complete(line, wanted):
        command = "source %s; complete -C %s" % (quote(script), quote(line))
        return subprocess.run(["fish", "--no-config", "-c", command], env=env, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60).stdout.decode()

    return complete, lambda: None


def quote(text):
    return "'" + text.replace("'", "'\\''") + "'"


def main():
    shell, sumlint, script = sys.argv[1], os.path.abspath(sys.argv[2]), os.path.abspath(sys.argv[3])
    if not shutil.which(shell):
        print("no %s here" % shell)
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "bin"))
        os.symlink(sumlint, os.path.join(folder, "bin", "sumlint"))
        open(os.path.join(folder, "some-document.md"), "w").close()
        os.mkdir(os.path.join(folder, "some-folder"))
        env = {"PATH": os.path.join(folder, "bin") + ":" + os.environ.get("PATH", ""), "TERM": "vt100", "HOME": folder, "LC_ALL": "C.UTF-8", "COLUMNS": "200"}
        for name in ("ASAN_OPTIONS", "LD_LIBRARY_PATH"):
            if name in os.environ:
                env[name] = os.environ[name]
        if shell == "bash":
            setup = "stty cols 200; source %s; show() { printf '<%%s>\\n' \"$READLINE_LINE\"; }; bind -x '\"\\C-xl\": show'" % quote(script)
            complete, close = in_terminal(["bash", "--norc", "--noprofile", "-i"], env, folder, setup)
        elif shell == "zsh":
            setup = "stty cols 200; autoload -Uz compinit; compinit -u -D; setopt no_beep no_always_last_prompt; source %s" % quote(script)
            setup += "; show() { print; print -r -- \"<$BUFFER>\"; }; zle -N show; bindkey '^Xl' show"
            complete, close = in_terminal(["zsh", "-f", "-i"], env, folder, setup)
        else:
            complete, close = fish(sumlint, script, env, folder)
        failed = 0
        for line, wanted, unwanted in CASES:
            text = complete(line, wanted)
            bad = [w for w in wanted if w not in text] + ["not " + w for w in unwanted if w in text]
            if bad:
                failed += 1
                print("%r: wanted %s, got %r" % (line, ", ".join(bad), text))
        close()
        print("%d of %d failed" % (failed, len(CASES)))
        sys.exit(1 if failed else 0)


main()
