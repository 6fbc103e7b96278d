# SPDX-License-Identifier: Apache-2.0
"""Plugins that break."""
import os
import signal
import subprocess
import time

from client import Client, place, uri_of
from harness import case, equal, write
from texts import ALIAS, GOOD, LITERALS, ODD, rules


@case
def a_plugin_that_crashes_costs_its_diagnostic():
    breaking("crash", "core/plugin-crash", [])


@case
def a_plugin_that_hangs_costs_its_diagnostic():
    breaking("hang", "core/plugin-timeout", ["--timeout", "0.3"])


def breaking(what, rule, arguments):
    plugins = os.environ.get("SUMLINT_TEST_PLUGINS")
    if not plugins:
        return
    write(".sumlint.yaml", "extends: summary\n")
    c = Client(arguments=["--plugin-dir", plugins, *arguments])
    uri = uri_of("a.md")
    c.open(uri, ALIAS.replace("Shared", "Shared %s" % what))
    for version in (2, 3):
        equal(sorted(rules(c.diagnostics(uri, version - 1))), sorted([rule, "topics/alias"]))
        c.change(uri, version, {"text": ALIAS.replace("Shared", "Shared %s" % what + " x" * version)})
    c.diagnostics(uri, 3)
    c.change(uri, 4, {"text": GOOD})
    equal(c.diagnostics(uri, 4), [])
    equal(c.end(), 0)


@case
def a_check_that_is_killed_is_no_end_of_the_server():
    c = Client()
    uri = uri_of("a.md")
    c.open(uri, ALIAS.replace("Shared words", "Shared words " + "and more of them\n" * 2000000))
    for _ in range(200):
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(c.process.pid)], stdout=subprocess.PIPE).stdout.split()
        if children:
            os.kill(int(children[0]), signal.SIGKILL)
            break
        time.sleep(0.01)
    c.published(uri, 1)
    c.change(uri, 2, {"text": ALIAS})
    equal(rules(c.diagnostics(uri, 2)), ["topics/alias"])
    equal(c.end(), 0)


def children_of(pid):
    with open("/proc/%d/task/%d/children" % (pid, pid)) as file:
        return [int(child) for child in file.read().split()]


@case
def the_process_that_stays_may_be_killed_or_stopped():
    for number in (signal.SIGKILL, signal.SIGSTOP):
        c = Client()
        uri = uri_of("a.md")
        c.open(uri, ALIAS)
        equal(rules(c.diagnostics(uri, 1)), ["topics/alias"])
        for version in range(2, 6):
            for child in children_of(c.process.pid):
                os.kill(child, number)
            c.change(uri, version, {"text": GOOD if version % 2 else ALIAS})
            equal(rules(c.diagnostics(uri, version)), [] if version % 2 else ["topics/alias"])
        equal(c.end(), 0)


@case
def the_process_that_stays_does_stay():
    c = Client(capabilities=LITERALS)
    uri = uri_of("a.md")
    c.open(uri, ALIAS)
    c.diagnostics(uri, 1)
    before = children_of(c.process.pid)
    equal(len(before), 1)
    for version, text in enumerate((GOOD, ALIAS, ODD, "", ALIAS.replace("\n", "\r\n"), "---\ntopics: [GenAI]\n---\n" + GOOD, "x" * 60000), 2):
        c.change(uri, version, {"text": text})
        c.diagnostics(uri, version)
        c.request("textDocument/formatting", {"textDocument": {"uri": uri}, "options": {}})
        c.request("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": {"start": place(text, 0, c.encoding), "end": place(text, 0, c.encoding)},
                                              "context": {"diagnostics": []}})
    equal(children_of(c.process.pid), before)
    equal(c.end(), 0)


@case
def a_change_that_comes_alone_is_checked_at_once():
    c = Client(arguments=["--debounce", "20000"])
    uri = uri_of("a.md")
    c.open(uri, GOOD)
    equal(c.diagnostics(uri, 1), [])
    c.change(uri, 2, {"text": ALIAS})
    equal(rules(c.diagnostics(uri, 2)), ["topics/alias"])
    # This one follows fast, and waits; whoever asks does not.
    c.change(uri, 3, {"text": GOOD})
    assert c.published(uri, 3, timeout=0.5) is None
    equal(c.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"], [])
    equal(c.diagnostics(uri, 3), [])
    equal(c.end(), 0)


@case
def no_process_is_left_when_the_client_dies():
    c = Client()
    uri = uri_of("a.md")
    c.open(uri, ALIAS)
    c.diagnostics(uri, 1)
    processes = children_of(c.process.pid)
    assert processes
    c.process.stdin.close()
    equal(c.wait(), 0)
    for process in processes:
        assert not os.path.exists("/proc/%d" % process), process
