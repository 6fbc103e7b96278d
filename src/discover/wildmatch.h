/* SPDX-License-Identifier: Apache-2.0
 * wildmatch.h - one pattern of a .gitignore against one path, byte by byte as git itself does it (its wildmatch.c): base/glob.h counts
 * code points, and the two must not differ about a file that git leaves out.
 */
#ifndef SL_DISCOVER_WILDMATCH_H
#define SL_DISCOVER_WILDMATCH_H

#include "base/str.h"

/* `*`, `?` and [classes] do not match '/'; a whole component that is `**` matches any folders, none too. Allocates nothing. */
bool sl_wildmatch(sl_str pattern, sl_str text);

#endif
