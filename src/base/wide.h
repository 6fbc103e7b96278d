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
#else
#define SL_ALWAYS_INLINE
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

/* Classes of bytes, as bits: those that the table of the lower half of a byte and the table of its upper half have in common. None for what is not ASCII. */
typedef struct sl_wide_table {
	char low[16];
	char high[16];
} sl_wide_table;

SL_WIDE static inline __m256i sl_wide_classes(const sl_wide_table *table, __m256i bytes)
{
	__m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table->low));
	__m256i high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table->high));
	__m256i upper = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
	return _mm256_and_si256(_mm256_shuffle_epi8(low, bytes), _mm256_shuffle_epi8(high, upper));
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
