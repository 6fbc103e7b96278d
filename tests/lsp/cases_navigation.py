# SPDX-License-Identifier: Apache-2.0
"""From a term to its entry and its uses; renaming."""
import os

from client import Client, apply, path_of, uri_of
from harness import case, equal, write
from texts import BODY, GOOD, VOCABULARY, as_text, at, problems_of, project, range_of


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
