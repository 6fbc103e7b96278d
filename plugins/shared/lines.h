/* SPDX-License-Identifier: Apache-2.0
 * lines.h - edits that delete or move whole lines, and keep the blank lines between what is left as they should be.
 */
#ifndef PLUGINS_SHARED_LINES_H
#define PLUGINS_SHARED_LINES_H

#include "shared/rule.h"

/* At most so many edits make a move. */
#define LINES_MOVE_EDITS 4

/* True where the span begins at the start of a line and ends at one, or at the end of the text. */
bool lines_are_whole(const sumlint_document *document, sumlint_span span);

/* The edit that deletes whole lines, blank ones behind them included. */
sumlint_edit lines_delete(const sumlint_document *document, sumlint_span span);

/* The edits that move whole lines to the start of another line, or behind all text (`place` is then anywhere behind its last word): how many. The place
   is not within the lines. In Markdown a blank line stands between them and what is around them. */
uint32_t lines_move(const sumlint_document *document, sumlint_span span, uint32_t place, sumlint_edit edits[LINES_MOVE_EDITS]);

#endif
