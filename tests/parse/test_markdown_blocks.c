/* SPDX-License-Identifier: Apache-2.0
 * test_markdown_blocks.c - Markdown cut into blocks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "block_notation.h"

static void headings(void **state)
{
	static const block_case cases[] = {
		{ "# One\n## Two ##\n   ### Three #  \n###### Six\n", "h1 1 One; h2 2 Two; h3 3 Three; h6 4 Six" },
		{ "#none\n\n####### none\n\n\\# none\n", "p 1 #none; p 3 ####### none; p 5 \\# none" },
		{ "#\n## \n### ###\n#\tTab\n", "h1 1; h2 2; h3 3; h1 4 Tab" },
		{ "# a \\#\n# b#\n# c # d\n# # e #\n", "h1 1 a \\#; h1 2 b#; h1 3 c # d; h1 4 # e" },
		{ "text\n# heading\ntext\n", "p 1 text; h1 2 heading; p 3 text" },
		{ "One\n===\nTwo\nlines\n---  \n", "h1 1-2 One; h2 3-5 Two/lines" },
		{ "One\n=\nTwo\n-\nThree\n    ===\n", "h1 1-2 One; h2 3-4 Two; p 5-6 Three/    ===" },
		{ "===\n\nOne\n= =\n", "p 1 ===; p 3-4 One/= =" },
		{ "One\n--- -\n", "p 1 One; c 2" },
		{ "# a\r\n\r\nb\r\n=\r\n", "h1 1 a; h1 3-4 b" },
		{ "# a\rb\r=\r", "h1 1 a; h1 2-3 b" },
		{ "\xEF\xBB\xBF# a\n", "h1 1 a" },
		{ "# last", "h1 1 last" },
	};
	(void)state;
	CHECK_CASES(sl_markdown_blocks, cases);
}

static void paragraphs(void **state)
{
	static const block_case cases[] = {
		{ "", "" },
		{ " \n\t\n", "" },
		{ "one\ntwo  \n   three\n\nfour\n", "p 1-3 one/two  /   three; p 5 four" },
		{ "   one\n        two\n", "p 1-2 one/        two" },
		{ "***\n- - -\n_ _ _\n--\n", "c 1; c 2; c 3; p 4 --" },
		{ "text\n***\ntext\n", "p 1 text; c 2; p 3 text" },
	};
	(void)state;
	CHECK_CASES(sl_markdown_blocks, cases);
}

static void lists(void **state)
{
	static const block_case cases[] = {
		{ "- a\n* b\n+ c\n1. d\n2) e\n", "i0 1 a; i0 2 b; i0 3 c; n0 4 d; n0 5 e" },
		{ "-a\n\n1.a\n\n1234567890. a\n", "p 1 -a; p 3 1.a; p 5 1234567890. a" },
		{ "- a\n  - b\n    1. c\n- d\n", "i0 1 a; i1 2 b; n2 3 c; i0 4 d" },
		{ "- a\n - b\n  - c\n", "i0 1 a; i0 2 b; i0 3 c" },
		{ "- a\n\n- b\n\n\n- c\n", "i0 1 a; i0 3 b; i0 6 c" },
		{ "- a\n  more\nlazy\n\n  apart\n\nout\n", "i0 1-3 a/  more/lazy; o 5; p 7 out" },
		{ "- a\n\n  b\n  c\n\n  - d\n", "i0 1 a; o 3-4; i1 6 d" },
		{ "text\n2. none\n\ntext\n1. some\n", "p 1-2 text/2. none; p 4 text; n0 5 some" },
		{ "text\n*\n\ntext\n* some\n", "p 1-2 text/*; p 4 text; i0 5 some" },
		{ "- a\n-\n- c\n-\n", "i0 1 a; i0 2; i0 3 c; i0 4" },
		{ "-\n  a\n-\n\n  b\n", "i0 1-2 a; i0 3; p 5 b" },
		{ "- - a\n  - b\n", "i0 1; i1 1 a; i1 2 b" },
		{ "- [ ] a\n- [x] b\n- [X]\tc\n- [y] d\n- [x]e\n- [ ]\n", "i0 1 a; i0 2 b; i0 3 c; i0 4 [y] d; i0 5 [x]e; i0 6" },
		{ "- # a\n- b\n  ===\n- ***\n", "i0 1 a; i0 2-3 b; i0 4; c 4" },
		{ "- ```\n  # a\n  ```\n- > b\n-     c\n", "i0 1; o 1-3; i0 4; o 4; i0 5; o 5" },
		{ "- a\n  <!-- note -->\n- b\n<!-- note -->\n- c\n", "i0 1 a; c 2; i0 3 b; c 4; i0 5 c" },
		{ "- a\n\n  # no heading\n\n  none\n  ---\n", "i0 1 a; o 3; o 5-6" },
		{ "-\ta\n\n\tb\n\n-\t\tc\n", "i0 1 a; o 3; i0 5; o 5" },
		{ "10. a\n    b\n\n    - c\n", "n0 1-2 a/    b; i1 4 c" },
		{ "- a | b\n  --|--\n  c | d\n", "i0 1; o 1-3" },
	};
	(void)state;
	CHECK_CASES(sl_markdown_blocks, cases);
}

static void code_and_html(void **state)
{
	static const block_case cases[] = {
		{ "```\n# a\n\n# b\n```\n# c\n", "o 1-5; h1 6 c" },
		{ "~~~~ info ` ~\n~~~\n```\n~~~~~\n# c\n", "o 1-4; h1 5 c" },
		{ "``` a`b\ntext\n", "p 1-2 ``` a`b/text" },
		{ "text\n```\nopen\n\n# a\n\n", "p 1 text; o 2-5" },
		{ "   ```\n    ```\n   ```\n\n    ```\n", "o 1-3; o 5" },
		{ "    # a\n\n\n    b\n\n# c\n", "o 1-4; h1 6 c" },
		{ "text\n    # a\n", "p 1-2 text/    # a" },
		{ "<div>\n# a\n\n# b\n</div>\n\n", "o 1-2; h1 4 b; o 5" },
		{ "text\n<p>\n\ntext\n<b>\n\n<b>\n# a\n\n", "p 1 text; o 2; p 4-5 text/<b>; o 7-8" },
		{ "<pre>\n\n# a\n</PRE> x\n# b\n", "o 1-4; h1 5 b" },
		{ "<?x\n\n?>\n<!X\n\n>\n<![CDATA[\n\n]]>\n# a\n", "o 1-3; o 4-6; o 7-9; h1 10 a" },
		{ "<b> text\n\n<http://a.b>\n", "p 1 <b> text; p 3 <http://a.b>" },
	};
	(void)state;
	CHECK_CASES(sl_markdown_blocks, cases);
}

static void what_says_nothing(void **state)
{
	static const block_case cases[] = {
		{ "<!-- a -->\n# b\n  <!-- c --> <!-- d -->\n", "c 1; h1 2 b; c 3" },
		{ "text\n<!-- a\n\n# b\n-->\ntext\n", "p 1 text; c 2-5; p 6 text" },
		{ "<!-- a --> text\n\n<!-- b\nc --> text\n", "o 1; o 3-4" },
		{ "<!-- open\n\n# a\n", "o 1-3" },
		{ "[a]: /b\n[c]: <d e> 'f\ng'\n\n[h]:\n/i\n", "c 1-3; c 5-6" },
		{ "[a]: /b\ntext\n", "c 1; p 2 text" },
		{ "[a]: /b\n  text\n===\n", "c 1; h1 2-3 text" },
		{ "[a]: /b\n===\n", "c 1; p 2 ===" },
		{ "[a]: /b\n'no title' x\n", "c 1; p 2 'no title' x" },
		{ "[a]: b c\n\n[a] : b\n\n[]: b\n\n[a]:\n", "p 1 [a]: b c; p 3 [a] : b; p 5 []: b; p 7 [a]:" },
		{ "text\n[a]: /b\n", "p 1-2 text/[a]: /b" },
		{ "- [a]: /b\n- c\n\n  [d]: /e\n", "i0 1; i0 2 c; c 4" },
		{ "![a](b)\n\n[![a](b)](c)\n\n![a][b]\n\n![a\nb](c)\n", "o 1; o 3; o 5; o 7-8" },
		{ "![a](b) text\n\n![a](b) ![c](d)\n\n[a](b)\n\n!a\n", "p 1 ![a](b) text; p 3 ![a](b) ![c](d); p 5 [a](b); p 7 !a" },
	};
	(void)state;
	CHECK_CASES(sl_markdown_blocks, cases);
}

static void quotations(void **state)
{
	static const block_case cases[] = {
		{ "> # a\n> - b\n>\n> c\n\n# d\n", "o 1-4; h1 6 d" },
		{ "> a\nlazy\n# b\n", "o 1-2; h1 3 b" },
		{ "> a\n---\n", "o 1; c 2" },
		{ "> a\n===\n", "o 1-2" },
		{ "> - a\nlazy\n- b\n", "o 1-2; i0 3 b" },
		{ "> ```\na\n", "o 1; p 2 a" },
		{ ">     a\nb\n", "o 1; p 2 b" },
		{ "> a\n    b\n", "o 1-2" },
		{ "> a\n\n> b\n", "o 1; o 3" },
		{ ">>> a\n> b\nc\n", "o 1-3" },
		{ "- a\n  > b\n  > c\n- d\n", "i0 1 a; o 2-3; i0 4 d" },
		{ "    > a\n", "o 1" },
		{ ">\n>\n", "o 1-2" },
	};
	(void)state;
	CHECK_CASES(sl_markdown_blocks, cases);
}

static void tables(void **state)
{
	static const block_case cases[] = {
		{ "| a | b |\n|---|:-:|\n| c |\n# d\n", "o 1-3; h1 4 d" },
		{ "a\\|b | c\n-- | --\nd\n\ne\n", "o 1-3; p 5 e" },
		{ "text\na | b\n--|--\n", "p 1 text; o 2-3" },
		{ "a | b\n--|--|--\n", "p 1-2 a | b/--|--|--" },
		{ "a\n|-|\n", "o 1-2" },
		{ "a\n:-:\n", "o 1-2" },
		{ "a | b\n- | -\n", "p 1 a | b; i0 2 | -" },
		{ "[x]: /y\na | b\n--|--\n", "c 1; o 2-3" },
	};
	(void)state;
	CHECK_CASES(sl_markdown_blocks, cases);
}

static void deep_nesting_is_capped(void **state)
{
	sl_buffer text;
	sl_arena arena;
	sl_blocks blocks = { 0 };
	(void)state;
	sl_buffer_init(&text);
	sl_arena_init(&arena);
	for (unsigned i = 0; i < 150; i++)
		sl_buffer_append(&text, SL_LIT("+ "));
	sl_buffer_append(&text, SL_LIT("a\n\n# b\n"));
	assert_true(sl_markdown_blocks(&arena, sl_buffer_str(&text), 0, &blocks));
	assert_int_equal(blocks.count, 101);
	assert_int_equal(blocks.items[99].depth, 99);
	assert_int_equal(blocks.items[99].text.start, 200);
	assert_int_equal(blocks.items[100].kind, SL_BLOCK_HEADING);
	sl_arena_finish(&arena);
	sl_buffer_finish(&text);
}

static void long_input_ends(void **state)
{
	static const char *const units[][3] = { { "", "x", "" }, { "", "\n", "" }, { "", "\r", "" }, { "", "x\r", "" }, { "", "# x\n", "" },
		{ "", ">", "" }, { "", "> ", "x" }, { "", ">\n", "" }, { "", "- ", "x" }, { "", "- ", "" }, { "", "* - ", "x" }, { "", "1. ", "x" },
		{ "", "-", "x" }, { "", "_ ", "x" }, { "", "=", "x" }, { "", "x\n=\n", "" }, { "", "#", "" }, { "# ", "#", " x" }, { "", "`", "" },
		{ "", "```\n", "" }, { "", "``` `\n", "" }, { "", "[a]: b\n", "" }, { "", "[a]: b 'c\n", "" }, { "", "[a]: b\n\"", "" },
		{ "", "[", "" }, { "", "[a", "" }, { "![", "[", "" }, { "![", "]", "" }, { "![a](", "(", "" }, { "[a]: <", "a", "" },
		{ "", "<", "" }, { "", "<!--\n", "" }, { "<!--\n", "-->x\n<!--", "" }, { "", "<?", "" }, { "<pre>", "</pr", "" },
		{ "", "<a b='", "" }, { "", "<x>\n", "" }, { "", "    x\n", "" }, { "a|b\n-|-\n", "a|b\n", "" }, { "", "a|", "\n-|-" },
		{ "a\n", "-|", "" }, { "", "x\n-|-|-\n", "" }, { "", "-\n", "" }, { "- a\n", "\n", "  b" }, { "", " \t", "x" }, { "> a\n", "b\n", "" },
		{ "", "- a\n  > b\n", "" }, { "", "\\", "" } };
	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		sl_arena arena;
		sl_blocks blocks = { 0 };
		sl_str text = repeat(units[i][0], units[i][1], units[i][2]);
		sl_arena_init(&arena);
		assert_true(sl_markdown_blocks(&arena, text, 0, &blocks));
		sl_arena_finish(&arena);
		free((void *)(uintptr_t)text.data);
	}
}

/* A hundred items deep, every line that follows is held against a hundred containers. */
static void deep_lists_are_long_too(void **state)
{
	static const char *const units[] = { "\n", "x\n", "- \n" };
	char head[512] = "";
	(void)state;
	for (unsigned i = 0; i < 100; i++)
		strcat(head, "- ");
	strcat(head, "a\n");
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		sl_arena arena;
		sl_blocks blocks = { 0 };
		sl_str text = repeat(head, units[i], "");
		sl_arena_init(&arena);
		assert_true(sl_markdown_blocks(&arena, text, 0, &blocks));
		sl_arena_finish(&arena);
		free((void *)(uintptr_t)text.data);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings),
		cmocka_unit_test(paragraphs),
		cmocka_unit_test(lists),
		cmocka_unit_test(code_and_html),
		cmocka_unit_test(what_says_nothing),
		cmocka_unit_test(quotations),
		cmocka_unit_test(tables),
		cmocka_unit_test(deep_nesting_is_capped),
		cmocka_unit_test(long_input_ends),
		cmocka_unit_test(deep_lists_are_long_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
