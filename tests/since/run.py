#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`sumlint check --since` and `--staged` over real repositories in temporary folders.

usage: run.py SUMLINT [WORD...]    (only the cases whose names hold a word)

Every case is a function; it gets a fresh Repo. Documents are made from lines that each break a rule of their own, so that what is reported shows
which lines were taken for changed.
"""
import os
import shutil
import subprocess
import sys
import tempfile

SUMLINT = os.path.abspath(sys.argv[1])

# Three terms; their lines are 9, 10 and 11.
TOPICS = ["Unheard of A", "Unheard of B", "Unheard of C"]
CONFIG = """extends: summary
types:
  note:
    title: { required: true }
    other-sections: allow
    order: any
    parts:
      - { section: Text, kind: prose, words: { min: 3 }, required: false }
      - { section: Topics, kind: terms, vocabulary: topics, items: { min: 3, max: 5 }, required: true }
      - { section: More, kind: any, required: false }
documents:
  - { files: ["**/*.md", "*.md"], type: note }
"""


def note(topics=TOPICS, text="Some words of text.", title="# A note about notes", end="\n"):
    lines = [title, "", "## Text", "", text, "", "## Topics", ""] + ["- " + t for t in topics]
    return end.join(lines) + end


class Repo:
    def __init__(self, folder, init=True):
        self.root = folder
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") and not k.startswith("SUMLINT_")}
        self.env.update(HOME=folder + "/../home", GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1", LC_ALL="C.UTF-8", GIT_AUTHOR_NAME="desk",
                        GIT_AUTHOR_EMAIL="desk@example.org", GIT_COMMITTER_NAME="desk", GIT_COMMITTER_EMAIL="desk@example.org")
        if init:
            os.makedirs(folder)
            self.git("-c", "init.defaultBranch=main", "init", "-q", ".")
            self.write(".sumlint.yaml", CONFIG)

    def path(self, name):
        return os.path.join(os.fsencode(self.root), os.fsencode(name))

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())

    def git(self, *arguments, check=True, cwd="."):
        done = subprocess.run(["git", *arguments], cwd=self.path(cwd), env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        if check and done.returncode:
            raise AssertionError("git %s: %s" % (arguments, done.stdout.decode("utf-8", "replace")))
        return done.stdout.decode("utf-8", "replace")

    def commit(self, message="a commit"):
        self.git("add", "-A")
        self.git("commit", "-qm", message, "--allow-empty")

    def sumlint(self, *arguments, cwd=".", stdin=None, env=None):
        done = subprocess.run([SUMLINT, "check", *arguments], cwd=self.path(cwd), env={**self.env, **(env or {})}, input=stdin,
                              stdin=None if stdin is not None else subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.status = done.returncode
        self.err = done.stderr.decode("utf-8", "surrogateescape")
        return done.stdout.decode("utf-8", "surrogateescape")

    def found(self, *arguments, **more):
        """{file: set of "line rule"}"""
        out = {}
        text = self.sumlint(*arguments, **more)
        for line in text.split("\n"):
            head, _, rule = line.rpartition(" [")
            if not rule.endswith("]"):
                if line:
                    raise AssertionError("what is %r? %s" % (line, self.err))
                continue
            file, number = head.split(": ")[0].rsplit(":", 2)[:2]
            out.setdefault(file, set()).add("%s %s" % (number, rule[:-1]))
        if self.err:
            raise AssertionError("said: " + self.err)
        return out

    def expect(self, expected, *arguments, **more):
        got = self.found(*arguments, **more)
        if got != expected:
            raise AssertionError("%s\n  expected %s\n  got      %s" % (" ".join(map(str, arguments)), expected, got))
        if self.status != (1 if expected else 0):
            raise AssertionError("exit status %d" % self.status)

    def refuse(self, words, *arguments, **more):
        out = self.sumlint(*arguments, **more)
        if self.status != 2 or out or words not in self.err:
            raise AssertionError("%s: exit %d, said %r, wanted %r, printed %r" % (" ".join(map(str, arguments)), self.status, self.err, words, out))


def topic(*lines):
    return {"%d topics/unknown" % line for line in lines}


CASES = []


def case(function):
    CASES.append(function)
    return function


# ---- which files ------------------------------------------------------------------------------------------------------

@case
def only_changed_lines_are_reported(r):
    r.write("a.md", note())
    r.write("same.md", note())
    r.commit()
    r.write("a.md", note([TOPICS[0], "Another", TOPICS[2]]))
    r.expect({"a.md": topic(10)}, "--since", "HEAD")


@case
def nothing_changed_is_clean(r):
    r.write("a.md", note())
    r.commit()
    r.expect({}, "--since", "HEAD")
    r.expect({}, "--staged")


@case
def commits_index_and_work_tree_count_together(r):
    r.write("a.md", note())
    r.write("b.md", note())
    r.write("c.md", note())
    r.commit()
    r.write("a.md", note(["New"] + TOPICS[1:]))
    r.commit()
    r.write("b.md", note(TOPICS[:1] + ["New"] + TOPICS[2:]))
    r.git("add", "b.md")
    r.write("c.md", note(TOPICS[:2] + ["New"]))
    r.expect({"a.md": topic(9), "b.md": topic(10), "c.md": topic(11)}, "--since", "HEAD~1")
    r.expect({"b.md": topic(10), "c.md": topic(11)}, "--since", "HEAD")


@case
def one_file_changed_in_all_three(r):
    r.write("a.md", note())
    r.commit()
    r.write("a.md", note(["New"] + TOPICS[1:]))
    r.commit()
    r.write("a.md", note(["New", "Newer", TOPICS[2]]))
    r.git("add", "a.md")
    r.write("a.md", note(["New", "Newer", "Newest"]))
    r.expect({"a.md": topic(9, 10, 11)}, "--since", "HEAD~1")
    r.expect({"a.md": topic(10)}, "--staged")


@case
def what_others_did_since_is_not_ours(r):
    r.write("a.md", note())
    r.write("b.md", note())
    r.commit()
    r.git("checkout", "-qb", "topic")
    r.write("a.md", note(["New"] + TOPICS[1:]))
    r.commit()
    r.git("checkout", "-q", "main")
    r.write("b.md", note(["Theirs"] + TOPICS[1:]))
    r.write("a.md", note(TOPICS[:2] + ["Theirs"]))
    r.commit()
    r.git("checkout", "-q", "topic")
    r.expect({"a.md": topic(9)}, "--since", "main")


@case
def untracked_files_count_whole(r):
    r.commit()
    r.write("new.md", note())
    r.write("deep/er/new.md", note())
    r.expect({"new.md": topic(9, 10, 11), "deep/er/new.md": topic(9, 10, 11)}, "--since", "HEAD")
    r.expect({}, "--staged")


@case
def ignored_files_do_not(r):
    r.write(".gitignore", "drafts/\n*.tmp.md\n")
    r.commit()
    r.write("drafts/a.md", note())
    r.write("b.tmp.md", note())
    r.expect({}, "--since", "HEAD")
    r.expect({"drafts/a.md": topic(9, 10, 11), "b.tmp.md": topic(9, 10, 11)}, "--since", "HEAD", "--no-gitignore")


@case
def a_tracked_file_counts_although_it_is_ignored(r):
    r.write("a.md", note())
    r.commit()
    r.write(".gitignore", "*.md\n")
    r.write("a.md", note(["New"] + TOPICS[1:]))
    r.expect({"a.md": topic(9)}, "--since", "HEAD")


@case
def files_that_are_to_be_added_count_whole(r):
    r.commit()
    r.write("a.md", note())
    r.git("add", "-N", "a.md")
    r.expect({"a.md": topic(9, 10, 11)}, "--since", "HEAD")
    r.expect({}, "--staged")


@case
def deleted_files_are_passed_over(r):
    r.write("a.md", note())
    r.write("b.md", note())
    r.commit()
    r.git("rm", "-q", "a.md")
    os.remove(r.path("b.md"))
    r.expect({}, "--since", "HEAD")
    r.expect({}, "--staged")


@case
def what_no_config_takes_is_passed_over_silently(r):
    r.write(".sumlint.yaml", CONFIG + "ignore: [\"old/**\"]\n")
    r.commit()
    r.write("code.c", "int main;\n")
    r.write("old/a.md", note())
    r.expect({}, "--since", "HEAD")
    r.git("add", "-A")
    r.expect({}, "--staged")


@case
def without_a_config_only_documents_are_taken(r):
    os.remove(r.path(".sumlint.yaml"))
    r.commit()
    r.write("code.c", "int main;\n")
    r.write("a.txt", "x\n")
    if set(r.found("--since", "HEAD", "--no-config")) != {"a.txt"}:
        raise AssertionError(r.err)


@case
def a_file_named_minus_is_no_standard_input(r):
    r.write(".sumlint.yaml", CONFIG.replace('"*.md"', '"-"'))
    r.commit()
    r.write("-", note())
    r.expect({"-": topic(9, 10, 11)}, "--since", "HEAD")
    r.git("add", "--", "./-")
    r.expect({"-": topic(9, 10, 11)}, "--staged")


# ---- which lines --------------------------------------------------------------------------------------------------------

@case
def lines_that_only_moved_are_unchanged(r):
    r.write("a.md", note())
    r.commit()
    r.write("a.md", note(text="Some words.\nMore of them.\nAnd more."))
    r.expect({}, "--since", "HEAD")


@case
def a_heading_stands_for_its_part(r):
    r.write("a.md", note(TOPICS[:2] + ["Unheard of D"][:0]))
    r.commit()
    r.write("a.md", note(["New", TOPICS[1]]))
    r.expect({"a.md": topic(9) | {"7 topics/count"}}, "--since", "HEAD")


@case
def a_heading_whose_part_did_not_change_is_silent(r):
    r.write("a.md", note(TOPICS[:2]))
    r.commit()
    r.write("a.md", note(TOPICS[:2], text="Some other words."))
    r.expect({}, "--since", "HEAD")


@case
def deleting_items_touches_their_part(r):
    r.write("a.md", note())
    r.commit()
    r.write("a.md", note(TOPICS[:2]))
    r.expect({"a.md": topic(10) | {"7 topics/count"}}, "--since", "HEAD")


@case
def a_section_that_was_deleted_is_missed(r):
    r.write("a.md", note())
    r.write("b.md", note() + "\n## More\n\nText behind it.\n")
    r.write("c.md", note().replace("\n## Topics", "\n\n\n\n## Topics").replace("- Unheard of C\n", "- Unheard of C\n\n\n\n## More\n\nText.\n"))
    r.commit()
    r.write("a.md", note().split("## Topics")[0])
    r.write("b.md", note().split("## Topics")[0] + "## More\n\nText behind it.\n")
    r.write("c.md", note().split("## Topics")[0] + "\n\n\n\n\n\n## More\n\nText.\n")
    found = r.found("--since", "HEAD")
    for name in ("a.md", "b.md", "c.md"):
        if not any(p.endswith("sections/required") for p in found.get(name, ())):
            raise AssertionError("%s: %s" % (name, found))


@case
def a_section_that_was_missing_before_is_not_news(r):
    text = note().split("## Topics")[0] + "\nMore.\n\n## Other\n\nText.\n"
    r.write("a.md", text)
    r.commit()
    r.write("a.md", text.replace("Some words", "Other words"))
    r.expect({}, "--since", "HEAD")


@case
def the_first_and_the_last_line(r):
    r.write("a.md", "A line in front.\n" + note())
    r.commit()
    r.write("a.md", note() + "- Unheard of D")
    r.expect({"a.md": topic(12)}, "--since", "HEAD")


@case
def line_ends_of_windows(r):
    r.write("a.md", note(end="\r\n"))
    r.commit()
    r.write("a.md", note(["New"] + TOPICS[1:], end="\r\n"))
    r.expect({"a.md": topic(9)}, "--since", "HEAD")
    r.git("add", "a.md")
    r.expect({"a.md": topic(9)}, "--staged")


@case
def line_ends_that_git_converts(r):
    r.git("config", "core.autocrlf", "true")
    r.write("a.md", note(end="\r\n"))
    r.commit()
    r.write("a.md", note(TOPICS[:2] + ["New"], end="\r\n"))
    r.expect({"a.md": topic(11)}, "--since", "HEAD")
    r.git("add", "a.md")
    r.expect({"a.md": topic(11)}, "--staged")


@case
def line_ends_changed_everywhere(r):
    r.write("a.md", note())
    r.commit()
    r.write("a.md", note(end="\r\n"))
    r.expect({"a.md": topic(9, 10, 11)}, "--since", "HEAD")


@case
def lone_carriage_returns(r):
    """git counts line feeds alone; here the first line of git's is nine of ours."""
    head = note(TOPICS[:1]).replace("\n", "\r")
    r.write("a.md", head + "\n- Unheard of B\n- Unheard of C\n")
    r.commit()
    r.write("a.md", head + "\n- Unheard of B\n- New\n")
    got = r.found("--since", "HEAD")
    whole = r.found("a.md")
    last = max(int(p.split()[0]) for p in whole["a.md"])
    if got != {"a.md": topic(last)} or last < 10:
        raise AssertionError("%s of %s" % (got, whole))


@case
def files_that_cannot_be_checked_count_as_a_whole(r):
    r.write("a.md", note().encode() + b"\n\xff\n")
    r.write("b.md", note())
    r.write("c.md", "---\na: [\n---\n" + note())
    r.commit()
    r.write("a.md", note(["New"] + TOPICS[1:]).encode() + b"\n\xff\n")
    r.write("c.md", "---\na: [\n---\n" + note(["New"] + TOPICS[1:]))
    found = r.found("--since", "HEAD")
    if [p.split()[1] for p in found.get("a.md", ())] != ["core/encoding"] or not found.get("c.md"):
        raise AssertionError(found)


@case
def documents_are_diffed_as_text_whatever_attributes_say(r):
    r.write(".gitattributes", "*.md binary diff=odd\n")
    r.git("config", "diff.odd.textconv", "echo nothing #")
    r.git("config", "diff.odd.command", "false")
    r.write("a.md", note())
    r.commit()
    r.write("a.md", note(["New"] + TOPICS[1:]))
    r.expect({"a.md": topic(9)}, "--since", "HEAD")


@case
def content_that_looks_like_a_diff(r):
    r.write("a.md", note())
    r.commit()
    odd = "++ b/b.md\n@@ -1 +1 @@\ndiff --git a/b.md b/b.md\n-- a/b.md"
    r.write("a.md", note([TOPICS[0], "New", TOPICS[2]], text=odd))
    r.expect({"a.md": topic(13)}, "--since", "HEAD", "--select", "topics/unknown")


# ---- what is staged ---------------------------------------------------------------------------------------------------------

@case
def staged_content_is_read_from_git(r):
    r.write("a.md", note())
    r.commit()
    r.write("a.md", note(["Staged"] + TOPICS[1:]))
    r.git("add", "a.md")
    r.write("a.md", "# Nothing of it\n")
    r.expect({"a.md": topic(9)}, "--staged")
    os.remove(r.path("a.md"))
    r.expect({"a.md": topic(9)}, "--staged")


@case
def what_is_not_staged_is_not_checked(r):
    r.write("a.md", note())
    r.commit()
    r.write("a.md", note(["Not staged"] + TOPICS[1:]))
    r.expect({}, "--staged")


@case
def before_the_first_commit(r):
    r.write("a.md", note())
    r.write("b.md", note())
    r.git("add", "a.md")
    r.expect({"a.md": topic(9, 10, 11)}, "--staged")
    r.refuse("'HEAD' is no revision", "--since", "HEAD")


@case
def many_blobs_large_and_empty(r):
    r.commit()
    for i in range(40):
        r.write("n%02d.md" % i, note(text="word " * (i * 3000)))
    r.write("empty.md", "")
    r.git("add", "-A")
    found = r.found("--staged", "--select", "topics/unknown")
    if found != {"n%02d.md" % i: topic(9, 10, 11) for i in range(40)}:
        raise AssertionError(found)
    if "empty.md" not in r.found("--staged"):
        raise AssertionError("nothing of an empty document")


@case
def the_index_that_a_commit_makes(r):
    """In a hook of `git commit FILE` GIT_INDEX_FILE names another index."""
    r.write("a.md", note())
    r.write("b.md", note())
    r.commit()
    r.write("a.md", note(["New"] + TOPICS[1:]))
    r.write("b.md", note(["New"] + TOPICS[1:]))
    r.git("add", "b.md")
    r.write(".git/hooks/pre-commit", "#!/bin/sh\nexec '%s' check --staged >'%s/said' 2>&1\n" % (SUMLINT, r.root))
    os.chmod(r.path(".git/hooks/pre-commit"), 0o755)
    r.git("commit", "-qm", "only a", "a.md", check=False)
    said = open(r.path("said")).read()
    if "a.md:9:" not in said or "b.md" in said:
        raise AssertionError(said)


@case
def a_diff_of_fixes_is_of_what_is_staged(r):
    r.write("vocabulary.yaml", "title: Topics\nterms:\n  - { prefLabel: Open Science, altLabels: [Open research] }\n  - prefLabel: Two\n  - prefLabel: Three\n")
    r.write(".sumlint.yaml", CONFIG + "vocabularies: { topics: vocabulary.yaml }\n")
    r.commit()
    r.write("a.md", note(["Open research", "Two", "Three"]))
    r.git("add", "a.md")
    r.write("a.md", "gone\n")
    out = r.sumlint("--staged", "--diff")
    if "+- Open Science" not in out or r.status != 1 or open(r.path("a.md")).read() != "gone\n":
        raise AssertionError(out + r.err)
    r.refuse("what is staged cannot be rewritten", "--staged", "--fix")


@case
def fixes_shift_lines_and_the_rest_is_still_found(r):
    r.write("vocabulary.yaml", "title: Topics\nterms:\n  - { prefLabel: Open Science, altLabels: [Open research] }\n  - prefLabel: Two\n  - prefLabel: Three\n")
    r.write(".sumlint.yaml", CONFIG + "vocabularies: { topics: vocabulary.yaml }\n")
    r.write("a.md", note(["Open Science", "Open research", "Two", "Unheard of", "Three", "Old stranger"]))
    r.commit()
    r.write("a.md", note(["Open Science", "Open research", "Two", "A stranger", "Three", "Old stranger"]))
    before = r.found("--since", "HEAD", "--select", "topics/unknown")
    after = r.found("--since", "HEAD", "--select", "topics/unknown,topics/duplicate", "--fix", "--unsafe-fixes")
    text = open(r.path("a.md")).read().split("\n")
    line = text.index("- A stranger") + 1
    if before != {"a.md": topic(12)} or after != {"a.md": topic(line)}:
        raise AssertionError("%s, then %s: %s" % (before, after, text))


# ---- names --------------------------------------------------------------------------------------------------------------------

NAMES = ["a b.md", "tab\there.md", "line\nfeed.md", 'quo"te.md', "back\\slash.md", b"not-utf8-\xff\xe4.md", "ümlaut/näme.md", " lead.md", "-dash.md",
         ":(glob)*.md", "*.md", "[a].md", "a => b.md", "b/b.md", "{a}.md", "$(x).md"]


@case
def odd_names(r):
    for name in NAMES:
        r.write(name, note())
    r.commit()
    for name in NAMES:
        r.write(name, note(["New"] + TOPICS[1:]))
    for name in NAMES:
        shown = os.fsdecode(name)
        for arguments in (["--since", "HEAD", "--format", "json"],):
            out = r.sumlint(*arguments, "--", os.fsencode(name))
            if r.status != 1 or out.count('"rule"') != 1 or r.err:
                raise AssertionError("%r: exit %d %s %s" % (shown, r.status, out, r.err))
    out = r.sumlint("--since", "HEAD", "--format", "json")
    if out.count('"rule"') != len(NAMES):
        raise AssertionError(out)
    r.git("add", "-A")
    out = r.sumlint("--staged", "--format", "json")
    if out.count('"rule"') != len(NAMES) or r.err:
        raise AssertionError(out + r.err)


@case
def odd_names_untracked(r):
    r.commit()
    for name in NAMES:
        r.write(name, note())
    out = r.sumlint("--since", "HEAD", "--format", "json")
    if out.count('"rule"') != 3 * len(NAMES) or r.err:
        raise AssertionError(out + r.err)


@case
def a_rename_keeps_its_lines(r):
    r.write("old name.md", note())
    r.commit()
    r.git("mv", "old name.md", "new name.md")
    r.expect({}, "--since", "HEAD")
    r.expect({}, "--staged")
    r.write("new name.md", note(TOPICS[:2] + ["New"]))
    r.git("add", "-A")
    r.expect({"new name.md": topic(11)}, "--since", "HEAD")
    r.expect({"new name.md": topic(11)}, "--staged")
    r.expect({"new name.md": topic(11)}, "--since", "HEAD", "new name.md")
    r.expect({"new name.md": topic(11)}, "--staged", "new name.md")


@case
def a_rename_from_outside_of_the_operands(r):
    r.write("one/a.md", note())
    r.write("two/b.md", note(text="Something else altogether."))
    r.commit()
    r.git("mv", "one/a.md", "two/a.md")
    r.write("two/a.md", note(TOPICS[:2] + ["New"]))
    r.git("add", "-A")
    r.expect({"two/a.md": topic(11)}, "--since", "HEAD", "two")
    r.expect({"a.md": topic(11)}, "--since", "HEAD", cwd="two")


@case
def many_renames_need_several_command_lines(r):
    long = "n" * 200
    for i in range(300):
        r.write("old/%s/%d.md" % (long, i), note(["Number %d" % i] + TOPICS[1:], text="Text %d of its own %d." % (i, i * 7)))
    r.commit()
    r.git("mv", "old", "new")
    for i in range(0, 300, 50):
        r.write("new/%s/%d.md" % (long, i), note(["Number %d" % i, TOPICS[1], "New"], text="Text %d of its own %d." % (i, i * 7)))
    r.git("add", "-A")
    r.expect({"new/%s/%d.md" % (long, i): topic(11) for i in range(0, 300, 50)}, "--since", "HEAD")


@case
def a_changed_mode_changes_no_line(r):
    r.write("a.md", note())
    r.commit()
    os.chmod(r.path("a.md"), 0o755)
    r.expect({}, "--since", "HEAD")
    r.git("add", "a.md")
    r.expect({}, "--staged")


@case
def a_file_that_replaced_a_folder(r):
    r.write("a.md/b.md", note())
    r.commit()
    shutil.rmtree(r.path("a.md"))
    r.write("a.md", note())
    r.git("add", "-A")
    found = r.found("--since", "HEAD")
    if set(found) - {"a.md"} or r.found("--staged") != found:
        raise AssertionError(found)
    r.git("commit", "-qm", "file")
    os.remove(r.path("a.md"))
    r.write("a.md/b.md", note(["New"] + TOPICS[1:]))
    if set(r.found("--since", "HEAD")) != {"a.md/b.md"}:
        raise AssertionError("the folder")


@case
def symbolic_links_are_no_documents(r):
    r.write("a.md", note())
    r.write("was.md", note())
    r.commit()
    os.symlink("a.md", r.path("link.md"))
    os.symlink("nowhere", r.path("dangling.md"))
    os.remove(r.path("was.md"))
    os.symlink("a.md", r.path("was.md"))
    r.expect({}, "--since", "HEAD")
    r.git("add", "-A")
    r.expect({}, "--since", "HEAD")
    r.expect({}, "--staged")
    r.git("commit", "-qm", "links")
    os.remove(r.path("was.md"))
    r.write("was.md", note())
    r.expect({"was.md": topic(9, 10, 11)}, "--since", "HEAD")


@case
def a_target_that_changed_is_reported_by_its_own_name(r):
    r.write("a.md", note())
    os.symlink("a.md", r.path("link.md"))
    r.commit()
    r.write("a.md", note(["New"] + TOPICS[1:]))
    r.expect({"a.md": topic(9)}, "--since", "HEAD")


@case
def submodules_are_passed_over(r):
    other = Repo(r.root + "-other")
    other.write("s.md", note())
    other.commit()
    r.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.root, "sub")
    r.commit()
    r.write("sub/s.md", note(["New"] + TOPICS[1:]))
    r.write("sub/new.md", note())
    r.git("config", "diff.ignoreSubmodules", "none")
    r.git("config", "diff.submodule", "diff")
    r.expect({}, "--since", "HEAD")
    r.git("-c", "user.name=x", "-c", "user.email=x", "commit", "-qam", "in it", cwd="sub")
    r.expect({}, "--since", "HEAD")
    r.git("add", "-A")
    r.expect({}, "--staged")
    r.expect({"s.md": topic(9)}, "--since", "HEAD~1", "s.md", cwd="sub")


@case
def a_repository_within_is_passed_over(r):
    r.commit()
    Repo(r.root + "/inner").write("a.md", note())
    r.expect({}, "--since", "HEAD")


# ---- where it is run ------------------------------------------------------------------------------------------------------------

@case
def from_a_sub_folder(r):
    for name in ("top.md", "one/a.md", "one/two/b.md", "other/c.md"):
        r.write(name, note())
    r.commit()
    for name in ("top.md", "one/a.md", "one/two/b.md", "other/c.md"):
        r.write(name, note(["New"] + TOPICS[1:]))
    r.write("one/new.md", note(["New", "A", "B"]))
    r.write("other/new.md", note())
    mine = {"a.md": topic(9), "two/b.md": topic(9), "new.md": topic(9, 10, 11)}
    r.expect(mine, "--since", "HEAD", cwd="one")
    r.expect({"../other/c.md": topic(9), "../other/new.md": topic(9, 10, 11)}, "--since", "HEAD", "../other", cwd="one")
    r.expect({"../top.md": topic(9)}, "--since", "HEAD", "../top.md", cwd="one")
    r.git("add", "-A")
    r.expect(mine, "--staged", cwd="one")
    r.expect({"../top.md": topic(9), "../one/a.md": topic(9)}, "--staged", "../top.md", "../one/a.md", cwd="other")


@case
def operands_restrict(r):
    for name in ("a.md", "ab.md", "a/x.md", "b/y.md"):
        r.write(name, note())
    r.commit()
    for name in ("a.md", "ab.md", "a/x.md", "b/y.md"):
        r.write(name, note(["New"] + TOPICS[1:]))
    r.expect({"a.md": topic(9)}, "--since", "HEAD", "a.md")
    r.expect({"a/x.md": topic(9)}, "--since", "HEAD", "a")
    r.expect({"a/x.md": topic(9)}, "--since", "HEAD", "./a/")
    r.expect({"a/x.md": topic(9), "b/y.md": topic(9)}, "--since", "HEAD", "a", "b", "a/x.md")
    r.expect({"a/x.md": topic(9)}, "--since", "HEAD", r.root + "/a")
    r.expect({}, "--since", "HEAD", ".sumlint.yaml")


@case
def operands_that_are_nowhere(r):
    r.write("gone.md", note())
    r.write("folder/gone.md", note())
    r.commit()
    r.write("a.md", note())
    r.refuse("no such file or folder", "--since", "HEAD", "mispelt.md")
    r.refuse("no such file or folder", "--staged", "mispelt.md", "a.md")
    os.remove(r.path("gone.md"))
    shutil.rmtree(r.path("folder"))
    r.expect({}, "--since", "HEAD", "gone.md", "folder/gone.md", "folder", r.root + "/gone.md")
    r.refuse("no such file or folder", "--since", "HEAD", "gon")


@case
def operands_outside_of_the_repository(r):
    r.commit()
    os.makedirs(r.path("../outside"), exist_ok=True)
    r.refuse("outside repository", "--since", "HEAD", "..")
    r.refuse("outside repository", "--since", "HEAD", "../outside")
    r.refuse("outside repository", "--staged", "/")


@case
def linked_worktrees(r):
    r.write("a.md", note())
    r.commit()
    r.git("worktree", "add", "-q", "../linked", "-b", "linked")
    linked = Repo(r.root + "/../linked", init=False)
    linked.write("a.md", note(["New"] + TOPICS[1:]))
    linked.expect({"a.md": topic(9)}, "--since", "main")
    linked.git("add", "a.md")
    linked.expect({"a.md": topic(9)}, "--staged")
    r.expect({}, "--staged")


@case
def a_folder_whose_name_ends_with_a_line_feed(r):
    odd = Repo(r.root + "/odd\n", init=True)
    odd.write("in\n/a.md", note())
    odd.commit()
    odd.write("in\n/a.md", note(["New"] + TOPICS[1:]))
    odd.expect({"a.md": topic(9)}, "--since", "HEAD", cwd="in\n")


# ---- what cannot be ------------------------------------------------------------------------------------------------------------

@case
def unknown_revisions(r):
    r.commit()
    for rev in ("nope", "", "-p", "--all", "HEAD..HEAD", "^HEAD", "HEAD^{tree}", "HEAD:.sumlint.yaml", "HEAD~5"):
        r.refuse("is no revision of this repository", "--since=" + rev)
    r.git("tag", "v1")
    r.git("tag", "-am", "annotated", "v2")
    for rev in ("v1", "v2", "main", "@", r.git("rev-parse", "HEAD").strip()[:12]):
        r.expect({}, "--since", rev)


@case
def histories_without_a_common_commit(r):
    r.commit()
    r.git("checkout", "-q", "--orphan", "alone")
    r.refuse("HEAD has none yet", "--since", "main")
    r.git("commit", "-qm", "alone")
    r.refuse("have no commit in common", "--since", "main")


@case
def a_shallow_clone_is_told(r):
    r.commit()
    r.commit("two")
    r.git("clone", "-q", "--depth", "1", "file://" + r.root, "../shallow")
    shallow = Repo(r.root + "/../shallow", init=False)
    shallow.refuse("shallow clone", "--since", "HEAD~1")


@case
def no_repository(r):
    outside = Repo(r.root + "/../none", init=False)
    os.makedirs(outside.root)
    outside.refuse("not a git repository", "--since", "HEAD", env={"GIT_CEILING_DIRECTORIES": os.path.dirname(outside.root)})
    outside.refuse("not a git repository", "--staged", env={"GIT_CEILING_DIRECTORIES": os.path.dirname(outside.root)})
    r.commit()
    r.refuse("must be run in a work tree", "--staged", cwd=".git")


@case
def no_git(r):
    r.commit()
    os.makedirs(r.path("../empty"), exist_ok=True)
    r.refuse("no program 'git'", "--since", "HEAD", env={"PATH": r.root + "/../empty"})
    r.refuse("no program 'git'", "--staged", env={"PATH": r.root + "/../empty"})


@case
def a_git_that_breaks(r):
    r.commit()
    r.write("a.md", note())
    r.git("add", "-A")
    real = shutil.which("git")
    for broken, words, printed in (("diff", "diff did not end by itself", ""), ("cat-file", "cat-file: ", "a.md:1:1: error: cannot read this file")):
        r.write("../bin/git", "#!/bin/sh\ncase \" $* \" in *' %s '*) kill -9 $$ ;; esac\nexec %s \"$@\"\n" % (broken, real))
        os.chmod(r.path("../bin/git"), 0o755)
        out = r.sumlint("--staged", env={"PATH": r.root + "/../bin:" + os.environ["PATH"]})
        if r.status != 2 or words not in r.err or not out.startswith(printed) or bool(out) != bool(printed):
            raise AssertionError("exit %d, printed %r, said %r" % (r.status, out, r.err))
    for said, words in (("garbage", "not understood"), (":100644 100644 a", "not understood")):
        r.write("../bin/git", "#!/bin/sh\ncase \" $* \" in *' diff '*) printf '%s\\0x\\0'; exit 0 ;; esac\nexec %s \"$@\"\n" % (said, real))
        r.refuse(words, "--staged", env={"PATH": r.root + "/../bin:" + os.environ["PATH"]})


@case
def conflicts(r):
    r.write("a.md", note())
    r.write("b.md", note())
    r.commit()
    r.git("checkout", "-qb", "side")
    r.write("a.md", note(["Side"] + TOPICS[1:]))
    r.commit()
    r.git("checkout", "-q", "main")
    r.write("a.md", note(["Main"] + TOPICS[1:]))
    r.commit()
    r.git("merge", "side", check=False)
    found = r.found("--since", "HEAD", "--select", "topics/unknown")
    if set(found) != {"a.md"} or len(found["a.md"]) < 2:
        raise AssertionError(found)
    r.refuse("is in conflict", "--staged")


@case
def options_that_do_not_go_together(r):
    r.commit()
    r.refuse("do not go together", "--since", "HEAD", "--staged")
    r.refuse("standard input", "--since", "HEAD", "-")
    r.refuse("standard input", "--staged", "a.md", "-")
    r.refuse("standard input", "--staged", "--stdin-filename", "a.md")
    r.refuse("cannot be rewritten", "--staged", "--fix")
    r.refuse("whole runs", "--since", "HEAD", "--write-baseline", "b.json")


@case
def settings_of_the_user_change_nothing(r):
    r.write("dir/a b.md", note())
    r.write("dir/old.md", note(["X1", "X2", "X3"], text="Quite another text than that."))
    r.commit()
    for key, value in (("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("diff.context", "9"), ("diff.interHunkContext", "50"),
                       ("color.ui", "always"), ("color.diff", "always"), ("diff.external", "false"), ("diff.renames", "false"),
                       ("core.quotePath", "false"), ("diff.relative", "true"), ("diff.orderFile", "/nonexistent"), ("core.pager", "false"),
                       ("diff.colorMoved", "zebra"), ("diff.algorithm", "histogram"), ("diff.suppressBlankEmpty", "true"),
                       ("diff.wsErrorHighlight", "all"), ("core.fsmonitor", "false-hook"), ("diff.submodule", "log"), ("alias.diff", "status")):
        r.git("config", key, value)
    r.write("dir/a b.md", note(["New"] + TOPICS[1:]))
    r.git("mv", "dir/old.md", "dir/new.md")
    env = {"GIT_DIFF_OPTS": "--unified=7", "GIT_EXTERNAL_DIFF": "false", "GIT_ICASE_PATHSPECS": "1", "LC_ALL": "de_DE.UTF-8", "GIT_TRACE": "1"}
    r.expect({"a b.md": topic(9)}, "--since", "HEAD", cwd="dir", env=env)
    r.git("add", "-A")
    r.expect({"a b.md": topic(9)}, "--staged", "a b.md", "new.md", cwd="dir", env=env)


@case
def the_index_is_not_written(r):
    r.write("a.md", note())
    r.commit()
    os.utime(r.path("a.md"), (1, 1))
    before = open(r.path(".git/index"), "rb").read()
    r.expect({}, "--since", "HEAD")
    if open(r.path(".git/index"), "rb").read() != before:
        raise AssertionError("it was refreshed")


@case
def a_baseline_counts_what_is_left(r):
    r.write("a.md", note())
    r.commit()
    r.write("a.md", note(["New", "Newer", TOPICS[2]]))
    r.sumlint("--write-baseline", "known.json", "a.md")
    if r.status != 0:
        raise AssertionError(r.err)
    r.write("a.md", note(["New", "Newest", TOPICS[2]]))
    r.expect({"a.md": topic(10)}, "--since", "HEAD", "--baseline", "known.json", "a.md")


def main():
    words = sys.argv[2:]
    failed = passed = 0
    for function in CASES:
        if words and not any(word in function.__name__ for word in words):
            continue
        top = os.path.realpath(tempfile.mkdtemp(prefix="sumlint-since-"))
        try:
            os.makedirs(top + "/home")
            function(Repo(top + "/repo"))
            passed += 1
        except AssertionError as error:
            failed += 1
            print("FAILED %s: %s" % (function.__name__, error))
        finally:
            shutil.rmtree(top, ignore_errors=True)
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed or not passed else 0)


main()
