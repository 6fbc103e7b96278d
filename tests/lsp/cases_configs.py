# SPDX-License-Identifier: Apache-2.0
"""Configs, vocabularies and types that change."""
import os

from client import Client, uri_of
from harness import case, equal, write
from texts import ALIAS, BODY, CONFIG, VOCABULARY, project, rules


@case
def configs_are_read_anew_when_they_change():
    uri = project()
    c = Client(folder=os.getcwd(), capabilities={"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}})
    asked = c.wait_for(lambda m: m.get("method") == "client/registerCapability")
    watched = [w["globPattern"] for w in asked["params"]["registrations"][0]["registerOptions"]["watchers"]]
    assert "**/.sumlint.yaml" in watched, watched
    c.send({"jsonrpc": "2.0", "id": asked["id"], "result": None})
    c.open(uri, BODY.format(topic="Naming of Things"))
    equal(rules(c.diagnostics(uri, 1)), ["topics/unknown"])
    write("topics.yaml", VOCABULARY + "  - prefLabel: Naming of Things\n")
    c.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri_of("topics.yaml"), "type": 2}]})
    equal(c.diagnostics(uri, 1), [])
    write(".sumlint.yaml", CONFIG + "rules: { sections/length: off }\n")
    write("topics.yaml", VOCABULARY)
    c.notify("textDocument/didSave", {"textDocument": {"uri": uri_of("topics.yaml")}})
    equal(rules(c.diagnostics(uri, 1)), ["topics/unknown"])
    equal(c.end(), 0)


@case
def what_is_wrong_with_a_config_is_told_there():
    write(".sumlint.yaml", "extends: summary\n# 🦉\nrulez: { topics/alias: off }\n")
    c = Client(folder=os.getcwd(), encodings=["utf-16"])
    uri = uri_of("a.md")
    c.open(uri, ALIAS)
    found = c.diagnostics(uri_of(".sumlint.yaml"))
    equal(len(found), 1)
    assert "rulez" in found[0]["message"] and found[0]["range"]["start"] == {"line": 2, "character": 0}, found
    assert c.wait_for(lambda m: m.get("method") == "window/showMessage" and m["params"]["type"] == 1)
    write(".sumlint.yaml", "extends: summary\n")
    c.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri_of(".sumlint.yaml"), "type": 2}]})
    equal(c.diagnostics(uri_of(".sumlint.yaml")), [])
    equal(rules(c.diagnostics(uri, 1)), ["topics/alias"])
    equal(c.end(), 0)
