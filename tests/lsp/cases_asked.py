# SPDX-License-Identifier: Apache-2.0
"""Diagnostics that are asked for, of a document and of the workspace."""
import os

from client import Client, uri_of
from harness import case, equal, write
from texts import ALIAS, GOOD, at, project, rules


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
