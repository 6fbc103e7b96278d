/* SPDX-License-Identifier: Apache-2.0
 * cache.h - the user's folder of compiled files: $XDG_CACHE_HOME/sumlint, or ~/.cache/sumlint. Whatever keeps it from being used is no error: the next run
 * takes as long as this one.
 */
#ifndef SL_CONFIG_CACHE_H
#define SL_CONFIG_CACHE_H

#include "base/str.h"

/* Smaller files are read sooner than looked up. */
#define SL_CACHE_LEAST ((size_t)16 * 1024)
/* For how many sources something is kept, and how much in all; what was written first goes first. */
#define SL_CACHE_MOST 100
#define SL_CACHE_MOST_BYTES ((uint64_t)512 << 20)

/* Opens what is kept for the source at the absolute `path`, to be closed by the caller; -1 where there is nothing. Only a regular file, of the user's own
   and in a folder of his own, that no one else can write to is opened. */
int sl_cache_open(sl_str path);
/* Keeps bytes for the source at `path`. */
void sl_cache_keep(sl_str path, sl_str bytes);

#endif
