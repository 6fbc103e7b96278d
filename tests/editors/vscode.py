#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Builds, tests and packages editors/vscode/ in a temporary folder, and looks at the package.

usage: vscode.py SUMLINT TOP BUILD      exit 77 where there is no npm, or no way to what it would install into BUILD
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.dont_write_bytecode = True  # not into the source tree
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "formats"))

import npm  # noqa: E402

# Made by tools, in the folder of somebody who works on the extension.
MADE = shutil.ignore_patterns("node_modules", "dist", "out", "schemas", "*.vsix")


def copy(top, folder):
    """What the extension is made of; beside it what it refers to."""
    there = os.path.join(folder, "editors", "vscode")
    shutil.copytree(os.path.join(top, "editors", "vscode"), there, ignore=MADE)
    shutil.copytree(os.path.join(top, "docs", "schemas"), os.path.join(folder, "docs", "schemas"))
    for name in ("LICENSE", "meson.build"):
        shutil.copyfile(os.path.join(top, name), os.path.join(folder, name))
    return there


def run(there, sumlint, *command):
    env = dict(os.environ, SUMLINT=sumlint, NO_UPDATE_NOTIFIER="1", npm_config_update_notifier="false")
    done = subprocess.run(command, cwd=there, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, "%s: status %d\n%s" % (" ".join(command), done.returncode, text)
    return text


def look_at(package, manifest):
    """All that belongs into it, and nothing else."""
    with zipfile.ZipFile(package) as archive:
        names = {n[len("extension/"):] for n in archive.namelist() if n.startswith("extension/")}
        schemas = {n for n in names if re.fullmatch(r"schemas/sumlint-\w+\.schema\.json", n)}
        expected = {"package.json", "readme.md", "changelog.md", "LICENSE.txt", "dist/extension.js", "dist/NOTICES.txt"}
        assert names - schemas == expected, "the package holds %s" % sorted(names)
        for entry in manifest["contributes"]["yamlValidation"]:
            assert os.path.normpath(entry["url"]) in schemas, entry
        assert b"vscode-languageclient" in archive.read("extension/dist/NOTICES.txt")


def main():
    sumlint, top, build = (os.path.abspath(a) for a in sys.argv[1:4])
    try:
        installed = npm.folder_of(build, os.path.join(top, "editors", "vscode"), "editors")
    except npm.Missing as missing:
        print("skipped: %s" % missing)
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="sumlint-vscode-") as folder:
        there = copy(top, folder)
        os.symlink(os.path.join(installed, "node_modules"), os.path.join(there, "node_modules"))
        text = run(there, sumlint, "npm", "test", "--silent")
        print(text)
        passed = int(re.search(r"^# pass (\d+)$", text, re.M).group(1))
        assert passed and re.search(r"^# skipped 0$", text, re.M), "tests were skipped, or there are none"
        with open(os.path.join(there, "package.json"), encoding="utf-8") as file:
            manifest = json.load(file)
        run(there, sumlint, "npm", "run", "package", "--silent")
        look_at(os.path.join(there, "sumlint-%s.vsix" % manifest["version"]), manifest)
    print("ok: %d tests, and the package" % passed)


main()
