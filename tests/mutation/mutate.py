#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Mutation test: writes clean documents in every syntax, makes every single defect that the rules name in each of them, checks all of it by one run of
sumlint, and compares what was reported with what was to be. Usage: mutate.py SUMLINT [--every] [--keep FOLDER] [--only TEXT] [--misses N]"""

import argparse
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zlib

import defects_attribution
import defects_content
import defects_files
import defects_parts
import defects_terms
import model
from mutant import Mutant

HERE = os.path.dirname(os.path.abspath(__file__))
DEFECTS = (defects_parts, defects_content, defects_terms, defects_attribution, defects_files)
CONFIG = "extends: summary\nvocabularies:\n  topics: {0}/topics.yaml\n  audience: {0}/audience.yaml\n  publishers: {0}/publishers.yaml\n"
PER_FOLDER = 1000


# Documents in which all is tried in each syntax. In the others every defect of parts is made, and one of four of the many of terms and words: what is left
# out of one is in another, and `--every` leaves out nothing.
WHOLE = ("01-maps", "12-signs")
SPELT = ("01-maps.text", "01-maps.plain", "01-maps.front", "04-umlauts.styled")


def is_left_out(name, mutant):
    return zlib.crc32(f"{name} {mutant.name}".encode()) % 4 != 0


def all_mutants(every=False):
    """(file's name without number, mutant); the clean document of each syntax first."""
    for path in sorted(glob.glob(os.path.join(HERE, "clean", "*.json"))):
        source = model.read(path)
        document_name = os.path.splitext(os.path.basename(path))[0]
        for variant, document in model.variants(source):
            name = f"{document_name}.{variant}"
            yield name, Mutant(document.copy(), "clean", [])
            for defects in DEFECTS:
                some = defects in (defects_terms, defects_attribution) and document_name not in WHOLE and name not in SPELT and not every
                for mutant in defects.mutants(document, every or name in SPELT):
                    if not (some and is_left_out(name, mutant)):
                        yield name, mutant


class Corpus:
    """Files in a folder of their own, with the config that applies to them."""

    def __init__(self, folder):
        self.folder, self.count = folder, 0
        with open(os.path.join(folder, ".sumlint.yaml"), "w", encoding="utf-8") as file:
            file.write(CONFIG.format(os.path.join(HERE, "vocabularies")))

    def add(self, name, syntax, data):
        """Gives the file's path as sumlint will name it."""
        folder = f"{self.count // PER_FOLDER:03}"
        if self.count % PER_FOLDER == 0:
            os.makedirs(os.path.join(self.folder, folder), exist_ok=True)
        path = f"{folder}/{self.count:06}.{name}.{syntax}"
        self.count += 1
        with open(os.path.join(self.folder, path), "wb") as file:
            file.write(data)
        return path

    def check(self, sumlint):
        """The problems of each file."""
        run = subprocess.run([sumlint, "check", "--format", "json", "."], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if run.returncode not in (0, 1) or run.stderr:
            sys.exit(f"sumlint ended with status {run.returncode}: {run.stderr.decode(errors='replace')[:2000]}")
        report = json.loads(run.stdout)
        if report["summary"]["files"] != self.count:
            sys.exit(f"{report['summary']['files']} of {self.count} files were checked")
        problems = {}
        for problem in report["problems"]:
            problems.setdefault(problem["file"].removeprefix("./"), []).append(problem)
        return problems


def found_in(problems):
    return sorted((problem["rule"], problem["line"]) for problem in problems)


def describe(pairs):
    return ", ".join(f"{rule} in line {line}" for rule, line in pairs) or "nothing"


def run(sumlint, options, folder):
    corpus, cases, clean, none, two = Corpus(folder), {}, 0, 0, 0
    for name, mutant in all_mutants(options.every):
        if options.only and options.only not in f"{name}: {mutant.name}":
            continue
        data, expected = mutant.write()
        path = corpus.add(name, mutant.document.syntax, data)
        cases[path] = (f"{name}: {mutant.name}", expected)
        clean += mutant.name == "clean"
        none += not expected
        two += len(expected) > 1
    problems = corpus.check(sumlint)
    misses = []
    for path, (name, expected) in cases.items():
        found = found_in(problems.get(path, []))
        if found != expected:
            misses.append(f"{name}\n    expected {describe(expected)}\n    found    {describe(found)}\n    in {path}")
    count = len(cases) - clean
    for miss in misses[:options.misses]:
        print(miss)
    caught = count - sum(not miss.split("\n")[0].endswith(": clean") for miss in misses)
    print(f"{count} mutants, {caught} caught, {clean} clean documents ({none - clean} mutants that nothing is wrong with, {two} with two defects)")
    if not cases or (clean < 12 and not options.only):
        sys.exit("no documents")
    return not misses


def options_of(about):
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("sumlint")
    parser.add_argument("--every", action="store_true", help="all there is: every letter of everything, in every document")
    parser.add_argument("--keep", metavar="FOLDER", help="write the documents there, and leave them")
    parser.add_argument("--only", metavar="TEXT", help="only mutants whose names hold this")
    parser.add_argument("--misses", type=int, default=20, help="so many are shown")
    options = parser.parse_args()
    if options.keep:
        shutil.rmtree(options.keep, ignore_errors=True)
        os.makedirs(options.keep)
    return options


def main():
    options = options_of(__doc__)
    with tempfile.TemporaryDirectory(prefix="sumlint-mutation-") as folder:
        sys.exit(not run(os.path.abspath(options.sumlint), options, options.keep or folder))


if __name__ == "__main__":
    main()
