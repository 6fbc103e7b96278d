#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One attack after the other, each in a check and in a constructor: the target is untouched, and the report says what happened. The same attack is made
once more with --sandbox=off, where it does no harm: it works there, so that this test can fail. Usage: hostile.py SUMLINT FAULTY.so [WORD...]"""
import ctypes
import glob
import os
import re
import shutil
import socket
import subprocess

from desk import Run, SLOW, broken, case, counts, documents, end, expected, folder, healthy, needs_sandbox, nothing_left, plugin, same, write

# How an attack goes without a sandbox: "done", as the plugin says; "ends", the process that made it, with status 0; None: it is not tried, as it would do
# harm or as not every kernel has it. Behind it what is seen of it: a change of "files"; "dead", the bystander; "server", which heard of it.
ROOT = os.geteuid() == 0
FREE = {
    "create": ("done", "files"), "tmpfile": (None, None), "overwrite": ("done", "files"), "append": ("done", "files"), "map": ("done", "files"),
    "truncate": ("done", "files"), "truncate-by-open": ("done", "files"), "unlink": ("done", "files"), "rmdir": ("done", "files"),
    "rename": ("done", "files"), "mkdir": ("done", "files"), "mkfifo": ("done", "files"), "link": ("done", "files"), "symlink": ("done", "files"),
    "chdir": ("done", None), "chroot": (None, None), "chmod": ("done", "files"), "chown": ("done", None), "utimes": ("done", "files"),
    "setxattr": (None, None), "umask": ("done", None), "passwd": ("done", None), "beside": ("done", None), "document": ("done", None),
    "proc": ("done", None), "self": ("done", None), "handle": (None, None), "list": ("done", None), "inotify": ("done", None), "stat": ("done", None),
    "library": (None, None), "environment": ("done", None),
    "tcp": ("done", "server"), "udp": ("done", "server"), "listen": ("done", None), "unix": ("done", "server"), "abstract": ("done", None),
    "pair": ("done", None), "netlink": ("done", None), "raw": (None, None), "connect": (None, None), "pass": ("done", None),
    "exec": ("ends", "files"), "execveat": ("ends", None), "spawn": ("done", "files"), "system": ("done", "files"), "memfd": ("ends", None),
    "fork": ("done", None), "fork-by-number": ("done", None), "vfork": ("done", None), "clone": ("done", None), "clone3": (None, None),
    "thread": ("done", None), "ptrace": (ROOT and "done", None), "ptrace-parent": (None, None), "kill": ("done", "dead"), "kill-parent": (None, None),
    "kill-all": ("done", None), "tkill": ("done", "dead"), "tgkill": ("done", "dead"), "sigqueue": ("done", "dead"), "pidfd": ("done", "dead"),
    "own": ("done", None), "readv": (ROOT and "done", None), "writev": (None, None), "mem": (ROOT and "done", None), "prlimit": ("done", None),
    "priority": ("done", None), "affinity": (None, None),
    "setrlimit": ("done", None), "prlimit-self": ("done", None), "priority-self": (None, None), "prctl": ("done", None), "survive": ("done", None),
    "dumpable": ("done", None), "setpgid": (None, None), "setuid": ("done", None), "itimer": ("done", None), "timer": ("done", None),
    "alarm": ("done", None), "ring": (None, None), "keyctl": (None, None), "bpf": (None, None), "perf": (None, None), "userfaultfd": (None, None),
    "mount": (None, None), "unshare": (None, None), "ioctl": ("done", None), "dup2": ("done", None), "shm": (None, None), "int80": (None, None),
    "x32": (None, None),
}
# While plugins are loaded names can be asked for, and system libraries read: docs/isolation.md says so.
OPEN_WHILE_LOADED = ("stat", "library")
KILLED = "did what the sandbox forbids (SIGSYS)"
REFUSED = re.compile(r"[a-z0-9-]+: refused \([A-Z0-9]+\)\.")


class Server:
    """Hears whatever comes by TCP, UDP or a socket in the target."""

    def __init__(self):
        self.tcp, self.udp = socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.tcp.bind(("127.0.0.1", 0))
        self.udp.bind(self.tcp.getsockname())
        self.tcp.listen(100)
        self.port = self.tcp.getsockname()[1]
        self.unix = None

    def open_in(self, path):
        if self.unix:
            self.unix.close()
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind(path)
        self.unix.listen(100)

    def heard(self):
        count = 0
        for one in (self.tcp, self.unix, self.udp):
            one.setblocking(False)
            try:
                while True:
                    if one is self.udp:
                        one.recv(100)
                    else:
                        one.accept()[0].close()
                    count += 1
            except BlockingIOError:
                pass
        return count


class Arena:
    """What attacks are aimed at: files, a server and a bystander."""

    def __init__(self):
        self.where = folder()
        self.target = self.where + "/target"
        self.docs = self.where + "/d"
        self.server = Server()
        self.bystander = None

    def set_up(self, stage, lines):
        for path in [self.target, self.docs] + glob.glob(self.where + "/*.so"):
            shutil.rmtree(path) if os.path.isdir(path) else os.path.lexists(path) and os.unlink(path)
        os.makedirs(self.target + "/empty")
        write(self.target + "/victim", "This stays as it is.\n")
        os.chmod(self.target + "/victim", 0o640)
        self.server.open_in(self.target + "/socket")
        documents(self.docs, lines)
        plugin(self.where, stage)
        if self.bystander is None or self.bystander.poll() is not None:
            self.bystander = subprocess.Popen(["sleep", "600"])
        self.before = self.look()

    def look(self):
        seen = {}
        for base, _, files in os.walk(self.where):
            for path in [base] + [os.path.join(base, file) for file in files]:
                about = os.lstat(path)
                regular = os.path.isfile(path) and not os.path.islink(path)
                seen[path] = (oct(about.st_mode), about.st_uid, about.st_size, about.st_mtime_ns, about.st_nlink, os.path.ismount(path),
                              open(path, "rb").read() if regular else None, os.listxattr(path, follow_symlinks=False) if regular else None)
        seen["limits"] = open("/proc/%d/limits" % self.bystander.pid, encoding="ascii").read()
        seen["priority"] = os.getpriority(os.PRIO_PROCESS, self.bystander.pid)
        return seen

    def signs(self):
        """What is seen of an attack."""
        signs = set()
        try:
            self.bystander.wait(0.05 if self.expect_death else 0)
            signs.add("dead")
        except subprocess.TimeoutExpired:
            pass
        if "dead" not in signs and self.look() != self.before:
            signs.add("files")
        if "dead" in signs and os.path.exists(self.target + "/created"):
            signs.add("files")
        if self.server.heard():
            signs.add("server")
        return signs

    def argument(self, attack):
        return "+%d" % (self.server.port if attack in ("tcp", "udp") else self.bystander.pid if self.bystander else 0)

    def finish(self):
        if self.bystander:
            self.bystander.kill()
            self.bystander.wait()


def make(arena, attack, stage, sandbox):
    """Runs it. Gives what the plugin says, with "KILLED" where it was for the attack, and the run."""
    arena.set_up("", [])
    word = attack + arena.argument(attack)
    arena.set_up("load-" + word if stage == "load" else "", [["FAULT: " + word] if stage == "check" else [], []])
    arena.expect_death = sandbox == "off" and FREE[attack][1] == "dead"
    done = Run(["--plugin-dir", arena.where, "-j1", "--sandbox=" + sandbox, "--timeout", "%g" % (20 * SLOW), "--format", "json", arena.docs],
               env={"SUMLINT_TEST_TOKEN": "secret"})
    if stage == "load" and done.status == 2 and not done.out:
        told = "%s: error: plugin 'faulty' broke while it was loaded: it %s\n" % (glob.glob(arena.where + "/*.so")[0], KILLED)
        return "KILLED" if done.err == told else done.err, done
    found = broken(done.problems())
    if found:
        assert list(found) == ["00000.md"] and len(found["00000.md"]) == 1 and done.status == 2, found
        rule, why = found["00000.md"][0]
        assert rule == "core/plugin-crash", found
        return "KILLED" if KILLED in why else why, done
    return "".join(sorted({p["message"] for p in done.problems() if p["rule"] == "faulty/fault"})), done


def is_stopped(arena, attack, stage):
    said, done = make(arena, attack, stage, "auto")
    if not (stage == "load" and attack in OPEN_WHILE_LOADED):
        assert said == "KILLED" or REFUSED.fullmatch(said), "it says %r (%d, %s)" % (said, done.status, done.err)
    assert arena.signs() == set(), "signs of it: %s" % arena.signs()
    if done.out:
        same(healthy(done.problems()), expected(arena.docs))
        assert not done.err and done.status == (2 if said == "KILLED" else 1), (done.status, done.err)
    nothing_left(arena.where)


def exists_here(arena, attack, stage):
    """Some virtual machines end a process that makes the calls of another architecture: there is nothing to keep it from."""
    return attack != "int80" or "SIGSEGV" not in make(arena, attack, stage, "off")[0]


def works_without(arena, attack, stage):
    how, sign = FREE[attack]
    if not how:
        return False
    said, done = make(arena, attack, stage, "off")
    signs = arena.signs()
    if how == "ends":
        assert "exit status 0" in said or "it ended the process with status 0" in said, "free, it says %r" % said
    else:
        assert said == "%s: done." % attack, "free, it says %r (%s)" % (said, done.err)
    assert sign is None or sign in signs, "free, there are no signs of it but %s" % signs
    return True


def all_attacks(stage):
    needs_sandbox()
    arena, wrong, free = Arena(), [], 0
    try:
        for attack in FREE:
            try:
                if not exists_here(arena, attack, stage):
                    print("there is no %s here" % attack)
                    continue
                is_stopped(arena, attack, stage)
                free += works_without(arena, attack, stage)
            except AssertionError as error:
                wrong.append("%s: %s" % (attack, error))
    finally:
        arena.finish()
    print("%d attacks, of which %d were seen to work without the sandbox" % (len(FREE), free))
    assert not wrong, "\n".join(wrong)


@case
def attacks_in_a_check():
    all_attacks("check")


@case
def attacks_in_a_constructor():
    all_attacks("load")


end()
