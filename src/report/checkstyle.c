/* SPDX-License-Identifier: Apache-2.0
 * checkstyle.c - the XML report of Checkstyle 8, which most tools that gather reports can read.
 */
#include "report/stream.h"
#include "report/xml.h"

#include <inttypes.h>

static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">\n";

static void append_file(sl_report *report, const sl_problem *problem)
{
	sl_buffer_append(&report->text, report->begun ? SL_LIT("</file>\n") : SL_LIT(head));
	sl_buffer_append(&report->text, SL_LIT("<file"));
	sl_append_attribute(&report->text, "name", problem->file);
	sl_buffer_append(&report->text, SL_LIT(">\n"));
	sl_stream_take_file(report, problem);
}

static bool add_problem(sl_report *report, const sl_problem *problem)
{
	sl_buffer *text = &report->text;
	if (!sl_stream_same_file(report, problem))
		append_file(report, problem);
	sl_buffer_printf(text, "<error line=\"%" PRIu32 "\" column=\"%" PRIu32 "\"", problem->start.line, problem->start.column);
	sl_append_attribute(text, "severity", sl_str_of(sl_severity_name(problem->severity)));
	sl_append_attribute(text, "message", problem->message);
	sl_append_attribute(text, "source", problem->rule->id);
	sl_buffer_append(text, SL_LIT("/>\n"));
	return sl_stream_flush(report);
}

static bool finish(sl_report *report, const sl_counts *counts)
{
	(void)counts;
	sl_buffer_append(&report->text, report->begun ? SL_LIT("</file>\n") : SL_LIT(head));
	sl_buffer_append(&report->text, SL_LIT("</checkstyle>\n"));
	return sl_stream_end(report);
}

const sl_report_format sl_report_checkstyle = {
	"checkstyle", "Checkstyle's XML report", sl_stream_create, add_problem, finish, sl_stream_free, NULL, false
};
