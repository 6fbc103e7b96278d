/* SPDX-License-Identifier: Apache-2.0
 * concise.c - one short line a problem.
 */
#include "report/escape.h"
#include "report/stream.h"

#include <inttypes.h>

static const char letters[] = { [SL_OFF] = '-', [SL_INFO] = 'I', [SL_WARNING] = 'W', [SL_ERROR] = 'E' };

static bool add_problem(sl_report *report, const sl_problem *problem)
{
	sl_buffer *text = &report->text;
	sl_append_escaped(text, problem->file);
	sl_buffer_printf(text, ":%" PRIu32 ":%" PRIu32 ": %c ", problem->start.line, problem->start.column, letters[problem->severity]);
	sl_append_escaped(text, problem->rule->id);
	sl_buffer_append_char(text, ' ');
	sl_append_escaped(text, problem->message);
	sl_buffer_append_char(text, '\n');
	return sl_stream_flush(report);
}

static bool finish(sl_report *report, const sl_counts *counts)
{
	(void)counts;
	return sl_stream_end(report);
}

const sl_report_format sl_report_concise = {
	"concise", "one short line a problem", sl_stream_create, add_problem, finish, sl_stream_free, NULL, false
};
