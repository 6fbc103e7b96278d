/* SPDX-License-Identifier: Apache-2.0
 * elf_relocations.c - the relocations of a shared object: each is an order to the dynamic linker to write somewhere.
 */
#include "plugin/elf_file.h"

#include <stdlib.h>

#define DAMAGED "is damaged: its relocations make no sense"

#if UINTPTR_MAX > UINT32_MAX
#define RELOCATION_SYMBOL(info) ELF64_R_SYM(info)
#define RELOCATION_TYPE(info) ELF64_R_TYPE(info)
#else
#define RELOCATION_SYMBOL(info) ELF32_R_SYM(info)
#define RELOCATION_TYPE(info) ELF32_R_TYPE(info)
#endif

/* Type of "the load address and the addend"; 0, which does nothing, where it is not known here. */
#if defined(__x86_64__)
#define RELATIVE R_X86_64_RELATIVE
#elif defined(__aarch64__)
#define RELATIVE R_AARCH64_RELATIVE
#elif defined(__riscv)
#define RELATIVE R_RISCV_RELATIVE
#elif defined(__powerpc64__)
#define RELATIVE R_PPC64_RELATIVE
#elif defined(__s390x__)
#define RELATIVE R_390_RELATIVE
#else
#define RELATIVE 0
#endif

/* An array of functions that are called when the object is mapped or unmapped: each is an address that is relocated. */
typedef struct array {
	uint64_t start;
	uint64_t size;
} array;

typedef struct checking {
	sl_elf *file;
	const sl_elf_dynamic *dynamic;
	const sl_elf_symbols *symbols;
	uint32_t writable; /* PF_W, or 0 where relocations of code are asked for */
	array arrays[2];
	uint64_t called; /* elements of them that were relocated so far */
} checking;

static bool wrong(checking *check)
{
	return sl_elf_wrong(check->file, DAMAGED);
}

static bool in_an_array(const checking *check, uint64_t address)
{
	for (int i = 0; i < 2; i++) {
		uint64_t into = address - check->arrays[i].start;
		if (address >= check->arrays[i].start && into < check->arrays[i].size)
			return into % sizeof(ElfW(Addr)) == 0;
	}
	return false;
}

static bool check_place(checking *check, uint64_t place)
{
	check->called += in_an_array(check, place);
	return sl_elf_segment(check->file, place, sizeof(ElfW(Addr)), check->writable) || wrong(check);
}

static bool check_entry(checking *check, const ElfW(Rela) *entry, bool with_addend)
{
	if (RELOCATION_TYPE(entry->r_info) == 0)
		return true;
	if (!check_place(check, entry->r_offset) || RELOCATION_SYMBOL(entry->r_info) >= check->symbols->count)
		return wrong(check);
	/* Elsewhere an address may be any; these are called. */
	bool called = with_addend && RELOCATION_TYPE(entry->r_info) == RELATIVE && in_an_array(check, entry->r_offset);
	return !called || sl_elf_segment(check->file, (uint64_t)entry->r_addend, 1, PF_X) || wrong(check);
}

/* `size` bytes of entries at `address`. The first `relative` are said to be of that type, and the dynamic linker stops the program where they are not. */
static bool check_table(checking *check, uint64_t address, uint64_t size, bool with_addend, uint64_t relative)
{
	uint64_t step = with_addend ? sizeof(ElfW(Rela)) : sizeof(ElfW(Rel));
	if (size % step != 0)
		return wrong(check);
	char *table = sl_elf_read_new_at(check->file, address, size, DAMAGED);
	if (!table)
		return false;
	bool good = true;
	for (uint64_t at = 0; at < size && good; at += step) {
		ElfW(Rela) entry = { 0 };
		memcpy(&entry, table + at, (size_t)step);
		good = check_entry(check, &entry, with_addend);
		if (good && RELATIVE && at / step < relative && RELOCATION_TYPE(entry.r_info) != RELATIVE)
			good = wrong(check);
	}
	free(table);
	return good;
}

/* The tags of a table: address, size, and a third value. */
typedef struct table {
	uint64_t address;
	uint64_t size;
	uint64_t third;
	bool there;
} table;

/* All three tags or none. */
static bool find_table(checking *check, int64_t address_tag, int64_t size_tag, int64_t third_tag, table *out)
{
	int found = sl_elf_tag(check->dynamic, address_tag, &out->address) + sl_elf_tag(check->dynamic, size_tag, &out->size) +
	    sl_elf_tag(check->dynamic, third_tag, &out->third);
	out->there = found == 3;
	return found == 0 || found == 3 || wrong(check);
}

static bool check_with_addend(checking *check)
{
	table found;
	uint64_t relative;
	sl_elf_tag(check->dynamic, DT_RELACOUNT, &relative);
	if (!find_table(check, DT_RELA, DT_RELASZ, DT_RELAENT, &found))
		return false;
	/* Where the size of an entry is another, the dynamic linker stops the program, too. */
	if (found.there && found.third != sizeof(ElfW(Rela)))
		return wrong(check);
	return !found.there || check_table(check, found.address, found.size, true, relative);
}

static bool check_without_addend(checking *check)
{
	table found;
	uint64_t relative;
	sl_elf_tag(check->dynamic, DT_RELCOUNT, &relative);
	if (!find_table(check, DT_REL, DT_RELSZ, DT_RELENT, &found))
		return false;
	if (found.there && found.third != sizeof(ElfW(Rel)))
		return wrong(check);
	return !found.there || check_table(check, found.address, found.size, false, relative);
}

static bool check_calls(checking *check)
{
	table found;
	if (!find_table(check, DT_JMPREL, DT_PLTRELSZ, DT_PLTREL, &found))
		return false;
	if (found.there && found.third != DT_RELA && found.third != DT_REL)
		return wrong(check);
	return !found.there || check_table(check, found.address, found.size, found.third == DT_RELA, 0);
}

#ifdef DT_RELR
/* The address is where it will be. */
static bool check_word(checking *check, uint64_t place)
{
	ElfW(Addr) address = 0;
	if (!check_place(check, place))
		return false;
	if (!in_an_array(check, place))
		return true;
	return sl_elf_read_at(check->file, place, sizeof(address), &address, DAMAGED) &&
	    (sl_elf_segment(check->file, address, 1, PF_X) || wrong(check));
}

/* The places that the bits of a word name, from `place` on. */
static bool check_bits(checking *check, uint64_t word, uint64_t place)
{
	for (; word; word >>= 1, place += sizeof(ElfW(Addr))) {
		if ((word & 1) && !check_word(check, place))
			return false;
	}
	return true;
}

/* Relative relocations in short: an even word is a place, an odd one says which of the next words are. */
static bool check_short(checking *check)
{
	table found;
	if (!find_table(check, DT_RELR, DT_RELRSZ, DT_RELRENT, &found))
		return false;
	if (!found.there)
		return true;
	if (found.third != sizeof(ElfW(Addr)) || found.size % sizeof(ElfW(Addr)) != 0)
		return wrong(check);
	ElfW(Addr) *words = sl_elf_read_new_at(check->file, found.address, found.size, DAMAGED);
	if (!words)
		return false;
	bool good = true;
	uint64_t place = 0;
	for (uint64_t i = 0; i < found.size / sizeof(*words) && good; i++) {
		bool bits = words[i] & 1;
		good = bits ? check_bits(check, words[i] >> 1, place) : check_word(check, words[i]);
		place = bits ? place + (sizeof(*words) * 8 - 1) * sizeof(*words) : words[i] + sizeof(*words);
	}
	free(words);
	return good;
}
#else
static bool check_short(checking *check)
{
	(void)check;
	return true;
}
#endif

static void set_array(checking *check, int which, int64_t tag, int64_t size_tag)
{
	sl_elf_tag(check->dynamic, tag, &check->arrays[which].start);
	sl_elf_tag(check->dynamic, size_tag, &check->arrays[which].size);
}

bool sl_elf_relocations_check(sl_elf *file, const sl_elf_dynamic *dynamic, const sl_elf_symbols *symbols)
{
	checking check = { .file = file, .dynamic = dynamic, .symbols = symbols, .writable = PF_W };
	uint64_t flags;
	if (sl_elf_tag(dynamic, DT_TEXTREL, &flags) || (sl_elf_tag(dynamic, DT_FLAGS, &flags) && (flags & DF_TEXTREL)))
		check.writable = 0;
	set_array(&check, 0, DT_INIT_ARRAY, DT_INIT_ARRAYSZ);
	set_array(&check, 1, DT_FINI_ARRAY, DT_FINI_ARRAYSZ);
	if (!check_with_addend(&check) || !check_without_addend(&check) || !check_calls(&check) || !check_short(&check))
		return false;
	uint64_t elements = (check.arrays[0].size + check.arrays[1].size) / sizeof(ElfW(Addr));
	return check.called >= elements || wrong(&check);
}
