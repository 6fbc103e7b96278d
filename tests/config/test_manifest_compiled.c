/* SPDX-License-Identifier: Apache-2.0
 * test_manifest_compiled.c - a manifest of the compiled file is the manifest that was read, and the YAML counts where it is another.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "config/manifest.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT 3
static const char *const shipped[COUNT] = { SOURCE_ROOT "/rules/core.yaml", SOURCE_ROOT "/rules/manifests/sections.yaml",
	SOURCE_ROOT "/rules/manifests/topics.yaml" };

static char folder[] = "/tmp/sumlint-manifests-XXXXXX";
static char paths[COUNT][80], compiled_path[80];
static sl_arena arena;
static sl_troubles troubles;
static sl_str sources[COUNT];
static const sl_manifest *as_read[COUNT];

static void put(const char *path, sl_str bytes, time_t written)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.data, 1, (size_t)bytes.size, file), bytes.size);
	assert_int_equal(fclose(file), 0);
	const struct timespec times[2] = { { written, 0 }, { written, 0 } };
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

/* Copies of the manifests, written at second 1000, and their compiled file, written at `written`. */
static void lay_out(time_t written)
{
	sl_buffer compiled;
	sl_buffer_init(&compiled);
	for (int i = 0; i < COUNT; i++)
		put(paths[i], sources[i], 1000);
	assert_true(sl_manifests_compile(as_read, sources, COUNT, &compiled));
	put(compiled_path, sl_buffer_str(&compiled), written);
	sl_buffer_finish(&compiled);
}

static int start(void **state)
{
	(void)state;
	sl_arena_init(&arena);
	sl_troubles_init(&troubles);
	assert_non_null(mkdtemp(folder));
	snprintf(compiled_path, sizeof(compiled_path), "%s/manifests.compiled", folder);
	for (int i = 0; i < COUNT; i++) {
		sl_buffer bytes;
		sl_buffer_init(&bytes);
		assert_int_equal(sl_read_file(shipped[i], SL_MANIFEST_MAX_BYTES, &bytes), 0);
		sources[i] = sl_arena_copy(&arena, sl_buffer_str(&bytes));
		sl_buffer_finish(&bytes);
		snprintf(paths[i], sizeof(paths[i]), "%s/%s", folder, sl_path_name(sl_str_of(shipped[i])).data);
		as_read[i] = sl_manifest_read(&arena, sl_str_of(paths[i]), sources[i], &troubles);
		assert_non_null(as_read[i]);
	}
	return 0;
}

static int stop(void **state)
{
	(void)state;
	for (int i = 0; i < COUNT; i++)
		unlink(paths[i]);
	unlink(compiled_path);
	rmdir(folder);
	sl_troubles_finish(&troubles);
	sl_arena_finish(&arena);
	return 0;
}

/* NULL where the compiled file does not stand for it. */
static sl_manifest *take(sl_manifests *manifests, const char *path)
{
	struct stat about;
	assert_int_equal(stat(path, &about), 0);
	return sl_manifests_take_compiled(manifests, &arena, path, &about);
}

static bool stands_for(const char *path)
{
	sl_manifests manifests = { 0 };
	sl_manifests_open_compiled(&manifests, compiled_path);
	bool stands = take(&manifests, path) != NULL;
	sl_manifests_finish(&manifests);
	return stands;
}

static void assert_same_text(sl_str a, sl_str b)
{
	assert_int_equal(a.size, b.size);
	assert_true(sl_str_equal(a, b));
	if (b.data)
		assert_int_equal(b.data[b.size], '\0');
}

static void assert_same_options(const sl_rule_manifest *a, const sl_rule_manifest *b)
{
	assert_int_equal(a->option_count, b->option_count);
	for (uint32_t i = 0; i < a->option_count; i++) {
		const sl_option_schema *x = &a->options[i], *y = &b->options[i];
		assert_same_text(x->name, y->name);
		assert_int_equal(x->type, y->type);
		assert_same_text(x->summary, y->summary);
		assert_int_equal(x->minimum, y->minimum);
		assert_int_equal(x->maximum, y->maximum);
		assert_int_equal(x->choice_count, y->choice_count);
		for (uint32_t k = 0; k < x->choice_count; k++)
			assert_same_text(x->choices[k], y->choices[k]);
		assert_int_equal(x->standard.integer, y->standard.integer);
		assert_same_text(x->standard.string, y->standard.string);
		assert_int_equal(x->standard.count, y->standard.count);
		for (uint32_t k = 0; k < x->standard.count; k++)
			assert_same_text(x->standard.items[k], y->standard.items[k]);
	}
}

/* The first of the manifest's examples that has the very same config: the pages of the rules tell a shared one once. */
static size_t first_with_config(const sl_manifest *manifest, const sl_example *example)
{
	size_t number = 0;
	for (uint32_t i = 0; i < manifest->rule_count; i++) {
		for (uint32_t k = 0; k < manifest->rules[i].example_count; k++, number++) {
			if (manifest->rules[i].examples[k].config.data == example->config.data)
				return number;
		}
	}
	return number;
}

static void assert_same_rule(const sl_rule_manifest *a, const sl_rule_manifest *b)
{
	assert_same_text(a->id, b->id);
	assert_same_text(a->name, b->name);
	assert_same_text(a->summary, b->summary);
	assert_same_text(a->help, b->help);
	assert_int_equal(a->severity, b->severity);
	assert_int_equal(a->fixable, b->fixable);
	assert_int_equal(a->line, b->line);
	assert_same_options(a, b);
	assert_int_equal(a->example_count, b->example_count);
	for (uint32_t i = 0; i < a->example_count; i++) {
		assert_same_text(a->examples[i].bad, b->examples[i].bad);
		assert_same_text(a->examples[i].good, b->examples[i].good);
		assert_same_text(a->examples[i].config, b->examples[i].config);
		assert_int_equal(a->examples[i].markdown, b->examples[i].markdown);
		assert_int_equal(a->examples[i].line, b->examples[i].line);
	}
}

static void all_is_as_it_was_read(void **state)
{
	(void)state;
	lay_out(2000);
	sl_manifests manifests = { 0 };
	sl_manifests_open_compiled(&manifests, compiled_path);
	for (int i = 0; i < COUNT; i++) {
		const sl_manifest *a = as_read[i], *b = take(&manifests, paths[i]);
		assert_non_null(b);
		assert_true(b->shipped);
		assert_same_text(a->plugin, b->plugin);
		assert_same_text(a->summary, b->summary);
		assert_same_text(a->version, b->version);
		assert_same_text(a->library, b->library);
		assert_same_text(a->file, b->file);
		assert_int_equal(a->rule_count, b->rule_count);
		for (uint32_t k = 0; k < a->rule_count; k++)
			assert_same_rule(&a->rules[k], &b->rules[k]);
		for (uint32_t k = 0; k < a->rule_count; k++) {
			for (uint32_t m = 0; m < a->rules[k].example_count; m++)
				assert_int_equal(first_with_config(a, &a->rules[k].examples[m]), first_with_config(b, &b->rules[k].examples[m]));
		}
	}
	sl_manifests_finish(&manifests);
}

static void another_size_or_name_is_another_file(void **state)
{
	(void)state;
	lay_out(2000);
	assert_true(stands_for(paths[1]));
	put(paths[1], (sl_str){ sources[1].data, sources[1].size - 1 }, 1000);
	assert_false(stands_for(paths[1]));
	assert_true(stands_for(paths[2]));
	assert_false(stands_for(SOURCE_ROOT "/rules/manifests/title.yaml"));
}

/* One that is no older than the compiled file was written by somebody, or by a tool that gives all files one time: then its bytes are compared. */
static void of_the_same_time_bytes_count(void **state)
{
	(void)state;
	lay_out(1000);
	assert_true(stands_for(paths[1]));
	char *changed = sl_arena_alloc(&arena, (size_t)sources[1].size);
	assert_non_null(changed);
	memcpy(changed, sources[1].data, (size_t)sources[1].size);
	changed[sources[1].size / 2] ^= 1;
	put(paths[1], (sl_str){ changed, sources[1].size }, 1000);
	assert_false(stands_for(paths[1]));
	assert_true(stands_for(paths[0]));
}

/* A damaged file serves nobody where all of it is looked at; its head is always looked at. */
static void what_is_damaged_does_not_serve(void **state)
{
	(void)state;
	lay_out(1000);
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	assert_int_equal(sl_read_file(compiled_path, SL_MANIFEST_MAX_BYTES, &bytes), 0);
	bytes.data[bytes.size - 40] ^= 1;
	put(compiled_path, sl_buffer_str(&bytes), 1000);
	assert_false(stands_for(paths[0]));
	bytes.data[bytes.size - 40] ^= 1;
	bytes.data[20] ^= 1;
	put(compiled_path, sl_buffer_str(&bytes), 2000);
	assert_false(stands_for(paths[0]));
	put(compiled_path, (sl_str){ bytes.data, bytes.size - 16 }, 2000);
	assert_false(stands_for(paths[0]));
	unlink(compiled_path);
	assert_false(stands_for(paths[0]));
	sl_buffer_finish(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_is_as_it_was_read),
		cmocka_unit_test(another_size_or_name_is_another_file),
		cmocka_unit_test(of_the_same_time_bytes_count),
		cmocka_unit_test(what_is_damaged_does_not_serve),
	};
	return cmocka_run_group_tests_name("manifest_compiled", tests, start, stop);
}
