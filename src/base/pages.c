/* SPDX-License-Identifier: Apache-2.0
 * pages.c - advice to the kernel.
 */
#include "base/pages.h"

#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LARGE_PAGE ((uintptr_t)2 << 20)

/* What malloc gives that is large is a mapping of its own, with some bytes of malloc's in front. All of it is advised: of a mapping that is advised in part the
   kernel makes two, and does not move these when realloc asks (mremap(2)), so that all would be copied. */
static void advise(void *memory)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t from = (uintptr_t)memory & ~(page - 1), end = ((uintptr_t)memory + malloc_usable_size(memory) + page - 1) & ~(page - 1);
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
		advise(memory);
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
	advise(memory);
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
