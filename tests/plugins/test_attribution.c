/* SPDX-License-Identifier: Apache-2.0
 * test_attribution.c - the rules of the plugin `attribution`.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "harness.h"

#include <stdio.h>
#include <unistd.h>

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define DOCUMENTS "documents: [{ files: ['*.md', '*.txt'], type: note }]\n"
#define PATTERN "'Curated by (?<curator>.+?)\\. First published by (?<publisher>.+)\\.'"
#define TYPE(attribution) \
	"types:\n" \
	"  note:\n" \
	"    title: { required: false }\n" \
	"    parts: [{ section: Summary }]\n" \
	"    attribution: { " attribution " }\n" DOCUMENTS
#define NOTE TYPE("pattern: " PATTERN)
#define SUMMARY "## Summary\n\nAll is well.\n"
#define LINE "Curated by Morning Desk. First published by Example Press.\n"

static void required(void **state)
{
	static const harness_case cases[] = {
		{ "there", "a.md", SUMMARY "\n" LINE, "", NULL },
		{ "there, plain", "a.txt", "Summary\nAll is well.\n" LINE, "", NULL },
		{ "in the front matter", "a.md", "---\nattribution: " LINE "---\n" SUMMARY, "", NULL },
		{ "missing", "a.md", SUMMARY, "3:13-3:13 attribution/required the attribution is missing\n", NULL },
		{ "missing before a comment", "a.md", SUMMARY "\n<!-- end -->\n", "3:13-3:13 attribution/required the attribution is missing\n", NULL },
		{ "missing, plain", "a.txt", "Summary\nAll is well.", "2:13-2:13 attribution/required the attribution is missing\n", NULL },
		{ "nothing at all", "a.md", "", "1:1-1:1 attribution/required the attribution is missing\n", NULL },
		{ "empty field", "a.md", "---\nattribution: ''\n---\n" SUMMARY,
			"2:15-2:15 attribution/required the attribution says nothing\n", NULL },
		{ "bent: not here", "a.md", SUMMARY "\nCurated by Morning Desk. Frist published by Example Press.\n", "", NULL },
	};
	static const harness_case none[] = { { "not asked for", "a.md", SUMMARY, "", NULL } };
	(void)state;
	harness_table(NOTE, "attribution/required", cases, COUNT(cases));
	harness_table(TYPE("required: false, pattern: " PATTERN), "attribution/required", none, COUNT(none));
	harness_table("types: { note: { parts: [{ section: Summary }] } }\n" DOCUMENTS, "attribution", none, COUNT(none));
}

static void format(void **state)
{
	static const harness_case cases[] = {
		{ "as it should be", "a.md", SUMMARY "\n" LINE, "", NULL },
		{ "in emphasis", "a.md", SUMMARY "\n*Curated by [Morning Desk](https://example.org). First published by Example Press.*\n", "", NULL },
		{ "misspelt", "a.md", SUMMARY "\nCurated by Morning Desk. Frist published by Example Press.\n",
			"5:26-5:31 attribution/format the attribution reads “Frist” where “First” is expected\n", SUMMARY "\n" LINE },
		{ "misspelt, plain", "a.txt", "Summary\nAll.\nCurated by Morning Desk. First publishd by Example Press.\n",
			"3:32-3:40 attribution/format the attribution reads “publishd” where “published” is expected\n", "Summary\nAll.\n" LINE },
		{ "words swapped", "a.md", SUMMARY "\nCurated by Morning Desk. First by published Example Press.\n",
			"5:32-5:34 attribution/format the attribution reads “by” where “published” is expected\n", SUMMARY "\n" LINE },
		{ "halves swapped: what the names are cannot be told", "a.md", SUMMARY "\nFirst published by Example Press. Curated by Morning Desk.\n",
			"5:1-5:6 attribution/format the attribution “First published by Example Press. Curated by Morning Desk.” does not ...\n", NULL },
		{ "no space behind a full stop", "a.md", SUMMARY "\nCurated by Morning Desk.First published by Example Press.\n",
			"5:20-5:30 attribution/format the attribution reads “Desk.First” where “Desk.” is expected\n", SUMMARY "\n" LINE },
		{ "in quotes", "a.md", SUMMARY "\n“Curated by Morning Desk. First published by Example Press.”\n", "5:1-5:9 attribution/format ...\n",
			SUMMARY "\n" LINE },
		{ "in brackets", "a.md", SUMMARY "\n(Curated by Morning Desk. First published by Example Press.)\n", "5:1-5:9 attribution/format ...\n",
			SUMMARY "\n" LINE },
		{ "another sign at the end", "a.md", SUMMARY "\nCurated by Morning Desk. First published by Example Press!\n",
			"5:53-5:59 attribution/format the attribution reads “Press!” where “Press.” is expected\n", SUMMARY "\n" LINE },
		{ "a dash for a full stop", "a.md", SUMMARY "\nCurated by Morning Desk – First published by Example Press.\n", "5:25-5:26 attribution/format ...\n",
			SUMMARY "\n" LINE },
		{ "behind a dash", "a.txt", "Summary\nAll.\n— " LINE, "3:1-3:2 attribution/format the attribution is written as a list item: it is a line of its own, without “—”\n",
			"Summary\nAll.\n" LINE },
		{ "as a list item", "a.md", SUMMARY "\n* " LINE, "5:1-5:2 attribution/format ...\n", SUMMARY "\n" LINE },
		{ "a word lacks", "a.md", SUMMARY "\nCurated by Morning Desk. Published by Example Press.\n", "5:26-5:35 ...\n", SUMMARY "\n" LINE },
		{ "a full stop lacks", "a.md", SUMMARY "\nCurated by Morning Desk. First published by Example Press\n",
			"5:53-5:58 attribution/format the attribution reads “Press” where “Press.” is expected\n", SUMMARY "\n" LINE },
		{ "with a link, the fix wants an eye", "a.md", SUMMARY "\nCurated by [Morning Desk](x). Frist published by Example Press.\n",
			"5:31-5:36 attribution/format the attribution reads “Frist” where “First” is expected\n", SUMMARY "\n" LINE },
		{ "in the front matter", "a.md", "---\nattribution: Curated by Morning Desk. Frist published by Example Press.\n---\n" SUMMARY,
			"2:39-2:44 attribution/format the attribution reads “Frist” where “First” is expected\n",
			"---\nattribution: " LINE "---\n" SUMMARY },
		{ "nothing like it in the front matter", "a.md", "---\nattribution: Me\n---\n" SUMMARY,
			"2:14-2:16 attribution/format the attribution “Me” does not follow the pattern of the document type\n", NULL },
		{ "missing: not here", "a.md", SUMMARY, "", NULL },
	};
	(void)state;
	harness_table(NOTE, "attribution/format", cases, COUNT(cases));
}

static void position(void **state)
{
	static const harness_case cases[] = {
		{ "last", "a.md", SUMMARY "\n" LINE, "", NULL },
		{ "last but for a comment", "a.md", SUMMARY "\n" LINE "\n<!-- end -->\n", "", NULL },
		{ "first", "a.md", LINE "\n" SUMMARY,
			"1:1-1:59 attribution/position the attribution is not the last part: something follows it\n", SUMMARY "\n" LINE },
		{ "before a paragraph", "a.md", SUMMARY "\n" LINE "\nThanks.\n",
			"5:1-5:59 attribution/position the attribution is not the last part: something follows it\n", SUMMARY "\nThanks.\n\n" LINE },
		{ "plain", "a.txt", "Summary\nAll.\n" LINE "Thanks.\n",
			"3:1-3:59 attribution/position the attribution is not the last part: something follows it\n",
			"Summary\nAll.\nThanks.\n" LINE },
		{ "without a last line end", "a.txt", LINE "Summary\nAll.",
			"1:1-1:59 attribution/position the attribution is not the last part: something follows it\n",
			"Summary\nAll.\nCurated by Morning Desk. First published by Example Press." },
		{ "within a Markdown paragraph", "a.md", SUMMARY LINE "And more.\n",
			"4:1-4:59 attribution/position the attribution is not the last part: something follows it\n",
			SUMMARY "\nAnd more.\n\n" LINE },
		{ "in the front matter", "a.md", "---\nattribution: " LINE "---\n" SUMMARY, "", NULL },
		{ "missing: not here", "a.md", SUMMARY, "", NULL },
	};
	(void)state;
	harness_table(NOTE, "attribution/position", cases, COUNT(cases));
}

#define LETTERS(more) \
	"types:\n" \
	"  note:\n" \
	"    title: { required: false }\n" \
	"    parts: [{ section: Alpha }, { section: Beta }, { section: Gamma, required: false }]\n" \
	"    attribution: { pattern: " PATTERN " }\n" more DOCUMENTS
#define HERE(line) #line ":1-" #line ":59 attribution/position the attribution is not the last part: something follows it\n"

/* What other rules report behind the attribution does not make it stand wrongly. */
static void position_of_others(void **state)
{
	static const harness_case cases[] = {
		{ "a section moved behind it", "a.md", "## Beta\n\nb\n\n" LINE "\n## Alpha\n\na\n", "", NULL },
		{ "two of them", "a.md", "## Gamma\n\nc\n\n" LINE "\n## Beta\n\nb\n\n## Alpha\n\na\n", "", NULL },
		{ "the title moved behind it", "a.md", "## Alpha\n\na\n\n## Beta\n\nb\n\n" LINE "\n# T\n", "", NULL },
		{ "an unknown section", "a.md", "## Alpha\n\na\n\n## Beta\n\nb\n\n" LINE "\n## More\n\nd\n", "", NULL },
		{ "a repeated section", "a.md", "## Alpha\n\na\n\n## Beta\n\nb\n\n" LINE "\n## Alpha\n\na\n", "", NULL },
		{ "moved in front of a section", "a.md", "## Alpha\n\na\n\n" LINE "\n## Beta\n\nb\n", HERE(5), NULL },
		{ "a section in order, and one that is not", "a.md", "## Beta\n\nb\n\n" LINE "\n## Alpha\n\na\n\n## Gamma\n\nc\n", HERE(5), NULL },
		{ "moved far up: as few parts as can be are wrong", "a.md", "## Beta\n\nb\n\n" LINE "\n## Alpha\n\na\n\n## Gamma\n", HERE(5), NULL },
		{ "a section moved behind it, and text", "a.md", "## Beta\n\nb\n\n" LINE "\nThanks.\n\n## Alpha\n\na\n", HERE(5), NULL },
	};
	static const harness_case any[] = {
		{ "no order: any section is behind", "a.md", "## Beta\n\nb\n\n" LINE "\n## Alpha\n\na\n", HERE(5), NULL },
		{ "other sections allowed: so is any of them", "a.md", "## Alpha\n\na\n\n## Beta\n\nb\n\n" LINE "\n## More\n\nd\n", HERE(9), NULL },
	};
	(void)state;
	harness_table(LETTERS(""), "attribution/position", cases, COUNT(cases));
	harness_table(LETTERS("    order: any\n    other-sections: allow\n"), "attribution/position", any, COUNT(any));
}

static void duplicate(void **state)
{
	static const harness_case cases[] = {
		{ "once", "a.md", SUMMARY "\n" LINE, "", NULL },
		{ "twice", "a.md", SUMMARY "\n" LINE "\n" LINE,
			"7:1-7:59 attribution/duplicate the attribution is here again, and says the same\n", SUMMARY "\n" LINE },
		{ "three times, plain", "a.txt", "Summary\nAll.\n" LINE LINE LINE,
			"4:1-4:59 attribution/duplicate the attribution is here again, and says the same\n"
			"5:1-5:59 attribution/duplicate the attribution is here again, and says the same\n",
			"Summary\nAll.\n" LINE },
		{ "of two the last stays", "a.md", LINE "\n" SUMMARY "\n" LINE,
			"7:1-7:59 attribution/duplicate the attribution is here again, and says the same\n", SUMMARY "\n" LINE },
		{ "another one", "a.md", SUMMARY "\nCurated by X. First published by Y.\n\n" LINE,
			"7:1-7:59 attribution/duplicate a second attribution: a document has one\n",
			SUMMARY "\nCurated by X. First published by Y.\n\n" LINE },
		{ "in the front matter too", "a.md", "---\nattribution: " LINE "---\n\n" SUMMARY "\n" LINE,
			"9:1-9:59 attribution/duplicate the attribution is here again, and says the same\n",
			"---\nattribution: " LINE "---\n\n" SUMMARY },
		{ "what follows stays", "a.md", SUMMARY "\n" LINE "\nThanks.\n\n" LINE,
			"9:1-9:59 attribution/duplicate the attribution is here again, and says the same\n", SUMMARY "\nThanks.\n\n" LINE },
	};
	(void)state;
	harness_table(NOTE, "attribution/duplicate", cases, COUNT(cases));
}

static void names(void **state)
{
	static const harness_case cases[] = {
		{ "the one", "a.md", SUMMARY "\n" LINE, "", NULL },
		{ "in other case", "a.md", SUMMARY "\nCurated by MORNING DESK. First published by Example Press.\n", "", NULL },
		{ "another", "a.txt", "Summary\nAll.\nCurated by Nobody. First published by Example Press.\n",
			"3:12-3:18 attribution/curator “Nobody” is not the curator: “Morning Desk” is expected\n", "Summary\nAll.\n" LINE },
		{ "both", "a.md", SUMMARY "\nCurated by *A*. First published by [B](x).\n",
			"5:13-5:14 attribution/curator “A” is not the curator: “Morning Desk” is expected\n"
			"5:37-5:38 attribution/publisher “B” is not the publisher: “Example Press” is expected\n",
			SUMMARY "\nCurated by *Morning Desk*. First published by [Example Press](x).\n" },
		{ "in the front matter", "a.md", "---\nattribution: \"Curated by Nobody. First published by Example Press.\"\n---\n" SUMMARY,
			"2:26-2:32 attribution/curator “Nobody” is not the curator: “Morning Desk” is expected\n",
			"---\nattribution: \"Curated by Morning Desk. First published by Example Press.\"\n---\n" SUMMARY },
		{ "escaped in the front matter", "a.md", "---\nattribution: \"Curated by Nobody. First published by \\x45xample Press.\"\n---\n" SUMMARY,
			"2:15-2:70 attribution/curator “Nobody” is not the curator: “Morning Desk” is expected\n",
			"---\nattribution: \"Curated by Nobody. First published by \\x45xample Press.\"\n---\n" SUMMARY },
		{ "bent: not here", "a.md", SUMMARY "\nCurated by Nobody. Frist published by Example Press.\n", "", NULL },
		{ "missing: not here", "a.md", SUMMARY, "", NULL },
	};
	static const harness_case any[] = { { "anyone", "a.md", SUMMARY "\nCurated by X. First published by Y.\n", "", NULL } };
	(void)state;
	harness_table(TYPE("curator: Morning Desk, publisher: Example Press, pattern: " PATTERN), "attribution/curator attribution/publisher", cases,
	    COUNT(cases));
	harness_table(NOTE, "attribution/curator attribution/publisher", any, COUNT(any));
}

/* ---- names in a vocabulary ---- */

static const char houses[] = "title: Houses\n"
			     "terms:\n"
			     "  - { prefLabel: Example Press, altLabels: [EP House, Ex Press] }\n"
			     "  - { prefLabel: Old Letters, deprecated: true, replacedBy: New Letters }\n"
			     "  - { prefLabel: Gone Letters, deprecated: true }\n"
			     "  - BBC News\n  - Time\n"
			     "  - prefLabel: New Letters\n";

#define BY(name) "Summary\nAll.\nCurated by Morning Desk. First published by " name ".\n"

static void vocabulary(void **state)
{
	static const harness_case cases[] = {
		{ "known", "a.txt", BY("Example Press"), "", NULL },
		{ "in other case", "a.txt", BY("example  press"), "", NULL },
		{ "an alternative label", "a.txt", BY("EP House"),
			"3:45-3:53 attribution/publisher “EP House” is another name of “Example Press”\n", BY("Example Press") },
		{ "out of use", "a.txt", BY("Old Letters"),
			"3:45-3:56 attribution/publisher “Old Letters” is out of use: “New Letters” replaces it\n", BY("New Letters") },
		{ "gone", "a.txt", BY("Gone Letters"),
			"3:45-3:57 attribution/publisher “Gone Letters” is out of use, and nothing replaces it\n", BY("Gone Letters") },
		{ "misspelt", "a.txt", BY("Exmaple Press"),
			"3:45-3:58 attribution/publisher “Exmaple Press” is no publisher of the vocabulary: did you mean “Example Press”?\n",
			BY("Example Press") },
		{ "close to an alternative label", "a.txt", BY("EP Hose"),
			"3:45-3:52 attribution/publisher “EP Hose” is no publisher of the vocabulary: did you mean ...\n", NULL },
		{ "unknown", "a.txt", BY("Someone Else"), "3:45-3:57 attribution/publisher “Someone Else” is no publisher of the vocabulary\n",
			BY("Someone Else") },
	};
	static const harness_case open[] = {
		{ "known", "a.txt", BY("Example Press"), "", NULL },
		{ "an alternative label", "a.txt", BY("EP House"),
			"3:45-3:53 attribution/publisher “EP House” is another name of “Example Press”\n", BY("Example Press") },
		{ "misspelt", "a.txt", BY("Exmaple Press"),
			"3:45-3:58 attribution/publisher “Exmaple Press” is no publisher of the vocabulary: did you mean “Example Press”?\n",
			BY("Example Press") },
		{ "misspelt, of few letters", "a.txt", BY("BBC Nwes"), "3:45-3:53 attribution/publisher ...\n", BY("BBC News") },
		{ "another one that is close", "a.txt", BY("NBC News"), "", NULL },
		{ "a short one that is close", "a.txt", BY("Tide"), "", NULL },
		{ "unknown", "a.txt", BY("Someone Else"), "", NULL },
	};
	char path[HARNESS_PATH], closed_config[1024], open_config[1024];
	(void)state;
	harness_write(houses, path);
	snprintf(closed_config, sizeof(closed_config), "%svocabularies: { houses: %s }\n",
	    TYPE("publisher: { vocabulary: houses }, pattern: " PATTERN), path);
	snprintf(open_config, sizeof(open_config), "%svocabularies: { houses: %s }\n",
	    TYPE("publisher: { vocabulary: houses, open: true }, pattern: " PATTERN), path);
	harness_table(closed_config, "attribution", cases, COUNT(cases));
	harness_table(open_config, "attribution", open, COUNT(open));
	unlink(path);
}

/* Every line an attribution: linear. */
static void huge(void **state)
{
	(void)state;
	sl_buffer text;
	sl_buffer_init(&text);
	harness_repeat(&text, LINE, 20000);
	assert_int_equal(harness_check(NOTE, "attribution", "a.txt", sl_buffer_str(&text), NULL, NULL), 19999);
	sl_buffer_finish(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(required), cmocka_unit_test(format), cmocka_unit_test(position), cmocka_unit_test(position_of_others),
		cmocka_unit_test(duplicate), cmocka_unit_test(names), cmocka_unit_test(vocabulary), cmocka_unit_test(huge) };
	return cmocka_run_group_tests(tests, harness_start, harness_stop);
}
