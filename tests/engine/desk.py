# SPDX-License-Identifier: Apache-2.0
"""What the tests of the engine share: plugins that break under any name, documents that tell them to, and runs held against what must come out.

A script is started as `SCRIPT SUMLINT FAULTY.so [WORD...]`: with words only the cases whose names hold one of them run.
"""
import collections
import ctypes
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

SUMLINT = os.path.abspath(sys.argv[1])
FAULTY = os.path.abspath(sys.argv[2])
SANITIZED = os.environ.get("SUMLINT_TEST_SANITIZED") == "1"
# Where time is slow, waiting is longer.
SLOW = 4 if SANITIZED else 1

MANIFEST = """plugin: %(name)s
version: 1.0.0
summary: Breaks when it is told to.
library: %(library)s
rules:
""" + "".join("""  - name: %s
    summary: A rule of the tests.
    severity: %s
    help: It is for the tests.
    examples: [{ bad: x, good: y }]
""" % rule for rule in [("before", "warning"), ("fault", "info"), ("after", "warning"), ("corpus", "warning")])

# Documents with many defects, for the rules of the installation to find.
DOCUMENT = """# A note about notes %(number)d.

## Sumary

A few words that are not many.
%(lines)s

## Topics

- Unheard of
- unheard of

## Key insights

Nothing.
"""

counts = {"passed": 0, "failed": 0, "skipped": 0}
made = []


def folder():
    made.append(tempfile.mkdtemp(prefix="sumlint-engine-"))
    return os.path.realpath(made[-1])


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def plugin(into, stage="", name="faulty"):
    """A folder with the plugin, which does what `stage` ("load-segv") says while it is loaded, set up or asked to judge."""
    library = "%s%s.so" % (name, "-" + stage if stage else "")
    os.makedirs(into, exist_ok=True)
    shutil.copy(FAULTY, os.path.join(into, library))
    write(os.path.join(into, name + ".yaml"), MANIFEST % {"name": name, "library": library})
    return into


def documents(into, lines):
    """One document for each entry: its lines beside those that every document has."""
    for number, own in enumerate(lines):
        write(os.path.join(into, "%05d.md" % number), DOCUMENT % {"number": number, "lines": "\n".join(["NOTE %d" % number] + list(own))})
    return into


def needs_sandbox():
    if LACKS:
        raise Skip("this kernel lacks %s" % LACKS)


class Run:
    """A run of `sumlint check`, finished."""

    def __init__(self, arguments, cwd=None, seconds=60, env=None, prefix=(), stdin=None):
        began = time.monotonic()
        self.command = list(prefix) + [SUMLINT, "check"] + ([] if any("sandbox" in a for a in arguments) else [SANDBOX]) + list(arguments)
        try:
            done = subprocess.run(self.command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=seconds * SLOW,
                                  stdin=subprocess.DEVNULL if stdin is None else None, input=stdin, env={**os.environ, **(env or {})})
        except subprocess.TimeoutExpired as late:
            raise AssertionError("it did not end: %s" % (late.stderr or b"")[-2000:])
        self.seconds = time.monotonic() - began
        self.status, self.out = done.returncode, done.stdout
        self.err = done.stderr.decode("utf-8", "replace")

    def problems(self):
        try:
            return json.loads(self.out)["problems"]
        except ValueError:
            raise AssertionError("no JSON: status %d, %r, %s" % (self.status, self.out[-500:], self.err[-2000:]))


def key(problem):
    return (problem["file"], problem["byte_start"], problem["byte_end"], problem["rule"], problem["message"])


def healthy(problems, name="faulty"):
    """All but what is said of plugins that broke, and what the broken rule itself said; each as often as it came."""
    return collections.Counter(key(p) for p in problems if not p["rule"].startswith("core/plugin-") and p["rule"] not in (name + "/fault", "other/fault"))


def broken(problems):
    """{file: [(rule of core, message)]}"""
    out = collections.defaultdict(list)
    for p in problems:
        if p["rule"].startswith("core/plugin-"):
            out[os.path.basename(p["file"])].append((p["rule"], p["message"]))
    return dict(out)


def notes(path, name="faulty"):
    """What the healthy rules of the plugin must say of a document."""
    with open(path, "rb") as file:
        text = file.read()
    at, out = 0, []
    for line in text.split(b"\n"):
        if line.startswith(b"NOTE"):
            for rule in ("after", "before"):
                out.append((path, at, at + len(line), "%s/%s" % (name, rule), "note" + line[4:].decode()))
        at += len(line) + 1
    return out


# Faults that are quick.
QUICK = ["segv", "abort", "bus", "fpe", "exit-0", "exit-3", "exit-at-once", "stack", "free-twice", "close-all", "garbage", "scribble-and-crash", "mask-signals",
         "leave-child-and-crash", "eat-and-go", "kill-itself"]


def faulty_lines(count, faulty):
    """Lines for `count` documents, of which so many are faulty, anywhere."""
    lines = [[] for _ in range(count)]
    for number, place in enumerate(random.Random(count).sample(range(count), faulty)):
        lines[place] = ["FAULT: " + QUICK[number % len(QUICK)]]
    return lines


def expected(where, names=("faulty",), arguments=()):
    """What all rules but the broken ones say: those of the installation in a run of their own, without the plugin."""
    alone = Run([*arguments, "--format", "json", where])
    assert alone.status in (0, 1), alone.err
    out = healthy(alone.problems())
    for base, _, files in os.walk(where):
        for file in files:
            if file.endswith(".md"):
                for name in names:
                    out.update(notes(os.path.join(base, file), name))
    return out


def same(found, wanted):
    missing, more = wanted - found, found - wanted
    assert not missing, "%d are missing: %s" % (sum(missing.values()), list(missing)[:3])
    assert not more, "%d are too many: %s" % (sum(more.values()), list(more)[:3])


def processes(*names):
    """Processes of that name that are no zombies."""
    out = []
    for pid in os.listdir("/proc"):
        if pid.isdigit():
            try:
                with open("/proc/%s/stat" % pid, encoding="utf-8", errors="replace") as file:
                    line = file.read()
            except OSError:
                continue
            name, rest = line[line.index("(") + 1:line.rindex(")")], line[line.rindex(")") + 2:]
            if name in names and rest[0] not in "ZX":
                out.append(int(pid))
    return out


def children_of(*pids):
    """Processes whose parent is one of these, and that are no zombies."""
    out = []
    for other in processes("sumlint"):
        try:
            with open("/proc/%d/stat" % other, encoding="utf-8", errors="replace") as file:
                line = file.read()
        except OSError:
            continue
        if int(line[line.rindex(")") + 2:].split()[1]) in pids:
            out.append(other)
    return out


def is_ours(pid, mark):
    try:
        with open("/proc/%d/cmdline" % pid, "rb") as file:
            return mark.encode() in file.read()
    except OSError:
        return False


def nothing_left(where):
    """No process of a run over `where`, and no file of ours in it."""
    until = time.monotonic() + 2
    while True:
        left = [pid for pid in processes("sumlint", "sl-left-over") if is_ours(pid, where)]
        if not left or time.monotonic() > until:
            break
        time.sleep(0.01)
    assert not left, "processes are left: %s" % left
    for base, _, files in os.walk(where):
        for file in files:
            assert not file.startswith(".sumlint-"), "a temporary file is left: %s/%s" % (base, file)


def kernel_lacks():
    """"Landlock", "seccomp", both, or ""; asked without the program."""
    kernel = ctypes.CDLL(None, use_errno=True)
    lacks = []
    if kernel.syscall(444, None, 0, 1) < 1:
        lacks.append("Landlock")
    kill_process = ctypes.c_uint32(0x80000000)
    if kernel.syscall({"x86_64": 317, "aarch64": 277}.get(os.uname().machine, 277), 2, 0, ctypes.byref(kill_process)) != 0:
        lacks.append("seccomp")
    return " and ".join(lacks)


# Without what it takes to confine plugins they are run free, and what is about confinement is skipped.
LACKS = kernel_lacks()
SANDBOX = "--sandbox=off" if LACKS else "--sandbox=auto"


class Skip(Exception):
    """The case cannot run here; the text says why."""


def case(function):
    """Runs it, unless the command line names others."""
    words = sys.argv[3:]
    name = function.__name__.replace("_", " ")
    if words and not any(word in name for word in words):
        return function
    began = time.monotonic()
    try:
        function()
        result = "ok"
        counts["passed"] += 1
    except Skip as reason:
        result = "skipped: %s" % reason
        counts["skipped"] += 1
    except AssertionError as wrong:
        result = "FAILED: %s" % wrong
        counts["failed"] += 1
    print("%-50s %5.1f s  %s" % (name, time.monotonic() - began, result), flush=True)
    for path in made:
        shutil.rmtree(path, ignore_errors=True)
    made.clear()
    return function


def end():
    print("%(passed)d passed, %(failed)d failed, %(skipped)d skipped" % counts)
    sys.exit(1 if counts["failed"] or not sum(counts.values()) else 0 if counts["passed"] else 77)
