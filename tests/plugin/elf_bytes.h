/* SPDX-License-Identifier: Apache-2.0
 * elf_bytes.h - the good plugin as bytes that a test damages, looks at, and mends. After <cmocka.h>.
 */
#ifndef TESTS_PLUGIN_ELF_BYTES_H
#define TESTS_PLUGIN_ELF_BYTES_H

#include "base/file.h"
#include "plugin/elf.h"

#include <link.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define SYMBOL "sumlint_plugin_v1"
#define BAD_DYNAMIC "its dynamic section makes no sense"
#define BAD_HASH "the hash table of its symbols makes no sense"
#define BAD_SYMBOLS "its symbols make no sense"
#define BAD_VERSIONS "the versions of its symbols make no sense"
#define BAD_RELOCATIONS "its relocations make no sense"
#define FAR 0x7ffffff0u

/* The good plugin: its bytes, the same in a file, and a copy of the bytes to mend damage from. */
static sl_buffer bytes, whole;
static int file = -1;

/* Takes another module than the good one: what linkers make of the same source in other ways. */
static inline int use(const char *module)
{
	char path[1024];
	snprintf(path, sizeof(path), BUILD_ROOT "/tests/plugin/%s.so", module);
	return ftruncate(file, 0) || sl_read_file(path, 1 << 24, &bytes) || sl_read_file(path, 1 << 24, &whole);
}

static inline int set_up(void **state)
{
	(void)state;
	sl_buffer_init(&bytes);
	sl_buffer_init(&whole);
	file = memfd_create("sumlint-elf", MFD_CLOEXEC);
	return file < 0 || use("good");
}

static inline int tear_down(void **state)
{
	(void)state;
	sl_buffer_finish(&bytes);
	sl_buffer_finish(&whole);
	return close(file);
}

/* ---- looking ----------------------------------------------------------------------------------------------- */

static inline void save(const void *data, size_t size, size_t offset)
{
	assert_int_equal(pwrite(file, data, size, (off_t)offset), (ssize_t)size);
}

static inline sl_elf_look look_at_all(void)
{
	sl_elf_look look;
	save(bytes.data, bytes.size, 0);
	sl_elf_look_at(file, bytes.size, SYMBOL, &look);
	assert_false(look.no_memory);
	assert_non_null(memchr(look.problem, '\0', sizeof(look.problem)));
	return look;
}

static inline void mend(void)
{
	memcpy(bytes.data, whole.data, whole.size);
}

/* The damage done to `bytes` is found, and told with these words. */
static inline void assert_found(const char *what, const char *words)
{
	sl_elf_look look = look_at_all();
	mend();
	if (!strstr(look.problem, words))
		fail_msg("%s: wanted '%s', got '%s'", what, words, look.problem);
}

/* ---- what is in it ----------------------------------------------------------------------------------------- */

static inline ElfW(Ehdr) *header(void)
{
	return (ElfW(Ehdr) *)(void *)bytes.data;
}

/* The `number`th segment of a type, or NULL. */
static inline ElfW(Phdr) *segment(uint32_t type, unsigned number)
{
	ElfW(Phdr) *segments = (ElfW(Phdr) *)(void *)(bytes.data + header()->e_phoff);
	for (unsigned i = 0; i < header()->e_phnum; i++) {
		if (segments[i].p_type == type && number-- == 0)
			return &segments[i];
	}
	return NULL;
}

/* The loaded segment with these flags. */
static inline ElfW(Phdr) *loaded(uint32_t flags)
{
	ElfW(Phdr) *found;
	for (unsigned i = 0; (found = segment(PT_LOAD, i)) != NULL; i++) {
		if ((found->p_flags & flags) == flags)
			return found;
	}
	fail_msg("no segment with flags %u", flags);
	return NULL;
}

static inline void *at_address(uint64_t address)
{
	ElfW(Phdr) *found;
	for (unsigned i = 0; (found = segment(PT_LOAD, i)) != NULL; i++) {
		if (address >= found->p_vaddr && address - found->p_vaddr < found->p_filesz)
			return bytes.data + found->p_offset + (address - found->p_vaddr);
	}
	return NULL;
}

static inline ElfW(Dyn) *entry(int64_t tag)
{
	ElfW(Dyn) *entries = (ElfW(Dyn) *)(void *)(bytes.data + segment(PT_DYNAMIC, 0)->p_offset);
	for (; entries->d_tag != DT_NULL; entries++) {
		if (entries->d_tag == tag)
			return entries;
	}
	return NULL;
}

static inline void *table(int64_t tag)
{
	return entry(tag) ? at_address(entry(tag)->d_un.d_ptr) : NULL;
}

#endif
