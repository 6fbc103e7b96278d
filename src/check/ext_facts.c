/* SPDX-License-Identifier: Apache-2.0
 * ext_facts.c - extension "sumlint.facts/1".
 */
#include "check/context.h"

static void facts_state(sumlint_context *context, sumlint_str key, sumlint_str value, sumlint_span span)
{
	sl_checked *out = context->out;
	if (!out) {
		sl_misuse(context, "judge states a fact");
		return;
	}
	if (!context->rule->code->judge) {
		sl_misuse(context, "it states facts, but has no judge");
		return;
	}
	sl_fact fact = { .rule = context->rule->rule, .span = sl_span_mend(context->text, span) };
	fact.key = sl_arena_copy(context->arena, key.data ? key : (sl_str){ NULL, 0 });
	fact.value = sl_arena_copy(context->arena, value.data ? value : (sl_str){ NULL, 0 });
	if (!fact.key.data || !fact.value.data ||
	    !sl_arena_grow(context->arena, (void **)&out->facts, out->fact_count, &out->fact_capacity, sizeof(*out->facts))) {
		context->no_memory = true;
		return;
	}
	out->facts[out->fact_count++] = fact;
}

static void facts_report(sumlint_context *context, const sumlint_fact *fact, const sumlint_diagnostic *diagnostic)
{
	const sl_judging *judging = context->judging;
	if (!judging) {
		sl_misuse(context, "check calls report_fact; it has report");
		return;
	}
	uintptr_t at = (uintptr_t)fact, first = (uintptr_t)judging->facts;
	size_t offset = at - first;
	if (at < first || offset / sizeof(*fact) >= judging->count || offset % sizeof(*fact) || !diagnostic) {
		sl_misuse(context, "report_fact is given a fact that judge was not given");
		return;
	}
	uint64_t number = offset / sizeof(*fact);
	const sl_corpus_fact *given = &judging->given[judging->order[number]];
	sl_diagnostic taken;
	if (!sl_diagnostic_take(context, diagnostic, &taken))
		return;
	taken.span = fact->span;
	const sl_rule_set *set = sl_rule_set_find(context->checker, given->settings);
	const sl_active_rule *rule = set ? sl_rule_set_rule(set, given->rule) : NULL;
	if (rule)
		taken.severity = rule->severity;
	judging->report(judging->user, judging->order[number], &taken);
}

const sumlint_ext_facts sl_ext_facts = {
	.struct_size = sizeof(sumlint_ext_facts),
	.state = facts_state,
	.report_fact = facts_report,
};
