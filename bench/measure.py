# SPDX-License-Identifier: Apache-2.0
"""Runs of programs and what they took: the parts of bench/run stand on this."""
import os
import statistics
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CPU, WALL = 0, 1


def run(command, cwd=None, good=(0, 1), env=None):
    """CPU seconds (user and system, with all children), wall seconds, standard error of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               env={**os.environ, **env} if env else None)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode not in good:
        sys.exit("%s: status %d\n%s" % (command, process.returncode, errors.decode(errors="replace")))
    return usage.ru_utime + usage.ru_stime, wall, errors.decode(errors="replace")


def rounds(commands, count):
    """Runs the named commands in turn, `count` times after a warm-up; {name: [(cpu, wall, errors), ...]}. In turn, so that what else the machine
    does meets all of them. A command is a list and the folder to run it in."""
    results = {name: [] for name in commands}
    for i in range(count + 1):
        for name, (command, cwd) in commands.items():
            result = run(command, cwd)
            if i:
                results[name].append(result)
    return results


def median(results, which=CPU):
    return statistics.median(r[which] for r in results)


def figures(results, which=CPU, of=lambda value: value):
    """Median and spread of what `of` makes of each round's figure, for bench.json."""
    values = sorted(of(r[which]) for r in results)
    low, _, high = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else (values[0],) * 3
    return {"median": statistics.median(values), "low": low, "high": high, "min": values[0], "max": values[-1], "rounds": len(values)}


def ratio(ours, theirs, which=CPU):
    """Of each round its own ratio, for both ran next to each other; median and spread of those."""
    return figures([(a[which] / b[which],) for a, b in zip(ours, theirs)], 0)


def shown(figure, form="%.2f", scale=1):
    """"median (quartile to quartile)"."""
    return "%s (%s to %s)" % tuple(form % (figure[key] * scale) for key in ("median", "low", "high"))


class Bench:
    def __init__(self, build, count, quick):
        self.build, self.count, self.quick = os.path.abspath(build), count, quick
        self.sumlint = os.path.join(self.build, "sumlint")
        # Not below the build folder, which .gitignore leaves out.
        self.data = os.path.join(tempfile.gettempdir(), "sumlint-bench-%d" % os.getuid())
        self.output = []
        os.environ["XDG_CACHE_HOME"] = os.path.join(self.data, "cache")
        os.environ.pop("SUMLINT_NO_CACHE", None)
        os.makedirs(self.data, exist_ok=True)

    def tool(self, name):
        return os.path.join(self.build, "bench", name)

    def check(self, *options):
        return [self.sumlint, "check", "--silent", *options]

    def documents(self, name, count, *options):
        """A folder with that many documents, and a file that lists them."""
        folder = os.path.join(self.data, name)
        done = os.path.join(folder, ".done")
        if not os.path.exists(done):
            subprocess.check_call([sys.executable, os.path.join(TOP, "bench", "generate.py"), folder, str(count), *options])
            open(done, "w").close()
        listing = os.path.join(folder, ".list")
        with open(listing, "w") as out:
            for path, folders, files in os.walk(folder):
                folders.sort()
                for file in sorted(files):
                    if file.endswith((".md", ".txt")):
                        out.write(os.path.join(path, file) + "\n")
        return folder, listing

    def against_floor(self, name, count, *options, rounds_count=None):
        """As many processes read as sumlint has workers."""
        folder, listing = self.documents(name, count, *options)
        return rounds({"floor": ([self.tool("floor"), listing, str(len(os.sched_getaffinity(0)))], None), "sumlint": (self.check("."), folder)}, rounds_count or self.count)

    def peaks(self, command, cwd):
        """KiB at the peak: of the command's own process, of the largest one it started, of all together; and wall seconds."""
        _, wall, errors = run([self.tool("peak"), *command], cwd)
        host, started, together = (int(word) for word in errors.split()[-4:-1])
        return host, started, together, wall

    def say(self, record, text):
        self.output.append(record)
        print(text, flush=True)
