/* SPDX-License-Identifier: Apache-2.0
 * config_parts.h - what configs are made of, for the files that read them, put them together and answer for documents.
 *
 * One file is a layer (config_file.c). A layer and all it extends, in order, are a config (config_extends.c, config_merge.c). A config and what of it takes a
 * document are settings (config_settings.c). Which config a folder has is in config_find.c.
 */
#ifndef SL_CONFIG_CONFIG_PARTS_H
#define SL_CONFIG_CONFIG_PARTS_H

#include "base/buffer.h"
#include "config/config.h"
#include "config/globs.h"
#include "config/table.h"

/* A config is written by hand; types with every limit and a long comment are a hundredth of this. */
#define SL_CONFIG_MAX_BYTES ((size_t)1 << 20)
/* Each type has a pattern to compile: enough for any desk, and no hour of compiling. */
#define SL_CONFIG_MAX_TYPES 100
/* Entries of `documents` and of `overrides`: every document is held against each. */
#define SL_CONFIG_MAX_ENTRIES 1000
/* How many files may extend each other in a row. */
#define SL_CONFIG_MAX_DEPTH 32
/* Of one file; who has seen these need not see the rest. */
#define SL_CONFIG_MAX_ERRORS 100

/* ---- rules (config_rules.c) ---- */

typedef struct sl_option_edit {
	uint32_t option; /* its number in the rule's schema */
	uint32_t line;
	sl_option_value value;
} sl_option_edit;

/* An entry of `rules`. */
typedef struct sl_rule_edit {
	uint32_t first; /* number of the rule in the manifests' order, or of the plugin's first */
	uint32_t count; /* 1, or how many rules the plugin has */
	bool has_severity;
	sl_severity severity;
	uint32_t severity_line;
	const sl_option_edit *options;
	uint32_t option_count;
} sl_rule_edit;

typedef struct sl_rule_edits {
	const sl_rule_edit *items; /* those of whole plugins first: a rule's own wins */
	uint32_t count;
} sl_rule_edits;

/* A rule's id, or a plugin's name. */
typedef struct sl_rule_name {
	uint32_t first;
	uint32_t count;
	const sl_rule_manifest *rule; /* NULL: a plugin */
	UT_hash_handle hh;
} sl_rule_name;

/* All rules of all manifests, in their order. */
typedef struct sl_rule_list {
	const sl_manifests *manifests;
	const sl_rule_manifest **rules;
	const sl_manifest **homes; /* of each rule */
	uint32_t *first_option;    /* of each rule: options of all rules one after the other */
	uint32_t count;
	uint32_t option_count;
	sl_rule_name *names;
} sl_rule_list;

/* False when memory is short. */
bool sl_rule_list_make(sl_rule_list *list, const sl_manifests *manifests, sl_arena *arena);
/* Reads `rules: {...}`. False with troubles. */
bool sl_rule_edits_read(sl_reader *reader, const sl_rule_list *list, const sl_yaml *node, sl_rule_edits *out);
/* Settings in the making: values and origins of all options, as rules->first_option says. */
typedef struct sl_rule_draft {
	const sl_rule_list *list;
	sl_rule_setting *rules;
	sl_option_value *values;
	sl_origin *origins;
} sl_rule_draft;
/* The manifests' defaults. False when memory is short. */
bool sl_rule_draft_make(sl_rule_draft *draft, const sl_rule_list *list, sl_arena *arena);
void sl_rule_edits_apply(const sl_rule_edits *edits, sl_str file, sl_rule_draft *draft);

/* ---- a layer: one file ---- */

/* An entry of `documents`, or of `overrides`. */
typedef struct sl_config_entry {
	const sl_yaml *node;
	sl_globs files;
	const sl_yaml *type; /* its name; NULL in overrides that have none */
	uint32_t syntax;     /* of `documents`: SUMLINT_SYNTAX_*, or 0 */
	sl_rule_edits rules; /* of `overrides` */
} sl_config_entry;

typedef struct sl_config_vocabulary {
	sl_str name;
	sl_str path; /* absolute */
	const sl_yaml *node;
} sl_config_vocabulary;

typedef struct sl_config_type {
	sl_str name;
	sl_type *type; /* NULL: in trouble */
} sl_config_type;

typedef struct sl_layer sl_layer;
struct sl_layer {
	sl_str path;   /* absolute; "" for a text in memory */
	sl_str file;   /* as shown */
	sl_str folder; /* absolute */
	bool built_in; /* a profile: its patterns count from the folder of the config that extends it */
	bool good;     /* and so is all that it extends */
	bool complete; /* the names of its types and vocabularies are known, and of all that it extends */
	bool open;     /* what it extends is being read */
	const sl_yaml *extends;
	const sl_yaml *plugins;
	const sl_yaml *types_node;
	sl_layer **bases; /* what it extends, in order */
	uint32_t base_count;
	uint32_t height; /* how many layers there are in a row, with itself */
	sl_config_type *types;
	uint32_t type_count;
	sl_config_entry *documents;
	uint32_t document_count;
	sl_config_entry *overrides;
	uint32_t override_count;
	sl_config_vocabulary *vocabularies;
	uint32_t vocabulary_count;
	sl_rule_edits rules;
	sl_globs ignore;
	uint32_t visit; /* number of the config whose layers were last gone through */
	UT_hash_handle hh;
};

/* ---- a config: a layer on all it extends ---- */

/* A type or vocabulary by its name; of several layers' the last. */
typedef struct sl_config_name {
	sl_str name;
	const sl_layer *layer;
	const sl_config_type *type;
	const sl_config_vocabulary *vocabulary;
	bool used; /* a vocabulary: a type names it */
	UT_hash_handle hh;
} sl_config_name;

/* Patterns with what their paths start from. */
typedef struct sl_config_globs {
	const sl_globs *globs; /* NULL: *.md, *.markdown and *.txt */
	uint32_t base;         /* index into the config's bases */
} sl_config_globs;

typedef struct sl_config_choice {
	sl_config_globs files;
	const sl_type *type; /* NULL in an override that has none */
	sl_origin type_origin;
	uint32_t syntax;
	const sl_rule_edits *rules;
	const sl_layer *layer;
} sl_config_choice;

/* Settings, kept for the next document to which the same applies. */
typedef struct sl_kept_settings {
	sl_settings settings;
	bool good;
	UT_hash_handle hh; /* by the config's key */
} sl_kept_settings;

typedef struct sl_config sl_config;
struct sl_config {
	sl_str path;   /* of its file, absolute: the key; "" for the built-in defaults and a text in memory */
	sl_str file;   /* as shown; "" for the built-in defaults */
	sl_str folder; /* absolute */
	bool good;
	bool takes_all;  /* what no entry takes is of the first entry's type */
	bool no_ignores;
	sl_layer *root;
	sl_layer **layers; /* the first extended first, the root last */
	uint32_t layer_count;
	uint32_t layer_capacity;
	sl_config_name *types;
	sl_config_name *vocabularies;
	sl_str *bases; /* folders from which patterns count; no two the same */
	uint32_t base_count;
	uint32_t base_capacity;
	sl_config_choice *documents; /* in the order in which they are tried */
	uint32_t document_count;
	sl_config_choice *overrides; /* in the order in which they are applied */
	uint32_t override_count;
	sl_config_globs *ignores; /* the last layer's first */
	uint32_t ignore_count;
	/* Of the document at hand: number of the entry of `documents`, then those of the overrides. */
	uint32_t *key;
	uint32_t key_count;
	uint32_t *last_key;
	uint32_t last_count;
	const sl_kept_settings *last;
	sl_kept_settings *kept;
	sl_config *older; /* made before this one */
	UT_hash_handle hh;
};

/* ---- folders ---- */

typedef struct sl_folder {
	sl_str path; /* absolute: the key */
	sl_str config_path; /* of the config file in force, "" where there is none */
	sl_config *config;  /* NULL until something in the folder is asked about */
	sl_str *prefixes;   /* from each of the config's bases to here: "", or with '/' at the end */
	UT_hash_handle hh;
} sl_folder;

/* A folder as the user names it. */
typedef struct sl_folder_name {
	sl_str name;
	sl_folder *folder;
	UT_hash_handle hh;
} sl_folder_name;

/* A vocabulary of the run, by its path. */
typedef struct sl_loaded_vocabulary {
	sl_str path;
	sumlint_vocabulary *vocabulary; /* NULL: in trouble */
	UT_hash_handle hh;
} sl_loaded_vocabulary;

/* A place in a config that was complained of. */
typedef struct sl_reported {
	const void *place;
	UT_hash_handle hh;
} sl_reported;

struct sl_configs {
	sl_config_options options;
	sl_troubles *troubles;
	sl_arena arena;
	sl_rule_list rules;
	bool plugins_only; /* of a layer only `extends` and `plugins` are read */
	sl_str here;       /* the current folder */
	sl_str profiles;   /* folder of the built-in profiles, absolute */
	sl_config *only;   /* for all documents; NULL: as found */
	sl_config *built_in;
	sl_layer *layers;
	sl_config *configs; /* of files, by path */
	sl_config *made;    /* all, the newest first */
	uint32_t visits;
	sl_layer *chain[SL_CONFIG_MAX_DEPTH + 1]; /* layers that are open, each extended by the one before */
	uint32_t depth;
	sl_type **types; /* all that were read, to be finished */
	uint32_t type_count;
	uint32_t type_capacity;
	sl_loaded_vocabulary *vocabularies;
	sl_reported *reported;
	sl_folder *folders;
	sl_folder_name *folder_names;
	const sl_folder_name *last_folder;
	sl_buffer scratch;
	/* The path of the document at hand, from each base of its config. */
	const sl_folder *paths_of;
	sl_buffer *paths;
	uint32_t path_count;
};

/* ---- config_path.c: paths, and files as bytes ---- */

/* In the arena. Data is NULL when memory is short (told). */
sl_str sl_config_path(sl_configs *configs, sl_str folder, sl_str path);
/* An absolute path as shown: below the current folder from there. */
sl_str sl_config_shown(const sl_configs *configs, sl_str path);
/* What leads from folder `base` to folder `path`, both absolute: "", or with '/' at the end. In the arena. */
sl_str sl_config_from(sl_configs *configs, sl_str base, sl_str path);
/* Reads a file of a config; `node` (may be NULL) of `reader` names it and is blamed. False with troubles. */
bool sl_config_read_bytes(sl_configs *configs, sl_reader *reader, const sl_yaml *node, sl_str path, size_t limit, sl_buffer *into);
/* Puts the troubles from number `first` on in the order of files and lines, whatever was looked at first. */
void sl_config_sort_troubles(sl_configs *configs, uint32_t first);
/* True where there is a regular file (or a folder) that can be read; else complains at the node, with the nearest name in its folder. */
bool sl_config_want_file(sl_configs *configs, sl_reader *reader, const sl_yaml *node, sl_str path, bool or_folder);

/* ---- config_file.c ---- */

/* Reads the layer's keys from its text. False with troubles. */
bool sl_layer_read(sl_configs *configs, sl_layer *layer, sl_str bytes, uint32_t first_line);
/* Item of a list, or the one. */
static inline const sl_yaml *sl_yaml_item(const sl_yaml *node, uint32_t index)
{
	return node->kind == SL_YAML_LIST ? node->items[index] : node;
}
static inline uint32_t sl_yaml_item_count(const sl_yaml *node)
{
	return node->kind == SL_YAML_LIST ? node->count : 1;
}

/* ---- config_extends.c ---- */

/* The layer of a file with all it extends, read at the first call. NULL when memory is short. `reader` and `node` (may be NULL) name it and are blamed. */
sl_layer *sl_layer_at(sl_configs *configs, sl_str path, sl_str shown, sl_reader *reader, const sl_yaml *node);
/* The same for a text in memory. */
sl_layer *sl_layer_of_text(sl_configs *configs, sl_str file, uint32_t first_line, sl_str text);
/* A layer that extends `summary` and says nothing else. */
sl_layer *sl_layer_built_in(sl_configs *configs);
/* Lists all layers below the config's root, each once. False when memory is short. */
bool sl_config_list_layers(sl_configs *configs, sl_config *config);

/* ---- config_merge.c, config_find.c, config_settings.c, config_vocabularies.c ---- */

/* Puts a root and what it extends together. NULL when memory is short; not good with troubles. */
sl_config *sl_config_make(sl_configs *configs, sl_layer *root, sl_str path, sl_str file, sl_str folder);
/* The config of a file, made at the first call. NULL when memory is short. */
sl_config *sl_config_at(sl_configs *configs, sl_str path, sl_str shown);
/* The built-in defaults, made at the first call. NULL when memory is short. */
sl_config *sl_config_built_in(sl_configs *configs);
/* Path of the config file in force in an absolute folder, "" where there is none; data is NULL when memory is short (told). */
sl_str sl_config_find(sl_configs *configs, sl_str folder);
/* The folder, with its config, as the user names it. NULL when memory is short. */
sl_folder *sl_config_folder(sl_configs *configs, sl_str name);
/* Sets configs->paths for a name in the folder. False when memory is short. */
bool sl_config_set_paths(sl_configs *configs, sl_folder *folder, sl_str name);
/* Settings for config->key. NULL when memory is short. */
const sl_kept_settings *sl_config_settings(sl_configs *configs, sl_config *config);
/* The vocabularies that the type needs. False with troubles. */
bool sl_config_vocabularies(sl_configs *configs, sl_config *config, const sl_type *type, sl_settings *out);
/* Whether a complaint about this place is the first. */
bool sl_config_first_complaint(sl_configs *configs, const void *place);
#endif
