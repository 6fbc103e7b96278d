/* SPDX-License-Identifier: Apache-2.0
 * gitlab.c - GitLab's Code Quality report: a JSON array, the part of Code Climate's format that GitLab reads.
 */
#include "base/fold.h"
#include "report/json_values.h"
#include "report/stream.h"

#include <inttypes.h>

static const char *severity(sl_severity of)
{
	return of == SL_ERROR ? "major" : of == SL_WARNING ? "minor" : "info";
}

/* Problems of two files may be alike; GitLab takes problems of one fingerprint for one problem. */
static json_t *fingerprint(sl_report *report, const sl_problem *problem)
{
	sl_buffer *text = &report->scratch;
	sl_buffer_clear(text);
	sl_buffer_printf(text, "%016" PRIx64 "%016" PRIx64, problem->fingerprint, sl_hash(problem->file));
	return text->failed ? NULL : json_stringn_nocheck(text->data, text->size);
}

static json_t *location(sl_report *report, const sl_problem *problem)
{
	json_t *value = json_object(), *lines = json_object();
	sl_json_set_number(&lines, "begin", problem->start.line);
	sl_json_set_number(&lines, "end", problem->end.line);
	sl_json_set(&value, "path", sl_json_string(&report->scratch, problem->file));
	sl_json_set(&value, "lines", lines);
	return value;
}

static bool add_problem(sl_report *report, const sl_problem *problem)
{
	json_t *value = json_object();
	sl_json_set_name(&value, "type", "issue");
	sl_json_set(&value, "check_name", sl_json_string(&report->scratch, problem->rule->id));
	sl_json_set(&value, "description", sl_json_string(&report->scratch, problem->message));
	sl_json_set(&value, "fingerprint", fingerprint(report, problem));
	sl_json_set_name(&value, "severity", severity(problem->severity));
	sl_json_set(&value, "location", location(report, problem));
	sl_buffer_append(&report->text, report->begun ? SL_LIT(",\n") : SL_LIT("[\n"));
	report->begun = true;
	return sl_json_dump(&report->text, value) && sl_stream_flush(report);
}

static bool finish(sl_report *report, const sl_counts *counts)
{
	(void)counts;
	sl_buffer_append(&report->text, report->begun ? SL_LIT("\n]\n") : SL_LIT("[]\n"));
	return sl_stream_end(report);
}

const sl_report_format sl_report_gitlab = {
	"gitlab", "GitLab's Code Quality report", sl_stream_create, add_problem, finish, sl_stream_free, NULL, false
};
