/* SPDX-License-Identifier: Apache-2.0
 * escape.h - text from files and file systems, made fit for a terminal and for one line: nothing that is shown may move the cursor, change
 * colours, turn the direction of what stands beside it, or look like another line of output.
 */
#ifndef SL_REPORT_ESCAPE_H
#define SL_REPORT_ESCAPE_H

#include "base/buffer.h"

/* Decodes one code point, moves *at behind it. A byte that is no UTF-8 is SL_BAD_BYTE. */
#define SL_BAD_BYTE UINT32_MAX
uint32_t sl_decode(sl_str text, size_t *at);
/* Control characters of C0 and C1, line and paragraph separators, and what changes the direction of text. */
bool sl_is_unprintable(uint32_t codepoint);
/* Appends text of any bytes with what is unprintable as \n, \t, \xNN (single bytes) or \u{NNNN}. */
void sl_append_escaped(sl_buffer *into, sl_str text);
/* Appends text as UTF-8, with U+FFFD for every byte that is none. */
void sl_append_valid(sl_buffer *into, sl_str text);

#endif
