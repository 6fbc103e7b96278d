/* SPDX-License-Identifier: Apache-2.0
 * vocabulary.c - looking labels and terms up.
 */
#include "config/vocabulary.h"

#include "base/fold.h"
#include "config/vocabulary_parts.h"

#include <stdlib.h>
#include <sys/mman.h>

sumlint_vocabulary *sl_vocabulary_new(sl_str file)
{
	sumlint_vocabulary *v = calloc(1, sizeof(*v));
	if (!v)
		return NULL;
	sl_arena_init(&v->arena);
	sl_buffer_init(&v->made_texts);
	v->file = sl_arena_copy(&v->arena, file);
	if (v->file.data)
		return v;
	sl_vocabulary_free(v);
	return NULL;
}

/* In bytes, of all terms as they are handed out. */
static size_t terms_size(const sumlint_vocabulary *vocabulary)
{
	return ((size_t)vocabulary->term_count + 1) * sizeof(*vocabulary->terms);
}

void sl_vocabulary_free(sumlint_vocabulary *vocabulary)
{
	if (!vocabulary)
		return;
	if (vocabulary->terms)
		munmap(vocabulary->terms, terms_size(vocabulary));
	free(vocabulary->made_index);
	sl_buffer_finish(&vocabulary->made_texts);
	sl_compiled_close(&vocabulary->compiled);
	sl_arena_finish(&vocabulary->arena);
	free(vocabulary);
}

/* ---- labels ---- */

/* A vocabulary may be larger than the caches. */
static void prefetch(const void *memory)
{
#if defined(__GNUC__)
	__builtin_prefetch(memory);
#else
	(void)memory;
#endif
}

/* Of labels of this many bytes or more the slot does not know the size. */
#define LONG_LABEL 255u

/* 24 bits of the hash, none of which chose the slot, and the size. */
uint32_t sl_slot_check(uint64_t hash, sl_str folded)
{
	return ((uint32_t)(hash >> 32) & ~UINT32_C(0xFF)) | (folded.size < LONG_LABEL ? (uint32_t)folded.size : LONG_LABEL);
}

static bool holds(const sumlint_vocabulary *v, const sl_label_slot *slot, sl_str folded)
{
	prefetch(&v->records[slot->use / 2]); /* what is asked next is whether it is deprecated */
	if (folded.size >= LONG_LABEL && v->labels[slot->label].folded.size != folded.size)
		return false;
	return memcmp(v->texts + slot->folded, folded.data, (size_t)folded.size) == 0;
}

const sl_label_slot *sl_vocabulary_slot(const sumlint_vocabulary *vocabulary, sl_str folded, uint64_t hash)
{
	uint32_t check = sl_slot_check(hash, folded);
	for (uint32_t at = (uint32_t)hash;; at++) {
		const sl_label_slot *slot = &vocabulary->slots[at & vocabulary->slot_mask];
		if (!slot->folded || (slot->check == check && holds(vocabulary, slot, folded)))
			return slot;
	}
}

uint32_t sl_vocabulary_find(const sumlint_vocabulary *vocabulary, sl_str folded, uint32_t *match)
{
	const sl_label_slot *slot = sl_vocabulary_slot(vocabulary, folded, sl_hash(folded));
	*match = SUMLINT_MATCH_NONE;
	if (!slot->folded)
		return SUMLINT_NONE;
	*match = slot->use & 1 ? SUMLINT_MATCH_PREF : SUMLINT_MATCH_ALT;
	return slot->use / 2;
}

/* Slots of a smaller table stay in the caches next to the core. */
#define LARGE_TABLE ((uint32_t)1 << 14)

bool sl_vocabulary_is_large(const sumlint_vocabulary *vocabulary)
{
	return vocabulary->slot_mask >= LARGE_TABLE;
}

void sl_vocabulary_fetch_places(const sumlint_vocabulary *vocabulary, const uint64_t *hashes, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		prefetch(&vocabulary->slots[(uint32_t)hashes[i] & vocabulary->slot_mask]);
}

void sl_vocabulary_fetch_terms(const sumlint_vocabulary *vocabulary, const uint64_t *hashes, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		/* It may be another label's, where two want one place: then nothing is gained. */
		const sl_label_slot *slot = &vocabulary->slots[(uint32_t)hashes[i] & vocabulary->slot_mask];
		if (!slot->folded)
			continue;
		prefetch(vocabulary->texts + slot->folded);
		prefetch(&vocabulary->records[slot->use / 2]);
	}
}

/* ---- terms ---- */

uint32_t sl_vocabulary_size(const sumlint_vocabulary *vocabulary)
{
	return vocabulary->term_count;
}

/* Pages of their own cost nothing until something is written into them; calloc would clear what it takes from the heap. */
bool sl_vocabulary_open_terms(sumlint_vocabulary *vocabulary)
{
	void *pages = mmap(NULL, terms_size(vocabulary), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	vocabulary->terms = pages == MAP_FAILED ? NULL : pages;
	return vocabulary->terms != NULL;
}

/* The form that plugins know has pointers: only the few that are asked for are given it. */
static void hand_out(const sumlint_vocabulary *vocabulary, uint32_t number, sumlint_term *out)
{
	const sl_term_record *record = &vocabulary->records[number];
	*out = (sumlint_term){ .pref_label = sl_vocabulary_text(vocabulary, record->pref_label),
		.scope_note = sl_vocabulary_text(vocabulary, record->scope_note), .broader = record->broader,
		.deprecated = record->deprecated, .replaced_by = record->replaced_by };
}

const sumlint_term *sl_vocabulary_term(const sumlint_vocabulary *vocabulary, uint32_t number)
{
	if (number >= vocabulary->term_count)
		return NULL;
	sumlint_term *term = &vocabulary->terms[number];
	if (!term->pref_label.data)
		hand_out(vocabulary, number, term);
	return term;
}

bool sl_vocabulary_is_deprecated(const sumlint_vocabulary *vocabulary, uint32_t number)
{
	return number < vocabulary->term_count && vocabulary->records[number].deprecated;
}

uint32_t sl_vocabulary_line(const sumlint_vocabulary *vocabulary, uint32_t number)
{
	return number < vocabulary->term_count ? vocabulary->records[number].line : 0;
}

sl_str sl_vocabulary_file(const sumlint_vocabulary *vocabulary)
{
	return vocabulary->file;
}

uint32_t sl_vocabulary_label_count(const sumlint_vocabulary *vocabulary)
{
	return vocabulary->label_count;
}

sl_label_use sl_vocabulary_label(const sumlint_vocabulary *vocabulary, uint32_t number)
{
	const sl_label *label = &vocabulary->labels[number];
	return (sl_label_use){ .text = sl_vocabulary_text(vocabulary, label->written), .folded = sl_vocabulary_text(vocabulary, label->folded),
		.term = label->term, .preferred = label->preferred != 0 };
}
