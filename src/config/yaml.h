/* SPDX-License-Identifier: Apache-2.0
 * yaml.h - the one YAML reader: libyaml's events as a tree with positions. Configs, types, vocabularies, manifests and front
 * matter are read through it. Scalars stay text: `off` is "off", `no` is "no".
 */
#ifndef SL_CONFIG_YAML_H
#define SL_CONFIG_YAML_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/trouble.h"

typedef enum sl_yaml_kind { SL_YAML_SCALAR, SL_YAML_LIST, SL_YAML_MAP } sl_yaml_kind;
typedef enum sl_yaml_style { SL_YAML_PLAIN, SL_YAML_SINGLE, SL_YAML_DOUBLE, SL_YAML_LITERAL, SL_YAML_FOLDED } sl_yaml_style;

typedef struct sl_yaml sl_yaml;
typedef struct sl_yaml_entry { /* of a map */
	sl_yaml *key;          /* always a scalar */
	sl_yaml *value;
} sl_yaml_entry;

struct sl_yaml {
	sl_yaml_kind kind;
	sl_yaml_style style; /* of a scalar */
	bool flow;           /* of a list or map: [a, b] */
	uint32_t line;       /* from 1 */
	uint32_t column;     /* from 1, in code points */
	sl_span span;        /* bytes of the source: of a scalar with its quotes; of a block collection up to its last value */
	sl_str text;         /* of a scalar: unescaped, in the arena */
	uint32_t count;      /* items or entries */
	union {
		sl_yaml **items;
		sl_yaml_entry *entries;
	};
};

/* Limits, so that a hostile file ends in an error and not in hours: nesting, and nodes with every alias written out. */
#define SL_YAML_MAX_DEPTH 64
#define SL_YAML_MAX_NODES 5000000

/* Reads one document. Tree and texts live in `arena`. NULL with troubles filled in: a syntax error, a second document, a
   duplicate key, a key that is no scalar, limits passed, an alias within its own anchor, memory. An empty document is an empty map.
   Spans count from `offset` and lines from `first_line` (front matter is a piece of a file); 0 and 1 for whole files. */
sl_yaml *sl_yaml_read(sl_arena *arena, sl_str file, sl_str bytes, uint32_t offset, uint32_t first_line, sl_troubles *troubles);
/* The same for a file on disk; a missing or unreadable one is an error at `file`. */
sl_yaml *sl_yaml_read_file(sl_arena *arena, const char *path, sl_troubles *troubles);

/* As sl_yaml_read does for a whole file of the installation, at `path`: from the compiled file beside it where there is one. */
sl_yaml *sl_yaml_read_shipped(sl_arena *arena, sl_str file, const char *path, sl_str bytes, sl_troubles *troubles);
/* Appends the compiled form of a tree that was read from `source` to an empty buffer. False when memory is short. */
bool sl_yaml_compile(const sl_yaml *root, sl_str source, sl_buffer *into);

/* ---- reading a tree against what is expected; each wrong type is an error at its line, with what was expected ---- */

/* Where a tree comes from, and where its troubles go. */
typedef struct sl_reader {
	sl_arena *arena;
	sl_str file; /* as shown in messages; lives as long as what is read */
	sl_troubles *troubles;
} sl_reader;

/* Value of key, or NULL. */
const sl_yaml *sl_yaml_get(const sl_yaml *map, const char *key);
/* A key of the map is nearly that one, which is missing: as an unknown key it has been told already. */
bool sl_yaml_misspelt(const sl_yaml *map, const char *key);
/* Error for every key (of many the first hundred) of `map` that is not in `known` (NULL-terminated list), with the nearest known one. */
bool sl_yaml_known_keys(sl_reader *reader, const sl_yaml *map, const char *what, const char *const *known);
/* False, with an error naming `what`, where node is not of the kind; text out parameters alias the tree. */
bool sl_yaml_want_map(sl_reader *reader, const sl_yaml *node, const char *what);
bool sl_yaml_want_list(sl_reader *reader, const sl_yaml *node, const char *what);
bool sl_yaml_want_text(sl_reader *reader, const sl_yaml *node, const char *what, sl_str *out);
/* The same, and not empty. */
bool sl_yaml_want_name(sl_reader *reader, const sl_yaml *node, const char *what, sl_str *out);
/* A list of names, or one; *out is in the reader's arena. */
bool sl_yaml_want_texts(sl_reader *reader, const sl_yaml *node, const char *what, sl_str **out, uint32_t *count);
bool sl_yaml_want_bool(sl_reader *reader, const sl_yaml *node, const char *what, bool *out);
bool sl_yaml_want_integer(sl_reader *reader, const sl_yaml *node, const char *what, int64_t *out);
/* One of `choices` (NULL-terminated): its index. */
bool sl_yaml_want_choice(sl_reader *reader, const sl_yaml *node, const char *what, const char *const *choices, uint32_t *out);
/* Below UINT32_MAX. */
bool sl_yaml_want_uint(sl_reader *reader, const sl_yaml *node, const char *what, uint32_t *out);
void sl_yaml_error(sl_reader *reader, const sl_yaml *node, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* For printf("%.*s", SL_SHOWN(s)): what a file says, cut after 60 characters so that a message stays one. */
#define SL_SHOWN(s) (int)sl_yaml_shown(s), ((s).data ? (s).data : "")
size_t sl_yaml_shown(sl_str text);

#endif
