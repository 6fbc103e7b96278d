/* SPDX-License-Identifier: Apache-2.0
 * test_document.c - whole documents: one model for three ways to write them, exact spans, and what is there twice or not at all.
 */
#include "maps.h"

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

static void words_in_comments_are_not_counted(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		uint32_t words;
	} samples[] = { { "One two. <!-- sumlint-disable-line sections/length -- it is short -->", 2 }, { "One <!-- a -->\ntwo <!-- b c --> three", 3 },
		{ "One <!-- two", 2 } };
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		sl_buffer text;
		sl_buffer_init(&text);
		sl_buffer_printf(&text, "# T\n\n## Summary\n\n%s\n", samples[i].text);
		parse(text.data, MARKDOWN);
		assert_int_equal(part_of(0)->words, samples[i].words);
		sl_buffer_finish(&text);
	}
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
	/* Plain text: behind a separator it goes on. */
	parse("T\nTopics\n- a\nBest for: X,\nY,\n  Z\nRelated on Example\n", TEXT);
	assert_int_equal(part_of(BEST_FOR)->item_count, 3);
	assert_text(part_of(BEST_FOR)->items[2].text, "Z");
	parse("T\nTopics\n- a\nBest for: X,\n\nY\n", TEXT);
	assert_text(part_of(BEST_FOR)->items[1].text, "");
	parse("T\nBest for: X,, Y,\n", TEXT);
	assert_int_equal(part_of(BEST_FOR)->item_count, 4);
	assert_text(part_of(BEST_FOR)->items[1].text, "");
}

static void attributes_of_a_heading_are_not_its_name(void **state)
{
	(void)state;
	parse("# T {.big}\n## Topics {#topics .x}\n- a\n\nSummary {: #s}\n---\nA.\n## In practice {x}\n", MARKDOWN);
	assert_text(document->title->name, "T");
	assert_text(bytes_of(part_of(TOPICS)->name_span), "Topics");
	assert_text(part_of(SUMMARY)->name, "Summary");
	assert_text(document->parts[3]->name, "In practice {x}");
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
		TEST(words_in_comments_are_not_counted),
		TEST(other_scripts_are_read),
		TEST(documents_without_anything_are_read),
		TEST(titles_are_found),
		TEST(a_title_may_be_there_twice),
		TEST(later_parts_of_a_slot_are_duplicates),
		TEST(attributions_are_first_duplicate_or_followed),
		TEST(missing_parts_have_a_place),
		TEST(labels_take_the_lines_of_their_paragraph),
		TEST(attributes_of_a_heading_are_not_its_name),
		TEST(bodies_hold_paragraphs_items_and_other_things),
		TEST(names_of_files_tell_the_syntax),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
