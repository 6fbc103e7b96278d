/* SPDX-License-Identifier: Apache-2.0
 * test_attribution.c - the attribution in whole documents: found wherever it may stand, and recognised when it is bent.
 */
#include "parsing.h"

static const char *const line = ATTRIBUTION_LINE;

/* A document that ends with `text`. */
static const sumlint_part *parse_end(const char *text, uint32_t syntax)
{
	static char whole[8000];
	snprintf(whole, sizeof(whole), syntax == TEXT ? "T\nSummary\nA.\n%s\n" : "# T\n\n## Summary\n\nA.\n\n%s\n", text);
	parse(whole, syntax);
	return document->attribution;
}

static void assert_captures(const sumlint_part *part, const char *curator, const char *publisher)
{
	assert_non_null(part);
	assert_int_equal(part->capture_count, 2);
	assert_text(part->captures[0].name, "curator");
	assert_text(part->captures[0].text, curator);
	assert_text(part->captures[1].name, "publisher");
	assert_text(part->captures[1].text, publisher);
}

/* ---- matches ---- */

static void matches_in_both_syntaxes(void **state)
{
	(void)state;
	for (uint32_t syntax = TEXT; syntax <= MARKDOWN; syntax++) {
		const sumlint_part *part = parse_end(line, syntax);
		assert_int_equal(part->flags, 0);
		assert_captures(part, "A. Desk", "The Gazette");
		assert_text(part->name, line);
		assert_text(bytes_of(part->captures[0].span), "A. Desk");
		assert_text(bytes_of(part->heading), line);
		assert_text(part->expected, "");
		assert_int_equal(part->body.start, part->body.end);
	}
}

static void markup_does_not_hide_it(void **state)
{
	(void)state;
	static const char *const ways[] = {
		"*" ATTRIBUTION_LINE "*",
		"_" ATTRIBUTION_LINE "_",
		"**" ATTRIBUTION_LINE "**",
		"<em>" ATTRIBUTION_LINE "</em>",
		"Editorial summary, takeaway, and curation by [A. Desk](/desk). Original article published by [The Gazette](/gazette \"daily\").",
		"*Editorial* summary, takeaway, and curation by **A. Desk**. [Original article](https://example.org/1) published by The Gazette.",
		"[Editorial summary](https://example.org), takeaway, and curation by A. Desk. Original article published by The Gazette.",
		"Editorial summary, takeaway, and curation\nby A. Desk. Original article\n  published by The Gazette.",
		"Editorial&nbsp;summary, takeaway, and curation by A&#46; Desk. Original article published by The Gazette\\.",
	};
	for (uint32_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		const sumlint_part *part = parse_end(ways[i], MARKDOWN);
		if (!part)
			fail_msg("not found: %s", ways[i]);
		assert_int_equal(part->flags, 0);
		assert_captures(part, "A. Desk", "The Gazette");
	}
	const sumlint_part *part = parse_end(ways[4], MARKDOWN);
	assert_text(bytes_of(part->captures[1].span), "The Gazette");
	/* In plain text, markup is text. */
	assert_int_equal(parse_end("*" ATTRIBUTION_LINE "*", TEXT)->flags, SUMLINT_PART_NEAR);
}

static void spaces_do_not_hide_it(void **state)
{
	(void)state;
	static const char *const ways[] = {
		"Editorial  summary, takeaway, and curation by  A. Desk.  Original article published by The Gazette.",
		"Editorial summary,\ttakeaway, and curation by A.\u00a0Desk.\u2003Original article published by The\u00a0Gazette.",
		"  " ATTRIBUTION_LINE "\u00a0",
	};
	for (uint32_t i = 0; i < 3; i++) {
		for (uint32_t syntax = TEXT; syntax <= MARKDOWN; syntax++) {
			const sumlint_part *part = parse_end(ways[i], syntax);
			assert_int_equal(part->flags, 0);
			assert_captures(part, "A. Desk", "The Gazette");
		}
	}
	assert_text(bytes_of(parse_end(ways[1], TEXT)->captures[0].span), "A.\u00a0Desk");
	assert_text(bytes_of(document->attribution->captures[1].span), "The\u00a0Gazette");
}

static void stands_in_a_paragraph_with_others(void **state)
{
	(void)state;
	const sumlint_part *part = parse_end("**Best for:** X, Y\n*" ATTRIBUTION_LINE "*", MARKDOWN);
	assert_int_equal(part->flags, 0);
	assert_captures(part, "A. Desk", "The Gazette");
	assert_int_equal(part_of(BEST_FOR)->item_count, 2);
	assert_text(part_of(BEST_FOR)->items[1].text, "Y");
	part = parse_end("Some prose.\n" ATTRIBUTION_LINE, MARKDOWN);
	assert_int_equal(part->flags, 0);
	assert_int_equal(part_of(SUMMARY)->paragraph_count, 2);
	assert_text(bytes_of(part_of(SUMMARY)->paragraphs[1].span), "Some prose.");
	part = parse_end(ATTRIBUTION_LINE "\nMore prose.", MARKDOWN);
	assert_int_equal(part->flags, SUMLINT_PART_FOLLOWED);
	part = parse_end("Best for: X\\\n" ATTRIBUTION_LINE, MARKDOWN);
	assert_int_equal(part->flags, 0);
}

static void code_and_quotations_are_none(void **state)
{
	(void)state;
	assert_null(parse_end("```\n" ATTRIBUTION_LINE "\n```", MARKDOWN));
	assert_null(parse_end("    " ATTRIBUTION_LINE, MARKDOWN));
	assert_null(parse_end("<!-- " ATTRIBUTION_LINE " -->", MARKDOWN));
	assert_null(parse_end("<!-- " ATTRIBUTION_LINE " -->", TEXT));
}

static void patterns_may_begin_with_a_capture(void **state)
{
	(void)state;
	use_type("parts: [{ section: Summary, kind: prose }]\nattribution: { pattern: '(?<curator>\\w+) (?:wrote|edited) this(?: for (?<publisher>.+))?\\.' }\n");
	const sumlint_part *part = parse_end("Ada edited this.", TEXT);
	assert_int_equal(part->capture_count, 2);
	assert_text(part->captures[0].text, "Ada");
	assert_text(part->captures[1].text, "");
	assert_text(parse_end("_Ada_ wrote this for *Us*.", MARKDOWN)->captures[1].text, "Us");
	assert_null(parse_end("Ada read this.", TEXT));
	/* No template: it is known to be close, but not where, nor what it should read. */
	use_type("parts: [{ section: Summary, kind: prose }]\nattribution: { pattern: 'Edited (?:with care )?by the desk of (?<curator>\\w+)\\.' }\n");
	part = parse_end("Edited by teh desk of Ada.", TEXT);
	assert_int_equal(part->flags, SUMLINT_PART_NEAR);
	assert_text(bytes_of(part->deviation), "Edited by teh desk of Ada.");
	assert_text(part->expected, "");
}

/* ---- bent ones ---- */

static const sumlint_part *assert_bent(const char *text, const char *deviation, const char *expected)
{
	const sumlint_part *part = NULL;
	for (uint32_t syntax = MARKDOWN; syntax >= TEXT; syntax--) {
		part = parse_end(text, syntax);
		if (!part)
			fail_msg("not found: %s", text);
		assert_int_equal(part->flags, SUMLINT_PART_NEAR);
		assert_text(bytes_of(part->deviation), deviation);
		assert_text(part->expected, expected);
		assert_text(part->name, text);
	}
	return part;
}

static void bent_lines_are_written_anew(void **state)
{
	(void)state;
	static const struct {
		const char *text, *deviation;
	} bent[] = {
		{ "Editorial summary, takeaway and curation by A. Desk. Original article published by The Gazette.", "takeaway" },
		{ "Editorial sumary, takeaway, and curation by A. Desk. Original article published by The Gazette.", "sumary," },
		{ "editorial summary, takeaway, and curation by A. Desk. Original article published by The Gazette.", "editorial" },
		{ "EDITORIAL SUMMARY, TAKEAWAY, AND CURATION BY A. Desk. ORIGINAL ARTICLE PUBLISHED BY The Gazette.", "EDITORIAL" },
		{ "Editorial summary, takeaway, and curation from A. Desk. Original article published by The Gazette.", "from" },
		{ "Editorial summary, takeaway, and curation by A. Desk, Original article published by The Gazette.", "Desk," },
		{ "Editorial summary, takeaway, and curation by A. Desk. Original article published by The Gazette", "Gazette" },
		{ "Editorial summary, takeaway, and curation by A. Desk. Original article published in The Gazette.", "in" },
		{ "Editorial summary, takeaway, and curation by A. Desk. Original story published by The Gazette.", "story" },
		{ "Editorial summary and curation by A. Desk. Original article published by The Gazette.", "summary" },
		{ "Curation by A. Desk. Original article published by The Gazette.", "Curation" },
		{ "Editorial summary, takeaway, and curation by A. Desk. our Original article published by The Gazette.", "our" },
		{ "Editorial summary, takeaway, and curation done by A. Desk. Original article published by The Gazette.", "done" },
		{ "Editorial summary, takeaway, and curation by A. Desk. Original article published here by The Gazette.", "here" },
		{ "Editorial summary, takeaway, and curation by A. Desk. Original article published The Gazette.", "The" },
		{ "Editorial summary, takeaway, and curation A. Desk. Original article published by The Gazette.", "A." },
	};
	for (uint32_t i = 0; i < sizeof(bent) / sizeof(*bent); i++) {
		const sumlint_part *part = assert_bent(bent[i].text, bent[i].deviation, line);
		assert_captures(part, "A. Desk", "The Gazette");
		assert_text(bytes_of(part->captures[0].span), "A. Desk");
		assert_text(bytes_of(part->captures[1].span), "The Gazette");
	}
}

static void a_line_that_lacks_a_name_has_no_expectation(void **state)
{
	(void)state;
	assert_bent("Editorial summary, takeaway, and curation by A. Desk.", "", "");
	assert_int_equal(document->attribution->deviation.start, document->attribution->name_span.end);
	const sumlint_part *part = assert_bent("Editorial summary, takeaway, and curation by . Original article published by The Gazette.", ".", "");
	assert_text(part->captures[0].text, "");
	part = assert_bent("Original article published by The Gazette.", "Original", "");
	assert_text(part->captures[part->capture_count - 1].text, "The Gazette");
	/* Both halves are there, in the wrong order. */
	part = assert_bent("Original article published by The Gazette. Editorial summary, takeaway, and curation by A. Desk.", "Original", "");
	assert_int_equal(document->part_count, 3);
}

static void an_expectation_matches_the_pattern(void **state)
{
	(void)state;
	/* The words are all right, but the capture takes no small letters: nothing better can be said. */
	use_type("parts: [{ section: Summary, kind: prose }]\nattribution: { pattern: 'Edited by the desk of (?<curator>[A-Z]+)\\.' }\n");
	assert_bent("Edited by the desk of ada.", "Edited by the desk of ada.", "");
	assert_bent("Edited by desk of ADA.", "desk", "Edited by the desk of ADA.");
}

static void prose_is_no_bent_attribution(void **state)
{
	(void)state;
	static const char *const prose[] = {
		"This article was published by a journal, and read by many, and by us.",
		"The original summary was made by hand and it was not published.",
		"By and by, published, and by.",
	};
	for (uint32_t i = 0; i < sizeof(prose) / sizeof(*prose); i++) {
		assert_null(parse_end(prose[i], TEXT));
		assert_null(parse_end(prose[i], MARKDOWN));
		assert_int_equal(document->attribution_place, offset_of(prose[i]) + strlen(prose[i]));
	}
}

static void bent_lines_are_found_among_others(void **state)
{
	(void)state;
	const char *bent = "Editorial sumary, takeaway, and curation by A. Desk.\nOriginal article published by The Gazette.";
	char text[1000];
	snprintf(text, sizeof(text), "**Best for:** X\n%s", bent);
	const sumlint_part *part = parse_end(text, MARKDOWN);
	assert_captures(part, "A. Desk", "The Gazette");
	assert_text(bytes_of(part->heading), bent);
	assert_int_equal(part_of(BEST_FOR)->item_count, 1);
	snprintf(text, sizeof(text), "Prose in front.\n%s", bent);
	part = parse_end(text, MARKDOWN);
	assert_text(bytes_of(part->heading), bent);
	assert_text(bytes_of(part->deviation), "sumary,");
	snprintf(text, sizeof(text), "%s\nBest for: X", bent);
	part = parse_end(text, MARKDOWN);
	assert_text(bytes_of(part->heading), bent);
	assert_text(part_of(BEST_FOR)->items[0].text, "X");
	/* In short lines, none of which is close by itself. */
	part = parse_end("Editorial sumary, takeaway,\nand curation by A. Desk.\nOriginal article published\nby The Gazette.", MARKDOWN);
	assert_captures(part, "A. Desk", "The Gazette");
	assert_text(bytes_of(part->deviation), "sumary,");
	/* Emphasis and links are left outside. */
	part = parse_end("*Editorial sumary, takeaway, and curation by [A. Desk](/d). Original article published by The Gazette.*", MARKDOWN);
	assert_text(bytes_of(part->deviation), "sumary,");
	assert_text(bytes_of(part->captures[0].span), "A. Desk");
	assert_text(part->expected, line);
}

static void only_where_none_matches_a_bent_one_is_looked_for(void **state)
{
	(void)state;
	const sumlint_part *part = parse_end(ATTRIBUTION_LINE "\nEditorial sumary, takeaway, and curation by B. Original article published by C.", TEXT);
	assert_int_equal(part->flags, SUMLINT_PART_FOLLOWED);
	assert_int_equal(document->part_count, 3);
}

static void very_long_lines_are_none(void **state)
{
	(void)state;
	char text[6000] = "";
	for (uint32_t i = 0; i < 40; i++)
		strcat(text, "Editorial sumary, takeaway, and curation by A. Desk. Original article published by The Gazette ");
	assert_null(parse_end(text, TEXT));
	memset(text, 'x', 5000);
	text[5000] = '\0';
	memcpy(text, "Editorial summary, takeaway, and curation by ", 45);
	assert_null(parse_end(text, MARKDOWN));
}

/* ---- in front matter ---- */

static void front_matter_may_hold_it(void **state)
{
	(void)state;
	static const char *const ways[] = {
		"---\nattribution: " ATTRIBUTION_LINE "\n---\n",
		"---\nattribution: \"" ATTRIBUTION_LINE "\"\n---\n",
		"---\nattribution: >\n  Editorial summary, takeaway, and curation by A. Desk.\n  Original article published by The Gazette.\n---\n",
		"---\nattribution: |\n  Editorial summary, takeaway, and curation by A. Desk.\n  Original article published by The Gazette.\n---\n",
		"---\nattribution: Editorial summary, takeaway, and curation by A. Desk.\n  Original article published by The Gazette.\n---\n",
	};
	for (uint32_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		parse(ways[i], MARKDOWN);
		assert_int_equal(document->attribution->flags, 0);
		assert_int_equal(document->attribution->origin, SUMLINT_ORIGIN_FRONT_MATTER);
		assert_captures(document->attribution, "A. Desk", "The Gazette");
		if (i < 2)
			assert_text(bytes_of(document->attribution->captures[1].span), "The Gazette");
	}
	parse("---\nattribution: Editorial sumary, takeaway, and curation by A. Desk. Original article published by The Gazette.\n---\n", TEXT);
	assert_int_equal(document->attribution->flags, SUMLINT_PART_NEAR);
	assert_text(bytes_of(document->attribution->deviation), "sumary,");
	assert_text(document->attribution->expected, line);
	parse("---\nattribution: The desk wrote this.\n---\n", TEXT);
	assert_int_equal(document->attribution->flags, SUMLINT_PART_NEAR);
	assert_text(bytes_of(document->attribution->deviation), "The desk wrote this.");
	/* A second one, in the body. */
	parse("---\nattribution: " ATTRIBUTION_LINE "\n---\n" ATTRIBUTION_LINE "\n", TEXT);
	assert_int_equal(document->attribution->flags, SUMLINT_PART_DUPLICATE);
}

static void types_may_have_none(void **state)
{
	(void)state;
	use_type("parts: [{ section: Summary, kind: prose }]\n");
	assert_null(parse_end(line, TEXT));
	assert_int_equal(part_of(SUMMARY)->paragraph_count, 2);
	parse("---\nattribution: Anything.\n---\n", TEXT);
	assert_int_equal(document->attribution->flags, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(matches_in_both_syntaxes),
		TEST(markup_does_not_hide_it),
		TEST(spaces_do_not_hide_it),
		TEST(stands_in_a_paragraph_with_others),
		TEST(code_and_quotations_are_none),
		TEST(patterns_may_begin_with_a_capture),
		TEST(bent_lines_are_written_anew),
		TEST(a_line_that_lacks_a_name_has_no_expectation),
		TEST(an_expectation_matches_the_pattern),
		TEST(prose_is_no_bent_attribution),
		TEST(bent_lines_are_found_among_others),
		TEST(only_where_none_matches_a_bent_one_is_looked_for),
		TEST(very_long_lines_are_none),
		TEST(front_matter_may_hold_it),
		TEST(types_may_have_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
