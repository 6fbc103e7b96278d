# SPDX-License-Identifier: Apache-2.0
"""sumlint against other linters: the same Markdown documents, the same question - are the required headings there, in their order?

rumdl and markdownlint-cli2 come from npm into a folder of the benchmark's own; where they cannot be had, this says so. ripgrep, which is no linter,
shows what it takes to look at every byte of the same files.
"""
import json
import os
import shutil
import subprocess

from measure import CPU, WALL, figures, ratio, rounds, shown

HEADINGS = ["Summary", "Key takeaway", "Key insights", "Principles", "In practice", "Topics"]
WANTED = ["?"] + ["## " + heading for heading in HEADINGS]  # "?": a title, whatever it is
PACKAGES = {"rumdl": "rumdl@^0.2.0", "markdownlint-cli2": "markdownlint-cli2@^0.22.0"}
# How many times as many documents a second sumlint is to check with the one rule.
GOALS = {"rumdl": 5, "markdownlint-cli2": 100}


def install(bench):
    """Where npm puts programs, by name: those that are there."""
    folder = os.path.join(bench.data, "npm")
    os.makedirs(folder, exist_ok=True)
    bin = os.path.join(folder, "node_modules", ".bin")
    npm = shutil.which("npm")
    if not npm:
        print("peers: npm is not installed: rumdl and markdownlint-cli2 are left out", flush=True)
        return {}
    with open(os.path.join(folder, "package.json"), "w") as out:
        out.write('{"private": true}\n')
    for name, package in PACKAGES.items():
        if os.path.exists(os.path.join(bin, name)):
            continue
        done = subprocess.run([npm, "install", "--no-fund", "--no-audit", "--loglevel=error", package], cwd=folder, capture_output=True, text=True,
                              timeout=600)
        if done.returncode:
            print("peers: npm cannot install %s, which is left out: %s" % (package, done.stderr.strip().split("\n")[-1]), flush=True)
    return {name: os.path.join(bin, name) for name in PACKAGES if os.path.exists(os.path.join(bin, name))}


def program(bin, name):
    """npm's rumdl is a script that starts the program; the program itself is what is measured, in its favour."""
    folder = os.path.join(os.path.dirname(os.path.dirname(bin)), "@rumdl")
    if name == "rumdl" and os.path.isdir(folder):
        for path, _, files in os.walk(folder):
            if "rumdl" in files and os.access(os.path.join(path, "rumdl"), os.X_OK):
                return os.path.join(path, "rumdl")
    return bin


def version(command):
    done = subprocess.run([command, "--version"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return done.stdout.strip().split("\n")[0] or "version unknown"


def configure(folder):
    with open(os.path.join(folder, ".rumdl.toml"), "w") as out:
        out.write('[global]\nenable = ["MD043"]\n[MD043]\nheadings = %s\n' % json.dumps(WANTED))
    with open(os.path.join(folder, ".markdownlint-cli2.jsonc"), "w") as out:
        json.dump({"config": {"default": False, "MD043": {"headings": WANTED}}, "noProgress": True}, out)


def finds(bench, name, command):
    """True where the program answers as it should: a document without a section is reported, and the same with it is not. Else its figures mean nothing."""
    folder = os.path.join(bench.data, "peers-try")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    configure(folder)
    source = os.path.join(bench.data, "peers-clean", "00000", "000000.md")
    text = open(source).read()
    statuses = []
    for content in (text, text.replace("## Principles\n", "")):
        with open(os.path.join(folder, "one.md"), "w") as out:
            out.write(content)
        statuses.append(subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True).returncode)
    if statuses != [0, 1]:
        print("peers: %s does not tell a document with all headings from one without (status %d and %d): left out" % (name, *statuses), flush=True)
    return statuses == [0, 1]


def commands(bench):
    """By name: command, version."""
    known = {name: program(bin, name) for name, bin in install(bench).items()}
    all = {}
    if "rumdl" in known:
        all["rumdl"] = ([known["rumdl"], "check", "--no-cache", "--silent", "."], version(known["rumdl"]))
    if "markdownlint-cli2" in known:
        all["markdownlint-cli2"] = ([known["markdownlint-cli2"], "**/*.md"], version(known["markdownlint-cli2"]))
    one_rule = bench.check("--select", "sections/required", ".")
    all["sumlint"] = (one_rule, version(bench.sumlint))
    found = {name: entry for name, entry in all.items() if finds(bench, name, entry[0])}
    found["sumlint, all rules"] = (bench.check("."), "")
    if shutil.which("rg"):
        # What no document has, so that each is read to its end.
        found["ripgrep"] = (["rg", "--count", "no such words", "."], version("rg"))
    return found


def peers(bench):
    count = 1000 if bench.quick else 10000
    folder, _ = bench.documents("peers-clean" if count == 1000 else "peers-%d" % count, count, "--syntax", "markdown", "--defects", "0")
    if count != 1000:
        bench.documents("peers-clean", 1000, "--syntax", "markdown", "--defects", "0")
    configure(folder)
    all = commands(bench)
    # The slowest takes a minute a round on a busy machine.
    results = rounds({name: (command, folder) for name, (command, _) in all.items()}, min(bench.count, 5))
    for name, (command, which) in all.items():
        wall, cpu = (figures(results[name], kind, lambda seconds: count / seconds) for kind in (WALL, CPU))
        record = {"bench": "peers", "name": name, "version": which, "documents": count, "documents_per_second": wall, "documents_per_cpu_second": cpu}
        text = "peers %-18s %s documents/s, %s a second of CPU time" % (name, shown(wall, "%.0f"), shown(cpu, "%.0f"))
        if name != "sumlint":
            record["times_wall"] = ratio(results[name], results["sumlint"], WALL)
            record["times_cpu"] = ratio(results[name], results["sumlint"], CPU)
            text += "; sumlint is %s times as fast, %s by CPU time" % (shown(record["times_wall"]), shown(record["times_cpu"]))
        if name in GOALS:
            record["goal"] = GOALS[name]
            text += " (goal: %d)" % GOALS[name]
        bench.say(record, text + (" [%s]" % which if which else ""))
