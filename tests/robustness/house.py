# SPDX-License-Identifier: Apache-2.0
"""What the scripts here share: cases in folders of their own, runs of sumlint, a document that is in order, and one that is not.

A script is started as `SCRIPT SUMLINT [WORD...]`: with words only the cases whose names hold one of them run.
"""
import collections
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

SUMLINT = os.path.abspath(sys.argv[1])
NOBODY = 65534
PATIENCE = 60  # seconds; a run that takes longer hangs, however busy the machine is

GOOD = """# Reading logs like a detective

## Summary

Outages are rarely where the alarm rings. This article follows one incident from a paging alert to a clock that ran two seconds late, and shows
how the people on call narrowed it down with nothing but logs they already had and a habit of writing down what they expected to see.

## Key takeaway

Write the expectation down before you look.

## Key insights

Most of the time went into logs that nobody needed.

## Principles

- Expect first, look second.
- One clock for all machines.

## In practice

- Keep a page of queries that have helped before.

## Topics

- Observability
- Site Reliability Engineering
- Large Language Models

**Best for:** Site Reliability Engineer, Platform Engineer

Editorial summary, takeaway, and curation by AIssential. Original article published by ACM Queue.
"""
BAD = GOOD.replace("- Large Language Models", "- LLMs")  # topics/alias in line 29, which a safe fix makes GOOD of
BAD_FOUND = [(29, 3, "topics/alias")]

# What a document lacks that has nothing of what the type `summary` asks for.
ALL_MISSING = {"title/required": 1, "sections/required": 6, "audience/required": 1, "attribution/required": 1}


class Skip(Exception):
    """The case cannot run here; the text says why."""


class Done:
    """What a run of sumlint did."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def text(self):
        return self.out.decode("utf-8", "surrogateescape")

    def said(self):
        return self.err.decode("utf-8", "surrogateescape")

    def problems(self):
        """{file: [(line, column, rule)]} of --format concise."""
        found = collections.defaultdict(list)
        for line in self.text().split("\n"):
            match = re.fullmatch(r"(.*?):(\d+):(\d+): [EWI] (\S+) .*", line)
            if match:
                found[match[1]].append((int(match[2]), int(match[3]), match[4]))
            elif line:
                raise AssertionError("what is %r?" % line)
        return found

    def rules(self, file):
        return dict(collections.Counter(rule for _, _, rule in self.problems()[file]))


def environment(**more):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SUMLINT_", "GIT_", "XDG_"))}
    clean.update(XDG_CACHE_HOME="/dev/null/none", LC_ALL="C.UTF-8", TERM="dumb", GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1", **more)
    return clean


class Box:
    """A folder for one case."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, name=""):
        return os.path.join(os.fsencode(self.folder), os.fsencode(name))

    def write(self, name, content):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return self.path(name)

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def names(self, name=""):
        return sorted(os.listdir(self.path(name)))

    def neighbours(self):
        """Two documents around all others, whose problems a run must still find: unharmed() looks."""
        self.write("0.md", BAD)
        self.write("z.md", BAD)

    def run(self, *arguments, cwd="", stdin=b"", patience=PATIENCE, prefix=(), env=None, may_die=False, **popen):
        """`sumlint ARGUMENTS` in the folder. A run that hangs or crashes fails the case."""
        command = [*prefix, SUMLINT, *arguments]
        try:
            done = subprocess.run(command, cwd=self.path(cwd), input=stdin if popen.get("stdin") is None else None, capture_output=True,
                                  timeout=patience, env=env or environment(), check=False, **popen)
        except subprocess.TimeoutExpired:
            raise AssertionError("%s: did not end within %d s" % (shown(arguments), patience)) from None
        if done.returncode < 0 and not may_die:
            raise AssertionError("%s: died of %s; said %r" % (shown(arguments), signal.Signals(-done.returncode).name, done.stderr[:500]))
        for sign in (b"sumlint itself broke", b"worker process broke", b"AddressSanitizer", b"runtime error:"):
            if sign in done.stderr:
                raise AssertionError("%s: %r" % (shown(arguments), done.stderr[:2000]))
        return Done(done.returncode, done.stdout, done.stderr)

    def check(self, *arguments, **more):
        return self.run("check", "--format", "concise", *arguments, **more)


def shown(arguments):
    return " ".join(argument if isinstance(argument, str) else os.fsdecode(argument) for argument in arguments)[:200]


def same(what, found, expected):
    if found != expected:
        raise AssertionError("%s\n  expected %s\n  found    %s" % (what[:500], repr(expected)[:1000], repr(found)[:1000]))


def holds(what, text, *parts):
    for part in parts:
        if part not in text:
            raise AssertionError("%s\n  expected %r\n  in       %r" % (what, part, text[:2000]))


def unharmed(done, folder=""):
    """The neighbours were checked."""
    for name in ("0.md", "z.md"):
        same("the rest of the run: %s (said %r)" % (name, done.err[:500]), done.problems()[folder + name], BAD_FOUND)


CASES = []


def case(function):
    """A case is a function that gets a Box; its first sentence is its name."""
    CASES.append((function.__name__.replace("_", " "), function))
    return function


def table(name, rows, function):
    """A case for each row: function(box, *row); the row's first entry is its name."""
    for row in rows:
        CASES.append(("%s: %s" % (name, row[0]), lambda box, row=row: function(box, *row)))


def unprivileged(box):
    """What to put in front of a command so that modes count, once the folder is made; nothing where they do already."""
    if os.geteuid() != 0:
        return ()
    if not shutil.which("setpriv"):
        raise Skip("root may do everything, and there is no setpriv to be somebody else")
    for path, folders, files in os.walk(box.path()):
        for name in [b".", *folders, *files]:
            os.chown(os.path.join(path, name), NOBODY, NOBODY, follow_symlinks=False)
    prefix = ("setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups", "--")
    if box.run("--version", prefix=prefix).status != 0:
        raise Skip("nobody may run the program where it is")
    return prefix


def bind(path):
    """A socket's name must be short: it is made from the folder it is in."""
    here = os.getcwd()
    os.chdir(os.path.dirname(path))
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(os.path.basename(path))
    finally:
        os.chdir(here)


def clear(folder):
    """Also what a case has made unreadable."""
    for path, folders, _ in os.walk(folder):
        for name in folders:
            try:
                os.chmod(os.path.join(path, name), 0o700, follow_symlinks=True)
            except OSError:
                pass
    shutil.rmtree(os.fsencode(folder), ignore_errors=True)


def main():
    words, passed, failed, skipped = sys.argv[2:], 0, 0, 0
    for name, function in CASES:
        if words and not any(word in name for word in words):
            continue
        folder = os.path.realpath(tempfile.mkdtemp(prefix="sumlint-robustness-"))
        try:
            function(Box(folder))
            passed += 1
        except Skip as reason:
            skipped += 1
            print("skipped %s: %s" % (name, reason))
        except (AssertionError, OSError, subprocess.SubprocessError, ValueError) as error:
            failed += 1
            print("FAILED %s: %s%s" % (name, "" if isinstance(error, AssertionError) else type(error).__name__ + ": ", error))
        finally:
            clear(folder)
    print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    if failed or not (passed or skipped):
        sys.exit(1)
    sys.exit(0 if passed else 77)
