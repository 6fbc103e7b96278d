# SPDX-License-Identifier: Apache-2.0
"""What the faulty plugin can be told to do wrong while it checks, and what that costs."""
from desk import SLOW

TIMEOUT = 0.2 * SLOW
CRASH, LATE = "core/plugin-crash", "core/plugin-timeout"
NONSENSE = "closed or wrote over what is sumlint's"
TOO_LATE = r"did not end within [\d.]+ s \(--timeout\)"
MEMORY = r"used up its memory \(--memory-limit\)"
FORBIDDEN = r"did what the sandbox forbids \(SIGSYS\)"


def signal(name):
    return r"crashed \(SIG%s\)" % name


# What a document asks for, the rule of core it costs, and what that says; of a plugin that is confined, and of one that is not. None: nothing is broken.
FAULTS = {
    "segv": (CRASH, signal("SEGV")),
    "abort": (CRASH, signal("ABRT")),
    "bus": (CRASH, signal("BUS"), signal("BUS")),
    "fpe": (CRASH, signal("FPE")),
    "exit-0": (CRASH, r"ended the process \(exit status 0\)"),
    "exit-3": (CRASH, r"ended the process \(exit status 3\)"),
    "exit-at-once": (CRASH, r"ended the process \(exit status 7\)"),
    "exit-77": (CRASH, r"ended the process \(exit status 77\)"),
    "stack": (CRASH, signal("SEGV")),
    "jump": (CRASH, "crashed .*"),
    "free-twice": (CRASH, signal("ABRT")),
    "overrun-heap": (CRASH, "crashed .*"),
    "loop": (LATE, TOO_LATE),
    "sleep": (LATE, TOO_LATE),
    "eat": (CRASH, MEMORY),
    "eat-blindly": (CRASH, signal("SEGV")),
    "eat-and-go": (CRASH, MEMORY),
    "thousands": None,
    "print": None,
    "print-and-keep": None,
    "ruin-heap": (CRASH, signal("SEGV")),
    "close-all": (CRASH, NONSENSE),
    "close-and-loop": (CRASH, NONSENSE),
    "change-folder": None,
    "take-signals": None,
    "take-signals-and-loop": (LATE, TOO_LATE),
    "mask-signals": (CRASH, signal("ABRT")),
    "leave-child": (CRASH, FORBIDDEN, None),
    "leave-child-and-crash": (CRASH, FORBIDDEN, signal("ABRT")),
    "thread-crash": (CRASH, None, signal("ABRT")),
    "stop": (CRASH, r"was stopped \(SIGSTOP\)"),
    "kill-itself": (CRASH, r"was killed, by itself or for want of memory \(SIGKILL\)"),
    "scribble": None,
    "scribble-and-crash": (CRASH, signal("ABRT")),
    "scribble-and-loop": (LATE, TOO_LATE),
    "clear-and-loop": (LATE, TOO_LATE),
    "beat": (LATE, TOO_LATE),
    # To find the page may be too late already.
    "hide-and-loop": ("core/plugin-(crash|timeout)", "(%s|%s)" % (NONSENSE, TOO_LATE)),
    "hide-and-sleep": ("core/plugin-(crash|timeout)", "(%s|%s)" % (NONSENSE, TOO_LATE)),
    "count-pages": None,
    "garbage": (CRASH, NONSENSE),
    "false-head": (CRASH, NONSENSE),
    "without-end": ("core/plugin-(crash|timeout)", r"(%s|%s|crashed \(SIGPIPE\))" % (NONSENSE, TOO_LATE)),
}


# Found by the clock alone. All others are given time, for the machine may be busy.
LATE_ONES = ("loop", "sleep", "close-and-loop", "take-signals-and-loop", "stop", "scribble-and-loop", "clear-and-loop", "beat", "hide-and-loop", "hide-and-sleep", "garbage", "false-head", "without-end")
