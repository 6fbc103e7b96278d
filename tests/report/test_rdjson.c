/* SPDX-License-Identifier: Apache-2.0
 * test_rdjson.c - Reviewdog Diagnostic Format: columns are bytes, and suggestions are what one edit can say.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "format.h"

#include <jansson.h>

#define HEAD "{\"source\":{\"name\":\"sumlint\"},\"diagnostics\":["

static void a_problem_is_a_diagnostic(void **state)
{
	(void)state;
	sl_problem problem = alias();
	assert_string_equal(report_as(&sl_report_rdjson, NULL, &problem, 1),
	    HEAD "\n{\"message\":\"“Open research” is an alias\",\"location\":{\"path\":\"a.md\",\"range\":{\"start\":{\"line\":4,\"column\":3},"
		 "\"end\":{\"line\":4,\"column\":16}}},\"severity\":\"ERROR\",\"code\":{\"value\":\"topics/alias\"},\"suggestions\":["
		 "{\"range\":{\"start\":{\"line\":4,\"column\":3},\"end\":{\"line\":4,\"column\":16}},\"text\":\"Open Science\"}]}\n"
		 "],\"severity\":\"ERROR\"}\n");
}

static void rules_have_a_page_where_the_reference_has_an_address(void **state)
{
	(void)state;
	sl_problem problem = alias();
	sl_rule_manifest rules[] = { *problem.rule };
	sl_manifest shipped = { .plugin = SL_LIT("topics"), .shipped = true, .rules = rules, .rule_count = 1 };
	const sl_manifest *items[] = { &shipped };
	sl_manifests manifests = { .items = items, .count = 1, .capacity = 1 };
	docs_url = "https://docs.test/rules.html";
	json_t *whole = json_loads(report_as(&sl_report_rdjson, &manifests, &problem, 1), 0, NULL);
	const json_t *code = json_object_get(json_array_get(json_object_get(whole, "diagnostics"), 0), "code");
	assert_string_equal(json_string_value(json_object_get(json_object_get(whole, "source"), "url")), docs_url);
	assert_string_equal(json_string_value(json_object_get(code, "url")), "https://docs.test/rules.html#topicsalias");
	json_decref(whole);
	/* Other people's plugins are not described there. */
	shipped.shipped = false;
	whole = json_loads(report_as(&sl_report_rdjson, &manifests, &problem, 1), 0, NULL);
	code = json_object_get(json_array_get(json_object_get(whole, "diagnostics"), 0), "code");
	assert_non_null(json_object_get(code, "value"));
	assert_null(json_object_get(code, "url"));
	json_decref(whole);
	docs_url = NULL;
}

static void nothing_found_is_a_whole_report(void **state)
{
	(void)state;
	assert_string_equal(report_as(&sl_report_rdjson, NULL, NULL, 0), HEAD "]}\n");
}

static json_t *reported(const sl_problem *problems, size_t count)
{
	json_t *whole = json_loads(report_as(&sl_report_rdjson, NULL, problems, count), 0, NULL);
	assert_int_equal(json_array_size(json_object_get(whole, "diagnostics")), count);
	return whole;
}

static const json_t *diagnostic(const json_t *whole, size_t index)
{
	return json_array_get(json_object_get(whole, "diagnostics"), index);
}

static const char *severity_of(const json_t *value)
{
	return json_string_value(json_object_get(value, "severity"));
}

static void the_worst_severity_is_the_reports(void **state)
{
	(void)state;
	sl_problem problems[] = { of(alias(), SL_INFO, "a.md"), of(alias(), SL_WARNING, "a.md") };
	json_t *whole = reported(problems, 2);
	assert_string_equal(severity_of(whole), "WARNING");
	assert_string_equal(severity_of(diagnostic(whole, 0)), "INFO");
	assert_string_equal(severity_of(diagnostic(whole, 1)), "WARNING");
	json_decref(whole);
}

/* "line:column-line:column", 0 for a column that is not said. */
static void assert_range(const json_t *range, const char *expected)
{
	char text[64];
	const json_t *from = json_object_get(range, "start"), *to = json_object_get(range, "end");
	snprintf(text, sizeof(text), "%d:%d-%d:%d", (int)json_integer_value(json_object_get(from, "line")),
	    (int)json_integer_value(json_object_get(from, "column")), (int)json_integer_value(json_object_get(to, "line")),
	    (int)json_integer_value(json_object_get(to, "column")));
	assert_string_equal(text, expected);
}

static void assert_problem_range(const sl_problem *problem, const char *expected)
{
	json_t *whole = reported(problem, 1);
	assert_range(json_object_get(json_object_get(diagnostic(whole, 0), "location"), "range"), expected);
	json_decref(whole);
}

static void columns_are_bytes(void **state)
{
	(void)state;
	assert_true(sl_source_set(&source, SL_LIT("x\n语言 é😀z\nend\n")));
	sl_problem problem = problem_at(&source, 11, 15, "m"); /* the smiling face: column 5 for people */
	assert_int_equal(problem.start.column, 5);
	assert_problem_range(&problem, "2:10-2:14");
	problem = problem_at(&source, 16, 16, "m");
	assert_problem_range(&problem, "2:15-2:15");
}

static void ranges_of_lines_end_as_the_format_says(void **state)
{
	(void)state;
	sl_problem problem = problem_at(&source, 9, 19, "m"); /* with its line end */
	assert_problem_range(&problem, "3:1-4:1");
	problem = problem_at(&source, 9, 22, "m"); /* ends where the excerpt does not reach: whole lines, the last included */
	assert_problem_range(&problem, "3:0-4:0");
	problem = problem_at(&source, 9, 19, "m");
	problem.excerpt = (sl_str){ NULL, 0 }; /* beginnings of lines need no excerpt */
	assert_problem_range(&problem, "3:1-4:1");
	problem = problem_at(&source, 21, 35, "m");
	problem.excerpt = (sl_str){ NULL, 0 };
	assert_problem_range(&problem, "4:0-4:0");
}

static void a_file_that_was_not_read_has_a_place(void **state)
{
	(void)state;
	assert_true(sl_source_read(&source, "/nowhere/at/all"));
	sl_problem problem = problem_at(&source, 0, 0, "m");
	assert_problem_range(&problem, "1:1-1:1");
}

/* In a window of a long line nobody knows how many bytes stand in front. */
static void a_long_line_has_no_columns(void **state)
{
	(void)state;
	sl_buffer text;
	sl_buffer_init(&text);
	for (uint32_t i = 0; i < 3000; i++)
		sl_buffer_append(&text, SL_LIT("语 "));
	assert_true(sl_source_set(&source, sl_buffer_str(&text)));
	sl_buffer_finish(&text);
	sl_problem problem = problem_at(&source, 8000, 8003, "m");
	assert_int_equal(problem.start.column, 4001);
	assert_problem_range(&problem, "1:0-1:0");
	problem = problem_at(&source, 400, 403, "m");
	assert_problem_range(&problem, "1:401-1:404");
}

static void edits_that_cannot_be_said_are_no_suggestions(void **state)
{
	(void)state;
	sumlint_edit far = { { 0, 2 }, SL_LIT("x") }, line = { { 19, 35 }, { NULL, 0 } };
	sumlint_fix some[] = { { SL_LIT("far"), SUMLINT_FIX_SAFE, 1, &far }, { SL_LIT("line"), SUMLINT_FIX_UNSAFE, 1, &line }, fixes[1] };
	sl_problem problem = alias();
	problem.fixes = some;
	problem.fix_count = 3;
	json_t *whole = reported(&problem, 1);
	const json_t *all = json_object_get(diagnostic(whole, 0), "suggestions");
	assert_int_equal(json_array_size(all), 1);
	assert_range(json_object_get(json_array_get(all, 0), "range"), "4:1-5:1");
	assert_string_equal(json_string_value(json_object_get(json_array_get(all, 0), "text")), "");
	json_decref(whole);
	problem.fix_count = 1;
	whole = reported(&problem, 1);
	assert_null(json_object_get(diagnostic(whole, 0), "suggestions"));
	json_decref(whole);
}

static void hostile_texts_come_back(void **state)
{
	(void)state;
	sl_problem problem = hostile();
	json_t *whole = reported(&problem, 1);
	assert_string_equal(json_string_value(json_object_get(diagnostic(whole, 0), "message")), hostile_message);
	const json_t *location = json_object_get(diagnostic(whole, 0), "location");
	assert_string_equal(json_string_value(json_object_get(location, "path")), "d/caf\ufffd\n\"x\" '<&>' %,:# \x01\u202e.md {");
	json_decref(whole);
}

static void a_full_device_is_told(void **state)
{
	(void)state;
	assert_full_device_is_told(&sl_report_rdjson, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_problem_is_a_diagnostic),
		test(rules_have_a_page_where_the_reference_has_an_address),
		test(nothing_found_is_a_whole_report),
		test(the_worst_severity_is_the_reports),
		test(columns_are_bytes),
		test(ranges_of_lines_end_as_the_format_says),
		test(a_file_that_was_not_read_has_a_place),
		test(a_long_line_has_no_columns),
		test(edits_that_cannot_be_said_are_no_suggestions),
		test(hostile_texts_come_back),
		test(a_full_device_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
