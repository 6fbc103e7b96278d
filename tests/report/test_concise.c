/* SPDX-License-Identifier: Apache-2.0
 * test_concise.c - one short line a problem, whatever is in it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "format.h"

static void a_line_has_place_letter_rule_and_message(void **state)
{
	(void)state;
	sl_problem problems[] = { alias(), of(alias(), SL_WARNING, "b/c.md"), of(problem_at(&source, 40, 40, "third"), SL_INFO, "b/c.md") };
	assert_string_equal(report_as(&sl_report_concise, NULL, problems, 3),
	    "a.md:4:3: E topics/alias “Open research” is an alias\n"
	    "b/c.md:4:3: W topics/alias “Open research” is an alias\n"
	    "b/c.md:6:1: I topics/alias third\n");
}

static void no_problems_are_no_output(void **state)
{
	(void)state;
	assert_string_equal(report_as(&sl_report_concise, NULL, NULL, 0), "");
}

static void hostile_texts_stay_on_their_line(void **state)
{
	(void)state;
	sl_problem problem = hostile();
	assert_string_equal(report_as(&sl_report_concise, NULL, &problem, 1),
	    "d/caf\\xE9\\n\"x\" '<&>' %,:# \\x01\\u{202E}.md {:1:1: E topics/alias \"q\" 'a' \\ %25 <b>&amp;]]> # {\\n::error::x\\x0D\\n\\t,:\\x1B[2J "
	    "\\u{202E}\\u{2028} 😀\n");
}

static void a_full_device_is_told(void **state)
{
	(void)state;
	assert_full_device_is_told(&sl_report_concise, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_line_has_place_letter_rule_and_message),
		test(no_problems_are_no_output),
		test(hostile_texts_stay_on_their_line),
		test(a_full_device_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
