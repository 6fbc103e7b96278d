/* SPDX-License-Identifier: Apache-2.0
 * term_memo.h - the labels that were looked up last, byte for byte as they were written: documents of one desk have the same few topics again and again, and
 * those need neither be folded nor looked for in a large vocabulary.
 */
#ifndef SL_CHECK_TERM_MEMO_H
#define SL_CHECK_TERM_MEMO_H

#include "config/vocabulary.h"

#define SL_TERM_MEMO_PLACES 64 /* a power of two: all of it fits the cache next to the core */
#define SL_TERM_MEMO_LEAST 8   /* bytes of a label that is remembered */
#define SL_TERM_MEMO_MOST 40

typedef struct sl_remembered_term {
	const sumlint_vocabulary *vocabulary; /* NULL: free. It lives as long as the checker. */
	uint32_t term;
	uint16_t match;
	uint8_t traits; /* SUMLINT_TERMS_* of the term */
	uint8_t size;
	char text[SL_TERM_MEMO_MOST];
} sl_remembered_term;

typedef struct sl_term_memo {
	sl_remembered_term places[SL_TERM_MEMO_PLACES]; /* each label has one */
} sl_term_memo;

static inline bool sl_term_is_short(sl_str text)
{
	return text.size >= SL_TERM_MEMO_LEAST && text.size <= SL_TERM_MEMO_MOST;
}

static inline uint32_t sl_term_memo_place(const sumlint_vocabulary *vocabulary, sl_str text)
{
	uint64_t first, last;
	memcpy(&first, text.data, 8);
	memcpy(&last, text.data + text.size - 8, 8);
	uint64_t hash = (first ^ (last << 7 | last >> 57) ^ (uint64_t)(uintptr_t)vocabulary ^ text.size) * UINT64_C(0x9E3779B97F4A7C15);
	return (uint32_t)(hash >> 58) % SL_TERM_MEMO_PLACES;
}

/* Texts of at least eight bytes, eight at a time: for texts as short as these a call would cost more. */
static inline bool sl_term_is_same(const char *a, const char *b, size_t size)
{
	uint64_t left, right;
	for (size_t at = 0; at + 8 < size; at += 8) {
		memcpy(&left, a + at, 8);
		memcpy(&right, b + at, 8);
		if (left != right)
			return false;
	}
	memcpy(&left, a + size - 8, 8);
	memcpy(&right, b + size - 8, 8);
	return left == right;
}

/* The text as a label of that vocabulary, or NULL where it is not remembered. */
static inline const sl_remembered_term *sl_term_recall(const sl_term_memo *memo, const sumlint_vocabulary *vocabulary, sl_str text)
{
	if (!sl_term_is_short(text))
		return NULL;
	const sl_remembered_term *place = &memo->places[sl_term_memo_place(vocabulary, text)];
	bool same = place->vocabulary == vocabulary && place->size == text.size && sl_term_is_same(place->text, text.data, (size_t)text.size);
	return same ? place : NULL;
}

/* What is said of a term wherever it is used. */
static inline uint8_t sl_term_traits(const sumlint_vocabulary *vocabulary, uint32_t term, uint32_t match)
{
	uint32_t traits = match == SUMLINT_MATCH_ALT ? SUMLINT_TERMS_ALIAS : 0;
	return (uint8_t)(traits | (sl_vocabulary_is_deprecated(vocabulary, term) ? SUMLINT_TERMS_DEPRECATED : 0));
}

static inline void sl_term_remember(sl_term_memo *memo, const sumlint_vocabulary *vocabulary, sl_str text, uint32_t term, uint32_t match)
{
	if (!sl_term_is_short(text))
		return;
	sl_remembered_term *place = &memo->places[sl_term_memo_place(vocabulary, text)];
	*place = (sl_remembered_term){ .vocabulary = vocabulary, .term = term, .match = (uint16_t)match,
		.traits = sl_term_traits(vocabulary, term, match), .size = (uint8_t)text.size };
	memcpy(place->text, text.data, (size_t)text.size);
}

#endif
