# SPDX-License-Identifier: Apache-2.0
"""A summary document as the mutation test sees it: parts, blocks and items that remember on which line they were written."""

import json
import os
import re

PROFILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "rules", "profiles", "summary.yaml")
# The slots of the built-in type, in their order, and the headings or labels that the type gives them.
SLOTS = ("summary", "takeaway", "insights", "principles", "practice", "topics", "audience", "related")
NAMES = {"summary": "Summary", "takeaway": "Key takeaway", "insights": "Key insights", "principles": "Principles", "practice": "In practice",
         "topics": "Topics", "audience": "Best for"}
KEYS = {"title": "title", "summary": "summary", "takeaway": "key-takeaway", "insights": "key_insights", "principles": "principles",
        "practice": "in-practice", "topics": "topics", "audience": "audience", "attribution": "attribution"}
PROSE, LISTS, TERMS = ("summary", "takeaway"), ("principles", "practice"), ("topics", "audience")
VOCABULARIES = {"topics": "topics", "audience": "audience"}


def limits(what):
    """The (least, most) words or items of each role, as the built-in type says. It is read by eye: one part a line."""
    found = {}
    with open(PROFILE, encoding="utf-8") as file:
        for line in file:
            part = re.match(r"\s*(?:- \{ (?:section|line): \"?([^,\"]*)|(title): \{)", line)
            given = re.search(what + r": \{([^}]*)\}", line)
            if part and given:
                role = part[2] or next(role for role, name in NAMES.items() if name == part[1])
                bounds = dict(re.findall(r"(min|max): (\d+)", given[1]))
                found[role] = (int(bounds.get("min", 0)), int(bounds.get("max", 10 ** 6)))
    return found


class Item:
    """A list item, or one value of a labelled line."""
    __slots__ = ("text", "marker", "markup", "indent", "line")

    def __init__(self, text, marker=None, markup="plain"):
        self.text, self.marker, self.markup, self.indent, self.line = text, marker, markup, 0, 0

    def copy(self):
        item = Item(self.text, self.marker, self.markup)
        item.indent = self.indent
        return item


class Block:
    """A paragraph ("p", with text) or a list ("list", with items; `ordered` ones are numbered)."""
    __slots__ = ("kind", "text", "items", "ordered", "line")

    def __init__(self, kind, text="", items=(), ordered=False):
        self.kind, self.text, self.items, self.ordered, self.line = kind, text, list(items), ordered, 0

    def copy(self):
        return Block(self.kind, self.text, [item.copy() for item in self.items], self.ordered)


class Part:
    """A part. `name` is its heading, label or key; of a title and an attribution in the body it is the text itself."""
    __slots__ = ("role", "name", "blocks", "front", "level", "heading", "separator", "last_separator", "colon", "line")

    def __init__(self, role, name, blocks=(), front=False):
        self.role, self.name, self.blocks, self.front = role, name, list(blocks), front
        self.level = 0           # of the heading, 0: the document's
        self.heading = None      # "atx", "atx-closed", "setext"; None: the document's
        self.separator = ", "    # of a labelled line
        self.last_separator = None
        self.colon = ":"         # of its label
        self.line = 0

    def copy(self):
        part = Part(self.role, self.name, [block.copy() for block in self.blocks], self.front)
        part.level, part.heading, part.colon = self.level, self.heading, self.colon
        part.separator, part.last_separator = self.separator, self.last_separator
        return part

    def items(self):
        return [item for block in self.blocks for item in block.items]

    def text(self):
        """Of a title or an attribution."""
        return self.blocks[0].text if self.front and self.blocks else self.name

    def set_text(self, text):
        if self.front:
            self.blocks = [Block("p", text)]
        else:
            self.name = text


class Document:
    """Parts in the order of the file, those of the front matter first."""

    def __init__(self, parts, syntax, spaced, style):
        self.parts, self.syntax, self.spaced, self.style = parts, syntax, spaced, style
        self.yaml_line = 0      # the first line of the front matter's YAML
        self.yaml_end_line = 0  # the line of its closing fence
        self.body_line = 0      # the first line of the body that is not blank
        self.last_line = 0      # the last one
        self.extra_keys = []    # lines of YAML besides the parts

    def copy(self):
        document = Document([part.copy() for part in self.parts], self.syntax, self.spaced, self.style)
        document.extra_keys = list(self.extra_keys)
        return document

    def part(self, role):
        return next((part for part in self.parts if part.role == role), None)

    def body(self):
        return [part for part in self.parts if not part.front]

    def front(self):
        return [part for part in self.parts if part.front]

    def markdown(self):
        return self.syntax == "md"

    # ---- the places where a part that is missing should be: what they are on ----

    def place_line(self, role):
        """A missing slot's: in front of the next part that is there, in the body if there is any section in it."""
        number = SLOTS.index(role)
        slots = [part for part in self.parts if part.role in SLOTS]
        body = [part for part in slots if not part.front]
        later = min((part for part in (body or slots) if SLOTS.index(part.role) > number), key=lambda part: SLOTS.index(part.role), default=None)
        if later:
            return later.line
        attribution = next((part for part in self.body() if part.role == "attribution"), None)
        return attribution.line if attribution else self.end_line()

    def end_line(self):
        return self.last_line if self.body() else self.yaml_end_line

    def title_line(self):
        return self.body_line if self.body() else self.yaml_line


# ---- clean documents ----

def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def blocks_of(role, content, ordered):
    if role in LISTS or role in TERMS:
        return [Block("list", items=[Item(text) for text in content], ordered=ordered)]
    return [Block("p", entry) if isinstance(entry, str) else Block("list", items=[Item(text) for text in entry["list"]]) for entry in content]


def body_parts(source):
    """The document as if it stood in the body alone."""
    style, names = source["style"], source.get("names", {})
    attribution = source.get("attribution") or \
        f"Editorial summary, takeaway, and curation by {source['curator']}. Original article published by {source['publisher']}."
    parts = [Part("title", source["title"])]
    for role in SLOTS[:-1]:
        part = Part(role, names.get(role, NAMES[role]), blocks_of(role, source[role], role in style.get("ordered", ())))
        for item, markup in zip(part.items() if role == "topics" else (), style.get("marked", ())):
            item.markup = markup
        parts.append(part)
    if "related" in source:
        parts.append(Part("related", "Related on " + source["related"]["site"], blocks_of("related", source["related"].get("body", ()), False)))
    parts.append(Part("attribution", attribution))
    return parts


def to_front(part):
    """The same part as an entry of the front matter, or None where it cannot be one."""
    if part.role == "related" or len({block.kind for block in part.blocks}) > 1:
        return None
    front = Part(part.role, KEYS[part.role], part.blocks, front=True)
    if part.role in ("title", "attribution"):
        front.blocks = [Block("p", part.name)]
    for item in front.items():
        item.markup = "plain"
    return front


def document_of(source, syntax, spaced, in_front, styled):
    """`in_front` are the roles that the front matter carries."""
    front, body = [], []
    for part in body_parts(source):
        entry = to_front(part) if part.role in in_front else None
        (front if entry else body).append(entry or part)
    style = dict(source["style"]) if styled else {key: source["style"][key] for key in FILE_STYLES if key in source["style"]}
    return Document(front + body, syntax, spaced, style)


# What is a matter of the file and not of its syntax.
FILE_STYLES = ("crlf", "bom", "no_last_line_end", "trailing_blanks")
EVERYTHING = tuple(KEYS)
# The ways in which each document is written: name, syntax, blank lines, parts in the front matter (None: the document's choice), own style.
VARIANTS = (
    ("text", "txt", False, (), False),
    ("spaced", "txt", True, (), True),
    ("plain", "md", True, (), False),
    ("styled", "md", True, (), True),
    ("tight", "md", False, (), False),
    ("front", "md", True, EVERYTHING, True),
    ("mixed", "md", True, None, True),
    ("mixed-text", "txt", False, None, True),
)


def variants(source):
    for name, syntax, spaced, in_front, styled in VARIANTS:
        roles = source["style"]["front"] if in_front is None else in_front
        yield name, document_of(source, syntax, spaced, roles, styled)
