/* SPDX-License-Identifier: Apache-2.0
 * test_text.c - UTF-8, folding, distances: what every comparison rests on.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/distance.h"
#include "base/fold.h"
#include "base/utf8.h"

static void check_finds_the_first_bad_byte(void **state)
{
	(void)state;
	assert_int_equal(sl_utf8_check(SL_LIT("")), 0);
	assert_int_equal(sl_utf8_check(SL_LIT("plain ASCII, more than eight bytes")), 34);
	assert_int_equal(sl_utf8_check(SL_LIT("Tülu 语言 😀")), sizeof("Tülu 语言 😀") - 1);
	assert_int_equal(sl_utf8_check(SL_LIT("abcdefgh\0ijk")), 8);
	assert_int_equal(sl_utf8_check(SL_LIT("ab\xff")), 2);
	assert_int_equal(sl_utf8_check(SL_LIT("ab\xc0\xaf")), 2);         /* overlong */
	assert_int_equal(sl_utf8_check(SL_LIT("ab\xed\xa0\x80")), 2);     /* surrogate */
	assert_int_equal(sl_utf8_check(SL_LIT("ab\xf4\x90\x80\x80")), 2); /* past U+10FFFF */
	assert_int_equal(sl_utf8_check(SL_LIT("abc\xe2\x82")), 3);        /* cut off */
}

static void check_agrees_with_a_slow_one_at_every_offset(void **state)
{
	(void)state;
	char bytes[40];
	for (size_t at = 0; at < 32; at++) {
		memset(bytes, 'x', sizeof(bytes));
		bytes[at] = '\0';
		assert_int_equal(sl_utf8_check((sl_str){ bytes, 32 }), at);
		bytes[at] = '\x80';
		assert_int_equal(sl_utf8_check((sl_str){ bytes, 32 }), at);
		bytes[at] = '\x01';
		assert_int_equal(sl_utf8_check((sl_str){ bytes, 32 }), 32);
	}
}

static void counts_code_points_and_words(void **state)
{
	(void)state;
	assert_int_equal(sl_utf8_count(SL_LIT("aé语😀b")), 5);
	assert_int_equal(sl_utf8_count(SL_LIT("ééééééééé")), 9);
	assert_int_equal(sl_word_count(SL_LIT("")), 0);
	assert_int_equal(sl_word_count(SL_LIT("  one,  two\tthree-four \n – five! ")), 4);
	assert_int_equal(sl_word_count(SL_LIT("- * --- ##")), 0);
	assert_int_equal(sl_word_count(SL_LIT("one\u00a0two\u2003three")), 3);
	assert_int_equal(sl_word_count(SL_LIT("机器学习 AI")), 5);
	assert_int_equal(sl_word_count(SL_LIT("مرحبا بالعالم")), 2);
}

/* Character by character, without any look at several bytes at once. */
static uint32_t slow_word_count(sl_str text)
{
	uint32_t words = 0;
	bool inside = false;
	for (size_t at = 0; at < text.size;) {
		uint32_t c = sl_utf8_next(text, &at);
		words += !inside && sl_is_word(c);
		inside = !sl_is_space(c) && (inside || sl_is_word(c));
	}
	return words;
}

static void word_count_agrees_with_the_slow_one(void **state)
{
	static const char *const pieces[] = { "a", "b", "Z", "9", " ", " ", "\n", "\t", "(", ".", "-", "\"", "é", "\u00a0", "–", "م" };
	char bytes[700];
	uint32_t seed = 1;
	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t size = 0, kinds = round % 3 ? sizeof(pieces) / sizeof(*pieces) - 4 : sizeof(pieces) / sizeof(*pieces);
		for (int i = 0; i < round % 300; i++) {
			seed = seed * 1664525u + 1013904223u;
			const char *piece = pieces[(seed >> 16) % (round % 2 ? kinds : 6)];
			memcpy(bytes + size, piece, strlen(piece));
			size += strlen(piece);
		}
		sl_str text = { bytes, size };
		assert_int_equal(sl_word_count(text), slow_word_count(text));
	}
}

static void visible_text_hides_nothing(void **state)
{
	(void)state;
	sl_buffer out;
	sl_buffer_init(&out);
	sl_append_visible(&out, SL_LIT("a \x1b[31m\n b\u202e c"), 60);
	assert_string_equal(out.data, "a U+001B[31m bU+202E c");
	sl_buffer_clear(&out);
	sl_append_visible(&out, SL_LIT("abcdefgh"), 4);
	assert_string_equal(out.data, "abcd…");
	sl_buffer_finish(&out);
}

static void assert_folds(const char *text, const char *folded)
{
	sl_buffer out;
	sl_buffer_init(&out);
	assert_true(sl_fold(sl_str_of(text), &out));
	assert_string_equal(out.data, folded);
	sl_buffer_finish(&out);
}

static void folding_ignores_case_form_and_space(void **state)
{
	(void)state;
	bool failed = false;
	assert_folds("", "");
	assert_folds("  Open \t\n SCIENCE ", "open science");
	assert_folds("Open\u00a0Science", "open science");
	assert_folds("Cafe\u0301", "caf\u00e9");
	assert_folds("STRASSE ẞß", "strasse ssss");
	assert_folds("ΑΣ", "ασ");
	assert_true(sl_fold_equal(SL_LIT("TÜLU"), SL_LIT("tu\u0308lu"), &failed));
	assert_false(sl_fold_equal(SL_LIT("tulu"), SL_LIT("tülu"), &failed));
	assert_false(failed);
}

static void distance_knows_transpositions_and_limits(void **state)
{
	(void)state;
	assert_int_equal(sl_distance(SL_LIT("summary"), SL_LIT("summary"), 0), 0);
	assert_int_equal(sl_distance(SL_LIT("sumary"), SL_LIT("summary"), 2), 1);
	assert_int_equal(sl_distance(SL_LIT("usmmary"), SL_LIT("summary"), 2), 1);
	assert_int_equal(sl_distance(SL_LIT("ab"), SL_LIT("ba"), 1), 1);
	assert_int_equal(sl_distance(SL_LIT("topics"), SL_LIT("tonic"), 2), 2);
	assert_int_equal(sl_distance(SL_LIT("kitten"), SL_LIT("sitting"), 3), 3);
	assert_int_equal(sl_distance(SL_LIT("kitten"), SL_LIT("sitting"), 2), UINT32_MAX);
	assert_int_equal(sl_distance(SL_LIT(""), SL_LIT("abc"), 3), 3);
	assert_int_equal(sl_distance(SL_LIT("语言模型"), SL_LIT("语言模"), 1), 1);
}

/* The plain quadratic algorithm, as a reference. */
static uint32_t slow_distance(const char *a, size_t n, const char *b, size_t m)
{
	uint32_t d[12][12];
	for (uint32_t i = 0; i <= n; i++)
		d[i][0] = i;
	for (uint32_t j = 0; j <= m; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= n; i++) {
		for (size_t j = 1; j <= m; j++) {
			uint32_t best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
			best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				best = d[i - 2][j - 2] + 1 < best ? d[i - 2][j - 2] + 1 : best;
			d[i][j] = best;
		}
	}
	return d[n][m];
}

static void distance_agrees_with_the_slow_one(void **state)
{
	(void)state;
	uint64_t seed = 42;
	for (int round = 0; round < 20000; round++) {
		char a[10], b[10];
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		size_t n = (seed >> 33) % 10, m = (seed >> 40) % 10;
		for (size_t i = 0; i < n; i++)
			a[i] = (char)('a' + ((seed >> (i * 3)) & 3));
		for (size_t i = 0; i < m; i++)
			b[i] = (char)('a' + ((seed >> (i * 3 + 20)) & 3));
		uint32_t expected = slow_distance(a, n, b, m);
		for (uint32_t limit = 0; limit < 6; limit++) {
			uint32_t got = sl_distance((sl_str){ a, n }, (sl_str){ b, m }, limit);
			assert_int_equal(got, expected <= limit ? expected : UINT32_MAX);
		}
	}
}

static void nearest_name_is_a_suggestion(void **state)
{
	(void)state;
	static const char *const names[] = { "rules", "types", "documents" };
	assert_string_equal(sl_nearest_name(SL_LIT("rule"), names, 3), "rules");
	assert_string_equal(sl_nearest_name(SL_LIT("Documnets"), names, 3), "documents");
	assert_null(sl_nearest_name(SL_LIT("severity"), names, 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_finds_the_first_bad_byte),
		cmocka_unit_test(check_agrees_with_a_slow_one_at_every_offset),
		cmocka_unit_test(counts_code_points_and_words),
		cmocka_unit_test(word_count_agrees_with_the_slow_one),
		cmocka_unit_test(visible_text_hides_nothing),
		cmocka_unit_test(folding_ignores_case_form_and_space),
		cmocka_unit_test(distance_knows_transpositions_and_limits),
		cmocka_unit_test(distance_agrees_with_the_slow_one),
		cmocka_unit_test(nearest_name_is_a_suggestion),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
