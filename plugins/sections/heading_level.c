/* SPDX-License-Identifier: Apache-2.0
 * heading_level.c - sections/heading-level: sections of a Markdown document stand at one level, or at the one their slot asks for.
 */
#include "sections/sections.h"

#define LEVELS 6
static const char hashes[] = "######";

static bool has_level(const sumlint_part *part)
{
	return part->kind == SUMLINT_PART_SECTION && part->slot != SUMLINT_NONE && part->origin == SUMLINT_ORIGIN_BODY && part->level >= 1 &&
	    part->level <= LEVELS;
}

uint32_t sections_usual_level(const sumlint_document *document)
{
	uint32_t sections[LEVELS + 1] = { 0 }, most = 0;
	for (uint32_t i = 0; i < document->part_count; i++) {
		if (has_level(document->parts[i]))
			sections[document->parts[i]->level]++;
	}
	for (uint32_t level = 1; level <= LEVELS; level++) {
		if (sections[level] > sections[most])
			most = level;
	}
	return most;
}

/* ---- the heading written at another level ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The heading without indentation and line end. */
static sumlint_span trimmed_heading(const sumlint_document *document, const sumlint_part *part)
{
	sumlint_span span = part->heading;
	while (span.start < span.end && is_blank(document->text.data[span.start]))
		span.start++;
	while (span.end > span.start && is_blank(document->text.data[span.end - 1]))
		span.end--;
	return span;
}

static bool is_atx(const sumlint_document *document, sumlint_span heading, uint32_t level)
{
	const char *text = document->text.data + heading.start;
	uint32_t size = heading.end - heading.start, count = 0;
	while (count < size && text[count] == '#')
		count++;
	return count == level && (count == size || is_blank(text[count]));
}

/* `## Topics ##`: both runs. */
static uint32_t edit_atx(const sumlint_document *document, const sumlint_part *part, sumlint_span heading, sumlint_str run, sumlint_edit *edits)
{
	const char *text = document->text.data;
	uint32_t count = 0, closing = heading.end;
	edits[count++] = (sumlint_edit){ { heading.start, heading.start + part->level }, run };
	while (closing > part->name_span.end && text[closing - 1] == '#')
		closing--;
	if (closing < heading.end && closing > part->name_span.end && is_blank(text[closing - 1]) && closing > heading.start + part->level)
		edits[count++] = (sumlint_edit){ { closing, heading.end }, run };
	return count;
}

/* `Topics` with a line of = or - below: the run in front, and the line away. Text over several lines cannot be said so. */
static uint32_t edit_setext(const sumlint_document *document, sumlint_span heading, sumlint_str run, sumlint_edit *edits)
{
	const char *text = document->text.data;
	uint32_t end = heading.start, below;
	while (end < heading.end && text[end] != '\n' && text[end] != '\r')
		end++;
	for (below = end; below < heading.end && is_blank(text[below]);)
		below++;
	while (end > heading.start && is_blank(text[end - 1]))
		end--;
	char underline = below < heading.end ? text[below] : '\0';
	if ((underline != '=' && underline != '-') || end == heading.start || text[end - 1] == '#')
		return 0;
	for (uint32_t i = below; i < heading.end; i++) {
		if (text[i] != underline)
			return 0;
	}
	edits[0] = (sumlint_edit){ { heading.start, heading.start }, run };
	edits[1] = (sumlint_edit){ { heading.start, heading.start }, TEXT(" ") };
	edits[2] = (sumlint_edit){ { end, heading.end }, { NULL, 0 } };
	return 3;
}

static void report_level(const sumlint_document *document, const sumlint_part *part, uint32_t wanted, sumlint_context *context)
{
	sumlint_edit edits[3];
	const sumlint_slot *slot = document->type->slots[part->slot];
	sumlint_span heading = trimmed_heading(document, part);
	sumlint_str run = { hashes, wanted };
	sumlint_str name = plugin_host->quote(context, part->name);
	sumlint_str message = plugin_host->format(context, "the heading %.*s is at level %u: %s %u", TEXT_ARG(name), part->level,
	    slot->level ? "it should be at level" : "most sections are at level", wanted);
	sumlint_str title = plugin_host->format(context, "write it at level %u", wanted);
	uint32_t count = is_atx(document, heading, part->level) ? edit_atx(document, part, heading, run, edits)
								: edit_setext(document, heading, run, edits);
	report_edits(context, part->name_span, message, SUMLINT_FIX_SAFE, title, edits, count);
}

static void check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	if (document->syntax != SUMLINT_SYNTAX_MARKDOWN)
		return;
	uint32_t usual = sections_usual_level(document);
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		if (!has_level(part))
			continue;
		uint32_t wanted = document->type->slots[part->slot]->level;
		wanted = wanted ? wanted : usual;
		if (part->level != wanted)
			report_level(document, part, wanted, context);
	}
}

const sumlint_rule sections_heading_level = { .struct_size = sizeof(sumlint_rule), .name = "heading-level", .check = check };
