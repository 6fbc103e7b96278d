#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plays a composite action as a runner of GitHub Actions does, as far as ours needs it.

usage: play.py ACTION.YML WORK [KEY=VALUE...]

Input `name` is given as inputs.name=VALUE, context as github.a.b=VALUE; the environment is handed on. WORK keeps `output`, `summary` and `path` of
the run, the cache in `cache/`, and a line for each upload in `uploads`. The exit status is that of the first step that fails.
"""
import os
import re
import shutil
import subprocess
import sys

import yaml


def evaluate(text, context):
    """An expression: names, strings, `||`, `!=` and `==`."""
    for part in text.split("||"):
        sides = re.split(r"\s*(!=|==)\s*", part.strip())
        values = [s[1:-1] if s.startswith("'") else context.get(s, "") for s in sides[::2]]
        value = values[0] if len(values) == 1 else (values[0] == values[1]) == (sides[1] == "==")
        if value:
            return value
    return value


def expand(text, context):
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda m: str(evaluate(m.group(1), context)), str(text))


def read_outputs(path):
    return dict(line.rstrip("\n").split("=", 1) for line in open(path, encoding="utf-8"))


def run_step(step, work, context):
    files = {"GITHUB_OUTPUT": "output", "GITHUB_STEP_SUMMARY": "summary", "GITHUB_PATH": "path"}
    env = dict(os.environ, **{name: os.path.join(work, file) for name, file in files.items()})
    env.update({name: expand(value, context) for name, value in step.get("env", {}).items()})
    open(env["GITHUB_OUTPUT"], "w").close()
    status = subprocess.run([step["shell"], "-e", "-c", expand(step["run"], context)], env=env, cwd=os.environ["GITHUB_WORKSPACE"]).returncode
    for name, value in read_outputs(env["GITHUB_OUTPUT"]).items():
        context["steps.%s.outputs.%s" % (step.get("id"), name)] = value
    return status


def use(step, given, work, context):
    kept = os.path.join(work, "cache", given.get("key", ""))
    if step["uses"].startswith("actions/cache/restore@"):
        if os.path.isdir(kept):
            shutil.copytree(kept, given["path"])
            context["steps.%s.outputs.cache-hit" % step["id"]] = "true"
    elif step["uses"].startswith("actions/cache/save@"):
        shutil.copytree(given["path"], kept)
    elif step["uses"].startswith("github/codeql-action/upload-sarif@"):
        open(os.path.join(work, "uploads"), "a").write("%s %s\n" % (given["category"], given["sarif_file"]))
    else:
        sys.exit("play.py does not know %s" % step["uses"])


def play(steps, work, context):
    for step in steps:
        if "if" in step and not evaluate(step["if"], context):
            continue
        if "uses" in step:
            use(step, {name: expand(value, context) for name, value in step["with"].items()}, work, context)
            continue
        status = run_step(step, work, context)
        if status:
            print("step '%s' failed: %d" % (step.get("name"), status), flush=True)
            return status
    return 0


def main():
    action = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
    work = sys.argv[2]
    context = {"inputs.%s" % name: entry.get("default", "") for name, entry in action["inputs"].items()}
    context.update(argument.split("=", 1) for argument in sys.argv[3:])
    status = play(action["runs"]["steps"], work, context)
    outputs = {name: expand(entry["value"], context) for name, entry in action["outputs"].items()}
    open(os.path.join(work, "outputs"), "w").writelines("%s=%s\n" % item for item in outputs.items())
    sys.exit(status)


main()
