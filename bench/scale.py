# SPDX-License-Identifier: Apache-2.0
"""A million documents in one run, a folder with a million entries, and documents of a gigabyte: how long, and how much memory.

The million are links to a few thousand documents of 2 KB: what a run holds in memory does not depend on that, and the disk is spared.
"""
import os
import shutil
import subprocess
import sys

from measure import TOP, run

DISTINCT = 4000
GIB = 1 << 30


def linked(bench, name, count, defects, flat=False):
    """A folder with `count` documents, 1,000 to a sub-folder or all in one."""
    base = os.path.join(bench.data, "scale-base-%d" % defects)
    folder = os.path.join(bench.data, name)
    if os.path.exists(folder + ".done"):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    if not os.path.exists(base + ".done"):
        shutil.rmtree(base, ignore_errors=True)
        subprocess.check_call([sys.executable, os.path.join(TOP, "bench", "generate.py"), base, str(DISTINCT), "--defects", str(defects)])
        open(base + ".done", "w").close()
    sources = sorted(os.path.join(path, file) for path, _, files in os.walk(base) for file in files if file.endswith((".md", ".txt")))
    os.makedirs(folder)
    shutil.copy(os.path.join(base, ".sumlint.yaml"), folder)
    for i in range(count):
        into = folder if flat else os.path.join(folder, "%05d" % (i // 1000))
        if not flat and i % 1000 == 0:
            os.mkdir(into)
        source = sources[i % len(sources)]
        os.link(source, os.path.join(into, "%07d%s" % (i, os.path.splitext(source)[1])))
    open(folder + ".done", "w").close()
    return folder


def many(bench, name, folder, count, format, paths):
    report = os.path.join(bench.data, "scale-report")
    host, worker, together, wall = bench.peaks([bench.sumlint, "check", "--format", format, "--output", report, *paths], folder)
    size = os.path.getsize(report)
    os.remove(report)
    bench.say({"bench": "scale", "what": name, "documents": count, "format": format, "host_kib": host, "worker_kib": worker, "together_kib": together,
               "wall_s": wall, "report_bytes": size},
              "scale %-10s %8d documents, %-5s: %7.2f s, %7.1f MiB of memory at the peak (main process %.1f), %.1f MB of report"
              % (name, count, format, wall, together / 1024, host / 1024, size / 1e6))


def millions(bench):
    most = 100000 if bench.quick else 1000000
    for name, defects, formats in (("clean", 0, ("text",)), ("2% wrong", 2, ("text", "json", "sarif", "junit")),
                                   ("all wrong", 100, ("text", "json", "sarif", "junit"))):
        folder = linked(bench, "scale-%d-%d" % (defects, most), most, defects)
        for format in formats:
            for count in (10000, 100000, 1000000):
                if count <= most and (count in (10000, most) or format in ("text", "sarif")):
                    many(bench, name, folder, count, format, ["."] if count == most else ["%05d" % i for i in range(count // 1000)])
    folder = linked(bench, "scale-one-%d" % most, most, 2, flat=True)
    many(bench, "one folder", folder, most, "text", ["."])


# ---- a gigabyte ----------------------------------------------------------------------------------------------------

SENTENCE = "word " * 11 + "and more of them. "
PARAGRAPH = SENTENCE * 8


def write_repeated(path, head, block, tail, size):
    many = block * max(1, (1 << 18) // len(block))
    with open(path, "w") as out:
        out.write(head)
        for _ in range(size // len(many)):
            out.write(many)
        out.write(tail)


def write_long(path, document, paragraph, size):
    """The document with its Key insights drawn out."""
    text = open(document).read()
    at = text.index("Principles\n")
    at = text.rindex("\n", 0, at) + 1
    write_repeated(path, text[:at], paragraph, text[at:], size)


def large(bench):
    size = 100 << 20 if bench.quick else GIB
    folder, _ = bench.documents("docs-1000", 1000)
    markdown, plain = (os.path.join(folder, "00000", name) for name in ("000000.md", "000001.txt"))
    place = os.path.join(bench.data, "large")
    os.makedirs(place, exist_ok=True)
    kinds = {"paragraphs.md": lambda path: write_long(path, markdown, PARAGRAPH + "\n\n", size),
             "paragraphs.txt": lambda path: write_long(path, plain, PARAGRAPH + "\n", size),
             "one-line.md": lambda path: write_repeated(path, "# A title\n\n", SENTENCE, "\n", size),
             "one-line.txt": lambda path: write_repeated(path, "", SENTENCE, "\n", size),
             # Every line a part, and with a problem or two: these are what takes the memory.
             "headings.md": lambda path: write_repeated(path, "", "## A heading of its own\n\n", "", 4 << 20),
             "headings.txt": lambda path: write_repeated(path, "", "Summary\n", "", 1 << 20)}
    for name, write in kinds.items():
        path = os.path.join(place, name)
        write(path)
        run(["cat", path])
        bytes = os.path.getsize(path)
        host, worker, together, wall = bench.peaks([bench.sumlint, "check", "--silent", name], place)
        bench.say({"bench": "scale", "what": name, "bytes": bytes, "host_kib": host, "worker_kib": worker, "together_kib": together, "wall_s": wall},
                  "scale %-14s of %7.1f MiB: %6.2f s, %.1f MiB of memory at the peak, %.2f times its size"
                  % (name, bytes / (1 << 20), wall, together / 1024, together * 1024 / bytes))
        os.remove(path)


def scale(bench):
    millions(bench)
    large(bench)
