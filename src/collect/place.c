/* SPDX-License-Identifier: Apache-2.0
 * place.c - where a problem is, for people, and the piece of source that shows it.
 */
#include "collect/place.h"

#include "collect/fingerprint.h"

/* Of a longer line only a window is handed on, more than any terminal shows: ten thousand problems in one line of 100 MB must not cost a
   look at that line each. */
#define WINDOW ((uint32_t)4096)
#define WINDOW_BEFORE ((uint32_t)1024)

/* The character that the byte belongs to begins here; what is no UTF-8 is left as it is. */
static uint32_t whole(const sl_source *source, uint32_t at, uint32_t least)
{
	const char *bytes = source->bytes.data;
	uint32_t start = at;
	for (uint32_t step = 0; step < 3 && start > least && start < source->bytes.size && ((unsigned char)bytes[start] & 0xC0) == 0x80; step++)
		start--;
	return start;
}

static bool set_excerpt(sl_source *source, sl_problem *problem)
{
	if (source->error)
		return true; /* there is nothing to show */
	sl_span line = sl_source_line(source, problem->start.line);
	sl_span shown = line;
	if (line.end - line.start > WINDOW) {
		uint32_t at = problem->span.start < line.end ? problem->span.start : line.end;
		if (at > line.start && at - line.start > WINDOW_BEFORE)
			shown.start = whole(source, at - WINDOW_BEFORE, line.start);
		if (line.end - shown.start > WINDOW)
			shown.end = whole(source, shown.start + WINDOW, shown.start);
	}
	sl_position from = { 1, 1 };
	if (shown.start > line.start && !sl_source_position(source, shown.start, &from))
		return false;
	problem->excerpt = sl_str_slice(source->bytes.data, shown);
	problem->excerpt_from = from.column - 1;
	problem->excerpt_cut = shown.end < line.end;
	return true;
}

static bool set_scope(sl_source *source, sl_span scope, sl_problem *problem)
{
	sl_span span = problem->span;
	if (source->error)
		return true;
	if (scope.start > span.start)
		scope.start = span.start;
	if (scope.end < span.end)
		scope.end = span.end;
	/* What ends with the end of a line does not reach into the next. */
	uint32_t end = scope.end < source->bytes.size ? scope.end : (uint32_t)source->bytes.size;
	if (end > scope.start && source->bytes.data[end - 1] == '\n')
		end--;
	return sl_source_feed_lines(source, (sl_span){ scope.start, end }, &problem->scope_first, &problem->scope_last);
}

static bool place_related(sl_source *source, const sl_diagnostic *diagnostic)
{
	bool good = true;
	for (uint32_t i = 0; good && i < diagnostic->related_count; i++) {
		sl_related *related = &diagnostic->related[i];
		good = sl_source_position(source, related->span.start, &related->start) && sl_source_position(source, related->span.end, &related->end);
	}
	return good;
}

bool sl_place(sl_source *source, sl_str path, const sl_diagnostic *diagnostic, sl_problem *out)
{
	*out = (sl_problem){
		.file = path,
		.span = diagnostic->span,
		.rule = diagnostic->rule,
		.severity = diagnostic->severity,
		.message = diagnostic->message,
		.help = diagnostic->help,
		.fix_count = diagnostic->fix_count,
		.fixes = diagnostic->fixes,
		.related = diagnostic->related,
		.related_count = diagnostic->related_count,
		.suppressed = diagnostic->suppressed,
		.fingerprint = sl_fingerprint(diagnostic, sl_source_text(source)),
	};
	return sl_source_position(source, out->span.start, &out->start) && sl_source_position(source, out->span.end, &out->end) &&
	    place_related(source, diagnostic) && set_scope(source, diagnostic->scope, out) && set_excerpt(source, out);
}
