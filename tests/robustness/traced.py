# SPDX-License-Identifier: Apache-2.0
"""Runs of sumlint under strace, which sees all system calls of the process that collects and writes (its workers are not followed), and kills it or lets a
call fail at any of them."""
import os
import re
import shutil
import subprocess

import house

CALL = re.compile(r"(\w+)\((.*)")


def needed():
    """Skips the case where strace cannot be had or may not do it."""
    if not shutil.which("strace"):
        raise house.Skip("no strace")
    tried = subprocess.run(["strace", "-o", "/dev/null", "-e", "inject=getppid:error=EIO:when=1", "true"], capture_output=True, check=False)
    if tried.returncode:
        raise house.Skip("strace may not do it: %r" % tried.stderr[:200])


class Call:
    """The `number`th call of its name."""

    def __init__(self, name, number, text):
        self.name, self.number, self.text = name, number, text

    def __str__(self):
        return "%s %d: %s" % (self.name, self.number, self.text[:100])


def calls(box, *arguments):
    """What the run calls, in order."""
    log = box.path("../%s.strace" % os.path.basename(box.folder))
    found, numbers = [], {}
    try:
        box.run(*arguments, prefix=("strace", "-qq", "-o", log))
        with open(log, encoding="utf-8", errors="replace") as file:
            for line in file:
                match = CALL.match(line)
                if match and match[1] not in ("exit_group", "execve"):
                    numbers[match[1]] = numbers.get(match[1], 0) + 1
                    found.append(Call(match[1], numbers[match[1]], match[2]))
    finally:
        if os.path.exists(log):
            os.unlink(log)
    return found


def changing(found):
    """The calls from the first on by which something on the disk changes."""
    for i, call in enumerate(found):
        if call.name.startswith("open") and ("O_CREAT" in call.text or "O_TMPFILE" in call.text):
            return found[i:]
    raise AssertionError("nothing is written")


def inject(box, call, what, *arguments):
    """Runs it, and does `what` ("signal=KILL", "error=EIO") at that call."""
    try:
        return box.run(*arguments, prefix=("strace", "-qq", "-o", "/dev/null", "-e", "inject=%s:%s:when=%d" % (call.name, what, call.number)), may_die=True)
    except AssertionError as error:
        raise AssertionError("%s at %s: %s" % (what, call, error)) from None
