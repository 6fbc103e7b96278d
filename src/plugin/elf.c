/* SPDX-License-Identifier: Apache-2.0
 * elf.c - class, machine, program headers and dynamic symbols of a shared object, as the System V ABI (gABI 4.1, chapters 4 and 5) has them.
 */
#include "plugin/elf.h"

#include <elf.h>
#include <errno.h>
#include <link.h> /* ElfW: the types of this machine's class */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

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

#define TRUNCATED "is truncated: parts of it lie behind its end"
#define DAMAGED "is damaged: its dynamic section makes no sense"

typedef struct elf_file {
	int descriptor;
	uint64_t size;
	sl_elf_look *look;
	ElfW(Ehdr) header;
	ElfW(Phdr) *segments;
	uint32_t segment_count;
} elf_file;

/* What the dynamic section says, as file offsets. */
typedef struct dynamic {
	uint64_t symbols;
	uint64_t strings;
	uint64_t strings_size;
	uint64_t hash;     /* 0: none */
	uint64_t gnu_hash; /* 0: none */
} dynamic;

static bool wrong(elf_file *file, const char *problem)
{
	snprintf(file->look->problem, sizeof(file->look->problem), "%s", problem);
	return false;
}

static bool inside(const elf_file *file, uint64_t offset, uint64_t size)
{
	return size <= file->size && offset <= file->size - size;
}

static bool read_at(elf_file *file, uint64_t offset, uint64_t size, void *into)
{
	if (!inside(file, offset, size))
		return wrong(file, TRUNCATED);
	char *at = into;
	while (size > 0) {
		ssize_t got = pread(file->descriptor, at, (size_t)size, (off_t)offset);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			snprintf(file->look->problem, sizeof(file->look->problem), "cannot be read: %s", strerror(errno));
			return false;
		}
		if (got == 0)
			return wrong(file, TRUNCATED);
		at += got;
		offset += (uint64_t)got;
		size -= (uint64_t)got;
	}
	return true;
}

/* Heap memory with a piece of the file, NULL with look->problem or look->no_memory set. */
static void *read_new(elf_file *file, uint64_t offset, uint64_t size)
{
	if (!inside(file, offset, size)) {
		wrong(file, TRUNCATED);
		return NULL;
	}
	void *bytes = malloc(size ? (size_t)size : 1);
	if (!bytes) {
		file->look->no_memory = true;
		return NULL;
	}
	if (!read_at(file, offset, size, bytes)) {
		free(bytes);
		return NULL;
	}
	return bytes;
}

static bool check_header(elf_file *file)
{
	sl_elf_look *look = file->look;
	unsigned char ident[EI_NIDENT] = { 0 };
	if (file->size == 0)
		return wrong(file, "is empty");
	if (!read_at(file, 0, file->size < EI_NIDENT ? file->size : EI_NIDENT, ident))
		return false;
	if (memcmp(ident, ELFMAG, SELFMAG) != 0)
		return wrong(file, "is not a shared object (no ELF file)");
	if (file->size < sizeof(file->header))
		return wrong(file, TRUNCATED);
	if (ident[EI_CLASS] != OWN_CLASS)
		return wrong(file, "is for machines of another word size: this sumlint is a " OWN_BITS "-bit program");
	if (ident[EI_DATA] != OWN_DATA)
		return wrong(file, "is for a machine of another byte order");
	if (!read_at(file, 0, sizeof(file->header), &file->header))
		return false;
	if (OWN_MACHINE != EM_NONE && file->header.e_machine != OWN_MACHINE) {
		snprintf(look->problem, sizeof(look->problem), "is for another machine (ELF machine number %u, this one's is %u)",
		    (unsigned)file->header.e_machine, (unsigned)OWN_MACHINE);
		return false;
	}
	if (file->header.e_type != ET_DYN)
		return wrong(file, "is an ELF file, but no shared object");
	/* Section headers are not mapped, but linkers write them last: without them, something is cut off. */
	uint64_t sections = (uint64_t)file->header.e_shnum * file->header.e_shentsize;
	if (file->header.e_shoff && !inside(file, file->header.e_shoff, sections))
		return wrong(file, TRUNCATED);
	return true;
}

static bool check_segments(elf_file *file)
{
	if (file->header.e_phentsize != sizeof(*file->segments) || file->header.e_phnum == 0)
		return wrong(file, "is damaged: it has no program headers");
	file->segment_count = file->header.e_phnum;
	file->segments = read_new(file, file->header.e_phoff, (uint64_t)file->segment_count * sizeof(*file->segments));
	if (!file->segments)
		return false;
	for (uint32_t i = 0; i < file->segment_count; i++) {
		const ElfW(Phdr) *segment = &file->segments[i];
		if (segment->p_type != PT_NULL && !inside(file, segment->p_offset, segment->p_filesz))
			return wrong(file, TRUNCATED);
		if (segment->p_type == PT_LOAD && segment->p_memsz < segment->p_filesz)
			return wrong(file, "is damaged: a segment is larger in the file than in memory");
	}
	return true;
}

/* File offset of an address. */
static bool offset_of(elf_file *file, uint64_t address, uint64_t *offset)
{
	for (uint32_t i = 0; i < file->segment_count; i++) {
		const ElfW(Phdr) *segment = &file->segments[i];
		if (segment->p_type == PT_LOAD && address >= segment->p_vaddr && address - segment->p_vaddr < segment->p_filesz) {
			*offset = segment->p_offset + (address - segment->p_vaddr);
			return true;
		}
	}
	return wrong(file, DAMAGED);
}

static bool read_dynamic(elf_file *file, dynamic *out)
{
	const ElfW(Phdr) *segment = NULL;
	for (uint32_t i = 0; i < file->segment_count && !segment; i++) {
		if (file->segments[i].p_type == PT_DYNAMIC)
			segment = &file->segments[i];
	}
	if (!segment)
		return wrong(file, "is an ELF file, but no shared object");
	ElfW(Dyn) *entries = read_new(file, segment->p_offset, segment->p_filesz);
	if (!entries)
		return false;
	bool good = true, symbols = false, strings = false;
	for (uint64_t i = 0; good && i < segment->p_filesz / sizeof(*entries) && entries[i].d_tag != DT_NULL; i++) {
		uint64_t value = entries[i].d_un.d_ptr;
		if (entries[i].d_tag == DT_SYMTAB)
			good = symbols = offset_of(file, value, &out->symbols);
		else if (entries[i].d_tag == DT_STRTAB)
			good = strings = offset_of(file, value, &out->strings);
		else if (entries[i].d_tag == DT_STRSZ)
			out->strings_size = value;
		else if (entries[i].d_tag == DT_HASH)
			good = offset_of(file, value, &out->hash);
		else if (entries[i].d_tag == DT_GNU_HASH)
			good = offset_of(file, value, &out->gnu_hash);
	}
	free(entries);
	if (good && (!symbols || !strings || (!out->hash && !out->gnu_hash)))
		return wrong(file, DAMAGED);
	return good;
}

/* The symbol table's size is said nowhere but in the hash tables: here the highest bucket, and its chain up to the bit that ends it. */
static bool count_by_gnu_hash(elf_file *file, uint64_t at, uint64_t *count)
{
	uint32_t head[4]; /* buckets, first symbol, bloom words, shift */
	if (!read_at(file, at, sizeof(head), head))
		return false;
	uint64_t buckets_at = at + sizeof(head) + (uint64_t)head[2] * sizeof(ElfW(Addr));
	uint64_t chains_at = buckets_at + (uint64_t)head[0] * sizeof(uint32_t);
	uint32_t *buckets = read_new(file, buckets_at, (uint64_t)head[0] * sizeof(*buckets));
	if (!buckets)
		return false;
	uint32_t last = 0;
	for (uint32_t i = 0; i < head[0]; i++)
		last = buckets[i] > last ? buckets[i] : last;
	free(buckets);
	if (last < head[1]) {
		*count = head[1]; /* nothing is exported */
		return true;
	}
	uint32_t link = 0;
	for (; !(link & 1); last++) {
		if (!read_at(file, chains_at + (uint64_t)(last - head[1]) * sizeof(link), sizeof(link), &link))
			return false;
	}
	*count = last;
	return true;
}

static bool count_symbols(elf_file *file, const dynamic *section, uint64_t *count)
{
	if (section->gnu_hash)
		return count_by_gnu_hash(file, section->gnu_hash, count);
	uint32_t head[2]; /* buckets, chains: one chain a symbol */
	if (!read_at(file, section->hash, sizeof(head), head))
		return false;
	*count = head[1];
	return true;
}

static void compare_symbol(sl_elf_look *look, const char *name, size_t room, const char *symbol)
{
	size_t size = strlen(symbol), stem = size;
	while (stem > 0 && symbol[stem - 1] >= '0' && symbol[stem - 1] <= '9')
		stem--;
	if (room > size && memcmp(name, symbol, size + 1) == 0) {
		look->has_symbol = true;
		return;
	}
	if (room <= stem || memcmp(name, symbol, stem) != 0)
		return;
	uint32_t number = 0;
	size_t at = stem;
	for (; at < room && name[at] >= '0' && name[at] <= '9' && number < 100000000; at++)
		number = number * 10 + (uint32_t)(name[at] - '0');
	if (at > stem && at < room && name[at] == '\0')
		look->other_number = number;
}

static bool find_symbol(elf_file *file, const char *symbol)
{
	dynamic section = { 0 };
	uint64_t count = 0;
	if (!read_dynamic(file, &section) || !count_symbols(file, &section, &count))
		return false;
	bool good = false;
	ElfW(Sym) *symbols = NULL;
	char *strings = read_new(file, section.strings, section.strings_size);
	if (!strings)
		goto end;
	symbols = read_new(file, section.symbols, count * sizeof(*symbols));
	if (!symbols)
		goto end;
	for (uint64_t i = 0; i < count && !file->look->has_symbol; i++) {
		if (symbols[i].st_shndx != SHN_UNDEF && symbols[i].st_name < section.strings_size)
			compare_symbol(file->look, strings + symbols[i].st_name, (size_t)(section.strings_size - symbols[i].st_name), symbol);
	}
	good = true;
end:
	free(symbols);
	free(strings);
	return good;
}

void sl_elf_look_at(int descriptor, uint64_t size, const char *symbol, sl_elf_look *out)
{
	*out = (sl_elf_look){ 0 };
	elf_file file = { .descriptor = descriptor, .size = size, .look = out };
	if (check_header(&file) && check_segments(&file))
		find_symbol(&file, symbol);
	free(file.segments);
}
