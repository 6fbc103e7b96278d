# SPDX-License-Identifier: Apache-2.0
"""Lines and columns of a document as bytes."""
import re


def valid(piece):
    """As reports show bytes that are no UTF-8: one U+FFFD each."""
    return re.sub("[\udc80-\udcff]", "\ufffd", piece.decode("utf-8", "surrogateescape"))


class Document:
    def __init__(self, content):
        self.bytes = content
        self.starts = [3 if content.startswith(b"\xef\xbb\xbf") else 0]  # of lines; a byte order mark is in none
        self.starts += [end.end() for end in re.finditer(b"\r\n|\n|\r", content)]

    def line(self, number):
        start = self.starts[number - 1]
        found = re.compile(b"[\r\n]").search(self.bytes, start)
        end = found.start() if found else len(self.bytes)
        return self.bytes[start:end]

    def byte_offset(self, line, column):
        """Columns that count bytes."""
        return self.starts[line - 1] + column - 1

    def offset(self, line, column):
        """Columns that count code points, and bytes that are no UTF-8."""
        text = self.bytes[self.starts[line - 1]:].decode("utf-8", "surrogateescape")
        return self.starts[line - 1] + len(text[:column - 1].encode("utf-8", "surrogateescape"))
