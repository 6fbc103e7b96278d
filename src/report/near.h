/* SPDX-License-Identifier: Apache-2.0
 * near.h - line and column of bytes near a problem, from what the problem itself says of its place. Reports do not read files.
 */
#ifndef SL_REPORT_NEAR_H
#define SL_REPORT_NEAR_H

#include "collect/collect.h"

typedef struct sl_near {
	sl_position at;
	uint32_t byte_column; /* bytes of UTF-8, from 1, a BOM not counted; 0: not known */
} sl_near;

/* Where a byte of the problem's file is. False where the problem does not tell: it tells of the line that its excerpt shows, of the beginning
   of the next, and of its own two ends. Not of the line below a CR LF: one byte behind the excerpt is taken for the
   line end, since no edit goes between these two. */
bool sl_near_byte(const sl_problem *problem, uint32_t offset, sl_near *out);
/* The marked bytes; NULL data where the excerpt does not show all of them. */
sl_str sl_near_marked(const sl_problem *problem);

#endif
