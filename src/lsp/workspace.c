/* SPDX-License-Identifier: Apache-2.0
 * workspace.c - workspace/diagnostic: all documents below the workspace's folders, in one run. Who asks again is answered when something has changed.
 */
#include "lsp/features.h"

#include "base/file.h"
#include "base/fold.h"
#include "report/uri.h"

#include <stdio.h>
#include <stdlib.h>

/* Documents that are told of at once, where the client takes them piece by piece. */
#define PART_FILES 100

/* What was found in a file; those without a problem are there too. */
typedef struct found_file {
	char *path;
	sl_problem *problems;
	uint32_t count;
	uint32_t capacity;
	UT_hash_handle hh;
} found_file;

/* A request that is held. */
typedef struct held_request {
	struct held_request *next;
	json_t *id;
	json_t *params;
} held_request;

struct sl_workspace {
	sl_task task;
	bool running;
	bool stale;       /* something changed since the last run began */
	held_request *now; /* the one it runs for */
	held_request *held;
	sl_arena arena;
	found_file *files;
	json_t *token; /* of progress; or NULL */
	json_t *previous; /* what the client knows: {uri: id} */
	bool parts;    /* the client takes what is found as it is found */
	bool held_back; /* but it all comes at the end */
};

static sl_workspace *get(sl_server *server)
{
	if (!server->workspace) {
		server->workspace = calloc(1, sizeof(*server->workspace));
		if (!server->workspace) {
			server->no_memory = true;
			return NULL;
		}
		sl_arena_init(&server->workspace->arena);
		server->workspace->stale = true;
	}
	return server->workspace;
}

static void free_request(held_request *request)
{
	if (!request)
		return;
	json_decref(request->id);
	json_decref(request->params);
	free(request);
}

static void clear_files(sl_workspace *workspace)
{
	found_file *file, *next;
	HASH_ITER(hh, workspace->files, file, next) {
		HASH_DEL(workspace->files, file);
	}
	sl_arena_finish(&workspace->arena);
	sl_arena_init(&workspace->arena);
}

/* ---- progress ------------------------------------------------------------------------------------------------- */

static void tell_progress(sl_server *server, json_t *value)
{
	sl_workspace *workspace = server->workspace;
	if (!workspace->token) {
		json_decref(value);
		return;
	}
	json_t *params = json_object();
	sl_json_set(&params, "token", sl_json_copy(workspace->token));
	sl_json_set(&params, "value", value);
	sl_lsp_notify(server, "$/progress", params);
}

static void end_run(sl_server *server)
{
	sl_workspace *workspace = server->workspace;
	sl_task_end(&workspace->task);
	workspace->running = false;
	tell_progress(server, json_pack("{s:s}", "kind", "end"));
	json_decref(workspace->token);
	json_decref(workspace->previous);
	workspace->token = workspace->previous = NULL;
	free_request(workspace->now);
	workspace->now = NULL;
	clear_files(workspace);
}

/* {uri: id}. Not by sl_json_at: a URI has dots. */
static json_t *previous_ids(const json_t *params)
{
	json_t *ids = json_object();
	const json_t *list = sl_json_at(params, "previousResultIds");
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *item = json_array_get(list, i);
		sl_str uri = sl_json_text(item, "uri"), value = sl_json_text(item, "value");
		if (uri.data && value.data)
			sl_json_set(&ids, uri.data, sl_json_of(value));
	}
	return ids;
}

/* ---- begin ---------------------------------------------------------------------------------------------------- */

static const char **list_folders(sl_server *server, uint32_t *count)
{
	*count = (uint32_t)json_array_size(server->folders);
	const char **folders = calloc(*count + (size_t)1, sizeof(*folders));
	for (uint32_t i = 0; folders && i < *count; i++)
		folders[i] = json_string_value(json_array_get(server->folders, i));
	return folders;
}

static sl_file *list_open(sl_server *server, uint32_t *count)
{
	sl_file *files = calloc(HASH_COUNT(server->documents) + (size_t)1, sizeof(*files));
	*count = 0;
	for (sl_open *document = server->documents; files && document; document = document->hh.next) {
		if (!document->untitled)
			files[(*count)++] = (sl_file){ .path = sl_str_of(document->path), .text = sl_text_str(&document->text) };
	}
	return files;
}

static void begin_run(sl_server *server, held_request *request)
{
	sl_workspace *workspace = server->workspace;
	sl_task_order order = { .kind = SL_TASK_WORKSPACE, .manifests = server->settings->manifests, .engine = &server->settings->engine,
		.configs = server->configs };
	const char **folders = list_folders(server, &order.folder_count);
	sl_file *open = list_open(server, &order.open_count);
	order.folders = folders;
	order.open = open;
	workspace->now = request;
	workspace->stale = false;
	const json_t *token = sl_json_at(request->params, "workDoneToken");
	workspace->token = token ? sl_json_copy(token) : NULL;
	workspace->parts = sl_json_at(request->params, "partialResultToken") != NULL;
	workspace->held_back = false;
	workspace->previous = previous_ids(request->params);
	if (folders && open && sl_task_start(&workspace->task, &order)) {
		workspace->running = true;
		tell_progress(server, json_pack("{s:s, s:s, s:b, s:i}", "kind", "begin", "title", "Checking documents", "cancellable", 1, "percentage", 0));
	} else {
		sl_lsp_respond_error(server, request->id, SL_INTERNAL_ERROR, "no process can be started to check with");
		end_run(server);
	}
	free(folders);
	free(open);
}

/* Runs for the oldest that is held and wants to know now: who asks for the first time, or everybody when something has changed. */
static void go_on(sl_server *server)
{
	sl_workspace *workspace = server->workspace;
	if (workspace->running || server->phase != SL_PHASE_OPEN)
		return;
	for (held_request **at = &workspace->held; *at; at = &(*at)->next) {
		held_request *request = *at;
		if (!workspace->stale && json_array_size(sl_json_at(request->params, "previousResultIds")) != 0)
			continue;
		*at = request->next;
		begin_run(server, request);
		return;
	}
}

void sl_lsp_workspace_request(sl_server *server, const json_t *id, const json_t *params)
{
	sl_workspace *workspace = get(server);
	held_request *request = malloc(sizeof(*request)), **end = workspace ? &workspace->held : NULL;
	if (!workspace || !request) {
		free(request);
		server->no_memory = true;
		return;
	}
	*request = (held_request){ NULL, sl_json_copy(id), sl_json_copy(params) };
	while (*end)
		end = &(*end)->next;
	*end = request;
	go_on(server);
}

void sl_lsp_workspace_touch(sl_server *server)
{
	sl_workspace *workspace = server->workspace;
	if (!workspace)
		return;
	workspace->stale = true;
	go_on(server);
}

bool sl_lsp_workspace_cancel(sl_server *server, const json_t *id)
{
	sl_workspace *workspace = server->workspace;
	if (!workspace)
		return false;
	if (workspace->now && json_equal(workspace->now->id, id)) {
		sl_lsp_respond_error(server, id, SL_REQUEST_CANCELLED, "cancelled");
		workspace->stale = true;
		end_run(server);
		go_on(server);
		return true;
	}
	for (held_request **at = &workspace->held; *at; at = &(*at)->next) {
		held_request *request = *at;
		if (!json_equal(request->id, id))
			continue;
		*at = request->next;
		sl_lsp_respond_error(server, id, SL_REQUEST_CANCELLED, "cancelled");
		free_request(request);
		return true;
	}
	return false;
}

/* ---- results -------------------------------------------------------------------------------------------------- */

static found_file *file_of(sl_workspace *workspace, sl_str path)
{
	found_file *file = NULL;
	HASH_FIND(hh, workspace->files, path.data, (size_t)path.size, file);
	if (file)
		return file;
	file = sl_arena_calloc(&workspace->arena, 1, sizeof(*file));
	sl_str copy = sl_arena_copy(&workspace->arena, path);
	if (!file || !copy.data)
		return NULL;
	file->path = (char *)(uintptr_t)copy.data;
	HASH_ADD_KEYPTR(hh, workspace->files, file->path, (size_t)copy.size, file);
	return file;
}

static bool take_problem(sl_server *server, sl_wire *wire)
{
	sl_workspace *workspace = server->workspace;
	sl_result result;
	found_file *file = file_of(workspace, sl_wire_text(wire));
	sl_str bytes = sl_arena_copy(&workspace->arena, (sl_str){ wire->at, (uint64_t)(wire->end - wire->at) });
	if (!file || !bytes.data || wire->failed)
		return false;
	sl_wire own = { bytes.data, bytes.data + bytes.size, false };
	if (!sl_wire_result(&own, &workspace->arena, server->settings->manifests, sl_str_of(file->path), &result) || result.problem_count != 1)
		return false;
	if (!sl_arena_grow(&workspace->arena, (void **)&file->problems, file->count, &file->capacity, sizeof(*file->problems)))
		return false;
	file->problems[file->count++] = result.problems[0];
	return true;
}

static json_t *diagnostics_of(sl_server *server, const found_file *file, const char *uri, sl_open *open)
{
	if (open)
		return sl_lsp_diagnostics(server, uri, &open->text, file->problems, file->count);
	sl_text text;
	sl_buffer bytes;
	sl_text_init(&text);
	sl_buffer_init(&bytes);
	if (file->count && sl_read_file(file->path, SL_SOURCE_MAX, &bytes) == 0)
		sl_text_set(&text, sl_buffer_str(&bytes));
	json_t *list = sl_lsp_diagnostics(server, uri, &text, file->problems, file->count);
	sl_text_finish(&text);
	sl_buffer_finish(&bytes);
	return list;
}

static json_t *report_of(sl_server *server, const found_file *file, const json_t *previous)
{
	sl_buffer uri, dumped;
	sl_buffer_init(&uri);
	sl_buffer_init(&dumped);
	sl_append_uri(&uri, sl_str_of(file->path));
	sl_open *open = uri.failed ? NULL : sl_lsp_find(server, uri.data);
	const char *name = open ? open->uri : uri.failed ? "" : uri.data;
	json_t *list = diagnostics_of(server, file, name, open), *report = json_object();
	char id[32] = "";
	if (sl_json_dump(&dumped, json_incref(list)))
		snprintf(id, sizeof(id), "w%016llx", (unsigned long long)sl_hash(sl_buffer_str(&dumped)));
	const char *before = json_string_value(json_object_get(previous, name));
	bool same = *id && before && strcmp(before, id) == 0;
	sl_json_set_name(&report, "kind", same ? "unchanged" : "full");
	sl_json_set(&report, "uri", json_string(name));
	sl_json_set(&report, "version", open ? json_integer(open->version) : json_null());
	sl_json_set(&report, "resultId", json_string(id));
	if (!same)
		sl_json_set(&report, "items", json_incref(list));
	json_decref(list);
	sl_buffer_finish(&uri);
	sl_buffer_finish(&dumped);
	return report;
}

static json_t *items_of(sl_server *server, found_file *files)
{
	json_t *items = json_array(), *result = json_object();
	for (found_file *file = files; file; file = file->hh.next)
		sl_json_append(&items, report_of(server, file, server->workspace->previous));
	sl_json_set(&result, "items", items);
	return result;
}

/* What was found so far, which is then forgotten. */
static void tell_part(sl_server *server)
{
	sl_workspace *workspace = server->workspace;
	json_t *params = json_object();
	if (HASH_COUNT(workspace->files)) {
		sl_json_set(&params, "token", sl_json_copy(sl_json_at(workspace->now->params, "partialResultToken")));
		sl_json_set(&params, "value", items_of(server, workspace->files));
		sl_lsp_notify(server, "$/progress", params);
	} else {
		json_decref(params);
	}
	clear_files(workspace);
}

static void answer(sl_server *server)
{
	sl_workspace *workspace = server->workspace;
	/* Where parts were sent, all are. */
	if (workspace->parts)
		tell_part(server);
	json_t *result = items_of(server, workspace->parts ? NULL : workspace->files);
	sl_lsp_respond(server, workspace->now->id, result);
}

static void take_progress(sl_server *server, sl_wire *wire)
{
	uint64_t done = sl_wire_number(wire), all = sl_wire_number(wire);
	char text[64];
	snprintf(text, sizeof(text), "%llu of %llu", (unsigned long long)done, (unsigned long long)all);
	tell_progress(server, json_pack("{s:s, s:s, s:i}", "kind", "report", "message", text, "percentage", (int)(all ? done * 100 / all : 0)));
}

static bool take_frame(sl_server *server, uint32_t kind, sl_wire *wire, bool *ended)
{
	switch (kind) {
	case SL_TASK_HELD:
		server->workspace->held_back = true;
		return true;
	case SL_TASK_FILE:
		/* Those before it are done. */
		if (server->workspace->parts && !server->workspace->held_back && HASH_COUNT(server->workspace->files) >= PART_FILES)
			tell_part(server);
		return file_of(server->workspace, sl_wire_text(wire)) != NULL;
	case SL_TASK_PROBLEM:
		return take_problem(server, wire);
	case SL_TASK_PROGRESS:
		take_progress(server, wire);
		return true;
	case SL_TASK_END:
		*ended = true;
		return sl_wire_number(wire) == 1;
	default: /* troubles are told of when the document is opened */
		return true;
	}
}

void sl_lsp_workspace_hear(sl_server *server)
{
	sl_workspace *workspace = server->workspace;
	uint32_t kind;
	sl_str payload;
	bool ended = false, good = true, open = sl_task_listen(&workspace->task, &server->no_memory);
	while (good && !ended && sl_task_next(&workspace->task, &kind, &payload)) {
		sl_wire wire = { payload.data, payload.data + payload.size, false };
		good = take_frame(server, kind, &wire, &ended);
	}
	if (good && ended)
		answer(server);
	else if (!good || !open)
		sl_lsp_respond_error(server, workspace->now->id, SL_REQUEST_FAILED, "the documents could not be checked");
	else
		return;
	end_run(server);
	go_on(server);
}

int sl_lsp_workspace_pipe(const sl_server *server)
{
	return server->workspace && server->workspace->running ? server->workspace->task.pipe : -1;
}

void sl_lsp_workspace_free(sl_server *server)
{
	sl_workspace *workspace = server->workspace;
	if (!workspace)
		return;
	sl_task_end(&workspace->task);
	json_decref(workspace->token);
	json_decref(workspace->previous);
	free_request(workspace->now);
	while (workspace->held) {
		held_request *request = workspace->held;
		workspace->held = request->next;
		free_request(request);
	}
	clear_files(workspace);
	free(workspace);
}
