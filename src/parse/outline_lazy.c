/* SPDX-License-Identifier: Apache-2.0
 * outline_lazy.c - in Markdown, the line below a list goes on with the last item unless a blank line parts them (CommonMark 0.31, section 5.2: laziness).
 * Where it is a labelled line or the attribution, that is not what was meant, and plain text reads it otherwise: the block is divided there.
 */
#include "parse/outline.h"

#include <string.h>

/* Bent attributions are looked for in that many blocks from the end. */
#define ATTRIBUTION_BLOCKS 16
/* An attribution may run over this many lines. */
#define ATTRIBUTION_LINES 8

/* What to look for. */
typedef struct looking {
	sl_outline *outline;
	const bool *missing; /* slots that have no part yet, misspelt or renamed labels of which are looked for; NULL: what is written as it should be */
	bool label;          /* labels are looked for at all */
	bool section;        /* so are sections that are written as a line of text or a label */
	bool attribution;    /* so are attributions */
} looking;

static bool is_label(const looking *look, sl_span line, bool *found)
{
	sl_outline *outline = look->outline;
	size_t at, width, size = line.end - line.start < SL_NAME_MAX_BYTES ? line.end - line.start : SL_NAME_MAX_BYTES;
	sl_plain plain;
	bool colon = sl_outline_colon(outline->text.data + line.start, size, &width) != NULL;
	if ((!look->label && !look->section) || (!colon && !look->missing))
		return true;
	if (!sl_outline_plain(outline, line, &plain))
		return false;
	*found = look->label && sl_outline_label(outline, &plain, &at, look->missing) != NULL;
	if (!*found && look->label && look->missing)
		*found = sl_outline_bare_label(outline, &plain, look->missing, &at) || sl_outline_looks_like_label(plain.text, &at);
	if (!*found && look->section)
		*found = sl_outline_section_line(outline, line, &plain, true, look->missing, &at) != NULL;
	return true;
}

/* As it should be, in one line or over several of them, up to byte `end`. */
static bool is_exact_attribution(sl_outline *outline, sl_span line, uint32_t end, bool *found)
{
	if (!sl_outline_may_be_attribution(outline, sl_str_slice(outline->text.data, line)))
		return true;
	for (uint32_t lines = 0; lines < ATTRIBUTION_LINES; lines++) {
		sl_attribution *match = NULL;
		sl_plain plain;
		if (!sl_outline_plain(outline, line, &plain) || !sl_attribution_match(outline->arena, outline->type, &plain, &match))
			return false;
		uint32_t next = sl_outline_next_line(outline, line.end, end);
		*found = match != NULL;
		if (*found || next >= end)
			return true;
		line.end = sl_outline_line_end(outline, next, end);
	}
	return true;
}

static bool is_attribution(const looking *look, uint32_t block, sl_span line, bool *found)
{
	sl_outline *outline = look->outline;
	sl_attribution *near = NULL;
	sl_plain plain;
	if (!look->attribution)
		return true;
	if (!look->missing)
		return is_exact_attribution(outline, line, outline->blocks.items[block].text.end, found);
	if (block + ATTRIBUTION_BLOCKS < outline->blocks.count)
		return true;
	if (!sl_outline_plain(outline, line, &plain) || !sl_attribution_near(outline->arena, outline->type, &plain, &near))
		return false;
	*found = near != NULL;
	return true;
}

/* The first line of an item, but for its very first, that begins a part; `at` stays 0 where none does. A line that is indented belongs to the item. */
static bool find_line(const looking *look, uint32_t block, uint32_t *at)
{
	const sl_outline *outline = look->outline;
	sl_span text = outline->blocks.items[block].text;
	uint32_t end = sl_outline_line_end(outline, text.start, text.end);
	while (end < text.end) {
		const char *data = outline->text.data;
		uint32_t start = end + (data[end] == '\r' && end + 1 < text.end && data[end + 1] == '\n' ? 2 : 1);
		bool found = false;
		end = sl_outline_line_end(outline, start, text.end);
		if (end == start || data[start] == ' ' || data[start] == '\t')
			continue;
		const sl_span line = { start, end };
		if (!is_label(look, line, &found) || (!found && !is_attribution(look, block, line, &found)))
			return false;
		if (found) {
			*at = start;
			return true;
		}
	}
	return true;
}

/* Divides block `index` of the old ones, which becomes the last of the new ones, in front of byte `at`. */
static bool divide(sl_outline *outline, sl_blocks *blocks, uint32_t at)
{
	sl_block *item = &blocks->items[blocks->count - 1];
	sl_block rest = { .kind = SL_BLOCK_PARAGRAPH, .lines = true, .span = { at, item->span.end }, .text = { at, item->text.end } };
	sl_str left = sl_str_trim(sl_str_slice(outline->text.data, (sl_span){ item->text.start, at }));
	item->span.end = at;
	item->text.end = item->text.start + (uint32_t)left.size;
	if (!sl_arena_grow(outline->arena, (void **)&blocks->items, blocks->count, &blocks->capacity, sizeof(rest)))
		return false;
	blocks->items[blocks->count++] = rest;
	return true;
}

static bool divide_all(const looking *look, uint32_t first)
{
	sl_outline *outline = look->outline;
	sl_blocks blocks = { .map = outline->blocks.map };
	uint32_t mark = 0;
	for (uint32_t i = 0; i < outline->blocks.count; i++) {
		const sl_block *block = &outline->blocks.items[i];
		uint32_t at = 0, new_index = blocks.count;
		if (i >= first && block->kind == SL_BLOCK_ITEM && !find_line(look, i, &at))
			return false;
		if (!sl_arena_grow(outline->arena, (void **)&blocks.items, blocks.count, &blocks.capacity, sizeof(*block)))
			return false;
		blocks.items[blocks.count++] = *block;
		if (at && !divide(outline, &blocks, at))
			return false;
		/* Nothing but paragraphs has several marks. */
		for (; mark < outline->count && outline->marks[mark].block == i; mark++)
			outline->marks[mark].block = new_index;
	}
	sl_arena_release(outline->arena, outline->blocks.items, outline->blocks.capacity * sizeof(*blocks.items));
	outline->blocks = blocks;
	return true;
}

bool sl_outline_lacks(const sl_outline *outline, const bool *missing, uint32_t kind)
{
	for (uint32_t i = 0; i < outline->type->public.slot_count; i++) {
		if (missing[i] && outline->type->public.slots[i]->kind == kind)
			return true;
	}
	return false;
}

bool sl_outline_divide_items(sl_outline *outline, const bool *missing)
{
	const looking look = { .outline = outline, .missing = missing, .label = !missing || sl_outline_lacks(outline, missing, SUMLINT_PART_LINE),
		.section = missing && sl_outline_lacks(outline, missing, SUMLINT_PART_SECTION), .attribution = outline->type->pattern && !outline->has_attribution };
	if (outline->syntax != SUMLINT_SYNTAX_MARKDOWN || (!look.label && !look.section && !look.attribution))
		return true;
	for (uint32_t i = 0; i < outline->blocks.count; i++) {
		uint32_t at = 0;
		/* Most items are of one line. */
		if (outline->blocks.items[i].kind == SL_BLOCK_ITEM && outline->blocks.items[i].lines && !find_line(&look, i, &at))
			return false;
		if (at)
			return divide_all(&look, i);
	}
	return true;
}
