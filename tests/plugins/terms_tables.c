/* SPDX-License-Identifier: Apache-2.0
 * terms_tables.c - fixes applied until nothing is left to fix.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "terms_tables.h"

#define MAX_ROUNDS 8

static bool settles(const char *config, const char *plugins, const harness_case *entry)
{
	sl_buffer text, fixed, out;
	bool same = false;
	sl_buffer_init(&text);
	sl_buffer_init(&fixed);
	sl_buffer_init(&out);
	sl_buffer_append(&text, sl_str_of(entry->fixed));
	for (int i = 0; i < MAX_ROUNDS && !same; i++) {
		sl_buffer_clear(&fixed);
		sl_buffer_clear(&out);
		harness_check(config, plugins, entry->path, sl_buffer_str(&text), &out, &fixed);
		same = sl_str_equal(sl_buffer_str(&text), sl_buffer_str(&fixed));
		sl_buffer_clear(&text);
		sl_buffer_append(&text, sl_buffer_str(&fixed));
	}
	bool good = same && (out.size == 0 || entry->label[0] == '!');
	if (!good)
		print_error("%s: fixed again and again, it is\n%.*s\nand reported is\n%.*s\n", entry->label, SL_ARG(sl_buffer_str(&text)),
		    SL_ARG(sl_buffer_str(&out)));
	sl_buffer_finish(&text);
	sl_buffer_finish(&fixed);
	sl_buffer_finish(&out);
	return good;
}

void terms_table(const char *config, const char *plugins, const harness_case *cases, size_t count)
{
	size_t failed = 0;
	harness_table(config, plugins, cases, count);
	for (size_t i = 0; i < count; i++)
		failed += cases[i].fixed && !settles(config, plugins, &cases[i]);
	assert_int_equal(failed, 0);
}
