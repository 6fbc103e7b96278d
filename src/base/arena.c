/* SPDX-License-Identifier: Apache-2.0
 * arena.c - blocks of memory chained together, each at least twice the one before up to a megabyte.
 */
#include "base/arena.h"

#include "base/pages.h"

#include <stdlib.h>

#define FIRST_BLOCK ((size_t)4096)
#define LARGEST_STEP ((size_t)1 << 20) /* past this, blocks stop doubling: at most a megabyte is wasted */
/* The block kept by reset: enough for usual documents, not so much that one giant is paid for ever after. */
#define KEEP_AT_MOST ((size_t)1 << 20)

struct sl_arena_block {
	sl_arena_block *older;
	size_t size;
	max_align_t bytes[];
};

void sl_arena_init(sl_arena *arena)
{
	*arena = (sl_arena){ 0 };
}

void sl_arena_take_whole_pages(sl_arena *arena)
{
	arena->whole_pages = true;
}

void sl_arena_finish(sl_arena *arena)
{
	for (sl_arena_block *block = arena->blocks; block;) {
		sl_arena_block *older = block->older;
		free(block);
		block = older;
	}
	sl_arena_init(arena);
}

static void use_block(sl_arena *arena, sl_arena_block *block)
{
	arena->next = (char *)block->bytes;
	arena->end = arena->next + block->size;
}

void sl_arena_reset(sl_arena *arena)
{
	sl_arena_block *keep = arena->blocks;
	if (keep && keep->size > KEEP_AT_MOST) {
		sl_arena_finish(arena);
		return;
	}
	if (keep) {
		sl_arena_block *older = keep->older;
		keep->older = NULL;
		sl_arena rest = { .blocks = older };
		sl_arena_finish(&rest);
		use_block(arena, keep);
	}
	arena->failed = false;
}

static bool add_block(sl_arena *arena, size_t size)
{
	size_t step = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
	if (step > LARGEST_STEP)
		step = LARGEST_STEP;
	if (step < size)
		step = size;
	if (step > SIZE_MAX - sizeof(sl_arena_block))
		return false;
	size_t whole = sizeof(sl_arena_block) + step;
	sl_arena_block *block = arena->whole_pages ? sl_pages_alloc(&whole) : malloc(whole);
	if (!block)
		return false;
	if (!arena->whole_pages)
		sl_pages_prefer_large(block, whole);
	block->older = arena->blocks;
	block->size = whole - sizeof(*block);
	arena->blocks = block;
	use_block(arena, block);
	return true;
}

void *sl_arena_alloc_more(sl_arena *arena, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	if (size > SIZE_MAX - align) {
		arena->failed = true;
		return NULL;
	}
	size = size ? (size + align - 1) / align * align : align;
	if ((size_t)(arena->end - arena->next) < size && !add_block(arena, size)) {
		arena->failed = true;
		return NULL;
	}
	void *memory = arena->next;
	arena->next += size;
	return memory;
}

void *sl_arena_calloc(sl_arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size) {
		arena->failed = true;
		return NULL;
	}
	void *memory = sl_arena_alloc(arena, count * size);
	if (memory)
		memset(memory, 0, count * size);
	return memory;
}

sl_str sl_arena_copy(sl_arena *arena, sl_str text)
{
	char *copy = sl_arena_alloc(arena, (size_t)text.size + 1);
	if (!copy)
		return (sl_str){ NULL, 0 };
	if (text.size)
		memcpy(copy, text.data, (size_t)text.size);
	copy[text.size] = '\0';
	return (sl_str){ copy, text.size };
}

/* Where what was allocated has a block of its own, as all has that is larger than the blocks for many: the link that leads to that block. Else NULL. */
static sl_arena_block **own_block(sl_arena *arena, const void *memory, size_t size)
{
	if (size <= LARGEST_STEP || arena->whole_pages)
		return NULL;
	sl_arena_block **link = &arena->blocks;
	while (*link && (const void *)(*link)->bytes != memory)
		link = &(*link)->older;
	return *link ? link : NULL;
}

/* The same block with another size, elsewhere if need be. NULL when memory is short: then nothing has changed. */
static char *resize(sl_arena *arena, sl_arena_block **link, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	bool newest = link == &arena->blocks;
	if (size > SIZE_MAX - sizeof(sl_arena_block) - align)
		return NULL;
	size = (size + align - 1) / align * align;
	sl_arena_block *block = realloc(*link, sizeof(*block) + size);
	if (!block)
		return NULL;
	sl_pages_prefer_large(block, sizeof(*block) + size);
	*link = block;
	block->size = size;
	/* All of it is taken. */
	if (newest)
		arena->next = arena->end = (char *)block->bytes + size;
	return (char *)block->bytes;
}

void sl_arena_release(sl_arena *arena, void *memory, size_t size)
{
	sl_arena_block **link = own_block(arena, memory, size);
	if (!link)
		return;
	sl_arena_block *block = *link;
	if (link == &arena->blocks)
		arena->next = arena->end = NULL;
	*link = block->older;
	free(block);
}

bool sl_arena_grow_more(sl_arena *arena, void **array, uint32_t count, uint32_t *capacity, size_t item)
{
	/* What is large grows where it stands, or leaves nothing behind: small steps are cheap, and little of what they add stays empty. */
	sl_arena_block **link = own_block(arena, *array, *capacity * item);
	uint32_t wanted = link ? *capacity + *capacity / 4 + 1 : *capacity ? *capacity * 2 : 8;
	if (wanted <= count)
		return false;
	if (wanted > SIZE_MAX / item) {
		arena->failed = true;
		return false;
	}
	char *larger = link ? resize(arena, link, wanted * item) : sl_arena_alloc(arena, wanted * item);
	if (!larger) {
		arena->failed = true;
		return false;
	}
	if (count && !link)
		memcpy(larger, *array, count * item);
	memset(larger + count * item, 0, (wanted - count) * item);
	*array = larger;
	*capacity = wanted;
	return true;
}
