/* SPDX-License-Identifier: Apache-2.0
 * collect.c - counts problems and hands them on: at once, or after the last file where a rule judges the corpus.
 */
#include "collect/collect.h"

#include "collect/held.h"
#include "collect/place.h"

#include <stdlib.h>

struct sl_collector {
	sl_checker *checker;
	sl_problem_sink *sink;
	void *user;
	sl_counts counts;
	sl_held *held; /* NULL where problems stream */
};

sl_collector *sl_collector_create(sl_checker *checker, sl_problem_sink *sink, void *user)
{
	sl_collector *collector = calloc(1, sizeof(*collector));
	if (!collector)
		return NULL;
	collector->checker = checker;
	collector->sink = sink;
	collector->user = user;
	if (sl_checker_judges(checker) && !(collector->held = sl_held_create())) {
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
	free(collector);
}

const sl_counts *sl_collector_counts(const sl_collector *collector)
{
	return &collector->counts;
}

static bool deliver(void *user, const sl_problem *problem, bool first)
{
	sl_collector *collector = user;
	collector->counts.problems[problem->severity]++;
	collector->counts.fixable += problem->fix_count > 0;
	collector->counts.files_with_problems += first;
	return collector->sink(collector->user, problem);
}

bool sl_collector_add(sl_collector *collector, const sl_settings *settings, sl_str path, sl_source *source, const sl_checked *checked)
{
	collector->counts.files++;
	if (collector->held)
		return sl_held_add(collector->held, settings, path, source, checked);
	for (uint32_t i = 0; i < checked->count; i++) {
		sl_problem problem;
		if (!sl_place(source, path, &checked->diagnostics[i], &problem) || !deliver(collector, &problem, i == 0))
			return false;
	}
	return true;
}

bool sl_collector_finish(sl_collector *collector)
{
	return !collector->held || sl_held_finish(collector->held, collector->checker, deliver, collector);
}
