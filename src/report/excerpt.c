/* SPDX-License-Identifier: Apache-2.0
 * excerpt.c - measures a line first, then shows what fits.
 */
#include "report/excerpt.h"

#include "report/escape.h"

#include <utf8proc.h>

#define TAB_STOP 4
#define ELLIPSIS "\xE2\x80\xA6"

/* One character of the line. */
typedef struct line_cell {
	uint32_t shown; /* code point; a tab is shown as spaces */
	uint32_t at;    /* display column, from 0 at the start of the excerpt */
	uint32_t width;
	bool marked;
} line_cell;

typedef struct line_reader {
	const sl_problem *problem;
	size_t offset;   /* into the excerpt */
	uint32_t number; /* column of the next character in code points, from 1 */
	uint32_t at;
} line_reader;

static line_reader read_from_start(const sl_problem *problem)
{
	return (line_reader){ problem, 0, problem->excerpt_from + 1, 0 };
}

static bool next_cell(line_reader *reader, line_cell *out)
{
	const sl_problem *problem = reader->problem;
	if (reader->offset >= problem->excerpt.size)
		return false;
	uint32_t c = sl_decode(problem->excerpt, &reader->offset);
	out->shown = c;
	if (c == '\t') {
		out->width = TAB_STOP - reader->at % TAB_STOP;
	} else if (c == SL_BAD_BYTE || sl_is_unprintable(c)) {
		/* The pictures of the control characters; they are no control characters themselves. */
		out->shown = c < 0x20 ? 0x2400 + c : c == 0x7F ? 0x2421 : 0xFFFD;
		out->width = 1;
	} else {
		out->width = c < 0x7F ? 1 : (uint32_t)utf8proc_charwidth((utf8proc_int32_t)c);
	}
	out->at = reader->at;
	out->marked = reader->number >= problem->start.column &&
	    (problem->end.line > problem->start.line || reader->number < problem->end.column);
	reader->at += out->width;
	reader->number++;
	return true;
}

/* Where the line ends and what is marked of it, in display columns. */
typedef struct measure {
	uint32_t total;
	uint32_t from;
	uint32_t to;
} measure;

static measure measure_line(const sl_problem *problem)
{
	measure size = { 0, UINT32_MAX, 0 };
	line_reader reader = read_from_start(problem);
	line_cell cell;
	while (next_cell(&reader, &cell)) {
		if (reader.number - 1 == problem->start.column || (cell.marked && size.from == UINT32_MAX))
			size.from = cell.at;
		if (cell.marked)
			size.to = cell.at + cell.width;
	}
	size.total = reader.at;
	if (size.from == UINT32_MAX)
		size.from = size.total;
	if (size.to <= size.from)
		size.to = size.from + 1;
	return size;
}

/* The columns [left, right) of the line that are shown. */
static void choose_window(const measure *size, uint32_t columns, uint32_t *left, uint32_t *right)
{
	uint32_t end = size->to > size->total ? size->to : size->total;
	uint32_t marked = size->to - size->from;
	uint32_t before = marked < columns ? (columns - marked) / 2 : 4;
	*left = size->from > before ? size->from - before : 0;
	if (*left > 0 && *left + columns > end)
		*left = end > columns ? end - columns : 0;
	*right = *left + columns;
}

static void show_cell(sl_buffer *into, const line_cell *cell, uint32_t left, uint32_t right)
{
	uint32_t from = cell->at < left ? left : cell->at;
	uint32_t to = cell->at + cell->width > right ? right : cell->at + cell->width;
	if (cell->width == 0) {
		/* At the left edge it belongs to a character that is not shown. */
		if (cell->at > left || left == 0)
			sl_buffer_append_codepoint(into, cell->shown);
	} else if (cell->shown == '\t' || to - from < cell->width) {
		for (; from < to; from++) /* also of a wide character that is cut in half */
			sl_buffer_append_char(into, ' ');
	} else {
		sl_buffer_append_codepoint(into, cell->shown);
	}
}

void sl_append_excerpt(sl_buffer *into, const sl_problem *problem, uint32_t columns, sl_excerpt *out)
{
	measure size = measure_line(problem);
	uint32_t left = 0, right = size.to > size.total ? size.to : size.total;
	bool cut_before = problem->excerpt_from > 0, cut_behind = problem->excerpt_cut;
	columns = columns < 16 ? 16 : columns;
	if (right + cut_before + cut_behind > columns) {
		choose_window(&size, columns - 2, &left, &right);
		cut_before = cut_before || left > 0;
		cut_behind = cut_behind || size.total > right;
	}
	if (cut_before)
		sl_buffer_append(into, SL_LIT(ELLIPSIS));
	line_reader reader = read_from_start(problem);
	line_cell cell;
	while (next_cell(&reader, &cell) && cell.at <= right) {
		if (cell.at + cell.width >= left && cell.at < right + (cell.width == 0))
			show_cell(into, &cell, left, right);
	}
	if (cut_behind)
		sl_buffer_append(into, SL_LIT(ELLIPSIS));
	uint32_t to = size.to < right ? size.to : right;
	out->mark = size.from - left + cut_before;
	out->mark_width = to > size.from ? to - size.from : 1;
}
