# SPDX-License-Identifier: Apache-2.0
"""Defects of the attribution: each of its words, its names, its full stops, and what follows it."""

from model import Block, Part
from mutant import Mutant, changed
from vocabulary import VOCABULARIES, misspellings

LITERALS = ("Editorial", "summary,", "takeaway,", "and", "curation", "by", None, "Original", "article", "published", "by")
PUBLISHERS = VOCABULARIES["publishers"]


class Line:
    """The attribution cut into the pattern's words and the two names."""

    def __init__(self, text):
        before, self.publisher = text.rstrip(".").split(" published by ")
        self.curator = before.split("by", 1)[1].split(".")[0].strip()
        self.text = text

    def words(self):
        """Each word with its place, and whether it is one of a name's."""
        place = 0
        for word in self.text.split(" "):
            yield place, word, not (word in LITERALS)
            place += len(word) + 1


def publisher_rules(name):
    """An unknown publisher passes, unless it is nearly a known one: of a short one the first letter has to be right."""
    term = PUBLISHERS.find(name)
    if term is None:
        near = PUBLISHERS.nearest(name)
        slip = near and len(near.encode()) >= 5 and (len(near.encode()) > 8 or near[0] == name[0].lower())
        return ["attribution/publisher"] if slip else []
    return [] if PUBLISHERS.is_preferred(name) and not term.get("deprecated") else ["attribution/publisher"]


def text_of(curator, publisher):
    return f"Editorial summary, takeaway, and curation by {curator}. Original article published by {publisher}."


def with_line(document, i, text, name, rules):
    copy, mutant = changed(document, i)
    mutant.set_text(text)
    return Mutant(copy, name, [(rule, mutant) for rule in rules])


def words(document, i, line, every):
    form = ["attribution/format"]
    for place, word, of_name in line.words():
        before, after = line.text[:place], line.text[place + len(word):]
        if of_name:
            continue
        yield with_line(document, i, before + after.removeprefix(" "), f"without {word!r} at {place}", form)
        for what, text in misspellings(word, document.syntax + str(place), every):
            yield with_line(document, i, before + text + after, what, form)
        for other in ("lorem", "Some", "of"):
            yield with_line(document, i, before + other + after, f"{other!r} for {word!r} at {place}", form)
            if not before.endswith("by " + line.curator + ". Original article published by ") and not before.endswith("curation by "):
                yield with_line(document, i, before + other + " " + line.text[place:], f"{other!r} before {word!r} at {place}", form)
        yield with_line(document, i, before + word.upper() + after, f"{word.upper()!r}", form)
        yield with_line(document, i, before + word.swapcase() + after, f"{word.swapcase()!r}", form)
        if word.endswith(","):
            yield with_line(document, i, before + word[:-1] + after, f"no comma behind {word!r}", form)
            yield with_line(document, i, before + word[:-1] + ";" + after, f"a semicolon behind {word!r}", form)
        elif word not in ("by",):
            yield with_line(document, i, before + word + "," + after, f"a comma behind {word!r}", form)


def whole(document, i, line, every):
    form = ["attribution/format"]
    text, stop = line.text, f"{line.curator}. Original"
    yield with_line(document, i, text[:-1], "no full stop at the end", form)
    yield with_line(document, i, text[:-1] + "!", "an exclamation at the end", form)
    yield with_line(document, i, text.replace(stop, stop.replace(".", "")), "no full stop behind the curator", form)
    yield with_line(document, i, text.replace(stop, stop.replace(".", ",")), "a comma behind the curator", form)
    yield with_line(document, i, text.lower(), "all in small letters", form)
    yield with_line(document, i, text.upper(), "all in capitals", form)
    yield with_line(document, i, text.split(". Original")[0] + ".", "no second sentence", form)
    yield with_line(document, i, text.split(". ", 1)[1], "no first sentence", form)
    yield with_line(document, i, text.replace(line.publisher, ""), "no publisher", form)
    yield with_line(document, i, text.replace("by " + line.curator, "by ", 1), "no curator", form)
    if document.parts[i].front:
        return
    yield with_line(document, i, text.replace(" ", "  "), "two spaces between words", [])
    if document.markdown():
        yield with_line(document, i, text.replace(". Original", ".\nOriginal"), "over two lines", [])


def names(document, i, line, every):
    for what, text in misspellings(line.curator, document.syntax, True):
        yield with_line(document, i, text_of(text, line.publisher), "curator: " + what, ["attribution/curator"])
    for other in ("The Desk", "Somebody Else, Ltd", "AI ssential", "AIssential and Friends"):
        yield with_line(document, i, text_of(other, line.publisher), f"curator {other!r}", ["attribution/curator"])
    yield with_line(document, i, text_of(line.curator.upper(), line.publisher), "curator in capitals", [])
    for what, text in misspellings(line.publisher, document.syntax, every):
        yield with_line(document, i, text_of(line.curator, text), "publisher: " + what, publisher_rules(text))
    for other in ("The Middle of Nowhere", line.publisher.upper(), "the " + line.publisher, line.publisher + " and Sons"):
        yield with_line(document, i, text_of(line.curator, other), f"publisher {other!r}", publisher_rules(other))
    for term in PUBLISHERS.terms:
        for label in [term["prefLabel"]] + term.get("altLabels", []):
            yield with_line(document, i, text_of(line.curator, label), f"publisher {label!r}", publisher_rules(label))


def followed(document, i, line, every):
    if document.parts[i].front:
        return
    for text in ("Read more at our site.", "All rights reserved", "Contact: desk@example.org"):
        copy, mutant = changed(document, i)
        mutant.blocks.append(Block("p", text))
        yield Mutant(copy, f"{text!r} behind the attribution", [("attribution/position", mutant)])
    if document.markdown():
        copy, mutant = changed(document, i)
        mutant.blocks.append(Block("p", "<!-- nothing -->"))
        yield Mutant(copy, "a comment behind the attribution", [])


def mutants(document, every):
    for i, part in enumerate(document.parts):
        # What a no-break space does is tried with the clean document; here words are parted by spaces.
        if part.role == "attribution" and "\u00a0" not in part.text():
            line = Line(part.text())
            for defect in (words, whole, names, followed):
                yield from defect(document, i, line, every)
