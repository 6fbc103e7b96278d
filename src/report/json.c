/* SPDX-License-Identifier: Apache-2.0
 * json.c - the report for programs. Its totals come before its problems, so problems wait in a spool.
 */
#include "report/json_values.h"
#include "report/stream.h"

static bool add_problem(sl_report *report, const sl_problem *problem)
{
	if (report->begun)
		sl_buffer_append_char(&report->text, ',');
	report->begun = true;
	return sl_json_dump(&report->text, sl_json_problem(&report->scratch, problem)) && sl_stream_put(report, &report->spool);
}

static bool finish(sl_report *report, const sl_counts *counts)
{
	sl_buffer_append(&report->text, SL_LIT("{\"version\":1,\"summary\":"));
	if (!sl_json_dump(&report->text, sl_json_summary(counts)))
		return false;
	sl_buffer_append(&report->text, SL_LIT(",\"problems\":["));
	if (!sl_stream_flush(report) || !sl_spool_write(&report->spool, report->out))
		return false;
	sl_buffer_append(&report->text, SL_LIT("]}\n"));
	return sl_stream_end(report);
}

const sl_report_format sl_report_json = {
	"json", "one JSON object with totals and problems", sl_stream_create, add_problem, finish, sl_stream_free, NULL, false
};
