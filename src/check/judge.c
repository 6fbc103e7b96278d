/* SPDX-License-Identifier: Apache-2.0
 * judge.c - after the last document: facts grouped by rule and key, each group handed to the rule's judge.
 */
#include "check/context.h"

#include <stdlib.h>

/* A fact's place in what the caller gave, with what it is sorted by. */
typedef struct entry {
	const sl_corpus_fact *fact;
	uint32_t index;
} entry;

static int compare_groups(const sl_corpus_fact *a, const sl_corpus_fact *b)
{
	int order = a->rule == b->rule ? 0 : sl_str_compare(a->rule->id, b->rule->id);
	return order ? order : sl_str_compare(a->key, b->key);
}

static int by_group(const void *a, const void *b)
{
	const entry *left = a, *right = b;
	int order = compare_groups(left->fact, right->fact);
	if (order)
		return order;
	if (left->fact->fact.document != right->fact->fact.document)
		return left->fact->fact.document < right->fact->fact.document ? -1 : 1;
	return (left->index > right->index) - (left->index < right->index);
}

static void judge_group(sumlint_context *context, sl_judging *judging, const sl_corpus_fact *first)
{
	context->set = sl_rule_set_find(context->checker, first->settings);
	context->rule = context->set ? sl_rule_set_rule(context->set, first->rule) : NULL;
	context->path = first->fact.path;
	context->warned = NULL;
	if (!context->rule || !context->rule->code->judge)
		return;
	const sl_checker *checker = context->checker;
	if (checker->skips && checker->skips(checker->skips_user, context->rule->rule))
		return;
	context->judging = judging;
	sl_enter(checker, context->rule->manifest, context->rule->rule);
	context->rule->code->judge(context->rule->instance, first->key, judging->facts, judging->count, context);
	if (!context->no_memory)
		sl_leave(checker);
}

bool sl_checker_judge(sl_checker *checker, sl_arena *arena, const sl_corpus_fact *facts, uint32_t count, sl_judged *report, void *user)
{
	if (count == 0)
		return true;
	entry *entries = sl_arena_calloc(arena, count, sizeof(*entries));
	sumlint_fact *sorted = sl_arena_calloc(arena, count, sizeof(*sorted));
	uint32_t *order = sl_arena_calloc(arena, count, sizeof(*order));
	if (!entries || !sorted || !order)
		return false;
	for (uint32_t i = 0; i < count; i++)
		entries[i] = (entry){ &facts[i], i };
	qsort(entries, count, sizeof(*entries), by_group);
	for (uint32_t i = 0; i < count; i++) {
		sorted[i] = entries[i].fact->fact;
		order[i] = entries[i].index;
	}
	sumlint_context context = { .checker = checker, .arena = arena };
	for (uint32_t start = 0, end; start < count && !context.no_memory; start = end) {
		for (end = start + 1; end < count && compare_groups(entries[start].fact, entries[end].fact) == 0; end++)
			;
		sl_judging judging = { sorted + start, order + start, facts, end - start, report, user };
		judge_group(&context, &judging, entries[start].fact);
	}
	return !context.no_memory && !arena->failed;
}
