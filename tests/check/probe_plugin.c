/* SPDX-License-Identifier: Apache-2.0
 * probe_plugin.c - a plugin whose rules call back into the test: `one` and `two`, `tuned` with options, `corpus` with a judge.
 */
#include "probe_hooks.h"

SUMLINT_EXPORT probe_hooks probe_hooks_table;

static void check(const char *rule, void *instance, const sumlint_document *document, sumlint_context *context)
{
	if (probe_hooks_table.check)
		probe_hooks_table.check(rule, instance, document, context);
}

static void check_one(void *instance, const sumlint_document *document, sumlint_context *context)
{
	check("one", instance, document, context);
}

static void check_two(void *instance, const sumlint_document *document, sumlint_context *context)
{
	check("two", instance, document, context);
}

static void check_tuned(void *instance, const sumlint_document *document, sumlint_context *context)
{
	check("tuned", instance, document, context);
}

static void check_corpus(void *instance, const sumlint_document *document, sumlint_context *context)
{
	check("corpus", instance, document, context);
}

static void judge_corpus(void *instance, sumlint_str key, const sumlint_fact *facts, uint64_t count, sumlint_context *context)
{
	if (probe_hooks_table.judge)
		probe_hooks_table.judge(instance, key, facts, count, context);
}

static void *create_tuned(const sumlint_host *host, const sumlint_options *options)
{
	static char standard;
	return probe_hooks_table.create ? probe_hooks_table.create(host, options) : &standard;
}

static void destroy_tuned(void *instance)
{
	if (probe_hooks_table.destroy)
		probe_hooks_table.destroy(instance);
}

static const sumlint_rule one = { .struct_size = sizeof(sumlint_rule), .name = "one", .check = check_one };
static const sumlint_rule two = { .struct_size = sizeof(sumlint_rule), .name = "two", .check = check_two };
static const sumlint_rule tuned = {
	.struct_size = sizeof(sumlint_rule), .name = "tuned", .create = create_tuned, .destroy = destroy_tuned, .check = check_tuned
};
static const sumlint_rule corpus = { .struct_size = sizeof(sumlint_rule), .name = "corpus", .check = check_corpus, .judge = judge_corpus };
static const sumlint_rule *const rules[] = { &corpus, &one, &tuned, &two };

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host)
{
	static const sumlint_plugin plugin = {
		.struct_size = sizeof(sumlint_plugin), .abi_minor = SUMLINT_ABI_MINOR, .name = "probe", .rule_count = 4, .rules = rules
	};
	probe_hooks_table.host = host;
	probe_hooks_table.loaded++;
	return probe_hooks_table.refuse ? NULL : &plugin;
}
