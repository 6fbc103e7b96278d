/* SPDX-License-Identifier: Apache-2.0
 * outline_lines.c - the lines of paragraphs, those of them that belong to no mark, and those that a label's value runs over.
 */
#include "parse/outline.h"

#include <string.h>

const char *sl_outline_colon(const char *text, size_t size, size_t *width)
{
	static const char full_width[] = "\uFF1A";
	size_t first = sl_find_either(text, 0, size, ':', full_width[0]);
	*width = 1;
	if (first == size || text[first] == ':')
		return first == size ? NULL : text + first;
	const char *plain = memchr(text, ':', size), *end = plain ? plain : text + size;
	for (const char *at = text; (at = memchr(at, full_width[0], (size_t)(end - at))) != NULL; at++) {
		if (at > text && (unsigned char)at[-1] >= 0x80 && end - at >= 3 && memcmp(at, full_width, 3) == 0) {
			*width = 3;
			return at;
		}
	}
	return plain;
}

uint32_t sl_outline_line_end(const sl_outline *outline, uint32_t from, uint32_t end)
{
	return from < end ? (uint32_t)sl_byte_map_line_end(outline->map, from, end) : from;
}

uint32_t sl_outline_next_line(const sl_outline *outline, uint32_t at, uint32_t end)
{
	const char *text = outline->text.data;
	while (at < end && (text[at] == '\n' || text[at] == '\r' || text[at] == ' ' || text[at] == '\t'))
		at++;
	return at;
}

sl_line_walk sl_lines_walk(uint32_t block, uint32_t mark, uint32_t from, uint32_t to)
{
	return (sl_line_walk){ .block = block, .mark = mark, .at = from, .end = to };
}

/* The next line of a paragraph, whosoever it is. */
static bool next_of_any(const sl_outline *outline, sl_line_walk *walk, bool *first)
{
	for (; walk->block < outline->blocks.count; walk->block++) {
		const sl_block *block = &outline->blocks.items[walk->block];
		if (block->kind != SL_BLOCK_PARAGRAPH || walk->at >= block->text.end)
			continue;
		*first = walk->at <= block->text.start;
		uint32_t start = *first ? block->text.start : walk->at;
		if (start >= walk->end)
			return false;
		walk->line = (sl_span){ start, sl_outline_line_end(outline, start, block->text.end) };
		walk->at = sl_outline_next_line(outline, walk->line.end, block->text.end);
		return true;
	}
	return false;
}

bool sl_line_walk_next(const sl_outline *outline, sl_line_walk *walk)
{
	bool first, below = false;
	while (next_of_any(outline, walk, &first)) {
		while (walk->mark < outline->count && outline->marks[walk->mark].heading.end <= walk->line.start)
			walk->mark++;
		walk->first = first || below;
		if (walk->mark == outline->count || outline->marks[walk->mark].heading.start >= walk->line.end)
			return true;
		below = true;
	}
	return false;
}

/* ---- the lines of a labelled line ---- */

/* In plain text a line is a block; a value that was wrapped behind a separator goes on in the next one, up to `limit`. */
static uint32_t wrapped_end(sl_outline *outline, const sl_mark *mark, uint32_t end, uint32_t limit)
{
	sl_str separator = sl_str_trim(outline->type->public.slots[mark->slot]->separator);
	sl_block *blocks = outline->blocks.items;
	for (uint32_t i = mark->block + 1; i < outline->blocks.count && separator.size; i++) {
		sl_str line = sl_str_slice(outline->text.data, (sl_span){ mark->heading.start, end });
		if (!sl_str_ends(line, separator) || blocks[i].kind != SL_BLOCK_PARAGRAPH || blocks[i].span.start != blocks[i - 1].span.end ||
		    blocks[i].text.end > limit)
			break;
		end = blocks[i].text.end;
		blocks[i].kind = SL_BLOCK_COMMENT; /* it is nothing else besides */
	}
	return end;
}

bool sl_outline_extend_labels(sl_outline *outline)
{
	for (uint32_t i = 0; i < outline->count; i++) {
		sl_mark *mark = &outline->marks[i];
		if (mark->kind != SUMLINT_PART_LINE || (mark->flags & (SUMLINT_PART_AS_HEADING | SUMLINT_PART_OTHER_FORM)))
			continue;
		uint32_t end = outline->blocks.items[mark->block].text.end;
		if (i + 1 < outline->count && outline->marks[i + 1].heading.start < end)
			end = outline->marks[i + 1].heading.start;
		if (outline->syntax == SUMLINT_SYNTAX_TEXT && mark->slot != SUMLINT_NONE)
			end = wrapped_end(outline, mark, end, i + 1 < outline->count ? outline->marks[i + 1].heading.start : UINT32_MAX);
		/* Most stand alone in their paragraph, and were read to its end when they were found. */
		if (mark->line_end != end && !sl_outline_plain(outline, (sl_span){ mark->heading.start, end }, &mark->line))
			return false;
	}
	return true;
}
