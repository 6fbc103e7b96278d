/* SPDX-License-Identifier: Apache-2.0
 * type_part.h - one entry of a type's `parts`.
 */
#ifndef SL_CONFIG_TYPE_PART_H
#define SL_CONFIG_TYPE_PART_H

#include "config/type_names.h"

/* A type in the making. */
typedef struct sl_type_reading {
	sl_reader *reader;
	sl_type *type;
	sl_type_names names;
	sl_type_names keys;
	sl_vocabulary_use *uses;
	uint32_t use_count;
	uint32_t use_capacity;
} sl_type_reading;

/* Reads a part into its slot and adds its names. False with troubles. */
bool sl_type_part(sl_type_reading *reading, const sl_yaml *node, uint32_t number, sumlint_slot *slot);
/* Adds what the part's `key` says. False with troubles. */
bool sl_type_part_keys(sl_type_reading *reading, const sl_yaml *node, uint32_t number);
/* Reads the name of a vocabulary and notes where it stands. */
bool sl_type_vocabulary(sl_type_reading *reading, const sl_yaml *node, sl_str *out);
/* Reads {min, max}. */
bool sl_type_limits(sl_reader *reader, const sl_yaml *node, const char *what, sumlint_limits *out);

#endif
