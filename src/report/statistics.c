/* SPDX-License-Identifier: Apache-2.0
 * statistics.c - how often each rule was broken, most often first: what `--statistics` prints in place of the problems.
 */
#include "report/report.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

typedef struct row {
	const sl_rule_manifest *rule;
	sl_severity severity;
	uint64_t count;
	uint64_t fixable;
} row;

struct sl_report {
	FILE *out;
	row *rows; /* a run has some dozens of rules */
	size_t count;
	size_t capacity;
};

static sl_report *create(FILE *out, const sl_report_style *style)
{
	(void)style;
	sl_report *report = calloc(1, sizeof(*report));
	if (report)
		report->out = out;
	return report;
}

static void destroy(sl_report *report)
{
	if (!report)
		return;
	free(report->rows);
	free(report);
}

static row *row_of(sl_report *report, const sl_problem *problem)
{
	for (size_t i = 0; i < report->count; i++) {
		if (report->rows[i].rule == problem->rule && report->rows[i].severity == problem->severity)
			return &report->rows[i];
	}
	if (report->count == report->capacity) {
		size_t capacity = report->capacity ? report->capacity * 2 : 32;
		row *rows = realloc(report->rows, capacity * sizeof(*rows));
		if (!rows) {
			errno = ENOMEM;
			return NULL;
		}
		report->rows = rows;
		report->capacity = capacity;
	}
	report->rows[report->count] = (row){ .rule = problem->rule, .severity = problem->severity };
	return &report->rows[report->count++];
}

static bool add_problem(sl_report *report, const sl_problem *problem)
{
	row *of = row_of(report, problem);
	if (!of)
		return false;
	of->count++;
	of->fixable += problem->fix_count > 0;
	return true;
}

static int by_count(const void *a, const void *b)
{
	const row *left = a, *right = b;
	if (left->count != right->count)
		return left->count < right->count ? 1 : -1;
	int order = sl_str_compare(left->rule->id, right->rule->id);
	return order ? order : (int)right->severity - (int)left->severity;
}

static bool finish(sl_report *report, const sl_counts *counts)
{
	(void)counts;
	if (report->count > 1)
		qsort(report->rows, report->count, sizeof(*report->rows), by_count);
	for (size_t i = 0; i < report->count; i++) {
		const row *r = &report->rows[i];
		fprintf(report->out, "%8" PRIu64 "  %-8s %-26.*s %" PRIu64 " with a fix\n", r->count, sl_severity_name(r->severity), SL_ARG(r->rule->id),
		    r->fixable);
	}
	return fflush(report->out) == 0 && !ferror(report->out);
}

const sl_report_format sl_report_statistics = {
	"statistics", "how often each rule was broken", create, add_problem, finish, destroy, NULL, false
};
