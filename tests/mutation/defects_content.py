# SPDX-License-Identifier: Apache-2.0
"""Defects of what stands in a part: nothing, too much, too little, a list for prose, prose for a list; headings at another level; the title."""

from model import LISTS, PROSE, SLOTS, Block, Item, limits
from mutant import Mutant, changed, goes_on, words
from vocabulary import VOCABULARIES, fold

ITEMS, WORDS = limits("items"), limits("words")
TITLE_WORDS = WORDS.pop("title")[1]


def empty(document):
    for i, part in enumerate(document.parts):
        if part.role == "attribution" and not part.front or (part.role == "title" and not part.front and not document.markdown()):
            continue  # a line that is not there: see drop
        copy, mutant = changed(document, i)
        mutant.blocks = []
        expected = [("sections/empty", mutant)]
        if part.role in ("title", "attribution"):
            mutant.set_text("")
            expected = [(part.role + "/required", mutant)]
        elif part.role == "related":
            expected = []  # it may be filled when the page is published
        yield Mutant(copy, f"empty {part.role}", expected)


def comment_only(document):
    """A comment is no content."""
    for i, part in enumerate(document.parts):
        if part.front or part.role not in SLOTS[:6]:
            continue
        copy, mutant = changed(document, i)
        mutant.blocks = [Block("p", "<!-- to be written -->")]
        yield Mutant(copy, f"nothing but a comment in {part.role}", [("sections/empty", mutant)])


def lengths(document):
    for i, part in enumerate(document.parts):
        if part.role not in WORDS:
            continue
        least, most = WORDS[part.role]
        for count in (1, least - 1, least, most, most + 1, most * 2):
            if count < 1:
                continue
            copy, mutant = changed(document, i)
            mutant.blocks = [Block("p", words(count))]
            yield Mutant(copy, f"{part.role} of {count} words", [] if least <= count <= most else [("sections/length", mutant.blocks[0])])
        if part.role == "insights":
            copy, mutant = changed(document, i)
            mutant.blocks = [Block("list", items=[Item(words(most // 3 + 1)) for _ in range(3)])]
            yield Mutant(copy, "insights of too many words in a list", [("sections/length", mutant.blocks[0])])


def item_counts(document):
    for i, part in enumerate(document.parts):
        if part.role not in ITEMS:
            continue
        least, most = ITEMS[part.role]
        for count in range(1, most + 3):
            copy, mutant = changed(document, i)
            mutant.blocks[0].items = items_for(part, count)
            rule = "sections/items" if part.role in LISTS else part.role + "/count"
            expected = []
            if count < least:
                expected = [(rule, mutant)]
            elif count > most:
                expected = [(rule, mutant.items()[most])]
            yield Mutant(copy, f"{count} items in {part.role}", expected)


def items_for(part, count):
    items = [item.copy() for item in part.items()]
    if part.role in LISTS:
        return (items + [Item(f"Remember rule number {n}.") for n in range(2, count + 2)])[:count]
    have = {fold(item.text) for item in items}
    labels = [term["prefLabel"] for term in VOCABULARIES[part.role].terms if not term.get("deprecated")]
    return (items + [Item(label) for label in labels if fold(label) not in have])[:count]


def empty_items(document):
    """Of plain lists: an empty item is no item, and else no rule minds it."""
    for i, part in enumerate(document.parts):
        if part.role not in LISTS:
            continue
        for n in range(len(part.items())):
            copy, mutant = changed(document, i)
            mutant.items()[n].text = ""
            few = len(part.items()) - 1 < ITEMS[part.role][0]
            # All items empty, and that is the one there was: nothing is there.
            none = len(part.items()) == 1
            yield Mutant(copy, f"item {n + 1} of {part.role} empty", [("sections/empty" if none else "sections/items", mutant)] if few or none else [])


def kinds(document):
    for i, part in enumerate(document.parts):
        if part.role in LISTS:
            copy, mutant = changed(document, i)
            mutant.blocks = [Block("p", "First look at it, and then look again.")]
            # In the front matter one string is a list of one.
            expected = [("sections/items", mutant.blocks[0])]
            if part.front:
                expected = [("sections/items", mutant)] if part.role == "principles" else []
            yield Mutant(copy, f"a paragraph in {part.role}", expected)
            if part.front:
                continue
            for at in (0, 1):
                if at and document.markdown() and not document.spaced:
                    continue  # the line goes on with the last item
                copy, mutant = changed(document, i)
                block = Block("p", "What the desk would add to this:")
                mutant.blocks.insert(at, block)
                yield Mutant(copy, f"a paragraph {'behind' if at else 'before'} the items of {part.role}", [("sections/items", block)])
            copy, mutant = changed(document, i)
            mutant.blocks[0].ordered = not mutant.blocks[0].ordered
            yield Mutant(copy, f"{part.role} numbered or not", [])
            yield from lost_markers(document, i)
        elif part.role in PROSE:
            copy, mutant = changed(document, i)
            mutant.blocks = [Block("list", items=[Item(words(18)), Item(words(18))])]
            yield Mutant(copy, f"a list in {part.role}", [("sections/items", mutant.items()[0])])
            if part.front:
                continue
            copy, mutant = changed(document, i)
            block = Block("list", items=[Item("One thing more.")])
            mutant.blocks.append(block)
            yield Mutant(copy, f"a list behind the prose of {part.role}", [("sections/items", block.items[0])])
        elif part.role == "insights":
            copy, mutant = changed(document, i)
            mutant.blocks = [Block("list", items=[Item("One thing."), Item("Another thing.")])]
            yield Mutant(copy, "a list in insights", [])


def lost_markers(document, i):
    for n in range(len(document.parts[i].items())):
        copy, mutant = changed(document, i)
        items = mutant.items()
        items[n].marker = ""
        expected = [("sections/items", items[n])]
        if goes_on(document, n):
            # One item of two lines, as a person may have meant it; but then there may be too few.
            expected = [("sections/items", mutant)] if len(items) - 1 < ITEMS[mutant.role][0] else []
        yield Mutant(copy, f"item {n + 1} of {mutant.role} without a marker", expected)


# ---- headings ----

def levels(document):
    if not document.markdown():
        return
    sections = [i for i, part in enumerate(document.parts) if not part.front and part.role in SLOTS and part.role != "audience"]
    own = document.style.get("level", 2)
    for i in sections:
        for level in range(1, 7):
            if level == own:
                continue
            copy, mutant = changed(document, i)
            mutant.level, mutant.heading = level, "atx" if mutant.heading != "setext" or level > 2 else None
            # Of two sections either may be the one that is wrong: the smaller number is taken to be meant.
            odd = mutant
            if len(sections) == 2 and level < own:
                odd = copy.parts[sections[0] if i == sections[1] else sections[1]]
            yield Mutant(copy, f"{mutant.role} at level {level}", [("sections/heading-level", odd)] if len(sections) > 1 else [])
    for level in (1, 2, 3):
        copy = document.copy()
        for part in copy.body():
            if part.role in SLOTS and part.role != "audience":
                part.level, part.heading = level, "atx"
        title = copy.part("title")
        if level > 1 or (title and title.front):
            yield Mutant(copy, f"all sections at level {level}", [])


# ---- the title ----

def title(document):
    for i, part in enumerate(document.parts):
        if part.role != "title":
            continue
        text = part.text().rstrip("?.")
        for sign in (".", ",", ":", ";", "...", ".,", "!", "?", " ."):
            copy, mutant = changed(document, i)
            mutant.set_text(text + sign)
            # A full stop behind "U.S" makes an abbreviation; a question or an exclamation is one.
            abbreviation = "." in text.split()[-1] and sign == "."
            expected = [] if sign in "!?" or abbreviation else [("title/punctuation", mutant)]
            yield Mutant(copy, f"title with {sign!r}", expected)
        for count in (1, TITLE_WORDS, TITLE_WORDS + 1, TITLE_WORDS * 2):
            copy, mutant = changed(document, i)
            mutant.set_text(words(count)[:-1])
            yield Mutant(copy, f"title of {count} words", [("title/length", mutant)] if count > TITLE_WORDS else [])
        for blank in (" ", "\u2014"):
            if not part.front and (not document.markdown() or blank == " "):
                continue
            copy, mutant = changed(document, i)
            mutant.set_text(blank)
            yield Mutant(copy, f"title {blank!r}", [("title/required", mutant)])
        if document.markdown() and not part.front:
            for level in (2, 3):
                copy, mutant = changed(document, i)
                mutant.level, mutant.heading = level, "atx"
                yield Mutant(copy, f"title at level {level}", [])  # it is the first heading all the same


def mutants(document, every):
    for defect in (empty, comment_only, lengths, item_counts, empty_items, kinds, levels, title):
        yield from defect(document)
