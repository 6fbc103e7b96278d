#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plays docs/examples/sharded-workflow.yml, each machine in a folder of its own, and compares what comes out with one run over everything.
usage: workflow.py SUMLINT WORKFLOW.yml"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    print("skipped: no Python with yaml")
    sys.exit(77)

SUMLINT, WORKFLOW = os.path.abspath(sys.argv[1]), sys.argv[2]
DOCUMENT = """# On words, part %d

## Summary

%s

## Topics

- %s
"""


def expand(text, share):
    return text.replace("${{ matrix.share }}", str(share)).replace("${{ runner.temp }}", "$RUNNER_TEMP")


class Machine:
    """A fresh checkout, with sumlint where the workflow installs it."""

    def __init__(self, top, name, desk, artifacts):
        self.artifacts, self.share = artifacts, name
        self.work, self.home, self.temp = (os.path.join(top, name, part) for part in ("work", "home", "runner temp"))
        shutil.copytree(desk, self.work)
        os.makedirs(self.home + "/.local/bin")
        os.makedirs(self.temp)
        os.symlink(SUMLINT, self.home + "/.local/bin/sumlint")

    def run(self, step):
        """Status and output."""
        env = dict(os.environ, HOME=self.home, RUNNER_TEMP=self.temp, XDG_CACHE_HOME="/dev/null/none")
        env.update({name: expand(value, self.share) for name, value in step.get("env", {}).items()})
        done = subprocess.run(["bash", "-e", "-c", expand(step["run"], self.share)], cwd=self.work, env=env, stdout=subprocess.PIPE, check=False)
        return done.returncode, done.stdout

    def path(self, given):
        return expand(given, self.share).replace("$RUNNER_TEMP", self.temp)

    def play(self, job):
        out = b""
        for step in job["steps"]:
            given = step.get("with", {})
            if step.get("name") == "Install sumlint":
                continue
            if "run" in step:
                status, out = self.run(step)
                if status:
                    return status, out
            elif step["uses"].startswith("actions/upload-artifact@"):
                shutil.copytree(self.path(given["path"]), os.path.join(self.artifacts, expand(given["name"], self.share)))
            elif step["uses"].startswith("actions/download-artifact@"):
                assert given["merge-multiple"]
                for name in sorted(os.listdir(self.artifacts)):
                    if re.fullmatch(given["pattern"].replace("*", ".*"), name):
                        shutil.copytree(os.path.join(self.artifacts, name), self.path(given["path"]), dirs_exist_ok=True)
            elif not step["uses"].startswith("actions/checkout@"):
                sys.exit("not ok: %s is not known here" % step["uses"])
        return 0, out


def write_desk(folder):
    for i in range(30):
        os.makedirs(folder + "/%d" % (i % 3), exist_ok=True)
        with open(folder + "/%d/%02d.md" % (i % 3, i), "w", encoding="utf-8") as out:
            out.write(DOCUMENT % (i, "Words outlive plans. " * (i % 9), ("Machine Lerning", "Open Science", "LLMs")[i % 3]))


def main():
    workflow = yaml.safe_load(open(WORKFLOW, encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="sumlint-workflow-") as top:
        desk, artifacts = top + "/desk", top + "/artifacts"
        write_desk(desk)
        os.mkdir(artifacts)
        whole = subprocess.run([SUMLINT, "check", "--format", "github", "."], cwd=desk, stdout=subprocess.PIPE, check=False)
        shares = workflow["jobs"]["check"]["strategy"]["matrix"]["share"]
        for share in shares:
            status, _ = Machine(top, str(share), desk, artifacts).play(workflow["jobs"]["check"])
            if status:
                sys.exit("not ok: share %s ends with %d" % (share, status))
        status, out = Machine(top, "report", desk, artifacts).play(workflow["jobs"]["report"])
        if whole.returncode != 1 or (status, out) != (1, whole.stdout):
            sys.exit("not ok: status %d, not %d; %d bytes, not %d" % (status, whole.returncode, len(out), len(whole.stdout)))
        print("%d shares say what one run says: %d bytes" % (len(shares), len(out)))


main()
