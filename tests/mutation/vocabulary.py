# SPDX-License-Identifier: Apache-2.0
"""The vocabularies of the test, looked up as docs and DESIGN say that labels compare, and misspellings of words."""

import json
import os
import unicodedata
import zlib

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vocabularies")


def fold(text):
    return unicodedata.normalize("NFC", " ".join(unicodedata.normalize("NFC", text).casefold().split()))


class Vocabulary:
    def __init__(self, name):
        with open(os.path.join(FOLDER, name + ".yaml"), encoding="utf-8") as file:
            self.terms = json.load(file)["terms"]
        self.labels = {}
        for term in self.terms:
            for label in [term["prefLabel"]] + term.get("altLabels", []):
                self.labels[fold(label)] = term

    def find(self, label):
        return self.labels.get(fold(label))

    def is_preferred(self, label):
        term = self.find(label)
        return term is not None and fold(term["prefLabel"]) == fold(label)

    def aliases(self, label):
        return self.find(label).get("altLabels", [])

    def deprecated(self, replaced):
        return [term for term in self.terms if term.get("deprecated") and ("replacedBy" in term) == replaced]

    def is_near(self, text):
        """Whether a label that is not deprecated is near enough to be suggested."""
        have = fold(text)
        return any(not term.get("deprecated") and distance(have, label) <= near_limit(len(label)) for label, term in self.labels.items())

    def nearest(self, text):
        """The label that is suggested, folded: the nearest, a preferred one before others, then the first. None where none is near."""
        have, found = fold(text), []
        for number, (label, term) in enumerate(self.labels.items()):
            apart = distance(have, label)
            if not term.get("deprecated") and apart <= near_limit(len(label)):
                found.append((apart, fold(term["prefLabel"]) != label, number, label))
        return min(found)[3] if found else None


VOCABULARIES = {name: Vocabulary(name) for name in ("topics", "audience", "publishers")}


# ---- how near two words are: said in base/distance.h ----

def near_limit(size):
    return 0 if size <= 2 else 1 if size <= 5 else 2 if size <= 11 else 3


def distance(a, b):
    """Damerau-Levenshtein, optimal string alignment."""
    if abs(len(a) - len(b)) > 3:
        return 99
    before, above = None, list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(above[j - 1] + (x != y), above[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, above = above, row
    return above[-1]


# ---- misspellings ----

def other_letter(letter):
    if letter.isascii():
        following = chr((ord(letter.lower()) - 97 + 7) % 26 + 97)
        return following.upper() if letter.isupper() else following
    return "ß" if letter.lower() == "ö" else "ö"


def edits_at(text, i):
    """The four misspellings at letter i: transposed with the next one, dropped, doubled, replaced."""
    letter, after = text[i], text[i + 1:i + 2]
    if after.isalpha() and fold(after) != fold(letter):
        yield "transpose", text[:i] + after + letter + text[i + 2:]
    yield "drop", text[:i] + text[i + 1:]
    yield "double", text[:i] + letter + text[i:]
    yield "replace", text[:i] + other_letter(letter) + text[i + 1:]


def misspellings(text, seed="", every=False, start=0):
    """(name, misspelt text) of letters from `start` on: of each, or else one of each kind, chosen by the text and the seed."""
    places = [i for i in range(start, len(text)) if text[i].isalpha()]
    found = {}
    for i in places:
        for kind, misspelt in edits_at(text, i):
            if fold(misspelt) != fold(text) and misspelt.strip():
                found.setdefault(kind, {})[misspelt] = f"{kind} letter {i + 1} of {text!r}"
    for kind, choices in found.items():
        names = list(choices.items())
        if not every:
            names = [names[zlib.crc32(f"{text} {kind} {seed}".encode()) % len(names)]]
        for misspelt, name in names:
            yield name, misspelt
