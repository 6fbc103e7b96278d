/* SPDX-License-Identifier: Apache-2.0
 * pages.c - advice to the kernel.
 */
#include "base/pages.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define LARGE_PAGE ((uintptr_t)2 << 20)

/* Of the large pages that lie in it as a whole. */
static void advise(void *memory, size_t size)
{
	uintptr_t from = ((uintptr_t)memory + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1), end = ((uintptr_t)memory + size) & ~(LARGE_PAGE - 1);
	if (from >= end)
		return;
#ifdef MADV_HUGEPAGE
	/* Where there are none that is no trouble. */
	int before = errno;
	madvise((void *)from, end - from, MADV_HUGEPAGE);
	errno = before;
#endif
}

void sl_pages_prefer_large(void *memory, size_t size)
{
	if (size >= SL_PAGES_LARGE_LEAST)
		advise(memory, size);
}

void *sl_pages_alloc(size_t *size)
{
	if (*size < SL_PAGES_WHOLE_LEAST)
		return malloc(*size);
	if (*size > SIZE_MAX - LARGE_PAGE)
		return NULL;
	size_t whole = (*size + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1);
	void *memory = aligned_alloc(LARGE_PAGE, whole);
	if (!memory)
		return NULL;
	advise(memory, whole);
	*size = whole;
	return memory;
}

void *sl_pages_grow(void *memory, size_t used, size_t *size)
{
	if (*size < used)
		return NULL;
	if (*size < SL_PAGES_WHOLE_LEAST)
		return realloc(memory, *size);
	void *larger = sl_pages_alloc(size);
	if (!larger)
		return NULL;
	if (used)
		memcpy(larger, memory, used);
	free(memory);
	return larger;
}
