/* SPDX-License-Identifier: Apache-2.0
 * no_name.c - has no name.
 */
#include "bad.h"

static const sumlint_plugin plugin = { .struct_size = sizeof(plugin) };

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host)
{
	return host ? &plugin : NULL;
}
