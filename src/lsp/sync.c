/* SPDX-License-Identifier: Apache-2.0
 * sync.c - documents opened, changed, saved and closed; files and folders that changed under them.
 */
#include "lsp/features.h"

#include "base/file.h"
#include "lsp/uri.h"

#include <stdlib.h>
#include <unistd.h>

/* ---- documents of requests ------------------------------------------------------------------------------------ */

sl_open *sl_lsp_find(sl_server *server, const char *uri)
{
	sl_buffer key;
	sl_open *document = NULL;
	sl_buffer_init(&key);
	sl_uri_normal(sl_str_of(uri), &key);
	if (!key.failed)
		HASH_FIND(hh, server->documents, key.data, key.size, document);
	sl_buffer_finish(&key);
	return document;
}

sl_open *sl_lsp_document(sl_server *server, const json_t *params)
{
	sl_str uri = sl_json_text(params, "textDocument.uri");
	if (!uri.data)
		uri = sl_json_text(params, "data.textDocument.uri");
	return uri.data && uri.size ? sl_lsp_find(server, uri.data) : NULL;
}

bool sl_lsp_offset(sl_server *server, sl_open *document, const json_t *params, uint32_t *offset)
{
	sl_place place;
	if (!sl_json_place(sl_json_at(params, "position"), &place))
		return false;
	*offset = sl_text_offset(&document->text, place, server->encoding);
	return true;
}

const sl_document *sl_lsp_parsed(sl_server *server, sl_open *document)
{
	sl_str text = sl_text_str(&document->text), path = sl_str_of(document->path);
	if (!document->settings)
		return NULL;
	if (document->parsed_edition == document->edition)
		return document->parsed;
	sl_arena_reset(&document->parse_arena);
	document->parsed = NULL;
	document->parsed_edition = document->edition;
	/* JSON may bring a NUL, which the check reports and parsing is not for. */
	if (memchr(text.data ? text.data : "", '\0', (size_t)text.size))
		return NULL;
	uint32_t syntax = document->settings->syntax ? document->settings->syntax : sl_syntax_of(path, text);
	document->parsed = sl_document_parse(&document->parse_arena, path, text, syntax, document->settings->type);
	server->no_memory = server->no_memory || !document->parsed;
	return document->parsed;
}

/* ---- open and closed ------------------------------------------------------------------------------------------ */

/* A name below the first folder of the workspace, so that its config applies; the language tells the syntax. */
static void untitled_path(const sl_server *server, sl_str uri, sl_str language, sl_buffer *into)
{
	const json_t *folder = json_array_get(server->folders, 0);
	char *here = folder ? NULL : getcwd(NULL, 0);
	sl_buffer name;
	sl_buffer_init(&name);
	for (size_t i = 0; i < uri.size; i++) {
		char c = uri.data[i];
		sl_buffer_append_char(&name, (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ? c : '_');
	}
	sl_buffer_append(&name, sl_str_is(language, "markdown") ? SL_LIT(".md") : SL_LIT(".txt"));
	sl_path_join(into, sl_str_of(folder ? json_string_value(folder) : here ? here : "/"), sl_buffer_str(&name));
	into->failed = into->failed || name.failed;
	sl_buffer_finish(&name);
	free(here);
}

static void forget(sl_server *server, sl_open *document)
{
	sl_lsp_drop_runs(server, document);
	sl_lsp_answer_waiting(server, document, true);
	HASH_DEL(server->documents, document);
	sl_open_free(document);
}

static sl_open *add(sl_server *server, sl_str uri, sl_str language, sl_str text)
{
	sl_buffer key, path;
	sl_buffer_init(&key);
	sl_buffer_init(&path);
	sl_uri_normal(uri, &key);
	bool file = sl_uri_path(uri, &path);
	if (!file) {
		sl_buffer_clear(&path);
		untitled_path(server, uri, language, &path);
	}
	sl_open *document = key.failed || path.failed ? NULL : sl_open_create(sl_buffer_str(&key), uri, sl_buffer_str(&path));
	if (document && sl_text_set(&document->text, text)) {
		document->untitled = !file;
		HASH_ADD_KEYPTR(hh, server->documents, document->key, strlen(document->key), document);
	} else {
		sl_open_free(document);
		document = NULL;
		server->no_memory = true;
	}
	sl_buffer_finish(&key);
	sl_buffer_finish(&path);
	return document;
}

static json_t *did_open(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)fault;
	sl_str uri = sl_json_text(params, "textDocument.uri"), text = sl_json_text(params, "textDocument.text");
	sl_open *old = sl_lsp_document(server, params);
	if (!uri.size || !text.data || memchr(uri.data, '\0', (size_t)uri.size))
		return json_null();
	if (old)
		forget(server, old);
	sl_open *document = add(server, uri, sl_json_text(params, "textDocument.languageId"), text);
	if (!document)
		return json_null();
	document->version = json_integer_value(sl_json_at(params, "textDocument.version"));
	sl_lsp_settle(server, document);
	sl_lsp_touch(server, document, true);
	return json_null();
}

static json_t *did_change(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)fault;
	sl_open *document = sl_lsp_document(server, params);
	const json_t *changes = sl_json_at(params, "contentChanges"), *version = sl_json_at(params, "textDocument.version");
	bool changed = false;
	for (size_t i = 0; document && i < json_array_size(changes); i++)
		changed = sl_open_change(document, json_array_get(changes, i), server->encoding, &server->no_memory) || changed;
	if (document && json_is_integer(version))
		document->version = json_integer_value(version);
	if (changed)
		sl_lsp_touch(server, document, false);
	return json_null();
}

static bool is_yaml(sl_str uri)
{
	return sl_str_ends(uri, SL_LIT(".yaml")) || sl_str_ends(uri, SL_LIT(".yml"));
}

static json_t *did_save(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)fault;
	if (is_yaml(sl_json_text(params, "textDocument.uri")))
		sl_lsp_reload(server);
	return json_null();
}

static json_t *did_close(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)fault;
	sl_open *document = sl_lsp_document(server, params);
	if (!document)
		return json_null();
	document->problem_count = 0;
	document->settings = NULL;
	sl_lsp_publish(server, document);
	sl_lsp_workspace_touch(server);
	forget(server, document);
	return json_null();
}

/* ---- files and folders ---------------------------------------------------------------------------------------- */

static json_t *did_change_files(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)fault;
	const json_t *changes = sl_json_at(params, "changes");
	bool configs = false;
	for (size_t i = 0; i < json_array_size(changes); i++)
		configs = configs || is_yaml(sl_json_text(json_array_get(changes, i), "uri"));
	if (configs)
		sl_lsp_reload(server);
	else
		sl_lsp_workspace_touch(server);
	return json_null();
}

static json_t *did_change_configuration(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)params;
	(void)fault;
	sl_lsp_reload(server);
	return json_null();
}

static void remove_folder(sl_server *server, sl_str path)
{
	for (size_t i = json_array_size(server->folders); i > 0; i--) {
		if (sl_str_equal(sl_str_of(json_string_value(json_array_get(server->folders, i - 1))), path))
			json_array_remove(server->folders, i - 1);
	}
}

static json_t *did_change_folders(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)fault;
	static const char *const keys[] = { "event.removed", "event.added" };
	for (size_t k = 0; k < 2; k++) {
		const json_t *list = sl_json_at(params, keys[k]);
		for (size_t i = 0; i < json_array_size(list); i++) {
			sl_buffer path;
			sl_buffer_init(&path);
			if (sl_uri_path(sl_json_text(json_array_get(list, i), "uri"), &path)) {
				remove_folder(server, sl_buffer_str(&path));
				if (k == 1)
					json_array_append_new(server->folders, sl_json_of(sl_buffer_str(&path)));
			}
			sl_buffer_finish(&path);
		}
	}
	sl_lsp_workspace_touch(server);
	return json_null();
}

const sl_method sl_lsp_sync_methods[] = {
	{ "textDocument/didOpen", did_open, SL_NEED_NOTHING, true, false },
	{ "textDocument/didChange", did_change, SL_NEED_NOTHING, true, false },
	{ "textDocument/didSave", did_save, SL_NEED_NOTHING, true, false },
	{ "textDocument/didClose", did_close, SL_NEED_NOTHING, true, false },
	{ "workspace/didChangeWatchedFiles", did_change_files, SL_NEED_NOTHING, true, false },
	{ "workspace/didChangeConfiguration", did_change_configuration, SL_NEED_NOTHING, true, false },
	{ "workspace/didChangeWorkspaceFolders", did_change_folders, SL_NEED_NOTHING, true, false },
	{ 0 },
};
