# SPDX-License-Identifier: Apache-2.0
"""Documents: opened, changed, closed, and what is published of them."""
import os
import time

from client import Client, path_of, place, uri_of
from harness import case, equal, write
from texts import ALIAS, GOOD, ODD, as_found, as_pushed, as_text, problems_of, range_of, rules


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
