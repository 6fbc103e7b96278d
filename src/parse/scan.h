/* SPDX-License-Identifier: Apache-2.0
 * scan.h - what the scanners of both syntaxes share: lines, and a list of blocks to put them in.
 */
#ifndef SL_PARSE_SCAN_H
#define SL_PARSE_SCAN_H

#include "parse/block.h"

typedef struct sl_line {
	uint32_t start;
	uint32_t end;  /* without its line end */
	uint32_t next; /* behind its line end */
} sl_line;

/* Lines end with LF, CRLF or CR. */
typedef struct sl_lines {
	const char *text;
	const uint64_t *ends; /* of the byte map, */
	uint64_t left;        /* those of the block in hand that are not taken yet, */
	uint32_t block;       /* and its number; NULL: there is no map */
	uint32_t size;
	uint32_t at;
} sl_lines;

/* From byte `start`; a BOM there is passed over. `map`: of the text, or NULL. */
static inline void sl_lines_init(sl_lines *lines, sl_str text, const sl_byte_map *map, uint32_t start)
{
	*lines = (sl_lines){ .text = text.data, .size = (uint32_t)text.size, .at = start };
	if (map && map->size && start < map->size) {
		lines->ends = map->line_ends;
		lines->block = start / 64;
		lines->left = map->line_ends[start / 64];
	}
	if (start == 0 && sl_str_starts(text, SL_LIT("\xEF\xBB\xBF")))
		lines->at = 3;
}

/* Where the line at lines->at ends. */
static inline uint32_t sl_lines_end(sl_lines *lines)
{
	uint32_t end;
	if (!lines->ends)
		return (uint32_t)sl_find_line_end(lines->text, lines->at, lines->size);
	do {
		while (!lines->left) {
			if (lines->block == (lines->size - 1) / 64)
				return lines->size;
			lines->left = lines->ends[++lines->block];
		}
		end = lines->block * 64 + (uint32_t)__builtin_ctzll(lines->left);
		lines->left &= lines->left - 1;
	} while (end < lines->at); /* before the first line, or of a CRLF */
	return end;
}

static inline bool sl_lines_next(sl_lines *lines, sl_line *line)
{
	if (lines->at >= lines->size)
		return false;
	line->start = lines->at;
	line->end = sl_lines_end(lines);
	line->next = line->end < lines->size ? line->end + 1 : lines->size;
	if (line->next < lines->size && lines->text[line->end] == '\r' && lines->text[line->next] == '\n')
		line->next++;
	lines->at = line->next;
	return true;
}

static inline bool sl_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* `end` moved back over spaces and tabs, not past `start`. */
static inline uint32_t sl_trim_end(const char *text, uint32_t start, uint32_t end)
{
	while (end > start && sl_is_blank(text[end - 1]))
		end--;
	return end;
}

/* A new block at the end of the list, cleared; NULL when memory is short. */
static inline sl_block *sl_blocks_add(sl_arena *arena, sl_blocks *blocks)
{
	if (!sl_arena_grow(arena, (void **)&blocks->items, blocks->count, &blocks->capacity, sizeof(*blocks->items)))
		return NULL;
	sl_block *block = &blocks->items[blocks->count++];
	*block = (sl_block){ 0 };
	return block;
}

/* Size of a task box, `[ ]`, `[x]` or `[X]`, at text[at], with the blanks behind it; 0 where there is none. */
static inline uint32_t sl_task_box(const char *text, uint32_t at, uint32_t end)
{
	if (end - at < 3 || text[at] != '[' || text[at + 2] != ']' || !memchr(" xX", text[at + 1], 3))
		return 0;
	uint32_t behind = at + 3;
	if (behind < end && !sl_is_blank(text[behind]))
		return 0;
	while (behind < end && sl_is_blank(text[behind]))
		behind++;
	return behind - at;
}

#endif
