/* SPDX-License-Identifier: Apache-2.0
 * elf.h - a bounded look into a shared object before the dynamic linker is let near it: mapping a file already runs its constructors, a
 * truncated one ends in SIGBUS, and of tables that lead out of the file the linker notices nothing.
 */
#ifndef SL_PLUGIN_ELF_H
#define SL_PLUGIN_ELF_H

#include "base/str.h"

typedef struct sl_elf_look {
	char problem[128];     /* what is wrong, NUL-terminated; "" where the file can be mapped */
	bool no_memory;        /* then nothing else counts */
	bool has_symbol;       /* the symbol asked for is exported */
	bool has_other;        /* one is that differs from it in its trailing number only */
	uint32_t other_number; /* that number */
} sl_elf_look;

/* Looks at the open file of `size` bytes: class, byte order, machine, type, program headers within the file, and whether the dynamic symbols define
   `symbol` (which ends in a number) as a function. Where they do, also at all that the dynamic linker follows without asking: the dynamic section,
   hash table, symbol versions, relocations. Reads only; every offset is checked against `size`. Damage to code or data is not seen. */
void sl_elf_look_at(int descriptor, uint64_t size, const char *symbol, sl_elf_look *out);

#endif
