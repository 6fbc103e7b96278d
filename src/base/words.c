/* SPDX-License-Identifier: Apache-2.0
 * words.c - counting words. Every paragraph and item of every document is counted, so ASCII goes 64 bytes at a time.
 */
#include "base/utf8.h"

#include "base/wide.h"
#include "base/words.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Scripts written without spaces between words: each character counts as a word, as word processors count them. */
static bool is_ideograph(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
	    (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* 1: word character, 2: white space, 0: other, of ASCII. */
static const unsigned char ascii_class[128] = {
	['\t'] = 2, ['\n'] = 2, ['\v'] = 2, ['\f'] = 2, ['\r'] = 2, [' '] = 2,
	['0'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	['A'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	['a'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
};

typedef struct counter {
	uint32_t words;
	bool fresh; /* no word character was seen since the last white space */
} counter;

/* Takes the character at *at. True where a word begins with it. */
static inline bool take(sl_str text, size_t *at, bool *fresh)
{
	unsigned char byte = (unsigned char)text.data[*at];
	if (byte < 0x80) {
		unsigned char class = ascii_class[byte];
		bool begins = class == 1 && *fresh;
		*fresh = class == 2 || (*fresh && class == 0);
		(*at)++;
		return begins;
	}
	uint32_t c = sl_utf8_next(text, at);
	if (sl_is_space(c) || is_ideograph(c)) {
		*fresh = true;
		return !sl_is_space(c);
	}
	bool begins = *fresh && sl_is_word(c);
	*fresh = *fresh && !begins;
	return begins;
}

/* Counts from *at on, to byte `end` or a little past it. */
static void count_each(counter *count, sl_str text, size_t *at, size_t end)
{
	while (*at < end)
		count->words += take(text, at, &count->fresh);
}

SL_APART sl_word_walk sl_words_walk(sl_str text, size_t block, size_t at, bool fresh)
{
	size_t end = text.size - block < 64 ? (size_t)text.size : block + 64;
	uint64_t starts = 0;
	if (at < block)
		at = block;
	while (at < end) {
		size_t place = at;
		starts |= (uint64_t)take(text, &at, &fresh) << (place - block);
	}
	return (sl_word_walk){ .at = at, .fresh = fresh, .starts = starts };
}

#ifdef __SSE2__

/* Fewer bytes are counted sooner one by one. */
#define SHORTEST_BLOCK 8

/* A bit for each of 64 bytes. */
typedef struct classes {
	uint64_t spaces;
	uint64_t word; /* letters and digits */
	uint64_t high; /* not ASCII */
} classes;

/* As many as a 64-bit word has set; the compiler's own would be a call where the processor is not known to count. */
static uint32_t count_bits(uint64_t word)
{
	word -= word >> 1 & UINT64_C(0x5555555555555555);
	word = (word & UINT64_C(0x3333333333333333)) + (word >> 2 & UINT64_C(0x3333333333333333));
	word = (word + (word >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
	return (uint32_t)(word * UINT64_C(0x0101010101010101) >> 56);
}

static uint64_t bits(__m128i vector)
{
	return (uint64_t)(uint32_t)_mm_movemask_epi8(vector);
}

/* Bytes within [low, high], of bytes below 0x80 (comparisons are signed). */
static __m128i between(__m128i bytes, char low, char high)
{
	return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(low - 1))), _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)(high + 1))));
}

static classes classify(const char *bytes)
{
	classes out = { 0 };
	for (unsigned i = 0; i < 64; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
		__m128i space = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')), between(v, '\t', '\r'));
		__m128i letter = between(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 'z');
		out.spaces |= bits(space) << i;
		out.word |= bits(_mm_or_si128(letter, between(v, '0', '9'))) << i;
		out.high |= bits(v) << i;
	}
	return out;
}

static void count_block(counter *count, const classes *c)
{
	count->words += count_bits(sl_word_starts(c->spaces, c->word, &count->fresh));
}

static void count_blocks(counter *count, sl_str text, size_t *at)
{
	while (text.size - *at >= 64) {
		classes c = classify(text.data + *at);
		if (c.high) {
			count_each(count, text, at, *at + 64);
			continue;
		}
		count_block(count, &c);
		*at += 64;
	}
	size_t rest = (size_t)text.size - *at;
	if (rest < SHORTEST_BLOCK)
		return;
	/* Most items are shorter than a block: spaces behind them change nothing. */
	char last[64];
	memset(last, ' ', sizeof(last));
	memcpy(last, text.data + *at, rest);
	classes c = classify(last);
	if (!c.high) {
		count_block(count, &c);
		*at += rest;
	}
}

#ifdef SL_HAS_WIDE

SL_WIDE static inline classes classify_wide(__m256i bytes)
{
	return (classes){ sl_wide_bits(sl_wide_white(bytes)), sl_wide_bits(sl_wide_word(bytes)), sl_wide_bits(bytes) };
}

SL_WIDE static inline classes classify_block(const char *bytes)
{
	classes a = classify_wide(sl_wide_load(bytes)), b = classify_wide(sl_wide_load(bytes + 32));
	return (classes){ a.spaces | b.spaces << 32, a.word | b.word << 32, a.high | b.high << 32 };
}

/* The last `rest` bytes of the text, fewer than 64. */
SL_WIDE static inline classes classify_rest(sl_str text, size_t rest)
{
	const char *bytes = text.data + text.size - rest;
	if (text.size >= 64) {
		classes c = classify_block(text.data + text.size - 64);
		return (classes){ c.spaces >> (64 - rest), c.word >> (64 - rest), c.high >> (64 - rest) };
	}
	if (rest >= 32) {
		classes a = classify_wide(sl_wide_load(bytes)), b = classify_wide(sl_wide_load(bytes + rest - 32));
		return (classes){ a.spaces | b.spaces << (rest - 32), a.word | b.word << (rest - 32), a.high | b.high << (rest - 32) };
	}
	unsigned step;
	classes c = classify_wide(sl_wide_short(bytes, rest, &step));
	c.spaces = sl_wide_join((uint32_t)c.spaces, rest, step);
	c.word = sl_wide_join((uint32_t)c.word, rest, step);
	return c;
}

SL_WIDE static uint32_t count_wide(sl_str text)
{
	counter count = { .fresh = true };
	size_t at = 0, size = (size_t)text.size;
	while (size > at) {
		size_t step = size - at < 64 ? size - at : 64;
		classes c = step == 64 ? classify_block(text.data + at) : classify_rest(text, step);
		if (c.high) {
			count_each(&count, text, &at, at + step);
			continue;
		}
		count.words += (uint32_t)__builtin_popcountll(sl_word_starts(c.spaces, c.word, &count.fresh));
		at += step;
	}
	return count.words;
}

#endif

#else

static void count_blocks(counter *count, sl_str text, size_t *at)
{
	(void)count;
	(void)text;
	(void)at;
}

#endif

uint32_t sl_word_count(sl_str text)
{
#ifdef SL_HAS_WIDE
	if (sl_cpu_wide)
		return count_wide(text);
#endif
	counter count = { .fresh = true };
	size_t at = 0;
	count_blocks(&count, text, &at);
	count_each(&count, text, &at, (size_t)text.size);
	return count.words;
}
