/* SPDX-License-Identifier: Apache-2.0
 * diagnostics.c - problems as diagnostics of the protocol, pushed or asked for.
 */
#include "lsp/features.h"

#include "base/fold.h"
#include "report/uri.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- pages of rules ------------------------------------------------------------------------------------------- */

static void page_path(const sl_server *server, const char *id, sl_buffer *into)
{
	sl_buffer_printf(into, "%s/%s.md", server->pages, id);
	for (size_t i = strlen(server->pages) + 1; i < into->size; i++) {
		if (into->data[i] == '/')
			into->data[i] = '-';
	}
}

static bool make_folder(sl_server *server)
{
	const char *base = getenv("XDG_RUNTIME_DIR");
	sl_buffer path;
	sl_buffer_init(&path);
	if (!base || *base != '/' || access(base, W_OK) != 0)
		base = "/tmp";
	sl_buffer_printf(&path, "%s/sumlint-lsp-XXXXXX", base);
	if (!path.failed && mkdtemp(path.data)) {
		server->pages = path.data;
		server->paged = json_object();
		return server->paged != NULL;
	}
	sl_buffer_finish(&path);
	return false;
}

static bool write_page(const sl_server *server, const char *path, const sl_rule_manifest *rule)
{
	FILE *file = fopen(path, "we");
	if (!file)
		return false;
	server->settings->explain(rule, file);
	bool good = !ferror(file);
	return fclose(file) == 0 && good;
}

json_t *sl_lsp_page(sl_server *server, const sl_rule_manifest *rule)
{
	sl_buffer path, uri;
	if (!server->settings->explain || (!server->pages && !make_folder(server)) || !server->paged)
		return NULL;
	json_t *known = json_object_get(server->paged, rule->id.data);
	if (known)
		return json_incref(known);
	sl_buffer_init(&path);
	sl_buffer_init(&uri);
	page_path(server, rule->id.data, &path);
	json_t *value = NULL;
	if (!path.failed && write_page(server, path.data, rule)) {
		sl_append_uri(&uri, sl_buffer_str(&path));
		value = sl_json_string(&server->scratch, sl_buffer_str(&uri));
		json_object_set(server->paged, rule->id.data, value);
	}
	sl_buffer_finish(&path);
	sl_buffer_finish(&uri);
	return value;
}

void sl_lsp_remove_pages(sl_server *server)
{
	const char *id;
	json_t *uri;
	json_object_foreach(server->paged, id, uri) {
		sl_buffer path;
		sl_buffer_init(&path);
		page_path(server, id, &path);
		if (!path.failed)
			unlink(path.data);
		sl_buffer_finish(&path);
	}
	if (server->pages)
		rmdir(server->pages);
	free(server->pages);
	json_decref(server->paged);
}

/* ---- a diagnostic --------------------------------------------------------------------------------------------- */

static void set_tag(json_t **value, const sl_rule_manifest *rule)
{
	bool unused = sl_str_is(rule->id, "core/unused-suppression"), deprecated = sl_str_ends(rule->id, SL_LIT("/deprecated"));
	json_t *tags = unused || deprecated ? json_array() : NULL;
	if (!tags)
		return;
	sl_json_append(&tags, json_integer(unused ? 1 : 2));
	sl_json_set(value, "tags", tags);
}

/* What to write instead, where it is more than the rule's summary. */
static json_t *message_of(sl_server *server, const sl_problem *problem)
{
	sl_buffer text;
	sl_buffer_init(&text);
	sl_buffer_append(&text, problem->message);
	if (problem->help.size && !sl_str_equal(problem->help, problem->rule->summary)) {
		sl_buffer_append_char(&text, '\n');
		sl_buffer_append(&text, problem->help);
	}
	json_t *value = text.failed ? NULL : sl_json_string(&server->scratch, sl_buffer_str(&text));
	sl_buffer_finish(&text);
	return value;
}

json_t *sl_lsp_range(sl_server *server, sl_text *text, sl_span span)
{
	sl_place start = sl_text_where(text, span.start, server->encoding);
	return sl_json_of_range(start, sl_text_where(text, span.end, server->encoding));
}

static json_t *related_of(sl_server *server, const char *uri, sl_text *text, const sl_problem *problem)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < problem->related_count; i++) {
		json_t *value = json_object(), *location = json_object();
		sl_json_set(&location, "uri", json_string(uri));
		sl_json_set(&location, "range", sl_lsp_range(server, text, problem->related[i].span));
		sl_json_set(&value, "location", location);
		sl_json_set(&value, "message", sl_json_string(&server->scratch, problem->related[i].message));
		sl_json_append(&list, value);
	}
	return list;
}

static json_t *diagnostic_of(sl_server *server, const char *uri, sl_text *text, const sl_problem *problem)
{
	static const unsigned severities[] = { 4, 3, 2, 1 };
	json_t *value = json_object(), *data = json_object();
	sl_json_set(&value, "range", sl_lsp_range(server, text, problem->span));
	sl_json_set_number(&value, "severity", severities[problem->severity]);
	sl_json_set(&value, "code", sl_json_of(problem->rule->id));
	json_t *page = server->client.code_descriptions ? sl_lsp_page(server, problem->rule) : NULL;
	if (page) {
		json_t *description = json_object();
		sl_json_set(&description, "href", page);
		sl_json_set(&value, "codeDescription", description);
	}
	sl_json_set_name(&value, "source", "sumlint");
	sl_json_set(&value, "message", message_of(server, problem));
	if (server->client.tags)
		set_tag(&value, problem->rule);
	if (server->client.related && problem->related_count)
		sl_json_set(&value, "relatedInformation", related_of(server, uri, text, problem));
	sl_json_set(&data, "rule", sl_json_of(problem->rule->id));
	sl_json_set_number(&data, "fixes", problem->fix_count);
	sl_json_set(&value, "data", data);
	return value;
}

json_t *sl_lsp_diagnostics(sl_server *server, const char *uri, sl_text *text, const sl_problem *problems, uint32_t count)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < count; i++)
		sl_json_append(&list, diagnostic_of(server, uri, text, &problems[i]));
	return list;
}

/* ---- pushed --------------------------------------------------------------------------------------------------- */

static void push(sl_server *server, const char *uri, const json_int_t *version, json_t *list)
{
	json_t *params = json_object();
	sl_json_set(&params, "uri", json_string(uri));
	if (version)
		sl_json_set(&params, "version", json_integer(*version));
	sl_json_set(&params, "diagnostics", list);
	sl_lsp_notify(server, "textDocument/publishDiagnostics", params);
}

void sl_lsp_publish(sl_server *server, sl_open *document)
{
	/* Who asks for them would show them twice. */
	if (server->client.pulls || (!document->settings && !document->published))
		return;
	document->published = document->settings != NULL;
	push(server, document->uri, &document->version,
	    sl_lsp_diagnostics(server, document->uri, &document->text, document->problems, document->problem_count));
}

void sl_lsp_publish_blame(sl_server *server)
{
	const char *uri;
	json_t *list;
	if (!server->blame_changed || server->phase != SL_PHASE_OPEN)
		return;
	server->blame_changed = false;
	json_object_foreach(server->blamed, uri, list) {
		if (*uri)
			push(server, uri, NULL, json_copy(list));
	}
}

/* ---- asked for ------------------------------------------------------------------------------------------------ */

static json_t *give_diagnostics(sl_server *server, const json_t *params, sl_fault *fault)
{
	sl_open *document = sl_lsp_document(server, params);
	char id[32];
	json_t *report = json_object();
	if (!document) {
		json_decref(report);
		return sl_lsp_fault(fault, SL_INVALID_PARAMS, "the document is not open");
	}
	snprintf(id, sizeof(id), "%llu", (unsigned long long)document->result_id);
	bool same = sl_str_is(sl_json_text(params, "previousResultId"), id);
	sl_json_set_name(&report, "kind", same ? "unchanged" : "full");
	sl_json_set(&report, "resultId", json_string(id));
	if (!same)
		sl_json_set(&report, "items",
		    sl_lsp_diagnostics(server, document->uri, &document->text, document->problems, document->problem_count));
	return report;
}

const sl_method sl_lsp_diagnostic_methods[] = {
	{ "textDocument/diagnostic", give_diagnostics, SL_NEED_CHECK, false, false },
	{ 0 },
};
