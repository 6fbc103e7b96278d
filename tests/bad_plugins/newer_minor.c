/* SPDX-License-Identifier: Apache-2.0
 * newer_minor.c - asks for more than this host has.
 */
#include "bad.h"

static const sumlint_plugin plugin = { .struct_size = sizeof(plugin), .abi_minor = SUMLINT_ABI_MINOR + 1, .name = "good" };

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host)
{
	return host ? &plugin : NULL;
}
