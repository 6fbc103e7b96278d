# SPDX-License-Identifier: Apache-2.0
"""A client of the language server, no greater than its tests need, and places in texts counted on its own account."""
import json
import os
import select
import subprocess
import time
import urllib.parse

SUMLINT = None
TIMEOUT = 30


class Client:
    def __init__(self, encodings=("utf-8", "utf-16"), arguments=(), capabilities=None, folder=None, initialize=True, environment=None):
        self.process = subprocess.Popen([SUMLINT, "lsp", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder,
                                        bufsize=0, env=environment)
        self.buffer = b""
        self.number = 0
        self.messages = []  # that came and were not asked for yet
        self.folder = folder
        self.encoding = "utf-16"
        if initialize:
            self.initialize(encodings, capabilities or {})

    def initialize(self, encodings, capabilities):
        capabilities = dict(capabilities)
        if encodings:
            capabilities["general"] = {"positionEncodings": list(encodings)}
        folders = [{"uri": uri_of(self.folder), "name": "w"}] if self.folder else None
        self.result = self.request("initialize", {"processId": os.getpid(), "rootUri": None, "workspaceFolders": folders, "capabilities": capabilities})
        self.encoding = self.result["capabilities"]["positionEncoding"]
        self.notify("initialized", {})

    # ---- messages ----
    def raw(self, data):
        self.process.stdin.write(data)

    def send(self, message):
        body = json.dumps(message).encode() if not isinstance(message, bytes) else message
        data = b"Content-Length: %d\r\n\r\n" % len(body) + body
        view = memoryview(data)
        while view:  # bufsize=0: a write may be short
            view = view[self.process.stdin.write(view):]

    def receive(self, timeout=TIMEOUT):
        until = time.monotonic() + timeout
        while True:
            end = self.buffer.find(b"\r\n\r\n")
            if end >= 0:
                length = int(self.buffer[:end].split(b":")[1])
                if len(self.buffer) >= end + 4 + length:
                    body = self.buffer[end + 4:end + 4 + length]
                    self.buffer = self.buffer[end + 4 + length:]
                    return json.loads(body.decode("utf-8"))
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                return None
            got = os.read(self.process.stdout.fileno(), 1 << 20)
            if not got:
                return None
            self.buffer += got

    def wait_for(self, wanted, timeout=TIMEOUT):
        for i, message in enumerate(self.messages):
            if wanted(message):
                return self.messages.pop(i)
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            message = self.receive(max(until - time.monotonic(), 0))
            if message is None:
                return None
            if wanted(message):
                return message
            self.messages.append(message)
        return None

    def start(self, method, params=None):
        self.number += 1
        self.send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params if params is not None else {}})
        return self.number

    def answer(self, number, timeout=TIMEOUT):
        return self.wait_for(lambda m: m.get("id") == number and "method" not in m, timeout)

    def request(self, method, params=None):
        answer = self.answer(self.start(method, params))
        assert answer is not None, "no answer to " + method
        assert "error" not in answer, answer
        return answer["result"]

    def error(self, method, params=None):
        answer = self.answer(self.start(method, params))
        assert answer is not None and "error" in answer, answer
        return answer["error"]["code"]

    def notify(self, method, params):
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    # ---- documents ----
    def open(self, uri, text, language="markdown", version=1):
        self.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": language, "version": version, "text": text}})

    def change(self, uri, version, *changes):
        self.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": list(changes)})

    def close(self, uri):
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def published(self, uri, version=None, timeout=TIMEOUT):
        found = self.wait_for(lambda m: m.get("method") == "textDocument/publishDiagnostics" and m["params"]["uri"] == uri
                              and (version is None or m["params"].get("version") == version), timeout)
        return found["params"] if found else None

    def diagnostics(self, uri, version=None):
        published = self.published(uri, version)
        assert published is not None, "nothing was published of %s, version %s" % (uri, version)
        return published["diagnostics"]

    # ---- the end ----
    def end(self, shutdown=True):
        if shutdown:
            self.request("shutdown")
        self.notify("exit", {})
        return self.wait()

    def wait(self):
        try:
            status = self.process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = "does not end"
        self.errors = self.process.stderr.read()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except OSError:
                pass
        return status


def uri_of(path):
    return "file://" + urllib.parse.quote(os.path.abspath(path))


def path_of(uri):
    return urllib.parse.unquote(uri[len("file://"):])


# ---- places ------------------------------------------------------------------------------------------------------

def lines_of(text):
    """(start, end, end with line end), in code points."""
    lines, start, i = [], 0, 0
    while i < len(text):
        if text[i] in "\r\n":
            size = 2 if text[i:i + 2] == "\r\n" else 1
            lines.append((start, i, i + size))
            i = start = i + size
        else:
            i += 1
    lines.append((start, len(text), len(text)))
    return lines


def units(text, encoding):
    return len(text.encode("utf-8")) if encoding == "utf-8" else len(text.encode("utf-16-le", "surrogatepass")) // 2


def place(text, index, encoding):
    """The place of code point `index`."""
    for number, (start, end, behind) in enumerate(lines_of(text)):
        if index < behind or behind == len(text) and index == behind and (end == behind):
            return {"line": number, "character": units(text[start:min(index, end)], encoding)}
    raise AssertionError("no such place")


def byte_place(text, offset, encoding):
    return place(text, len(text.encode()[:offset].decode()), encoding)


def index_of(text, where, encoding):
    """The code point at a place that the server gave."""
    start, end, _ = lines_of(text)[where["line"]]
    for index in range(start, end + 1):
        if units(text[start:index], encoding) == where["character"]:
            return index
    raise AssertionError("%s is no place" % where)


def apply(text, edits, encoding):
    """Text edits of the protocol: all count from the text as it was."""
    found = sorted(((index_of(text, e["range"]["start"], encoding), index_of(text, e["range"]["end"], encoding), n, e["newText"])
                    for n, e in enumerate(edits)), reverse=True)
    for start, end, _, new in found:
        text = text[:start] + new + text[end:]
    return text
