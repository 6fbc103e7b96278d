/* SPDX-License-Identifier: Apache-2.0
 * collect.h - the diagnostics of all files as one sorted, counted stream of problems.
 */
#ifndef SL_COLLECT_COLLECT_H
#define SL_COLLECT_COLLECT_H

#include "check/check.h"
#include "read/source.h"

/* A diagnostic with its place for people: what a report prints. */
typedef struct sl_problem {
	sl_str file;
	sl_position start;
	sl_position end; /* behind the last character */
	sl_span span;
	/* What it is about (sl_diagnostic's scope, with what `span` shows), in lines as git counts them: from 1, ended by line feeds alone. 0: all of the file. */
	uint32_t scope_first;
	uint32_t scope_last;
	const sl_rule_manifest *rule;
	sl_severity severity;
	sl_str message;
	sl_str help;
	uint32_t fix_count;
	const sumlint_fix *fixes;
	sl_str excerpt;         /* the line where it starts, without its end (a window of it where it is long); NULL data where the file was not read */
	uint32_t excerpt_from;  /* code points of that line cut off in front of excerpt */
	bool excerpt_cut;       /* and something is cut off behind it */
	uint64_t fingerprint;   /* the same tomorrow although lines above it change: collect/fingerprint.h */
	const sl_related *related; /* in the same document */
	uint32_t related_count;
	bool suppressed;        /* kept quiet by the document: not counted as a problem; for reports that tell of such */
} sl_problem;

typedef struct sl_counts {
	uint64_t files; /* checked */
	uint64_t problems[4]; /* by sl_severity */
	uint64_t fixable;    /* problems that have a fix, safe or not */
	uint64_t suppressed;
	uint64_t known; /* in the baseline */
	uint64_t files_with_problems;
	bool broken; /* rules broke, however loud that is told: the caller's to set */
} sl_counts;

/* What became of one document, and a fact stated in it: collect/result.h. */
typedef struct sl_result sl_result;
typedef struct sl_stated sl_stated;

/* Takes problems in order: all of one file before the next, files ascending. False when it cannot go on (disk full, memory). */
typedef bool sl_problem_sink(void *user, const sl_problem *problem);

/* What is not news is filtered before it is counted: the baseline, changed lines. */
typedef enum sl_verdict {
	SL_VERDICT_KEEP,
	SL_VERDICT_KNOWN, /* in the baseline: counted as such, not handed on */
	SL_VERDICT_DROP   /* as if it had not been found */
} sl_verdict;
typedef sl_verdict sl_problem_filter(void *user, const sl_problem *problem);

/* Who judges the facts of the corpus: as sl_checker_judge does it. */
typedef struct sl_corpus_judge {
	bool (*judge)(void *user, sl_arena *arena, const sl_corpus_fact *facts, uint32_t count, sl_judged *report, void *report_user);
	void *user;
} sl_corpus_judge;

/* Streams where no rule judges the corpus (`judge` is NULL); else holds problems back until the end. */
typedef struct sl_collector sl_collector;
sl_collector *sl_collector_create(const sl_corpus_judge *judge, sl_problem_sink *sink, void *user);
/* Hands facts on instead of having them judged: for a run that is one of several. `facts` as sl_problem_sink; in order with the problems. */
typedef bool sl_stated_sink(void *user, const sl_stated *stated);
void sl_collector_hand_on_facts(sl_collector *collector, sl_stated_sink *facts, void *user);
/* Asks `filter` about every problem that is not suppressed, in their order. Filters are asked in the order they were added, 4 at most. */
void sl_collector_filter(sl_collector *collector, sl_problem_filter *filter, void *user);
void sl_collector_free(sl_collector *collector);
/* Takes the result of the next file; files come in ascending order. `path` outlives the collector. False when memory or the sink failed. */
bool sl_collector_take(sl_collector *collector, const sl_settings *settings, sl_str path, const sl_result *result);
/* The same from what the check of the file found. */
bool sl_collector_add(sl_collector *collector, const sl_settings *settings, sl_str path, sl_source *source, const sl_checked *checked);
/* After the last file: judges facts and lets go of what was held back. */
bool sl_collector_finish(sl_collector *collector);
const sl_counts *sl_collector_counts(const sl_collector *collector);

#endif
