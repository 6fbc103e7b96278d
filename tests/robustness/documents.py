#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bad documents are normal documents: each is reported for what it is, in the time its size takes, and the documents beside it are checked as ever.
Usage: documents.py SUMLINT [WORD...]"""

import house
from house import ALL_MISSING, GOOD

GOOD_BYTES = GOOD.encode()
WRONG = {"core/encoding": 1}
WRONG_YAML = {"core/front-matter": 1}
NO_TITLE_PARTS = {rule: count for rule, count in ALL_MISSING.items() if rule != "title/required"}
MIB = 1 << 20


def expect(box, _, file, content, rules, first=None):
    """`rules`: how many problems of each rule; `first`: line, column and rule of the first problem."""
    box.neighbours()
    box.write(file, content() if callable(content) else content)
    done = box.check(".")
    house.same("status (said %r)" % done.err[:500], done.status, 1)
    house.same("standard error", done.err, b"")
    house.same("problems", done.rules(file), rules)
    if first:
        house.same("the first problem", done.problems()[file][0], first)
    house.unharmed(done)


def topics(count):
    return "".join("- Observabilit%d\n" % i for i in range(count))


def titled(title):
    return "# " + title + GOOD[GOOD.index("\n"):]


# ---- what is no document at all ------------------------------------------------------------------------------------

EMPTY = [
    ("nothing", "d.md", b"", ALL_MISSING, (1, 1, "attribution/required")),
    ("nothing, as text", "d.txt", b"", ALL_MISSING, (1, 1, "attribution/required")),
    ("a byte order mark", "d.md", b"\xef\xbb\xbf", ALL_MISSING, (1, 1, "attribution/required")),
    ("two byte order marks", "d.md", b"\xef\xbb\xbf\xef\xbb\xbf\n", ALL_MISSING),
    ("blank lines", "d.md", b"\n \n\t\n\n", ALL_MISSING),
    ("carriage returns", "d.txt", b"\r\r\r\n\r", ALL_MISSING),
    ("a line separator of Unicode", "d.md", "\u2028\u2029\n", ALL_MISSING),
    ("an empty front matter", "d.md", "---\n---\n", ALL_MISSING),
    ("a comment without an end", "d.md", "<!--", ALL_MISSING),
]

# ---- bytes that are no text ----------------------------------------------------------------------------------------

BROKEN = {"lone continuation": b"\x80", "cut sequence": b"\xe2\x82", "overlong": b"\xc0\xaf", "surrogate": b"\xed\xa0\x80", "too high": b"\xf4\x90\x80\x80",
          "Latin-1": b"\xe9", "0xFF": b"\xff", "NUL": b"\0"}
PLACES = {"title": "Reading", "heading": "Summary", "prose": "Outages", "item": "Expect", "term": "Observability", "label": "Best", "tag": "Platform",
          "attribution": "Editorial", "publisher": "ACM"}


def broken():
    for what, wrong in BROKEN.items():
        for place, word in PLACES.items():
            at = GOOD.index(word) + 2
            line = GOOD.count("\n", 0, at) + 1
            column = at - (GOOD.rfind("\n", 0, at) + 1) + 1
            yield "%s in %s" % (what, place), "d.md", GOOD_BYTES[:at] + wrong + GOOD_BYTES[at:], WRONG, (line, column, "core/encoding")


ENCODINGS = [
    ("at the start", "d.md", b"\x93" + GOOD_BYTES, WRONG, (1, 1, "core/encoding")),
    ("behind the byte order mark", "d.md", b"\xef\xbb\xbf\x93" + GOOD_BYTES, WRONG, (1, 1, "core/encoding")),
    ("as the last byte", "d.md", GOOD_BYTES + b"\xe2\x80", WRONG, (34, 1, "core/encoding")),
    ("in the front matter", "d.md", b"---\ntopics: [Caf\xe9]\n---\n" + GOOD_BYTES, WRONG, (2, 13, "core/encoding")),
    ("in a comment", "d.md", GOOD_BYTES + b"<!-- caf\xe9 -->\n", WRONG, (34, 9, "core/encoding")),
    ("in code", "d.md", GOOD_BYTES + b"```\ncaf\xe9\n```\n", WRONG, (35, 4, "core/encoding")),
    ("behind characters of several bytes", "d.md", "# \u00e9\U0001f600x".encode() + b"\xff" + GOOD_BYTES[1:], WRONG, (1, 6, "core/encoding")),
    ("UTF-16", "d.md", GOOD.encode("utf-16"), WRONG, (1, 1, "core/encoding")),
    ("UTF-16, big-endian", "d.md", b"\xfe\xff" + GOOD.encode("utf-16-be"), WRONG, (1, 1, "core/encoding")),
    ("UTF-16 without a mark", "d.md", GOOD.encode("utf-16-le"), WRONG, (1, 2, "core/encoding")),
    ("UTF-32", "d.txt", GOOD.encode("utf-32"), WRONG, (1, 1, "core/encoding")),
    ("a picture", "d.md", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100, WRONG, (1, 1, "core/encoding")),
    ("zeros", "d.md", lambda: b"\0" * MIB, WRONG, (1, 1, "core/encoding")),
    ("in front of 10 MiB of text", "d.md", lambda: b"\xff" + GOOD_BYTES * 11000, WRONG, (1, 1, "core/encoding")),
]

# ---- a great deal of something -------------------------------------------------------------------------------------

LONG_LINES = [
    ("100 MiB in a line, Markdown", "d.md", lambda: b"# T\n\n" + b"word " * (20 * MIB), NO_TITLE_PARTS),
    ("100 MiB in a line, text", "d.txt", lambda: b"T\n" + b"word " * (20 * MIB), NO_TITLE_PARTS),
    ("10 MiB in a word", "d.txt", lambda: b"T\n" + b"x" * (10 * MIB), NO_TITLE_PARTS),
    ("1 MiB in a title", "d.md", lambda: titled("word " * (MIB // 5)), {"title/length": 1}, (1, 3, "title/length")),
    ("1 MiB in a heading", "d.md", lambda: GOOD.replace("## Summary", "## " + "Summary " * (MIB // 8)), {"sections/unknown": 1}),
    ("1 MiB in a term", "d.md", lambda: GOOD.replace("Observability", "x" * MIB), {"topics/unknown": 1}, (27, 3, "topics/unknown")),
    ("1 MiB in a label's value", "d.md", lambda: GOOD.replace("Platform Engineer", "x" * MIB), {"audience/unknown": 1}),
    ("1 MiB in an attribution", "d.md", lambda: GOOD.replace("ACM Queue", "x" * MIB), {}),
]

MANY = [
    ("10,000 headings", "d.md", lambda: "# T\n" + "".join("\n## Heading %d\n\ntext\n" % i for i in range(10000)),
     {"sections/unknown": 10000, "audience/required": 1, "attribution/required": 1}),
    ("10,000 headings without text", "d.md", lambda: GOOD + "".join("\n## Heading %d\n" % i for i in range(10000)),
     {"sections/unknown": 10000}),
    ("10,000 near-headings", "d.md", lambda: GOOD + "".join("\n## Summar%d\n\ntext\n" % i for i in range(10000)),
     {"sections/unknown": 10000}),
    ("10,000 copies of a section", "d.md", lambda: GOOD + "\n## Key insights\n\ntext\n" * 10000, {"sections/duplicate": 10000}),
    ("100,000 items in a list of terms", "d.md", lambda: GOOD.replace("- Observability\n", topics(100000)),
     {"topics/unknown": 100000, "topics/count": 1}),
    ("100,000 items in a list of terms, text", "d.txt", lambda: "T\nTopics\n" + topics(100000),
     {"topics/unknown": 100000, "topics/count": 1, "sections/required": 5, "audience/required": 1, "attribution/required": 1}),
    ("100,000 items of a section", "d.md", lambda: GOOD.replace("- Expect", "- One.\n" * 100000 + "- Expect"), {"sections/items": 1}),
    ("100,000 of one term", "d.md", lambda: GOOD.replace("- Observability\n", "- Observability\n" * 100000),
     {"topics/duplicate": 99999}),
    ("10,000 tags in a line", "d.md", lambda: GOOD.replace("Platform Engineer", ", ".join("Platform Enginer %d" % i for i in range(10000))),
     {"audience/unknown": 10000, "audience/count": 1}),
    ("20,000 attributions", "d.md", lambda: GOOD + (GOOD[GOOD.index("Editorial"):] + "\n") * 20000, {"attribution/duplicate": 20000}),
    ("20,000 suppressions that are of no use", "d.md", lambda: GOOD + "<!-- sumlint-disable-line topics/alias -->\n" * 20000,
     {"core/unused-suppression": 20000}),
    ("50,000 names in a suppression", "d.md", lambda: GOOD + "<!-- sumlint-disable " + "topics/alias " * 50000 + "-->\n",
     {"core/unused-suppression": 50000}),
]

NESTED = [
    ("1,000 quotations in each other", "d.md", lambda: GOOD.replace("Outages", (">" * 1000 + " x\n") * 100 + "\nOutages"), {}),
    ("1,000 lists in each other", "d.md", lambda: "".join(" " * (2 * i) + "- x\n" for i in range(1000)) + GOOD, {}),
    ("1,000 list markers in a line", "d.md", lambda: GOOD.replace("- Expect", "- " * 1000 + "Expect"), {"sections/items": 1}),
    ("1,000 brackets in a heading", "d.md", lambda: GOOD.replace("## Summary", "## " + "[" * 1000 + "Summary" + "]" * 1000), None),
    ("100,000 brackets", "d.md", lambda: GOOD.replace("Outages", "[" * 100000 + "](a)" * 50000), {}),
    ("100,000 beginnings of comments", "d.md", lambda: GOOD.replace("Outages", "<!-" * 100000), {}),
    ("100,000 beginnings of tags", "d.md", lambda: GOOD.replace("Outages", "<a " * 100000), None),
    ("1 MiB of backticks", "d.md", lambda: GOOD.replace("Outages", "Outages " + "`" * MIB), {}),
    ("runs of backticks of all lengths", "d.md", lambda: GOOD.replace("Outages", "".join("`" * (i % 1000) + "a" for i in range(2000))), None),
    ("1 MiB of asterisks", "d.md", lambda: GOOD.replace("Outages", "*" * MIB), {}),
    ("1 MiB of asterisks and letters", "d.md", lambda: GOOD.replace("Outages", "*a _b " * (MIB // 6)), {"sections/length": 1}),
    ("1 MiB of emphasis in a title", "d.md", lambda: titled("a**b_c*" * (MIB // 7)), {}),
    ("1 MiB of ampersands", "d.md", lambda: GOOD.replace("Outages", "&" * MIB), {}),
    ("1 MiB of hashes", "d.md", lambda: GOOD.replace("Outages", "Outages\n\n" + "#" * MIB + "\n"), None),
    ("1 MiB of dashes", "d.md", lambda: GOOD.replace("Outages", "Outages\n\n" + "-" * MIB + "\n\n"), None),
    ("1 MiB of pipes", "d.md", lambda: GOOD.replace("Outages", "|" * MIB), {}),
    ("1 MiB of tabs", "d.md", lambda: GOOD.replace("Outages", "Outages" + "\t" * MIB), {}),
    ("100,000 fences", "d.md", lambda: "```\n" * 100000 + GOOD, None),
]

# ---- front matter --------------------------------------------------------------------------------------------------

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join("%c: &%c [%s]\n" % (98 + i, 98 + i, ",".join(["*%c" % (97 + i)] * 9)) for i in range(12))
FRONT = [
    ("10,000 maps in each other", "title: " + "{a: " * 10000, (2, 260, "core/front-matter")),
    ("100,000 lists in each other", "title: " + "[" * 100000 + "]" * 100000, None),
    ("10,000 lists by indentation", "title:\n" + "".join(" " * i + "-\n" for i in range(10000)), None),
    ("an alias bomb", BOMB + "topics: *m\n", None),
    ("a key of 1 MiB", "k" * MIB + ": x\n", None),
    ("a key twice", "title: A\ntitle: B\n", (3, 1, "core/front-matter")),
    ("an alias to nothing", "title: *a\n", (2, 8, "core/front-matter")),
    ("an alias to itself", "title: &a [*a]\n", (2, 12, "core/front-matter")),
    ("tabs", "title: A\ntopics:\n\t- B\n", (4, 2, "core/front-matter")),
    ("a list as a whole", "- A\n", None),
    ("a list as a key", "[a]: b\n", None),
    ("a tag of a type", "title: !!python/object/apply:os.system [ls]\n", None),
    ("a NUL by an escape", 'title: "a\\0b"\n', (2, 8, "core/front-matter")),
    ("a lone surrogate by an escape", 'title: "\\ud800"\n', None),
    ("a directive", "%YAML 9.9\ntitle: A\n", None),
    ("a quote without an end", 'title: "A\n', None),
    ("a control character", "title: \x01\n", (2, 8, "core/front-matter")),
]


def front(box, name, yaml, first):
    expect(box, name, "d.md", "---\n" + yaml + "\n---\n" + GOOD, WRONG_YAML, first)


def no_trouble(box, _, file, content, rules, __=None):
    """Whatever is reported, it takes no longer than it may; or just these rules."""
    box.neighbours()
    box.write(file, content())
    done = box.check(".")
    house.same("status (said %r)" % done.err[:500], (done.status, done.err), (1, b""))
    if rules is not None:
        house.same("problems", done.rules(file), rules)
    house.unharmed(done)


house.table("empty", EMPTY, expect)
house.table("bytes", list(broken()), expect)
house.table("encoding", ENCODINGS, expect)
house.table("long", LONG_LINES, expect)
house.table("many", MANY, expect)
house.table("nested", NESTED, no_trouble)
house.table("front matter", FRONT, front)
if __name__ == "__main__":
    house.main()
