/* SPDX-License-Identifier: Apache-2.0
 * spool.h - bytes put aside until they may be written: in memory while they are few, then in a temporary file without a name, so that a
 * report that begins with its totals does not hold all of itself in memory.
 */
#ifndef SL_REPORT_SPOOL_H
#define SL_REPORT_SPOOL_H

#include "base/buffer.h"

#include <stdio.h>

#define SL_SPOOL_MEMORY ((size_t)1 << 20)

typedef struct sl_spool {
	sl_buffer memory;
	int file; /* -1: none yet */
} sl_spool;

void sl_spool_init(sl_spool *spool);
void sl_spool_finish(sl_spool *spool);
/* False where memory is short or the file cannot be written: errno says which. */
bool sl_spool_add(sl_spool *spool, sl_str text);
static inline bool sl_spool_is_empty(const sl_spool *spool)
{
	return spool->memory.size == 0 && spool->file < 0;
}
/* Copies all of it to `out`. False on a read or write error: errno says which. */
bool sl_spool_write(sl_spool *spool, FILE *out);
/* Adds all of it to another one, and empties it. False as under sl_spool_add. */
bool sl_spool_move(sl_spool *spool, sl_spool *into);

#endif
