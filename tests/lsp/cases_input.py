# SPDX-License-Identifier: Apache-2.0
"""Input that is none."""
import json

from client import Client, uri_of
from harness import case, equal
from texts import GOOD, rules


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
