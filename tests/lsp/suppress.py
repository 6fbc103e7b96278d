#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whatever a rule finds in the documents of tests/cases, the action that disables it on its line does so, and does nothing else. usage: suppress.py SUMLINT
CASES"""
import collections
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import client  # noqa: E402
from client import Client, apply, byte_place, uri_of  # noqa: E402
import texts  # noqa: E402

program, cases = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])


def documents(folder):
    for path, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if name.startswith("dot-"):
                os.rename(os.path.join(path, name), os.path.join(path, "." + name[4:]))
        for name in sorted(files):
            if name.endswith((".md", ".txt")) and name != "expected.txt":
                yield os.path.join(path, name)


def counted(problems):
    return collections.Counter(p["rule"] for p in problems)


def try_document(c, path, text, tried):
    try:
        before = texts.problems_of(text, path)
    except AssertionError:  # its config is what the case is about
        return
    uri = uri_of(path)
    c.open(uri, text)
    for problem in before:
        key = problem["rule"], path[-3:]
        span = {name: byte_place(text, problem["byte_" + name], "utf-8") for name in ("start", "end")}
        offered = c.request("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": span, "context": {"diagnostics": []}})
        title = "disable %s on this line" % problem["rule"]
        found = [a for a in offered if a["title"] == title and a["diagnostics"][0]["range"]["start"] == span["start"]]
        if not found or tried[key] >= 3:
            assert found or problem["rule"].startswith("core/") or text.startswith(("---", "\ufeff---")), (path, problem)
            continue
        tried[key] += 1
        after, had = counted(texts.problems_of(apply(text, texts.edits_of(found[0], uri), "utf-8"), path)), counted(before)
        if not after[problem["rule"]] < had[problem["rule"]] or after - had:
            sys.exit("not ok: %s: %s in line %d: then there is %s" % (path, problem["rule"], problem["line"], after))


def main():
    tried, home = collections.Counter(), tempfile.mkdtemp(prefix="sumlint-lsp-suppress-")
    for number, (group, case) in enumerate((g, c) for g in sorted(os.listdir(cases)) if os.path.isdir(os.path.join(cases, g))
                                           for c in sorted(os.listdir(os.path.join(cases, g))) if os.path.isdir(os.path.join(cases, g, c))):
        folder = os.path.join(home, str(number))
        shutil.copytree(os.path.join(cases, group, case), folder)
        os.chdir(folder)
        c = Client(folder=folder, encodings=["utf-8"], capabilities=texts.LITERALS)
        for path in documents(folder):
            try:
                with open(path, newline="", encoding="utf-8") as file:
                    text = file.read()
            except UnicodeDecodeError:
                continue
            try_document(c, path, text, tried)
        assert c.end() == 0
    os.chdir("/")
    shutil.rmtree(home)
    assert len(tried) > 40, tried
    print("ok: %d rules and syntaxes, %d problems" % (len(tried), sum(tried.values())))


client.SUMLINT = program
if __name__ == "__main__":
    main()
