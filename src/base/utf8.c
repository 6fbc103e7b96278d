/* SPDX-License-Identifier: Apache-2.0
 * utf8.c - checking, decoding and counting UTF-8. ASCII, nearly all of most documents, goes eight bytes at a time.
 */
#include "base/utf8.h"

#include "base/buffer.h"
#include "base/wide.h"

#include <utf8proc.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define HIGH_BITS UINT64_C(0x8080808080808080)
#define LOW_BITS UINT64_C(0x0101010101010101)

static uint64_t load8(const char *bytes)
{
	uint64_t word;
	memcpy(&word, bytes, sizeof(word));
	return word;
}

/* True where one of the eight bytes is 0 or not ASCII. (Subtraction borrows only out of a zero byte, so no zero is missed.) */
static bool has_zero_or_high(uint64_t word)
{
	return (((word - LOW_BITS) | word) & HIGH_BITS) != 0;
}

/* Length of the valid sequence at `p` (RFC 3629, section 4), 0 where there is none. */
static size_t sequence(const unsigned char *p, size_t left)
{
	if (p[0] < 0x80)
		return p[0] != 0;
	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	size_t size = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (left < size)
		return 0;
	unsigned char low = 0x80, high = 0xBF;
	if (p[0] == 0xE0)
		low = 0xA0;
	else if (p[0] == 0xED)
		high = 0x9F;
	else if (p[0] == 0xF0)
		low = 0x90;
	else if (p[0] == 0xF4)
		high = 0x8F;
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < size; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	}
	return size;
}

#ifdef __SSE2__

/* How many of the bytes, 32 at a time, are ASCII and not NUL. */
static size_t count_ascii(const char *bytes, size_t size)
{
	size_t at = 0;
	for (; size - at >= 32; at += 32) {
		__m128i a = _mm_loadu_si128((const __m128i *)(const void *)(bytes + at));
		__m128i b = _mm_loadu_si128((const __m128i *)(const void *)(bytes + at + 16));
		__m128i zero = _mm_cmpeq_epi8(_mm_min_epu8(a, b), _mm_setzero_si128());
		if (_mm_movemask_epi8(_mm_or_si128(zero, _mm_or_si128(a, b))))
			break;
	}
	return at;
}

#else

static size_t count_ascii(const char *bytes, size_t size)
{
	(void)bytes;
	(void)size;
	return 0;
}

#endif

#ifdef SL_HAS_WIDE

/* How many bytes from `at` on, 32 at a time and then those that are left, are ASCII and not NUL. */
SL_WIDE static size_t count_ascii_wide(sl_str text, size_t at)
{
	size_t size = (size_t)text.size, start = at;
	while (size - at >= 32 || (at < size && size >= 32)) {
		size_t from = size - at >= 32 ? at : size - 32; /* the last 32 go over bytes that were seen */
		__m256i bytes = sl_wide_load(text.data + from);
		if (sl_wide_bits(_mm256_or_si256(bytes, _mm256_cmpeq_epi8(bytes, _mm256_setzero_si256()))))
			break;
		at = from + 32;
	}
	return at - start;
}

#endif

size_t sl_utf8_check(sl_str text)
{
	size_t size = (size_t)text.size, at = 0;
	while (at < size) {
#ifdef SL_HAS_WIDE
		at += sl_cpu_wide ? count_ascii_wide(text, at) : count_ascii(text.data + at, size - at);
#else
		at += count_ascii(text.data + at, size - at);
#endif
		while (size - at >= 8 && !has_zero_or_high(load8(text.data + at)))
			at += 8;
		if (at == size)
			break;
		/* Where one character is not ASCII the next is often none either. */
		do {
			size_t step = sequence((const unsigned char *)text.data + at, size - at);
			if (step == 0)
				return at;
			at += step;
		} while (at < size && (unsigned char)text.data[at] >= 0x80);
	}
	return size;
}

bool sl_is_ascii(sl_str text)
{
	size_t size = (size_t)text.size, at = 0;
	for (; size - at >= 8; at += 8) {
		if (load8(text.data + at) & HIGH_BITS)
			return false;
	}
	for (; at < size; at++) {
		if ((unsigned char)text.data[at] >= 0x80)
			return false;
	}
	return true;
}

uint32_t sl_utf8_next(sl_str text, size_t *at)
{
	const unsigned char *p = (const unsigned char *)text.data + *at;
	size_t left = (size_t)text.size - *at;
	if (p[0] < 0x80) {
		*at += 1;
		return p[0];
	}
	if (p[0] < 0xE0 && left >= 2) {
		*at += 2;
		return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
	}
	if (p[0] < 0xF0 && left >= 3) {
		*at += 3;
		return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
	}
	if (left >= 4) {
		*at += 4;
		return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
	}
	*at += 1; /* cut off: callers hand in valid text, but nothing may run away */
	return 0xFFFD;
}

size_t sl_utf8_count(sl_str text)
{
	size_t size = (size_t)text.size, at = 0, continuations = 0;
	for (; size - at >= 8; at += 8) {
		uint64_t word = load8(text.data + at);
		/* A continuation byte is 10xxxxxx: high bit set, next bit clear. */
		continuations += (size_t)__builtin_popcountll(word & ~(word << 1) & HIGH_BITS);
	}
	for (; at < size; at++)
		continuations += ((unsigned char)text.data[at] & 0xC0) == 0x80;
	return size - continuations;
}

bool sl_is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
	    c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool sl_is_word(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
	case UTF8PROC_CATEGORY_SM:
	case UTF8PROC_CATEGORY_SC:
	case UTF8PROC_CATEGORY_SK:
	case UTF8PROC_CATEGORY_SO:
	case UTF8PROC_CATEGORY_CN:
		return true;
	default:
		return false;
	}
}

/* Control characters, and the marks that turn the direction of writing: they could forge what a person sees. */
static bool is_hidden(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
	    (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

void sl_append_visible(struct sl_buffer *buffer, sl_str text, size_t limit)
{
	size_t at = 0, written = 0;
	bool space = false;
	while (at < text.size) {
		uint32_t c = sl_utf8_next(text, &at);
		if (sl_is_space(c)) {
			space = written > 0;
			continue;
		}
		if (written + space >= limit) {
			sl_buffer_append(buffer, SL_LIT("…"));
			return;
		}
		if (space)
			sl_buffer_append_char(buffer, ' ');
		written += space;
		space = false;
		if (is_hidden(c))
			sl_buffer_printf(buffer, "U+%04X", (unsigned)c);
		else
			sl_buffer_append_codepoint(buffer, c);
		written++;
	}
}
