/* SPDX-License-Identifier: Apache-2.0
 * buffer.c - bytes that grow by doubling, and where they are many by a quarter.
 */
#include "base/buffer.h"

#include "base/pages.h"

#include <stdio.h>
#include <stdlib.h>

/* What is as large grows where it stands, as a rule. */
#define MANY ((size_t)16 << 20)

void sl_buffer_init(sl_buffer *buffer)
{
	*buffer = (sl_buffer){ 0 };
}

void sl_buffer_finish(sl_buffer *buffer)
{
	free(buffer->data);
	sl_buffer_init(buffer);
}

void sl_buffer_clear(sl_buffer *buffer)
{
	buffer->size = 0;
	if (buffer->data)
		buffer->data[0] = '\0';
}

bool sl_buffer_reserve(sl_buffer *buffer, size_t more)
{
	if (more >= SIZE_MAX / 2 - buffer->size) {
		buffer->failed = true;
		return false;
	}
	size_t needed = buffer->size + more + 1;
	if (needed <= buffer->capacity)
		return true;
	size_t capacity = buffer->capacity >= MANY ? buffer->capacity + buffer->capacity / 4 : buffer->capacity ? buffer->capacity * 2 : 64;
	if (capacity < needed)
		capacity = needed;
	char *data = realloc(buffer->data, capacity);
	if (!data) {
		buffer->failed = true;
		return false;
	}
	sl_pages_prefer_large(data, capacity);
	buffer->data = data;
	buffer->capacity = capacity;
	return true;
}

void sl_buffer_append(sl_buffer *buffer, sl_str text)
{
	if (!sl_buffer_reserve(buffer, (size_t)text.size))
		return;
	if (text.size)
		memcpy(buffer->data + buffer->size, text.data, (size_t)text.size);
	buffer->size += (size_t)text.size;
	buffer->data[buffer->size] = '\0';
}

void sl_buffer_append_char(sl_buffer *buffer, char c)
{
	sl_buffer_append(buffer, (sl_str){ &c, 1 });
}

void sl_buffer_append_codepoint(sl_buffer *buffer, uint32_t c)
{
	char bytes[4];
	size_t size;
	if (c < 0x80) {
		bytes[0] = (char)c;
		size = 1;
	} else if (c < 0x800) {
		bytes[0] = (char)(0xC0 | (c >> 6));
		bytes[1] = (char)(0x80 | (c & 0x3F));
		size = 2;
	} else if (c < 0x10000) {
		bytes[0] = (char)(0xE0 | (c >> 12));
		bytes[1] = (char)(0x80 | ((c >> 6) & 0x3F));
		bytes[2] = (char)(0x80 | (c & 0x3F));
		size = 3;
	} else {
		bytes[0] = (char)(0xF0 | (c >> 18));
		bytes[1] = (char)(0x80 | ((c >> 12) & 0x3F));
		bytes[2] = (char)(0x80 | ((c >> 6) & 0x3F));
		bytes[3] = (char)(0x80 | (c & 0x3F));
		size = 4;
	}
	sl_buffer_append(buffer, (sl_str){ bytes, size });
}

void sl_buffer_vprintf(sl_buffer *buffer, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int size = vsnprintf(NULL, 0, format, args);
	if (size < 0)
		buffer->failed = true;
	else if (sl_buffer_reserve(buffer, (size_t)size)) {
		/* Printing can itself run out of memory for long precisions: a short result is a failure. */
		int written = vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, again);
		if (written == size)
			buffer->size += (size_t)size;
		else
			buffer->failed = true;
		buffer->data[buffer->size] = '\0';
	}
	va_end(again);
}

void sl_buffer_printf(sl_buffer *buffer, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	sl_buffer_vprintf(buffer, format, args);
	va_end(args);
}
