# SPDX-License-Identifier: Apache-2.0
"""Odd names, renames, and what is no file."""
import os
import shutil

from desk import Repo, TOPICS, case, note, topic


NAMES = ["a b.md", 'both " and blank.md', "blank, and\ttab .md", b"blank \xff.md", "tab\there.md", "line\nfeed.md", 'quo"te.md', "back\\slash.md", b"not-utf8-\xff\xe4.md", "ümlaut/näme.md", " lead.md", "-dash.md",
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
