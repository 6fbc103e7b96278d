/* SPDX-License-Identifier: Apache-2.0
 * test_byte_map.c - a byte map says what a look at the text says: pieces of texts with all that matters in them, of sizes about those of its blocks and
 * about the largest that it is made of.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/byte_map.h"
#include "base/utf8.h"
#include "narrow.h"

#define TEXTS 20000
#define LONGEST 300
#define PIECES 40

/* The same texts in every run. */
static uint32_t state;
static uint32_t next_number(uint32_t below)
{
	state = state * UINT32_C(1664525) + UINT32_C(1013904223);
	return (state >> 8) % below;
}

/* NUL stands for itself. */
static const char *const parts[] = { "", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\v", "\f", "\x01", "\x7f", "\\", "`", "*", "_", "~", "[", "<", "&", "]", "!", ":",
	"(so", "don't", "-", "@", "Z[", "`a", "z{", "/0", "9:", "é", "É", "\u0301", "—", "’", "…", "\u00A0", "\xC2\x85", "\u1680", "\u2003", "\u200B", "\u2028", "\u3000", "漢",
	"か", "ー", "한", "𠀀", "🙂", "\uFF1A", "\uFEFF", "\xC2\x80", "\U0010FFFF" };

/* Words, and `others` times in a hundred something else. Where it would end within a character it gets letters instead. */
static sl_str make(char *bytes, size_t size, uint32_t others)
{
	size_t at = 0;
	while (at < size) {
		const char *part = parts[next_number(sizeof(parts) / sizeof(*parts))];
		size_t length = *part ? strlen(part) : 1;
		if (next_number(100) >= others || length > size - at) {
			bytes[at] = next_number(6) ? (char)('a' + next_number(26)) : ' ';
			length = 1;
		} else {
			memcpy(bytes + at, part, length);
		}
		at += length;
	}
	return (sl_str){ bytes, size };
}

static size_t character(sl_str text, size_t at)
{
	while (at > 0 && at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80)
		at--;
	return at;
}

static void compare(const sl_byte_map *map, sl_str text, size_t from, size_t end)
{
	assert_int_equal(sl_byte_map_line_end(map, from, end), sl_find_line_end(text.data, from, end));
	assert_int_equal(sl_byte_map_markup(map, from, end), sl_find_markup(text.data, from, end));
	from = character(text, from);
	end = character(text, end);
	sl_str piece = { text.data + from, end - from };
	assert_int_equal(sl_byte_map_words(map, piece), sl_word_count(piece));
}

static void compare_pieces(sl_str text, bool made)
{
	sl_arena arena;
	sl_arena_init(&arena);
	sl_byte_map map = sl_byte_map_make(&arena, text);
	assert_int_equal(map.size, made ? text.size : 0);
	bool angle = text.size && memchr(text.data, '<', (size_t)text.size);
	assert_true(made ? map.angle == angle : map.angle);
	bool ascii = made && sl_is_ascii(text) && !memchr(text.data, '\0', (size_t)text.size);
	assert_int_equal(map.ascii, ascii);
	compare(&map, text, 0, (size_t)text.size);
	for (int i = 0; i < PIECES; i++) {
		size_t from = next_number((uint32_t)text.size + 1), left = (size_t)text.size - from;
		compare(&map, text, from, from + next_number((uint32_t)(i % 2 && left > 70 ? 70 : left) + 1));
	}
	sl_arena_finish(&arena);
}

static void answers_as_the_text_does(void **unused)
{
	(void)unused;
	for (int i = 0; i < TEXTS; i++) {
		/* Of just that size, so that a look behind it is seen. */
		size_t size = i < LONGEST ? (size_t)i : next_number(LONGEST);
		char *bytes = malloc(size + !size);
		assert_non_null(bytes);
		sl_str text = make(bytes, size, i % 3 ? (uint32_t)i % 40 : 1);
		compare_pieces(text, size && sl_cpu_wide);
		free(bytes);
	}
}

static void is_not_made_of_large_texts(void **unused)
{
	(void)unused;
	for (size_t size = SL_BYTE_MAP_MOST - 70; size < SL_BYTE_MAP_MOST + 3; size++) {
		char *bytes = malloc(size);
		assert_non_null(bytes);
		sl_str text = make(bytes, size, size % 2 ? 20 : 1);
		compare_pieces(text, size <= SL_BYTE_MAP_MOST && sl_cpu_wide);
		free(bytes);
	}
}

/* What no line ends, or no space stands in, is passed over block by block. */
static void passes_over_what_has_nothing(void **unused)
{
	static const char *const all[] = { "a", " ", ".", "é", "漢", "\u2003", "\n", "\r", "<", "\x01", "\x7F" };
	(void)unused;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		for (size_t count = 1; count < LONGEST; count++) {
			size_t length = strlen(all[i]);
			char *bytes = malloc(count * length);
			assert_non_null(bytes);
			for (size_t at = 0; at < count; at++)
				memcpy(bytes + at * length, all[i], length);
			compare_pieces((sl_str){ bytes, count * length }, sl_cpu_wide);
			free(bytes);
		}
	}
}

/* Any byte but these is no reason to look at all of them for what is no UTF-8. */
static void knows_what_is_ascii(void **unused)
{
	uint64_t numbers[3 * 5];
	char bytes[LONGEST];
	(void)unused;
	for (size_t size = 1; size < LONGEST; size++) {
		memset(bytes, size % 2 ? 'a' : '\x01', size);
		assert_int_equal(sl_byte_map_write(numbers, (sl_str){ bytes, size }).ascii, sl_cpu_wide);
		for (size_t at = 0; at < size; at++) {
			static const char others[] = { '\0', '\x80', '\xFF', '\xC3', '\xF0' };
			char before = bytes[at];
			bytes[at] = others[at % sizeof(others)];
			assert_false(sl_byte_map_write(numbers, (sl_str){ bytes, size }).ascii);
			bytes[at] = before;
		}
	}
}

static void counts_other_texts_as_well(void **unused)
{
	sl_arena arena;
	sl_str text = SL_LIT("one two three");
	(void)unused;
	sl_arena_init(&arena);
	sl_byte_map map = sl_byte_map_make(&arena, text), none = sl_byte_map_none(text.data);
	assert_int_equal(sl_byte_map_words(&map, SL_LIT("four five")), 2);
	assert_int_equal(sl_byte_map_words(&map, (sl_str){ 0 }), 0);
	assert_int_equal(sl_byte_map_words(&map, (sl_str){ text.data + 4, 0 }), 0);
	assert_int_equal(sl_byte_map_words(&map, (sl_str){ text.data + text.size, 0 }), 0);
	assert_int_equal(sl_byte_map_words(&none, text), 3);
	assert_false(sl_cpu_wide && sl_byte_map_may_have_angle(&map, text));
	/* What an entity says is no piece of the text. */
	assert_true(sl_byte_map_may_have_angle(&map, SL_LIT("two <three>")));
	assert_true(sl_byte_map_may_have_angle(&none, text));
	sl_arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		both(answers_as_the_text_does),
		both(is_not_made_of_large_texts),
		both(passes_over_what_has_nothing),
		both(knows_what_is_ascii),
		both(counts_other_texts_as_well),
	};
	was_wide = sl_cpu_wide;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
