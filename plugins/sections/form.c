/* SPDX-License-Identifier: Apache-2.0
 * form.c - what sections/unknown says of parts in another form than their own: a section's heading as text or as a label, a labelled line as a list item.
 */
#include "sections/sections.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static const char *line_end(const sumlint_document *document)
{
	const char *text = document->text.data, *end = memchr(text, '\n', (size_t)document->text.size);
	return end && end > text && end[-1] == '\r' ? "\r\n" : "\n";
}

/* The line end to put in front of what begins at `at`: right below a list it would go on with that. */
static const char *blank_line(const sumlint_document *document, uint32_t at)
{
	const char *text = document->text.data;
	uint32_t before = at;
	before -= before > 0 && text[before - 1] == '\n';
	before -= before > 0 && text[before - 1] == '\r';
	bool blank = before == 0 || text[before - 1] == '\n' || text[before - 1] == '\r';
	return document->syntax != SUMLINT_SYNTAX_MARKDOWN || blank ? "" : line_end(document);
}

/* ---- a labelled line as a list item ---- */

static void report_item(const sumlint_document *document, const sumlint_part *part, sumlint_context *context)
{
	const char *text = document->text.data;
	sumlint_str name = plugin_host->quote(context, part->name);
	sumlint_span marker = { part->heading.start, part->heading.start };
	while (is_blank(text[marker.start]))
		marker.start++;
	for (marker.end = marker.start; marker.end < part->name_span.start && !is_blank(text[marker.end]);)
		marker.end++;
	sumlint_edit edit = { { part->heading.start, marker.end }, { NULL, 0 } };
	while (edit.span.end < part->name_span.start && is_blank(text[edit.span.end]))
		edit.span.end++;
	const char *end = blank_line(document, edit.span.start);
	edit.text = (sumlint_str){ end, strlen(end) };
	sumlint_str message = plugin_host->format(context, "%.*s is written as a list item: it is a line of its own, without a list marker", TEXT_ARG(name));
	report_edits(context, marker, message, SUMLINT_FIX_SAFE, TEXT("take the list marker away"), &edit, 1);
}

/* ---- a section's heading as text ---- */

/* The heading in the form of the document's syntax, and what parts it from the section's body. */
static sumlint_str heading_text(const sumlint_document *document, const sumlint_part *part, bool label, sumlint_context *context)
{
	const sumlint_slot *slot = document->type->slots[part->slot];
	const char *end = label ? line_end(document) : "";
	uint32_t level = slot->level ? slot->level : sections_usual_level(document);
	if (document->syntax != SUMLINT_SYNTAX_MARKDOWN)
		return plugin_host->format(context, "%.*s%s", TEXT_ARG(part->name), end);
	return plugin_host->format(context, "%s%.*s %.*s%s%s", blank_line(document, part->heading.start), (int)(level ? level : 2), "######",
	    TEXT_ARG(part->name), end, end);
}

/* So many terms are written anew at the most: the text grows piece by piece. */
#define MOST_TERMS 64

/* What stands behind a label as the list that belongs there: its terms, or a first item. False where that cannot be said. */
static bool add_list(const sumlint_document *document, const sumlint_part *part, sumlint_edit *edit, sumlint_context *context)
{
	uint32_t kinds = document->type->slots[part->slot]->kinds;
	if (kinds == SUMLINT_KIND_LIST && part->item_count == 0)
		edit->text = plugin_host->format(context, "%.*s- ", TEXT_ARG(edit->text));
	if (kinds != SUMLINT_KIND_TERMS)
		return true;
	for (uint32_t i = 0; i < part->item_count; i++) {
		const sumlint_item *item = &part->items[i];
		if (!(item->flags & SUMLINT_ITEM_UNMARKED) || item->text.size > 200 || !same_text(bytes_of(document, item->span), item->text))
			return false;
		const char *end = i + 1 < part->item_count ? line_end(document) : "";
		edit->text = plugin_host->format(context, "%.*s- %.*s%s", (int)edit->text.size, edit->text.data, TEXT_ARG(item->text), end);
		edit->span.end = item->span.end;
	}
	return part->item_count > 0;
}

static void report_section(const sumlint_document *document, const sumlint_part *part, sumlint_context *context)
{
	const char *text = document->text.data;
	bool label = is_label(document, part);
	sumlint_str name = plugin_host->quote(context, part->name), message;
	sumlint_edit edit = { part->heading, heading_text(document, part, label, context) };
	if (label)
		edit.span.end = part->body.start;
	if (label)
		message = plugin_host->format(context, "%.*s is a section and no label: write it as a heading, and what belongs to it below", TEXT_ARG(name));
	else if (text[part->heading.start] == '*' || text[part->heading.start] == '_')
		message = plugin_host->format(context, "%.*s is bold text and no heading", TEXT_ARG(name));
	else
		message = plugin_host->format(context, "%.*s is no heading here, but text", TEXT_ARG(name));
	bool can = !label || (part->item_count <= MOST_TERMS && add_list(document, part, &edit, context));
	report_edits(context, part->name_span, message, SUMLINT_FIX_SAFE, TEXT("write it as a heading"), &edit, can);
}

void sections_report_form(const sumlint_document *document, const sumlint_part *part, sumlint_context *context)
{
	if (part->kind == SUMLINT_PART_LINE)
		report_item(document, part, context);
	else
		report_section(document, part, context);
}
