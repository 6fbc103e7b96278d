#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shards joined give what one run gives; records in give results out; lists of files are files. usage: run.py SUMLINT HOUSE_PLUGIN_DIR"""
import json
import os
import random
import re
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


def damaged_reports(folder, out):
    """Whatever was done to it, a report that is not what the shard wrote is refused, and nothing is told."""
    report, bent = os.path.join(out, "whole.jsonl"), os.path.join(out, "bent.jsonl")
    run(["check", "--shard", "1/1", "--format", "jsonl=" + report, "-s", "."], folder)
    lines = open(report, "rb").read().splitlines(keepends=True)
    problems, totals = lines[:-1], lines[-1]
    check("as it was written", run(["merge", report], folder).stdout == run(["check", "."], folder).stdout)
    changed = {
        "the totals first": [totals] + problems,
        "a line lost": problems[:3] + problems[4:] + [totals],
        "a line twice": problems[:4] + problems[3:] + [totals],
        "lines in another order": problems[::-1] + [totals],
        "twice over": lines + lines,
        "a line behind the totals": lines + problems[-1:],
        "fewer errors": problems + [re.sub(rb'"errors":[0-9]+', b'"errors":0', totals)],
        "more files": problems + [re.sub(rb'"files":[0-9]+', b'"files":1000', totals)],
        "another version": problems + [totals.replace(b'"version":1', b'"version":2')],
        "no version": problems + [totals.replace(b'"version":1,', b"")],
        "no digest": problems + [re.sub(rb',"digest":"[0-9a-f]+"', b"", totals)],
        "a span that ends before it begins": [re.sub(rb'"byte_end":[0-9]+', b'"byte_end":0', problems[0])] + lines[1:],
        "a span far away": [re.sub(rb'"byte_start":[0-9]+', b'"byte_start":99999999', problems[0])] + lines[1:],
        "another message": [problems[0].replace(b'"message":"', b'"message":"x')] + lines[1:],
        "a fingerprint that is none": [re.sub(rb'"fingerprint":"[0-9a-f]+"', b'"fingerprint":"zzzzzzzzzzzzzzzz"', problems[0])] + lines[1:],
        "bytes that are no name": [problems[0].replace(b'"line":', b'"file_bytes":"6","line":', 1)] + lines[1:],
    }
    for name, bytes_of in changed.items():
        open(bent, "wb").write(b"".join(bytes_of))
        for formats in ["text", "sarif"]:
            said = run(["merge", "--format", formats, bent], folder, statuses=(2,))
            check("%s, %s" % (name, formats), b"bent.jsonl" in said.stderr, said.stderr)
    open(bent, "wb").write(b"".join(lines)[:-1])
    check("without the last end of line", run(["merge", bent], folder).returncode == 1)


def names_of_bytes(top):
    """Names that are no UTF-8 are what they are in every format, and stand where they belong."""
    folder, out = os.path.join(top, "bytes"), os.path.join(top, "bytes-out")
    os.makedirs(out)
    write_documents(folder, 9)
    for i, name in enumerate([b"bad\xff\xfe.md", b"x\xfe.md", b"x\xff.md", b"\xe9.md", b"x\xc3\xbc.md"]):
        source = os.path.join(folder, "00", sorted(os.listdir(os.path.join(folder, "00")))[0])
        shutil.copy(source, os.path.join(os.fsencode(folder), name))
    for formats in ["text", "concise", "json", "jsonl", "sarif", "junit", "checkstyle", "gitlab", "github", "rdjson", "tap"]:
        whole = run(["check", "--format", formats, "."], folder)
        for n in [1, 3]:
            reports = [os.path.join(out, "%d-%d.jsonl" % (n, k)) for k in range(1, n + 1)]
            for k, report in enumerate(reports):
                run(["check", "--shard", "%d/%d" % (k + 1, n), "--format", "jsonl=" + report, "-s", "."], folder)
            merged = run(["merge", "--format", formats, *reports], folder)
            check("names of bytes, %d, %s" % (n, formats), merged.stdout == whole.stdout and merged.returncode == whole.returncode)


def baselines(folder, out, options):
    """What is known is known at the merge, too."""
    base = os.path.join(out, "base.json")
    run(["check", *options, "--write-baseline", base, "-s", "."], folder)
    for own in [[], ["--baseline", base]]:
        reports = [os.path.join(out, "b%d.jsonl" % k) for k in (1, 2)]
        for k, report in enumerate(reports):
            run(["check", *options, *own, "--shard", "%d/2" % (k + 1), "--format", "jsonl=" + report, "-s", "."], folder)
        merged = run(["merge", *options, "--baseline", base, *reports], folder)
        check("a baseline at the merge", merged.returncode == 0 and merged.stdout == b"", merged.stdout)
    check("a baseline that is not there", run(["merge", "--baseline", "nowhere.json", *reports], folder, statuses=(2,)).stdout == b"")


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
    with open(os.path.join(folder, "nul.list"), "wb") as out:
        out.write(b"\0".join(os.fsencode(n) for n in names))
    refused = run(["check", "--files-from", "nul.list"], folder, statuses=(2,))
    check("a list with NULs", b"--from-stdin0" in refused.stderr and refused.stdout == b"")
    shell = "$0 check --files-from <(sleep 0.3; printf '%s\\n' \"$@\")"
    slow = subprocess.run(["bash", "-c", shell, SUMLINT, *names], cwd=folder, stdout=subprocess.PIPE)
    check("a list from a command that takes its time", slow.stdout == named)
    shutil.copy(os.path.join(folder, names[0]), os.path.join(folder, "-"))
    dash = run(["check", "--format", "json", "--from-stdin0"], folder, b"-\0")
    check("a file called - in a list", {p["file"] for p in json.loads(dash.stdout)["problems"]} <= {"-"} and json.loads(dash.stdout)["summary"]["files"] <= 1)
    os.remove(os.path.join(folder, "-"))
    os.remove(os.path.join(folder, "nul.list"))
    empty = run(["check", "--from-stdin0"], folder, b"")
    check("an empty list is no files", empty.stdout == b"" and empty.returncode == 0)
    check("no such list", run(["check", "--files-from", "nowhere"], folder, statuses=(2,)).stderr != b"")


def descriptors(folder):
    """What the shell names by a descriptor is read here, and whole."""
    name = sorted(os.path.relpath(os.path.join(p, f), folder) for p, _, files in os.walk(folder) for f in files if f.endswith(".md"))[0]
    wanted = [(p["line"], p["rule"]) for p in json.loads(run(["check", "--format", "json", name], folder).stdout)["problems"]]
    for shell in ["$0 check --format json /dev/stdin < \"$1\"", "cat \"$1\" | $0 check --format json /dev/stdin", "$0 check --format json /proc/self/fd/0 < \"$1\"",
                  "$0 check --format json <(sleep 0.2; cat \"$1\")"]:
        done = subprocess.run(["bash", "-c", shell, SUMLINT, name], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        check(shell, [(p["line"], p["rule"]) for p in json.loads(done.stdout)["problems"]] == wanted and done.stderr == b"", done.stderr)
    two = subprocess.run(["bash", "-c", "$0 check --format json <(cat \"$1\") <(cat \"$1\")", SUMLINT, name], cwd=folder, stdout=subprocess.PIPE)
    check("two of them", len(json.loads(two.stdout)["problems"]) == 2 * len(wanted) and json.loads(two.stdout)["summary"]["files"] == 2)


def main():
    top = tempfile.mkdtemp(prefix="sumlint-shard-")
    folder, out = os.path.join(top, "desk"), os.path.join(top, "out")
    os.makedirs(out)
    write_documents(folder, 60)
    shards(folder, out, [])
    every_file_once(folder)
    bad_reports(folder, out)
    damaged_reports(folder, out)
    records(folder)
    lists(folder)
    descriptors(folder)
    shutil.rmtree(out)
    os.makedirs(out)
    shards(folder, out, ["--plugin-dir", PLUGINS])
    baselines(folder, out, ["--plugin-dir", PLUGINS])
    names_of_bytes(top)
    shutil.rmtree(top)
    print("%d passed" % PASSED)


main()
