/* SPDX-License-Identifier: Apache-2.0
 * distance.h - how far apart two words are.
 */
#ifndef SL_BASE_DISTANCE_H
#define SL_BASE_DISTANCE_H

#include "base/str.h"

/* Longer texts (in bytes) are never compared: they are over any limit. Keeps every comparison small. */
#define SL_DISTANCE_MAX_BYTES 200

/* Damerau-Levenshtein distance (optimal string alignment: Boytsov 2011, doi:10.1145/1963190.1963191, section 2) in code
   points of two valid UTF-8 texts, normally folded ones; UINT32_MAX when it is over `limit`. Allocates nothing. */
uint32_t sl_distance(sl_str a, sl_str b, uint32_t limit);
/* The distance within which a label of that many code points is "near enough to be useful": 0 for 1 or 2, 1 up to 5,
   2 up to 11, 3 beyond. */
uint32_t sl_near_limit(size_t codepoints);
/* The one of `count` NUL-terminated names nearest to `text` (ASCII case ignored), or NULL where none is near. */
const char *sl_nearest_name(sl_str text, const char *const *names, size_t count);

#endif
