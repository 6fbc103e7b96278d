# SPDX-License-Identifier: Apache-2.0
"""The language server: from a keystroke to its diagnostics, against rumdl's server, in turn; and requests about a workspace of 10,000 documents.

Of markdownlint there is no server to measure: its extension for editors runs it within the editor.
"""
import json
import os
import re
import select
import shutil
import statistics
import subprocess
import threading
import time
import urllib.parse

import peers

# Between two keystrokes of one server: slower than a key that repeats, so that no server waits for more.
PAUSE = 0.06
# What a server does once its answer is out counts as well.
AFTER = 0.02
# Times as fast as the best of the others; milliseconds of CPU time a keystroke; MB that a workspace may take.
GOAL_TIMES, GOAL_CPU, GOAL_MEMORY = 3, 2, 100


def processes(pid):
    """It and all that it started."""
    found = [pid]
    try:
        for task in os.listdir("/proc/%d/task" % pid):
            with open("/proc/%d/task/%s/children" % (pid, task)) as file:
                for child in file.read().split():
                    found += processes(int(child))
    except OSError:
        pass
    return found


def cpu_of(pids):
    """Seconds, all threads that ever were. The clock's number is made as clock_getcpuclockid does it."""
    total = 0
    for pid in pids:
        try:
            total += time.clock_gettime((~pid << 3) | 2)
        except OSError:
            pass
    return total


def memory_of(pids, key):
    """MB. Rss counts pages that processes share once for each of them, Pss divides them."""
    total = 0
    for pid in pids:
        try:
            with open("/proc/%d/smaps_rollup" % pid) as file:
                total += int(re.search(r"^%s:\s+(\d+)" % key, file.read(), re.M).group(1))
        except (OSError, AttributeError):
            pass
    return total / 1024


class Server:
    def __init__(self, name, command, folder):
        self.name, self.folder, self.buffer, self.number = name, folder, b"", 0
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0)
        capabilities = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}, "general": {"positionEncodings": ["utf-16"]}}
        answer = self.request("initialize", {"processId": os.getpid(), "rootUri": uri_of(folder), "capabilities": capabilities,
                                             "workspaceFolders": [{"uri": uri_of(folder), "name": "w"}]})
        sync = answer["capabilities"]["textDocumentSync"]
        self.incremental = (sync if isinstance(sync, int) else sync["change"]) == 2
        self.notify("initialized", {})

    def send(self, message):
        body = json.dumps(message).encode()
        view = memoryview(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        while view:
            view = view[self.process.stdin.write(view):]

    def notify(self, method, params):
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def receive(self, timeout=60):
        until = time.monotonic() + timeout
        while True:
            end = self.buffer.find(b"\r\n\r\n")
            if end >= 0:
                size = int(re.search(rb"Content-Length: *(\d+)", self.buffer[:end], re.I).group(1))
                if len(self.buffer) >= end + 4 + size:
                    body, self.buffer = self.buffer[end + 4:end + 4 + size], self.buffer[end + 4 + size:]
                    return json.loads(body)
            if not select.select([self.process.stdout], [], [], max(until - time.monotonic(), 0))[0]:
                raise SystemExit("lsp: %s does not answer" % self.name)
            got = os.read(self.process.stdout.fileno(), 1 << 20)
            if not got:
                raise SystemExit("lsp: %s has ended" % self.name)
            self.buffer += got

    def wait_for(self, wanted):
        while True:
            message = self.receive()
            if wanted(message):
                return message
            if "id" in message and "method" in message:
                self.send({"jsonrpc": "2.0", "id": message["id"], "result": None})

    def request(self, method, params):
        self.number += 1
        number = self.number
        self.send({"jsonrpc": "2.0", "id": number, "method": method, **({"params": params} if params is not None else {})})
        answer = self.wait_for(lambda m: m.get("id") == number and "method" not in m)
        if "error" in answer:
            raise SystemExit("lsp: %s: %s: %s" % (self.name, method, answer["error"]))
        return answer["result"]

    def published(self, uri, version):
        return self.wait_for(lambda m: m.get("method") == "textDocument/publishDiagnostics" and m["params"]["uri"] == uri
                             and m["params"].get("version") in (None, version))["params"]["diagnostics"]

    def open(self, uri, text):
        self.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}})
        return self.published(uri, 1)

    def end(self):
        self.request("shutdown", None)
        self.send({"jsonrpc": "2.0", "method": "exit"})
        self.process.stdin.close()
        self.process.wait(60)


def uri_of(path):
    return "file://" + urllib.parse.quote(os.path.abspath(path))


# ---- keystrokes -----------------------------------------------------------------------------------------------------

def keystroke(server, uri, text, version):
    """Seconds until its diagnostics are there, and of CPU time. A letter comes, or goes again, in the first line of prose."""
    lines = text.split("\n")
    number = next(i for i, line in enumerate(lines) if len(line) > 80)
    at, typed = {"line": number, "character": 10}, version % 2 == 0
    if server.incremental:
        change = {"range": {"start": at, "end": dict(at, character=10 if typed else 11)}, "text": "x" if typed else ""}
    else:
        lines[number] = lines[number][:10] + ("x" if typed else "") + lines[number][10:]
        change = {"text": "\n".join(lines)}
    pids = processes(server.process.pid)
    before, begin = cpu_of(pids), time.perf_counter()
    server.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]})
    server.published(uri, version)
    wall = time.perf_counter() - begin
    time.sleep(AFTER)
    return wall, cpu_of(processes(server.process.pid)) - before


def servers_of(bench, folder):
    """By name: a command and the folder it runs in."""
    all = {"sumlint": ([bench.sumlint, "lsp"], folder)}
    rumdl = peers.install(bench).get("rumdl")
    if rumdl:
        program = peers.program(rumdl, "rumdl")
        one = os.path.join(folder, "one-rule")
        os.makedirs(one, exist_ok=True)
        peers.configure(one)
        all["rumdl"] = ([program, "server", "--no-config"], folder)
        all["rumdl, one rule"] = ([program, "server", "--config", os.path.join(one, ".rumdl.toml")], one)
    return all


def quantile(values, of):
    return sorted(values)[min(len(values) - 1, int(len(values) * of))]


def keystrokes(bench):
    count = 100 if bench.quick else 500
    folder = os.path.join(bench.data, "lsp")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    source, _ = bench.documents("lsp-one", 1, "--bytes", "2048", "--syntax", "markdown", "--defects", "100")
    with open(os.path.join(source, "00000", "000000.md")) as file:
        text = file.read()
    servers, took = {}, {}
    for name, (command, where) in servers_of(bench, folder).items():
        servers[name] = Server(name, command, where)
        found = servers[name].open(uri_of(os.path.join(where, "a.md")), text)
        took[name] = []
        print("lsp %s: %d diagnostics of a document of %d bytes" % (name, len(found), len(text.encode())), flush=True)
    for version in range(2, count + 12):
        for name, server in servers.items():
            time.sleep(PAUSE / len(servers))
            figure = keystroke(server, uri_of(os.path.join(server.folder, "a.md")), text, version)
            if version >= 12:  # after a warm-up
                took[name].append(figure)
    for server in servers.values():
        server.end()
    for name, figures in took.items():
        say_keystrokes(bench, name, figures, took["sumlint"])


def say_keystrokes(bench, name, figures, ours):
    record = {"bench": "lsp", "name": name, "keystrokes": len(figures)}
    text = "lsp keystroke, %-16s" % name
    for which, kind in enumerate(("wall", "cpu")):
        values = [f[which] * 1000 for f in figures]
        record[kind] = {"median": statistics.median(values), "p99": quantile(values, 0.99)}
        text += " %s %.2f ms, 99th percentile %.2f ms;" % (kind, record[kind]["median"], record[kind]["p99"])
    if figures is ours:
        record["goal_cpu"] = GOAL_CPU
        text += " (goal: cpu under %d ms)" % GOAL_CPU
    else:
        for which, kind in enumerate(("wall", "cpu")):
            record["times_" + kind] = statistics.median(f[which] for f in figures) / statistics.median(f[which] for f in ours)
        record["goal"] = GOAL_TIMES
        text += " sumlint is %.1f times as fast, %.1f by CPU time (goal: %d)" % (record["times_wall"], record["times_cpu"], GOAL_TIMES)
    bench.say(record, text)


# ---- a workspace ----------------------------------------------------------------------------------------------------

class Watch(threading.Thread):
    """What the server and all it started take at the most, while it runs."""

    def __init__(self, pid):
        super().__init__()
        self.pid, self.done, self.peak = pid, threading.Event(), {"Rss": 0, "Pss": 0}

    def look(self):
        pids = processes(self.pid)
        for key in self.peak:
            self.peak[key] = max(self.peak[key], memory_of(pids, key))

    def run(self):
        while not self.done.wait(0.005):
            self.look()

    def end(self):
        self.done.set()
        self.join()
        self.look()
        return self.peak


def workspace(bench):
    count = 1000 if bench.quick else 10000
    folder, _ = bench.documents("lsp-%d" % count, count, "--bytes", "2048", "--vocabulary", "300", "--defects", "10", "--syntax", "markdown")
    server = Server("sumlint", [bench.sumlint, "lsp"], folder)
    path = os.path.join(folder, "00000", "000000.md")
    with open(path) as file:
        text = file.read()
    uri, lines = uri_of(path), text.split("\n")
    line = next(i for i in range(lines.index("## Topics"), len(lines)) if lines[i].startswith("- "))
    where = {"textDocument": {"uri": uri}, "position": {"line": line, "character": 4}}
    requests = {"open": lambda: server.open(uri, text),
                "workspace/diagnostic": lambda: server.request("workspace/diagnostic", {"previousResultIds": []})["items"],
                "references": lambda: server.request("textDocument/references", dict(where, context={"includeDeclaration": True})),
                "rename": lambda: server.request("textDocument/rename", dict(where, newName="Another Name"))["changes"]}
    for name, request in requests.items():
        watch = Watch(server.process.pid)
        watch.start()
        begin = time.perf_counter()
        found = len(request())
        took = time.perf_counter() - begin
        peak = watch.end()
        record = {"bench": "lsp", "name": "workspace, " + name, "documents": count, "found": found, "seconds": took, "peak_rss": peak["Rss"],
                  "peak_pss": peak["Pss"], "server_rss": memory_of([server.process.pid], "Rss"), "goal_memory": GOAL_MEMORY}
        bench.say(record, "lsp workspace of %d documents, %s: %.2f s, %d found; all processes %.1f MB at the peak (%.1f MB with shared pages counted once), "
                  "the server afterwards %.1f MB (goal: %d)" % (count, name, took, found, peak["Rss"], peak["Pss"], record["server_rss"], GOAL_MEMORY))
    server.end()


def lsp(bench):
    keystrokes(bench)
    workspace(bench)
