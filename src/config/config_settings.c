/* SPDX-License-Identifier: Apache-2.0
 * config_settings.c - what of a config takes a document, and the settings that come of it. To which the same entries apply share one object.
 */
#include "config/config_parts.h"

#include "base/file.h"

/* Of patterns, in a message. */
#define SHOWN_BYTES 300

/* ---- making settings ---- */

static void choose_type(const sl_config *config, sl_settings *out)
{
	const sl_config_choice *document = &config->documents[config->key[0]];
	out->type = document->type;
	out->type_origin = document->type_origin;
	out->syntax = document->syntax;
	for (uint32_t i = 1; i < config->key_count; i++) {
		const sl_config_choice *override = &config->overrides[config->key[i]];
		if (!override->type)
			continue;
		out->type = override->type;
		out->type_origin = override->type_origin;
	}
}

/* Layer by layer: what a file says for some documents counts more than what it says for all, and what a file says more than what it extends. */
static bool choose_rules(sl_configs *configs, const sl_config *config, sl_settings *out)
{
	sl_rule_draft draft;
	uint32_t next = 1;
	if (!sl_rule_draft_make(&draft, &configs->rules, &configs->arena))
		return false;
	for (uint32_t i = 0; i < config->layer_count; i++) {
		const sl_layer *layer = config->layers[i];
		sl_rule_edits_apply(&layer->rules, layer->file, &draft);
		for (; next < config->key_count && config->overrides[config->key[next]].layer == layer; next++)
			sl_rule_edits_apply(config->overrides[config->key[next]].rules, layer->file, &draft);
	}
	out->rules = draft.rules;
	out->rule_count = configs->rules.count;
	return true;
}

static sl_kept_settings *make(sl_configs *configs, sl_config *config)
{
	sl_kept_settings *kept = sl_arena_calloc(&configs->arena, 1, sizeof(*kept));
	size_t size = config->key_count * sizeof(*config->key);
	sl_str key = sl_arena_copy(&configs->arena, (sl_str){ (const char *)config->key, size });
	if (!kept || !key.data || !choose_rules(configs, config, &kept->settings))
		return NULL;
	kept->settings.config_file = config->file;
	choose_type(config, &kept->settings);
	kept->good = sl_config_vocabularies(configs, config, kept->settings.type, &kept->settings);
	HASH_ADD_KEYPTR(hh, config->kept, key.data, (unsigned)size, kept);
	return kept->hh.tbl ? kept : NULL;
}

const sl_kept_settings *sl_config_settings(sl_configs *configs, sl_config *config)
{
	size_t size = config->key_count * sizeof(*config->key);
	if (config->last && config->last_count == config->key_count && memcmp(config->last_key, config->key, size) == 0)
		return config->last;
	sl_kept_settings *kept = NULL;
	HASH_FIND(hh, config->kept, config->key, (unsigned)size, kept);
	if (!kept)
		kept = make(configs, config);
	if (!kept) {
		sl_no_memory(configs->troubles);
		return NULL;
	}
	memcpy(config->last_key, config->key, size);
	config->last_count = config->key_count;
	config->last = kept;
	return kept;
}

/* ---- what takes a document ---- */

static bool has_extension(sl_str name, const char *extension)
{
	sl_str own = sl_path_extension(name);
	if (own.size != strlen(extension))
		return false;
	for (size_t i = 0; i < own.size; i++) {
		char c = own.data[i];
		if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != extension[i])
			return false;
	}
	return true;
}

static bool takes(const sl_configs *configs, const sl_config_globs *files, sl_str name)
{
	if (files->globs)
		return sl_globs_match(files->globs, sl_buffer_str(&configs->paths[files->base]));
	return has_extension(name, ".md") || has_extension(name, ".markdown") || has_extension(name, ".txt");
}

static bool is_ignored(const sl_configs *configs, const sl_config *config, bool folder)
{
	for (uint32_t i = 0; i < config->ignore_count; i++) {
		const sl_config_globs *ignore = &config->ignores[i];
		sl_ignored said = sl_globs_ignore(ignore->globs, sl_buffer_str(&configs->paths[ignore->base]), folder);
		if (said != SL_IGNORE_SILENT)
			return said == SL_IGNORE_YES;
	}
	return false;
}

/* Sets the config's key. False where no entry of `documents` takes the file. */
static bool choose(const sl_configs *configs, sl_config *config, sl_str name)
{
	uint32_t document = 0;
	while (document < config->document_count && !takes(configs, &config->documents[document].files, name))
		document++;
	if (document == config->document_count && !config->takes_all)
		return false;
	config->key[0] = document < config->document_count ? document : 0;
	config->key_count = 1;
	for (uint32_t i = 0; i < config->override_count; i++) {
		if (takes(configs, &config->overrides[i].files, name))
			config->key[config->key_count++] = i;
	}
	return true;
}

sl_applies sl_configs_settings(sl_configs *configs, sl_str path, const sl_settings **settings)
{
	sl_str name = sl_path_name(path);
	sl_folder *folder = sl_config_folder(configs, sl_path_folder(path));
	*settings = NULL;
	if (!folder || !folder->config->good || !sl_config_set_paths(configs, folder, name))
		return SL_BAD_CONFIG;
	sl_config *config = folder->config;
	if (!config->no_ignores && is_ignored(configs, config, false))
		return SL_IGNORED;
	if (!choose(configs, config, name))
		return SL_NO_DOCUMENT;
	const sl_kept_settings *kept = sl_config_settings(configs, config);
	if (!kept || !kept->good)
		return SL_BAD_CONFIG;
	*settings = &kept->settings;
	return SL_APPLIES;
}

bool sl_configs_ignores_folder(sl_configs *configs, sl_str path)
{
	while (path.size > 1 && path.data[path.size - 1] == '/')
		path.size--;
	sl_folder *folder = sl_config_folder(configs, sl_path_folder(path));
	if (!folder || !folder->config->good || folder->config->no_ignores || folder->config->ignore_count == 0)
		return false;
	return sl_config_set_paths(configs, folder, sl_path_name(path)) && is_ignored(configs, folder->config, true);
}

sl_str sl_configs_file(sl_configs *configs, sl_str path)
{
	const sl_folder *folder = sl_config_folder(configs, sl_path_folder(path));
	return folder ? folder->config->file : SL_LIT("");
}

bool sl_configs_put_documents(sl_configs *configs, sl_str path, sl_buffer *out)
{
	const sl_folder *folder = sl_config_folder(configs, sl_path_folder(path));
	if (!folder)
		return false;
	for (uint32_t i = 0; folder->config->good && i < folder->config->document_count; i++) {
		const sl_globs *globs = folder->config->documents[i].files.globs;
		if (!globs)
			sl_buffer_printf(out, "%s*.md, *.markdown, *.txt", out->size ? ", " : "");
		else
			sl_globs_put(globs, out, SHOWN_BYTES);
	}
	if (out->size >= SHOWN_BYTES)
		sl_buffer_append(out, SL_LIT(", ..."));
	return !out->failed;
}
