/* SPDX-License-Identifier: Apache-2.0
 * content.c - fills the body of a part.
 */
#include "parse/content.h"

#include "base/utf8.h"

#include <string.h>

bool sl_content_item(sl_content *content, const sumlint_item *item)
{
	if (!sl_arena_grow(content->arena, (void **)&content->items, content->item_count, &content->item_capacity, sizeof(*item)))
		return false;
	content->items[content->item_count++] = *item;
	content->words += item->words;
	return true;
}

/* What stands in comments is not said. */
static uint32_t count_words(const sl_byte_map *map, sl_str text)
{
	uint32_t words = 0;
	const char *open;
	/* Most texts have no '<', and with it no comment: that is told sooner. */
	if (!text.size || !sl_byte_map_may_have_angle(map, text) || !memchr(text.data, '<', (size_t)text.size))
		return sl_byte_map_words(map, text);
	while (text.size && (open = memmem(text.data, (size_t)text.size, "<!--", 4)) != NULL) {
		size_t before = (size_t)(open - text.data);
		const char *close = memmem(open + 4, (size_t)text.size - before - 4, "-->", 3);
		if (!close)
			break;
		words += sl_word_count((sl_str){ text.data, before });
		text = (sl_str){ close + 3, text.size - (uint64_t)(close + 3 - text.data) };
	}
	return words + sl_word_count(text);
}

bool sl_content_paragraph(sl_content *content, sl_span span, sl_str text)
{
	if (!sl_arena_grow(content->arena, (void **)&content->paragraphs, content->paragraph_count, &content->paragraph_capacity,
		sizeof(*content->paragraphs)))
		return false;
	sumlint_paragraph *paragraph = &content->paragraphs[content->paragraph_count++];
	*paragraph = (sumlint_paragraph){ .span = span, .words = count_words(content->map, text) };
	content->words += paragraph->words;
	return true;
}

/* ---- values between separators ---- */

static size_t find(sl_str text, size_t from, sl_str separator)
{
	const char *at = separator.size && text.size > from
	    ? memmem(text.data + from, (size_t)text.size - from, separator.data, (size_t)separator.size)
	    : NULL;
	return at ? (size_t)(at - text.data) : (size_t)text.size;
}

/* What to delete to remove the value: with the separator before it, or behind it for the first. */
static void set_outer(sumlint_item *item, uint32_t index, sl_span before, sl_span next, bool last)
{
	if (index > 0)
		item->outer = (sl_span){ before.end, item->span.end };
	else
		item->outer = (sl_span){ item->span.start, last ? item->span.end : next.start };
}

static sl_span trimmed_span(const sl_plain *value, size_t from, size_t to, sl_str *text)
{
	sl_str piece = { value->text.data + from, to - from };
	*text = sl_str_trim(piece);
	if (text->size == 0) /* between two separators: the place right behind the first */
		return sl_plain_span(value, (uint32_t)from, (uint32_t)from);
	size_t start = (size_t)(text->data - value->text.data);
	return sl_plain_span(value, (uint32_t)start, (uint32_t)(start + text->size));
}

bool sl_content_split(sl_content *content, const sl_plain *value, size_t from, sl_str separator, bool mapped)
{
	sl_str whole = { value->text.data + from, value->text.size - from };
	sl_span before = value->span, span, next = value->span;
	sl_str text, next_text;
	if (sl_str_trim(whole).size == 0)
		return true;
	size_t end = find(value->text, from, separator);
	span = trimmed_span(value, from, end, &text);
	if (text.size == 0) /* before the first separator: what stands behind the label, a blank or the end of bold text, is the label's */
		span = sl_plain_span(value, (uint32_t)end, (uint32_t)end);
	for (uint32_t index = 0;; index++) {
		bool last = end >= value->text.size;
		size_t next_end = 0;
		if (!last) {
			size_t start = end + (size_t)separator.size;
			next_end = find(value->text, start, separator);
			next = trimmed_span(value, start, next_end, &next_text);
		}
		sumlint_item item = { .text = text, .span = span, .flags = SUMLINT_ITEM_UNMARKED, .words = sl_byte_map_words(content->map, text) };
		set_outer(&item, index, before, next, last);
		if (!mapped)
			item.span = item.outer = value->span;
		if (!sl_content_item(content, &item))
			return false;
		if (last)
			return true;
		before = span;
		span = next;
		text = next_text;
		end = next_end;
	}
}

/* ---- blocks ---- */

static bool is_terms(const sumlint_slot *slot)
{
	return slot && (slot->kinds & SUMLINT_KIND_TERMS) != 0;
}

static bool add_item(sl_content *content, sl_outline *outline, const sl_block *block)
{
	sl_plain plain;
	if (!sl_outline_plain(outline, block->text, &plain))
		return false;
	sumlint_item item = { .text = plain.text, .span = plain.span, .outer = block->span, .words = sl_byte_map_words(content->map, plain.text) };
	item.flags = (block->ordered ? SUMLINT_ITEM_ORDERED : 0) | (block->depth > 0 ? SUMLINT_ITEM_NESTED : 0);
	return sl_content_item(content, &item);
}

static bool add_paragraph(sl_content *content, sl_outline *outline, const sumlint_slot *slot, sl_span span)
{
	if (!is_terms(slot))
		return sl_content_paragraph(content, span, sl_str_slice(outline->text.data, span));
	sl_plain plain;
	if (!sl_outline_plain(outline, span, &plain))
		return false;
	return sl_content_split(content, &plain, 0, slot->separator.size ? slot->separator : SL_LIT(","), true);
}

static sl_span cut(sl_str text, sl_span span, sl_span range)
{
	if (span.start < range.start)
		span.start = range.start;
	if (span.end > range.end)
		span.end = range.end;
	if (span.end <= span.start)
		return (sl_span){ range.end, range.end };
	sl_str trimmed = sl_str_trim(sl_str_slice(text.data, span));
	uint32_t start = (uint32_t)(trimmed.data - text.data);
	return (sl_span){ start, start + (uint32_t)trimmed.size };
}

bool sl_content_blocks(sl_content *content, sl_outline *outline, const sumlint_slot *slot, uint32_t first, uint32_t last, sl_span range)
{
	for (uint32_t i = first; i < last; i++) {
		const sl_block *block = &outline->blocks.items[i];
		sl_span span = block->text;
		bool good = true;
		if (block->span.end <= range.start || block->span.start >= range.end)
			continue;
		switch ((sl_block_kind)block->kind) {
		case SL_BLOCK_ITEM:
			good = add_item(content, outline, block);
			break;
		case SL_BLOCK_PARAGRAPH:
			span = cut(outline->text, span, range);
			good = span.end == span.start || add_paragraph(content, outline, slot, span);
			break;
		case SL_BLOCK_OTHER:
		case SL_BLOCK_HEADING: /* a deeper one, where other headings are welcome */
			content->other = true;
			break;
		case SL_BLOCK_COMMENT:
			break;
		}
		if (!good)
			return false;
	}
	return true;
}

void sl_content_give(const sl_content *content, sumlint_part *part)
{
	/* Most parts hold a paragraph or two, and are many. */
	sl_arena_trim(content->arena, content->paragraphs, content->paragraph_count * sizeof(*content->paragraphs),
	    content->paragraph_capacity * sizeof(*content->paragraphs));
	part->items = content->items;
	part->item_count = content->item_count;
	part->paragraphs = content->paragraphs;
	part->paragraph_count = content->paragraph_count;
	part->words = content->words;
	if (content->other)
		part->flags |= SUMLINT_PART_OTHER_CONTENT;
}
