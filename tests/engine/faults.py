#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every way for a plugin to break costs one diagnostic, of that rule at that document, and nothing else is missing, doubled or made up.
Usage: faults.py SUMLINT FAULTY.so [WORD...]"""
import collections
import json
import os
import re
import shutil
import subprocess
import sys

from desk import LACKS, Run, SANDBOX, SLOW, SUMLINT, broken, case, documents, end, expected, folder, healthy, needs_sandbox, nothing_left, plugin, same
from fault_list import CRASH, FAULTS, FORBIDDEN, LATE, LATE_ONES, MEMORY, NONSENSE, TIMEOUT, TOO_LATE, signal


def run(where, docs, *arguments, memory="50M", late=False, prefix=()):
    return Run(["--plugin-dir", where + "/p", "-j2", "--timeout", "%g" % (TIMEOUT if late else 20 * SLOW), "--memory-limit", memory, "--format", "json",
                *arguments, docs], prefix=prefix)


def blamed(problems, wanted, name="faulty"):
    """`wanted`: {file: (rule of core, what it says)}: these, each once, and no other."""
    found = broken(problems)
    assert sorted(found) == sorted(wanted), "broken: %s" % found
    for file, said in found.items():
        rule, why = wanted[file]
        text = r"rule %s/fault of plugin %s %s: what it would have said of this document is missing" % (name, name, why)
        assert len(said) == 1 and re.fullmatch(rule, said[0][0]) and re.fullmatch(text, said[0][1]), "%s: %s, not %s" % (file, said, wanted[file])


def look_for(fault, mode):
    """In the midst of documents that are in order, before and behind which others are checked by the same worker."""
    rows = FAULTS[fault]
    why = None if rows is None else rows[1] if mode == "auto" or len(rows) < 3 else rows[2]
    where = folder()
    docs = documents(where + "/d", [["FAULT: " + fault] if i == 5 else [] for i in range(9)])
    plugin(where + "/p")
    wanted = expected(docs)
    done = run(where, docs, "--sandbox=" + mode, late=fault in LATE_ONES)
    same(healthy(done.problems()), wanted)
    blamed(done.problems(), {"00005.md": (rows[0], why)} if why else {})
    # Where a crash of some thread is told is a matter of time; that it is told is not.
    assert done.status == (2 if why else 1), "status %d: %s" % (done.status, done.err)
    # What a plugin says on standard error is seen where it is free.
    assert not done.err or (mode == "off" and fault in ("free-twice", "overrun-heap")), "told beside: %s" % done.err
    nothing_left(where)


def all_of(mode):
    wrong = []
    for fault in FAULTS:
        if fault == "thread-crash":
            continue
        try:
            look_for(fault, mode)
        except AssertionError as error:
            wrong.append("%s: %s" % (fault, error))
    assert not wrong, "\n".join(wrong)


@case
def every_fault_confined():
    needs_sandbox()
    all_of("auto")


@case
def every_fault_free():
    all_of("off")


@case
def time_used_up_before_the_limit_is_no_fault():
    where = folder()
    docs = documents(where + "/d", [["FAULT: work-hard"], []])
    plugin(where + "/p")
    wanted = expected(docs)
    done = Run(["--plugin-dir", where + "/p", "--timeout", "%g" % (3 * SLOW), "--format", "json", docs])
    same(healthy(done.problems()), wanted)
    assert done.status == 1 and not broken(done.problems()), done.problems()


@case
def a_thread_that_crashes_is_told():
    """It may come when another document is at hand: whichever rules it costs, all others are there."""
    where = folder()
    docs = documents(where + "/d", [["FAULT: thread-crash", "FAULT: work-hard"]] + [[] for _ in range(5)])
    plugin(where + "/p")
    wanted = expected(docs)
    done = Run(["--plugin-dir", where + "/p", "-j1", "--sandbox=off", "--format", "json", docs])
    same(healthy(done.problems()), wanted)
    assert done.status == 2 and list(broken(done.problems())) == ["00000.md"], (done.status, broken(done.problems()))


@case
def two_plugins_two_rules():
    """Each is blamed for its own, also at one document."""
    where = folder()
    docs = documents(where + "/d", [[], ["FAULT: segv"], [], ["FAULT: abort"], []])
    plugin(where + "/p")
    plugin(where + "/p", name="other")
    wanted = expected(docs, names=("faulty", "other"))
    done = run(where, docs)
    same(healthy(done.problems()), wanted)
    found = broken(done.problems())
    assert sorted(found) == ["00001.md", "00003.md"], found
    for said in found.values():
        assert [re.match(r"rule (\S+) of", message).group(1) for _, message in said] == ["faulty/fault", "other/fault"], found
    assert done.status == 2
    nothing_left(where)


@case
def two_rules_that_break_only_together():
    """The one that trips over what another left behind is left out, and no third one."""
    where = folder()
    docs = documents(where + "/d", [["FAULT: arm"] if i == 2 else [] for i in range(4)])
    plugin(where + "/p")
    plugin(where + "/p", name="other")
    wanted = expected(docs, names=("faulty", "other"))
    done = run(where, docs, "--ignore", "other/fault")
    same(healthy(done.problems()), wanted)
    found = broken(done.problems())
    assert list(found) == ["00002.md"] and len(found["00002.md"]) == 1 and found["00002.md"][0][1].startswith("rule faulty/corpus of plugin faulty crashed (SIGABRT)"), found
    assert done.status == 2
    nothing_left(where)


@case
def whoever_starts_it_may_ignore_the_ends_of_children():
    where = folder()
    docs = documents(where + "/d", [["FAULT: segv"] if i == 2 else [] for i in range(4)])
    plugin(where + "/p")
    wanted = expected(docs)
    done = run(where, docs, prefix=[sys.executable, "-c", "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"])
    same(healthy(done.problems()), wanted)
    blamed(done.problems(), {"00002.md": FAULTS["segv"]})
    assert done.status == 2
    nothing_left(where)


@case
def rules_of_core_can_be_set():
    """Off: not told at its document; the status says all the same that something is missing."""
    where = folder()
    docs = documents(where + "/d", [["FAULT: segv"], []])
    plugin(where + "/p")
    with open(where + "/c.yaml", "w", encoding="utf-8") as file:
        file.write("extends: summary\nrules:\n  core/plugin-crash: off\n")
    done = run(where, docs, "--config", where + "/c.yaml")
    assert done.status == 2 and not broken(done.problems()), (done.status, broken(done.problems()))
    # Nor is that lost where reports are joined.
    options = [SANDBOX, "--plugin-dir", where + "/p", "--config", where + "/c.yaml"]
    shares = [subprocess.run([SUMLINT, "check", *options, "--shard", "%d/2" % k, "--format", "jsonl=%s/%d" % (where, k), "-s", docs], check=False).returncode
              for k in (1, 2)]
    merged = subprocess.run([SUMLINT, "merge", *options, where + "/1", where + "/2"], stdout=subprocess.PIPE, check=False)
    assert 2 in shares and merged.returncode == 2 and b"plugin-crash" not in merged.stdout, (shares, merged)


@case
def misuse_of_the_interface_is_told():
    for fault, said in (("misuse", "report"), ("misuse-format", "format")):
        where = folder()
        docs = documents(where + "/d", [["FAULT: " + fault], []])
        plugin(where + "/p")
        wanted = expected(docs)
        done = run(where, docs)
        same(healthy(done.problems()), wanted)
        assert done.status == 2 and "rule 'faulty/fault' breaks the plugin interface: %s is called with NULL" % said in done.err, done.err


@case
def records_are_answered_all_the_same():
    """`sumlint filter`, in more than one piece."""
    where = folder()
    docs = documents(where + "/d", [["FAULT: segv"] if i % 150 == 149 else [] for i in range(1500)])
    plugin(where + "/p")
    wanted = expected(docs)
    names = sorted(os.path.join(docs, name) for name in os.listdir(docs))
    records = "".join(json.dumps({"file": name, "text": open(name, encoding="utf-8").read()}) + "\n" for name in names)
    done = subprocess.run([SUMLINT, "filter", SANDBOX, "--plugin-dir", where + "/p", "-j2"], input=records.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["file"] for answer in answers] == names and done.returncode == 2 and not done.stderr, (done.returncode, done.stderr)
    problems = [problem for answer in answers for problem in answer["problems"]]
    same(healthy(problems), wanted)
    blamed(problems, {"%05d.md" % i: (CRASH, signal("SEGV")) for i in range(149, 1500, 150)})
    nothing_left(where)


@case
def standard_input_and_what_is_staged():
    """Read by others than the file system."""
    where = folder()
    docs = documents(where + "/d", [["FAULT: segv"] if i == 1 else [] for i in range(3)])
    plugin(where + "/p")
    with open(docs + "/00001.md", "rb") as file:
        done = Run(["--plugin-dir", where + "/p", "--format", "json", "--stdin-filename", docs + "/00001.md", "-"], stdin=file.read())
    blamed(done.problems(), {"00001.md": (CRASH, signal("SEGV"))})
    if not shutil.which("git"):
        return
    env = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
    for command in (["init", "-q"], ["add", "d"]):
        subprocess.run(["git", *command], cwd=where, env={**os.environ, **env}, check=True)
    wanted = expected(docs)
    shutil.rmtree(docs)
    done = Run(["--plugin-dir", where + "/p", "--format", "json", "--staged"], cwd=where, env=env)
    found = collections.Counter((os.path.join(where, key[0]), *key[1:]) for key in healthy(done.problems()).elements())
    same(found, wanted)
    blamed(done.problems(), {"00001.md": (CRASH, signal("SEGV"))})
    nothing_left(where)


# ---- before documents are checked, and behind them -----------------------------------------------------------------

LOADING = {
    "load-segv": "broke while it was loaded: signal SIGSEGV",
    "load-exit-3": "broke while it was loaded: it ended the process with status 3",
    "load-loop": "broke while it was loaded: it did not come to an end (--timeout)",
    "load-sleep": "broke while it was loaded: it did not come to an end (--timeout)",
    "load-fork": "broke while it was loaded: it did what the sandbox forbids (SIGSYS)",
    "load-stop": "broke while it was loaded: signal SIGSTOP",
    "load-kill-itself": "broke while it was loaded: signal SIGKILL",
    "give-abort": "broke while it was loaded: signal SIGABRT",
    "give-loop": "broke while it was loaded: it did not come to an end (--timeout)",
    "create-segv": "broke while rule 'faulty/fault' was set up: signal SIGSEGV",
    "create-exit-0": "broke while rule 'faulty/fault' was set up: it ended the process with status 0",
    "create-loop": "broke while rule 'faulty/fault' was set up: it did not come to an end (--timeout)",
}


@case
def faults_while_it_is_loaded():
    """The run does not begin: one error that names the plugin, and status 2."""
    wrong = []
    for stage, why in LOADING.items():
        if LACKS and stage == "load-fork":
            continue
        where = folder()
        docs = documents(where + "/d", [[], []])
        plugin(where + "/p", stage)
        done = run(where, docs, late=stage.endswith(("-loop", "-sleep", "-stop")))
        told = "%s/p/faulty-%s.so: error: plugin 'faulty' %s\n" % (where, stage, why)
        if done.status != 2 or done.err != told or done.out:
            wrong.append("%s: status %d, %r, not %r" % (stage, done.status, done.err, told))
        nothing_left(where)
    assert not wrong, "\n".join(wrong)


@case
def descriptors_closed_while_it_is_loaded():
    """That is found when the worker wants to answer: nobody can say whose doing it was, but who is left to choose from."""
    where = folder()
    docs = documents(where + "/d", [[], []])
    plugin(where + "/p", "load-close-all")
    done = run(where, docs)
    assert done.status == 2 and done.err == "%s/p/faulty-load-close-all.so: error: plugin 'faulty' broke while it was loaded: it closed or wrote over what is sumlint's\n" % where, done.err
    plugin(where + "/p", name="other")
    done = run(where, docs)
    assert done.status == 2 and done.err == ("sumlint: error: a worker process broke while plugins were loaded: it closed or wrote over what is sumlint's; "
                                             "not of the installation are 'faulty', 'other'\n"), done.err


@case
def faults_while_examples_are_run():
    """`sumlint rules --check-examples` says so, and takes no early end for a good one."""
    for stage, why in (("load-segv", "broke while its examples were run: signal SIGSEGV"), ("load-exit-0", "ended the process while its examples were run")):
        where = folder()
        plugin(where + "/p", stage)
        done = subprocess.run([SUMLINT, "rules", "--no-config", "--plugin-dir", where + "/p", "--check-examples", "faulty"], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False)
        assert done.returncode == 2 and done.stderr.decode() == "sumlint: error: a plugin %s\n" % why, (stage, done.returncode, done.stderr)


JUDGING = {
    "judge-segv": "signal SIGSEGV",
    "judge-exit-3": "it ended the process with status 3",
    "judge-loop": "it did not come to an end (--timeout)",
    "judge-close-all": "it closed or wrote over what is sumlint's",
    "judge-kill-itself": "signal SIGKILL",
    "judge-fork": "it did what the sandbox forbids (SIGSYS)",
}


@case
def faults_while_it_judges():
    """All that was said of documents is there; of the rule nothing."""
    wrong = []
    for stage, why in JUDGING.items():
        if LACKS and stage == "judge-fork":
            continue
        where = folder()
        docs = documents(where + "/d", [["FACT: %d" % (i % 2)] for i in range(4)])
        wanted = expected(docs)
        plugin(where + "/p", stage)
        done = run(where, docs, late=stage.endswith(("-loop", "-sleep", "-stop")))
        told = "error: rule 'faulty/corpus' broke while it judged the corpus: %s; what it would have said is missing\n" % why
        try:
            same(healthy(done.problems()), wanted)
            assert done.status == 2 and done.err.endswith(told), "status %d, %r, not %r" % (done.status, done.err, told)
            nothing_left(where)
        except AssertionError as error:
            wrong.append("%s: %s" % (stage, error))
    assert not wrong, "\n".join(wrong)


@case
def a_judge_that_does_not_stop_talking():
    """What it says is kept by the host, within the limit of memory; that it is heard gives it no more time."""
    where = folder()
    docs = documents(where + "/d", [["FACT: %d" % (i % 2)] for i in range(4)])
    wanted = expected(docs)
    told = "error: rule 'faulty/corpus' broke while it judged the corpus: %s; what it would have said is missing\n"
    for stage, sandbox, why in (("judge-flood", SANDBOX, "its memory ran out (--memory-limit)"),
                                ("judge-flood", "--sandbox=off", "its memory ran out (--memory-limit)"),
                                ("judge-dribble", SANDBOX, "it did not come to an end (--timeout)")):
        plugin(where + "/p", stage)
        done = run(where, docs, sandbox, memory="10M", late=stage == "judge-dribble")
        same(healthy(done.problems()), wanted)
        assert done.status == 2 and done.err.endswith(told % why), (done.status, done.err)
        nothing_left(where)


@case
def judged_without_faults():
    """So that the case above can fail."""
    where = folder()
    docs = documents(where + "/d", [["FACT: %d" % (i % 2)] for i in range(4)])
    plugin(where + "/p")
    done = run(where, docs)
    said = [p["message"] for p in done.problems() if p["rule"] == "faulty/corpus"]
    assert done.status == 1 and said == ["one of 2"] * 4, (done.status, said)


# ---- rules that fail on many documents -----------------------------------------------------------------------------


@case
def a_rule_is_switched_off():
    """Behind the tenth failure it is not run; the report says so, once; whatever the workers, the same."""
    where = folder()
    docs = documents(where + "/d", [["FAULT: segv"] if i % 2 else [] for i in range(120)])
    plugin(where + "/p")
    wanted = expected(docs)
    outputs = set()
    for jobs in (1, 2, 5):
        done = Run(["--plugin-dir", where + "/p", "-j%d" % jobs, "--format", "json", docs])
        same(healthy(done.problems()), wanted)
        found = broken(done.problems())
        assert sorted(found) == ["%05d.md" % i for i in range(1, 20, 2)], sorted(found)
        off = "; it failed on 10 of the first 20 documents, and is switched off for those that follow"
        assert [file for file, said in found.items() if said[0][1].endswith(off)] == ["00019.md"], found
        told = "error: rule 'faulty/fault' of plugin 'faulty' failed on 10 of the first 20 documents: it is switched off behind %s/00019.md\n" % docs
        assert done.status == 2 and done.err.endswith(told) and done.err.count("switched off") == 1, (done.status, done.err)
        outputs.add((done.out, done.err))
    assert len(outputs) == 1, "the workers' number shows"
    nothing_left(where)


@case
def a_rule_that_fails_seldom_stays():
    """A tenth failure among many documents is no reason."""
    where = folder()
    docs = documents(where + "/d", [["FAULT: exit-at-once"] if i % 20 == 19 else [] for i in range(260)])
    plugin(where + "/p")
    wanted = expected(docs)
    done = run(where, docs)
    same(healthy(done.problems()), wanted)
    assert len(broken(done.problems())) == 13 and "switched off" not in done.err, (len(broken(done.problems())), done.err)


# ---- limits --------------------------------------------------------------------------------------------------------


@case
def the_limit_of_memory_is_what_counts():
    """90 MB break at 10 MB, beside what the largest document may need; with more they are had."""
    where = folder()
    docs = documents(where + "/d", [["FAULT: eat-some"], []])
    plugin(where + "/p")
    wanted = expected(docs)
    for limit, why in (("10M", MEMORY), ("400M", None), ("0", None)):
        done = run(where, docs, memory=limit)
        same(healthy(done.problems()), wanted)
        blamed(done.problems(), {"00000.md": (CRASH, why)} if why else {})
        assert done.status == (2 if why else 1), (limit, done.status, done.err)


@case
def reports_without_end_meet_the_limit_of_memory():
    where = folder()
    docs = documents(where + "/d", [["FAULT: million"], []])
    plugin(where + "/p")
    wanted = expected(docs)
    done = run(where, docs)
    same(healthy(done.problems()), wanted)
    blamed(done.problems(), {"00000.md": (CRASH, MEMORY)})


@case
def no_limit_of_time():
    where = folder()
    docs = documents(where + "/d", [["FAULT: work-hard"], []])
    plugin(where + "/p")
    done = Run(["--plugin-dir", where + "/p", "--timeout", "0", "--memory-limit", "0", "--format", "json", docs])
    assert done.status == 1 and not done.err, (done.status, done.err)


end()
