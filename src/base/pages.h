/* SPDX-License-Identifier: Apache-2.0
 * pages.h - memory that is large and will be used as a whole.
 */
#ifndef SL_BASE_PAGES_H
#define SL_BASE_PAGES_H

#include <stddef.h>

/* Less is left to pages of the usual size: a large one that is only begun would be wasted. */
#define SL_PAGES_LARGE_LEAST ((size_t)4 << 20)

/* Has the kernel put large pages (of 2 MB) below the memory, which malloc gave, where it can: each costs one fault instead of 512, and a fault costs as much
   as parsing some hundred bytes, in some virtual machines some thousand. To be called before the memory is written to; nothing but speed depends on it
   (madvise(2), MADV_HUGEPAGE). */
void sl_pages_prefer_large(void *memory, size_t size);

/* What a list or a block may be for whole large pages to be taken for it at once: what it grows to is soon as large as one. */
#define SL_PAGES_WHOLE_LEAST ((size_t)256 << 10)

/* Memory of at least `*size` bytes, not cleared, for what is filled from its start and kept: where that is SL_PAGES_WHOLE_LEAST and more, it is whole large
   pages, and *size is set to how much they are. The caller's, to be given back with free(). NULL when memory is short. */
void *sl_pages_alloc(size_t *size);
/* The same as realloc would have it: the first `used` bytes of `memory`, which is the caller's no more, are its first bytes. NULL when memory is short, or
   *size is less than `used`; then nothing has changed. */
void *sl_pages_grow(void *memory, size_t used, size_t *size);

#endif
