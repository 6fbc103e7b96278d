/* SPDX-License-Identifier: Apache-2.0
 * test_junit.c - test cases, their failures, and totals that are right.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "format.h"

#define HEAD(tests, failures) \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"sumlint\" tests=\"" tests "\" failures=\"" failures "\" errors=\"0\">\n" \
	"<testsuite name=\"sumlint\" tests=\"" tests "\" failures=\"" failures "\" errors=\"0\" skipped=\"0\">\n"
#define TAIL "</testsuite>\n</testsuites>\n"

static void a_file_is_a_test_case(void **state)
{
	(void)state;
	sl_problem problems[] = {
		of(problem_at(&source, 0, 7, "one"), SL_INFO, "a.md"),
		alias(),
		of(problem_at(&source, 0, 7, "two"), SL_INFO, "a.md"),
		of(problem_at(&source, 0, 7, "three"), SL_WARNING, "b.md"),
		of(problem_at(&source, 0, 7, "four"), SL_INFO, "c.md"),
	};
	assert_string_equal(report_as(&sl_report_junit, NULL, problems, 5),
	    HEAD("3", "2")
	    "<testcase name=\"a.md\" classname=\"sumlint\">\n"
	    "<failure type=\"topics/alias\" message=\"“Open research” is an alias\">a.md:4:3: error: “Open research” is an alias [topics/alias]\n"
	    "help: write “Open Science”</failure>\n"
	    "<system-out>a.md:1:1: info: one [topics/alias]\na.md:1:1: info: two [topics/alias]\n</system-out>\n"
	    "</testcase>\n"
	    "<testcase name=\"b.md\" classname=\"sumlint\">\n"
	    "<failure type=\"topics/alias\" message=\"three\">b.md:1:1: warning: three [topics/alias]</failure>\n"
	    "</testcase>\n"
	    "<testcase name=\"c.md\" classname=\"sumlint\">\n"
	    "<system-out>c.md:1:1: info: four [topics/alias]\n</system-out>\n"
	    "</testcase>\n" TAIL);
}

/* A report without test cases is an error for some readers. */
static void nothing_found_is_a_test_that_passed(void **state)
{
	(void)state;
	assert_string_equal(report_as(&sl_report_junit, NULL, NULL, 0),
	    HEAD("1", "0") "<testcase name=\"all documents\" classname=\"sumlint\"/>\n" TAIL);
}

static void hostile_texts_are_escaped(void **state)
{
	(void)state;
	sl_problem problems[] = { hostile(), of(hostile(), SL_INFO, "]]><x>") };
	assert_string_equal(report_as(&sl_report_junit, NULL, problems, 2),
	    HEAD("2", "1")
	    "<testcase name=\"d/caf\ufffd&#10;&quot;x&quot; &apos;&lt;&amp;&gt;&apos; %,:# \ufffd&#8238;.md {\" classname=\"sumlint\">\n"
	    "<failure type=\"topics/alias\" message=\"&quot;q&quot; &apos;a&apos; \\ %25 &lt;b&gt;&amp;amp;]]&gt; # {&#10;::error::x&#13;&#10;&#9;,:\ufffd[2J "
	    "&#8238;&#8232; 😀\">d/caf\ufffd&#10;&quot;x&quot; &apos;&lt;&amp;&gt;&apos; %,:# \ufffd&#8238;.md {:1:1: error: &quot;q&quot; &apos;a&apos; \\ %25 "
	    "&lt;b&gt;&amp;amp;]]&gt; # {&#10;::error::x&#13;&#10;&#9;,:\ufffd[2J &#8238;&#8232; 😀 [topics/alias]\nhelp: h\ufffd\ufffd\ufffd\ufffd</failure>\n"
	    "</testcase>\n"
	    "<testcase name=\"]]&gt;&lt;x&gt;\" classname=\"sumlint\">\n"
	    "<system-out>]]&gt;&lt;x&gt;:1:1: info: &quot;q&quot; &apos;a&apos; \\ %25 &lt;b&gt;&amp;amp;]]&gt; # {&#10;::error::x&#13;&#10;&#9;,:\ufffd[2J "
	    "&#8238;&#8232; 😀 [topics/alias]\n</system-out>\n"
	    "</testcase>\n" TAIL);
}

static size_t count_of(const char *text, const char *piece)
{
	size_t count = 0;
	for (; (text = strstr(text, piece)); text += strlen(piece))
		count++;
	return count;
}

/* More infos than are kept in memory go to the end of their file all the same. */
static void a_great_many_infos_of_one_file_are_all_there(void **state)
{
	(void)state;
	enum { COUNT = 60000 };
	sl_problem *problems = calloc(COUNT, sizeof(*problems));
	assert_non_null(problems);
	for (size_t i = 0; i < COUNT; i++)
		problems[i] = of(problem_at(&source, 0, 7, "m"), i % 2 ? SL_INFO : SL_ERROR, "a.md");
	const char *text = report_as(&sl_report_junit, NULL, problems, COUNT);
	free(problems);
	assert_true(strlen(text) > 3 * SL_SPOOL_MEMORY);
	assert_int_equal(count_of(text, "<failure "), COUNT / 2);
	const char *infos = strstr(text, "<system-out>");
	assert_non_null(infos);
	assert_int_equal(count_of(text, "<system-out>"), 1);
	assert_int_equal(count_of(infos, ": info: m [topics/alias]\n"), COUNT / 2);
	assert_int_equal(count_of(infos, "<failure "), 0);
}

static void a_full_device_is_told(void **state)
{
	(void)state;
	assert_full_device_is_told(&sl_report_junit, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_file_is_a_test_case),
		test(nothing_found_is_a_test_that_passed),
		test(hostile_texts_are_escaped),
		test(a_great_many_infos_of_one_file_are_all_there),
		test(a_full_device_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
