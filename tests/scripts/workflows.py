#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks, in the source folder, what GitHub and pre-commit would only say when it is too late: in .github/, docs/examples/, .pre-commit-hooks.yaml, and in the YAML
blocks of the pages that show how to use them.
"""
import glob
import os
import re
import sys

import yaml

ACTION = ".github/actions/sumlint/action.yml"
ABOUT_US = re.compile(r"^\s*(jobs:|repos:|- uses:|- id:)", re.M)
problems = []


def say(where, text):
    problems.append("%s: %s" % (where, text))


class Loader(yaml.SafeLoader):
    """A key that stands twice in a map is an error."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, "'%s' is there twice" % key, node.start_mark)
        return super().construct_mapping(node, deep)


def load(text, where):
    try:
        return yaml.load(text, Loader)
    except yaml.YAMLError as error:
        say(where, error)
        return None


def read(path):
    return open(path, encoding="utf-8").read()


def check_steps(steps, where, composite=False):
    ids = [step["id"] for step in steps if "id" in step]
    for step in steps:
        name = "%s: step '%s'" % (where, step.get("name", step.get("uses", step.get("run"))))
        if ("uses" in step) == ("run" in step):
            say(name, "has not one of 'uses' and 'run'")
        if "run" in step and composite and "shell" not in step:
            say(name, "has no 'shell'")
        if "run" in step and "${{" in step["run"] and not re.fullmatch(r"[^$]*(\$\{\{ matrix\.\w+ \}\}[^$]*)+", step["run"]):
            say(name, "puts an expression into shell text: hand it over in 'env'")
        if "uses" in step and not re.fullmatch(r"\./[\w./-]+|[\w./-]+@[\w.-]+", step["uses"]):
            say(name, "'uses' names no version")
        for known in re.findall(r"steps\.([\w-]+)\.", str(step)):
            if known not in ids:
                say(name, "names the step '%s', which there is not" % known)


def check_action(action):
    text = read(ACTION)
    used = set(re.findall(r"inputs\.([\w-]+)", text))
    for name in sorted(used ^ set(action["inputs"])):
        say(ACTION, "the input '%s' is %s" % (name, "not declared" if name in used else "not used"))
    for name, entry in list(action["inputs"].items()) + list(action["outputs"].items()):
        if not entry.get("description"):
            say(ACTION, "'%s' is not described" % name)
    steps = action["runs"]["steps"]
    check_steps(steps, ACTION, composite=True)
    for script in re.findall(r"\$GITHUB_ACTION_PATH/([\w.-]+)", text):
        path = os.path.join(os.path.dirname(ACTION), script)
        if not os.access(path, os.X_OK):
            say(ACTION, "%s is not there, or cannot be executed" % path)
    # What a script wants from its environment is handed over: all inputs, and what other steps found.
    handed = {name for step in steps for name in step.get("env", {})}
    wanted = set()
    for path in glob.glob(os.path.join(os.path.dirname(ACTION), "*.sh")):
        script = read(path)
        wanted |= {n for n in re.findall(r"\b((?:INPUT|SUMLINT)_[A-Z_]+)", script) if not re.search(r"\b%s=" % n, script)}
    for name in sorted(wanted ^ (handed - {"STATUS"})):
        say(ACTION, "%s is %s" % (name, "not handed over" if name in wanted else "handed over to nobody"))


def check_uses(steps, where, inputs):
    """What our own action is told, it knows."""
    for step in steps:
        if "actions/sumlint" in step.get("uses", ""):
            for name in step.get("with", {}):
                if name not in inputs:
                    say(where, "the action has no input '%s'" % name)


def check_workflow(workflow, where, inputs):
    if not isinstance(workflow, dict) or not (True in workflow or "on" in workflow) or not workflow.get("jobs"):  # `on` is a truth value in YAML 1.1
        say(where, "is no workflow")
        return
    for name, job in workflow["jobs"].items():
        if "runs-on" not in job:
            say(where, "the job '%s' runs on nothing" % name)
        check_steps(job["steps"], where)
        check_uses(job["steps"], where, inputs)


def check_hooks(hooks):
    where = ".pre-commit-hooks.yaml"
    for hook in hooks:
        program = hook["entry"].split()[0]
        if hook["language"] == "script" and not os.access(program, os.X_OK):
            say(where, "'%s' of the hook '%s' cannot be executed" % (program, hook["id"]))
    return {hook["id"] for hook in hooks}


def check_known(used, where, hooks):
    for hook in used:
        if hook["id"] not in hooks:
            say(where, "there is no hook '%s'" % hook["id"])


def check_page(path, inputs, hooks):
    text = read(path)
    for match in re.finditer(r"^```yaml\n(.*?)^```", text, re.M | re.S):
        if not ABOUT_US.search(match.group(1)):
            continue
        where = "%s:%d" % (path, text.count("\n", 0, match.start()) + 2)
        block = load(match.group(1), where)
        if isinstance(block, dict) and "jobs" in block:
            check_workflow(block, where, inputs)
        elif isinstance(block, dict) and "repos" in block:
            check_known([hook for repo in block["repos"] for hook in repo["hooks"]], where, hooks)
        elif isinstance(block, list):  # a part of either
            check_uses(block, where, inputs)
            check_known([item for item in block if "id" in item and "uses" not in item], where, hooks)


def main():
    action = load(read(ACTION), ACTION)
    hooks = load(read(".pre-commit-hooks.yaml"), ".pre-commit-hooks.yaml")
    known_hooks = check_hooks(hooks) if hooks else set()
    inputs = action["inputs"] if action else {}
    if action:
        check_action(action)
    workflows = sorted(glob.glob(".github/workflows/*.yml") + glob.glob(".github/workflows/*.yaml"))
    examples = sorted(glob.glob("docs/examples/*.yml"))
    for path in workflows + examples:
        check_workflow(load(read(path), path), path, inputs)
    for path in ["README.md"] + sorted(glob.glob("docs/*.md")):
        check_page(path, inputs, known_hooks)
    for problem in problems:
        print(problem)
    print("%d problems" % len(problems))
    sys.exit(1 if problems or not workflows or not examples else 0)


main()
