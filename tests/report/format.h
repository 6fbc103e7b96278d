/* SPDX-License-Identifier: Apache-2.0
 * format.h - for the tests of formats for other programs: a document with problems, a report of them, and what every format must bear.
 */
#ifndef SL_TESTS_REPORT_FORMAT_H
#define SL_TESTS_REPORT_FORMAT_H

#include "report/spool.h"

#include "problem.h"

#include <errno.h>

/* Bytes 21 to 34 are "Open research". */
static const char document[] = "# Title\n\n## Topics\n- Open research\n- AI\n";
static sl_source source;
static sink out;

static int start(void **state)
{
	(void)state;
	sl_source_init(&source);
	open_sink(&out);
	return sl_source_set(&source, SL_LIT(document)) ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	close_sink(&out);
	sl_source_finish(&source);
	return 0;
}

#define test(name) cmocka_unit_test_setup_teardown(name, start, stop)

static const sumlint_edit edits[] = { { { 21, 34 }, { "Open Science", 12 } }, { { 37, 39 }, { NULL, 0 } } };
static const sumlint_fix fixes[] = {
	{ { "replace it", 10 }, SUMLINT_FIX_SAFE, 1, edits },
	{ { "replace all", 11 }, SUMLINT_FIX_UNSAFE, 2, edits },
};

/* An error with a fix of one edit and one of two. */
static inline sl_problem alias(void)
{
	sl_problem problem = problem_at(&source, 21, 34, "“Open research” is an alias");
	problem.help = SL_LIT("write “Open Science”");
	problem.fixes = fixes;
	problem.fix_count = 2;
	problem.fingerprint = UINT64_C(0x0123456789ABCDEF);
	return problem;
}

static inline sl_problem of(sl_problem problem, sl_severity severity, const char *file)
{
	problem.severity = severity;
	problem.file = sl_str_of(file);
	return problem;
}

/* What is hostile to one format or another. */
static const char hostile_message[] = "\"q\" 'a' \\ %25 <b>&amp;]]> # {\n::error::x\r\n\t,:\x1b[2J \u202e\u2028 😀";
#define HOSTILE_FILE SL_LIT("d/caf\xe9\n\"x\" '<&>' %,:# \x01\u202e.md {")

static inline sl_problem hostile(void)
{
	sl_problem problem = problem_at(&source, 0, 7, hostile_message);
	problem.file = HOSTILE_FILE;
	problem.help = SL_LIT("h\xff\0\x1b\xef\xbf\xbf");
	return problem;
}

static inline sl_counts counts_of(const sl_problem *problems, size_t count)
{
	sl_counts counts = { .files = 9 };
	for (size_t i = 0; i < count; i++)
		counts.problems[problems[i].severity] += !problems[i].suppressed;
	return counts;
}

/* Where formats say that rules are described. */
static const char *docs_url;

/* What the report adds to the sink. */
static inline const char *report_as(const sl_report_format *format, const sl_manifests *manifests, const sl_problem *problems, size_t count)
{
	size_t from = out.size;
	sl_counts counts = counts_of(problems, count);
	sl_report_style style = { .colour = true, .excerpts = true, .manifests = manifests, .docs_url = docs_url }; /* programs want neither colours nor excerpts */
	sl_report *report = format->create(out.stream, &style);
	assert_non_null(report);
	for (size_t i = 0; i < count; i++)
		assert_true(format->problem(report, &problems[i]));
	assert_true(format->finish(report, &counts));
	format->free(report);
	return written(&out) + from;
}

/* The error reaches the caller: where problems are written as they come, from the problem that does not fit, else at the end. */
static inline void assert_full_device_is_told(const sl_report_format *format, bool writes_without_problems)
{
	sl_problem problem = alias();
	sl_counts counts = { .files = 1 };
	sl_report_style style = { 0 };
	for (uint32_t count = 0; count <= 20000; count += 10000) {
		FILE *full = fopen("/dev/full", "w");
		assert_non_null(full);
		sl_report *report = format->create(full, &style);
		assert_non_null(report);
		bool good = true;
		errno = 0;
		for (uint32_t i = 0; good && i < count; i++)
			good = format->problem(report, &problem);
		good = good && format->finish(report, &counts);
		assert_int_equal(good, count == 0 && !writes_without_problems);
		assert_int_equal(errno, good ? 0 : ENOSPC);
		format->free(report);
		fclose(full);
	}
	format->free(NULL);
}

#endif
