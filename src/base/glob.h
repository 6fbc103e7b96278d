/* SPDX-License-Identifier: Apache-2.0
 * glob.h - path patterns as gitignore(5) has them: `*` and `?` stay within a folder, `**` crosses folders, [a-z], [!a-z],
 * `\` takes the next character as it is; besides, {a,b} where braces are asked for.
 */
#ifndef SL_BASE_GLOB_H
#define SL_BASE_GLOB_H

#include "base/str.h"

/* True where `pattern` matches all of `path` ('/' between folders). Time is bounded by the product of their lengths. No
   allocation. `braces`: {a,b} means either (not nested; at most 32 alternatives are tried). */
bool sl_glob_match(sl_str pattern, sl_str path, bool braces);

#endif
