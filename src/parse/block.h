/* SPDX-License-Identifier: Apache-2.0
 * block.h - what the two syntaxes have in common: a document as a flat list of blocks, in order, covering every line that is not blank.
 */
#ifndef SL_PARSE_BLOCK_H
#define SL_PARSE_BLOCK_H

#include "base/byte_map.h"

typedef enum sl_block_kind {
	SL_BLOCK_HEADING,   /* Markdown only: ATX or setext, not inside a list or quotation */
	SL_BLOCK_PARAGRAPH, /* one or more lines */
	SL_BLOCK_ITEM,      /* a list item: its first paragraph; `depth` says how deep */
	SL_BLOCK_OTHER,     /* code, table, HTML, quotation, image-only line, further blocks inside an item */
	SL_BLOCK_COMMENT,   /* an HTML comment that stands alone; link reference definitions; a thematic break: no content */
} sl_block_kind;

typedef struct sl_block {
	uint8_t kind;  /* sl_block_kind */
	uint8_t level; /* of a heading */
	uint8_t depth; /* of an item: 0 outermost */
	bool ordered;  /* of an item */
	bool lines;    /* Markdown: the text goes on over several lines */
	sl_span span;  /* whole lines, with markers and the last line's end */
	sl_span text;  /* the inline content: without markers, closing #s, task box, white space around it; may run over lines */
} sl_block;

typedef struct sl_blocks {
	sl_block *items; /* in the arena */
	uint32_t count;
	uint32_t capacity;
	const sl_byte_map *map; /* of the text that they are found in; NULL: none is made */
} sl_blocks;

/* Cuts bytes [start, text.size) of a valid UTF-8 text into blocks. False when memory is short. Linear in time. */
bool sl_text_blocks(sl_arena *arena, sl_str text, uint32_t start, sl_blocks *out);
bool sl_markdown_blocks(sl_arena *arena, sl_str text, uint32_t start, sl_blocks *out);

#endif
