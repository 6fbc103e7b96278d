/* SPDX-License-Identifier: Apache-2.0
 * find.c - searches for the first byte of some kind.
 */
#include "base/find.h"

#include "base/wide.h"

#include <stdbool.h>
#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

enum { MARKUP = 1, SPACE = 2 };

static const unsigned char classes[256] = { ['\\'] = MARKUP, ['`'] = MARKUP, ['*'] = MARKUP, ['_'] = MARKUP, ['~'] = MARKUP, ['['] = MARKUP,
	['<'] = MARKUP, ['&'] = MARKUP, ['\t'] = MARKUP, ['\n'] = MARKUP, ['\v'] = MARKUP, ['\f'] = MARKUP, ['\r'] = MARKUP, [' '] = SPACE };

static bool is_markup(const char *text, size_t at, size_t end)
{
	unsigned char class = classes[(unsigned char)text[at]];
	return class == MARKUP || (class == SPACE && at + 1 < end && text[at + 1] == ' ');
}

#ifdef __SSE2__

static __m128i load(const char *bytes)
{
	return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

static __m128i is(__m128i bytes, char c)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

static unsigned bits(__m128i vector)
{
	return (unsigned)_mm_movemask_epi8(vector);
}

static unsigned line_ends(const char *bytes)
{
	__m128i v = load(bytes);
	return bits(_mm_or_si128(is(v, '\n'), is(v, '\r')));
}

static unsigned markup(const char *bytes)
{
	__m128i v = load(bytes);
	/* From '\t' on, as an unsigned number: at most four for \t \n \v \f \r. */
	__m128i from_tab = _mm_sub_epi8(v, _mm_set1_epi8('\t'));
	__m128i found = _mm_cmpeq_epi8(_mm_min_epu8(from_tab, _mm_set1_epi8('\r' - '\t')), from_tab);
	found = _mm_or_si128(found, _mm_or_si128(is(v, '\\'), is(v, '`')));
	found = _mm_or_si128(found, _mm_or_si128(is(v, '*'), is(v, '_')));
	found = _mm_or_si128(found, _mm_or_si128(is(v, '~'), is(v, '[')));
	found = _mm_or_si128(found, _mm_or_si128(is(v, '<'), is(v, '&')));
	unsigned spaces = bits(is(v, ' '));
	/* What stands behind the last byte is not known here: a space there is worth a look. */
	return bits(found) | (spaces & ((spaces >> 1) | 0x8000u));
}

#endif

#ifdef SL_HAS_WIDE

SL_WIDE static inline uint32_t wide_either(__m256i bytes, char one, char other)
{
	return sl_wide_bits(
	    _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(one)), _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(other))));
}

SL_WIDE SL_ALWAYS_INLINE static inline size_t find_either_wide(const char *text, size_t from, size_t end, char one, char other)
{
	unsigned step;
	uint32_t found;
	for (; end - from >= 32; from += 32) {
		found = wide_either(sl_wide_load(text + from), one, other);
		if (found)
			return from + (unsigned)__builtin_ctz(found);
	}
	__m256i rest = sl_wide_short(text + from, end - from, &step);
	found = sl_wide_join(wide_either(rest, one, other), end - from, step);
	return found ? from + (unsigned)__builtin_ctz(found) : end;
}

SL_WIDE static size_t find_line_end_wide(const char *text, size_t from, size_t end)
{
	return find_either_wide(text, from, end, '\n', '\r');
}

SL_WIDE static size_t find_any_wide(const char *text, size_t from, size_t end, char one, char other)
{
	return find_either_wide(text, from, end, one, other);
}

SL_WIDE static inline uint32_t wide_spaces(__m256i bytes)
{
	return sl_wide_bits(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(' ')));
}

/* All of it but for spaces. */
SL_WIDE static inline uint32_t wide_markup(__m256i bytes)
{
	__m256i controls = sl_wide_between(bytes, '\t', '\r'), angle = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('<'));
	return sl_wide_bits(_mm256_or_si256(_mm256_or_si256(sl_wide_marks(bytes), angle), controls));
}

SL_WIDE static size_t find_markup_wide(const char *text, size_t from, size_t end)
{
	unsigned step;
	uint32_t spaces, found;
	for (; end - from >= 32; from += 32) {
		__m256i bytes = sl_wide_load(text + from);
		spaces = wide_spaces(bytes);
		uint32_t next = end - from > 32 && text[from + 32] == ' ';
		found = wide_markup(bytes) | (spaces & (spaces >> 1 | next << 31));
		if (found)
			return from + (unsigned)__builtin_ctz(found);
	}
	__m256i bytes = sl_wide_short(text + from, end - from, &step);
	spaces = sl_wide_join(wide_spaces(bytes), end - from, step);
	found = sl_wide_join(wide_markup(bytes), end - from, step) | (spaces & spaces >> 1);
	return found ? from + (unsigned)__builtin_ctz(found) : end;
}

#endif

size_t sl_find_either(const char *text, size_t from, size_t end, char one, char other)
{
#ifdef SL_HAS_WIDE
	if (sl_cpu_wide)
		return find_any_wide(text, from, end, one, other);
#endif
	while (from < end && text[from] != one && text[from] != other)
		from++;
	return from;
}

size_t sl_find_line_end(const char *text, size_t from, size_t end)
{
#ifdef SL_HAS_WIDE
	if (sl_cpu_wide)
		return find_line_end_wide(text, from, end);
#endif
#ifdef __SSE2__
	for (; end - from >= 16; from += 16) {
		unsigned found = line_ends(text + from);
		if (found)
			return from + (unsigned)__builtin_ctz(found);
	}
#endif
	while (from < end && !is_line_end(text[from]))
		from++;
	return from;
}

size_t sl_find_markup(const char *text, size_t from, size_t end)
{
#ifdef SL_HAS_WIDE
	if (sl_cpu_wide)
		return find_markup_wide(text, from, end);
#endif
#ifdef __SSE2__
	while (end - from >= 16) {
		unsigned found = markup(text + from);
		if (!found) {
			from += 16;
			continue;
		}
		from += (unsigned)__builtin_ctz(found);
		if (is_markup(text, from, end))
			return from;
		from++;
	}
#endif
	while (from < end && !is_markup(text, from, end))
		from++;
	return from;
}
