/* SPDX-License-Identifier: Apache-2.0
 * test_text_blocks.c - plain text cut into blocks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "block_notation.h"

static void a_line_is_a_block(void **state)
{
	static const block_case cases[] = {
		{ "", "" },
		{ "\n  \n\t\n", "" },
		{ "Title\nSummary\nSome prose.\n", "p 1 Title; p 2 Summary; p 3 Some prose." },
		{ "no line end", "p 1 no line end" },
		{ "  indented  \n", "p 1 indented" },
		{ "\xC2\xA0one\xC2\xA0\n\xC2\xA0\n", "p 1 one" },
		{ "one\n\n\ntwo\n", "p 1 one; p 4 two" },
		{ "# no heading\n", "p 1 # no heading" },
	};
	(void)state;
	CHECK_CASES(sl_text_blocks, cases);
}

static void lines_end_in_three_ways(void **state)
{
	static const block_case cases[] = {
		{ "one\r\ntwo\r\n- three\r\n\r\nfour", "p 1 one; p 2 two; i0 3 three; p 5 four" },
		{ "one\rtwo\r- three\r\rfour", "p 1 one; p 2 two; i0 3 three; p 5 four" },
		{ "one\rtwo\nthree\r\nfour\r\r\nfive\n\rsix", "p 1 one; p 2 two; p 3 three; p 4 four; p 6 five; p 8 six" },
		{ "- a\r  b\r- c\r", "i0 1-2 a/  b; i0 3 c" },
		{ "\xEF\xBB\xBFone\ntwo", "p 1 one; p 2 two" },
	};
	(void)state;
	CHECK_CASES(sl_text_blocks, cases);
}

static void a_start_within_the_text_is_kept_to(void **state)
{
	sl_arena arena;
	sl_blocks blocks = { 0 };
	(void)state;
	sl_arena_init(&arena);
	assert_true(sl_text_blocks(&arena, SL_LIT("---\n---\none\n"), 8, &blocks));
	assert_int_equal(blocks.count, 1);
	assert_int_equal(blocks.items[0].span.start, 8);
	assert_int_equal(blocks.items[0].text.end, 11);
	sl_arena_finish(&arena);
}

static void markers_make_items(void **state)
{
	static const block_case cases[] = {
		{ "- a\n* b\n+ c\n• d\n", "i0 1 a; i0 2 b; i0 3 c; i0 4 d" },
		{ "· a\n◦ b\n▪ c\n● d\n‣ e\n→ f\n", "i0 1 a; i0 2 b; i0 3 c; i0 4 d; i0 5 e; p 6 → f" },
		{ "1. a\n2) b\n123456789. c\n1234567890. d\n", "n0 1 a; n0 2 b; n0 3 c; p 4 1234567890. d" },
		{ "-no\n*no\n1.no\n•no\n–  no\n1 . no\n", "p 1 -no; p 2 *no; p 3 1.no; p 4 •no; i0 5 no; p 6 1 . no" },
		{ "-   wide\n-\ttab\n•\xC2\xA0hard\n", "i0 1 wide; i0 2 tab; i0 3 hard" },
		{ "-\n- \n1.\n", "i0 1; i0 2; n0 3" },
		{ "- [ ] open\n- [x] done\n- [z] neither\n- [x]\n", "i0 1 open; i0 2 done; i0 3 [z] neither; i0 4" },
		{ "12", "p 1 12" },
	};
	(void)state;
	CHECK_CASES(sl_text_blocks, cases);
}

static void indented_lines_go_on_with_an_item(void **state)
{
	static const block_case cases[] = {
		{ "- a\n  more\n\tmore\nnot\n", "i0 1-3 a/  more/\tmore; p 4 not" },
		{ "- a\n\n  apart\n", "i0 1 a; p 3 apart" },
		{ "-\n  late\n", "i0 1-2 late" },
		{ "  - a\n  not\n\t- b\n\tnot\n", "i0 1 a; p 2 not; i0 3 b; p 4 not" },
		{ "one\n  two\n", "p 1 one; p 2 two" },
		{ "- a\nnot\n  nor this\n", "i0 1 a; p 2 not; p 3 nor this" },
	};
	(void)state;
	CHECK_CASES(sl_text_blocks, cases);
}

static void deeper_markers_nest(void **state)
{
	static const block_case cases[] = {
		{ "- a\n  - b\n    - c\n  - d\n- e\n", "i0 1 a; i1 2 b; i2 3 c; i1 4 d; i0 5 e" },
		{ "  - a\n  - b\n", "i0 1 a; i0 2 b" },
		{ "- a\n - b\n", "i0 1 a; i0 2 b" },
		{ "- a\n\t1. b\n\n  - c\n", "i0 1 a; n1 2 b; i1 4 c" },
		{ "- a\nText\n  - b\n", "i0 1 a; p 2 Text; i0 3 b" },
	};
	(void)state;
	CHECK_CASES(sl_text_blocks, cases);
}

static void comments_and_rules_say_nothing(void **state)
{
	static const block_case cases[] = {
		{ "<!-- note -->\none\n  <!-- a --> <!-- b -->  \n", "c 1; p 2 one; c 3" },
		{ "<!-- over\n\nlines -->\none\n", "c 1-3; p 4 one" },
		{ "<!-- a --> text\ntext <!-- b -->\n", "p 1 <!-- a --> text; p 2 text" },
		{ "<!-- open\none\n", "p 1 <!-- open; p 2 one" },
		{ "<!-- a\nb --> text\n<!-- c -->\n", "p 1 <!-- a; p 2 b --> text; c 3" },
		{ "<!---->\n<!-->\nx\n", "c 1; c 2; p 3 x" },
		{ "---\n* * *\n=====\n_ __\n--\n", "c 1; c 2; c 3; c 4; p 5 --" },
		{ "- a\n<!-- note -->\n  apart\n", "i0 1 a; c 2; p 3 apart" },
	};
	(void)state;
	CHECK_CASES(sl_text_blocks, cases);
}

static void long_input_ends(void **state)
{
	static const char *const units[][3] = { { "", "x", "" }, { "", "\n", "" }, { "", "\r", "" }, { "", "x\r", "" }, { "", "- a\r\n", "" },
		{ "", "<!--\n", "" }, { "", "<!--\n", "--> x" }, { "", "<!--\n<!--\n--> ", "x" }, { "<!--", "--> <!--", "" }, { "", "- ", "a" },
		{ "- a\n", "  b\n", "" }, { "", " ", "x" }, { "", "-", "x" } };
	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		sl_arena arena;
		sl_blocks blocks = { 0 };
		sl_str text = repeat(units[i][0], units[i][1], units[i][2]);
		sl_arena_init(&arena);
		assert_true(sl_text_blocks(&arena, text, 0, &blocks));
		sl_arena_finish(&arena);
		free((void *)(uintptr_t)text.data);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_a_block),
		cmocka_unit_test(lines_end_in_three_ways),
		cmocka_unit_test(a_start_within_the_text_is_kept_to),
		cmocka_unit_test(markers_make_items),
		cmocka_unit_test(indented_lines_go_on_with_an_item),
		cmocka_unit_test(deeper_markers_nest),
		cmocka_unit_test(comments_and_rules_say_nothing),
		cmocka_unit_test(long_input_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
