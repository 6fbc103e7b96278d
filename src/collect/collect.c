/* SPDX-License-Identifier: Apache-2.0
 * collect.c - counts problems and hands them on: at once, or after the last file where a rule judges the corpus.
 */
#include "collect/collect.h"

#include "collect/fingerprint.h"
#include "collect/held.h"
#include "collect/result.h"

#include <stdlib.h>

#define MAX_FILTERS 4

typedef struct filter {
	sl_problem_filter *function;
	void *user;
} filter;

struct sl_collector {
	sl_corpus_judge judge; /* where problems are held */
	sl_problem_sink *sink;
	void *user;
	sl_counts counts;
	filter filters[MAX_FILTERS];
	uint32_t filter_count;
	const char *file; /* of the last problem: those of one file come one after the other, and share its path */
	bool file_counted; /* it has one that counts */
	sl_occurrences occurrences;
	sl_arena arena; /* of the result at hand */
	sl_stated_sink *facts; /* or NULL */
	void *facts_user;
	sl_held *held; /* NULL where problems stream */
};

sl_collector *sl_collector_create(const sl_corpus_judge *judge, sl_problem_sink *sink, void *user)
{
	sl_collector *collector = calloc(1, sizeof(*collector));
	if (!collector)
		return NULL;
	collector->judge = judge ? *judge : (sl_corpus_judge){ NULL, NULL };
	sl_arena_init(&collector->arena);
	collector->sink = sink;
	collector->user = user;
	if (judge && !(collector->held = sl_held_create())) {
		free(collector);
		return NULL;
	}
	return collector;
}

void sl_collector_free(sl_collector *collector)
{
	if (!collector)
		return;
	sl_held_free(collector->held);
	sl_occurrences_finish(&collector->occurrences);
	sl_arena_finish(&collector->arena);
	free(collector);
}

const sl_counts *sl_collector_counts(const sl_collector *collector)
{
	return &collector->counts;
}

void sl_collector_filter(sl_collector *collector, sl_problem_filter *function, void *user)
{
	if (collector->filter_count < MAX_FILTERS)
		collector->filters[collector->filter_count++] = (filter){ function, user };
}

void sl_collector_hand_on_facts(sl_collector *collector, sl_stated_sink *facts, void *user)
{
	collector->facts = facts;
	collector->facts_user = user;
}

static sl_verdict ask_filters(const sl_collector *collector, const sl_problem *problem)
{
	sl_verdict verdict = SL_VERDICT_KEEP;
	for (uint32_t i = 0; i < collector->filter_count && verdict == SL_VERDICT_KEEP; i++)
		verdict = collector->filters[i].function(collector->filters[i].user, problem);
	return verdict;
}

static void next_file(sl_collector *collector, const char *file)
{
	collector->file = file;
	collector->file_counted = false;
	sl_occurrences_reset(&collector->occurrences);
}

static bool deliver(void *user, const sl_problem *found)
{
	sl_collector *collector = user;
	sl_problem problem = *found;
	if (problem.file.data != collector->file)
		next_file(collector, problem.file.data);
	if (!sl_occurrences_add(&collector->occurrences, &problem.fingerprint))
		return false;
	if (problem.suppressed) {
		collector->counts.suppressed++;
		return collector->sink(collector->user, &problem);
	}
	sl_verdict verdict = ask_filters(collector, &problem);
	collector->counts.known += verdict == SL_VERDICT_KNOWN;
	if (verdict != SL_VERDICT_KEEP)
		return true;
	collector->counts.problems[problem.severity]++;
	collector->counts.fixable += problem.fix_count > 0;
	collector->counts.files_with_problems += !collector->file_counted;
	collector->file_counted = true;
	return collector->sink(collector->user, &problem);
}

bool sl_collector_take(sl_collector *collector, const sl_settings *settings, sl_str path, const sl_result *result)
{
	collector->counts.files++;
	next_file(collector, NULL);
	if (collector->held)
		return sl_held_add(collector->held, settings, path, result);
	for (uint32_t i = 0; i < result->problem_count; i++) {
		if (!deliver(collector, &result->problems[i]))
			return false;
	}
	for (uint32_t i = 0; collector->facts && i < result->stated_count; i++) {
		if (!collector->facts(collector->facts_user, &result->stated[i]))
			return false;
	}
	return true;
}

bool sl_collector_add(sl_collector *collector, const sl_settings *settings, sl_str path, sl_source *source, const sl_checked *checked)
{
	sl_result result;
	sl_arena_reset(&collector->arena);
	return sl_result_make(&collector->arena, path, source, checked, &result) && sl_collector_take(collector, settings, path, &result);
}

bool sl_collector_finish(sl_collector *collector)
{
	return !collector->held || sl_held_finish(collector->held, &collector->judge, deliver, collector);
}
