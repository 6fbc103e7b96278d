#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the pages against the program: what the program makes is fresh, the manual's overview names every command and no option that there is
not, links lead somewhere.

usage: pages.py SUMLINT TOP
"""
import os
import re
import subprocess
import sys
import tempfile

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")

# Linked to before it is written.
LATER = set()


def output(*command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")


def read(*path):
    return open(os.path.join(*path), encoding="utf-8").read()


def files_below(folder):
    return {os.path.relpath(os.path.join(path, name), folder) for path, _, names in os.walk(folder) for name in names}


def generated_are_fresh(sumlint, top):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([os.path.join(top, "docs", "generate.sh"), sumlint, folder], stdin=subprocess.DEVNULL, check=True)
        made = files_below(folder)
        for name in sorted(made):
            if not os.path.exists(os.path.join(top, name)) or read(top, name) != read(folder, name):
                yield "%s: is not what the program makes of it: run ./dev docs" % name
    for name in sorted({os.path.join("docs", "man", n) for n in os.listdir(os.path.join(top, "docs", "man"))} - made):
        yield "%s: is made no more: remove it" % name


def commands(sumlint):
    text = output(sumlint, "--help")
    listed = text[text.index("Commands:\n") : text.index("\nOptions:")]
    return re.findall(r"^  (\w\S*)", listed, re.M)


def options_of(sumlint, command):
    text = output(sumlint, command, "--help")
    return {m for line in text[text.index("\nOptions:") :].splitlines() for m in re.findall(r"^  (?:-\w, |    )(--[a-z-]+)", line)}


def manual_names_what_is_there(sumlint, top):
    """The overview; every option of a command is on the command's own page, which is made from the same table as its help."""
    manual = re.sub(r"\\f[BIPR]", "", read(top, "docs", "sumlint.1").replace("\\-", "-"))
    there = set(OPTION.findall(output(sumlint, "--help")))
    for command in commands(sumlint):
        there |= options_of(sumlint, command)
        if not re.search(r"^\.B (sumlint )?%s( |$)" % command, manual, re.M):
            yield "docs/sumlint.1: does not name the command '%s'" % command
        if not re.search(r"^\.BR sumlint-%s \(1\)" % command, manual, re.M):
            yield "docs/sumlint.1: does not refer to sumlint-%s(1)" % command
        if "'%s'" % command not in read(top, "docs", "meson.build"):
            yield "docs/meson.build: does not install sumlint-%s.1" % command
    for option in sorted(set(OPTION.findall(manual)) - there):
        yield "docs/sumlint.1: names %s, which no command has" % option


def anchors(text):
    """Of headings, as GitHub makes them."""
    text = re.sub(r"^(```+|~~~+).*?^\1\s*$", "", text, flags=re.M | re.S)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in re.findall(r"^#+ (.*)$", text, re.M)}


def links_lead_somewhere(sumlint, top):
    pages = [os.path.join(top, "README.md")] + [os.path.join(top, "docs", n) for n in sorted(os.listdir(os.path.join(top, "docs"))) if n.endswith(".md")]
    for page in pages:
        text = re.sub(r"^(```+|~~~+).*?^\1\s*$", "", read(page), flags=re.M | re.S)
        for link in LINK.findall(text):
            path, _, anchor = link.partition("#")
            if re.match(r"[a-z]+:", link):
                continue
            target = os.path.join(os.path.dirname(page), path) if path else page
            if not os.path.exists(target) and os.path.relpath(target, top) not in LATER:
                yield "%s: %s leads nowhere" % (os.path.relpath(page, top), link)
            elif anchor and os.path.exists(target) and target.endswith(".md") and anchor not in anchors(read(target)):
                yield "%s: %s: there is no such heading" % (os.path.relpath(page, top), link)


def main():
    problems = [p for check in (generated_are_fresh, manual_names_what_is_there, links_lead_somewhere) for p in check(os.path.abspath(sys.argv[1]), sys.argv[2])]
    for problem in problems:
        print(problem)
    print("%d problems" % len(problems))
    sys.exit(1 if problems else 0)


main()
