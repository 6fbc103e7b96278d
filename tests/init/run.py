#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs `sumlint init` in folders of all kinds.

usage: run.py SUMLINT
"""
import glob
import os
import random
import re
import subprocess
import sys
import tempfile
import unittest

SUMLINT = os.path.abspath(sys.argv[1])
PARTS = {
    "Summary": "A ship sailed, and this text says where it went and what it met on the way.",
    "Key takeaway": "Look where you sail.",
    "Key insights": "Reefs are marked.",
    "Principles": "- Look first.\n- Sail then.",
    "In practice": "- Buy a chart.",
}


def document(title, topics=("Observability", "Databases", "Linux"), audience="Data Engineer", extra="", leave=(), curator="AIssential"):
    text = "# %s\n" % title
    for name, body in PARTS.items():
        if name not in leave:
            text += "\n## %s\n\n%s\n" % (name, body)
    if "Topics" not in leave:
        text += "\n## Topics\n\n" + "".join("- %s\n" % t for t in topics)
    return text + extra + "\n**Best for:** %s\n\nEditorial summary, takeaway, and curation by %s. Original article published by ACM Queue.\n" % (audience, curator)


class Init(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = os.path.realpath(self.temporary.name)

    def tearDown(self):
        self.temporary.cleanup()

    def write(self, name, text="# Nothing of interest\n"):
        path = os.path.join(os.fsencode(self.folder), name if isinstance(name, bytes) else os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(text.encode("utf-8"))

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as source:
            return source.read()

    def there(self, name):
        return os.path.lexists(os.path.join(self.folder, name))

    def run_it(self, *arguments, status=0):
        done = subprocess.run([SUMLINT, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, status, (arguments, done.stdout, done.stderr))
        return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")

    def init(self, *arguments, status=0):
        return self.run_it("init", *arguments, status=status)

    def patterns(self, key):
        """Of `documents:` (their files) or `ignore:` in the config, as written."""
        config = self.read(".sumlint.yaml")
        found = re.search(r"^%s:\n((?: .*\n)*)" % key, config, re.M)
        return re.findall(r'- "(.*)"', found.group(1)) if found else []

    def shows(self, name):
        return self.run_it("config", "show", name)[0]

    def everything(self):
        return {os.path.relpath(os.path.join(path, n), self.folder) for path, _, names in os.walk(self.folder) for n in names}

    # ---- the starter ----

    def test_empty_folder(self):
        out, _ = self.init()
        self.assertIn("starter for any folder", out)
        self.assertIn("Wrote .sumlint.yaml.", out)
        self.assertIn("sumlint check\n", out)
        self.assertIn("type: summary", self.shows("a.md"))
        self.assertIn("`ignore` leaves this file out", self.shows("README.md"))

    def test_no_documents(self):
        self.write("README.md")
        out, _ = self.init()
        self.assertIn("Looked at 1 file: none is a summary document", out)
        self.assertIn("# vocabularies:", self.read(".sumlint.yaml"))

    def test_is_not_replaced(self):
        self.write(".sumlint.yaml", "rules: {}\n")
        _, err = self.init(status=2)
        self.assertIn(".sumlint.yaml is there already: say --force", err)
        self.assertEqual(self.read(".sumlint.yaml"), "rules: {}\n")
        self.init("--force")
        self.assertIn("extends: summary", self.read(".sumlint.yaml"))

    def test_broken_config_is_replaced(self):
        self.write(".sumlint.yaml", "rules: [\n")
        self.init("--force")
        self.shows("a.md")

    def test_dry_run(self):
        self.write("a.md", document("A"))
        before = self.everything()
        out, err = self.init("--dry-run")
        self.assertEqual(self.everything(), before)
        self.assertIn("Would write .sumlint.yaml.", err)
        self.init()
        self.assertEqual(out, self.read(".sumlint.yaml"))
        self.assertEqual(self.init("--dry-run")[0], out)

    def test_dry_run_of_several(self):
        self.write("a.md", document("A"))
        out, err = self.init("-n", "--vocabularies", "--baseline")
        for name in ("vocabularies/topics.yaml", "vocabularies/audience.yaml", ".sumlint.yaml"):
            self.assertIn("# ---- %s ----\n" % name, out)
        self.assertIn("Would write .sumlint-baseline.json.", err)
        self.assertEqual(self.everything(), {"a.md"})

    def test_usage(self):
        self.write("a.md")
        for arguments in (["no-such-folder"], ["a.md"], ["a", "b"], ["--no-such"]):
            self.assertIn("sumlint: error: ", self.init(*arguments, status=2)[1])
        self.assertFalse(self.there(".sumlint.yaml"))

    # ---- folders ----

    def test_finds_the_folder(self):
        for name in ("summaries/2024/a.md", "summaries/2025/b.md", "summaries/c.txt"):
            self.write(name, document(name))
        self.write("README.md")
        self.write("docs/a.md")
        self.write("docs/deep/b.txt")
        self.write("summaries/index.md")
        self.write("code.c", "int x;\n")
        out, _ = self.init()
        self.assertEqual(self.patterns("documents"), ["summaries/**/*.md", "summaries/**/*.txt"])
        self.assertEqual(self.patterns("ignore"), ["/README.md", "/docs/", "summaries/index.md"])
        self.assertIn("Looked at 7 files: 3 are documents.", out)
        self.assertIn("sumlint config show summaries/2024/a.md", out)
        for name in ("summaries/2024/a.md", "summaries/c.txt", "summaries/later/new.md"):
            self.assertIn("type: summary", self.shows(name))
        for name in ("README.md", "docs/a.md", "summaries/index.md"):
            self.assertNotIn("type:", self.shows(name))
        self.assertNotIn("index.md", self.run_it("check", "--fail-on", "never")[0])

    def test_where_they_are(self):
        self.write("content/summaries/a.md", document("A"))
        self.write("content/blog/b.md")
        self.init()
        self.assertEqual(self.patterns("documents"), ["content/summaries/**/*.md"])
        self.assertEqual(self.patterns("ignore"), ["content/blog/"])

    def test_in_the_folder_itself(self):
        self.write("a.md", document("A"))
        self.write("README.md")
        self.write("sub/README.md")
        self.write("sub/b.md", document("B"))
        self.init()
        self.assertEqual(self.patterns("documents"), ["/*.md", "sub/**/*.md"])
        self.assertEqual(self.patterns("ignore"), ["/README.md", "sub/README.md"])
        self.assertNotIn("README", self.run_it("check", "--fail-on", "never")[0])

    def test_a_name_is_not_ignored_elsewhere(self):
        self.write("docs/readme.md")
        self.write("summaries/docs/a.md", document("A"))
        self.init()
        self.assertIn("type: summary", self.shows("summaries/docs/a.md"))

    def test_scattered(self):
        for i in range(5):
            self.write("packages/p%d/summaries/a.md" % i, document("A"))
            self.write("packages/p%d/README.md" % i)
            self.write("packages/p%d/CHANGELOG.md" % i)
        self.init()
        self.assertEqual(self.patterns("documents"), ["packages/p%d/summaries/**/*.md" % i for i in range(5)])

    def test_languages(self):
        for language in ("de", "en", "fr"):
            self.write("texts/%s/a.md" % language, document("A"))
        self.init()
        self.assertEqual(self.patterns("documents"), ["texts/**/*.md"])

    def test_gitignore(self):
        self.write(".gitignore", "build/\n")
        self.write("a/a.md", document("A"))
        self.write("build/a.md", document("A"))
        out, _ = self.init()
        self.assertIn("Looked at 1 file: 1 is a document.", out)
        self.assertEqual(self.patterns("documents"), ["a/**/*.md"])

    def test_names_that_are_special(self):
        for name in ("a[1]/{x,y}/!z.md", "b*c/?.md", "d\\e/f.md", "!g/h i.md", "#j/'k'.md", 'l"m/n: o.md', "p\nq/r.md", "\u00e9/\u00fc.md"):
            self.write(name, document("A"))
            self.write(os.path.join(os.path.dirname(name), "other [x].md"))
        self.write(b"bad\xff/a.md", document("A"))
        self.write(b"bad\xff/b.md")
        self.init()
        out, _ = self.run_it("check", "--fail-on", "never", "--select", "title,attribution,sections")
        self.assertNotIn("other", out)
        self.assertEqual(len(self.patterns("documents")), 9)
        self.assertIn("type: summary", self.shows("a[1]/{x,y}/!z.md"))
        self.assertIn("`ignore` leaves this file out", self.shows("a[1]/{x,y}/other [x].md"))

    def test_other_folder(self):
        self.write("desk one/texts/a.md", document("A"))
        out, _ = self.init("./desk one/")
        self.assertTrue(self.there("desk one/.sumlint.yaml"))
        self.assertIn("sumlint check 'desk one'\n", out)
        self.assertIn("sumlint config show 'desk one/texts/a.md'\n", out)
        self.assertIn("type: summary", self.shows("desk one/texts/a.md"))

    def test_many_others(self):
        self.write("texts/a.md", document("A"))
        for i in range(60):
            self.write("other%d.md" % i)
        self.init()
        self.assertEqual(len(self.patterns("ignore")), 20)
        self.assertIn("# and 40 more, which no pattern above takes", self.read(".sumlint.yaml"))

    def test_half_is_enough(self):
        self.write("a/half.md", document("A", leave=("Summary", "Principles", "In practice", "Topics")))
        self.write("b/less.md", document("A", leave=("Summary", "Principles", "In practice", "Topics", "Key insights")))
        self.init()
        self.assertEqual(self.patterns("documents"), ["a/**/*.md"])

    def test_text_and_front_matter(self):
        self.write("a/a.txt", document("A").replace("# ", "").replace("#", "").replace("**", ""))
        self.write("b/b.md", "---\ntitle: B\nsummary: Text.\nkey-takeaway: Text.\nkey insights: Text.\nprinciples: [A, B]\ntopics: [Linux]\n---\n")
        self.init()
        self.assertEqual(self.patterns("documents"), ["a/**/*.txt", "b/**/*.md"])

    def test_what_cannot_be_read(self):
        self.write("a.md", document("A"))
        with open(os.path.join(self.folder, "bytes.md"), "wb") as out:
            out.write(b"\xff\xfe\x00")
        self.write("front.md", "---\na: [\n---\n")
        self.init()
        self.assertEqual(self.patterns("ignore"), ["/bytes.md", "/front.md"])

    # ---- vocabularies ----

    def test_vocabularies(self):
        self.write("a.md", document("A", ("LLMs", "Home gardening", "Databses", "null"), "Data Engineer, Chief Gardener"))
        self.write("b.md", document("B", ("Large language models.", "Home Gardening", "C++: \"x\" #1, y"), "data engineer"))
        self.write("c.md", document("C", ("LLM", "Home Gardening", "Observability, Linux", "Kubernetes")))
        out, _ = self.init("--vocabularies")
        topics, audience = self.read("vocabularies/topics.yaml"), self.read("vocabularies/audience.yaml")
        labels = re.findall(r"^  - (?:prefLabel: )?(.*?)(?:    #.*)?$", topics, re.M)
        self.assertEqual(labels[:2], ["Home Gardening", "Large Language Models"])
        self.assertRegex(topics, r"prefLabel: Large Language Models    # 3\n    altLabels: \[.*LLMs.*\]")
        self.assertIn('  - "C++: \\"x\\" #1, y"', topics)
        self.assertIn('  - "null"', topics)
        self.assertIn('# - Databses    # 1 time: or is it "Databases"?', topics)
        self.assertIn("# - Observability, Linux    # 1 time: several terms in one", topics)
        self.assertIn("- prefLabel: Databases    # 0", topics)
        self.assertIn("- Chief Gardener    # 1", audience)
        self.assertIn("prefLabel: Data Engineer    # 3", audience)
        self.assertIn("topics: vocabularies/topics.yaml", self.shows("a.md"))
        self.assertIn("publishers: ", self.shows("a.md"))
        self.assertIn("Wrote vocabularies/topics.yaml (", out)
        problems, _ = self.run_it("check", "--select", "topics/unknown,audience/unknown", status=1)
        self.assertEqual(re.findall(r"error: (“.*?”)", problems), ["“Databses”"])

    def test_what_is_rare_beside_what_is_usual(self):
        for i in range(40):
            usual = "Letterpress" if i else "Leterpress"
            self.write("%d.md" % i, document("A", (usual, "Zinc Etching", "Zinc Etchings" if i % 2 else "Linux"), "Librarian"))
        self.init("--vocabularies")
        topics = self.read("vocabularies/topics.yaml")
        self.assertIn('# - Leterpress    # 1 time: or is it "Letterpress"?', topics)
        for term in ("Letterpress    # 39", "Zinc Etching    # 40", "Zinc Etchings    # 20"):
            self.assertIn("  - " + term, topics)
        self.assertIn("“Leterpress” is no topic of the vocabulary: did you mean “Letterpress”?", self.run_it("check", "--select", "topics", status=1)[0])

    def test_deprecated_terms_bring_their_replacements(self):
        self.write("desk/a.md", document("A"))
        starter = re.search(r"topics: (\S+)", self.run_it("config", "show", "--no-config", "x.md")[0]).group(1)
        text = self.read(starter)
        found = re.search(r"prefLabel: (.+)\n(?:    (?!replacedBy).*\n)*    replacedBy: (.+)", text)
        if not found:
            self.skipTest("the starter has none")
        self.write("desk/a.md", document("A", (found.group(1), "Linux", "Databases")))
        self.init("--vocabularies")
        topics = self.read("vocabularies/topics.yaml")
        self.assertRegex(topics, r"prefLabel: %s .*\n(?:    .*\n)*    deprecated: true\n    replacedBy: %s" % (re.escape(found.group(1)), re.escape(found.group(2))))
        self.shows("desk/a.md")

    def test_no_terms_no_vocabulary(self):
        self.write("a.md", document("A", leave=("Topics",)))
        self.init("--vocabularies")
        self.assertFalse(self.there("vocabularies/topics.yaml"))
        self.assertTrue(self.there("vocabularies/audience.yaml"))
        self.assertNotIn("topics: vocabularies", self.read(".sumlint.yaml"))

    def test_no_documents_no_vocabularies(self):
        out, _ = self.init("--vocabularies")
        self.assertIn("No vocabulary 'topics' was made: ", out)
        self.assertIn("No vocabulary 'audience' was made: ", out)
        self.assertEqual(self.everything(), {".sumlint.yaml"})
        self.assertFalse(self.there("vocabularies"))

    # ---- baseline ----

    def test_baseline(self):
        self.write("a.md", document("A.", ("Gardning", "Linux", "Databases")))
        out, err = self.init("--baseline")
        self.assertRegex(out, r"Wrote .sumlint-baseline.json \([1-9]\d* known problems\)")
        self.assertIn("sumlint check --baseline .sumlint-baseline.json", out)
        self.assertEqual(err, "")
        self.assertEqual(self.run_it("check", "--baseline", ".sumlint-baseline.json"), ("", ""))
        self.run_it("check", status=1)

    def test_baseline_elsewhere(self):
        self.write("desk/a.md", document("A."))
        self.init("desk", "--baseline")
        self.assertEqual(self.run_it("check", "--baseline", "desk/.sumlint-baseline.json", "desk")[0], "")

    # ---- all or nothing ----

    def test_all_or_nothing(self):
        self.write("a.md", document("A"))
        self.write("vocabularies/audience.yaml", "terms: []\n")
        before = self.everything()
        _, err = self.init("--vocabularies", status=2)
        self.assertIn("vocabularies/audience.yaml is there already", err)
        self.assertEqual(self.everything(), before)

    def test_folder_that_is_a_file(self):
        self.write("a.md", document("A"))
        self.write("vocabularies", "no folder\n")
        before = self.everything()
        _, err = self.init("--vocabularies", status=2)
        self.assertIn("cannot write vocabularies/topics.yaml", err)
        self.assertEqual(self.everything(), before)

    def test_undone_when_the_check_fails(self):
        self.write("a/a.md", document("A"))
        self.write("b/.sumlint.yaml", "rules: [\n")
        self.write("b/b.md", document("B"))
        before = self.everything()
        _, err = self.init("--vocabularies", "--baseline", status=2)
        self.assertIn("nothing was written", err)
        self.assertEqual(self.everything(), before)
        self.assertFalse(self.there("vocabularies"))
        for name in (".sumlint.yaml", "vocabularies/topics.yaml", ".sumlint-baseline.json"):
            self.write(name, "# old\n")
        self.init("--vocabularies", "--baseline", "--force", status=2)
        for name in (".sumlint.yaml", "vocabularies/topics.yaml", ".sumlint-baseline.json"):
            self.assertEqual(self.read(name), "# old\n", name)
        self.assertFalse(self.there("vocabularies/audience.yaml"))

    def test_folder_that_cannot_be_written(self):
        if os.getuid() == 0:
            self.skipTest("root writes anywhere")
        self.write("a.md", document("A"))
        os.chmod(self.folder, 0o555)
        try:
            self.assertIn("cannot write", self.init(status=2)[1])
        finally:
            os.chmod(self.folder, 0o755)

    # ---- types ----

    def test_sections_that_the_type_does_not_know(self):
        for i in range(5):
            self.write("texts/%d.md" % i, document("A", extra="\n## Background\n\nText.\n" if i else ""))
        out, _ = self.init()
        self.assertIn("the sections “Background”", self.read(".sumlint.yaml"))
        self.assertIn("'sumlint init --type --force' makes a type that does", out)

    def test_type_of_summaries(self):
        for i in range(5):
            self.write("texts/%d.md" % i, document("A", extra="\n## Background\n\nText.\n" if i else "", curator="Desk: One"))
        self.init("--type")
        config = self.read(".sumlint.yaml")
        for line in ("section: Summary, kind: prose }    # 5", "section: Principles, kind: list }", "section: Topics, kind: terms, vocabulary: topics }",
                     "section: Background, kind: prose }    # 4", "line: Best for, kind: terms, vocabulary: audience }", 'curator: "Desk: One"',
                     "order: strict", "other-sections: deny", "type: document"):
            self.assertIn(line, config)
        problems, _ = self.run_it("check", status=1)
        self.assertEqual(problems.count("\n"), 1)
        self.assertIn("texts/0.md", problems)
        self.assertIn("“Background” is missing", problems)

    def test_line_that_the_type_does_not_know(self):
        for i in range(5):
            self.write("briefs/%d.md" % i, "# B\n\n## In brief\n\nText.\n\n## Subjects\n\n- A\n- B\n\n**For:** Town Planner, Harbour Master\n")
        self.init("--type")
        self.assertIn("{ line: For, kind: any }    # 5", self.read(".sumlint.yaml"))
        self.assertEqual(self.run_it("check"), ("", ""))

    def test_vocabulary_of_documents_of_a_type_of_its_own(self):
        for i in range(5):
            self.write("briefs/%d.md" % i, "# B\n\n## In brief\n\nText.\n\n## Topics\n\n- Sea Walls\n- Linux\n")
        out, _ = self.init("--type", "--vocabularies")
        self.assertIn("{ section: Topics, kind: terms, vocabulary: topics }", self.read(".sumlint.yaml"))
        self.assertIn("  - Sea Walls    # 5", self.read("vocabularies/topics.yaml"))
        self.assertIn("No vocabulary 'audience' was made", out)
        self.assertEqual(self.run_it("check"), ("", ""))

    def test_type_of_something_else(self):
        for i in range(10):
            questions = "".join("\n### Question\n\nWhat %d?\n" % k for k in range(3))
            self.write("notes/%d.md" % i, "# N%d\n\n## About {guest}\n\nx\n\n## Who\n\n- %d\n- b\n%s\n## %s\n\nText.\n" % (i, i, questions, "End" if i else "Ende"))
        self.write("notes/short.md", "# S\n\n## Who\n")
        self.write("README.md", "# R\n\n## Install\n\ntext\n")
        out, _ = self.init()
        self.assertIn("11 of them have 3 headings in common: 'sumlint init --type --force'", out)
        out, _ = self.init("--type", "--force")
        config = self.read(".sumlint.yaml")
        self.assertEqual(self.patterns("documents"), ["notes/**/*.md"])
        for line in ("section: Who, kind: list, level: 2 }    # 11", "section: Question, kind: prose, level: 3, repeatable: true }    # 10",
                     "section: End, kind: prose, level: 2 }    # 9", "order: strict", "other-sections: allow"):
            self.assertIn(line, config)
        self.assertNotIn("guest", config)
        self.assertNotIn("attribution:", config)
        self.assertIn("type: document", self.shows("notes/1.md"))

    def test_type_in_any_order(self):
        for i in range(6):
            names = ["One", "Two", "Three"]
            random.Random(i).shuffle(names)
            self.write("%d.md" % i, "# T\n" + "".join("\n## %s\n\ntext\n" % n for n in names))
        self.init("--type")
        self.assertIn("order: any", self.read(".sumlint.yaml"))
        self.assertEqual(self.run_it("check")[0], "")

    def test_no_type(self):
        self.write("a.md", "# A\n\n## One\n")
        self.write("b.md", "# B\n\n## Two\n")
        out, _ = self.init("--type")
        self.assertIn("No type was made", out)
        self.assertIn("type: summary", self.shows("a.md"))

    def test_whatever_headings_are_called(self):
        names = ["null", "~", "- a", "a: b", "#1", "\"q\"", "'s'", "[x]", "{y}", "a\\b", "*a*", "%p", "@at", "`c`", "true", "Attribution", "title", "1", "1.5",
                 "é", "😀", "x" * 300, "a, b", "key insights", "Best for", "topics", "&amp;", "a\u202eb", "?", "!", "a  b", "…"]
        for seed in range(12):
            chosen = random.Random(seed).sample(names, 10)
            self.write("%d/a.md" % seed, "# T\n" + "".join("\n## %s\n\n- text\n" % n for n in chosen))
            self.write("%d/b.md" % seed, "# T\n" + "".join("\n## %s\n\ntext\n" % n for n in chosen))
            self.init("--type", "--vocabularies", str(seed))
            self.run_it("config", "show", "%d/a.md" % seed)
            self.run_it("check", "--fail-on", "never", str(seed))

    # ---- for editors ----

    def test_names_the_schema(self):
        self.init()
        first = self.read(".sumlint.yaml").splitlines()[0]
        if "yaml-language-server" in first:
            self.assertTrue(os.path.exists(first.split("$schema=")[1]))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
