/* SPDX-License-Identifier: Apache-2.0
 * test_jsonl.c - problems as the format json has them, a line each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "format.h"

#include <jansson.h>

static void nothing_found_is_a_line_of_totals(void **state)
{
	(void)state;
	assert_string_equal(report_as(&sl_report_jsonl, NULL, NULL, 0),
	    "{\"version\":1,\"summary\":{\"files\":9,\"errors\":0,\"warnings\":0,\"infos\":0,\"fixable\":0,\"suppressed\":0}}\n");
}

/* Whoever can read one of them can read the other. */
static void lines_are_the_problems_of_json(void **state)
{
	(void)state;
	sl_problem problems[] = { alias(), hostile(), of(alias(), SL_INFO, "b.md") };
	json_t *whole = json_loads(report_as(&sl_report_json, NULL, problems, 3), JSON_ALLOW_NUL, NULL);
	const char *line = report_as(&sl_report_jsonl, NULL, problems, 3);
	assert_non_null(whole);
	for (size_t i = 0; i < 3; i++) {
		size_t size = strcspn(line, "\n");
		json_t *value = json_loadb(line, size, JSON_ALLOW_NUL, NULL);
		assert_non_null(value);
		assert_true(json_equal(value, json_array_get(json_object_get(whole, "problems"), i)));
		json_decref(value);
		line += size + 1;
	}
	json_t *last = json_loads(line, 0, NULL);
	assert_non_null(last);
	assert_int_equal(json_integer_value(json_object_get(last, "version")), 1);
	assert_true(json_equal(json_object_get(last, "summary"), json_object_get(whole, "summary")));
	json_decref(last);
	json_decref(whole);
}

/* A program that reads along sees a problem when it was found. */
static void problems_do_not_wait_for_the_end(void **state)
{
	(void)state;
	sl_report_style style = { 0 };
	sl_problem problem = alias();
	sl_report *report = sl_report_jsonl.create(out.stream, &style);
	assert_true(sl_report_jsonl.problem(report, &problem));
	assert_int_equal(*written(&out), '{');
	sl_report_jsonl.free(report);
}

static void a_full_device_is_told(void **state)
{
	(void)state;
	assert_full_device_is_told(&sl_report_jsonl, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(nothing_found_is_a_line_of_totals),
		test(lines_are_the_problems_of_json),
		test(problems_do_not_wait_for_the_end),
		test(a_full_device_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
