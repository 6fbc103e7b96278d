/* SPDX-License-Identifier: Apache-2.0
 * fields.h - parts that the front matter carries.
 */
#ifndef SL_PARSE_FIELDS_H
#define SL_PARSE_FIELDS_H

#include "parse/document.h"
#include "parse/outline.h"

/* Parts in the making. */
typedef struct sl_parts {
	sumlint_part **items;
	uint32_t count;
	uint32_t capacity;
} sl_parts;

/* A new part with its defaults set, appended; NULL when memory is short. */
sumlint_part *sl_parts_add(sl_arena *arena, sl_parts *parts, uint32_t kind);

/* Parts whose keys are as they should be; with `near`, those whose keys are misspelt and whose parts are still missing. Marks them in
   outline->present. False when memory is short. */
bool sl_fields_parse(sl_document *document, sl_outline *outline, sl_parts *parts, bool near);

#endif
