/* SPDX-License-Identifier: Apache-2.0
 * test_exports.c - the dynamic symbols of the shipped plugins: one is exported, and none is asked of the host, who gives all through its table.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"

#include <dirent.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define PLUGINS BUILD_ROOT "/plugins"

static const char *const shipped[] = { "attribution", "audience", "sections", "title", "topics" };

/* The sanitizers' own, in builds with them. */
static bool of_a_sanitizer(const char *name)
{
	return strncmp(name, "__asan", 6) == 0 || strncmp(name, "__odr_asan", 10) == 0 || strncmp(name, "__ubsan", 7) == 0 ||
	    strncmp(name, "__sancov", 8) == 0 || strncmp(name, "__start___sancov", 16) == 0 || strncmp(name, "__stop___sancov", 15) == 0;
}

static bool starts(const char *name, const char *stem)
{
	return strncmp(name, stem, strlen(stem)) == 0;
}

static const ElfW(Shdr) *section_of_type(const sl_buffer *bytes, uint32_t type)
{
	const ElfW(Ehdr) *header = (const void *)bytes->data;
	const ElfW(Shdr) *sections = (const void *)(bytes->data + header->e_shoff);
	for (unsigned i = 0; i < header->e_shnum; i++) {
		if (sections[i].sh_type == type)
			return &sections[i];
	}
	return NULL;
}

static void check_symbols(const char *path)
{
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	assert_int_equal(sl_read_file(path, 1 << 26, &bytes), 0);
	const ElfW(Ehdr) *header = (const void *)bytes.data;
	const ElfW(Shdr) *sections = (const void *)(bytes.data + header->e_shoff), *table = section_of_type(&bytes, SHT_DYNSYM);
	assert_non_null(table);
	const ElfW(Sym) *symbols = (const void *)(bytes.data + table->sh_offset);
	const char *strings = bytes.data + sections[table->sh_link].sh_offset;
	unsigned found = 0;
	for (size_t i = 0; i < table->sh_size / sizeof(*symbols); i++) {
		const char *name = strings + symbols[i].st_name;
		if (symbols[i].st_shndx == SHN_UNDEF) {
			if (starts(name, "sl_") || starts(name, "sumlint"))
				fail_msg("%s needs the symbol '%s' of the host", path, name);
		} else if (strcmp(name, "sumlint_plugin_v1") == 0) {
			found++;
		} else if (ELF64_ST_BIND(symbols[i].st_info) != STB_LOCAL && !of_a_sanitizer(name)) {
			fail_msg("%s exports '%s'", path, name);
		}
	}
	assert_int_equal(found, 1);
	sl_buffer_finish(&bytes);
}

static void shipped_plugins_export_one_symbol(void **state)
{
	(void)state;
	DIR *folder = opendir(PLUGINS);
	assert_non_null(folder);
	bool there[COUNT(shipped)] = { false };
	const struct dirent *entry;
	while ((entry = readdir(folder)) != NULL) {
		sl_str name = sl_str_of(entry->d_name);
		if (!sl_str_ends(name, SL_LIT(".so")))
			continue;
		char path[1024];
		snprintf(path, sizeof(path), PLUGINS "/%s", entry->d_name);
		check_symbols(path);
		name.size -= 3;
		for (size_t i = 0; i < COUNT(shipped); i++)
			there[i] = there[i] || sl_str_is(name, shipped[i]);
	}
	closedir(folder);
	for (size_t i = 0; i < COUNT(shipped); i++) {
		if (!there[i])
			fail_msg("no plugin '%s' in " PLUGINS, shipped[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_plugins_export_one_symbol),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
