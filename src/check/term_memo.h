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
	uint16_t size;
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

/* True where the text is remembered as a label of that vocabulary. */
static inline bool sl_term_recall(const sl_term_memo *memo, const sumlint_vocabulary *vocabulary, sl_str text, uint32_t *term, uint32_t *match)
{
	if (!sl_term_is_short(text))
		return false;
	const sl_remembered_term *place = &memo->places[sl_term_memo_place(vocabulary, text)];
	if (place->vocabulary != vocabulary || place->size != text.size || memcmp(place->text, text.data, (size_t)text.size) != 0)
		return false;
	*term = place->term;
	*match = place->match;
	return true;
}

static inline void sl_term_remember(sl_term_memo *memo, const sumlint_vocabulary *vocabulary, sl_str text, uint32_t term, uint32_t match)
{
	if (!sl_term_is_short(text))
		return;
	sl_remembered_term *place = &memo->places[sl_term_memo_place(vocabulary, text)];
	*place = (sl_remembered_term){ .vocabulary = vocabulary, .term = term, .match = (uint16_t)match, .size = (uint16_t)text.size };
	memcpy(place->text, text.data, (size_t)text.size);
}

#endif
