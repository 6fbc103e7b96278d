/* SPDX-License-Identifier: Apache-2.0
 * test_text.c - places in texts, counted three ways, and texts that change.
 */
#include "lsp/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void expect_place(sl_text *text, uint32_t offset, sl_encoding encoding, uint32_t line, uint32_t character)
{
	sl_place place = sl_text_where(text, offset, encoding);
	assert_int_equal(place.line, line);
	assert_int_equal(place.character, character);
	assert_int_equal(sl_text_offset(text, place, encoding), offset);
}

static void test_three_encodings(void **state)
{
	(void)state;
	sl_text text;
	sl_text_init(&text);
	assert_true(sl_text_set(&text, SL_LIT("a\xC3\xA9\xF0\x9F\xA6\x89x\r\n\xE2\x82\xACy\rz\n"))); /* aé🦉x, €y, z */
	expect_place(&text, 7, SL_UTF8, 0, 7);
	expect_place(&text, 7, SL_UTF16, 0, 4);
	expect_place(&text, 7, SL_UTF32, 0, 3);
	expect_place(&text, 3, SL_UTF16, 0, 2);
	expect_place(&text, 8, SL_UTF16, 0, 5);
	expect_place(&text, 13, SL_UTF16, 1, 1);
	expect_place(&text, 13, SL_UTF8, 1, 3);
	expect_place(&text, 15, SL_UTF16, 2, 0);
	expect_place(&text, 17, SL_UTF16, 3, 0);
	sl_text_finish(&text);
}

static uint32_t offset(sl_text *text, uint32_t line, uint32_t character, sl_encoding encoding)
{
	return sl_text_offset(text, (sl_place){ line, character }, encoding);
}

static void test_places_that_are_none(void **state)
{
	(void)state;
	sl_text text;
	sl_text_init(&text);
	assert_true(sl_text_set(&text, SL_LIT("\xF0\x9F\xA6\x89\r\nb")));
	assert_int_equal(offset(&text, 0, 1, SL_UTF16), 0);
	assert_int_equal(offset(&text, 0, 3, SL_UTF8), 0);
	assert_int_equal(offset(&text, 0, 99, SL_UTF16), 4);
	assert_int_equal(offset(&text, 0, UINT32_MAX, SL_UTF8), 4);
	assert_int_equal(offset(&text, 1, 9, SL_UTF16), 7);
	assert_int_equal(offset(&text, 2, 0, SL_UTF16), 7);
	assert_int_equal(offset(&text, UINT32_MAX, UINT32_MAX, SL_UTF16), 7);
	/* Between CR and LF, within a character, behind the end. */
	assert_int_equal(sl_text_where(&text, 5, SL_UTF16).character, 2);
	assert_int_equal(sl_text_where(&text, 2, SL_UTF16).character, 0);
	assert_int_equal(sl_text_where(&text, 999, SL_UTF16).line, 1);
	sl_text_finish(&text);
}

static void test_empty(void **state)
{
	(void)state;
	sl_text text;
	sl_text_init(&text);
	assert_int_equal(sl_text_where(&text, 0, SL_UTF16).line, 0);
	assert_int_equal(offset(&text, 3, 3, SL_UTF16), 0);
	assert_true(sl_text_set(&text, (sl_str){ NULL, 0 }));
	assert_int_equal(text.line_count, 1);
	assert_int_equal(offset(&text, 0, 0, SL_UTF16), 0);
	assert_true(sl_text_replace(&text, (sl_span){ 0, 0 }, SL_LIT("\n")));
	assert_int_equal(text.line_count, 2);
	assert_true(sl_text_replace(&text, (sl_span){ 0, 1 }, SL_LIT("")));
	assert_int_equal(text.line_count, 1);
	sl_text_finish(&text);
}

static void expect_same(const sl_text *found, const sl_text *expected)
{
	assert_int_equal(found->bytes.size, expected->bytes.size);
	if (found->bytes.size)
		assert_memory_equal(found->bytes.data, expected->bytes.data, found->bytes.size);
	assert_int_equal(found->line_count, expected->line_count);
	assert_memory_equal(found->lines, expected->lines, found->line_count * sizeof(*found->lines));
}

/* Whatever is put where, the lines are those of the text as a whole; and places that are asked for in between change nothing. */
static void test_random_changes(void **state)
{
	static const char *const pieces[] = { "", "\r", "\n", "\r\n", "a", "\xC3\xA9", "\xF0\x9F\xA6\x89", "x\ry\nz\r\n", "\n\r", "\r\r\n\n" };
	(void)state;
	srand(7);
	for (unsigned round = 0; round < 300; round++) {
		sl_text text, whole;
		sl_text_init(&text);
		sl_text_init(&whole);
		assert_true(sl_text_set(&text, SL_LIT("")));
		for (unsigned step = 0; step < 60; step++) {
			sl_encoding encoding = (sl_encoding)(rand() % 3);
			uint32_t a = offset(&text, (uint32_t)rand() % 8, (uint32_t)rand() % 6, encoding), b = offset(&text, (uint32_t)rand() % 8, (uint32_t)rand() % 6, encoding);
			if (rand() % 2)
				b = a;
			assert_true(sl_text_replace(&text, a < b ? (sl_span){ a, b } : (sl_span){ b, a }, sl_str_of(pieces[(unsigned)rand() % 10])));
			assert_true(sl_text_set(&whole, sl_text_str(&text)));
			expect_same(&text, &whole);
			sl_place place = sl_text_where(&text, (uint32_t)text.bytes.size / 2, encoding), fresh = sl_text_where(&whole, (uint32_t)text.bytes.size / 2, encoding);
			assert_int_equal(place.line, fresh.line);
			assert_int_equal(place.character, fresh.character);
		}
		sl_text_finish(&text);
		sl_text_finish(&whole);
	}
}

/* One line of a million characters, asked about from its beginning to its end: no character is counted twice. */
static void test_long_line(void **state)
{
	(void)state;
	sl_text text;
	sl_buffer bytes;
	sl_text_init(&text);
	sl_buffer_init(&bytes);
	for (unsigned i = 0; i < 1000000; i++)
		sl_buffer_append(&bytes, SL_LIT("\xF0\x9F\xA6\x89"));
	assert_true(sl_text_set(&text, sl_buffer_str(&bytes)));
	for (uint32_t at = 0; at < 4000000; at += 4)
		assert_int_equal(sl_text_where(&text, at, SL_UTF16).character, at / 2);
	sl_text_finish(&text);
	sl_buffer_finish(&bytes);
}

/* Places of a long line, asked for in no order, and after changes in the midst of it. */
static void test_long_line_in_no_order(void **state)
{
	(void)state;
	static const char *const pieces[] = { "x", "\xC3\xA9", "\xE8\xAF\xAD", "\xF0\x9F\xA6\x89" };
	static char bytes[80000] = "first\n";
	sl_text text;
	size_t size = strlen(bytes);
	for (uint32_t i = 1; size + 8 < sizeof(bytes); i = i * 1103515245u + 12345u)
		size += (size_t)snprintf(bytes + size, sizeof(bytes) - size, "%s", pieces[i >> 16 & 3]);
	sl_text_init(&text);
	assert_true(sl_text_set(&text, (sl_str){ bytes, size }));
	for (uint32_t round = 0; round < 400; round++) {
		sl_encoding encoding = (sl_encoding)(round % 3);
		uint32_t at = 6 + round * 7919u % 70000u, characters = 0;
		while (((unsigned char)text.bytes.data[at] & 0xC0) == 0x80)
			at++;
		if (round % 5 == 4)
			assert_true(sl_text_replace(&text, (sl_span){ at, at }, SL_LIT("\xF0\x9F\xA6\x89y")));
		for (uint32_t i = 6; i < at; i++) {
			unsigned char c = (unsigned char)text.bytes.data[i];
			characters += encoding == SL_UTF8 ? 1 : (c & 0xC0) == 0x80 ? 0 : encoding == SL_UTF16 && c >= 0xF0 ? 2 : 1;
		}
		sl_place found = sl_text_where(&text, at, encoding);
		assert_int_equal(found.line, 1);
		assert_int_equal(found.character, characters);
		assert_int_equal(sl_text_offset(&text, found, encoding), at);
	}
	sl_text_finish(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_three_encodings), cmocka_unit_test(test_places_that_are_none), cmocka_unit_test(test_empty),
		cmocka_unit_test(test_random_changes), cmocka_unit_test(test_long_line), cmocka_unit_test(test_long_line_in_no_order) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
