/* SPDX-License-Identifier: Apache-2.0
 * test_tap.c - test points, the YAML below them, and the plan.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "format.h"

static void a_file_is_a_test_point(void **state)
{
	(void)state;
	sl_problem problems[] = {
		of(problem_at(&source, 0, 7, "one"), SL_INFO, "a.md"),
		alias(),
		of(problem_at(&source, 0, 7, "two"), SL_INFO, "b.md"),
		of(problem_at(&source, 0, 7, "three"), SL_WARNING, "c.md"),
	};
	assert_string_equal(report_as(&sl_report_tap, NULL, problems, 4),
	    "TAP version 14\n"
	    "not ok 1 - a.md\n"
	    "  ---\n"
	    "  file: \"a.md\"\n"
	    "  problems:\n"
	    "    - line: 1\n      column: 1\n      severity: \"info\"\n      rule: \"topics/alias\"\n      message: \"one\"\n"
	    "    - line: 4\n      column: 3\n      severity: \"error\"\n      rule: \"topics/alias\"\n      message: \"“Open research” is an alias\"\n"
	    "      help: \"write “Open Science”\"\n"
	    "  ...\n"
	    "ok 2 - b.md\n"
	    "  ---\n"
	    "  file: \"b.md\"\n"
	    "  problems:\n"
	    "    - line: 1\n      column: 1\n      severity: \"info\"\n      rule: \"topics/alias\"\n      message: \"two\"\n"
	    "  ...\n"
	    "not ok 3 - c.md\n"
	    "  ---\n"
	    "  file: \"c.md\"\n"
	    "  problems:\n"
	    "    - line: 1\n      column: 1\n      severity: \"warning\"\n      rule: \"topics/alias\"\n      message: \"three\"\n"
	    "  ...\n"
	    "1..3\n");
}

static void nothing_found_is_a_test_that_passed(void **state)
{
	(void)state;
	assert_string_equal(report_as(&sl_report_tap, NULL, NULL, 0), "TAP version 14\n1..1\nok 1 - all documents\n");
}

static void hostile_texts_are_escaped(void **state)
{
	(void)state;
	sl_problem problem = hostile();
	assert_string_equal(report_as(&sl_report_tap, NULL, &problem, 1),
	    "TAP version 14\n"
	    "not ok 1 - d/caf\\\\xE9\\\\n\"x\" '<&>' %,:\\# \\\\x01\\\\u{202E}.md \\\\x7B\n"
	    "  ---\n"
	    "  file: \"d/caf\ufffd\\u000A\\\"x\\\" '<&>' %,:# \\u0001\\u202E.md {\"\n"
	    "  problems:\n"
	    "    - line: 1\n      column: 1\n      severity: \"error\"\n      rule: \"topics/alias\"\n"
	    "      message: \"\\\"q\\\" 'a' \\\\ %25 <b>&amp;]]> # {\\u000A::error::x\\u000D\\u000A\\u0009,:\\u001B[2J \\u202E\\u2028 😀\"\n"
	    "      help: \"h\ufffd\\u0000\\u001B\\uFFFF\"\n"
	    "  ...\n"
	    "1..1\n");
}

/* A file's problems wait until it is known whether it passes; no more of them than is bounded wait in memory. */
static void a_great_many_problems_of_one_file_are_all_there(void **state)
{
	(void)state;
	enum { COUNT = 30000 };
	sl_problem *problems = calloc(COUNT + 1, sizeof(*problems));
	assert_non_null(problems);
	for (size_t i = 0; i < COUNT; i++)
		problems[i] = of(problem_at(&source, 0, 7, "m"), SL_INFO, "a.md");
	problems[COUNT - 1].severity = SL_ERROR;
	problems[COUNT] = of(problem_at(&source, 0, 7, "m"), SL_INFO, "b.md");
	const char *text = report_as(&sl_report_tap, NULL, problems, COUNT + 1);
	free(problems);
	assert_true(strlen(text) > 2 * SL_SPOOL_MEMORY);
	size_t count = 0;
	assert_non_null(strstr(text, "\nnot ok 1 - a.md\n"));
	assert_non_null(strstr(text, "  ...\nok 2 - b.md\n"));
	for (const char *at = text; (at = strstr(at, "    - line: 1\n")); at++)
		count++;
	assert_int_equal(count, COUNT + 1);
	assert_non_null(strstr(text, "\n1..2\n"));
}

static void a_full_device_is_told(void **state)
{
	(void)state;
	assert_full_device_is_told(&sl_report_tap, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_file_is_a_test_point),
		test(nothing_found_is_a_test_that_passed),
		test(hostile_texts_are_escaped),
		test(a_great_many_problems_of_one_file_are_all_there),
		test(a_full_device_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
