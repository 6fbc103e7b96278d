/* SPDX-License-Identifier: Apache-2.0
 * test_memory.c - arena, buffer, files and paths, patterns of paths.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/glob.h"
#include "base/pages.h"
#include "base/trouble.h"

#include <errno.h>
#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void arena_gives_aligned_memory_and_takes_it_back(void **state)
{
	(void)state;
	sl_arena arena;
	sl_arena_init(&arena);
	for (size_t size = 0; size < 10000; size += 37) {
		char *memory = sl_arena_alloc(&arena, size);
		assert_non_null(memory);
		assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
		memset(memory, 0xAA, size);
	}
	assert_non_null(sl_arena_alloc(&arena, 3 << 20));
	sl_arena_reset(&arena);
	assert_null(sl_arena_calloc(&arena, SIZE_MAX / 2, 3));
	assert_true(arena.failed);
	sl_arena_reset(&arena);
	assert_false(arena.failed);
	assert_string_equal(sl_arena_copy(&arena, SL_LIT("abc")).data, "abc");
	uint32_t *list = NULL, capacity = 0;
	for (uint32_t i = 0; i < 1000; i++) {
		assert_true(sl_arena_grow(&arena, (void **)&list, i, &capacity, sizeof(*list)));
		list[i] = i;
	}
	for (uint32_t i = 0; i < 1000; i++)
		assert_int_equal(list[i], i);
	sl_arena_finish(&arena);
}

/* Two that grow in turns, with small ones between them: of either none but the last place is left. */
static void large_arrays_leave_nothing_behind(void **state)
{
	(void)state;
	enum { COUNT = 1000000 };
	sl_arena arena;
	sl_arena_init(&arena);
	uint64_t *up = NULL, *down = NULL;
	uint32_t up_capacity = 0, down_capacity = 0;
	char *words[100];
	for (uint32_t i = 0; i < COUNT; i++) {
		assert_true(sl_arena_grow(&arena, (void **)&up, i, &up_capacity, sizeof(*up)));
		assert_true(sl_arena_grow(&arena, (void **)&down, i, &down_capacity, sizeof(*down)));
		up[i] = i;
		down[i] = COUNT - i;
		if (i % (COUNT / 100) == 0)
			words[i / (COUNT / 100)] = (char *)sl_arena_copy(&arena, SL_LIT("abc")).data;
	}
	assert_true(up_capacity < COUNT / 2 * 3);
	for (uint32_t i = 0; i < COUNT; i++)
		assert_true(up[i] == i && down[i] == COUNT - i);
	sl_arena_release(&arena, up, up_capacity * sizeof(*up));
	for (uint32_t i = 0; i < 100; i++)
		assert_string_equal(words[i], "abc");
	sl_arena_release(&arena, words[0], 4); /* small: it stays */
	assert_string_equal(words[0], "abc");
	assert_int_equal(down[COUNT - 1], 1);
	sl_arena_release(&arena, down, down_capacity * sizeof(*down));
	assert_string_equal(sl_arena_copy(&arena, SL_LIT("more")).data, "more");
	sl_arena_finish(&arena);
}

/* Small pieces, and one that is larger than a block; blocks begin where a large page does, and none is lost. */
static void whole_pages_hold_what_is_kept(void **state)
{
	(void)state;
	enum { COUNT = 100000, BLOCK = 2 << 20 };
	sl_arena arena;
	sl_arena_init(&arena);
	sl_arena_take_whole_pages(&arena);
	sl_str *words = malloc(COUNT * sizeof(*words));
	char text[64];
	assert_non_null(words);
	for (uint32_t i = 0; i < COUNT; i++) {
		snprintf(text, sizeof(text), "folder/a-document-with-number-%u.md", i);
		words[i] = sl_arena_copy(&arena, sl_str_of(text));
		assert_non_null(words[i].data);
	}
	assert_true((uintptr_t)arena.end % BLOCK == 0);
	char *large = sl_arena_alloc(&arena, 3 * BLOCK);
	assert_non_null(large);
	memset(large, 1, 3 * BLOCK);
	/* It stays: its block may hold others. */
	sl_arena_release(&arena, large, 3 * BLOCK);
	for (uint32_t i = 0; i < COUNT; i++) {
		snprintf(text, sizeof(text), "folder/a-document-with-number-%u.md", i);
		assert_string_equal(words[i].data, text);
	}
	free(words);
	sl_arena_finish(&arena);
}

/* Else realloc copies what it could move. */
static void large_memory_stays_one_mapping(void **state)
{
	(void)state;
	for (size_t size = ((size_t)8 << 20) - 64; size < ((size_t)8 << 20) + 64; size++) {
		char *memory = malloc(size), line[256];
		uintptr_t first = 0, last = 0;
		assert_non_null(memory);
		sl_pages_prefer_large(memory, size);
		memory[0] = memory[size - 1] = 1;
		FILE *maps = fopen("/proc/self/maps", "re");
		assert_non_null(maps);
		for (uintptr_t from, end; fgets(line, sizeof(line), maps);) {
			if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR, &from, &end) != 2)
				continue;
			first = (uintptr_t)memory >= from && (uintptr_t)memory < end ? from : first;
			last = (uintptr_t)memory + malloc_usable_size(memory) - 1 >= from && (uintptr_t)memory + malloc_usable_size(memory) - 1 < end ? from : last;
		}
		fclose(maps);
		free(memory);
		assert_true(first && first == last);
	}
}

static void memory_grows_to_whole_pages(void **state)
{
	(void)state;
	size_t size = 1000, used = 0;
	unsigned char *memory = sl_pages_alloc(&size);
	assert_non_null(memory);
	assert_int_equal(size, 1000);
	while (size < ((size_t)16 << 20)) {
		for (; used < size; used++)
			memory[used] = (unsigned char)(used % 251);
		size *= 2;
		memory = sl_pages_grow(memory, used, &size);
		assert_non_null(memory);
		assert_true(size >= used * 2);
		if (size >= SL_PAGES_WHOLE_LEAST)
			assert_true(size % ((size_t)2 << 20) == 0 && (uintptr_t)memory % ((uintptr_t)2 << 20) == 0);
	}
	for (size_t i = 0; i < used; i++)
		assert_true(memory[i] == (unsigned char)(i % 251));
	size_t refused = used - 1;
	assert_null(sl_pages_grow(memory, used, &refused));
	refused = SIZE_MAX;
	assert_null(sl_pages_grow(memory, used, &refused));
	assert_int_equal(memory[used - 1], (used - 1) % 251);
	free(memory);
}

static void the_end_of_the_last_piece_is_given_back(void **state)
{
	(void)state;
	sl_arena arena;
	sl_arena_init(&arena);
	char *first = sl_arena_alloc(&arena, 100);
	sl_arena_trim(&arena, first, 17, 100);
	char *second = sl_arena_alloc(&arena, 100);
	assert_ptr_equal(second, first + 32);
	sl_arena_trim(&arena, first, 1, 17); /* not the last one */
	assert_ptr_equal(sl_arena_alloc(&arena, 1), second + 112);
	sl_arena_finish(&arena);
}

static void buffer_grows_and_prints(void **state)
{
	(void)state;
	sl_buffer buffer;
	sl_buffer_init(&buffer);
	for (int i = 0; i < 100; i++)
		sl_buffer_printf(&buffer, "%d,", i);
	assert_int_equal(buffer.size, 290);
	sl_buffer_clear(&buffer);
	sl_buffer_append_codepoint(&buffer, 0x1F600);
	assert_string_equal(buffer.data, "😀");
	assert_false(buffer.failed);
	assert_false(sl_buffer_reserve(&buffer, SIZE_MAX));
	assert_true(buffer.failed);
	sl_buffer_finish(&buffer);
}

static void assert_join(const char *folder, const char *path, const char *joined)
{
	sl_buffer buffer;
	sl_buffer_init(&buffer);
	sl_path_join(&buffer, sl_str_of(folder), sl_str_of(path));
	assert_string_equal(buffer.data, joined);
	sl_buffer_finish(&buffer);
}

static void paths_are_text(void **state)
{
	(void)state;
	assert_join(".", "a.md", "a.md");
	assert_join("x//y/", "./a.md", "x/y/a.md");
	assert_join("x/y", "../a.md", "x/a.md");
	assert_join("x", "../../a.md", "../a.md");
	assert_join("..", "../a", "../../a");
	assert_join("x", "/abs/./b", "/abs/b");
	assert_join("/x", "../..", "/");
	assert_join("x", "..", ".");
	assert_true(sl_str_is(sl_path_folder(SL_LIT("a/b/c.md")), "a/b"));
	assert_true(sl_str_is(sl_path_folder(SL_LIT("c.md")), "."));
	assert_true(sl_str_is(sl_path_folder(SL_LIT("/c.md")), "/"));
	assert_true(sl_str_is(sl_path_extension(SL_LIT("a.b/c.md")), ".md"));
	assert_true(sl_str_is(sl_path_extension(SL_LIT("a/.md")), ""));
}

static void files_are_read_whole(void **state)
{
	(void)state;
	char path[] = "/tmp/sumlint-test-XXXXXX";
	int descriptor = mkstemp(path);
	assert_true(descriptor >= 0);
	sl_buffer buffer;
	sl_buffer_init(&buffer);
	assert_int_equal(sl_read_file(path, 1000, &buffer), 0);
	assert_int_equal(buffer.size, 0);
	char block[70000];
	memset(block, 'a', sizeof(block));
	assert_int_equal(write(descriptor, block, sizeof(block)), sizeof(block));
	close(descriptor);
	assert_int_equal(sl_read_file(path, 1 << 20, &buffer), 0);
	assert_int_equal(buffer.size, sizeof(block));
	assert_int_equal(sl_read_file(path, 1000, &buffer), EFBIG);
	assert_int_equal(sl_read_file("/nonexistent/file", 1000, &buffer), ENOENT);
	assert_int_equal(sl_read_file("/tmp", 1000, &buffer), EISDIR);
	unlink(path);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(sl_read_file(path, 1000, &buffer), EINVAL);
	unlink(path);
	sl_buffer_finish(&buffer);
}

static bool glob(const char *pattern, const char *path)
{
	return sl_glob_match(sl_str_of(pattern), sl_str_of(path), true);
}

static void globs_match_as_gitignore_says(void **state)
{
	(void)state;
	assert_true(glob("*.md", "a.md"));
	assert_false(glob("*.md", "x/a.md"));
	assert_true(glob("**/*.md", "a.md"));
	assert_true(glob("**/*.md", "x/y/a.md"));
	assert_true(glob("x/**", "x/y/a.md"));
	assert_false(glob("x/**", "x"));
	assert_true(glob("x/**/b", "x/b"));
	assert_true(glob("x/**/b", "x/y/z/b"));
	assert_false(glob("x/**/b", "x/yb"));
	assert_false(glob("x/**/b", "xb"));
	assert_true(glob("a?c", "aéc"));
	assert_false(glob("a?c", "a/c"));
	assert_true(glob("[a-c]x", "bx"));
	assert_false(glob("[!a-c]x", "bx"));
	assert_true(glob("[]]x", "]x"));
	assert_true(glob("\\*", "*"));
	assert_false(glob("\\*", "a"));
	assert_true(glob("*.{md,txt}", "a.txt"));
	assert_false(glob("*.{md,txt}", "a.rst"));
	assert_true(glob("{a,b}/{c,d}", "b/c"));
	assert_true(glob("**", "x/y"));
	assert_true(glob("ab[", "ab["));
	assert_true(glob("é*", "éa"));
	assert_true(glob("*", "\xff\xfe"));
}

static void globs_take_no_exponential_time(void **state)
{
	(void)state;
	char path[4001];
	memset(path, 'a', 4000);
	path[4000] = '\0';
	assert_false(glob("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", path));
	assert_false(glob("**/**/**/**/**/**/**/**/b", path));
	assert_false(glob("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", path));
}

static void troubles_are_counted_and_kept(void **state)
{
	(void)state;
	sl_troubles troubles;
	sl_troubles_init(&troubles);
	for (uint32_t i = 1; i <= 20; i++)
		sl_error(&troubles, SL_LIT("a.yaml"), i, 1, "number %u", i);
	sl_warning(&troubles, SL_LIT(""), 0, 0, "mind");
	assert_int_equal(troubles.count, 21);
	assert_int_equal(troubles.errors, 20);
	assert_true(sl_str_is(troubles.items[19].message, "number 20"));
	assert_true(troubles.items[20].warning);
	sl_troubles_finish(&troubles);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_gives_aligned_memory_and_takes_it_back),
		cmocka_unit_test(large_arrays_leave_nothing_behind),
		cmocka_unit_test(whole_pages_hold_what_is_kept),
		cmocka_unit_test(large_memory_stays_one_mapping),
		cmocka_unit_test(memory_grows_to_whole_pages),
		cmocka_unit_test(the_end_of_the_last_piece_is_given_back),
		cmocka_unit_test(buffer_grows_and_prints),
		cmocka_unit_test(paths_are_text),
		cmocka_unit_test(files_are_read_whole),
		cmocka_unit_test(globs_match_as_gitignore_says),
		cmocka_unit_test(globs_take_no_exponential_time),
		cmocka_unit_test(troubles_are_counted_and_kept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
