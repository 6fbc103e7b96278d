/* SPDX-License-Identifier: Apache-2.0
 * elf_file.h - what the files that look into a shared object share. Every reader says what is wrong in look->problem, or sets look->no_memory.
 */
#ifndef SL_PLUGIN_ELF_FILE_H
#define SL_PLUGIN_ELF_FILE_H

#include "plugin/elf.h"

#include <link.h> /* ElfW: the types of this machine's class */

typedef struct sl_elf {
	int descriptor;
	uint64_t size;
	sl_elf_look *look;
	char start[4096];    /* its first bytes, where nearly all lies that is looked at */
	uint64_t start_size; /* 0: not read yet */
	ElfW(Ehdr) header;
	ElfW(Phdr) *segments; /* checked: all within the file */
	uint32_t segment_count;
} sl_elf;

/* The dynamic section, up to its end mark. */
typedef struct sl_elf_dynamic {
	ElfW(Dyn) *entries;
	uint64_t count;
	char *strings; /* end with a NUL */
	uint64_t strings_size;
} sl_elf_dynamic;

typedef struct sl_elf_symbols {
	ElfW(Sym) *items;
	uint64_t count;
} sl_elf_symbols;

/* ---- elf_file.c: pieces of the file ---- */

/* Sets the problem, unless there is one; always false. */
bool sl_elf_wrong(sl_elf *file, const char *problem);
bool sl_elf_inside(const sl_elf *file, uint64_t offset, uint64_t size);
bool sl_elf_read(sl_elf *file, uint64_t offset, uint64_t size, void *into);
/* The piece on the heap, or NULL. */
void *sl_elf_read_new(sl_elf *file, uint64_t offset, uint64_t size);
/* The same by addresses: all of the piece is in the file's part of one readable segment. `damaged` is the problem where it is not. */
bool sl_elf_read_at(sl_elf *file, uint64_t address, uint64_t size, void *into, const char *damaged);
void *sl_elf_read_new_at(sl_elf *file, uint64_t address, uint64_t size, const char *damaged);
/* The loaded segment that holds the addresses and has all of `flags` (PF_*), or NULL. */
const ElfW(Phdr) *sl_elf_segment(const sl_elf *file, uint64_t address, uint64_t size, uint32_t flags);

/* ---- elf_dynamic.c: the dynamic section ---- */

bool sl_elf_dynamic_read(sl_elf *file, sl_elf_dynamic *out);
void sl_elf_dynamic_finish(sl_elf_dynamic *dynamic);
/* The value of a tag; of its last entry, as the dynamic linker takes it. */
bool sl_elf_tag(const sl_elf_dynamic *dynamic, int64_t tag, uint64_t *value);
/* Names lie within the strings, functions and their tables within their segments. */
bool sl_elf_dynamic_check(sl_elf *file, const sl_elf_dynamic *dynamic);

/* ---- elf_symbols.c ---- */

bool sl_elf_symbols_read(sl_elf *file, const sl_elf_dynamic *dynamic, sl_elf_symbols *out);
bool sl_elf_symbols_check(sl_elf *file, const sl_elf_dynamic *dynamic, const sl_elf_symbols *symbols);

/* ---- elf_versions.c, elf_relocations.c ---- */

bool sl_elf_versions_check(sl_elf *file, const sl_elf_dynamic *dynamic, const sl_elf_symbols *symbols);
bool sl_elf_relocations_check(sl_elf *file, const sl_elf_dynamic *dynamic, const sl_elf_symbols *symbols);

#endif
