#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""On a kernel that lacks Landlock or seccomp --sandbox=auto says so once, and takes what there is; --sandbox=require refuses before anything is mapped.
Usage: lacking.py SUMLINT FAULTY.so [WORD...]"""
import os
import subprocess

from desk import FAULTY, Run, Skip, case, documents, end, expected, folder, healthy, needs_sandbox, nothing_left, plugin, same, write

WITHOUT = os.path.join(os.path.dirname(FAULTY), "without")
LACKS = {"landlock": "Landlock", "seccomp": "seccomp", "both": "Landlock and seccomp"}
TOLD = "sumlint: warning: plugins that sumlint does not ship are confined only in part, for want of %s\n"
REFUSED = "sumlint: error: --sandbox=require: plugins cannot be confined here, for want of %s\n"


def prefix(what):
    needs_sandbox()
    if subprocess.run([WITHOUT, what, "/bin/true"], check=False).returncode == 77:
        raise Skip("no filter can be set")
    return [WITHOUT, what]


def arena(stage, lines):
    where = folder()
    write(where + "/p/target/victim", "This stays as it is.\n")
    plugin(where + "/p", stage)
    return where, documents(where + "/p/d", lines)


def run(where, docs, mode, what, jobs=3):
    return Run(["--plugin-dir", where + "/p", "--sandbox=" + mode, "-j%d" % jobs, "--format", "json", docs], prefix=prefix(what))


def said(done):
    return [p["message"] for p in done.problems() if p["rule"] == "faulty/fault"]


@case
def nothing_is_lacking():
    """So that the others can fail."""
    where, docs = arena("", [[], [], []])
    for mode in ("auto", "require", "off"):
        done = Run(["--plugin-dir", where + "/p", "--sandbox=" + mode, "-j3", "--format", "json", docs], prefix=prefix("nothing"))
        assert (done.status, done.err) == (1, ""), (mode, done.status, done.err)


@case
def auto_says_so_once():
    for what, name in LACKS.items():
        where, docs = arena("", [[] for _ in range(30)])
        wanted = expected(docs)
        done = run(where, docs, "auto", what)
        same(healthy(done.problems()), wanted)
        assert (done.status, done.err) == (1, TOLD % name), (what, done.status, done.err)
        nothing_left(where)


@case
def auto_says_so_once_however_many_workers_die():
    where, docs = arena("", [["FAULT: segv"] if i % 15 == 3 else [] for i in range(60)])
    done = run(where, docs, "auto", "landlock")
    assert done.status == 2 and done.err == TOLD % "Landlock", (done.status, done.err)


@case
def require_refuses_before_anything_is_mapped():
    for what, name in LACKS.items():
        where, docs = arena("load-create", [[], []])
        done = run(where, docs, "require", what)
        assert (done.status, done.out, done.err) == (2, b"", REFUSED % name), (what, done.status, done.out, done.err)
        assert os.listdir(where + "/p/target") == ["victim"], "%s: its constructor ran" % what
        nothing_left(where)


@case
def off_asks_for_nothing():
    where, docs = arena("load-create", [[], []])
    done = run(where, docs, "off", "both")
    assert (done.status, done.err) == (1, ""), (done.status, done.err)
    assert "created" in os.listdir(where + "/p/target"), "its constructor did not run"


@case
def plugins_of_the_installation_ask_for_nothing():
    """There is nothing to be confined."""
    where, docs = arena("", [[], []])
    for mode in ("auto", "require"):
        done = Run(["--sandbox=" + mode, docs], prefix=prefix("both"))
        assert (done.status, done.err) == (1, ""), (mode, done.status, done.err)


@case
def without_landlock_seccomp_still_keeps_files():
    """Nothing is written, also by constructors; nothing is opened once all is loaded."""
    for attack in ("create", "overwrite", "truncate", "unlink", "tmpfile", "append"):
        where, docs = arena("load-" + attack, [[]])
        done = run(where, docs, "auto", "landlock", 1)
        assert said(done) == ["%s: refused (EPERM)." % attack], (attack, said(done))
        assert os.listdir(where + "/p/target") == ["victim"] and os.stat(where + "/p/target/victim").st_size == 21
    for attack in ("create", "overwrite", "passwd", "document"):
        where, docs = arena("", [["FAULT: " + attack]])
        done = run(where, docs, "auto", "landlock", 1)
        assert said(done) == ["%s: refused (EPERM)." % attack], (attack, said(done))


@case
def without_seccomp_landlock_still_keeps_files():
    for stage in ("check", "load"):
        for attack in ("create", "overwrite", "truncate", "unlink", "passwd", "document", "mem"):
            where, docs = arena("load-" + attack if stage == "load" else "", [["FAULT: " + attack] if stage == "check" else []])
            done = run(where, docs, "auto", "seccomp", 1)
            assert said(done) == ["%s: refused (EACCES)." % attack], (stage, attack, said(done))
            assert os.listdir(where + "/p/target") == ["victim"] and os.stat(where + "/p/target/victim").st_size == 21


end()
