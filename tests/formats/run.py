#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks a folder of hostile documents with one report format, and has the report read by programs that were written by others.

usage: run.py FORMAT SUMLINT BUILD_FOLDER

What a reader understands is compared with what --format json says. Exit status 77 where a reader is not to be had: what could be asked was asked.
"""
import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # not into the source tree

import fixture
import npm
import readers


class Case:
    """One report, and what it must say."""

    def __init__(self, format_name, sumlint, build, folder, label, paths):
        self.name, self.format, self.build, self.folder, self.paths = label, format_name, build, folder, paths
        self.sumlint = sumlint
        self.out = os.path.join(folder, "..", "reports")
        os.makedirs(self.out, exist_ok=True)
        self.bytes = self.report(format_name)
        self.path = os.path.join(self.out, "%s.%s" % (label, format_name))
        with open(self.path, "wb") as file:
            file.write(self.bytes)
        self.json = json.loads(self.report("json"))
        self.problems = self.json["problems"]
        self.missing = []

    def report(self, format_name):
        done = subprocess.run([self.sumlint, "check", "--format", format_name] + self.paths, cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert done.returncode in (0, 1) and not done.stderr, "sumlint: status %d\n%s" % (done.returncode, done.stderr.decode("utf-8", "replace"))
        return done.stdout

    def text(self):
        return self.bytes.decode("utf-8")  # strict

    def by_file(self):
        """(file, its problems) in order."""
        files = {}
        for problem in self.problems:
            files.setdefault(problem["file"], []).append(problem)
        return list(files.items())

    def content(self, file):
        """The bytes of the document that a report calls by this name."""
        for top, _, names in os.walk(os.fsencode(self.folder)):
            for name in names:
                path = os.path.join(top, name)
                shown = os.path.relpath(path, os.fsencode(self.folder)).decode("utf-8", "replace")
                if shown == file:
                    with open(path, "rb") as document:
                        return document.read()
        raise AssertionError("no document %r" % file)

    def ask(self, reader, *arguments):
        """A reader that is not to be had does not keep the others from being asked."""
        try:
            reader(self, *arguments)
        except npm.Missing as missing:
            self.missing.append(str(missing))


def main():
    format_name, sumlint, build = sys.argv[1], os.path.abspath(sys.argv[2]), os.path.abspath(sys.argv[3])
    check = getattr(readers, "check_" + format_name)
    missing = []
    with tempfile.TemporaryDirectory(prefix="sumlint-formats-") as top:
        folder = os.path.join(top, "desk")
        fixture.make(folder)
        for label, paths in (("problems", ["."]), ("clean", ["clean.md"]), ("infos", ["notes"]), ("absolute", [os.path.join(folder, "plain.md")])):
            case = Case(format_name, sumlint, build, folder, label, paths)
            assert (label == "clean") == (not case.problems), label
            check(case)
            missing += case.missing
            print("%s, %s: %d problems in %d documents" % (format_name, label, len(case.problems), case.json["summary"]["files"]))
    if missing:
        print("skipped in part: " + missing[0])
        sys.exit(77)


main()
