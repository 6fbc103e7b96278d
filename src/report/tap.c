/* SPDX-License-Identifier: Apache-2.0
 * tap.c - TAP version 14: each file with problems is a test point, its problems are the YAML below it. Whether the point is ok is known at
 * the end of the file only, so the YAML waits in a spool.
 */
#include "report/escape.h"
#include "report/stream.h"

#include <inttypes.h>

static const char head[] = "TAP version 14\n";

/* A description ends at a #, and a last { would open a subtest for some readers. */
static void append_description(sl_report *report)
{
	sl_buffer *safe = &report->scratch;
	sl_buffer_clear(safe);
	sl_append_escaped(safe, sl_buffer_str(&report->file));
	if (safe->size && safe->data[safe->size - 1] == '{') {
		safe->size--;
		sl_buffer_append(safe, SL_LIT("\\x7B"));
	}
	for (size_t i = 0; i < safe->size; i++) {
		if (safe->data[i] == '\\' || safe->data[i] == '#')
			sl_buffer_append_char(&report->text, '\\');
		sl_buffer_append_char(&report->text, safe->data[i]);
	}
}

/* A double-quoted scalar. */
static void append_quoted(sl_buffer *into, sl_str value)
{
	sl_buffer_append_char(into, '"');
	for (size_t at = 0; at < value.size;) {
		size_t start = at;
		uint32_t c = sl_decode(value, &at);
		if (c == '"' || c == '\\')
			sl_buffer_printf(into, "\\%c", (char)c);
		else if (c == SL_BAD_BYTE)
			sl_buffer_append_codepoint(into, 0xFFFD);
		else if (sl_is_unprintable(c) || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF)
			sl_buffer_printf(into, "\\u%04X", (unsigned)c);
		else
			sl_buffer_append(into, (sl_str){ value.data + start, at - start });
	}
	sl_buffer_append_char(into, '"');
}

static void append_member(sl_buffer *into, const char *key, sl_str value)
{
	sl_buffer_printf(into, "      %s: ", key);
	append_quoted(into, value);
	sl_buffer_append_char(into, '\n');
}

static bool end_file(sl_report *report)
{
	sl_buffer_printf(&report->text, "%s %" PRIu64 " - ", report->failing ? "not ok" : "ok", report->files);
	append_description(report);
	sl_buffer_append(&report->text, SL_LIT("\n  ---\n  file: "));
	append_quoted(&report->text, sl_buffer_str(&report->file));
	sl_buffer_append(&report->text, SL_LIT("\n  problems:\n"));
	if (!sl_stream_flush(report) || !sl_spool_write(&report->spool, report->out))
		return false;
	sl_spool_finish(&report->spool);
	sl_spool_init(&report->spool);
	sl_buffer_append(&report->text, SL_LIT("  ...\n"));
	return sl_stream_flush(report);
}

static bool begin_file(sl_report *report, const sl_problem *problem)
{
	if (report->begun && !end_file(report))
		return false;
	if (!report->begun)
		sl_buffer_append(&report->text, SL_LIT(head));
	sl_stream_take_file(report, problem);
	return sl_stream_flush(report);
}

static bool add_problem(sl_report *report, const sl_problem *problem)
{
	if (!sl_stream_same_file(report, problem) && !begin_file(report, problem))
		return false;
	report->failing |= problem->severity >= SL_WARNING;
	sl_buffer_printf(&report->text, "    - line: %" PRIu32 "\n      column: %" PRIu32 "\n", problem->start.line, problem->start.column);
	append_member(&report->text, "severity", sl_str_of(sl_severity_name(problem->severity)));
	append_member(&report->text, "rule", problem->rule->id);
	append_member(&report->text, "message", problem->message);
	if (problem->help.size)
		append_member(&report->text, "help", problem->help);
	return sl_stream_put(report, &report->spool);
}

static bool finish(sl_report *report, const sl_counts *counts)
{
	(void)counts;
	if (report->begun && !end_file(report))
		return false;
	if (report->begun)
		sl_buffer_printf(&report->text, "1..%" PRIu64 "\n", report->files);
	else
		sl_buffer_printf(&report->text, "%s1..1\nok 1 - all documents\n", head);
	return sl_stream_end(report);
}

const sl_report_format sl_report_tap = {
	"tap", "TAP version 14: a test point a file", sl_stream_create, add_problem, finish, sl_stream_free, NULL, false
};
