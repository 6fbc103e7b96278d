/* SPDX-License-Identifier: Apache-2.0
 * vocabulary_parts.h - what a vocabulary is made of, for the files that read it, keep it and look things up in it. Whatever was read or compiled lies in
 * arrays without a pointer in them, so that they can be written into a file and be used where they are mapped (vocabulary_compiled.c).
 */
#ifndef SL_CONFIG_VOCABULARY_PARTS_H
#define SL_CONFIG_VOCABULARY_PARTS_H

#include "base/distance.h"
#include "config/compiled.h"
#include "config/vocabulary.h"

/* Where a text is among the vocabulary's texts; a NUL is behind it. */
typedef struct sl_text_place {
	uint32_t at; /* never 0: there is none yet */
	uint32_t size;
} sl_text_place;

/* A term as it was read. */
typedef struct sl_term_record {
	sl_text_place pref_label;
	sl_text_place scope_note;
	uint32_t broader;
	uint32_t deprecated;
	uint32_t replaced_by;
	uint32_t line;
} sl_term_record;

/* A preferred or alternative label. */
typedef struct sl_label {
	sl_text_place folded;
	sl_text_place written;
	uint32_t term;
	uint32_t line;
	uint32_t preferred; /* 0 or 1 */
} sl_label;

/* A place of the hash table: open addressing with linear probing. With 100,000 terms it is loaded in two thirds of the time, and asked in two
   thirds of the time, that uthash takes, whose chains lead through all of memory. */
typedef struct sl_label_slot {
	uint32_t check;  /* of its hash and size: tells nearly all others apart without a look at them */
	uint32_t folded; /* where the label is; 0: free */
	uint32_t label;  /* number */
	uint32_t use;    /* number of its term, so that a find costs two cache lines: this one and that of the text; doubled, and 1 if preferred */
} sl_label_slot;

/* A label for suggestions. */
typedef struct sl_indexed_label {
	uint64_t signature;
	uint32_t label;
	uint32_t reserved;
} sl_indexed_label;

/* Labels of n characters are at [starts[n], starts[n + 1]). */
#define SL_INDEX_STARTS (SL_DISTANCE_MAX_BYTES + 2)

struct sumlint_vocabulary {
	sl_arena arena;
	sl_str file;
	const char *texts;
	const sl_term_record *records;
	uint32_t term_count;
	const sl_label *labels; /* in the order of the file */
	uint32_t label_count;
	const sl_label_slot *slots;
	uint32_t slot_mask; /* number of slots, a power of two of which the labels fill three quarters at most, less 1 */
	const uint32_t *index_starts; /* NULL: made at the first suggestion */
	const sl_indexed_label *index_labels;
	sumlint_term *terms; /* as handed out: made from the records when asked for */
	sl_buffer made_texts; /* of one that was read */
	uint32_t *made_index;
	sl_compiled compiled; /* of one that was compiled */
};

static inline sl_str sl_vocabulary_text(const sumlint_vocabulary *vocabulary, sl_text_place place)
{
	return place.at ? (sl_str){ vocabulary->texts + place.at, place.size } : (sl_str){ NULL, 0 };
}

/* An empty vocabulary that knows its file; NULL when memory is short. */
sumlint_vocabulary *sl_vocabulary_new(sl_str file);
/* Room for the terms that are handed out, once their number is known. False when memory is short. */
bool sl_vocabulary_open_terms(sumlint_vocabulary *vocabulary);
/* The slot of a label, or the free one where it belongs. */
const sl_label_slot *sl_vocabulary_slot(const sumlint_vocabulary *vocabulary, sl_str folded, uint64_t hash);
/* What the slot of a label of that hash must have as `check`. */
uint32_t sl_slot_check(uint64_t hash, sl_str folded);
/* Makes the index of suggestions where there is none. False when memory is short. */
bool sl_vocabulary_index(sumlint_vocabulary *vocabulary);

#endif
