# SPDX-License-Identifier: Apache-2.0
"""Defects of parts as wholes: one is missing, twice there, elsewhere, or under another name."""

import re

from defects_content import ITEMS, WORDS
from model import LISTS, PROSE, SLOTS, TERMS, Block, Part
from mutant import Mutant, changed
from vocabulary import distance, fold, misspellings

RENAMED = {"audience": "Suited to", "related": "Further reading"}


def missing(document, role):
    """What a part that is not there is reported as."""
    if role == "related":
        return []
    if role == "title":
        return [("title/required", document.title_line)]
    if role == "attribution":
        return [("attribution/required", document.end_line)]
    rule = "audience/required" if role == "audience" else "sections/required"
    return [(rule, lambda: document.place_line(role))]


def stray(part, block):
    """What a paragraph that stands in a part by mistake is reported as."""
    if part.role in LISTS:
        return [("sections/items", block)]
    if part.role in ("topics", "audience"):
        return [(part.role + "/format", block)]
    return [("attribution/position", part)] if part.role == "attribution" else []


def drop(document):
    for i, part in enumerate(document.parts):
        copy = document.copy()
        del copy.parts[i]
        yield Mutant(copy, f"drop {part.role}", missing(copy, part.role))


def drop_heading(document):
    """What stood under the heading now belongs to the part before: for items that may be too many, which is a second defect."""
    for i, part in enumerate(document.parts):
        above = document.parts[i - 1]
        if part.front or above.front or part.role not in SLOTS[:6] or (part.role == "topics" and above.role != "practice"):
            continue
        if above.role in LISTS and part.role not in LISTS and part.role != "topics":
            continue
        copy = document.copy()
        del copy.parts[i]
        copy.parts[i - 1].blocks += [block.copy() for block in part.blocks]
        expected = missing(copy, part.role) + surplus(copy.parts[i - 1])
        yield Mutant(copy, f"drop the heading of {part.role}", expected)


def surplus(part):
    """What is too much in a part that took over what stood below it."""
    items, least_most = part.items(), WORDS.get(part.role, (0, 1000))
    expected = []
    if part.role in LISTS and len(items) > ITEMS[part.role][1]:
        expected.append(("sections/items", items[ITEMS[part.role][1]]))
    elif part.role in PROSE and items:
        expected.append(("sections/items", items[0]))
    if sum(len(text.split()) for text in [block.text for block in part.blocks] + [item.text for item in items]) > least_most[1]:
        expected.append(("sections/length", part.blocks[0]))
    return expected


def rename(document):
    for i, part in enumerate(document.parts):
        if part.role in ("title", "attribution") and not part.front:
            continue
        copy, renamed = changed(document, i)
        renamed.name = "remarks" if part.front else RENAMED.get(part.role, "Reading notes")
        if part.front:
            # Front matter carries what it likes: an unknown key is none of our business, the part is missing.
            expected = missing_from_front(copy, renamed)
        elif part.role == "related" and not document.markdown():
            # In plain text an unknown heading is a line like any other: here one that stands below the labelled line.
            expected = [(rule, renamed) for rule, _ in stray(copy.parts[i - 1], None)]
        else:
            expected = [("sections/unknown", renamed)]
        yield Mutant(copy, f"rename {part.role}", expected)


def missing_from_front(document, part):
    role, part.role = part.role, "renamed"
    expected = missing(document, role)
    # It is written by its role still.
    part.role = role
    return [(rule, without(document, part, anchor)) for rule, anchor in expected]


def without(document, part, anchor):
    """The place of a part whose entry is there, but unknown."""
    def line():
        parts, document.parts = document.parts, [other for other in document.parts if other is not part]
        found = anchor()
        document.parts = parts
        return found
    return line


def misspell(document, every):
    for i, part in enumerate(document.parts):
        if part.role in ("title", "attribution") and not part.front:
            continue
        # What stands for {site} is free.
        name = part.name[:len("Related on")] if part.role == "related" else part.name
        spellings = list(misspellings(name, document.syntax + part.role, every))
        joined = re.sub(r"[\s_-]", "", name, count=1)
        if joined != name:
            spellings.append((f"a space less in {name!r}", joined))
        for what, misspelt in spellings:
            copy, mutant = changed(document, i)
            mutant.name = misspelt + part.name[len(name):]
            yield Mutant(copy, what, [("sections/unknown", mutant)])


def misspell_twice(document):
    """Two letters wrong are as many as a short name may have."""
    for i, part in enumerate(document.parts):
        if part.role not in SLOTS[:7]:
            continue
        for first, once in list(misspellings(part.name, "first"))[1:3]:
            for second, twice in misspellings(once, "second"):
                if not 0 < distance(fold(twice), fold(part.name)) <= 2:
                    continue
                copy, mutant = changed(document, i)
                mutant.name = twice
                yield Mutant(copy, f"{first}, {second}", [("sections/unknown", mutant)])


def other_signs(document):
    """A label without its colon, or with something else for it."""
    for i, part in enumerate(document.parts):
        if part.role != "audience" or part.front:
            continue
        for sign in ("", " -", " \u2013", ";", ".", ",", "\uff1a", " ="):
            copy, mutant = changed(document, i)
            mutant.colon = sign
            yield Mutant(copy, f"{sign!r} for the colon of the label", [("sections/unknown", mutant)])


def no_site(document):
    for i, part in enumerate(document.parts):
        if part.role == "related":
            copy, mutant = changed(document, i)
            mutant.name = "Related on"
            above = copy.parts[i - 1]
            rules = ["sections/unknown"] if document.markdown() else [rule for rule, _ in stray(above, None)]
            yield Mutant(copy, "no site behind Related on", [(rule, mutant) for rule in rules])


def punctuate(document):
    for i, part in enumerate(document.parts):
        if part.front or part.role not in SLOTS or part.role in ("related", "audience"):
            continue
        for sign in ":.;,!?":
            copy, mutant = changed(document, i)
            mutant.name += sign
            yield Mutant(copy, f"{sign} behind the heading of {part.role}", [("sections/unknown", mutant)])


def other_names(document):
    """Names that are right as well: nothing is to be reported."""
    others = {"takeaway": ["Takeaway"], "insights": ["Insights"], "related": ["Related on Another Site", "related on X"]}
    keys = {"audience": ["best-for", "Best for", "best_for"], "takeaway": ["takeaway", "Key takeaway", "key_takeaway"], "insights": ["insights"],
            "practice": ["In practice", "in_practice"]}
    for i, part in enumerate(document.parts):
        if part.role not in SLOTS and not part.front:
            continue
        names = keys.get(part.role, []) if part.front else others.get(part.role, [])
        for name in names + ([part.name.upper()] if part.role in SLOTS and fold(part.name.upper()) == fold(part.name) else []):
            copy, mutant = changed(document, i)
            mutant.name = name
            yield Mutant(copy, f"{part.role} called {name!r}", [])


# ---- twice ----

def duplicate(document):
    for i, part in enumerate(document.parts):
        if part.front:
            continue
        body = len(document.parts)
        ends = {i + 1, body - 1 if document.parts[-1].role == "attribution" and part.role != "attribution" else body}
        if part.role == "title" and not document.markdown():
            ends = {i + 1}  # elsewhere it is a line like any other
        names = [part.name, part.name.upper()] if part.role in SLOTS[:6] and fold(part.name.upper()) == fold(part.name) else [part.name]
        names += {"takeaway": ["Takeaway"], "insights": ["Insights"]}.get(part.role, [])
        rule = "attribution/duplicate" if part.role == "attribution" else "sections/duplicate"
        for end in ends:
            for name in names:
                copy = document.copy()
                again = part.copy()
                again.name = name
                copy.parts.insert(end, again)
                yield Mutant(copy, f"duplicate {part.role} as {name!r} at {end}", [(rule, again)])


def duplicate_in_body(document):
    """A part that the front matter has, and the body too. A title may be in both: pages are built so."""
    for part in document.front():
        if part.role == "related" or (part.role == "title" and not document.markdown()):
            continue
        copy = document.copy()
        again = Part(part.role, "", [block.copy() for block in part.blocks])
        if part.role in ("title", "attribution"):
            again.name, again.blocks = part.text(), []
        else:
            again.name = {"takeaway": "Key takeaway", "insights": "Key insights", "practice": "In practice",
                          "audience": "Best for"}.get(part.role, part.role.capitalize())
        front = len(copy.front())
        if part.role == "title":
            other = copy.copy()
            copy.parts.insert(front, again)
            expected = []
            title = Part("title", "Quite another matter", [])
            other.parts.insert(front, title)
            yield Mutant(other, "another title in the body than in the front matter", [("sections/duplicate", title)])
        elif part.role == "attribution":
            copy.parts.append(again)
            expected = [("attribution/duplicate", again)]
        else:
            last = copy.parts[-1].role == "attribution" and not copy.parts[-1].front
            copy.parts.insert(len(copy.parts) - 1 if last else len(copy.parts), again)
            expected = [("sections/duplicate", again)]
        yield Mutant(copy, f"{part.role} in the front matter and in the body", expected)


# ---- elsewhere ----

def out_of_order(parts):
    """The parts outside a longest run in order; of several such runs that which keeps what comes first in the file."""
    ranks = [-1 if part.role == "title" else SLOTS.index(part.role) for part in parts]
    length = [1] * len(parts)
    for i in range(len(parts) - 1, -1, -1):
        length[i] = 1 + max((length[j] for j in range(i + 1, len(parts)) if ranks[j] > ranks[i]), default=0)
    left, last, out = max(length, default=0), -2, []
    for part, rank, size in zip(parts, ranks, length):
        if left and size >= left and rank > last:
            left, last = left - 1, rank
        else:
            out.append(part)
    return out


def order_of(document):
    """Where sections stand behind the attribution, the sections are out of order or the attribution is: one of both is reported."""
    body = document.body()
    out = out_of_order([part for part in body if part.role in SLOTS or part.role == "title"])
    expected = [("sections/order", part) for part in out]
    attribution = next((part for part in body if part.role == "attribution"), None)
    behind = body[body.index(attribution) + 1:] if attribution else []
    if any(part not in out for part in behind):
        expected.append(("attribution/position", attribution))
    return expected


def move(document):
    first = len(document.front())
    for i in range(first, len(document.parts)):
        for to in range(first, len(document.parts)):
            if i == to:
                continue
            copy = document.copy()
            part = copy.parts.pop(i)
            copy.parts.insert(to, part)
            if not document.markdown() and copy.parts[first].role in SLOTS and copy.part("title") in copy.body():
                continue  # see move_title
            yield Mutant(copy, f"move {part.role} to {to - first}", order_of(copy))


def move_title(document):
    """In plain text the title is the first line. Elsewhere it is a line like any other, at the end of the part before."""
    first = len(document.front())
    if document.markdown() or document.parts[first].role != "title":
        return
    for to in range(first, len(document.parts) - 1):
        copy = document.copy()
        title = copy.parts.pop(first)
        block = Block("p", title.name)
        copy.parts[to].blocks.append(block)
        yield Mutant(copy, f"move title into {copy.parts[to].role}", missing(copy, "title") + stray(copy.parts[to], block))


def reorder_front(document):
    """The entries of a map have no order: nothing is to be reported."""
    copy = document.copy()
    copy.parts[:len(copy.front())] = copy.front()[::-1]
    if len(copy.front()) > 1:
        yield Mutant(copy, "the front matter the other way round", [])


# ---- what does not belong ----

def unknown_section(document):
    """Of Markdown: plain text knows no other headings than those of the type."""
    if not document.markdown():
        return
    first = len(document.front())
    for to in range(first + (document.parts[first:first + 1] != [] and document.parts[first].role == "title"), len(document.parts) + 1):
        for level in (0, 4):
            copy = document.copy()
            extra = Part("extra", "Notes of the desk", [Block("p", "Seen twice, and found good.")])
            extra.level, extra.heading = level, "atx" if level else None
            copy.parts.insert(to, extra)
            yield Mutant(copy, f"an unknown section of level {level or 'the others'} at {to - first}", [("sections/unknown", extra)])


def stray_text(document):
    """A paragraph at the end of each part: where prose may stand there is nothing wrong with it."""
    for i, part in enumerate(document.parts):
        if part.front or (part.role == "attribution" and part.blocks):
            continue
        if document.markdown() and not document.spaced and (part.role in TERMS or any(block.kind == "list" for block in part.blocks)):
            continue  # without a blank line it goes on with what stands above
        for text in ("Seen by the desk.", "We shall come back to this, and to all that follows from it."):
            copy, mutant = changed(document, i)
            block = Block("p", text)
            mutant.blocks.append(block)
            yield Mutant(copy, f"{text!r} at the end of {part.role}", stray(mutant, block))


def unknown_keys(document):
    """Front matter carries what it likes."""
    copy = document.copy()
    copy.extra_keys = ["layout: post", "date: 2024-05-01", "tags: [one, two]", "draft: false"]
    yield Mutant(copy, "other keys in the front matter", [])


def mutants(document, every):
    for defect in (drop, drop_heading, rename, misspell_twice, other_signs, no_site, punctuate, other_names, duplicate, duplicate_in_body, move, move_title, reorder_front, unknown_section,
                   stray_text, unknown_keys):
        yield from defect(document)
    yield from misspell(document, every)
