/* SPDX-License-Identifier: Apache-2.0
 * test_find.c - what goes many bytes at a time gives what one byte at a time gives: texts of all lengths, at all places.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/find.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "narrow.h"

#define LONGEST 150
#define TEXTS 20000

/* The same texts in every run. */
static uint32_t state;
static uint32_t next_number(uint32_t below)
{
	state = state * UINT32_C(1664525) + UINT32_C(1013904223);
	return (state >> 8) % below;
}

/* Words, and now and then one of `others`. */
static sl_str make(char *bytes, const char *others)
{
	size_t size = next_number(LONGEST);
	for (size_t i = 0; i < size; i++) {
		uint32_t kind = next_number(40);
		bytes[i] = kind == 0 ? others[next_number((uint32_t)strlen(others))] : kind < 8 ? ' ' : kind < 12 ? 'Q' : (char)('a' + kind % 26);
	}
	return (sl_str){ bytes, size };
}

static bool is_white(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void finds_line_ends(void **unused)
{
	char bytes[LONGEST];
	(void)unused;
	for (int i = 0; i < TEXTS; i++) {
		sl_str text = make(bytes, "\n\r\v\x8A");
		size_t from = next_number((uint32_t)text.size + 1), want = from;
		while (want < text.size && bytes[want] != '\n' && bytes[want] != '\r')
			want++;
		assert_int_equal(sl_find_line_end(bytes, from, (size_t)text.size), want);
		assert_int_equal(sl_find_either(bytes, from, (size_t)text.size, '\r', '\n'), want);
	}
}

static void finds_markup(void **unused)
{
	char bytes[LONGEST];
	(void)unused;
	for (int i = 0; i < TEXTS; i++) {
		sl_str text = make(bytes, "\\`*_~[<&]!^\t\n\v\f\r\x08\x0E\xAA\xDB");
		size_t from = next_number((uint32_t)text.size + 1), want = from;
		for (; want < text.size; want++) {
			char c = bytes[want];
			bool single = c == ' ' && (want + 1 == text.size || bytes[want + 1] != ' ');
			if ((is_white(c) && !single) || (c && strchr("\\`*_~[<&", c)))
				break;
		}
		assert_int_equal(sl_find_markup(bytes, from, (size_t)text.size), want);
	}
}

static void counts_words(void **unused)
{
	char bytes[LONGEST];
	(void)unused;
	for (int i = 0; i < TEXTS; i++) {
		sl_str text = make(bytes, "\t\n-(.,@[`{/:09");
		uint32_t want = 0;
		bool inside = false;
		for (size_t at = 0; at < text.size; at++) {
			char c = bytes[at];
			bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
			want += word && !inside;
			inside = !is_white(c) && (inside || word);
		}
		assert_int_equal(sl_word_count(text), want);
	}
}

static void folds_ascii(void **unused)
{
	char bytes[LONGEST], want[LONGEST], have[LONGEST + 1];
	(void)unused;
	for (int i = 0; i < TEXTS; i++) {
		sl_str text = make(bytes, "\t\r\n  @AZ[`az{");
		size_t size = 0;
		for (size_t at = 0; at < text.size; at++) {
			char c = bytes[at];
			if (!is_white(c))
				want[size++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
			else if (size && want[size - 1] != ' ')
				want[size++] = ' ';
		}
		size -= size && want[size - 1] == ' ';
		have[text.size] = '!'; /* no byte past as many as the text has is written */
		assert_int_equal(sl_fold_ascii(text, have), size);
		assert_memory_equal(have, want, size);
		assert_int_equal(have[text.size], '!');
		bool simple = text.size == 0 || sl_fold_simple(text, have);
		if (simple && text.size)
			assert_memory_equal(have, want, size);
		assert_true(!simple || size == text.size);
		assert_int_equal(have[text.size], '!');
	}
}

static void finds_bytes_that_are_no_text(void **unused)
{
	char bytes[LONGEST];
	(void)unused;
	for (size_t size = 1; size < LONGEST; size++) {
		for (size_t bad = 0; bad < size; bad++) {
			memset(bytes, 'a', size);
			assert_int_equal(sl_utf8_check((sl_str){ bytes, size }), size);
			bytes[bad] = '\0';
			assert_int_equal(sl_utf8_check((sl_str){ bytes, size }), bad);
			bytes[bad] = '\x80';
			assert_int_equal(sl_utf8_check((sl_str){ bytes, size }), bad);
		}
	}
}

static void folds_labels_at_once(void **unused)
{
	char bytes[LONGEST], have[LONGEST];
	(void)unused;
	for (size_t size = 1; size < LONGEST; size++) {
		for (size_t i = 0; i < size; i++)
			bytes[i] = i % 7 == 3 && i + 1 < size ? ' ' : (char)('A' + i % 26);
		sl_str text = { bytes, size };
		assert_true(sl_fold_simple(text, have));
		for (size_t i = 0; i < size; i++)
			assert_int_equal(have[i], bytes[i] == ' ' ? ' ' : bytes[i] + 32);
		for (size_t i = 0; i < size; i++) {
			char before = bytes[i];
			bytes[i] = '\xC3';
			assert_false(sl_fold_simple(text, have));
			bytes[i] = ' ';
			bool joined = i == 0 || i + 1 == size || bytes[i - 1] == ' ' || bytes[i + 1] == ' ';
			assert_int_equal(sl_fold_simple(text, have), !joined);
			bytes[i] = before;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		both(finds_line_ends),
		both(finds_markup),
		both(counts_words),
		both(folds_ascii),
		both(folds_labels_at_once),
		both(finds_bytes_that_are_no_text),
	};
	was_wide = sl_cpu_wide;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
