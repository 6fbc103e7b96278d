/* SPDX-License-Identifier: Apache-2.0
 * config_extends.c - a file and what it extends: built-in profiles by name, other files by path. Every file is read once in a run.
 */
#include "config/config_parts.h"

#include "base/distance.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#define EXTENSION SL_LIT(".yaml")

/* ---- profiles ---- */

/* A name has no '/' and no extension; anything else is a path. */
static bool is_path(sl_str text)
{
	return memchr(text.data, '/', (size_t)text.size) || sl_str_ends(text, EXTENSION) || sl_str_ends(text, SL_LIT(".yml"));
}

static sl_str profile_path(sl_configs *configs, sl_str name)
{
	sl_buffer file;
	sl_buffer_init(&file);
	sl_buffer_append(&file, name);
	sl_buffer_append(&file, EXTENSION);
	sl_str path = { NULL, 0 };
	if (file.failed)
		sl_no_memory(configs->troubles);
	else
		path = sl_config_path(configs, configs->profiles, sl_buffer_str(&file));
	sl_buffer_finish(&file);
	return path;
}

static int is_profile(const struct dirent *entry)
{
	sl_str name = sl_str_of(entry->d_name);
	return name.data[0] != '.' && sl_str_ends(name, EXTENSION);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void complain_of_profile(sl_configs *configs, sl_reader *reader, const sl_yaml *node, struct dirent **profiles, size_t count)
{
	sl_buffer list;
	const char **names = calloc(count + 1, sizeof(*names));
	sl_buffer_init(&list);
	for (size_t i = 0; i < count && names; i++) {
		profiles[i]->d_name[strlen(profiles[i]->d_name) - EXTENSION.size] = '\0';
		names[i] = profiles[i]->d_name;
		sl_buffer_printf(&list, "%s%s", i ? ", " : "", names[i]);
	}
	const char *nearest = names ? sl_nearest_name(node->text, names, count) : NULL;
	if (!names || list.failed)
		sl_no_memory(configs->troubles);
	else if (nearest)
		sl_yaml_error(reader, node, "unknown profile '%.*s'; did you mean '%s'? There are: %s", SL_SHOWN(node->text), nearest, list.data);
	else if (count)
		sl_yaml_error(reader, node, "unknown profile '%.*s'; there are: %s (a file is named with its '.yaml')", SL_SHOWN(node->text), list.data);
	else
		sl_yaml_error(reader, node, "unknown profile '%.*s': there are none in %.*s", SL_SHOWN(node->text), SL_ARG(configs->profiles));
	free(names);
	sl_buffer_finish(&list);
}

/* Path of the profile, with a complaint and {NULL, 0} where there is none. */
static sl_str find_profile(sl_configs *configs, sl_reader *reader, const sl_yaml *node)
{
	struct dirent **profiles = NULL;
	int count = scandir(configs->profiles.data, &profiles, is_profile, by_name);
	sl_str path = { NULL, 0 };
	bool found = false;
	for (int i = 0; i < count && !found; i++) {
		sl_str name = sl_str_of(profiles[i]->d_name);
		found = sl_str_equal((sl_str){ name.data, name.size - EXTENSION.size }, node->text);
	}
	if (found)
		path = profile_path(configs, node->text);
	else if (count < 0 && errno == ENOMEM)
		sl_no_memory(configs->troubles);
	else
		complain_of_profile(configs, reader, node, profiles, count < 0 ? 0 : (size_t)count);
	for (int i = 0; i < count; i++)
		free(profiles[i]);
	free(profiles);
	return path;
}

/* ---- layers ---- */

static sl_layer *new_layer(sl_configs *configs, sl_str path, sl_str file, sl_str folder)
{
	sl_layer *layer = sl_arena_calloc(&configs->arena, 1, sizeof(*layer));
	if (!layer) {
		sl_no_memory(configs->troubles);
		return NULL;
	}
	layer->path = path;
	layer->file = file;
	layer->folder = folder;
	layer->built_in = sl_str_equal(folder, configs->profiles);
	return layer;
}

/* "a.yaml -> b.yaml -> a.yaml" */
static void complain_of_circle(sl_configs *configs, const sl_layer *again, sl_reader *reader, const sl_yaml *node)
{
	uint32_t from = 0;
	sl_buffer chain;
	sl_buffer_init(&chain);
	while (configs->chain[from] != again)
		from++;
	for (uint32_t i = from; i < configs->depth; i++)
		sl_buffer_printf(&chain, "%.*s -> ", SL_ARG(configs->chain[i]->file));
	if (chain.failed)
		sl_no_memory(configs->troubles);
	else
		sl_yaml_error(reader, node, "'extends' goes round in a circle: %s%.*s", chain.data, SL_ARG(again->file));
	sl_buffer_finish(&chain);
}

/* The layer that an item of `extends` names, or NULL with a complaint. */
static sl_layer *base_of(sl_configs *configs, const sl_layer *layer, const sl_yaml *node)
{
	sl_reader reader = { &configs->arena, layer->file, configs->troubles };
	bool by_path = is_path(node->text);
	sl_str path = by_path ? sl_config_path(configs, layer->folder, node->text) : find_profile(configs, &reader, node);
	if (!path.data)
		return NULL;
	/* Before it is read, and after: it may have been read already, with all that it extends. */
	bool deep = configs->depth >= SL_CONFIG_MAX_DEPTH;
	sl_layer *base = deep ? NULL : sl_layer_at(configs, path, sl_config_shown(configs, path), &reader, node);
	if (base && base->open) {
		complain_of_circle(configs, base, &reader, node);
		return NULL;
	}
	if (!deep && (!base || configs->depth + base->height <= SL_CONFIG_MAX_DEPTH))
		return base;
	sl_yaml_error(&reader, node, "more than %d files extend each other in a row", SL_CONFIG_MAX_DEPTH);
	return NULL;
}

static void read_bases(sl_configs *configs, sl_layer *layer)
{
	uint32_t count = layer->extends ? sl_yaml_item_count(layer->extends) : 0;
	layer->bases = sl_arena_calloc(&configs->arena, count, sizeof(sl_layer *));
	if (!layer->bases) {
		sl_no_memory(configs->troubles);
		layer->good = false;
		return;
	}
	configs->chain[configs->depth++] = layer;
	layer->open = true;
	layer->height = 1;
	for (uint32_t i = 0; i < count; i++) {
		sl_layer *base = base_of(configs, layer, sl_yaml_item(layer->extends, i));
		layer->good = base && base->good && layer->good;
		layer->complete = base && base->complete && layer->complete;
		if (!base)
			continue;
		layer->bases[layer->base_count++] = base;
		if (layer->height <= base->height)
			layer->height = base->height + 1;
	}
	layer->open = false;
	configs->depth--;
}

static void read_layer(sl_configs *configs, sl_layer *layer, sl_str bytes, uint32_t first_line)
{
	layer->good = sl_layer_read(configs, layer, bytes, first_line);
	read_bases(configs, layer);
}

sl_layer *sl_layer_at(sl_configs *configs, sl_str path, sl_str shown, sl_reader *reader, const sl_yaml *node)
{
	sl_layer *layer = NULL;
	HASH_FIND(hh, configs->layers, path.data, (unsigned)path.size, layer);
	if (layer)
		return layer;
	sl_str folder = sl_arena_copy(&configs->arena, sl_path_folder(path));
	layer = folder.data ? new_layer(configs, path, shown, folder) : NULL;
	if (!layer) {
		sl_no_memory(configs->troubles);
		return NULL;
	}
	HASH_ADD_KEYPTR(hh, configs->layers, layer->path.data, (unsigned)path.size, layer);
	if (!layer->hh.tbl) {
		sl_no_memory(configs->troubles);
		return NULL;
	}
	sl_reader own = { &configs->arena, shown, configs->troubles };
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	if (sl_config_read_bytes(configs, node ? reader : &own, node, path, SL_CONFIG_MAX_BYTES, &bytes))
		read_layer(configs, layer, sl_buffer_str(&bytes), 1);
	sl_buffer_finish(&bytes);
	return layer;
}

sl_layer *sl_layer_of_text(sl_configs *configs, sl_str file, uint32_t first_line, sl_str text)
{
	sl_str folder = sl_config_path(configs, configs->here, sl_path_folder(file));
	sl_layer *layer = folder.data ? new_layer(configs, SL_LIT(""), file, folder) : NULL;
	if (layer)
		read_layer(configs, layer, text, first_line);
	return layer;
}

sl_layer *sl_layer_built_in(sl_configs *configs)
{
	sl_str path = profile_path(configs, SL_LIT("summary"));
	return path.data ? sl_layer_at(configs, path, sl_config_shown(configs, path), NULL, NULL) : NULL;
}

/* ---- all layers of a config ---- */

static bool add_layer(sl_configs *configs, sl_config *config, sl_layer *layer)
{
	if (!sl_arena_grow(&configs->arena, (void **)&config->layers, config->layer_count, &config->layer_capacity, sizeof(*config->layers))) {
		sl_no_memory(configs->troubles);
		return false;
	}
	config->layers[config->layer_count++] = layer;
	return true;
}

/* No deeper than a layer's height. A file that several extend counts where it is extended first: its settings must not come back over those of the
   files that build on it. */
static bool list_below(sl_configs *configs, sl_config *config, sl_layer *layer)
{
	if (layer->visit == configs->visits)
		return true;
	layer->visit = configs->visits;
	for (uint32_t i = 0; i < layer->base_count; i++) {
		if (!list_below(configs, config, layer->bases[i]))
			return false;
	}
	return add_layer(configs, config, layer);
}

/* Whoever says nothing of types and documents means the built-in ones. */
static bool needs_built_in(const sl_config *config)
{
	for (uint32_t i = 0; i < config->layer_count; i++) {
		const sl_layer *layer = config->layers[i];
		if (layer->built_in || layer->types_node || layer->documents)
			return false;
	}
	return true;
}

bool sl_config_list_layers(sl_configs *configs, sl_config *config)
{
	configs->visits++;
	if (!list_below(configs, config, config->root))
		return false;
	if (configs->plugins_only || !config->root->complete || !needs_built_in(config))
		return true;
	sl_layer *built_in = sl_layer_built_in(configs);
	if (!built_in)
		return false;
	config->layer_count = 0;
	configs->visits++;
	return list_below(configs, config, built_in) && list_below(configs, config, config->root);
}
