/* SPDX-License-Identifier: Apache-2.0
 * held.c - the copies of problems and facts, the judgement, and the merge of both kinds of problems.
 */
#include "collect/held.h"

#include "collect/fingerprint.h"

#include <stdlib.h>

/* A file with problems or facts. */
typedef struct held_document {
	sl_str path;
	sl_problem *problems;
	uint32_t count;
} held_document;

/* What a judge reported. */
typedef struct judged {
	uint32_t document;
	uint32_t sequence;
	sl_problem problem;
} judged;

struct sl_held {
	sl_arena arena;
	held_document *documents;
	uint32_t count;
	uint32_t capacity;
	sl_corpus_fact *facts; /* fact.document is the index into documents */
	uint32_t fact_count;
	uint32_t fact_capacity;
	sl_problem *places; /* of each fact: where what is judged of it stands */
	uint32_t place_capacity;
	judged *judged;
	uint32_t judged_count;
	uint32_t judged_capacity;
	bool no_memory;
};

sl_held *sl_held_create(void)
{
	sl_held *held = calloc(1, sizeof(*held));
	if (held)
		sl_arena_init(&held->arena);
	return held;
}

void sl_held_free(sl_held *held)
{
	if (!held)
		return;
	sl_arena_finish(&held->arena);
	free(held);
}

/* ---- copies: a failure is found in the arena at the end -------------------------------------------------------- */

static sl_str copy(sl_held *held, sl_str text)
{
	return text.data ? sl_arena_copy(&held->arena, text) : text;
}

static const sumlint_edit *copy_edits(sl_held *held, const sumlint_fix *fix)
{
	sumlint_edit *edits = sl_arena_calloc(&held->arena, fix->edit_count, sizeof(*edits));
	for (uint32_t i = 0; edits && i < fix->edit_count; i++)
		edits[i] = (sumlint_edit){ fix->edits[i].span, copy(held, fix->edits[i].text) };
	return edits;
}

static const sumlint_fix *copy_fixes(sl_held *held, const sl_problem *problem)
{
	if (!problem->fix_count)
		return NULL;
	sumlint_fix *fixes = sl_arena_calloc(&held->arena, problem->fix_count, sizeof(*fixes));
	for (uint32_t i = 0; fixes && i < problem->fix_count; i++) {
		fixes[i] = problem->fixes[i];
		fixes[i].title = copy(held, problem->fixes[i].title);
		fixes[i].edits = copy_edits(held, &problem->fixes[i]);
	}
	return fixes;
}

static const sl_related *copy_related(sl_held *held, const sl_problem *problem)
{
	if (!problem->related_count)
		return NULL;
	sl_related *related = sl_arena_calloc(&held->arena, problem->related_count, sizeof(*related));
	for (uint32_t i = 0; related && i < problem->related_count; i++) {
		related[i] = problem->related[i];
		related[i].message = copy(held, problem->related[i].message);
	}
	return related;
}

/* What a copied problem has in common with the one before: problems often stand in one line. */
typedef struct latest {
	sl_str excerpt;
	sl_str copy;
} latest;

static void copy_problem(sl_held *held, const held_document *document, sl_problem *problem, latest *line)
{
	problem->file = document->path;
	problem->message = copy(held, problem->message);
	if (problem->help.data != problem->rule->summary.data)
		problem->help = copy(held, problem->help);
	problem->fixes = copy_fixes(held, problem);
	problem->related = copy_related(held, problem);
	if (problem->excerpt.data != line->excerpt.data || problem->excerpt.size != line->excerpt.size)
		*line = (latest){ problem->excerpt, copy(held, problem->excerpt) };
	problem->excerpt = line->copy;
}

static bool add_problems(sl_held *held, held_document *document, const sl_result *result)
{
	latest line = { { NULL, 0 }, { NULL, 0 } };
	document->problems = sl_arena_alloc(&held->arena, (result->problem_count + (size_t)1) * sizeof(*document->problems));
	if (!document->problems)
		return false;
	for (uint32_t i = 0; i < result->problem_count && !held->arena.failed; i++) {
		document->problems[i] = result->problems[i];
		copy_problem(held, document, &document->problems[i], &line);
	}
	document->count = result->problem_count;
	return true;
}

static bool add_fact(sl_held *held, const sl_settings *settings, const sl_stated *stated, latest *line)
{
	const held_document *document = &held->documents[held->count];
	if (!sl_arena_grow(&held->arena, (void **)&held->facts, held->fact_count, &held->fact_capacity, sizeof(*held->facts)) ||
	    !sl_arena_grow(&held->arena, (void **)&held->places, held->fact_count, &held->place_capacity, sizeof(*held->places)))
		return false;
	held->places[held->fact_count] = stated->place;
	copy_problem(held, document, &held->places[held->fact_count], line);
	held->facts[held->fact_count++] = (sl_corpus_fact){
		.rule = stated->rule,
		.settings = settings,
		.key = copy(held, stated->key),
		.fact = { document->path, copy(held, stated->value), stated->place.span, held->count },
	};
	return true;
}

bool sl_held_add(sl_held *held, const sl_settings *settings, sl_str path, const sl_result *result)
{
	if (!result->problem_count && !result->stated_count)
		return true;
	if (!sl_arena_grow(&held->arena, (void **)&held->documents, held->count, &held->capacity, sizeof(*held->documents)))
		return false;
	held_document *document = &held->documents[held->count];
	*document = (held_document){ .path = sl_arena_copy(&held->arena, path) };
	latest line = { { NULL, 0 }, { NULL, 0 } };
	if (!add_problems(held, document, result))
		return false;
	for (uint32_t i = 0; i < result->stated_count; i++) {
		if (!add_fact(held, settings, &result->stated[i], &line))
			return false;
	}
	held->count++;
	return !held->arena.failed;
}

/* ---- judgements ---------------------------------------------------------------------------------------------- */

static void take_judged(void *user, uint32_t fact_index, const sl_diagnostic *diagnostic)
{
	sl_held *held = user;
	if (!sl_arena_grow(&held->arena, (void **)&held->judged, held->judged_count, &held->judged_capacity, sizeof(*held->judged))) {
		held->no_memory = true;
		return;
	}
	judged *taken = &held->judged[held->judged_count];
	taken->document = (uint32_t)held->facts[fact_index].fact.document;
	taken->sequence = held->judged_count++;
	taken->problem = held->places[fact_index];
	taken->problem.severity = diagnostic->severity;
	taken->problem.message = diagnostic->message;
	taken->problem.help = diagnostic->help;
	/* What it marks is the same for all that is said of the fact: the message tells them apart. */
	sl_diagnostic said = { .rule = diagnostic->rule, .message = diagnostic->message, .span = { 1, 0 } };
	taken->problem.fingerprint = sl_fingerprint(&said, (sl_str){ NULL, 0 });
}

static int by_span_and_rule(sl_span a, const sl_rule_manifest *rule, sl_span b, const sl_rule_manifest *other)
{
	if (a.start != b.start)
		return a.start < b.start ? -1 : 1;
	if (a.end != b.end)
		return a.end < b.end ? -1 : 1;
	return rule == other ? 0 : sl_str_compare(rule->id, other->id);
}

static int by_place(const void *a, const void *b)
{
	const judged *left = a, *right = b;
	if (left->document != right->document)
		return left->document < right->document ? -1 : 1;
	int order = by_span_and_rule(left->problem.span, left->problem.rule, right->problem.span, right->problem.rule);
	return order ? order : (left->sequence > right->sequence) - (left->sequence < right->sequence);
}

/* ---- the merge ----------------------------------------------------------------------------------------------- */

/* The file at hand: what is still to be handed on of both kinds. */
typedef struct merging {
	const held_document *document;
	uint32_t next;
	const judged *judged;
	uint32_t judged_count;
} merging;

static bool judged_is_first(const merging *merge)
{
	if (merge->judged_count == 0 || merge->next == merge->document->count)
		return merge->judged_count > 0;
	const sl_problem *problem = &merge->document->problems[merge->next];
	return by_span_and_rule(merge->judged->problem.span, merge->judged->problem.rule, problem->span, problem->rule) < 0;
}

static bool deliver_document(merging *merge, sl_problem_sink *deliver, void *user)
{
	const held_document *document = merge->document;
	while (merge->next < document->count || merge->judged_count) {
		const sl_problem *problem;
		if (!judged_is_first(merge)) {
			problem = &document->problems[merge->next++];
		} else {
			problem = &merge->judged++->problem;
			merge->judged_count--;
		}
		if (!deliver(user, problem))
			return false;
	}
	return true;
}

bool sl_held_finish(sl_held *held, const sl_corpus_judge *judge, sl_problem_sink *deliver, void *user)
{
	if (!judge->judge(judge->user, &held->arena, held->facts, held->fact_count, take_judged, held) || held->no_memory)
		return false;
	if (held->judged_count)
		qsort(held->judged, held->judged_count, sizeof(*held->judged), by_place);
	uint32_t from = 0, to = 0;
	for (uint32_t i = 0; i < held->count; i++, from = to) {
		while (to < held->judged_count && held->judged[to].document == i)
			to++;
		merging merge = { &held->documents[i], 0, to > from ? held->judged + from : NULL, to - from };
		if (!deliver_document(&merge, deliver, user))
			return false;
	}
	return true;
}
