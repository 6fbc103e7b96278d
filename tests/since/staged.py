# SPDX-License-Identifier: Apache-2.0
"""What is staged, and what fixes do to lines."""
import os

from desk import CONFIG, SUMLINT, TOPICS, case, note, topic


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
