/* SPDX-License-Identifier: Apache-2.0
 * wide.h - 32 bytes at a time, for processors that can (AVX2: since about 2013). Who uses it has a form for all others besides, and
 * tests/base/test_find.c holds both to the same answers.
 */
#ifndef SL_BASE_WIDE_H
#define SL_BASE_WIDE_H

#include <stdbool.h>

/* True where the processor has what SL_WIDE functions need: asked once, before main. Tests turn it off. */
extern bool sl_cpu_wide;

/* Compiled anew wherever it is used, and so for the processor that its user is for. */
#if defined(__GNUC__)
#define SL_ALWAYS_INLINE __attribute__((always_inline))
/* Seldom run within what is run often, whose registers it must not take. */
#define SL_APART __attribute__((noinline))
#else
#define SL_ALWAYS_INLINE
#define SL_APART
#endif

#if defined(__x86_64__) && defined(__GNUC__)
#define SL_HAS_WIDE

#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#define SL_WIDE __attribute__((target("avx2,bmi,popcnt")))

SL_WIDE static inline __m256i sl_wide_load(const char *bytes)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)bytes);
}

SL_WIDE static inline uint32_t sl_wide_bits(__m256i vector)
{
	return (uint32_t)_mm256_movemask_epi8(vector);
}

/* Bytes from `low` to `high`, both of them below 0x80. */
SL_WIDE static inline __m256i sl_wide_between(__m256i bytes, char low, char high)
{
	__m256i from_low = _mm256_sub_epi8(bytes, _mm256_set1_epi8(low));
	return _mm256_cmpeq_epi8(_mm256_min_epu8(from_low, _mm256_set1_epi8((char)(high - low))), from_low);
}

/* Bytes that the table holds, each at the place that its lower half says, which no two of them may have in common. Elsewhere it holds 0, but at its first place
   what is no NUL. */
SL_WIDE static inline __m256i sl_wide_in(__m128i table, __m256i bytes)
{
	return _mm256_cmpeq_epi8(_mm256_shuffle_epi8(_mm256_broadcastsi128_si256(table), bytes), bytes);
}

/* \t \n \v \f \r and the space. */
SL_WIDE static inline __m256i sl_wide_white(__m256i bytes)
{
	return sl_wide_in(_mm_setr_epi8(' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', '\v', '\f', '\r', 0, 0), bytes);
}

/* \ ` * _ ~ [ &: with the < and white space, what sl_find_markup finds. */
SL_WIDE static inline __m256i sl_wide_marks(__m256i bytes)
{
	return sl_wide_in(_mm_setr_epi8('`', 0, 0, 0, 0, 0, '&', 0, 0, 0, '*', '[', '\\', 0, '~', '_'), bytes);
}

SL_WIDE static inline __m256i sl_wide_line_ends(__m256i bytes)
{
	return sl_wide_in(_mm_setr_epi8(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, '\n', 0, 0, '\r', 0, 0), bytes);
}

/* Letters and digits of ASCII: those from `a` or `0` on, moved to the smallest numbers that there are with a sign. */
SL_WIDE static inline __m256i sl_wide_word(__m256i bytes)
{
	__m256i letters = _mm256_add_epi8(_mm256_or_si256(bytes, _mm256_set1_epi8(0x20)), _mm256_set1_epi8((char)(-128 - 'a')));
	__m256i digits = _mm256_add_epi8(bytes, _mm256_set1_epi8((char)(-128 - '0')));
	return _mm256_or_si256(_mm256_cmpgt_epi8(_mm256_set1_epi8(-128 + 26), letters), _mm256_cmpgt_epi8(_mm256_set1_epi8(-128 + 10), digits));
}

/* Most headings and items are shorter than 32 bytes, and what stands behind them must not be read: their beginning goes into the lower half and their end into
   the upper one, each `step` bytes, which may be the same ones in part. sl_wide_join puts a mask of both in order. */
SL_WIDE static inline __m256i sl_wide_short(const char *bytes, size_t size, unsigned *step)
{
	__m128i low, high;
	if (size >= 16) {
		*step = 16;
		low = _mm_loadu_si128((const __m128i *)(const void *)bytes);
		high = _mm_loadu_si128((const __m128i *)(const void *)(bytes + size - 16));
	} else if (size >= 8) {
		*step = 8;
		low = _mm_loadl_epi64((const __m128i *)(const void *)bytes);
		high = _mm_loadl_epi64((const __m128i *)(const void *)(bytes + size - 8));
	} else if (size >= 4) {
		int first, last;
		*step = 4;
		memcpy(&first, bytes, 4);
		memcpy(&last, bytes + size - 4, 4);
		low = _mm_cvtsi32_si128(first);
		high = _mm_cvtsi32_si128(last);
	} else {
		unsigned all = 0;
		for (size_t i = 0; i < size; i++)
			all |= (unsigned)(unsigned char)bytes[i] << 8 * i;
		*step = (unsigned)size;
		low = high = _mm_cvtsi32_si128((int)all);
	}
	return _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1);
}

static inline uint32_t sl_wide_join(uint32_t mask, size_t size, unsigned step)
{
	uint32_t part = (UINT32_C(1) << step) - 1;
	return (mask & part) | (mask >> 16 & part) << (size - step);
}

#endif
#endif
