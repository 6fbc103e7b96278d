/* SPDX-License-Identifier: Apache-2.0
 * terms_format_list.c - terms of a section that stand in a paragraph where list items belong, and paragraphs that hold none.
 */
#include "shared/terms_format.h"

#include <stdlib.h>

/* ---- text in the making ---- */

void terms_append(terms_buffer *buffer, sumlint_str text)
{
	if (buffer->failed || text.size == 0)
		return;
	if (buffer->capacity - buffer->size < text.size) {
		size_t capacity = (buffer->size + (size_t)text.size) * 2 + 64;
		char *data = realloc(buffer->data, capacity);
		if (!data) {
			buffer->failed = true;
			return;
		}
		buffer->data = data;
		buffer->capacity = capacity;
	}
	memcpy(buffer->data + buffer->size, text.data, (size_t)text.size);
	buffer->size += (size_t)text.size;
}

void terms_buffer_finish(terms_buffer *buffer)
{
	free(buffer->data);
	*buffer = (terms_buffer){ 0 };
}

void terms_report_text(const terms_walk *walk, terms_finding finding, sumlint_span span, terms_buffer *buffer)
{
	const sumlint_edit edit = { span, { buffer->data, buffer->size } };
	if (buffer->failed)
		plugin_host->fail_memory(walk->context);
	finding.edits = &edit;
	finding.edit_count = buffer->failed ? 0 : 1;
	terms_report(walk, &finding);
	terms_buffer_finish(buffer);
}

sumlint_str terms_line_end(const sumlint_document *document)
{
	const char *text = document->text.data;
	const char *end = document->text.size ? memchr(text, '\n', (size_t)document->text.size) : NULL;
	return end && end > text && end[-1] == '\r' ? TEXT("\r\n") : TEXT("\n");
}

/* ---- paragraphs ---- */

static bool is_value(const sumlint_item *item)
{
	return (item->flags & SUMLINT_ITEM_UNMARKED) != 0;
}

/* Items [first, *end) are the values of one paragraph: each but the first is removed together with what stands between it and the one before. */
static uint32_t paragraph_end(const sumlint_part *part, uint32_t first)
{
	uint32_t end = first + 1;
	while (end < part->item_count && is_value(&part->items[end]) && part->items[end].outer.start == part->items[end - 1].span.end)
		end++;
	return end;
}

/* The next line down, without a blank one between. */
static bool is_next_line(const terms_walk *walk, uint32_t index)
{
	sumlint_span between = { walk->part->items[index - 1].span.end, walk->part->items[index].span.start };
	uint32_t lines = 0;
	for (uint32_t at = between.start; at < between.end; at++)
		lines += walk->document->text.data[at] == '\n';
	return lines == 1 && terms_is_blank(terms_bytes(walk, between));
}

/* In plain text each line is a paragraph; lines that follow one another are one list that lacks its markers. */
static uint32_t lines_end(const terms_walk *walk, uint32_t first)
{
	const sumlint_part *part = walk->part;
	uint32_t end = paragraph_end(part, first);
	while (walk->document->syntax == SUMLINT_SYNTAX_TEXT && end < part->item_count && is_value(&part->items[end]) && !terms_is_stray(walk, end) &&
	    is_next_line(walk, end))
		end = paragraph_end(part, end);
	return end;
}

/* From the start of the paragraph's first line to its last value. False where something else stands on those lines: then it cannot be written
   anew. */
static bool paragraph_span(const terms_walk *walk, uint32_t first, uint32_t end, sumlint_span *span)
{
	sumlint_str text = walk->document->text, separator = terms_trim(terms_separator(walk));
	*span = (sumlint_span){ walk->part->items[first].span.start, walk->part->items[end - 1].span.end };
	while (span->start > 0 && text.data[span->start - 1] != '\n' && text.data[span->start - 1] != '\r')
		span->start--;
	uint32_t at = span->start, stop = span->end;
	while (stop < text.size && text.data[stop] != '\n' && text.data[stop] != '\r')
		stop++;
	if (!terms_is_blank(terms_bytes(walk, (sumlint_span){ span->end, stop })))
		return false;
	for (uint32_t i = first; i < end; i++) {
		sumlint_span span_before = { at, walk->part->items[i].span.start };
		sumlint_str before = terms_trim(terms_bytes(walk, span_before));
		if (!terms_is_plain(walk, i) || (before.size && (i == first || !same_text(before, separator))))
			return false;
		at = walk->part->items[i].span.end;
	}
	return true;
}

/* The blanks in front of the part's first list item: what is written anew stands below it or above, and not within it. */
static sumlint_str list_indentation(const terms_walk *walk)
{
	for (uint32_t i = 0; i < walk->part->item_count; i++) {
		const sumlint_item *item = &walk->part->items[i];
		if (!is_value(item) && !(item->flags & SUMLINT_ITEM_NESTED))
			return terms_bytes(walk, terms_indentation(walk, item));
	}
	return TEXT("");
}

/* A list in the making. */
typedef struct list {
	terms_buffer *buffer;
	sumlint_str line_end;
	sumlint_str indentation;
} list;

static void append_item(const list *into, sumlint_str text)
{
	if (into->buffer->size)
		terms_append(into->buffer, into->line_end);
	terms_append(into->buffer, into->indentation);
	terms_append(into->buffer, TEXT("- "));
	terms_append(into->buffer, text);
}

static void write_list(const terms_walk *walk, uint32_t first, uint32_t end, terms_buffer *buffer)
{
	const list into = { buffer, terms_line_end(walk->document), list_indentation(walk) };
	sumlint_str piece;
	for (uint32_t i = first; i < end; i++) {
		terms_pieces pieces;
		if (walk->uses[i].flags & SUMLINT_USE_EMPTY)
			continue;
		if (walk->uses[i].flags & SUMLINT_USE_JOINED && terms_pieces_start(walk, i, &pieces)) {
			while (terms_pieces_next(&pieces, &piece))
				append_item(&into, piece);
		} else {
			append_item(&into, walk->part->items[i].text);
		}
	}
}

/* Without the empty values at both ends; false where there are no others. */
static bool trim_empty(const terms_walk *walk, uint32_t *first, uint32_t *end)
{
	while (*first < *end && walk->uses[*first].flags & SUMLINT_USE_EMPTY)
		(*first)++;
	while (*first < *end && walk->uses[*end - 1].flags & SUMLINT_USE_EMPTY)
		(*end)--;
	return *first < *end;
}

static void report_paragraph(const terms_walk *walk, uint32_t first, uint32_t end)
{
	uint32_t from = first, to = end;
	if (!trim_empty(walk, &from, &to))
		return;
	sumlint_span span = { walk->part->items[from].span.start, walk->part->items[to - 1].span.end };
	sumlint_str quoted = terms_quote(walk, terms_bytes(walk, span));
	terms_finding finding = { .span = span, .safety = SUMLINT_FIX_SAFE };
	finding.message = plugin_host->format(walk->context, "%.*s is no list item", TEXT_ARG(quoted));
	finding.help = plugin_host->format(walk->context, "write each %s on a line of its own, behind “- ”", walk->noun);
	finding.title = plugin_host->format(walk->context, "write the %s as a list", walk->nouns);
	if (!paragraph_span(walk, first, end, &span)) {
		terms_report(walk, &finding);
		return;
	}
	terms_buffer buffer = { 0 };
	write_list(walk, first, end, &buffer);
	terms_report_text(walk, finding, span, &buffer);
}

void terms_report_paragraphs(const terms_walk *walk)
{
	for (uint32_t i = 0; i < walk->part->item_count;) {
		uint32_t end = is_value(&walk->part->items[i]) ? lines_end(walk, i) : i + 1;
		if (is_value(&walk->part->items[i]) && !terms_is_stray(walk, i))
			report_paragraph(walk, i, end);
		i = end;
	}
}

/* ---- what is no term at all ---- */

static void report_stray_run(const terms_walk *walk, uint32_t first, uint32_t end)
{
	sumlint_span span = { walk->part->items[first].span.start, walk->part->items[end - 1].span.end };
	sumlint_str quoted = terms_quote(walk, terms_bytes(walk, span)), name = terms_quote(walk, walk->part->name);
	terms_finding finding = { .span = span };
	finding.message = plugin_host->format(walk->context, "%.*s does not belong to %.*s: it names no %s", TEXT_ARG(quoted), TEXT_ARG(name), walk->noun);
	finding.help = plugin_host->format(walk->context, "remove it, or write %s of the vocabulary in its place", walk->nouns);
	terms_report(walk, &finding);
}

void terms_report_stray(const terms_walk *walk)
{
	for (uint32_t i = 0; i < walk->part->item_count; i++) {
		uint32_t first = i;
		while (i < walk->part->item_count && terms_is_stray(walk, i))
			i++;
		if (i > first)
			report_stray_run(walk, first, i);
	}
}
