/* SPDX-License-Identifier: Apache-2.0
 * json_out.c - Jansson's json_dumps leaves out the piece of a string for which memory did not suffice (2.14), and does not say so: bytes
 * are collected here.
 */
#include "cli/json_out.h"

#include "base/buffer.h"

static int take(const char *bytes, size_t size, void *user)
{
	sl_buffer *buffer = user;
	sl_buffer_append(buffer, (sl_str){ bytes, size });
	return buffer->failed ? -1 : 0;
}

bool sl_json_print(const json_t *value, FILE *out)
{
	sl_buffer text;
	sl_buffer_init(&text);
	bool good = value && json_dump_callback(value, take, &text, JSON_INDENT(2)) == 0 && !text.failed;
	if (good)
		fprintf(out, "%s\n", text.data);
	sl_buffer_finish(&text);
	return good;
}
