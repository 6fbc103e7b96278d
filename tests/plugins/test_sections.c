/* SPDX-License-Identifier: Apache-2.0
 * test_sections.c - the rules of the plugin `sections` about what is there: required, duplicate, unknown, empty. The others: test_sections_form.c.
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
#define NOTE \
	"types:\n" \
	"  note:\n" \
	"    title: { required: false }\n" \
	"    parts:\n" \
	"      - { section: Summary, aliases: [In short], kind: prose }\n" \
	"      - { section: Principles, kind: list }\n" \
	"      - { section: 'Related on {site}', kind: any, required: false }\n" \
	"      - { section: Aside, kind: prose, required: false, repeatable: true }\n" \
	"      - { section: Topics, kind: terms, required: false }\n" \
	"      - { line: Seen at, kind: prose, required: false }\n" DOCUMENTS
#define SUMMARY "## Summary\n\nAll is well.\n"
#define PRINCIPLES "\n## Principles\n\n- One.\n"

static void required(void **state)
{
	static const harness_case cases[] = {
		{ "all there", "a.md", SUMMARY PRINCIPLES, "", NULL },
		{ "all there, plain", "a.txt", "Summary\nAll is well.\nPrinciples\n- One.\n", "", NULL },
		{ "in the front matter", "a.md", "---\nprinciples: [One.]\n---\n" SUMMARY, "", NULL },
		{ "an alias", "a.md", "## In short\n\nAll is well.\n" PRINCIPLES, "", NULL },
		{ "last one missing", "a.md", SUMMARY, "3:13-3:13 sections/required the section “Principles” is missing\n", NULL },
		{ "first one missing", "a.md", "## Principles\n\n- One.\n", "1:1-1:1 sections/required the section “Summary” is missing\n", NULL },
		{ "before the next", "a.txt", "Summary\nAll is well.\nSeen at: home\n",
			"3:1-3:1 sections/required the section “Principles” is missing\n", NULL },
		{ "nothing there", "a.md", "",
			"1:1-1:1 sections/required the section “Summary” is missing\n1:1-1:1 sections/required the section “Principles” is missing\n",
			NULL },
		{ "misspelt: not here", "a.md", "## Sumary\n\nAll is well.\n" PRINCIPLES, "", NULL },
		{ "replaced: not here", "a.md", "# Title\n\n## Abstract\n\nAll is well.\n" PRINCIPLES, "", NULL },
	};
	(void)state;
	harness_table(NOTE, "sections/required", cases, COUNT(cases));
}

/* The plugin `audience` asks for its own. */
static void audience_is_left_out(void **state)
{
	static const harness_case cases[] = {
		{ "nothing there", "a.txt", "Words.\n",
			"1:7-1:7 sections/required the section “Topics” is missing\n1:7-1:7 sections/required the line “Seen at” is missing\n", NULL },
	};
	char path[HARNESS_PATH], config[1024];
	(void)state;
	harness_write("title: All\nterms: [{ prefLabel: One }]\n", path);
	snprintf(config, sizeof(config), "vocabularies: { topics: %s, audience: %s }\n"
		"types:\n"
		"  note:\n"
		"    parts:\n"
		"      - { section: Topics, kind: terms, vocabulary: topics }\n"
		"      - { line: Seen at }\n"
		"      - { line: For, kind: terms, vocabulary: audience }\n" DOCUMENTS, path, path);
	harness_table(config, "sections/required", cases, COUNT(cases));
	unlink(path);
}

static void duplicate(void **state)
{
	static const harness_case cases[] = {
		{ "once", "a.md", SUMMARY PRINCIPLES, "", NULL },
		{ "the same", "a.md", SUMMARY PRINCIPLES "\n" SUMMARY "\nSeen at: home\n",
			"9:4-9:11 sections/duplicate the section “Summary” is here again: the first one is above, and says the same\n",
			SUMMARY PRINCIPLES "\nSeen at: home\n" },
		{ "the same at the end", "a.md", SUMMARY PRINCIPLES "\n" SUMMARY,
			"9:4-9:11 sections/duplicate the section “Summary” is here again: the first one is above, and says the same\n",
			SUMMARY PRINCIPLES },
		{ "the same without a last line end", "a.txt", "Summary\nAll.\nPrinciples\n- One.\nSummary\nAll.",
			"5:1-5:8 sections/duplicate the section “Summary” is here again: the first one is above, and says the same\n",
			"Summary\nAll.\nPrinciples\n- One." },
		{ "three times", "a.txt", "Summary\nAll.\nSummary\nAll.\nSummary\nAll.\nPrinciples\n- One.\n",
			"3:1-3:8 sections/duplicate the section “Summary” is here again: the first one is above, and says the same\n"
			"5:1-5:8 sections/duplicate the section “Summary” is here again: the first one is above, and says the same\n",
			"Summary\nAll.\nPrinciples\n- One.\n" },
		{ "something else", "a.md", SUMMARY "\n## In short\n\nAll is good.\n" PRINCIPLES,
			"5:4-5:12 sections/duplicate the section “In short” is here again: the first one is above\n",
			SUMMARY "\n## In short\n\nAll is good.\n" PRINCIPLES },
		{ "a line", "a.txt", "Summary\nAll.\nPrinciples\n- One.\nSeen at: home\nSeen at: home\n",
			"6:1-6:8 sections/duplicate the line “Seen at” is here again: the first one is above, and says the same\n",
			"Summary\nAll.\nPrinciples\n- One.\nSeen at: home\n" },
		{ "lines of a Markdown paragraph", "a.md", SUMMARY PRINCIPLES "\nSeen at: home\nSeen at: home\n",
			"10:1-10:8 sections/duplicate the line “Seen at” is here again: the first one is above, and says the same\n",
			SUMMARY PRINCIPLES "\nSeen at: home\n" },
		{ "a title", "a.md", "# All\n\n# All\n\n" SUMMARY PRINCIPLES,
			"3:3-3:6 sections/duplicate the title “All” is here again: the first one is above, and says the same\n",
			"# All\n\n" SUMMARY PRINCIPLES },
		{ "a title, plain", "a.txt", "All\nAll\nSummary\nWell.\nPrinciples\n- One.\n",
			"2:1-2:4 sections/duplicate the title “All” is here again: the first one is above, and says the same\n",
			"All\nSummary\nWell.\nPrinciples\n- One.\n" },
		{ "in the front matter", "a.md", "---\nsummary: All is well.\n---\n\n" SUMMARY PRINCIPLES,
			"5:4-5:11 sections/duplicate the section “Summary” is here again: the front matter has it already\n",
			"---\nsummary: All is well.\n---\n\n" SUMMARY PRINCIPLES },
		{ "repeatable", "a.md", SUMMARY PRINCIPLES "\n## Aside\n\nOne.\n\n## Aside\n\nTwo.\n", "", NULL },
		{ "what follows does not run on", "a.md", SUMMARY PRINCIPLES "## Principles\n- One.\n\nSeen at: home\n",
			"8:4-8:14 sections/duplicate the section “Principles” is here again: the first one is above, and says the same\n",
			SUMMARY PRINCIPLES "\nSeen at: home\n" },
		{ "the copy is what stands out of order", "a.txt", "Principles\n- One.\nSummary\nAll.\nPrinciples\n- One.\n",
			"1:1-1:11 sections/duplicate the section “Principles” is here again: the one in its place is below, and says the same\n",
			"Summary\nAll.\nPrinciples\n- One.\n" },
		{ "CRLF", "a.txt", "Summary\r\nAll.\r\nSummary\r\nAll.\r\nPrinciples\r\n- One.\r\n",
			"3:1-3:8 sections/duplicate the section “Summary” is here again: the first one is above, and says the same\n",
			"Summary\r\nAll.\r\nPrinciples\r\n- One.\r\n" },
	};
	(void)state;
	harness_table(NOTE, "sections/duplicate", cases, COUNT(cases));
}

static void unknown(void **state)
{
	static const harness_case cases[] = {
		{ "known", "a.md", SUMMARY PRINCIPLES "\n## Related on Example\n\nSeen at: home\n", "", NULL },
		{ "misspelt", "a.md", "## Sumary\n\nAll is well.\n" PRINCIPLES,
			"1:4-1:10 sections/unknown “Sumary” is no section: did you mean “Summary”?\n", SUMMARY PRINCIPLES },
		{ "bold text", "a.md", "**Summary**\n\nAll is well.\n" PRINCIPLES,
		    "1:3-1:10 sections/unknown “Summary” is bold text and no heading\n", SUMMARY PRINCIPLES },
		{ "bold text of a section that is there: its own matter", "a.md", SUMMARY PRINCIPLES "\n**Summary**\n", "", NULL },
		{ "a label", "a.txt", "Title\nSummary: All is well.\nPrinciples\n- One.\n",
		    "2:1-2:8 sections/unknown “Summary” is a section and no label: write it as a heading, and what belongs to it below\n",
		    "Title\nSummary\nAll is well.\nPrinciples\n- One.\n" },
		{ "a label over a list that is to be", "a.md", SUMMARY "\nPrinciples: One.\n",
		    "5:1-5:11 sections/unknown “Principles” is a section and no label: write it as a heading, and what belongs to it below\n",
		    SUMMARY "\n## Principles\n\n- One.\n" },
		{ "a word of prose", "a.md", "All is well in\nSummary: words.\n" PRINCIPLES, "", NULL },
		{ "a section that may be missing", "a.md", SUMMARY PRINCIPLES "\nAside: a word.\n\nAside\n", "", NULL },
		{ "the same in bold", "a.md", SUMMARY PRINCIPLES "\n**Aside**\n\nA word.\n", "9:3-9:8 sections/unknown “Aside” is bold text and no heading\n",
		    SUMMARY PRINCIPLES "\n## Aside\n\nA word.\n" },
		{ "misspelt, plain", "a.txt", "Title\nSumary\nAll is well.\nPrinciples\n- One.\n",
			"2:1-2:7 sections/unknown “Sumary” is no section: did you mean “Summary”?\n",
			"Title\nSummary\nAll is well.\nPrinciples\n- One.\n" },
		{ "numbered, plain", "a.txt", "1. Summary\nAll is well.\n2) Principles\n- One.\n",
			"1:1-1:11 sections/unknown “1. Summary” is no section: did you mean “Summary”?\n"
			"3:1-3:14 sections/unknown “2) Principles” is no section: did you mean “Principles”?\n",
			"Summary\nAll is well.\nPrinciples\n- One.\n" },
		{ "a numbered item that is a part's name", "a.txt", "Summary\nAll.\nPrinciples\n1. Principles\n2. Summary\n", "", NULL },
		{ "a line with number signs", "a.md", SUMMARY PRINCIPLES "\n## Seen at: home\n",
			"9:4-9:11 sections/unknown “Seen at” is a label and no heading: write it without the number signs\n",
			SUMMARY PRINCIPLES "\nSeen at: home\n" },
		{ "in bold, too", "a.md", SUMMARY PRINCIPLES "\n### **Seen at:** home\n", "9:7-9:14 sections/unknown ...\n",
			SUMMARY PRINCIPLES "\n**Seen at:** home\n" },
		{ "misspelt in emphasis", "a.md", "## **Sumary**\n\nAll is well.\n" PRINCIPLES,
			"1:6-1:12 sections/unknown “Sumary” is no section: did you mean “Summary”?\n",
			"## **Summary**\n\nAll is well.\n" PRINCIPLES },
		{ "misspelt with markup in it", "a.md", SUMMARY "\n## Princ*i*ple\n\n- One.\n",
			"5:4-5:15 sections/unknown “Principle” is no section: did you mean “Principles”?\n",
			SUMMARY "\n## Princ*i*ple\n\n- One.\n" },
		{ "misspelt alias", "a.md", "## In shrot\n\nAll is well.\n" PRINCIPLES,
			"1:4-1:12 sections/unknown “In shrot” is no section: did you mean “In short”?\n", "## In short\n\nAll is well.\n" PRINCIPLES },
		{ "misspelt, with a placeholder", "a.md", SUMMARY PRINCIPLES "\n## Relatd on Example\n\nMore.\n",
			"9:4-9:21 sections/unknown “Relatd on Example” is no section: did you mean “Related on Example”?\n",
			SUMMARY PRINCIPLES "\n## Related on Example\n\nMore.\n" },
		{ "misspelt label", "a.txt", "Summary\nAll.\nPrinciples\n- One.\nSeem at: home\n",
			"5:1-5:8 sections/unknown “Seem at” is no label: did you mean “Seen at”?\n",
			"Summary\nAll.\nPrinciples\n- One.\nSeen at: home\n" },
		{ "misspelt key", "a.md", "---\nprincples: [One.]\n---\n" SUMMARY,
			"2:1-2:10 sections/unknown “princples” is no key of the front matter: did you mean “principles”?\n",
			"---\nprinciples: [One.]\n---\n" SUMMARY },
		{ "misspelt key of two words", "a.md", "---\nseem-at: home\n---\n" SUMMARY PRINCIPLES,
			"2:1-2:8 sections/unknown “seem-at” is no key of the front matter: did you mean “seen-at”?\n",
			"---\nseen-at: home\n---\n" SUMMARY PRINCIPLES },
		{ "a key without its hyphen", "a.md", "---\nseenat: home\n---\n" SUMMARY PRINCIPLES,
			"2:1-2:7 sections/unknown “seenat” is no key of the front matter: did you mean “seen-at”?\n",
			"---\nseen-at: home\n---\n" SUMMARY PRINCIPLES },
		{ "misspelt key in capitals", "a.md", "---\nPrincples: [One.]\n---\n" SUMMARY,
			"2:1-2:10 sections/unknown “Princples” is no key of the front matter: did you mean “Principles”?\n",
			"---\nPrinciples: [One.]\n---\n" SUMMARY },
		{ "other keys are nobody's business", "a.md", "---\nlayout: wide\n---\n" SUMMARY PRINCIPLES, "", NULL },
		{ "in place of a missing one", "a.md", "# Title\n\n## Abstract\n\nAll is well.\n" PRINCIPLES,
			"3:4-3:12 sections/unknown “Abstract” is no section: “Summary” is expected here\n", "# Title\n\n" SUMMARY PRINCIPLES },
		{ "in place of a missing one, plain", "a.txt", "Title\nAbstract\nAll is well.\nPrinciples\n- One.\n",
			"2:1-2:9 sections/unknown “Abstract” is no section: “Summary” is expected here\n",
			"Title\nSummary\nAll is well.\nPrinciples\n- One.\n" },
		{ "a stranger", "a.md", SUMMARY "\n## Colophon\n\nSmall type.\n" PRINCIPLES,
			"5:4-5:12 sections/unknown “Colophon” is no section of this document type\n",
			SUMMARY "\n## Colophon\n\nSmall type.\n" PRINCIPLES },
		{ "close to one that is there", "a.md", SUMMARY PRINCIPLES "\n## Sumary\n\nAll.\n",
			"9:4-9:10 sections/unknown “Sumary” is no section: did you mean “Summary”?\n",
			SUMMARY PRINCIPLES "\n## Sumary\n\nAll.\n" },
		{ "a heading of nothing", "a.md", SUMMARY PRINCIPLES "\n##\n\nAll.\n",
			"9:3-9:3 sections/unknown a heading without text is no section of this document type\n", NULL },
		{ "a heading of nothing in place of a missing one", "a.md", "# Title\n\n##\n\nAll.\n" PRINCIPLES,
			"3:3-3:3 sections/unknown a heading without text is no section: “Summary” is expected here\n",
			"# Title\n\n##\n\nAll.\n" PRINCIPLES },
	};
	static const harness_case allowed[] = {
		{ "a stranger", "a.md", SUMMARY "\n## Colophon\n\nSmall type.\n", "", NULL },
		{ "misspelt", "a.md", "## Sumary\n\nAll is well.\n", "1:4-1:10 sections/unknown “Sumary” is no section: did you mean “Summary”?\n",
			SUMMARY },
	};
	static const harness_case labels[] = {
		{ "in place of a missing one", "a.txt", "Title\nSummary\nAll is well.\nPlace: home\n",
			"4:1-4:6 sections/unknown “Place” is no label: “Seen at” is expected here\n",
			"Title\nSummary\nAll is well.\nSeen at: home\n" },
	};
	(void)state;
	harness_table(NOTE, "sections/unknown", cases, COUNT(cases));
	harness_table("types: { note: { parts: [{ section: Summary }, { line: Seen at }] } }\n" DOCUMENTS, "sections/unknown", labels,
	    COUNT(labels));
	harness_table("types: { note: { title: { required: false }, other-sections: allow, parts: [{ section: Summary }] } }\n" DOCUMENTS,
	    "sections/unknown", allowed, COUNT(allowed));
}

static void empty(void **state)
{
	static const harness_case cases[] = {
		{ "none", "a.md", SUMMARY PRINCIPLES, "", NULL },
		{ "a section", "a.md", "## Summary\n" PRINCIPLES, "1:4-1:11 sections/empty the section “Summary” is empty\n", NULL },
		{ "a section, plain", "a.txt", "Summary\nPrinciples\n- One.\n", "1:1-1:8 sections/empty the section “Summary” is empty\n", NULL },
		{ "the last", "a.md", SUMMARY "\n## Principles", "5:4-5:14 sections/empty the section “Principles” is empty\n", NULL },
		{ "a line", "a.txt", "Summary\nAll.\nPrinciples\n- One.\nSeen at:\n", "5:1-5:8 sections/empty the line “Seen at” is empty\n",
			NULL },
		{ "terms", "a.md", SUMMARY PRINCIPLES "\n## Topics\n", "9:4-9:10 sections/empty the section “Topics” is empty\n", NULL },
		{ "a misspelt one", "a.md", "## Sumary\n" PRINCIPLES, "1:4-1:10 sections/empty the section “Summary” is empty\n", NULL },
		{ "only a comment", "a.md", "## Summary\n\n<!-- later -->\n" PRINCIPLES, "1:4-1:11 sections/empty the section “Summary” is empty\n",
			NULL },
		{ "items that say nothing", "a.md", SUMMARY "\n## Principles\n\n-\n-\n",
			"5:4-5:14 sections/empty the section “Principles” is empty\n", NULL },
		{ "code is something", "a.md", SUMMARY "\n## Principles\n\n```\none\n```\n", "", NULL },
		{ "of any kind", "a.md", SUMMARY PRINCIPLES "\n## Related on Example\n", "", NULL },
		{ "a field", "a.md", "---\nsummary:\n---\n" PRINCIPLES, "2:1-2:8 sections/empty the field “summary” is empty\n", NULL },
		{ "a list of nothing", "a.md", "---\nprinciples: []\n---\n" SUMMARY, "2:1-2:11 sections/empty the field “principles” is empty\n",
			NULL },
		{ "in place of another: not here", "a.md", "# Title\n\n## Abstract\n" PRINCIPLES, "", NULL },
		{ "a stranger: not here", "a.md", SUMMARY "\n## Colophon\n" PRINCIPLES, "", NULL },
	};
	static const harness_case others[] = {
		{ "one diagnostic only", "a.md", "## Summary\n" PRINCIPLES, "1:4-1:11 sections/empty the section “Summary” is empty\n", NULL },
		{ "and for a list", "a.md", SUMMARY "\n## Principles\n", "5:4-5:14 sections/empty the section “Principles” is empty\n", NULL },
	};
	static const char limits[] = "types:\n"
				     "  note:\n"
				     "    title: { required: false }\n"
				     "    parts:\n"
				     "      - { section: Summary, kind: prose, words: { min: 2 } }\n"
				     "      - { section: Principles, kind: list, words: { min: 1 }, items: { min: 1 } }\n" DOCUMENTS;
	(void)state;
	harness_table(NOTE, "sections/empty", cases, COUNT(cases));
	harness_table(limits, "sections", others, COUNT(others));
}

static void no_parts(void **state)
{
	static const harness_case cases[] = {
		{ "nothing", "a.md", "", "", NULL },
		{ "a heading", "a.md", "# Title\n\n## Colophon\n\n- One.\n", "3:4-3:12 sections/unknown “Colophon” is no section of this document type\n",
			NULL },
		{ "plain", "a.txt", "Title\nColophon\n- One.\n", "", NULL },
	};
	(void)state;
	harness_table("types: { note: { title: { required: false }, parts: [] } }\n" DOCUMENTS, "title sections attribution", cases, COUNT(cases));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(required), cmocka_unit_test(audience_is_left_out), cmocka_unit_test(duplicate),
		cmocka_unit_test(unknown), cmocka_unit_test(empty), cmocka_unit_test(no_parts) };
	return cmocka_run_group_tests(tests, harness_start, harness_stop);
}
