/* SPDX-License-Identifier: Apache-2.0
 * entities.h - character references (CommonMark 0.31, section 2.5): all numeric ones, and the named ones that people write.
 */
#ifndef SL_PARSE_ENTITIES_H
#define SL_PARSE_ENTITIES_H

#include "base/str.h"

/* Size of the reference that begins at text.data with '&', its character in *codepoint; 0 where there is none. */
size_t sl_entity(sl_str text, uint32_t *codepoint);

#endif
