/* SPDX-License-Identifier: Apache-2.0
 * config.h - from .sumlint.yaml files to the settings of one document.
 *
 * The nearest config file from a document's folder up is in force, alone. It stands on the files it `extends`, the later over the earlier; a file that is
 * extended twice counts where it is extended first. A config that with all it extends has neither `types` nor `documents` stands on the profile `summary`.
 * Layer by layer `rules` are laid over each other, then what of the layer's `overrides` takes the document: so own rules win over overrides of extended files.
 * Patterns count from the folder of the file that has them, for a profile from that of the config; a path outside of it begins with `../` for them.
 */
#ifndef SL_CONFIG_CONFIG_H
#define SL_CONFIG_CONFIG_H

#include "base/buffer.h"
#include "config/manifest.h"
#include "config/type.h"
#include "config/vocabulary.h"

#define SL_CONFIG_NAME ".sumlint.yaml"

/* Which line of which file said something; line 0: the built-in default of the manifest. */
typedef struct sl_origin {
	sl_str file;
	uint32_t line;
} sl_origin;

typedef struct sl_rule_setting {
	const sl_rule_manifest *rule;
	sl_severity severity;
	sl_origin severity_origin;
	const sl_option_value *options; /* rule->option_count of them */
	const sl_origin *option_origins;
} sl_rule_setting;

typedef struct sl_vocabulary_setting {
	sl_str name;
	const sumlint_vocabulary *vocabulary;
	sl_origin origin;
} sl_vocabulary_setting;

/* What applies to a document. One object for all documents to which the same applies: compare pointers. Immutable; owned by the configs. */
typedef struct sl_settings {
	const sl_type *type;
	sl_origin type_origin;
	uint32_t syntax; /* SUMLINT_SYNTAX_*, or 0: by the file's name */
	uint32_t rule_count;
	const sl_rule_setting *rules; /* every rule of every manifest, in the manifests' order */
	uint32_t vocabulary_count;
	const sl_vocabulary_setting *vocabularies;
	sl_str config_file; /* "" for the built-in defaults */
} sl_settings;

/* How the front end wants configs found. */
typedef struct sl_config_options {
	const char *config_file; /* --config FILE, for all documents; or NULL */
	bool no_config;          /* --no-config: the built-in defaults only */
	const char *rules_folder; /* the install's rules/: built-in profiles */
	bool trust_project_plugins;
	bool cache; /* vocabularies may be kept in the user's cache */
} sl_config_options;

/* All configs of a run, loaded as they are met and kept. */
typedef struct sl_configs sl_configs;

/* `manifests` outlives the configs. NULL only when memory is short. */
sl_configs *sl_configs_create(const sl_config_options *options, const sl_manifests *manifests, sl_troubles *troubles);
/* The same for one config held in memory, taken as if it were the config file in force for every path (`options->config_file` and discovery do not
   count; `options` gives rules_folder): for the examples of manifests. `yaml` is copied. `extends` may name built-in profiles; without one, and without
   `types` and `documents`, the built-in defaults apply. `yaml` of size 0 is the built-in defaults alone. sl_configs_settings answers SL_APPLIES for
   every path with extension .md or .txt. Troubles name `file`, and lines count from `first_line`. NULL only when memory is short. */
sl_configs *sl_configs_create_from_text(const sl_config_options *options, const sl_manifests *manifests, sl_str file, uint32_t first_line, sl_str yaml,
    sl_troubles *troubles);
void sl_configs_free(sl_configs *configs);

typedef enum sl_applies {
	SL_APPLIES,     /* *settings is set */
	SL_NO_DOCUMENT, /* a config rules here, but no entry of its `documents` takes the file */
	SL_IGNORED,     /* an `ignore:` pattern takes it */
	SL_BAD_CONFIG   /* its config is in trouble (reported once, when first met) */
} sl_applies;

/* What applies to the file of that path (as the user names it; need not exist). */
sl_applies sl_configs_settings(sl_configs *configs, sl_str path, const sl_settings **settings);
/* True where an `ignore:` pattern of the config in force takes the folder, so that a walk need not enter it. */
bool sl_configs_ignores_folder(sl_configs *configs, sl_str path);
/* Path of the config file in force for the file, "" for the built-in defaults. */
sl_str sl_configs_file(sl_configs *configs, sl_str path);
/* Appends, with commas between, the patterns of `documents` of the config in force for the file, as many as a message takes; nothing where its config is in
   trouble. False when memory is short. */
bool sl_configs_put_documents(sl_configs *configs, sl_str path, sl_buffer *out);

/* Paths of plugins that the config in force for `folder` (the current one, normally) or --config names under `plugins:`, before any manifest is read.
   Those of extended files count too. Each is refused with an error at its line unless trusted. Paths are made absolute, in `arena`. What else is wrong with
   the config is told by sl_configs_settings. False only when memory is short. */
bool sl_config_project_plugins(const sl_config_options *options, sl_arena *arena, const char ***paths, uint32_t *count, sl_troubles *troubles);

#endif
