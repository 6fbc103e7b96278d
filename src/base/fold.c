/* SPDX-License-Identifier: Apache-2.0
 * fold.c - case folding and NFC through utf8proc, with a short way for ASCII.
 */
#include "base/fold.h"

#include "base/utf8.h"
#include "base/wide.h"

#include <stdlib.h>
#include <utf8proc.h>

#ifdef __SSE2__
#include <emmintrin.h>

/* Folds 16 bytes. False where there is white space in them that is not a single space between others. */
static bool fold_block(const char *bytes, char *out)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)bytes);
	__m128i from_tab = _mm_sub_epi8(v, _mm_set1_epi8('\t'));
	__m128i white = _mm_cmpeq_epi8(_mm_min_epu8(from_tab, _mm_set1_epi8('\r' - '\t')), from_tab);
	unsigned spaces = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')));
	if (_mm_movemask_epi8(white) || (spaces & ((spaces >> 1) | 0x8001u)))
		return false;
	__m128i capital = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('A' - 1)), _mm_cmplt_epi8(v, _mm_set1_epi8('Z' + 1)));
	_mm_storeu_si128((__m128i *)(void *)out, _mm_or_si128(v, _mm_and_si128(capital, _mm_set1_epi8(0x20))));
	return true;
}

#else

static bool fold_block(const char *bytes, char *out)
{
	(void)bytes;
	(void)out;
	return false;
}

#endif

#ifdef SL_HAS_WIDE

/* True where there is nothing to fold but capitals: ASCII, and no white space that is not a single space. `next`: a space follows. */
SL_WIDE static inline bool is_simple(uint32_t spaces, uint32_t next, uint32_t others)
{
	return !(others | (spaces & (spaces >> 1 | next << 31)));
}

SL_WIDE static inline uint32_t odd_bytes(__m256i bytes)
{
	return sl_wide_bits(_mm256_or_si256(bytes, sl_wide_between(bytes, '\t', '\r')));
}

SL_WIDE static inline __m256i small_letters(__m256i bytes)
{
	return _mm256_or_si256(bytes, _mm256_and_si256(sl_wide_between(bytes, 'A', 'Z'), _mm256_set1_epi8(0x20)));
}

SL_WIDE static inline void store_short(__m256i bytes, char *into, size_t size, unsigned step)
{
	__m128i low = _mm256_castsi256_si128(bytes), high = _mm256_extracti128_si256(bytes, 1);
	if (step == 16) {
		_mm_storeu_si128((__m128i *)(void *)into, low);
		_mm_storeu_si128((__m128i *)(void *)(into + size - 16), high);
		return;
	}
	uint64_t first = (uint64_t)_mm_cvtsi128_si64(low), last = (uint64_t)_mm_cvtsi128_si64(high);
	if (step == 8) {
		memcpy(into, &first, 8);
		memcpy(into + size - 8, &last, 8);
	} else if (step == 4) {
		memcpy(into, &first, 4);
		memcpy(into + size - 4, &last, 4);
	} else {
		for (size_t i = 0; i < size; i++)
			into[i] = (char)(first >> 8 * i);
	}
}

SL_WIDE static bool fold_wide(sl_str text, char *into)
{
	const __m256i space = _mm256_set1_epi8(' ');
	size_t size = (size_t)text.size, at = 0;
	if (size == 0 || text.data[0] == ' ' || text.data[size - 1] == ' ')
		return size == 0;
	if (size < 32) {
		unsigned step;
		__m256i bytes = sl_wide_short(text.data, size, &step);
		uint32_t spaces = sl_wide_join(sl_wide_bits(_mm256_cmpeq_epi8(bytes, space)), size, step);
		if (!is_simple(spaces, 0, odd_bytes(bytes)))
			return false;
		store_short(small_letters(bytes), into, size, step);
		return true;
	}
	while (at < size) {
		size_t from = size - at >= 32 ? at : size - 32;
		__m256i bytes = sl_wide_load(text.data + from);
		uint32_t next = from + 32 < size && text.data[from + 32] == ' ';
		if (!is_simple(sl_wide_bits(_mm256_cmpeq_epi8(bytes, space)), next, odd_bytes(bytes)))
			return false;
		_mm256_storeu_si256((__m256i *)(void *)(into + from), small_letters(bytes));
		at = from + 32;
	}
	return true;
}

#endif

bool sl_fold_simple(sl_str text, char *into)
{
#ifdef SL_HAS_WIDE
	if (sl_cpu_wide)
		return fold_wide(text, into);
#endif
	return sl_is_ascii(text) && sl_fold_ascii(text, into) == text.size;
}

size_t sl_fold_ascii(sl_str text, char *into)
{
	char *out = into;
	bool space = false;
	for (size_t at = 0, size = (size_t)text.size; at < size;) {
		size_t end = size - at >= 16 ? at + 16 : size;
		/* A space held back, and the block, are no longer than what was read. */
		if (end - at == 16 && fold_block(text.data + at, out + space)) {
			if (space)
				*out = ' ';
			out += 16 + space;
			space = false;
			at = end;
			continue;
		}
		for (; at < end; at++) {
			char c = text.data[at];
			if (c == ' ' || (c >= '\t' && c <= '\r')) {
				space = out > into;
				continue;
			}
			if (space)
				*out++ = ' ';
			space = false;
			*out++ = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
		}
	}
	return (size_t)(out - into);
}

/* *simple: there was nothing to fold but capitals. False when memory is short. */
static bool fold_simple(sl_str text, sl_buffer *into, bool *simple)
{
	sl_buffer_clear(into);
	if (!sl_buffer_reserve(into, (size_t)text.size))
		return false;
	*simple = sl_fold_simple(text, into->data);
	into->size = *simple ? (size_t)text.size : 0;
	into->data[into->size] = '\0';
	return true;
}

static bool fold_ascii(sl_str text, sl_buffer *into)
{
	into->size = sl_fold_ascii(text, into->data);
	into->data[into->size] = '\0';
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
	bool simple;
	if (!fold_simple(text, into, &simple))
		return false;
	if (simple)
		return true;
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

static uint64_t load8(const char *bytes)
{
	uint64_t word;
	memcpy(&word, bytes, sizeof(word));
	return word;
}

/* The last `step` bytes, fewer than eight, with zeros behind them: without a call of memcpy where that is easy. */
static uint64_t load_less(sl_str text, size_t step)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	if (text.size >= 8)
		return load8(text.data + text.size - 8) >> 8 * (8 - step);
#endif
	uint64_t word = 0;
	memcpy(&word, text.data + text.size - step, step);
	return word;
}

uint64_t sl_hash(sl_str text)
{
	/* Eight bytes at a time, multiply and fold (after wyhash): good spread, no table, the same on every run. */
	uint64_t hash = UINT64_C(0x9E3779B97F4A7C15) ^ text.size;
	size_t at = 0, size = (size_t)text.size;
	while (at < size) {
		size_t step = size - at < 8 ? size - at : 8;
		uint64_t word = step == 8 ? load8(text.data + at) : load_less(text, step);
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
