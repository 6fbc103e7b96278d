# SPDX-License-Identifier: Apache-2.0
"""Code actions."""
import os
import subprocess

import client
from client import Client, apply, path_of, uri_of
from harness import case, equal, write
from texts import ALIAS, BODY, GOOD, LITERALS, ODD, VOCABULARY, actions_at, edits_of, problems_of, project, range_of, rules


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
    fixed = subprocess.run([client.SUMLINT, "check", "--fix", "--stdin-filename", path_of(uri), "-"], input=text.encode(), stdout=subprocess.PIPE,
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
