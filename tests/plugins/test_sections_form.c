/* SPDX-License-Identifier: Apache-2.0
 * test_sections_form.c - the rules of the plugin `sections` about how parts are: order, length, items, heading-level,
 * heading-case.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "harness.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define DOCUMENTS "documents: [{ files: ['*.md', '*.txt'], type: note }]\n"
#define LETTERS \
	"types:\n" \
	"  note:\n" \
	"    title: { required: false }\n" \
	"    parts:\n" \
	"      - { section: Alpha, required: false }\n" \
	"      - { section: Beta, required: false }\n" \
	"      - { section: Gamma, required: false }\n" \
	"      - { section: Aside, required: false, repeatable: true }\n" \
	"      - { section: Delta, required: false }\n" \
	"      - { line: Seen at, required: false }\n" DOCUMENTS
#define ALPHA "## Alpha\n\na\n"
#define BETA "## Beta\n\nb\n"
#define GAMMA "## Gamma\n\nc\n"
#define DELTA "## Delta\n\nd\n"

static void order(void **state)
{
	static const harness_case cases[] = {
		{ "in order", "a.md", ALPHA "\n" BETA "\n" GAMMA "\n" DELTA, "", NULL },
		{ "some missing", "a.md", BETA "\n" DELTA, "", NULL },
		{ "nothing", "a.md", "", "", NULL },
		{ "two exchanged: the later is reported", "a.md", BETA "\n" ALPHA "\n" GAMMA,
			"5:4-5:9 sections/order the section “Alpha” is out of order: it belongs before the section “Beta”\n",
			ALPHA "\n" BETA "\n" GAMMA },
		{ "the first came last", "a.md", BETA "\n" GAMMA "\n" ALPHA,
			"9:4-9:9 sections/order the section “Alpha” is out of order: it belongs before the section “Beta”\n",
			ALPHA "\n" BETA "\n" GAMMA },
		{ "the last came first", "a.md", DELTA "\n" ALPHA "\n" BETA,
			"1:4-1:9 sections/order the section “Delta” is out of order: it belongs after the section “Beta”\n",
			ALPHA "\n" BETA "\n" DELTA },
		{ "in between", "a.md", ALPHA "\n" GAMMA "\n" DELTA "\n" BETA,
			"13:4-13:8 sections/order the section “Beta” is out of order: it belongs before the section “Gamma”\n",
			ALPHA "\n" BETA "\n" GAMMA "\n" DELTA },
		{ "backwards", "a.txt", "Delta\nd\nGamma\nc\nBeta\nb\nAlpha\na\n",
			"3:1-3:6 sections/order the section “Gamma” is out of order: it belongs before the section “Delta”\n"
			"5:1-5:5 sections/order the section “Beta” is out of order: it belongs before the section “Delta”\n"
			"7:1-7:6 sections/order the section “Alpha” is out of order: it belongs before the section “Delta”\n",
			NULL },
		{ "plain", "a.txt", "Title\nBeta\nb\nAlpha\na\nSeen at: home\n",
			"4:1-4:6 sections/order the section “Alpha” is out of order: it belongs before the section “Beta”\n",
			"Title\nAlpha\na\nBeta\nb\nSeen at: home\n" },
		{ "plain, without a last line end", "a.txt", "Beta\nb\nAlpha\na",
			"3:1-3:6 sections/order the section “Alpha” is out of order: it belongs before the section “Beta”\n", "Alpha\na\nBeta\nb" },
		{ "CRLF", "a.txt", "Beta\r\nb\r\n\r\nAlpha\r\na\r\n",
			"4:1-4:6 sections/order the section “Alpha” is out of order: it belongs before the section “Beta”\n",
			"Alpha\r\na\r\n\r\nBeta\r\nb\r\n" },
		{ "CRLF in Markdown", "a.md", "## Beta\r\nb\r\n## Alpha\r\na\r\n## Gamma\r\nc\r\n",
			"3:4-3:9 sections/order the section “Alpha” is out of order: it belongs before the section “Beta”\n",
			"## Alpha\r\na\r\n\r\n## Beta\r\nb\r\n## Gamma\r\nc\r\n" },
		{ "CR", "a.md", "## Beta\rb\r## Alpha\ra\r## Gamma\rc\r",
			"3:4-3:9 sections/order the section “Alpha” is out of order: it belongs before the section “Beta”\n",
			"## Alpha\ra\r\r## Beta\rb\r## Gamma\rc\r" },
		{ "a line", "a.md", "Seen at: home\n\n" ALPHA "\n" BETA,
			"1:1-1:8 sections/order the line “Seen at” is out of order: it belongs after the section “Beta”\n",
			ALPHA "\n" BETA "\nSeen at: home\n" },
		{ "no running on in Markdown", "a.md", "Seen at: home\n## Alpha\n- a\n## Beta\n- b\n## Gamma\n- c\n",
			"1:1-1:8 sections/order the line “Seen at” is out of order: it belongs after the section “Gamma”\n",
			"## Alpha\n- a\n## Beta\n- b\n## Gamma\n- c\n\nSeen at: home\n" },
		{ "no running on from what is before", "a.md", "## Alpha\n- a\n## Beta\n- b\n## Delta\n- d\n\nGamma\n-----\n- c\n",
			"8:1-8:6 sections/order the section “Gamma” is out of order: it belongs before the section “Delta”\n",
			"## Alpha\n- a\n## Beta\n- b\n\nGamma\n-----\n- c\n\n## Delta\n- d\n" },
		{ "misspelt ones count", "a.md", "## Betta\n\nb\n\n" ALPHA,
			"5:4-5:9 sections/order the section “Alpha” is out of order: it belongs before the section “Beta”\n",
			ALPHA "\n## Betta\n\nb\n" },
		{ "the title", "a.md", ALPHA "\n# Title\n\n" BETA,
			"5:3-5:8 sections/order the title “Title” is out of order: it belongs before the section “Alpha”\n", "# Title\n\n" ALPHA "\n" BETA },
		{ "a section above the title", "a.md", DELTA "\n# Title\n\n" ALPHA "\n" BETA,
			"1:4-1:9 sections/order the section “Delta” is out of order: it belongs after the section “Beta”\n",
			"# Title\n\n" ALPHA "\n" BETA "\n" DELTA },
		{ "a second title is a repetition", "a.md", "# Title\n\n" ALPHA "\n# Title\n", "", NULL },
		{ "second ones do not", "a.md", ALPHA "\n" BETA "\n" ALPHA, "", NULL },
		{ "repeatable ones do not", "a.md", "## Aside\n\nx\n\n" ALPHA "\n## Aside\n\ny\n\n" DELTA, "", NULL },
		{ "the front matter has no order", "a.md", "---\nbeta: b\nalpha: a\n---\n\n" GAMMA, "", NULL },
	};
	static const harness_case any[] = { { "any order", "a.md", BETA "\n" ALPHA, "", NULL } };
	(void)state;
	harness_table(LETTERS, "sections/order", cases, COUNT(cases));
	harness_table("types: { note: { title: { required: false }, order: any, parts: [{ section: Alpha }, { section: Beta }] } }\n" DOCUMENTS,
	    "sections/order", any, COUNT(any));
}

#define LIMITS \
	"types:\n" \
	"  note:\n" \
	"    title: { required: false }\n" \
	"    parts:\n" \
	"      - { section: Alpha, kind: prose, words: { min: 2, max: 4 }, required: false }\n" \
	"      - { section: Beta, kind: [prose, list], words: { max: 4 }, items: { min: 2, max: 3 }, required: false }\n" \
	"      - { section: Gamma, kind: list, items: { min: 2, max: 3 }, required: false }\n" \
	"      - { section: Delta, kind: any, words: { min: 1 }, required: false }\n" \
	"      - { section: Topics, kind: terms, items: { max: 1 }, required: false }\n" \
	"      - { line: Seen at, kind: prose, words: { max: 2 }, required: false }\n" DOCUMENTS

static void length(void **state)
{
	static const harness_case cases[] = {
		{ "least", "a.md", "## Alpha\n\none two\n", "", NULL },
		{ "most", "a.md", "## Alpha\n\none two\n\nthree four\n", "", NULL },
		{ "too short", "a.md", "## Alpha\n\none\n", "3:1-3:4 sections/length the section “Alpha” has 1 word: at least 2 are asked for\n", NULL },
		{ "too long", "a.md", "## Alpha\n\none two\n\nthree four five\n\n",
			"3:1-5:16 sections/length the section “Alpha” has 5 words: at most 4 are allowed\n", NULL },
		{ "plain", "a.txt", "Alpha\none two\nthree four five\n",
			"2:1-3:16 sections/length the section “Alpha” has 5 words: at most 4 are allowed\n", NULL },
		{ "items count", "a.md", "## Beta\n\n- one two\n- three four five\n",
			"3:1-4:18 sections/length the section “Beta” has 5 words: at most 4 are allowed\n", NULL },
		{ "empty: not here", "a.md", "## Alpha\n", "", NULL },
		{ "of any kind", "a.md", "## Delta\n", "1:4-1:9 sections/length the section “Delta” has 0 words: at least 1 are asked for\n", NULL },
		{ "terms: not here", "a.md", "## Topics\n\n- one\n- two\n", "", NULL },
		{ "a line", "a.txt", "Seen at: one two three\n",
			"1:10-1:23 sections/length the line “Seen at” has 3 words: at most 2 are allowed\n", NULL },
		{ "a field", "a.md", "---\nalpha: one\n---\n", "2:8-2:11 sections/length the field “alpha” has 1 word: at least 2 are asked for\n", NULL },
		{ "a misspelt one", "a.md", "## Alhpa\n\none\n", "3:1-3:4 sections/length the section “Alpha” has 1 word: at least 2 are asked for\n",
			NULL },
	};
	(void)state;
	harness_table(LIMITS, "sections/length", cases, COUNT(cases));
}

static void items(void **state)
{
	static const harness_case cases[] = {
		{ "a list", "a.md", "## Gamma\n\n- a\n- b\n", "", NULL },
		{ "a numbered list", "a.md", "## Gamma\n\n1. a\n2. b\n", "", NULL },
		{ "prose for a list", "a.md", "## Gamma\n\na\n\nb\n",
			"3:1-5:2 sections/items a list belongs here: the section “Gamma” takes list items only\n", NULL },
		{ "code for a list", "a.md", "## Gamma\n\n```\na\n```\n",
			"3:1-5:4 sections/items a list belongs here: the section “Gamma” takes list items only\n", NULL },
		{ "prose for a list, plain", "a.txt", "Gamma\na\nb\n",
			"2:1-3:2 sections/items a list belongs here: the section “Gamma” takes list items only\n", NULL },
		{ "prose beside a list", "a.md", "## Gamma\n\nThese:\n\n- a\n- b\n- c\n- d\n\nThose.\n",
			"3:1-3:7 sections/items this is no list item: the section “Gamma” takes list items only\n", NULL },
		{ "a list for prose", "a.md", "## Alpha\n\nThese:\n\n- a\n- b\n",
			"5:3-6:4 sections/items no list belongs here: the section “Alpha” takes prose only\n", NULL },
		{ "prose", "a.md", "## Alpha\n\na\n", "", NULL },
		{ "too few", "a.md", "## Gamma\n\n- a\n", "1:4-1:9 sections/items the section “Gamma” has 1 item: at least 2 are asked for\n", NULL },
		{ "most", "a.md", "## Gamma\n\n- a\n- b\n- c\n", "", NULL },
		{ "too many", "a.md", "## Gamma\n\n- a\n- b\n- c\n- d\n- e\n",
			"6:3-7:4 sections/items the section “Gamma” has 5 items: at most 3 are allowed\n", NULL },
		{ "too many, plain", "a.txt", "Gamma\n- a\n- b\n- c\n- d\n",
			"5:3-5:4 sections/items the section “Gamma” has 4 items: at most 3 are allowed\n", NULL },
		{ "items within items", "a.md", "## Gamma\n\n- a\n  - aa\n  - ab\n- b\n", "", NULL },
		{ "either: prose", "a.md", "## Beta\n\na\n", "", NULL },
		{ "either: both", "a.md", "## Beta\n\na\n\n- b\n- c\n", "", NULL },
		{ "either: too few", "a.md", "## Beta\n\na\n\n- b\n", "1:4-1:8 sections/items the section “Beta” has 1 item: at least 2 are asked for\n",
			NULL },
		{ "any", "a.md", "## Delta\n\na\n\n- b\n", "", NULL },
		{ "terms: not here", "a.md", "## Topics\n\n- one\n- two\n", "", NULL },
		{ "empty: not here", "a.md", "## Gamma\n", "", NULL },
		{ "a field with a list", "a.md", "---\ngamma: [a, b]\n---\n", "", NULL },
		{ "a field with too many", "a.md", "---\ngamma: [a, b, c, d]\n---\n",
			"2:18-2:19 sections/items the field “gamma” has 4 items: at most 3 are allowed\n", NULL },
		{ "a field with one value", "a.md", "---\ngamma: a\n---\n",
			"2:1-2:6 sections/items the field “gamma” has 1 item: at least 2 are asked for\n", NULL },
		{ "a field with a list for prose", "a.md", "---\nalpha: [a, b]\n---\n",
			"2:9-2:13 sections/items no list belongs here: the field “alpha” takes prose only\n", NULL },
	};
	(void)state;
	harness_table(LIMITS, "sections/items", cases, COUNT(cases));
}

static void heading_level(void **state)
{
	static const harness_case cases[] = {
		{ "all the same", "a.md", "# T\n\n" ALPHA "\n" BETA, "", NULL },
		{ "one deeper", "a.md", ALPHA "\n### Beta\n\nb\n\n" GAMMA,
			"5:5-5:9 sections/heading-level the heading “Beta” is at level 3: most sections are at level 2\n",
			ALPHA "\n" BETA "\n" GAMMA },
		{ "of two the smaller number", "a.md", "### Alpha\n\na\n\n" BETA,
			"1:5-1:10 sections/heading-level the heading “Alpha” is at level 3: most sections are at level 2\n", ALPHA "\n" BETA },
		{ "closing marks", "a.md", ALPHA "\n  ### Beta ###  \n\nb\n\n" GAMMA,
			"5:7-5:11 sections/heading-level the heading “Beta” is at level 3: most sections are at level 2\n",
			ALPHA "\n  ## Beta ##  \n\nb\n\n" GAMMA },
		{ "setext", "a.md", ALPHA "\nBeta\n====\n\nb\n\n" GAMMA,
			"5:1-5:5 sections/heading-level the heading “Beta” is at level 1: most sections are at level 2\n",
			ALPHA "\n" BETA "\n" GAMMA },
		{ "a misspelt one", "a.md", ALPHA "\n#### Betta\n\nb\n\n" GAMMA,
			"5:6-5:11 sections/heading-level the heading “Betta” is at level 4: most sections are at level 2\n", NULL },
		{ "a stranger: not here", "a.md", ALPHA "\n#### Colophon\n\nb\n\n" GAMMA, "", NULL },
		{ "plain text has none", "a.txt", "Alpha\na\n", "", NULL },
		{ "nothing", "a.md", "", "", NULL },
	};
	static const harness_case given[] = {
		{ "as asked for", "a.md", "## Alpha\n\na\n\n### Beta\n\nb\n\n### Gamma\n\nc\n", "", NULL },
		{ "not as asked for", "a.md", "### Alpha\n\na\n\n### Beta\n\nb\n",
			"1:5-1:10 sections/heading-level the heading “Alpha” is at level 3: it should be at level 2\n",
			"## Alpha\n\na\n\n### Beta\n\nb\n" },
	};
	(void)state;
	harness_table(LETTERS, "sections/heading-level", cases, COUNT(cases));
	harness_table("types: { note: { title: { required: false }, parts: [{ section: Alpha, level: 2 }, { section: Beta }, "
		      "{ section: Gamma, required: false }] } }\n" DOCUMENTS,
	    "sections/heading-level", given, COUNT(given));
}

static void heading_case(void **state)
{
	static const harness_case cases[] = {
		{ "as written in the type", "a.md", "## Next Steps\n\na\n\n## Übersicht\n\nb\n\n**Seen at:** home\n", "", NULL },
		{ "other capitals", "a.md", "## next STEPS\n\na\n",
			"1:4-1:14 sections/heading-case the heading “next STEPS” has other capitals than the document type: “Next Steps”\n",
			"## Next Steps\n\na\n" },
		{ "plain text", "a.txt", "NEXT STEPS\na\n", "1:1-1:11 sections/heading-case ...\n", "Next Steps\na\n" },
		{ "beyond ASCII", "a.md", "## ÜBERSICHT\n\nb\n", "1:4-1:13 sections/heading-case ...\n", "## Übersicht\n\nb\n" },
		{ "composed otherwise: not about case", "a.md", "## U\xCC\x88" "bersicht\n\nb\n", "", NULL },
		{ "other spaces: not about case", "a.md", "## Next\xC2\xA0Steps\n\nb\n", "", NULL },
		{ "other spaces as well", "a.md", "## Next\xC2\xA0steps\n\nb\n", "1:4-1:14 sections/heading-case ...\n", "## Next Steps\n\nb\n" },
		{ "an alias stays one", "a.md", "## to DO\n\na\n", "1:4-1:9 sections/heading-case ...\n", "## To do\n\na\n" },
		{ "a label", "a.md", "## Next Steps\n\na\n\n**SEEN AT:** home\n",
			"5:3-5:10 sections/heading-case the label “SEEN AT” has other capitals than the document type: “Seen at”\n",
			"## Next Steps\n\na\n\n**Seen at:** home\n" },
		{ "a placeholder", "a.md", "## related ON Le Monde (fr)\n\na\n", "1:4-1:28 sections/heading-case ...\n",
			"## Related on Le Monde (fr)\n\na\n" },
		{ "the end of a placeholder", "a.md", "## Related on Le Monde (FR)\n\na\n", "1:4-1:28 sections/heading-case ...\n",
			"## Related on Le Monde (fr)\n\na\n" },
		{ "what stands for a placeholder is free", "a.md", "## Related on LE MONDE (fr)\n\na\n", "", NULL },
		{ "markup around", "a.md", "## **next** steps ##\n\na\n", "1:6-1:18 sections/heading-case ...\n", NULL },
		{ "setext", "a.md", "next steps\n---\n\na\n", "1:1-1:11 sections/heading-case ...\n", "Next Steps\n---\n\na\n" },
		{ "every copy", "a.md", "## NEXT STEPS\n\na\n\n## NEXT STEPS\n\nb\n", "1:4-1:14 sections/heading-case ...\n5:4-5:14 sections/heading-case ...\n",
			"## Next Steps\n\na\n\n## Next Steps\n\nb\n" },
		{ "a misspelt one: not here", "a.md", "## NEXT STEP\n\na\n", "", NULL },
		{ "a stranger: not here", "a.md", "## COLOPHON\n\na\n", "", NULL },
		{ "a label as a heading: not here", "a.md", "## SEEN AT\n\na\n", "", NULL },
		{ "keys of the front matter have their own", "a.md", "---\nnext-steps: a\nÜBERSICHT: b\n---\n", "", NULL },
	};
	const char *config = "types:\n  note:\n    title: { required: false }\n    parts: [{ section: Next Steps, aliases: [To do], required: false },"
			     " { section: Übersicht, required: false }, { section: 'Related on {site} (fr)', required: false },"
			     " { line: Seen at, required: false }]\n" DOCUMENTS;
	sl_buffer text, on;
	(void)state;
	sl_buffer_init(&on);
	sl_buffer_printf(&on, "%srules: { sections/heading-case: warning }\n", config);
	harness_table(on.data, "sections/heading-case", cases, COUNT(cases));
	sl_buffer_finish(&on);
	sl_buffer_init(&text);
	sl_buffer_append(&text, sl_str_of(cases[1].text));
	assert_int_equal(harness_check(config, "sections", "a.md", sl_buffer_str(&text), NULL, NULL), 0); /* off unless asked for */
	sl_buffer_finish(&text);
}

/* Many parts, many items: every rule is linear. */
static void huge(void **state)
{
	(void)state;
	sl_buffer text;
	sl_buffer_init(&text);
	harness_repeat(&text, "## Beta\n\nb\n\n## Alpha\n\n- a\n\n## Colophon\n\n", 5000);
	assert_true(harness_check(LIMITS, "sections", "a.md", sl_buffer_str(&text), NULL, NULL) > 10000);
	sl_buffer_clear(&text);
	harness_repeat(&text, "## Gamma\n", 1);
	harness_repeat(&text, "- a\n", 100000);
	assert_int_equal(harness_check(LIMITS, "sections", "a.md", sl_buffer_str(&text), NULL, NULL), 1);
	sl_buffer_finish(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(order), cmocka_unit_test(length), cmocka_unit_test(items),
		cmocka_unit_test(heading_level), cmocka_unit_test(heading_case), cmocka_unit_test(huge) };
	return cmocka_run_group_tests(tests, harness_start, harness_stop);
}
