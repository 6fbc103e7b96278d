/* SPDX-License-Identifier: Apache-2.0
 * test_document_size.c - documents that are large, or nothing but pieces: no time is lost, and spans are sound.
 */
#include "parsing.h"

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

/* Fails where it takes long, unless that is the machine's fault: then a tenth of the text takes long, too, or it is not as bad another time. What is
   quadratic takes a hundred times as long as a tenth; fresh memory alone can make thirty of ten. What was parsed last is the whole text. */
static void parse_repeated(const char *before, const char *piece, uint32_t count, const char *after, uint32_t syntax)
{
	for (int attempt = 0; attempt < 3; attempt++) {
		double seconds = parse_pieces(before, piece, count, after, syntax);
		if (seconds < 0.9)
			return;
		double tenth = parse_pieces(before, piece, count / 10, after, syntax);
		if (seconds <= 50 * tenth) {
			parse_pieces(before, piece, count, after, syntax);
			return;
		}
		print_message("# %s%s...: %.2f seconds, a tenth of it %.2f\n", before, piece, seconds, tenth);
	}
	fail();
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
		TEST(many_parts_take_no_time),
		TEST(many_keys_take_no_time),
		TEST(shuffled_documents_have_sound_spans),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
