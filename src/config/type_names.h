/* SPDX-License-Identifier: Apache-2.0
 * type_names.h - collecting the names of a type's parts, no two of which may be the same.
 */
#ifndef SL_CONFIG_TYPE_NAMES_H
#define SL_CONFIG_TYPE_NAMES_H

#include "config/type.h"

/* Headings are compared with every name: enough for any desk, and no quadratic surprise. */
#define SL_TYPE_MAX_PARTS 500
#define SL_TYPE_MAX_NAMES 2000
/* Longer headings, labels and keys are never names: the parsers do not look at them. */
#define SL_TYPE_NAME_BYTES 200
/* What stands for a placeholder is rarely longer. */
#define SL_TYPE_PLACEHOLDER_BYTES 64

/* A list of names in the making. */
typedef struct sl_type_names {
	sl_reader *reader;
	bool keys; /* front-matter keys: '-' and '_' are spaces */
	sl_name *items;
	uint32_t *lines; /* of each: 0 for those that come of themselves */
	uint32_t count;
	uint32_t capacity;
	uint32_t line_capacity;
} sl_type_names;

/* Adds a name as written at `node`. False with an error: no text, too long, a broken {placeholder}, the name of another part. */
bool sl_type_names_add(sl_type_names *names, const sl_yaml *node, sl_str text, uint32_t slot, bool alias);
/* Adds a key that comes of itself, unless something else has that name. False only when memory is short. */
bool sl_type_names_imply(sl_type_names *names, sl_str text, uint32_t slot, bool alias);
/* The names, exact ones first. NULL when memory is short. */
const sl_name *sl_type_names_give(sl_type_names *names, size_t *longest);

#endif
