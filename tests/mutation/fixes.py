#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fixes of all mutants: applies the edits that the JSON report gives, by their byte offsets, and checks again. The problem must be gone, no other may have
come, and where the safe fixes were applied none may be left to apply. Usage: fixes.py SUMLINT [--every] [--only TEXT] [--misses N] [--keep FOLDER]"""

import collections
import os
import sys
import tempfile

from mutate import Corpus, all_mutants, options_of


# What an unsafe fix may bring to light. A word with a capital that stands where a name may be is taken for one, and so is "!" behind it. What followed the
# attribution stands at the end of another part once the attribution was moved.
MAY_COME = {
    "attribution/format": {"attribution/curator", "attribution/publisher"},
    "attribution/position": {"audience/format", "topics/format"},
}


def edits_of(problems, safety):
    """The edits of the first fix of that safety of each problem, and the problems: a fix that touches what another one has touched waits."""
    taken, chosen = [], []
    for problem in problems:
        fix = next((fix for fix in problem.get("fixes", ()) if fix["safety"] == safety), None)
        if fix is None:
            continue
        spans = [(edit["byte_start"], edit["byte_end"]) for edit in fix["edits"]]
        if any(start <= other_end and other_start <= end for start, end in spans for other_start, other_end, _ in taken):
            continue
        taken += [(edit["byte_start"], edit["byte_end"], edit["text"]) for edit in fix["edits"]]
        chosen.append(problem)
    return taken, chosen


def apply(data, edits):
    """Edits at one place keep their order."""
    out, at = [], 0
    for start, end, text in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        assert at <= start <= end <= len(data), "edits overlap, or are outside of the text"
        out += [data[at:start], text.encode()]
        at = end
    return b"".join(out + [data[at:]])


def count(problems):
    return collections.Counter(problem["rule"] for problem in problems)


class Round:
    """Documents to which fixes of one safety were applied."""

    def __init__(self, folder, safety):
        os.makedirs(folder)
        self.corpus, self.safety, self.cases, self.fixes, self.misses = Corpus(folder), safety, [], 0, []

    def add(self, name, syntax, data, problems):
        edits, chosen = edits_of(problems, self.safety)
        if not chosen:
            return
        fixed = apply(data, edits)
        self.fixes += len(chosen)
        if fixed == data:
            self.misses.append(f"{name}\n    the fixes of {', '.join(problem['rule'] for problem in chosen)} change nothing")
        self.cases.append((self.corpus.add("fixed", syntax, fixed), name, syntax, problems, chosen))

    def check(self, sumlint):
        """Checks the documents, and gives what is left to fix of each."""
        after = self.corpus.check(sumlint) if self.cases else {}
        for path, name, _, problems, chosen in self.cases:
            left, before = after.get(path, []), count(problems)
            gone, now = count(chosen), count(left)
            stays = [rule for rule in gone if now[rule] > before[rule] - gone[rule]]
            may = set().union(*(MAY_COME.get(rule, ()) for rule in gone)) if self.safety == "unsafe" else set()
            comes = [rule for rule in now if now[rule] > before[rule] and rule not in may]
            again = [problem["rule"] for problem in left if edits_of([problem], "safe")[1]] if self.safety == "safe" else []
            for what, rules in (("is not gone", stays), ("has come", comes), ("has a fix still", again)):
                for rule in rules:
                    self.misses.append(f"{name}\n    {self.safety} fix of {', '.join(sorted(gone))}: {rule} {what}\n    in {self.corpus.folder}/{path}")


def run(sumlint, options, folder):
    os.makedirs(os.path.join(folder, "mutants"))
    corpus, cases = Corpus(os.path.join(folder, "mutants")), {}
    for name, mutant in all_mutants(options.every):
        if options.only and options.only not in f"{name}: {mutant.name}":
            continue
        data, expected = mutant.write()
        if expected:
            cases[corpus.add("mutant", mutant.document.syntax, data)] = (f"{name}: {mutant.name}", mutant.document.syntax)
    problems = corpus.check(sumlint)
    rounds = [Round(os.path.join(folder, safety), safety) for safety in ("safe", "unsafe")]
    for path, (name, syntax) in cases.items():
        with open(os.path.join(corpus.folder, path), "rb") as file:
            data = file.read()
        for each in rounds:
            each.add(name, syntax, data, problems.get(path, []))
    misses = []
    for each in rounds:
        each.check(sumlint)
        misses += each.misses
    for miss in misses[:options.misses]:
        print(miss)
    with_fix = ", ".join(f"{each.fixes} {each.safety} fixes in {len(each.cases)} documents" for each in rounds)
    print(f"{sum(map(len, problems.values()))} problems in {len(cases)} mutants: {with_fix}, {len(misses)} wrong")
    return not misses and cases


def main():
    options = options_of(__doc__)
    with tempfile.TemporaryDirectory(prefix="sumlint-fixes-") as folder:
        sys.exit(not run(os.path.abspath(options.sumlint), options, options.keep or folder))


if __name__ == "__main__":
    main()
