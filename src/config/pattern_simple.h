/* SPDX-License-Identifier: Apache-2.0
 * pattern_simple.h - patterns whose matches do not depend on who looks for them.
 */
#ifndef SL_CONFIG_PATTERN_SIMPLE_H
#define SL_CONFIG_PATTERN_SIMPLE_H

#include "base/str.h"

/* PCRE2's interpreter and its machine code are held to agree, and do but for rare things: captures within what repeats, possessive quantifiers, recursion,
   verbs. True of a pattern that has none of them: literal text, classes, quantifiers, and groups with names, one behind the other. Most are of that
   kind; false is always right. `text` is a pattern that can be compiled. */
bool sl_pattern_is_simple(sl_str text);

#endif
