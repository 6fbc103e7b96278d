# SPDX-License-Identifier: Apache-2.0
"""Defects of topics and roles."""

from model import TERMS, Block, Item
from mutant import Mutant, changed, goes_on
from vocabulary import VOCABULARIES, fold, misspellings

LEAST = {"topics": 3, "audience": 1}
SIGNS = [".", ",", ";", ":", "!", "?", "...", " ,", "\u3002", "\u060c"]
QUOTES = [('"', '"'), ("'", "'"), ("\u201c", "\u201d"), ("\u2018", "\u2019"), ("\u00ab", "\u00bb"), ("\u201e", "\u201c")]


def judged(part, n, text):
    """The rule for item n of the part once it reads `text`, which is one term or nothing known."""
    vocabulary, term = VOCABULARIES[part.role], VOCABULARIES[part.role].find(text)
    others = [vocabulary.find(item.text) for i, item in enumerate(part.items()) if i != n]
    if term is None:
        # What is left of "C++" without its letter is no word.
        return [part.role + ("/unknown" if any(letter.isalnum() for letter in text) else "/format")]
    if term in others:
        return [part.role + "/duplicate"]
    if term.get("deprecated"):
        return [part.role + "/deprecated"]
    return [] if vocabulary.is_preferred(text) else [part.role + "/alias"]


def with_text(document, i, n, text):
    copy, mutant = changed(document, i)
    mutant.items()[n].text = text
    return copy, mutant, mutant.items()[n]


def is_string(part):
    """Values between commas, not items of a list."""
    return part.role == "audience"


def spelt(document, i, part, every):
    for n, item in enumerate(part.items()):
        for what, text in misspellings(item.text, document.syntax + str(n), every):
            copy, mutant, changed_item = with_text(document, i, n, text)
            yield Mutant(copy, what, [(rule, changed_item) for rule in judged(part, n, text)])
        copy, mutant, changed_item = with_text(document, i, n, "Basket weaving")
        yield Mutant(copy, f"an unknown term for {item.text!r}", [(part.role + "/unknown", changed_item)])
        for text in {item.text.upper(), item.text.lower(), item.text.swapcase()}:
            copy, _, _ = with_text(document, i, n, text)
            if VOCABULARIES[part.role].find(text):
                yield Mutant(copy, f"{text!r} for {item.text!r}", [])
        if " " in item.text:
            copy, _, _ = with_text(document, i, n, item.text.replace(" ", "\u00a0"))
            yield Mutant(copy, f"a no-break space in {item.text!r}", [])


def other_labels(document, i, part, every):
    vocabulary = VOCABULARIES[part.role]
    for n, item in enumerate(part.items()):
        for label in vocabulary.aliases(item.text):
            for text in (label, label.upper()):
                copy, _, changed_item = with_text(document, i, n, text)
                yield Mutant(copy, f"alias {text!r} for {item.text!r}", [(part.role + "/alias", changed_item)])
        for term in vocabulary.deprecated(True) + vocabulary.deprecated(False):
            for text in [term["prefLabel"]] + term.get("altLabels", []):
                copy, _, changed_item = with_text(document, i, n, text)
                yield Mutant(copy, f"deprecated {text!r} for {item.text!r}", [(part.role + "/deprecated", changed_item)])


def replaced_and_there(document, i, part, every):
    """A deprecated term beside its replacement."""
    vocabulary = VOCABULARIES[part.role]
    for term in vocabulary.deprecated(True):
        if vocabulary.find(term["replacedBy"]) not in [vocabulary.find(item.text) for item in part.items()] or len(part.items()) > 5:
            continue
        for n in range(len(part.items()) + 1):
            copy, mutant = changed(document, i)
            added = Item(term["prefLabel"])
            mutant.blocks[0].items.insert(n, added)
            yield Mutant(copy, f"{added.text!r} beside its replacement", [(part.role + "/deprecated", added)])


def twice(document, i, part, every):
    vocabulary, count = VOCABULARIES[part.role], len(part.items())
    for n, item in enumerate(part.items()):
        for text in [item.text, item.text.upper(), "  ".join(item.text.split())] + vocabulary.aliases(item.text):
            if not vocabulary.find(text):
                continue
            for at in {n + 1, count}:
                copy, mutant = changed(document, i)
                again = Item(text)
                mutant.blocks[0].items.insert(at, again)
                yield Mutant(copy, f"{item.text!r} again as {text!r}", [(part.role + "/duplicate", again)])
        if n + 1 < count:
            # In place of another: one term less is there, which may be too few.
            copy, mutant = changed(document, i)
            mutant.items()[n + 1].text = item.text
            few = [(part.role + "/count", mutant)] if count - 1 < LEAST[part.role] else []
            yield Mutant(copy, f"{item.text!r} again in place of the next", [(part.role + "/duplicate", mutant.items()[n + 1])] + few)


def punctuated(document, i, part, every):
    for n, item in enumerate(part.items()):
        for before, after in [("", sign) for sign in SIGNS] + QUOTES + [(",", ""), (";", "")]:
            text = before + item.text + after
            if VOCABULARIES[part.role].find(text):
                continue
            copy, _, changed_item = with_text(document, i, n, text)
            yield Mutant(copy, f"{text!r} for {item.text!r}", [(part.role + "/format", changed_item)])
        if n > 0:
            for word in ("and ", "& "):
                copy, _, changed_item = with_text(document, i, n, word + item.text)
                yield Mutant(copy, f"{word!r} before {item.text!r}", [(part.role + "/format", changed_item)])


def emptied(document, i, part, every):
    count = len(part.items())
    for n, item in enumerate(part.items()):
        copy, mutant, changed_item = with_text(document, i, n, "")
        # Too few terms are left, once the empty one is gone: that is to be seen as well. Of nothing else it is said that the part is empty.
        few = [(part.role + "/count", mutant)] if count - 1 < LEAST[part.role] else []
        expected = [(part.role + "/format", changed_item)] + few
        if count == 1:
            expected = [("sections/empty", mutant)]
        yield Mutant(copy, f"empty for {item.text!r}", expected)
        copy, mutant, changed_item = with_text(document, i, n, "\u2014")
        if count > 1:
            yield Mutant(copy, f"a dash for {item.text!r}", [(part.role + "/format", changed_item)] + [(rule, mutant) for rule, _ in few])
        copy, mutant = changed(document, i)
        added = Item("")
        mutant.blocks[0].items.insert(n, added)
        yield Mutant(copy, f"an empty item before {item.text!r}", [(part.role + "/format", added)])
    copy, mutant = changed(document, i)
    added = Item("")
    mutant.blocks[0].items.append(added)
    yield Mutant(copy, f"an empty item at the end of {part.role}", [(part.role + "/format", added)])


def joined(document, i, part, every):
    for n in range(len(part.items()) - 1):
        for sign in (", ", "; ", " / ", "/", " | ", " & ", " and ", ","):
            if is_string(part) and sign.startswith(","):
                continue
            copy, mutant = changed(document, i)
            items = mutant.blocks[0].items
            items[n].text += sign + items.pop(n + 1).text
            items[n].markup = "plain"
            # How many terms there will be is not known before the item is split: nothing is said about their number.
            yield Mutant(copy, f"{items[n].text!r} in one item", [(part.role + "/format", items[n])])


def separators(document, i, part, every):
    if not is_string(part) or len(part.items()) < 2:
        return
    for sign in ("; ", " / ", " | ", " & ", " and ", "/", ";"):
        for last in (False, True):
            copy, mutant = changed(document, i)
            if last:
                mutant.last_separator = sign
            else:
                mutant.separator = sign
            if last and (mutant.front or len(part.items()) < 3):
                continue
            yield Mutant(copy, f"{sign!r} between roles", [("audience/format", mutant)])
    for sign in (",", " , ", ",  "):
        copy, mutant = changed(document, i)
        mutant.separator = sign
        yield Mutant(copy, f"{sign!r} between roles", [])
    copy, mutant = changed(document, i)
    mutant.last_separator = ", and "
    if not mutant.front:
        yield Mutant(copy, "a comma and an and before the last role", [("audience/format", mutant)])


def unlisted(document, i, part, every):
    """Topics in another form than that of a list with one topic an item."""
    if part.front or is_string(part):
        return
    texts = [item.text for item in part.items()]
    copy, mutant = changed(document, i)
    mutant.blocks = [Block("p", ", ".join(texts))]
    yield Mutant(copy, "topics in a paragraph", [("topics/format", mutant.blocks[0])])
    copy, mutant = changed(document, i)
    mutant.blocks[0].ordered = True
    yield Mutant(copy, "topics numbered", [("topics/format", mutant.blocks[0])])
    for n in range(1, len(texts)):
        copy, mutant = changed(document, i)
        mutant.items()[n].indent = 2
        yield Mutant(copy, f"topic {n + 1} within another", [("topics/format", mutant.items()[n])])
    for n in range(len(texts)):
        copy, mutant = changed(document, i)
        items = mutant.items()
        items[n].marker = ""
        expected = ("topics/format", items[n])
        if goes_on(document, n):
            # The item above holds two topics now. With markup around them they look like one that nobody knows.
            marked = document.markdown() and {items[n - 1].markup, items[n].markup} != {"plain"}
            expected = ("topics/unknown" if marked else "topics/format", items[n - 1])
        yield Mutant(copy, f"topic {n + 1} without a marker", [expected])


def mutants(document, every):
    for i, part in enumerate(document.parts):
        if part.role in TERMS:
            for defect in (spelt, other_labels, replaced_and_there, twice, punctuated, emptied, joined, separators, unlisted):
                yield from defect(document, i, part, every)
