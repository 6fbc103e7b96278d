#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden files: runs sumlint over the folders below this one, and compares what it says with what is written there, to the byte.

A case is a folder with expected.txt, expected.json or both. It is copied to a place of its own, `dot-NAME` becoming `.NAME`, and there
  - `setup` is run by sh first, where there is one: for files that cannot stand in a repository;
  - expected.txt is what the commands of the file `command` print, or else `sumlint check .`: each behind "$ ", standard error behind "! ", and an exit
    status other than 0 as "(exit N)";
  - expected.json is what `sumlint check --format json .` prints, laid out for reading.

Usage: run.py SUMLINT [--update] [CASE...]     A case is named by its path, `topics/alias`; a folder of cases names all of them.
With --update the expected files are written anew: look at the difference before you keep it."""

import difflib
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
EXPECTED = ("expected.txt", "expected.json")
OWN = EXPECTED + ("command", "setup")
DEFAULT = "sumlint check ."


def find_cases(names):
    cases = []
    for folder, _, files in os.walk(HERE):
        name = os.path.relpath(folder, HERE)
        chosen = not names or any(name == wanted or name.startswith(wanted + os.sep) for wanted in names)
        if chosen and any(file in EXPECTED for file in files):
            cases.append(name)
    return sorted(cases)


def copy(source, target):
    os.makedirs(target)
    for entry in sorted(os.listdir(source)):
        path = os.path.join(source, entry)
        to = os.path.join(target, "." + entry.removeprefix("dot-") if entry.startswith("dot-") else entry)
        if os.path.isdir(path):
            if not any(file in EXPECTED for file in os.listdir(path)):  # a case within: not this one's
                copy(path, to)
        elif entry not in OWN:
            shutil.copyfile(path, to)


def read(*path):
    with open(os.path.join(*path), encoding="utf-8", newline="") as file:
        return file.read()


class Run:
    """The commands of one case, in its own copy."""

    def __init__(self, sumlint, case, folder):
        self.source, self.folder = os.path.join(HERE, case), folder
        self.env = dict(os.environ, PATH=os.path.dirname(sumlint) + os.pathsep + os.environ["PATH"], LC_ALL="C.UTF-8", HOME=folder, TERM="dumb")
        for name in ("SUMLINT_PLUGIN_PATH", "NO_COLOR", "GIT_DIR", "GIT_WORK_TREE"):
            self.env.pop(name, None)
        copy(self.source, folder)
        if os.path.exists(os.path.join(self.source, "setup")):
            subprocess.run(["sh", "-e", "-c", read(self.source, "setup")], cwd=folder, env=self.env, check=True)

    def shell(self, command):
        done = subprocess.run(["sh", "-c", command], cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        return done.stdout.decode(errors="backslashreplace"), done.stderr.decode(errors="backslashreplace"), done.returncode

    def text(self):
        commands = os.path.join(self.source, "command")
        lines = read(commands).splitlines() if os.path.exists(commands) else [DEFAULT]
        out = []
        for command in [line for line in lines if line and not line.startswith("#")]:
            said, complained, status = self.shell(command)
            out.append(f"$ {command}\n{said}" + ("\n" if said and not said.endswith("\n") else ""))
            out += [f"! {line}\n" for line in complained.splitlines()]
            out += [f"(exit {status})\n"] if status else []
        return "".join(out)

    def json(self):
        said, complained, _ = self.shell("sumlint check --format json .")
        try:
            return json.dumps(json.loads(said), indent=2, ensure_ascii=False) + "\n"
        except ValueError as error:
            return f"no JSON: {error}\n{said}{complained}"


def results(sumlint, case):
    """(file, what came of it) of the expected files that the case has. Each in a copy of its own: commands may write."""
    for name in EXPECTED:
        if os.path.exists(os.path.join(HERE, case, name)):
            with tempfile.TemporaryDirectory(prefix="sumlint-case-") as folder:
                run = Run(sumlint, case, os.path.join(folder, "case"))
                yield name, run.text() if name == "expected.txt" else run.json()


def check(sumlint, case, update):
    good = True
    for name, got in results(sumlint, case):
        path = os.path.join(HERE, case, name)
        expected = read(path)
        if got == expected:
            continue
        if update:
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(got)
            print(f"updated {case}/{name}")
            continue
        good = False
        sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), got.splitlines(True), f"{case}/{name}", "what came"))
    return good


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--update"]
    if not arguments or arguments[0].startswith("-"):
        sys.exit(__doc__)
    sumlint, names = os.path.abspath(arguments[0]), [os.path.normpath(name) for name in arguments[1:]]
    cases = find_cases(names)
    if not cases:
        sys.exit("run.py: no such cases")
    failed = [case for case in cases if not check(sumlint, case, "--update" in sys.argv)]
    print(f"{len(cases)} cases, {len(failed)} failed" + "".join(f"\n  {case}" for case in failed))
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
