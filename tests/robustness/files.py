#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Files that are no files, names that are no names, folders that go away: each is told, the status says so, and the other documents are checked.
Usage: files.py SUMLINT [WORD...]"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

import house
from house import BAD, BAD_FOUND, GOOD

# ---- no regular files ----------------------------------------------------------------------------------------------


def fifo(path):
    os.mkfifo(path)


def named(box, _, make, error):
    """Named on the command line it is a problem of that file, or an error of the path."""
    box.neighbours()
    make(os.fsdecode(box.path("d.md")))
    done = box.check("0.md", "d.md", "z.md")
    house.unharmed(done)
    if error is None:
        house.same("found", (done.status, done.err, list(done.problems())), (1, b"", ["0.md", "z.md"]))
    elif error.startswith("d.md:1:1:"):
        house.holds("standard output", done.text(), error)
        house.same("status, and standard error", (done.status, done.err), (1, b""))
    else:
        house.holds("standard error", done.said(), error)
        house.same("status", done.status, 2)


def found(box, _, make, error):
    """Found in a folder it is passed over, unless it is a file that cannot be read."""
    box.neighbours()
    make(os.fsdecode(box.path("d.md")))
    done = box.check(".")
    house.unharmed(done)
    house.same("found (said %r)" % done.err[:300], done.problems().keys() - {"0.md", "z.md"}, {"d.md"} if error else set())
    house.same("status, and standard error", (done.status, done.err), (1, b""))


READ = "d.md:1:1: E core/io cannot read this file: "
NAMED = [
    ("a FIFO", fifo, READ + "it is no regular file"),
    ("a socket", lambda path: house.bind(path), READ),
    ("a link to a device that never ends", lambda path: os.symlink("/dev/zero", path), READ + "it is no regular file"),
    ("a link to a device that is empty", lambda path: os.symlink("/dev/null", path), "d.md:1:1: E title/required"),
    ("a link to a terminal that is not there", lambda path: os.symlink("/dev/tty", path), READ),
    ("a file of /proc", lambda path: os.symlink("/proc/self/mem", path), READ),
    ("a link to nothing", lambda path: os.symlink("nowhere", path), "d.md: error: no such file or folder"),
    ("a link to itself", lambda path: os.symlink("d.md", path), "d.md: error: Too many levels of symbolic links"),
    ("an empty folder", os.mkdir, None),
]
FOUND = [
    ("a FIFO", fifo, None),
    ("a socket", lambda path: house.bind(path), None),
    ("a link to a device", lambda path: os.symlink("/dev/zero", path), None),
    ("a link to a FIFO", lambda path: (os.mkfifo(path + ".fifo"), os.symlink(path + ".fifo", path)), None),
    ("a link to nothing", lambda path: os.symlink("nowhere", path), None),
    ("a link to itself", lambda path: os.symlink("d.md", path), None),
    ("a link to its folder", lambda path: os.symlink(".", path), None),
    ("a folder in its place", os.mkdir, None),
]


@house.case
def links_in_a_circle_of_folders(box):
    box.neighbours()
    os.makedirs(box.path("a/b"))
    os.symlink("../..", box.path("a/b/up"))
    os.symlink("a", box.path("again"))
    done = box.check(".", "a", "again/b/up")
    house.unharmed(done)
    house.same("each document once", len(done.out.splitlines()), 2)


@house.case
def files_and_folders_that_must_not_be_read(box):
    box.neighbours()
    os.chmod(box.write("d.md", GOOD), 0)
    box.write("e/e.md", BAD)
    os.chmod(box.path("e"), 0o300)
    box.write("f/f.md", BAD)
    os.chmod(box.path("f"), 0o400)
    done = box.check(".", prefix=house.unprivileged(box))
    house.unharmed(done)
    house.holds("standard output", done.text(), READ + "Permission denied", "f/f.md:1:1: E core/io cannot read this file: Permission denied")
    house.same("standard error", done.err, b"e: error: the folder cannot be read: Permission denied\n")
    house.same("status", done.status, 2)


@house.case
def gitignore_that_is_no_file(box):
    box.neighbours()
    os.mkdir(box.path(".git"))
    os.mkdir(box.path(".gitignore"))
    os.mkdir(box.path("a"))
    os.mkfifo(box.path("a/.gitignore"))
    box.write("a/a.md", BAD)
    done = box.check(".")
    house.unharmed(done)
    house.same("found in a", done.problems()["a/a.md"], BAD_FOUND)


# ---- names ---------------------------------------------------------------------------------------------------------

NAMES = [b"new\nline.md", b"\x1b[31mred\x1b[0m.md", b"caf\xe9.md", b"x" * 252 + b".md", b" .md", b"-.md", b"--fix.md", b"a b\\c\"d'.md", b"\xff\xfe.md",
         "\u202etxt.md".encode(), "\U0001f600.md".encode(), b"*?[a].md", b"\x01\x7f.md", b"%s%n.md", b"&amp;<b>.md", b"\r.md"]
FORMATS = ["text", "concise", "json", "jsonl", "sarif", "gitlab", "github", "rdjson", "checkstyle", "junit", "tap"]


@house.case
def odd_names_in_every_format(box):
    for name in NAMES:
        box.write(name, BAD)
    for form in FORMATS:
        done = box.run("check", "--format", form)
        house.same("%s: status (said %r)" % (form, done.err[:300]), (done.status, done.err), (1, b""))
        done.out.decode("utf-8")
        if form in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(done.out)
        if form == "github":
            continue  # which takes the name of a file as it is
        allowed = (9, 10, 127) if "json" in form or form in ("sarif", "gitlab", "checkstyle", "junit") else (9, 10)
        house.same("%s: control characters" % form, [byte for byte in done.out if (byte < 32 or byte == 127) and byte not in allowed], [])
    house.same("lines", len(box.run("check", "--format", "concise").out.splitlines()), len(NAMES))


@house.case
def odd_names_on_the_command_line(box):
    for name in NAMES:
        box.write(name, BAD)
    done = box.check("--", *NAMES)
    house.same("problems (said %r)" % done.err[:300], len(done.out.splitlines()), len(NAMES))
    for name in NAMES:
        os.unlink(box.path(name))
    done = box.check("--", *NAMES)
    house.same("standard output, and status", (done.out, done.status), (b"", 2))
    house.same("errors", len(done.err.splitlines()), len(NAMES))
    house.same("control characters", [byte for byte in done.err if byte < 32 and byte != 10 or byte == 127], [])


@house.case
def odd_names_are_fixed(box):
    for name in NAMES:
        box.write(name, BAD)
    done = box.check("--fix")
    house.same("left", (done.out, done.err, done.status), (b"", b"", 0))
    for name in NAMES:
        house.same(repr(name), box.read(name), GOOD.encode())
    house.same("names", box.names(), sorted(NAMES))


@house.case
def folders_deeper_than_a_path_may_be_long(box):
    """What cannot be reached by its path is an error; what can be is checked."""
    box.neighbours()
    here = os.open(box.path(), os.O_RDONLY)
    step = os.dup(here)
    for depth in range(40):
        os.mkdir("d" * 200, dir_fd=step)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=step)
        os.close(step)
        step = inner
        file = os.open("f.md", os.O_CREAT | os.O_WRONLY, dir_fd=step)
        os.write(file, BAD.encode())
        os.close(file)
    os.close(step)
    os.close(here)
    done = box.check(".")
    house.unharmed(done)
    house.same("documents with problems", len(done.problems()), 2 + 20)
    house.holds("standard error", done.said(), "the folder cannot be read: File name too long")
    house.same("status", done.status, 2)
    subprocess.run(["rm", "-rf", box.path("d" * 200)], check=False)


@house.case
def two_thousand_folders_in_each_other(box):
    box.neighbours()
    step = os.open(box.path(), os.O_RDONLY)
    for _ in range(1900):
        os.mkdir("d", dir_fd=step)
        outer, step = step, os.open("d", os.O_RDONLY, dir_fd=step)
        os.close(outer)
    os.close(step)
    with open(box.path("d/" * 1900 + "f.md"), "w", encoding="utf-8") as file:
        file.write(BAD)
    done = box.check(".")
    house.unharmed(done)
    house.same("found at the bottom (said %r)" % done.err[:200], done.problems()["d/" * 1900 + "f.md"], BAD_FOUND)
    house.same("status", done.status, 1)
    subprocess.run(["rm", "-rf", box.path("d")], check=False)


# ---- the current folder --------------------------------------------------------------------------------------------


def in_a_removed_folder(*arguments):
    """Runs sumlint in a folder that is no more."""
    folder = tempfile.mkdtemp()
    script = "import os, sys\nos.chdir(sys.argv[1])\nos.rmdir(sys.argv[1])\nos.execv(sys.argv[2], sys.argv[2:])\n"
    return subprocess.run([sys.executable, "-c", script, folder, house.SUMLINT, *arguments], capture_output=True, timeout=house.PATIENCE,
                          env=house.environment(), check=False)


@house.case
def current_folder_that_was_removed(box):
    for arguments in (("check",), ("check", "."), ("check", "d.md"), ("init",), ("check", "--write-baseline", "b.json")):
        done = in_a_removed_folder(*arguments)
        house.same("status of %r (said %r, %r)" % (arguments, done.stdout, done.stderr), done.returncode, 2)
        house.same("something is said", bool(done.stderr), True)
    box.write("d.md", BAD)
    done = in_a_removed_folder("check", "--format", "concise", box.path("d.md"))
    house.same("an absolute path: relative ones cannot be told from it", done.returncode, 2)
    house.same("what is said", done.stderr, b"sumlint: error: the current folder cannot be told: No such file or directory\n")


# ---- between the walk and the reading ------------------------------------------------------------------------------


def change_behind_the_walk(box, change, *arguments):
    """A run that also checks standard input has walked all folders before it reads that: then `change` is made, and the run goes on."""
    process = subprocess.Popen([house.SUMLINT, "check", "--format", "concise", ".", "-", "--stdin-filename", "stdin.md", *arguments],
                               cwd=box.path(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=house.environment())
    until = time.monotonic() + house.PATIENCE
    while not waits_for_input(process.pid):
        if time.monotonic() > until or process.poll() is not None:
            raise AssertionError("it never came to standard input")
        time.sleep(0.01)
    change()
    try:
        out, err = process.communicate(BAD.encode(), timeout=house.PATIENCE)
    finally:
        process.kill()
    done = house.Done(process.returncode, out, err)
    house.same("standard input (said %r)" % err[:300], done.problems()["stdin.md"], BAD_FOUND)
    return done


def waits_for_input(pid):
    """It sleeps in read(0, ...), which is call 0 on x86-64 and 63 on arm64."""
    try:
        with open("/proc/%d/syscall" % pid, encoding="ascii") as file:
            words = file.read().split()
    except OSError as error:
        raise house.Skip("cannot look what a process waits for: %s" % error) from None
    return words[0] in ("0", "63") and words[1] == "0x0"


def changed(box, _, change, error, rules=None):
    box.neighbours()
    box.write("d.md", BAD * 3)
    path = os.fsdecode(box.path("d.md"))
    done = change_behind_the_walk(box, lambda: change(path))
    house.unharmed(done)
    if rules is not None:
        house.same("problems", done.rules("d.md"), rules)
    else:
        house.holds("standard output", done.text(), READ + error)
    house.same("status, and standard error", (done.status, done.err), (1, b""))


def replace(path, make):
    os.unlink(path)
    make(path)


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


CHANGED = [
    ("vanishes", os.unlink, "No such file or directory"),
    ("becomes a folder", lambda path: replace(path, os.mkdir), "Is a directory"),
    ("becomes a FIFO", lambda path: replace(path, os.mkfifo), "it is no regular file"),
    ("becomes a link to itself", lambda path: replace(path, lambda at: os.symlink("d.md", at)), "Too many levels of symbolic links"),
    ("shrinks to nothing", lambda path: os.truncate(path, 0), None, house.ALL_MISSING),
    ("shrinks", lambda path: write(path, GOOD), None, {}),
    ("grows", lambda path: write(path, BAD + "\n" * 1000000), None, {"topics/alias": 1}),
]


@house.case
def folder_that_vanishes_behind_the_walk(box):
    box.neighbours()
    for i in range(5):
        box.write("d/%d.md" % i, BAD)
    done = change_behind_the_walk(box, lambda: shutil.rmtree(box.path("d")))
    house.unharmed(done)
    house.same("problems", sum(rules == [(1, 1, "core/io")] for rules in done.problems().values()), 5)


@house.case
def file_that_vanishes_is_not_written_by_fix(box):
    box.neighbours()
    box.write("d.md", BAD)
    done = change_behind_the_walk_fix(box, lambda: os.unlink(box.path("d.md")))
    house.same("names", [name for name in box.names() if name.startswith(b"d")], [])
    house.same("status (said %r)" % done.err, done.status, 1)
    house.same("the neighbour", box.read("z.md"), GOOD.encode())


def change_behind_the_walk_fix(box, change):
    """--fix with standard input that is one of several prints nothing that can be told from problems: only the status and the files are looked at."""
    process = subprocess.Popen([house.SUMLINT, "check", "--fix", ".", "-", "--stdin-filename", "stdin.md"], cwd=box.path(), stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=house.environment())
    while not waits_for_input(process.pid) and process.poll() is None:
        time.sleep(0.01)
    change()
    out, err = process.communicate(BAD.encode(), timeout=house.PATIENCE)
    return house.Done(process.returncode, out, err)


@house.case
def document_larger_than_what_rules_may_take(box):
    """A document's own bytes are no plugin's fault."""
    box.neighbours()
    box.write("d.md", b"")
    os.truncate(box.path("d.md"), 200 << 20)
    done = box.check("--memory-limit", "64M", ".")
    house.unharmed(done)
    house.same("problems", done.problems()["d.md"], [(1, 1, "core/encoding")])
    os.truncate(box.path("d.md"), 5 << 30)
    done = box.check(".")
    house.unharmed(done)
    house.holds("standard output", done.text(), READ + "it is 4 GiB or larger")


@house.case
def document_of_more_problems_than_there_is_memory_for(box):
    """It is told, once, and takes nobody along; the default is enough for as much."""
    box.neighbours()
    box.write("d.md", "## x\n" * 400000)
    done = box.check("--memory-limit", "16M", ".")
    house.same("status", done.status, 2)
    house.holds("standard error", done.said(), "d.md: error: was not checked by sumlint: its memory ran out (--memory-limit)\n")
    house.same("errors", done.said().count("error:"), 1)
    house.same("problems", sorted(done.problems()), ["0.md", "z.md"])
    done = box.run("check", "--silent", "d.md")
    house.same("status", (done.status, done.said()), (1, ""))


# ---- in the middle of everything -----------------------------------------------------------------------------------

CHURN = """
import os, shutil, sys
top, text = sys.argv[1], open(sys.argv[2]).read()
while True:
    for i in range(20):
        folder = "%s/%d" % (top, i)
        os.makedirs(folder + "/in/ner", exist_ok=True)
        for k in range(5):
            with open("%s/in/ner/%d.md" % (folder, k), "w") as file:
                file.write(text * (k % 3))
    for i in range(20):
        folder = "%s/%d" % (top, i)
        os.rename(folder, folder + ".gone")
        shutil.rmtree(folder + ".gone")
        open(folder, "w").close()
        os.unlink(folder)
"""


@house.case
def folders_and_files_that_come_and_go(box):
    box.neighbours()
    os.mkdir(box.path("churn"))
    box.write("text", BAD)
    churn = subprocess.Popen([sys.executable, "-c", CHURN, box.path("churn"), box.path("text")], stderr=subprocess.DEVNULL)
    try:
        for i in range(25):
            done = box.check(".", *(["--fix"] if i % 5 == 4 else []))
            if i % 5 == 4:
                house.same("fixed", (box.read("0.md"), box.read("z.md")), (GOOD.encode(), GOOD.encode()))
                box.neighbours()
            else:
                house.unharmed(done)
            house.same("status (said %r)" % done.err[:300], done.status in (0, 1, 2), True)
            house.same("churn is alive", churn.poll(), None)
    finally:
        churn.kill()
        churn.wait()


house.table("named", NAMED, named)
house.table("found", FOUND, found)
house.table("behind the walk a file", CHANGED, changed)
if __name__ == "__main__":
    house.main()
