/* SPDX-License-Identifier: Apache-2.0
 * test_topics.c - topics/unknown, alias, deprecated, duplicate and count. topics/format is in test_topics_format.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "terms_tables.h"

#define TOPICS CONFIG("{ section: Topics, kind: terms, vocabulary: topics, items: { min: 2, max: 3 } }")
#define SUMMARY "{ section: Summary, kind: prose, required: false }, "
#define MD "## Topics\n\n"
#define TXT "Topics\n"

static void unknown(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "preferred label", "a.md", MD "- Open Science\n", "", NULL },
		{ "another case", "a.md", MD "- OPEN science\n", "", NULL },
		{ "white space", "a.txt", TXT "- Open  \tScience\n", "", NULL },
		{ "decomposed letters", "a.md", MD "- Cafe\xCC\x81 culture\n", "", NULL },
		{ "labels with punctuation", "a.md", MD "- C++\n- C#\n- Node.js\n- .NET\n- Yahoo!\n- Research & Development\n- Ph.D. Programs\n", "", NULL },
		{ "the same in plain text", "a.txt", TXT "- C++\n- C#\n- Node.js\n- .NET\n- Yahoo!\n- Research & Development\n", "", NULL },
		{ "an alias is known", "a.md", MD "- LLMs\n", "", NULL },
		{ "a deprecated term is known", "a.md", MD "- Cybernetics\n", "", NULL },
		{ "near", "a.md", MD "- Machine Lerning\n",
			"3:3-3:18 topics/unknown “Machine Lerning” is no topic of the vocabulary: did you mean “Machine Learning”?\n",
			MD "- Machine Learning\n" },
		{ "near, plain text", "a.txt", TXT "- Open Sciense\n",
			"2:3-2:15 topics/unknown “Open Sciense” is no topic of the vocabulary: did you mean “Open Science”?\n", TXT "- Open Science\n" },
		{ "near an alias", "a.md", MD "- Open reserch\n",
			"3:3-3:15 topics/unknown “Open reserch” is no topic of the vocabulary: did you mean “Open research”, that is “Open Science”?\n",
			MD "- Open Science\n" },
		{ "!near a deprecated one: no suggestion of it", "a.md", MD "- Cyberneticks\n",
			"3:3-3:15 topics/unknown “Cyberneticks” is no topic of the vocabulary\n", MD "- Cyberneticks\n" },
		{ "within emphasis", "a.md", MD "- **Machine Lerning**\n", "3:5-3:20 topics/unknown ...\n", MD "- **Machine Learning**\n" },
		{ "within a link", "a.md", MD "- [Machine Lerning](https://example.org/)\n", "3:4-3:19 topics/unknown ...\n",
			MD "- [Machine Learning](https://example.org/)\n" },
		{ "!half in emphasis: no fix", "a.md", MD "- *Machine* Lerning\n", "3:4-3:20 topics/unknown ...\n", MD "- *Machine* Lerning\n" },
		{ "over two lines", "a.md", MD "- Machine\n  Lerning\n", "3:3-4:10 topics/unknown ...\n", MD "- Machine Learning\n" },
		{ "an entity", "a.md", MD "- Reserch &amp; Development\n", "3:3-3:28 topics/unknown ...\n", NULL },
		{ "punctuation is not in the way", "a.md", MD "- “Machine Lerning”,\n", "3:4-3:19 topics/unknown ...\n", MD "- “Machine Learning”,\n" },
		{ "twice: once", "a.md", MD "- Basketry\n- basketry\n", "3:3-3:11 topics/unknown “Basketry” is no topic of the vocabulary\n", NULL },
		{ "several in one: a matter of form", "a.md", MD "- C++, LLMs\n", "", NULL },
		{ "several, one unknown", "a.md", MD "- C++, Basketry\n", "3:3-3:16 topics/unknown “C++, Basketry” is no topic of the vocabulary\n", NULL },
		{ "nothing", "a.md", MD "-\n- \xE2\x80\x94\n", "", NULL },
		{ "no section", "a.md", "Machine Lerning\n", "", NULL },
		{ "a misspelt section", "a.md", "## Topcs\n\n- Machine Lerning\n", "3:3-3:18 topics/unknown ...\n", NULL },
		{ "a second section", "a.md", MD "- C++\n\n## Topics\n\n- Machine Lerning\n", "7:3-7:18 topics/unknown ...\n", NULL },
		{ "in a paragraph", "a.md", MD "C++, Machine Lerning\n", "3:6-3:21 topics/unknown ...\n", MD "C++, Machine Learning\n" },
		{ "hostile length", "a.md",
			MD "- xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			   "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
			"3:3-3:239 topics/unknown “xxx...\n", NULL },
	};
	terms_table(TOPICS, "topics/unknown", cases, COUNT(cases));
}

static void unknown_in_front_matter(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "block list", "a.md", "---\ntopics:\n  - Machine Lerning\n---\n", "3:5-3:20 topics/unknown ...\n",
			"---\ntopics:\n  - Machine Learning\n---\n" },
		{ "flow list", "a.md", "---\ntopics: [C++, Machine Lerning]\n---\n", "2:15-2:30 topics/unknown ...\n",
			"---\ntopics: [C++, Machine Learning]\n---\n" },
		{ "single quotes", "a.md", "---\ntopics: ['Machine Lerning']\n---\n", "2:11-2:26 topics/unknown ...\n",
			"---\ntopics: ['Machine Learning']\n---\n" },
		{ "double quotes", "a.md", "---\ntopics:\n- \"Machine Lerning\"\n---\n", "3:4-3:19 topics/unknown ...\n",
			"---\ntopics:\n- \"Machine Learning\"\n---\n" },
		{ "an escape", "a.md", "---\ntopics: [\"Machine\\x20Lerning\"]\n---\n", "2:11-2:29 topics/unknown ...\n",
			"---\ntopics: [\"Machine Learning\"]\n---\n" },
		{ "a string of values", "a.md", "---\ntopics: C++, Machine Lerning\n---\n", "2:14-2:29 topics/unknown ...\n",
			"---\ntopics: C++, Machine Learning\n---\n" },
		{ "a folded block", "a.md", "---\ntopics: >\n  C++,\n  Machine Lerning\n---\n", "4:3-4:18 topics/unknown ...\n",
			"---\ntopics: >\n  C++,\n  Machine Learning\n---\n" },
		{ "!an escape among several: no fix", "a.md", "---\ntopics: \"C++, Machine\\x20Lerning\"\n---\n", "2:10-2:33 topics/unknown ...\n",
			"---\ntopics: \"C++, Machine\\x20Lerning\"\n---\n" },
		{ "what YAML must quote", "a.md", "---\ntopics:\n- Sciense - Ethics\n---\n",
			"3:3-3:19 topics/unknown “Sciense - Ethics” is no topic of the vocabulary: did you mean “Science: Ethics”?\n",
			"---\ntopics:\n- \"Science: Ethics\"\n---\n" },
	};
	terms_table(TOPICS, "topics/unknown", cases, COUNT(cases));
}

static void alias(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "preferred", "a.md", MD "- Large Language Models\n", "", NULL },
		{ "alternative", "a.md", MD "- LLMs\n", "3:3-3:7 topics/alias “LLMs” is an alternative label of the topic “Large Language Models”\n",
			MD "- Large Language Models\n" },
		{ "plain text, another case", "a.txt", TXT "* open Research\n",
			"2:3-2:16 topics/alias “open Research” is an alternative label of the topic “Open Science”\n", TXT "* Open Science\n" },
		{ "decomposed letters", "a.md", MD "- Kaffeeha\xCC\x88user\n", "3:3-3:16 topics/alias ...\n", MD "- Caf\xC3\xA9 Culture\n" },
		{ "markup around it", "a.md", MD "- *[LLMs](u)*\n- `OS`\n", "3:5-3:9 topics/alias ...\n4:4-4:6 topics/alias ...\n",
			MD "- *[Large Language Models](u)*\n- `Open Science`\n" },
		{ "!markup within", "a.md", MD "- Open *research*\n", "3:3-3:17 topics/alias ...\n", MD "- Open *research*\n" },
		{ "punctuation behind it", "a.md", MD "- LLMs.\n", "3:3-3:7 topics/alias ...\n", MD "- Large Language Models.\n" },
		{ "of a deprecated term", "a.md", MD "- Production systems\n", "", NULL },
		{ "a repetition", "a.md", MD "- Open Science\n- OS\n", "", NULL },
		{ "before the preferred label", "a.md", MD "- OS\n- Open Science\n", "3:3-3:5 topics/alias ...\n", MD "- Open Science\n- Open Science\n" },
		{ "front matter", "a.md", "---\ntopics: [LLMs, \"OS\", 'LLM']\n---\n", "2:10-2:14 topics/alias ...\n2:17-2:19 topics/alias ...\n",
			"---\ntopics: [Large Language Models, \"Open Science\", 'LLM']\n---\n" },
		{ "a value in a string", "a.md", "---\ntopics: LLMs, C++\n---\n", "2:9-2:13 topics/alias ...\n", "---\ntopics: Large Language Models, C++\n---\n" },
		{ "CRLF", "a.md", "## Topics\r\n\r\n- OS\r\n", "3:3-3:5 topics/alias ...\n", "## Topics\r\n\r\n- Open Science\r\n" },
		{ "at the end of the file", "a.txt", TXT "- OS", "2:3-2:5 topics/alias ...\n", TXT "- Open Science" },
	};
	terms_table(TOPICS, "topics/alias", cases, COUNT(cases));
}

static void deprecated(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "the replacement", "a.md", MD "- Knowledge-Based Systems\n", "", NULL },
		{ "replaced", "a.md", MD "- Expert Systems\n", "3:3-3:17 topics/deprecated “Expert Systems” is deprecated: use “Knowledge-Based Systems”\n",
			MD "- Knowledge-Based Systems\n" },
		{ "by an alternative label", "a.txt", TXT "- production systems\n",
			"2:3-2:21 topics/deprecated “production systems”, a label of “Expert Systems”, is deprecated: use “Knowledge-Based Systems”\n",
			TXT "- Knowledge-Based Systems\n" },
		{ "the replacement is there too", "a.md", MD "- Knowledge-Based Systems\n- Expert Systems\n- C++\n",
			"4:3-4:17 topics/deprecated “Expert Systems” is deprecated, and its replacement “Knowledge-Based Systems” is listed as well\n",
			MD "- Knowledge-Based Systems\n- C++\n" },
		{ "the replacement comes later", "a.md", MD "- Expert Systems\n- knowledge-based systems\n", "3:3-3:17 topics/deprecated ...\n",
			MD "- knowledge-based systems\n" },
		{ "no replacement", "a.md", MD "- Cybernetics\n",
			"3:3-3:14 topics/deprecated “Cybernetics” is deprecated, and the vocabulary names no replacement\n", NULL },
		{ "two for one", "a.md", MD "- Expert Systems\n- Rule Engines\n", "3:3-3:17 topics/deprecated ...\n4:3-4:15 topics/deprecated ...\n",
			MD "- Knowledge-Based Systems\n- Knowledge-Based Systems\n" },
		{ "a repetition", "a.md", MD "- Expert Systems\n- Production systems\n", "3:3-3:17 topics/deprecated ...\n",
			MD "- Knowledge-Based Systems\n- Production systems\n" },
		{ "in a string of values", "a.md", "---\ntopics: Expert Systems, C++, Knowledge-Based Systems\n---\n", "2:9-2:23 topics/deprecated ...\n",
			"---\ntopics: C++, Knowledge-Based Systems\n---\n" },
		{ "in a block list", "a.md", "---\ntopics:\n  - Knowledge-Based Systems\n  - Expert Systems\n---\n", "4:5-4:19 topics/deprecated ...\n",
			"---\ntopics:\n  - Knowledge-Based Systems\n---\n" },
		{ "in a flow list", "a.md", "---\ntopics: [Knowledge-Based Systems, \"Expert Systems\"]\n---\n", "2:36-2:50 topics/deprecated ...\n",
			"---\ntopics: [Knowledge-Based Systems]\n---\n" },
	};
	terms_table(TOPICS, "topics/deprecated", cases, COUNT(cases));
}

static void duplicate(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "all different", "a.md", MD "- C++\n- C#\n", "", NULL },
		{ "the same", "a.md", MD "- C++\n- C#\n- C++\n", "5:3-5:6 topics/duplicate “C++” is listed already\n", MD "- C++\n- C#\n" },
		{ "another case", "a.txt", TXT "- Open Science\n- open science\n", "3:3-3:15 topics/duplicate “open science” is listed already\n",
			TXT "- Open Science\n" },
		{ "decomposed letters", "a.md", MD "- Caf\xC3\xA9 Culture\n- Cafe\xCC\x81 Culture\n", "4:3-4:16 topics/duplicate ...\n",
			MD "- Caf\xC3\xA9 Culture\n" },
		{ "by an alias", "a.md", MD "- LLMs\n- Large Language Models\n- LLM\n",
			"4:3-4:24 topics/duplicate “Large Language Models” repeats “LLMs”: both are labels of the same topic\n"
			"5:3-5:6 topics/duplicate “LLM” repeats “LLMs”: both are labels of the same topic\n",
			MD "- LLMs\n" },
		{ "an alias of a deprecated term", "a.md", MD "- Expert Systems\n- Production systems\n", "4:3-4:21 topics/duplicate ...\n",
			MD "- Expert Systems\n" },
		{ "unknown ones", "a.md", MD "- Basketry\n- Pottery\n- BASKETRY\n", "5:3-5:11 topics/duplicate “BASKETRY” is listed already\n",
			MD "- Basketry\n- Pottery\n" },
		{ "punctuation does not make another", "a.md", MD "- C++\n- C++.\n", "4:3-4:6 topics/duplicate ...\n", MD "- C++\n" },
		{ "three times", "a.md", MD "- C++\n- C++\n- C++\n", "4:3-4:6 topics/duplicate ...\n5:3-5:6 topics/duplicate ...\n", MD "- C++\n" },
		{ "with a link", "a.md", MD "- C++\n- [C++](u)\n", "4:4-4:7 topics/duplicate ...\n", MD "- C++\n" },
		{ "over two lines", "a.md", MD "- Open Science\n- Open\n  Science\n- C#\n", "4:3-5:10 topics/duplicate ...\n", MD "- Open Science\n- C#\n" },
		{ "empty items are none", "a.md", MD "-\n-\n", "", NULL },
		{ "in two sections: each for itself", "a.md", MD "- C++\n\n## Topics\n\n- C++\n", "", NULL },
		{ "numbered", "a.md", MD "1. C++\n2. C++\n", "4:4-4:7 topics/duplicate ...\n", MD "1. C++\n" },
		{ "at the end of the file", "a.md", MD "- C++\n- C++", "4:3-4:6 topics/duplicate ...\n", MD "- C++" },
		{ "block list", "a.md", "---\ntopics:\n  - C++\n  - 'C++' # again\n---\n", "4:6-4:9 topics/duplicate ...\n", "---\ntopics:\n  - C++\n---\n" },
		{ "flow list", "a.md", "---\ntopics: [C++, C#, \"c++\"]\n---\n", "2:20-2:23 topics/duplicate ...\n", "---\ntopics: [C++, C#]\n---\n" },
		{ "string of values", "a.md", "---\ntopics: C++, C#, C++\n---\n", "2:18-2:21 topics/duplicate ...\n", "---\ntopics: C++, C#\n---\n" },
		{ "!an escaped value: neither its place is told nor a fix", "a.md", "---\ntopics: \"C++, C\\x2B\\x2B\"\n---\n", "2:10-2:24 topics/duplicate ...\n",
			"---\ntopics: \"C++, C\\x2B\\x2B\"\n---\n" },
	};
	terms_table(TOPICS, "topics/duplicate", cases, COUNT(cases));
}

static void count(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "least", "a.md", MD "- C++\n- C#\n", "", NULL },
		{ "most", "a.md", MD "- C++\n- C#\n- .NET\n", "", NULL },
		{ "too few", "a.md", MD "- C++\n", "1:4-1:10 topics/count “Topics” has 1 topic, at least 2 are needed\n", NULL },
		{ "too few, plain text", "a.txt", TXT "- C++\n", "1:1-1:7 topics/count ...\n", NULL },
		{ "too many", "a.md", MD "- C++\n- C#\n- .NET\n- Yahoo!\n- Node.js\n",
			"6:3-7:10 topics/count “Topics” has 5 topics, at most 3 are allowed\n", NULL },
		{ "repetitions do not count", "a.md", MD "- LLM\n- LLMs\n- c++\n- C++\n- C#\n- C#\n", "", NULL },
		{ "nor do they make enough", "a.md", MD "- LLM\n- LLMs\n", "1:4-1:10 topics/count “Topics” has 1 topic, at least 2 are needed\n", NULL },
		{ "unknown ones count", "a.md", MD "- Basketry\n- Pottery\n- C++\n- C#\n", "6:3-6:5 topics/count ...\n", NULL },
		{ "empty items do not", "a.md", MD "- C++\n-\n", "1:4-1:10 topics/count ...\n", NULL },
		{ "joined ones are no reason to ask for more", "a.md", MD "- C++, C#\n", "", NULL },
		{ "nothing: another rule's", "a.md", "## Topics\n", "", NULL },
		{ "only empty items: another rule's", "a.md", MD "-\n-\n", "", NULL },
		{ "front matter", "a.md", "---\ntopics: [C++]\n---\n", "2:1-2:7 topics/count “topics” has 1 topic, at least 2 are needed\n", NULL },
		{ "front matter, too many", "a.md", "---\ntopics: C++, C#, .NET, Yahoo!\n---\n", "2:24-2:30 topics/count ...\n", NULL },
		{ "no section", "a.md", "# Title\n", "", NULL },
	};
	harness_table(TOPICS, "topics/count", cases, COUNT(cases));
}

static void place_is_not_the_part(void **state)
{
	(void)state;
	static const char config[] = "types: { note: { title: { required: false }, parts: [{ section: Summary, kind: prose }, { section: Topics, kind: terms, "
				     "vocabulary: topics, items: { min: 5 } }] } }\ndocuments: [{ files: ['**'], type: note }]\n" VOCABULARIES;
	static const harness_case cases[] = {
		{ "a renamed heading's items are its own", "a.md", "## Summary\n\nText.\n\n## Quotations\n\n- To be, or not to be\n- LLMs\n- LLMs\n", "", NULL },
	};
	harness_table(config, "topics", cases, COUNT(cases));
}

/* What the plugin does where its slot names a vocabulary of another name, and where it names none. */
static void other_vocabularies(void **state)
{
	(void)state;
	static const char config[] = "types: { note: { title: { required: false }, order: any, parts: [{ section: Fields, kind: terms, vocabulary: fields }, "
				     "{ section: Tags, kind: terms, items: { max: 2 } }, { line: Best for, kind: terms, vocabulary: audience, "
				     "required: false }] } }\n"
				     "documents: [{ files: ['**'], type: note }]\n"
				     "vocabularies: { fields: '" SOURCE_ROOT "/tests/plugins/terms_topics.yaml', audience: '" SOURCE_ROOT
				     "/tests/plugins/terms_audience.yaml' }\n";
	static const harness_case cases[] = {
		{ "a vocabulary of another name", "a.md", "## Fields\n\n- Basketry\n- LLMs\n",
			"3:3-3:11 topics/unknown “Basketry” is no term of the vocabulary\n"
			"4:3-4:7 topics/alias “LLMs” is an alternative label of the term “Large Language Models”\n",
			NULL },
		{ "none: anything goes", "a.md", "## Tags\n\n- Basketry\n- LLMs\n", "", NULL },
		{ "but not twice, too often, or badly written", "a.md", "## Tags\n\n- Basketry,\n- basketry\n- Pottery\n- Weaving\n",
			"3:11-3:12 topics/format “Basketry,” should read “Basketry”\n4:3-4:11 topics/duplicate “basketry” is listed already\n"
			"6:3-6:10 topics/count “Tags” has 3 terms, at most 2 are allowed\n",
			"## Tags\n\n- Basketry\n- Pottery\n- Weaving\n" },
		{ "the audience is another plugin's", "a.md", "Best for: Nobody, Nobody,\n", "", NULL },
	};
	harness_table(config, "topics", cases, COUNT(cases));
}

static uint32_t check_hostile(const char *path, const char *heading)
{
	sl_buffer text;
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("---\ntopics: "));
	harness_repeat(&text, "x, ", 1300);
	sl_buffer_append(&text, SL_LIT("\n---\n"));
	sl_buffer_append(&text, sl_str_of(heading));
	harness_repeat(&text, "- Expert Systems\n- , ;/|&\n  - and and and \n1. \"\"\n", 5000);
	harness_repeat(&text, "\n\nC++,,, \n", 5000);
	harness_repeat(&text, "- ", 5000);
	assert_false(text.failed);
	uint32_t count = harness_check(TOPICS, "topics", path, sl_buffer_str(&text), NULL, NULL);
	sl_buffer_finish(&text);
	return count;
}

static void hostile(void **state)
{
	(void)state;
	assert_true(check_hostile("a.md", MD) > 20000);
	assert_true(check_hostile("a.txt", TXT) > 20000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unknown),
		cmocka_unit_test(unknown_in_front_matter),
		cmocka_unit_test(alias),
		cmocka_unit_test(deprecated),
		cmocka_unit_test(duplicate),
		cmocka_unit_test(count),
		cmocka_unit_test(place_is_not_the_part),
		cmocka_unit_test(other_vocabularies),
		cmocka_unit_test(hostile),
	};
	return cmocka_run_group_tests(tests, harness_start, harness_stop);
}
