#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The peak of memory does not grow with the number of documents, beyond their list, whatever is reported of them.
Usage: memory.py SUMLINT PEAK [WORD...]   (PEAK: bench/peak.c)"""
import os
import subprocess
import sys

PEAK = os.path.abspath(sys.argv.pop(2))

import house  # noqa: E402
from house import BAD  # noqa: E402

FEW, MANY = 1000, 20000
NAME = 320  # bytes: a path and its place in the list, which is twice as large as it must be while it grows
SLACK = 8192  # KiB: what a heap grows by is coarse, and reports wait in part

SMALL = {"": ["check"], "json": ["check", "--format", "json"], "sarif": ["check", "--format", "sarif"], "junit": ["check", "--format", "junit"],
         "github": ["check", "--format", "github"], "statistics": ["check", "--statistics"], "diff": ["check", "--diff"], "one worker": ["check", "--jobs", "1"]}


def documents(box, folder, count):
    """Names for one document: a file each would take its time."""
    for i in range(count):
        path = "%s/%03d" % (folder, i // 1000)
        if i % 1000 == 0:
            os.makedirs(box.path(path))
        os.link(box.path("d.md"), box.path("%s/%05d.md" % (path, i)))


def peak(box, folder, arguments):
    """KiB of the largest of all processes of the run."""
    done = subprocess.run([PEAK, house.SUMLINT, *arguments, folder], cwd=box.path(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          stdin=subprocess.DEVNULL, timeout=300, env=house.environment(), check=False)
    said = done.stderr.decode().split("\n")
    house.same("status (said %s)" % said, (done.returncode, len(said)), (1, 3))
    return int(said[1].split()[-1])


@house.case
def twenty_thousand_documents(box):
    box.write("d.md", BAD)
    documents(box, "few", FEW)
    documents(box, "many", MANY)
    allowed = (MANY - FEW) * NAME // 1024 + SLACK
    for name, arguments in SMALL.items():
        few, many = peak(box, "few", arguments), peak(box, "many", arguments)
        print("%s: %d KiB for %d documents, %d KiB for %d" % (name or "text", few, FEW, many, MANY))
        house.same("%s: %d KiB more (at most %d)" % (arguments, many - few, allowed), many - few <= allowed, True)


if __name__ == "__main__":
    house.main()
