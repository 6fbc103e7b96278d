# SPDX-License-Identifier: Apache-2.0
"""The life of a server: it is greeted, left, and forgotten."""
from client import Client, uri_of
from harness import case, equal
from texts import GOOD


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
