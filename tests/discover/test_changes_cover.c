/* SPDX-License-Identifier: Apache-2.0
 * test_changes_cover.c - patches are asked for by folders where all that has one is wanted, and by files where not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "discover/changes_parts.h"

#include <stdio.h>
#include <stdlib.h>

static sl_changes changes;
static sl_troubles troubles;

static void begin(void)
{
	sl_troubles_init(&troubles);
	changes = (sl_changes){ .git = { .troubles = &troubles } };
	sl_arena_init(&changes.arena);
}

static void end(void)
{
	sl_arena_finish(&changes.arena);
	sl_troubles_finish(&troubles);
}

static sl_change *change(const char *path, const char *old, bool wanted)
{
	assert_true(sl_arena_grow(&changes.arena, (void **)&changes.items, changes.count, &changes.capacity, sizeof(*changes.items)));
	sl_change *added = &changes.items[changes.count++];
	*added = (sl_change){ .path = sl_arena_copy(&changes.arena, sl_str_of(path)), .old = sl_arena_copy(&changes.arena, sl_str_of(old)), .wanted = wanted };
	return added;
}

static void other(const char *path)
{
	assert_true(sl_arena_grow(&changes.arena, (void **)&changes.others, changes.other_count, &changes.other_capacity, sizeof(*changes.others)));
	changes.others[changes.other_count++] = sl_arena_copy(&changes.arena, sl_str_of(path));
}

/* The paths with a blank between them. */
static void assert_covered_by(const char *expected)
{
	const char **paths;
	uint32_t count;
	bool any;
	sl_buffer all;
	sl_buffer_init(&all);
	assert_true(sl_changes_cover(&changes, &paths, &count, &any));
	for (uint32_t i = 0; i < count; i++)
		sl_buffer_printf(&all, i ? " %s" : "%s", paths[i]);
	sl_buffer_append(&all, SL_LIT(""));
	assert_string_equal(all.data, expected);
	sl_buffer_finish(&all);
}

static void all_that_changed_needs_no_path(void **state)
{
	(void)state;
	const char **paths;
	uint32_t count;
	bool any;
	begin();
	change("a/b.md", "", true);
	change("c.md", "../d/c.md", true);
	change("new.png", "", false)->whole = true;
	assert_true(sl_changes_cover(&changes, &paths, &count, &any));
	assert_true(any);
	assert_int_equal(count, 0);
	end();
	begin();
	change("a.png", "", false);
	change("new.md", "", true)->whole = true;
	assert_true(sl_changes_cover(&changes, &paths, &count, &any));
	assert_false(any);
	assert_int_equal(count, 0);
	end();
}

static void folders_stand_for_what_is_in_them(void **state)
{
	(void)state;
	begin();
	change("a/1.md", "", true);
	change("a/2.md", "", true);
	change("a-b/1.md", "", true);
	change("a-b/1.png", "", false);
	change("a-b/2.md", "", true);
	change("a-b/c/1.md", "", true);
	change("a-b/c/d/1.md", "", true);
	change("alone/in/a/folder.md", "", true);
	other("link");
	assert_covered_by("a a-b/1.md a-b/2.md a-b/c alone/in/a/folder.md");
	end();
}

static void both_names_of_a_rename_count(void **state)
{
	(void)state;
	begin();
	change("in/1.md", "out/1.md", true);
	change("in/2.md", "", true);
	change("x/1.png", "out/1.png", false);
	assert_covered_by("in out/1.md");
	end();
	begin();
	change("in/1.png", "out/1.png", false);
	change("out/1.md", "in/1.md", true);
	assert_covered_by("in/1.md out/1.md");
	end();
}

static void the_folder_above_has_the_current_one_in_it(void **state)
{
	(void)state;
	begin();
	change("../b/1.md", "", true);
	change("../b/2.md", "", true);
	change("a/1.md", "", true);
	change("a/2.md", "", true);
	other("a.png");
	assert_covered_by("../b a");
	end();
}

static void a_file_may_be_a_folder_now(void **state)
{
	(void)state;
	begin();
	change("b.md", "a", true);
	change("a/1.md", "", true);
	change("a/1.png", "", false);
	assert_covered_by("a a/1.md b.md");
	end();
	begin();
	change("b.png", "a", false);
	change("a/1.md", "", true);
	assert_covered_by("a/1.md");
	end();
}

static bool names(const char *path, sl_str file)
{
	size_t size = strlen(path);
	return file.size >= size && memcmp(file.data, path, size) == 0 && (file.size == size || file.data[size] == '/');
}

/* Some hundred files in some folders: all that is wanted is named once, and nothing else is. */
static void any_mixture_is_covered(void **state)
{
	(void)state;
	uint32_t random = 7;
	for (uint32_t round = 0; round < 400; round++) {
		begin();
		for (uint32_t i = 0; i < 120; i++) {
			char path[64];
			random = random * 1664525 + 1013904223;
			uint32_t bits = random >> 8;
			snprintf(path, sizeof(path), "%s%c%s%c/%u.md", bits & 1 ? "../" : "", 'a' + (int)(bits >> 1 & 3), bits & 8 ? "/" : "-", 'a' + (int)(bits >> 4 & 3), i);
			change(path, "", bits >> 6 & 63 ? (bits >> 12 & 7) < round % 9 : false);
		}
		const char **paths;
		uint32_t count;
		bool any;
		assert_true(sl_changes_cover(&changes, &paths, &count, &any));
		for (uint32_t i = 0; i < changes.count && count; i++) {
			uint32_t named = 0;
			for (uint32_t k = 0; k < count; k++)
				named += names(paths[k], changes.items[i].path);
			assert_int_equal(named, changes.items[i].wanted);
		}
		end();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_that_changed_needs_no_path),
		cmocka_unit_test(folders_stand_for_what_is_in_them),
		cmocka_unit_test(both_names_of_a_rename_count),
		cmocka_unit_test(the_folder_above_has_the_current_one_in_it),
		cmocka_unit_test(a_file_may_be_a_folder_now),
		cmocka_unit_test(any_mixture_is_covered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
