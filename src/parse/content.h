/* SPDX-License-Identifier: Apache-2.0
 * content.h - what a part holds: paragraphs, list items, values between separators.
 */
#ifndef SL_PARSE_CONTENT_H
#define SL_PARSE_CONTENT_H

#include "parse/outline.h"

typedef struct sl_content {
	sl_arena *arena;
	const sl_byte_map *map; /* of the document */
	sumlint_item *items;
	sumlint_paragraph *paragraphs;
	uint32_t item_count;
	uint32_t item_capacity;
	uint32_t paragraph_count;
	uint32_t paragraph_capacity;
	uint32_t words;
	bool other; /* code, a table, HTML, a quotation */
} sl_content;

bool sl_content_item(sl_content *content, const sumlint_item *item);
/* `text` is what is counted; usually the bytes of the span. */
bool sl_content_paragraph(sl_content *content, sl_span span, sl_str text);
/* The values of value->text from byte `from` on, between separators. `mapped` false: the text is not the document's own bytes, and every value gets the
   span of the whole. Nothing but white space is no value at all. */
bool sl_content_split(sl_content *content, const sl_plain *value, size_t from, sl_str separator, bool mapped);
/* Blocks [first, last) of the body, cut to bytes [from, to), for a part of `slot` (NULL: an unknown one). */
bool sl_content_blocks(sl_content *content, sl_outline *outline, const sumlint_slot *slot, uint32_t first, uint32_t last, sl_span range);
void sl_content_give(const sl_content *content, sumlint_part *part);

#endif
