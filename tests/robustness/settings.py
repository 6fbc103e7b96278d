#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bad configs, vocabularies and manifests: each is an error with file, line and column and exit status 2, never a crash, a hang or silence; and what is
not under a bad config is checked as ever. Usage: settings.py SUMLINT [WORD...]"""
import os

import house
from house import BAD, BAD_FOUND, GOOD

CONFIG = "bad/.sumlint.yaml"
TYPE = "types: { s: { title: {}, parts: [{section: Summary, kind: any}], %s } }\ndocuments: [{files: '*.md', type: s}]\n"
MIB = 1 << 20


def run_beside(box, *errors):
    """A run over a folder under a bad config and one under none: the errors, status 2, and what is wrong in the other folder."""
    box.write("bad/d.md", GOOD)
    box.write("good/z.md", BAD)
    done = box.check(".")
    house.holds("standard error", done.said(), *errors)
    house.same("status", done.status, 2)
    house.same("what was found elsewhere", done.problems(), {"good/z.md": BAD_FOUND})
    house.same("lines about one config", len(done.said().splitlines()) < 10, True)


# ---- configs that are no text files --------------------------------------------------------------------------------


def config_is(box, _, make, error):
    os.makedirs(box.path("bad"))
    make(os.fsdecode(box.path(CONFIG)))
    run_beside(box, CONFIG + ": error: " + error)


NO_FILE = [
    ("a folder", os.mkdir, "cannot be read: it is a folder"),
    ("a FIFO", os.mkfifo, "cannot be read: it is no regular file"),
    ("a socket", house.bind, "cannot be read: "),
    ("a link to nothing", lambda path: os.symlink("nowhere", path), "cannot be read: no such file"),
    ("a link to itself", lambda path: os.symlink(".sumlint.yaml", path), "cannot be read: Too many levels of symbolic links"),
    ("a link to a folder", lambda path: os.symlink("..", path), "cannot be read: it is a folder"),
    ("a device", lambda path: os.symlink("/dev/zero", path), "cannot be read: "),
]


@house.case
def config_that_must_not_be_read(box):
    box.write("bad/d.md", GOOD)
    box.write("good/z.md", BAD)
    os.chmod(box.write(CONFIG, "extends: summary\n"), 0)
    prefix = house.unprivileged(box)
    done = box.check(".", prefix=prefix)
    house.holds("standard error", done.said(), CONFIG + ": error: cannot be read: ")
    house.same("status", done.status, 2)
    house.same("what was found elsewhere", done.problems(), {"good/z.md": BAD_FOUND})


# ---- configs whose text is wrong -----------------------------------------------------------------------------------


def config_says(box, _, text, *errors):
    box.write(CONFIG, text() if callable(text) else text)
    run_beside(box, *[CONFIG + error if error.startswith(":") else error for error in errors])


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join("%c: &%c [%s]\n" % (98 + i, 98 + i, ",".join(["*%c" % (97 + i)] * 9)) for i in range(12))
TEXTS = [
    ("a byte that is no UTF-8", b"extends: \xff\n", ":1:10: error: not valid UTF-8"),
    ("a NUL", b"extends: summary\0", ":1:17: error: a NUL character is not allowed"),
    ("UTF-16", "extends: summary\n".encode("utf-16"), ":1:1: error: not valid UTF-8"),
    ("a key twice", "extends: summary\nextends: summary\n", ":2:1: error: the key 'extends' is here a second time"),
    ("a tab", "extends: summary\nrules:\n\ttitle/length: off\n", ":3:1: error: ", "indent with spaces, not tabs"),
    ("two documents", "extends: summary\n---\nextends: summary\n", ":2:1: error: a second YAML document"),
    ("an unknown key", "extend: summary\n", ":1:1: error: ", "did you mean 'extends'?"),
    ("100,000 lists in each other", lambda: "a: " + "[" * 100000, ":1:67: error: nested too deeply"),
    ("an alias bomb", BOMB + "ignore: *m\n", ":7:32: error: too big with all aliases written out"),
    ("a key of 1 MiB", lambda: "x" * MIB + ": 1\n", ": error: cannot be read: it is larger than 1 MiB"),
    ("a key of half a MiB", lambda: "? " + "x" * (MIB // 2) + "\n: 1\n", ":1:3: error: unknown key"),
    ("20,000 keys that are unknown, and twice there", lambda: "".join("k%d: 1\n" % (i // 2) for i in range(40000)), None),
    ("a number without end", TYPE % "order: any" + "rules: {title/length: {max: 1}}\n", "has no option 'max'"),
    ("a number that is too big", (TYPE % "order: any").replace("kind: any", "items: {max: %d}" % 10**40), "error: 'max' must be a smaller number"),
    ("a number that is too small", (TYPE % "order: any").replace("kind: any", "items: {min: -1}"), "error: 'min' must be a whole number"),
    ("a number that is none", (TYPE % "order: any").replace("kind: any", "items: {min: 1e3}"), "error: 'min' must be a whole number"),
    ("more at least than at most", (TYPE % "order: any").replace("kind: any", "items: {min: 3, max: 2}"), "error: "),
    ("100,000 globs", lambda: "ignore: [%s]\n" % ", ".join(['"**/a*"'] * 100000), ":1:9: error: 'ignore' has 100000 patterns"),
    ("a glob of choices of choices", "ignore: ['%s']\n" % ("{a,b}" * 90), None),
    ("a glob of stars", "ignore: ['%s']\n" % ("**/*" * 120), None),
    ("a pattern that is none", TYPE % "attribution: {pattern: '('}", "error: the pattern is wrong at its character 2"),
    ("a config that extends itself", "extends: ./.sumlint.yaml\n", ":1:10: error: 'extends' goes round in a circle"),
    ("a config that extends a folder", "extends: ../good/\n", ":1:10: error: good cannot be read: it is a folder"),
    ("a config that extends /dev/zero", "extends: /dev/zero\n", ":1:10: error: /dev/zero cannot be read"),
    ("a vocabulary that is not there", "extends: summary\nvocabularies: {topics: no.yaml}\n", ":2:24: error: bad/no.yaml cannot be read: no such file"),
    ("a vocabulary that is a folder", "extends: summary\nvocabularies: {topics: .}\n", ":2:24: error: bad cannot be read: it is a folder"),
    ("a vocabulary that never ends", "extends: summary\nvocabularies: {topics: /dev/zero}\n", ":2:24: error: /dev/zero cannot be read"),
]


def config_text(box, name, text, *errors):
    if errors == (None,):
        glob = "glob" in name
        box.write(CONFIG, text() if callable(text) else text)
        box.write("bad/d.md", GOOD)
        done = box.check(".")
        house.same("status (said %r)" % done.err[:500], done.status in ((0, 1, 2) if glob else (2,)), True)
        house.same("amount said", len(done.err) < 100000 or not glob, True)
    else:
        config_says(box, name, text, *errors)


@house.case
def pattern_that_tries_everything(box):
    """A pattern of catastrophic cost meets its limit, and says so."""
    box.write(".sumlint.yaml", TYPE % r"attribution: {pattern: '((a+)+)+(?<curator>b)(?<publisher>c)'}")
    box.write("d.md", "# T\n\n## Summary\n\nText.\n\n" + "a" * 50000 + "!\n")
    done = box.check(".")
    house.same("status (said %r)" % done.err[:300], done.status in (1, 2), True)


@house.case
def pattern_that_might_match(box):
    """What was given up is not told as if it were known not to match."""
    box.write(".sumlint.yaml", TYPE % r"attribution: {pattern: 'Notes by (?:(a+)+c|(?<curator>.*))'}")
    for name, word in (("short.md", "a" * 5 + "!"), ("long.md", "a" * 40 + "!"), ("other.md", "nobody")):
        box.write(name, "# T\n\n## Summary\n\nText.\n\nNotes by " + word + "\n")
    done = box.check("--select", "attribution", ".")
    house.same("files told of", {line.split(":")[0] for line in done.out.decode().splitlines()}, {"long.md"})
    house.same("what is said", b"takes too many steps" in done.out, True)


# ---- vocabularies --------------------------------------------------------------------------------------------------


def vocabulary(box, _, text, *errors):
    box.write("bad/topics.yaml", text() if callable(text) else text)
    box.write(CONFIG, "extends: summary\nvocabularies: {topics: topics.yaml}\n")
    run_beside(box, *["bad/topics.yaml" + error if error.startswith(":") else error for error in errors])


VOCABULARIES = [
    ("deep lists", lambda: "terms: " + "[" * 100000, ":1:71: error: nested too deeply"),
    ("an alias bomb", BOMB + "terms: *m\n", ":7:32: error: too big with all aliases written out"),
    ("a term that is a number of lists", "terms: [[a], {b: c}, 1]\n", ":1:9: error: "),
    ("a label of nothing", "terms: ['']\n", ":1:9: error: "),
    ("two terms of one name", "terms: [Maps, maps]\n", ":1:15: error: "),
    ("broader in a circle", "terms: [{prefLabel: A, broader: B}, {prefLabel: B, broader: A}]\n", ":1:"),
    ("no terms", "title: x\n", ":1:1: error: "),
    ("bytes that are no UTF-8", b"terms: [Caf\xe9]\n", ":1:12: error: not valid UTF-8"),
]


@house.case
def vocabulary_of_100000_terms_of_one_letter_more_each(box):
    """Labels that are all alike cost no more than others."""
    box.write("topics.yaml", "terms:\n" + "".join("  - %s%d\n" % ("a" * 40, i) for i in range(100000)))
    box.write(".sumlint.yaml", "extends: summary\nvocabularies: {topics: topics.yaml}\n")
    box.write("d.md", GOOD)
    done = box.check(".")
    house.same("problems (said %r)" % done.err[:300], done.rules("d.md"), {"topics/unknown": 3})


# ---- manifests -----------------------------------------------------------------------------------------------------

MANIFESTS = [
    ("a name alone", "plugin: odd\n", ":1:1: error: "),
    ("deep lists", lambda: "plugin: " + "[" * 100000, ":1:72: error: nested too deeply"),
    ("an alias bomb", BOMB + "rules: *m\n", ":7:32: error: too big with all aliases written out"),
    ("another name than its file's", "plugin: other\nversion: 1.0.0\nsummary: x\nrules: []\n", "error: "),
    ("control characters", 'plugin: odd\nversion: 1.0.0\nsummary: "a\\e[31mb"\nrules: []\n', ":3:10: error: 'summary' must not hold control characters"),
    ("a key twice", "plugin: odd\nplugin: odd\n", ":2:1: error: the key 'plugin' is here a second time"),
    ("bytes that are no UTF-8", b"plugin: odd\xff\n", ":1:12: error: not valid UTF-8"),
]


def manifest(box, _, text, error):
    box.write("plugins/odd.yaml", text() if callable(text) else text)
    box.write("d.md", BAD)
    done = box.check("--plugin-dir", "plugins", "d.md")
    house.same("status", done.status, 2)
    house.holds("standard error", done.said(), "plugins/odd.yaml", error)


house.table("config is", NO_FILE, config_is)
house.table("config has", TEXTS, config_text)
house.table("vocabulary has", VOCABULARIES, vocabulary)
house.table("manifest has", MANIFESTS, manifest)
if __name__ == "__main__":
    house.main()
