/* SPDX-License-Identifier: Apache-2.0
 * undefined_symbol.c - calls a function that nobody has.
 */
#include "bad.h"

const sumlint_plugin *sumlint_test_is_nowhere(void);

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host)
{
	return host ? sumlint_test_is_nowhere() : NULL;
}
