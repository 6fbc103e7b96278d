/* SPDX-License-Identifier: Apache-2.0
 * small_descriptor.c - gives a descriptor without its last member.
 */
#include "bad.h"

static const sumlint_plugin plugin = { .struct_size = offsetof(sumlint_plugin, rules), .name = "good" };

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host)
{
	return host ? &plugin : NULL;
}
