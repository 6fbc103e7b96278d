/* SPDX-License-Identifier: Apache-2.0
 * config.c - all configs of a run: made, freed, and asked for the plugins of the project before anything else.
 */
#include "config/config.h"

#include "config/config_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- making and freeing ---- */

static bool find_here(sl_configs *configs)
{
	char *here = getcwd(NULL, 0);
	if (!here && errno == ENOMEM)
		return false;
	/* Files named from the root can be checked all the same. */
	if (!here && !configs->plugins_only)
		sl_error(configs->troubles, SL_LIT(""), 0, 0, "the current folder cannot be told: %s", strerror(errno));
	configs->here = sl_arena_copy(&configs->arena, sl_str_of(here ? here : "/"));
	free(here);
	return configs->here.data != NULL;
}

static bool find_profiles(sl_configs *configs)
{
	sl_str rules = sl_config_path(configs, configs->here, sl_str_of(configs->options.rules_folder));
	configs->profiles = rules.data ? sl_config_path(configs, rules, SL_LIT("profiles")) : rules;
	return configs->profiles.data != NULL;
}

static sl_configs *create(const sl_config_options *options, const sl_manifests *manifests, sl_troubles *troubles)
{
	sl_configs *configs = calloc(1, sizeof(*configs));
	if (!configs)
		return NULL;
	configs->options = *options;
	configs->troubles = troubles;
	configs->plugins_only = manifests == NULL;
	sl_arena_init(&configs->arena);
	sl_buffer_init(&configs->scratch);
	if (find_here(configs) && find_profiles(configs) &&
	    (!manifests || sl_rule_list_make(&configs->rules, manifests, &configs->arena)))
		return configs;
	sl_configs_free(configs);
	return NULL;
}

static void finish(sl_configs *configs)
{
	for (sl_config *config = configs->made; config; config = config->older) {
		HASH_CLEAR(hh, config->types);
		HASH_CLEAR(hh, config->vocabularies);
		HASH_CLEAR(hh, config->kept);
	}
	for (const sl_loaded_vocabulary *loaded = configs->vocabularies; loaded; loaded = loaded->hh.next)
		sl_vocabulary_free(loaded->vocabulary);
	for (uint32_t i = 0; i < configs->type_count; i++)
		sl_type_finish(configs->types[i]);
	for (uint32_t i = 0; i < configs->path_count; i++)
		sl_buffer_finish(&configs->paths[i]);
}

void sl_configs_free(sl_configs *configs)
{
	if (!configs)
		return;
	finish(configs);
	HASH_CLEAR(hh, configs->rules.names);
	HASH_CLEAR(hh, configs->layers);
	HASH_CLEAR(hh, configs->configs);
	HASH_CLEAR(hh, configs->vocabularies);
	HASH_CLEAR(hh, configs->reported);
	HASH_CLEAR(hh, configs->folders);
	HASH_CLEAR(hh, configs->folder_names);
	sl_buffer_finish(&configs->scratch);
	sl_arena_finish(&configs->arena);
	free(configs);
}

/* The one config for all documents. */
static sl_configs *with_only(sl_configs *configs, sl_config *only)
{
	configs->only = only;
	if (only)
		return configs;
	sl_configs_free(configs);
	return NULL;
}

static sl_config *named_config(sl_configs *configs)
{
	sl_str shown = sl_arena_copy(&configs->arena, sl_str_of(configs->options.config_file));
	sl_str path = shown.data ? sl_config_path(configs, configs->here, shown) : shown;
	return path.data ? sl_config_at(configs, path, shown) : NULL;
}

sl_configs *sl_configs_create(const sl_config_options *options, const sl_manifests *manifests, sl_troubles *troubles)
{
	sl_configs *configs = create(options, manifests, troubles);
	if (!configs || (!options->no_config && !options->config_file))
		return configs;
	return with_only(configs, options->no_config ? sl_config_built_in(configs) : named_config(configs));
}

static sl_config *text_config(sl_configs *configs, sl_str file, uint32_t first_line, sl_str yaml)
{
	if (yaml.size == 0)
		return sl_config_built_in(configs);
	uint32_t troubles = configs->troubles->count;
	sl_str shown = sl_arena_copy(&configs->arena, file);
	sl_layer *layer = shown.data ? sl_layer_of_text(configs, shown, first_line, yaml) : NULL;
	sl_config *config = layer ? sl_config_make(configs, layer, SL_LIT(""), shown, configs->here) : NULL;
	sl_config_sort_troubles(configs, troubles);
	return config;
}

sl_configs *sl_configs_create_from_text(const sl_config_options *options, const sl_manifests *manifests, sl_str file, uint32_t first_line, sl_str yaml,
    sl_troubles *troubles)
{
	sl_configs *configs = create(options, manifests, troubles);
	if (!configs)
		return NULL;
	configs->options.config_file = NULL;
	configs->options.no_config = false;
	sl_config *config = text_config(configs, file, first_line, yaml);
	if (config)
		config->takes_all = config->no_ignores = true;
	return with_only(configs, config);
}

/* ---- plugins of the project ---- */

typedef struct plugins {
	const sl_config_options *options;
	sl_arena *arena;
	sl_configs *configs;
	sl_troubles *troubles;
	const char **paths;
	uint32_t count;
	uint32_t capacity;
} plugins;

/* False when memory is short. */
static bool add_plugin(plugins *found, const sl_layer *layer, const sl_yaml *node)
{
	sl_reader reader = { found->arena, layer->file, found->troubles };
	if (!found->options->trust_project_plugins) {
		sl_yaml_error(&reader, node, "the plugin '%.*s' is refused: a config may bring no code along unless `--trust-project-plugins` is given",
		    SL_SHOWN(node->text));
		return true;
	}
	sl_str path = sl_config_path(found->configs, layer->folder, node->text);
	if (!path.data)
		return false;
	if (!sl_config_want_file(found->configs, &reader, node, path, true))
		return !found->troubles->no_memory;
	path = sl_arena_copy(found->arena, path);
	if (!path.data || !sl_arena_grow(found->arena, (void **)&found->paths, found->count, &found->capacity, sizeof(*found->paths)))
		return false;
	found->paths[found->count++] = path.data;
	return true;
}

static bool find_plugins(plugins *found)
{
	sl_configs *configs = found->configs;
	sl_config *config = NULL;
	if (found->options->config_file) {
		config = named_config(configs);
	} else {
		sl_str path = sl_config_find(configs, configs->here);
		if (path.size)
			config = sl_config_at(configs, path, sl_config_shown(configs, path));
	}
	bool good = true;
	for (uint32_t i = 0; config && i < config->layer_count; i++) {
		const sl_layer *layer = config->layers[i];
		for (uint32_t j = 0; good && layer->plugins && j < sl_yaml_item_count(layer->plugins); j++)
			good = add_plugin(found, layer, sl_yaml_item(layer->plugins, j));
	}
	return good && !configs->troubles->no_memory;
}

bool sl_config_project_plugins(const sl_config_options *options, sl_arena *arena, const char ***paths, uint32_t *count, sl_troubles *troubles)
{
	/* What else is wrong with the config is told when it is read for its documents. */
	sl_troubles aside;
	plugins found = { .options = options, .arena = arena, .troubles = troubles };
	*paths = NULL;
	*count = 0;
	if (options->no_config)
		return true;
	sl_troubles_init(&aside);
	found.configs = create(options, NULL, &aside);
	bool good = found.configs && find_plugins(&found);
	if (!good)
		sl_no_memory(troubles);
	*paths = found.paths;
	*count = found.count;
	sl_configs_free(found.configs);
	sl_troubles_finish(&aside);
	return good;
}
