/* SPDX-License-Identifier: Apache-2.0
 * pages.c - advice to the kernel.
 */
#include "base/pages.h"

#include <errno.h>
#include <stdint.h>
#include <sys/mman.h>

#define LARGE_PAGE ((uintptr_t)2 << 20)

void sl_pages_prefer_large(void *memory, size_t size)
{
	uintptr_t from = ((uintptr_t)memory + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1), end = ((uintptr_t)memory + size) & ~(LARGE_PAGE - 1);
	if (size < SL_PAGES_LARGE_LEAST || from >= end)
		return;
#ifdef MADV_HUGEPAGE
	/* Where there are none that is no trouble. */
	int before = errno;
	madvise((void *)from, end - from, MADV_HUGEPAGE);
	errno = before;
#endif
}
