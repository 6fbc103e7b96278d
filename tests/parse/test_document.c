/* SPDX-License-Identifier: Apache-2.0
 * test_document.c - whole documents: one model for three ways to write them, exact spans, and what becomes of all that is out of order.
 */
#include "parsing.h"

/* One document in plain text, in Markdown and in front matter. */
static const char *const in_text = "Maps for Everyone\n"
				   "Summary\n"
				   "Volunteers drew the maps of a whole country in one winter. They used old photographs.\n"
				   "Key takeaway\n"
				   "Ask the people who live there.\n"
				   "Key insights\n"
				   "Errors were fewer than in the official maps.\n"
				   "Principles\n"
				   "- Draw what you see.\n"
				   "- Name what they name.\n"
				   "In practice\n"
				   "- Print on paper, too.\n"
				   "- Meet once a week.\n"
				   "Topics\n"
				   "- Open Data\n"
				   "- Cartography\n"
				   "Best for: Librarian, GIS Analyst\n"
				   "Related on Example\n" ATTRIBUTION_LINE "\n";

static const char *const in_markdown = "# Maps for *Everyone*\n\n"
				       "## Summary\n\n"
				       "Volunteers drew the maps of a **whole country** in one\nwinter. They used [old photographs](http://example.org/p).\n\n"
				       "## Key takeaway\n\n"
				       "Ask the people who live there.\n\n"
				       "Key insights\n------------\n\n"
				       "Errors were fewer than in the official maps.\n\n"
				       "## Principles ##\n\n"
				       "* Draw what you `see`.\n"
				       "* Name what they name.\n\n"
				       "## In practice\n\n"
				       "- Print on paper, too.\n"
				       "- Meet once\n  a week.\n\n"
				       "## Topics\n\n"
				       "- Open Data\n"
				       "- <b>Cartography</b>\n\n"
				       "**Best for:** Librarian, *GIS Analyst*\n\n"
				       "## Related on Example\n\n"
				       "*" ATTRIBUTION_LINE "*\n";

static const char *const in_front_matter = "---\n"
					   "title: Maps for Everyone\n"
					   "summary: >\n"
					   "  Volunteers drew the maps of a whole country in one\n"
					   "  winter. They used old photographs.\n"
					   "key-takeaway: Ask the people who live there.\n"
					   "Key_Insights: 'Errors were fewer than in the official maps.'\n"
					   "principles:\n"
					   "  - Draw what you see.\n"
					   "  - \"Name what they name.\"\n"
					   "in practice: [\"Print on paper, too.\", Meet once a week.]\n"
					   "topics: [Open Data, Cartography]\n"
					   "audience: Librarian, GIS Analyst\n"
					   "related on Example:\n"
					   "attribution: " ATTRIBUTION_LINE "\n"
					   "---\n";

static const char *const model = "title Maps for Everyone words=0 paragraphs=0\n"
				 "section Summary words=15 paragraphs=1\n"
				 "section Key takeaway words=6 paragraphs=1\n"
				 "section Key insights words=8 paragraphs=1\n"
				 "section Principles words=8 paragraphs=0\n"
				 "  - Draw what you see. (4)\n"
				 "  - Name what they name. (4)\n"
				 "section In practice words=8 paragraphs=0\n"
				 "  - Print on paper, too. (4)\n"
				 "  - Meet once a week. (4)\n"
				 "section Topics words=3 paragraphs=0\n"
				 "  - Open Data (2)\n"
				 "  - Cartography (1)\n"
				 "line Best for words=3 paragraphs=0\n"
				 "  - Librarian (1)\n"
				 "  - GIS Analyst (2)\n"
				 "section Related on {site} words=0 paragraphs=0\n"
				 "attribution " ATTRIBUTION_LINE " words=0 paragraphs=0\n"
				 "  curator=A. Desk\n"
				 "  publisher=The Gazette\n";

static void assert_model(void)
{
	assert_string_equal(describe(), model);
	assert_int_equal(parsed->problem_count, 0);
	assert_non_null(document->title);
	assert_non_null(document->attribution);
	for (uint32_t i = 0; i < type->public.slot_count; i++)
		assert_non_null(document->by_slot[i]);
}

static void three_ways_to_write_give_one_model(void **state)
{
	(void)state;
	parse(in_text, TEXT);
	assert_model();
	parse(in_markdown, MARKDOWN);
	assert_model();
	parse(in_front_matter, MARKDOWN);
	assert_model();
	parse(in_front_matter, TEXT);
	assert_model();
}

/* Some parts in front matter, the others below it. */
static void front_matter_may_hold_some_parts(void **state)
{
	(void)state;
	char text[4000];
	const char *body = strstr(in_text, "Summary\n"), *topics = strstr(in_text, "Topics\n"), *related = strstr(in_text, "Related");
	snprintf(text, sizeof(text), "---\ntitle: Maps for Everyone\n---\n%s", body);
	parse(text, TEXT);
	assert_model();
	assert_int_equal(document->parts[0]->origin, SUMLINT_ORIGIN_FRONT_MATTER);
	assert_int_equal(document->parts[1]->origin, SUMLINT_ORIGIN_BODY);
	snprintf(text, sizeof(text), "---\nbest-for: [Librarian, GIS Analyst]\ntopics:\n- Open Data\n- Cartography\ntitle: Maps for Everyone\n---\n%.*s%s",
	    (int)(topics - body), body, related);
	parse(text, TEXT);
	assert_int_equal(document->part_count, 10);
	assert_int_equal(parts_with(ODD), 0);
	assert_text(part_of(TOPICS)->items[1].text, "Cartography");
	assert_text(part_of(BEST_FOR)->items[1].text, "GIS Analyst");
	assert_int_equal(part_of(PRACTICE)->item_count, 2);
}

/* ---- spans ---- */


static void spans_of_text_are_its_bytes(void **state)
{
	(void)state;
	parse(in_text, TEXT);
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		assert_true(sl_str_equal(bytes_of(part->name_span), part->name));
		assert_int_equal(part->span.end, i + 1 < document->part_count ? document->parts[i + 1]->span.start : document->text.size);
		for (uint32_t k = 0; k < part->item_count; k++)
			assert_true(sl_str_equal(bytes_of(part->items[k].span), part->items[k].text));
		for (uint32_t k = 0; k < part->capture_count; k++)
			assert_true(sl_str_equal(bytes_of(part->captures[k].span), part->captures[k].text));
	}
	assert_text(bytes_of(part_of(SUMMARY)->heading), "Summary\n");
	assert_text(bytes_of(part_of(TAKEAWAY)->body), "Ask the people who live there.");
	assert_text(bytes_of(part_of(TAKEAWAY)->span), "Key takeaway\nAsk the people who live there.\n");
	assert_text(bytes_of(part_of(PRINCIPLES)->items[1].outer), "- Name what they name.\n");
	assert_text(bytes_of(part_of(BEST_FOR)->heading), "Best for:");
	assert_text(bytes_of(part_of(BEST_FOR)->body), "Librarian, GIS Analyst");
	assert_text(bytes_of(part_of(BEST_FOR)->items[0].outer), "Librarian, ");
	assert_text(bytes_of(part_of(BEST_FOR)->items[1].outer), ", GIS Analyst");
	assert_text(bytes_of(document->attribution->heading), ATTRIBUTION_LINE);
}

static void spans_of_markdown_leave_markup_out(void **state)
{
	(void)state;
	parse(in_markdown, MARKDOWN);
	assert_text(bytes_of(document->title->heading), "# Maps for *Everyone*\n");
	assert_text(bytes_of(part_of(INSIGHTS)->heading), "Key insights\n------------\n");
	assert_text(bytes_of(part_of(INSIGHTS)->name_span), "Key insights");
	assert_text(bytes_of(part_of(PRINCIPLES)->heading), "## Principles ##\n");
	assert_text(bytes_of(part_of(PRINCIPLES)->name_span), "Principles");
	assert_text(bytes_of(part_of(PRACTICE)->items[1].outer), "- Meet once\n  a week.\n");
	assert_text(bytes_of(part_of(TOPICS)->items[1].span), "Cartography");
	assert_text(bytes_of(part_of(BEST_FOR)->heading), "**Best for:**");
	assert_text(bytes_of(part_of(BEST_FOR)->name_span), "Best for");
	assert_text(bytes_of(part_of(BEST_FOR)->body), "Librarian, *GIS Analyst*");
	assert_text(bytes_of(part_of(BEST_FOR)->items[1].span), "GIS Analyst");
	assert_text(bytes_of(document->attribution->captures[1].span), "The Gazette");
	assert_int_equal(part_of(SUMMARY)->level, 2);
	assert_int_equal(document->title->level, 1);
	assert_int_equal(part_of(BEST_FOR)->level, 0);
}

/* ---- line ends, marks, spaces, scripts ---- */

static char *converted(const char *text, const char *line_end, const char *before)
{
	sl_buffer out;
	sl_buffer_init(&out);
	sl_buffer_append(&out, sl_str_of(before));
	for (; *text; text++) {
		if (*text == '\n')
			sl_buffer_append(&out, sl_str_of(line_end));
		else
			sl_buffer_append_char(&out, *text);
	}
	sl_str copy = sl_arena_copy(&arena, sl_buffer_str(&out));
	sl_buffer_finish(&out);
	return (char *)(uintptr_t)copy.data;
}

static void line_ends_and_a_byte_order_mark_change_nothing(void **state)
{
	(void)state;
	static const char *const ends[] = { "\n", "\r\n", "\r" }, *const marks[] = { "", "\xEF\xBB\xBF" };
	const struct {
		const char *text;
		uint32_t syntax;
	} documents[] = { { in_text, TEXT }, { in_markdown, MARKDOWN }, { in_front_matter, MARKDOWN } };
	for (uint32_t i = 0; i < 18; i++) {
		char *text = converted(documents[i / 6].text, ends[i % 3], marks[i / 3 % 2]);
		parse(text, documents[i / 6].syntax);
		assert_model();
		assert_true(document->title->span.start >= strlen(marks[i / 3 % 2]));
	}
}

static void a_final_line_end_is_not_needed(void **state)
{
	(void)state;
	const char *const documents[] = { in_text, in_markdown, in_front_matter };
	for (uint32_t i = 0; i < 3; i++) {
		sl_str text = sl_str_of(documents[i]);
		text.size--;
		parse_str(text, i == 0 ? TEXT : MARKDOWN);
		assert_model();
	}
}

static void spaces_and_case_of_names_do_not_matter(void **state)
{
	(void)state;
	parse("Title\nSUMMARY  \nA.\n\tKey\u00a0takeaway\nB.\nKey  insights\nC.\nbest\u00a0for\u00a0: X,\u00a0Y\n", TEXT);
	assert_text(bytes_of(part_of(SUMMARY)->name_span), "SUMMARY");
	assert_text(bytes_of(part_of(TAKEAWAY)->name_span), "Key\u00a0takeaway");
	assert_text(bytes_of(part_of(INSIGHTS)->body), "C.");
	assert_text(part_of(BEST_FOR)->items[0].text, "X");
	assert_text(part_of(BEST_FOR)->items[1].text, "Y");
	parse("# T\n## SUMMARY\nA.\n## **Key\u00a0takeaway**\nB.\n## Key&nbsp;insights\nC.\n", MARKDOWN);
	assert_text(bytes_of(part_of(TAKEAWAY)->body), "B.");
	assert_text(bytes_of(part_of(INSIGHTS)->name_span), "Key&nbsp;insights");
}

static void other_scripts_are_read(void **state)
{
	(void)state;
	use_type("parts:\n  - { section: Überblick, kind: prose }\n  - { section: 主题, kind: terms, vocabulary: t }\n"
		 "  - { line: מתאים ל, kind: terms, vocabulary: a }\n"
		 "attribution: { pattern: '编辑：(?<curator>.+)。' }\n");
	/* NFD where the type has NFC. */
	parse("Tülu\nU\u0308BERBLICK\nÄ b c.\n主题\n- 机器学习\n- Öl\nמתאים ל: חוקר, מורה\n编辑：张三。\n", TEXT);
	assert_string_equal(describe(), "title Tülu words=0 paragraphs=0\n"
					"section Überblick words=3 paragraphs=1\n"
					"section 主题 words=5 paragraphs=0\n"
					"  - 机器学习 (4)\n"
					"  - Öl (1)\n"
					"line מתאים ל words=2 paragraphs=0\n"
					"  - חוקר (1)\n"
					"  - מורה (1)\n"
					"attribution 编辑：张三。 words=0 paragraphs=0\n"
					"  curator=张三\n");
	assert_text(bytes_of(part_of(0)->name_span), "U\u0308BERBLICK");
	assert_text(bytes_of(document->attribution->captures[0].span), "张三");
	parse("# Tülu\n\n## Überblik\n\n## 主题\n\n- 机器学习\n", MARKDOWN);
	assert_text(only_with(SUMLINT_PART_NEAR)->expected, "Überblick");
}

static void documents_without_anything_are_read(void **state)
{
	(void)state;
	static const char *const empty[] = { "", "\n", "\r\r\n \t\n", "\xEF\xBB\xBF", "<!-- nothing -->\n", "---\n---\n" };
	for (uint32_t i = 0; i < 12; i++) {
		parse(empty[i / 2], i % 2 ? TEXT : MARKDOWN);
		assert_int_equal(document->part_count, 0);
		assert_null(document->title);
		assert_null(document->attribution);
	}
}

/* ---- misspelt ---- */

static void assert_near(const char *text, uint32_t syntax, uint32_t slot, const char *name, const char *expected)
{
	parse(text, syntax);
	const sumlint_part *part = only_with(SUMLINT_PART_NEAR);
	assert_ptr_equal(part, part_of(slot));
	assert_text(part->name, name);
	assert_text(bytes_of(part->name_span), name);
	assert_text(part->expected, expected);
}

static void misspelt_headings_are_near(void **state)
{
	(void)state;
	assert_near("T\nSumary\nA.\nKey takeaway\nB.\n", TEXT, SUMMARY, "Sumary", "Summary");
	assert_text(bytes_of(part_of(SUMMARY)->body), "A.");
	assert_near("T\nSummary\nA.\nKey take-away\nB.\n", TEXT, TAKEAWAY, "Key take-away", "Key takeaway");
	assert_near("T\nSummary\nA.\nTakeawey\nB.\n", TEXT, TAKEAWAY, "Takeawey", "Takeaway");
	assert_near("T\nSummary:\nA.\n", TEXT, SUMMARY, "Summary:", "Summary");
	assert_near("T\nTopics\n- a\nRelatd on Example\n", TEXT, RELATED, "Relatd on Example", "");
	assert_near("T\nTopics\n- a\nRelatedon Example\n", TEXT, RELATED, "Relatedon Example", "");
	assert_near("# T\n## Relat ed on The Example\n", MARKDOWN, RELATED, "Relat ed on The Example", "");
	assert_near("# T\n## Principals\n- a\n", MARKDOWN, PRINCIPLES, "Principals", "Principles");
	assert_near("# T\n\nIn practise\n---\n- a\n", MARKDOWN, PRACTICE, "In practise", "In practice");
}

static void misspelt_labels_are_near(void **state)
{
	(void)state;
	assert_near("T\nTopics\n- a\nBest fro: X, Y\n", TEXT, BEST_FOR, "Best fro", "Best for");
	assert_int_equal(part_of(BEST_FOR)->item_count, 2);
	assert_int_equal(part_of(TOPICS)->item_count, 1);
	assert_near("# T\n## Topics\n- a\n\n**Bets for:** X, Y\n", MARKDOWN, BEST_FOR, "Bets for", "Best for");
	assert_text(bytes_of(part_of(BEST_FOR)->body), "X, Y");
	/* Whatever else is in the paragraph. */
	assert_near("# T\n## Topics\n- a\n\nBets for: X, Y\n" ATTRIBUTION_LINE "\n", MARKDOWN, BEST_FOR, "Bets for", "Best for");
	assert_text(part_of(BEST_FOR)->items[1].text, "Y");
	assert_int_equal(document->attribution->flags, 0);
}

static void labels_without_a_colon_are_near(void **state)
{
	static const char *const labels[] = { "Best for", "Best for -", "Best for \u2014", "Best for;", "Best for.", "Best for\uff1a", "best  for,", "Best\u00a0for ;" };
	(void)state;
	for (uint32_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		char text[200];
		snprintf(text, sizeof(text), "T\nTopics\n- a\n%s X, Y\n", labels[i]);
		assert_near(text, TEXT, BEST_FOR, labels[i], "Best for:");
		assert_int_equal(part_of(BEST_FOR)->item_count, 2);
		assert_text(part_of(BEST_FOR)->items[0].text, "X");
		assert_int_equal(part_of(TOPICS)->item_count, 1);
	}
	assert_near("# T\n## Topics\n- a\n\n**Best for** X, Y\n", MARKDOWN, BEST_FOR, "Best for", "Best for:");
	assert_text(part_of(BEST_FOR)->items[0].text, "X");
	assert_near("# T\n## Topics\n- a\n\nBest for .NET, Y\n", MARKDOWN, BEST_FOR, "Best for", "Best for:");
	assert_text(part_of(BEST_FOR)->items[0].text, ".NET");
	/* Another word, nothing behind it, or the line is there. */
	parse("# T\n## Topics\n- a\n\nBest forum X\n\nBest for -\n", MARKDOWN);
	assert_int_equal(parts_with(SUMLINT_PART_NEAR), 0);
	parse("# T\n## Topics\n- a\n\nBest for beginners.\n\nBest for: X\n", MARKDOWN);
	assert_int_equal(parts_with(ODD), 0);
}

static void misspelt_keys_are_near(void **state)
{
	(void)state;
	assert_near("---\ntopcs: [a, b]\ntitle: T\n---\n", TEXT, TOPICS, "topcs", "Topics");
	assert_int_equal(part_of(TOPICS)->item_count, 2);
	assert_int_equal(part_of(TOPICS)->origin, SUMLINT_ORIGIN_FRONT_MATTER);
	/* Not where the body has the part. */
	parse("---\ntopcs: [a, b]\ntitle: T\n---\n## Topics\n- c\n", MARKDOWN);
	assert_int_equal(parts_with(SUMLINT_PART_NEAR), 0);
	assert_text(part_of(TOPICS)->items[0].text, "c");
}

static void what_is_there_is_not_missed(void **state)
{
	(void)state;
	/* A second, misspelt heading: in Markdown an unknown one with a suggestion, in plain text a line like any other. */
	parse("# T\n## Topics\n- a\n## Topic\n- b\n", MARKDOWN);
	assert_int_equal(document->parts[2]->slot, SUMLINT_NONE);
	assert_int_equal(document->parts[2]->flags, 0);
	assert_text(document->parts[2]->expected, "Topics");
	parse("T\nTopics\n- a\nTopic\n- b\n", TEXT);
	assert_int_equal(document->part_count, 2);
	/* Short names need to be exact. */
	use_type("parts:\n  - { section: Us, kind: prose }\n");
	parse("T\nUp\nA.\n", TEXT);
	assert_int_equal(parts_with(SUMLINT_PART_NEAR), 0);
}

/* ---- renamed ---- */

/* in_text or in_markdown with one piece of it replaced. */
static const char *replaced(const char *text, const char *piece, const char *by)
{
	sl_buffer out;
	const char *at = strstr(text, piece);
	assert_non_null(at);
	sl_buffer_init(&out);
	sl_buffer_printf(&out, "%.*s%s%s", (int)(at - text), text, by, at + strlen(piece));
	sl_str copy = sl_arena_copy(&arena, sl_buffer_str(&out));
	sl_buffer_finish(&out);
	return copy.data;
}

static void assert_by_place(uint32_t slot, const char *name)
{
	const sumlint_part *part = only_with(SUMLINT_PART_BY_PLACE);
	assert_ptr_equal(part, part_of(slot));
	assert_text(part->name, name);
	assert_text(bytes_of(part->name_span), name);
	assert_text(part->expected, type->public.slots[slot]->name.data);
	assert_int_equal(document->part_count, 10);
	assert_int_equal(parts_with(ODD), 1);
}

static void renamed_headings_have_their_place(void **state)
{
	(void)state;
	static const struct {
		uint32_t slot;
		const char *old, *new;
	} names[] = { { SUMMARY, "Summary", "What It Is About" }, { TAKEAWAY, "Key takeaway", "The main thing" },
		{ INSIGHTS, "Key insights", "Numbers" }, { PRINCIPLES, "Principles", "Rules to live by" },
		{ PRACTICE, "In practice", "Steps" }, { TOPICS, "Topics", "Themes" } };
	for (uint32_t i = 0; i < 6; i++) {
		char old[40], new[40];
		snprintf(old, sizeof(old), "\n%s\n", names[i].old);
		snprintf(new, sizeof(new), "\n%s\n", names[i].new);
		parse(replaced(in_text, old, new), TEXT);
		assert_by_place(names[i].slot, names[i].new);
		if (i == 2) /* is written with an underline */
			continue;
		snprintf(old, sizeof(old), "## %s", names[i].old);
		snprintf(new, sizeof(new), "## %s", names[i].new);
		parse(replaced(in_markdown, old, new), MARKDOWN);
		assert_by_place(names[i].slot, names[i].new);
	}
	/* The very first line, where the front matter has the title. */
	char text[4000];
	snprintf(text, sizeof(text), "---\ntitle: Maps for Everyone\n---\nWhat It Is About\n%s", strstr(in_text, "Volunteers"));
	parse(text, TEXT);
	assert_by_place(SUMMARY, "What It Is About");
}

/* Without a blank line between, Markdown takes the line below a list for more of its last item. */
static void labels_right_below_a_list_are_labels(void **state)
{
	(void)state;
	parse("# T\n## Topics\n- a\n- b\nBest for: X, Y\n" ATTRIBUTION_LINE "\n", MARKDOWN);
	assert_int_equal(parts_with(ODD), 0);
	assert_text(part_of(TOPICS)->items[1].text, "b");
	assert_text(bytes_of(part_of(TOPICS)->items[1].outer), "- b\n");
	assert_text(bytes_of(part_of(TOPICS)->span), "## Topics\n- a\n- b\n");
	assert_text(bytes_of(part_of(BEST_FOR)->heading), "Best for:");
	assert_text(part_of(BEST_FOR)->items[1].text, "Y");
	assert_text(document->attribution->name, ATTRIBUTION_LINE);
	parse("# T\r\n## Topics\r\n- a\r\n" ATTRIBUTION_LINE "\r\n", MARKDOWN);
	assert_text(part_of(TOPICS)->items[0].text, "a");
	assert_text(bytes_of(document->attribution->heading), ATTRIBUTION_LINE);
	parse("# T\n## Topics\n- a\nEditorial summary, takeaway, and curation by A. Desk.\nOriginal article published by The Gazette.\n", MARKDOWN);
	assert_int_equal(document->attribution->flags, 0);
	assert_text(part_of(TOPICS)->items[0].text, "a");
	/* Misspelt, without a colon, renamed, or bent. */
	assert_near("# T\n## Topics\n- a\nBset for: X, Y\n", MARKDOWN, BEST_FOR, "Bset for", "Best for");
	assert_near("# T\n## Topics\n- a\nBest for X, Y\n" ATTRIBUTION_LINE "\n", MARKDOWN, BEST_FOR, "Best for", "Best for:");
	assert_text(part_of(BEST_FOR)->items[1].text, "Y");
	parse("# T\n## Topics\n- a\nSuited to: X, Y\n## Related on Example\n", MARKDOWN);
	assert_ptr_equal(only_with(SUMLINT_PART_BY_PLACE), part_of(BEST_FOR));
	parse("# T\n## Topics\n- a\nEditorial sumary, takeaway, and curation by A. Desk. Original article published by The Gazette.\n", MARKDOWN);
	assert_text(document->attribution->expected, ATTRIBUTION_LINE);
	assert_text(part_of(TOPICS)->items[0].text, "a");
	/* What is indented belongs to the item, and so does any other line. */
	parse("# T\n## Topics\n- a\n  Best for: X\n- b\nand more: c\n\nBest for: Y\n", MARKDOWN);
	assert_int_equal(part_of(TOPICS)->item_count, 2);
	assert_text(part_of(TOPICS)->items[0].text, "a Best for: X");
	assert_text(part_of(TOPICS)->items[1].text, "b and more: c");
	assert_text(part_of(BEST_FOR)->items[0].text, "Y");
}

static void renamed_labels_have_their_place(void **state)
{
	(void)state;
	parse(replaced(in_text, "Best for", "Suited to"), TEXT);
	assert_by_place(BEST_FOR, "Suited to");
	assert_int_equal(part_of(BEST_FOR)->kind, SUMLINT_PART_LINE);
	assert_text(part_of(BEST_FOR)->items[1].text, "GIS Analyst");
	assert_int_equal(part_of(TOPICS)->item_count, 2);
	assert_int_equal(part_of(TOPICS)->paragraph_count, 0);
	assert_text(bytes_of(part_of(BEST_FOR)->heading), "Suited to:");
	parse(replaced(in_markdown, "Best for", "Suited to"), MARKDOWN);
	assert_by_place(BEST_FOR, "Suited to");
	assert_text(bytes_of(part_of(BEST_FOR)->body), "Librarian, *GIS Analyst*");
	/* Right above the attribution, in one paragraph with it. */
	parse("# T\n## Topics\n- a\n\nSuited to: X, Y\n" ATTRIBUTION_LINE "\n", MARKDOWN);
	assert_text(part_of(BEST_FOR)->name, "Suited to");
	assert_int_equal(part_of(BEST_FOR)->item_count, 2);
	assert_int_equal(document->attribution->flags, 0);
}

static void labels_need_to_look_like_labels(void **state)
{
	(void)state;
	static const char *const others[] = { "A label of far too many words: X", "https://example.org/x", "At 12:30", "Suited to:", ": X",
		"An-extremely-long-label-of-forty-one-bytes: X", "Suited to X" };
	for (uint32_t i = 0; i < 7; i++) {
		parse(replaced(in_text, "Best for: Librarian, GIS Analyst", others[i]), TEXT);
		assert_null(document->by_slot[BEST_FOR]);
		assert_int_equal(document->slot_place[BEST_FOR], offset_of("Related on"));
	}
	/* Of two, the one that stands behind the text counts. */
	parse("T\nTopics\nNote: these are few.\n- a\nSuited to: X\n", TEXT);
	assert_text(part_of(BEST_FOR)->name, "Suited to");
	/* Elsewhere no label is missing. */
	parse("T\nSummary\nNote: this is it.\nBest for: X\n", TEXT);
	assert_int_equal(parts_with(ODD), 0);
	assert_int_equal(part_of(SUMMARY)->paragraph_count, 1);
	/* Nor is a line within a paragraph of Markdown one. */
	parse("# T\n## Topics\nSome prose\nNote: more of it.\n", MARKDOWN);
	assert_null(document->by_slot[BEST_FOR]);
}

static void several_parts_may_be_renamed(void **state)
{
	(void)state;
	const char *text = replaced(in_text, "\nPrinciples\n", "\nRules to live by\n");
	text = replaced(text, "\nIn practice\n", "\nSteps\n");
	text = replaced(text, "\nTopics\n", "\nThemes\n");
	parse(replaced(text, "Best for", "Suited to"), TEXT);
	assert_int_equal(parts_with(SUMLINT_PART_BY_PLACE), 4);
	assert_int_equal(parts_with(ODD), 4);
	assert_text(part_of(PRINCIPLES)->name, "Rules to live by");
	assert_text(part_of(PRACTICE)->name, "Steps");
	assert_text(part_of(TOPICS)->name, "Themes");
	assert_text(part_of(BEST_FOR)->name, "Suited to");
	assert_int_equal(document->part_count, 10);
}

static void stray_headings_in_lists_are_headings(void **state)
{
	(void)state;
	/* The renamed Principles stand behind In practice. */
	const char *text = replaced(in_text, "Principles\n- Draw what you see.\n- Name what they name.\n", "");
	text = replaced(text, "- Meet once a week.\n", "- Meet once a week.\nRules to live by\n- Draw.\n- Name.\n");
	parse(text, TEXT);
	assert_int_equal(document->part_count, 10);
	assert_null(document->by_slot[PRINCIPLES]);
	assert_int_equal(part_of(PRACTICE)->item_count, 2);
	const sumlint_part *stray = document->parts[5];
	assert_text(stray->name, "Rules to live by");
	assert_int_equal(stray->kind, SUMLINT_PART_SECTION);
	assert_int_equal(stray->slot, SUMLINT_NONE);
	assert_int_equal(stray->item_count, 2);
	assert_int_equal(document->slot_place[PRINCIPLES], offset_of("In practice"));
	/* Where nothing is missing, the same line is content: an item that lacks its marker, for all one can tell. */
	parse(replaced(in_text, "- Meet once a week.\n", "- Meet once a week.\nRules to live by\n- Draw.\n"), TEXT);
	assert_int_equal(document->part_count, 10);
	assert_int_equal(part_of(PRACTICE)->item_count, 3);
	assert_int_equal(part_of(PRACTICE)->paragraph_count, 1);
}

static void renaming_needs_a_place(void **state)
{
	(void)state;
	/* Topics are missing, but not where the unknown heading stands. */
	parse("# T\n## Summary\nA.\n## Strange\nB.\n## Key takeaway\nC.\n", MARKDOWN);
	assert_int_equal(document->parts[2]->slot, SUMLINT_NONE);
	assert_int_equal(document->parts[2]->flags, 0);
	/* Nor is a deeper heading one that replaces a section. */
	parse("# T\n## Summary\nA.\n### Details\nB.\n## Key insights\nC.\n", MARKDOWN);
	assert_null(document->by_slot[TAKEAWAY]);
	/* Without an order there are no places. */
	use_type("order: any\nparts:\n  - { section: One, kind: prose }\n  - { section: Two, kind: prose }\n  - { section: Three, kind: prose }\n");
	parse("# T\n## One\nA.\n## Else\nB.\n## Three\nC.\n", MARKDOWN);
	assert_null(document->by_slot[1]);
	/* Prose is no heading, and nor is the last line. */
	parse("T\nSummary\nA.\nand so it goes\nIt ends.\nWhat is this?\nLast\nKey insights\nB.\n", TEXT);
	assert_int_equal(parts_with(ODD), 0);
}

/* ---- titles ---- */

static void titles_are_found(void **state)
{
	(void)state;
	parse("# T\n## Summary\nA.\n", MARKDOWN);
	assert_text(document->title->name, "T");
	parse("## T\n## Summary\nA.\n", MARKDOWN);
	assert_text(document->title->name, "T");
	parse("Summary\nA.\n", TEXT);
	assert_null(document->title);
	assert_int_equal(document->title_place, 0);
	/* Sections of the first level are no titles, misspelt or not. */
	parse("# Summary\nA.\n# Key takeawey\nB.\n", MARKDOWN);
	assert_null(document->title);
	assert_int_equal(part_of(TAKEAWAY)->flags, SUMLINT_PART_NEAR);
	parse("## Sumary\nA.\n## Key takeaway\nB.\n", MARKDOWN);
	assert_null(document->title);
	assert_int_equal(part_of(SUMMARY)->flags, SUMLINT_PART_NEAR);
	/* With the title in front matter, only a first heading may repeat it. */
	parse("---\ntitle: T\n---\n# Summary\nA.\n# Key takeawey\nB.\n", MARKDOWN);
	assert_int_equal(part_of(TAKEAWAY)->flags, SUMLINT_PART_NEAR);
	parse("---\ntitle: T\n---\nSumary\nA.\n", TEXT);
	assert_int_equal(part_of(SUMMARY)->flags, SUMLINT_PART_NEAR);
	parse("---\ntitle: T\n---\n# Another T\n## Summary\nA.\n", MARKDOWN);
	assert_int_equal(document->parts[1]->kind, SUMLINT_PART_TITLE);
	parse("---\ntitle: T\n---\n# T\n# Summary\nA.\n", MARKDOWN);
	assert_int_equal(document->parts[1]->kind, SUMLINT_PART_TITLE);
	parse("---\ntitle: T\n---\n# Notes\n# Summary\nA.\n", MARKDOWN);
	assert_int_equal(document->parts[1]->kind, SUMLINT_PART_SECTION);
	/* In plain text it is the first line, or the second behind an attribution that is out of place. */
	parse(ATTRIBUTION_LINE "\n\nT\nSummary\nA.\n", TEXT);
	assert_text(document->title->name, "T");
	parse("Summary\nA.\n" ATTRIBUTION_LINE "\nNo title\n", TEXT);
	assert_null(document->title);
	/* A title may come late. */
	parse("## Summary\nA.\n# T\n", MARKDOWN);
	assert_text(document->title->name, "T");
}

static void a_title_may_be_there_twice(void **state)
{
	(void)state;
	parse("T\nT\nSummary\nA.\n", TEXT);
	assert_int_equal(only_with(SUMLINT_PART_DUPLICATE)->kind, SUMLINT_PART_TITLE);
	parse("# T\n\n## Summary\nA.\n\n## T\n", MARKDOWN);
	assert_int_equal(only_with(SUMLINT_PART_DUPLICATE)->kind, SUMLINT_PART_TITLE);
	parse("---\ntitle: T\n---\n# T\n", MARKDOWN);
	assert_int_equal(parts_with(SUMLINT_PART_DUPLICATE), 0);
}

/* ---- what is there twice, or not at all ---- */

static void later_parts_of_a_slot_are_duplicates(void **state)
{
	(void)state;
	parse("T\nTopics\n- a\nBest for: X\nTOPICS\n- b\nBest for: Y\n", TEXT);
	assert_int_equal(document->part_count, 5);
	assert_int_equal(parts_with(SUMLINT_PART_DUPLICATE), 2);
	assert_text(part_of(TOPICS)->items[0].text, "a");
	assert_int_equal(document->parts[3]->flags, SUMLINT_PART_DUPLICATE);
	assert_int_equal(document->parts[4]->flags, SUMLINT_PART_DUPLICATE);
	parse("---\ntopics: [a]\n---\n## Topics\n- b\n", MARKDOWN);
	assert_int_equal(only_with(SUMLINT_PART_DUPLICATE)->origin, SUMLINT_ORIGIN_BODY);
}

static void attributions_are_first_duplicate_or_followed(void **state)
{
	(void)state;
	parse("T\nSummary\nA.\n" ATTRIBUTION_LINE "\n\n<!-- a note -->\n\n", TEXT);
	assert_int_equal(document->attribution->flags, 0);
	parse("T\nSummary\nA.\n" ATTRIBUTION_LINE "\nB.\n", TEXT);
	assert_int_equal(document->attribution->flags, SUMLINT_PART_FOLLOWED);
	parse("# T\n" ATTRIBUTION_LINE "\n\n---\n\n[link]: http://example.org\n", MARKDOWN);
	assert_int_equal(document->attribution->flags, 0);
	parse("# T\n" ATTRIBUTION_LINE "\n\nMore.\n", MARKDOWN);
	assert_int_equal(document->attribution->flags, SUMLINT_PART_FOLLOWED);
	parse("T\n" ATTRIBUTION_LINE "\nSummary\nA.\n" ATTRIBUTION_LINE "\n", TEXT);
	assert_int_equal(document->parts[1]->flags, SUMLINT_PART_FOLLOWED);
	assert_int_equal(document->attribution->flags, SUMLINT_PART_DUPLICATE);
	assert_ptr_equal(document->attribution, document->parts[3]);
}

static void missing_parts_have_a_place(void **state)
{
	(void)state;
	parse("T\nSummary\nA.\nKey insights\nB.\nBest for: X\n" ATTRIBUTION_LINE "\n", TEXT);
	assert_int_equal(document->slot_place[TAKEAWAY], offset_of("Key insights"));
	assert_int_equal(document->slot_place[PRINCIPLES], offset_of("Best for"));
	assert_int_equal(document->slot_place[TOPICS], offset_of("Best for"));
	assert_int_equal(document->slot_place[RELATED], offset_of("Editorial"));
	parse("# T\n\n## Summary\n\nA.\n\n<!-- end -->\n", MARKDOWN);
	assert_int_equal(document->slot_place[TOPICS], offset_of("A.") + 2);
	assert_int_equal(document->attribution_place, offset_of("A.") + 2);
	parse("\n\nSummary\nA.\n", TEXT);
	assert_int_equal(document->title_place, offset_of("Summary"));
	parse("---\nsummary: A.\nkey-insights: B.\n---\n", MARKDOWN);
	assert_int_equal(document->slot_place[TAKEAWAY], offset_of("key-insights"));
	assert_int_equal(document->title_place, offset_of("summary"));
}

/* ---- bodies ---- */

static void labels_take_the_lines_of_their_paragraph(void **state)
{
	(void)state;
	parse("# T\n## Topics\n- a\n\n__Best for:__ X,\nY and\nZ\n" ATTRIBUTION_LINE "\n", MARKDOWN);
	assert_int_equal(part_of(BEST_FOR)->item_count, 2);
	assert_text(part_of(BEST_FOR)->items[1].text, "Y and Z");
	assert_int_equal(document->attribution->capture_count, 2);
	parse("# T\n\n**Best for**: X\n", MARKDOWN);
	assert_text(bytes_of(part_of(BEST_FOR)->body), "X");
	parse("# T\n\n**Best for:*X*, Y**\n", MARKDOWN);
	assert_text(part_of(BEST_FOR)->items[0].text, "X");
	assert_text(part_of(BEST_FOR)->items[1].text, "Y");
	parse("# T\n## Best for\nX, Y\n", MARKDOWN);
	assert_int_equal(only_with(SUMLINT_PART_AS_HEADING)->item_count, 2);
	parse("T\nBest for\nX, Y\n", TEXT);
	assert_int_equal(only_with(SUMLINT_PART_AS_HEADING)->item_count, 2);
	parse("T\nTopics\n- a\nBest for:\n", TEXT);
	assert_int_equal(part_of(BEST_FOR)->item_count, 0);
	parse("T\nBest for: X,, Y,\n", TEXT);
	assert_int_equal(part_of(BEST_FOR)->item_count, 4);
	assert_text(part_of(BEST_FOR)->items[1].text, "");
}

static void bodies_hold_paragraphs_items_and_other_things(void **state)
{
	(void)state;
	parse("# T\n## Key insights\nOne.\nTwo.\n\nThree.\n1. Four\n   - Five\n\n```\n## Topics\n```\n\n> quoted\n", MARKDOWN);
	const sumlint_part *part = part_of(INSIGHTS);
	assert_int_equal(part->flags, SUMLINT_PART_OTHER_CONTENT);
	assert_int_equal(part->paragraph_count, 2);
	assert_int_equal(part->item_count, 2);
	assert_int_equal(part->items[0].flags, SUMLINT_ITEM_ORDERED);
	assert_int_equal(part->items[1].flags, SUMLINT_ITEM_NESTED);
	assert_text(bytes_of(part->paragraphs[0].span), "One.\nTwo.");
	assert_null(document->by_slot[TOPICS]);
	/* What is no white space to Markdown is white space all the same. */
	parse("# T\n## Summary\n\x0b\x0cOne.\x0b\n", MARKDOWN);
	assert_text(bytes_of(part_of(SUMMARY)->paragraphs[0].span), "One.");
	assert_text(bytes_of(part_of(SUMMARY)->body), "One.");
	parse("T\nTopics\nOpen Data, Cartography\n- GIS\n", TEXT);
	assert_int_equal(part_of(TOPICS)->item_count, 3);
	assert_int_equal(part_of(TOPICS)->items[0].flags, SUMLINT_ITEM_UNMARKED);
}

/* ---- syntax ---- */

static void names_of_files_tell_the_syntax(void **state)
{
	(void)state;
	assert_int_equal(sl_syntax_of(SL_LIT("a/b.md"), SL_LIT("x")), MARKDOWN);
	assert_int_equal(sl_syntax_of(SL_LIT("b.markdown"), SL_LIT("x")), MARKDOWN);
	assert_int_equal(sl_syntax_of(SL_LIT("b.txt"), SL_LIT("# x\n")), TEXT);
	assert_int_equal(sl_syntax_of(SL_LIT("-"), SL_LIT("x\n# y\n")), MARKDOWN);
	assert_int_equal(sl_syntax_of(SL_LIT("-"), SL_LIT("---\na: b\n---\n")), MARKDOWN);
	assert_int_equal(sl_syntax_of(SL_LIT("-"), SL_LIT("x\ny\n")), TEXT);
}

/* ---- large and hostile ---- */

/* Parses `before`, `count` times `piece`, and `after`; a '%' is the piece's number. The time it takes. */
static double parse_pieces(const char *before, const char *piece, uint32_t count, const char *after, uint32_t syntax)
{
	sl_arena_reset(&arena);
	sl_buffer_clear(&words);
	sl_buffer_append(&words, sl_str_of(before));
	for (uint32_t i = 0; i < count; i++) {
		for (const char *c = piece; *c; c++) {
			if (*c == '%')
				sl_buffer_printf(&words, "%u", (unsigned)i);
			else
				sl_buffer_append_char(&words, *c);
		}
	}
	sl_buffer_append(&words, sl_str_of(after));
	assert_false(words.failed);
	clock_t start = clock();
	parse_str(sl_buffer_str(&words), syntax);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* Fails where it takes long, unless that is the machine's fault: then a tenth of the text takes long, too. */
static void parse_repeated(const char *before, const char *piece, uint32_t count, const char *after, uint32_t syntax)
{
	double seconds = parse_pieces(before, piece, count, after, syntax);
	if (seconds < 0.9)
		return;
	double tenth = parse_pieces(before, piece, count / 10, after, syntax);
	if (seconds > 25 * tenth)
		fail_msg("%s%s...: %.2f seconds, a tenth of it %.2f", before, piece, seconds, tenth);
	parse_pieces(before, piece, count, after, syntax);
}

static void many_parts_take_no_time(void **state)
{
	(void)state;
	for (uint32_t syntax = TEXT; syntax <= MARKDOWN; syntax++) {
		parse_repeated("", "## Topics\n", 10000, "", syntax);
		parse_repeated("", "Topics\n", 10000, "", syntax);
		parse_repeated("## Summary\n", "## Unknown\n", 100000, "", syntax);
		parse_repeated("---\ntitle: T\n---\n", "# Unknown\n\n", 100000, "", syntax);
		parse_repeated("", "## Topcis\n", 10000, "", syntax);
		parse_repeated("T\n\n", "Topcis\nSumary\nPrincipels\n", 10000, "", syntax);
		parse_repeated("", "## Summary\n## Best for\n## Key takeaway\n", 10000, "", syntax);
		parse_repeated("T\n", "Best for: X\n", 100000, "", syntax);
		parse_repeated("T\n", "Bets for: X\n", 100000, "", syntax);
		parse_repeated("T\n\n", "Best for: X\n\n", 100000, "", syntax);
		parse_repeated("T\nTopics\n", "Suited to: X\n", 100000, "", syntax);
		parse_repeated("T\nTopics\n", "Suited to: X\n\n", 100000, "", syntax);
		parse_repeated("T\n", ATTRIBUTION_LINE "\n", 10000, "", syntax);
		parse_repeated("T\n\n", "Editorial summary, takeaway, and curation by\n", 50000, "", syntax);
		parse_repeated("T\nBest for: ", "X, ", 200000, "\n", syntax);
		parse_repeated("T\nKey insights\n", "- a\nStray Heading\n", 50000, "In practice\n- b\n", syntax);
		parse_repeated("T\nIn practice\n", "- a\nStray Heading\n", 50000, "Topics\n- b\n", syntax);
		parse_repeated("T\n", "\n", 1000000, "", syntax);
	}
}

static void many_keys_take_no_time(void **state)
{
	(void)state;
	parse_repeated("---\n", "topic%: x\n", 10000, "---\n", MARKDOWN);
	parse_repeated("---\n", "best fro %: [x\n  , y]\n", 10000, "---\n", MARKDOWN);
	parse_repeated("---\ntopics:\n", "- x\n", 100000, "---\n", MARKDOWN);
	assert_int_equal(part_of(TOPICS)->item_count, 100000);
	parse_repeated("---\nsummary: |\n", "  x\n\n", 100000, "---\n", MARKDOWN);
	assert_int_equal(part_of(SUMMARY)->paragraph_count, 100000);
}

/* Pieces of documents in all orders: whatever comes out, its spans are sound (parse_str checks). */
static void shuffled_documents_have_sound_spans(void **state)
{
	(void)state;
	static const char *const pieces[] = { "Summary\n", "# Summary\n", "Key takeawey\n", "## Principals\n", "- item\n", "  - nested\n", "1. one\n",
		"Best for: A, B\n", "**Bets for:** A,\n", "Suited to: C\n", ATTRIBUTION_LINE "\n", "*" ATTRIBUTION_LINE "*\n",
		"Editorial sumary by X. Original article published by Y.\n", "\n", "\r", "\r\n", "---\n", "title: T\n", "topics: [a, b]\n", "```\n",
		"> q\n", "<!-- c -->\n", "*", "**", "`", "[a](b)", "Prose.\n", "Related on X\n", "\u00a0", "e\u0301", "机", ": ", "\t", "&amp;", "\xEF\xBB\xBF" };
	uint32_t random = 1;
	for (uint32_t i = 0; i < 8000; i++) {
		sl_buffer_clear(&words);
		if (i % 5 == 0)
			sl_buffer_append(&words, SL_LIT("---\n"));
		for (uint32_t k = 0; k < 12; k++) {
			random = random * 1664525 + 1013904223;
			sl_buffer_append(&words, sl_str_of(pieces[(random >> 16) % (sizeof(pieces) / sizeof(*pieces))]));
		}
		sl_arena_reset(&arena);
		parse_str(sl_buffer_str(&words), i % 2 ? TEXT : MARKDOWN);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(three_ways_to_write_give_one_model),
		TEST(front_matter_may_hold_some_parts),
		TEST(spans_of_text_are_its_bytes),
		TEST(spans_of_markdown_leave_markup_out),
		TEST(line_ends_and_a_byte_order_mark_change_nothing),
		TEST(a_final_line_end_is_not_needed),
		TEST(spaces_and_case_of_names_do_not_matter),
		TEST(other_scripts_are_read),
		TEST(documents_without_anything_are_read),
		TEST(misspelt_headings_are_near),
		TEST(misspelt_labels_are_near),
		TEST(labels_without_a_colon_are_near),
		TEST(misspelt_keys_are_near),
		TEST(what_is_there_is_not_missed),
		TEST(renamed_headings_have_their_place),
		TEST(labels_right_below_a_list_are_labels),
		TEST(renamed_labels_have_their_place),
		TEST(labels_need_to_look_like_labels),
		TEST(several_parts_may_be_renamed),
		TEST(stray_headings_in_lists_are_headings),
		TEST(renaming_needs_a_place),
		TEST(titles_are_found),
		TEST(a_title_may_be_there_twice),
		TEST(later_parts_of_a_slot_are_duplicates),
		TEST(attributions_are_first_duplicate_or_followed),
		TEST(missing_parts_have_a_place),
		TEST(labels_take_the_lines_of_their_paragraph),
		TEST(bodies_hold_paragraphs_items_and_other_things),
		TEST(names_of_files_tell_the_syntax),
		TEST(many_parts_take_no_time),
		TEST(many_keys_take_no_time),
		TEST(shuffled_documents_have_sound_spans),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
