#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the pages against the program: docs/rules.md is fresh, the manual names every option of every command and no other, links lead somewhere.

usage: pages.py SUMLINT TOP
"""
import os
import re
import subprocess
import sys

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")

# Linked to before it is written.
LATER = set()


def output(*command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")


def read(*path):
    return open(os.path.join(*path), encoding="utf-8").read()


def rules_are_fresh(sumlint, top):
    if read(top, "docs", "rules.md") != output(sumlint, "rules", "--no-config", "--format", "markdown"):
        yield "docs/rules.md: is not what the manifests say: run ./dev docs"


def commands(sumlint):
    text = output(sumlint, "--help")
    listed = text[text.index("Commands:\n") : text.index("\nOptions:")]
    return re.findall(r"^  (\w\S*)", listed, re.M)


def manual_names_all(sumlint, top):
    manual = re.sub(r"\\f[BIPR]", "", read(top, "docs", "sumlint.1").replace("\\-", "-"))
    named = set(OPTION.findall(manual))
    there = set(OPTION.findall(output(sumlint, "--help")))
    for command in commands(sumlint):
        if not re.search(r"^\.B (sumlint )?%s( |$)" % command, manual, re.M):
            yield "docs/sumlint.1: does not name the command '%s'" % command
        text = output(sumlint, command, "--help")
        own = {m for line in text[text.index("\nOptions:") :].splitlines() for m in re.findall(r"^  (?:-\w, |    )(--[a-z-]+)", line)}
        there |= own
        for option in sorted(own - named):
            yield "docs/sumlint.1: does not name %s of 'sumlint %s'" % (option, command)
    for option in sorted(named - there):
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
    problems = [p for check in (rules_are_fresh, manual_names_all, links_lead_somewhere) for p in check(os.path.abspath(sys.argv[1]), sys.argv[2])]
    for problem in problems:
        print(problem)
    print("%d problems" % len(problems))
    sys.exit(1 if problems else 0)


main()
