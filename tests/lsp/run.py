#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The language server as a client sees it. usage: run.py SUMLINT [WORD...]: with words only the cases that have one in their name."""
import json
import os
import re
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import client  # noqa: E402
from client import Client, apply, byte_place, index_of, path_of, place, uri_of  # noqa: E402
from harness import ENCODINGS, case, equal, main, write  # noqa: E402

client.SUMLINT = SUMLINT = os.path.abspath(sys.argv[1])

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
    done = subprocess.run([SUMLINT, "check", "--format", "json", "--stdin-filename", name, *arguments, "-"], input=text.encode(), stdout=subprocess.PIPE,
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


# ---- the life of a server ----------------------------------------------------------------------------------------

@case
def utf_8_is_preferred_where_it_is_offered():
    c = Client(encodings=["utf-32", "utf-16", "utf-8"])
    equal(c.encoding, "utf-8")
    equal(c.result["serverInfo"]["name"], "sumlint")
    equal(c.end(), 0)


@case
def utf_16_is_used_where_nothing_is_said():
    c = Client(encodings=None)
    equal(c.encoding, "utf-16")
    equal(c.end(), 0)


@case
def exit_without_shutdown_is_status_1():
    equal(Client().end(shutdown=False), 1)


@case
def a_client_that_is_gone_ends_the_server():
    c = Client()
    c.process.stdin.close()
    equal(c.wait(), 0)
    equal(c.errors, b"")


@case
def a_client_that_does_not_read_any_more_ends_the_server():
    c = Client()
    c.process.stdout.close()
    c.open("file:///a.md", GOOD + "x")
    equal(c.wait(), 0)


@case
def requests_before_initialize_are_refused():
    c = Client(initialize=False)
    equal(c.error("textDocument/hover"), -32002)
    equal(c.error("shutdown"), -32002)
    c.notify("textDocument/didOpen", {})
    c.initialize(["utf-8"], {})
    equal(c.error("initialize"), -32600)
    equal(c.end(), 0)


@case
def requests_after_shutdown_are_refused():
    c = Client()
    c.request("shutdown")
    equal(c.error("textDocument/hover", {"textDocument": {"uri": "file:///a.md"}}), -32600)
    equal(c.end(shutdown=False), 0)


@case
def what_is_offered_is_answered():
    c = Client()
    offered = c.result["capabilities"]
    methods = {"hoverProvider": "hover", "completionProvider": "completion", "codeActionProvider": "codeAction", "documentSymbolProvider": "documentSymbol",
               "foldingRangeProvider": "foldingRange", "definitionProvider": "definition", "referencesProvider": "references", "renameProvider": "rename",
               "documentFormattingProvider": "formatting", "diagnosticProvider": "diagnostic"}
    uri = uri_of("a.md")
    c.open(uri, GOOD)
    zero = {"line": 0, "character": 0}
    for key, method in methods.items():
        assert key in offered, key
        answer = c.answer(c.start("textDocument/" + method, {"textDocument": {"uri": uri}, "position": zero, "range": {"start": zero, "end": zero},
                                                             "context": {"diagnostics": [], "includeDeclaration": True}, "newName": "x", "options": {}}))
        assert answer.get("error", {}).get("code") in (None, -32803), (method, answer)
    equal(c.end(), 0)


# ---- input that is none ------------------------------------------------------------------------------------------

@case
def headers_without_a_length_are_answered_and_passed_over():
    c = Client()
    for junk in (b"Content-Length: many\r\n\r\n{}", b"Hello: world\r\n\r\n", b"Content-Length: -3\r\n\r\n", b"Content-Length:\r\n\r\n"):
        c.raw(junk)
        answer = c.wait_for(lambda m: "error" in m)
        equal((answer["id"], answer["error"]["code"]), (None, -32700), junk)
        c.request("workspace/executeCommand", {"command": "sumlint.explain", "arguments": ["topics/unknown"]})
    equal(c.end(), 0)


@case
def a_header_that_does_not_end_is_given_up():
    c = Client()
    c.raw(b"x" * 200000)
    equal(c.wait_for(lambda m: "error" in m)["error"]["code"], -32700)
    c.raw(b"\r\n\r\n")
    equal(c.end(), 0)


@case
def headers_may_be_written_otherwise():
    c = Client()
    body = b'{"jsonrpc":"2.0","id":"s","method":"shutdown"}'
    c.raw(b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:   %d  \r\n\r\n" % len(body) + body)
    equal(c.wait_for(lambda m: m.get("id") == "s")["result"], None)
    equal(c.end(shutdown=False), 0)


@case
def bytes_may_come_one_by_one():
    c = Client()
    body = b'{"jsonrpc":"2.0","id":7,"method":"shutdown"}'
    for byte in b"Content-Length: %d\r\n\r\n" % len(body) + body:
        c.raw(bytes([byte]))
    assert c.answer(7) is not None
    equal(c.end(shutdown=False), 0)


@case
def a_message_that_is_too_large_is_passed_over():
    c = Client()
    for length in (b"99999999999999999999999999", b"1099511627776"):
        d = Client()
        d.raw(b"Content-Length: " + length + b"\r\n\r\n{")
        equal(d.wait_for(lambda m: "error" in m)["error"]["code"], -32700)
        d.process.stdin.close()
        equal(d.wait(), 0)
    equal(c.end(), 0)


@case
def what_is_no_json_is_answered():
    c = Client()
    for junk in (b"{", b"", b"\xff\xfe", b'{"a": "\xc3"}', b"[" * 100000, b'{"jsonrpc":"2.0","id":1,"method":"x"'):
        c.send(junk)
        answer = c.wait_for(lambda m: "error" in m)
        equal((answer["id"], answer["error"]["code"]), (None, -32700), junk[:20])
    equal(c.end(), 0)


@case
def what_is_no_request_is_answered():
    c = Client()
    for junk in (b"1", b"[]", b"{}", b'{"id": {}, "method": "x"}', b'{"id": 1, "method": 3}', b'{"id": 1, "method": "x", "params": "y"}'):
        c.send(junk)
        equal(c.wait_for(lambda m: "error" in m)["error"]["code"], -32600, junk)
    equal(c.end(), 0)


@case
def unknown_methods_are_refused_and_unknown_notifications_ignored():
    c = Client()
    equal(c.error("textDocument/noSuchThing"), -32601)
    equal(c.error("textDocument/didOpen"), -32601)
    c.notify("$/noSuchThing", {})
    c.notify("noSuchThing", {})
    equal(c.end(), 0)


@case
def parameters_of_wrong_types_do_no_harm():
    c = Client()
    odd = (None, [], {}, {"textDocument": 1}, {"textDocument": {"uri": 3}}, {"textDocument": {"uri": ""}}, {"textDocument": {"uri": "file:"}},
           {"textDocument": {"uri": "file:///%00"}, "contentChanges": [1]}, {"contentChanges": {}}, {"position": 1}, {"position": {"line": "x"}})
    methods = ["hover", "completion", "codeAction", "documentSymbol", "foldingRange", "definition", "references", "rename", "prepareRename", "formatting",
               "diagnostic"]
    for params in odd:
        for method in methods:
            assert c.answer(c.start("textDocument/" + method, params)) is not None, (method, params)
        for method in ("textDocument/didOpen", "textDocument/didChange", "textDocument/didSave", "textDocument/didClose",
                       "workspace/didChangeWatchedFiles", "workspace/didChangeWorkspaceFolders", "$/cancelRequest"):
            c.notify(method, params)
    equal(c.end(), 0)


@case
def changes_of_unknown_documents_are_ignored():
    c = Client()
    c.change("file:///no/such.md", 2, {"text": "x"})
    c.close("file:///no/such.md")
    equal(c.end(), 0)


@case
def a_text_with_half_a_character_or_a_nul_is_taken():
    c = Client(encodings=["utf-16"])
    uri = uri_of("a.md")
    body = json.dumps({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {
        "uri": uri, "languageId": "markdown", "version": 1, "text": "HALF"}}}).replace("HALF", "# \\ud83e\\n\\\\ud83e \\udd89\\ud83e\\udd89\\u0000")
    c.send(body.encode())
    equal(rules(c.diagnostics(uri, 1)), ["core/encoding"])
    for method in ("documentSymbol", "foldingRange"):
        equal(c.request("textDocument/" + method, {"textDocument": {"uri": uri}}), [])
    c.change(uri, 2, {"text": GOOD})
    equal(c.diagnostics(uri, 2), [])
    equal(c.end(), 0)


# ---- documents ---------------------------------------------------------------------------------------------------

@case
def problems_are_published_with_the_version(encoding):
    c = Client(encodings=[encoding])
    uri = uri_of("a.md")
    c.open(uri, ALIAS, version=41)
    found = c.diagnostics(uri, 41)
    equal(rules(found), ["topics/alias"])
    equal(found[0]["range"], range_of(ALIAS, "GenAI", encoding))
    equal((found[0]["source"], found[0]["severity"], found[0]["data"]["rule"]), ("sumlint", 1, "topics/alias"))
    equal(c.end(), 0)


@case
def places_count_in_the_encoding_agreed_on(encoding):
    for text in (ODD, ODD.replace("\n", "\r\n"), ODD.replace("\n", "\r"), "\ufeff" + ODD, ODD.replace("Symbolic", "é🦉") + "\u2028🦉 trailing 🦉"):
        c = Client(encodings=[encoding])
        uri = uri_of("a.md")
        c.open(uri, text)
        found = as_found(c.diagnostics(uri, 1))
        assert found
        equal(found, as_pushed(text, problems_of(text, path_of(uri)), encoding))
        equal(c.end(), 0)


@case
def changes_are_applied_in_order(encoding):
    c = Client(encodings=[encoding])
    uri = uri_of("a.md")
    c.open(uri, "# 🦉🦉x\r\nsecond\r\n")
    c.change(uri, 2, {"range": {"start": place("# 🦉🦉x", 3, encoding), "end": place("# 🦉🦉x", 5, encoding)}, "text": "y"},
             {"range": {"start": {"line": 1, "character": 0}, "end": {"line": 2, "character": 0}}, "text": ""},
             {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 99}}, "text": ALIAS})
    equal(rules(c.diagnostics(uri, 2)), ["topics/alias"])
    c.change(uri, 3, {"range": range_of(ALIAS, "GenAI", encoding), "text": "Symbolic AI"})
    equal(c.diagnostics(uri, 3), [])
    equal(c.end(), 0)


@case
def places_out_of_range_are_cut(encoding):
    c = Client(encodings=[encoding])
    uri = uri_of("a.md")
    huge = {"line": 4294967295, "character": 99999999999}
    c.open(uri, GOOD)
    equal(c.diagnostics(uri, 1), [])
    c.change(uri, 2, {"range": {"start": huge, "end": huge}, "text": "\n"})
    equal(c.diagnostics(uri, 2), [])
    c.change(uri, 3, {"range": {"start": {"line": -5, "character": -1}, "end": {"line": 1e300, "character": 3}}, "text": ALIAS})
    equal(rules(c.diagnostics(uri, 3)), ["topics/alias"])
    # the other way round
    c.change(uri, 4, {"range": {"start": huge, "end": {"line": 0, "character": 0}}, "text": GOOD})
    equal(c.diagnostics(uri, 4), [])
    assert c.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": huge}) is None
    equal(c.end(), 0)


@case
def within_a_character_is_its_beginning():
    for encoding, within in (("utf-8", 3), ("utf-16", 3)):
        c = Client(encodings=[encoding])
        uri = uri_of("a.md")
        c.open(uri, "# 🦉" + ALIAS[ALIAS.index("\n"):])
        c.diagnostics(uri, 1)
        c.change(uri, 2, {"range": {"start": {"line": 0, "character": within}, "end": {"line": 0, "character": within}}, "text": "é"})
        text = "# é🦉" + ALIAS[ALIAS.index("\n"):]
        equal(as_found(c.diagnostics(uri, 2)), as_pushed(text, problems_of(text, path_of(uri)), encoding))
        equal(c.end(), 0)


@case
def the_newest_text_wins():
    c = Client()
    uri = uri_of("a.md")
    c.open(uri, GOOD)
    for version in range(2, 300):
        c.change(uri, version, {"text": ALIAS if version % 2 else GOOD})
    c.change(uri, 300, {"text": ALIAS})
    seen = []
    while not seen or seen[-1]["version"] != 300:
        published = c.published(uri)
        assert published is not None
        seen.append(published)
    equal(rules(seen[-1]["diagnostics"]), ["topics/alias"])
    assert len(seen) < 100, len(seen)
    versions = [s["version"] for s in seen]
    equal(versions, sorted(set(versions)))
    assert c.published(uri, timeout=0.3) is None
    equal(c.end(), 0)


@case
def a_thousand_changes_a_second_are_kept_up_with(encoding):
    c = Client(encodings=[encoding])
    uri = uri_of("a.md")
    c.open(uri, GOOD)
    before = time.monotonic()
    for version in range(2, 2002):
        c.change(uri, version, {"range": {"start": {"line": 4, "character": 3}, "end": {"line": 4, "character": 3 + version % 2}}, "text": "w" * (version % 3)})
    c.change(uri, 2002, {"text": ALIAS})
    equal(rules(c.diagnostics(uri, 2002)), ["topics/alias"])
    assert time.monotonic() - before < 10
    equal(c.end(), 0)


@case
def closing_takes_problems_away():
    c = Client()
    uri = uri_of("a.md")
    c.open(uri, ALIAS)
    equal(len(c.diagnostics(uri, 1)), 1)
    c.close(uri)
    equal(c.diagnostics(uri), [])
    c.open(uri, ALIAS, version=1)
    equal(len(c.diagnostics(uri, 1)), 1)
    equal(c.end(), 0)


@case
def an_untitled_document_is_checked():
    c = Client(folder=os.getcwd())
    c.open("untitled:Untitled-1", ALIAS)
    equal(rules(c.diagnostics("untitled:Untitled-1", 1)), ["topics/alias"])
    c.open("untitled:Untitled-2", as_text(ALIAS), language="plaintext")
    equal(rules(c.diagnostics("untitled:Untitled-2", 1)), ["topics/alias"])
    equal(c.end(), 0)


@case
def uris_are_decoded():
    write("a b/ü ?#.md", GOOD)
    write("a b/.sumlint.yaml", "extends: summary\nrules: { topics/alias: off }\n")
    folder = os.getcwd().replace("/", "%2F", 0)
    c = Client()
    for uri in ("file://%s/a%%20b/%%C3%%BC%%20%%3F%%23.md" % folder, "file://localhost%s/a%%20b/%%c3%%bc%%20%%3f%%23.md" % folder,
                "file://%s/x/../%%61%%20b/%%C3%%BC%%20%%3F%%23.md" % folder):
        c.open(uri, ALIAS)
        equal(c.diagnostics(uri, 1), [])
        c.close(uri)
    equal(c.end(), 0)


@case
def what_is_no_document_is_left_alone():
    write(".sumlint.yaml", "extends: summary\ndocuments:\n  - { files: ['in/*.md'], type: summary }\nignore: ['in/not.md']\n")
    c = Client()
    for name in ("out.md", "in/not.md", "in/a.yaml", ".sumlint.yaml"):
        c.open(uri_of(name), "x")
        equal(c.request("textDocument/diagnostic", {"textDocument": {"uri": uri_of(name)}})["items"], [])
        equal(c.request("textDocument/documentSymbol", {"textDocument": {"uri": uri_of(name)}}), [])
    assert c.published(uri_of("out.md"), timeout=0.2) is None
    c.open(uri_of("in/is.md"), ALIAS)
    equal(rules(c.diagnostics(uri_of("in/is.md"))), ["topics/alias"])
    equal(c.end(), 0)


@case
def a_great_document_is_taken():
    c = Client()
    uri = uri_of("a.md")
    text = GOOD.replace("Shared words", "Shared words " + "and more of them\n" * 6400000)
    assert len(text) > 100 << 20
    c.open(uri, text)
    equal(rules(client_wait(c, uri, 1)), ["sections/length"])
    c.change(uri, 2, {"text": GOOD})
    equal(client_wait(c, uri, 2), [])
    equal(c.end(), 0)


def client_wait(c, uri, version):
    found = c.published(uri, version, timeout=120)
    assert found is not None
    return found["diagnostics"]


# ---- diagnostics that are asked for ------------------------------------------------------------------------------

@case
def diagnostics_are_given_when_asked_for():
    c = Client(capabilities={"textDocument": {"diagnostic": {}}})
    uri = uri_of("a.md")
    params = {"textDocument": {"uri": uri}}
    c.open(uri, ALIAS)
    report = c.request("textDocument/diagnostic", params)
    equal((report["kind"], rules(report["items"])), ("full", ["topics/alias"]))
    again = c.request("textDocument/diagnostic", dict(params, previousResultId=report["resultId"]))
    equal((again["kind"], again["resultId"], "items" in again), ("unchanged", report["resultId"], False))
    c.change(uri, 2, {"text": GOOD})
    report = c.request("textDocument/diagnostic", dict(params, previousResultId=report["resultId"]))
    equal((report["kind"], report["items"]), ("full", []))
    assert c.published(uri, timeout=0.2) is None
    equal(c.error("textDocument/diagnostic", {"textDocument": {"uri": "file:///no/such.md"}}), -32602)
    equal(c.end(), 0)


@case
def a_request_that_waits_can_be_cancelled():
    c = Client(arguments=["--debounce", "60000"])
    uri = uri_of("a.md")
    c.open(uri, ALIAS.replace("Shared words", "Shared words " + "and more of them\n" * 640000))
    number = c.start("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    c.notify("$/cancelRequest", {"id": number})
    equal(c.answer(number)["error"]["code"], -32800)
    c.notify("$/cancelRequest", {"id": 12345})
    equal(c.end(), 0)


@case
def a_request_of_a_document_that_is_closed_is_answered():
    c = Client()
    uri = uri_of("a.md")
    c.open(uri, ALIAS.replace("Shared words", "Shared words " + "and more of them\n" * 640000))
    number = c.start("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    c.close(uri)
    equal(c.answer(number)["error"]["code"], -32803)
    equal(c.end(), 0)


@case
def the_whole_workspace_is_checked():
    for name, text in (("a.md", ALIAS), ("sub/b.md", GOOD), ("sub/ü c.md", ALIAS)):
        write(name, text)
    c = Client(folder=os.getcwd())
    c.open(uri_of("sub/b.md"), ALIAS)
    c.request("textDocument/diagnostic", {"textDocument": {"uri": uri_of("sub/b.md")}})
    result = c.request("workspace/diagnostic", {"previousResultIds": [], "workDoneToken": "t"})
    found = {i["uri"]: rules(i["items"]) for i in result["items"]}
    equal(found, {uri_of("a.md"): ["topics/alias"], uri_of("sub/b.md"): ["topics/alias"], uri_of("sub/ü c.md"): ["topics/alias"]})
    kinds = [m["params"]["value"]["kind"] for m in c.messages if m.get("method") == "$/progress"]
    equal(kinds[:1], ["begin"])
    if kinds[-1] != "end":
        assert c.wait_for(lambda m: m.get("method") == "$/progress" and m["params"]["value"]["kind"] == "end")
    # Held until something changes; then only that is told.
    previous = [{"uri": i["uri"], "value": i["resultId"]} for i in result["items"]]
    number = c.start("workspace/diagnostic", {"previousResultIds": previous})
    assert c.answer(number, timeout=0.3) is None
    # That keeps nobody from asking for all.
    equal(len(c.request("workspace/diagnostic", {"previousResultIds": []})["items"]), 3)
    c.change(uri_of("sub/b.md"), 2, {"text": GOOD})
    items = {i["uri"]: i for i in c.answer(number)["result"]["items"]}
    equal({u: i["kind"] for u, i in items.items()}, {uri_of("a.md"): "unchanged", uri_of("sub/b.md"): "full", uri_of("sub/ü c.md"): "unchanged"})
    equal(items[uri_of("sub/b.md")]["items"], [])
    equal(c.end(), 0)


def parts_of(c, token):
    return [m["params"]["value"] for m in c.messages if m.get("method") == "$/progress" and m["params"]["token"] == token]


@case
def the_workspace_is_told_of_piece_by_piece():
    for i in range(350):
        write("d/%d.md" % i, ALIAS if i % 3 else GOOD)
    c = Client(folder=os.getcwd())
    whole = c.request("workspace/diagnostic", {"previousResultIds": []})["items"]
    equal(c.request("workspace/diagnostic", {"previousResultIds": [], "partialResultToken": 7}), {"items": []})
    parts = parts_of(c, 7)
    assert len(parts) > 2, len(parts)
    equal(sorted((i for p in parts for i in p["items"]), key=lambda i: i["uri"]), sorted(whole, key=lambda i: i["uri"]))
    equal(c.end(), 0)


@case
def uses_are_told_of_piece_by_piece_and_can_be_cancelled():
    uri = project()
    for i in range(450):
        write("d/%d.md" % i, GOOD)
    c = Client(folder=os.getcwd())
    c.open(uri, GOOD)
    where = dict(at(uri, GOOD, "Open Science", c.encoding, 2), context={"includeDeclaration": True})
    whole = c.request("textDocument/references", where)
    equal(len(whole), 452)
    equal(c.request("textDocument/references", dict(where, partialResultToken="p")), [])
    parts = parts_of(c, "p")
    equal(len(parts), 3)
    equal([place_ for part in parts for place_ in part], whole)
    number = c.start("textDocument/references", where)
    c.notify("$/cancelRequest", {"id": number})
    answer = c.answer(number)
    assert answer.get("error", {}).get("code") == -32800 or len(answer["result"]) == 452, answer
    # More at once than there are processes for.
    numbers = [c.start("textDocument/references", where) for _ in range(9)]
    for number in numbers:
        equal(len(c.answer(number)["result"]), 452)
    equal(c.end(), 0)


@case
def the_check_of_the_workspace_can_be_cancelled():
    for i in range(300):
        write("d/%d.md" % i, ALIAS)
    c = Client(folder=os.getcwd())
    number = c.start("workspace/diagnostic", {"previousResultIds": []})
    held = c.start("workspace/diagnostic", {"previousResultIds": []})
    c.notify("$/cancelRequest", {"id": number})
    answer = c.answer(number)
    assert answer.get("error", {}).get("code") == -32800 or len(answer["result"]["items"]) == 300
    equal(len(c.answer(held)["result"]["items"]), 300)
    equal(c.end(), 0)


@case
def the_check_of_the_workspace_can_be_stopped_where_its_progress_is_shown():
    for i in range(300):
        write("d/%d.md" % i, ALIAS)
    c = Client(folder=os.getcwd())
    number = c.start("workspace/diagnostic", {"previousResultIds": [], "workDoneToken": "t"})
    assert c.wait_for(lambda m: m.get("method") == "$/progress" and m["params"]["value"]["kind"] == "begin")
    c.notify("window/workDoneProgress/cancel", {"token": "other"})
    c.notify("window/workDoneProgress/cancel", {"token": "t"})
    answer = c.answer(number)
    assert answer.get("error", {}).get("code") == -32800 or len(answer["result"]["items"]) == 300, answer
    equal(c.end(), 0)


@case
def folders_of_the_workspace_come_and_go():
    write("one/a.md", ALIAS)
    write("two/b.md", ALIAS)
    c = Client(folder=os.path.abspath("one"))
    found = c.request("workspace/diagnostic", {"previousResultIds": []})["items"]
    equal([i["uri"] for i in found], [uri_of("one/a.md")])
    c.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [{"uri": uri_of("two"), "name": "2"}], "removed": [{"uri": uri_of("one"), "name": "1"}]}})
    found = c.request("workspace/diagnostic", {"previousResultIds": []})["items"]
    equal([i["uri"] for i in found], [uri_of("two/b.md")])
    equal(c.end(), 0)


# ---- configs -----------------------------------------------------------------------------------------------------

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


# ---- plugins that break ------------------------------------------------------------------------------------------

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


# ---- code actions ------------------------------------------------------------------------------------------------

@case
def a_fix_is_offered_and_mends(encoding):
    c = Client(encodings=[encoding], capabilities=LITERALS)
    uri = uri_of("a.md")
    text = ALIAS.replace("\n", "\r\n").replace("- GenAI", "- GenAI  ")
    c.open(uri, text)
    offered = actions_at(c, uri, text, "GenAI")
    fix = offered[0]
    equal((fix["kind"], fix["isPreferred"], rules(fix["diagnostics"])), ("quickfix", True, ["topics/alias"]))
    mended = apply(text, edits_of(fix, uri), encoding)
    equal(mended, text.replace("GenAI", "Generative AI"))
    equal(actions_at(c, uri, text, "Key takeaway"), [a for a in offered if a["kind"].startswith("source")])
    equal(c.end(), 0)


@case
def all_safe_fixes_are_one_action(encoding):
    c = Client(encodings=[encoding], capabilities=LITERALS)
    uri = uri_of("a.md")
    text = ALIAS.replace("- Open Science", "- 🦉 Foo\n- Open research").replace("## Key takeaway", "## key takeawy")
    c.open(uri, text)
    for only in (["source.fixAll"], ["source"], ["source.fixAll.sumlint"], [""]):
        found = [a for a in actions_at(c, uri, text, "Ways", only) if a["kind"] == "source.fixAll.sumlint"]
        equal(len(found), 1)
    equal([a["kind"] for a in actions_at(c, uri, text, "GenAI", ["refactor"])], [])
    equal({a["kind"] for a in actions_at(c, uri, text, "GenAI", ["quickfix"])}, {"quickfix"})
    mended = apply(text, edits_of(found[0], uri), encoding)
    fixed = subprocess.run([SUMLINT, "check", "--fix", "--stdin-filename", path_of(uri), "-"], input=text.encode(), stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL).stdout.decode()
    equal(mended, fixed)
    formatted = c.request("textDocument/formatting", {"textDocument": {"uri": uri}, "options": {"tabSize": 8, "insertSpaces": False}})
    equal(apply(text, formatted, encoding), fixed)
    assert len(formatted) > 1 and all(e["range"]["end"]["line"] - e["range"]["start"]["line"] < 4 for e in formatted), formatted
    c.change(uri, 2, {"text": fixed})
    equal(c.request("textDocument/formatting", {"textDocument": {"uri": uri}, "options": {}}), [])
    equal(c.end(), 0)


@case
def a_rule_is_disabled_on_the_line(encoding):
    c = Client(encodings=[encoding], capabilities=LITERALS)
    uri = uri_of("a.md")
    for text, needle, rule in ((ALIAS, "GenAI", "topics/alias"), (ODD, "𝔾𝔢𝔫🦉", "topics/unknown"), (ODD.replace("\n", "\r\n"), "𝔾𝔢𝔫🦉", "topics/unknown"),
                               (GOOD.replace("🦉", "🦉."), ".", "title/punctuation")):
        before = [p["rule"] for p in problems_of(text, path_of(uri))]
        assert rule in before, before
        c.open(uri, text)
        action = [a for a in actions_at(c, uri, text, needle) if a["title"] == "disable %s on this line" % rule][0]
        after = [p["rule"] for p in problems_of(apply(text, edits_of(action, uri), encoding), path_of(uri))]
        equal(after, [r for r in before if r != rule])
    # A second rule joins the first.
    text = ALIAS.replace("- GenAI", "- GenAI <!-- sumlint-disable-line topics/deprecated -- old -->")
    c.open(uri, text)
    action = [a for a in actions_at(c, uri, text, "GenAI") if a["title"].startswith("disable topics/alias")][0]
    assert "topics/deprecated, topics/alias -- old" in apply(text, edits_of(action, uri), encoding)
    equal(c.end(), 0)


@case
def a_term_is_added_to_the_vocabulary(encoding):
    uri = project()
    c = Client(folder=os.getcwd(), encodings=[encoding], capabilities=LITERALS)
    vocabulary = uri_of("topics.yaml")
    for topic, titles in (("Naming: Things", 1), ("Open Sciences", 2), ("Symbolic AII", 2), ("Career Developmen", 2)):
        text = BODY.format(topic=topic)
        c.open(uri, text)
        offered = [a for a in actions_at(c, uri, text, topic) if "the vocabulary" in a["title"]]
        equal(len(offered), titles, topic)
        for action in offered:
            changed = apply(VOCABULARY, edits_of(action, vocabulary), encoding)
            write("topics.yaml", changed)
            after = problems_of(text, path_of(uri))
            found = [p["rule"] for p in after]
            assert "topics/unknown" not in found and ("topics/alias" in found) == ("another label" in action["title"]), (found, changed)
            assert "# the old kind" in changed
            write("topics.yaml", VOCABULARY)
    # What is open counts, not what is on disk.
    other = "terms: [ { prefLabel: Symbolic AI }, { prefLabel: Open Science, altLabels: [OS] }, { prefLabel: Career Development } ]\n"
    c.open(vocabulary, other, language="yaml")
    text = BODY.format(topic="Open Sciences")
    c.open(uri, text)
    for action in [a for a in actions_at(c, uri, text, "Open Sciences") if "the vocabulary" in a["title"]]:
        write("topics.yaml", apply(other, edits_of(action, vocabulary), encoding))
        assert "topics/unknown" not in [p["rule"] for p in problems_of(text, path_of(uri))]
    equal(c.end(), 0)


@case
def the_vocabularies_of_the_installation_are_not_changed():
    c = Client(capabilities=LITERALS)
    uri = uri_of("a.md")
    c.open(uri, ODD)
    equal([a for a in actions_at(c, uri, ODD, "𝔾𝔢𝔫🦉") if "the vocabulary" in a["title"]], [])
    equal(c.end(), 0)


@case
def edits_are_made_when_they_are_asked_for(encoding):
    uri = project()
    able = {"textDocument": {"codeAction": dict(LITERALS["textDocument"]["codeAction"], dataSupport=True, resolveSupport={"properties": ["edit"]})}}
    text = BODY.format(topic="Open Sciences").replace("- Career Development", "- GOFAI")
    eager = Client(folder=os.getcwd(), encodings=[encoding], capabilities=LITERALS)
    lazy = Client(folder=os.getcwd(), encodings=[encoding], capabilities=able)
    equal((eager.result["capabilities"]["codeActionProvider"]["resolveProvider"], lazy.result["capabilities"]["codeActionProvider"]["resolveProvider"]), (False, True))
    for c in (eager, lazy):
        c.open(uri, text)
    expected, found = (actions_at(c, uri, text, "Open Sciences") for c in (eager, lazy))
    equal([a["title"] for a in found], [a["title"] for a in expected])
    later = [a for a in found if "data" in a]
    equal(len(later), 3)
    equal([lazy.request("codeAction/resolve", a).get("edit") if "data" in a else a.get("edit") for a in found], [a.get("edit") for a in expected])
    lazy.change(uri, 2, {"text": GOOD})
    equal(lazy.error("codeAction/resolve", later[0]), -32801)
    equal(lazy.error("codeAction/resolve", {"title": "x"}), -32803)
    equal([c.end() for c in (eager, lazy)], [0, 0])


@case
def a_rule_is_explained():
    c = Client(capabilities=dict(LITERALS, window={"showDocument": {"support": True}}))
    uri = uri_of("a.md")
    c.open(uri, ALIAS)
    action = [a for a in actions_at(c, uri, ALIAS, "GenAI") if a["title"] == "explain topics/alias"][0]
    c.request("workspace/executeCommand", {"command": action["command"]["command"], "arguments": action["command"]["arguments"]})
    page = path_of(c.wait_for(lambda m: m.get("method") == "window/showDocument")["params"]["uri"])
    with open(page) as file:
        assert file.read().startswith("topics/alias:")
    equal(c.error("workspace/executeCommand", {"command": "sumlint.explain", "arguments": ["no/rule"]}), -32602)
    equal(c.error("workspace/executeCommand", {"command": "other"}), -32602)
    equal(c.end(), 0)
    assert not os.path.exists(os.path.dirname(page))


@case
def a_diagnostic_leads_to_its_rule_and_has_tags():
    uri = project()
    c = Client(folder=os.getcwd(), capabilities={"textDocument": {"publishDiagnostics": {"codeDescriptionSupport": True, "tagSupport": {"valueSet": [1, 2]}}}})
    text = BODY.format(topic="Expert Systems").replace("## Summary", "<!-- sumlint-disable-line title/length -->\n\n## Summary")
    c.open(uri, text)
    found = {d["code"]: d for d in c.diagnostics(uri, 1)}
    equal((found["topics/deprecated"]["tags"], found["core/unused-suppression"]["tags"]), ([2], [1]))
    assert os.path.exists(path_of(found["topics/deprecated"]["codeDescription"]["href"]))
    equal(c.end(), 0)


@case
def a_diagnostic_leads_to_what_it_refers_to(encoding):
    uri = project()
    able = {"textDocument": {"publishDiagnostics": {"relatedInformation": True}}}
    moved = GOOD.replace("## Key insights\n\nShared words outlive shared plans.\n\n", "").replace("## In practice", "## Key insights\n\nShared words.\n\n## In practice")
    last = GOOD[GOOD.index("Editorial"):]
    for text, rule, place_of in ((GOOD.replace("- Open Science", "- 🦉 Open research\n- Open Science\n- Symbolic AI"), "topics/duplicate", "Symbolic AI"),
                                 (GOOD.replace("## Topics", "## Summary\n\nAgain.\n\n## Topics"), "sections/duplicate", "Summary"),
                                 (GOOD + "\n" + last, "attribution/duplicate", last.strip()), (moved, "sections/order", "Principles")):
        for capabilities, count in ((able, 1), ({}, 0)):
            c = Client(folder=os.getcwd(), encodings=[encoding], capabilities=capabilities)
            c.open(uri, text)
            found = [d for d in c.diagnostics(uri, 1) if d["code"] == rule]
            equal(len(found), 1, rule)
            related = found[0].get("relatedInformation", [])
            equal([r["location"] for r in related], [{"uri": uri, "range": range_of(text, place_of, encoding)}] * count, rule)
            assert all(r["message"] for r in related)
            equal(c.end(), 0)


@case
def edits_have_versions_where_the_client_takes_them():
    c = Client(capabilities=dict(LITERALS, workspace={"workspaceEdit": {"documentChanges": True}}))
    uri = uri_of("a.md")
    c.open(uri, ALIAS, version=5)
    change = actions_at(c, uri, ALIAS, "GenAI")[0]["edit"]["documentChanges"][0]
    equal(change["textDocument"], {"uri": uri, "version": 5})
    equal(c.end(), 0)


# ---- completion, hover, outline ----------------------------------------------------------------------------------

def complete(c, uri, text, needle, behind):
    c.open(uri, text)
    result = c.request("textDocument/completion", at(uri, text, needle, c.encoding, behind))
    return result["items"]


def completed(c, uri, text, item):
    return apply(text, [item["textEdit"]], c.encoding)


@case
def terms_are_completed(encoding):
    uri = project()
    c = Client(folder=os.getcwd(), encodings=[encoding])
    text = BODY.format(topic="🦉op")
    equal(complete(c, uri, text, "- 🦉op", 5), [])
    text = BODY.format(topic="op")
    items = complete(c, uri, text, "- op", 4)
    equal([i["label"] for i in items], ["Open Science", "Open research"])
    assert "Science that shows its workings." in items[0]["documentation"]["value"]
    for item in items:
        equal(completed(c, uri, text, item), BODY.format(topic="Open Science"))
    # An empty item offers all but what is deprecated; text behind the cursor stays.
    labels = [i["label"] for i in complete(c, uri, BODY.format(topic=""), "## Topics\n\n- ", 13)]
    assert "Logic" in labels and "GOFAI" in labels and "Expert Systems" not in labels, labels
    logic = [i for i in complete(c, uri, BODY.format(topic="gof"), "- gof", 5)]
    equal([(i["label"], i["textEdit"]["newText"]) for i in logic], [("GOFAI", "Symbolic AI")])
    equal(c.end(), 0)


@case
def terms_of_a_line_are_completed(encoding):
    c = Client(encodings=[encoding])
    uri = uri_of("a.md")
    for line in ("**Best for:** Research Scientist, dat", "Best for: dat", "Best for:dat"):
        text = GOOD.replace("**Best for:** Research Scientist", line)
        items = [i for i in complete(c, uri, text, line, len(line)) if i["label"] == "Data Engineer"]
        equal(len(items), 1, line)
        equal(completed(c, uri, text, items[0]), text.replace(line, line[:-3] + "Data Engineer"))
    equal(c.end(), 0)


@case
def headings_that_are_missing_are_completed():
    c = Client()
    uri = uri_of("a.md")
    text = GOOD.replace("## Key takeaway", "## K").replace("## Principles\n", "")
    items = complete(c, uri, text, "## K\n", 4)
    equal([i["label"] for i in items][:2], ["Key takeaway", "Principles"])
    equal(completed(c, uri, text, items[0]), GOOD.replace("## Principles\n", ""))
    # Editors that know no "filterText" hold the label against what is replaced.
    equal((items[0]["textEdit"]["newText"], "filterText" in items[0]), ("Key takeaway", False))
    text = text.replace("## K\n", "##\n")
    equal(completed(c, uri, text, complete(c, uri, text, "##\n\nAgree", 2)[0]), GOOD.replace("## Principles\n", ""))
    items = complete(c, uri, "# T\n\n", "\n\n", 2)
    equal([i["label"] for i in items], ["Summary", "Key takeaway", "Key insights", "Principles", "In practice", "Topics", "Best for"])
    equal(items[0]["textEdit"]["newText"], "## Summary")
    text = "T\n\nSu\n"
    equal([i["textEdit"]["newText"] for i in complete(c, uri_of("a.txt"), text, "Su", 2)][:1], ["Summary"])
    equal(c.end(), 0)


@case
def names_of_the_attribution_are_completed():
    c = Client()
    uri = uri_of("a.md")
    text = GOOD.replace("ACM Queue.", "acm.")
    items = complete(c, uri, text, "by acm", 6)
    queue = [i for i in items if i["label"] == "ACM Queue"]
    equal(completed(c, uri, text, queue[0]), GOOD)
    # Without the full stop it is no attribution yet; and where nothing is typed all are offered, up to a number.
    text = GOOD.replace("ACM Queue.", "acm")
    queue = [i for i in complete(c, uri, text, "by acm", 6) if i["label"] == "ACM Queue"]
    equal(completed(c, uri, text, queue[0]), GOOD)
    for left in (".", ""):
        assert complete(c, uri, GOOD.replace("ACM Queue.", left), "published by ", 13)
    text = GOOD.replace("by AIssential", "by AI")
    items = complete(c, uri, text, "curation by AI", 14)
    equal(completed(c, uri, text, items[0]), GOOD)
    equal(c.end(), 0)


@case
def rules_are_completed_in_suppressions():
    c = Client()
    uri = uri_of("a.md")
    text = GOOD.replace("## Summary", "<!-- sumlint-disable topics/alias, top -->\n\n## Summary")
    items = complete(c, uri, text, ", top -->", 5)
    item = [i for i in items if i["label"] == "topics/unknown"][0]
    equal(completed(c, uri, text, item), text.replace(", top ", ", topics/unknown "))
    equal(c.end(), 0)


def hover(c, uri, text, needle, behind=1):
    c.open(uri, text)
    return c.request("textDocument/hover", at(uri, text, needle, c.encoding, behind))


@case
def hovering_tells_of_terms_parts_and_rules(encoding):
    uri = project()
    c = Client(folder=os.getcwd(), encodings=[encoding])
    found = hover(c, uri, GOOD, "- Open Science", 4)
    assert "Science that shows its workings." in found["contents"]["value"] and "Open research" in found["contents"]["value"]
    equal(found["range"], range_of(GOOD, "Open Science", encoding))
    assert "topics.yaml:3" in found["contents"]["value"]
    found = hover(c, uri, GOOD, "## Principles", 5)["contents"]["value"]
    assert "required" in found and "list items: 2 now, 2 to 7 wanted" in found, found
    found = hover(c, uri, "🦉 <!-- sumlint-disable topics/alias -->\n", "topics/alias")
    assert found["contents"]["value"].startswith("**topics/alias**")
    equal(found["range"], range_of("🦉 <!-- sumlint-disable topics/alias -->\n", "topics/alias", encoding))
    equal(hover(c, uri, GOOD, "three teams"), None)
    equal(c.end(), 0)


@case
def parts_are_symbols_and_can_be_folded(encoding):
    c = Client(encodings=[encoding], capabilities={"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": True}}})
    uri = uri_of("a.md")
    c.open(uri, GOOD)
    symbols = c.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    equal([s["name"] for s in symbols], ["Ways to name things 🦉", "Summary", "Key takeaway", "Key insights", "Principles", "In practice", "Topics", "Best for",
                                         "Attribution"])
    for symbol in symbols:
        outer, inner = [(index_of(GOOD, r["start"], encoding), index_of(GOOD, r["end"], encoding)) for r in (symbol["range"], symbol["selectionRange"])]
        assert outer[0] <= inner[0] <= inner[1] <= outer[1], symbol
    folds = c.request("textDocument/foldingRange", {"textDocument": {"uri": uri}})
    assert {"startLine": 2, "endLine": 5, "kind": "region"} in folds, folds
    assert all(f["startLine"] < f["endLine"] for f in folds)
    c.open(uri, "")
    c.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    c.request("textDocument/foldingRange", {"textDocument": {"uri": uri}})
    equal(c.end(), 0)


# ---- navigation --------------------------------------------------------------------------------------------------

@case
def a_term_leads_to_its_entry(encoding):
    uri = project()
    c = Client(folder=os.getcwd(), encodings=[encoding])
    text = BODY.format(topic="GOFAI")
    c.open(uri, text)
    found = c.request("textDocument/definition", at(uri, text, "GOFAI", encoding, 2))
    equal(found, {"uri": uri_of("topics.yaml"), "range": range_of(VOCABULARY, "Symbolic AI", encoding)})
    equal(c.request("textDocument/definition", at(uri, text, "three teams", encoding)), None)
    equal(c.end(), 0)


@case
def all_uses_of_a_term_are_found(encoding):
    uri = project()
    write("b.md", GOOD)
    write("sub/c.txt", as_text(BODY.format(topic="Open research")))
    c = Client(folder=os.getcwd(), encodings=[encoding])
    c.open(uri, GOOD)
    params = dict(at(uri, GOOD, "Open Science", encoding, 2), context={"includeDeclaration": True})
    found = c.request("textDocument/references", params)
    equal(sorted(os.path.basename(f["uri"]) for f in found), ["a.md", "b.md", "c.txt", "c.txt", "topics.yaml"])
    params["context"]["includeDeclaration"] = False
    equal(len(c.request("textDocument/references", params)), 4)
    equal(c.end(), 0)


@case
def a_term_is_renamed_everywhere(encoding):
    uri = project()
    text = GOOD.replace("- Symbolic AI", "- symbolic AI").replace("three teams", "three Symbolic AI teams")
    write("b.md", GOOD)
    write("c.md", BODY.format(topic="GOFAI"))
    c = Client(folder=os.getcwd(), encodings=[encoding])
    c.open(uri, text)
    where = at(uri, text, "symbolic AI", encoding, 3)
    equal(c.request("textDocument/prepareRename", where)["range"], range_of(text, "symbolic AI", encoding))
    edit = c.request("textDocument/rename", dict(where, newName="Logic: 🦉"))
    equal(sorted(os.path.basename(u) for u in edit["changes"]), ["a.md", "b.md", "topics.yaml"])
    changed = {u: apply(open(path_of(u), newline="").read() if not u == uri else text, e, encoding) for u, e in edit["changes"].items()}
    assert "replacedBy: \"Logic: 🦉\" }" in changed[uri_of("topics.yaml")] and "broader: \"Logic: 🦉\"" in changed[uri_of("topics.yaml")]
    equal(changed[uri], text.replace("symbolic AI", "Logic: 🦉"))
    write("topics.yaml", changed[uri_of("topics.yaml")])
    equal([p["rule"] for p in problems_of(changed[uri], path_of(uri))], [])
    equal(c.error("textDocument/rename", dict(where, newName="open research")), -32803)
    equal(c.error("textDocument/rename", dict(where, newName=" ")), -32602)
    equal(c.error("textDocument/rename", dict(at(uri, text, "Teams that", encoding), newName="x")), -32803)
    equal(c.request("textDocument/prepareRename", at(uri, text, "Teams that", encoding)), None)
    equal(c.end(), 0)


@case
def a_term_is_found_and_renamed_from_its_entry(encoding):
    project()
    write("b.md", GOOD)
    write("c.md", BODY.format(topic="GOFAI"))
    c = Client(folder=os.getcwd(), encodings=[encoding])
    vocabulary = uri_of("topics.yaml")
    c.open(vocabulary, VOCABULARY, language="yaml")
    for needle, uses in (("Symbolic AI ", 2), ("GOFAI", 2), ("Symbolic AI }", 2), ("Career", 2), ("Logic", 0)):
        where = dict(at(vocabulary, VOCABULARY, needle, encoding, 2), context={"includeDeclaration": False})
        equal(len(c.request("textDocument/references", where)), uses, needle)
    where = at(vocabulary, VOCABULARY, "Symbolic AI", encoding, 2)
    equal(c.request("textDocument/definition", where), {"uri": vocabulary, "range": range_of(VOCABULARY, "Symbolic AI", encoding)})
    equal(c.request("textDocument/prepareRename", where), {"range": range_of(VOCABULARY, "Symbolic AI", encoding), "placeholder": "Symbolic AI"})
    edit = c.request("textDocument/rename", dict(where, newName="Logical AI"))["changes"]
    equal(sorted(os.path.basename(u) for u in edit), ["b.md", "topics.yaml"])
    changed = apply(VOCABULARY, edit[vocabulary], encoding)
    assert changed.count("Logical AI") == 3 and "Symbolic AI" not in changed, changed
    for needle in ("title", "Science that shows", "terms"):
        equal(c.request("textDocument/references", dict(at(vocabulary, VOCABULARY, needle, encoding, 1), context={})), None)
    equal(c.end(), 0)


@case
def the_terms_of_the_installation_are_not_renamed():
    c = Client()
    uri = uri_of("a.md")
    c.open(uri, GOOD)
    equal(c.error("textDocument/rename", dict(at(uri, GOOD, "Open Science", c.encoding, 2), newName="x")), -32803)
    equal(c.end(), 0)


if __name__ == "__main__":
    main()
