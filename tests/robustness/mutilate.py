# SPDX-License-Identifier: Apache-2.0
"""Documents with several defects at once: the clean ones of the mutation test, in all syntaxes, with lines dropped, copied, moved, misspelt, and the like.
The same seed gives the same bytes."""
import glob
import json
import os
import random
import re
import sys

MUTATION = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "mutation")
sys.path.append(MUTATION)

import model  # noqa: E402
import render  # noqa: E402

CONFIG = "extends: summary\nvocabularies:\n  topics: {0}/topics.yaml\n  audience: {0}/audience.yaml\n  publishers: {0}/publishers.yaml\n".format(
    os.path.join(MUTATION, "vocabularies"))
BOM = b"\xef\xbb\xbf"


def clean():
    """(name, syntax, bytes) of every clean document."""
    for path in sorted(glob.glob(os.path.join(MUTATION, "clean", "*.json"))):
        source = model.read(path)
        for variant, document in model.variants(source):
            yield "%s.%s" % (os.path.basename(path)[:-5], variant), document.syntax, render.write(document)


def labels():
    """{preferred label: other ones} of all vocabularies."""
    found = {}
    for path in glob.glob(os.path.join(MUTATION, "vocabularies", "*.yaml")):
        with open(path, encoding="utf-8") as file:
            for term in json.load(file)["terms"]:
                found[term["prefLabel"]] = term.get("altLabels", [])
    return found


ALIASES = labels()

# ---- one defect: lines, without their ends, and where ------------------------------------------------------------


def drop(rng, lines, at):
    del lines[at]


def repeat(rng, lines, at):
    lines.insert(rng.choice((at, len(lines))), lines[at])


def repeat_some(rng, lines, at):
    some = lines[at:at + rng.randint(2, 8)]
    to = rng.randint(0, len(lines))
    lines[to:to] = some


def move(rng, lines, at):
    line = lines.pop(at)
    lines.insert(rng.randint(0, len(lines)), line)


def move_some(rng, lines, at):
    count = rng.randint(2, 8)
    some = lines[at:at + count]
    del lines[at:at + count]
    to = rng.randint(0, len(lines))
    lines[to:to] = some


def misspell(rng, lines, at):
    places = [match.start() for match in re.finditer(r"\w", lines[at])]
    if not places:
        return
    i = rng.choice(places)
    how = rng.randint(0, 3)
    line = lines[at]
    lines[at] = (line[:i] + line[i + 1:], line[:i] + rng.choice("aeiouxzß") + line[i + 1:], line[:i] + line[i] + line[i:],
                 line[:i] + line[i + 1:i + 2] + line[i] + line[i + 2:])[how]


def punctuate(rng, lines, at):
    line = lines[at]
    if rng.random() < 0.4:
        lines[at] = line.rstrip(".,;:!?")
    elif rng.random() < 0.5:
        lines[at] = line + rng.choice(".,;:!?…")
    else:
        lines[at] = re.sub(r"[,.:]", lambda _: rng.choice((";", ",", ".", " ", " /", " and", ",,")), line, count=1)


def alias(rng, lines, at):
    """Somewhere, whatever the line: lines with terms are few."""
    places = [(i, label) for i, line in enumerate(lines) for label in ALIASES if label in line]
    if places:
        i, label = rng.choice(places)
        lines[i] = lines[i].replace(label, rng.choice((*ALIASES[label], label.lower(), label.upper(), label + "s")), 1)


def change_case(rng, lines, at):
    lines[at] = rng.choice((str.upper, str.lower, str.title, str.swapcase))(lines[at])


def mark(rng, lines, at):
    line = lines[at].lstrip("#-*+>0123456789. ")
    lines[at] = rng.choice(("# ", "## ", "### ", "- ", "* ", "1. ", "> ", "    ", "", "-", "##", "- - ", "- [ ] ", "\t", "  - ")) + line


def wrap(rng, lines, at):
    sign = rng.choice(("*", "**", "_", "`", '"', "“", "[", "<!--"))
    lines[at] = sign + lines[at] + {"[": "](x)", "<!--": "-->", "“": "”"}.get(sign, sign)


def space(rng, lines, at):
    if rng.random() < 0.5:
        lines.insert(at, rng.choice(("", "", " ", "---", "***")))
    else:
        lines[at] = rng.choice(("  ", "\u00a0", "\t")) + lines[at] + rng.choice(("", "  "))


def join(rng, lines, at):
    if at + 1 < len(lines):
        lines[at:at + 2] = [lines[at] + rng.choice((" ", ", ", "")) + lines[at + 1]]


def split(rng, lines, at):
    i = rng.randint(0, len(lines[at]))
    lines[at:at + 1] = [lines[at][:i], lines[at][i:]]


def insert(rng, lines, at):
    lines.insert(at, rng.choice(("## Colophon", "Colophon", "Text from nowhere.", "- An item.", "Best for: Software Engineer", "Topics:", "- LLMs, RAG and AI",
                                 "<!-- sumlint-disable-next-line topics -->", "<!-- sumlint-disable-line -->", "## Topics", "# Another title", "```")))


DEFECTS = (drop, repeat, repeat_some, move, move_some, misspell, misspell, punctuate, punctuate, alias, alias, change_case, mark, wrap, space, join, split, insert)


def mutilated(count, seed):
    """(name, bytes) of that many documents with 1 to 6 defects each."""
    rng = random.Random(seed)
    sources = list(clean())
    for number in range(count):
        name, syntax, data = sources[number % len(sources)]
        bom, end = data.startswith(BOM), "\r\n" if b"\r\n" in data else "\n"
        text = data[3 if bom else 0:].decode("utf-8")
        last = text.endswith(end)
        lines = (text[:-len(end)] if last else text).split(end)
        done = []
        for _ in range(rng.randint(1, 6)):
            defect = rng.choice(DEFECTS)
            solid = [i for i, line in enumerate(lines) if line]
            if solid:
                defect(rng, lines, rng.choice(solid))
                done.append(defect.__name__)
        text = end.join(lines) + (end if last else "")
        yield "%03d.%s.%s.%s" % (number, name, "+".join(done), syntax), (BOM if bom else b"") + text.encode("utf-8")
