# SPDX-License-Identifier: Apache-2.0
"""A mutant: a document with one defect, and what is to be reported for it."""

import render


class Mutant:
    """`expected` are (rule, anchor): the anchor is a part, block or item of the document, a line number, or a function that gives one once the document
    is written."""
    __slots__ = ("document", "name", "expected", "change")

    def __init__(self, document, name, expected, change=None):
        self.document, self.name, self.expected = document, name, list(expected)
        self.change = change  # of the bytes, when all is written

    def write(self):
        """The bytes, and the sorted (rule, line) that are expected."""
        data = render.write(self.document)
        if self.change:
            data = self.change(data)
        return data, sorted((rule, line_of(anchor)) for rule, anchor in self.expected)


def line_of(anchor):
    if isinstance(anchor, int):
        return anchor
    return anchor() if callable(anchor) else anchor.line


def changed(document, index):
    """A copy of the document and its part `index`."""
    copy = document.copy()
    return copy, copy.parts[index]


def words(count):
    """Prose of that many words."""
    some = "the tram left early and nobody on the platform knew why it had been so full".split()
    return " ".join(some[i % len(some)] for i in range(count)).capitalize() + "."


def goes_on(document, n):
    """Whether item n of a list, if its marker were lost, would be one more line of the item above."""
    if n == 0 or (document.style.get("loose") and document.spaced):
        return False
    return document.markdown()
