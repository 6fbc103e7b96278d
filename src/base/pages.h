/* SPDX-License-Identifier: Apache-2.0
 * pages.h - memory that is large and will be used as a whole.
 */
#ifndef SL_BASE_PAGES_H
#define SL_BASE_PAGES_H

#include <stddef.h>

/* Less is left to pages of the usual size: a large one that is only begun would be wasted. */
#define SL_PAGES_LARGE_LEAST ((size_t)4 << 20)

/* Has the kernel put large pages (of 2 MB) below the memory where it can: each costs one fault instead of 512, and a fault costs as much as parsing some
   hundred bytes, in some virtual machines some thousand. To be called before the memory is written to; nothing but speed depends on it (madvise(2),
   MADV_HUGEPAGE). */
void sl_pages_prefer_large(void *memory, size_t size);

#endif
