# SPDX-License-Identifier: Apache-2.0
"""Completion, hover and outline."""
import os

from client import Client, apply, index_of, uri_of
from harness import case, equal
from texts import BODY, GOOD, at, project, range_of


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
