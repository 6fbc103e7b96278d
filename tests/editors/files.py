#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds docs/editors.md against the files in editors/: every one is shown or linked, what is shown stands there, and what has a format keeps to it.

usage: files.py TOP

Before a block of the page: <!-- whole: FILE -->, the block is the file; <!-- settings: FILE -->, the block stands in a comment of the file.
"""
import json
import os
import re
import sys
import tomllib

top = sys.argv[1]
problems = []
BLOCK = re.compile(r"^<!-- (whole|settings): (\S+) -->\n```\w+\n(.*?)^```", re.M | re.S)
# What is between the beginning of a comment's line and what it quotes.
LEADERS = {".lua": "--   ", ".el": ";;   ", ".vim": '"   '}
COMMAND = ["sumlint", "lsp"]


def read(*path):
    with open(os.path.join(top, *path), encoding="utf-8") as file:
        return file.read()


def say(text):
    problems.append(text)


def check_page(page):
    shown = set()
    for kind, path, block in BLOCK.findall(page):
        shown.add((kind, path))
        text = read(path)
        if kind == "whole" and block != text:
            say("docs/editors.md: what is shown of %s is not what stands there" % path)
        leader = LEADERS.get(os.path.splitext(path)[1])
        if kind == "settings" and "".join(leader + line + "\n" for line in block.splitlines()) not in text:
            say("docs/editors.md: these settings do not stand in a comment of %s:\n%s" % (path, block))
    return shown


def check_files(page, shown):
    for editor in sorted(os.listdir(os.path.join(top, "editors"))):
        folder = os.path.join(top, "editors", editor)
        if not os.path.isdir(folder) or editor == "vscode":
            continue
        for name in sorted(n for n in os.listdir(folder) if not n.endswith(".elc")):
            path = "editors/%s/%s" % (editor, name)
            if "(../%s)" % path not in page:
                say("docs/editors.md: no link to %s" % path)
            kind = "settings" if os.path.splitext(name)[1] in LEADERS else "whole"
            if (kind, path) not in shown:
                say("docs/editors.md: shows nothing of %s" % path)
            if "'%s'" % name not in read("editors", "meson.build"):
                say("editors/meson.build: does not install %s" % path)


def check_helix():
    config = tomllib.loads(read("editors", "helix", "languages.toml"))
    server = config["language-server"]["sumlint"]
    if [server["command"]] + server["args"] != COMMAND or server["required-root-patterns"] != [".sumlint.yaml"]:
        say("languages.toml: starts something else")
    served = {l["name"]: l for l in config["language"]}
    for name in ("markdown", "plain-text"):
        if "sumlint" not in served[name]["language-servers"] or served[name]["roots"] != [".sumlint.yaml"]:
            say("languages.toml: %s is not served" % name)


def check_coc():
    server = json.loads(read("editors", "vim", "coc-settings.json"))["languageserver"]["sumlint"]
    if [server["command"]] + server["args"] != COMMAND or server["filetypes"] != ["markdown", "text"] or not server["requireRootPattern"]:
        say("coc-settings.json: starts something else")


def main():
    page = read("docs", "editors.md")
    shown = check_page(page)
    check_files(page, shown)
    check_helix()
    check_coc()
    for problem in problems:
        print(problem)
    print("%d blocks of the page, %d problems" % (len(shown), len(problems)))
    sys.exit(1 if problems or not shown else 0)


main()
