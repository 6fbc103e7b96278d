/* SPDX-License-Identifier: Apache-2.0
 * config_file.c - one file's keys, each checked for itself. What needs other files to judge (does a type of that name exist?) is in config_merge.c.
 */
#include "config/config_parts.h"

typedef struct reading {
	sl_configs *configs;
	sl_layer *layer;
	sl_reader reader;
	uint32_t errors; /* troubles before this file */
} reading;

static bool enough(const reading *r)
{
	return r->reader.troubles->no_memory || r->reader.troubles->errors - r->errors >= SL_CONFIG_MAX_ERRORS;
}

/* Memory for `count` items, at most `limit` unless that is 0; NULL with an error. */
static void *list_of(reading *r, const sl_yaml *node, const char *what, uint32_t limit, size_t size)
{
	if (limit && node->count > limit) {
		sl_yaml_error(&r->reader, node, "%s has %u entries: the most is %u", what, (unsigned)node->count, (unsigned)limit);
		return NULL;
	}
	void *items = sl_arena_calloc(r->reader.arena, node->count, size);
	if (!items)
		sl_no_memory(r->reader.troubles);
	return items;
}

/* ---- names and paths ---- */

static bool read_names(reading *r, const sl_yaml *node, const char *what, const sl_yaml **out)
{
	sl_str *texts;
	uint32_t count;
	if (!node)
		return true;
	if (!sl_yaml_want_texts(&r->reader, node, what, &texts, &count)) {
		r->layer->complete = false;
		return false;
	}
	*out = node;
	return true;
}

static bool read_vocabularies(reading *r, const sl_yaml *node)
{
	sl_layer *layer = r->layer;
	if (sl_yaml_want_map(&r->reader, node, "'vocabularies'"))
		layer->vocabularies = list_of(r, node, "'vocabularies'", SL_CONFIG_MAX_ENTRIES, sizeof(*layer->vocabularies));
	if (!layer->vocabularies) {
		layer->complete = false;
		return false;
	}
	bool good = true;
	for (uint32_t i = 0; i < node->count && !enough(r); i++) {
		sl_config_vocabulary *vocabulary = &layer->vocabularies[layer->vocabulary_count++];
		sl_str path, name;
		vocabulary->name = node->entries[i].key->text;
		vocabulary->node = node->entries[i].value;
		if (!sl_yaml_want_name(&r->reader, node->entries[i].key, "a vocabulary's name", &name) ||
		    !sl_yaml_want_name(&r->reader, vocabulary->node, "a vocabulary", &path)) {
			good = false;
			continue;
		}
		vocabulary->path = sl_config_path(r->configs, layer->folder, path);
		good = vocabulary->path.data && sl_config_want_file(r->configs, &r->reader, vocabulary->node, vocabulary->path, false) && good;
	}
	return good;
}

static bool read_ignore(reading *r, const sl_yaml *node)
{
	return sl_globs_read(&r->reader, node, "'ignore'", r->layer->built_in ? (sl_str){ NULL, 0 } : r->layer->folder, &r->layer->ignore);
}

/* ---- types ---- */

/* Remembers a type, for its pattern is not in the arena. */
static bool keep_type(reading *r, sl_type *type)
{
	sl_configs *configs = r->configs;
	if (!sl_arena_grow(&configs->arena, (void **)&configs->types, configs->type_count, &configs->type_capacity, sizeof(*configs->types))) {
		sl_type_finish(type);
		sl_no_memory(r->reader.troubles);
		return false;
	}
	configs->types[configs->type_count++] = type;
	return true;
}

static bool read_type(reading *r, const sl_yaml_entry *entry, sl_config_type *out)
{
	sl_str name;
	out->name = entry->key->text;
	if (!sl_yaml_want_name(&r->reader, entry->key, "a type's name", &name))
		return false;
	sl_type *type = sl_type_read(&r->reader, name, entry->value);
	if (!type || !keep_type(r, type))
		return false;
	type->line = entry->key->line;
	out->type = type;
	return true;
}

static bool read_types(reading *r, const sl_yaml *node)
{
	sl_layer *layer = r->layer;
	layer->types_node = node;
	if (sl_yaml_want_map(&r->reader, node, "'types'"))
		layer->types = list_of(r, node, "'types'", SL_CONFIG_MAX_TYPES, sizeof(*layer->types));
	if (layer->types && node->count == 0)
		sl_yaml_error(&r->reader, node, "'types' has no type");
	if (!layer->types || node->count == 0) {
		layer->complete = false;
		return false;
	}
	bool good = true;
	for (uint32_t i = 0; i < node->count && !enough(r); i++)
		good = read_type(r, &node->entries[i], &layer->types[layer->type_count++]) && good;
	return good;
}

/* ---- documents and overrides ---- */

static bool read_files(reading *r, const sl_yaml *node, const char *what, sl_config_entry *out)
{
	const sl_yaml *files = sl_yaml_get(node, "files");
	if (!files) {
		if (!sl_yaml_misspelt(node, "files"))
			sl_yaml_error(&r->reader, node, "%s has no 'files'", what);
		return false;
	}
	if (files->kind == SL_YAML_LIST && files->count == 0) {
		sl_yaml_error(&r->reader, files, "'files' has no pattern");
		return false;
	}
	return sl_globs_read(&r->reader, files, "'files'", r->layer->built_in ? (sl_str){ NULL, 0 } : r->layer->folder, &out->files);
}

static bool read_type_name(reading *r, const sl_yaml *node, sl_config_entry *out)
{
	sl_str name;
	out->type = node;
	return sl_yaml_want_name(&r->reader, node, "'type'", &name);
}

static bool read_document(reading *r, const sl_yaml *node, sl_config_entry *out)
{
	static const char *const known[] = { "files", "type", "syntax", NULL };
	static const char *const syntaxes[] = { "text", "markdown", NULL };
	uint32_t syntax = 0;
	if (!sl_yaml_want_map(&r->reader, node, "an entry of 'documents'"))
		return false;
	bool good = sl_yaml_known_keys(&r->reader, node, "an entry of 'documents'", known);
	const sl_yaml *type = sl_yaml_get(node, "type"), *syntax_node = sl_yaml_get(node, "syntax");
	out->node = node;
	good = read_files(r, node, "the entry of 'documents'", out) && good;
	if (!type && !sl_yaml_misspelt(node, "type"))
		sl_yaml_error(&r->reader, node, "the entry of 'documents' has no 'type'");
	good = type && read_type_name(r, type, out) && good;
	if (!syntax_node)
		return good;
	good = sl_yaml_want_choice(&r->reader, syntax_node, "'syntax'", syntaxes, &syntax) && good;
	out->syntax = syntax == 0 ? SUMLINT_SYNTAX_TEXT : SUMLINT_SYNTAX_MARKDOWN;
	return good;
}

static bool read_override(reading *r, const sl_yaml *node, sl_config_entry *out)
{
	static const char *const known[] = { "files", "rules", "type", NULL };
	if (!sl_yaml_want_map(&r->reader, node, "an entry of 'overrides'"))
		return false;
	bool good = sl_yaml_known_keys(&r->reader, node, "an entry of 'overrides'", known);
	const sl_yaml *type = sl_yaml_get(node, "type"), *rules = sl_yaml_get(node, "rules");
	out->node = node;
	good = read_files(r, node, "the entry of 'overrides'", out) && good;
	if (!type && !rules && good) {
		sl_yaml_error(&r->reader, node, "the entry of 'overrides' has neither 'rules' nor 'type': it does nothing");
		return false;
	}
	good = (!type || read_type_name(r, type, out)) && good;
	return (!rules || sl_rule_edits_read(&r->reader, &r->configs->rules, rules, &out->rules)) && good;
}

typedef bool read_entry(reading *r, const sl_yaml *node, sl_config_entry *out);

static bool read_entries(reading *r, const sl_yaml *node, const char *what, read_entry *read, sl_config_entry **out, uint32_t *count)
{
	if (!sl_yaml_want_list(&r->reader, node, what))
		return false;
	*out = list_of(r, node, what, SL_CONFIG_MAX_ENTRIES, sizeof(**out));
	bool good = *out != NULL;
	for (uint32_t i = 0; *out && i < node->count && !enough(r); i++)
		good = read(r, node->items[i], &(*out)[(*count)++]) && good;
	return good;
}

static bool read_documents(reading *r, const sl_yaml *node)
{
	if (node->kind == SL_YAML_LIST && node->count == 0) {
		sl_yaml_error(&r->reader, node, "'documents' has no entry");
		return false;
	}
	return read_entries(r, node, "'documents'", read_document, &r->layer->documents, &r->layer->document_count);
}

static bool read_overrides(reading *r, const sl_yaml *node)
{
	return read_entries(r, node, "'overrides'", read_override, &r->layer->overrides, &r->layer->override_count);
}

static bool read_rules(reading *r, const sl_yaml *node)
{
	return sl_rule_edits_read(&r->reader, &r->configs->rules, node, &r->layer->rules);
}

/* ---- the whole ---- */

static bool read_root(reading *r, const sl_yaml *root)
{
	static const char *const known[] = { "extends", "types", "documents", "vocabularies", "rules", "overrides", "ignore", "plugins", NULL };
	static const struct {
		const char *key;
		bool (*read)(reading *r, const sl_yaml *node);
	} parts[] = { { "types", read_types }, { "documents", read_documents }, { "vocabularies", read_vocabularies }, { "rules", read_rules },
		{ "overrides", read_overrides }, { "ignore", read_ignore } };
	if (!sl_yaml_want_map(&r->reader, root, "a config"))
		return false;
	bool good = sl_yaml_known_keys(&r->reader, root, "a config", known);
	good = read_names(r, sl_yaml_get(root, "extends"), "'extends'", &r->layer->extends) && good;
	good = read_names(r, sl_yaml_get(root, "plugins"), "'plugins'", &r->layer->plugins) && good;
	if (r->configs->plugins_only)
		return good;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts) && !enough(r); i++) {
		const sl_yaml *node = sl_yaml_get(root, parts[i].key);
		good = (!node || parts[i].read(r, node)) && good;
	}
	return good;
}

bool sl_layer_read(sl_configs *configs, sl_layer *layer, sl_str bytes, uint32_t first_line)
{
	reading r = { .configs = configs, .layer = layer, .reader = { &configs->arena, layer->file, configs->troubles } };
	r.errors = configs->troubles->errors;
	bool shipped = layer->built_in && layer->path.size;
	const sl_yaml *root = shipped ? sl_yaml_read_shipped(&configs->arena, layer->file, layer->path.data, bytes, configs->troubles) :
	    sl_yaml_read(&configs->arena, layer->file, bytes, 0, first_line, configs->troubles);
	layer->complete = root && root->kind == SL_YAML_MAP;
	bool good = root && read_root(&r, root);
	if (enough(&r))
		layer->complete = false;
	if (root && enough(&r) && !configs->troubles->no_memory)
		sl_error(configs->troubles, layer->file, 0, 0, "has so many errors that the rest was not looked at");
	return good && !configs->troubles->no_memory;
}
