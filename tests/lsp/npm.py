#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs npm.js, whose client is the one that editors are written with. usage: npm.py SUMLINT BUILD [WORD...]"""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True  # not into the source tree
sys.path.insert(0, os.path.join(HERE, "..", "formats"))
import npm  # noqa: E402


def main():
    sumlint, build = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    try:
        packages = npm.folder_of(build, os.path.join(HERE, "npm"), "lsp")
    except npm.Missing as missing:
        print("1..0 # SKIP %s" % missing)
        return 0
    folder = tempfile.mkdtemp(prefix="sumlint-lsp-npm-")
    try:
        return subprocess.call(["node", os.path.join(HERE, "npm.js"), sumlint, *sys.argv[3:]], cwd=folder,
                               env=dict(os.environ, NODE_PATH=os.path.join(packages, "node_modules")))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
