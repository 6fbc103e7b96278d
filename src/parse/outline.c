/* SPDX-License-Identifier: Apache-2.0
 * outline.c - one walk over the blocks that marks where parts begin.
 */
#include "parse/outline.h"

#include <string.h>

/* A paragraph's attribution may run over this many of its lines. */
#define ATTRIBUTION_LINES 8

bool sl_outline_plain(sl_outline *outline, sl_span span, sl_plain *out)
{
	if (outline->syntax == SUMLINT_SYNTAX_MARKDOWN)
		return sl_markdown_plain(outline->arena, outline->text, span, out);
	return sl_text_plain(outline->arena, outline->text, span, out);
}

bool sl_outline_insert(sl_outline *outline, const sl_mark *mark)
{
	if (!sl_arena_grow(outline->arena, (void **)&outline->marks, outline->count, &outline->capacity, sizeof(*mark)))
		return false;
	uint32_t at = outline->count;
	while (at > 0 && outline->marks[at - 1].heading.start > mark->heading.start)
		at--;
	memmove(&outline->marks[at + 1], &outline->marks[at], (outline->count - at) * sizeof(*mark));
	outline->marks[at] = *mark;
	outline->count++;
	if (mark->slot != SUMLINT_NONE && !(mark->flags & SUMLINT_PART_BY_PLACE))
		outline->present[mark->slot] = true;
	outline->has_title = outline->has_title || mark->kind == SUMLINT_PART_TITLE;
	outline->has_attribution = outline->has_attribution || mark->kind == SUMLINT_PART_ATTRIBUTION;
	return true;
}

static uint32_t slot_kind(const sl_outline *outline, uint32_t slot)
{
	return outline->type->public.slots[slot]->kind;
}

static sl_mark mark_at(const sl_outline *outline, uint32_t block, uint32_t kind)
{
	const sl_block *b = &outline->blocks.items[block];
	return (sl_mark){ .kind = kind, .slot = SUMLINT_NONE, .level = b->level, .block = block, .heading = b->span, .content = b->span.end };
}

/* ---- headings ---- */

static bool same_as_title(const sl_outline *outline, const sl_plain *name)
{
	for (uint32_t i = 0; i < outline->count; i++) {
		if (outline->marks[i].kind == SUMLINT_PART_TITLE)
			return sl_str_equal(outline->marks[i].name.text, name->text);
	}
	return false;
}

static void name_heading(sl_outline *outline, sl_mark *mark)
{
	const sl_type *type = outline->type;
	const sl_name *name = sl_name_find(type->names, type->name_count, sl_folder_fold(&outline->folder, mark->name.text));
	if (name) {
		mark->slot = name->slot;
		mark->kind = slot_kind(outline, name->slot);
		if (mark->kind == SUMLINT_PART_LINE)
			mark->flags |= SUMLINT_PART_AS_HEADING;
	} else if (!outline->has_title && (mark->level <= 1 || (outline->count == 0 && !outline->title_elsewhere))) {
		mark->kind = SUMLINT_PART_TITLE;
	} else if (mark->name.text.size > 0 && same_as_title(outline, &mark->name)) {
		mark->kind = SUMLINT_PART_TITLE;
	}
}

static bool add_heading(sl_outline *outline, uint32_t block)
{
	sl_mark mark = mark_at(outline, block, SUMLINT_PART_SECTION);
	if (!sl_outline_plain(outline, outline->blocks.items[block].text, &mark.name))
		return false;
	name_heading(outline, &mark);
	bool inside = mark.slot == SUMLINT_NONE && mark.kind == SUMLINT_PART_SECTION && outline->type->public.other_sections &&
	    outline->count > 0 && mark.level > outline->marks[outline->count - 1].level && outline->marks[outline->count - 1].level > 0 &&
	    outline->marks[outline->count - 1].kind == SUMLINT_PART_SECTION;
	/* Where other headings are welcome, a deeper one is content of its section. */
	return inside || sl_outline_insert(outline, &mark);
}

/* ---- labelled lines ---- */

const sl_name *sl_outline_label(sl_outline *outline, const sl_plain *line, size_t *colon, const bool *wanted)
{
	const sl_type *type = outline->type;
	size_t limit = line->text.size < SL_NAME_MAX_BYTES ? (size_t)line->text.size : SL_NAME_MAX_BYTES;
	const char *at = limit ? memchr(line->text.data, ':', limit) : NULL;
	if (!at)
		return NULL;
	*colon = (size_t)(at - line->text.data);
	sl_str folded = sl_folder_fold(&outline->folder, (sl_str){ line->text.data, *colon });
	uint32_t distance;
	const sl_name *name = wanted ? sl_name_nearest(type->names, type->name_count, folded, wanted, &distance)
				     : sl_name_find(type->names, type->name_count, folded);
	return name && slot_kind(outline, name->slot) == SUMLINT_PART_LINE ? name : NULL;
}

static bool add_label(sl_outline *outline, uint32_t block, sl_span line, sl_span rest, bool *added)
{
	size_t colon;
	sl_mark mark = mark_at(outline, block, SUMLINT_PART_LINE);
	/* Only a line with a colon near its beginning is worth looking at. */
	size_t look = line.end - line.start < SL_NAME_MAX_BYTES + 8 ? line.end - line.start : SL_NAME_MAX_BYTES + 8;
	if (look == 0 || !memchr(outline->text.data + line.start, ':', look))
		return true;
	sl_plain first;
	if (!sl_outline_plain(outline, line, &first))
		return false;
	const sl_name *name = sl_outline_label(outline, &first, &colon, NULL);
	if (!name)
		return true;
	mark.slot = name->slot;
	mark.heading = (sl_span){ line.start, sl_plain_source(&first, (uint32_t)colon) + 1 };
	mark.content = mark.heading.end;
	if (!sl_outline_plain(outline, rest, &mark.line))
		return false;
	mark.name.text = (sl_str){ first.text.data, colon };
	mark.name.span = sl_plain_span(&first, 0, (uint32_t)colon);
	*added = true;
	return sl_outline_insert(outline, &mark);
}

/* ---- paragraphs ---- */

/* A pattern that begins with a literal word matches only lines that begin with it. */
static bool may_be_attribution(const sl_outline *outline, sl_str line)
{
	if (!outline->type->pattern)
		return false;
	uint32_t count;
	bool template;
	const sl_pattern_word *words = sl_pattern_words(outline->type->pattern, &count, &template);
	if (!template || count == 0 || words[0].capture)
		return true;
	if (outline->syntax == SUMLINT_SYNTAX_MARKDOWN) {
		while (line.size && strchr("*_~[`<\\", line.data[0]))
			line = (sl_str){ line.data + 1, line.size - 1 };
	}
	return sl_str_starts(line, words[0].text);
}

static bool add_attribution(sl_outline *outline, uint32_t block, sl_span line, bool *added)
{
	if (!may_be_attribution(outline, sl_str_slice(outline->text.data, line)))
		return true;
	sl_attribution *found = NULL;
	sl_mark mark = mark_at(outline, block, SUMLINT_PART_ATTRIBUTION);
	if (!sl_outline_plain(outline, line, &mark.name) || !sl_attribution_match(outline->arena, outline->type, &mark.name, &found))
		return false;
	if (!found)
		return true;
	mark.heading = line;
	mark.content = line.end;
	mark.attribution = found;
	*added = true;
	return sl_outline_insert(outline, &mark);
}

static uint32_t line_end(const sl_outline *outline, uint32_t from, uint32_t end)
{
	const char *text = outline->text.data;
	while (from < end && text[from] != '\n' && text[from] != '\r')
		from++;
	return from;
}

static uint32_t next_line(const sl_outline *outline, uint32_t at, uint32_t end)
{
	const char *text = outline->text.data;
	while (at < end && (text[at] == '\n' || text[at] == '\r' || text[at] == ' ' || text[at] == '\t'))
		at++;
	return at;
}

/* Looks for a label or an attribution at each line of a Markdown paragraph. */
static bool scan_lines(sl_outline *outline, uint32_t block, bool *any)
{
	sl_span text = outline->blocks.items[block].text;
	for (uint32_t at = text.start; at < text.end;) {
		uint32_t end = line_end(outline, at, text.end);
		bool added = false;
		uint32_t last = end, lines = 0;
		/* A label's value runs to the next label; what follows is cut off again when that is marked. */
		if (!add_label(outline, block, (sl_span){ at, end }, (sl_span){ at, end }, &added))
			return false;
		while (!added && lines++ < ATTRIBUTION_LINES) {
			if (!add_attribution(outline, block, (sl_span){ at, last }, &added))
				return false;
			uint32_t next = next_line(outline, last, text.end);
			if (added || next >= text.end)
				break;
			if (!may_be_attribution(outline, (sl_str){ outline->text.data + at, end - at }))
				break;
			last = line_end(outline, next, text.end);
		}
		*any = *any || added;
		at = next_line(outline, added && last > end ? last : end, text.end);
	}
	return true;
}

static bool add_text_line(sl_outline *outline, uint32_t block, bool *any)
{
	sl_span line = outline->blocks.items[block].text;
	sl_mark mark = mark_at(outline, block, SUMLINT_PART_SECTION);
	if (line.end - line.start <= SL_NAME_MAX_BYTES) {
		if (!sl_outline_plain(outline, line, &mark.name))
			return false;
		const sl_type *type = outline->type;
		const sl_name *name = sl_name_find(type->names, type->name_count, sl_folder_fold(&outline->folder, mark.name.text));
		if (name) {
			mark.slot = name->slot;
			mark.kind = slot_kind(outline, name->slot);
			if (mark.kind == SUMLINT_PART_LINE)
				mark.flags |= SUMLINT_PART_AS_HEADING;
			*any = true;
			return sl_outline_insert(outline, &mark);
		}
	}
	return add_label(outline, block, line, line, any) && (*any || add_attribution(outline, block, line, any));
}

/* In plain text the first line is the title, unless it is something else; a second line that says the same is a second title. */
static bool add_text_title(sl_outline *outline, uint32_t block)
{
	sl_mark mark = mark_at(outline, block, SUMLINT_PART_TITLE);
	bool first = outline->count == 0 && !outline->title_elsewhere;
	bool second = outline->count == 1 && outline->marks[0].kind == SUMLINT_PART_TITLE && outline->marks[0].block + 1 == block;
	if (!first && !second)
		return true;
	if (!sl_outline_plain(outline, outline->blocks.items[block].text, &mark.name))
		return false;
	return (second && !same_as_title(outline, &mark.name)) || sl_outline_insert(outline, &mark);
}

static bool add_paragraph(sl_outline *outline, uint32_t block)
{
	bool any = false;
	if (outline->syntax == SUMLINT_SYNTAX_MARKDOWN)
		return scan_lines(outline, block, &any);
	return add_text_line(outline, block, &any) && (any || add_text_title(outline, block));
}

bool sl_outline_extend_labels(sl_outline *outline)
{
	for (uint32_t i = 0; i < outline->count; i++) {
		sl_mark *mark = &outline->marks[i];
		if (mark->kind != SUMLINT_PART_LINE || (mark->flags & SUMLINT_PART_AS_HEADING))
			continue;
		uint32_t end = outline->blocks.items[mark->block].text.end;
		if (i + 1 < outline->count && outline->marks[i + 1].heading.start < end)
			end = outline->marks[i + 1].heading.start;
		if (!sl_outline_plain(outline, (sl_span){ mark->heading.start, end }, &mark->line))
			return false;
	}
	return true;
}

bool sl_outline_find(sl_outline *outline)
{
	for (uint32_t i = 0; i < outline->blocks.count; i++) {
		const sl_block *block = &outline->blocks.items[i];
		if (block->kind == SL_BLOCK_HEADING && !add_heading(outline, i))
			return false;
		if (block->kind == SL_BLOCK_PARAGRAPH && !add_paragraph(outline, i))
			return false;
	}
	return !outline->folder.failed;
}
