#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`check --fix` over documents with several defects each: no rule reports more than before, a second run changes nothing, `--diff` is what `--fix` does,
and what the file is like (line ends, byte order mark, last line) stays. Usage: fixing.py SUMLINT [WORD...]"""
import collections
import json
import os
import pty
import shutil
import subprocess
import sys
import time

import house
import mutilate
import traced
from house import BAD, GOOD

COUNT, SEED = int(os.environ.get("SUMLINT_TEST_DOCUMENTS", "400")), int(os.environ.get("SUMLINT_TEST_SEED", "1"))
SAFE, UNSAFE = ["--fix"], ["--fix", "--unsafe-fixes"]


def write_all(box, documents):
    box.write("docs/.sumlint.yaml", mutilate.CONFIG)
    for name, data in documents.items():
        box.write("docs/" + name, data)


def read_all(box, folder="docs"):
    return {os.fsdecode(name): box.read(folder.encode() + b"/" + name) for name in box.names(folder) if not name.startswith(b".")}


def counts(box):
    """{file: {rule: problems}}"""
    done = box.run("check", "--format", "json", ".", cwd="docs")
    house.same("check (said %r)" % done.err[:500], (done.status in (0, 1), done.err), (True, b""))
    found = collections.defaultdict(collections.Counter)
    for problem in json.loads(done.out)["problems"]:
        found[problem["file"]][problem["rule"]] += 1
    return found


def fix(box, arguments):
    done = box.run("check", *arguments, ".", cwd="docs")
    house.same("%s (said %r)" % (arguments, done.err[:500]), (done.status in (0, 1), done.err), (True, b""))
    return read_all(box)


def told(names):
    """The first of many."""
    return "%d: %s" % (len(names), "; ".join(map(str, names[:5]))) if names else ""


def form(data):
    """What no fix may change."""
    ends = ("\r\n" if data.count(b"\r\n") == data.count(b"\n") else "\n" if b"\r" not in data else "mixed") if b"\n" in data else None
    return data.startswith(mutilate.BOM), ends, data.endswith(b"\n")


def hold(box, documents, arguments):
    """Fixes `documents`, and holds all that is promised; gives what has become of them."""
    write_all(box, documents)
    before = counts(box)
    fixed = fix(box, arguments)
    after = counts(box)
    worse = [(name, rule) for name in documents for rule, count in after[name].items() if count > before[name][rule]]
    house.same("rules that report more after %s" % arguments, told(worse), "")
    more = [(name, fixed[name]) for name in documents if fixed[name] != documents[name] and sum(after[name].values()) >= sum(before[name].values())]
    house.same("changed and no better", told(more), "")
    again = fix(box, arguments)
    house.same("changed by a second run", told([name for name in documents if again[name] != fixed[name]]), "")
    other = [(name, form(documents[name]), form(fixed[name])) for name in documents if form(fixed[name]) != form(documents[name])]
    house.same("line ends, byte order mark or last line", told(other), "")
    return fixed


@house.case
def fix_of_what_is_in_order(box):
    documents = {"%03d.%s.%s" % (i, name, syntax): data for i, (name, syntax, data) in enumerate(mutilate.clean())}
    house.same("documents", len(documents) > 100, True)
    house.same("changed", [name for name, data in hold(box, documents, UNSAFE).items() if data != documents[name]], [])


@house.case
def fixes_make_no_problems(box):
    documents = dict(mutilate.mutilated(COUNT, SEED))
    safe = hold(box, documents, SAFE)
    print("safe: %d of %d documents changed" % (sum(safe[name] != documents[name] for name in documents), COUNT))
    house.same("changed", sum(safe[name] != documents[name] for name in documents) > COUNT // 4, True)
    unsafe = hold(box, documents, UNSAFE)
    print("unsafe: %d of %d documents changed" % (sum(unsafe[name] != documents[name] for name in documents), COUNT))
    hold(box, safe, UNSAFE)
    house.same("safe fixes that are left", told([name for name, data in hold(box, unsafe, SAFE).items() if data != unsafe[name]]), "")


def applied(box, patch, command):
    """What a program makes of the documents by the patch."""
    shutil.rmtree(box.path("copy"), ignore_errors=True)
    shutil.copytree(box.path("docs"), box.path("copy"))
    done = subprocess.run(command, input=patch, cwd=box.path("copy"), capture_output=True, env=house.environment(), timeout=house.PATIENCE, check=False)
    house.same("%s (said %r)" % (command[0], (done.stdout + done.stderr)[:1000]), done.returncode, 0)
    return read_all(box, "copy")


@house.case
def diff_is_what_fix_does(box):
    documents = dict(mutilate.mutilated(COUNT, SEED + 1))
    for arguments in ([], ["--unsafe-fixes"]):
        write_all(box, documents)
        patch = box.run("check", "--diff", *arguments, ".", cwd="docs")
        house.same("status (said %r)" % patch.err[:500], (patch.status, patch.err), (1, b""))
        house.same("written by --diff", told([name for name, data in read_all(box).items() if data != documents[name]]), "")
        tools = {"git": ["git", "apply", "--whitespace=nowarn", "-"], "patch": ["patch", "--binary", "-p1", "-s", "-i", "-"]}
        made = {tool: applied(box, patch.out, command) for tool, command in tools.items() if shutil.which(tool)}
        if not made:
            raise house.Skip("neither git nor patch")
        fixed = fix(box, ["--fix", *arguments])
        for tool, result in made.items():
            house.same("%s and --fix differ" % tool, told([name for name in documents if result[name] != fixed[name]]), "")


NAMES = ["a b.md", 'q"uo\\te.md', "t\tab.md", "new\nline.md", "café.md", "-dash.md", " .md"]


@house.case
def diff_of_odd_names(box):
    """Which git takes as it quotes them; patch takes those with blanks."""
    write_all(box, {"x.md": GOOD})
    for name in [*NAMES, b"caf\xe9.md"]:
        box.write(os.path.join(b"docs", os.fsencode(name)), BAD)
    if not shutil.which("git"):
        raise house.Skip("no git")
    patch = box.run("check", "--diff", "--no-config", ".", cwd="docs").out
    for name, data in applied(box, patch, ["git", "apply", "-"]).items():
        house.same("%r" % name, data, GOOD.encode())


@house.case
def standard_input(box):
    """The text to standard output, mended or not; what is left to standard error."""
    box.write(".sumlint.yaml", mutilate.CONFIG)
    some = list(mutilate.mutilated(40, SEED + 2))
    for i, (name, data) in enumerate(some + [("empty.md", b""), ("bytes.md", b"\xff\n"), ("end.md", BAD.encode().rstrip())]):
        file = "%d%s" % (i, os.path.splitext(name)[1])
        box.write(file, data)
        filtered = box.run("check", "--fix", "-", "--stdin-filename", file, stdin=data)
        done = box.run("check", "--fix", file)
        house.same("%s: text" % name, filtered.out if data != b"\xff\n" else data, box.read(file))
        house.same("%s: problems" % name, filtered.err, done.out)
        house.same("%s: status" % name, filtered.status, done.status)


@house.case
def difference_on_a_terminal(box):
    """What a document says to a terminal is not passed on; a pipe gets it as it is."""
    title = "# Reading \x1b]0;logs\x07 like \u009b31m a \u202edetective."
    box.write("d.md", BAD.replace("# Reading logs like a detective", title))
    piped = box.run("check", "--diff", "d.md").out
    house.holds("pipe", piped, ("\n-" + title + "\n").encode())
    master, slave = pty.openpty()
    with os.fdopen(slave, "wb") as end:
        done = subprocess.run([house.SUMLINT, "check", "--diff", "d.md"], cwd=box.path(), stdin=subprocess.DEVNULL, stdout=end, stderr=subprocess.DEVNULL,
                              env=house.environment(), timeout=house.PATIENCE, check=False)
    shown = os.read(master, 1 << 16)
    os.close(master)
    house.same("status", done.returncode, 1)
    house.holds("terminal", shown, b"\n-# Reading \\x1B]0;logs\\x07 like \\u{009B}31m a \\u{202E}detective.\r\n")


@house.case
def link_beside_what_it_points_at(box):
    """Both names are checked; the file is mended under one of them, and that is no trouble under the other."""
    box.write("a.md", BAD)
    os.symlink("a.md", box.path("link.md"))
    done = box.run("check", "--fix", ".")
    house.same("all", (done.status, done.out, done.err), (0, b"", b""))
    house.same("a.md", box.read("a.md"), GOOD.encode())
    house.same("link.md", os.readlink(box.path("link.md")), b"a.md")


@house.case
def extended_attributes(box):
    """Notes of other programs stay, access lists are attributes as well."""
    path = box.write("a.md", BAD)
    users = b"\x02\0\0\0" + b"".join(bytes([tag, 0, may, 0]) + name for tag, may, name in ((1, 6, b"\xff" * 4), (2, 6, b"\xfe\xff\0\0"), (4, 4, b"\xff" * 4),
                                                                                          (16, 6, b"\xff" * 4), (32, 0, b"\xff" * 4)))
    try:
        os.setxattr(path, "user.desk", b"Coast")
        os.setxattr(path, "system.posix_acl_access", users)
    except OSError as error:
        raise house.Skip("no attributes here: %s" % error) from None
    house.same("status", box.run("check", "--fix", "a.md").status, 0)
    house.same("a.md", box.read("a.md"), GOOD.encode())
    house.same("attribute", os.getxattr(path, "user.desk"), b"Coast")
    house.same("access list", os.getxattr(path, "system.posix_acl_access"), users)
    house.same("mode", oct(os.stat(path).st_mode & 0o7777), "0o660")


@house.case
def file_that_cannot_be_written(box):
    """Its fixes are an error; what they would have mended is listed, where it stands."""
    box.write("kept/d.md", BAD.replace("- Observability", "- Observability\n- Observabilty"))
    box.write("other.md", BAD)
    prefix = house.unprivileged(box)
    os.chmod(box.path("kept"), 0o555)
    try:
        done = box.check("--fix", ".", prefix=prefix)
    finally:
        os.chmod(box.path("kept"), 0o755)
    house.same("standard error", done.err, b"kept/d.md: error: its fixes cannot be written: Permission denied; the file is as it was\n")
    house.same("problems", dict(done.problems()), {"kept/d.md": [(28, 3, "topics/unknown"), (30, 3, "topics/alias")]})
    house.same("status", done.status, 2)
    house.same("the other", box.read("other.md"), GOOD.encode())


# ---- files that somebody saves meanwhile ---------------------------------------------------------------------------


def is_in_open(pid):
    """The process, a child of strace's, is held at a call of open or openat."""
    try:
        with open("/proc/%d/task/%d/children" % (pid, pid), encoding="ascii") as file:
            child = int(file.read().split()[0])
        with open("/proc/%d/syscall" % child, encoding="ascii") as file:
            return file.read().split()[0] in ("2", "257", "56")
    except (OSError, IndexError, ValueError):
        return False


@house.case
def file_saved_between_check_and_write_is_left_alone(box):
    """strace holds the process that writes where it first opens the document: to look whether it is still the one that was checked."""
    traced.needed()
    box.neighbours()
    path = box.write("d.md", BAD)
    process = subprocess.Popen(["strace", "-qq", "-o", "/dev/null", "-P", path, "-e", "inject=openat:delay_enter=3000000:when=1", house.SUMLINT, "check",
                                "--fix", box.path()], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=house.environment())
    seen, until = 0, time.monotonic() + house.PATIENCE
    while seen < 20 and process.poll() is None and time.monotonic() < until:
        seen = seen + 1 if is_in_open(process.pid) else 0
        time.sleep(0.01)
    saved = BAD.replace("Outages", "Failures")
    box.write("d.md", saved)
    out, err = process.communicate(timeout=house.PATIENCE)
    if seen < 20:
        raise house.Skip("the moment was missed")
    house.same("d.md", box.read("d.md"), saved.encode())
    house.holds("standard error", err, b"d.md: error: its fixes are not written: it was changed while it was checked")
    house.same("status (%r)" % out, process.returncode, 2)
    house.same("the others", (box.read("0.md"), box.read("z.md")), (GOOD.encode(), GOOD.encode()))
    house.same("names", box.names(), [b"0.md", b"d.md", b"z.md"])


SAVER = """
import os, sys
texts = [open(path, "rb").read() for path in sys.argv[2:]]
for i in range(10 ** 9):
    with open(sys.argv[1] + ".new", "wb") as file:
        file.write(texts[i % 2])
    os.rename(sys.argv[1] + ".new", sys.argv[1])
"""


@house.case
def file_saved_all_the_time(box):
    """Whatever wins, it is whole."""
    one, two = BAD, BAD.replace("Outages", "Failures")
    box.write("one", one)
    box.write("two", two)
    box.write("docs/d.md", one)
    saver = subprocess.Popen([sys.executable, "-c", SAVER, box.path("docs/d.md"), box.path("one"), box.path("two")], stderr=subprocess.DEVNULL)
    whole = {text.replace("LLMs", "Large Language Models").encode() for text in (one, two)} | {one.encode(), two.encode()}
    try:
        for _ in range(20):
            done = box.run("check", "--fix", "docs")
            house.same("status (said %r)" % done.err[:300], done.status in (0, 1, 2), True)
            house.same("whole", box.read("docs/d.md") in whole, True)
            house.same("saving goes on", saver.poll(), None)
    finally:
        saver.kill()
        saver.wait()


if __name__ == "__main__":
    house.main()
