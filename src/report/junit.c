/* SPDX-License-Identifier: Apache-2.0
 * junit.c - the XML report of JUnit, as Jenkins describes it (junit-10.xsd): each file with problems is a test case. Its totals come first, so test
 * cases wait in a spool; and a test case has one system-out, so infos wait for the end of their file.
 */
#include "report/stream.h"
#include "report/xml.h"

#include <inttypes.h>

static bool begin_case(sl_report *report, const sl_problem *problem)
{
	sl_stream_take_file(report, problem);
	sl_buffer_append(&report->text, SL_LIT("<testcase"));
	sl_append_attribute(&report->text, "name", problem->file);
	sl_append_attribute(&report->text, "classname", SL_LIT("sumlint"));
	sl_buffer_append(&report->text, SL_LIT(">\n"));
	return sl_stream_put(report, &report->spool);
}

static bool end_case(sl_report *report)
{
	report->failed += report->failing;
	if (!sl_spool_is_empty(&report->aside)) {
		sl_buffer_append(&report->text, SL_LIT("<system-out>"));
		if (!sl_stream_put(report, &report->spool) || !sl_spool_move(&report->aside, &report->spool))
			return false;
		sl_buffer_append(&report->text, SL_LIT("</system-out>\n"));
	}
	sl_buffer_append(&report->text, SL_LIT("</testcase>\n"));
	return sl_stream_put(report, &report->spool);
}

/* The line that the format text has. */
static void append_line(sl_report *report, const sl_problem *problem)
{
	sl_buffer *text = &report->text;
	sl_append_xml(text, problem->file);
	sl_buffer_printf(text, ":%" PRIu32 ":%" PRIu32 ": %s: ", problem->start.line, problem->start.column, sl_severity_name(problem->severity));
	sl_append_xml(text, problem->message);
	sl_buffer_append(text, SL_LIT(" ["));
	sl_append_xml(text, problem->rule->id);
	sl_buffer_append_char(text, ']');
}

static bool add_failure(sl_report *report, const sl_problem *problem)
{
	sl_buffer *text = &report->text;
	report->failing = true;
	sl_buffer_append(text, SL_LIT("<failure"));
	sl_append_attribute(text, "type", problem->rule->id);
	sl_append_attribute(text, "message", problem->message);
	sl_buffer_append_char(text, '>');
	append_line(report, problem);
	if (problem->help.size) {
		sl_buffer_append(text, SL_LIT("\nhelp: "));
		sl_append_xml(text, problem->help);
	}
	sl_buffer_append(text, SL_LIT("</failure>\n"));
	return sl_stream_put(report, &report->spool);
}

static bool add_info(sl_report *report, const sl_problem *problem)
{
	append_line(report, problem);
	sl_buffer_append_char(&report->text, '\n');
	return sl_stream_put(report, &report->aside);
}

static bool add_problem(sl_report *report, const sl_problem *problem)
{
	if (!sl_stream_same_file(report, problem) && ((report->begun && !end_case(report)) || !begin_case(report, problem)))
		return false;
	return problem->severity >= SL_WARNING ? add_failure(report, problem) : add_info(report, problem);
}

static void append_totals(sl_report *report, const char *element, const char *more)
{
	sl_buffer_printf(&report->text, "<%s name=\"sumlint\" tests=\"%" PRIu64 "\" failures=\"%" PRIu64 "\" errors=\"0\"%s>\n", element, report->files,
	    report->failed, more);
}

static bool finish(sl_report *report, const sl_counts *counts)
{
	(void)counts;
	if (report->begun && !end_case(report))
		return false;
	if (!report->begun)
		report->files = 1;
	sl_buffer_append(&report->text, SL_LIT("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
	append_totals(report, "testsuites", "");
	append_totals(report, "testsuite", " skipped=\"0\"");
	if (!report->begun)
		sl_buffer_append(&report->text, SL_LIT("<testcase name=\"all documents\" classname=\"sumlint\"/>\n"));
	if (!sl_stream_flush(report) || !sl_spool_write(&report->spool, report->out))
		return false;
	sl_buffer_append(&report->text, SL_LIT("</testsuite>\n</testsuites>\n"));
	return sl_stream_end(report);
}

const sl_report_format sl_report_junit = {
	"junit", "JUnit's XML report: a test case a file", sl_stream_create, add_problem, finish, sl_stream_free, NULL, false
};
