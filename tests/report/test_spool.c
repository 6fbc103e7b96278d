/* SPDX-License-Identifier: Apache-2.0
 * test_spool.c - bytes put aside come back as they were, few or many.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Puts `count` lines aside, reads them back. */
static void put_and_get(uint32_t count, uint32_t line_size)
{
	sl_spool spool;
	sl_spool_init(&spool);
	char *line = malloc(line_size + 32), *bytes = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&bytes, &size);
	assert_true(line && out);
	for (uint32_t i = 0; i < count; i++) {
		int head = snprintf(line, 32, "%u:", i);
		memset(line + head, 'a' + (int)(i % 26), line_size);
		assert_true(sl_spool_add(&spool, (sl_str){ line, (uint64_t)head + line_size }));
		assert_true(spool.memory.size <= SL_SPOOL_MEMORY || spool.memory.size <= line_size + 32);
	}
	assert_true(sl_spool_write(&spool, out));
	assert_int_equal(fclose(out), 0);
	const char *at = bytes;
	for (uint32_t i = 0; i < count; i++) {
		int head = snprintf(line, 32, "%u:", i);
		memset(line + head, 'a' + (int)(i % 26), line_size);
		assert_memory_equal(at, line, (size_t)head + line_size);
		at += (size_t)head + line_size;
	}
	assert_int_equal(at - bytes, size);
	sl_spool_finish(&spool);
	free(bytes);
	free(line);
}

static void a_few_bytes_stay_in_memory(void **state)
{
	(void)state;
	put_and_get(0, 10);
	put_and_get(3, 10);
}

/* Puts `own` bytes into one spool and `more` into another, moves these behind the first. */
static void put_and_move(size_t own, size_t more)
{
	char *bytes = malloc(own + more + 1), *moved = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&moved, &size);
	assert_true(bytes && out);
	for (size_t i = 0; i < own + more; i++)
		bytes[i] = (char)(i * 7 + i / 251);
	sl_spool into, from;
	sl_spool_init(&into);
	sl_spool_init(&from);
	for (size_t at = 0; at < own + more; at++) {
		sl_spool *to = at < own ? &into : &from;
		size_t step = at < own ? own - at : own + more - at;
		step = step > 5000 ? 5000 : step;
		assert_true(sl_spool_add(to, (sl_str){ bytes + at, step }));
		at += step - 1;
	}
	assert_int_equal(sl_spool_is_empty(&from), more == 0);
	assert_true(sl_spool_move(&from, &into));
	assert_true(sl_spool_is_empty(&from));
	assert_true(sl_spool_write(&into, out));
	assert_int_equal(fclose(out), 0);
	assert_int_equal(size, own + more);
	assert_memory_equal(moved, bytes, size);
	sl_spool_finish(&into);
	sl_spool_finish(&from);
	free(moved);
	free(bytes);
}

static void one_spool_goes_behind_another(void **state)
{
	(void)state;
	put_and_move(0, 0);
	put_and_move(10, 20);
	put_and_move(10, 3 * SL_SPOOL_MEMORY + 17);
	put_and_move(2 * SL_SPOOL_MEMORY, 10);
	put_and_move(2 * SL_SPOOL_MEMORY + 5, 2 * SL_SPOOL_MEMORY + 9);
}

static void many_bytes_come_back_from_a_file(void **state)
{
	(void)state;
	put_and_get(50000, 100);
	put_and_get(5, SL_SPOOL_MEMORY);
	put_and_get(3, 3 * SL_SPOOL_MEMORY);
}

static void a_file_that_cannot_be_made_is_an_error(void **state)
{
	(void)state;
	sl_spool spool;
	char block[4096];
	memset(block, 'x', sizeof(block));
	setenv("TMPDIR", "/nowhere/at/all", 1);
	sl_spool_init(&spool);
	bool good = true;
	for (size_t i = 0; good && i < 2 * SL_SPOOL_MEMORY / sizeof(block); i++)
		good = sl_spool_add(&spool, (sl_str){ block, sizeof(block) });
	int error = errno;
	unsetenv("TMPDIR");
	assert_false(good);
	assert_int_equal(error, ENOENT);
	sl_spool_finish(&spool);
}

static void a_full_device_is_an_error(void **state)
{
	(void)state;
	for (uint32_t blocks = 1; blocks <= 600; blocks += 599) {
		sl_spool spool;
		char block[4096];
		memset(block, 'x', sizeof(block));
		sl_spool_init(&spool);
		for (uint32_t i = 0; i < blocks; i++)
			assert_true(sl_spool_add(&spool, (sl_str){ block, sizeof(block) }));
		FILE *out = fopen("/dev/full", "w");
		assert_non_null(out);
		setvbuf(out, NULL, _IONBF, 0);
		errno = 0;
		assert_false(sl_spool_write(&spool, out));
		assert_int_equal(errno, ENOSPC);
		fclose(out);
		sl_spool_finish(&spool);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_few_bytes_stay_in_memory),
		cmocka_unit_test(many_bytes_come_back_from_a_file),
		cmocka_unit_test(one_spool_goes_behind_another),
		cmocka_unit_test(a_file_that_cannot_be_made_is_an_error),
		cmocka_unit_test(a_full_device_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
