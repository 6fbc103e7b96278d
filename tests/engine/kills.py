#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Workers, and the processes that read for them, are killed at random while a run goes on: the output is that of an undisturbed run.
Usage: kills.py SUMLINT FAULTY.so [WORD...]"""
import os
import random
import signal
import subprocess
import time

from desk import Run, SANDBOX, SLOW, SUMLINT, case, children_of, documents, end, folder, needs_sandbox, nothing_left, plugin

ARGUMENTS = ["--timeout", "%g" % (20 * SLOW), "--memory-limit", "100M", "--format", "json"]


def kill_some(process, rng, signals, readers, every):
    """How many were killed until the run ended."""
    count = 0
    while process.poll() is None:
        time.sleep(rng.uniform(0, 2 * every))
        workers = children_of(process.pid)
        among = children_of(*workers) if readers else workers
        if among:
            try:
                os.kill(rng.choice(among), rng.choice(signals))
                count += 1
            except ProcessLookupError:
                pass
    return count


def disturbed(where, docs, seed, signals, readers=False, sandbox=SANDBOX, every=0.02):
    with open(where + "/out", "wb") as out, open(where + "/err", "wb") as err:
        process = subprocess.Popen([SUMLINT, "check", "--plugin-dir", where + "/p", sandbox, "-j3", *ARGUMENTS, docs], stdout=out, stderr=err)
        killed = kill_some(process, random.Random(seed), signals, readers, every)
    with open(where + "/out", "rb") as out, open(where + "/err", encoding="utf-8") as err:
        return process.returncode, out.read(), err.read(), killed


def arena(faulty=False):
    where = folder()
    lines = [["FAULT: nap", "FACT: %d" % (i % 50)] for i in range(400)]
    if faulty:
        for i in (50, 177, 301):
            lines[i].append("FAULT: segv")
    plugin(where + "/p")
    docs = documents(where + "/d", lines)
    quiet = Run(["--plugin-dir", where + "/p", "-j3", *ARGUMENTS, docs])
    assert quiet.status == (2 if faulty else 1) and not quiet.err, (quiet.status, quiet.err)
    return where, docs, quiet


def hold(where, docs, quiet, least, *arguments, seldom=False, **more):
    total = 0
    if seldom:
        # Where a machine is so slow that one is struck twice before it has done anything, that looks like a fault of what it has in hand.
        more["every"] = max(0.1, quiet.seconds / 12)
    for seed in range(3):
        status, out, err, killed = disturbed(where, docs, seed, *arguments, **more)
        assert (status, err) == (quiet.status, quiet.err), "status %d, %s" % (status, err)
        assert out == quiet.out, "the output is another (seed %d, %d killed)" % (seed, killed)
        total += killed
        nothing_left(where)
    print("%d were killed" % total)
    assert total >= least, "only %d were killed" % total


@case
def workers_killed():
    hold(*arena(), 15, [signal.SIGKILL])


@case
def workers_ended():
    hold(*arena(), 15, [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP])


@case
def workers_of_a_plugin_that_is_free():
    hold(*arena(), 15, [signal.SIGKILL], sandbox="--sandbox=off")


@case
def workers_that_crash_for_no_reason_of_their_own():
    """Nobody is blamed for what happened once."""
    hold(*arena(), 6, [signal.SIGSEGV, signal.SIGABRT], seldom=True)


@case
def readers_killed():
    needs_sandbox()
    hold(*arena(), 6, [signal.SIGKILL], readers=True, every=0.1)


@case
def workers_killed_where_there_are_faults_as_well():
    hold(*arena(faulty=True), 15, [signal.SIGKILL, signal.SIGTERM])


@case
def workers_stopped_and_let_go():
    where, docs, quiet = arena()
    hold(where, docs, quiet, 10, [signal.SIGSTOP, signal.SIGCONT, signal.SIGCONT], every=0.05)


end()
