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
/* Copies all of it to `out`. False on a read or write error: errno says which. */
bool sl_spool_write(sl_spool *spool, FILE *out);

#endif
