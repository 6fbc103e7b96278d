/* SPDX-License-Identifier: Apache-2.0
 * github.c - workflow commands of GitHub Actions: they become annotations of the commit and of the pull request.
 */
#include "report/escape.h"
#include "report/stream.h"

#include <inttypes.h>

/* What GitHub documents: %, CR and LF in all values, and : and , in properties. */
static bool append_documented(sl_buffer *into, char c, bool property)
{
	if (c != '%' && c != '\r' && c != '\n' && !(property && (c == ':' || c == ',')))
		return false;
	sl_buffer_printf(into, "%%%02X", (unsigned)c);
	return true;
}

/* The runner prints what it is given into its log. */
static void append_value(sl_buffer *into, sl_str value, bool property)
{
	for (size_t at = 0; at < value.size;) {
		if (append_documented(into, value.data[at], property)) {
			at++;
			continue;
		}
		size_t start = at;
		uint32_t c = sl_decode(value, &at);
		sl_str one = { value.data + start, at - start };
		/* Marks of direction are at home in some file names. */
		if (property && (c >= 0xA0 || c == '\t'))
			sl_buffer_append(into, one);
		else
			sl_append_escaped(into, one);
	}
}

static void append_property(sl_buffer *into, const char *name, sl_buffer *scratch, sl_str value)
{
	/* The path must be the file's own; of one that holds control characters there is no annotation, but there is the line in
	   the log. */
	sl_buffer_clear(scratch);
	sl_append_valid(scratch, value);
	sl_buffer_append(into, sl_str_of(name));
	sl_buffer_append_char(into, '=');
	append_value(into, sl_buffer_str(scratch), true);
}

static const char *command(sl_severity severity)
{
	return severity == SL_ERROR ? "error" : severity == SL_WARNING ? "warning" : "notice";
}

static bool add_problem(sl_report *report, const sl_problem *problem)
{
	sl_buffer *text = &report->text;
	sl_buffer_printf(text, "::%s ", command(problem->severity));
	append_property(text, "file", &report->scratch, problem->file);
	sl_buffer_printf(text, ",line=%" PRIu32, problem->start.line);
	/* Columns are for annotations of one line; with others the runner drops them, and says so. */
	if (problem->end.line == problem->start.line)
		sl_buffer_printf(text, ",col=%" PRIu32, problem->start.column);
	sl_buffer_printf(text, ",endLine=%" PRIu32, problem->end.line);
	if (problem->end.line == problem->start.line)
		sl_buffer_printf(text, ",endColumn=%" PRIu32, problem->end.column);
	append_property(text, ",title", &report->scratch, problem->rule->id);
	sl_buffer_append(text, SL_LIT("::"));
	append_value(text, problem->message, false);
	sl_buffer_append_char(text, '\n');
	return sl_stream_flush(report);
}

static bool finish(sl_report *report, const sl_counts *counts)
{
	(void)counts;
	return sl_stream_end(report);
}

const sl_report_format sl_report_github = {
	"github", "annotations of GitHub Actions", sl_stream_create, add_problem, finish, sl_stream_free, NULL, false
};
