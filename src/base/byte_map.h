/* SPDX-License-Identifier: Apache-2.0
 * byte_map.h - where in a document lines end, what may be markup stands, and words begin: a bit for each byte, made in one pass, for parsing asks of the
 * same bytes again and again. Large documents, for which that would take much memory, and processors that would make it slowly, have none:
 * all questions are then answered from the text itself, with the same answers.
 */
#ifndef SL_BASE_BYTE_MAP_H
#define SL_BASE_BYTE_MAP_H

#include "base/arena.h"
#include "base/find.h"

#include <stdint.h>

/* Larger documents have none. */
#define SL_BYTE_MAP_MOST ((size_t)65536)
/* The numbers that any map takes at the most. */
#define SL_BYTE_MAP_NUMBERS (3 * (SL_BYTE_MAP_MOST / 64))

typedef struct sl_byte_map {
	const char *text;
	size_t size; /* of the text; 0: no map is made of it */
	bool angle;  /* there is a '<' somewhere in it; true as well where no map is made */
	bool ascii;  /* all of it is ASCII, and no byte is NUL; false as well where no map is made */
	/* A bit for each byte, 64 bytes a number, the first in the lowest bit; none behind the text. */
	uint64_t *line_ends;
	uint64_t *markup; /* what sl_find_markup finds, the last byte of the text being no exception */
	uint64_t *words;  /* those that sl_word_count counts in the whole text: their first letter or digit */
} sl_byte_map;

/* How many numbers the map of a text takes; 0: none is made of it. */
size_t sl_byte_map_numbers(sl_str text);
/* The map of a text, written into as many numbers, or none. It counts the words of nothing but valid UTF-8. */
sl_byte_map sl_byte_map_write(uint64_t *numbers, sl_str text);
/* The same in an arena, which knows where memory is short. */
sl_byte_map sl_byte_map_make(sl_arena *arena, sl_str text);
static inline sl_byte_map sl_byte_map_none(const char *text)
{
	return (sl_byte_map){ .text = text, .angle = true };
}

/* True where `text` is a piece of the map's own text; a copy is none. */
static inline bool sl_byte_map_holds(const sl_byte_map *map, sl_str text)
{
	/* What is elsewhere, or nowhere, is far behind the end. */
	uintptr_t from = (uintptr_t)text.data - (uintptr_t)map->text;
	return from < map->size && text.size <= map->size - from;
}

/* False where it is known that `text`, whatever it is a piece of, has no '<'. */
static inline bool sl_byte_map_may_have_angle(const sl_byte_map *map, sl_str text)
{
	return map->angle || !sl_byte_map_holds(map, text);
}

/* sl_word_count of any text, sooner where it is a piece of the map's own. */
uint32_t sl_byte_map_words(const sl_byte_map *map, sl_str text);

/* The first of the bits [from, end) that is set; `end` where there is none. */
static inline size_t sl_byte_map_next(const uint64_t *bits, size_t from, size_t end)
{
	if (from >= end)
		return end;
	size_t block = from / 64;
	uint64_t found = bits[block] >> from % 64;
	if (!found) {
		const size_t last = (end - 1) / 64;
		do {
			if (block == last)
				return end;
			found = bits[++block];
		} while (!found);
		from = block * 64;
	}
	from += (unsigned)__builtin_ctzll(found);
	return from < end ? from : end;
}

/* sl_find_line_end and sl_find_markup of the map's text. */
static inline size_t sl_byte_map_line_end(const sl_byte_map *map, size_t from, size_t end)
{
	return map->size ? sl_byte_map_next(map->line_ends, from, end) : sl_find_line_end(map->text, from, end);
}

static inline size_t sl_byte_map_markup(const sl_byte_map *map, size_t from, size_t end)
{
	if (!map->size)
		return sl_find_markup(map->text, from, end);
	size_t found = sl_byte_map_next(map->markup, from, end);
	/* A space is markup because of the one behind it: that one may be out of the question. */
	return found + 1 == end && map->text[found] == ' ' ? end : found;
}

#endif
