/* SPDX-License-Identifier: Apache-2.0
 * init_tally.h - texts counted. Those that fold to the same are one entry, which goes by the spelling that is used most.
 */
#ifndef SL_CLI_INIT_TALLY_H
#define SL_CLI_INIT_TALLY_H

#include "base/arena.h"
#include "config/table.h"

/* Of one text; further ones are counted, but cannot become its name. */
#define SL_TALLY_SPELLINGS 8

typedef struct sl_tally_entry {
	uint32_t number; /* in the order in which they were first met */
	uint32_t kind;   /* the same text of two kinds is two entries */
	uint32_t count;
	sl_str folded;
	sl_str spellings[SL_TALLY_SPELLINGS];
	uint32_t uses[SL_TALLY_SPELLINGS];
	UT_hash_handle hh;
} sl_tally_entry;

typedef struct sl_tally {
	sl_arena *arena;
	sl_tally_entry *table; /* in the order of `number` */
	sl_buffer key;
} sl_tally;

void sl_tally_init(sl_tally *tally, sl_arena *arena);
void sl_tally_finish(sl_tally *tally);
/* Counts the text (valid UTF-8). NULL when memory is short. */
sl_tally_entry *sl_tally_count(sl_tally *tally, sl_str text, uint32_t kind);
/* The spelling used most; of several the first met. */
sl_str sl_tally_name(const sl_tally_entry *entry);
/* All entries, those counted most first, then by name. In the arena; NULL when memory is short. */
sl_tally_entry **sl_tally_sorted(const sl_tally *tally, uint32_t *count);

#endif
