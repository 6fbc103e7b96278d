/* SPDX-License-Identifier: Apache-2.0
 * elf_file.c - bounded reads from a shared object, by offset and by address.
 */
#include "plugin/elf_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define TRUNCATED "is truncated: parts of it lie behind its end"

bool sl_elf_wrong(sl_elf *file, const char *problem)
{
	if (!file->look->problem[0])
		snprintf(file->look->problem, sizeof(file->look->problem), "%s", problem);
	return false;
}

bool sl_elf_inside(const sl_elf *file, uint64_t offset, uint64_t size)
{
	return size <= file->size && offset <= file->size - size;
}

static bool read_piece(sl_elf *file, uint64_t offset, uint64_t size, char *at)
{
	while (size > 0) {
		ssize_t got = pread(file->descriptor, at, (size_t)size, (off_t)offset);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			snprintf(file->look->problem, sizeof(file->look->problem), "cannot be read: %s", strerror(errno));
			return false;
		}
		if (got == 0)
			return sl_elf_wrong(file, TRUNCATED);
		at += got;
		offset += (uint64_t)got;
		size -= (uint64_t)got;
	}
	return true;
}

bool sl_elf_read(sl_elf *file, uint64_t offset, uint64_t size, void *into)
{
	if (!sl_elf_inside(file, offset, size))
		return sl_elf_wrong(file, TRUNCATED);
	if (offset + size > sizeof(file->start))
		return read_piece(file, offset, size, into);
	if (!file->start_size) {
		uint64_t there = file->size < sizeof(file->start) ? file->size : sizeof(file->start);
		if (!read_piece(file, 0, there, file->start))
			return false;
		file->start_size = there;
	}
	memcpy(into, file->start + offset, (size_t)size);
	return true;
}

void *sl_elf_read_new(sl_elf *file, uint64_t offset, uint64_t size)
{
	if (!sl_elf_inside(file, offset, size)) {
		sl_elf_wrong(file, TRUNCATED);
		return NULL;
	}
	void *bytes = malloc(size ? (size_t)size : 1);
	if (!bytes) {
		file->look->no_memory = true;
		return NULL;
	}
	if (!sl_elf_read(file, offset, size, bytes)) {
		free(bytes);
		return NULL;
	}
	return bytes;
}

static bool offset_of(const sl_elf *file, uint64_t address, uint64_t size, uint64_t *offset)
{
	const ElfW(Phdr) *segment = sl_elf_segment(file, address, size, PF_R);
	if (!segment || address - segment->p_vaddr + size > segment->p_filesz)
		return false;
	*offset = segment->p_offset + (address - segment->p_vaddr);
	return true;
}

bool sl_elf_read_at(sl_elf *file, uint64_t address, uint64_t size, void *into, const char *damaged)
{
	uint64_t offset = 0;
	if (!offset_of(file, address, size, &offset))
		return sl_elf_wrong(file, damaged);
	return sl_elf_read(file, offset, size, into);
}

void *sl_elf_read_new_at(sl_elf *file, uint64_t address, uint64_t size, const char *damaged)
{
	uint64_t offset = 0;
	if (offset_of(file, address, size, &offset))
		return sl_elf_read_new(file, offset, size);
	sl_elf_wrong(file, damaged);
	return NULL;
}

const ElfW(Phdr) *sl_elf_segment(const sl_elf *file, uint64_t address, uint64_t size, uint32_t flags)
{
	for (uint32_t i = 0; i < file->segment_count; i++) {
		const ElfW(Phdr) *segment = &file->segments[i];
		if (segment->p_type == PT_LOAD && (segment->p_flags & flags) == flags && address >= segment->p_vaddr &&
		    size <= segment->p_memsz && address - segment->p_vaddr <= segment->p_memsz - size)
			return segment;
	}
	return NULL;
}
