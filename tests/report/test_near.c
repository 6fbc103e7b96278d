/* SPDX-License-Identifier: Apache-2.0
 * test_near.c - what a problem tells of the bytes around it is what the file says of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/near.h"

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

static bool begins_character(uint32_t offset)
{
	return offset == source.bytes.size || ((unsigned char)source.bytes.data[offset] & 0xC0) != 0x80;
}

/* Bytes between the line's start and the offset, and 1. */
static uint32_t byte_column(uint32_t offset, uint32_t line)
{
	return offset - sl_source_line(&source, line).start + 1;
}

/* Everything that is told is true; how much is told. */
static uint32_t check_all_told(sl_span span)
{
	sl_problem problem = problem_at(&source, span.start, span.end, "");
	uint32_t told = 0;
	for (uint32_t offset = 0; offset <= source.bytes.size; offset++) {
		sl_near near;
		sl_position truth;
		if (!begins_character(offset) || !sl_near_byte(&problem, offset, &near))
			continue;
		assert_true(sl_source_position(&source, offset, &truth));
		assert_int_equal(near.at.line, truth.line);
		assert_int_equal(near.at.column, truth.column);
		if (near.byte_column)
			assert_int_equal(near.byte_column, byte_column(offset, truth.line));
		told++;
	}
	return told;
}

static void check_all_spans(sl_str text)
{
	assert_true(sl_source_set(&source, text));
	for (uint32_t from = 0; from <= text.size; from++) {
		for (uint32_t to = from; to <= text.size; to++) {
			if (begins_character(from) && begins_character(to))
				assert_true(check_all_told((sl_span){ from, to }) >= 1);
		}
	}
}

static void all_spans_of_small_texts(void **state)
{
	(void)state;
	check_all_spans(SL_LIT(""));
	check_all_spans(SL_LIT("a"));
	check_all_spans(SL_LIT("é语\n😀x\n\nz"));
	check_all_spans(SL_LIT("\n\n"));
	check_all_spans(SL_LIT("a\rb\rc"));
	check_all_spans(SL_LIT("caf\xe9 \xff\nx\xe2\x82\n"));
}

static void a_line_and_the_start_of_the_next_are_told(void **state)
{
	(void)state;
	assert_true(sl_source_set(&source, SL_LIT("one\ntwo é\nthree\n")));
	assert_int_equal(check_all_told((sl_span){ 5, 6 }), 7);  /* five characters, the line's end, the start of the next */
	assert_int_equal(check_all_told((sl_span){ 5, 14 }), 8); /* and its own end */
}

static void a_byte_order_mark_counts_nowhere(void **state)
{
	(void)state;
	sl_near near;
	assert_true(sl_source_set(&source, SL_LIT("\xef\xbb\xbf# Title\n")));
	sl_problem problem = problem_at(&source, 5, 10, "");
	assert_true(sl_near_byte(&problem, 5, &near));
	assert_int_equal(near.at.column, 3);
	assert_int_equal(near.byte_column, 3);
}

static void set_repeated(sl_str piece, uint32_t count)
{
	sl_buffer text;
	sl_buffer_init(&text);
	for (uint32_t i = 0; i < count; i++)
		sl_buffer_append(&text, piece);
	assert_true(sl_source_set(&source, sl_buffer_str(&text)));
	sl_buffer_finish(&text);
}

static void windows_of_long_lines_tell_no_byte_columns(void **state)
{
	(void)state;
	set_repeated(SL_LIT("é"), 10000);
	assert_true(check_all_told((sl_span){ 10000, 10002 }) > 1000);
	sl_near near;
	sl_problem problem = problem_at(&source, 10000, 10002, "");
	assert_true(problem.excerpt_from > 0 && problem.excerpt_cut);
	assert_true(sl_near_byte(&problem, 10000, &near));
	assert_int_equal(near.byte_column, 0);
	assert_false(sl_near_byte(&problem, 0, &near));
	assert_false(sl_near_byte(&problem, 19998, &near));
}

/* Behind a window the line goes on. */
static void windows_of_long_lines_do_not_end_lines(void **state)
{
	(void)state;
	set_repeated(SL_LIT("a"), 20000);
	assert_int_equal(check_all_told((sl_span){ 10000, 10002 }), problem_at(&source, 10000, 10002, "").excerpt.size + 1);
}

static void what_is_marked_is_shown_whole_or_not_at_all(void **state)
{
	(void)state;
	assert_true(sl_source_set(&source, SL_LIT("one\ntwo é\nthree\n")));
	sl_problem problem = problem_at(&source, 8, 10, "");
	assert_true(sl_str_is(sl_near_marked(&problem), "é"));
	problem = problem_at(&source, 8, 8, "");
	assert_true(sl_near_marked(&problem).data && sl_near_marked(&problem).size == 0);
	problem = problem_at(&source, 4, 12, "");
	assert_null(sl_near_marked(&problem).data);
	assert_true(sl_source_read(&source, "/nowhere/at/all"));
	problem = problem_at(&source, 0, 0, "");
	assert_null(sl_near_marked(&problem).data);
}

#define test(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(all_spans_of_small_texts),
		test(a_line_and_the_start_of_the_next_are_told),
		test(a_byte_order_mark_counts_nowhere),
		test(windows_of_long_lines_tell_no_byte_columns),
		test(windows_of_long_lines_do_not_end_lines),
		test(what_is_marked_is_shown_whole_or_not_at_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
