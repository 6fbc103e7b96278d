/* SPDX-License-Identifier: Apache-2.0
 * fingerprint.h - what makes a problem the same problem tomorrow: its rule, what it says and what it marks, but not the line it stands on.
 */
#ifndef SL_COLLECT_FINGERPRINT_H
#define SL_COLLECT_FINGERPRINT_H

#include "check/check.h"

/* Of the diagnostic alone. Numbers in its message count as one ("260 words" and "261 words" are the same problem), and so does what it marks where
   that is a passage rather than a name. The same in every run and on every machine. */
uint64_t sl_fingerprint(const sl_diagnostic *diagnostic, sl_str text);

/* Tells equal problems of one file apart by their order. */
typedef struct sl_occurrences {
	uint64_t *keys;    /* open addressing; 0: free */
	uint32_t *counts;
	size_t capacity;   /* a power of two, or 0 */
	size_t used;
} sl_occurrences;

void sl_occurrences_reset(sl_occurrences *occurrences); /* for the next file; keeps the memory */
void sl_occurrences_finish(sl_occurrences *occurrences);
/* The fingerprint with its number among the equal ones so far mixed in. False when memory is short. */
bool sl_occurrences_add(sl_occurrences *occurrences, uint64_t *fingerprint);

#endif
