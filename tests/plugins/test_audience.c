/* SPDX-License-Identifier: Apache-2.0
 * test_audience.c - the rules of the plugin `audience`, mostly over labelled lines. What both plugins share is tested in test_topics*.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "terms_tables.h"

#define TITLED(parts)                                                                                                                                        \
	"types: { note: { title: { required: false }, parts: [" parts "] } }\n"                                                                              \
	"documents: [{ files: ['**'], type: note }]\n" VOCABULARIES
#define LINE "{ line: Best for, kind: terms, vocabulary: audience, items: { min: 1, max: 3 } }"
#define AUDIENCE TITLED("{ section: Summary, kind: prose, required: false }, " LINE ", { section: Related, kind: any, required: false }")
#define EXACT AUDIENCE "rules: { audience/format: { case: exact } }\n"

static void required(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "there", "a.md", "Best for: AI Scientist\n", "", NULL },
		{ "there, plain text", "a.txt", "Summary\nText.\nBest for: AI Scientist\n", "", NULL },
		{ "there, in bold", "a.md", "**Best for:** AI Scientist\n", "", NULL },
		{ "there, as a heading", "a.md", "## Best for\n\nAI Scientist\n", "", NULL },
		{ "in the front matter", "a.md", "---\naudience: AI Scientist\n---\n", "", NULL },
		{ "in the front matter under its name", "a.md", "---\nbest-for: [AI Scientist]\n---\n", "", NULL },
		{ "misspelt", "a.md", "Best fr: AI Scientist\n", "", NULL },
		{ "empty", "a.md", "Best for:\n", "", NULL },
		{ "missing", "a.md", "## Summary\n\nText.\n\n## Related\n\nMore.\n", "5:1-5:1 audience/required the line “Best for” is missing\n", NULL },
		{ "missing, plain text", "a.txt", "Summary\nText.\nRelated\nMore.\n", "3:1-3:1 audience/required the line “Best for” is missing\n", NULL },
		{ "missing at the end", "a.md", "## Summary\n\nText.\n", "3:6-3:6 audience/required ...\n", NULL },
		{ "an empty file", "a.md", "", "1:1-1:1 audience/required ...\n", NULL },
	};
	static const harness_case optional[] = {
		{ "missing", "a.md", "## Summary\n\nText.\n", "", NULL },
	};
	static const harness_case sections[] = {
		{ "a section", "a.md", "# Title\n", "1:8-1:8 audience/required the section “Readers” is missing\n", NULL },
	};
	static const harness_case topics[] = {
		{ "another vocabulary's slot", "a.md", "# Title\n", "", NULL },
	};
	harness_table(AUDIENCE, "audience/required", cases, COUNT(cases));
	harness_table(TITLED("{ line: Best for, kind: terms, vocabulary: audience, required: false }"), "audience", optional, COUNT(optional));
	harness_table(TITLED("{ section: Readers, kind: terms, vocabulary: audience }"), "audience", sections, COUNT(sections));
	harness_table(TITLED("{ section: Topics, kind: terms, vocabulary: topics }"), "audience", topics, COUNT(topics));
}

static void labels(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "good", "a.md", "Best for: AI Scientist, Research Scientist, Director of AI/ML\n", "", NULL },
		{ "good, plain text, any case", "a.txt", "BEST FOR:ai scientist,DATA SCIENTIST\n", "", NULL },
		{ "over two lines", "a.md", "Best for: AI Scientist, Research\nScientist\n", "", NULL },
		{ "unknown", "a.md", "Best for: AI Scientist, Lighthouse Keeper\n",
			"1:25-1:42 audience/unknown “Lighthouse Keeper” is no audience tag of the vocabulary\n", NULL },
		{ "near", "a.md", "Best for: Reserch Scientist, AI Scientist\n",
			"1:11-1:28 audience/unknown “Reserch Scientist” is no audience tag of the vocabulary: did you mean “Research Scientist”?\n",
			"Best for: Research Scientist, AI Scientist\n" },
		{ "in bold", "a.md", "**Best for:** *Reserch Scientist*\n", "1:16-1:33 audience/unknown ...\n", "**Best for:** *Research Scientist*\n" },
		{ "alias", "a.txt", "Best for: ml engineer, AI Scientist\n",
			"1:11-1:22 audience/alias “ml engineer” is an alternative label of the audience tag “Machine Learning Engineer”\n",
			"Best for: Machine Learning Engineer, AI Scientist\n" },
		{ "deprecated", "a.md", "Best for: Data Miner\n", "1:11-1:21 audience/deprecated “Data Miner” is deprecated: use “Data Scientist”\n",
			"Best for: Data Scientist\n" },
		{ "deprecated, its replacement there too", "a.md", "Best for: Data Miner, Data Scientist\n", "1:11-1:21 audience/deprecated ...\n",
			"Best for: Data Scientist\n" },
		{ "!deprecated without replacement", "a.md", "Best for: Webmaster\n",
			"1:11-1:20 audience/deprecated “Webmaster” is deprecated, and the vocabulary names no replacement\n", "Best for: Webmaster\n" },
		{ "repeated", "a.md", "Best for: AI Scientist, Data Scientist, ai scientist\n",
			"1:41-1:53 audience/duplicate “ai scientist” is listed already\n", "Best for: AI Scientist, Data Scientist\n" },
		{ "repeated in the middle", "a.md", "Best for: AI Scientist, AI Scientist, Data Scientist\n", "1:25-1:37 audience/duplicate ...\n",
			"Best for: AI Scientist, Data Scientist\n" },
		{ "repeated over the line end", "a.md", "Best for: AI Scientist,\nAI Scientist, Data Scientist\n", "2:1-2:13 audience/duplicate ...\n",
			"Best for: AI Scientist, Data Scientist\n" },
		{ "repeated by an alias", "a.md", "Best for: Machine Learning Engineer, ML Engineer\n",
			"1:38-1:49 audience/duplicate “ML Engineer” repeats “Machine Learning Engineer”: both are labels of the same audience tag\n",
			"Best for: Machine Learning Engineer\n" },
		{ "!repeated in markup: no fix", "a.md", "Best for: **AI Scientist**, **AI Scientist**\n", "1:31-1:43 audience/duplicate ...\n",
			"Best for: **AI Scientist**, **AI Scientist**\n" },
		{ "a list below the label", "a.md", "Best for:\n\n- AI Scientist\n- Reserch Scientist\n", "4:3-4:20 audience/unknown ...\n",
			"Best for:\n\n- AI Scientist\n- Research Scientist\n" },
		{ "front matter", "a.md", "---\naudience:\n  - 'ML Engineer'\n  - Machine Learning Engineer\n---\n",
			"3:6-3:17 audience/alias ...\n4:5-4:30 audience/duplicate ...\n", "---\naudience:\n  - 'Machine Learning Engineer'\n---\n" },
	};
	terms_table(AUDIENCE, "audience", cases, COUNT(cases));
}

static void count(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "most", "a.md", "Best for: AI Scientist, Research Scientist, Data Scientist\n", "", NULL },
		{ "too many", "a.md", "Best for: AI Scientist, Research Scientist, Data Scientist, Director of AI/ML, ML Engineer\n",
			"1:61-1:91 audience/count “Best for” has 5 audience tags, at most 3 are allowed\n", NULL },
		{ "repetitions do not count", "a.md", "Best for: AI Scientist, AI Scientist, Research Scientist, Data Scientist\n", "", NULL },
		{ "none: another rule's", "a.md", "Best for:\n", "", NULL },
		{ "nothing between separators: another rule's", "a.md", "Best for: ,\n", "", NULL },
	};
	static const harness_case two[] = {
		{ "too few", "a.txt", "Best for: AI Scientist\n", "1:1-1:9 audience/count “Best for” has 1 audience tag, at least 2 are needed\n", NULL },
		{ "joined, too few to begin with", "a.txt", "Best for: AI Scientist and Data Scientist\n", "", NULL },
	};
	harness_table(AUDIENCE, "audience/count", cases, COUNT(cases));
	harness_table(TITLED("{ line: Best for, kind: terms, vocabulary: audience, items: { min: 2 } }"), "audience/count", two, COUNT(two));
}

static void format(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "good", "a.md", "Best for: AI Scientist , Director of AI/ML\n", "", NULL },
		{ "a full stop", "a.txt", "Best for: AI Scientist, Data Scientist.\n", "1:39-1:40 audience/format “Data Scientist.” should read “Data Scientist”\n",
			"Best for: AI Scientist, Data Scientist\n" },
		{ "a comma at the end", "a.md", "Best for: AI Scientist, Data Scientist,\n", "1:40-1:40 audience/format no audience tag follows the last “,”\n",
			"Best for: AI Scientist, Data Scientist\n" },
		{ "and blanks", "a.md", "Best for: AI Scientist , \n", "1:25-1:25 audience/format no audience tag follows the last “,”\n", "Best for: AI Scientist\n" },
		{ "a comma at the start", "a.md", "Best for: , AI Scientist\n", "1:11-1:11 audience/format no audience tag stands before the first “,”\n", "Best for: AI Scientist\n" },
		{ "a comma behind bold text", "a.md", "**Best for:** , AI Scientist\n", "1:15-1:15 audience/format ...\n", "**Best for:** AI Scientist\n" },
		{ "two commas", "a.md", "Best for: AI Scientist, , Data Scientist\n",
			"1:24-1:24 audience/format no audience tag stands between these two “,”\n", "Best for: AI Scientist, Data Scientist\n" },
		{ "nothing but a comma", "a.md", "Best for: ,\n", "1:11-1:11 audience/format ...\n1:12-1:12 audience/format ...\n", NULL },
		{ "and", "a.md", "Best for: AI Scientist and Data Scientist\n",
			"1:11-1:42 audience/format “AI Scientist and Data Scientist” holds several audience tags\n",
			"Best for: AI Scientist, Data Scientist\n" },
		{ "the last of three", "a.md", "Best for: AI Scientist, Research Scientist, and Data Scientist\n",
			"1:45-1:49 audience/format “and Data Scientist” should read “Data Scientist”\n",
			"Best for: AI Scientist, Research Scientist, Data Scientist\n" },
		{ "semicolons", "a.txt", "Best for: AI Scientist; Director of AI/ML; Data Scientist\n", "1:11-1:58 audience/format ...\n",
			"Best for: AI Scientist, Director of AI/ML, Data Scientist\n" },
		{ "bars", "a.md", "Best for: AI Scientist | Data Scientist, ML Engineer\n", "1:11-1:40 audience/format ...\n",
			"Best for: AI Scientist, Data Scientist, ML Engineer\n" },
		{ "one a line", "a.md", "Best for: AI Scientist\nData Scientist\n", "1:11-2:15 audience/format ...\n", "Best for: AI Scientist, Data Scientist\n" },
		{ "quotes", "a.md", "Best for: \"AI Scientist\", 'Data Scientist'\n", "1:11-1:25 audience/format ...\n1:27-1:43 audience/format ...\n",
			"Best for: AI Scientist, Data Scientist\n" },
		{ "a label with a slash before a slash", "a.md", "Best for: Director of AI/ML/Data Scientist\n", "1:11-1:43 audience/format ...\n",
			"Best for: Director of AI/ML, Data Scientist\n" },
		{ "links", "a.md", "Best for: [AI Scientist](u), [Data Scientist](v).\n", "1:49-1:50 audience/format ...\n",
			"Best for: [AI Scientist](u), [Data Scientist](v)\n" },
		{ "a list below the label", "a.md", "Best for:\n\n- AI Scientist,\n- Data Scientist\n", "3:15-3:16 audience/format ...\n",
			"Best for:\n\n- AI Scientist\n- Data Scientist\n" },
		{ "an unknown one among several is unknown", "a.md", "Best for: AI Scientist; Nobody\n", "", NULL },
		{ "case is free", "a.md", "Best for: ai scientist\n", "", NULL },
	};
	static const harness_case exact[] = {
		{ "case is not", "a.md", "Best for: ai scientist, Data Scientist\n",
			"1:11-1:23 audience/format “ai scientist” is written “AI Scientist” in the vocabulary\n", "Best for: AI Scientist, Data Scientist\n" },
	};
	static const harness_case slashes[] = {
		{ "another separator", "a.txt", "Best for: AI Scientist / Data Scientist\n", "", NULL },
		{ "not the slot's", "a.txt", "Best for: AI Scientist, Data Scientist / ML Engineer\n", "1:11-1:39 audience/format ...\n",
			"Best for: AI Scientist / Data Scientist / ML Engineer\n" },
	};
	terms_table(AUDIENCE, "audience/format", cases, COUNT(cases));
	terms_table(EXACT, "audience/format", exact, COUNT(exact));
	terms_table(TITLED("{ line: Best for, kind: terms, vocabulary: audience, separator: /, required: false }"), "audience/format", slashes, COUNT(slashes));
}

static void both_plugins(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "each its own", "a.md", "## Topics\n\n- AI Scientist\n\nBest for: LLMs\n",
			"3:3-3:15 topics/unknown “AI Scientist” is no topic of the vocabulary\n5:11-5:15 audience/unknown “LLMs” is no audience tag of the vocabulary\n",
			NULL },
	};
	harness_table(CONFIG("{ section: Topics, kind: terms, vocabulary: topics }, " LINE), "topics audience", cases, COUNT(cases));
}

/* What stands below the line and names nobody: one defect. */
static void stray(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "a line of plain text", "a.txt", "Best for: AI Scientist\nFurther reading\n",
			"2:1-2:16 audience/format “Further reading” does not belong to “Best for”: it names no audience tag\n", NULL },
		{ "a paragraph and a list", "a.md", "Best for: AI Scientist\n\nFurther reading, too:\n\n- One book.\n- Another\n",
			"3:1-6:10 audience/format ...\n", NULL },
		{ "audience tags over two paragraphs", "a.txt", "Best for: AI Scientist\n\nData Scientist\n", "", NULL },
		{ "audience tags over two lines", "a.txt", "Best for: AI Scientist\nData Scientist\n",
			"2:1-2:15 audience/format “Best for” goes on in the line below: “Data Scientist” stands there without a separator before it\n",
			"Best for: AI Scientist, Data Scientist\n" },
		{ "an audience tag over two lines", "a.txt", "Best for: AI\nScientist, Data Scientist\n",
			"2:1-2:10 audience/format “Best for” goes on in the line below: “Scientist” belongs to what stands above\n",
			"Best for: AI Scientist, Data Scientist\n" },
		{ "a list below the label", "a.md", "Best for:\n\n- Wizard\n- Witch\n\nOthers.\n",
			"3:3-3:9 audience/unknown ...\n4:3-4:8 audience/unknown ...\n6:1-6:8 audience/format ...\n", NULL },
		{ "what stands behind the label", "a.md", "Best for: Wizard\n", "1:11-1:17 audience/unknown ...\n", NULL },
	};
	harness_table(AUDIENCE, "audience", cases, COUNT(cases));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(required),
		cmocka_unit_test(labels),
		cmocka_unit_test(count),
		cmocka_unit_test(format), cmocka_unit_test(stray),
		cmocka_unit_test(both_plugins),
	};
	return cmocka_run_group_tests(tests, harness_start, harness_stop);
}
