/* SPDX-License-Identifier: Apache-2.0
 * json.c - the report for programs. Its totals come before its problems, so problems wait in a spool.
 */
#include "report/escape.h"
#include "report/report.h"
#include "report/spool.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

struct sl_report {
	FILE *out;
	sl_spool spool;
	sl_buffer line;   /* the problem at hand as JSON */
	sl_buffer string; /* the text at hand as UTF-8 */
	bool any;
};

static sl_report *create(FILE *out, const sl_report_style *style)
{
	(void)style;
	sl_report *report = calloc(1, sizeof(*report));
	if (report) {
		report->out = out;
		sl_spool_init(&report->spool);
		sl_buffer_init(&report->line);
		sl_buffer_init(&report->string);
	}
	return report;
}

static void destroy(sl_report *report)
{
	if (!report)
		return;
	sl_buffer_finish(&report->string);
	sl_buffer_finish(&report->line);
	sl_spool_finish(&report->spool);
	free(report);
}

/* ---- values: NULL when memory is short, and NULL in makes the whole NULL -------------------------------------- */

static json_t *string(sl_report *report, sl_str text)
{
	sl_buffer_clear(&report->string);
	sl_append_valid(&report->string, text);
	if (report->string.failed)
		return NULL;
	/* Nothing was ever appended where the first text is empty. */
	return json_stringn_nocheck(report->string.data ? report->string.data : "", report->string.size);
}

static void set(json_t **object, const char *key, json_t *value)
{
	/* Takes value over whether it works or not. */
	if (*object == NULL) {
		json_decref(value);
	} else if (json_object_set_new_nocheck(*object, key, value) != 0) {
		json_decref(*object);
		*object = NULL;
	}
}

static void set_number(json_t **object, const char *key, uint64_t value)
{
	set(object, key, json_integer((json_int_t)value));
}

static void append(json_t **array, json_t *value)
{
	if (*array == NULL) {
		json_decref(value);
	} else if (json_array_append_new(*array, value) != 0) {
		json_decref(*array);
		*array = NULL;
	}
}

static json_t *edit_value(sl_report *report, const sumlint_edit *edit)
{
	json_t *value = json_object();
	set_number(&value, "byte_start", edit->span.start);
	set_number(&value, "byte_end", edit->span.end);
	set(&value, "text", string(report, edit->text));
	return value;
}

static json_t *fix_value(sl_report *report, const sumlint_fix *fix)
{
	json_t *value = json_object(), *edits = json_array();
	for (uint32_t i = 0; i < fix->edit_count; i++)
		append(&edits, edit_value(report, &fix->edits[i]));
	set(&value, "title", string(report, fix->title));
	set(&value, "safety", json_string_nocheck(fix->safety == SUMLINT_FIX_SAFE ? "safe" : "unsafe"));
	set(&value, "edits", edits);
	return value;
}

static json_t *problem_value(sl_report *report, const sl_problem *problem)
{
	json_t *value = json_object(), *fixes = json_array();
	for (uint32_t i = 0; i < problem->fix_count; i++)
		append(&fixes, fix_value(report, &problem->fixes[i]));
	set(&value, "file", string(report, problem->file));
	set_number(&value, "line", problem->start.line);
	set_number(&value, "column", problem->start.column);
	set_number(&value, "end_line", problem->end.line);
	set_number(&value, "end_column", problem->end.column);
	set_number(&value, "byte_start", problem->span.start);
	set_number(&value, "byte_end", problem->span.end);
	set(&value, "rule", string(report, problem->rule->id));
	set(&value, "severity", json_string_nocheck(sl_severity_name(problem->severity)));
	set(&value, "message", string(report, problem->message));
	set(&value, "help", string(report, problem->help));
	set(&value, "fixes", fixes);
	return value;
}

static json_t *summary_value(const sl_counts *counts)
{
	json_t *value = json_object();
	set_number(&value, "files", counts->files);
	set_number(&value, "errors", counts->problems[SL_ERROR]);
	set_number(&value, "warnings", counts->problems[SL_WARNING]);
	set_number(&value, "infos", counts->problems[SL_INFO]);
	set_number(&value, "fixable", counts->fixable);
	set_number(&value, "suppressed", counts->suppressed);
	return value;
}

/* ---- bytes -------------------------------------------------------------------------------------------------- */

static int append_dumped(const char *bytes, size_t size, void *user)
{
	sl_buffer *line = user;
	sl_buffer_append(line, (sl_str){ bytes, size });
	return line->failed ? -1 : 0;
}

/* Appends a value to the line, and lets go of it. */
static bool dump(sl_report *report, json_t *value)
{
	bool fine = value && json_dump_callback(value, append_dumped, &report->line, JSON_COMPACT) == 0 && !report->line.failed;
	json_decref(value);
	if (!fine)
		errno = ENOMEM;
	return fine;
}

static bool add_problem(sl_report *report, const sl_problem *problem)
{
	sl_buffer_clear(&report->line);
	if (report->any)
		sl_buffer_append_char(&report->line, ',');
	report->any = true;
	return dump(report, problem_value(report, problem)) && sl_spool_add(&report->spool, sl_buffer_str(&report->line));
}

static bool finish(sl_report *report, const sl_counts *counts)
{
	sl_buffer_clear(&report->line);
	sl_buffer_append(&report->line, SL_LIT("{\"version\":1,\"summary\":"));
	if (!dump(report, summary_value(counts)))
		return false;
	sl_buffer_append(&report->line, SL_LIT(",\"problems\":["));
	if (report->line.failed) {
		errno = ENOMEM;
		return false;
	}
	return fwrite(report->line.data, 1, report->line.size, report->out) == report->line.size &&
	    sl_spool_write(&report->spool, report->out) && fputs("]}\n", report->out) != EOF && fflush(report->out) == 0;
}

const sl_report_format sl_report_json = {
	"json", "one JSON object with totals and problems", create, add_problem, finish, destroy, false
};
