#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How many workers there are: as many as asked for, else as many as CPUs can be used, by affinity and by the quota of the control group; and the process
that was started maps no plugin. Usage: workers.py SUMLINT FAULTY.so [WORD...]"""
import os
import subprocess
import time

from desk import SANDBOX, SUMLINT, Skip, case, children_of, documents, end, folder, plugin

CPUS = sorted(os.sched_getaffinity(0))
ROOTS = ("/sys/fs/cgroup/cpu", "/sys/fs/cgroup")


def arena():
    where = folder()
    plugin(where + "/p")
    return where, documents(where + "/d", [["FAULT: nap"] for _ in range(600)])


def most_workers(where, docs, *arguments, before=None):
    """The most that are there at a time. All begin before any has nothing left to do."""
    process = subprocess.Popen([SUMLINT, "check", SANDBOX, "--plugin-dir", where + "/p", *arguments, docs], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=before)
    most = 0
    while process.poll() is None:
        most = max(most, len(children_of(process.pid)))
        time.sleep(0.005)
    assert process.returncode == 1, process.stderr.read()
    process.stderr.close()
    return most


@case
def as_many_as_asked_for():
    where, docs = arena()
    found = {jobs: most_workers(where, docs, "-j%d" % jobs) for jobs in (1, 2, 5)}
    assert found == {1: 1, 2: 2, 5: 5}, found


@case
def as_many_as_there_are_cpus():
    where, docs = arena()
    found = most_workers(where, docs)
    # 64 documents each, and what the control group allows.
    assert 1 <= found <= min(len(CPUS), 10), found
    alone = most_workers(where, docs, before=lambda: os.sched_setaffinity(0, CPUS[:1]))
    assert alone == 1, alone


def write(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def limit(group, cpus):
    if os.path.exists(group + "/cpu.cfs_quota_us"):
        write(group + "/cpu.cfs_quota_us", str(int(cpus * 100000)))
    else:
        write(group + "/cpu.max", "%d 100000" % (cpus * 100000))


@case
def as_many_as_the_control_group_allows():
    """A part of a CPU counts as one; the group around counts as well."""
    if len(CPUS) < 2:
        raise Skip("there is one CPU only")
    where, docs = arena()
    outer = next((root for root in ROOTS if os.path.exists(root + "/cgroup.procs")), None)
    group = "%s/sumlint-%d" % (outer, os.getpid())
    try:
        os.makedirs(group + "/inner")
        limit(group, 0.9)
    except OSError as error:
        raise Skip("no control group can be made: %s" % error) from None
    finally:
        ok = os.path.exists(group + "/inner/cgroup.procs")
        if not ok and os.path.isdir(group):
            os.rmdir(group)
    try:
        inside = most_workers(where, docs, before=lambda: write(group + "/inner/cgroup.procs", str(os.getpid())))
        limit(group, 1.2)
        more = most_workers(where, docs, before=lambda: write(group + "/inner/cgroup.procs", str(os.getpid())))
    finally:
        os.rmdir(group + "/inner")
        os.rmdir(group)
    assert (inside, more) == (1, 2), (inside, more)


@case
def the_host_maps_no_plugin():
    """Nor does who reads for the workers."""
    where, docs = arena()
    process = subprocess.Popen([SUMLINT, "check", SANDBOX, "--plugin-dir", where + "/p", "-j2", docs], stdout=subprocess.DEVNULL)
    seen = set()
    while process.poll() is None:
        workers = children_of(process.pid)
        for kind, pids in (("host", [process.pid]), ("worker", workers), ("reader", children_of(*workers))):
            for pid in pids:
                try:
                    with open("/proc/%d/maps" % pid, encoding="utf-8") as maps:
                        text = maps.read()
                except OSError:
                    continue
                if where in text:
                    seen.add(kind)
                # Manifests in their compiled form lie beside the plugins, and are mapped while they are read.
                shipped = [line for line in text.splitlines() if "/plugins/" in line and line.endswith(".so")]
                assert kind == "worker" or not shipped, "%s maps a plugin" % kind
    assert seen == {"worker"}, seen


end()
