/* SPDX-License-Identifier: Apache-2.0
 * test_entries.c - the names of a folder come in the order of their bytes, whatever they share at their beginning.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "discover/entries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST 2000
#define LONGEST 24

static char names[MOST][LONGEST];
static sl_entry entries[MOST];

static uint32_t state_of_random = 1;

static uint32_t random_below(uint32_t bound)
{
	state_of_random = state_of_random * UINT32_C(1664525) + UINT32_C(1013904223);
	return (state_of_random >> 8) % bound;
}

static int compare_names(const void *a, const void *b)
{
	return sl_str_compare(*(const sl_str *)a, *(const sl_str *)b);
}

/* Sorts them, and compares with what qsort makes of the names; that each comes with what belongs to it is told by `link`. */
static void sorts(uint32_t count)
{
	static sl_str expected[MOST];
	for (uint32_t i = 0; i < count; i++) {
		expected[i] = sl_str_of(names[i]);
		entries[i] = (sl_entry){ .name = expected[i], .link = names[i][0] & 1 };
	}
	qsort(expected, count, sizeof(*expected), compare_names);
	sl_entries_sort(entries, count);
	for (uint32_t i = 0; i < count; i++) {
		assert_int_equal(sl_str_compare(entries[i].name, expected[i]), 0);
		assert_int_equal(entries[i].link, entries[i].name.data[0] & 1);
	}
}

/* `start`, then up to `more` letters of which there are `letters`, bytes above 127 among them. */
static void make_names(uint32_t count, const char *start, uint32_t more, uint32_t letters)
{
	for (uint32_t i = 0; i < count; i++) {
		size_t size = strlen(start);
		memcpy(names[i], start, size);
		for (uint32_t rest = 1 + random_below(more); rest > 0; rest--)
			names[i][size++] = (char)(0xff - random_below(letters));
		names[i][size] = '\0';
	}
}

static void names_that_differ_early(void **state)
{
	(void)state;
	for (uint32_t count = 0; count < 70; count++) {
		make_names(count, "", 12, 250);
		sorts(count);
	}
	make_names(MOST, "", 7, 250);
	sorts(MOST);
}

static void names_with_the_same_beginning(void **state)
{
	(void)state;
	for (uint32_t count = 30; count < 70; count++) {
		make_names(count, "document", 12, 250);
		sorts(count);
	}
	make_names(MOST, "document-", 10, 3);
	sorts(MOST);
}

static void some_are_the_beginning_of_others(void **state)
{
	(void)state;
	make_names(MOST, "", 14, 1);
	sorts(MOST);
	make_names(MOST, "abcdefg", 3, 2);
	sorts(MOST);
}

static void numbered_names(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < MOST; i++)
		snprintf(names[i], sizeof(names[i]), "%u.md", MOST - i);
	sorts(MOST);
	for (uint32_t i = 0; i < MOST; i++)
		snprintf(names[i], sizeof(names[i]), "summary-%06u.md", (i * 7919) % MOST);
	sorts(MOST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_that_differ_early),
		cmocka_unit_test(names_with_the_same_beginning),
		cmocka_unit_test(some_are_the_beginning_of_others),
		cmocka_unit_test(numbered_names),
	};
	return cmocka_run_group_tests_name("entries", tests, NULL, NULL);
}
