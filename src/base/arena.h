/* SPDX-License-Identifier: Apache-2.0
 * arena.h - memory that is freed at once. Failure is sticky: allocate freely, test `failed` once.
 */
#ifndef SL_BASE_ARENA_H
#define SL_BASE_ARENA_H

#include "base/str.h"

#include <stddef.h>

typedef struct sl_arena_block sl_arena_block;

typedef struct sl_arena {
	sl_arena_block *blocks; /* newest first */
	char *next;             /* free bytes of the newest block */
	char *end;
	bool failed; /* an allocation failed since init or reset */
	bool whole_pages; /* see sl_arena_take_whole_pages */
} sl_arena;

void sl_arena_init(sl_arena *arena);
/* Of an arena that is new, and will hold much that is small to the end of the run: its blocks are whole large pages as soon as it is worth it
   (base/pages.h). It is not to be reset; nothing in it may be released, and arrays that grow leave what they had. */
void sl_arena_take_whole_pages(sl_arena *arena);
/* Gives every byte back, but keeps one block for use again, so that a loop over documents allocates nothing. */
void sl_arena_reset(sl_arena *arena);
void sl_arena_finish(sl_arena *arena);

/* `size` bytes aligned for any type, not cleared; NULL (and failed) when memory is short. */
void *sl_arena_alloc_more(sl_arena *arena, size_t size);
static inline void *sl_arena_alloc(sl_arena *arena, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	/* Free room is a multiple of the alignment. */
	if (size - 1 >= (size_t)(arena->end - arena->next))
		return sl_arena_alloc_more(arena, size);
	void *memory = arena->next;
	arena->next += (size + align - 1) & ~(align - 1);
	return memory;
}
/* The same, cleared; count * size is checked for overflow. */
void *sl_arena_calloc(sl_arena *arena, size_t count, size_t size);
/* Copies; the copy has a NUL behind it. Data is NULL only when memory is short. */
sl_str sl_arena_copy(sl_arena *arena, sl_str text);

/* Gives back what was allocated with that size and is needed no more, where that is worth it: a megabyte and more. Else it does nothing. */
void sl_arena_release(sl_arena *arena, void *memory, size_t size);

/* Gives back what lies behind the first `used` of the `had` bytes of an allocation, where it was the last one: at once there is room for the next. It
   may neither grow nor be released any more. */
static inline void sl_arena_trim(sl_arena *arena, const void *memory, size_t used, size_t had)
{
	const size_t align = _Alignof(max_align_t);
	const char *bytes = memory;
	if (memory && arena->next == bytes + ((had + align - 1) & ~(align - 1)))
		arena->next -= ((had + align - 1) & ~(align - 1)) - ((used + align - 1) & ~(align - 1));
}

/* Grows an array of `item` bytes each from the arena so that `count + 1` fit; false when memory is short. Nothing may point into the old array, which
   stays behind where it is small, and else is no more. */
bool sl_arena_grow_more(sl_arena *arena, void **array, uint32_t count, uint32_t *capacity, size_t item);
static inline bool sl_arena_grow(sl_arena *arena, void **array, uint32_t count, uint32_t *capacity, size_t item)
{
	return count < *capacity || sl_arena_grow_more(arena, array, count, capacity, item);
}

#endif
