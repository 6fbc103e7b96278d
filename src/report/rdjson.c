/* SPDX-License-Identifier: Apache-2.0
 * rdjson.c - Reviewdog Diagnostic Format. Its columns count bytes of UTF-8; a range without columns is one of whole lines, the last included.
 */
#include "report/docs.h"
#include "report/near.h"
#include "report/stream.h"

static const char *severity(sl_severity of)
{
	return of == SL_ERROR ? "ERROR" : of == SL_WARNING ? "WARNING" : "INFO";
}

static json_t *position(uint32_t line, uint32_t column)
{
	json_t *value = json_object();
	sl_json_set_number(&value, "line", line);
	if (column)
		sl_json_set_number(&value, "column", column);
	return value;
}

static json_t *range(json_t *start, json_t *end)
{
	json_t *value = json_object();
	sl_json_set(&value, "start", start);
	sl_json_set(&value, "end", end);
	return value;
}

/* The format's numbers have 31 bits. */
static bool has_columns(const sl_near *at)
{
	return at->byte_column && at->byte_column <= INT32_MAX && at->at.line <= INT32_MAX;
}

/* Bytes as lines and columns, where they can be said. */
static bool span_range(const sl_problem *problem, sl_span span, json_t **out)
{
	sl_near start, end;
	if (!sl_near_byte(problem, span.start, &start) || !sl_near_byte(problem, span.end, &end) || !has_columns(&start) || !has_columns(&end))
		return false;
	*out = range(position(start.at.line, start.byte_column), position(end.at.line, end.byte_column));
	return true;
}

static json_t *problem_range(const sl_problem *problem)
{
	json_t *value;
	if (span_range(problem, problem->span, &value))
		return value;
	uint32_t last = problem->end.line;
	if (problem->end.column == 1 && last > problem->start.line)
		last--;
	return range(position(problem->start.line, 0), position(last, 0));
}

/* A suggestion is one edit: a fix of several would lose what holds them together. */
static json_t *suggestions(sl_report *report, const sl_problem *problem)
{
	json_t *all = json_array();
	for (uint32_t i = 0; i < problem->fix_count; i++) {
		const sumlint_fix *fix = &problem->fixes[i];
		json_t *where;
		if (fix->edit_count != 1 || !span_range(problem, fix->edits[0].span, &where))
			continue;
		json_t *value = json_object();
		sl_json_set(&value, "range", where);
		sl_json_set(&value, "text", sl_json_string(&report->scratch, fix->edits[0].text));
		sl_json_append(&all, value);
	}
	return all;
}

static json_t *code(sl_report *report, const sl_problem *problem)
{
	json_t *value = sl_json_wrap(&report->scratch, "value", problem->rule->id);
	const sl_manifest *manifest = NULL;
	if (report->docs_url && report->manifests)
		sl_manifests_rule(report->manifests, problem->rule->id, &manifest);
	sl_docs_set(&value, "url", &report->scratch, report->docs_url, manifest, problem->rule);
	return value;
}

static bool begin(sl_report *report)
{
	json_t *source = json_object();
	sl_json_set_name(&source, "name", "sumlint");
	if (report->docs_url)
		sl_json_set(&source, "url", sl_json_string(&report->scratch, sl_str_of(report->docs_url)));
	sl_buffer_append(&report->text, SL_LIT("{\"source\":"));
	bool good = sl_json_dump(&report->text, source);
	sl_buffer_append(&report->text, SL_LIT(",\"diagnostics\":["));
	return good;
}

static bool add_problem(sl_report *report, const sl_problem *problem)
{
	json_t *value = json_object(), *location = sl_json_wrap(&report->scratch, "path", problem->file);
	sl_json_set(&location, "range", problem_range(problem));
	sl_json_set(&value, "message", sl_json_string(&report->scratch, problem->message));
	sl_json_set(&value, "location", location);
	sl_json_set_name(&value, "severity", severity(problem->severity));
	sl_json_set(&value, "code", code(report, problem));
	json_t *edits = suggestions(report, problem);
	if (edits && json_array_size(edits) == 0)
		json_decref(edits);
	else
		sl_json_set(&value, "suggestions", edits);
	if (!report->begun && !begin(report)) {
		json_decref(value);
		return false;
	}
	sl_buffer_append(&report->text, report->begun ? SL_LIT(",\n") : SL_LIT("\n"));
	report->begun = true;
	return sl_json_dump(&report->text, value) && sl_stream_flush(report);
}

static bool finish(sl_report *report, const sl_counts *counts)
{
	if (!report->begun && !begin(report))
		return false;
	sl_buffer_append(&report->text, report->begun ? SL_LIT("\n]") : SL_LIT("]"));
	for (int worst = SL_ERROR; worst > SL_OFF; worst--) {
		if (counts->problems[worst]) {
			sl_buffer_printf(&report->text, ",\"severity\":\"%s\"", severity((sl_severity)worst));
			break;
		}
	}
	sl_buffer_append(&report->text, SL_LIT("}\n"));
	return sl_stream_end(report);
}

const sl_report_format sl_report_rdjson = {
	"rdjson", "Reviewdog Diagnostic Format", sl_stream_create, add_problem, finish, sl_stream_free, NULL, false
};
