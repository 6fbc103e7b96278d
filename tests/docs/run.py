#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the sessions that README.md and docs/ show, and compares what they print with what is written there.

usage: run.py SUMLINT TOP [--update] [FILE...]

A fenced block `console` is a session: lines after "$ " are commands (a backslash at the end goes on), what follows is their output, both streams
as a terminal shows them, and "(exit 1)" where the status is not 0. All sessions of a page run one after the other in one temporary folder. Before it:
  <!-- file: NAME -->    the next block, of whatever kind, is written to that file
  <!-- hidden: CMD -->   a command that is run and not shown
  <!-- from: PATH -->    the next block stands so in that file of the repository
  <!-- skip -->          the next block is only for reading
  <!-- needs: CMD -->    the next block is run where that command succeeds, and told to be skipped elsewhere
"..." alone on a line stands for any lines. --update writes what is printed into the page.
"""
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile

MARK = re.compile(r"<!-- (file|from|hidden|needs|skip)(?:: (.*?))? -->\s*$")
FENCE = re.compile(r"(```+|~~~+)(\S*)\s*$")


def blocks(lines):
    """(directive, argument, language, first line, line behind the last) of every fenced block, and hidden commands with language None."""
    pending = (None, None)
    at = 0
    while at < len(lines):
        mark, fence = MARK.match(lines[at]), FENCE.match(lines[at])
        if mark and mark.group(1) == "hidden":
            yield "hidden", mark.group(2), None, at, at
        elif mark:
            pending = (mark.group(1), mark.group(2))
        elif fence:
            end = next(i for i in range(at + 1, len(lines)) if lines[i].rstrip() == fence.group(1))
            yield pending[0], pending[1], fence.group(2), at + 1, end
            pending = (None, None)
            at = end
        at += 1


def commands(lines):
    """(command lines, output lines) of a session."""
    at = 0
    while at < len(lines):
        shown = [lines[at]]
        while shown[-1].endswith("\\\n") and at + 1 < len(lines):
            at += 1
            shown.append(lines[at])
        at += 1
        output = []
        while at < len(lines) and not lines[at].startswith("$ "):
            output.append(lines[at])
            at += 1
        yield shown, output


def run(command, folder, env):
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = done.stdout.decode("utf-8", "replace").replace(folder, "/tmp/desk")
    if text and not text.endswith("\n"):
        text += "\n"
    if done.returncode:
        text += "(exit %d)\n" % done.returncode
    return text.splitlines(keepends=True)


def pattern_of(expected):
    """"..." stands for any lines."""
    return "".join("(?:.*\n)*?" if line.strip() == "..." else re.escape(line) for line in expected)


def same(expected, got):
    return re.fullmatch(pattern_of(expected), "".join(got)) is not None


def stands_in(expected, path):
    return re.search("^" + pattern_of(expected), open(path, encoding="utf-8").read(), re.M) is not None


def run_page(path, env, update):
    lines = open(path, encoding="utf-8").readlines()
    folder = tempfile.mkdtemp(prefix="sumlint-docs-")
    replaced, bad, count = [], 0, 0
    for directive, argument, language, start, end in blocks(lines):
        body = lines[start:end]
        if directive == "hidden":
            run(argument, folder, env)
        elif directive == "file":
            target = os.path.join(folder, argument)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            open(target, "w", encoding="utf-8").writelines(body)
        elif directive == "from":
            count += 1
            if not stands_in(body, os.path.join(env["SUMLINT_TOP"], argument)):
                bad += 1
                print("%s:%d: this does not stand in %s" % (path, start + 1, argument))
        elif directive == "needs" and subprocess.run(["bash", "-c", argument], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                                     stderr=subprocess.DEVNULL).returncode:
            print("%s:%d: skipped, for this fails: %s" % (path, start + 1, argument))
        elif language == "console" and directive != "skip":
            new = []
            for shown, output in commands(body):
                command = "".join(shown)
                if not command.startswith("$ "):
                    sys.exit("%s:%d: a session starts with '$ '" % (path, start + 1))
                got = run(command[2:], folder, env)
                count += 1
                if same(output, got):
                    new += shown + output
                    continue
                new += shown + got
                bad += 1
                if not update:
                    print("%s:%d: %s" % (path, start + 1, command.strip()))
                    sys.stdout.writelines(difflib.unified_diff(output, got, "written", "printed"))
            replaced.append((start, end, new))
    if update:
        for start, end, new in reversed(replaced):
            lines[start:end] = new
        open(path, "w", encoding="utf-8").writelines(lines)
    shutil.rmtree(folder, ignore_errors=True)
    return count, bad


def main():
    sumlint, top = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    update = "--update" in sys.argv
    pages = [a for a in sys.argv[3:] if not a.startswith("--")]
    if not pages:
        pages = [os.path.join(top, "README.md")] + sorted(os.path.join(top, "docs", n) for n in os.listdir(os.path.join(top, "docs")) if n.endswith(".md"))
    home = tempfile.mkdtemp(prefix="sumlint-docs-home-")
    env = {"PATH": os.path.dirname(sumlint) + ":" + os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "SUMLINT_TOP": top, "PARALLEL_HOME": os.path.join(home, "parallel"),
           "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "desk", "GIT_AUTHOR_EMAIL": "desk@example.org", "GIT_COMMITTER_NAME": "desk",
           "GIT_COMMITTER_EMAIL": "desk@example.org"}
    total = failed = 0
    for page in pages:
        count, bad = run_page(page, env, update)
        total, failed = total + count, failed + bad
    shutil.rmtree(home, ignore_errors=True)
    print("%d sessions and excerpts on %d pages, %d differ" % (total, len(pages), failed))
    sys.exit(0 if update or (not failed and total) else 1)


main()
