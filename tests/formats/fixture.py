# SPDX-License-Identifier: Apache-2.0
"""A folder of documents with problems, under names that no report expects."""
import os

CONFIG = b"""extends: summary
overrides:
  - { files: ["notes/**"], rules: { topics/duplicate: info, title/punctuation: info, sections/unknown: info, topics/alias: info } }
"""

# Nothing is wrong with it.
CLEAN = """# Finding a slow query

## Summary

A shop became slow every day at noon. Its two administrators found one report that read a whole table, by watching which queries waited for which, and
they changed what had to be changed so that nobody needed to watch the shop again.

## Key takeaway

Look at what waits before you look at what runs.

## Key insights

The slow query was not the one that took longest.

## Principles

- Measure waiting, not only running.
- Change one thing at a time.

## In practice

- Log every query that waits for more than a second.

## Topics

- Databases
- Observability
- Open Science

**Best for:** Database Administrator, Site Reliability Engineer

Editorial summary, takeaway, and curation by AIssential. Original article published by ACM Queue.
"""

# (what stands in a clean document, what stands there instead): a problem each, most with a fix.
DEFECTS = [
    ("# Finding a slow query\n", "# Finding a slow query \u8bed\u8a00 \U0001f600.\n"),
    ("## Key takeaway\n", "## Key takeway\n"),
    ("- Databases\n", "- Open research\n- Databases\n- Databases\n"),
    ("Administrator, Site", "Administrater, Site"),
    ("\n- Open Science\n", "\n- Open Science\n<!-- sumlint-disable-next-line topics/unknown -- to be decided -->\n- Nobody knows \"<&>\"\n"),
    ("and curation by", "and curating by"),
]
SOME = [
    ("# Finding a slow query\n", "# Finding a slow query.\n"),
    ("- Databases\n", "- Open research\n- Databases\n- Databases\n"),
]

NAMES = [
    b"plain.md",
    b"sub folder/with space.md",
    b"quotes'\"`.md",
    b"markup<&>]]>.md",
    b"%41%0A%2e.md",
    b"comma,colon:file=x::.md",
    b"hash # TODO.md",
    b"back\\slash\\n.md",
    b"brace {.md",
    b"line\n::error::feed.md",
    b"line\r\nfeed.md",
    b"tab\there.md",
    b"escape\x1b[2J\x07.md",
    b"http:host?query#fragment.md",
    b" leading and trailing .md",
    b"-dash.md",
    "\u8bed\u8a00 \U0001f600.md".encode(),
    "caf\u00e9 \u202e\u2028\ufeff\ufffe.md".encode(),
    b"invalid \xe9\xff\xc3.md",
]


def changed(text, defects):
    for before, after in defects:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


def write(folder, name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def make(folder):
    """Documents in every name that the file system takes, and some whose content is hostile."""
    folder = os.fsencode(folder)
    write(folder, b".sumlint.yaml", CONFIG)
    write(folder, b"clean.md", CLEAN.encode())
    bad = changed(CLEAN, DEFECTS).encode()
    for name in NAMES:
        try:
            write(folder, name, bad)
        except OSError:
            print("not a name here: %r" % name)
    write(folder, b"notes/info.md", changed(CLEAN, SOME).encode())
    write(folder, b"crlf.md", bad.replace(b"\n", b"\r\n"))
    write(folder, b"bom.md", b"\xef\xbb\xbf" + bad)
    write(folder, b"no-end.md", bad.rstrip(b"\n"))
    write(folder, b"empty.md", b"")
    write(folder, b"latin1.md", b"# Caf\xe9\n")
    write(folder, b"nul.md", b"# A\0B\n")
    write(folder, b"controls.md", bad.replace(b"Open research", b"Open\x1b[2J]]>\xe2\x80\xae \"research\""))
    long_line = b"- Open research and " + "\u8bed".encode() * 5000 + b"\n- Open research\n- Databases\n"
    write(folder, b"long.md", bad.replace(b"- Databases\n", long_line, 1))
