/* SPDX-License-Identifier: Apache-2.0
 * vocabulary_parts.h - what a vocabulary is made of, for the files that read it and that look things up in it.
 */
#ifndef SL_CONFIG_VOCABULARY_PARTS_H
#define SL_CONFIG_VOCABULARY_PARTS_H

#include "config/vocabulary.h"

/* A preferred or alternative label. */
typedef struct sl_label {
	sl_str folded;
	sl_str written;
	uint32_t term;
	uint32_t line;
	bool preferred;
} sl_label;

/* A place of the hash table: open addressing with linear probing. With 100,000 terms it is loaded in two thirds of the time, and asked in two
   thirds of the time, that uthash takes, whose chains lead through all of memory. */
typedef struct sl_label_slot {
	const char *folded; /* the label's; NULL: free */
	uint32_t check;     /* of its hash and size: tells nearly all others apart without a look at them */
	uint32_t label;     /* number */
	uint32_t term;      /* the label's, so that a find costs two cache lines: this one and that of the text */
	bool preferred;
} sl_label_slot;

typedef struct sl_label_index sl_label_index;

struct sumlint_vocabulary {
	sl_arena arena;
	sl_str file;
	sumlint_term *terms;
	uint32_t *lines;
	uint32_t term_count;
	sl_label *labels; /* in the order of the file */
	uint32_t label_count;
	sl_label_slot *slots;
	uint32_t slot_mask; /* number of slots, a power of two of which the labels fill three quarters at most, less 1 */
	sl_label_index *index; /* for suggestions; made at the first */
};

/* Frees the index; NULL is fine. */
void sl_label_index_free(sl_label_index *index);

#endif
