#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the JSON Schemas of docs/schemas/ against sumlint itself: about every file below this folder both must say the same.

usage: run.py SUMLINT TOP BUILD      exit 77 where there is no npm, or no way to what it would install into BUILD

The first line of a file says what both say of it, "# good" or "# bad", or where they may differ and why:
"# beyond: REASON" is refused by sumlint alone, for a schema cannot express it; "# stricter: REASON" by the schema alone.
"""
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = ("config", "type", "vocabulary", "manifest")
# By the mark: whether sumlint takes the file, and whether the schema does.
MARKS = {"good": (True, True), "bad": (False, False), "beyond": (False, True), "stricter": (True, False)}


def skip(why):
    print("skipped: " + why)
    sys.exit(77)


def install(build):
    """node_modules, as package-lock.json pins it."""
    if not shutil.which("npm") or not shutil.which("node"):
        skip("there is no npm")
    os.makedirs(build, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        source, copy = os.path.join(HERE, name), os.path.join(build, name)
        if not os.path.exists(copy) or open(copy).read() != open(source).read():
            shutil.rmtree(os.path.join(build, "node_modules"), ignore_errors=True)
            shutil.copyfile(source, copy)
    if os.path.exists(os.path.join(build, "node_modules", ".package-lock.json")):
        return
    try:
        done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], cwd=build, timeout=90,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except subprocess.TimeoutExpired:
        skip("npm takes too long")
    if done.returncode:
        skip("npm cannot install: " + done.stdout.decode("utf-8", "replace")[-500:])


def schema_verdicts(build, schemas, files):
    done = subprocess.run(["node", os.path.join(HERE, "check.js"), schemas], cwd=build, input=json.dumps(files).encode(), stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def run(arguments, cwd):
    done = subprocess.run(arguments, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode not in (0, 2):
        raise SystemExit("%s: exit status %d" % (" ".join(arguments), done.returncode))
    return None if done.returncode == 0 else done.stderr.decode("utf-8", "replace").strip()


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def sumlint_verdict(sumlint, kind, file, folder):
    """What sumlint has against the file; None where it has nothing."""
    text = open(file, encoding="utf-8").read()
    if kind == "config":
        return run([sumlint, "config", "show", "--config", file, os.path.join(os.path.dirname(file), "a.md")], folder)
    if kind == "manifest":
        shutil.copyfile(file, os.path.join(folder, "sample.yaml"))
        write(folder, "sample.so", "")  # with a library beside it, it is meant as a manifest whatever it says
        return run([sumlint, "rules", "--no-config", "--plugin-dir", folder], folder)
    if kind == "vocabulary":
        shutil.copyfile(file, os.path.join(folder, "topics.yaml"))
        config = "extends: summary\nvocabularies: { topics: topics.yaml }\n"
    else:
        write(folder, "topics.yaml", "terms: [Linux]\n")
        config = "vocabularies: { topics: topics.yaml }\ntypes:\n  sample:\n" + "".join("    " + line for line in text.splitlines(True))
    return run([sumlint, "config", "show", "--config", write(folder, "config.yaml", config), "a.md"], folder)


def mark_of(file):
    first = open(file, encoding="utf-8").readline()
    mark = first.lstrip("# ").split(":")[0].strip()
    if mark not in MARKS or (mark in ("beyond", "stricter")) != (":" in first):
        raise SystemExit("%s: its first line says not what is to come of it" % file)
    return mark


def compare(sumlint, files, verdicts):
    for kind in KINDS:
        for file in files[kind]:
            with tempfile.TemporaryDirectory() as folder:
                said = sumlint_verdict(sumlint, kind, file, folder)
            mark, name = mark_of(file), os.path.relpath(file, HERE)
            takes, fits = MARKS[mark]
            if (said is None) != takes:
                yield "%s: is marked '%s', and sumlint says: %s" % (name, mark, said or "nothing")
            if (verdicts[file] is None) != fits:
                yield "%s: is marked '%s', and the schema says: %s" % (name, mark, verdicts[file] or "nothing")


def own_files(top):
    """What the project itself comes with must fit."""
    return {
        "config": glob.glob(os.path.join(top, "rules", "profiles", "*.yaml")),
        "vocabulary": glob.glob(os.path.join(top, "rules", "vocabularies", "*.yaml")),
        "manifest": glob.glob(os.path.join(top, "rules", "manifests", "*.yaml")) + [os.path.join(top, "rules", "core.yaml")],
    }


def main():
    sumlint, top, build = (os.path.abspath(a) for a in sys.argv[1:4])
    install(build)
    schemas = os.path.join(top, "docs", "schemas")
    files = {kind: sorted(glob.glob(os.path.join(HERE, kind, "*.yaml"))) for kind in KINDS}
    problems = list(compare(sumlint, files, schema_verdicts(build, schemas, files)))
    own = schema_verdicts(build, schemas, own_files(top))
    problems += ["%s: the schema says: %s" % (os.path.relpath(f, top), said) for f, said in own.items() if said]
    for problem in problems:
        print(problem)
    print("%d files, %d of the project's own, %d problems" % (sum(map(len, files.values())), len(own), len(problems)))
    sys.exit(1 if problems else 0)


main()
