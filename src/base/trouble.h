/* SPDX-License-Identifier: Apache-2.0
 * trouble.h - the tool's own troubles: what is wrong with a config, a vocabulary, a plugin, a path. Troubles are collected and
 * printed by the front end; each ends the run with exit status 2 unless it is a warning.
 */
#ifndef SL_BASE_TROUBLE_H
#define SL_BASE_TROUBLE_H

#include "base/arena.h"

typedef struct sl_trouble {
	sl_str file;     /* "" where no file is to blame */
	uint32_t line;   /* from 1; 0: the whole file */
	uint32_t column; /* from 1, in code points; 0: the whole line */
	bool warning;
	sl_str message;
} sl_trouble;

typedef struct sl_troubles {
	sl_arena arena;
	sl_trouble *items;
	uint32_t count;
	uint32_t capacity;
	uint32_t errors; /* how many are no warnings */
	bool no_memory;  /* memory ran out, here or where sl_no_memory was called */
} sl_troubles;

void sl_troubles_init(sl_troubles *troubles);
void sl_troubles_finish(sl_troubles *troubles);
/* Adds an error about file:line:column; file may be "". */
void sl_error(sl_troubles *troubles, sl_str file, uint32_t line, uint32_t column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void sl_warning(sl_troubles *troubles, sl_str file, uint32_t line, uint32_t column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Remembers that memory ran out. */
void sl_no_memory(sl_troubles *troubles);
static inline bool sl_in_trouble(const sl_troubles *troubles)
{
	return troubles->errors > 0 || troubles->no_memory;
}

#endif
