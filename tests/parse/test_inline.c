/* SPDX-License-Identifier: Apache-2.0
 * test_inline.c - inline content without its markup, and the way back into the document.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "block_notation.h"
#include "parse/inline.h"

typedef bool plain_function(sl_arena *arena, sl_str document, sl_span span, sl_plain *out);

typedef struct plain_case {
	const char *source;
	const char *text;
	const char *span; /* the bytes that the text's span covers */
} plain_case;

/* Every range of the text has a span within the text's, and where the document has the same bytes there, it is those. */
static bool maps_back(sl_str document, const sl_plain *plain)
{
	uint32_t size = (uint32_t)plain->text.size;
	for (uint32_t from = 0; from < size; from++) {
		sl_span one = sl_plain_span(plain, from, from + 1), rest = sl_plain_span(plain, from, size);
		uint32_t source = sl_plain_source(plain, from);
		if (one.start != source || one.end <= one.start || one.start < plain->span.start || one.end > plain->span.end)
			return false;
		if (rest.start != source || rest.end != plain->span.end)
			return false;
		if (one.end - one.start == 1 && plain->text.data[from] != ' ' && document.data[source] != plain->text.data[from])
			return false;
	}
	sl_span whole = sl_plain_span(plain, 0, size);
	return sl_plain_source(plain, size) == plain->span.end && (size == 0 || whole.start == plain->span.start);
}

static bool plain_is(plain_function *function, const plain_case *expected)
{
	size_t size = strlen(expected->source);
	char *copy = malloc(size + 4);
	assert_non_null(copy);
	memcpy(copy, "xx", 2);
	memcpy(copy + 2, expected->source, size);
	memcpy(copy + 2 + size, "yy", 2);
	sl_str document = { copy, size + 4 };
	sl_arena arena;
	sl_plain plain = { 0 };
	sl_arena_init(&arena);
	bool good = function(&arena, document, (sl_span){ 2, (uint32_t)size + 2 }, &plain);
	sl_str span = sl_str_slice(document.data, plain.span);
	good = good && sl_str_is(plain.text, expected->text) && sl_str_is(span, expected->span) && maps_back(document, &plain);
	if (!good)
		print_error("of \"%s\": expected \"%s\" from \"%s\", got \"%.*s\" from \"%.*s\"%s\n", expected->source, expected->text, expected->span,
		    SL_ARG(plain.text), SL_ARG(span), maps_back(document, &plain) ? "" : ", and the way back is wrong");
	sl_arena_finish(&arena);
	free(copy);
	return good;
}

static unsigned failing_plain(plain_function *function, const plain_case *cases, size_t count)
{
	unsigned failing = 0;
	for (size_t i = 0; i < count; i++)
		failing += !plain_is(function, &cases[i]);
	return failing;
}

#define CHECK_PLAIN(function, cases) assert_int_equal(failing_plain(function, cases, sizeof(cases) / sizeof(*(cases))), 0)

static void text_without_markup_is_a_slice(void **state)
{
	static const char *const texts[] = { "Open Science", "AI/ML: a (short) note - really!", "Tülu 语言", "a] b}", "" };
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		sl_arena arena;
		sl_plain plain;
		sl_str document = sl_str_of(texts[i]);
		sl_arena_init(&arena);
		assert_true(sl_markdown_plain(&arena, document, (sl_span){ 0, (uint32_t)document.size }, &plain));
		assert_ptr_equal(plain.text.data, document.data);
		assert_int_equal(plain.text.size, document.size);
		assert_null(plain.pieces);
		assert_null(arena.blocks);
		sl_arena_finish(&arena);
	}
}

static void emphasis(void **state)
{
	static const plain_case cases[] = {
		{ "**Open Science**", "Open Science", "Open Science" },
		{ "a *b* c", "a b c", "a *b* c" },
		{ "*a **b***", "a b", "a **b" },
		{ "***a** b*", "a b", "a** b" },
		{ "snake_case_name", "snake_case_name", "snake_case_name" },
		{ "_a_ __b__ a_b_", "a b a_b_", "a_ __b__ a_b_" },
		{ "un*frigging*believable", "unfriggingbelievable", "un*frigging*believable" },
		{ "2 * 3 * 4", "2 * 3 * 4", "2 * 3 * 4" },
		{ "**a", "**a", "**a" },
		{ "a**", "a**", "a**" },
		{ "*a**b*", "a**b", "a**b" },
		{ "**a*b**", "a*b", "a*b" },
		{ "*a _b* c_", "a _b c_", "a _b* c_" },
		{ "“*a*”", "“a”", "“*a*”" },
		{ "a*“b”*c", "a*“b”*c", "a*“b”*c" },
		{ "*£*a", "*£*a", "*£*a" },
		{ "~~gone~~ ~one~ ~~~no~~~ ~~a~", "gone one ~~~no~~~ ~~a~", "gone~~ ~one~ ~~~no~~~ ~~a~" },
		{ "~5 and ~6", "~5 and ~6", "~5 and ~6" },
		{ "****", "****", "****" },
		{ "*é*", "é", "é" },
	};
	(void)state;
	CHECK_PLAIN(sl_markdown_plain, cases);
}

static void code_escapes_and_entities(void **state)
{
	static const plain_case cases[] = {
		{ "`a *b*`", "a *b*", "a *b*" },
		{ "`` a`b `` c", "a`b c", "a`b `` c" },
		{ "``a`", "``a`", "``a`" },
		{ "`a` ``b` c`", "a ``b c", "a` ``b` c" },
		{ "`\\` a", "\\ a", "\\` a" },
		{ "`a\n b`", "a b", "a\n b" },
		{ "\\*a\\* \\a \\\\", "*a* \\a \\", "*a\\* \\a \\\\" },
		{ "*a\\*", "*a*", "*a\\*" },
		{ "AI &amp; ML", "AI & ML", "AI &amp; ML" },
		{ "&copy;&#38;&#x26;", "©&&", "&copy;&#38;&#x26;" },
		{ "&#0;&#xD800;&#1114112;", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", "&#0;&#xD800;&#1114112;" },
		{ "&nothing; &amp &; &#; &#x; &#12345678;", "&nothing; &amp &; &#; &#x; &#12345678;", "&nothing; &amp &; &#; &#x; &#12345678;" },
		{ "&#42;a&#42;", "*a*", "&#42;a&#42;" },
		{ "&nbsp;a&nbsp;", "a", "a" },
		{ "a&nbsp;b&#32;&#32;c", "a\xC2\xA0" "b c", "a&nbsp;b&#32;&#32;c" },
		{ "a &amp;&nbsp;", "a &", "a &amp;" },
		{ "\xC2\xA0*a*\xC2\xA0", "a", "a" },
	};
	(void)state;
	CHECK_PLAIN(sl_markdown_plain, cases);
}

static void links_and_html(void **state)
{
	static const plain_case cases[] = {
		{ "[Open *Science*](http://a.b)", "Open Science", "Open *Science" },
		{ "a [b](<c d> \"e\") f", "a b f", "a [b](<c d> \"e\") f" },
		{ "[a](b (c) d)", "[a](b (c) d)", "[a](b (c) d)" },
		{ "[a](b(c)d 'e')", "a", "a" },
		{ "[a]()", "a", "a" },
		{ "[a][b] [c][]", "a c", "a][b] [c" },
		{ "[a] [b]", "[a] [b]", "[a] [b]" },
		{ "a[^1][^2]", "a[^1][^2]", "a[^1][^2]" },
		{ "![a *b*](c)", "a b", "a *b" },
		{ "[a [b](c) d](e)", "[a b d](e)", "[a [b](c) d](e)" },
		{ "[![a](b)](c)", "a", "a" },
		{ "*[a*](b)", "*a*", "*[a*" },
		{ "[a`](b)`", "[a](b)", "[a`](b)" },
		{ "<http://a.b/*c*> <d@e.fg>", "http://a.b/*c* d@e.fg", "http://a.b/*c*> <d@e.fg" },
		{ "a <b>c</b> <i x='y>' z>d</i>", "a c d", "a <b>c</b> <i x='y>' z>d" },
		{ "a<br>b<br />c", "a b c", "a<br>b<br />c" },
		{ "a <!-- b --> c <?d?> <!E> <![CDATA[f]]>", "a c", "a <!-- b --> c" },
		{ "a <!-- b", "a <!-- b", "a <!-- b" },
		{ "1 < 2 <3> <a", "1 < 2 <3> <a", "1 < 2 <3> <a" },
		{ "<!-- all -->", "", "" },
	};
	(void)state;
	CHECK_PLAIN(sl_markdown_plain, cases);
}

static void white_space_is_one_space(void **state)
{
	static const plain_case cases[] = {
		{ "a\nb", "a b", "a\nb" },
		{ "a  \n   b\\\nc", "a b c", "a  \n   b\\\nc" },
		{ "a\r\nb\rc", "a b c", "a\r\nb\rc" },
		{ "a  b\tc", "a b c", "a  b\tc" },
		{ "  a  ", "a", "a" },
		{ "a *  *", "a * *", "a *  *" },
		{ "**a** ", "a", "a" },
		{ "a <b> </b> c", "a c", "a <b> </b> c" },
	};
	(void)state;
	CHECK_PLAIN(sl_markdown_plain, cases);
}

static void plain_text_keeps_its_marks(void **state)
{
	static const plain_case cases[] = {
		{ " *a*  &amp; ", "*a*  &amp;", "*a*  &amp;" },
		{ "a \n\t b\r\nc\rd", "a b c d", "a \n\t b\r\nc\rd" },
		{ "\n a\n", "a", "a" },
		{ "a\n\xC2\xA0\nb", "a b", "a\n\xC2\xA0\nb" },
		{ "", "", "" },
	};
	(void)state;
	CHECK_PLAIN(sl_text_plain, cases);
}

static void ranges_take_markup_along(void **state)
{
	sl_arena arena;
	sl_plain plain;
	sl_str document = SL_LIT("**Best for:** A &amp; B, C");
	sl_span span;
	(void)state;
	sl_arena_init(&arena);
	assert_true(sl_markdown_plain(&arena, document, (sl_span){ 0, (uint32_t)document.size }, &plain));
	assert_true(sl_str_is(plain.text, "Best for: A & B, C"));
	assert_int_equal(sl_plain_source(&plain, 8), 10); /* the colon */
	span = sl_plain_span(&plain, 0, 8);
	assert_true(sl_str_is(sl_str_slice(document.data, span), "Best for"));
	span = sl_plain_span(&plain, 10, 13);
	assert_true(sl_str_is(sl_str_slice(document.data, span), "A &amp;"));
	span = sl_plain_span(&plain, 10, 15);
	assert_true(sl_str_is(sl_str_slice(document.data, span), "A &amp; B"));
	span = sl_plain_span(&plain, 13, 13); /* the place behind the ampersand */
	assert_int_equal(span.start, 21);
	assert_int_equal(span.end, 21);
	sl_arena_finish(&arena);
}

static void long_input_ends(void **state)
{
	static const char *const units[][3] = { { "", "*", "" }, { "", "*a", "" }, { "", "*a ", "" }, { "", "a* ", "" }, { "", "*a_ ", "" },
		{ "", "*a **b ", "" }, { "", "a**b*c ", "" }, { "", "_a__b", "" }, { "", "~a ", "" }, { "", "~~a", "" }, { "", "`", "" },
		{ "", "`a``b", "" }, { "", "``a` ", "" }, { "", "[", "" }, { "", "[a", "" }, { "", "[a](", "" }, { "", "[a](b", "" },
		{ "", "[a](b \"", "" }, { "", "[a](<b", "" }, { "", "[a][", "" }, { "", "![", "[a](b)" }, { "", "[a](b)", "" }, { "", "![[]()", "" },
		{ "", "]", "" }, { "[a](", "(", "" }, { "[a](", "\\(", "" }, { "", "<", "" }, { "", "<!--", "" }, { "", "<!-- a --", "" }, { "", "<?", "" },
		{ "", "<!A", "" }, { "", "<![CDATA[", "" }, { "", "<a b='", "" }, { "", "<a b=\"' ", "" }, { "<a", " b", "" }, { "", "<a:b", "" },
		{ "<", "a.", "@b" }, { "<a@b", ".c", "" }, { "", "&", "" }, { "", "&amp;", "" }, { "", "&#", "" }, { "", "\\", "" }, { "a", " ", "*b*" },
		{ "*a*", "\n", "b" }, { "", "a \n", "" }, { "*a* ", "\xC2\xA0", "" }, { "`a`", "b", "" } };
	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		sl_arena arena;
		sl_plain plain;
		sl_str text = repeat(units[i][0], units[i][1], units[i][2]);
		sl_arena_init(&arena);
		assert_true(sl_markdown_plain(&arena, text, (sl_span){ 0, (uint32_t)text.size }, &plain));
		assert_true(sl_text_plain(&arena, text, (sl_span){ 0, (uint32_t)text.size }, &plain));
		sl_arena_finish(&arena);
		free((void *)(uintptr_t)text.data);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_without_markup_is_a_slice),
		cmocka_unit_test(emphasis),
		cmocka_unit_test(code_escapes_and_entities),
		cmocka_unit_test(links_and_html),
		cmocka_unit_test(white_space_is_one_space),
		cmocka_unit_test(plain_text_keeps_its_marks),
		cmocka_unit_test(ranges_take_markup_along),
		cmocka_unit_test(long_input_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
