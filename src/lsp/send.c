/* SPDX-License-Identifier: Apache-2.0
 * send.c - messages to the client, queued: it may be busy writing to us.
 */
#include "lsp/server.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void sl_lsp_send(sl_server *server, json_t *message)
{
	sl_json_set(&message, "jsonrpc", json_string("2.0"));
	sl_buffer_clear(&server->scratch);
	sl_buffer body;
	sl_buffer_init(&body);
	if (!sl_json_dump(&body, message) || !sl_rpc_frame(&server->output, sl_buffer_str(&body)))
		server->no_memory = true;
	sl_buffer_finish(&body);
}

void sl_lsp_respond(sl_server *server, const json_t *id, json_t *result)
{
	json_t *message = json_object();
	sl_json_set(&message, "id", sl_json_copy(id));
	sl_json_set(&message, "result", result);
	sl_lsp_send(server, message);
}

void sl_lsp_respond_error(sl_server *server, const json_t *id, int code, const char *text)
{
	json_t *message = json_object(), *error = json_object();
	sl_json_set(&error, "code", json_integer(code));
	sl_json_set(&error, "message", json_string(text));
	sl_json_set(&message, "id", sl_json_copy(id));
	sl_json_set(&message, "error", error);
	sl_lsp_send(server, message);
}

void sl_lsp_notify(sl_server *server, const char *method, json_t *params)
{
	json_t *message = json_object();
	sl_json_set_name(&message, "method", method);
	sl_json_set(&message, "params", params);
	sl_lsp_send(server, message);
}

void sl_lsp_send_text(sl_server *server, sl_str head, const json_t *value, sl_str middle, sl_str json, sl_str tail)
{
	char *told = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
	sl_str name = sl_str_of(told ? told : "");
	const sl_str pieces[] = { head, name, middle, json, tail };
	uint64_t size = 0;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++)
		size += pieces[i].size;
	sl_buffer_printf(&server->output, "Content-Length: %llu\r\n\r\n", (unsigned long long)size);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++)
		sl_buffer_append(&server->output, pieces[i]);
	server->no_memory = server->no_memory || !told;
	free(told);
}

void sl_lsp_ask(sl_server *server, const char *method, json_t *params)
{
	char id[48];
	json_t *message = json_object();
	snprintf(id, sizeof(id), "sumlint-%lld", (long long)++server->next_id);
	sl_json_set(&message, "id", json_string(id));
	sl_json_set_name(&message, "method", method);
	if (params)
		sl_json_set(&message, "params", params);
	sl_lsp_send(server, message);
}

void sl_lsp_show(sl_server *server, int type, const char *format, ...)
{
	va_list args;
	sl_buffer text;
	sl_buffer_init(&text);
	va_start(args, format);
	sl_buffer_vprintf(&text, format, args);
	va_end(args);
	json_t *params = json_object();
	sl_json_set(&params, "type", json_integer(type));
	sl_json_set(&params, "message", sl_json_string(&server->scratch, sl_buffer_str(&text)));
	sl_lsp_notify(server, "window/showMessage", params);
	sl_buffer_finish(&text);
}

json_t *sl_lsp_fault(sl_fault *fault, int code, const char *format, ...)
{
	va_list args;
	fault->code = code;
	va_start(args, format);
	vsnprintf(fault->message, sizeof(fault->message), format, args);
	va_end(args);
	return NULL;
}
