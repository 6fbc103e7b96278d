#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the archive that docs/adopting.md takes over: COUNT documents, a hundred a year, with the faults that grow in an archive.

usage: old_desk.py COUNT
"""
import os
import sys

TOPICS = ["Letterpress", "Bookbinding", "Paper Conservation", "Cataloguing", "Reading Rooms", "Preservation", "Metadata", "Digitization"]
READERS = ["Librarian", "Archivist", "Data Engineer"]
SUBJECTS = ["catalogue", "reading room", "bindery", "map collection", "newspaper store", "photograph archive", "music library", "seed bank"]
ACTS = ["opened", "moved", "counted again", "repaired", "lent out", "photographed", "closed for a year"]

TEXT = """# How a {subject} was {act}{stop}

## {summary}

{prose}

## {takeaway}

Let those who find a mistake mend it.

## Key insights

Most of the mistakes had been known for years to somebody who could not write.

## Principles

- Open the table to all.
- Keep what was there before.

## In practice

- Write down who changed what.

## Topics

{topics}
{readers}
Editorial summary, takeaway, and {curation} by AIssential. Original article published by {publisher}.
"""

LONG = """For years only one person could say what was where. This piece tells how that knowledge came to be written down, which parts of the move went
wrong at first, and why the old lists were kept for a year after nobody had asked for them."""
SHORT = "Somebody wrote down what was where."


def document(n):
    topics = [TOPICS[(n + k * (1 + n % 3)) % len(TOPICS)] for k in range(3)]
    if n % 90 == 7:
        topics[0] = "Bookbindng" if "Bookbinding" not in topics else "Leterpress"
    if n % 60 == 11:
        topics[1] = "Metadata records"
    return TEXT.format(
        subject=SUBJECTS[n % len(SUBJECTS)], act=ACTS[n % len(ACTS)], stop="." if n % 7 == 3 else "", summary="Summary",
        prose=SHORT if n % 11 == 5 else LONG, takeaway="Key takeway" if n % 40 == 9 else "Key takeaway",
        topics="".join("- %s\n" % topic for topic in dict.fromkeys(topics)),
        readers="" if n % 50 == 13 else "**Best for:** %s\n" % ", ".join(READERS[: 1 + n % 3]) + "\n",
        curation="curating" if n % 30 == 17 else "curation", publisher="ACM Queue")


for n in range(int(sys.argv[1])):
    folder = "archive/%d" % (1976 + n // 100)
    os.makedirs(folder, exist_ok=True)
    with open("%s/%04d.md" % (folder, n), "w", encoding="utf-8") as file:
        file.write(document(n))
