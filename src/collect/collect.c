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
	const char *last_file; /* with a problem that counts */
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

static bool deliver(void *user, const sl_problem *problem)
{
	sl_collector *collector = user;
	if (problem->suppressed) {
		collector->counts.suppressed++;
		return collector->sink(collector->user, problem);
	}
	collector->counts.problems[problem->severity]++;
	collector->counts.fixable += problem->fix_count > 0;
	/* Problems of one file come one after the other, and share its path. */
	collector->counts.files_with_problems += problem->file.data != collector->last_file;
	collector->last_file = problem->file.data;
	return collector->sink(collector->user, problem);
}

bool sl_collector_add(sl_collector *collector, const sl_settings *settings, sl_str path, sl_source *source, const sl_checked *checked)
{
	collector->counts.files++;
	collector->last_file = NULL;
	if (collector->held)
		return sl_held_add(collector->held, settings, path, source, checked);
	for (uint32_t i = 0; i < checked->count; i++) {
		sl_problem problem;
		if (!sl_place(source, path, &checked->diagnostics[i], &problem) || !deliver(collector, &problem))
			return false;
	}
	return true;
}

bool sl_collector_finish(sl_collector *collector)
{
	return !collector->held || sl_held_finish(collector->held, collector->checker, deliver, collector);
}
