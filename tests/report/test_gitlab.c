/* SPDX-License-Identifier: Apache-2.0
 * test_gitlab.c - the keys that GitLab documents, and fingerprints that tell problems apart.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "format.h"

#include <jansson.h>

static const char *text_of(const json_t *array, size_t index, const char *key)
{
	const char *text = json_string_value(json_object_get(json_array_get(array, index), key));
	assert_non_null(text);
	return text;
}

static json_t *reported(const sl_problem *problems, size_t count)
{
	json_t *whole = json_loads(report_as(&sl_report_gitlab, NULL, problems, count), 0, NULL);
	assert_true(json_is_array(whole));
	assert_int_equal(json_array_size(whole), count);
	return whole;
}

static void a_problem_has_the_documented_keys(void **state)
{
	(void)state;
	sl_problem problem = problem_at(&source, 9, 34, "m");
	problem.fingerprint = UINT64_C(0xABC);
	const char *text = report_as(&sl_report_gitlab, NULL, &problem, 1);
	static const char before[] = "[\n{\"type\":\"issue\",\"check_name\":\"topics/alias\",\"description\":\"m\",\"fingerprint\":\"0000000000000abc";
	static const char behind[] = "\",\"severity\":\"major\",\"location\":{\"path\":\"a.md\",\"lines\":{\"begin\":3,\"end\":4}}}\n]\n";
	assert_memory_equal(text, before, sizeof(before) - 1);
	assert_string_equal(text + sizeof(before) - 1 + 16, behind);
}

static void nothing_found_is_an_empty_array(void **state)
{
	(void)state;
	assert_string_equal(report_as(&sl_report_gitlab, NULL, NULL, 0), "[]\n");
}

static void severities_are_gitlabs(void **state)
{
	(void)state;
	sl_problem problems[] = { alias(), of(alias(), SL_WARNING, "b.md"), of(alias(), SL_INFO, "b.md") };
	json_t *whole = reported(problems, 3);
	assert_string_equal(text_of(whole, 0, "severity"), "major");
	assert_string_equal(text_of(whole, 1, "severity"), "minor");
	assert_string_equal(text_of(whole, 2, "severity"), "info");
	json_decref(whole);
}

/* GitLab shows one of two problems with the same fingerprint. */
static void equal_problems_of_two_files_have_two_fingerprints(void **state)
{
	(void)state;
	sl_problem problems[] = { alias(), of(alias(), SL_ERROR, "b.md"), alias() };
	problems[2].fingerprint++;
	json_t *whole = reported(problems, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(strlen(text_of(whole, i, "fingerprint")), 32);
		assert_int_equal(strspn(text_of(whole, i, "fingerprint"), "0123456789abcdef"), 32);
		assert_string_not_equal(text_of(whole, i, "fingerprint"), text_of(whole, (i + 1) % 3, "fingerprint"));
	}
	json_decref(whole);
}

static void hostile_texts_come_back(void **state)
{
	(void)state;
	sl_problem problem = hostile();
	json_t *whole = reported(&problem, 1);
	assert_string_equal(text_of(whole, 0, "description"), hostile_message);
	const json_t *location = json_object_get(json_array_get(whole, 0), "location");
	assert_string_equal(json_string_value(json_object_get(location, "path")), "d/caf\ufffd\n\"x\" '<&>' %,:# \x01\u202e.md {");
	json_decref(whole);
}

static void a_full_device_is_told(void **state)
{
	(void)state;
	assert_full_device_is_told(&sl_report_gitlab, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_problem_has_the_documented_keys),
		test(nothing_found_is_an_empty_array),
		test(severities_are_gitlabs),
		test(equal_problems_of_two_files_have_two_fingerprints),
		test(hostile_texts_come_back),
		test(a_full_device_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
