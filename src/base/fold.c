/* SPDX-License-Identifier: Apache-2.0
 * fold.c - case folding and NFC through utf8proc, with a short way for ASCII.
 */
#include "base/fold.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

static bool fold_ascii(sl_str text, sl_buffer *into)
{
	if (!sl_buffer_reserve(into, (size_t)text.size))
		return false;
	char *out = into->data;
	bool space = false;
	for (size_t i = 0; i < text.size; i++) {
		char c = text.data[i];
		if (c == ' ' || (c >= '\t' && c <= '\r')) {
			space = out > into->data;
			continue;
		}
		if (space)
			*out++ = ' ';
		space = false;
		*out++ = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	*out = '\0';
	into->size = (size_t)(out - into->data);
	return true;
}

/* Writes decoded code points with white space runs as one space. */
static void append_folded(const utf8proc_int32_t *points, utf8proc_ssize_t count, sl_buffer *into)
{
	bool space = false;
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		uint32_t c = (uint32_t)points[i];
		if (sl_is_space(c)) {
			space = into->size > 0;
			continue;
		}
		if (space)
			sl_buffer_append_char(into, ' ');
		space = false;
		sl_buffer_append_codepoint(into, c);
	}
}

bool sl_fold(sl_str text, sl_buffer *into)
{
	sl_buffer_clear(into);
	if (sl_is_ascii(text))
		return fold_ascii(text, into);
	if (text.size > INT32_MAX / 8)
		return false;
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD;
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text.data;
	utf8proc_ssize_t capacity = (utf8proc_ssize_t)text.size * 3 + 4;
	utf8proc_int32_t stack[256], *points = stack;
	if (capacity > 256)
		points = malloc((size_t)capacity * sizeof(*points));
	if (!points)
		return false;
	utf8proc_ssize_t count = utf8proc_decompose(bytes, (utf8proc_ssize_t)text.size, points, capacity, options);
	/* Folding first and composing after may leave what a second folding would change (U+0345 and such): D145 folds between two
	   normalisations; STABLE with CASEFOLD does that in one. */
	if (count >= 0 && count <= capacity)
		count = utf8proc_normalize_utf32(points, count, options);
	bool good = count >= 0 && count <= capacity;
	if (good)
		append_folded(points, count, into);
	if (points != stack)
		free(points);
	if (good && !into->data)
		good = sl_buffer_reserve(into, 0);
	return good && !into->failed;
}

uint64_t sl_hash(sl_str text)
{
	/* Eight bytes at a time, multiply and fold (after wyhash): good spread, no table, the same on every run. */
	uint64_t hash = UINT64_C(0x9E3779B97F4A7C15) ^ text.size;
	size_t at = 0, size = (size_t)text.size;
	while (at < size) {
		uint64_t word = 0;
		size_t step = size - at < 8 ? size - at : 8;
		memcpy(&word, text.data + at, step);
		hash = (hash ^ word) * UINT64_C(0xD6E8FEB86659FD93);
		hash ^= hash >> 32;
		at += step;
	}
	hash *= UINT64_C(0xD6E8FEB86659FD93);
	return hash ^ (hash >> 32);
}

bool sl_fold_equal(sl_str a, sl_str b, bool *failed)
{
	if (sl_str_equal(a, b))
		return true;
	sl_buffer left, right;
	sl_buffer_init(&left);
	sl_buffer_init(&right);
	bool equal = false;
	if (!sl_fold(a, &left) || !sl_fold(b, &right))
		*failed = true;
	else
		equal = sl_str_equal(sl_buffer_str(&left), sl_buffer_str(&right));
	sl_buffer_finish(&left);
	sl_buffer_finish(&right);
	return equal;
}
