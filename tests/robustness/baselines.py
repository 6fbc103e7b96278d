#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Baselines: what is known keeps quiet wherever it stands, what is new does not; files that move, go, or are not looked at; baselines that are none.
Usage: baselines.py SUMLINT [WORD...]"""
import json
import os

import house
from house import BAD, GOOD

# A title that ends in a full stop, and an alternative label.
TWO = BAD.replace("detective\n", "detective.\n")
QUIET = ("--baseline", "known.json")


def write(box, *more):
    done = box.check("--write-baseline", "known.json", *(more or (".",)))
    house.same("status (said %r)" % done.err, (done.status, done.out), (0, b""))


def entries(box, name="known.json"):
    return sorted((entry["file"], entry["rule"]) for entry in json.loads(box.read(name))["problems"])


def found(box, *arguments, status=None, cwd="", said=b""):
    """Problems of a run against the baseline, as {file: [(line, rule)]}."""
    done = box.check(*(arguments or (*QUIET, ".")), cwd=cwd)
    house.same("standard error", done.err if said == b"" else said in done.err, b"" if said == b"" else True)
    problems = {file: [(line, rule) for line, _, rule in of] for file, of in done.problems().items()}
    if status is not None:
        house.same("status", done.status, status)
    return problems


@house.case
def known_problems_keep_quiet(box):
    box.write("a.md", TWO)
    box.write("b/c.md", TWO)
    write(box)
    house.same("lines", box.read("known.json").count(b"\n"), 1 + 4 + 1)
    house.same("entries", entries(box), [("a.md", "title/punctuation"), ("a.md", "topics/alias"), ("b/c.md", "title/punctuation"), ("b/c.md", "topics/alias")])
    house.same("found", found(box, status=0), {})
    house.same("by one worker", box.check("--jobs", "1", *QUIET, ".").out, box.check("--jobs", "2", *QUIET, ".").out)


@house.case
def known_problems_are_not_fixed(box):
    """Only what is reported is fixed."""
    box.write("a.md", TWO)
    write(box)
    known = box.read("known.json")
    box.write("a.md", TWO.replace("- Observability", "- Observability\n- Genetic algorithm"))
    house.same("before", found(box, status=1), {"a.md": [(28, "topics/alias")]})
    done = box.check(*QUIET, "--fix", ".")
    house.same("after", (done.status, done.out, done.err), (0, b"", b""))
    house.same("the known ones stay", box.read("a.md").decode(), TWO.replace("- Observability", "- Observability\n- Genetic Algorithms"))
    house.same("the baseline", box.read("known.json"), known)
    house.same("a diff shows nothing more", box.run("check", *QUIET, "--diff", ".").out, b"")
    box.check("--fix", ".")
    house.same("without it all are fixed", b"detective.\n" in box.read("a.md"), False)


def edited(box, _, change):
    box.write("a.md", TWO)
    write(box)
    box.write("a.md", change(TWO))
    house.same("found", found(box, status=0), {})


EDITS = [
    ("lines above", lambda text: text.replace("## Summary\n", "## Summary\n\nA first paragraph, and a\nsecond line.\n")),
    ("a front matter above", lambda text: "---\nauthor: x\nlayout: y\n---\n\n" + text),
    ("lines below", lambda text: text.replace("**Best", "A word.\n\n**Best").replace("A word.\n\n", "") + "\n<!-- end -->\n"),
    ("items around", lambda text: text.replace("- LLMs", "- Open Science\n- LLMs")),
    ("CRLF", lambda text: text.replace("\n", "\r\n")),
    ("a byte order mark", lambda text: "\ufeff" + text),
    ("another section's words", lambda text: text.replace("Outages", "Failures")),
    ("another marker", lambda text: text.replace("- LLMs", "* LLMs").replace("- Obs", "* Obs").replace("- Site", "* Site")),
]


@house.case
def a_changed_problem_wakes(box):
    box.write("a.md", TWO)
    write(box)
    box.write("a.md", TWO.replace("- LLMs", "- LLM"))
    house.same("found", found(box, said=b"known.json: warning: 1 of its entries is no longer needed: --prune-baseline removes it", status=1),
               {"a.md": [(29, "topics/alias")]})
    box.write("a.md", TWO.replace("detective.", "detective.."))
    house.same("found", found(box, said=b"1 of its entries", status=0), {"a.md": [(1, "title/punctuation")]})


@house.case
def one_more_of_the_same_wakes(box):
    text = GOOD.replace("- Large Language Models", "- Xyzzyq\n- Xyzzyq")
    box.write("a.md", text)
    write(box)
    house.same("found", found(box, status=0), {})
    box.write("a.md", text.replace("- Xyzzyq", "- Xyzzyq\n- Xyzzyq", 1))
    house.same("number found", len(found(box, status=1)["a.md"]), 1)


@house.case
def a_new_problem_is_told(box):
    box.write("a.md", BAD)
    write(box)
    box.write("a.md", TWO)
    box.write("b.md", BAD)
    house.same("found", found(box, status=1), {"a.md": [(1, "title/punctuation")], "b.md": [(29, "topics/alias")]})


@house.case
def files_that_move_and_go(box):
    for name in ("a.md", "b.md", "c/d.md"):
        box.write(name, BAD)
    write(box)
    os.rename(box.path("a.md"), box.path("e.md"))
    os.unlink(box.path("b.md"))
    os.unlink(box.path("c/d.md"))
    os.rmdir(box.path("c"))
    house.same("found", found(box, said=b"3 of its entries are no longer needed: --prune-baseline removes them", status=1), {"e.md": [(29, "topics/alias")]})
    found(box, "--prune-baseline", *QUIET, ".", said=b"known.json: 0 known problems; what was no longer needed is gone", status=1)
    house.same("entries", entries(box), [])


@house.case
def folder_in_place_of_a_file_and_the_reverse(box):
    box.write("a.md", BAD)
    box.write("b/c.md", BAD)
    write(box)
    os.unlink(box.path("b/c.md"))
    os.rmdir(box.path("b"))
    box.write("b", "no folder any more")
    found(box, "--prune-baseline", *QUIET, ".", said=b"1 known problem;", status=0)
    house.same("entries", entries(box), [("a.md", "topics/alias")])


@house.case
def runs_over_a_part_keep_the_rest(box):
    for name in ("a.md", "b.md", "c/d.md"):
        box.write(name, BAD)
    write(box)
    all_of_them = entries(box)
    house.same("found in one", found(box, *QUIET, "a.md", status=0), {})
    house.same("found in a folder", found(box, *QUIET, "c", status=0), {})
    box.write("a.md", GOOD)
    found(box, "--prune-baseline", *QUIET, "b.md", status=0)
    house.same("entries, a.md not seen", entries(box), all_of_them)
    found(box, "--prune-baseline", *QUIET, "a.md", said=b"2 known problems;", status=0)
    house.same("entries, a.md seen", entries(box), all_of_them[1:])
    box.write("e.md", BAD)
    write(box, "e.md")
    house.same("entries with e.md", entries(box), all_of_them[1:] + [("e.md", "topics/alias")])
    box.write("b.md", GOOD)
    write(box)
    house.same("entries of all", entries(box), [("c/d.md", "topics/alias"), ("e.md", "topics/alias")])


@house.case
def runs_over_some_rules_say_nothing_of_the_others(box):
    box.write("a.md", TWO)
    write(box)
    house.same("--select", found(box, *QUIET, "--select", "title", ".", status=0), {})
    house.same("--ignore", found(box, *QUIET, "--ignore", "title", ".", status=0), {})
    for arguments in (["--write-baseline", "x.json", "--select", "title"], ["--prune-baseline", *QUIET, "--ignore", "title"], ["--prune-baseline"],
                      ["--write-baseline", "x.json", *QUIET]):
        done = box.check(*arguments, ".")
        house.same("%s" % arguments, (done.status, done.out, bool(done.err)), (2, b"", True))
    house.same("names", box.names(), [b"a.md", b"known.json"])


@house.case
def from_another_folder(box):
    box.write("desk/docs/a.md", BAD)
    box.write("desk/docs/b/c.md", BAD)
    os.symlink("desk", box.path("other"))
    done = box.check("--write-baseline", "known.json", "docs", cwd="desk")
    house.same("written", done.status, 0)
    house.same("entries", entries(box, "desk/known.json"), [("docs/a.md", "topics/alias"), ("docs/b/c.md", "topics/alias")])
    house.same("from above", found(box, "--baseline", "desk/known.json", "desk", status=0), {})
    house.same("from below", found(box, "--baseline", "../known.json", ".", cwd="desk/docs", status=0), {})
    house.same("by absolute paths", found(box, "--baseline", box.path("desk/known.json"), box.path("desk/docs"), status=0), {})
    house.same("by a roundabout path", found(box, "--baseline", "desk/docs/../known.json", "desk/docs/b/../a.md", status=0), {})
    os.rename(box.path("desk"), box.path("moved"))
    house.same("moved as a whole", found(box, "--baseline", "moved/known.json", "moved", status=0), {})


@house.case
def names_that_are_no_text(box):
    for name in (b"caf\xe9.md", b"new\nline.md", b"\xff\xff.md", 'quo"te\\.md'.encode()):
        box.write(name, BAD)
    write(box)
    house.same("entries", len(entries(box)), 4)
    house.same("found", found(box, status=0), {})
    os.unlink(box.path(b"caf\xe9.md"))
    os.unlink(box.path(b"new\nline.md"))
    found(box, "--prune-baseline", *QUIET, ".", said=b"what was no longer needed is gone", status=0)
    house.same("found", found(box, status=0), {})
    house.same("names whose file cannot be told from their text stay", len(entries(box)), 3)


@house.case
def a_file_that_cannot_be_read_is_never_known(box):
    box.write("a.md", BAD)
    os.mkfifo(box.path("f.md"))
    done = box.check("--write-baseline", "known.json", "a.md", "f.md")
    house.same("told", list(done.problems().items()), [("f.md", [(1, 1, "core/io")])])
    house.same("status", done.status, 1)
    house.same("entries", entries(box), [("a.md", "topics/alias")])
    house.same("found", found(box, *QUIET, "a.md", "f.md", status=1), {"f.md": [(1, "core/io")]})


@house.case
def a_file_that_cannot_be_read_for_once_keeps_its_entries(box):
    box.write("a.md", BAD)
    write(box)
    os.unlink(box.path("a.md"))
    os.mkfifo(box.path("a.md"))
    box.check("--prune-baseline", *QUIET, "a.md")
    box.check("--write-baseline", "known.json", "a.md")
    house.same("entries", entries(box), [("a.md", "topics/alias")])


@house.case
def a_file_that_is_not_understood_keeps_its_entries(box):
    box.write("a.md", "---\nlayout: x\n---\n" + BAD)
    write(box)
    for wrong in ("---\nlayout: [\n---\n" + BAD, BAD + "\0"):
        box.write("a.md", wrong)
        box.check("--prune-baseline", *QUIET, "a.md")
        house.same("entries", entries(box), [("a.md", "topics/alias")])
    write(box)
    house.same("entries with what is wrong now", entries(box), [("a.md", "core/encoding"), ("a.md", "topics/alias")])
    before = box.read("known.json")
    write(box)
    house.same("entries written again", box.read("known.json"), before)


@house.case
def standard_input(box):
    box.write("a.md", BAD)
    write(box)
    house.same("by its name", box.check(*QUIET, "-", "--stdin-filename", "a.md", stdin=BAD.encode()).status, 0)
    house.same("by another", box.check(*QUIET, "-", "--stdin-filename", "b.md", stdin=BAD.encode()).status, 1)


BASELINES = [
    ("nothing", "", "known.json:"),
    ("a merge conflict", '{"version":1,"problems":[\n<<<<<<< ours\n=======\n>>>>>>> theirs\n]}\n', "known.json:2: error: is in conflict: keep the entries of both"),
    ("no JSON", "{", "known.json:1:1: error: is no JSON"),
    ("a list", "[]", "known.json: error: is no baseline of version 1"),
    ("another version", '{"version":2,"problems":[]}', "known.json: error: is no baseline of version 1"),
    ("no version", '{"problems":[]}', "known.json: error: is no baseline of version 1"),
    ("a report", '{"version":1,"summary":{},"problems":[{"file":"a.md","line":1}]}', "known.json: error: is no baseline: an entry lacks"),
    ("problems that are no list", '{"version":1,"problems":{}}', "known.json: error: is no baseline of version 1"),
    ("an entry that is no map", '{"version":1,"problems":[1]}', "known.json: error: is no baseline: an entry lacks"),
    ("a short fingerprint", '{"version":1,"problems":[{"file":"a","rule":"b","fingerprint":"12"}]}', "a `fingerprint` of 16 digits"),
    ("a fingerprint that is none", '{"version":1,"problems":[{"file":"a","rule":"b","fingerprint":"xxxxxxxxxxxxxxxx"}]}', "a fingerprint is not hexadecimal"),
    ("a signed fingerprint", '{"version":1,"problems":[{"file":"a","rule":"b","fingerprint":"-123456789abcdef"}]}', "a fingerprint is not hexadecimal"),
    ("a key twice", '{"version":1,"version":1,"problems":[]}', "known.json:1:"),
    ("bytes that are no text", b'{"version":1,"problems":[{"file":"\xff"}]}', "known.json:1:"),
    ("deep lists", "[" * 100000, "known.json:1:"),
    ("something behind it", '{"version":1,"problems":[]} x', "known.json:1:"),
    ("a conflict of git", '{"version":1,"problems":[\n<<<<<<< HEAD\n', "known.json:2:"),
    ("UTF-16", '{"version":1,"problems":[]}'.encode("utf-16"), "known.json:1:"),
]


def bad(box, _, text, error):
    """Told; nothing is checked against it, and it is not written over."""
    box.write("a.md", BAD)
    box.write("known.json", text)
    for arguments in (QUIET, (*QUIET, "--prune-baseline"), ("--write-baseline", "known.json")):
        done = box.check(*arguments, ".")
        house.holds("standard error", done.said(), error)
        house.same("status, and standard output", (done.status, done.out), (2, b""))
        house.same("the file", box.read("known.json"), text if isinstance(text, bytes) else text.encode())


@house.case
def no_baseline(box):
    box.write("a.md", BAD)
    done = box.check(*QUIET, ".")
    house.same("status", (done.status, done.err), (2, b"known.json: error: no such baseline: make one by --write-baseline\n"))
    os.mkdir(box.path("known.json"))
    done = box.check(*QUIET, ".")
    house.same("a folder", (done.status, done.err), (2, b"known.json: error: Is a directory\n"))


@house.case
def fifty_thousand_entries(box):
    """As many are known, in one file and in many, and none is looked for twice."""
    terms = ["Xyzzyq %d" % i for i in range(20000)]
    box.write("a.md", GOOD.replace("- Large Language Models", "\n".join("- " + term for term in terms)))
    for i in range(3000):
        box.write("many/%04d.md" % i, TWO)
    write(box)
    house.same("entries", len(entries(box)) >= 26000, True)
    house.same("found", found(box, status=0), {})


house.table("edit", EDITS, edited)
house.table("bad", BASELINES, bad)
if __name__ == "__main__":
    house.main()
