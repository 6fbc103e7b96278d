#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shards joined give what one run gives; records in give results out; lists of files are files. usage: run.py SUMLINT HOUSE_PLUGIN_DIR"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

SUMLINT, PLUGINS = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
PASSED = 0

BODY = """# {title}

## Summary

{summary}

## Key takeaway

Agree on the words before you agree on the plan.

## Key insights

Shared words outlive shared plans.

## Principles

- Name things once.
- Write the names down.

## In practice

- Keep the list of names where everyone looks.

## Topics

- {topic}
- Career Development
- Open Science

**Best for:** {role}

Editorial summary, takeaway, and curation by AIssential. Original article published by ACM Queue.
"""


def run(args, cwd, stdin=None, statuses=(0, 1)):
    done = subprocess.run([SUMLINT, *args], cwd=cwd, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in statuses:
        sys.exit("sumlint %s: status %d\n%s" % (" ".join(args), done.returncode, done.stderr.decode()))
    return done


def check(name, good, more=""):
    global PASSED
    if not good:
        sys.exit("not ok: %s %s" % (name, more))
    PASSED += 1


def write_documents(folder, count):
    rng = random.Random(7)
    for i in range(count):
        sub = os.path.join(folder, "%02d" % (i % 7))
        os.makedirs(sub, exist_ok=True)
        text = BODY.format(title="On words, part %d" % (i % 40), summary=" ".join(rng.choices("plans names lists teams words agree write keep share hold".split(), k=40)) + ".",
                           topic=rng.choice(["Machine Learning", "Machine Lerning", "LLMs", "Expert Systems"]), role=rng.choice(["Data Scientist", "Data Scientst"]))
        if i % 5 == 0:
            text = text.replace("## Principles", "<!-- sumlint-disable-next-line topics/unknown -->\n\n## Principles")
        with open(os.path.join(sub, "d%03d ü.md" % i), "w", encoding="utf-8") as out:
            out.write(text)


def shards(folder, out, options):
    """Whatever the number of shards and the order of their reports, whatever the format."""
    for formats in ["text", "json", "sarif", "junit", "checkstyle", "gitlab", "tap"]:
        whole = run(["check", *options, "--format", formats, "."], folder)
        for n in [1, 2, 5]:
            reports = []
            for k in range(1, n + 1):
                report = os.path.join(out, "r%d-%d.jsonl" % (n, k))
                if not os.path.exists(report) or formats == "text":
                    run(["check", *options, "--shard", "%d/%d" % (k, n), "--format", "jsonl=" + report, "-s", "."], folder)
                reports.append(report)
            merged = run(["merge", *options, "--format", formats, *reversed(reports)], folder)
            check("merge of %d as %s" % (n, formats), merged.stdout == whole.stdout and merged.returncode == whole.returncode)


def every_file_once(folder):
    whole = json.loads(run(["check", "--format", "json", "."], folder).stdout)
    seen = 0
    for k in range(1, 4):
        seen += json.loads(run(["check", "--shard", "%d/3" % k, "--format", "json", "."], folder).stdout)["summary"]["files"]
    check("every file is in one shard", seen == whole["summary"]["files"])


def bad_reports(folder, out):
    report = os.path.join(out, "r2-1.jsonl")
    twice = run(["merge", report, report], folder, statuses=(2,))
    check("a file in two reports", b"is in two reports" in twice.stderr)
    data = open(report, "rb").read()
    cut = os.path.join(out, "cut.jsonl")
    for size in [0, 10, len(data) // 2, len(data) - 5, data.rindex(b'{"version"')]:
        open(cut, "wb").write(data[:size])
        check("a report cut at %d" % size, run(["merge", cut], folder, statuses=(2,)).stderr != b"")
    open(cut, "wb").write(b'{"a": 1}\n[]\nnull\n')
    check("no report", b"jsonl" in run(["merge", cut], folder, statuses=(2,)).stderr)
    check("no such report", run(["merge", "nowhere.jsonl"], folder, statuses=(2,)).stderr != b"")


def records(folder):
    names = sorted(os.path.relpath(os.path.join(p, f), folder) for p, _, files in os.walk(folder) for f in files if f.endswith(".md"))
    whole = json.loads(run(["check", "--format", "json", "."], folder).stdout)["problems"]
    lines = "".join(json.dumps({"file": n, "text": open(os.path.join(folder, n), encoding="utf-8").read()}) + "\n" for n in names)
    out = [json.loads(line) for line in run(["filter"], folder, lines.encode()).stdout.splitlines()]
    check("a result a record, in order", [r["file"] for r in out] == names)
    check("the same problems", [p for r in out for p in r["problems"]] == whole)
    bad = run(["filter"], folder, b'nonsense\n{"file":"a.md"}\n\n' + lines.splitlines(keepends=True)[0].encode() + b'{"file":"a.md","text":"x\\u0000"}', statuses=(2,))
    results = [json.loads(line) for line in bad.stdout.splitlines()]
    check("bad records are answered", len(results) == 4 and "error" in results[0] and "error" in results[1] and "error" not in results[2])
    check("no records", run(["filter"], folder, b"").stdout == b"")
    if shutil.which("parallel"):
        split = subprocess.run(["parallel", "--will-cite", "--pipe", "-k", "-N", "7", "-j", "3", "-S", "3/:", SUMLINT + " filter || true"], cwd=folder,
                               input=lines.encode(), stdout=subprocess.PIPE, env=dict(os.environ, HOME=folder + "/..", LC_ALL="C.UTF-8"))
        check("GNU parallel over three workers", [json.loads(line) for line in split.stdout.splitlines()] == out)


def lists(folder):
    names = sorted(os.path.relpath(os.path.join(p, f), folder) for p, _, files in os.walk(folder) for f in files if f.endswith(".md"))[:20]
    named = run(["check", *names], folder).stdout
    check("--from-stdin0", run(["check", "--from-stdin0"], folder, "\0".join(names).encode()).stdout == named)
    check("--files-from -", run(["check", "--files-from", "-"], folder, "\r\n".join(names).encode()).stdout == named)
    empty = run(["check", "--from-stdin0"], folder, b"")
    check("an empty list is no files", empty.stdout == b"" and empty.returncode == 0)
    check("no such list", run(["check", "--files-from", "nowhere"], folder, statuses=(2,)).stderr != b"")


def main():
    top = tempfile.mkdtemp(prefix="sumlint-shard-")
    folder, out = os.path.join(top, "desk"), os.path.join(top, "out")
    os.makedirs(out)
    write_documents(folder, 60)
    shards(folder, out, [])
    every_file_once(folder)
    bad_reports(folder, out)
    records(folder)
    lists(folder)
    shutil.rmtree(out)
    os.makedirs(out)
    shards(folder, out, ["--plugin-dir", PLUGINS])
    shutil.rmtree(top)
    print("%d passed" % PASSED)


main()
