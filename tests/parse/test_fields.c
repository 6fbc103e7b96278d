/* SPDX-License-Identifier: Apache-2.0
 * test_fields.c - parts that front matter carries: which key is which part, what its value holds, and where its bytes are.
 */
#include "parsing.h"

/* Front matter alone. */
static void parse_fields(const char *yaml)
{
	static char text[4000];
	snprintf(text, sizeof(text), "---\n%s---\n", yaml);
	parse(text, MARKDOWN);
}

/* ---- keys ---- */

static void keys_are_names_aliases_and_vocabularies(void **state)
{
	(void)state;
	static const struct {
		const char *key;
		uint32_t slot;
	} keys[] = { { "summary", SUMMARY }, { "Key takeaway", TAKEAWAY }, { "key-takeaway", TAKEAWAY }, { "KEY_TAKEAWAY", TAKEAWAY },
		{ "takeaway", TAKEAWAY }, { "topics", TOPICS }, { "best-for", BEST_FOR }, { "audience", BEST_FOR },
		{ "related on this site", RELATED } };
	for (uint32_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		char yaml[100];
		snprintf(yaml, sizeof(yaml), "%s: x\n", keys[i].key);
		parse_fields(yaml);
		assert_int_equal(document->part_count, 1);
		const sumlint_part *part = part_of(keys[i].slot);
		assert_int_equal(part->flags, 0);
		assert_int_equal(part->origin, SUMLINT_ORIGIN_FRONT_MATTER);
		assert_int_equal(part->kind, type->public.slots[keys[i].slot]->kind);
		assert_text(part->name, keys[i].key);
		assert_text(bytes_of(part->name_span), keys[i].key);
		assert_text(bytes_of(part->body), "x");
		assert_text(bytes_of(part->span), yaml);
	}
}

static void types_may_name_keys(void **state)
{
	(void)state;
	use_type("parts:\n  - { section: Abstract, key: [tldr, in short], kind: prose }\n");
	parse_fields("tldr: x\n");
	assert_int_equal(part_of(0)->words, 1);
	parse_fields("in_short: x\n");
	assert_int_equal(part_of(0)->words, 1);
}

static void other_keys_are_nobodys(void **state)
{
	(void)state;
	parse_fields("layout: post\ndate: 2024-01-01\ntags: [a, b]\nmap: { a: b }\n\"\": x\n");
	assert_int_equal(document->part_count, 0);
	assert_int_equal(parsed->problem_count, 0);
}

static void parts_come_in_the_order_of_the_file(void **state)
{
	(void)state;
	parse_fields("tipics: [a]\ntitle: T\nsumary: x\nkey-takeaway: y\n");
	assert_int_equal(document->part_count, 4);
	assert_text(document->parts[0]->expected, "Topics");
	assert_int_equal(document->parts[1]->kind, SUMLINT_PART_TITLE);
	assert_text(document->parts[2]->expected, "Summary");
	assert_int_equal(document->parts[3]->slot, TAKEAWAY);
	assert_int_equal(parts_with(SUMLINT_PART_NEAR), 2);
}

static void two_keys_of_one_part_are_duplicates(void **state)
{
	(void)state;
	parse_fields("topics: [a]\nTopics: [b]\n");
	assert_text(part_of(TOPICS)->items[0].text, "a");
	assert_text(only_with(SUMLINT_PART_DUPLICATE)->name, "Topics");
	parse_fields("title: A\nTitle: B\n");
	assert_text(document->title->name, "A");
	assert_text(only_with(SUMLINT_PART_DUPLICATE)->name, "B");
}

/* ---- values ---- */

static void assert_item(const sumlint_part *part, uint32_t index, const char *text, const char *bytes, const char *outer)
{
	assert_true(index < part->item_count);
	assert_text(part->items[index].text, text);
	assert_text(bytes_of(part->items[index].span), bytes);
	assert_text(bytes_of(part->items[index].outer), outer);
}

static void block_lists_have_items(void **state)
{
	(void)state;
	parse_fields("topics:\n  - Open Data\n  - \"quoted \\\"x\\\"\"   # why\n  - 'it''s'\n  - 'plain'\n  -   spaced  out  \ntitle: T\n");
	const sumlint_part *part = part_of(TOPICS);
	assert_int_equal(part->item_count, 5);
	assert_item(part, 0, "Open Data", "Open Data", "  - Open Data\n");
	assert_item(part, 1, "quoted \"x\"", "quoted \\\"x\\\"", "  - \"quoted \\\"x\\\"\"   # why\n");
	assert_item(part, 2, "it's", "it''s", "  - 'it''s'\n");
	assert_item(part, 3, "plain", "plain", "  - 'plain'\n");
	assert_item(part, 4, "spaced  out", "spaced  out", "  -   spaced  out  \n");
	assert_int_equal(part->words, 2 + 2 + 1 + 1 + 2);
	assert_int_equal(part->items[0].flags, 0);
	assert_text(bytes_of(part->heading), "topics");
}

static void flow_lists_have_items(void **state)
{
	(void)state;
	parse_fields("topics: [Open Data, \"GIS\", 'x']\n");
	const sumlint_part *part = part_of(TOPICS);
	assert_int_equal(part->item_count, 3);
	assert_item(part, 0, "Open Data", "Open Data", "Open Data, ");
	assert_item(part, 1, "GIS", "GIS", ", \"GIS\"");
	assert_item(part, 2, "x", "x", ", 'x'");
	assert_text(bytes_of(part->body), "[Open Data, \"GIS\", 'x']");
	parse_fields("topics: [one]\n");
	assert_item(part_of(TOPICS), 0, "one", "one", "one");
	parse_fields("topics: []\n");
	assert_int_equal(part_of(TOPICS)->item_count, 0);
}

static void texts_are_split_where_terms_belong(void **state)
{
	(void)state;
	parse_fields("topics: Open Data, GIS\naudience: \"X,Y , Z\"\n");
	assert_item(part_of(TOPICS), 0, "Open Data", "Open Data", "Open Data, ");
	assert_item(part_of(TOPICS), 1, "GIS", "GIS", ", GIS");
	assert_item(part_of(BEST_FOR), 1, "Y", "Y", ",Y");
	assert_item(part_of(BEST_FOR), 2, "Z", "Z", " , Z");
	assert_int_equal(part_of(BEST_FOR)->items[0].flags, SUMLINT_ITEM_UNMARKED);
	/* Escaped text is not the document's bytes: the whole value stands for each. */
	parse_fields("topics: \"a \\u00e9, b\"\n");
	assert_item(part_of(TOPICS), 0, "a é", "a \\u00e9, b", "a \\u00e9, b");
	assert_item(part_of(TOPICS), 1, "b", "a \\u00e9, b", "a \\u00e9, b");
}

static void lines_of_a_block_are_items(void **state)
{
	(void)state;
	parse("---\ntopics: |\n  - a\n  b\n\n  c, d\nprinciples: |\n  - One.\n  - Two.\n---\n", MARKDOWN);
	const sumlint_part *topics = part_of(TOPICS);
	assert_int_equal(topics->item_count, 4);
	assert_text(topics->items[0].text, "a");
	assert_text(bytes_of(topics->items[0].outer), "  - a\n");
	assert_text(bytes_of(topics->items[1].span), "b");
	assert_text(topics->items[3].text, "d");
	assert_int_equal(part_of(PRINCIPLES)->item_count, 2);
	/* Prose stays prose, and one term one term. */
	parse("---\nprinciples: |\n  One.\n  - Two.\ntopics: |\n  a\n---\n", MARKDOWN);
	assert_int_equal(part_of(PRINCIPLES)->paragraph_count, 1);
	assert_int_equal(part_of(TOPICS)->item_count, 1);
}

static void texts_are_paragraphs_where_prose_belongs(void **state)
{
	(void)state;
	parse_fields("summary: One two.\nprinciples: A single one.\n");
	assert_int_equal(part_of(SUMMARY)->paragraph_count, 1);
	assert_text(bytes_of(part_of(SUMMARY)->paragraphs[0].span), "One two.");
	assert_int_equal(part_of(PRINCIPLES)->paragraph_count, 1);
	static const char *const two[] = { "summary: |\n  One two\n  three.\n\n  Four.\n\n", "summary: >-\n  One two\n  three.\n\n\n  Four.\n",
		"summary: One two\n  three.\n\n  Four.\n" };
	for (uint32_t i = 0; i < 3; i++) {
		parse_fields(two[i]);
		assert_int_equal(part_of(SUMMARY)->paragraph_count, 2);
		assert_int_equal(part_of(SUMMARY)->words, 4);
		assert_text(bytes_of(part_of(SUMMARY)->paragraphs[0].span), "One two\n  three.");
		assert_text(bytes_of(part_of(SUMMARY)->paragraphs[1].span), "Four.");
	}
	/* In quotes, and by an alias, it is one. */
	parse_fields("summary: \"One two.\\n\\nThree.\"\n");
	assert_int_equal(part_of(SUMMARY)->paragraph_count, 1);
	assert_int_equal(part_of(SUMMARY)->words, 3);
	parse_fields("x: &x |\n  One two.\n\n  Three.\nsummary: *x\n");
	assert_int_equal(part_of(SUMMARY)->words, 3);
	assert_text(bytes_of(part_of(SUMMARY)->paragraphs[0].span), "*x");
}

static void nothing_is_nothing(void **state)
{
	(void)state;
	static const char *const empty[] = { "topics:\n", "topics: ~\n", "topics: null\n", "topics: ''\n", "topics: \"  \"\n", "topics: {}\n" };
	for (uint32_t i = 0; i < 6; i++) {
		parse_fields(empty[i]);
		assert_int_equal(part_of(TOPICS)->item_count, 0);
		assert_int_equal(part_of(TOPICS)->words, 0);
		assert_int_equal(parsed->problem_count, 0);
	}
	parse_fields("topics:\n  - a\n  -\n  - null\n  - 'null'\n");
	assert_int_equal(part_of(TOPICS)->item_count, 4);
	assert_text(part_of(TOPICS)->items[1].text, "");
	assert_text(part_of(TOPICS)->items[2].text, "");
	assert_text(part_of(TOPICS)->items[3].text, "null");
	parse_fields("title:\n");
	assert_text(document->title->name, "");
	assert_int_equal(document->title->name_span.start, document->title->name_span.end);
}

static void aliases_say_what_their_anchors_say(void **state)
{
	(void)state;
	parse_fields("x: &t [Open Data, GIS]\ny: &s \"GIS\"\ntopics: *t\nbest-for: [*s, Librarian]\n");
	assert_int_equal(part_of(TOPICS)->item_count, 2);
	assert_text(part_of(TOPICS)->items[0].text, "Open Data");
	assert_item(part_of(BEST_FOR), 0, "GIS", "*s", "*s, ");
	assert_int_equal(parsed->problem_count, 0);
}

static void assert_problem(const char *yaml, const char *at, const char *why)
{
	parse_fields(yaml);
	assert_int_equal(parsed->problem_count, 1);
	if (!memmem(parsed->problems[0].message.data, (size_t)parsed->problems[0].message.size, why, strlen(why)))
		fail_msg("%.*s", SL_ARG(parsed->problems[0].message));
	assert_text(bytes_of(parsed->problems[0].span), at);
}

static void other_shapes_are_problems(void **state)
{
	(void)state;
	assert_problem("topics: { a: b }\n", "{ a: b }", "expected text or a list");
	assert_int_equal(part_of(TOPICS)->flags, SUMLINT_PART_OTHER_CONTENT | SUMLINT_PART_UNREAD);
	assert_problem("topics:\n  - a\n  - [b, c]\n  - d\n", "[b, c]", "expected text");
	assert_int_equal(part_of(TOPICS)->item_count, 2);
	assert_int_equal(part_of(TOPICS)->flags, SUMLINT_PART_UNREAD);
	assert_problem("title: [T]\n", "[T]", "expected text");
	assert_non_null(document->title);
	assert_problem("attribution: { a: b }\n", "{ a: b }", "expected text");
	assert_problem("a: b: c\n", ": c", "in quotes");
	assert_int_equal(document->part_count, 0);
}

/* ---- titles ---- */

static void titles_are_text(void **state)
{
	(void)state;
	static const struct {
		const char *yaml, *name, *bytes;
	} titles[] = { { "title: Maps *for* all\n", "Maps *for* all", "Maps *for* all" }, { "title: \"Maps: \\\"all\\\"\"\n", "Maps: \"all\"", "Maps: \\\"all\\\"" },
		{ "title: 'Maps'\n", "Maps", "Maps" }, { "title: '  Maps  '\n", "Maps", "Maps" }, { "TITLE: 2024\n", "2024", "2024" },
		{ "title: &t Maps\n", "Maps", "Maps" }, { "title: !!str Maps # not all\n", "Maps", "Maps" } };
	for (uint32_t i = 0; i < sizeof(titles) / sizeof(*titles); i++) {
		parse_fields(titles[i].yaml);
		assert_text(document->title->name, titles[i].name);
		assert_text(bytes_of(document->title->name_span), titles[i].bytes);
		assert_int_equal(document->title->kind, SUMLINT_PART_TITLE);
	}
}

/* ---- all on one line, and other line ends ---- */

static void front_matter_may_be_one_line(void **state)
{
	(void)state;
	parse_fields("{ title: T, topics: [a, b], summary: x }\n");
	assert_int_equal(document->part_count, 3);
	assert_text(bytes_of(document->parts[0]->span), "title: T");
	assert_text(bytes_of(part_of(TOPICS)->span), "topics: [a, b]");
	assert_text(part_of(TOPICS)->items[1].text, "b");
}

static void line_ends_are_whole(void **state)
{
	(void)state;
	parse("\xEF\xBB\xBF---\r\ntopics:\r\n- a\r\n- b\r\nsummary: |\r\n  x\r\n  y\r\n---\r\nbody\r\n", TEXT);
	assert_item(part_of(TOPICS), 0, "a", "a", "- a\r\n");
	assert_text(bytes_of(part_of(TOPICS)->span), "topics:\r\n- a\r\n- b\r\n");
	assert_text(bytes_of(part_of(SUMMARY)->span), "summary: |\r\n  x\r\n  y\r\n");
	parse("---\rtopics:\r- a\r- b\rsummary: x\r---\rbody\r", TEXT);
	assert_item(part_of(TOPICS), 1, "b", "b", "- b\r");
	assert_text(bytes_of(part_of(SUMMARY)->span), "summary: x\r");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(keys_are_names_aliases_and_vocabularies),
		TEST(types_may_name_keys),
		TEST(other_keys_are_nobodys),
		TEST(parts_come_in_the_order_of_the_file),
		TEST(two_keys_of_one_part_are_duplicates),
		TEST(block_lists_have_items),
		TEST(flow_lists_have_items),
		TEST(texts_are_split_where_terms_belong),
		TEST(texts_are_paragraphs_where_prose_belongs),
		TEST(lines_of_a_block_are_items),
		TEST(nothing_is_nothing),
		TEST(aliases_say_what_their_anchors_say),
		TEST(other_shapes_are_problems),
		TEST(titles_are_text),
		TEST(front_matter_may_be_one_line),
		TEST(line_ends_are_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
