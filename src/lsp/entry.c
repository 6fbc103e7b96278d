/* SPDX-License-Identifier: Apache-2.0
 * entry.c - the entry of a term, seen from its vocabulary's file in the editor.
 */
#include "lsp/terms.h"

#include "base/file.h"
#include "base/fold.h"

#include <stdlib.h>
#include <unistd.h>

bool sl_lsp_discover(sl_server *server, sl_files *files)
{
	sl_troubles troubles;
	uint32_t count = (uint32_t)json_array_size(server->folders);
	const char **folders = calloc(count + (size_t)1, sizeof(*folders));
	*files = (sl_files){ 0 };
	sl_arena_init(&files->arena);
	sl_troubles_init(&troubles);
	for (uint32_t i = 0; folders && i < count; i++)
		folders[i] = json_string_value(json_array_get(server->folders, i));
	const sl_discover_options options = { .paths = folders, .path_count = count, .listed_only = true };
	bool good = folders && sl_discover(&options, server->configs, files, &troubles);
	server->no_memory = server->no_memory || !good;
	sl_troubles_finish(&troubles);
	free(folders);
	return good;
}

/* ---- which vocabulary ----------------------------------------------------------------------------------------- */

static const sumlint_vocabulary *vocabulary_at(const sl_settings *settings, const char *here, const char *path)
{
	const sumlint_vocabulary *found = NULL;
	for (uint32_t i = 0; !found && settings && i < settings->vocabulary_count; i++) {
		sl_buffer file;
		sl_buffer_init(&file);
		sl_path_join(&file, sl_str_of(here), sl_vocabulary_file(settings->vocabularies[i].vocabulary));
		if (!file.failed && strcmp(file.data, path) == 0)
			found = settings->vocabularies[i].vocabulary;
		sl_buffer_finish(&file);
	}
	return found;
}

/* One that a document uses: first those that are open are asked. */
static const sumlint_vocabulary *vocabulary_of(sl_server *server, const char *path)
{
	char *here = getcwd(NULL, 0);
	const char *base = here ? here : "/";
	const sumlint_vocabulary *found = NULL;
	const sl_settings *last = NULL;
	sl_files files = { 0 };
	for (const sl_open *open = server->documents; !found && open; open = open->hh.next)
		found = vocabulary_at(open->settings, base, path);
	if (!found && sl_lsp_discover(server, &files)) {
		for (uint32_t i = 0; !found && i < files.count; i++) {
			if (files.items[i].settings != last)
				found = vocabulary_at(files.items[i].settings, base, path);
			last = files.items[i].settings;
		}
		sl_files_finish(&files);
	}
	free(here);
	return found;
}

/* ---- which term ----------------------------------------------------------------------------------------------- */

static bool holds(const sl_yaml *node, uint32_t offset)
{
	return node && node->kind == SL_YAML_SCALAR && offset >= node->span.start && offset <= node->span.end;
}

/* The scalar of a term's entry that is there and names a term. */
static const sl_yaml *scalar_at(const sl_yaml *term, uint32_t offset)
{
	static const char *const keys[] = { "prefLabel", "broader", "replacedBy" };
	if (term->kind != SL_YAML_MAP)
		return holds(term, offset) ? term : NULL;
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		if (holds(sl_yaml_get(term, keys[i]), offset))
			return sl_yaml_get(term, keys[i]);
	}
	const sl_yaml *labels = sl_yaml_get(term, "altLabels");
	for (uint32_t i = 0; labels && labels->kind == SL_YAML_LIST && i < labels->count; i++) {
		if (holds(labels->items[i], offset))
			return labels->items[i];
	}
	return NULL;
}

static bool take(sl_server *server, const sl_yaml *scalar, sl_term_place *out)
{
	sl_buffer folded;
	sl_buffer_init(&folded);
	if (sl_fold(scalar->text, &folded))
		out->term = sl_vocabulary_find(out->vocabulary, sl_buffer_str(&folded), &out->match);
	else
		server->no_memory = true;
	sl_buffer_finish(&folded);
	const sumlint_term *term = sl_vocabulary_term(out->vocabulary, out->term);
	if (!term)
		return false;
	/* The scalar goes with the file. */
	out->text = term->pref_label;
	out->span = scalar->span;
	out->plain = true;
	return true;
}

bool sl_lsp_entry_at(sl_server *server, const sl_open *document, uint32_t offset, sl_term_place *out)
{
	sl_term_file file;
	*out = (sl_term_place){ .vocabulary = vocabulary_of(server, document->path), .term = SUMLINT_NONE };
	if (!out->vocabulary)
		return false;
	bool found = sl_term_file_open(server, out->vocabulary, &file);
	const sl_yaml *scalar = NULL;
	for (uint32_t i = 0; found && !scalar && i < file.terms->count; i++)
		scalar = scalar_at(file.terms->items[i], offset);
	found = scalar && take(server, scalar, out);
	sl_term_file_close(&file);
	return found;
}
