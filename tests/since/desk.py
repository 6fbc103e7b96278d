# SPDX-License-Identifier: Apache-2.0
"""What the cases share: repositories, documents, and what sumlint says of them.

Documents are made from lines that each break a rule of their own, so that what is reported shows which lines were taken for changed.
"""
import os
import subprocess
import sys

SUMLINT = os.path.abspath(sys.argv[1])

# Three terms; their lines are 9, 10 and 11.
TOPICS = ["Unheard of A", "Unheard of B", "Unheard of C"]
CONFIG = """extends: summary
types:
  note:
    title: { required: true }
    other-sections: allow
    order: any
    parts:
      - { section: Text, kind: prose, words: { min: 3 }, required: false }
      - { section: Topics, kind: terms, vocabulary: topics, items: { min: 3, max: 5 }, required: true }
      - { section: More, kind: any, required: false }
documents:
  - { files: ["**/*.md", "*.md"], type: note }
"""


def note(topics=TOPICS, text="Some words of text.", title="# A note about notes", end="\n"):
    lines = [title, "", "## Text", "", text, "", "## Topics", ""] + ["- " + t for t in topics]
    return end.join(lines) + end


class Repo:
    def __init__(self, folder, init=True):
        self.root = folder
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") and not k.startswith("SUMLINT_")}
        self.env.update(HOME=folder + "/../home", GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1", LC_ALL="C.UTF-8", GIT_AUTHOR_NAME="desk",
                        GIT_AUTHOR_EMAIL="desk@example.org", GIT_COMMITTER_NAME="desk", GIT_COMMITTER_EMAIL="desk@example.org")
        if init:
            os.makedirs(folder)
            self.git("-c", "init.defaultBranch=main", "init", "-q", ".")
            self.write(".sumlint.yaml", CONFIG)

    def path(self, name):
        return os.path.join(os.fsencode(self.root), os.fsencode(name))

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())

    def git(self, *arguments, check=True, cwd="."):
        done = subprocess.run(["git", *arguments], cwd=self.path(cwd), env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        if check and done.returncode:
            raise AssertionError("git %s: %s" % (arguments, done.stdout.decode("utf-8", "replace")))
        return done.stdout.decode("utf-8", "replace")

    def commit(self, message="a commit"):
        self.git("add", "-A")
        self.git("commit", "-qm", message, "--allow-empty")

    def sumlint(self, *arguments, cwd=".", stdin=None, env=None):
        done = subprocess.run([SUMLINT, "check", *arguments], cwd=self.path(cwd), env={**self.env, **(env or {})}, input=stdin,
                              stdin=None if stdin is not None else subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.status = done.returncode
        self.err = done.stderr.decode("utf-8", "surrogateescape")
        return done.stdout.decode("utf-8", "surrogateescape")

    def found(self, *arguments, **more):
        """{file: set of "line rule"}"""
        out = {}
        text = self.sumlint(*arguments, **more)
        for line in text.split("\n"):
            head, _, rule = line.rpartition(" [")
            if not rule.endswith("]"):
                if line:
                    raise AssertionError("what is %r? %s" % (line, self.err))
                continue
            file, number = head.split(": ")[0].rsplit(":", 2)[:2]
            out.setdefault(file, set()).add("%s %s" % (number, rule[:-1]))
        if self.err:
            raise AssertionError("said: " + self.err)
        return out

    def expect(self, expected, *arguments, **more):
        got = self.found(*arguments, **more)
        if got != expected:
            raise AssertionError("%s\n  expected %s\n  got      %s" % (" ".join(map(str, arguments)), expected, got))
        if self.status != (1 if expected else 0):
            raise AssertionError("exit status %d" % self.status)

    def refuse(self, words, *arguments, **more):
        out = self.sumlint(*arguments, **more)
        if self.status != 2 or out or words not in self.err:
            raise AssertionError("%s: exit %d, said %r, wanted %r, printed %r" % (" ".join(map(str, arguments)), self.status, self.err, words, out))


def topic(*lines):
    return {"%d topics/unknown" % line for line in lines}


CASES = []


def case(function):
    CASES.append(function)
    return function
