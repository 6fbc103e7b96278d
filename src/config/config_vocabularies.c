/* SPDX-License-Identifier: Apache-2.0
 * config_vocabularies.c - vocabularies, read when the first document needs them and shared by all configs that name the same file.
 */
#include "config/config_parts.h"

#include "config/cache.h"

#include <unistd.h>

/* A million terms with all they can have fit in. */
#define MAX_BYTES ((size_t)256 * 1024 * 1024)

/* Whether a compiled file is to be had: of the installation's beside the source, else in the cache. */
static bool open_compiled(const sl_configs *configs, const sl_layer *layer, sl_str path, sl_compiled *out)
{
	if (layer->built_in && sl_compiled_open_installed(path.data, SL_COMPILED_VOCABULARY, out))
		return true;
	int file = configs->options.cache ? sl_cache_open(path) : -1;
	if (file < 0)
		return false;
	bool good = sl_compiled_open(file, SL_COMPILED_VOCABULARY, out) && sl_compiled_serves(out, path.data);
	close(file);
	return good;
}

/* Short memory is no reason to fail: it was read. */
static void keep(sumlint_vocabulary *vocabulary, sl_str path, sl_str source)
{
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	if (sl_vocabulary_compile(vocabulary, source, &bytes))
		sl_cache_keep(path, sl_buffer_str(&bytes));
	sl_buffer_finish(&bytes);
}

/* From the YAML. NULL with troubles, for which `name` is to blame where the file cannot be read. */
static sumlint_vocabulary *read_source(sl_configs *configs, const sl_config_name *name, sl_str path)
{
	sl_reader reader = { &configs->arena, name->layer->file, configs->troubles };
	sumlint_vocabulary *vocabulary = NULL;
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	if (sl_config_read_bytes(configs, &reader, name->vocabulary->node, path, MAX_BYTES, &bytes))
		vocabulary = sl_vocabulary_read(sl_config_shown(configs, path), sl_buffer_str(&bytes), configs->troubles);
	if (vocabulary && configs->options.cache && bytes.size >= SL_CACHE_LEAST)
		keep(vocabulary, path, sl_buffer_str(&bytes));
	sl_buffer_finish(&bytes);
	return vocabulary;
}

static sumlint_vocabulary *make(sl_configs *configs, const sl_config_name *name)
{
	sl_compiled compiled;
	sl_str path = name->vocabulary->path;
	if (!open_compiled(configs, name->layer, path, &compiled))
		return read_source(configs, name, path);
	sumlint_vocabulary *vocabulary = sl_vocabulary_take(sl_config_shown(configs, path), &compiled);
	if (!vocabulary)
		sl_no_memory(configs->troubles);
	return vocabulary;
}

/* NULL when memory is short. */
static sl_loaded_vocabulary *load(sl_configs *configs, const sl_config_name *name)
{
	const sl_config_vocabulary *named = name->vocabulary;
	sl_loaded_vocabulary *loaded = NULL;
	HASH_FIND(hh, configs->vocabularies, named->path.data, (unsigned)named->path.size, loaded);
	if (loaded)
		return loaded;
	loaded = sl_arena_calloc(&configs->arena, 1, sizeof(*loaded));
	if (!loaded)
		return NULL;
	loaded->path = named->path;
	HASH_ADD_KEYPTR(hh, configs->vocabularies, loaded->path.data, (unsigned)loaded->path.size, loaded);
	if (!loaded->hh.tbl)
		return NULL;
	loaded->vocabulary = make(configs, name);
	return loaded;
}

/* Those that the type names; and those that no type names, which a plugin may ask for. */
static bool is_needed(const sl_config_name *name, const sl_type *type)
{
	if (!name->used)
		return !name->layer->built_in;
	for (uint32_t i = 0; i < type->use_count; i++) {
		if (sl_str_equal(type->uses[i].name, name->name))
			return true;
	}
	return false;
}

bool sl_config_vocabularies(sl_configs *configs, sl_config *config, const sl_type *type, sl_settings *out)
{
	sl_vocabulary_setting *settings = sl_arena_calloc(&configs->arena, HASH_COUNT(config->vocabularies), sizeof(*settings));
	bool good = settings != NULL;
	uint32_t count = 0;
	for (const sl_config_name *name = config->vocabularies; settings && name; name = name->hh.next) {
		if (!is_needed(name, type))
			continue;
		const sl_loaded_vocabulary *loaded = load(configs, name);
		if (!loaded)
			sl_no_memory(configs->troubles);
		good = loaded && loaded->vocabulary && good;
		if (good)
			settings[count++] = (sl_vocabulary_setting){ name->name, loaded->vocabulary,
				{ name->layer->file, name->vocabulary->node->line } };
	}
	if (!settings)
		sl_no_memory(configs->troubles);
	out->vocabularies = settings;
	out->vocabulary_count = count;
	return good;
}
