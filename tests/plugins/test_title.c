/* SPDX-License-Identifier: Apache-2.0
 * test_title.c - the rules of the plugin `title`.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "harness.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define DOCUMENTS "documents: [{ files: ['*.md', '*.txt'], type: note }]\n"
#define NOTE "types: { note: { title: { words: { min: 2, max: 4 } }, parts: [{ section: Summary, kind: prose }] } }\n" DOCUMENTS
#define OPTIONAL "types: { note: { title: { required: false }, parts: [{ section: Summary, kind: prose }] } }\n" DOCUMENTS
#define BODY "\n## Summary\n\nAll is well.\n"

static void required(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "there", "a.md", "# Two words\n" BODY, "", NULL },
		{ "there, plain", "a.txt", "Two words\nSummary\nAll is well.\n", "", NULL },
		{ "in the front matter", "a.md", "---\ntitle: Two words\n---\n" BODY, "", NULL },
		{ "setext", "a.md", "Two words\n===\n" BODY, "", NULL },
		{ "missing", "a.md", "## Summary\n\nAll is well.\n", "1:1-1:1 title/required the title is missing\n", NULL },
		{ "missing, plain", "a.txt", "Summary\nAll is well.\n", "1:1-1:1 title/required the title is missing\n", NULL },
		{ "missing behind blank lines", "a.md", "\n\n## Summary\n\nAll.\n", "3:1-3:1 title/required the title is missing\n", NULL },
		{ "missing behind a BOM", "a.md", "\xEF\xBB\xBF## Summary\n\nAll.\n", "1:1-1:1 title/required the title is missing\n", NULL },
		{ "missing behind front matter", "a.md", "---\nother: x\n---\n" BODY, "5:1-5:1 title/required the title is missing\n", NULL },
		{ "no words", "a.md", "# ***\n" BODY, "1:3-1:6 title/required the title says nothing\n", NULL },
		{ "empty heading", "a.md", "#\n" BODY, "1:2-1:2 title/required the title says nothing\n", NULL },
		{ "empty field", "a.md", "---\ntitle: ''\n---\n" BODY, "2:9-2:9 title/required the title says nothing\n", NULL },
		{ "empty file", "a.md", "", "1:1-1:1 title/required the title is missing\n", NULL },
		{ "empty file, plain", "a.txt", "", "1:1-1:1 title/required the title is missing\n", NULL },
		{ "only a BOM", "a.txt", "\xEF\xBB\xBF", "1:1-1:1 title/required the title is missing\n", NULL },
		{ "an emoji says something", "a.md", "# \xF0\x9F\x9A\x80\n" BODY, "", NULL },
	};
	static const harness_case optional[] = {
		{ "missing", "a.md", "## Summary\n\nAll is well.\n", "", NULL },
		{ "no words", "a.md", "#\n" BODY, "", NULL },
	};
	harness_table(NOTE, "title/required", cases, COUNT(cases));
	harness_table(OPTIONAL, "title", optional, COUNT(optional));
}

static void length(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "least", "a.md", "# Two words\n" BODY, "", NULL },
		{ "most", "a.md", "# Two words and two\n" BODY, "", NULL },
		{ "too long", "a.md", "# Two words and *two* more\n" BODY,
			"1:3-1:27 title/length the title has 5 words: at most 4 are allowed\n", NULL },
		{ "too long, plain", "a.txt", "Two words and two more\nSummary\nAll is well.\n",
			"1:1-1:23 title/length the title has 5 words: at most 4 are allowed\n", NULL },
		{ "too short", "a.md", "# Word\n" BODY, "1:3-1:7 title/length the title has 1 word: at least 2 are asked for\n", NULL },
		{ "a dash is no word", "a.md", "# Two words \xE2\x80\x93 and two\n" BODY, "", NULL },
		{ "ideographs", "a.md", "# \xE6\xBC\xA2\xE5\xAD\x97\n" BODY, "", NULL },
		{ "in the front matter", "a.md", "---\ntitle: \"Two words and two more\"\n---\n" BODY,
			"2:9-2:31 title/length the title has 5 words: at most 4 are allowed\n", NULL },
		{ "says nothing: not here", "a.md", "# --\n" BODY, "", NULL },
		{ "missing: not here", "a.md", BODY, "", NULL },
	};
	harness_table(NOTE, "title/length", cases, COUNT(cases));
}

static void punctuation(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "none", "a.md", "# Two words\n" BODY, "", NULL },
		{ "full stop", "a.md", "# Two words.\n" BODY, "1:12-1:13 title/punctuation the title ends with “.”\n", "# Two words\n" BODY },
		{ "plain", "a.txt", "Two words:\nSummary\nAll is well.\n", "1:10-1:11 title/punctuation the title ends with “:”\n",
			"Two words\nSummary\nAll is well.\n" },
		{ "a run", "a.md", "# Two words.;,\n" BODY, "1:12-1:15 title/punctuation the title ends with “.;,”\n", "# Two words\n" BODY },
		{ "set off", "a.md", "# Two words :\n" BODY, "1:13-1:14 title/punctuation the title ends with “:”\n", "# Two words\n" BODY },
		{ "closing marks", "a.md", "# Two words. #\n" BODY, "1:12-1:13 title/punctuation the title ends with “.”\n",
			"# Two words #\n" BODY },
		{ "setext", "a.md", "Two words.\n===\n" BODY, "1:10-1:11 title/punctuation the title ends with “.”\n", "Two words\n===\n" BODY },
		{ "within emphasis", "a.md", "# Two **words.**\n" BODY, "1:14-1:15 title/punctuation the title ends with “.”\n",
			"# Two **words**\n" BODY },
		{ "behind emphasis", "a.md", "# Two **words**.\n" BODY, "1:16-1:17 title/punctuation the title ends with “.”\n",
			"# Two **words**\n" BODY },
		{ "an escape is left to a person", "a.md", "# Two words\\.\n" BODY, "1:13-1:14 title/punctuation the title ends with “.”\n",
			"# Two words\\.\n" BODY },
		{ "an entity too", "a.md", "# Two words&period;\n" BODY, "1:3-1:20 title/punctuation the title ends with “.”\n",
			"# Two words&period;\n" BODY },
		{ "abbreviation", "a.md", "# Made in the U.S.\n" BODY, "", NULL },
		{ "abbreviation and comma", "a.md", "# Made in the U.S.,\n" BODY, "1:19-1:20 title/punctuation the title ends with “,”\n",
			"# Made in the U.S.\n" BODY },
		{ "abbreviation within", "a.md", "# The U.S. again.\n" BODY, "1:17-1:18 title/punctuation the title ends with “.”\n",
			"# The U.S. again\n" BODY },
		{ "a leading full stop abbreviates nothing", "a.md", "# Made with .NET.\n" BODY,
			"1:17-1:18 title/punctuation the title ends with “.”\n", "# Made with .NET\n" BODY },
		{ "ellipsis", "a.md", "# Two words...\n" BODY, "1:12-1:15 title/punctuation the title ends with “...”\n", "# Two words\n" BODY },
		{ "a question", "a.md", "# Two words?\n" BODY, "", NULL },
		{ "in the front matter", "a.md", "---\ntitle: Two words.\n---\n" BODY, "2:17-2:18 title/punctuation the title ends with “.”\n",
			"---\ntitle: Two words\n---\n" BODY },
		{ "quoted", "a.md", "---\ntitle: 'Two words;'\n---\n" BODY, "2:18-2:19 title/punctuation the title ends with “;”\n",
			"---\ntitle: 'Two words'\n---\n" BODY },
		{ "no words: not here", "a.md", "# ...\n" BODY, "", NULL },
		{ "missing: not here", "a.md", BODY, "", NULL },
	};
	static const harness_case own[] = {
		{ "another set", "a.md", "# Two words\xEF\xBC\x81\n" BODY, "1:12-1:13 title/punctuation the title ends with “！”\n", "# Two words\n" BODY },
		{ "not in the set", "a.md", "# Two words.\n" BODY, "", NULL },
	};
	static const harness_case nothing[] = { { "allowed", "a.md", "# Two words.\n" BODY, "", NULL } };
	harness_table(NOTE, "title/punctuation", cases, COUNT(cases));
	harness_table(NOTE "rules: { title/punctuation: { trailing: '！?' } }\n", "title/punctuation", own, COUNT(own));
	harness_table(NOTE "rules: { title/punctuation: { trailing: '' } }\n", "title/punctuation", nothing, COUNT(nothing));
}

static void huge(void **state)
{
	(void)state;
	sl_buffer text, out;
	sl_buffer_init(&text);
	sl_buffer_init(&out);
	harness_repeat(&text, "# ", 1);
	harness_repeat(&text, "word ", 200000);
	harness_repeat(&text, ".", 200000);
	harness_repeat(&text, "\n", 1);
	assert_int_equal(harness_check(NOTE, "title", "a.md", sl_buffer_str(&text), &out, NULL), 2);
	sl_buffer_finish(&text);
	sl_buffer_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(required), cmocka_unit_test(length), cmocka_unit_test(punctuation),
		cmocka_unit_test(huge) };
	return cmocka_run_group_tests(tests, harness_start, harness_stop);
}
