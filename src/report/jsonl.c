/* SPDX-License-Identifier: Apache-2.0
 * jsonl.c - the same as json, a line at a time: problems as they are found, the totals last.
 */
#include "report/json_values.h"
#include "report/stream.h"

static bool add_problem(sl_report *report, const sl_problem *problem)
{
	if (!sl_json_dump(&report->text, sl_json_problem(&report->scratch, problem)))
		return false;
	sl_buffer_append_char(&report->text, '\n');
	return sl_stream_flush(report);
}

static bool finish(sl_report *report, const sl_counts *counts)
{
	sl_buffer_append(&report->text, SL_LIT("{\"version\":1,\"summary\":"));
	if (!sl_json_dump(&report->text, sl_json_summary(counts)))
		return false;
	sl_buffer_append(&report->text, SL_LIT("}\n"));
	return sl_stream_end(report);
}

const sl_report_format sl_report_jsonl = {
	"jsonl", "a JSON object a line: problems, then the totals", sl_stream_create, add_problem, finish, sl_stream_free, false
};
