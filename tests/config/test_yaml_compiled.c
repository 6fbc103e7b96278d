/* SPDX-License-Identifier: Apache-2.0
 * test_yaml_compiled.c - a compiled tree is the tree that was read, and the source counts where it is not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "config/compiled.h"
#include "config/yaml.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/sumlint-tree-XXXXXX";
static char path[64], compiled_path[80];

static void put(const char *name, sl_str bytes)
{
	FILE *file = fopen(name, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.data, 1, (size_t)bytes.size, file), bytes.size);
	assert_int_equal(fclose(file), 0);
}

static void assert_same_node(const sl_yaml *a, const sl_yaml *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->style, b->style);
	assert_int_equal(a->flow, b->flow);
	assert_int_equal(a->line, b->line);
	assert_int_equal(a->column, b->column);
	assert_int_equal(a->span.start, b->span.start);
	assert_int_equal(a->span.end, b->span.end);
	assert_int_equal(a->count, b->count);
	assert_int_equal(a->text.size, b->text.size);
	assert_true(sl_str_equal(a->text, b->text));
	if (a->kind == SL_YAML_SCALAR)
		assert_int_equal(b->text.data[b->text.size], '\0');
}

/* Trees of a test are flat. */
static void assert_same(const sl_yaml *a, const sl_yaml *b)
{
	assert_same_node(a, b);
	for (uint32_t i = 0; i < a->count; i++) {
		if (a->kind == SL_YAML_MAP) {
			assert_same_node(a->entries[i].key, b->entries[i].key);
			assert_same(a->entries[i].value, b->entries[i].value);
		} else {
			assert_same(a->items[i], b->items[i]);
		}
	}
}

/* Compares the text with what is read where there is a compiled file of `source` beside it. */
static void check(sl_str text, sl_str source)
{
	sl_arena arena;
	sl_troubles troubles;
	sl_buffer bytes;
	sl_arena_init(&arena);
	sl_troubles_init(&troubles);
	sl_buffer_init(&bytes);
	const sl_yaml *of_source = sl_yaml_read(&arena, SL_LIT("f"), source, 0, 1, &troubles);
	assert_non_null(of_source);
	assert_true(sl_yaml_compile(of_source, source, &bytes));
	put(compiled_path, sl_buffer_str(&bytes));
	const sl_yaml *read = sl_yaml_read(&arena, SL_LIT("f"), text, 0, 1, &troubles);
	const sl_yaml *loaded = sl_yaml_read_shipped(&arena, SL_LIT("f"), path, text, &troubles);
	assert_non_null(read);
	assert_non_null(loaded);
	assert_same(read, loaded);
	sl_buffer_finish(&bytes);
	sl_troubles_finish(&troubles);
	sl_arena_finish(&arena);
}

static void trees_are_the_same(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "plain", "a: 1", "[]", "{}", "- a\n- [b, 'c', \"d\\n\"]\n- {e: f, g: {h: []}}\n- ''\n",
		"a: &x\n  b: |\n    text\n  c: >\n    more\nd: *x\ne: [*x, *x]\n", "é: ü # 機\n\"機械\": \xF0\x9F\x99\x82\n" };
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		check(sl_str_of(texts[i]), sl_str_of(texts[i]));
	static const char *const files[] = { "manifests/topics.yaml", "core.yaml", "profiles/summary.yaml" };
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		char name[512];
		sl_buffer bytes;
		sl_buffer_init(&bytes);
		snprintf(name, sizeof(name), SOURCE_ROOT "/rules/%s", files[i]);
		assert_int_equal(sl_read_file(name, 1 << 20, &bytes), 0);
		check(sl_buffer_str(&bytes), sl_buffer_str(&bytes));
		sl_buffer_finish(&bytes);
	}
}

static void another_source_counts(void **state)
{
	(void)state;
	check(SL_LIT("a: 1\n"), SL_LIT("a: 2\n"));
	check(SL_LIT("a: 1\nb: 2\n"), SL_LIT("a: 1\n"));
}

static void a_damaged_file_does_not_count(void **state)
{
	(void)state;
	static const char text[] = "a: 1\nb: [x, y]\n";
	sl_arena arena;
	sl_troubles troubles;
	sl_buffer bytes;
	sl_arena_init(&arena);
	sl_troubles_init(&troubles);
	sl_buffer_init(&bytes);
	check(sl_str_of(text), sl_str_of(text));
	assert_int_equal(sl_read_file(compiled_path, 1 << 20, &bytes), 0);
	const sl_yaml *read = sl_yaml_read(&arena, SL_LIT("f"), sl_str_of(text), 0, 1, &troubles);
	for (size_t at = 0; at < bytes.size; at++) {
		bytes.data[at] ^= 4;
		put(compiled_path, sl_buffer_str(&bytes));
		bytes.data[at] ^= 4;
		const sl_yaml *loaded = sl_yaml_read_shipped(&arena, SL_LIT("f"), path, sl_str_of(text), &troubles);
		assert_non_null(loaded);
		assert_same(read, loaded);
		put(compiled_path, (sl_str){ bytes.data, at });
		assert_non_null(sl_yaml_read_shipped(&arena, SL_LIT("f"), path, sl_str_of(text), &troubles));
	}
	unlink(compiled_path);
	assert_non_null(sl_yaml_read_shipped(&arena, SL_LIT("f"), path, sl_str_of(text), &troubles));
	assert_int_equal(troubles.count, 0);
	sl_buffer_finish(&bytes);
	sl_troubles_finish(&troubles);
	sl_arena_finish(&arena);
}

/* Times in seconds; whether what lies beside `source` serves. */
static bool serves(sl_str source, time_t of_source, sl_str bytes, time_t of_compiled)
{
	sl_compiled compiled;
	const struct timespec sources[2] = { { of_source, 0 }, { of_source, 0 } }, compileds[2] = { { of_compiled, 0 }, { of_compiled, 0 } };
	put(path, source);
	put(compiled_path, bytes);
	assert_int_equal(utimensat(AT_FDCWD, path, sources, 0), 0);
	assert_int_equal(utimensat(AT_FDCWD, compiled_path, compileds, 0), 0);
	bool good = sl_compiled_open_installed(path, SL_COMPILED_TREE, &compiled);
	assert_true(good == (compiled.map != NULL));
	sl_compiled_close(&compiled);
	return good;
}

static void a_newer_one_of_the_installation_serves_unseen(void **state)
{
	(void)state;
	const sl_str source = SL_LIT("a: 1\n");
	sl_buffer made;
	sl_buffer_init(&made);
	assert_true(sl_compiled_make(SL_COMPILED_TREE, source, &(sl_str){ "part", 4 }, 1, &made));
	sl_str bytes = sl_buffer_str(&made);
	assert_true(serves(source, 10, bytes, 11));
	assert_true(serves(source, 10, bytes, 10));
	assert_true(serves(source, 11, bytes, 10));
	/* An edited source is newer; one that another version brought has its size at the least, or is newer. */
	assert_false(serves(SL_LIT("a: 2\n"), 10, bytes, 10));
	assert_false(serves(SL_LIT("a: 2\n"), 11, bytes, 10));
	assert_false(serves(SL_LIT("a: 12\n"), 10, bytes, 11));
	assert_false(serves(source, 10, (sl_str){ bytes.data, bytes.size - 1 }, 11));
	assert_false(serves(source, 10, SL_LIT(""), 11));
	made.data[0] ^= 1;
	assert_false(serves(source, 10, bytes, 11));
	made.data[0] ^= 1;
	made.data[made.size - 16] ^= 1; /* of the part */
	assert_false(serves(source, 10, bytes, 10));
	unlink(path);
	sl_compiled compiled;
	assert_false(sl_compiled_open_installed(path, SL_COMPILED_TREE, &compiled));
	sl_buffer_finish(&made);
}

static int begin(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof(path), "%s/f.yaml", folder);
	snprintf(compiled_path, sizeof(compiled_path), "%s" SL_COMPILED_EXTENSION, path);
	return 0;
}

static int end(void **state)
{
	(void)state;
	char command[64];
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trees_are_the_same),
		cmocka_unit_test(another_source_counts),
		cmocka_unit_test(a_damaged_file_does_not_count),
		cmocka_unit_test(a_newer_one_of_the_installation_serves_unseen),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
