#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A plugin answers in its worker's place, with whatever chance makes up: the host does not break, prints nothing that commands a terminal, and tells of every
other document what there is to tell. What the plugin may then say of its own document is its word: docs/isolation.md.
Usage: forged.py SUMLINT FAULTY.so [WORD...]"""
import json
import os
import xml.dom.minidom

from desk import Run, SLOW, broken, case, documents, end, expected, folder, nothing_left, plugin

FORMATS = ("text", "json", "sarif", "github", "jsonl", "junit", "checkstyle", "gitlab", "rdjson", "tap")
EACH = 40


def run(where, docs, name, *arguments):
    done = Run(["--plugin-dir", where + "/p", "-j2", "--timeout", "%g" % (0.5 * SLOW), "--memory-limit", "100M", *(["--format", name] if name else []), *arguments, docs])
    assert done.status in (0, 1, 2), "status %d: %s" % (done.status, done.err)
    assert "Sanitizer" not in done.err and "runtime error" not in done.err, done.err[:3000]
    # Nobody asked for that.
    assert "--fix" in arguments or "fixes are not written" not in done.err, done.err
    assert done.out and "out of memory" not in done.err, done.err
    assert b"\x1b" not in done.out and "\x1b" not in done.err, "a terminal is commanded: %r %r" % (done.out[:200], done.err[:200])
    return done


def same_but_for(done, docs, name):
    wanted = {key for key in expected(docs) if not key[0].endswith(name)}
    found = {(p["file"], p["byte_start"], p["byte_end"], p["rule"], p["message"]) for p in done.problems() if not p["file"].endswith(name)}
    assert wanted == found, "%s %s" % (list(wanted - found)[:3], list(found - wanted)[:3])


@case
def answers_made_by_chance():
    """Many in a run, each at a document of its own; those between are as ever."""
    broke = 0
    for turn, name in enumerate(FORMATS):
        where = folder()
        seeds = range(turn * EACH, turn * EACH + EACH)
        docs = documents(where + "/d", [["FAULT: forge+%d,%d" % (2 * i, seed)] if k == 0 else [] for i, seed in enumerate(seeds) for k in range(2)])
        plugin(where + "/p")
        done = run(where, docs, name, "--excerpts", "always")
        if name == "json":
            problems = done.problems()
            wanted = [key for key in expected(docs) if int(os.path.basename(key[0])[:5]) % 2]
            found = {(p["file"], p["byte_start"], p["byte_end"], p["rule"], p["message"]) for p in problems}
            assert len(wanted) == EACH * 14 and not set(wanted) - found, list(set(wanted) - found)[:3]
            broke = len(broken(problems))
        elif name in ("sarif", "gitlab", "rdjson"):
            json.loads(done.out)
        elif name in ("junit", "checkstyle"):
            xml.dom.minidom.parseString(done.out)
        nothing_left(where)
    print("%d of %d were found out in the run as json" % (broke, EACH))


@case
def answers_with_facts():
    """Held back until the corpus is judged."""
    where = folder()
    docs = documents(where + "/d", [["FACT: 1", "FAULT: forge+%d,%d" % (i, 1000 + i)] if i % 2 else ["FACT: 1"] for i in range(60)])
    plugin(where + "/p")
    for name in ("json", "text"):
        run(where, docs, name)
    nothing_left(where)


@case
def answers_with_fixes():
    """What is written is written to the documents that are checked, and to no other file."""
    where = folder()
    docs = documents(where + "/d", [["FAULT: forge+%d,%d" % (i, 2000 + i)] if i % 2 else [] for i in range(40)])
    plugin(where + "/p")
    before = sorted(os.listdir(where)), sorted(os.listdir(docs))
    run(where, docs, None, "--diff")
    assert sorted(os.listdir(docs)) == before[1]
    run(where, docs, None, "--fix")
    assert (sorted(os.listdir(where)), sorted(os.listdir(docs))) == before
    nothing_left(where)


@case
def frames_of_another_time():
    """Each is found out, and the rule blamed."""
    for number in range(5):
        where = folder()
        docs = documents(where + "/d", [["FAULT: forge-others+%d" % number] if i == 5 else [] for i in range(9)])
        plugin(where + "/p")
        done = run(where, docs, "json")
        assert done.status == 2 and list(broken(done.problems())) == ["00005.md"], (number, done.status, broken(done.problems()), done.err)
        same_but_for(done, docs, "00005.md")


@case
def silence_that_is_made_up():
    """The report says nothing of that document, or that the rule broke; of all others what is to be said."""
    where = folder()
    docs = documents(where + "/d", [["FAULT: forge-silence+5"] if i == 5 else [] for i in range(9)])
    plugin(where + "/p")
    same_but_for(run(where, docs, "json"), docs, "00005.md")


end()
