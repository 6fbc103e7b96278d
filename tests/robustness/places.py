#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Streams that are closed, disks that are full, limits that are met, signals that come: the status tells, files are whole, and nobody is left behind.
Usage: places.py SUMLINT [WORD...]"""
import os
import resource
import shutil
import signal
import subprocess
import time

import house
from house import BAD, BAD_FOUND, GOOD

PROBLEM = b"d.md:29:3: E topics/alias"

# ---- streams that are closed ---------------------------------------------------------------------------------------


def without(*streams):
    """Closes the streams in the child, behind what subprocess set up."""
    def close():
        for stream in streams:
            os.close(stream)
    return close


def closed(box, _, *streams):
    for i in range(3):
        box.write("%d.md" % i, BAD)
    quiet = 1 in streams
    done = box.check(".", preexec_fn=without(*streams))
    house.same("check: status (said %r)" % done.err, done.status, 2 if quiet else 1)
    if quiet and 2 not in streams:
        house.same("said", done.err, b"sumlint: error: cannot write the report to standard output: Bad file descriptor\n")
    done = box.run("check", "--output", "report", "--format", "json", ".", preexec_fn=without(*streams))
    house.same("--output: status (said %r)" % done.err, (done.status, box.read("report")[:12]), (1, b'{"version":1'))
    done = box.run("check", "--fix", ".", preexec_fn=without(*streams))
    house.same("--fix: status (said %r)" % done.err, done.status, 0)
    house.same("files", [box.read("%d.md" % i) for i in range(3)], [GOOD.encode()] * 3)
    done = box.run("check", "--write-baseline", "known.json", ".", preexec_fn=without(*streams))
    house.same("--write-baseline: status (said %r)" % done.err, (done.status, box.read("known.json")), (0, b'{"version":1,"problems":[\n]}\n'))
    done = box.run("init", preexec_fn=without(*streams))
    house.same("init: status (said %r)" % done.err, done.status, 2 if quiet else 0)
    house.same("names", box.names(), sorted([b".sumlint.yaml", b"0.md", b"1.md", b"2.md", b"known.json", b"report"]))
    if 0 in streams:
        done = box.run("check", "-", "--stdin-filename", "d.md", preexec_fn=without(*streams))
        house.same("standard input: status", done.status, 2)


CLOSED = [("standard input", 0), ("standard output", 1), ("standard error", 2), ("all but standard error", 0, 1), ("all", 0, 1, 2)]

@house.case
def one_file_for_two_reports(box):
    """The later would take the place of the earlier: refused, but for what is no file. `-` is standard output."""
    box.write("d.md", BAD)
    for arguments in (["-f", "json=r", "-f", "sarif=r"], ["-f", "json=r", "-f", "sarif", "-o", "r"], ["-f", "json=-", "-f", "text"], ["-f", "json=-", "-f", "text=-"],
                      ["-f", "json", "--statistics"]):
        done = box.run("check", *arguments, "d.md")
        house.same(arguments, done.status, 2)
        house.holds(arguments, done.err, b"two reports cannot share one output")
    house.same("names", box.names(), [b"d.md"])
    house.same("/dev/null", box.run("check", "-f", "json=/dev/null", "-f", "sarif=/dev/null", "d.md").status, 1)
    for arguments in (["-f", "json=-"], ["-f", "json", "-o", "-"]):
        house.same(arguments, box.run("check", *arguments, "d.md").out, box.run("check", "-f", "json", "d.md").out)
    house.same("names", box.names(), [b"d.md"])


@house.case
def options_that_contradict_each_other(box):
    """Said, and not decided in silence: what was not checked is never taken for clean."""
    box.write("d.md", BAD)
    for arguments, said in ((["--select", ""], b"--select names no rule"), (["--select", " , "], b"--select names no rule"),
                            (["--select", "topics", "--ignore", "topics"], b"--select and --ignore leave no rule"),
                            (["--config", "none.yaml", "--no-config"], b"--config and --no-config do not go together"),
                            (["--files-from", "-", "-"], b"standard input is either a document or a list of files"),
                            (["--from-stdin0", "-"], b"standard input is either a document or a list of files"),
                            (["--stdin-filename", "x.md"], b"--stdin-filename goes with standard input")):
        done = box.run("check", *arguments, "d.md")
        house.same(arguments, (done.status, done.out), (2, b""))
        house.holds(arguments, done.err, said)
    for arguments in (["--select", "topics/alias", "--ignore", "topics"], ["--select", "topics", "--ignore", "topics/unknown"], ["--ignore", ""],
                      ["--stdin-filename", "x.md", "-"]):
        house.same(arguments, box.run("check", *arguments, "d.md").status, 1)


# ---- standard output that takes nothing ----------------------------------------------------------------------------

COMMANDS = [["check", "d.md"], ["check", "--diff", "d.md"], ["check", "--fix", "-"], ["check", "--statistics", "d.md"], ["rules"], ["explain", "topics/alias"],
            ["config", "show", "d.md"], ["--help"], ["--version"], ["check", "--help"], ["init", "new"]]
FORMATS = ["concise", "json", "jsonl", "sarif", "gitlab", "github", "rdjson", "checkstyle", "junit", "tap"]


@house.case
def standard_output_is_a_full_disk(box):
    box.write("d.md", BAD)
    os.mkdir(box.path("new"))
    for command in COMMANDS + [["check", "--format", form, "d.md"] for form in FORMATS]:
        with open("/dev/full", "wb") as full:
            done = subprocess.run([house.SUMLINT, *command], cwd=box.path(), input=BAD.encode(), stdout=full, stderr=subprocess.PIPE,
                                  timeout=house.PATIENCE, env=house.environment(), check=False)
        house.same("%s: status" % command, done.returncode, 2)
        house.holds("%s: standard error" % command, done.stderr, b"standard output: No space left on device\n")
        house.same("%s: said once" % command, done.stderr.count(b"error"), 1)
    house.same("the file", box.read("d.md"), BAD.encode())


def processes_of(session):
    """Those of the session that are no zombies."""
    found = []
    for name in os.listdir("/proc"):
        try:
            with open("/proc/%s/stat" % int(name), encoding="utf-8", errors="replace") as file:
                words = file.read().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if int(words[3]) == session and words[0] != "Z":
            found.append(int(name))
    return found


def nobody_left(session):
    until = time.monotonic() + 10
    while processes_of(session) and time.monotonic() < until:
        time.sleep(0.02)
    house.same("processes left behind", processes_of(session), [])


def many(box, count=400):
    for i in range(count):
        box.write("many/%03d.md" % i, BAD * 20)


def start(box, *arguments, **popen):
    # The tests may be run by nohup: what is ignored from the start stays so.
    return subprocess.Popen([house.SUMLINT, "check", *arguments], cwd=box.path(), stdin=subprocess.DEVNULL, env=house.environment(),
                            start_new_session=True, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL), **popen)


@house.case
def standard_output_is_a_pipe_nobody_reads(box):
    many(box)
    for arguments in ([], ["--format", "json"], ["--diff"], ["--jobs", "4"]):
        process = start(box, *arguments, "many", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.read(100)
        process.stdout.close()
        said = process.stderr.read()
        house.same("%s: status (said %r)" % (arguments, said), process.wait(house.PATIENCE) in (-signal.SIGPIPE, 2), True)
        nobody_left(process.pid)


# ---- signals -------------------------------------------------------------------------------------------------------


def stopped(box, _, number, statuses):
    """In the middle of a run that fixes and writes a report."""
    many(box)
    box.write("report", "the old one\n")
    for wait in (0.02, 0.05, 0.1, 0.2):
        process = start(box, "--fix", "--output", "report", "--jobs", "3", "many", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        process.send_signal(number)
        house.same("status", process.wait(house.PATIENCE) in (*statuses, 1), True)
        nobody_left(process.pid)
        texts = {box.read(b"many/" + name) for name in box.names("many") if not name.startswith(b".sumlint-")}
        house.same("whole files", texts - {(BAD * 20).encode(), fixed(box)}, set())


def fixed(box):
    if not os.path.exists(box.path("fixed.md")):
        box.write("fixed.md", BAD * 20)
        box.run("check", "--fix", "fixed.md")
    return box.read("fixed.md")


# Before the run has begun a signal ends it by itself.
SIGNALS = [("SIGINT", signal.SIGINT, (130, -signal.SIGINT)), ("SIGTERM", signal.SIGTERM, (130, 143, -signal.SIGTERM)), ("SIGKILL", signal.SIGKILL, (-signal.SIGKILL,)),
           ("SIGHUP", signal.SIGHUP, (130, -signal.SIGHUP))]

# ---- files that cannot be written ----------------------------------------------------------------------------------


def refused(box, what, done, said, before):
    """An error that names the cause, status 2, and all files as they were."""
    house.same("%s: status (said %r)" % (what, done.err), done.status, 2)
    house.holds("%s: standard error" % what, done.said(), said)
    house.same("%s: files" % what, {name: box.read(name) for name in box.names() if not os.path.isdir(box.path(name))}, before)


WRITERS = [["--output", "report"], ["--write-baseline", "known.json"], ["--fix"]]


@house.case
def folder_that_must_not_be_written_to(box):
    before = {b"d.md": BAD.encode(), b"report": b"old\n", b"known.json": b'{"version":1,"problems":[]}\n'}
    for name, text in before.items():
        box.write(name, text)
    os.chmod(box.path(), 0o555)
    prefix = house.unprivileged(box)
    for arguments in WRITERS:
        refused(box, arguments[0], box.run("check", *arguments, "d.md", prefix=prefix), "Permission denied", before)
    refused(box, "init", box.run("init", prefix=prefix), "Permission denied", before)


@house.case
def places_that_are_no_files(box):
    box.write("d.md", BAD)
    os.mkdir(box.path("folder"))
    before = {b"d.md": BAD.encode()}
    for target, said in (("folder", "Is a directory"), ("no/report", "No such file or directory"), ("d.md/report", "Not a directory")):
        refused(box, target, box.run("check", "--output", target, "d.md"), said, before)
        refused(box, target, box.run("check", "--write-baseline", target, "d.md"), said, before)
    refused(box, "/dev/full", box.run("check", "--output", "/dev/full", "d.md"), "cannot write the report to /dev/full: No space left", before)
    refused(box, "init", box.run("init", "no"), "No such file or directory", before)
    refused(box, "init", box.run("init", "d.md"), "Not a directory", before)


def limit(kind, soft):
    return lambda: resource.setrlimit(kind, (soft, resource.getrlimit(kind)[1]))


@house.case
def files_that_must_not_grow(box):
    """RLIMIT_FSIZE: the kernel's signal is no death."""
    before = {b"d.md": (BAD * 50).encode(), b"report": b"old\n", b"known.json": b'{"version":1,"problems":[]}\n'}
    for name, text in before.items():
        box.write(name, text)
    for size in (0, 500):
        for arguments in WRITERS:
            refused(box, arguments[0], box.run("check", *arguments, "d.md", preexec_fn=limit(resource.RLIMIT_FSIZE, size)), "File too large", before)
        refused(box, "init", box.run("init", preexec_fn=limit(resource.RLIMIT_FSIZE, size)), "File too large", before)


FULL_DISK = """
set -eu
mount -t tmpfs -o size=64k sumlint-test "$1"
cp "$2"/* "$1"
cd "$1"
dd if=/dev/zero of=fill bs=1k count=100 2>/dev/null || :
shift 2
status=0
"$@" >/dev/null || status=$?
rm fill
echo $status
for file in $(ls -A); do echo "$file $(cksum <"$file")"; done
"""


@house.case
def full_disk(box):
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "t", box.path()], stderr=subprocess.DEVNULL, check=False).returncode:
        raise house.Skip("no file system of its own can be made here")
    for name, text in (("d.md", BAD * 5), ("e.md", BAD), ("report", "old\n"), ("known.json", '{"version":1,"problems":[]}\n')):
        box.write("from/" + name, text)
    os.mkdir(box.path("disk"))
    sums = {name.decode(): subprocess.run(["cksum"], input=box.read(b"from/" + name), stdout=subprocess.PIPE, check=True).stdout.decode().strip()
            for name in box.names("from")}
    for arguments in [["check", *writer] for writer in WRITERS] + [["init"]]:
        done = subprocess.run(["unshare", "-rm", "sh", "-c", FULL_DISK, "sh", box.path("disk"), box.path("from"), house.SUMLINT, *arguments],
                              capture_output=True, timeout=house.PATIENCE, env=house.environment(), check=False)
        lines = done.stdout.decode().splitlines()
        house.same("%s: status (said %r)" % (arguments, done.stderr), lines[:1], ["2"])
        house.holds("%s: standard error" % arguments, done.stderr, b"No space left on device")
        house.same("%s: files" % arguments, dict(line.split(" ", 1) for line in lines[1:]), sums)


# ---- limits --------------------------------------------------------------------------------------------------------


@house.case
def twenty_descriptors(box):
    """Deep and wide folders, and more workers than descriptors: the same is found."""
    for i in range(50):
        box.write("/".join("abcdefghijklmnopqrstuvwxyz"[:i % 26 + 1]) + "/%02d.md" % i, BAD)
    whole = box.check(".")
    for count in (40, 20, 12):
        done = box.check("--jobs", "16", ".", preexec_fn=limit(resource.RLIMIT_NOFILE, count))
        house.same("%d descriptors (said %r)" % (count, done.err[:300]), (done.out, done.status), (whole.out, 1))
    for count in range(4, 12):
        done = box.check(".", preexec_fn=limit(resource.RLIMIT_NOFILE, count))
        house.same("%d descriptors (said %r)" % (count, done.err[:300]), (done.status == 1 and done.out == whole.out) or
                   (done.status in (2, 127) and b"Error 24" in done.err or b"Too many open files" in done.err), True)


@house.case
def little_memory(box):
    """Either all is found, or the status says that it was not."""
    if "SUMLINT_TEST_SANITIZED" in os.environ:
        raise house.Skip("sanitizers take more")
    box.write("d.md", BAD)
    box.write("e.md", BAD * 3000)
    whole = box.check(".")
    enough = False
    for size in (8, 10, 12, 16, 20, 24, 32, 48, 64, 128):
        done = box.check(".", preexec_fn=limit(resource.RLIMIT_AS, size << 20))
        if done.status == 1:
            enough = True
            house.same("%d MiB" % size, done.out, whole.out)
        else:
            house.same("%d MiB: status and something said (%r)" % (size, done.err[:200]), (done.status in (2, 127), bool(done.err)), (True, True))
    house.same("128 MiB are enough", enough, True)


@house.case
def little_stack(box):
    """Nothing goes as deep as its input does."""
    box.neighbours()
    box.write("d.md", "> " * 2000 + "x\n\n" + "- " * 2000 + "x\n\n" + "[" * 100000 + "*_" * 50000 + "\n" + GOOD)
    box.write("e.md", "---\ntitle: " + "[" * 60 + "x" + "]" * 60 + "\n---\n" + GOOD)
    done = box.check(".", preexec_fn=limit(resource.RLIMIT_STACK, 256 << 10))
    house.unharmed(done)
    house.same("status (said %r)" % done.err, done.status, 1)


house.table("closed", CLOSED, closed)
house.table("stopped by", SIGNALS, stopped)
if __name__ == "__main__":
    house.main()
