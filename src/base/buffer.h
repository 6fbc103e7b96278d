/* SPDX-License-Identifier: Apache-2.0
 * buffer.h - bytes that grow, on the heap. Failure is sticky: append freely, test `failed` once.
 */
#ifndef SL_BASE_BUFFER_H
#define SL_BASE_BUFFER_H

#include "base/str.h"

#include <stdarg.h>

typedef struct sl_buffer {
	char *data; /* NUL behind `size` once anything was appended */
	size_t size;
	size_t capacity;
	bool failed;
} sl_buffer;

void sl_buffer_init(sl_buffer *buffer);
void sl_buffer_finish(sl_buffer *buffer);
void sl_buffer_clear(sl_buffer *buffer); /* keeps the memory and `failed` */
bool sl_buffer_reserve(sl_buffer *buffer, size_t more);
void sl_buffer_append(sl_buffer *buffer, sl_str text);
void sl_buffer_append_char(sl_buffer *buffer, char c);
void sl_buffer_append_codepoint(sl_buffer *buffer, uint32_t codepoint);
void sl_buffer_printf(sl_buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sl_buffer_vprintf(sl_buffer *buffer, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

static inline sl_str sl_buffer_str(const sl_buffer *buffer)
{
	return (sl_str){ buffer->data, buffer->size };
}

#endif
