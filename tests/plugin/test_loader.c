/* SPDX-License-Identifier: Apache-2.0
 * test_loader.c - good and bad plugins: each bad one is refused with one error that names the check and the path.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "plugin/loader.h"

#include <elf.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUILT BUILD_ROOT "/tests/plugin/"

static char top[64];
static char mark[128]; /* written by the constructor of every test plugin */
static sl_buffer good; /* the bytes of the good plugin */

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
	(void)about;
	(void)kind;
	(void)where;
	return remove(path);
}

static int set_up(void **state)
{
	(void)state;
	strcpy(top, "/tmp/sumlint-loader-XXXXXX");
	if (!mkdtemp(top) || chdir(top) != 0)
		return -1;
	snprintf(mark, sizeof(mark), "%s/mark", top);
	sl_buffer_init(&good);
	return setenv("SUMLINT_TEST_MARK", mark, 1) || sl_read_file(BUILT "good.so", 1 << 24, &good);
}

static int tear_down(void **state)
{
	(void)state;
	sl_buffer_finish(&good);
	return chdir("/") || nftw(top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* ---- loading one ------------------------------------------------------------------------------------------- */

static const void *no_extension(const sumlint_host *host, const char *name)
{
	(void)host;
	(void)name;
	return NULL;
}

static const sumlint_host host = { .struct_size = sizeof(host), .abi_major = SUMLINT_ABI_MAJOR, .abi_minor = SUMLINT_ABI_MINOR, .extension = no_extension };

static const sl_rule_manifest promised[] = {
	{ .id = { "good/one", 8 }, .name = { "one", 3 }, .line = 5 },
	{ .id = { "good/two", 8 }, .name = { "two", 3 }, .line = 9 },
};

typedef struct attempt {
	sl_arena arena;
	sl_troubles troubles;
	sl_manifest manifest;
	sl_plugin plugin;
	bool loaded;
	bool mapped;
} attempt;

static void try_to_load(attempt *one, const char *library)
{
	sl_arena_init(&one->arena);
	sl_troubles_init(&one->troubles);
	one->manifest = (sl_manifest){ .plugin = SL_LIT("good"), .file = SL_LIT("plugins/good.yaml"), .library = sl_str_of(library),
		.rule_count = 2, .rules = promised };
	unlink(mark);
	one->loaded = sl_plugin_load(&one->arena, &one->manifest, &host, &one->plugin, &one->troubles);
	one->mapped = access(mark, F_OK) == 0;
}

static void finish(attempt *one)
{
	if (one->loaded)
		sl_plugin_unload(&one->plugin);
	sl_troubles_finish(&one->troubles);
	sl_arena_finish(&one->arena);
}

static bool says(const attempt *one, const char *words)
{
	sl_str message = one->troubles.count ? one->troubles.items[0].message : SL_LIT("");
	return message.size && memmem(message.data, (size_t)message.size, words, strlen(words)) != NULL;
}

static void assert_refused(const char *library, const char *words, bool mapped)
{
	attempt one;
	try_to_load(&one, library);
	if (one.loaded || one.troubles.count != 1 || !says(&one, words) || one.mapped != mapped)
		fail_msg("%s: loaded %d, mapped %d, %u troubles; wanted '%s', got '%s'", library, one.loaded, one.mapped, one.troubles.count,
		    words, one.troubles.count ? one.troubles.items[0].message.data : "");
	assert_int_equal(one.troubles.errors, 1);
	assert_false(one.troubles.no_memory);
	assert_true(sl_str_is(one.troubles.items[0].file, library));
	assert_true(says(&one, "plugin 'good' is refused: the library "));
	assert_null(one.plugin.handle);
	finish(&one);
}

static void assert_loads(const char *library)
{
	attempt one;
	try_to_load(&one, library);
	if (!one.loaded)
		fail_msg("%s: %s", library, one.troubles.count ? one.troubles.items[0].message.data : "no trouble told");
	assert_int_equal(one.troubles.count, 0);
	assert_true(one.mapped);
	assert_string_equal(one.plugin.rules[0]->name, "one");
	assert_string_equal(one.plugin.rules[1]->name, "two");
	assert_string_equal(one.plugin.descriptor->name, "good");
	finish(&one);
	assert_null(one.plugin.handle);
}

static void write_file(const char *path, const void *bytes, size_t size)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

/* ---- the tests --------------------------------------------------------------------------------------------- */

static void good_ones_are_loaded(void **state)
{
	(void)state;
	assert_loads(BUILT "good.so");
	assert_loads(BUILT "good.so");
	assert_loads(BUILT "grown.so");
	assert_loads(BUILT "versions_1_and_2.so");
}

static void a_bare_name_is_of_the_current_folder(void **state)
{
	(void)state;
	write_file("here.so", good.data, good.size);
	assert_loads("here.so");
	assert_refused("elsewhere.so", "does not exist", false);
	assert_refused("libc.so.6", "does not exist", false); /* the linker's own folders do not count */
}

static void loaded_twice_it_is_one(void **state)
{
	(void)state;
	attempt first, second;
	try_to_load(&first, BUILT "good.so");
	try_to_load(&second, BUILT "good.so");
	assert_true(first.loaded && second.loaded);
	assert_ptr_equal(first.plugin.descriptor, second.plugin.descriptor);
	finish(&first);
	assert_string_equal(second.plugin.descriptor->name, "good");
	finish(&second);
}

typedef struct bad_case {
	const char *module;
	const char *words;
	bool mapped; /* that the linker was let near it */
} bad_case;

static const bad_case bad_cases[] = {
	{ "no_symbol", "has no function sumlint_plugin_v1", false },
	{ "version_0", "was built for version 0 of the plugin interface; this sumlint has version 1 (it looks for sumlint_plugin_v1)", false },
	{ "version_2", "was built for version 2 of the plugin interface; this sumlint has version 1 (it looks for sumlint_plugin_v1)", false },
	{ "other_names", "has no function sumlint_plugin_v1", false },
	{ "symbol_is_data", "exports sumlint_plugin_v1, but not as a function", false },
	{ "undefined_symbol", "sumlint_test_is_nowhere", false },
	{ "null_descriptor", "gave no descriptor (NULL)", true },
	{ "small_descriptor", "gave a descriptor of 24 bytes, smaller than version 1 of it (32)", true },
	{ "newer_minor", "needs version 1.1 of the plugin interface; this sumlint has 1.0", true },
	{ "no_name", "gave a descriptor without a name", true },
	{ "other_name", "calls itself 'goods', but its manifest plugins/good.yaml calls it 'good'", true },
	{ "no_table", "gave a descriptor without its table of rules", true },
	{ "no_rules", "lacks the rule 'one' that its manifest plugins/good.yaml promises in line 5", true },
	{ "null_rule", "gave NULL for rule 1", true },
	{ "small_rule", "gave rule 1 in 40 bytes, smaller than version 1 of it (48)", true },
	{ "rule_without_name", "gave rule 1 no name", true },
	{ "rule_without_check", "gave rule 'one' no check function", true },
	{ "create_without_destroy", "gave rule 'one' a create function, but no destroy function", true },
	{ "unknown_rule", "has a rule 'three' that its manifest plugins/good.yaml does not have", true },
	{ "missing_rule", "lacks the rule 'two' that its manifest plugins/good.yaml promises in line 9", true },
	{ "rule_twice", "has the rule 'one' twice", true },
};

static void bad_ones_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad_cases) / sizeof(*bad_cases); i++) {
		char library[1024];
		snprintf(library, sizeof(library), BUILT "%s.so", bad_cases[i].module);
		assert_refused(library, bad_cases[i].words, bad_cases[i].mapped);
	}
}

static void what_is_no_file_is_refused(void **state)
{
	(void)state;
	assert_refused("./none.so", "does not exist", false);
	assert_int_equal(mkdir("folder.so", 0700), 0);
	assert_refused("./folder.so", "is not a regular file", false);
	assert_int_equal(mkfifo("pipe.so", 0600), 0);
	assert_refused("./pipe.so", "is not a regular file", false);
	assert_int_equal(symlink("nowhere.so", "dangling.so"), 0);
	assert_refused("./dangling.so", "does not exist", false);
	assert_int_equal(symlink("loop.so", "loop.so"), 0);
	assert_refused("./loop.so", "cannot be opened: ", false);
	assert_refused("./pipe.so/x.so", "cannot be opened: ", false);
	assert_refused("/dev/null", "is not a regular file", false);
}

static void an_unreadable_file_is_refused(void **state)
{
	(void)state;
	const uid_t nobody = 65534;
	bool root = geteuid() == 0; /* for whom no file is unreadable */
	write_file("secret.so", good.data, good.size);
	assert_int_equal(chmod("secret.so", 0), 0);
	unlink(mark);
	if (root)
		assert_int_equal(seteuid(nobody), 0);
	assert_refused("./secret.so", "cannot be opened: Permission denied", false);
	if (root)
		assert_int_equal(seteuid(0), 0);
}

static void what_is_no_shared_object_is_refused(void **state)
{
	(void)state;
	write_file("empty.so", "", 0);
	assert_refused("./empty.so", "is empty", false);
	write_file("text.so", "/* a linker script */ INPUT(good.so)\n", 37);
	assert_refused("./text.so", "is not a shared object (no ELF file)", false);
	write_file("short.so", "\177ELF", 4);
	assert_refused("./short.so", "is truncated", false);
	assert_refused("/proc/self/exe", "no shared object", false);
}

static void a_truncated_file_is_refused_at_every_length(void **state)
{
	(void)state;
	for (size_t size = 1; size < good.size; size += size < 1200 ? 1 : 97) {
		write_file("cut.so", good.data, size);
		assert_refused("./cut.so", size < 4 ? "is not a shared object" : "is truncated", false);
	}
	write_file("cut.so", good.data, good.size - 1);
	assert_refused("./cut.so", "is truncated", false);
}

typedef struct patch {
	const char *name;
	size_t offset;
	size_t size; /* 1, or 2 in this machine's order */
	uint16_t value;
	const char *words;
} patch;

static void other_machines_are_refused(void **state)
{
	(void)state;
	const uint16_t other_class = good.data[EI_CLASS] == ELFCLASS64 ? ELFCLASS32 : ELFCLASS64;
	const uint16_t other_data = good.data[EI_DATA] == ELFDATA2LSB ? ELFDATA2MSB : ELFDATA2LSB;
	const patch patches[] = {
		{ "class.so", EI_CLASS, 1, other_class, "is for machines of another word size" },
		{ "order.so", EI_DATA, 1, other_data, "is for a machine of another byte order" },
		{ "machine.so", offsetof(Elf64_Ehdr, e_machine), 2, EM_68K, "is for another machine (ELF machine number 4, this one's is " },
		{ "program.so", offsetof(Elf64_Ehdr, e_type), 2, ET_EXEC, "is an ELF file, but no shared object" },
		{ "object.so", offsetof(Elf64_Ehdr, e_type), 2, ET_REL, "is an ELF file, but no shared object" },
	};
	for (size_t i = 0; i < sizeof(patches) / sizeof(*patches); i++) {
		const patch *this = &patches[i];
		char kept[2], byte = (char)this->value;
		memcpy(kept, good.data + this->offset, sizeof(kept));
		memcpy(good.data + this->offset, this->size == 1 ? (const void *)&byte : (const void *)&this->value, this->size);
		write_file(this->name, good.data, good.size);
		memcpy(good.data + this->offset, kept, sizeof(kept));
		assert_refused(this->name, this->words, false);
	}
}

static void unloading_nothing_is_safe(void **state)
{
	(void)state;
	sl_plugin none = { 0 };
	sl_plugin_unload(NULL);
	sl_plugin_unload(&none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_ones_are_loaded),
		cmocka_unit_test(a_bare_name_is_of_the_current_folder),
		cmocka_unit_test(loaded_twice_it_is_one),
		cmocka_unit_test(bad_ones_are_refused),
		cmocka_unit_test(what_is_no_file_is_refused),
		cmocka_unit_test(an_unreadable_file_is_refused),
		cmocka_unit_test(what_is_no_shared_object_is_refused),
		cmocka_unit_test(a_truncated_file_is_refused_at_every_length),
		cmocka_unit_test(other_machines_are_refused),
		cmocka_unit_test(unloading_nothing_is_safe),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
