/* SPDX-License-Identifier: Apache-2.0
 * inline.h - what inline content says, without its markup.
 */
#ifndef SL_PARSE_INLINE_H
#define SL_PARSE_INLINE_H

#include "base/arena.h"

/* Plain text and where each piece of it stands in the document. */
typedef struct sl_piece {
	uint32_t plain;  /* offset into `text` where the piece begins */
	uint32_t source; /* offset into the document of the same byte */
	uint32_t end;    /* and where the piece ends there: an entity or a run of white space is longer than what it says */
} sl_piece;

typedef struct sl_plain {
	sl_str text;   /* white space around it removed; a slice of the document where nothing had to be removed, else in the arena */
	sl_span span;  /* the bytes from its first to its last character: markup that encloses all of it is left outside */
	sl_piece *pieces; /* ascending; NULL where text is a slice */
	uint32_t piece_count;
} sl_plain;

/* Markdown (CommonMark 0.31 section 6): emphasis, strong, strikethrough, code spans, links, images (their text), autolinks, HTML tags and
   comments, backslash escapes, entities; line ends and runs of white space become one space. False when memory is short. Linear in time. */
bool sl_markdown_plain(sl_arena *arena, sl_str document, sl_span span, sl_plain *out);
/* Plain text: only trims, and joins lines by one space. */
bool sl_text_plain(sl_arena *arena, sl_str document, sl_span span, sl_plain *out);
/* Document offset of an offset into plain->text (the end of a range: pass the offset of its last byte and add the byte). */
uint32_t sl_plain_source(const sl_plain *plain, uint32_t offset);
/* The document's span of bytes [from, to) of plain->text. */
sl_span sl_plain_span(const sl_plain *plain, uint32_t from, uint32_t to);

#endif
