/* SPDX-License-Identifier: Apache-2.0
 * audience.c - the plugin `audience`: terms of the vocabulary "audience". audience/required is in audience_required.c, each other rule in
 * plugins/shared/terms_<rule>.c.
 */
#include "audience/audience.h"

const terms_plugin terms_this = { .audience = true, .name = "audience", .noun = "audience tag", .nouns = "audience tags" };

static const sumlint_rule required = { .struct_size = sizeof(required), .name = "required", .check = audience_check_required };
static const sumlint_rule unknown = { .struct_size = sizeof(unknown), .name = "unknown", .check = terms_check_unknown };
static const sumlint_rule alias = { .struct_size = sizeof(alias), .name = "alias", .check = terms_check_alias };
static const sumlint_rule deprecated = { .struct_size = sizeof(deprecated), .name = "deprecated", .check = terms_check_deprecated };
static const sumlint_rule duplicate = { .struct_size = sizeof(duplicate), .name = "duplicate", .check = terms_check_duplicate };
static const sumlint_rule count = { .struct_size = sizeof(count), .name = "count", .check = terms_check_count };
static const sumlint_rule format = { .struct_size = sizeof(format), .name = "format", .create = terms_create_format, .destroy = terms_destroy_format,
	.check = terms_check_format };

static const sumlint_rule *const rules[] = { &required, &unknown, &alias, &deprecated, &duplicate, &count, &format };

static const sumlint_plugin plugin = { .struct_size = sizeof(plugin), .abi_minor = SUMLINT_ABI_MINOR, .name = "audience",
	.rule_count = sizeof(rules) / sizeof(*rules), .rules = rules };

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host)
{
	return terms_start(host) ? &plugin : NULL;
}
