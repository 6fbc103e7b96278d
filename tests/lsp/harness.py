# SPDX-License-Identifier: Apache-2.0
"""Cases with a name, run one by one; a folder of its own for each."""
import os
import shutil
import sys
import tempfile
import traceback

CASES = []
ENCODINGS = ("utf-8", "utf-16")


def case(function):
    """A case; with an argument it is run in either encoding."""
    if function.__code__.co_argcount == 1:
        for encoding in ENCODINGS:
            CASES.append(("%s (%s)" % (function.__name__, encoding), lambda e=encoding: function(e)))
    else:
        CASES.append((function.__name__, function))
    return function


def main():
    wanted, failed, home = sys.argv[2:], 0, tempfile.mkdtemp(prefix="sumlint-lsp-test-")
    environment = os.environ.copy()
    number = 0
    print("1..%d" % sum(1 for name, _ in CASES if not wanted or any(w in name for w in wanted)))
    for name, function in CASES:
        if wanted and not any(w in name for w in wanted):
            continue
        number += 1
        folder = os.path.join(home, str(number))
        os.mkdir(folder)
        os.chdir(folder)
        try:
            function()
            print("ok %d - %s" % (number, name), flush=True)
        except Exception:  # whatever it is, the case failed
            failed += 1
            print("not ok %d - %s" % (number, name), flush=True)
            for line in traceback.format_exc().splitlines():
                print("# " + line)
        os.environ.clear()
        os.environ.update(environment)
    os.chdir("/")
    shutil.rmtree(home)
    sys.exit(1 if failed else 0)


def equal(found, expected, more=""):
    if found != expected:
        raise AssertionError("found %r, expected %r %s" % (found, expected, more))


def write(path, text):
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, "w", newline="") as file:
        file.write(text)
