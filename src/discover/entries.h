/* SPDX-License-Identifier: Apache-2.0
 * entries.h - what is in a folder, in order.
 */
#ifndef SL_DISCOVER_ENTRIES_H
#define SL_DISCOVER_ENTRIES_H

#include "base/str.h"

typedef struct sl_entry {
	sl_str name;    /* a folder's has its '/' */
	uint64_t start; /* used while they are sorted */
	bool folder;
	bool link; /* symbolic, or of a kind that readdir did not tell */
} sl_entry;

/* Sorts by name, as bytes. */
void sl_entries_sort(sl_entry *items, uint32_t count);

#endif
