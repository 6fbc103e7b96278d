/* SPDX-License-Identifier: Apache-2.0
 * test_github.c - workflow commands, and their escaping as GitHub documents it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "format.h"

static void a_problem_is_a_command(void **state)
{
	(void)state;
	sl_problem problems[] = { alias(), of(alias(), SL_WARNING, "b.md"), of(alias(), SL_INFO, "b.md") };
	assert_string_equal(report_as(&sl_report_github, NULL, problems, 3),
	    "::error file=a.md,line=4,col=3,endLine=4,endColumn=16,title=topics/alias::“Open research” is an alias\n"
	    "::warning file=b.md,line=4,col=3,endLine=4,endColumn=16,title=topics/alias::“Open research” is an alias\n"
	    "::notice file=b.md,line=4,col=3,endLine=4,endColumn=16,title=topics/alias::“Open research” is an alias\n");
}

static void lines_have_no_columns(void **state)
{
	(void)state;
	sl_problem problem = problem_at(&source, 9, 34, "m");
	assert_string_equal(report_as(&sl_report_github, NULL, &problem, 1), "::error file=a.md,line=3,endLine=4,title=topics/alias::m\n");
}

static void no_problems_are_no_output(void **state)
{
	(void)state;
	assert_string_equal(report_as(&sl_report_github, NULL, NULL, 0), "");
}

/* No text can end its command, or begin another. */
static void hostile_texts_are_escaped(void **state)
{
	(void)state;
	sl_problem problem = hostile();
	assert_string_equal(report_as(&sl_report_github, NULL, &problem, 1),
	    "::error file=d/caf\ufffd%0A\"x\" '<&>' %25%2C%3A# \\x01\u202e.md {,line=1,col=1,endLine=1,endColumn=8,title=topics/alias::"
	    "\"q\" 'a' \\ %2525 <b>&amp;]]> # {%0A::error::x%0D%0A\\t,:\\x1B[2J \\u{202E}\\u{2028} 😀\n");
}

static void a_full_device_is_told(void **state)
{
	(void)state;
	assert_full_device_is_told(&sl_report_github, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_problem_is_a_command),
		test(lines_have_no_columns),
		test(no_problems_are_no_output),
		test(hostile_texts_are_escaped),
		test(a_full_device_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
