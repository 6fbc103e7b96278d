/* SPDX-License-Identifier: Apache-2.0
 * test_elf_tables.c - damage to the tables that the dynamic section of a shared object leads to.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "elf_bytes.h"

static void a_damaged_hash_table_is_found(void **state)
{
	(void)state;
	uint32_t *hash = table(DT_GNU_HASH);
	if (!hash)
		return;
	static const struct {
		int word;
		uint32_t value;
	} damages[] = { { 0, 0 }, { 0, UINT32_MAX }, { 1, UINT32_MAX }, { 2, 0 }, { 2, 3 }, { 2, 1u << 31 }, { 3, 32 } };
	for (size_t i = 0; i < sizeof(damages) / sizeof(*damages); i++) {
		hash[damages[i].word] = damages[i].value;
		sl_elf_look look = look_at_all();
		mend();
		assert_true(strstr(look.problem, BAD_HASH) || strstr(look.problem, BAD_SYMBOLS));
	}
	uint32_t *buckets = (uint32_t *)(void *)((char *)(hash + 4) + hash[2] * sizeof(ElfW(Addr)));
	buckets[0] = UINT32_MAX;
	assert_found("bucket", BAD_HASH);
}

static void a_damaged_old_hash_table_is_found(void **state)
{
	(void)state;
	assert_int_equal(use("good_hash_old"), 0);
	if (table(DT_GNU_HASH))
		return; /* another linker's way */
	uint32_t *hash = table(DT_HASH);
	assert_non_null(hash);
	hash[0] = 0;
	assert_found("no buckets", BAD_HASH);
	hash[0] = UINT32_MAX;
	assert_found("too many buckets", BAD_HASH);
	hash[1] = UINT32_MAX;
	assert_found("too many symbols", BAD_HASH);
	hash[1] = 1;
	assert_found("too few symbols", BAD_HASH);
	uint32_t last = hash[1] - 1;
	for (uint32_t i = 0; i < hash[0]; i++) {
		if (hash[2 + i] == 0)
			continue;
		hash[2 + i] = last + 1;
		assert_found("bucket", BAD_HASH);
		hash[2 + hash[0] + hash[2 + i]] = hash[2 + i];
		assert_found("circle", BAD_HASH);
	}
	entry(DT_HASH)->d_un.d_ptr = FAR;
	assert_found("elsewhere", BAD_HASH);
	entry(DT_HASH)->d_tag = 0x12345678;
	assert_found("none", "its symbols have no hash table");
	assert_int_equal(use("good"), 0);
}

static void damaged_packed_relocations_are_found(void **state)
{
	(void)state;
	assert_int_equal(use("good_packed"), 0);
#ifdef DT_RELR
	ElfW(Addr) *words = table(DT_RELR);
	if (words) {
		words[0] = FAR;
		assert_found("place outside", BAD_RELOCATIONS);
		words[0] = loaded(PF_X)->p_vaddr;
		assert_found("place in code", BAD_RELOCATIONS);
		words[0] = UINTPTR_MAX;
		assert_found("places around the end of memory", BAD_RELOCATIONS);
		*(ElfW(Addr) *)at_address(entry(DT_INIT_ARRAY)->d_un.d_ptr) = loaded(PF_W)->p_vaddr;
		assert_found("constructor in data", BAD_RELOCATIONS);
		entry(DT_RELR)->d_un.d_ptr = FAR;
		assert_found("elsewhere", BAD_RELOCATIONS);
		entry(DT_RELRSZ)->d_un.d_val--;
		assert_found("half a word", BAD_RELOCATIONS);
		entry(DT_RELRENT)->d_un.d_val = 1;
		assert_found("words of another size", BAD_RELOCATIONS);
		entry(DT_RELRENT)->d_tag = 0x12345678;
		assert_found("words of no size", BAD_RELOCATIONS);
	}
#endif
	assert_int_equal(use("good"), 0);
}

static void damaged_symbols_are_found(void **state)
{
	(void)state;
	((ElfW(Sym) *)table(DT_SYMTAB))[1].st_name = FAR;
	assert_found("name", BAD_SYMBOLS);
	for (ElfW(Sym) *symbol = table(DT_SYMTAB);; symbol++) {
		if (strcmp((char *)table(DT_STRTAB) + symbol->st_name, SYMBOL) != 0)
			continue;
		symbol->st_value = loaded(PF_W)->p_vaddr;
		assert_found("function in data", "not as a function");
		symbol->st_value = FAR;
		assert_found("function nowhere", "not as a function");
		symbol->st_info = ELF64_ST_INFO(STB_GLOBAL, STT_OBJECT);
		assert_found("object", "not as a function");
		symbol->st_info = ELF64_ST_INFO(STB_LOCAL, STT_FUNC);
		assert_false(look_at_all().has_symbol);
		mend();
		symbol->st_shndx = SHN_UNDEF;
		assert_false(look_at_all().has_symbol);
		mend();
		return;
	}
}

static void damaged_versions_are_found(void **state)
{
	(void)state;
	ElfW(Half) *versions = table(DT_VERSYM);
	ElfW(Verneed) *need = table(DT_VERNEED);
	if (!versions || !need)
		return;
	versions[1] = 0x7fff;
	assert_found("index", BAD_VERSIONS);
	need->vn_file++;
	assert_found("library that is not needed", BAD_VERSIONS);
	need->vn_file = FAR;
	assert_found("library without a name", BAD_VERSIONS);
	need->vn_aux = FAR;
	assert_found("list elsewhere", BAD_VERSIONS);
	((ElfW(Vernaux) *)(void *)((char *)need + need->vn_aux))->vna_name = FAR;
	assert_found("version without a name", BAD_VERSIONS);
	((ElfW(Vernaux) *)(void *)((char *)need + need->vn_aux))->vna_next = FAR;
	assert_found("next elsewhere", BAD_VERSIONS);
}

static void damaged_relocations_are_found(void **state)
{
	(void)state;
	ElfW(Rela) *relocations = table(DT_RELA);
	if (!relocations || !entry(DT_RELACOUNT))
		return; /* another machine's way */
	relocations[0].r_offset = FAR;
	assert_found("place outside", BAD_RELOCATIONS);
	relocations[0].r_offset = loaded(PF_X)->p_vaddr;
	assert_found("place in code", BAD_RELOCATIONS);
	relocations[0].r_info |= (ElfW(Xword))FAR << 32;
	assert_found("symbol", BAD_RELOCATIONS);
	relocations[0].r_info ^= 0x1f;
	assert_found("type among the relative ones", BAD_RELOCATIONS);
	for (size_t i = 0; i < entry(DT_RELACOUNT)->d_un.d_val; i++) {
		if (relocations[i].r_offset != entry(DT_INIT_ARRAY)->d_un.d_ptr)
			continue;
		relocations[i].r_addend = FAR;
		assert_found("constructor outside", BAD_RELOCATIONS);
		relocations[i].r_addend = (ElfW(Sxword))loaded(PF_W)->p_vaddr;
		assert_found("constructor in data", BAD_RELOCATIONS);
		relocations[i].r_offset = loaded(PF_W)->p_vaddr + loaded(PF_W)->p_memsz - sizeof(ElfW(Addr));
		assert_found("constructor not relocated", BAD_RELOCATIONS);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_damaged_hash_table_is_found),
		cmocka_unit_test(a_damaged_old_hash_table_is_found),
		cmocka_unit_test(damaged_packed_relocations_are_found),
		cmocka_unit_test(damaged_symbols_are_found),
		cmocka_unit_test(damaged_versions_are_found),
		cmocka_unit_test(damaged_relocations_are_found),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
