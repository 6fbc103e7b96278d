# SPDX-License-Identifier: Apache-2.0
"""What a run costs by number and size of documents, vocabulary, rules and workers, and what a start costs."""
import os
import shutil
import subprocess

from measure import CPU, TOP, WALL, figures, median, ratio, rounds, shown


def per_second(count, results):
    """What bench/graph draws."""
    return {"documents_per_second": figures(results, WALL, lambda seconds: count / seconds),
            "documents_per_cpu_second": figures(results, CPU, lambda seconds: count / seconds)}


def documents(bench):
    for count in [1000, 10000] if bench.quick else [1000, 10000, 100000]:
        results = bench.against_floor("docs-%d" % count, count)
        ours = figures(results["sumlint"], CPU, lambda seconds: seconds / count * 1e6)
        floor = figures(results["floor"], CPU, lambda seconds: seconds / count * 1e6)
        times, wall = ratio(results["sumlint"], results["floor"]), ratio(results["sumlint"], results["floor"], WALL)
        speed = per_second(count, results["sumlint"])
        bench.say({"bench": "documents", "documents": count, "floor_us": floor, "sumlint_us": ours, "ratio": times, "ratio_wall": wall, **speed},
                  "documents %7d x 2 KB: us of CPU time a document: floor %s, sumlint %s: %s times the floor, %s by wall time; %.0f documents/s"
                  % (count, shown(floor), shown(ours), shown(times), shown(wall), speed["documents_per_second"]["median"]))


def size(bench):
    sizes = [(1024, 10000), (10240, 2000), (102400, 200), (1 << 20, 20), (10 << 20, 2)] + ([] if bench.quick else [(100 << 20, 1)])
    for size, count in sizes:
        results = bench.against_floor("size-%d" % size, count, "--bytes", str(size), rounds_count=3 if size > 1 << 20 else None)
        total = sum(os.path.getsize(line.strip()) for line in open(os.path.join(bench.data, "size-%d" % size, ".list")))
        ours = figures(results["sumlint"], CPU, lambda seconds: seconds / total * 1e9)
        times = ratio(results["sumlint"], results["floor"])
        bench.say({"bench": "size", "bytes": size, "documents": count, "ns_per_byte": ours, "ratio": times,
                   **per_second(count, results["sumlint"])},
                  "size %9d bytes x %5d: %s ns of CPU time a byte, %s times the floor" % (size, count, shown(ours), shown(times)))


def vocabulary(bench):
    count = 10000
    # Written anew: how the kernel keeps a file depends on how it came to it.
    shutil.rmtree(os.path.join(os.environ["XDG_CACHE_HOME"], "sumlint"), ignore_errors=True)
    for terms in [100, 1000, 10000, 100000]:
        folder, listing = bench.documents("vocabulary-%d" % terms, count, "--vocabulary", str(terms), "--defects", "0")
        one = open(listing).readline().strip()
        results = rounds({"all": (bench.check("."), folder), "one": (bench.check(one), folder), "cold": (bench.check("--no-cache", one), folder),
                          "lines": ([bench.tool("lines"), "topics.yaml"], folder), "no lines": ([bench.tool("lines"), "/dev/null"], folder)},
                         bench.count)
        # Two rounds in a row differ by more than reading a small file takes: medians, not rounds, are subtracted.
        lines = median(results["lines"]) - median(results["no lines"])
        load, cold = figures(results["one"]), figures(results["cold"])
        start = median(results["one"])
        each = figures(results["all"], CPU, lambda seconds: (seconds - start) / count * 1e6)
        bench.say({"bench": "vocabulary", "terms": terms, "warm_s": load, "cold_s": cold, "lines_s": lines, "document_us": each,
                   **per_second(count, results["all"])},
                  "vocabulary %6d terms: ms of CPU time to start: %s with a warm cache, %s without (to read the file line by line %.2f); "
                  "then %s us a document" % (terms, shown(load, scale=1e3), shown(cold, scale=1e3), lines * 1e3, shown(each)))


def rules(bench):
    count = 10000
    folder, _ = bench.documents("docs-%d" % count, count)
    names = subprocess.run([bench.sumlint, "rules", "--format", "names"], capture_output=True, text=True, check=True).stdout.split()
    ids = [name for name in names if "/" in name and not name.startswith("core/")]
    # --select takes a rule also where its default is off.
    ids.sort(key=lambda id: id != "sections/required")
    numbers = [number for number in (1, 2, 4, 8, 16) if number < len(ids)] + [len(ids)]
    results = rounds({number: (bench.check("--select", ",".join(ids[:number]), "."), folder) for number in numbers}, bench.count)
    for number in numbers:
        each = figures(results[number], CPU, lambda seconds: seconds / count * 1e6)
        speed = per_second(count, results[number])
        bench.say({"bench": "rules", "rules": number, "document_us": each, **speed},
                  "rules %3d: %s us of CPU time a document; %.0f documents/s" % (number, shown(each), speed["documents_per_second"]["median"]))


def workers(bench):
    count = 10000 if bench.quick else 100000
    folder, _ = bench.documents("docs-%d" % count, count)
    numbers = sorted({1, 2, os.cpu_count() or 2, (os.cpu_count() or 2) // 2 or 1})
    results = rounds({number: (bench.check("--jobs", str(number), "."), folder) for number in numbers}, bench.count)
    for number in numbers:
        speed = per_second(count, results[number])
        gain = ratio(results[1], results[number], WALL)
        cpu = ratio(results[number], results[1], CPU)
        bench.say({"bench": "workers", "workers": number, "documents": count, "wall_s": figures(results[number], WALL),
                   "cpu_s": figures(results[number], CPU), **speed, "times_as_fast_as_one": gain},
                  "workers %2d on %d documents: %s s of wall time, %s times as fast as one, for %s times the CPU time; %.0f documents/s"
                  % (number, count, shown(figures(results[number], WALL)), shown(gain), shown(cpu), speed["documents_per_second"]["median"]))


def memory(bench):
    # Fewer documents are done before anybody has looked.
    for count in [10000] if bench.quick else [10000, 100000]:
        folder, _ = bench.documents("docs-%d" % count, count)
        host, worker, together, _ = bench.peaks(bench.check("."), folder)
        bench.say({"bench": "memory", "documents": count, "host_kib": host, "worker_kib": worker, "together_kib": together},
                  "memory %7d documents: at the peak %d KiB in the main process, %d in a worker, %d in all of them (shared pages once)"
                  % (count, host, worker, together))


def own_vocabularies(bench, document):
    """A folder with the built-in vocabularies as a desk's own, which no build has compiled."""
    own = os.path.join(bench.data, "own")
    os.makedirs(own, exist_ok=True)
    for name in ("topics", "audience", "publishers"):
        shutil.copy(os.path.join(TOP, "rules", "vocabularies", name + ".yaml"), own)
    shutil.copy(document, os.path.join(own, "one.md"))
    with open(os.path.join(own, ".sumlint.yaml"), "w") as out:
        out.write("extends: summary\nvocabularies: { topics: topics.yaml, audience: audience.yaml, publishers: publishers.yaml }\n")
    return own


def start(bench):
    folder, listing = bench.documents("docs-1000", 1000)
    one = open(listing).readline().strip()
    own = own_vocabularies(bench, one)
    forks = 1000
    results = rounds({"grep": (["grep", "-c", "a", one], None), "true": (["/bin/true"], None), "forks": ([bench.tool("fork"), str(forks)], None),
                      "no fork": ([bench.tool("fork"), "0"], None), "version": ([bench.sumlint, "--version"], None),
                      "built-in": (bench.check(one), folder), "own, warm": (bench.check("one.md"), own),
                      "own, no cache": (bench.check("--no-cache", "one.md"), own)}, 20 if bench.quick else 60)
    fork = (median(results["forks"]) - median(results["no fork"])) / forks
    goal = 1.5 * median(results["grep"]) + fork
    times = figures([(r[CPU] / goal,) for r in results["built-in"]])
    bench.say({"bench": "start", "fork_s": fork, "times_the_goal": times,
               **{name: {"cpu_s": figures(result), "wall_s": figures(result, WALL)} for name, result in results.items()}},
              "start on one document, ms of CPU time (of wall time):\n"
              + "".join("  %-14s %s (%s)\n" % (name, shown(figures(result), scale=1e3), shown(figures(result, WALL), scale=1e3))
                        for name, result in results.items() if name not in ("forks", "no fork"))
              + "  a fork         %.3f\n  built-in is %s times 1.5 grep and a fork (%.2f ms)" % (fork * 1e3, shown(times), goal * 1e3))
