#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A few small documents are checked by a worker that is lent the main process's memory, where all plugins were built with sumlint. However one of them
breaks, the report is that of a worker with memory of its own. Usage: direct.py SUMLINT FAULTY.so [WORD...]"""
import difflib
import json
import os
import shutil
import signal
import subprocess
import time

from desk import FAULTY, MANIFEST, SLOW, SUMLINT, Skip, case, documents, end, folder, nothing_left, write
from fault_list import FAULTS, LATE_ONES, TIMEOUT

BUILD = os.path.dirname(SUMLINT)
# What crashes when it likes: no two runs need say the same. And what harms the way to the pool: there is none.
LEFT_OUT = ("thread-crash", "hide-and-loop", "hide-and-sleep", "close-all", "garbage", "false-head", "without-end")
LENT, OWN = "the memory is lent", "the memory is its own"


def installation(into, stage=""):
    """One in which the faulty plugin was built with sumlint, as far as sumlint can tell."""
    compiler = os.path.join(BUILD, "sumlint-compile")
    if not os.path.exists(compiler):
        raise Skip("nothing is compiled here")
    os.makedirs(into + "/plugins")
    shutil.copy2(SUMLINT, into + "/sumlint")
    shutil.copytree(BUILD + "/rules", into + "/rules")
    library = "faulty%s.so" % ("-" + stage if stage else "")
    shutil.copy(FAULTY, into + "/plugins/" + library)
    write(into + "/plugins/faulty.yaml", MANIFEST % {"name": "faulty", "library": library})
    manifests = [into + "/plugins/faulty.yaml"]
    for name in ("attribution", "audience", "sections", "title", "topics"):
        for extension in (".so", ".yaml"):
            shutil.copy2(BUILD + "/plugins/" + name + extension, into + "/plugins")
        manifests.append(into + "/plugins/" + name + ".yaml")
    time.sleep(0.02)  # newer, for a clock that ticks seldom
    subprocess.run([compiler, "manifests", into + "/plugins/manifests.compiled", into + "/rules/core.yaml"] + manifests, check=True)
    return into + "/sumlint"


def run(program, *arguments, late=False, **options):
    timeout = TIMEOUT if late else 20 * SLOW
    done = subprocess.run([program, "check", "--timeout", "%g" % timeout, "--memory-limit", "50M", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=60 * SLOW, **options)
    err = "".join(line for line in done.stderr.decode().splitlines(True) if "free()" not in line and "double free" not in line and "malloc" not in line)
    return done.returncode, done.stdout, err


def said(program, *arguments, **options):
    """What the rule said of the memory."""
    status, out, err = run(program, "--format", "json", *arguments, **options)
    assert not err and status in (1, 2), (status, err)
    return [p["message"] for p in json.loads(out)["problems"] if p["rule"] == "faulty/fault"]


def difference(one, other):
    return "\n".join(list(difflib.unified_diff(*[(out.decode() + err).splitlines() for _, out, err in (one, other)], lineterm="", n=0))[:9])


@case
def every_fault_is_told_as_always():
    where = folder()
    program = installation(where + "/i")
    wrong = []
    for fault in FAULTS:
        if fault in LEFT_OUT:
            continue
        docs = documents(where + "/" + fault, [["FAULT: " + fault] if i == 2 else ["FACT: 1"] for i in range(4)])
        late = fault in LATE_ONES
        lent, own = run(program, docs, late=late), run(program, "--jobs", "1", docs, late=late)
        if lent != own:
            wrong.append("%s: status %d, not %d; %s" % (fault, lent[0], own[0], difference(lent, own)))
        elif FAULTS[fault] and FAULTS[fault][-1] and own[0] != 2:
            wrong.append("%s: status %d" % (fault, own[0]))
    assert not wrong, "\n".join(wrong)
    nothing_left(where)


@case
def faults_while_plugins_are_loaded():
    for stage in ("load-segv", "load-exit-0", "give-abort", "create-exit-3", "create-loop", "judge-segv"):
        where = folder()
        program = installation(where + "/i", stage)
        docs = documents(where + "/d", [["FACT: 1"], ["FACT: 1"]])
        lent, own = run(program, docs, late="loop" in stage), run(program, "--jobs", "1", docs, late="loop" in stage)
        assert lent == own and own[0] == 2, "%s: status %d and %d; %s" % (stage, lent[0], own[0], difference(lent, own))


@case
def memory_is_lent_to_few_small_documents():
    where = folder()
    program = installation(where + "/i")
    docs = documents(where + "/d", [["FAULT: look-at-parent"], []])
    assert said(program, docs) == [LENT], said(program, docs)
    assert said(program, docs, "--fix") == [LENT]
    for arguments in (["--jobs", "1"], ["--jobs", "2"], ["--jobs", "0"]):
        assert said(program, docs, *arguments) == [OWN], arguments
    # Not to what is read but once.
    one = docs + "/00000.md"
    with open(one, encoding="utf-8") as file:
        assert said(program, "-", stdin=file) == [OWN]
    assert said(program, "--files-from", "/dev/stdin", input=(one + "\n").encode()) == [OWN]
    # Nor to what is large, or to many.
    with open(docs + "/00001.md", "a", encoding="utf-8") as file:
        file.write("\nWords, and more words.\n" * 4000)
    assert said(program, docs) == [OWN]
    many = documents(where + "/many", [["FAULT: look-at-parent"]] + [[] for _ in range(70)])
    assert said(program, many) == [OWN]


@case
def memory_is_lent_to_what_was_built_alone():
    where = folder()
    program = installation(where + "/i")
    docs = documents(where + "/d", [["FAULT: look-at-parent"], []])
    # Another plugin beside, that nobody confines: it is no part of what was built.
    os.makedirs(where + "/p")
    shutil.copy(FAULTY, where + "/p/other.so")
    write(where + "/p/other.yaml", MANIFEST % {"name": "other", "library": "other.so"})
    assert said(program, docs, "--plugin-dir", where + "/p", "--sandbox=off") == [OWN]
    # One that was put into the place of what was built.
    assert said(program, docs) == [LENT]
    time.sleep(0.02)
    shutil.copy(FAULTY, where + "/i/plugins/faulty.so")
    assert said(program, docs) == [OWN]


@case
def what_was_told_is_not_told_twice():
    where = folder()
    program = installation(where + "/i")
    docs = documents(where + "/d", [["FAULT: segv"]])
    write(where + "/d/.sumlint.yaml", "extends: summary\nrules: { faulty/fault: warning }\n")
    write(where + "/d/x.unknown", "x")
    status, out, err = run(program, docs, docs + "/x.unknown")
    assert (status, err.count("x.unknown")) == (2, 1), (status, err)
    assert out.count(b"core/plugin-crash") == 1, out
    # A name is no option, whatever stands in front of it.
    write(where + "/d/--fix", open(docs + "/00000.md", encoding="utf-8").read())
    status, out, err = run(program, "--format", "json", "--config", where + "/d/.sumlint.yaml", "--", "00000.md", cwd=docs)
    assert status == 2 and not err and out.count(b"core/plugin-crash") == 1, (status, out, err)


@case
def what_is_read_but_once_is_not_lost():
    """Whatever it is called."""
    where = folder()
    program = installation(where + "/i")
    docs = documents(where + "/d", [["FAULT: segv"]])
    baseline, link = where + "/baseline.json", where + "/link.json"
    subprocess.run([SUMLINT, "check", "--silent", "--write-baseline", baseline, docs], check=True)
    os.symlink("/dev/stdin", link)
    runs = []
    for more in ([], ["--jobs", "1"]):
        with open(baseline, "rb") as file:
            runs.append(run(program, "--baseline", link, *more, docs, input=file.read()))
    assert runs[0] == runs[1] and runs[0][0] == 2 and b"plugin-crash" in runs[0][1], runs


def state_of(pid):
    with open("/proc/%d/stat" % pid, encoding="utf-8") as file:
        return file.read().rsplit(")", 1)[1].split()[0]


def begin(where, program, *arguments):
    """A run whose rule sleeps."""
    docs = documents(where + "/d", [["FAULT: sleep"]])
    process = subprocess.Popen([program, "check", *arguments, docs], stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=os.setpgrp)
    time.sleep(0.3 * SLOW)
    return process


@case
def it_ends_when_it_is_told_to():
    """Also where nobody has set a time, and the signal comes to it alone."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for send in (os.killpg, os.kill):
            where = folder()
            process = begin(where, installation(where + "/i"), "--timeout", "0")
            began = time.monotonic()
            send(process.pid, number)
            out, err = process.communicate(timeout=20 * SLOW)
            assert time.monotonic() - began < 5 * SLOW, "it was late"
            assert process.returncode == 130 and b"interrupted" in err and not out, (process.returncode, out, err)
            nothing_left(where)


@case
def it_stops_when_it_is_told_to():
    where = folder()
    process = begin(where, installation(where + "/i"), "--timeout", "0")
    os.killpg(process.pid, signal.SIGTSTP)
    until = time.monotonic() + 5 * SLOW
    while state_of(process.pid) != "T" and time.monotonic() < until:
        time.sleep(0.05)
    stopped = state_of(process.pid)
    process.kill()
    process.communicate()
    assert stopped == "T", stopped
    nothing_left(where)


end()
