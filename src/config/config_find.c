/* SPDX-License-Identifier: Apache-2.0
 * config_find.c - which config a folder has: the nearest config file from there up. Answers are kept for every folder on the way, so that a tree of any
 * size costs one look into each folder.
 */
#include "config/config_parts.h"

#include "base/file.h"

#include <sys/stat.h>

/* Names that a config is given by mistake. */
static const char *const misnomers[] = { ".sumlint.yml", "sumlint.yaml", "sumlint.yml" };

/* The folder has no config: tells of a file that was meant to be one. False when memory is short. */
static bool tell_misnamed(sl_configs *configs, sl_str folder)
{
	struct stat about;
	/* Where no config is looked for, none is missed. */
	if (configs->only || configs->plugins_only)
		return true;
	for (size_t i = 0; i < sizeof(misnomers) / sizeof(*misnomers); i++) {
		sl_buffer_clear(&configs->scratch);
		sl_path_join(&configs->scratch, folder, sl_str_of(misnomers[i]));
		if (configs->scratch.failed)
			return false;
		if (lstat(configs->scratch.data, &about) != 0 || !S_ISREG(about.st_mode))
			continue;
		sl_warning(configs->troubles, sl_config_shown(configs, sl_buffer_str(&configs->scratch)), 0, 0,
		    "is not read: rename it to '%s', which is what a config is called", SL_CONFIG_NAME);
		return true;
	}
	return true;
}

/* Anything of that name is a config, readable or not: what it is shows when it is read. */
static bool has_config(sl_configs *configs, sl_str folder, sl_str *path)
{
	struct stat about;
	sl_buffer_clear(&configs->scratch);
	sl_path_join(&configs->scratch, folder, SL_LIT(SL_CONFIG_NAME));
	bool failed = configs->scratch.failed;
	if (!failed && lstat(configs->scratch.data, &about) != 0) {
		failed = !tell_misnamed(configs, folder);
		if (!failed)
			return false;
	}
	if (failed) {
		*path = (sl_str){ NULL, 0 };
		return true;
	}
	*path = sl_arena_copy(&configs->arena, sl_buffer_str(&configs->scratch));
	return true;
}

static sl_folder *known_folder(const sl_configs *configs, sl_str path)
{
	sl_folder *folder = NULL;
	HASH_FIND(hh, configs->folders, path.data, (unsigned)path.size, folder);
	return folder;
}

static sl_folder *add_folder(sl_configs *configs, sl_str path, sl_str config_path)
{
	sl_folder *folder = sl_arena_calloc(&configs->arena, 1, sizeof(*folder));
	if (!folder)
		return NULL;
	folder->path = path;
	folder->config_path = config_path;
	HASH_ADD_KEYPTR(hh, configs->folders, folder->path.data, (unsigned)path.size, folder);
	return folder->hh.tbl ? folder : NULL;
}

/* The folder of an absolute path, and with it all above it up to one that is known already. NULL when memory is short. */
static sl_folder *folder_at(sl_configs *configs, sl_str path)
{
	sl_folder *known = known_folder(configs, path);
	if (known)
		return known;
	/* One copy: the paths of the folders above are its beginnings. */
	sl_str whole = sl_arena_copy(&configs->arena, path), config_path = SL_LIT(""), top = whole;
	if (!whole.data)
		return NULL;
	while (!(known = known_folder(configs, top)) && !has_config(configs, top, &config_path) && top.size > 1)
		top = sl_path_folder(top);
	if (known)
		config_path = known->config_path;
	if (!config_path.data)
		return NULL;
	for (sl_str at = whole;; at = sl_path_folder(at)) {
		if (known && at.size == top.size)
			break;
		if (!add_folder(configs, at, config_path))
			return NULL;
		if (at.size == top.size)
			break;
	}
	return known_folder(configs, whole);
}

sl_str sl_config_find(sl_configs *configs, sl_str folder)
{
	const sl_folder *found = folder_at(configs, folder);
	if (found)
		return found->config_path;
	sl_no_memory(configs->troubles);
	return (sl_str){ NULL, 0 };
}

sl_config *sl_config_built_in(sl_configs *configs)
{
	if (configs->built_in)
		return configs->built_in;
	sl_layer *layer = sl_layer_built_in(configs);
	configs->built_in = layer ? sl_config_make(configs, layer, SL_LIT(""), SL_LIT(""), configs->here) : NULL;
	if (configs->built_in)
		configs->built_in->takes_all = true;
	return configs->built_in;
}

static sl_config *config_of(sl_configs *configs, const sl_folder *folder)
{
	if (configs->only)
		return configs->only;
	if (folder->config_path.size == 0)
		return sl_config_built_in(configs);
	return sl_config_at(configs, folder->config_path, sl_config_shown(configs, folder->config_path));
}

/* The config, and what leads to the folder from each of its bases. */
static bool set_config(sl_configs *configs, sl_folder *folder)
{
	sl_config *config = config_of(configs, folder);
	if (!config)
		return false;
	folder->prefixes = sl_arena_calloc(&configs->arena, config->base_count, sizeof(*folder->prefixes));
	bool good = folder->prefixes != NULL;
	for (uint32_t i = 0; i < config->base_count && good; i++) {
		folder->prefixes[i] = sl_config_from(configs, config->bases[i], folder->path);
		good = folder->prefixes[i].data != NULL;
	}
	if (good)
		folder->config = config;
	return good;
}

static const sl_folder_name *add_name(sl_configs *configs, sl_str name)
{
	sl_buffer path;
	sl_buffer_init(&path);
	sl_path_join(&path, configs->here, name);
	sl_folder_name *added = sl_arena_calloc(&configs->arena, 1, sizeof(*added));
	sl_str copy = sl_arena_copy(&configs->arena, name);
	sl_folder *folder = added && copy.data && !path.failed ? folder_at(configs, sl_buffer_str(&path)) : NULL;
	sl_buffer_finish(&path);
	if (!folder || (!folder->config && !set_config(configs, folder)))
		return NULL;
	*added = (sl_folder_name){ .name = copy, .folder = folder };
	HASH_ADD_KEYPTR(hh, configs->folder_names, added->name.data, (unsigned)copy.size, added);
	return added->hh.tbl ? added : NULL;
}

sl_folder *sl_config_folder(sl_configs *configs, sl_str name)
{
	const sl_folder_name *last = configs->last_folder;
	if (last && sl_str_equal(last->name, name))
		return last->folder;
	sl_folder_name *found = NULL;
	HASH_FIND(hh, configs->folder_names, name.data, (unsigned)name.size, found);
	configs->last_folder = found ? found : add_name(configs, name);
	if (configs->last_folder)
		return configs->last_folder->folder;
	sl_no_memory(configs->troubles);
	return NULL;
}

/* One buffer for each base; those that are there already stay. */
static bool make_buffers(sl_configs *configs, uint32_t count)
{
	if (count <= configs->path_count)
		return true;
	sl_buffer *paths = sl_arena_calloc(&configs->arena, count, sizeof(*paths));
	if (!paths)
		return false;
	if (configs->path_count)
		memcpy(paths, configs->paths, configs->path_count * sizeof(*paths));
	configs->paths = paths;
	configs->path_count = count;
	return true;
}

bool sl_config_set_paths(sl_configs *configs, sl_folder *folder, sl_str name)
{
	uint32_t count = folder->config->base_count;
	bool good = make_buffers(configs, count);
	/* In the folder of the last document only the names differ. */
	bool same = configs->paths_of == folder;
	for (uint32_t i = 0; i < count && good; i++) {
		sl_buffer *path = &configs->paths[i];
		if (same) {
			path->size = (size_t)folder->prefixes[i].size;
		} else {
			sl_buffer_clear(path);
			sl_buffer_append(path, folder->prefixes[i]);
		}
		sl_buffer_append(path, name);
		good = !path->failed;
	}
	configs->paths_of = good ? folder : NULL;
	if (!good)
		sl_no_memory(configs->troubles);
	return good;
}
