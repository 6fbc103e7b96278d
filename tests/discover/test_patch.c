/* SPDX-License-Identifier: Apache-2.0
 * test_patch.c - names as git quotes them, hunks in whatever pieces they come, and what they say of lines.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "discover/changes.h"
#include "discover/patch.h"

/* ---- names ------------------------------------------------------------------------------------------------------ */

static sl_buffer name;

static const char *unquoted(const char *text)
{
	return sl_git_unquote(sl_str_of(text), &name) ? name.size ? name.data : "" : NULL;
}

static void names_lose_their_quotes(void **state)
{
	(void)state;
	assert_string_equal(unquoted("b/plain name.md"), "b/plain name.md");
	assert_string_equal(unquoted("\"b/quo\\\"te\\\\.md\""), "b/quo\"te\\.md");
	assert_string_equal(unquoted("\"\\a\\b\\t\\n\\v\\f\\r\""), "\a\b\t\n\v\f\r");
	assert_string_equal(unquoted("\"\\303\\244\\377\\001\""), "\xC3\xA4\xFF\x01");
	assert_string_equal(unquoted("\"\""), "");
	sl_buffer_finish(&name);
}

static void bad_quotes_are_refused(void **state)
{
	(void)state;
	assert_null(unquoted("\"open"));
	assert_null(unquoted("\""));
	assert_null(unquoted("\"behind\" it"));
	assert_null(unquoted("\"\\"));
	assert_null(unquoted("\"\\x41\""));
	assert_null(unquoted("\"\\40\""));
	assert_null(unquoted("\"\\400\""));
	assert_null(unquoted("\"\\000\""));
	assert_null(unquoted("\"\\389\""));
	sl_buffer_finish(&name);
}

/* ---- hunks ------------------------------------------------------------------------------------------------------- */

static sl_buffer seen;
static bool stops;

static bool take_file(void *user, sl_str file)
{
	(void)user;
	sl_buffer_printf(&seen, "<%.*s>", SL_ARG(file));
	return true;
}

static bool take_hunk(void *user, const sl_hunk *hunk)
{
	(void)user;
	sl_buffer_printf(&seen, " %u,%u>%u,%u", hunk->old_start, hunk->old_count, hunk->new_start, hunk->new_count);
	return !stops;
}

/* What the patch says, read in pieces of so many bytes; NULL where it is refused. */
static const char *read_in(const char *text, size_t piece)
{
	sl_patch patch;
	size_t size = strlen(text);
	bool good = true;
	sl_buffer_clear(&seen);
	sl_buffer_append(&seen, SL_LIT(""));
	sl_patch_init(&patch, take_file, take_hunk, NULL);
	for (size_t at = 0; good && at < size; at += piece)
		good = sl_patch_feed(&patch, text + at, size - at < piece ? size - at : piece);
	good = good && sl_patch_is_whole(&patch);
	sl_patch_finish(&patch);
	return good ? seen.size ? seen.data : "" : NULL;
}

static void assert_reads(const char *text, const char *expected)
{
	for (size_t piece = 1; piece < 40; piece++) {
		const char *got = read_in(text, piece);
		assert_non_null(got);
		assert_string_equal(got, expected);
	}
	sl_buffer_finish(&seen);
}

static void assert_refused(const char *text)
{
	assert_null(read_in(text, 7));
	assert_null(read_in(text, 1000));
	sl_buffer_finish(&seen);
}

#define HEAD(name) "diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ " name "\n"

static void hunks_are_told_with_their_file(void **state)
{
	(void)state;
	assert_reads("", "");
	assert_reads(HEAD("b/x") "@@ -1 +1 @@\n-a\n+b\n", "<x> 1,1>1,1");
	assert_reads(HEAD("b/x") "@@ -3,2 +3,0 @@ Heading\n-a\n-b\n@@ -9,0 +8,3 @@\n+a\n+b\n+c\n", "<x> 3,2>3,0 9,0>8,3");
	assert_reads(HEAD("b/a b\t") "@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n", "<a b> 0,0>1,1");
	assert_reads(HEAD("\"b/t\\tn\\nq\\\"\"") "@@ -1 +0,0 @@\n-a\n", "<t\tn\nq\"> 1,1>0,0");
	assert_reads(HEAD("\"b/t n\\\"\"\t") "@@ -1 +0,0 @@\n-a\n", "<t n\"> 1,1>0,0");
	assert_reads(HEAD("/dev/null") "@@ -1 +0,0 @@\n-a\n", "<> 1,1>0,0");
	assert_reads("diff --git a/x b/x\nold mode 100644\nnew mode 100755\n" HEAD("b/y") "@@ -1 +1 @@\n-a\n+b\n", "<y> 1,1>1,1");
}

static void content_is_never_a_header(void **state)
{
	(void)state;
	assert_reads(HEAD("b/x") "@@ -1,2 +1,3 @@\n--- a/y\n-diff --git\n+++ b/y\n+@@ -1 +1 @@\n+\n", "<x> 1,2>1,3");
	assert_reads(HEAD("b/x") "@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n++++ b/z\n", "<x> 1,1>1,1");
}

static void context_is_cut_off(void **state)
{
	(void)state;
	assert_reads(HEAD("b/x") "@@ -1,6 +1,6 @@\n a\n-b\n+B\n c\n+d\n e\n-f\n g\n", "<x> 2,1>2,1 3,0>4,1 5,1>5,0");
	assert_reads(HEAD("b/x") "@@ -4,3 +4,2 @@\n a\n\n-b\n", "<x> 6,1>5,0");
}

static void what_is_no_diff_is_refused(void **state)
{
	(void)state;
	assert_refused(HEAD("b/x") "@@ -1 +1 @@\n-a\n");
	assert_refused(HEAD("b/x") "@@ -1 +1 @@\n-a\n+b");
	assert_refused(HEAD("b/x") "@@ -1 +1 @@\n-a\n-b\n+c\n");
	assert_refused(HEAD("b/x") "@@ -1 +1 @@\nwhat\n");
	assert_refused(HEAD("b/x") "@@ -1 +x @@\n-a\n+b\n");
	assert_refused(HEAD("b/x") "@@ -1 +99999999999 @@\n-a\n+b\n");
	assert_refused(HEAD("x"));
	assert_refused(HEAD("\"b/x"));
	stops = true;
	assert_refused(HEAD("b/x") "@@ -1 +1 @@\n-a\n+b\n");
	stops = false;
}

static void no_line_is_kept_whole(void **state)
{
	(void)state;
	static char bytes[65536];
	sl_patch patch;
	memset(bytes, 'x', sizeof(bytes));
	sl_patch_init(&patch, take_file, take_hunk, NULL);
	const char *head = HEAD("b/x") "@@ -0,0 +1 @@\n+";
	assert_true(sl_patch_feed(&patch, head, strlen(head)));
	for (int i = 0; i < 64; i++)
		assert_true(sl_patch_feed(&patch, bytes, sizeof(bytes)));
	assert_true(patch.line.capacity < 4096);
	assert_true(sl_patch_feed(&patch, "\n", 1));
	assert_true(sl_patch_is_whole(&patch));
	/* A header that long is none of git's. */
	bool good = true;
	for (int i = 0; good && i < 64; i++)
		good = sl_patch_feed(&patch, bytes, sizeof(bytes));
	assert_false(good);
	assert_true(patch.bad);
	sl_patch_finish(&patch);
	sl_buffer_finish(&seen);
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

static void lines_meet_what_changed(void **state)
{
	(void)state;
	sl_arena arena;
	sl_change change = { 0 };
	sl_arena_init(&arena);
	assert_false(sl_change_touches(&change, 1, UINT32_MAX));
	assert_true(sl_change_add(&arena, &change, 3, 2));  /* 3 and 4 */
	assert_true(sl_change_add(&arena, &change, 8, 0));  /* 8 and 9 follow one another now */
	assert_true(sl_change_add(&arena, &change, 20, 1));
	static const bool touched[] = { [3] = true, [4] = true, [8] = true, [9] = true, [20] = true, [22] = false };
	for (uint32_t line = 1; line < sizeof(touched); line++)
		assert_int_equal(sl_change_touches(&change, line, line), touched[line]);
	assert_true(sl_change_touches(&change, 1, 3));
	assert_true(sl_change_touches(&change, 4, 7));
	assert_true(sl_change_touches(&change, 0, UINT32_MAX));
	assert_false(sl_change_touches(&change, 5, 7));
	assert_false(sl_change_touches(&change, 21, 4000000000));
	change.whole = true;
	assert_true(sl_change_touches(&change, 5, 7));
	sl_arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_lose_their_quotes),
		cmocka_unit_test(bad_quotes_are_refused),
		cmocka_unit_test(hunks_are_told_with_their_file),
		cmocka_unit_test(content_is_never_a_header),
		cmocka_unit_test(context_is_cut_off),
		cmocka_unit_test(what_is_no_diff_is_refused),
		cmocka_unit_test(no_line_is_kept_whole),
		cmocka_unit_test(lines_meet_what_changed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
