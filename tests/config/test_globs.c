/* SPDX-License-Identifier: Apache-2.0
 * test_globs.c - the patterns of `files:` and `ignore:`.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "config/globs.h"

#include <stdio.h>

typedef struct globs_run {
	sl_arena arena;
	sl_troubles troubles;
	sl_globs globs;
	bool good;
} globs_run;

/* Reads patterns, YAML in flow style. */
static void open_globs(globs_run *run, const char *patterns)
{
	sl_arena_init(&run->arena);
	sl_troubles_init(&run->troubles);
	sl_reader reader = { &run->arena, SL_LIT("f"), &run->troubles };
	const sl_yaml *node = sl_yaml_read(&run->arena, SL_LIT("f"), sl_str_of(patterns), 0, 1, &run->troubles);
	assert_non_null(node);
	run->good = sl_globs_read(&reader, node, "'files'", SL_LIT("/"), &run->globs);
}

static void close_globs(globs_run *run)
{
	sl_troubles_finish(&run->troubles);
	sl_arena_finish(&run->arena);
}

typedef struct match_case {
	const char *patterns;
	const char *yes; /* paths, with spaces between */
	const char *no;
} match_case;

static const match_case cases[] = {
	{ "'a/b.md'", "a/b.md", "b.md x/a/b.md a/b.mdx a/b.m" },
	{ "b.md", "b.md a/b.md a/b/b.md", "ab.md b.md/c" },
	{ "/b.md", "b.md", "a/b.md" },
	{ "'./a/*.md'", "a/x.md a/.md", "a/b/x.md x.md b/x.md" },
	{ "'*.md'", "x.md a/x.md .md", "x.md/y x.txt" },
	{ "'a/**/*.md'", "a/x.md a/b/x.md a/b/c/x.md", "x.md b/x.md a/x.txt ab/x.md" },
	{ "'**/*.md'", "x.md a/x.md a/b/x.md", "x.txt" },
	{ "'**/x/*.md'", "x/a.md a/x/a.md a/b/x/a.md x/x/a.md", "a.md x/y/a.md ax/a.md" },
	{ "'a/**/b/**/c'", "a/b/c a/x/b/c a/x/b/b/y/c a/b/b/b/c", "a/c a/b b/c a/xb/c" },
	{ "'a/**'", "a/x a/b/c", "a b/x ab" },
	{ "'**'", "a a/b", "" },
	{ "a*b*c", "abc a1b2c abbbc x/aXbXc", "ab acb" },
	{ "'*/*/c.md'", "a/b/c.md", "c.md a/c.md a/b/x/c.md" },
	{ "'a/*b*/c'", "a/b/c a/xbx/c", "a/x/c a/x/b/c" },
	{ "'a/b**c'", "a/bc a/bxc", "a/b/c" },
	{ "'?.md'", "a.md ä.md x/b.md", "ab.md .md" },
	{ "'[a-c].md'", "a.md x/c.md", "d.md" },
	{ "'in/*.{md,txt}'", "in/a.md in/b.txt", "in/a.rst in/a.mdtxt a.md" },
	{ "'{a,b}/{c,d}.md'", "a/c.md b/d.md a/d.md", "c/a.md a/b.md" },
	{ "'x{,y}.md'", "x.md xy.md", "y.md" },
	{ "'a\\{b,c}.md'", "a{b,c}.md", "ab.md" },
	{ "'a{b.md'", "a{b.md", "ab.md" },
	{ "drafts/", "drafts/a drafts/x/y z/drafts/a", "drafts a/drafts" },
	{ "'/drafts/'", "drafts/a", "z/drafts/a" },
	{ "['*.md', '!b.md', 'x/b.md']", "a.md x/b.md", "b.md y/b.md" },
	{ "['!{a,b}.md']", "", "a.md b.md c.md" },
	{ "'../up/*.md'", "../up/a.md", "up/a.md ../../up/a.md" },
};

static void assert_paths(const globs_run *run, const match_case *c, const char *paths, bool wanted)
{
	while (*paths) {
		size_t size = strcspn(paths, " ");
		if (sl_globs_match(&run->globs, (sl_str){ paths, size }) != wanted)
			fail_msg("%s: %.*s %s", c->patterns, (int)size, paths, wanted ? "is not taken" : "is taken");
		paths += size + (paths[size] == ' ');
	}
}

static void patterns_take_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		globs_run run;
		open_globs(&run, cases[i].patterns);
		assert_true(run.good);
		assert_paths(&run, &cases[i], cases[i].yes, true);
		assert_paths(&run, &cases[i], cases[i].no, false);
		close_globs(&run);
	}
}

static void folders_are_ignored_with_all_in_them(void **state)
{
	(void)state;
	globs_run run;
	open_globs(&run, "[a/, '*.tmp', '!keep.tmp', '!a/x']");
	assert_int_equal(sl_globs_ignore(&run.globs, SL_LIT("a"), true), SL_IGNORE_YES);
	assert_int_equal(sl_globs_ignore(&run.globs, SL_LIT("a"), false), SL_IGNORE_SILENT);
	/* What is in an ignored folder cannot be taken back. */
	assert_int_equal(sl_globs_ignore(&run.globs, SL_LIT("a/x"), false), SL_IGNORE_YES);
	assert_int_equal(sl_globs_ignore(&run.globs, SL_LIT("b/a/x"), false), SL_IGNORE_YES);
	assert_int_equal(sl_globs_ignore(&run.globs, SL_LIT("b/y.tmp"), false), SL_IGNORE_YES);
	assert_int_equal(sl_globs_ignore(&run.globs, SL_LIT("y.tmp/z"), false), SL_IGNORE_YES);
	assert_int_equal(sl_globs_ignore(&run.globs, SL_LIT("b/keep.tmp"), false), SL_IGNORE_NO);
	assert_int_equal(sl_globs_ignore(&run.globs, SL_LIT("b/c"), false), SL_IGNORE_SILENT);
	close_globs(&run);
}

static void broken_patterns_are_told(void **state)
{
	(void)state;
	static const struct {
		const char *patterns;
		const char *message;
	} wrong[] = {
		{ "''", "'files' must not be empty" },
		{ "'!'", "'files': the pattern '!' names nothing" },
		{ "'//'", "'files': the pattern '//' names nothing" },
		{ "'{a,}'", "'files': the pattern '{a,}' names nothing" },
		{ "'{a,{b,c}}'", "'files': '{' within '{'" },
		{ "'{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}'", "'files': the braces stand for more than 32 patterns" },
	};
	globs_run run;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		open_globs(&run, wrong[i].patterns);
		assert_false(run.good);
		assert_int_equal(run.troubles.count, 1);
		assert_string_equal(run.troubles.items[0].message.data, wrong[i].message);
		assert_false(sl_globs_match(&run.globs, SL_LIT("a")));
		close_globs(&run);
	}
	char longest[520];
	memset(longest, 'a', sizeof(longest));
	longest[500] = '\0';
	open_globs(&run, longest);
	assert_true(run.good);
	close_globs(&run);
	memset(longest, 'a', sizeof(longest));
	longest[501] = '\0';
	open_globs(&run, longest);
	assert_false(run.good);
	close_globs(&run);
}

/* Stars upon stars, and a path that nearly matches. */
static void hostile_patterns_take_no_time(void **state)
{
	(void)state;
	char pattern[400], path[4000];
	size_t size = (size_t)snprintf(pattern, sizeof(pattern), "'");
	for (int i = 0; i < 60; i++)
		size += (size_t)snprintf(pattern + size, sizeof(pattern) - size, i % 2 ? "**/" : "*a*/");
	snprintf(pattern + size, sizeof(pattern) - size, "*b'");
	for (size_t i = 0; i < sizeof(path) - 1; i++)
		path[i] = i % 20 == 19 ? '/' : 'a';
	path[sizeof(path) - 1] = '\0';
	globs_run run;
	open_globs(&run, pattern);
	for (int i = 0; i < 200; i++)
		assert_false(sl_globs_match(&run.globs, sl_str_of(path)));
	close_globs(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_take_files),
		cmocka_unit_test(folders_are_ignored_with_all_in_them),
		cmocka_unit_test(broken_patterns_are_told),
		cmocka_unit_test(hostile_patterns_take_no_time),
	};
	return cmocka_run_group_tests_name("globs", tests, NULL, NULL);
}
