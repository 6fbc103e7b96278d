/* SPDX-License-Identifier: Apache-2.0
 * configs.c - what applies to documents, and what is wrong with the files that say so: published as diagnostics of those files.
 */
#include "lsp/server.h"

#include "base/file.h"
#include "report/uri.h"

#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

/* ---- what applies --------------------------------------------------------------------------------------------- */

static bool has_extension(const char *path, const char *const *extensions)
{
	sl_str extension = sl_path_extension(sl_str_of(path));
	for (; *extensions; extensions++) {
		if (extension.size == strlen(*extensions) && strncasecmp(extension.data, *extensions, (size_t)extension.size) == 0)
			return true;
	}
	return false;
}

/* The index of suggestions is made here, once, and not in every process that checks. */
static void warm(const sl_settings *settings)
{
	sl_str nearest;
	bool failed = false;
	for (uint32_t i = 0; i < settings->vocabulary_count; i++)
		sl_vocabulary_suggest(settings->vocabularies[i].vocabulary, SL_LIT("no such term"), &nearest, &failed);
}

void sl_lsp_settle(sl_server *server, sl_open *document)
{
	static const char *const data[] = { ".yaml", ".yml", ".json", NULL }, *const usual[] = { ".md", ".markdown", ".txt", NULL };
	sl_str path = sl_str_of(document->path);
	const sl_settings *settings = NULL;
	document->settings = NULL;
	if (has_extension(document->path, data))
		return;
	if (sl_configs_settings(server->configs, path, &settings) == SL_APPLIES) {
		/* Without a config what is not called like a document is none. */
		if (sl_configs_file(server->configs, path).size || has_extension(document->path, usual))
			document->settings = settings;
	}
	if (document->settings)
		warm(document->settings);
	sl_lsp_take_troubles(server, &server->troubles, &server->told);
}

void sl_lsp_reload(sl_server *server)
{
	const char *uri;
	json_t *list;
	sl_lsp_drop_runs(server, NULL);
	sl_lsp_drop_resident(server);
	sl_configs_free(server->configs);
	sl_troubles_finish(&server->troubles);
	sl_troubles_init(&server->troubles);
	server->told = 0;
	json_object_foreach(server->blamed, uri, list) {
		server->blame_changed = server->blame_changed || json_array_size(list);
		json_array_clear(list);
	}
	server->configs = sl_configs_create(server->settings->config, server->settings->manifests, &server->troubles);
	if (!server->configs) {
		server->no_memory = true;
		return;
	}
	for (sl_open *document = server->documents; document; document = document->hh.next) {
		sl_lsp_settle(server, document);
		sl_lsp_touch(server, document, true);
	}
	sl_lsp_workspace_touch(server);
	sl_lsp_publish_blame(server);
	if (server->client.refreshes)
		sl_lsp_ask(server, "workspace/diagnostic/refresh", NULL);
}

/* ---- blame ---------------------------------------------------------------------------------------------------- */

/* From the place to the end of its line. */
static json_t *range_of(sl_server *server, const char *path, const sl_trouble *trouble)
{
	sl_text text;
	sl_buffer bytes;
	sl_text_init(&text);
	sl_buffer_init(&bytes);
	json_t *range;
	bool good = trouble->line && sl_read_file(path, SL_SOURCE_MAX, &bytes) == 0 && sl_text_set(&text, sl_buffer_str(&bytes));
	if (good) {
		const sl_place place = { trouble->line - 1, trouble->column ? trouble->column - 1 : 0 };
		uint32_t start = sl_text_offset(&text, place, SL_UTF32), end = sl_text_line(&text, place.line).end;
		range = sl_lsp_range(server, &text, (sl_span){ start, end > start ? end : start });
	} else {
		range = sl_json_of_range((sl_place){ 0, 0 }, (sl_place){ 0, 0 });
	}
	sl_text_finish(&text);
	sl_buffer_finish(&bytes);
	return range;
}

static json_t *blame_of(sl_server *server, const char *path, const sl_trouble *trouble)
{
	json_t *value = json_object();
	sl_json_set(&value, "range", range_of(server, path, trouble));
	sl_json_set_number(&value, "severity", trouble->warning ? 2 : 1);
	sl_json_set_name(&value, "source", "sumlint");
	sl_json_set(&value, "message", sl_json_string(&server->scratch, trouble->message));
	return value;
}

/* Adds it where it is new. */
static bool add(sl_server *server, const char *uri, json_t *blame)
{
	json_t *list = json_object_get(server->blamed, uri);
	if (!list) {
		list = json_array();
		if (json_object_set_new(server->blamed, uri, list) != 0)
			server->no_memory = true;
		list = json_object_get(server->blamed, uri);
	}
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (json_equal(json_array_get(list, i), blame)) {
			json_decref(blame);
			return false;
		}
	}
	if (json_array_append_new(list, blame) != 0)
		server->no_memory = true;
	return true;
}

static void take(sl_server *server, const sl_trouble *trouble)
{
	char *here = getcwd(NULL, 0);
	sl_buffer path, uri;
	sl_buffer_init(&path);
	sl_buffer_init(&uri);
	if (trouble->file.size) {
		sl_path_join(&path, sl_str_of(here ? here : "/"), trouble->file);
		sl_append_uri(&uri, sl_buffer_str(&path));
	}
	if (path.failed || uri.failed)
		server->no_memory = true;
	else if (add(server, uri.data ? uri.data : "", blame_of(server, path.data ? path.data : "/", trouble)))
		server->blame_changed = true;
	else
		goto end;
	if (!trouble->warning)
		sl_lsp_show(server, 1, "%.*s%s%.*s", SL_ARG(trouble->file), trouble->file.size ? ": " : "", SL_ARG(trouble->message));
end:
	sl_buffer_finish(&path);
	sl_buffer_finish(&uri);
	free(here);
}

void sl_lsp_take_troubles(sl_server *server, sl_troubles *troubles, uint32_t *told)
{
	for (; *told < troubles->count && !server->no_memory; (*told)++)
		take(server, &troubles->items[*told]);
	server->no_memory = server->no_memory || troubles->no_memory;
	sl_lsp_publish_blame(server);
}
