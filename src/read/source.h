/* SPDX-License-Identifier: Apache-2.0
 * source.h - a file's bytes, checked, and positions in them.
 */
#ifndef SL_READ_SOURCE_H
#define SL_READ_SOURCE_H

#include "base/buffer.h"
#include "base/byte_map.h"

/* A document is smaller than this: its offsets are 32 bits wide. */
#define SL_SOURCE_MAX ((size_t)UINT32_MAX - 1)

/* Lines [line, line + count) of the text stand where [was, was + was_count) stood before; either may be none. */
typedef struct sl_moved {
	uint32_t line;
	uint32_t count;
	uint32_t was;
	uint32_t was_count;
} sl_moved;

/* The file in hand. One object is used for all files of a run: its memory grows to the largest. */
typedef struct sl_source {
	sl_buffer bytes;
	int error;          /* errno of opening or reading, else 0 */
	size_t bad_byte;    /* offset of the first byte that is no UTF-8 or is NUL; bytes.size where fine */
	sl_byte_map map;    /* of the bytes, as long as these stay */
	uint64_t *map_numbers;
	bool passing; /* set by who only hands the bytes on: they are neither looked at for UTF-8 nor mapped */
	/* The line index: starts of lines, made at the first question. */
	uint32_t *lines;
	uint32_t line_count;
	uint32_t line_capacity;
	uint32_t lone_returns; /* lines that end with CR alone */
	uint32_t *feed_lines;  /* of each line its number where line feeds alone end lines; made when there are lone returns and it is asked for */
	sl_moved *moves;       /* what was changed of the file since it was read, ascending */
	uint32_t move_count;
	uint32_t move_capacity;
	/* Code points in front of every so many bytes, made when a long line first needs them. */
	uint32_t *marks;
	uint32_t mark_count;
	uint32_t mark_capacity;
} sl_source;

/* A position for people: from 1; columns in code points. A BOM is not counted; a byte that is no UTF-8 counts as one. */
typedef struct sl_position {
	uint32_t line;
	uint32_t column;
} sl_position;

void sl_source_init(sl_source *source);
void sl_source_finish(sl_source *source);
/* Reads the file ("-": standard input) and checks it. Troubles are in error and bad_byte; false only when memory is short. */
bool sl_source_read(sl_source *source, const char *path);
/* Takes a file that was a regular one when it was found, where it is small: with nothing but an open, a read and a close. False, and nothing is taken,
   where it has to be read as any other. */
#define SL_SOURCE_SMALL ((size_t)64 * 1024)
bool sl_source_read_small(sl_source *source, const char *path);
/* Takes bytes from memory instead (copied). */
bool sl_source_set(sl_source *source, sl_str bytes);
/* The file cannot be had, for the reason that errno names. */
void sl_source_fail(sl_source *source, int error);
static inline sl_str sl_source_text(const sl_source *source)
{
	return sl_buffer_str(&source->bytes);
}
/* Line and column of a byte offset; lines end with LF, CRLF or CR. An offset past the end is taken as the end. Costs a search and a look at a few
   kilobytes, however long the line is and in whatever order is asked. False when memory is short. */
bool sl_source_position(sl_source *source, uint32_t offset, sl_position *out);
/* The lines that a span touches, from 1, as programs count them that know no line end but LF, and as the file was when it was read. False when memory is
   short. */
bool sl_source_feed_lines(sl_source *source, sl_span span, uint32_t *first, uint32_t *last);
/* Remembers that the bytes are no longer those that were read. Moves come in order; other bytes forget them. */
bool sl_source_add_move(sl_source *source, sl_moved move);
/* The bytes of line `line` (from 1) without its end and without a BOM. Empty where there is no such line. */
sl_span sl_source_line(sl_source *source, uint32_t line);

#endif
