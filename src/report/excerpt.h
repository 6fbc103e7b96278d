/* SPDX-License-Identifier: Apache-2.0
 * excerpt.h - a line of source as a terminal shows it, and where in it the problem is.
 */
#ifndef SL_REPORT_EXCERPT_H
#define SL_REPORT_EXCERPT_H

#include "collect/collect.h"

typedef struct sl_excerpt {
	uint32_t mark;       /* display columns in front of what is marked */
	uint32_t mark_width; /* 1 at least: a place between two characters is marked at the second */
} sl_excerpt;

/* Appends the problem's line, or the window around its span that fits into `columns` display columns (16 at least), with an ellipsis where
   something is cut off. Tabs become spaces, East Asian wide characters count as two columns, combining marks as none, and what must not
   reach a terminal is shown by a character that stands for it. */
void sl_append_excerpt(sl_buffer *into, const sl_problem *problem, uint32_t columns, sl_excerpt *out);

#endif
