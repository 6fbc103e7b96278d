/* SPDX-License-Identifier: Apache-2.0
 * other_name.c - calls itself other than its manifest does.
 */
#include "bad.h"

static const sumlint_rule one = RULE("one"), two = RULE("two");
static const sumlint_rule *const rules[] = { &one, &two };
static const sumlint_plugin plugin = { .struct_size = sizeof(plugin), .name = "goods", .rule_count = 2, .rules = rules };

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host)
{
	return host ? &plugin : NULL;
}
