/* SPDX-License-Identifier: Apache-2.0
 * lines.c - whole lines deleted and moved. Every text of an edit is a piece of the document or a line end: nothing is allocated.
 */
#include "shared/lines.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool starts_line(const sumlint_document *document, uint32_t at)
{
	if (at == 0 || at == document->text.size)
		return true;
	char before = document->text.data[at - 1];
	return before == '\n' || (before == '\r' && document->text.data[at] != '\n');
}

bool lines_are_whole(const sumlint_document *document, sumlint_span span)
{
	return span.start < span.end && starts_line(document, span.start) && starts_line(document, span.end);
}

/* Where the white space in front of `at` begins. */
static uint32_t space_before(const sumlint_document *document, uint32_t at, uint32_t limit)
{
	while (at > limit && is_space(document->text.data[at - 1]))
		at--;
	return at;
}

static bool only_space_behind(const sumlint_document *document, uint32_t at)
{
	while (at < document->text.size && is_space(document->text.data[at]))
		at++;
	return at == document->text.size;
}

/* Number of line ends in the span, counted no further than 2. */
static uint32_t line_ends(const sumlint_document *document, sumlint_span span)
{
	uint32_t count = 0;
	for (uint32_t i = span.start; i < span.end && count < 2; i++) {
		char c = document->text.data[i];
		count += c == '\n' || (c == '\r' && (i + 1 == span.end || document->text.data[i + 1] != '\n'));
	}
	return count;
}

/* `count` line ends as the one in front of `at`, the start of a line: a look at the whole document for each edit would be quadratic. */
static sumlint_str line_end(const sumlint_document *document, uint32_t at, uint32_t count)
{
	const char *text = document->text.data;
	if (at >= 2 && text[at - 1] == '\n' && text[at - 2] == '\r')
		return (sumlint_str){ "\r\n\r\n", (uint64_t)count * 2 };
	return (sumlint_str){ at >= 1 && text[at - 1] == '\r' ? "\r\r" : "\n\n", count };
}

sumlint_edit lines_delete(const sumlint_document *document, sumlint_span span)
{
	uint32_t before = space_before(document, span.start, 0);
	sumlint_edit edit = { span, { NULL, 0 } };
	bool markdown = document->syntax == SUMLINT_SYNTAX_MARKDOWN;
	if (before == 0)
		return edit;
	if (only_space_behind(document, span.end)) {
		/* The last lines of the file: its end stays as it is. */
		edit.span = (sumlint_span){ before, space_before(document, span.end, span.start) };
	} else if (markdown && document->text.data[span.end] != '#' && line_ends(document, (sumlint_span){ before, span.start }) < 2) {
		/* What follows must not run on from what stands before. */
		edit.text = line_end(document, span.start, 1);
	}
	return edit;
}

/* The white space to keep between the lines and what is around them: as they have it now. */
static sumlint_str gap_of(const sumlint_document *document, sumlint_span span)
{
	uint32_t end = space_before(document, span.end, span.start);
	sumlint_span gap = { end, span.end };
	if (only_space_behind(document, span.end))
		gap = (sumlint_span){ space_before(document, span.start, 0), span.start };
	uint32_t least = document->syntax == SUMLINT_SYNTAX_MARKDOWN ? 2 : 1;
	return line_ends(document, gap) < least ? line_end(document, span.start ? span.start : span.end, least) : bytes_of(document, gap);
}

uint32_t lines_move(const sumlint_document *document, sumlint_span span, uint32_t place, sumlint_edit edits[LINES_MOVE_EDITS])
{
	uint32_t count = 0;
	sumlint_str gap = gap_of(document, span);
	sumlint_str lines = bytes_of(document, (sumlint_span){ span.start, space_before(document, span.end, span.start) });
	edits[count++] = lines_delete(document, span);
	if (only_space_behind(document, place)) {
		place = space_before(document, place, 0);
		edits[count++] = (sumlint_edit){ place_at(place), gap };
		edits[count++] = (sumlint_edit){ place_at(place), lines };
		return count;
	}
	sumlint_span before = { space_before(document, place, 0), place };
	if (document->syntax == SUMLINT_SYNTAX_MARKDOWN && before.start > 0 && line_ends(document, before) < 2)
		edits[count++] = (sumlint_edit){ place_at(place), line_end(document, place, 1) };
	edits[count++] = (sumlint_edit){ place_at(place), lines };
	edits[count++] = (sumlint_edit){ place_at(place), gap };
	return count;
}
