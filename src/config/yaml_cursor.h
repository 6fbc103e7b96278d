/* SPDX-License-Identifier: Apache-2.0
 * yaml_cursor.h - from libyaml's marks, which count characters, to bytes, lines and columns.
 */
#ifndef SL_CONFIG_YAML_CURSOR_H
#define SL_CONFIG_YAML_CURSOR_H

#include "base/str.h"

/* A position that only goes forward: the marks of libyaml's events never run back. */
typedef struct sl_cursor {
	size_t index;      /* libyaml's: characters from the start */
	size_t at;         /* bytes from the start */
	size_t line_index; /* index of the line's first character */
	uint32_t line;     /* from 1; lines end with LF, CRLF or CR, unlike libyaml's */
} sl_cursor;

/* Goes on to character `index` of valid UTF-8; stays where it is past that already. */
void sl_cursor_advance(sl_cursor *cursor, sl_str bytes, size_t index);
/* Goes on to the first character at or behind byte `at`. */
void sl_cursor_advance_bytes(sl_cursor *cursor, sl_str bytes, size_t at);
/* From 1, in code points. */
uint32_t sl_cursor_column(const sl_cursor *cursor);

/* libyaml's start of a node is that of its anchor or tag; goes on to the node itself, but not past byte `limit`. */
void sl_cursor_skip_properties(sl_cursor *cursor, sl_str bytes, size_t limit);
/* Where a block scalar in bytes [start, end) ends: behind its last line that is not blank, for blank lines that follow belong to the layout. */
size_t sl_yaml_block_end(sl_str bytes, size_t start, size_t end);

#endif
