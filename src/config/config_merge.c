/* SPDX-License-Identifier: Apache-2.0
 * config_merge.c - a file and all it extends as one config: which type, vocabulary and entry counts, and whether they fit together.
 */
#include "config/config_parts.h"

#include "base/distance.h"

#include <stdlib.h>

typedef struct merging {
	sl_configs *configs;
	sl_config *config;
	bool complete; /* otherwise a name that is missing here may be one that could not be read */
	uint32_t complaints;
} merging;

static void no_memory(merging *m)
{
	sl_no_memory(m->configs->troubles);
	m->config->good = false;
}

static void *list_of(merging *m, size_t count, size_t size)
{
	void *items = sl_arena_calloc(&m->configs->arena, count, size);
	if (!items)
		no_memory(m);
	return items;
}

/* ---- complaints ---- */

bool sl_config_first_complaint(sl_configs *configs, const void *place)
{
	sl_reported *found = NULL;
	HASH_FIND_PTR(configs->reported, &place, found);
	if (found)
		return false;
	found = sl_arena_calloc(&configs->arena, 1, sizeof(*found));
	if (!found) {
		sl_no_memory(configs->troubles);
		return false;
	}
	found->place = place;
	HASH_ADD_PTR(configs->reported, place, found);
	if (!found->hh.tbl)
		sl_no_memory(configs->troubles);
	return true;
}

/* "; did you mean 'x'?", or which there are. */
static void append_suggestion(sl_buffer *into, sl_str text, const sl_config_name *names, const char *none)
{
	size_t count = HASH_COUNT(names), filled = 0;
	const char **list = calloc(count + 1, sizeof(*list));
	if (!list) {
		into->failed = true;
		return;
	}
	for (const sl_config_name *name = names; name; name = name->hh.next)
		list[filled++] = name->name.data;
	const char *nearest = sl_nearest_name(text, list, filled);
	if (nearest)
		sl_buffer_printf(into, "; did you mean '%s'?", nearest);
	else if (count == 0 || count > 20)
		sl_buffer_printf(into, "%s", none);
	for (size_t i = 0; !nearest && count <= 20 && i < filled; i++)
		sl_buffer_printf(into, "%s%s", i ? ", " : "; there are: ", list[i]);
	free(list);
}

/* A name that no layer defines. */
typedef struct missing {
	const void *place; /* complained of once, however many configs it is part of */
	sl_origin at;
	uint32_t column;
	sl_str name;
	const char *before; /* the name, in the message */
	const char *after;
	const char *none; /* said where there is nothing to suggest */
} missing;

static void complain_of_name(merging *m, const missing *what, const sl_config_name *names)
{
	m->config->good = false;
	if (!m->complete || m->complaints >= SL_CONFIG_MAX_ERRORS || !sl_config_first_complaint(m->configs, what->place))
		return;
	m->complaints++;
	sl_buffer suggestion;
	sl_buffer_init(&suggestion);
	sl_buffer_append(&suggestion, SL_LIT(""));
	append_suggestion(&suggestion, what->name, names, what->none);
	if (suggestion.failed)
		no_memory(m);
	else
		sl_error(m->configs->troubles, what->at.file, what->at.line, what->column, "%s '%.*s'%s%s", what->before, SL_SHOWN(what->name),
		    what->after, suggestion.data);
	sl_buffer_finish(&suggestion);
}

/* ---- types and vocabularies by name ---- */

/* The entry of that name, made where there is none. NULL when memory is short. */
static sl_config_name *name_at(merging *m, sl_config_name **names, sl_str text)
{
	sl_config_name *name = NULL;
	HASH_FIND(hh, *names, text.data, (unsigned)text.size, name);
	if (name)
		return name;
	name = list_of(m, 1, sizeof(*name));
	if (!name)
		return NULL;
	name->name = text;
	HASH_ADD_KEYPTR(hh, *names, name->name.data, (unsigned)text.size, name);
	if (name->hh.tbl)
		return name;
	no_memory(m);
	return NULL;
}

static void gather_names(merging *m, const sl_layer *layer)
{
	for (uint32_t i = 0; i < layer->type_count; i++) {
		sl_config_name *name = name_at(m, &m->config->types, layer->types[i].name);
		if (!name)
			return;
		name->layer = layer;
		name->type = &layer->types[i];
	}
	for (uint32_t i = 0; i < layer->vocabulary_count; i++) {
		sl_config_name *name = name_at(m, &m->config->vocabularies, layer->vocabularies[i].name);
		if (!name)
			return;
		name->layer = layer;
		name->vocabulary = &layer->vocabularies[i];
	}
}

static sl_config_name *find_name(sl_config_name *names, sl_str text)
{
	sl_config_name *name = NULL;
	HASH_FIND(hh, names, text.data, (unsigned)text.size, name);
	return name;
}

/* The type that an entry names; NULL with a complaint, or where the type is in trouble itself. */
static sl_type *type_of(merging *m, const sl_layer *layer, const sl_yaml *node)
{
	const sl_config_name *name = find_name(m->config->types, node->text);
	if (name)
		return name->type->type;
	const missing what = { node, { layer->file, node->line }, node->column, node->text, "unknown type", "",
		m->config->types ? "" : "; none is defined here: `extends: summary` brings in the built-in one" };
	complain_of_name(m, &what, m->config->types);
	return NULL;
}

/* ---- entries ---- */

static uint32_t base_at(merging *m, sl_str folder)
{
	sl_config *config = m->config;
	if (!folder.data)
		folder = config->folder;
	for (uint32_t i = 0; i < config->base_count; i++) {
		if (sl_str_equal(config->bases[i], folder))
			return i;
	}
	if (!sl_arena_grow(&m->configs->arena, (void **)&config->bases, config->base_count, &config->base_capacity, sizeof(*config->bases))) {
		no_memory(m);
		return 0;
	}
	config->bases[config->base_count] = folder;
	return config->base_count++;
}

static void take_entry(merging *m, const sl_layer *layer, const sl_config_entry *entry, sl_config_choice *out)
{
	out->layer = layer;
	out->rules = &entry->rules;
	out->syntax = entry->syntax;
	out->files = (sl_config_globs){ &entry->files, base_at(m, entry->files.base) };
	if (!entry->type)
		return;
	out->type = type_of(m, layer, entry->type);
	out->type_origin = (sl_origin){ layer->file, entry->type->line };
}

/* Without `documents` anywhere the one type is that of all texts. */
static void take_only_type(merging *m)
{
	sl_config *config = m->config;
	const sl_config_name *only = config->types;
	const sl_layer *layer = config->root;
	for (uint32_t i = config->layer_count; i-- > 0 && !layer->types_node;)
		layer = config->layers[i];
	uint32_t line = layer->types_node ? layer->types_node->line : 0, column = layer->types_node ? layer->types_node->column : 0;
	if (HASH_COUNT(only) != 1) {
		config->good = false;
		if (!m->complete || !sl_config_first_complaint(m->configs, layer))
			return;
		if (only)
			sl_error(m->configs->troubles, layer->file, line, column,
			    "there are %u types: 'documents' must say which files are of which", (unsigned)HASH_COUNT(only));
		else
			sl_error(m->configs->troubles, layer->file, line, column, "no type of document is defined");
		return;
	}
	config->documents = list_of(m, 1, sizeof(*config->documents));
	if (!config->documents || !only->type->type)
		return;
	config->document_count = 1;
	config->documents->layer = only->layer;
	config->documents->type = only->type->type;
	config->documents->type_origin = (sl_origin){ only->layer->file, only->type->type->line };
}

static void take_documents(merging *m)
{
	sl_config *config = m->config;
	size_t count[2] = { 0, 0 }; /* [1]: of built-in profiles, which count only where nothing else does */
	for (uint32_t i = 0; i < config->layer_count; i++)
		count[config->layers[i]->built_in] += config->layers[i]->document_count;
	bool built_in = count[0] == 0;
	if (count[0] + count[1] == 0) {
		take_only_type(m);
		return;
	}
	config->documents = list_of(m, count[built_in], sizeof(*config->documents));
	for (uint32_t i = config->layer_count; config->documents && i-- > 0;) {
		const sl_layer *layer = config->layers[i];
		for (uint32_t j = 0; layer->built_in == built_in && j < layer->document_count; j++)
			take_entry(m, layer, &layer->documents[j], &config->documents[config->document_count++]);
	}
}

static void take_overrides(merging *m)
{
	sl_config *config = m->config;
	size_t count = 0;
	for (uint32_t i = 0; i < config->layer_count; i++)
		count += config->layers[i]->override_count;
	config->overrides = list_of(m, count, sizeof(*config->overrides));
	config->key = list_of(m, count + 1, sizeof(*config->key));
	config->last_key = list_of(m, count + 1, sizeof(*config->last_key));
	for (uint32_t i = 0; i < config->layer_count && config->overrides; i++) {
		const sl_layer *layer = config->layers[i];
		for (uint32_t j = 0; j < layer->override_count; j++)
			take_entry(m, layer, &layer->overrides[j], &config->overrides[config->override_count++]);
	}
}

static void take_ignores(merging *m)
{
	sl_config *config = m->config;
	config->ignores = list_of(m, config->layer_count, sizeof(*config->ignores));
	for (uint32_t i = config->layer_count; i-- > 0 && config->ignores;) {
		const sl_globs *globs = &config->layers[i]->ignore;
		if (globs->count)
			config->ignores[config->ignore_count++] = (sl_config_globs){ globs, base_at(m, globs->base) };
	}
}

/* ---- what only a whole config can tell ---- */

static void check_vocabularies(merging *m, const sl_type *type)
{
	for (uint32_t i = 0; i < type->use_count; i++) {
		const sl_vocabulary_use *use = &type->uses[i];
		if (find_name(m->config->vocabularies, use->name))
			continue;
		const missing what = { use, { type->file, use->line }, use->column, use->name, "vocabulary", " is not configured",
			": 'vocabularies' says which file it is" };
		complain_of_name(m, &what, m->config->vocabularies);
	}
}

/* The vocabularies of the types that are in use, and of the file's own. */
static void check_all_vocabularies(merging *m)
{
	sl_config *config = m->config;
	for (const sl_config_name *name = config->types; name; name = name->hh.next) {
		for (uint32_t i = 0; name->type->type && i < name->type->type->use_count; i++) {
			sl_config_name *used = find_name(config->vocabularies, name->type->type->uses[i].name);
			if (used)
				used->used = true;
		}
		if (name->type->type && name->layer == config->root)
			check_vocabularies(m, name->type->type);
	}
	for (uint32_t i = 0; i < config->document_count; i++) {
		if (config->documents[i].type)
			check_vocabularies(m, config->documents[i].type);
	}
	for (uint32_t i = 0; i < config->override_count; i++) {
		if (config->overrides[i].type)
			check_vocabularies(m, config->overrides[i].type);
	}
}

/* The config whose plugins sl_config_project_plugins told of or let in, or NULL. */
static const sl_config *project_config(merging *m)
{
	sl_configs *configs = m->configs;
	sl_str path = sl_config_find(configs, configs->here);
	return path.size ? sl_config_at(configs, path, sl_config_shown(configs, path)) : NULL;
}

static void check_plugins(merging *m)
{
	sl_configs *configs = m->configs;
	const sl_config *config = m->config, *project = NULL;
	if (configs->options.config_file || (config->path.size && sl_str_equal(sl_config_find(configs, configs->here), config->path)))
		return;
	for (uint32_t i = 0; i < config->layer_count; i++) {
		const sl_layer *layer = config->layers[i];
		if (!layer->plugins)
			continue;
		project = project || !config->path.size ? project : project_config(m);
		bool there = false;
		for (uint32_t j = 0; project && j < project->layer_count; j++)
			there = there || project->layers[j] == layer;
		if (there)
			continue;
		m->config->good = false;
		if (sl_config_first_complaint(configs, layer->plugins))
			sl_error(configs->troubles, layer->file, layer->plugins->line, layer->plugins->column,
			    "'plugins' counts only in the config of the folder where sumlint runs, or of --config");
	}
}

/* ---- the whole ---- */

sl_config *sl_config_make(sl_configs *configs, sl_layer *root, sl_str path, sl_str file, sl_str folder)
{
	sl_config *config = sl_arena_calloc(&configs->arena, 1, sizeof(*config));
	if (!config) {
		sl_no_memory(configs->troubles);
		return NULL;
	}
	*config = (sl_config){ .path = path, .file = file, .folder = folder, .root = root, .good = true, .older = configs->made };
	configs->made = config;
	merging m = { .configs = configs, .config = config, .complete = true };
	if (!sl_config_list_layers(configs, config))
		return NULL;
	for (uint32_t i = 0; i < config->layer_count; i++) {
		config->good = config->layers[i]->good && config->good;
		m.complete = config->layers[i]->complete && m.complete;
		gather_names(&m, config->layers[i]);
	}
	if (configs->plugins_only)
		return config;
	take_documents(&m);
	take_overrides(&m);
	take_ignores(&m);
	check_all_vocabularies(&m);
	check_plugins(&m);
	config->good = config->good && !configs->troubles->no_memory;
	return config;
}

sl_config *sl_config_at(sl_configs *configs, sl_str path, sl_str shown)
{
	sl_config *config = NULL;
	HASH_FIND(hh, configs->configs, path.data, (unsigned)path.size, config);
	if (config)
		return config;
	uint32_t troubles = configs->troubles->count;
	sl_layer *layer = sl_layer_at(configs, path, shown, NULL, NULL);
	config = layer ? sl_config_make(configs, layer, layer->path, shown, layer->folder) : NULL;
	sl_config_sort_troubles(configs, troubles);
	if (!config)
		return NULL;
	HASH_ADD_KEYPTR(hh, configs->configs, config->path.data, (unsigned)path.size, config);
	if (config->hh.tbl)
		return config;
	sl_no_memory(configs->troubles);
	return NULL;
}
