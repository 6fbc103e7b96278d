/* SPDX-License-Identifier: Apache-2.0
 * test_groups.c - which group of which version a controller is in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/groups.h"

#include <stdio.h>

static void assert_groups(const char *text, const char *controller, const char *v1, const char *v2)
{
	char lines[512];
	const char *found1, *found2;
	snprintf(lines, sizeof(lines), "%s", text);
	sl_groups_find(lines, controller, &found1, &found2);
	if (v1)
		assert_string_equal(found1, v1);
	else
		assert_null(found1);
	if (v2)
		assert_string_equal(found2, v2);
	else
		assert_null(found2);
}

static void version_1_has_a_line_for_each_hierarchy(void **state)
{
	(void)state;
	const char *text = "9:name=systemd:/\n8:pids:/p\n4:cpu,cpuacct:/c\n3:memory:/m/n\n";
	assert_groups(text, "memory", "/m/n", NULL);
	assert_groups(text, "cpu", "/c", NULL);
	assert_groups(text, "cpuacct", "/c", NULL);
	assert_groups(text, "acct", NULL, NULL);
	assert_groups(text, "systemd", NULL, NULL);
}

static void version_2_has_one_line(void **state)
{
	(void)state;
	assert_groups("0::/user.slice/a:b\n", "memory", NULL, "/user.slice/a:b");
	assert_groups("0::/", "memory", NULL, "/"); /* no end of line */
	assert_groups("3:memory:/m\n0::/two\n", "memory", "/m", "/two");
	assert_groups("3:cpuset:/m\n0::/two\n", "memory", NULL, "/two");
}

static void what_is_no_line_of_it_is_passed_over(void **state)
{
	(void)state;
	assert_groups("", "memory", NULL, NULL);
	assert_groups("\n\nmemory\n3:memory\n5:,memory,:/late\n", "memory", "/late", NULL);
	assert_groups("3:memory", "memory", NULL, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(version_1_has_a_line_for_each_hierarchy),
		cmocka_unit_test(version_2_has_one_line),
		cmocka_unit_test(what_is_no_line_of_it_is_passed_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
