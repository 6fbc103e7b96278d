/* SPDX-License-Identifier: Apache-2.0
 * rpc.c - headers and bodies.
 */
#include "lsp/rpc.h"

#include <strings.h>

#define NAME "content-length:"
#define NAME_SIZE (sizeof(NAME) - 1)
/* What a great message took is given back when it is done with. */
#define KEEP_BYTES ((size_t)1 << 20)

void sl_rpc_init(sl_rpc_reader *reader)
{
	*reader = (sl_rpc_reader){ 0 };
	sl_buffer_init(&reader->in);
}

void sl_rpc_finish(sl_rpc_reader *reader)
{
	sl_buffer_finish(&reader->in);
}

static void compact(sl_rpc_reader *reader)
{
	size_t rest = reader->in.size - reader->at;
	if (rest == 0 && reader->in.capacity > KEEP_BYTES) {
		sl_buffer_finish(&reader->in);
		sl_buffer_init(&reader->in);
	} else if (reader->at) {
		/* Only once half of it is done with: a byte is moved once at the most. */
		if (rest > reader->at)
			return;
		memmove(reader->in.data, reader->in.data + reader->at, rest);
		reader->in.size = rest;
	}
	reader->scanned = reader->scanned > reader->at ? reader->scanned - reader->at : 0;
	reader->at = 0;
}

static void pass_over(sl_rpc_reader *reader)
{
	size_t have = reader->in.size - reader->at;
	size_t size = reader->skip < have ? (size_t)reader->skip : have;
	reader->at += size;
	reader->skip -= size;
}

bool sl_rpc_feed(sl_rpc_reader *reader, sl_str bytes)
{
	compact(reader);
	/* So that a body is read into room of its size, not into one that doubles. */
	if (reader->in_body && reader->at + reader->body > reader->in.size && !sl_buffer_reserve(&reader->in, reader->at + reader->body - reader->in.size))
		return false;
	sl_buffer_append(&reader->in, bytes);
	return !reader->in.failed;
}

/* ---- headers -------------------------------------------------------------------------------------------------- */

/* Where the header's blank line ends; 0: it has not come yet. */
static size_t header_end(sl_rpc_reader *reader)
{
	const char *data = reader->in.data;
	size_t at = reader->scanned > reader->at ? reader->scanned : reader->at;
	while (at < reader->in.size) {
		const char *feed = memchr(data + at, '\n', reader->in.size - at);
		if (!feed)
			break;
		at = (size_t)(feed - data) + 1;
		if (at < reader->in.size && data[at] == '\n')
			return at + 1;
		if (at + 1 < reader->in.size && data[at] == '\r' && data[at + 1] == '\n')
			return at + 2;
		if (at + 1 >= reader->in.size) {
			reader->scanned = at - 1;
			return 0;
		}
	}
	reader->scanned = reader->in.size;
	return 0;
}

static bool read_length(sl_str value, uint64_t *length)
{
	value = sl_str_trim(value);
	*length = 0;
	for (size_t i = 0; i < value.size; i++) {
		unsigned digit = (unsigned)value.data[i] - '0';
		if (digit > 9)
			return false;
		/* Past any length there is it stays past. */
		*length = *length > UINT64_MAX / 10 - 1 ? UINT64_MAX : *length * 10 + digit;
	}
	return value.size > 0;
}

/* The value of a line that is the wanted header. Where the reader has lost its way the name may stand anywhere in the line. */
static bool header_value(sl_str line, bool anywhere, sl_str *value)
{
	for (size_t i = 0; i + NAME_SIZE <= line.size; i++) {
		if (strncasecmp(line.data + i, NAME, NAME_SIZE) == 0) {
			*value = (sl_str){ line.data + i + NAME_SIZE, line.size - i - NAME_SIZE };
			return true;
		}
		if (!anywhere)
			return false;
	}
	return false;
}

static bool find_length(sl_str header, bool anywhere, uint64_t *length)
{
	bool found = false, good = true;
	while (header.size) {
		const char *feed = memchr(header.data, '\n', (size_t)header.size);
		size_t size = feed ? (size_t)(feed - header.data) + 1 : (size_t)header.size;
		sl_str value;
		if (header_value((sl_str){ header.data, size }, anywhere, &value)) {
			good = read_length(value, length);
			found = true;
		}
		header = (sl_str){ header.data + size, header.size - size };
	}
	return found && good;
}

/* A header is there, up to `end`. */
static sl_rpc_event take_header(sl_rpc_reader *reader, size_t end)
{
	uint64_t length = 0;
	bool good = find_length((sl_str){ reader->in.data + reader->at, end - reader->at }, reader->lost, &length);
	bool was_lost = reader->lost;
	reader->at = end;
	reader->lost = !good;
	if (!good)
		return was_lost ? SL_RPC_MORE : SL_RPC_BAD_HEADER;
	if (length > SL_RPC_MAX_BODY) {
		reader->skip = length;
		return SL_RPC_TOO_LARGE;
	}
	reader->in_body = true;
	reader->body = (size_t)length;
	return SL_RPC_MESSAGE;
}

/* SL_RPC_MESSAGE: the body comes next. */
static sl_rpc_event read_header(sl_rpc_reader *reader)
{
	while (reader->at < reader->in.size) {
		size_t end = header_end(reader);
		if (end) {
			sl_rpc_event event = take_header(reader, end);
			if (event != SL_RPC_MORE)
				return event;
			continue;
		}
		if (reader->in.size - reader->at <= SL_RPC_MAX_HEADER)
			return SL_RPC_MORE;
		/* No header is as long. The end may hold the beginning of one. */
		bool was_lost = reader->lost;
		reader->at = reader->in.size - NAME_SIZE;
		reader->lost = true;
		return was_lost ? SL_RPC_MORE : SL_RPC_BAD_HEADER;
	}
	return SL_RPC_MORE;
}

sl_rpc_event sl_rpc_next(sl_rpc_reader *reader, sl_str *message)
{
	pass_over(reader);
	if (reader->skip)
		return SL_RPC_MORE;
	if (!reader->in_body) {
		sl_rpc_event event = read_header(reader);
		if (event != SL_RPC_MESSAGE)
			return event;
	}
	if (reader->in.size - reader->at < reader->body)
		return SL_RPC_MORE;
	*message = (sl_str){ reader->in.data + reader->at, reader->body };
	reader->at += reader->body;
	reader->in_body = false;
	return SL_RPC_MESSAGE;
}

bool sl_rpc_frame(sl_buffer *into, sl_str body)
{
	sl_buffer_printf(into, "Content-Length: %llu\r\n\r\n", (unsigned long long)body.size);
	sl_buffer_append(into, body);
	return !into->failed;
}
