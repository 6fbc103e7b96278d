#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whatever writes is killed at every system call from its first change on, and every such call fails once in every way it can: all files stay whole, the
old or the new; modes and links stay; what fails is told, and leaves nothing behind. Usage: kills.py SUMLINT [WORD...]"""
import os
import stat

import house
import traced
from house import BAD, GOOD

OLD_BASELINE = b'{"version":1,"problems":[\n{"file":"gone.md","rule":"topics/alias","fingerprint":"0000000000000000","message":"m"}\n]}\n'
DOCUMENTS = {
    "lf.md": (BAD.encode(), GOOD.encode(), 0o644),
    "crlf.md": (BAD.replace("\n", "\r\n").encode(), GOOD.replace("\n", "\r\n").encode(), 0o664),
    "bom.md": (b"\xef\xbb\xbf" + BAD.encode(), b"\xef\xbb\xbf" + GOOD.encode(), 0o640),
    "private.md": (BAD.encode().rstrip(), GOOD.encode().rstrip(), 0o600),
    "readonly.md": (BAD.encode(), GOOD.encode(), 0o444),
    "target/behind.markdown": (BAD.encode(), GOOD.encode(), 0o604),
}


def write(box):
    """The documents; link.md is a link to one that is in no folder walked."""
    for name, (old, _, mode) in DOCUMENTS.items():
        path = box.path("docs/" + name if "/" not in name else name)
        if os.path.exists(path):
            os.chmod(path, 0o600)
        box.write(os.path.relpath(path, box.path()), old)
        os.chmod(path, mode)
    if not os.path.lexists(box.path("docs/link.md")):
        os.symlink("../target/behind.markdown", box.path("docs/link.md"))


def look(box, what, may_leave):
    """Every file is whole; those that are as they were."""
    left = [name for folder in ("", "docs", "target") for name in box.names(folder) if name.startswith(b".sumlint-")]
    house.same("%s: left behind" % what, len(left) <= may_leave, True)
    house.same("%s: link.md" % what, os.readlink(box.path("docs/link.md")), b"../target/behind.markdown")
    old = []
    for name, (before, after, mode) in DOCUMENTS.items():
        path = "docs/" + name if "/" not in name else name
        now = box.read(path)
        house.same("%s: %s is whole" % (what, name), now in (before, after), True)
        house.same("%s: mode of %s" % (what, name), oct(stat.S_IMODE(os.stat(box.path(path)).st_mode)), oct(mode))
        if now == before:
            old.append(name)
    return old


def sweep_up(box):
    """What a killed run leaves is no document, and in nobody's way."""
    names = [os.path.join(folder, os.fsdecode(name)) for folder in ("", "docs", "target") for name in box.names(folder) if name.startswith(b".sumlint-")]
    if names:
        before = {name: box.read(name) for name in names}
        done = box.check(".")
        house.same("files checked", [file for file in done.problems() if ".sumlint-" in file], [])
        house.same("status (said %r)" % done.err, (done.status in (0, 1), done.err), (True, b""))
        house.same("what was left", {name: box.read(name) for name in names}, before)
    for name in names:
        os.unlink(box.path(name))


FIX = ("check", "--fix", "docs")


@house.case
def fix_killed_at_every_call(box):
    traced.needed()
    write(box)
    called = traced.calls(box, *FIX)
    house.same("a run that is let alone", look(box, "", 0), [])
    writing = traced.changing(called)
    before = called[:len(called) - len(writing)]
    killed = 0
    for call in before[::12] + writing:
        write(box)
        done = traced.inject(box, call, "signal=KILL", *FIX)
        killed += done.status == -9
        look(box, "killed at " + str(call), 1)
        sweep_up(box)
    print("fix: killed at %d of %d calls" % (killed, len(before[::12]) + len(writing)))
    house.same("most were killed", killed > len(writing) * 3 // 4, True)
    write(box)
    house.same("status of a run after all", box.run(*FIX).status, 0)
    house.same("files as they were", look(box, "after all", 0), [])


# What a call may fail of; those whose failure need not be one, as the rights of the owner, must then not be felt.
ERRORS = {
    "openat": ("ENOSPC", "EACCES", "EMFILE", "EROFS", "EDQUOT"), "write": ("ENOSPC", "EIO", "EDQUOT"), "fsync": ("EIO", "ENOSPC", "EROFS"),
    "rename": ("EIO", "EROFS", "EXDEV"), "renameat": ("EIO",), "link": ("EIO", "EPERM"), "linkat": ("EIO", "EPERM", "EEXIST", "ENOENT"), "fchmod": ("EPERM",), "fchown": ("EPERM",), "close": ("EIO",),
    "newfstatat": ("EIO", "EACCES"), "fstat": ("EIO",), "stat": ("EIO",), "read": ("EIO",), "readlink": ("EIO",), "lstat": ("EIO",), "ftruncate": ("EIO",),
}


def failures(writing):
    for call in writing:
        for error in ERRORS.get(call.name, ()):
            yield call, error


def is_standard(call):
    """What goes to standard output or error is no file's trouble."""
    return call.name == "write" and call.text.startswith(("1,", "2,"))


@house.case
def fix_meets_every_error(box):
    traced.needed()
    write(box)
    count = 0
    for call, error in failures(traced.changing(traced.calls(box, *FIX))):
        what = "%s at %s" % (error, call)
        write(box)
        done = traced.inject(box, call, "error=" + error, *FIX)
        old = look(box, what, 0)
        count += 1
        if old:
            house.same("%s: status (said %r)" % (what, done.err), done.status, 2)
        for name in old:
            name = "link.md" if "/" in name else name
            house.same("%s: it is told of %s (%r)" % (what, name, done.err), name.encode() in done.err or b"interrupted" in done.err or
                       b"worker" in done.err or b"out of memory" in done.err, True)
    print("fix: %d errors" % count)
    house.same("errors were met", count > 40, True)


# ---- whatever else writes ------------------------------------------------------------------------------------------


def writer(box, _, target, old, *arguments):
    """`target` is `old` (None: not there) before, and whole after, killed or failed."""
    traced.needed()
    box.write("docs/d.md", BAD)

    def again():
        if os.path.lexists(box.path(target)):
            os.unlink(box.path(target))
        if old is not None:
            box.write(target, old)
            os.chmod(box.path(target), 0o640)

    def state():
        return box.read(target) if os.path.exists(box.path(target)) else None

    again()
    writing = traced.changing(traced.calls(box, *arguments))
    new = state()
    house.same("it is written", new not in (None, old), True)
    for call in writing:
        again()
        traced.inject(box, call, "signal=KILL", *arguments)
        house.same("killed at %s: whole" % call, state() in (old, new), True)
        left = [name for name in box.names() if name.startswith(b".sumlint-")]
        house.same("killed at %s: left behind" % call, len(left) <= 1, True)
        for name in left:
            os.unlink(box.path(name))
    for call, error in failures(writing):
        again()
        done = traced.inject(box, call, "error=" + error, *arguments)
        what = "%s at %s" % (error, call)
        house.same("%s: whole" % what, state() in (old, new), True)
        house.same("%s: left behind" % what, [name for name in box.names() if name.startswith(b".sumlint-")], [])
        if state() == old:
            house.same("%s: status (said %r)" % (what, done.err), (done.status, bool(done.err) or is_standard(call)), (2, True))
        if old is not None and state() == old:
            house.same("%s: mode" % what, oct(stat.S_IMODE(os.stat(box.path(target)).st_mode)), "0o640")


WRITERS = [
    ("--write-baseline", "known.json", OLD_BASELINE, "check", "--write-baseline", "known.json", "docs"),
    ("--write-baseline anew", "known.json", None, "check", "--write-baseline", "known.json", "docs"),
    ("--prune-baseline", "known.json", OLD_BASELINE, "check", "--prune-baseline", "--baseline", "known.json", "docs"),
    ("--output", "report", b"old\n", "check", "--output", "report", "--format", "json", "docs"),
    ("--output anew", "report", None, "check", "--output", "report", "--format", "sarif", "docs"),
    ("init", ".sumlint.yaml", None, "init"),
    ("init --force", ".sumlint.yaml", b"extends: summary\n", "init", "--force"),
]
house.table("writer", WRITERS, writer)
if __name__ == "__main__":
    house.main()
