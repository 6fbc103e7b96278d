/* SPDX-License-Identifier: Apache-2.0
 * test_front_matter.c - the YAML at the beginning of a file: found or not, read or complained about, at the right place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "parse/front_matter.h"

#include <time.h>

static sl_arena arena;

static int set_up(void **state)
{
	(void)state;
	sl_arena_init(&arena);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	sl_arena_finish(&arena);
	return 0;
}

static sl_front_matter read_text(const char *text)
{
	sl_front_matter front;
	assert_true(sl_front_matter_read(&arena, SL_LIT("a.md"), sl_str_of(text), &front));
	return front;
}

/* Front matter without problems, its span and the YAML in it as given. */
static sl_front_matter read_good(const char *text, const char *whole, const char *yaml)
{
	sl_front_matter front = read_text(text);
	if (front.problem)
		fail_msg("%s: %.*s", text, SL_ARG(front.problem->message));
	assert_non_null(front.map);
	assert_true(sl_str_is(sl_str_slice(text, front.span), whole));
	assert_true(sl_str_is(sl_str_slice(text, front.yaml), yaml));
	return front;
}

static void assert_none(const char *text)
{
	sl_front_matter front = read_text(text);
	assert_null(front.map);
	assert_null(front.problem);
	assert_int_equal(front.span.start, front.span.end);
}

/* A problem that shows the text `at`, and says `why`. */
static sl_front_matter read_bad(const char *text, const char *at, const char *why)
{
	sl_front_matter front = read_text(text);
	assert_null(front.map);
	assert_non_null(front.problem);
	if (!memmem(front.problem->message.data, (size_t)front.problem->message.size, why, strlen(why)))
		fail_msg("%s: %.*s", text, SL_ARG(front.problem->message));
	assert_true(front.problem->span.end <= strlen(text));
	sl_str shown = sl_str_slice(text, front.problem->span);
	if (!sl_str_is(shown, at))
		fail_msg("%s: shows '%.*s' for %.*s", text, SL_ARG(shown), SL_ARG(front.problem->message));
	return front;
}

static void assert_entry(const char *text, const sl_front_matter *front, uint32_t index, const char *key, const char *value)
{
	assert_true(index < front->map->count);
	const sl_yaml_entry *entry = &front->map->entries[index];
	assert_true(sl_str_is(entry->key->text, key));
	assert_true(sl_str_is(sl_str_slice(text, entry->key->span), key));
	assert_true(sl_str_is(sl_str_slice(text, entry->value->span), value));
}

static void finds_what_stands_between_fences(void **state)
{
	(void)state;
	const char *text = "---\ntitle: A\nlevel: 2\n---\n# A\n";
	sl_front_matter front = read_good(text, "---\ntitle: A\nlevel: 2\n---\n", "title: A\nlevel: 2\n");
	assert_entry(text, &front, 0, "title", "A");
	assert_entry(text, &front, 1, "level", "2");
	assert_int_equal(front.map->entries[1].key->line, 3);
	read_good("---\na: b\n...\ntext", "---\na: b\n...\n", "a: b\n");
	read_good("--- \t\na: b\n---  \ntext", "--- \t\na: b\n---  \n", "a: b\n");
	read_good("---\na: b\n---", "---\na: b\n---", "a: b\n");
	/* The first closing fence counts, and one that is indented is none. */
	read_good("---\na: |\n  b\n  ---\n---\n---\n", "---\na: |\n  b\n  ---\n---\n", "a: |\n  b\n  ---\n");
}

static void empty_front_matter_is_fine(void **state)
{
	(void)state;
	assert_int_equal(read_good("---\n---\nbody", "---\n---\n", "").map->count, 0);
	assert_int_equal(read_good("---\n\n# nothing yet\n---\nbody", "---\n\n# nothing yet\n---\n", "\n# nothing yet\n").map->count, 0);
}

static void knows_all_line_ends_and_a_byte_order_mark(void **state)
{
	(void)state;
	const char *text = "\xEF\xBB\xBF---\r\ntitle: Ä\r\ntopics: [x]\r\n---\r\nbody\r\n";
	sl_front_matter front = read_good(text, "---\r\ntitle: Ä\r\ntopics: [x]\r\n---\r\n", "title: Ä\r\ntopics: [x]\r\n");
	assert_int_equal(front.span.start, 3);
	assert_entry(text, &front, 0, "title", "Ä");
	assert_entry(text, &front, 1, "topics", "[x]");
	text = "---\rtitle: B\rx: y\r---\rbody\r";
	front = read_good(text, "---\rtitle: B\rx: y\r---\r", "title: B\rx: y\r");
	assert_entry(text, &front, 1, "x", "y");
	assert_int_equal(front.map->entries[1].key->line, 3);
}

static void other_beginnings_are_none(void **state)
{
	(void)state;
	assert_none("");
	assert_none("--");
	assert_none("---");
	assert_none("\xEF\xBB\xBF");
	assert_none("\xEF\xBB\xBF--");
	assert_none("# Title\n---\na: b\n---\n");
	assert_none(" ---\na: b\n---\n");
	assert_none("----\na: b\n----\n");
	assert_none("--- a\nb: c\n---\n");
	assert_none("...\na: b\n...\n");
	assert_none("---\nA thematic break, and prose behind it.\n");
	assert_none("---\nSo it is: prose with a colon.\n");
	assert_none("---\n: a\n");
	assert_none("---\nhttp://example.org/\n");
}

static void unclosed_front_matter_is_a_problem(void **state)
{
	(void)state;
	const char *why = "not closed";
	assert_int_equal(read_bad("---\ntitle: A\n\n# A\n", "---", why).span.end, 0);
	read_bad("\xEF\xBB\xBF---\r\ntitle:\r\n", "---", why);
	read_bad("---\nkey-takeaway_2:\tx\n ---\n", "---", why);
	read_bad("---\nüber: x", "---", why);
}

static void front_matter_below_blank_lines_is_a_problem(void **state)
{
	(void)state;
	static const char *const why = "begins on the first line: remove the blank lines above it";
	read_bad("\n---\ntitle: A\n---\n", "---", why);
	read_bad("\xEF\xBB\xBF \t\r\n\r\n---\r\ntitle: A\r\n---\r\n", "---", why);
	/* A rule, and a heading or text below it. */
	assert_none("\n---\nA text\n---\n");
	assert_none("\n---\ntitle: A\n");
	assert_none("A\n---\ntitle: A\n---\n");
	assert_none("\n\n");
	assert_none("  ---\ntitle: A\n---\n");
}

static void front_matter_in_toml_is_a_problem(void **state)
{
	(void)state;
	static const char *const why = "is TOML, which is not read";
	read_bad("+++\ntitle = \"A\"\n+++\nText\n", "+++", why);
	read_bad("\n\n+++ \n+++", "+++", why);
	assert_none("+++\ntitle = 1\n");
	assert_none("++++\na\n+++\n");
	assert_none("+ item\n+++\n+++\n");
}

static void what_is_no_mapping_is_a_problem(void **state)
{
	(void)state;
	const char *why = "the front matter must be a mapping";
	sl_front_matter front = read_bad("---\n- a\n- b\n---\nbody\n", "- a", why);
	assert_int_equal(front.span.end, 16); /* it is front matter all the same, and not the body's */
	read_bad("---\n\n  [a, b]\n---\n", "[a, b]", why);
	read_bad("---\njust words\n---\n", "just words", why);
	read_bad("---\n'quoted'\n---\n", "'quoted'", why);
}

static void what_yaml_refuses_is_shown_where_it_is(void **state)
{
	(void)state;
	read_bad("---\na: b\na: c\n---\n", "a: c", "second time");
	read_bad("---\na: b\nc: d: e\n---\n", ": e", "in quotes");
	read_bad("---\r\nä: ö: ü\r\n---\r\n", ": ü", "in quotes");
	read_bad("\xEF\xBB\xBF---\r\ra: *nobody\r---\r", "*nobody", "anchor");
	read_bad("---\na: &x [*x]\n---\n", "*x]", "alias inside");
	read_bad("---\na:\n\t- b\n---\n", "- b", "tabs");
	read_bad("---\n[a]: b\n---\n", "[a]: b", "key must be text");
	read_bad("---\na: [b,\n---\ntext", "---", "did not find expected");
	read_bad("---\na: \"b\n---\ntext", "---", "quoted scalar");
	read_bad("---\na: \"\\0\"\n---\ntext", "\"\\0\"", "NUL");
}

static void the_first_problem_is_told(void **state)
{
	(void)state;
	read_bad("---\na: 1\nb: 2\nb: 3\na: 4\n---\n", "b: 3", "line 3");
}

/* ---- large and hostile ---- */

static sl_front_matter read_buffer(sl_buffer *text, double seconds)
{
	sl_front_matter front;
	assert_false(text->failed);
	clock_t start = clock();
	assert_true(sl_front_matter_read(&arena, SL_LIT("a.md"), sl_buffer_str(text), &front));
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < seconds);
	sl_buffer_finish(text);
	return front;
}

static void repeat(sl_buffer *text, const char *piece, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		sl_buffer_append(text, sl_str_of(piece));
}

static void many_keys_take_no_time(void **state)
{
	(void)state;
	sl_buffer text;
	sl_buffer_init(&text);
	repeat(&text, "---\n", 1);
	for (uint32_t i = 0; i < 10000; i++)
		sl_buffer_printf(&text, "key %u: value\n", (unsigned)i);
	repeat(&text, "---\n", 1);
	assert_int_equal(read_buffer(&text, 1).map->count, 10000);
	repeat(&text, "---\n", 1);
	repeat(&text, "same: value\n", 10000);
	repeat(&text, "---\n", 1);
	assert_non_null(read_buffer(&text, 1).problem);
}

static void deep_nesting_and_bombs_are_problems(void **state)
{
	(void)state;
	sl_buffer text;
	sl_buffer_init(&text);
	repeat(&text, "---\na: ", 1);
	repeat(&text, "[", 100000);
	repeat(&text, "\n---\n", 1);
	assert_non_null(read_buffer(&text, 1).problem);
	repeat(&text, "---\na0: &a0 x\n", 1);
	for (unsigned i = 1; i < 30; i++)
		sl_buffer_printf(&text, "a%u: &a%u [*a%u, *a%u, *a%u]\n", i, i, i - 1, i - 1, i - 1);
	repeat(&text, "---\n", 1);
	assert_non_null(read_buffer(&text, 1).problem);
	repeat(&text, "---\nkey: x\n", 1);
	repeat(&text, "--- not yet\n", 100000);
	assert_non_null(read_buffer(&text, 1).problem);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(finds_what_stands_between_fences),
		TEST(empty_front_matter_is_fine),
		TEST(knows_all_line_ends_and_a_byte_order_mark),
		TEST(other_beginnings_are_none),
		TEST(unclosed_front_matter_is_a_problem),
		TEST(front_matter_below_blank_lines_is_a_problem),
		TEST(front_matter_in_toml_is_a_problem),
		TEST(what_is_no_mapping_is_a_problem),
		TEST(what_yaml_refuses_is_shown_where_it_is),
		TEST(the_first_problem_is_told),
		TEST(many_keys_take_no_time),
		TEST(deep_nesting_and_bombs_are_problems),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
