/* SPDX-License-Identifier: Apache-2.0
 * text.c - the report for people and for editors: one line a problem, and for a person at a terminal the place in the source.
 */
#include "report/escape.h"
#include "report/excerpt.h"
#include "report/report.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#define WIDTH_UNKNOWN 100

struct sl_report {
	FILE *out;
	sl_report_style style;
	sl_buffer text; /* of the problem at hand */
};

static sl_report *create(FILE *out, const sl_report_style *style)
{
	sl_report *report = calloc(1, sizeof(*report));
	if (report) {
		report->out = out;
		report->style = *style;
		sl_buffer_init(&report->text);
	}
	return report;
}

static void destroy(sl_report *report)
{
	if (!report)
		return;
	sl_buffer_finish(&report->text);
	free(report);
}

/* ---- colours: nothing at all where there are none ------------------------------------------------------------ */

#define BOLD "\x1b[1m"
#define DIM "\x1b[2m"
#define BLUE "\x1b[34m"
#define PLAIN "\x1b[0m"

static void colour(sl_report *report, const char *code)
{
	if (report->style.colour)
		sl_buffer_append(&report->text, sl_str_of(code));
}

static const char *severity_colour(sl_severity severity)
{
	switch (severity) {
	case SL_ERROR:
		return "\x1b[1;31m";
	case SL_WARNING:
		return "\x1b[1;33m";
	case SL_INFO:
	case SL_OFF:
		break;
	}
	return "\x1b[1;36m";
}

/* ---- the parts of a problem ---------------------------------------------------------------------------------- */

static void append_line(sl_report *report, const sl_problem *problem)
{
	sl_buffer *text = &report->text;
	colour(report, BOLD);
	sl_append_escaped(text, problem->file);
	sl_buffer_printf(text, ":%" PRIu32 ":%" PRIu32 ":", problem->start.line, problem->start.column);
	colour(report, PLAIN);
	sl_buffer_append_char(text, ' ');
	colour(report, severity_colour(problem->severity));
	sl_buffer_append(text, sl_str_of(sl_severity_name(problem->severity)));
	sl_buffer_append_char(text, ':');
	colour(report, PLAIN);
	sl_buffer_append_char(text, ' ');
	sl_append_escaped(text, problem->message);
	sl_buffer_append_char(text, ' ');
	colour(report, DIM);
	sl_buffer_append_char(text, '[');
	sl_append_escaped(text, problem->rule->id);
	sl_buffer_append_char(text, ']');
	colour(report, PLAIN);
	sl_buffer_append_char(text, '\n');
}

/* What stands left of a line: its number, or as much room. */
static void append_gutter(sl_report *report, int width, const char *number, const char *bar)
{
	colour(report, BLUE);
	sl_buffer_printf(&report->text, " %*s %s", width, number, bar);
	colour(report, PLAIN);
	sl_buffer_append_char(&report->text, ' ');
}

static void append_note(sl_report *report, int width, const char *label, sl_str note)
{
	append_gutter(report, width, "", "=");
	colour(report, BOLD);
	sl_buffer_append(&report->text, sl_str_of(label));
	colour(report, PLAIN);
	sl_buffer_append_char(&report->text, ' ');
	sl_append_escaped(&report->text, note);
	sl_buffer_append_char(&report->text, '\n');
}

static void append_source(sl_report *report, const sl_problem *problem, const char *number, int width)
{
	uint32_t columns = report->style.width ? report->style.width : WIDTH_UNKNOWN;
	uint32_t gutter = (uint32_t)width + 4;
	sl_excerpt excerpt;
	append_gutter(report, width, number, "|");
	sl_append_excerpt(&report->text, problem, columns > gutter ? columns - gutter : 0, &excerpt);
	sl_buffer_append_char(&report->text, '\n');
	append_gutter(report, width, "", "|");
	for (uint32_t i = 0; i < excerpt.mark; i++)
		sl_buffer_append_char(&report->text, ' ');
	colour(report, severity_colour(problem->severity));
	for (uint32_t i = 0; i < excerpt.mark_width; i++)
		sl_buffer_append_char(&report->text, '^');
	colour(report, PLAIN);
	sl_buffer_append_char(&report->text, '\n');
}

static void append_details(sl_report *report, const sl_problem *problem)
{
	char number[16];
	int width = snprintf(number, sizeof(number), "%" PRIu32, problem->start.line);
	if (problem->excerpt.data)
		append_source(report, problem, number, width);
	if (problem->help.size)
		append_note(report, width, "help:", problem->help);
	for (uint32_t i = 0; i < problem->fix_count; i++) {
		const sumlint_fix *fix = &problem->fixes[i];
		append_note(report, width, fix->safety == SUMLINT_FIX_SAFE ? "fix:" : "fix (unsafe):", fix->title);
	}
	sl_buffer_append_char(&report->text, '\n');
}

static bool add_problem(sl_report *report, const sl_problem *problem)
{
	sl_buffer_clear(&report->text);
	append_line(report, problem);
	if (report->style.excerpts)
		append_details(report, problem);
	if (report->text.failed) {
		errno = ENOMEM;
		return false;
	}
	return fwrite(report->text.data, 1, report->text.size, report->out) == report->text.size;
}

static bool finish(sl_report *report, const sl_counts *counts)
{
	(void)counts; /* the totals are for standard error: the command's to write */
	return fflush(report->out) == 0;
}

const sl_report_format sl_report_text = {
	"text", "one line a problem; with the place in the source on a terminal", create, add_problem, finish, destroy, NULL, false
};
