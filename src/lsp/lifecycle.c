/* SPDX-License-Identifier: Apache-2.0
 * lifecycle.c - initialize to exit: what the client can do, and what the server offers.
 */
#include "lsp/features.h"

#include "lsp/uri.h"

#include <sys/syscall.h>
#include <unistd.h>

/* ---- what the client can do ----------------------------------------------------------------------------------- */

static void take_client(sl_server *server, const json_t *params)
{
	const json_t *can = sl_json_at(params, "capabilities");
	server->encoding = sl_json_has(can, "general.positionEncodings", "utf-8") ? SL_UTF8 : SL_UTF16;
	server->client = (sl_client){
		.pulls = sl_json_at(can, "textDocument.diagnostic") != NULL,
		.refreshes = sl_json_true(can, "workspace.diagnostics.refreshSupport") || sl_json_true(can, "workspace.diagnostic.refreshSupport"),
		.watches = sl_json_true(can, "workspace.didChangeWatchedFiles.dynamicRegistration"),
		.shows = sl_json_true(can, "window.showDocument.support"),
		.progress = sl_json_true(can, "window.workDoneProgress"),
		.document_changes = sl_json_true(can, "workspace.workspaceEdit.documentChanges"),
		.snippets = sl_json_true(can, "textDocument.completion.completionItem.snippetSupport"),
		.code_descriptions = sl_json_true(can, "textDocument.publishDiagnostics.codeDescriptionSupport") ||
		    sl_json_true(can, "textDocument.diagnostic.codeDescriptionSupport"),
		.tags = sl_json_at(can, "textDocument.publishDiagnostics.tagSupport") != NULL || sl_json_at(can, "textDocument.diagnostic.tagSupport") != NULL,
		.related = sl_json_true(can, "textDocument.publishDiagnostics.relatedInformation") || sl_json_true(can, "textDocument.diagnostic.relatedInformation"),
		.hierarchical = sl_json_true(can, "textDocument.documentSymbol.hierarchicalDocumentSymbolSupport"),
		.literal_actions = sl_json_at(can, "textDocument.codeAction.codeActionLiteralSupport") != NULL,
		.preferred = sl_json_true(can, "textDocument.codeAction.isPreferredSupport"),
		.resolves = sl_json_true(can, "textDocument.codeAction.dataSupport") && sl_json_has(can, "textDocument.codeAction.resolveSupport.properties", "edit"),
	};
}

static void add_folder(sl_server *server, sl_str uri)
{
	sl_buffer path;
	sl_buffer_init(&path);
	if (uri.size && sl_uri_path(uri, &path))
		json_array_append_new(server->folders, sl_json_of(sl_buffer_str(&path)));
	sl_buffer_finish(&path);
}

static void take_folders(sl_server *server, const json_t *params)
{
	const json_t *folders = sl_json_at(params, "workspaceFolders");
	for (size_t i = 0; i < json_array_size(folders); i++)
		add_folder(server, sl_json_text(json_array_get(folders, i), "uri"));
	if (json_array_size(server->folders) == 0)
		add_folder(server, sl_json_text(params, "rootUri"));
}

/* ---- what the server offers ----------------------------------------------------------------------------------- */

static json_t *capabilities(const sl_server *server)
{
	return json_pack("{s:s, s:{s:b, s:i, s:{s:b}}, s:{s:s, s:b, s:b, s:b}, s:{s:{s:b, s:b}}}", "positionEncoding",
	    server->encoding == SL_UTF8 ? "utf-8" : "utf-16", "textDocumentSync", "openClose", 1, "change", 2, "save", "includeText", 0,
	    "diagnosticProvider", "identifier", "sumlint", "interFileDependencies", 0, "workspaceDiagnostics", 1, "workDoneProgress", 1, "workspace",
	    "workspaceFolders", "supported", 1, "changeNotifications", 1);
}

/* A descriptor that becomes readable when it ends. Without one, as where the client counts its processes otherwise than we do, its pipes must tell. */
static void watch_parent(sl_server *server, const json_t *params)
{
	const json_t *process = sl_json_at(params, "processId");
	json_int_t pid = json_integer_value(process);
	if (json_is_integer(process) && pid > 0 && pid <= INT32_MAX)
		server->parent = (int)syscall(SYS_pidfd_open, (pid_t)pid, 0);
}

static json_t *initialize(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)fault;
	take_client(server, params);
	take_folders(server, params);
	watch_parent(server, params);
	server->phase = SL_PHASE_OPEN;
	json_t *offered = capabilities(server);
	if (!offered)
		return NULL;
	sl_lsp_offer(server, offered);
	return json_pack("{s:o, s:{s:s, s:s}}", "capabilities", offered, "serverInfo", "name", "sumlint", "version", server->settings->version);
}

static json_t *initialized(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)params;
	(void)fault;
	if (!server->client.watches)
		return json_null();
	static const char *const patterns[] = { "**/.sumlint.yaml", "**/*.{yaml,yml}", "**/*.{md,markdown,txt}" };
	json_t *watchers = json_array();
	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++)
		sl_json_append(&watchers, json_pack("{s:s}", "globPattern", patterns[i]));
	sl_lsp_ask(server, "client/registerCapability",
	    json_pack("{s:[{s:s, s:s, s:{s:o}}]}", "registrations", "id", "sumlint-files", "method", "workspace/didChangeWatchedFiles", "registerOptions",
		"watchers", watchers));
	return json_null();
}

static json_t *shut_down(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)params;
	(void)fault;
	server->phase = SL_PHASE_SHUT;
	return json_null();
}

static json_t *end(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)params;
	(void)fault;
	server->exited = true;
	return json_null();
}

static json_t *cancel(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)fault;
	const json_t *id = sl_json_at(params, "id");
	if (id && !sl_lsp_cancel(server, id) && !sl_lsp_cancel_far(server, id))
		sl_lsp_workspace_cancel(server, id);
	return json_null();
}

static json_t *stop_progress(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)fault;
	const json_t *token = sl_json_at(params, "token");
	if (token)
		sl_lsp_workspace_stop(server, token);
	return json_null();
}

static json_t *nothing(sl_server *server, const json_t *params, sl_fault *fault)
{
	(void)server;
	(void)params;
	(void)fault;
	return json_null();
}

const sl_method sl_lsp_lifecycle_methods[] = {
	{ "initialize", initialize, SL_NEED_NOTHING, false, false },
	{ "initialized", initialized, SL_NEED_NOTHING, true, false },
	{ "shutdown", shut_down, SL_NEED_NOTHING, false, false },
	{ "exit", end, SL_NEED_NOTHING, true, false },
	{ "$/cancelRequest", cancel, SL_NEED_NOTHING, true, false },
	{ "window/workDoneProgress/cancel", stop_progress, SL_NEED_NOTHING, true, false },
	{ "$/setTrace", nothing, SL_NEED_NOTHING, true, false },
	{ 0 },
};
