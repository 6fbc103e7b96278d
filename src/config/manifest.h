/* SPDX-License-Identifier: Apache-2.0
 * manifest.h - what a plugin says of itself, in YAML: listed, explained and configured without loading its code.
 */
#ifndef SL_CONFIG_MANIFEST_H
#define SL_CONFIG_MANIFEST_H

#include "config/compiled.h"
#include "config/yaml.h"

typedef enum sl_severity { SL_OFF, SL_INFO, SL_WARNING, SL_ERROR } sl_severity;
const char *sl_severity_name(sl_severity severity);             /* "off", "info", "warning", "error" */
bool sl_severity_parse(sl_str text, sl_severity *out);

typedef enum sl_option_type { SL_OPTION_INTEGER, SL_OPTION_BOOLEAN, SL_OPTION_STRING, SL_OPTION_LIST } sl_option_type;

/* A value of an option. */
typedef struct sl_option_value {
	int64_t integer; /* also the boolean */
	sl_str string;
	uint32_t count;
	const sl_str *items;
} sl_option_value;

/* The schema of one option. */
typedef struct sl_option_schema {
	sl_str name;
	sl_option_type type;
	sl_str summary;
	int64_t minimum; /* of an integer */
	int64_t maximum;
	uint32_t choice_count; /* of a string, or of a list's items; 0: any */
	const sl_str *choices;
	sl_option_value standard; /* the default */
} sl_option_schema;

typedef enum sl_fixable { SL_FIX_NEVER, SL_FIX_SOMETIMES, SL_FIX_ALWAYS } sl_fixable;

typedef struct sl_example {
	sl_str bad;
	sl_str good;
	sl_str config; /* YAML as in .sumlint.yaml, or "" */
	bool markdown; /* syntax of both; text otherwise */
	uint32_t line;
} sl_example;

typedef struct sl_rule_manifest {
	sl_str id;   /* "topics/unknown" */
	sl_str name; /* "unknown" */
	sl_str summary;
	sl_str help; /* paragraphs */
	sl_severity severity;
	sl_fixable fixable;
	uint32_t option_count;
	const sl_option_schema *options;
	uint32_t example_count;
	const sl_example *examples;
	uint32_t line;
} sl_rule_manifest;

typedef struct sl_manifest {
	sl_str plugin; /* "topics" */
	sl_str summary;
	sl_str version;
	sl_str library; /* path of the shared object; "" for the host's own rules (plugin `core`) */
	sl_str file;    /* path of the manifest */
	bool shipped;   /* of the installation itself: its code is not confined */
	/* Shipped, and as it was when the installation was built, which was at that time; NULL: not so. sl_manifests_take_compiled */
	const struct timespec *built;
	uint32_t rule_count;
	const sl_rule_manifest *rules;
} sl_manifest;

/* Reads a manifest. All in `arena`. `library:` is relative to the manifest's folder and may not leave it; without one it is
   <plugin>.so beside the manifest. NULL with troubles. The form:

       plugin: topics
       version: 1.0.0
       summary: One line.
       library: topics.so            # optional
       example-config: |             # optional: for the examples that have no config of their own
         types: ...
       rules:
         - name: alias
           summary: One line.
           severity: error           # off | info | warning | error
           fixable: always           # never (default) | sometimes | always
           help: |
             What, why, what to write instead.
           options:                  # optional
             trailing: { type: string, default: ".,;", summary: ... }
             max: { type: integer, default: 8, minimum: 0, maximum: 100, summary: ... }
             case: { type: string, choices: [any, exact], default: any, summary: ... }
             words: { type: list, default: [], summary: ... }
           examples:                 # at least one
             - { bad: ..., good: ..., syntax: markdown, config: ... }   # syntax: markdown (default) | text
*/
#define SL_MANIFEST_MAX_BYTES ((size_t)16 * 1024 * 1024)
sl_manifest *sl_manifest_read_file(sl_arena *arena, const char *path, sl_troubles *troubles);
/* The same from memory; `file` is for messages and for the folder of the library. */
sl_manifest *sl_manifest_read(sl_arena *arena, sl_str file, sl_str bytes, sl_troubles *troubles);

/* All manifests of a run, sorted by plugin name. */
typedef struct sl_manifests {
	const sl_manifest **items;
	uint32_t count;
	uint32_t capacity;
	sl_compiled compiled; /* where the texts of the installation's are; to be closed last (sl_manifests_finish) */
} sl_manifests;

void sl_manifests_finish(sl_manifests *manifests);

/* ---- those of the installation in one compiled file: manifest_compiled.c ---- */

/* Appends the compiled file to an empty buffer; `sources` are the bytes they were read from. False when memory is short. */
bool sl_manifests_compile(const sl_manifest *const *manifests, const sl_str *sources, uint32_t count, sl_buffer *into);
/* Maps the file at `path` for those that follow; where there is none that serves, they are read from their YAML. */
void sl_manifests_open_compiled(sl_manifests *manifests, const char *path);
/* The manifest of the file at `path`, of which `about` is known. It is in `arena`, its texts where the file is mapped. NULL where the compiled file does not
   stand for it, and (arena->failed) when memory is short. */
sl_manifest *sl_manifests_take_compiled(sl_manifests *manifests, sl_arena *arena, const char *path, const struct stat *about);
/* Whether its library is the one that was built with the installation: what was put into its place later is newer. Asks the file system. */
bool sl_manifest_has_built_library(const sl_manifest *manifest);

/* ---- looking rules up ---- */

/* The rule of an id, or NULL; the plugin in *manifest where not NULL. */
const sl_rule_manifest *sl_manifests_rule(const sl_manifests *manifests, sl_str id, const sl_manifest **manifest);
/* The rule id or plugin name nearest to `id`, "" where none is near. */
sl_str sl_manifests_nearest(const sl_manifests *manifests, sl_str id, sl_arena *arena);

#endif
