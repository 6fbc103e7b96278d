/* SPDX-License-Identifier: Apache-2.0
 * type.h - document types: what the parts of a document are called and may hold.
 */
#ifndef SL_CONFIG_TYPE_H
#define SL_CONFIG_TYPE_H

#include "config/yaml.h"
#include "sumlint/document.h"

/* One way to write a part's name: the name itself, an alias, or a front-matter key. */
typedef struct sl_name {
	sl_str text;   /* as written in the type */
	sl_str folded; /* under sl_fold; for a {placeholder} the part before it */
	sl_str tail;   /* folded part behind the placeholder; unused without one */
	uint32_t slot;
	bool placeholder;
	bool alias; /* not the slot's own name */
} sl_name;

typedef struct sl_pattern sl_pattern; /* config/pattern.h */

/* Where a type names a vocabulary. Whether there is one of that name, only a whole config can say. */
typedef struct sl_vocabulary_use {
	sl_str name;
	uint32_t line;
	uint32_t column;
} sl_vocabulary_use;

/* A document type as loaded. `public` is what plugins see. Immutable after load. */
typedef struct sl_type {
	sumlint_type public;
	/* Headings and labels: name and aliases of every slot. Those with a {placeholder} come last, so that an exact name wins. */
	const sl_name *names;
	uint32_t name_count;
	size_t longest_name; /* bytes of the longest folded name, with room for what stands for a placeholder */
	/* Front-matter keys, folded with '-' and '_' as spaces: title, attribution (slot SUMLINT_NONE), each slot's name, its aliases, its
	   vocabulary's name, its `key`; placeholders last. */
	const sl_name *keys;
	uint32_t key_count;
	/* The attribution's pattern, compiled at load (PCRE2: JIT, match and heap limits set), or NULL. */
	sl_pattern *pattern;
	const sl_vocabulary_use *uses; /* in the order of the file */
	uint32_t use_count;
	sl_str file; /* which defined it */
	uint32_t line;
} sl_type;

/* Reads `node`, the value of `types: {name: node}`. In the reader's arena, but for `pattern`, which sl_type_finish frees. NULL with
   troubles: an unknown key, a wrong type, min over max, two parts of one name, a pattern that PCRE2 refuses (at its offset). */
sl_type *sl_type_read(sl_reader *reader, sl_str name, const sl_yaml *node);
void sl_type_finish(sl_type *type); /* NULL is fine */

#endif
