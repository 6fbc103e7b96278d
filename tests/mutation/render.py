# SPDX-License-Identifier: Apache-2.0
"""Writes a document of the model as plain text or Markdown, with or without front matter, and notes on which line each piece stands."""

import json
import re
import textwrap

# What the documents in clean/ are written with: [text](address), **strong**, *emphasis*, `code`.
MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|\*\*([^*]*)\*\*|\*([^*]*)\*|`([^`]*)`")
WRAPS = {"strong": "**{}**", "emphasis": "*{}*", "link": "[{}](https://example.org/t)", "plain": "{}"}


def bare(text):
    return MARKUP.sub(lambda found: next(group for group in found.groups() if group is not None), text)


class Writer:
    def __init__(self, document):
        self.document, self.style, self.lines = document, document.style, []
        self.markdown = document.markdown()

    def put(self, line=""):
        """Adds a line, and gives its number."""
        self.lines.append(line)
        return len(self.lines)

    def gap(self):
        if self.document.spaced and self.lines and self.lines[-1] != "":
            self.put()

    def says(self, text):
        return text if self.markdown else bare(text)

    # ---- the body ----

    def heading(self, part, level):
        form = part.heading or self.style.get("heading", "atx")
        text = self.says(part.name)
        if not self.markdown:
            return self.put(text) if text else len(self.lines)
        if form == "setext" and level <= 2 and text:
            line = self.put(text)
            self.put("=-"[level - 1] * max(3, len(text)))
            return line
        closing = " " + "#" * level if form == "atx-closed" and text else ""
        return self.put(("#" * level + " " + text).rstrip(" ") + closing)

    def paragraph(self, block):
        text = self.says(block.text)
        width = self.style.get("wrap") if self.markdown else None
        lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) if width else [text]
        block.line = self.put(lines[0])
        for line in lines[1:]:
            self.put(line)

    def item_text(self, item):
        if not self.markdown:
            return bare(item.text)
        return WRAPS[item.markup].format(item.text) if item.text else ""

    def list(self, block):
        for number, item in enumerate(block.items, 1):
            if number > 1 and self.style.get("loose") and self.document.spaced:
                self.gap()
            marker = item.marker
            if marker is None:
                marker = (f"{number}." if block.ordered else self.style.get("bullet", "-")) + " "
            blanks = " " * (self.style.get("indent", 0) + item.indent)
            item.line = self.put((blanks + marker + self.item_text(item)).rstrip(" "))
            block.line = block.line if number > 1 else item.line

    def blocks(self, part):
        for block in part.blocks:
            self.gap()
            if block.kind == "p":
                self.paragraph(block)
            else:
                self.list(block)

    def labelled(self, part):
        form = self.style.get("label", "plain") if self.markdown else "plain"
        label = {"plain": "{}{}", "strong": "**{}{}**", "strong-outside": "**{}**{}", "emphasis": "*{}{}*"}[form].format(part.name, part.colon)
        values = [self.item_text(item) for item in part.blocks[0].items] if part.blocks else []
        text = part.separator.join(values)
        if part.last_separator and len(values) > 1:
            text = part.separator.join(values[:-1]) + part.last_separator + values[-1]
        part.line = self.put((label + " " + text).rstrip(" "))
        for block in part.blocks[:1]:
            block.line = part.line
            for item in block.items:
                item.line = part.line
        self.blocks_behind(part)

    def blocks_behind(self, part):
        for block in part.blocks[1:]:
            self.gap()
            self.paragraph(block)

    def attribution(self, part):
        form = self.style.get("attribution", "plain") if self.markdown else "plain"
        part.line = self.put(WRAPS[form].format(part.name))
        self.blocks(part)

    def part(self, part):
        self.gap()
        if part.role == "audience":
            self.labelled(part)
        elif part.role == "attribution":
            self.attribution(part)
        elif part.role == "text":
            self.blocks(part)
        else:
            title = part.role == "title"
            part.line = self.heading(part, part.level or (1 if title else self.style.get("level", 2)))
            self.blocks(part)
        if self.style.get("comments") and self.markdown and part.role in ("summary", "topics"):
            self.gap()
            self.put("<!-- seen by the desk -->")

    # ---- the front matter ----

    def scalar(self, text, quote=None):
        """Text as a YAML scalar on one line."""
        quote = quote or self.style.get("quote", "plain")
        plain = re.fullmatch(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~.0-9][^\n]*[^\s:]", text) and not re.search(r": |:$| #|[,\[\]{}]", text) and \
            text.lower() not in ("null", "true", "false", "yes", "no")
        if not text or (quote == "plain" and not plain) or quote == "double":
            return json.dumps(text, ensure_ascii=False)
        return "'" + text.replace("'", "''") + "'" if quote == "single" else text

    def prose(self, part):
        form = self.style.get("prose", "folded")
        texts = [bare(block.text) for block in part.blocks]
        if form == "double" and len(texts) == 1:
            part.line = self.put(f"{part.name}: {json.dumps(texts[0], ensure_ascii=False)}")
        else:
            part.line = self.put(f"{part.name}: {'|' if form == 'literal' else '>-'}")
            for number, text in enumerate(texts):
                if number:
                    self.put()
                for line in textwrap.wrap(text, 76, break_long_words=False, break_on_hyphens=False):
                    self.put("  " + line)
        for block in part.blocks:
            block.line = part.line

    def sequence(self, part):
        items = part.items()
        if self.style.get("list") == "flow":
            part.line = self.put(f"{part.name}: [" + ", ".join(self.scalar(bare(item.text)) for item in items) + "]")
            for item in items:
                item.line = part.line
            part.blocks[0].line = part.line
        else:
            part.line = self.put(f"{part.name}:")
            for item in items:
                item.line = self.put("  - " + self.scalar(bare(item.text)))
            part.blocks[0].line = items[0].line

    def string(self, part):
        """Terms in one string, as in a labelled line."""
        text = part.separator.join(item.text for item in part.items())
        quote = self.style.get("quote", "plain")
        part.line = self.put(f"{part.name}: {self.scalar(text, 'double' if quote == 'plain' else quote)}")
        for item in part.items():
            item.line = part.line

    def entry(self, part):
        if not part.blocks:
            part.line = self.put(f"{part.name}:")
        elif part.role in ("title", "attribution"):
            part.line = self.put(f"{part.name}: {self.scalar(bare(part.blocks[0].text))}")
        elif part.blocks[0].kind == "p":
            self.prose(part)
        elif part.role == "audience":
            self.string(part)
        else:
            self.sequence(part)

    # ---- the whole ----

    def write(self):
        document = self.document
        if document.front() or document.extra_keys:
            self.put("---")
            for key in document.extra_keys:
                self.put(key)
            for part in document.front():
                self.entry(part)
            document.yaml_line = 2
            document.yaml_end_line = self.put("---")
        start = len(self.lines)
        for part in document.body():
            self.part(part)
        document.body_line = next((i + 1 for i in range(start, len(self.lines)) if self.lines[i]), 0)
        document.last_line = len(self.lines)
        return self.bytes()

    def bytes(self):
        blanks = "  " if self.style.get("trailing_blanks") and not self.markdown else ""
        end = "\r\n" if self.style.get("crlf") else "\n"
        text = end.join(line + (blanks if line else "") for line in self.lines)
        text += "" if self.style.get("no_last_line_end") else end
        return (b"\xef\xbb\xbf" if self.style.get("bom") else b"") + text.encode("utf-8")


def write(document):
    return Writer(document).write()
