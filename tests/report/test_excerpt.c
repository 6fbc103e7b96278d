/* SPDX-License-Identifier: Apache-2.0
 * test_excerpt.c - the source line as it stands on a terminal, and the mark under the right characters.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/excerpt.h"

#include "problem.h"

static sl_source source;

static int start(void **state)
{
	(void)state;
	sl_source_init(&source);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	sl_source_finish(&source);
	return 0;
}

/* The excerpt of the problem at `marked` in `text`, and below it the mark. */
static const char *shown(sl_str text, const char *marked, uint32_t size, uint32_t columns)
{
	static char result[8192];
	sl_buffer out;
	sl_excerpt mark;
	assert_true(sl_source_set(&source, text));
	uint32_t from = (uint32_t)(marked - text.data);
	sl_problem problem = problem_at(&source, from, from + size, "");
	sl_buffer_init(&out);
	sl_append_excerpt(&out, &problem, columns, &mark);
	sl_buffer_append_char(&out, '\n');
	for (uint32_t i = 0; i < mark.mark; i++)
		sl_buffer_append_char(&out, ' ');
	for (uint32_t i = 0; i < mark.mark_width; i++)
		sl_buffer_append_char(&out, '^');
	assert_true(out.size < sizeof(result));
	memcpy(result, out.data, out.size + 1);
	sl_buffer_finish(&out);
	return result;
}

/* Marks `part` within `text`. */
static const char *show(const char *text, const char *part, uint32_t columns)
{
	const char *at = strstr(text, part);
	assert_non_null(at);
	return shown(sl_str_of(text), at, (uint32_t)strlen(part), columns);
}

static void the_mark_stands_under_the_span(void **state)
{
	(void)state;
	assert_string_equal(show("one two three", "two", 80), "one two three\n    ^^^");
	assert_string_equal(show("one\ntwo\nthree", "two", 80), "two\n^^^");
	assert_string_equal(show("one\r\ntwo\r\n", "two", 80), "two\n^^^");
	assert_string_equal(show("\xEF\xBB\xBFone", "one", 80), "one\n^^^");
}

static void a_span_over_lines_is_marked_to_the_end_of_its_first(void **state)
{
	(void)state;
	assert_string_equal(show("one two\nthree", "two\nthr", 80), "one two\n    ^^^");
	assert_string_equal(show("one two\nthree", "\nthr", 80), "one two\n       ^");
}

static void a_place_is_marked_at_what_follows(void **state)
{
	(void)state;
	const char *text = "one two";
	assert_string_equal(shown(sl_str_of(text), text + 4, 0, 80), "one two\n    ^");
	assert_string_equal(shown(sl_str_of(text), text + 7, 0, 80), "one two\n       ^");
	assert_string_equal(shown(sl_str_of(text), text, 0, 80), "one two\n^");
	assert_string_equal(shown(SL_LIT(""), "", 0, 80) + 0, "\n^");
}

static void tabs_are_as_wide_as_they_look(void **state)
{
	(void)state;
	assert_string_equal(show("\tone\ttwo", "two", 80), "    one two\n        ^^^");
	assert_string_equal(show("ab\tone", "\t", 80), "ab  one\n  ^^");
}

static void wide_characters_take_two_columns_and_accents_none(void **state)
{
	(void)state;
	assert_string_equal(show("语言 two", "two", 80), "语言 two\n     ^^^");
	assert_string_equal(show("语言 two", "言", 80), "语言 two\n  ^^");
	assert_string_equal(show("e\u0301e\u0301 two", "two", 80), "e\u0301e\u0301 two\n   ^^^");
	assert_string_equal(show("xe\u0301y", "\u0301", 80), "xe\u0301y\n  ^");
	assert_string_equal(show("\u0301x", "x", 80), "\u0301x\n^");
}

static void what_must_not_reach_a_terminal_is_replaced(void **state)
{
	(void)state;
	assert_string_equal(show("\x1b[31m two\x7f", "two", 80), "␛[31m two␡\n      ^^^");
	assert_string_equal(show("\u202eowt\u202c two", " two", 80), "\ufffdowt\ufffd two\n     ^^^^");
	assert_string_equal(show("a\xff\xfe two", "\xff", 80), "a\ufffd\ufffd two\n ^");
	assert_string_equal(show("שלום two", "two", 80), "שלום two\n     ^^^");
	char text[] = "a\0two";
	assert_string_equal(shown((sl_str){ text, 5 }, text + 1, 1, 80), "a␀two\n ^");
}

static void long_lines_are_cut_around_the_span(void **state)
{
	(void)state;
	const char *text = "0123456789 abcdefghij KLMNOPQRST uvwxyz";
	assert_string_equal(show(text, "012", 20), "0123456789 abcdefg…\n^^^");
	assert_string_equal(show(text, "xyz", 20), "… KLMNOPQRST uvwxyz\n                ^^^");
}

/* What holds for every window, whatever is chosen. */
static void windows_fit_and_hold_the_start_of_the_span(void **state)
{
	(void)state;
	const char *text = "0123456789 abcdefghij KLMNOPQRST uvwxyz";
	for (uint32_t columns = 16; columns < 50; columns++) {
		for (uint32_t at = 0; at < 39; at++) {
			for (uint32_t size = 1; at + size <= 39; size += 5) {
				const char *result = shown(sl_str_of(text), text + at, size, columns);
				const char *mark = strchr(result, '\n') + 1;
				sl_str line = { result, (uint64_t)(mark - result - 1) };
				uint32_t before = (uint32_t)strspn(mark, " ");
				bool cut = sl_str_starts(line, SL_LIT("…"));
				uint32_t width = (uint32_t)line.size - 2 * cut - 2 * sl_str_ends(line, SL_LIT("…"));
				assert_true(width <= columns);
				assert_true(strlen(mark) <= columns);
				assert_int_equal(line.data[before + (cut ? 2 : 0)], text[at]);
			}
		}
	}
}

static void the_window_of_a_very_long_line_is_cut_at_both_ends(void **state)
{
	(void)state;
	sl_buffer text;
	sl_buffer_init(&text);
	for (uint32_t i = 0; i < 20000; i++)
		sl_buffer_append(&text, SL_LIT("语"));
	text.data[30000] = 'X';
	text.data[30001] = 'Y';
	text.data[30002] = 'Z';
	assert_string_equal(shown(sl_buffer_str(&text), text.data + 30000, 3, 20), "… 语语语XYZ语语语语…\n        ^^^");
	sl_buffer_finish(&text);
}

#define test(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(the_mark_stands_under_the_span),
		test(a_span_over_lines_is_marked_to_the_end_of_its_first),
		test(a_place_is_marked_at_what_follows),
		test(tabs_are_as_wide_as_they_look),
		test(wide_characters_take_two_columns_and_accents_none),
		test(what_must_not_reach_a_terminal_is_replaced),
		test(long_lines_are_cut_around_the_span),
		test(windows_fit_and_hold_the_start_of_the_span),
		test(the_window_of_a_very_long_line_is_cut_at_both_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
