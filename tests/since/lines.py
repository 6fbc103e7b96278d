# SPDX-License-Identifier: Apache-2.0
"""Which lines count as changed."""
from desk import TOPICS, case, note, topic


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
