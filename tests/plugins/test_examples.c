/* SPDX-License-Identifier: Apache-2.0
 * test_examples.c - every example of every shipped manifest does what the manifest says of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "harness.h"

#include "check/examples.h"

static void run_examples(void **state)
{
	(void)state;
	const sl_manifests *manifests = harness_manifests();
	sl_examples_counts all = { 0 };
	uint32_t troubled = 0;
	assert_true(manifests->count > 0);
	for (uint32_t i = 0; i < manifests->count; i++) {
		sl_troubles troubles;
		sl_examples_counts counts = { 0 };
		sl_troubles_init(&troubles);
		assert_true(sl_examples_run(manifests, manifests->items[i], harness_options(), &counts, &troubles));
		for (uint32_t k = 0; k < troubles.count; k++)
			print_error("%.*s:%u: %.*s\n", SL_ARG(troubles.items[k].file), (unsigned)troubles.items[k].line,
			    SL_ARG(troubles.items[k].message));
		print_message("# %.*s: %u run, %u failed, %u skipped\n", SL_ARG(manifests->items[i]->plugin), (unsigned)counts.run,
		    (unsigned)counts.failed, (unsigned)counts.skipped);
		all.run += counts.run;
		all.failed += counts.failed;
		troubled += troubles.count;
		sl_troubles_finish(&troubles);
	}
	assert_int_equal(all.failed, 0);
	assert_int_equal(troubled, 0);
	assert_true(all.run > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(run_examples) };
	return cmocka_run_group_tests(tests, harness_start, harness_stop);
}
