/* SPDX-License-Identifier: Apache-2.0
 * vocabulary_suggest.c - the label nearest to a misspelling. Labels lie sorted by length, each with a signature of the characters in it, so that all but
 * a few in ten thousand are passed over by a few instructions.
 */
#include "base/distance.h"
#include "base/utf8.h"
#include "base/wide.h"
#include "config/vocabulary_parts.h"

#include <stdlib.h>

#define LONGEST SL_DISTANCE_MAX_BYTES
/* sl_near_limit is never more. */
#define MOST_EDITS 3

/* Two bits for each of 32 classes of characters: there is one, there are two. An edit takes away at most one bit and adds at most one. */
static uint64_t signature_of(sl_str folded)
{
	uint64_t signature = 0;
	for (size_t at = 0; at < folded.size;) {
		uint32_t c = sl_utf8_next(folded, &at);
		uint32_t class = c >= 'a' && c <= 'z' ? c - 'a' : c == ' ' ? 26 : 27 + c % 5;
		uint64_t once = UINT64_C(1) << (class * 2);
		signature |= signature & once ? once << 1 : once;
	}
	return signature;
}

static bool is_indexed(const sumlint_vocabulary *vocabulary, const sl_label *label)
{
	return label->folded.size <= LONGEST && !vocabulary->records[label->term].deprecated;
}

static size_t length_of(const sumlint_vocabulary *vocabulary, const sl_label *label)
{
	return sl_utf8_count(sl_vocabulary_text(vocabulary, label->folded));
}

/* A counting sort by length keeps the order of the file. */
static void sort_labels(const sumlint_vocabulary *vocabulary, uint32_t *starts, sl_indexed_label *sorted)
{
	for (uint32_t i = 0; i < vocabulary->label_count; i++) {
		if (is_indexed(vocabulary, &vocabulary->labels[i]))
			starts[length_of(vocabulary, &vocabulary->labels[i]) + 1]++;
	}
	for (size_t length = 1; length < SL_INDEX_STARTS; length++)
		starts[length] += starts[length - 1];
	uint32_t filled[SL_INDEX_STARTS];
	memcpy(filled, starts, sizeof(filled));
	for (uint32_t i = 0; i < vocabulary->label_count; i++) {
		const sl_label *label = &vocabulary->labels[i];
		if (is_indexed(vocabulary, label))
			sorted[filled[length_of(vocabulary, label)]++] =
			    (sl_indexed_label){ signature_of(sl_vocabulary_text(vocabulary, label->folded)), i, 0 };
	}
}

bool sl_vocabulary_index(sumlint_vocabulary *vocabulary)
{
	if (vocabulary->index_starts)
		return true;
	_Static_assert(SL_INDEX_STARTS * sizeof(uint32_t) % _Alignof(sl_indexed_label) == 0, "labels begin behind the starts");
	size_t head = SL_INDEX_STARTS * sizeof(uint32_t);
	vocabulary->made_index = calloc(1, head + vocabulary->label_count * sizeof(sl_indexed_label));
	if (!vocabulary->made_index)
		return false;
	sl_indexed_label *sorted = (void *)(vocabulary->made_index + SL_INDEX_STARTS);
	sort_labels(vocabulary, vocabulary->made_index, sorted);
	vocabulary->index_starts = vocabulary->made_index;
	vocabulary->index_labels = sorted;
	return true;
}

SL_ALWAYS_INLINE static inline uint32_t bits(uint64_t word)
{
#if defined(__GNUC__)
	return (uint32_t)__builtin_popcountll(word);
#else
	uint32_t count = 0;
	for (; word; word &= word - 1)
		count++;
	return count;
#endif
}

/* A search under way. */
typedef struct search {
	const sumlint_vocabulary *vocabulary;
	sl_str folded;
	uint64_t signature;
	const sl_label *best;
	uint32_t distance; /* of the best */
} search;

static bool better(const sl_label *label, uint32_t distance, const search *s)
{
	if (!s->best || distance != s->distance)
		return !s->best || distance < s->distance;
	if (label->preferred != s->best->preferred)
		return label->preferred;
	return label < s->best;
}

SL_ALWAYS_INLINE static inline void search_labels(search *s, size_t length)
{
	const uint32_t *starts = s->vocabulary->index_starts;
	const sl_indexed_label *labels = s->vocabulary->index_labels;
	uint32_t limit = sl_near_limit(length);
	for (uint32_t i = starts[length]; i < starts[length + 1]; i++) {
		uint64_t other = labels[i].signature;
		if (s->best && s->distance < limit)
			limit = s->distance;
		if (bits(s->signature & ~other) > limit || bits(other & ~s->signature) > limit)
			continue;
		const sl_label *label = &s->vocabulary->labels[labels[i].label];
		uint32_t distance = sl_distance(s->folded, sl_vocabulary_text(s->vocabulary, label->folded), limit);
		if (distance != UINT32_MAX && better(label, distance, s)) {
			s->best = label;
			s->distance = distance;
		}
	}
}

#ifdef SL_HAS_WIDE
/* The same, compiled for processors that count bits at once: they are counted for every label of that length. */
SL_WIDE static void search_length_wide(search *s, size_t length)
{
	search_labels(s, length);
}
#endif

static void search_length(search *s, size_t length)
{
#ifdef SL_HAS_WIDE
	if (sl_cpu_wide) {
		search_length_wide(s, length);
		return;
	}
#endif
	search_labels(s, length);
}

uint32_t sl_vocabulary_suggest(const sumlint_vocabulary *vocabulary, sl_str folded, sl_str *nearest, bool *failed)
{
	if (folded.size == 0 || folded.size > LONGEST)
		return SUMLINT_NONE;
	/* Where it was read just now the index is not there from the beginning: most runs never need it. */
	if (!sl_vocabulary_index((sumlint_vocabulary *)(uintptr_t)vocabulary)) {
		*failed = true;
		return SUMLINT_NONE;
	}
	size_t length = sl_utf8_count(folded);
	search s = { .vocabulary = vocabulary, .folded = folded, .signature = signature_of(folded) };
	/* Nearest lengths first: an early find makes the rest quick. */
	for (size_t apart = 0; apart <= MOST_EDITS; apart++) {
		if (s.best && s.distance < apart)
			break;
		if (length > apart)
			search_length(&s, length - apart);
		if (apart && length + apart <= LONGEST)
			search_length(&s, length + apart);
	}
	if (!s.best)
		return SUMLINT_NONE;
	*nearest = sl_vocabulary_text(vocabulary, s.best->written);
	return s.best->term;
}
