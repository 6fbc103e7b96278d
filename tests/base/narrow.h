/* SPDX-License-Identifier: Apache-2.0
 * narrow.h - a test is run once as the processor can, and once as on one that cannot do 32 bytes at a time. main() sets was_wide first.
 */
#ifndef TESTS_BASE_NARROW_H
#define TESTS_BASE_NARROW_H

#include "base/wide.h"

static int be_narrow(void **unused)
{
	(void)unused;
	sl_cpu_wide = false;
	return 0;
}

static bool was_wide;
static int be_as_before(void **unused)
{
	(void)unused;
	sl_cpu_wide = was_wide;
	return 0;
}

#define both(test) cmocka_unit_test(test), { #test " (narrow)", test, be_narrow, be_as_before, NULL }

#endif
