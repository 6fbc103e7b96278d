/* SPDX-License-Identifier: Apache-2.0
 * test_topics_format.c - topics/format: what stands around a term, empty and joined items, lists, case.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "terms_tables.h"

#define TOPICS CONFIG("{ section: Topics, kind: terms, vocabulary: topics }")
#define EXACT TOPICS "rules: { topics/format: { case: exact } }\n"
#define BARS CONFIG("{ section: Topics, kind: terms, vocabulary: topics, separator: '|' }")
#define MD "## Topics\n\n"
#define TXT "Topics\n"

static void punctuation(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "none", "a.md", MD "- C++\n- .NET\n- Yahoo!\n- Node.js\n- C#\n- Ph.D. Programs\n", "", NULL },
		{ "comma", "a.md", MD "- C++,\n- C#;\n- .NET.\n",
			"3:6-3:7 topics/format “C++,” should read “C++”\n4:5-4:6 topics/format “C#;” should read “C#”\n"
			"5:7-5:8 topics/format “.NET.” should read “.NET”\n",
			MD "- C++\n- C#\n- .NET\n" },
		{ "plain text", "a.txt", TXT "- Open Science.\n", "2:15-2:16 topics/format “Open Science.” should read “Open Science”\n",
			TXT "- Open Science\n" },
		{ "unknown, too", "a.md", MD "- Basketry,\n", "3:11-3:12 topics/format “Basketry,” should read “Basketry”\n", MD "- Basketry\n" },
		{ "quotes", "a.md", MD "- \"C++\"\n- “C#”\n- 'LLMs'\n", "3:3-3:8 topics/format ...\n4:3-4:7 topics/format ...\n5:3-5:9 topics/format ...\n",
			MD "- C++\n- C#\n- LLMs\n" },
		{ "a label that ends so, in quotes", "a.md", MD "- \"Yahoo!\"\n", "3:3-3:11 topics/format “\"Yahoo!\"” should read “Yahoo!”\n",
			MD "- Yahoo!\n" },
		{ "brackets", "a.md", MD "- (C++)\n", "3:3-3:8 topics/format “(C++)” should read “C++”\n", MD "- C++\n" },
		{ "brackets of an unknown one", "a.md", MD "- Pottery (clay)\n", "", NULL },
		{ "and", "a.md", MD "- C++\n- and C#\n- & .NET\n", "4:3-4:7 topics/format “and C#” should read “C#”\n5:3-5:5 topics/format ...\n",
			MD "- C++\n- C#\n- .NET\n" },
		{ "an unknown one with and", "a.md", MD "- and so forth\n", "", NULL },
		{ "behind emphasis", "a.md", MD "- **C++**,\n- *C#.*\n", "3:10-3:11 topics/format ...\n4:6-4:7 topics/format ...\n",
			MD "- **C++**\n- *C#*\n" },
		{ "around a link", "a.md", MD "- \"[C++](u)\"\n", "3:3-3:13 topics/format ...\n", MD "- [C++](u)\n" },
		{ "over two lines", "a.md", MD "- Open\n  Science,\n", "4:10-4:11 topics/format ...\n", MD "- Open\n  Science\n" },
		{ "abbreviation", "a.md", MD "- U.S.\n", "", NULL },
		{ "an apostrophe of the word", "a.md", MD "- Developers’\n", "", NULL },
		{ "ideographic", "a.md", MD "- C++\xE3\x80\x81\n", "3:6-3:7 topics/format ...\n", MD "- C++\n" },
		{ "quotes of YAML are none", "a.md", "---\ntopics: ['C++', \"C#\"]\n---\n", "", NULL },
		{ "in YAML", "a.md", "---\ntopics: ['C++,', C#.]\n---\n", "2:14-2:15 topics/format ...\n2:20-2:21 topics/format ...\n",
			"---\ntopics: ['C++', C#]\n---\n" },
		{ "escaped in YAML", "a.md", "---\ntopics: [\"\\\"C++\\\"\"]\n---\n", "2:11-2:18 topics/format “\"C++\"” should read “C++”\n",
			"---\ntopics: [\"C++\"]\n---\n" },
		{ "escaped in YAML in single quotes", "a.md", "---\ntopics: ['''C++''']\n---\n", "2:11-2:18 topics/format ...\n", "---\ntopics: ['C++']\n---\n" },
		{ "a blank before it", "a.md", MD "- *C++ ,*\n", "3:7-3:9 topics/format “C++ ,” should read “C++”\n", MD "- *C++*\n" },
		{ "a string in YAML", "a.md", "---\ntopics: C++, C#.\n---\n", "2:16-2:17 topics/format ...\n", "---\ntopics: C++, C#\n---\n" },
		{ "a tag's sign, a second marker", "a.txt", TXT "- #Open Science\n- - C++\n- @C#\n", "2:3-2:4 topics/format ...\n3:3-3:5 topics/format ...\n4:3-4:4 topics/format ...\n",
			TXT "- Open Science\n- C++\n- C#\n" },
		{ "of an unknown one: it may be its own", "a.md", MD "- #Basketry\n", "", NULL },
		{ "of a repetition", "a.md", MD "- C++\n- C++.\n", "4:6-4:7 topics/format ...\n", MD "- C++\n- C++\n" },
	};
	terms_table(TOPICS, "topics/format", cases, COUNT(cases));
}

static void empty(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "a list item", "a.md", MD "- C++\n-\n- C#\n", "4:2-4:2 topics/format this list item is empty\n", MD "- C++\n- C#\n" },
		{ "a dash", "a.md", MD "- C++\n- \xE2\x80\x94\n", "4:3-4:4 topics/format “—” is no topic\n", MD "- C++\n" },
		{ "the last", "a.md", MD "- C++\n-", "4:2-4:2 topics/format this list item is empty\n", MD "- C++" },
		{ "all", "a.md", MD "-\n-\n", "3:2-3:2 topics/format this list item is empty\n4:2-4:2 topics/format this list item is empty\n", MD },
		{ "plain text", "a.txt", TXT "- C++\n- \n- C#\n", "3:2-3:2 topics/format this list item is empty\n", TXT "- C++\n- C#\n" },
		{ "a block list", "a.md", "---\ntopics:\n  - C++\n  - ''\n  -\n  - C#\n---\n",
			"4:6-4:6 topics/format this list item is empty\n5:4-5:4 topics/format this list item is empty\n",
			"---\ntopics:\n  - C++\n  - C#\n---\n" },
		{ "a flow list", "a.md", "---\ntopics: [C++, \"\", C#]\n---\n", "2:16-2:16 topics/format this list item is empty\n",
			"---\ntopics: [C++, C#]\n---\n" },
		{ "a string", "a.md", "---\ntopics: C++, , C#,\n---\n",
			"2:13-2:13 topics/format no topic stands between these two “,”\n2:19-2:19 topics/format no topic follows the last “,”\n",
			"---\ntopics: C++, C#\n---\n" },
		{ "the first in a string", "a.md", "---\ntopics: ', C++'\n---\n", "2:10-2:10 topics/format no topic stands before the first “,”\n",
			"---\ntopics: 'C++'\n---\n" },
		{ "several in a string", "a.md", "---\ntopics: C++,,, C#\n---\n", "2:13-2:13 topics/format ...\n2:14-2:14 topics/format ...\n",
			"---\ntopics: C++, C#\n---\n" },
		{ "a symbol", "a.md", MD "- C++\n- =\n", "4:3-4:4 topics/format “=” is no topic\n", MD "- C++\n" },
	};
	terms_table(TOPICS, "topics/format", cases, COUNT(cases));
}

static void joined(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "labels with separators", "a.md", MD "- Research & Development\n- Arts and Crafts\n", "", NULL },
		{ "comma", "a.md", MD "- C++, C#\n", "3:3-3:10 topics/format “C++, C#” holds several topics\n", MD "- C++\n- C#\n" },
		{ "semicolon, slash, bar, ampersand", "a.md", MD "- C++; C#\n- .NET/LLMs\n- OS | Node.js\n- Machine Learning & Yahoo!\n",
			"3:3-3:10 topics/format ...\n4:3-4:12 topics/format ...\n5:3-5:15 topics/format ...\n6:3-6:28 topics/format ...\n",
			MD "- C++\n- C#\n- .NET\n- LLMs\n- OS\n- Node.js\n- Machine Learning\n- Yahoo!\n" },
		{ "and", "a.md", MD "- C++ and c# AND .NET\n", "3:3-3:22 topics/format ...\n", MD "- C++\n- c#\n- .NET\n" },
		{ "other words and signs", "a.md", MD "- C++ or C#\n- OS und LLMs\n- .NET + Node.js\n- Yahoo! · Machine Learning\n- Open Science – Ph.D. Programs\n",
			"3:3-3:12 topics/format ...\n4:3-4:14 topics/format ...\n5:3-5:17 topics/format ...\n6:3-6:28 topics/format ...\n"
			"7:3-7:32 topics/format ...\n",
			MD "- C++\n- C#\n- OS\n- LLMs\n- .NET\n- Node.js\n- Yahoo!\n- Machine Learning\n- Open Science\n- Ph.D. Programs\n" },
		{ "full-width", "a.md", MD "- C++、C#\n- OS，.NET\n", "3:3-3:9 topics/format ...\n4:3-4:10 topics/format ...\n", MD "- C++\n- C#\n- OS\n- .NET\n" },
		{ "several kinds", "a.md", MD "- C++, C#, and .NET\n", "3:3-3:20 topics/format ...\n", MD "- C++\n- C#\n- .NET\n" },
		{ "a label with a separator among them", "a.md", MD "- Research & Development, C++\n", "3:3-3:30 topics/format ...\n",
			MD "- Research & Development\n- C++\n" },
		{ "a label with the separator between them", "a.md", MD "- Research & Development & C++\n", "3:3-3:31 topics/format ...\n",
			MD "- Research & Development\n- C++\n" },
		{ "first and last", "a.md", MD "- Arts and Crafts and OS and Arts and Crafts\n", "3:3-3:45 topics/format ...\n", NULL },
		{ "plain text, other marker", "a.txt", TXT "* C++; C#\n", "2:3-2:10 topics/format ...\n", TXT "* C++\n* C#\n" },
		{ "CRLF", "a.txt", "Topics\r\n- C++; C#\r\n- OS", "2:3-2:10 topics/format ...\n", "Topics\r\n- C++\r\n- C#\r\n- OS" },
		{ "lines without markers", "a.md", MD "- C++\nC#\n", "3:3-4:3 topics/format “C++ C#” holds several topics\n", MD "- C++\n- C#\n" },
		{ "one term over two lines", "a.md", MD "- Open\n  Science\n", "", NULL },
		{ "an unknown piece", "a.md", MD "- C++, Basketry\n", "", NULL },
		{ "!emphasis around both: no fix", "a.md", MD "- **C++, C#**\n", "3:5-3:12 topics/format ...\n", MD "- **C++, C#**\n" },
		{ "!markup within: no fix", "a.md", MD "- **C++**, C#\n", "3:5-3:14 topics/format ...\n", MD "- **C++**, C#\n" },
		{ "with punctuation: one after the other", "a.md", MD "- C++; C#.\n", "3:3-3:10 topics/format ...\n3:10-3:11 topics/format ...\n",
			MD "- C++; C#\n" },
		{ "block list", "a.md", "---\ntopics:\n  - C++; .NET\n  - LLMs and OS # both\n---\n", "3:5-3:14 topics/format ...\n4:5-4:16 topics/format ...\n",
			"---\ntopics:\n  - C++\n  - .NET\n  - LLMs\n  - OS # both\n---\n" },
		{ "flow list", "a.md", "---\ntopics: [Open Science and OS/LLMs, Yahoo!]\n---\n", "2:10-2:34 topics/format ...\n",
			"---\ntopics: [Open Science, OS, LLMs, Yahoo!]\n---\n" },
		{ "quoted", "a.md", "---\ntopics: ['C++; C#', \"OS/.NET\"]\n---\n", "2:11-2:18 topics/format ...\n2:22-2:29 topics/format ...\n",
			"---\ntopics: ['C++', 'C#', \"OS\", \".NET\"]\n---\n" },
		{ "quoted in a block list", "a.md", "---\ntopics:\n- 'C++; C#'\n---\n", "3:4-3:11 topics/format ...\n",
			"---\ntopics:\n- 'C++'\n- 'C#'\n---\n" },
		{ "a string", "a.md", "---\ntopics: C++; C#\n---\n", "2:9-2:16 topics/format ...\n", "---\ntopics: C++, C#\n---\n" },
		{ "in a block of lines: no fix", "a.md", "---\ntopics: |\n  OS\n  - C++; .NET\n---\n", "4:5-4:14 topics/format ...\n", NULL },
		{ "a block of lines", "a.md", "---\ntopics: |\n  - OS.\n  - C++, .NET\n---\n", "3:7-3:8 topics/format ...\n",
			"---\ntopics: |\n  - OS\n  - C++, .NET\n---\n" },
		{ "a plain scalar over lines", "a.md", "---\ntopics:\n  Open Science\n  LLMs\n---\n", "3:3-4:7 topics/format “Open Science LLMs” holds ...\n",
			"---\ntopics:\n  Open Science, LLMs\n---\n" },
	};
	static const harness_case bars[] = {
		{ "a string, at the slot's own separator", "a.md", "---\ntopics: C++; C# | OS\n---\n", "2:9-2:16 topics/format ...\n",
			"---\ntopics: C++ | C# | OS\n---\n" },
	};
	terms_table(TOPICS, "topics/format", cases, COUNT(cases));
	terms_table(BARS, "topics/format", bars, COUNT(bars));
}

static void paragraphs(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "a paragraph", "a.md", MD "C++, C#\n", "3:1-3:8 topics/format “C++, C#” is no list item\n", MD "- C++\n- C#\n" },
		{ "one term", "a.md", MD "C++\n", "3:1-3:4 topics/format “C++” is no list item\n", MD "- C++\n" },
		{ "over two lines", "a.md", MD "Open\nScience, C++,\nC# and OS\n\n## Topics\n\n- C++\n", "3:1-5:10 topics/format ...\n",
			MD "- Open Science\n- C++\n- C#\n- OS\n\n## Topics\n\n- C++\n" },
		{ "a term a line", "a.md", MD "C++\nC#\n.NET\n", "3:1-5:5 topics/format “C++ C# .NET” is no list item\n", MD "- C++\n- C#\n- .NET\n" },
		{ "two paragraphs", "a.md", MD "C++\n\nC#, .NET\n", "3:1-3:4 topics/format ...\n5:1-5:9 topics/format ...\n", MD "- C++\n\n- C#\n- .NET\n" },
		{ "beside a list", "a.md", MD "- C++\n\nC#, .NET\n", "5:1-5:9 topics/format ...\n", MD "- C++\n\n- C#\n- .NET\n" },
		{ "plain text", "a.txt", TXT "C++, C#\nBasketry\n", "2:1-3:9 topics/format “C++, C# Basketry” is no list item\n",
			TXT "- C++\n- C#\n- Basketry\n" },
		{ "plain text, with a line between", "a.txt", TXT "C++\nOS\n\nC#\n",
			"2:1-3:3 topics/format “C++ OS” is no list item\n5:1-5:3 topics/format “C#” is no list item\n", TXT "- C++\n- OS\n\n- C#\n" },
		{ "above an indented list", "a.txt", TXT "  C++\n  - C#\n", "2:3-2:6 topics/format ...\n", TXT "  - C++\n  - C#\n" },
		{ "below an indented list", "a.md", MD "  - C#\n\nC++, OS\n", "5:1-5:8 topics/format ...\n", MD "  - C#\n\n  - C++\n  - OS\n" },
		{ "indented", "a.md", MD "  C++, C#\n", "3:3-3:10 topics/format ...\n", MD "- C++\n- C#\n" },
		{ "with other separators", "a.md", MD "C++; C# / .NET\n", "3:1-3:15 topics/format ...\n", MD "- C++\n- C#\n- .NET\n" },
		{ "with markup around single terms", "a.md", MD "**C++**, C#\n", "3:3-3:12 topics/format ...\n", NULL },
		{ "!all in emphasis: no fix", "a.md", MD "*C++, C#*\n", "3:2-3:9 topics/format ...\n", MD "*C++, C#*\n" },
		{ "a full stop", "a.md", MD "C++, C#.\n", "3:1-3:9 topics/format “C++, C#.” is no list item\n3:8-3:9 topics/format “C#.” should read “C#”\n",
			MD "- C++\n- C#.\n" },
		{ "a comma at the end", "a.md", MD "C++, C#,\n", "3:1-3:8 topics/format ...\n3:9-3:9 topics/format no topic follows ...\n", NULL },
		{ "CRLF", "a.md", "## Topics\r\n\r\nC++, C#\r\n", "3:1-3:8 topics/format ...\n", "## Topics\r\n\r\n- C++\r\n- C#\r\n" },
		{ "at the end of the file", "a.md", MD "C++, C#", "3:1-3:8 topics/format ...\n", MD "- C++\n- C#" },
		{ "in the front matter it is fine", "a.md", "---\ntopics: C++, C#\n---\n", "", NULL },
	};
	terms_table(TOPICS, "topics/format", cases, COUNT(cases));
}

static void markers(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "all kinds of bullets", "a.md", MD "* C++\n\n\n+ C#\n", "", NULL },
		{ "numbered", "a.md", MD "1. C++\n2. C#\n", "3:4-4:6 topics/format the topics under “Topics” are numbered\n", MD "- C++\n- C#\n" },
		{ "brackets", "a.md", MD "8) C++\n9) C#\n10) .NET\n", "3:4-5:9 topics/format ...\n", MD "- C++\n- C#\n- .NET\n" },
		{ "plain text", "a.txt", TXT "1. C++\n2. C#\n", "2:4-3:6 topics/format ...\n", TXT "- C++\n- C#\n" },
		{ "beside bullets", "a.md", MD "- C++\n\n1. C#\n", "5:4-5:6 topics/format ...\n", MD "- C++\n\n- C#\n" },
		{ "nested", "a.md", MD "- C++\n  - C#\n    - .NET\n- OS\n",
			"4:5-5:11 topics/format items within another: this list belongs to “C++”\n", MD "- C++\n- C#\n- .NET\n- OS\n" },
		{ "one nested", "a.md", MD "- C++\n  * C#\n", "4:5-4:7 topics/format an item within another: this list belongs to “C++”\n", MD "- C++\n* C#\n" },
		{ "nested and numbered", "a.md", MD "1. C++\n   1. C#\n", "3:4-4:9 topics/format ...\n4:7-4:9 topics/format an item ...\n", MD "- C++\n- C#\n" },
		{ "a second marker", "a.md", MD "- - C++\n", "3:3-3:5 topics/format “C++” stands behind two list markers\n", MD "- C++\n" },
		{ "!other blocks within: no fix", "a.md", MD "- C++\n  - C#\n\n        code\n", "4:5-4:7 topics/format ...\n",
			MD "- C++\n  - C#\n\n        code\n" },
	};
	terms_table(TOPICS, "topics/format", cases, COUNT(cases));
}

static void letter_case(void **state)
{
	(void)state;
	static const harness_case any[] = {
		{ "any case is fine", "a.md", MD "- OPEN SCIENCE\n- node.JS\n", "", NULL },
	};
	static const harness_case exact[] = {
		{ "as in the vocabulary", "a.md", MD "- Open Science\n- Node.js\n", "", NULL },
		{ "not so", "a.md", MD "- Open science\n", "3:3-3:15 topics/format “Open science” is written “Open Science” in the vocabulary\n",
			MD "- Open Science\n" },
		{ "plain text, punctuated", "a.txt", TXT "- open science,\n", "2:3-2:15 topics/format “open science” is ...\n2:15-2:16 topics/format ...\n",
			TXT "- Open Science\n" },
		{ "decomposed letters", "a.md", MD "- Cafe\xCC\x81 Culture\n", "3:3-3:16 topics/format ...\n", MD "- Caf\xC3\xA9 Culture\n" },
		{ "an alias is another rule's", "a.md", MD "- open RESEARCH\n", "", NULL },
		{ "a deprecated term too", "a.md", MD "- expert systems\n", "", NULL },
		{ "and a repetition", "a.md", MD "- Open Science\n- open science\n", "", NULL },
		{ "an unknown one too", "a.md", MD "- basketry\n", "", NULL },
		{ "front matter", "a.md", "---\ntopics: [open science, 'c++']\n---\n", "2:10-2:22 topics/format ...\n2:25-2:28 topics/format ...\n",
			"---\ntopics: [Open Science, 'C++']\n---\n" },
	};
	terms_table(TOPICS, "topics/format", any, COUNT(any));
	terms_table(EXACT, "topics/format", exact, COUNT(exact));
}

/* Text in which no topic is: one defect, whatever commas it has. */
static void stray(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "behind the list", "a.md", MD "- C++\n\nSeen by the desk, and found good.\n",
			"5:1-5:34 topics/format “Seen by the desk, and found good.” does not belong to “Topics”: it names no topic\n", NULL },
		{ "several paragraphs, one diagnostic", "a.txt", TXT "- C++\nSeen by the desk.\nSeen by the desk.\n", "3:1-4:18 topics/format ...\n", NULL },
		{ "on both sides", "a.txt", TXT "Now.\n- C++\nAnd then.\n", "2:1-2:5 topics/format ...\n4:1-4:10 topics/format ...\n", NULL },
		{ "nothing else", "a.md", MD "To be written, some day.\n", "3:1-3:25 topics/format ...\n", NULL },
		{ "no stray one: a topic is in it", "a.md", MD "C++, Basketry\n", "3:1-3:14 topics/format “C++, Basketry” is no list item\n3:6-3:14 topics/unknown ...\n",
			NULL },
		{ "no stray one: a topic is below it", "a.txt", TXT "Basketry\nC++\n",
			"2:1-2:9 topics/unknown ...\n2:1-3:4 topics/format “Basketry C++” is no list item\n", NULL },
	};
	harness_table(TOPICS, "topics", cases, COUNT(cases));
}

/* What rules about one item make of each other: every fix, until nothing is left. */
static void together(void **state)
{
	(void)state;
	static const harness_case cases[] = {
		{ "a bad day", "a.md", MD "\"open research\", Expert Systems and LLM,\nMachine Lerning\n\n1. C++.\n   - LLMs\n2. C++\n", "...", NULL },
	};
	sl_buffer text, fixed;
	sl_buffer_init(&text);
	sl_buffer_init(&fixed);
	sl_buffer_append(&text, sl_str_of(cases[0].text));
	for (int i = 0; i < 6; i++) {
		sl_buffer_clear(&fixed);
		harness_check(TOPICS, "topics", "a.md", sl_buffer_str(&text), NULL, &fixed);
		sl_buffer_clear(&text);
		sl_buffer_append(&text, sl_buffer_str(&fixed));
	}
	sl_buffer_append_char(&text, '\0');
	assert_string_equal(text.data, MD "- Open Science\n- Knowledge-Based Systems\n- Large Language Models\n- Machine Learning\n\n- C++\n");
	assert_int_equal(harness_check(TOPICS, "topics", "a.md", sl_buffer_str(&fixed), NULL, NULL), 0);
	sl_buffer_finish(&text);
	sl_buffer_finish(&fixed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(punctuation),
		cmocka_unit_test(empty),
		cmocka_unit_test(joined),
		cmocka_unit_test(paragraphs),
		cmocka_unit_test(markers),
		cmocka_unit_test(letter_case),
		cmocka_unit_test(stray),
		cmocka_unit_test(together),
	};
	return cmocka_run_group_tests(tests, harness_start, harness_stop);
}
