/* SPDX-License-Identifier: Apache-2.0
 * far.c - requests that look through all documents, each answered in a process of its own: it sees everything as it was when it was asked, the server goes on
 * meanwhile, and who cancels it is rid of it at once.
 */
#include "lsp/server.h"

#include <stdlib.h>
#include <unistd.h>

static void clear(sl_far *far)
{
	sl_task_end(&far->task);
	json_decref(far->id);
	json_decref(far->token);
	sl_buffer_finish(&far->parts);
	*far = (sl_far){ 0 };
	sl_buffer_init(&far->task.in);
	sl_buffer_init(&far->parts);
}

void sl_lsp_end_far(sl_server *server)
{
	for (uint32_t i = 0; i < SL_LSP_FAR; i++)
		clear(&server->far[i]);
}

/* ---- in the process ------------------------------------------------------------------------------------------- */

typedef struct calling {
	sl_server *server;
	const sl_method *method;
	const json_t *params;
} calling;

static void send_value(sl_task_mouth *mouth, uint32_t kind, json_t *value)
{
	sl_buffer *frame = sl_task_begin(mouth);
	if (!sl_json_dump(frame, value))
		frame->failed = true;
	sl_task_say(mouth, kind);
}

void sl_lsp_say_part(sl_server *server, sl_str part)
{
	sl_buffer_append(sl_task_begin(server->mouth), part);
	sl_task_say(server->mouth, SL_TASK_PART);
	server->said = true;
}

static void answer(void *user, sl_task_mouth *mouth)
{
	const calling *call = user;
	sl_fault fault = { 0 };
	call->server->mouth = mouth;
	json_t *result = call->method->handle(call->server, call->params, &fault);
	/* What is there is not all. */
	if (call->server->no_memory)
		_exit(2);
	if (result && call->server->said) {
		sl_task_begin(mouth);
		sl_task_say(mouth, SL_TASK_PARTS);
	} else if (result) {
		send_value(mouth, SL_TASK_ANSWER, result);
	} else {
		sl_buffer *frame = sl_task_begin(mouth);
		sl_wire_put_number(frame, fault.code ? (uint64_t)-fault.code : (uint64_t)-SL_INTERNAL_ERROR);
		sl_wire_put_text(frame, sl_str_of(fault.code ? fault.message : "memory is short"));
		sl_task_say(mouth, SL_TASK_FAULT);
	}
}

/* ---- in the server -------------------------------------------------------------------------------------------- */

bool sl_lsp_call_far(sl_server *server, const sl_method *method, const json_t *id, const json_t *params)
{
	calling call = { server, method, params };
	const sl_task_order order = { .kind = SL_TASK_CALL, .call = answer, .user = &call };
	for (uint32_t i = 0; i < SL_LSP_FAR; i++) {
		sl_far *far = &server->far[i];
		if (far->id)
			continue;
		if (!sl_task_start(&far->task, &order))
			return false;
		sl_buffer_init(&far->parts);
		far->id = sl_json_copy(id);
		const json_t *token = sl_json_at(params, "partialResultToken");
		far->token = token ? sl_json_copy(token) : NULL;
		return true;
	}
	return false;
}

bool sl_lsp_cancel_far(sl_server *server, const json_t *id)
{
	for (uint32_t i = 0; i < SL_LSP_FAR; i++) {
		if (!server->far[i].id || !json_equal(server->far[i].id, id))
			continue;
		sl_lsp_respond_error(server, id, SL_REQUEST_CANCELLED, "cancelled");
		clear(&server->far[i]);
		return true;
	}
	return false;
}

/* Who does not take parts is given them all at the end. */
static void keep_part(sl_server *server, sl_far *far, sl_str part)
{
	if (far->parts.size)
		sl_buffer_append_char(&far->parts, ',');
	sl_buffer_append(&far->parts, part);
	server->no_memory = server->no_memory || far->parts.failed;
}

/* False at its end. */
static bool take_frame(sl_server *server, sl_far *far, uint32_t kind, sl_str payload)
{
	sl_wire wire = { payload.data, payload.data + payload.size, false };
	char message[sizeof(((sl_fault *)NULL)->message)];
	switch (kind) {
	case SL_TASK_PART:
		if (far->token)
			sl_lsp_send_text(server, SL_LIT("{\"jsonrpc\":\"2.0\",\"method\":\"$/progress\",\"params\":{\"token\":"), far->token, SL_LIT(",\"value\":["), payload,
			    SL_LIT("]}}"));
		else
			keep_part(server, far, payload);
		return true;
	case SL_TASK_ANSWER:
		sl_lsp_send_text(server, SL_LIT("{\"jsonrpc\":\"2.0\",\"id\":"), far->id, SL_LIT(",\"result\":"), payload, SL_LIT("}"));
		return false;
	case SL_TASK_PARTS:
		sl_lsp_send_text(server, SL_LIT("{\"jsonrpc\":\"2.0\",\"id\":"), far->id, SL_LIT(",\"result\":["), sl_buffer_str(&far->parts), SL_LIT("]}"));
		return false;
	case SL_TASK_FAULT: {
		int code = -(int)sl_wire_number(&wire);
		snprintf(message, sizeof(message), "%.*s", SL_ARG(sl_wire_text(&wire)));
		sl_lsp_respond_error(server, far->id, code, message);
		return false;
	}
	default:
		return true;
	}
}

void sl_lsp_hear_far(sl_server *server, sl_far *far)
{
	uint32_t kind;
	sl_str payload;
	bool open = sl_task_listen(&far->task, &server->no_memory), more = true;
	while (more && sl_task_next(&far->task, &kind, &payload))
		more = take_frame(server, far, kind, payload);
	if (more && !open)
		sl_lsp_respond_error(server, far->id, SL_REQUEST_FAILED, "the process that looked for it is gone");
	if (!more || !open)
		clear(far);
}
