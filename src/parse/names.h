/* SPDX-License-Identifier: Apache-2.0
 * names.h - which part of the type a heading, a label or a front-matter key names.
 */
#ifndef SL_PARSE_NAMES_H
#define SL_PARSE_NAMES_H

#include "base/buffer.h"
#include "config/type.h"

/* Headings and labels longer than this are never names. */
#define SL_NAME_MAX_BYTES 200

/* Memory to fold names in; one for a document. */
typedef struct sl_folder {
	char ascii[SL_NAME_MAX_BYTES + 1];
	sl_buffer other; /* for text that is not ASCII */
	bool failed;     /* memory ran out */
} sl_folder;

/* The folded form of a short text, valid until the next call; empty where it is too long to be a name. */
sl_str sl_folder_fold(sl_folder *folder, sl_str text);
void sl_folder_finish(sl_folder *folder);

/* False where no name begins like `text`, which begins with no white space: a quick look that spares most lines the rest. */
bool sl_name_may_begin(const sl_name *names, uint32_t count, sl_str text);
/* The name among `count` that is exactly `folded` (a {placeholder} takes any text that is not empty), or NULL. */
const sl_name *sl_name_find(const sl_name *names, uint32_t count, sl_str folded);
/* The name that the type writes just like `text`: most are written so, and then need no folding. NULL where there is none: sl_name_find may know it. */
const sl_name *sl_name_as_written(const sl_name *names, uint32_t count, sl_str text);
/* The name nearest to `folded` whose slot `wanted` allows (NULL: all), within sl_near_limit of the name; *distance is set. */
const sl_name *sl_name_nearest(const sl_name *names, uint32_t count, sl_str folded, const bool *wanted, uint32_t *distance);

/* What `text`, which is nearest to the name, should read: what stands for a {placeholder} at the end is as in the text. "" where that cannot be told, or
   memory is short. */
sl_str sl_name_mended(sl_arena *arena, const sl_name *name, sl_str folded, sl_str text);

/* *out is how the type writes the name, where `text`, which is that name, has other capitals; "" where it has not. What stands for a {placeholder} is as in
   the text. False when memory is short. */
bool sl_name_written(sl_arena *arena, const sl_name *name, sl_str text, sl_str *out);

#endif
