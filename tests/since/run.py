#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`sumlint check --since` and `--staged` over real repositories in temporary folders.

usage: run.py SUMLINT [WORD...]    (only the cases whose names hold a word)

Every case is a function of one of the modules beside this one; it gets a fresh Repo.
"""
import os
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True

import desk  # noqa: E402
import files  # noqa: E402,F401
import lines  # noqa: E402,F401
import staged  # noqa: E402,F401
import names  # noqa: E402,F401
import places  # noqa: E402,F401


def main():
    words = sys.argv[2:]
    failed = passed = 0
    for function in desk.CASES:
        if words and not any(word in function.__name__ for word in words):
            continue
        top = os.path.realpath(tempfile.mkdtemp(prefix="sumlint-since-"))
        try:
            os.makedirs(top + "/home")
            function(desk.Repo(top + "/repo"))
            passed += 1
        except AssertionError as error:
            failed += 1
            print("FAILED %s: %s" % (function.__name__, error))
        finally:
            shutil.rmtree(top, ignore_errors=True)
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed or not passed else 0)


main()
