/* SPDX-License-Identifier: Apache-2.0
 * problem.h - for the tests of reports: problems in a text, and a stream whose bytes can be looked at.
 */
#ifndef SL_TESTS_REPORT_PROBLEM_H
#define SL_TESTS_REPORT_PROBLEM_H

#include "collect/place.h"
#include "report/report.h"

#include <stdlib.h>

static const sl_rule_manifest some_rule = { .id = { "topics/alias", 12 }, .summary = { "use the preferred label", 23 } };

/* A problem at bytes [from, to) of the text in `source`. */
static inline sl_problem problem_at(sl_source *source, uint32_t from, uint32_t to, const char *message)
{
	sl_problem problem;
	sl_diagnostic diagnostic = { .rule = &some_rule, .severity = SL_ERROR, .span = { from, to }, .message = sl_str_of(message) };
	assert_true(sl_place(source, SL_LIT("a.md"), &diagnostic, &problem));
	return problem;
}

/* Everything written since open_sink, NUL-terminated. */
typedef struct sink {
	FILE *stream;
	char *bytes;
	size_t size;
} sink;

static inline void open_sink(sink *out)
{
	out->stream = open_memstream(&out->bytes, &out->size);
	assert_non_null(out->stream);
	assert_int_equal(fflush(out->stream), 0); /* sets bytes and size */
}

static inline const char *written(sink *out)
{
	assert_int_equal(fflush(out->stream), 0);
	return out->bytes;
}

static inline void close_sink(sink *out)
{
	fclose(out->stream);
	free(out->bytes);
}

#endif
