/* SPDX-License-Identifier: Apache-2.0
 * workspace.c - workspace/diagnostic: all documents below the workspace's folders, in one run. Who asks again is answered when something has changed.
 */
#include "lsp/features.h"
#include "lsp/found.h"

#include <stdio.h>
#include <stdlib.h>

/* Documents that are made text of at once, and told of where the client takes them piece by piece. */
#define PART_FILES 100

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
	sl_found found;
	sl_buffer items; /* as text */
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
		sl_found_init(&server->workspace->found);
		sl_buffer_init(&server->workspace->items);
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
	sl_found_clear(&workspace->found);
	sl_buffer_finish(&workspace->items);
	sl_buffer_init(&workspace->items);
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
		document->handed = document->edition;
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

void sl_lsp_workspace_stop(sl_server *server, const json_t *token)
{
	sl_workspace *workspace = server->workspace;
	if (workspace && workspace->now && workspace->token && json_equal(workspace->token, token))
		sl_lsp_workspace_cancel(server, workspace->now->id);
}

/* ---- results -------------------------------------------------------------------------------------------------- */

/* What was found so far becomes text, which waits, or is told. */
static void settle(sl_server *server, bool tell)
{
	sl_workspace *workspace = server->workspace;
	sl_found_tell(server, &workspace->found, workspace->previous, &workspace->items);
	if (!tell || workspace->items.size == 0)
		return;
	sl_lsp_send_text(server, SL_LIT("{\"jsonrpc\":\"2.0\",\"method\":\"$/progress\",\"params\":{\"token\":"),
	    sl_json_at(workspace->now->params, "partialResultToken"), SL_LIT(",\"value\":{\"items\":["), sl_buffer_str(&workspace->items), SL_LIT("]}}}"));
	sl_buffer_clear(&workspace->items);
}

static void answer(sl_server *server)
{
	sl_workspace *workspace = server->workspace;
	/* Where parts were sent, all are. */
	settle(server, workspace->parts);
	sl_lsp_send_text(server, SL_LIT("{\"jsonrpc\":\"2.0\",\"id\":"), workspace->now->id, SL_LIT(",\"result\":{\"items\":["),
	    sl_buffer_str(&workspace->items), SL_LIT("]}}"));
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
		if (!server->workspace->held_back && sl_found_count(&server->workspace->found) >= PART_FILES)
			settle(server, server->workspace->parts);
		return sl_found_file_add(&server->workspace->found, sl_wire_text(wire));
	case SL_TASK_PROBLEM:
		return sl_found_problem_add(server, &server->workspace->found, wire);
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
	sl_found_clear(&workspace->found);
	sl_buffer_finish(&workspace->items);
	free(workspace);
}
