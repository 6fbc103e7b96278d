# SPDX-License-Identifier: Apache-2.0
"""Which files are checked."""
import os

from desk import CONFIG, TOPICS, case, note, topic


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
