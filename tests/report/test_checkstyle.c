/* SPDX-License-Identifier: Apache-2.0
 * test_checkstyle.c - Checkstyle's XML, and any bytes in it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/xml.h"

#include "format.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">\n"

static void problems_stand_below_their_file(void **state)
{
	(void)state;
	sl_problem problems[] = { alias(), of(problem_at(&source, 0, 7, "b"), SL_INFO, "a.md"), of(problem_at(&source, 0, 7, "c"), SL_WARNING, "b.md") };
	assert_string_equal(report_as(&sl_report_checkstyle, NULL, problems, 3),
	    HEAD
	    "<file name=\"a.md\">\n"
	    "<error line=\"4\" column=\"3\" severity=\"error\" message=\"“Open research” is an alias\" source=\"topics/alias\"/>\n"
	    "<error line=\"1\" column=\"1\" severity=\"info\" message=\"b\" source=\"topics/alias\"/>\n"
	    "</file>\n"
	    "<file name=\"b.md\">\n"
	    "<error line=\"1\" column=\"1\" severity=\"warning\" message=\"c\" source=\"topics/alias\"/>\n"
	    "</file>\n"
	    "</checkstyle>\n");
}

static void nothing_found_is_a_whole_document(void **state)
{
	(void)state;
	assert_string_equal(report_as(&sl_report_checkstyle, NULL, NULL, 0), HEAD "</checkstyle>\n");
}

static void hostile_texts_are_escaped(void **state)
{
	(void)state;
	sl_problem problem = hostile();
	assert_string_equal(report_as(&sl_report_checkstyle, NULL, &problem, 1),
	    HEAD
	    "<file name=\"d/caf\ufffd&#10;&quot;x&quot; &apos;&lt;&amp;&gt;&apos; %,:# \ufffd&#8238;.md {\">\n"
	    "<error line=\"1\" column=\"1\" severity=\"error\" message=\"&quot;q&quot; &apos;a&apos; \\ %25 &lt;b&gt;&amp;amp;]]&gt; # {&#10;"
	    "::error::x&#13;&#10;&#9;,:\ufffd[2J &#8238;&#8232; 😀\" source=\"topics/alias\"/>\n"
	    "</file>\n</checkstyle>\n");
}

static void assert_xml(sl_str text, const char *expected)
{
	sl_buffer buffer;
	sl_buffer_init(&buffer);
	sl_append_xml(&buffer, text);
	assert_string_equal(buffer.data ? buffer.data : "", expected);
	sl_buffer_finish(&buffer);
}

static void only_characters_of_xml_are_left(void **state)
{
	(void)state;
	assert_xml(SL_LIT(""), "");
	assert_xml(SL_LIT("\0\x01\x08\x0b\x0c\x0e\x1f"), "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd");
	assert_xml(SL_LIT("\x7f\xc2\x85" "\ud7ff\ue000\ufffd\U00010000\U0010ffff"), "&#127;&#133;\ud7ff\ue000\ufffd\U00010000\U0010ffff");
	assert_xml(SL_LIT("\xef\xbf\xbe\xef\xbf\xbf"), "\ufffd\ufffd");                      /* U+FFFE, U+FFFF */
	assert_xml(SL_LIT("\xed\xa0\x80"), "\ufffd\ufffd\ufffd");                            /* a surrogate */
	assert_xml(SL_LIT("\xc0\x80\xf4\x90\x80\x80"), "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"); /* overlong, and past the last */
	assert_xml(SL_LIT("x\xe2\x82"), "x\ufffd\ufffd");
}

static void a_full_device_is_told(void **state)
{
	(void)state;
	assert_full_device_is_told(&sl_report_checkstyle, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(problems_stand_below_their_file),
		test(nothing_found_is_a_whole_document),
		test(hostile_texts_are_escaped),
		test(only_characters_of_xml_are_left),
		test(a_full_device_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
