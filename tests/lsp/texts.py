# SPDX-License-Identifier: Apache-2.0
"""Documents, and what the cases ask of them."""
import json
import os
import re
import subprocess

import client
from client import byte_place, place, uri_of
from harness import write

BODY = """# Ways to name things 🦉

## Summary

Teams that agree on names early save a lot of time later on. The article shows how three teams wrote their names down, and
what that changed about the way in which they plan, argue, and deliver their work together.

## Key takeaway

Agree on the words before you agree on the plan.

## Key insights

Shared words outlive shared plans.

## Principles

- Name things once.
- Write the names down.

## In practice

- Keep the list of names where everyone looks.

## Topics

- {topic}
- Career Development
- Open Science

**Best for:** Research Scientist

Editorial summary, takeaway, and curation by AIssential. Original article published by ACM Queue.
"""
GOOD = BODY.format(topic="Symbolic AI")
ALIAS = BODY.format(topic="GenAI")
ODD = BODY.format(topic="𝔾𝔢𝔫🦉 naming")

VOCABULARY = """title: Topics
terms:
  - prefLabel: Open Science
    altLabels: [Open research]
    scopeNote: Science that shows its workings.
  - prefLabel: Career Development
  - prefLabel: Symbolic AI   # the old kind
    altLabels:
      - GOFAI
  - { prefLabel: Expert Systems, deprecated: true, replacedBy: Symbolic AI }
  - prefLabel: Logic
    broader: Symbolic AI
"""
CONFIG = "extends: summary\nvocabularies: { topics: topics.yaml }\n"


def problems_of(text, name="a.md", arguments=()):
    """What `sumlint check` says of the text."""
    done = subprocess.run([client.SUMLINT, "check", "--format", "json", "--stdin-filename", name, *arguments, "-"], input=text.encode(), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    assert done.returncode in (0, 1), done.stderr.decode()
    return json.loads(done.stdout)["problems"]


def as_pushed(text, problems, encoding):
    return [(byte_place(text, p["byte_start"], encoding), byte_place(text, p["byte_end"], encoding), p["rule"], p["severity"], p["message"])
            for p in problems]


def as_found(diagnostics):
    names = {1: "error", 2: "warning", 3: "info"}
    return [(d["range"]["start"], d["range"]["end"], d["code"], names[d["severity"]], d["message"].split("\n")[0]) for d in diagnostics]


def as_text(markdown):
    return re.sub("^#+ ", "", markdown, flags=re.M).replace("**", "")


def rules(diagnostics):
    return [d["code"] for d in diagnostics]


def project(folder="."):
    write(os.path.join(folder, ".sumlint.yaml"), CONFIG)
    write(os.path.join(folder, "topics.yaml"), VOCABULARY)
    return uri_of(os.path.join(folder, "a.md"))


def range_of(text, needle, encoding, at=0):
    start = text.index(needle, at)
    return {"start": place(text, start, encoding), "end": place(text, start + len(needle), encoding)}


def actions_at(c, uri, text, needle, only=None):
    context = {"diagnostics": []}
    if only is not None:
        context["only"] = only
    return c.request("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": range_of(text, needle, c.encoding), "context": context})


def at(uri, text, needle, encoding, behind=0):
    return {"textDocument": {"uri": uri}, "position": place(text, text.index(needle) + behind, encoding)}


def edits_of(action, uri):
    return action["edit"]["changes"][uri]


LITERALS = {"textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "isPreferredSupport": True}}}
