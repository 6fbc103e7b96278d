/* SPDX-License-Identifier: Apache-2.0
 * test_elf.c - the look into a shared object: what is damaged where the dynamic linker would follow, and that no damage harms the look itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "elf_bytes.h"

#define FLIPPED 4096 /* headers and all tables of a small plugin are among the first bytes */

/* The ways of linkers: which hash table, and how relocations are written. */
static const char *const modules[] = { "good", "good_hash_old", "good_hash_both", "good_packed" };

static void a_good_one_has_its_symbol(void **state)
{
	(void)state;
	for (size_t i = sizeof(modules) / sizeof(*modules); i-- > 0;) {
		assert_int_equal(use(modules[i]), 0);
		sl_elf_look look = look_at_all();
		assert_string_equal(look.problem, "");
		assert_true(look.has_symbol);
	}
	sl_elf_look look;
	sl_elf_look_at(file, bytes.size, "sumlint_plugin_v7", &look);
	assert_string_equal(look.problem, "");
	assert_false(look.has_symbol);
	assert_true(look.has_other);
	assert_int_equal(look.other_number, 1);
	sl_elf_look_at(file, bytes.size, "another_name_v1", &look);
	assert_false(look.has_symbol || look.has_other);
}

/* Without section headers its end is not known by them: what is cut off a segment is still found. */
static void a_cut_segment_is_found_without_section_headers(void **state)
{
	(void)state;
	header()->e_shoff = 0;
	header()->e_shnum = 0;
	uint64_t end = 0;
	ElfW(Phdr) *load;
	for (unsigned i = 0; (load = segment(PT_LOAD, i)) != NULL; i++)
		end = load->p_offset + load->p_filesz > end ? load->p_offset + load->p_filesz : end;
	save(bytes.data, bytes.size, 0);
	mend();
	sl_elf_look look;
	sl_elf_look_at(file, end, SYMBOL, &look);
	assert_string_equal(look.problem, "");
	for (uint64_t size = 0; size < end; size += size < 1200 ? 1 : 61) {
		sl_elf_look_at(file, size, SYMBOL, &look);
		assert_string_not_equal(look.problem, "");
		assert_false(look.has_symbol);
	}
	sl_elf_look_at(file, end - 1, SYMBOL, &look);
	assert_non_null(strstr(look.problem, "is truncated"));
}

/* The file is shorter than its size says: another program cuts it at this moment. */
static void a_file_that_shrinks_is_found(void **state)
{
	(void)state;
	sl_elf_look look;
	save(bytes.data, bytes.size, 0);
	assert_int_equal(ftruncate(file, 200), 0);
	sl_elf_look_at(file, bytes.size, SYMBOL, &look);
	assert_non_null(strstr(look.problem, "is truncated"));
}

static void damaged_segments_are_found(void **state)
{
	(void)state;
	segment(PT_LOAD, 0)->p_offset = bytes.size;
	assert_found("offset past the end", "is truncated");
	segment(PT_LOAD, 1)->p_filesz = segment(PT_LOAD, 1)->p_memsz = UINTPTR_MAX - 5;
	assert_found("size that wraps around", "is truncated");
	loaded(PF_W)->p_memsz = 1;
	assert_found("larger in the file", "is larger in the file than in memory");
	loaded(PF_W)->p_memsz = UINTPTR_MAX - 5;
	assert_found("memory that wraps around", "its program headers make no sense");
	segment(PT_LOAD, 0)->p_vaddr = segment(PT_LOAD, 1)->p_vaddr;
	assert_found("segments over each other", "its program headers make no sense");
	loaded(PF_X)->p_align = 3;
	assert_found("alignment", "its program headers make no sense");
	loaded(PF_X)->p_filesz--;
	assert_found("cut code", "its program headers make no sense");
	segment(PT_DYNAMIC, 0)->p_vaddr += 16;
	assert_found("dynamic section elsewhere in memory", "its program headers make no sense");
	loaded(PF_W)->p_flags &= ~(uint32_t)PF_W;
	assert_found("dynamic section that cannot be written", "its program headers make no sense");
	header()->e_phnum = 60000;
	assert_found("too many headers", "its program headers make no sense");
	header()->e_phnum = 0;
	assert_found("no headers", "it has no program headers");
	header()->e_phentsize = 7;
	assert_found("headers of another size", "it has no program headers");
	header()->e_phoff = bytes.size - 8;
	assert_found("headers past the end", "is truncated");
	segment(PT_DYNAMIC, 0)->p_type = PT_NULL;
	assert_found("no dynamic section", "no shared object");
}

/* Values of the dynamic section, each far out of the object. */
typedef struct dynamic_damage {
	int64_t tag;
	uint64_t value;
	const char *words;
} dynamic_damage;

static const dynamic_damage dynamic_damages[] = {
	{ DT_STRTAB, FAR, BAD_DYNAMIC },
	{ DT_STRSZ, FAR, BAD_DYNAMIC },
	{ DT_STRSZ, 0, BAD_DYNAMIC },
	{ DT_STRSZ, 5, "" /* ends within a name, or leaves names out */ },
	{ DT_SYMTAB, FAR, BAD_SYMBOLS },
	{ DT_SYMENT, 3, BAD_DYNAMIC },
	{ DT_GNU_HASH, FAR, BAD_HASH },
	{ DT_NEEDED, FAR, BAD_DYNAMIC },
	{ DT_INIT, FAR, BAD_DYNAMIC },
	{ DT_INIT, 0, BAD_DYNAMIC },
	{ DT_FINI, FAR, BAD_DYNAMIC },
	{ DT_INIT_ARRAY, FAR, BAD_DYNAMIC },
	{ DT_INIT_ARRAYSZ, FAR, BAD_DYNAMIC },
	{ DT_INIT_ARRAYSZ, 3, BAD_DYNAMIC },
	{ DT_FINI_ARRAY, FAR, BAD_DYNAMIC },
	{ DT_PLTGOT, FAR, BAD_DYNAMIC },
	{ DT_VERSYM, FAR, BAD_VERSIONS },
	{ DT_VERNEED, FAR, BAD_VERSIONS },
	{ DT_RELA, FAR, BAD_RELOCATIONS },
	{ DT_RELASZ, FAR, BAD_RELOCATIONS },
	{ DT_RELASZ, 5, BAD_RELOCATIONS },
	{ DT_RELAENT, 5, BAD_RELOCATIONS },
	{ DT_REL, FAR, BAD_RELOCATIONS },
	{ DT_RELSZ, FAR, BAD_RELOCATIONS },
	{ DT_RELENT, 5, BAD_RELOCATIONS },
	{ DT_JMPREL, FAR, BAD_RELOCATIONS },
	{ DT_PLTRELSZ, FAR, BAD_RELOCATIONS },
	{ DT_PLTREL, 99, BAD_RELOCATIONS },
};

static void a_damaged_dynamic_section_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(dynamic_damages) / sizeof(*dynamic_damages); i++) {
		const dynamic_damage *damage = &dynamic_damages[i];
		ElfW(Dyn) *found = entry(damage->tag);
		if (!found)
			continue; /* another linker's way */
		char what[64];
		snprintf(what, sizeof(what), "tag %#llx = %#llx", (unsigned long long)damage->tag, (unsigned long long)damage->value);
		found->d_un.d_val = (ElfW(Addr))damage->value;
		if (damage->words[0]) {
			assert_found(what, damage->words);
		} else {
			sl_elf_look look = look_at_all();
			mend();
			assert_true(look.problem[0] || !look.has_symbol);
		}
	}
}

static void a_missing_entry_is_found(void **state)
{
	(void)state;
	static const int64_t tags[] = { DT_STRTAB, DT_STRSZ, DT_SYMTAB, DT_INIT_ARRAYSZ, DT_RELASZ, DT_RELAENT, DT_VERSYM, DT_JMPREL,
		DT_PLTRELSZ, DT_PLTREL };
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		if (!entry(tags[i]))
			continue;
		entry(tags[i])->d_tag = 0x12345678; /* a tag that nobody knows */
		assert_found("missing entry", "is damaged: ");
	}
	ElfW(Phdr) *dynamic = segment(PT_DYNAMIC, 0);
	for (ElfW(Dyn) *at = (ElfW(Dyn) *)(void *)(bytes.data + dynamic->p_offset); (char *)at < bytes.data + dynamic->p_offset + dynamic->p_filesz; at++) {
		if (at->d_tag == DT_NULL)
			at->d_tag = 0x12345678;
	}
	assert_found("no end mark", BAD_DYNAMIC);
}

/* Any damage: the look ends, and harms nothing. */
static void flip_bytes(void)
{
	static const unsigned char flips[] = { 0x01, 0x10, 0x80, 0xFF };
	size_t limit = bytes.size < FLIPPED ? bytes.size : FLIPPED, found = 0;
	save(bytes.data, bytes.size, 0);
	for (size_t at = 0; at < limit; at++) {
		for (size_t i = 0; i < sizeof(flips); i++) {
			char flipped = (char)(bytes.data[at] ^ flips[i]);
			sl_elf_look look;
			save(&flipped, 1, at);
			sl_elf_look_at(file, bytes.size, SYMBOL, &look);
			found += look.problem[0] != '\0';
			assert_false(look.no_memory);
			assert_non_null(memchr(look.problem, '\0', sizeof(look.problem)));
		}
		save(&bytes.data[at], 1, at);
	}
	assert_true(found > 100);
}

static void no_flipped_byte_harms_the_look(void **state)
{
	(void)state;
	for (size_t i = sizeof(modules) / sizeof(*modules); i-- > 0;) {
		assert_int_equal(use(modules[i]), 0);
		flip_bytes();
	}
}

/* The same with whole words set to what breaks sums and products. */
static void set_words(void)
{
	static const uint64_t words[] = { 0, UINT64_MAX, UINT64_MAX / 2 + 1, UINT32_MAX, 0x8000000000000010u };
	size_t limit = bytes.size < FLIPPED ? bytes.size : FLIPPED;
	ElfW(Phdr) *dynamic = segment(PT_DYNAMIC, 0);
	for (size_t at = 0; at + 8 <= bytes.size; at += 4) {
		if (at >= limit && (at < dynamic->p_offset || at >= dynamic->p_offset + dynamic->p_filesz))
			continue;
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
			sl_elf_look look;
			save(&words[i], 8, at);
			sl_elf_look_at(file, bytes.size, SYMBOL, &look);
			assert_false(look.no_memory);
		}
		save(bytes.data + at, 8, at);
	}
}

static void no_extreme_word_harms_the_look(void **state)
{
	(void)state;
	for (size_t i = sizeof(modules) / sizeof(*modules); i-- > 0;) {
		assert_int_equal(use(modules[i]), 0);
		save(bytes.data, bytes.size, 0);
		set_words();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_one_has_its_symbol),
		cmocka_unit_test(a_cut_segment_is_found_without_section_headers),
		cmocka_unit_test(a_file_that_shrinks_is_found),
		cmocka_unit_test(damaged_segments_are_found),
		cmocka_unit_test(a_damaged_dynamic_section_is_found),
		cmocka_unit_test(a_missing_entry_is_found),
		cmocka_unit_test(no_flipped_byte_harms_the_look),
		cmocka_unit_test(no_extreme_word_harms_the_look),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
