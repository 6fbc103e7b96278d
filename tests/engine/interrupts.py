#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ctrl-C, SIGTERM and SIGHUP at any time: the run stops at once, prints what is known, and leaves no process and no temporary file; nor does one that is
killed leave a process. Usage: interrupts.py SUMLINT FAULTY.so [WORD...]"""
import json
import os
import random
import shutil
import signal
import subprocess
import time

from desk import DOCUMENT, Run, SANDBOX, SLOW, SUMLINT, case, children_of, documents, end, folder, nothing_left, plugin

COUNT = 600
INTERRUPTED = 130
AT_ONCE = 5 * SLOW  # seconds: generous, for the machine may be busy; a rule that hangs would take a minute


def arena(lines):
    where = folder()
    os.makedirs(where + "/tmp")
    plugin(where + "/p")
    return where, documents(where + "/d", lines)


def begin(where, docs, *arguments):
    """In a session of its own, as from a terminal: the signal goes to all of the group."""
    with open(where + "/out", "wb") as out, open(where + "/err", "wb") as err:
        return subprocess.Popen([SUMLINT, "check", SANDBOX, "--plugin-dir", where + "/p", "-j3", "--timeout", "60", *arguments, docs], stdout=out, stderr=err,
                                env={**os.environ, "TMPDIR": where + "/tmp"}, start_new_session=True)


def wait_for_workers(process):
    until = time.monotonic() + 20 * SLOW
    while not children_of(process.pid) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.002)


def ticks_of(pid):
    """Processor time, in hundredths of a second."""
    try:
        with open("/proc/%d/stat" % pid, encoding="utf-8", errors="replace") as file:
            line = file.read()
    except OSError:
        return 0
    fields = line[line.rindex(")") + 2:].split()
    return int(fields[11]) + int(fields[12])


def wait_for_loop(process):
    """Until a worker has used up what only a rule without an end does: all before that is done."""
    until = time.monotonic() + 40 * SLOW
    while max(map(ticks_of, children_of(process.pid)), default=0) < 40 * SLOW and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)


def stop(process, number, group):
    began = time.monotonic()
    if group:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    try:
        process.wait(AT_ONCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise AssertionError("it did not stop") from None
    return time.monotonic() - began


def read(where):
    with open(where + "/out", "rb") as out, open(where + "/err", encoding="utf-8") as err:
        return out.read(), err.read()


def nothing_is_left(where):
    nothing_left(where)
    assert os.listdir(where + "/tmp") == [], "temporary files are left: %s" % os.listdir(where + "/tmp")


def is_stopped(where, process, number, group, whole, moment):
    """Checks what a run leaves that was stopped in its midst; gives how much of the whole report it knew."""
    time.sleep(moment)
    stop(process, number, group)
    out, err = read(where)
    # Before the workers are made it is not for the program to say anything; and it may have come to an end.
    assert process.returncode in (INTERRUPTED, -number, 1), (process.returncode, err)
    if process.returncode == INTERRUPTED:
        assert err == "sumlint: interrupted: not all documents were checked\n", err
        assert whole.startswith(out), "what is printed is not the beginning of the report"
    nothing_is_left(where)
    return len(out) if process.returncode == INTERRUPTED else -1


@case
def at_any_time():
    where, docs = arena([["FAULT: nap"] for _ in range(COUNT)])
    whole = Run(["--plugin-dir", where + "/p", "-j3", docs])
    assert whole.status == 1, whole.err
    rng, known = random.Random(3), []
    for i in range(18):
        number = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[i % 3]
        process = begin(where, docs)
        if i % 6:
            wait_for_workers(process)
        known.append(is_stopped(where, process, number, i % 2 == 0, whole.out, rng.uniform(0, whole.seconds * 0.7)))
    print("stopped in the midst: %d of 18, with up to %d of %d bytes known" % (sum(k >= 0 for k in known), max(known), len(whole.out)))
    assert sum(k >= 0 for k in known) >= 6 and max(known) > 0, known


@case
def while_a_rule_hangs():
    """What was known before is told."""
    where, docs = arena([[] if i < 100 else ["FAULT: loop"] for i in range(110)])
    for number in (signal.SIGINT, signal.SIGTERM):
        process = begin(where, docs, "--format", "jsonl")
        wait_for_loop(process)
        stop(process, number, True)
        out, err = read(where)
        assert process.returncode == INTERRUPTED and "interrupted" in err, (process.returncode, err)
        files = {json.loads(line).get("file") for line in out.splitlines()}
        assert docs + "/00000.md" in files and docs + "/00100.md" not in files, "known: %d" % len(files)
        nothing_is_left(where)


@case
def while_plugins_hang_in_their_constructors():
    where, docs = arena([[]])
    shutil.rmtree(where + "/p")
    plugin(where + "/p", "load-loop")
    process = begin(where, docs)
    wait_for_workers(process)
    time.sleep(0.1)
    stop(process, signal.SIGINT, True)
    out, err = read(where)
    assert process.returncode == INTERRUPTED and not out, (process.returncode, out, err)
    nothing_is_left(where)


@case
def while_a_rule_judges():
    where, docs = arena([["FACT: 1"] for _ in range(5)])
    shutil.rmtree(where + "/p")
    plugin(where + "/p", "judge-loop")
    process = begin(where, docs, "--format", "jsonl")
    wait_for_loop(process)
    stop(process, signal.SIGINT, True)
    out, err = read(where)
    assert process.returncode == INTERRUPTED and docs.encode() in out, (process.returncode, out, err)
    nothing_is_left(where)


@case
def while_documents_are_fixed():
    """Each is the old or the new one, and whole."""
    lines = "\n**Best for:** Data Scientist, data scientist\n"
    where, docs = arena([["FAULT: nap"] for _ in range(COUNT)])
    names = ["%s/%05d.md" % (docs, i) for i in range(COUNT)]

    def fill():
        for i, name in enumerate(names):
            with open(name, "w", encoding="utf-8") as file:
                file.write(DOCUMENT % {"number": i, "lines": "FAULT: nap"} + lines)

    def all_bytes():
        return [open(name, "rb").read() for name in names]

    fill()
    old = all_bytes()
    Run(["--plugin-dir", where + "/p", "-j3", "--fix", docs])
    new = all_bytes()
    assert all(a != b for a, b in zip(old, new)), "nothing was fixed"
    rng, midst = random.Random(5), 0
    for i in range(6):
        fill()
        process = begin(where, docs, "--fix", "--output", where + "/report")
        wait_for_workers(process)
        time.sleep(rng.uniform(0, 0.5))
        stop(process, (signal.SIGINT, signal.SIGTERM)[i % 2], True)
        now = all_bytes()
        assert all(n in (a, b) for n, a, b in zip(now, old, new)), "a document is neither the old nor the new one"
        midst += now not in (old, new)
        nothing_is_left(where)
        assert sorted(os.listdir(where)) in (["d", "err", "out", "p", "tmp"], ["d", "err", "out", "p", "report", "tmp"]), os.listdir(where)
    assert midst, "none was stopped in its midst"


@case
def the_second_time_at_once():
    """Whatever it waits for: here for somebody to read the report."""
    where, docs = arena([["NOTE x"] * 400 for _ in range(300)])
    read_end, write_end = os.pipe()
    process = subprocess.Popen([SUMLINT, "check", SANDBOX, "--plugin-dir", where + "/p", "-j2", docs], stdout=write_end, stderr=subprocess.DEVNULL, start_new_session=True)
    os.close(write_end)
    time.sleep(1)
    assert process.poll() is None, "it did not wait"
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    stop(process, signal.SIGINT, False)
    os.close(read_end)
    nothing_left(where)


@case
def killed_itself():
    """Nobody can tell the workers: they end with it, and so does who reads for them."""
    where, docs = arena([["FAULT: nap"] if i % 2 else ["FAULT: loop"] for i in range(50)])
    for sandbox in (SANDBOX, "--sandbox=off"):
        process = begin(where, docs, sandbox)
        wait_for_workers(process)
        time.sleep(0.2)
        process.kill()
        process.wait()
        nothing_is_left(where)


@case
def whoever_ignores_hang_ups_goes_on():
    """nohup."""
    where, docs = arena([["FAULT: nap"] for _ in range(100)])
    with open(where + "/out", "wb") as out:
        process = subprocess.Popen(["nohup", SUMLINT, "check", SANDBOX, "--plugin-dir", where + "/p", docs], stdout=out, stderr=subprocess.PIPE, start_new_session=True)
    wait_for_workers(process)
    os.killpg(process.pid, signal.SIGHUP)
    err = process.communicate(timeout=60 * SLOW)[1].decode()
    assert process.returncode == 1 and "interrupted" not in err, (process.returncode, err)


end()
