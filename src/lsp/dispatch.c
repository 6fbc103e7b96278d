/* SPDX-License-Identifier: Apache-2.0
 * dispatch.c - which handler a message is for, when it may be called, and who waits for what.
 */
#include "lsp/server.h"

#include <ctype.h>
#include <stdlib.h>

/* ---- a message as JSON ---------------------------------------------------------------------------------------- */

/* Half of a surrogate pair, which some editors cut in two, is no text; as long as U+FFFD it is, and no place moves. True where there was one. */
static bool mend_surrogates(char *bytes, size_t size)
{
	bool found = false;
	for (size_t i = 0; i + 6 <= size; i++) {
		if (bytes[i] != '\\')
			continue;
		if (bytes[i + 1] != 'u' || tolower((unsigned char)bytes[i + 2]) != 'd') {
			i++; /* an escaped backslash begins nothing */
			continue;
		}
		int kind = tolower((unsigned char)bytes[i + 3]);
		bool high = strchr("89ab", kind) && kind, low = strchr("cdef", kind) && kind;
		const char *next = bytes + i + 6;
		bool pair = high && i + 12 <= size && next[0] == '\\' && next[1] == 'u' && tolower((unsigned char)next[2]) == 'd' && next[3] &&
		    strchr("cdef", tolower((unsigned char)next[3]));
		if (pair) {
			i += 11;
		} else if (high || low) {
			memcpy(bytes + i, "\\uFFFD", 6);
			found = true;
			i += 5;
		}
	}
	return found;
}

static json_t *parse(sl_server *server, sl_str text)
{
	json_error_t error;
	const size_t flags = JSON_ALLOW_NUL | JSON_DECODE_ANY;
	json_t *value = json_loadb(text.data ? text.data : "", (size_t)text.size, flags, &error);
	if (value)
		return value;
	/* Jansson names no error where it had no room for a value. */
	if (json_error_code(&error) == json_error_out_of_memory || error.text[0] == '\0') {
		server->no_memory = true;
		return NULL;
	}
	/* The bytes are the reader's own, and nobody needs them as they were. */
	if (mend_surrogates((char *)(uintptr_t)text.data, (size_t)text.size))
		value = json_loadb(text.data, (size_t)text.size, flags, &error);
	return value;
}

/* ---- waiting -------------------------------------------------------------------------------------------------- */

bool sl_lsp_has_safe_fix(const sl_open *document)
{
	for (uint32_t i = 0; i < document->problem_count; i++) {
		for (uint32_t k = 0; k < document->problems[i].fix_count; k++) {
			if (document->problems[i].fixes[k].safety == SUMLINT_FIX_SAFE)
				return true;
		}
	}
	return false;
}

sl_need sl_lsp_need(const sl_server *server, const sl_method *method)
{
	if (method->need != SL_NEED_ACTIONS)
		return method->need;
	return server->client.resolves ? SL_NEED_CHECK : SL_NEED_BOTH;
}

static bool is_known(const sl_open *document, sl_need need)
{
	bool checked = document->checked == document->edition, mended = document->mended_edition == document->edition;
	if (need == SL_NEED_NOTHING || !document->settings)
		return true;
	if (need == SL_NEED_MENDED)
		return mended;
	return checked && (need == SL_NEED_CHECK || mended || !sl_lsp_has_safe_fix(document));
}

static void call(sl_server *server, const sl_method *method, const json_t *id, const json_t *params)
{
	sl_fault fault = { 0 };
	json_t *result = method->handle(server, params, &fault);
	if (method->notification)
		json_decref(result);
	else if (result)
		sl_lsp_respond(server, id, result);
	else if (fault.code)
		sl_lsp_respond_error(server, id, fault.code, fault.message);
	if (!result && !fault.code && !method->notification)
		server->no_memory = true;
}

static void wait_for(sl_server *server, const sl_method *method, const json_t *id, const json_t *params, sl_open *document)
{
	sl_waiting *waiting = malloc(sizeof(*waiting)), **end = &server->waiting;
	if (!waiting) {
		server->no_memory = true;
		return;
	}
	*waiting = (sl_waiting){ NULL, sl_json_copy(id), sl_json_copy(params), method, document };
	while (*end)
		end = &(*end)->next;
	*end = waiting;
	/* Nobody types while somebody waits. */
	if (document->due)
		document->due = sl_lsp_now();
}

static void forget(sl_waiting *waiting)
{
	json_decref(waiting->id);
	json_decref(waiting->params);
	free(waiting);
}

void sl_lsp_answer_waiting(sl_server *server, sl_open *document, bool closed)
{
	for (sl_waiting **at = &server->waiting; *at;) {
		sl_waiting *waiting = *at;
		if (waiting->document != document || !(closed || is_known(document, sl_lsp_need(server, waiting->method)))) {
			at = &waiting->next;
			continue;
		}
		*at = waiting->next;
		if (closed)
			sl_lsp_respond_error(server, waiting->id, SL_REQUEST_FAILED, "the document was closed");
		else
			call(server, waiting->method, waiting->id, waiting->params);
		forget(waiting);
	}
}

bool sl_lsp_cancel(sl_server *server, const json_t *id)
{
	for (sl_waiting **at = &server->waiting; *at; at = &(*at)->next) {
		sl_waiting *waiting = *at;
		if (!json_equal(waiting->id, id))
			continue;
		*at = waiting->next;
		sl_lsp_respond_error(server, waiting->id, SL_REQUEST_CANCELLED, "cancelled");
		forget(waiting);
		return true;
	}
	return false;
}

/* ---- dispatching ---------------------------------------------------------------------------------------------- */

static const sl_method *find_method(const char *name)
{
	for (const sl_method *const *table = sl_lsp_tables; *table; table++) {
		for (const sl_method *method = *table; method->name; method++) {
			if (strcmp(method->name, name) == 0)
				return method;
		}
	}
	return NULL;
}

static void take_request(sl_server *server, const char *name, const json_t *id, const json_t *params)
{
	const sl_method *method = find_method(name);
	if (server->phase == SL_PHASE_NEW && strcmp(name, "initialize") != 0) {
		sl_lsp_respond_error(server, id, SL_NOT_INITIALIZED, "the first request must be initialize");
	} else if (server->phase == SL_PHASE_SHUT || (server->phase == SL_PHASE_OPEN && strcmp(name, "initialize") == 0)) {
		sl_lsp_respond_error(server, id, SL_INVALID_REQUEST, server->phase == SL_PHASE_SHUT ? "the server is shut down" : "initialize comes once");
	} else if (strcmp(name, "workspace/diagnostic") == 0) {
		sl_lsp_workspace_request(server, id, params);
	} else if (!method || method->notification) {
		sl_lsp_respond_error(server, id, SL_METHOD_NOT_FOUND, "there is no such request");
	} else {
		sl_open *document = method->need == SL_NEED_NOTHING ? NULL : sl_lsp_document(server, params);
		if (document && !is_known(document, sl_lsp_need(server, method)))
			wait_for(server, method, id, params, document);
		else if (!method->far || !sl_lsp_call_far(server, method, id, params))
			call(server, method, id, params);
	}
}

static void take_notification(sl_server *server, const char *name, const json_t *params)
{
	const sl_method *method = find_method(name);
	bool always = strcmp(name, "exit") == 0;
	if (method && method->notification && (always || server->phase == SL_PHASE_OPEN))
		call(server, method, NULL, params);
}

static bool is_id(const json_t *id)
{
	return json_is_string(id) || json_is_number(id);
}

static void take_one(sl_server *server, const json_t *message)
{
	const json_t *id = json_object_get(message, "id"), *method = json_object_get(message, "method"), *params = json_object_get(message, "params");
	bool right = json_is_object(message) && (!id || is_id(id)) && (!params || json_is_object(params) || json_is_array(params) || json_is_null(params));
	/* Answers to what we asked: nothing hangs on them. */
	if (right && id && !method && (json_object_get(message, "result") || json_object_get(message, "error")))
		return;
	if (!right || !json_is_string(method))
		sl_lsp_respond_error(server, is_id(id) ? id : NULL, SL_INVALID_REQUEST, "this is no request of JSON-RPC 2.0");
	else if (id)
		take_request(server, json_string_value(method), id, params);
	else
		take_notification(server, json_string_value(method), params);
}

void sl_lsp_take_message(sl_server *server, sl_str text)
{
	json_t *message = parse(server, text);
	if (server->no_memory)
		return;
	if (!message)
		sl_lsp_respond_error(server, NULL, SL_PARSE_ERROR, "the message is no JSON in UTF-8");
	else
		take_one(server, message);
	json_decref(message);
}
