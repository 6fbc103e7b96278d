#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""10,000 documents with a fault in 1 %: every healthy diagnostic is there, none twice, none missing, and every fault is told once.
Usage: load.py SUMLINT FAULTY.so [WORD...]"""
from desk import QUICK, Run, SLOW, broken, case, documents, end, expected, faulty_lines, folder, healthy, nothing_left, plugin, same

COUNT = 10000


@case
def ten_thousand_documents():
    where = folder()
    lines = faulty_lines(COUNT, COUNT // 100)
    docs = documents(where + "/d", lines)
    plugin(where + "/p")
    wanted = expected(docs)
    faults = {"%05d.md" % i for i, own in enumerate(lines) if own}
    assert len(faults) == COUNT // 100 and len(QUICK) == 16
    outputs = set()
    for jobs in (1, 3):
        done = Run(["--plugin-dir", where + "/p", "-j%d" % jobs, "--memory-limit", "100M", "--timeout", "%g" % (20 * SLOW), "--format", "json", docs], seconds=250)
        problems = done.problems()
        same(healthy(problems), wanted)
        found = broken(problems)
        assert set(found) == faults and all(len(said) == 1 for said in found.values()), (len(found), faults ^ set(found))
        assert all(rule == "core/plugin-crash" and message.startswith("rule faulty/fault of plugin faulty ") for ((rule, message),) in found.values())
        assert done.status == 2 and not done.err, (done.status, done.err)
        outputs.add(done.out)
        print("%d workers: %d healthy diagnostics of %d, %d faults told, %.1f s" % (jobs, sum(healthy(problems).values()), sum(wanted.values()), len(found), done.seconds))
        nothing_left(where)
    assert len(outputs) == 1


end()
