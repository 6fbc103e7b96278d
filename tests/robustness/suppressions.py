#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a document says about rules that are to keep quiet: every directive, where it counts and where it does not, what is of no use, and its fix.
Usage: suppressions.py SUMLINT [WORD...]"""
import json

import house
from house import GOOD

# A title that ends in a full stop (line 1) and an alternative label (line 29).
TITLE, ALIAS = "title/punctuation", "topics/alias"
TEXT = GOOD.replace("detective\n", "detective.\n").replace("- Large Language Models", "- LLMs")
UNUSED, UNKNOWN = "core/unused-suppression", "core/suppression"


def behind(line, text):
    """TEXT with `text` behind that line."""
    lines = TEXT.split("\n")
    return "\n".join(lines[:line] + text.split("\n") + lines[line:])


def on(line, text):
    lines = TEXT.split("\n")
    lines[line - 1] += text
    return "\n".join(lines)


def front(yaml):
    return "---\n%s\n---\n" % yaml + TEXT


def found(box, text, *arguments, file="d.md"):
    box.write(file, text)
    done = box.check(*arguments, file)
    house.same("standard error", done.err, b"")
    return [(line, rule) for line, _, rule in done.problems()[file]]


def directive(box, _, text, expected):
    """As it is, with CRLF, and as plain text where that can be said."""
    house.same("problems", found(box, text), expected)
    house.same("problems with CRLF", found(box, text.replace("\n", "\r\n")), expected)
    house.same("problems with CR", found(box, text.replace("\n", "\r")), expected)


DIRECTIVES = [
    ("none", TEXT, [(1, TITLE), (29, ALIAS)]),
    ("disable to the end", behind(2, "<!-- sumlint-disable topics/alias -->\n"), [(1, TITLE)]),
    ("disable does not look back", behind(2, "<!-- sumlint-disable title/punctuation -->\n"), [(1, TITLE), (3, UNUSED), (31, ALIAS)]),
    ("disable and enable", behind(2, "<!-- sumlint-disable topics/alias -->\n\n<!-- sumlint-enable topics/alias -->\n"),
     [(1, TITLE), (3, UNUSED), (33, ALIAS)]),
    ("enable of all", behind(2, "<!-- sumlint-disable topics/alias -->\n\n<!-- sumlint-enable -->\n"), [(1, TITLE), (3, UNUSED), (33, ALIAS)]),
    ("enable of another", behind(2, "<!-- sumlint-disable topics/alias -->\n\n<!-- sumlint-enable title -->\n"), [(1, TITLE)]),
    ("enable of a plugin's", behind(2, "<!-- sumlint-disable topics/alias -->\n\n<!-- sumlint-enable topics -->\n"),
     [(1, TITLE), (3, UNUSED), (33, ALIAS)]),
    ("enable behind it", behind(29, "\n<!-- sumlint-enable topics/alias -->").replace("# Read", "<!-- sumlint-disable topics -->\n# Read"), [(2, TITLE)]),
    ("disable all", "<!-- sumlint-disable -->\n" + TEXT, []),
    ("disable a plugin", "<!-- sumlint-disable topics -->\n" + TEXT, [(2, TITLE)]),
    ("disable several, with commas", "<!-- sumlint-disable topics/alias, title/punctuation -->\n" + TEXT, []),
    ("disable several, with blanks", "<!-- sumlint-disable   topics/alias\n title/punctuation -->\n" + TEXT, []),
    ("disable-line", on(29, " <!-- sumlint-disable-line topics/alias -->"), [(1, TITLE)]),
    ("disable-line of all", on(29, " <!-- sumlint-disable-line -->"), [(1, TITLE)]),
    ("disable-line elsewhere", on(28, " <!-- sumlint-disable-line topics/alias -->"), [(1, TITLE), (28, UNUSED), (29, ALIAS)]),
    ("disable-line in a title", on(1, " <!-- sumlint-disable-line title -->"), [(29, ALIAS)]),
    ("disable-next-line", "<!-- sumlint-disable-next-line title/punctuation -->\n" + TEXT, [(30, ALIAS)]),
    ("disable-next-line, and a blank line", "<!-- sumlint-disable-next-line title/punctuation -->\n\n" + TEXT, [(1, UNUSED), (3, TITLE), (31, ALIAS)]),
    ("disable-next-line over lines", "<!-- sumlint-disable-next-line\n title/punctuation -->\n" + TEXT, [(31, ALIAS)]),
    ("disable-next-line at the end", TEXT + "\n<!-- sumlint-disable-next-line title -->", [(1, TITLE), (29, ALIAS), (35, UNUSED)]),
    ("disable-file at the end", TEXT + "\n<!-- sumlint-disable-file title topics -->\n", []),
    ("disable-file and enable", TEXT + "\n<!-- sumlint-disable-file title topics -->\n<!-- sumlint-enable -->\n", []),
    ("two in a line", "<!-- sumlint-disable title --><!-- sumlint-disable-file topics -->\n" + TEXT, []),
    ("a reason", "<!-- sumlint-disable-file title topics -- as the desk has said -->\n" + TEXT, []),
    ("a reason that names a rule", "<!-- sumlint-disable-file title -- and not topics/alias -->\n" + TEXT, [(30, ALIAS)]),
    ("a reason for all", "<!-- sumlint-disable-file -- an old one -->\n" + TEXT, []),
    ("no blanks around it", "<!--sumlint-disable-file title topics-->\n" + TEXT, []),
    ("twice", "<!-- sumlint-disable-file title topics -->\n<!-- sumlint-disable-file title topics -->\n" + TEXT, [(2, UNUSED), (2, UNUSED)]),
    ("an unknown rule", "<!-- sumlint-disable-file topics/alais -->\n" + TEXT, [(1, UNKNOWN), (2, TITLE), (30, ALIAS)]),
    ("an unknown plugin", "<!-- sumlint-disable-file topic -->\n" + TEXT, [(1, UNKNOWN), (2, TITLE), (30, ALIAS)]),
    ("an unknown one among others", "<!-- sumlint-disable-file title xx/yy topics -->\n" + TEXT, [(1, UNKNOWN)]),
    ("an unknown verb", "<!-- sumlint-disabel-file title -->\n" + TEXT, [(1, UNKNOWN), (2, TITLE), (30, ALIAS)]),
    ("a verb of another case", "<!-- sumlint-DISABLE title -->\n" + TEXT, [(1, UNKNOWN), (2, TITLE), (30, ALIAS)]),
    ("no end", TEXT + "\n<!-- sumlint-disable-file title", [(1, TITLE), (29, ALIAS), (33, "attribution/position")]),
    ("no comment", TEXT.replace("Outages", "sumlint-disable-file Outages"), [(1, TITLE), (29, ALIAS)]),
    ("fenced code", behind(2, "```\n<!-- sumlint-disable-file -->\n```\n"), [(1, TITLE), (33, ALIAS)]),
    ("indented code", behind(4, "    <!-- sumlint-disable-file -->\n"), [(1, TITLE), (31, ALIAS)]),
    ("a code span", TEXT.replace("Outages", "`<!-- sumlint-disable-file -->` Outages"), [(1, TITLE), (29, ALIAS)]),
    ("a code span with more in it", TEXT.replace("Outages", "`a <!-- sumlint-disable-file --> b` Outages"), [(1, TITLE), (29, ALIAS)]),
    ("a code span of two backticks", TEXT.replace("Outages", "`` <!-- sumlint-disable-file --> `` Outages"), [(1, TITLE), (29, ALIAS)]),
    ("between code spans", TEXT.replace("Outages", "`a` <!-- sumlint-disable-file --> `b` Outages"), []),
    ("behind a backtick", TEXT.replace("Outages", "`<!-- sumlint-disable-file --> Outages"), []),
    ("escaped", TEXT.replace("Outages", "\\<!-- sumlint-disable-file --> Outages"), [(1, TITLE), (29, ALIAS)]),
    ("HTML", behind(4, "<div>\n<!-- sumlint-disable-file -->\n</div>\n"), []),
    ("HTML that holds code", behind(4, "<script>\n<!-- sumlint-disable-file -->\n</script>\n"), [(1, TITLE), (33, ALIAS)]),
    ("in front of text", behind(4, "<!-- sumlint-disable-file --> Text.\n"), []),
    ("a table", behind(4, "| a | b |\n| - | - |\n| <!-- sumlint-disable-file --> | c |\n"), [(1, TITLE), (33, ALIAS)]),
    ("a quotation", behind(4, "> <!-- sumlint-disable-file -->\n"), [(1, TITLE), (31, ALIAS)]),
]
FRONT = [
    ("a list", "sumlint: { disable: [topics/alias, title] }", []),
    ("a name", "sumlint: { disable: topics }", [(4, TITLE)]),
    ("reasons", "sumlint:\n  disable:\n    topics/alias: an old name\n    title: it is a quotation", []),
    ("nothing", "sumlint: { disable: [] }", [(4, TITLE), (32, ALIAS)]),
    ("an unknown rule", "sumlint: { disable: [topics/alais] }", [(2, UNKNOWN), (4, TITLE), (32, ALIAS)]),
    ("an unknown key", "sumlint: { disables: [topics/alias] }", [(2, UNKNOWN), (4, TITLE), (32, ALIAS)]),
    ("no map", "sumlint: topics/alias", [(2, UNKNOWN), (4, TITLE), (32, ALIAS)]),
    ("of no use", "sumlint: { disable: [topics/alias, title, topics/unknown] }", [(2, UNUSED)]),
]


def front_matter(box, _, yaml, expected):
    directive(box, _, front(yaml), expected)


@house.case
def plain_text(box):
    text = TEXT.replace("# ", "", 1).replace("## ", "").replace("**", "")
    house.same("as it is", found(box, text, file="d.txt"), [(1, TITLE), (29, ALIAS)])
    house.same("disable-file", found(box, "<!-- sumlint-disable-file topics title -->\n" + text, file="d.txt"), [])
    house.same("disable-line", found(box, text.replace("- LLMs", "- LLMs <!-- sumlint-disable-line topics/alias -->"), file="d.txt"), [(1, TITLE)])
    house.same("disable-next-line", found(box, text.replace("- LLMs", "<!-- sumlint-disable-next-line topics/alias -->\n- LLMs"), file="d.txt"),
               [(1, TITLE)])


@house.case
def rules_that_do_not_run_cannot_be_of_no_use(box):
    text = "<!-- sumlint-disable-file title/length topics/unknown -->\n" + TEXT
    house.same("all rules", found(box, text), [(1, UNUSED), (1, UNUSED), (2, TITLE), (30, ALIAS)])
    house.same("--select topics", found(box, text, "--select", "topics,core"), [(1, UNUSED), (30, ALIAS)])
    house.same("--ignore", found(box, text, "--ignore", "title/length,topics/unknown"), [(2, TITLE), (30, ALIAS)])
    box.write(".sumlint.yaml", "extends: summary\nrules: { title/length: off }\n")
    house.same("off", found(box, text), [(1, UNUSED), (2, TITLE), (30, ALIAS)])


def fix(box, _, text, expected):
    """What is of no use goes; what was suppressed stays as it is."""
    for end in ("\n", "\r\n"):
        box.write("d.md", text.replace("\n", end))
        done = box.check("--fix", "--select", "core,topics", "d.md")
        house.same("status (said %r)" % done.err, (done.status, done.out, done.err), (0, b"", b""))
        house.same("text", box.read("d.md").decode(), expected.replace("\n", end))
        box.check("--fix", "--select", "core,topics", "d.md")
        house.same("text of a second run", box.read("d.md").decode(), expected.replace("\n", end))


FINE = TEXT.replace("- LLMs", "- Large Language Models")
FIXES = [
    ("a line of its own", "<!-- sumlint-disable-file topics/unknown -->\n" + FINE, FINE),
    ("a line of its own, indented", "  <!-- sumlint-disable-file topics/unknown -->  \n" + FINE, FINE),
    ("over lines", "<!-- sumlint-disable-file\ntopics/unknown\n-->\n" + FINE, FINE),
    ("behind a text", FINE.replace("Observability", "Observability<!-- sumlint-disable-line topics/unknown -->"), FINE),
    ("behind a blank", FINE.replace("Observability", "Observability <!-- sumlint-disable-line topics/unknown -->"), FINE),
    ("all rules", "<!-- sumlint-disable-next-line topics -->\n" + FINE, FINE),
    ("the first of three names", "<!-- sumlint-disable-file topics/unknown, topics/alias, title -- why -->\n" + TEXT,
     "<!-- sumlint-disable-file topics/alias, title -- why -->\n" + TEXT),
    ("the last of two names", "<!-- sumlint-disable-file topics/alias topics/unknown -->\n" + TEXT, "<!-- sumlint-disable-file topics/alias -->\n" + TEXT),
    ("two of three names", "<!-- sumlint-disable-file topics/count, topics/alias, topics/unknown -->\n" + TEXT,
     "<!-- sumlint-disable-file topics/alias -->\n" + TEXT),
    ("an entry of the front matter", "---\nsumlint: { disable: topics/unknown }\ntitle: T\n---\n" + FINE, "---\ntitle: T\n---\n" + FINE),
    ("an entry over lines", "---\ntitle: T\nsumlint:\n  disable:\n    - topics/unknown\n---\n" + FINE, "---\ntitle: T\n---\n" + FINE),
    ("at the end of the file", FINE + "<!-- sumlint-disable-line topics/unknown -->", FINE.rstrip("\n")),
    ("what is suppressed", "<!-- sumlint-disable topics/alias -->\n" + TEXT, "<!-- sumlint-disable topics/alias -->\n" + TEXT),
]


@house.case
def counted_as_suppressed(box):
    box.write("d.md", "<!-- sumlint-disable -->\n" + TEXT)
    done = box.run("check", "--format", "json", "d.md")
    report = json.loads(done.out)
    house.same("status and counts", (done.status, report["summary"]["suppressed"], report["problems"]), (0, 2, []))
    sarif = json.loads(box.run("check", "--format", "sarif", "d.md").out)["runs"][0]["results"]
    house.same("SARIF", sorted(result["ruleId"] for result in sarif if result.get("suppressions")), [TITLE, ALIAS])


@house.case
def bytes_that_are_no_text_cannot_be_suppressed(box):
    house.same("problems", found(box, b"<!-- sumlint-disable-file -->\n\xff" + TEXT.encode()), [(2, "core/encoding")])


@house.case
def front_matter_that_cannot_be_read_is_all_that_is_told(box):
    house.same("problems", found(box, front("sumlint: { disable: [core, topics, title] }\ntitle: [")), [(4, "core/front-matter")])


house.table("directive", DIRECTIVES, directive)
house.table("front matter", FRONT, front_matter)
house.table("fix", FIXES, fix)
if __name__ == "__main__":
    house.main()
