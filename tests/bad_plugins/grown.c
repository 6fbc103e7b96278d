/* SPDX-License-Identifier: Apache-2.0
 * grown.c - good, and built with a later header whose structs have grown: what it has more is not looked at.
 */
#include "bad.h"

typedef struct later_rule {
	sumlint_rule rule;
	void (*more)(void);
} later_rule;

static const later_rule one = { .rule = { .struct_size = sizeof(later_rule), .name = "one", .check = check_nothing } };
static const later_rule two = { .rule = { .struct_size = sizeof(later_rule), .name = "two", .check = check_nothing } };
static const sumlint_rule *const rules[] = { &one.rule, &two.rule };

typedef struct later_plugin {
	sumlint_plugin plugin;
	uint64_t more;
} later_plugin;

static const later_plugin plugin = {
	.plugin = { .struct_size = sizeof(later_plugin), .abi_minor = SUMLINT_ABI_MINOR, .name = "good", .rule_count = 2, .rules = rules },
};

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host)
{
	return host ? &plugin.plugin : NULL;
}
