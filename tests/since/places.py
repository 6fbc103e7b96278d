# SPDX-License-Identifier: Apache-2.0
"""Where it is run, and what cannot be."""
import os
import shutil

from desk import Repo, TOPICS, case, note, topic


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


@case
def folders_with_and_without_other_files(r):
    """Patches are asked for by folders, by files, and not at all; what each says must be the same."""
    names = ["%s/%02d.md" % (folder, i) for folder in ("docs", "docs/deep/er", "mixed", "mixed-not", "moved") for i in range(6)]
    for name in names:
        r.write(name, note(title="# A note about " + name))
    r.write("gone/0.md", "What is gone is like nothing else.\n" * 40)
    for name in ("mixed/logo.png", "docs/deep/old.png", "b.png"):
        r.write(name, b"\x89PNG\0" + name.encode() * 50)
    r.commit()
    expected = {}
    for i, name in enumerate(names):
        at = name.replace("moved/", "docs/moved-") if name.startswith("moved/") else name
        if at != name:
            r.git("mv", name, at)
        if i % 3 == 0:
            r.write(at, note(TOPICS[:1] + ["New"] + TOPICS[2:], title="# A note about " + name))
            expected[at] = topic(10)
    os.remove(r.path("gone/0.md"))
    r.write("docs/new.md", note())
    expected["docs/new.md"] = topic(9, 10, 11)
    changed = [("mixed/logo.png", b"\x89PNG\0" + b"other" * 50), ("b.png", b"\x89PNG\0" + b"other" * 50)]
    for name, content in [(None, None)] + changed:
        if name:
            r.write(name, content)
        r.git("add", "-A")
        r.expect(expected, "--since", "HEAD")
        r.expect(expected, "--staged")
        r.expect({k[5:]: v for k, v in expected.items() if k.startswith("docs/")}, "--since", "HEAD", cwd="docs")
        r.expect({"../" + k: v for k, v in expected.items() if k.startswith("mixed")}, "--since", "HEAD", "../mixed", "../mixed-not", cwd="docs")
