/* SPDX-License-Identifier: Apache-2.0
 * near.c - counts in the excerpt.
 */
#include "report/near.h"

#include "report/escape.h"

/* The bytes of the file that the excerpt shows. False where there is none, or the problem does not start in it. */
static bool shown_bytes(const sl_problem *problem, sl_span *out)
{
	size_t before = 0;
	if (!problem->excerpt.data)
		return false;
	for (uint32_t column = problem->excerpt_from + 1; column < problem->start.column; column++) {
		if (before >= problem->excerpt.size)
			return false;
		sl_decode(problem->excerpt, &before);
	}
	if (before > problem->span.start)
		return false;
	out->start = problem->span.start - (uint32_t)before;
	out->end = out->start + (uint32_t)problem->excerpt.size;
	return true;
}

static void count_columns(const sl_problem *problem, uint32_t bytes, sl_near *out)
{
	uint32_t column = problem->excerpt_from + 1;
	for (size_t at = 0; at < bytes; column++)
		sl_decode(problem->excerpt, &at);
	out->at = (sl_position){ problem->start.line, column };
	out->byte_column = problem->excerpt_from == 0 ? bytes + 1 : 0;
}

static void at_an_end(sl_position at, sl_near *out)
{
	out->at = at;
	out->byte_column = at.column == 1 ? 1 : 0;
}

bool sl_near_byte(const sl_problem *problem, uint32_t offset, sl_near *out)
{
	sl_span shown;
	bool shows = shown_bytes(problem, &shown);
	if (shows && offset >= shown.start && offset <= shown.end)
		count_columns(problem, offset - shown.start, out);
	else if (offset == problem->span.end)
		at_an_end(problem->end, out);
	else if (offset == problem->span.start)
		at_an_end(problem->start, out);
	else if (shows && offset == shown.end + 1 && !problem->excerpt_cut)
		at_an_end((sl_position){ problem->start.line + 1, 1 }, out);
	else
		return false;
	return true;
}

sl_str sl_near_marked(const sl_problem *problem)
{
	sl_span shown;
	if (!shown_bytes(problem, &shown) || problem->span.end > shown.end || problem->span.end < problem->span.start)
		return (sl_str){ NULL, 0 };
	return (sl_str){ problem->excerpt.data + (problem->span.start - shown.start), problem->span.end - problem->span.start };
}
