/* SPDX-License-Identifier: Apache-2.0
 * test_json.c - the report for programs: its keys are a contract, and whatever is in it, it is JSON.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/report.h"
#include "report/spool.h"

#include "problem.h"

#include <errno.h>
#include <jansson.h>

static const char document[] = "# Title\n\n## Topics\n- Open research\n- AI\n";
static sl_source source;
static sink out;

static int start(void **state)
{
	(void)state;
	sl_source_init(&source);
	open_sink(&out);
	return sl_source_set(&source, SL_LIT(document)) ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	close_sink(&out);
	sl_source_finish(&source);
	return 0;
}

static const char *report_all(const sl_problem *problems, size_t count, const sl_counts *counts)
{
	sl_report_style style = { .colour = true, .excerpts = true }; /* programs want neither */
	sl_report *report = sl_report_json.create(out.stream, &style);
	assert_non_null(report);
	for (size_t i = 0; i < count; i++)
		assert_true(sl_report_json.problem(report, &problems[i]));
	assert_true(sl_report_json.finish(report, counts));
	sl_report_json.free(report);
	return written(&out);
}

static void nothing_found_is_a_whole_report_too(void **state)
{
	(void)state;
	sl_counts counts = { .files = 7 };
	assert_string_equal(report_all(NULL, 0, &counts),
	    "{\"version\":1,\"summary\":{\"files\":7,\"errors\":0,\"warnings\":0,\"infos\":0,\"fixable\":0,\"suppressed\":0},\"problems\":[]}\n");
}

static void keys_and_their_order_are_the_contract(void **state)
{
	(void)state;
	sumlint_edit edits[] = { { { 21, 34 }, { "Open Science", 12 } }, { { 34, 34 }, { NULL, 0 } } };
	sumlint_fix fixes[] = { { SL_LIT("replace"), SUMLINT_FIX_SAFE, 2, edits }, { SL_LIT("drop"), SUMLINT_FIX_UNSAFE, 1, edits } };
	sl_problem problems[] = { problem_at(&source, 21, 34, "alias"), problem_at(&source, 0, 7, "other") };
	problems[0].help = SL_LIT("help");
	problems[0].fixes = fixes;
	problems[0].fix_count = 2;
	problems[1].severity = SL_INFO;
	const sl_related related = { { 2, 7 }, { 1, 3 }, { 1, 8 }, SL_LIT("it is here first") };
	problems[1].related = &related;
	problems[1].related_count = 1;
	sl_counts counts = { .files = 3, .problems = { 0, 1, 2, 4 }, .fixable = 5, .suppressed = 6, .files_with_problems = 1 };
	assert_string_equal(report_all(problems, 2, &counts),
	    "{\"version\":1,\"summary\":{\"files\":3,\"errors\":4,\"warnings\":2,\"infos\":1,\"fixable\":5,\"suppressed\":6},\"problems\":["
	    "{\"file\":\"a.md\",\"line\":4,\"column\":3,\"end_line\":4,\"end_column\":16,\"byte_start\":21,\"byte_end\":34,"
	    "\"rule\":\"topics/alias\",\"severity\":\"error\",\"message\":\"alias\",\"help\":\"help\",\"fixes\":["
	    "{\"title\":\"replace\",\"safety\":\"safe\",\"edits\":[{\"byte_start\":21,\"byte_end\":34,\"text\":\"Open Science\"},"
	    "{\"byte_start\":34,\"byte_end\":34,\"text\":\"\"}]},"
	    "{\"title\":\"drop\",\"safety\":\"unsafe\",\"edits\":[{\"byte_start\":21,\"byte_end\":34,\"text\":\"Open Science\"}]}]},"
	    "{\"file\":\"a.md\",\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":8,\"byte_start\":0,\"byte_end\":7,"
	    "\"rule\":\"topics/alias\",\"severity\":\"info\",\"message\":\"other\",\"help\":\"\",\"fixes\":[],\"related\":["
	    "{\"line\":1,\"column\":3,\"end_line\":1,\"end_column\":8,\"byte_start\":2,\"byte_end\":7,\"message\":\"it is here first\"}]}]}\n");
}

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	assert_non_null(text);
	return text;
}

static void hostile_texts_come_back_as_they_were(void **state)
{
	(void)state;
	sl_problem problem = problem_at(&source, 0, 7, "\"quotes\" \\ \x1b \n\t \xc2\x9b" "31m \x7f \u202e \u2028 😀 </script>");
	problem.file = SL_LIT("caf\xe9\n\"x\".md");
	problem.help = SL_LIT("a\0b");
	sl_counts counts = { .files = 1 };
	json_error_t error;
	const char *json = report_all(&problem, 1, &counts);
	/* Nothing in it speaks to a terminal. */
	assert_non_null(strstr(json, "\\n\\t \\u009B31m \\u007F \\u202E \\u2028 😀"));
	json_t *whole = json_loads(json, JSON_ALLOW_NUL, &error);
	assert_non_null(whole);
	json_t *back = json_array_get(json_object_get(whole, "problems"), 0);
	assert_string_equal(text_of(back, "message"), "\"quotes\" \\ \x1b \n\t \xc2\x9b" "31m \x7f \u202e \u2028 😀 </script>");
	assert_string_equal(text_of(back, "file"), "caf\ufffd\n\"x\".md");
	assert_int_equal(json_string_length(json_object_get(back, "help")), 3);
	json_decref(whole);
	assert_int_equal(strcspn(out.bytes, "\n"), out.size - 1); /* one line */
}

static void numbers_are_not_cut(void **state)
{
	(void)state;
	sl_problem problem = problem_at(&source, 0, 7, "m");
	problem.span = (sl_span){ UINT32_MAX - 2, UINT32_MAX - 1 };
	problem.start = (sl_position){ UINT32_MAX, UINT32_MAX - 1 };
	sl_counts counts = { .files = UINT64_C(5000000000) };
	json_t *whole = json_loads(report_all(&problem, 1, &counts), 0, NULL);
	assert_non_null(whole);
	json_t *back = json_array_get(json_object_get(whole, "problems"), 0);
	assert_int_equal(json_integer_value(json_object_get(back, "byte_end")), UINT32_MAX - 1);
	assert_int_equal(json_integer_value(json_object_get(back, "line")), UINT32_MAX);
	assert_int_equal(json_integer_value(json_object_get(json_object_get(whole, "summary"), "files")), INT64_C(5000000000));
	json_decref(whole);
}

/* More than what is kept in memory. */
static void a_great_many_problems_are_all_there(void **state)
{
	(void)state;
	enum { COUNT = 20000 };
	sl_problem *problems = calloc(COUNT, sizeof(*problems));
	assert_non_null(problems);
	for (uint32_t i = 0; i < COUNT; i++) {
		problems[i] = problem_at(&source, 0, 7, "m");
		problems[i].start.line = i;
	}
	sl_counts counts = { .files = 1 };
	json_t *whole = json_loads(report_all(problems, COUNT, &counts), 0, NULL);
	free(problems);
	assert_non_null(whole);
	assert_true(out.size > 2 * SL_SPOOL_MEMORY);
	json_t *back = json_object_get(whole, "problems");
	assert_int_equal(json_array_size(back), COUNT);
	for (uint32_t i = 0; i < COUNT; i++)
		assert_int_equal(json_integer_value(json_object_get(json_array_get(back, i), "line")), i);
	json_decref(whole);
}

static void a_full_device_is_told(void **state)
{
	(void)state;
	sl_problem problem = problem_at(&source, 0, 7, "m");
	sl_counts counts = { 0 };
	for (uint32_t count = 0; count <= 10000; count += 5000) {
		sl_report_style style = { 0 };
		FILE *full = fopen("/dev/full", "w");
		assert_non_null(full);
		sl_report *report = sl_report_json.create(full, &style);
		assert_non_null(report);
		for (uint32_t i = 0; i < count; i++)
			assert_true(sl_report_json.problem(report, &problem));
		errno = 0;
		assert_false(sl_report_json.finish(report, &counts));
		assert_int_equal(errno, ENOSPC);
		sl_report_json.free(report);
		fclose(full);
	}
	sl_report_json.free(NULL);
}

#define test(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(nothing_found_is_a_whole_report_too),
		test(keys_and_their_order_are_the_contract),
		test(hostile_texts_come_back_as_they_were),
		test(numbers_are_not_cut),
		test(a_great_many_problems_are_all_there),
		test(a_full_device_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
