# SPDX-License-Identifier: Apache-2.0
"""Defects of the file: bytes that are no UTF-8, front matter that is no YAML."""

from mutant import Mutant


def broken_bytes(document):
    """One wrong byte, on some lines of the file: it is all that is reported, for nothing else can be told of such a file."""
    for line in (1, 2, 5, 9):
        for name, byte in (("a byte of Latin-1", b"\xe9"), ("a NUL", b"\0"), ("half a character", b"\xc3")):
            def change(data, line=line, byte=byte):
                lines = data.split(b"\n")
                at = min(3, len(lines[line - 1].rstrip(b"\r")))
                lines[line - 1] = lines[line - 1][:at] + byte + b" " + lines[line - 1][at:]
                return b"\n".join(lines)
            if document.style.get("bom") and line == 1 or not ascii_lines(document, line):
                continue
            yield Mutant(document.copy(), f"{name} in line {line}", [("core/encoding", line)], change)
    yield Mutant(document.copy(), "UTF-16", [("core/encoding", 1)], lambda data: data.decode("utf-8-sig").encode("utf-16"))


def ascii_lines(document, line):
    """Letters of more than a byte would be cut: then the line is right, and its column is not what it seems."""
    import render
    lines = render.write(document.copy()).split(b"\n")
    return line <= len(lines) and lines[line - 1].isascii()


def broken_front_matter(document):
    front = document.front()
    if not front:
        return
    rule = "core/front-matter"

    def on_line(number, text):
        def change(data):
            end = b"\r\n" if document.style.get("crlf") else b"\n"
            lines = data.split(end)
            lines.insert(number - 1, text.encode())
            return end.join(lines)
        return change

    yield Mutant(document.copy(), "a colon in a value", [(rule, 2)], on_line(2, "remark: this: that"))
    yield Mutant(document.copy(), "a tab", [(rule, 3)], on_line(2, "remark:\n\t- this"))
    # What goes wrong at the very end is shown at the closing line, which is one further down now; the message says where the quote is opened.
    for quote in "'\"":
        copy = document.copy()
        yield Mutant(copy, f"an open {quote}", [(rule, lambda copy=copy: copy.yaml_end_line + 1)],
                     lambda data, copy=copy, quote=quote: on_line(copy.yaml_end_line, f"remark: {quote}this")(data))
    yield Mutant(document.copy(), "an open bracket", [(rule, 3)], on_line(2, "remark: [this, that"))
    if not any(part.heading == "setext" for part in document.body()) and document.style.get("heading") != "setext":
        copy = document.copy()
        yield Mutant(copy, "no closing line", [(rule, 1)], lambda data, copy=copy: without_line(data, copy.yaml_end_line))
    for value in ("[one, [two]]", "{ one: two }", "[{ one: two }]"):
        for part in front:
            copy = document.copy()
            index = front.index(part)
            copy.parts[index].blocks = []
            yield Mutant(copy, f"{part.role}: {value}", [(rule, copy.parts[index])],
                         lambda data, part=copy.parts[index], value=value: with_value(data, part, value))
    copy = document.copy()
    again = copy.front()[-1].copy()
    copy.parts.insert(len(copy.front()), again)
    yield Mutant(copy, "a key twice", [(rule, again)])


def without_line(data, number):
    lines = data.split(b"\n")
    del lines[number - 1]
    return b"\n".join(lines)


def with_value(data, part, value):
    lines = data.split(b"\n")
    end = b"\r" if lines[part.line - 1].endswith(b"\r") else b""
    lines[part.line - 1] = f"{part.name}: {value}".encode() + end
    return b"\n".join(lines)


def mutants(document, every):
    yield from broken_bytes(document)
    yield from broken_front_matter(document)
