/* SPDX-License-Identifier: Apache-2.0
 * test_document_names.c - headings, labels and keys that are misspelt or renamed.
 */
#include "maps.h"

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
	assert_near("T\nTopics\n- a\nRelatd on Example\n", TEXT, RELATED, "Relatd on Example", "Related on Example");
	assert_near("T\nTopics\n- a\nRelatedon Example\n", TEXT, RELATED, "Relatedon Example", "Related on Example");
	assert_near("# T\n## Relat ed on The Example\n", MARKDOWN, RELATED, "Relat ed on The Example", "Related on The Example");
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
	/* Another heading that is at a level of its own does not matter. */
	const char *above = sl_arena_copy(&arena, sl_str_of(replaced(in_markdown, "## Summary", "# Summary"))).data;
	parse(replaced(above, "## In practice", "## Steps"), MARKDOWN);
	assert_by_place(PRACTICE, "Steps");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
