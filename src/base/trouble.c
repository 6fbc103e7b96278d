/* SPDX-License-Identifier: Apache-2.0
 * trouble.c - the list of the tool's own troubles.
 */
#include "base/trouble.h"

#include "base/buffer.h"

void sl_troubles_init(sl_troubles *troubles)
{
	*troubles = (sl_troubles){ 0 };
	sl_arena_init(&troubles->arena);
}

void sl_troubles_finish(sl_troubles *troubles)
{
	sl_arena_finish(&troubles->arena);
	*troubles = (sl_troubles){ 0 };
}

void sl_no_memory(sl_troubles *troubles)
{
	troubles->no_memory = true;
}

static void add(sl_troubles *troubles, bool warning, sl_str file, uint32_t line, uint32_t column, const char *format, va_list args)
{
	sl_buffer message;
	sl_buffer_init(&message);
	sl_buffer_vprintf(&message, format, args);
	if (!warning)
		troubles->errors++;
	if (message.failed ||
	    !sl_arena_grow(&troubles->arena, (void **)&troubles->items, troubles->count, &troubles->capacity, sizeof(*troubles->items))) {
		troubles->no_memory = true;
	} else {
		sl_trouble *trouble = &troubles->items[troubles->count];
		trouble->file = sl_arena_copy(&troubles->arena, file);
		trouble->message = sl_arena_copy(&troubles->arena, sl_buffer_str(&message));
		trouble->line = line;
		trouble->column = column;
		trouble->warning = warning;
		if (trouble->message.data && trouble->file.data)
			troubles->count++;
		else
			troubles->no_memory = true;
	}
	sl_buffer_finish(&message);
}

void sl_error(sl_troubles *troubles, sl_str file, uint32_t line, uint32_t column, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add(troubles, false, file, line, column, format, args);
	va_end(args);
}

void sl_warning(sl_troubles *troubles, sl_str file, uint32_t line, uint32_t column, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add(troubles, true, file, line, column, format, args);
	va_end(args);
}
