#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whatever is typed, in whatever steps: in the end the server says of a text what `sumlint check` says. usage: property.py SUMLINT [SEED [ROUNDS]]"""
import os
import random
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import client  # noqa: E402
from client import Client, byte_place, path_of, place, uri_of  # noqa: E402
import texts  # noqa: E402
from harness import ENCODINGS  # noqa: E402

program, seed, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1, int(sys.argv[3]) if len(sys.argv) > 3 else 12

PIECES = ["🦉", "é", "e\u0301", "𝔾", "\r\n", "\n", "\r", "\n\n", "\u2028", "\ufeff", "\t", " ", "## Topics\n", "- Open research\n", "- Open Science\n", "GenAI",
          "## key takeawy\r\n\r\n", "**Best for:** dat", "---\n", "title: x\n", "<!-- sumlint-disable-line topics/alias -->", "```\n", "# ", "x" * 50, "ß", "，",
          "Editorial summary, takeaway, and curation by AIssential. Original article published by ACM Queue.\n"]


def change_of(random_, text, encoding):
    """A change of the protocol, and the text after it."""
    if random_.random() < 0.03:
        text = random_.choice([texts.GOOD, texts.ALIAS, texts.ODD, "", "\r\n" * 3]).replace("\n", random_.choice(["\n", "\r\n"]))
        return {"text": text}, text
    start = random_.randrange(len(text) + 1)
    end = min(len(text), start + random_.choice([0, 0, 0, 1, 1, 2, 5, 40, 300]))
    # No place is between CR and LF.
    start -= text[start - 1:start + 1] == "\r\n"
    end -= end > start and text[end - 1:end + 1] == "\r\n"
    new = "".join(random_.choice(PIECES) for _ in range(random_.choice([0, 1, 1, 2, 3])))
    return {"range": {"start": place(text, start, encoding), "end": place(text, end, encoding)}, "text": new}, text[:start] + new + text[end:]


def related_of(diagnostic):
    return [(r["location"]["range"]["start"], r["location"]["range"]["end"], r["message"]) for r in diagnostic.get("relatedInformation", [])]


def related_in(text, problem, encoding):
    return [(byte_place(text, r["byte_start"], encoding), byte_place(text, r["byte_end"], encoding), r["message"]) for r in problem.get("related", [])]


def main():
    os.chdir(tempfile.mkdtemp(prefix="sumlint-lsp-property-"))
    for number in range(rounds):
        random_ = random.Random(seed * 1000 + number)
        encoding = ENCODINGS[number % 2]
        c = Client(encodings=[encoding], arguments=["--debounce", "3"],
                   capabilities={"textDocument": {"publishDiagnostics": {"relatedInformation": True}}})
        uri, version = uri_of(random_.choice(["a.md", "b.txt"])), 1
        text = random_.choice([texts.GOOD, texts.ALIAS, texts.ODD, ""]).replace("\n", random_.choice(["\n", "\r\n", "\r"]))
        c.open(uri, text)
        for step in range(20):
            for _ in range(random_.choice([1, 1, 2, 10])):
                changes = []
                for _ in range(random_.choice([1, 1, 1, 3])):
                    change, text = change_of(random_, text, encoding)
                    changes.append(change)
                version += 1
                c.change(uri, version, *changes)
            diagnostics, problems = c.diagnostics(uri, version), texts.problems_of(text, path_of(uri))
            found = texts.as_found(diagnostics), [related_of(d) for d in diagnostics]
            expected = texts.as_pushed(text, problems, encoding), [related_in(text, p, encoding) for p in problems]
            if found != expected:
                sys.exit("not ok: seed %d, round %d, step %d (%s)\n%r\nfound    %s\nexpected %s" % (seed, number, step, encoding, text, found, expected))
        if c.end() != 0 or c.errors:
            sys.exit("not ok: seed %d, round %d: the end: %s" % (seed, number, c.errors.decode()))
    print("ok: %d rounds of 20 steps" % rounds)


client.SUMLINT = os.path.abspath(program)
if __name__ == "__main__":
    main()
