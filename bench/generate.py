#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes summary documents for the benchmarks: the same seed gives the same bytes.

usage: generate.py FOLDER COUNT [--bytes N] [--seed N] [--vocabulary TERMS] [--defects PERCENT] [--syntax both|markdown|text]

FOLDER gets COUNT documents, 1,000 to a sub-folder, every second one in Markdown (or all, or none), and a .sumlint.yaml. With --vocabulary
a vocabulary of that many terms is written beside them and the topics come from it; else from the built-in one.
"""
import argparse
import os
import random

WORDS = """a about after again against all also always an and any are as ask at back be because been before began below best better
between both build but by call can change code come could data day design desk do does done draft each early edit even every example
fact few field file find first fix follow for form found from full gave get give go good group grow had half hand has have head help
her here high hold how if in into is it its just keep kind know large last late lead learn left less let life light line list little
live long look made make many may mean method might model more most move much must name near need never new next no not note now of
off often old on one only open or order other our out over own page paper part people place plan point present press print proof put
quite reach read real result right room rule run same say see seem sense sent set shape share she short should show side simple since
small so some soon source space start state step still story study such system take talk team tell test text than that the their them
then there these they thing think this those three time title to told too took tool toward true try turn two type under until up use
value very view voice want was way we week well went were what when where which while who why will with word work world would write
year yet you your""".split()

TOPICS = ["Open Science", "Machine Learning", "Career Development", "Post-training Techniques", "AI Research Ecosystem", "Olmo Models",
          "Public Scientists"]
ROLES = ["AI Scientist", "Research Scientist", "Director of AI/ML"]


def sentence(rng, words):
    chosen = rng.choices(WORDS, k=words)
    chosen[0] = chosen[0].capitalize()
    return " ".join(chosen) + "."


def prose(rng, words):
    out = []
    while words > 0:
        size = min(words, rng.randint(8, 20))
        out.append(sentence(rng, size))
        words -= size
    return " ".join(out)


def document(rng, markdown, topics, size, defect):
    """The parts, filled so that the document has about `size` bytes; long ones get more paragraphs in Key insights."""
    head = "## " if markdown else ""
    gap = "\n\n" if markdown else "\n"
    title = " ".join(rng.choices(WORDS, k=rng.randint(3, 9))).capitalize()
    chosen = rng.sample(topics, k=min(5, len(topics)))
    if defect:
        chosen[-1] = chosen[-1] + "x" * rng.randint(1, 2)
    fixed = 900
    insight = max(20, (size - fixed - 700) // 5)
    parts = [("# " if markdown else "") + title]

    def section(name, body):
        parts.append(head + name + gap + body)

    section("Summary", prose(rng, 120))
    section("Key takeaway", prose(rng, 40))
    if insight < 2000:
        section("Key insights", prose(rng, insight))
    else:
        section("Key insights", gap.join(prose(rng, 150) for _ in range(insight // 150)))
    section("Principles", "\n".join("- " + sentence(rng, 6) for _ in range(3)))
    section("In practice", "\n".join("- " + sentence(rng, 7) for _ in range(3)))
    section("Topics", "\n".join("- " + topic for topic in chosen))
    parts.append(("**Best for:** " if markdown else "Best for: ") + ", ".join(rng.sample(ROLES, k=2)))
    if not markdown:
        parts.append("Related on AIssential")
    parts.append("Editorial summary, takeaway, and curation by AIssential. Original article published by Interconnects AI.")
    return gap.join(parts) + "\n"


def vocabulary(path, count):
    topics = ["%s %s %s %d" % (WORDS[i % 97].capitalize(), WORDS[(i * 7) % 211].capitalize(), WORDS[(i * 13) % 151].capitalize(), i)
              for i in range(count)]
    with open(path, "w", encoding="utf-8") as out:
        out.write("title: Topics\nterms:\n")
        for i, topic in enumerate(topics):
            out.write("  - prefLabel: %s\n    altLabels: [%s alt, %s other]\n" % (topic, topic, topic))
            if i:
                out.write("    broader: %s\n" % topics[i // 2])
    return topics


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("count", type=int)
    parser.add_argument("--bytes", type=int, default=2048)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--vocabulary", type=int, default=0)
    parser.add_argument("--defects", type=float, default=2.0)
    parser.add_argument("--syntax", choices=["both", "markdown", "text"], default="both")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    os.makedirs(args.folder, exist_ok=True)
    config = "extends: summary\n"
    topics = TOPICS
    if args.vocabulary:
        topics = vocabulary(os.path.join(args.folder, "topics.yaml"), args.vocabulary)
        config += "vocabularies: { topics: topics.yaml }\n"
    if args.bytes > 4096:
        config += "rules: { sections/length: off }\n"
    with open(os.path.join(args.folder, ".sumlint.yaml"), "w", encoding="utf-8") as out:
        out.write(config)
    for i in range(args.count):
        folder = os.path.join(args.folder, "%05d" % (i // 1000))
        if i % 1000 == 0:
            os.makedirs(folder, exist_ok=True)
        markdown = i % 2 == 0 if args.syntax == "both" else args.syntax == "markdown"
        defect = rng.random() * 100 < args.defects
        with open(os.path.join(folder, "%06d.%s" % (i, "md" if markdown else "txt")), "w", encoding="utf-8") as out:
            out.write(document(rng, markdown, topics, args.bytes, defect))


main()
