/* SPDX-License-Identifier: Apache-2.0
 * vocabulary_compiled.c - a vocabulary's arrays as the parts of a compiled file, and back: nothing is copied, and nothing is done for each label.
 */
#include "config/vocabulary_parts.h"

enum { TEXTS, RECORDS, LABELS, SLOTS, INDEX_STARTS, INDEX_LABELS, PARTS };

#define ARRAY(items, count) ((sl_str){ (const char *)(items), (count) * sizeof(*(items)) })

bool sl_vocabulary_compile(sumlint_vocabulary *vocabulary, sl_str source, sl_buffer *into)
{
	if (!sl_vocabulary_index(vocabulary))
		return false;
	const sl_str parts[PARTS] = {
		[TEXTS] = sl_buffer_str(&vocabulary->made_texts),
		[RECORDS] = ARRAY(vocabulary->records, vocabulary->term_count),
		[LABELS] = ARRAY(vocabulary->labels, vocabulary->label_count),
		[SLOTS] = ARRAY(vocabulary->slots, vocabulary->slot_mask + (size_t)1),
		[INDEX_STARTS] = ARRAY(vocabulary->index_starts, SL_INDEX_STARTS),
		[INDEX_LABELS] = ARRAY(vocabulary->index_labels, vocabulary->index_starts[SL_INDEX_STARTS - 1]),
	};
	return sl_compiled_make(SL_COMPILED_VOCABULARY, source, parts, PARTS, into);
}

/* Number of items in a part. */
static uint32_t count_of(sl_str part, size_t item)
{
	return (uint32_t)(part.size / item);
}

static void take(sumlint_vocabulary *v, const sl_compiled *compiled)
{
	const sl_str *parts = compiled->parts;
	v->compiled = *compiled;
	v->texts = parts[TEXTS].data;
	v->records = (const void *)parts[RECORDS].data;
	v->term_count = count_of(parts[RECORDS], sizeof(*v->records));
	v->labels = (const void *)parts[LABELS].data;
	v->label_count = count_of(parts[LABELS], sizeof(*v->labels));
	v->slots = (const void *)parts[SLOTS].data;
	v->slot_mask = count_of(parts[SLOTS], sizeof(*v->slots)) - 1;
	v->index_starts = (const void *)parts[INDEX_STARTS].data;
	v->index_labels = (const void *)parts[INDEX_LABELS].data;
}

sumlint_vocabulary *sl_vocabulary_take(sl_str file, sl_compiled *compiled)
{
	sumlint_vocabulary *v = sl_vocabulary_new(file);
	if (!v) {
		sl_compiled_close(compiled);
		return NULL;
	}
	take(v, compiled);
	*compiled = (sl_compiled){ 0 };
	if (sl_vocabulary_open_terms(v))
		return v;
	sl_vocabulary_free(v);
	return NULL;
}
