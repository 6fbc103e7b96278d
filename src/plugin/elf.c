/* SPDX-License-Identifier: Apache-2.0
 * elf.c - the look into a shared object: its header and segments, as the System V ABI (gABI 4.1, chapters 4 and 5) has them, and then what
 * the segments hold.
 */
#include "plugin/elf_file.h"

#include <stdio.h>
#include <stdlib.h>

#if UINTPTR_MAX > UINT32_MAX
#define OWN_CLASS ELFCLASS64
#define OWN_BITS "64"
#else
#define OWN_CLASS ELFCLASS32
#define OWN_BITS "32"
#endif

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define OWN_DATA ELFDATA2LSB
#else
#define OWN_DATA ELFDATA2MSB
#endif

/* EM_NONE: a machine this table does not know; its check is left to the dynamic linker. */
#if defined(__x86_64__)
#define OWN_MACHINE EM_X86_64
#elif defined(__aarch64__)
#define OWN_MACHINE EM_AARCH64
#elif defined(__i386__)
#define OWN_MACHINE EM_386
#elif defined(__arm__)
#define OWN_MACHINE EM_ARM
#elif defined(__riscv)
#define OWN_MACHINE EM_RISCV
#elif defined(__powerpc64__)
#define OWN_MACHINE EM_PPC64
#elif defined(__s390x__)
#define OWN_MACHINE EM_S390
#else
#define OWN_MACHINE EM_NONE
#endif

#ifndef PT_GNU_PROPERTY
#define PT_GNU_PROPERTY 0x6474e553
#endif

#define TRUNCATED "is truncated: parts of it lie behind its end"
#define NO_SHARED_OBJECT "is an ELF file, but no shared object"
#define BAD_SEGMENTS "is damaged: its program headers make no sense"
/* Usual are ten. The dynamic linker keeps them on its stack. */
#define MAX_SEGMENTS 200
/* The largest page of the machines above. */
#define LARGEST_PAGE ((uint64_t)64 * 1024)

/* ---- header ---- */

static bool check_identity(sl_elf *file)
{
	unsigned char ident[EI_NIDENT] = { 0 };
	if (file->size == 0)
		return sl_elf_wrong(file, "is empty");
	if (!sl_elf_read(file, 0, file->size < EI_NIDENT ? file->size : EI_NIDENT, ident))
		return false;
	if (memcmp(ident, ELFMAG, SELFMAG) != 0)
		return sl_elf_wrong(file, "is not a shared object (no ELF file)");
	if (file->size < sizeof(file->header))
		return sl_elf_wrong(file, TRUNCATED);
	if (ident[EI_CLASS] != OWN_CLASS)
		return sl_elf_wrong(file, "is for machines of another word size: this sumlint is a " OWN_BITS "-bit program");
	if (ident[EI_DATA] != OWN_DATA)
		return sl_elf_wrong(file, "is for a machine of another byte order");
	return true;
}

static bool check_header(sl_elf *file)
{
	if (!check_identity(file) || !sl_elf_read(file, 0, sizeof(file->header), &file->header))
		return false;
	if (OWN_MACHINE != EM_NONE && file->header.e_machine != OWN_MACHINE) {
		snprintf(file->look->problem, sizeof(file->look->problem), "is for another machine (ELF machine number %u, this one's is %u)",
		    (unsigned)file->header.e_machine, (unsigned)OWN_MACHINE);
		return false;
	}
	if (file->header.e_type != ET_DYN)
		return sl_elf_wrong(file, NO_SHARED_OBJECT);
	/* Section headers are not mapped, but linkers write them last: without them, something is cut off. */
	uint64_t sections = (uint64_t)file->header.e_shnum * file->header.e_shentsize;
	if (file->header.e_shoff && !sl_elf_inside(file, file->header.e_shoff, sections))
		return sl_elf_wrong(file, TRUNCATED);
	return true;
}

/* ---- segments ---- */

/* They ascend and lie apart: each is mapped over whatever is at its place. */
static bool check_load(sl_elf *file, const ElfW(Phdr) *segment, uint64_t *end)
{
	uint64_t align = segment->p_align;
	if (segment->p_memsz < segment->p_filesz)
		return sl_elf_wrong(file, "is damaged: a segment is larger in the file than in memory");
	/* The rest would be zeroed: of code, that is a cut. */
	if ((segment->p_flags & (PF_X | PF_W)) == PF_X && segment->p_memsz != segment->p_filesz)
		return sl_elf_wrong(file, BAD_SEGMENTS);
	if (segment->p_memsz > UINTPTR_MAX / 2 || segment->p_vaddr > UINTPTR_MAX / 2 || (align & (align - 1)) != 0 || segment->p_vaddr < *end)
		return sl_elf_wrong(file, BAD_SEGMENTS);
	*end = segment->p_vaddr + segment->p_memsz;
	return true;
}

/* Whether what another header names is a part of what is loaded, in the file as in memory. */
static bool is_loaded(const sl_elf *file, const ElfW(Phdr) *segment, uint64_t size)
{
	if (size == 0)
		return true;
	const ElfW(Phdr) *load = sl_elf_segment(file, segment->p_vaddr, size, PF_R);
	uint64_t at = load ? segment->p_vaddr - load->p_vaddr : 0;
	return load && at == segment->p_offset - load->p_offset && at + size <= load->p_filesz;
}

static bool check_other(sl_elf *file, const ElfW(Phdr) *segment)
{
	bool good = true;
	if (segment->p_type == PT_DYNAMIC || segment->p_type == PT_NOTE || segment->p_type == PT_GNU_PROPERTY) {
		good = is_loaded(file, segment, segment->p_filesz) && segment->p_memsz >= segment->p_filesz;
	} else if (segment->p_type == PT_TLS) {
		/* What is zero at first has no place of its own. */
		good = is_loaded(file, segment, segment->p_filesz) && segment->p_memsz >= segment->p_filesz && segment->p_memsz < INT32_MAX;
	} else if (segment->p_type == PT_GNU_RELRO && segment->p_memsz > 0) {
		/* Some linkers let it end with the page and not with the segment. */
		const ElfW(Phdr) *load = sl_elf_segment(file, segment->p_vaddr, 1, PF_W);
		good = load && segment->p_memsz <= UINTPTR_MAX / 2 &&
		    segment->p_vaddr + segment->p_memsz <= load->p_vaddr + load->p_memsz + LARGEST_PAGE;
	}
	/* The dynamic linker writes into it, unless it is said to be constant. */
	if (good && segment->p_type == PT_DYNAMIC && (segment->p_flags & PF_W))
		good = sl_elf_segment(file, segment->p_vaddr, segment->p_filesz, PF_W) != NULL;
	return good || sl_elf_wrong(file, BAD_SEGMENTS);
}

static bool check_segments(sl_elf *file)
{
	if (file->header.e_phentsize != sizeof(*file->segments) || file->header.e_phnum == 0)
		return sl_elf_wrong(file, "is damaged: it has no program headers");
	if (file->header.e_phnum > MAX_SEGMENTS)
		return sl_elf_wrong(file, BAD_SEGMENTS);
	file->segment_count = file->header.e_phnum;
	file->segments = sl_elf_read_new(file, file->header.e_phoff, (uint64_t)file->segment_count * sizeof(*file->segments));
	if (!file->segments)
		return false;
	uint64_t end = 0;
	for (uint32_t i = 0; i < file->segment_count; i++) {
		const ElfW(Phdr) *segment = &file->segments[i];
		if (segment->p_type != PT_NULL && !sl_elf_inside(file, segment->p_offset, segment->p_filesz))
			return sl_elf_wrong(file, TRUNCATED);
		if (segment->p_type == PT_LOAD && !check_load(file, segment, &end))
			return false;
	}
	for (uint32_t i = 0; i < file->segment_count; i++) {
		if (!check_other(file, &file->segments[i]))
			return false;
	}
	return true;
}

/* ---- the symbol ---- */

/* A symbol of the same name but for the number at its end. */
static void note_other(sl_elf_look *look, const char *name, const char *symbol)
{
	size_t stem = strlen(symbol);
	while (stem > 0 && symbol[stem - 1] >= '0' && symbol[stem - 1] <= '9')
		stem--;
	if (strncmp(name, symbol, stem) != 0)
		return;
	uint32_t number = 0;
	const char *digit = name + stem;
	for (; *digit >= '0' && *digit <= '9' && number < 100000000; digit++)
		number = number * 10 + (uint32_t)(*digit - '0');
	bool leading_zero = name[stem] == '0' && digit > name + stem + 1;
	if (digit == name + stem || *digit || leading_zero)
		return;
	look->has_other = true;
	look->other_number = number;
}

static bool exported(const ElfW(Sym) *symbol)
{
	unsigned binding = ELF64_ST_BIND(symbol->st_info), visibility = ELF64_ST_VISIBILITY(symbol->st_other);
	return symbol->st_shndx != SHN_UNDEF && binding != STB_LOCAL && visibility != STV_HIDDEN && visibility != STV_INTERNAL;
}

static bool is_function(const sl_elf *file, const ElfW(Sym) *symbol)
{
	unsigned type = ELF64_ST_TYPE(symbol->st_info);
	return (type == STT_FUNC || type == STT_GNU_IFUNC) && symbol->st_shndx != SHN_ABS &&
	    sl_elf_segment(file, symbol->st_value, 1, PF_X) != NULL;
}

static bool find_symbol(sl_elf *file, const sl_elf_dynamic *dynamic, const sl_elf_symbols *symbols, const char *name)
{
	for (uint64_t i = 0; i < symbols->count; i++) {
		const ElfW(Sym) *symbol = &symbols->items[i];
		if (!exported(symbol) || symbol->st_name >= dynamic->strings_size)
			continue;
		const char *own = dynamic->strings + symbol->st_name;
		if (strcmp(own, name) != 0) {
			note_other(file->look, own, name);
			continue;
		}
		file->look->has_symbol = true;
		if (is_function(file, symbol))
			return true;
		snprintf(file->look->problem, sizeof(file->look->problem), "exports %.64s, but not as a function", name);
		return false;
	}
	return true;
}

static void look_inside(sl_elf *file, const char *symbol)
{
	sl_elf_dynamic dynamic = { 0 };
	sl_elf_symbols symbols = { 0 };
	if (sl_elf_dynamic_read(file, &dynamic) && sl_elf_symbols_read(file, &dynamic, &symbols) &&
	    find_symbol(file, &dynamic, &symbols, symbol) && file->look->has_symbol) {
		bool good = sl_elf_dynamic_check(file, &dynamic) && sl_elf_symbols_check(file, &dynamic, &symbols) &&
		    sl_elf_versions_check(file, &dynamic, &symbols) && sl_elf_relocations_check(file, &dynamic, &symbols);
		(void)good; /* what is wrong is in the look */
	}
	free(symbols.items);
	sl_elf_dynamic_finish(&dynamic);
}

void sl_elf_look_at(int descriptor, uint64_t size, const char *symbol, sl_elf_look *out)
{
	*out = (sl_elf_look){ 0 };
	sl_elf file = { .descriptor = descriptor, .size = size, .look = out };
	if (check_header(&file) && check_segments(&file))
		look_inside(&file, symbol);
	free(file.segments);
}
