/* SPDX-License-Identifier: Apache-2.0
 * plain.h - writes plain text and remembers where each piece of it came from.
 */
#ifndef SL_PARSE_PLAIN_H
#define SL_PARSE_PLAIN_H

#include "parse/inline.h"

typedef struct sl_plain_writer {
	sl_arena *arena;
	const char *source;
	char *out;
	uint32_t size;
	sl_piece *pieces;
	uint32_t piece_count;
	uint32_t piece_capacity;
	bool straight;  /* the last piece is byte for byte, and may go on */
	sl_span space;  /* white space that becomes one space once something follows; empty where there is none */
} sl_plain_writer;

/* `most`: as many bytes as will be written, at most. */
bool sl_plain_begin(sl_plain_writer *writer, sl_arena *arena, sl_str document, uint32_t most);
/* Bytes of the document. White space runs become one space; none begins the text. */
void sl_plain_text(sl_plain_writer *writer, uint32_t from, uint32_t to);
/* A character that the document writes in another way. */
void sl_plain_character(sl_plain_writer *writer, uint32_t codepoint, sl_span source);
/* Bytes of the document as they are. */
void sl_plain_bytes(sl_plain_writer *writer, uint32_t from, uint32_t to);
/* False when memory is short. `place` is the span of a text that is empty. */
bool sl_plain_finish(sl_plain_writer *writer, uint32_t place, sl_plain *out);

#endif
