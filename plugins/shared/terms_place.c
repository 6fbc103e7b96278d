/* SPDX-License-Identifier: Apache-2.0
 * terms_place.c - which bytes of a document a fix may touch.
 */
#include "shared/terms.h"

/* ---- text ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

sumlint_str terms_trim(sumlint_str text)
{
	while (text.size && is_blank(text.data[0])) {
		text.data++;
		text.size--;
	}
	while (text.size && is_blank(text.data[text.size - 1]))
		text.size--;
	return text;
}

bool terms_is_blank(sumlint_str text)
{
	return terms_trim(text).size == 0;
}

sumlint_str terms_bytes(const terms_walk *walk, sumlint_span span)
{
	return (sumlint_str){ walk->document->text.data + span.start, span.end - span.start };
}

/* ---- places ---- */

static bool same_span(sumlint_span a, sumlint_span b)
{
	return a.start == b.start && a.end == b.end && a.start < a.end;
}

/* Values of front matter that is escaped, or runs over lines: the span of each is that of all. */
static bool is_shared(const terms_walk *walk)
{
	const sumlint_part *part = walk->part;
	return part->item_count > 1 && same_span(part->items[0].span, part->items[1].span);
}

static bool has_markup(const terms_walk *walk, sumlint_str bytes)
{
	static const char body[] = "*_~[]<>`\\&!";
	if (!terms_in_body(walk)) /* a block's "|" or ">" is no text */
		return bytes.size && memchr("|>", bytes.data[0], 2);
	if (walk->document->syntax != SUMLINT_SYNTAX_MARKDOWN)
		return false;
	for (size_t i = 0; i < bytes.size; i++) {
		if (memchr(body, bytes.data[i], sizeof(body) - 1))
			return true;
	}
	return false;
}

/* The bytes say the text, but for white space and escapes. */
static bool says(const terms_walk *walk, sumlint_span span, sumlint_str text)
{
	sumlint_str bytes = terms_bytes(walk, span);
	return same_text(bytes, text) || (!is_shared(walk) && !has_markup(walk, bytes));
}

bool terms_can_reword(const terms_walk *walk, uint32_t index)
{
	return says(walk, walk->uses[index].span, walk->uses[index].text);
}

bool terms_is_plain(const terms_walk *walk, uint32_t index)
{
	return says(walk, walk->part->items[index].span, walk->part->items[index].text);
}

static bool is_separator(const terms_walk *walk, sumlint_span span)
{
	sumlint_str bytes = terms_trim(terms_bytes(walk, span));
	return bytes.size == 0 || same_text(bytes, terms_trim(terms_separator(walk)));
}

/* "- - A": an item stands within the line of another. */
static bool shares_line(const sumlint_part *part, uint32_t index)
{
	const sumlint_item *item = &part->items[index];
	return (index > 0 && part->items[index - 1].outer.end > item->outer.start) ||
	    (index + 1 < part->item_count && part->items[index + 1].outer.start < item->outer.end);
}

/* The last line goes with the line end in front of it where it has none of its own: the file ends as before. */
static sumlint_span with_line_end(sumlint_str text, sumlint_span line)
{
	const char *bytes = text.data;
	if (line.end < text.size || line.start == 0 || line.start == line.end || bytes[line.end - 1] == '\n' || bytes[line.end - 1] == '\r')
		return line;
	uint32_t start = line.start;
	if (bytes[start - 1] == '\n')
		start--;
	if (start > 0 && bytes[start - 1] == '\r')
		start--;
	return (sumlint_span){ start, line.end };
}

bool terms_removal(const terms_walk *walk, uint32_t index, sumlint_span *span)
{
	const sumlint_item *item = &walk->part->items[index];
	*span = item->outer;
	if (!(item->flags & SUMLINT_ITEM_UNMARKED)) {
		*span = terms_in_body(walk) ? with_line_end(walk->document->text, *span) : *span;
		return !terms_in_body(walk) || !shares_line(walk->part, index);
	}
	if (is_shared(walk) || (!terms_in_body(walk) && has_markup(walk, terms_bytes(walk, item->span))))
		return false;
	sumlint_span before = { item->outer.start, item->span.start }, after = { item->span.end, item->outer.end };
	if (!is_separator(walk, before) || !is_separator(walk, after))
		return false;
	/* Where nothing stands between two separators, the blanks are behind that place. */
	sumlint_str text = walk->document->text;
	while (item->span.start == item->span.end && span->end < text.size && (text.data[span->end] == ' ' || text.data[span->end] == '\t'))
		span->end++;
	return true;
}
