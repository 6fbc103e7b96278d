#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The output is byte-identical whatever the number of workers, in every format, with faults, facts and fixes. Usage: identical.py SUMLINT FAULTY.so [WORD...]"""
import os
import shutil

from desk import Run, SANDBOX, SLOW, case, documents, end, faulty_lines, folder, nothing_left, plugin

JOBS = (1, 2, 3, 8)
FORMATS = ("text", "json", "sarif", "jsonl", "junit")


def differing(where, docs, arguments):
    """Runs with each number of workers; gives those whose output or errors differ from the first's, and the first."""
    runs = [Run(["--plugin-dir", where + "/p", "-j%d" % jobs, "--timeout", "%g" % (20 * SLOW), "--memory-limit", "100M", *arguments, docs]) for jobs in JOBS]
    for run in runs:
        # What a plugin that is free says on standard error is its own; how often it is run is nobody's business.
        run.err = "".join(line for line in run.err.splitlines(True) if "double free" not in line)
    first = (runs[0].status, runs[0].out, runs[0].err)
    return [jobs for jobs, run in zip(JOBS, runs) if (run.status, run.out, run.err) != first], runs[0]


def hold_all(where, docs, sandbox, status, formats=FORMATS):
    for name in formats:
        others, first = differing(where, docs, [sandbox, "--format", name])
        assert not others, "%s differs with %s workers" % (name, others)
        assert first.status == status and first.out, (name, first.status, first.err)
    nothing_left(where)


@case
def without_faults():
    where = folder()
    docs = documents(where + "/d", [["FACT: %d" % (i % 7), "FAULT: thousands"] if i == 50 else ["FACT: %d" % (i % 7)] for i in range(200)])
    plugin(where + "/p")
    hold_all(where, docs, SANDBOX, 1)


@case
def with_faults():
    """In folders of their own, so that facts and faults alternate."""
    where = folder()
    documents(where + "/d/b", faulty_lines(400, 16))
    documents(where + "/d/a", [["FACT: %d" % (i % 7)] for i in range(100)])
    documents(where + "/d/c", [["FACT: %d" % (i % 7), "FAULT: exit-3"] if i % 20 == 7 else ["FACT: 1"] for i in range(100)])
    plugin(where + "/p")
    hold_all(where, where + "/d", SANDBOX, 2, ("text", "json", "sarif"))
    hold_all(where, where + "/d", "--sandbox=off", 2, ("json",))


@case
def with_a_rule_that_is_switched_off():
    where = folder()
    docs = documents(where + "/d", [["FAULT: segv", "FACT: %d" % (i % 3)] if i % 4 == 1 else ["FACT: %d" % (i % 3)] for i in range(150)])
    plugin(where + "/p")
    hold_all(where, docs, SANDBOX, 2, ("text", "json", "sarif"))


@case
def with_fixes():
    """The documents, too, are the same afterwards."""
    where = folder()
    documents(where + "/d", faulty_lines(120, 6))
    for i in range(120):
        with open("%s/d/%05d.md" % (where, i), "a", encoding="utf-8") as file:
            file.write("\n**Best for:** Data Scientist, data scientist\n")
    plugin(where + "/p")
    results = set()
    for jobs in JOBS:
        shutil.rmtree(where + "/e", ignore_errors=True)
        shutil.copytree(where + "/d", where + "/e")
        done = Run(["--plugin-dir", where + "/p", "-j%d" % jobs, "--fix", where + "/e"])
        after = tuple(open("%s/e/%s" % (where, name), "rb").read() for name in sorted(os.listdir(where + "/e")))
        results.add((done.status, done.out, done.err, after))
    assert len(results) == 1 and done.status == 2, "%d results, status %d" % (len(results), done.status)
    before = tuple(open("%s/d/%s" % (where, name), "rb").read() for name in sorted(os.listdir(where + "/d")))
    assert after != before, "nothing was fixed"
    others, _ = differing(where, where + "/d", ["--diff"])
    assert not others, "the diff differs with %s workers" % others


@case
def more_workers_than_documents():
    where = folder()
    docs = documents(where + "/d", [["FAULT: abort"], [], []])
    plugin(where + "/p")
    outputs = {(done.status, done.out, done.err) for done in (Run(["--plugin-dir", where + "/p", "-j%d" % jobs, docs]) for jobs in (1, 64, 256))}
    assert len(outputs) == 1, outputs


end()
