/* SPDX-License-Identifier: Apache-2.0
 * elf_dynamic.c - the dynamic section of a shared object: where its tables are, and whether they are there.
 */
#include "plugin/elf_file.h"

#include <stdlib.h>

#ifndef DF_1_PIE
#define DF_1_PIE 0x08000000
#endif

#define DAMAGED "is damaged: its dynamic section makes no sense"
/* Usual are thirty. They are looked through for every tag. */
#define MAX_ENTRIES 10000

bool sl_elf_tag(const sl_elf_dynamic *dynamic, int64_t tag, uint64_t *value)
{
	for (uint64_t i = dynamic->count; i-- > 0;) {
		if (dynamic->entries[i].d_tag == tag) {
			*value = dynamic->entries[i].d_un.d_val;
			return true;
		}
	}
	*value = 0;
	return false;
}

static bool read_entries(sl_elf *file, sl_elf_dynamic *out)
{
	const ElfW(Phdr) *segment = NULL;
	for (uint32_t i = 0; i < file->segment_count && !segment; i++) {
		if (file->segments[i].p_type == PT_DYNAMIC)
			segment = &file->segments[i];
	}
	if (!segment)
		return sl_elf_wrong(file, "is an ELF file, but no shared object");
	out->entries = sl_elf_read_new(file, segment->p_offset, segment->p_filesz);
	if (!out->entries)
		return false;
	uint64_t room = segment->p_filesz / sizeof(*out->entries);
	while (out->count < room && out->entries[out->count].d_tag != DT_NULL)
		out->count++;
	/* The dynamic linker reads on until it finds the end mark. */
	return (out->count < room && out->count <= MAX_ENTRIES) || sl_elf_wrong(file, DAMAGED);
}

bool sl_elf_dynamic_read(sl_elf *file, sl_elf_dynamic *out)
{
	uint64_t strings = 0, flags = 0;
	if (!read_entries(file, out))
		return false;
	if (sl_elf_tag(out, DT_FLAGS_1, &flags) && (flags & DF_1_PIE))
		return sl_elf_wrong(file, "is a program, no shared object");
	if (!sl_elf_tag(out, DT_STRTAB, &strings) || !sl_elf_tag(out, DT_STRSZ, &out->strings_size) || out->strings_size == 0)
		return sl_elf_wrong(file, DAMAGED);
	out->strings = sl_elf_read_new_at(file, strings, out->strings_size, DAMAGED);
	if (!out->strings)
		return false;
	return out->strings[out->strings_size - 1] == '\0' || sl_elf_wrong(file, DAMAGED);
}

void sl_elf_dynamic_finish(sl_elf_dynamic *dynamic)
{
	free(dynamic->entries);
	free(dynamic->strings);
	*dynamic = (sl_elf_dynamic){ 0 };
}

static bool names_are_strings(const sl_elf_dynamic *dynamic)
{
	for (uint64_t i = 0; i < dynamic->count; i++) {
		int64_t tag = dynamic->entries[i].d_tag;
		bool name = tag == DT_NEEDED || tag == DT_SONAME || tag == DT_RPATH || tag == DT_RUNPATH || tag == DT_AUXILIARY ||
		    tag == DT_FILTER;
		if (name && dynamic->entries[i].d_un.d_val >= dynamic->strings_size)
			return false;
	}
	return true;
}

static bool is_function(const sl_elf *file, const sl_elf_dynamic *dynamic, int64_t tag)
{
	uint64_t address;
	return !sl_elf_tag(dynamic, tag, &address) || sl_elf_segment(file, address, 1, PF_X);
}

static bool is_array(const sl_elf *file, const sl_elf_dynamic *dynamic, int64_t tag, int64_t size_tag)
{
	uint64_t address, size;
	bool there = sl_elf_tag(dynamic, tag, &address);
	if (there != sl_elf_tag(dynamic, size_tag, &size))
		return false;
	return !there || size == 0 || (size % sizeof(ElfW(Addr)) == 0 && sl_elf_segment(file, address, size, PF_R));
}

bool sl_elf_dynamic_check(sl_elf *file, const sl_elf_dynamic *dynamic)
{
	uint64_t size, address;
	bool good = names_are_strings(dynamic) && is_function(file, dynamic, DT_INIT) && is_function(file, dynamic, DT_FINI) &&
	    is_array(file, dynamic, DT_INIT_ARRAY, DT_INIT_ARRAYSZ) && is_array(file, dynamic, DT_FINI_ARRAY, DT_FINI_ARRAYSZ);
	if (sl_elf_tag(dynamic, DT_SYMENT, &size))
		good = good && size == sizeof(ElfW(Sym));
	if (sl_elf_tag(dynamic, DT_PLTGOT, &address))
		good = good && sl_elf_segment(file, address, sizeof(ElfW(Addr)), 0);
	return good || sl_elf_wrong(file, DAMAGED);
}
