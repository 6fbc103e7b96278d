/* SPDX-License-Identifier: Apache-2.0
 * unified.h - two texts as a unified diff that `git apply` and `patch` take.
 */
#ifndef SL_FIX_UNIFIED_H
#define SL_FIX_UNIFIED_H

#include "base/buffer.h"

/* Appends the diff from `before` to `after` of the file `path`, with "a/" and "b/" in front of its name (quoted as git does where it holds odd bytes)
   and three lines of context; nothing where both are equal. Shortest edit script (Myers 1986, doi:10.1007/BF01840446) while that is short; where texts
   have little in common, what is between their common beginning and end is replaced as a whole. False when memory is short. */
bool sl_append_unified(sl_buffer *into, sl_str path, sl_str before, sl_str after);

#endif
