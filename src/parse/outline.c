/* SPDX-License-Identifier: Apache-2.0
 * outline.c - one walk over the blocks that marks where parts begin.
 */
#include "parse/outline.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* A paragraph's attribution may run over this many of its lines. */
#define ATTRIBUTION_LINES 8

bool sl_outline_plain(sl_outline *outline, sl_span span, sl_plain *out)
{
	const char *text = outline->text.data;
	/* What has letters at both ends and nothing to be left out or joined is what it says, in either syntax. */
	if (span.start < span.end && sl_is_visible(text[span.start]) && sl_is_visible(text[span.end - 1]) &&
	    sl_byte_map_markup(outline->map, span.start, span.end) == span.end) {
		*out = (sl_plain){ .text = sl_str_slice(text, span), .span = span };
		return true;
	}
	if (outline->syntax == SUMLINT_SYNTAX_MARKDOWN)
		return sl_markdown_plain(outline->arena, outline->text, span, out);
	return sl_text_plain(outline->arena, outline->text, span, out);
}

/* ---- marks ---- */

static void note(sl_outline *outline, const sl_mark *mark)
{
	if (mark->slot != SUMLINT_NONE)
		outline->present[mark->slot] = true;
	if (mark->kind == SUMLINT_PART_TITLE && !outline->has_title) {
		outline->has_title = true;
		outline->title = outline->count;
	}
	if (mark->slot != SUMLINT_NONE && outline->level == 0)
		outline->level = mark->level;
	outline->has_attribution = outline->has_attribution || mark->kind == SUMLINT_PART_ATTRIBUTION;
}

bool sl_outline_add(sl_outline *outline, const sl_mark *mark)
{
	if (!sl_arena_grow(outline->arena, (void **)&outline->marks, outline->count, &outline->capacity, sizeof(*mark)))
		return false;
	note(outline, mark);
	outline->marks[outline->count++] = *mark;
	return true;
}

bool sl_marks_add(sl_outline *outline, sl_marks *marks, const sl_mark *mark)
{
	if (!sl_arena_grow(outline->arena, (void **)&marks->items, marks->count, &marks->capacity, sizeof(*mark)))
		return false;
	marks->items[marks->count++] = *mark;
	return true;
}

static int compare_marks(const void *left, const void *right)
{
	const sl_mark *a = left, *b = right;
	return (a->heading.start > b->heading.start) - (a->heading.start < b->heading.start);
}

bool sl_outline_merge(sl_outline *outline, sl_marks *marks)
{
	if (marks->count == 0)
		return true;
	uint32_t capacity = outline->count + marks->count, from = 0, next = 0;
	sl_mark *all = sl_arena_calloc(outline->arena, capacity, sizeof(*all));
	if (!all)
		return false;
	qsort(marks->items, marks->count, sizeof(*marks->items), compare_marks);
	for (uint32_t i = 0; i < capacity; i++) {
		bool old = next == marks->count ||
		    (from < outline->count && outline->marks[from].heading.start <= marks->items[next].heading.start);
		if (!old)
			note(outline, &marks->items[next]);
		all[i] = old ? outline->marks[from++] : marks->items[next++];
	}
	sl_arena_release(outline->arena, outline->marks, outline->capacity * sizeof(*all));
	sl_arena_release(outline->arena, marks->items, marks->capacity * sizeof(*all));
	outline->marks = all;
	outline->count = outline->capacity = capacity;
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
	return outline->has_title && sl_str_equal(outline->marks[outline->title].name.text, name->text);
}

/* Below a title in front matter, a first heading that says something else is another title only if it stands above the parts. */
static void settle_title(sl_outline *outline)
{
	sl_mark *title = outline->has_title ? &outline->marks[outline->title] : NULL;
	if (!title || !outline->title_elsewhere || outline->level == 0 || title->level < outline->level ||
	    sl_str_equal(title->name.text, outline->title_text))
		return;
	title->kind = SUMLINT_PART_SECTION;
	outline->has_title = false;
}

/* The first heading, unless it is lower and the misspelt name of a part; or a later one of the first level, unless that is the parts' level. */
static bool may_be_title(const sl_outline *outline, const sl_mark *mark, sl_str folded)
{
	uint32_t distance;
	const sl_type *type = outline->type;
	if (outline->has_title || (outline->title_elsewhere && (outline->count > 0 || mark->level > 1)))
		return false;
	if (outline->count > 0)
		return mark->level <= 1 && outline->level != mark->level;
	return mark->level <= 1 || !sl_name_nearest(type->names, type->name_count, folded, NULL, &distance);
}

/* ---- labelled lines ---- */

const sl_name *sl_outline_label(sl_outline *outline, const sl_plain *line, size_t *colon, const bool *wanted)
{
	const sl_type *type = outline->type;
	size_t limit = line->text.size < SL_NAME_MAX_BYTES ? (size_t)line->text.size : SL_NAME_MAX_BYTES;
	size_t width;
	const char *at = sl_outline_colon(line->text.data, limit, &width);
	if (!at)
		return NULL;
	*colon = (size_t)(at - line->text.data);
	sl_str label = { line->text.data, *colon };
	const sl_name *name = wanted ? NULL : sl_name_as_written(type->names, type->name_count, label);
	if (name)
		return slot_kind(outline, name->slot) == SUMLINT_PART_LINE ? name : NULL;
	sl_str folded = sl_folder_fold(&outline->folder, label);
	uint32_t distance;
	name = wanted ? sl_name_nearest(type->names, type->name_count, folded, wanted, &distance)
				     : sl_name_find(type->names, type->name_count, folded);
	return name && slot_kind(outline, name->slot) == SUMLINT_PART_LINE ? name : NULL;
}

sl_mark sl_outline_label_mark(const sl_outline *outline, uint32_t block, uint32_t start, const sl_plain *line, size_t colon)
{
	sl_mark mark = mark_at(outline, block, SUMLINT_PART_LINE);
	const char *text = outline->text.data;
	uint32_t width = (unsigned char)line->text.data[colon] == 0xEF ? 3 : 1, limit = (uint32_t)outline->text.size;
	uint32_t end = sl_plain_source(line, (uint32_t)colon) + width;
	if (colon + width < line->text.size)
		limit = sl_plain_source(line, (uint32_t)colon + width);
	/* `**Best for:** A`: the mark-up around the label is no part of the value. */
	while (outline->syntax == SUMLINT_SYNTAX_MARKDOWN && (text[start] == '*' || text[start] == '_') && end < limit && text[end] == text[start])
		end++;
	mark.heading = (sl_span){ start, end };
	mark.content = end;
	mark.name.text = (sl_str){ line->text.data, colon };
	mark.name.span = sl_plain_span(line, 0, (uint32_t)colon);
	return mark;
}

/* `## Best for: A, B`: a labelled line in a heading's place. */
static bool is_label_in_heading(sl_outline *outline, sl_mark *mark)
{
	size_t colon;
	const sl_name *name = outline->count > 0 ? sl_outline_label(outline, &mark->name, &colon, NULL) : NULL;
	if (!name || sl_word_count((sl_str){ mark->name.text.data + colon, mark->name.text.size - colon }) == 0)
		return false;
	const sl_block *block = &outline->blocks.items[mark->block];
	sl_mark label = sl_outline_label_mark(outline, mark->block, block->text.start, &mark->name, colon);
	label.heading.start = block->span.start;
	label.line = mark->name;
	label.known = name;
	label.slot = name->slot;
	label.level = 0;
	label.flags = SUMLINT_PART_AS_HEADING;
	*mark = label;
	return true;
}

static void take_name(const sl_outline *outline, sl_mark *mark, const sl_name *name)
{
	mark->known = name;
	mark->slot = name->slot;
	mark->kind = slot_kind(outline, name->slot);
	if (mark->kind == SUMLINT_PART_LINE)
		mark->flags |= SUMLINT_PART_AS_HEADING;
}

static void name_heading(sl_outline *outline, sl_mark *mark)
{
	const sl_type *type = outline->type;
	const sl_name *name = sl_name_as_written(type->names, type->name_count, mark->name.text);
	sl_str folded = { NULL, 0 };
	if (!name) {
		folded = sl_folder_fold(&outline->folder, mark->name.text);
		name = sl_name_find(type->names, type->name_count, folded);
	}
	if (name) {
		take_name(outline, mark, name);
	} else if (is_label_in_heading(outline, mark)) {
		return;
	} else if (may_be_title(outline, mark, folded) || (mark->name.text.size > 0 && same_as_title(outline, &mark->name))) {
		mark->kind = SUMLINT_PART_TITLE;
	}
}

/* `## Summary {#summary}`: attributes, which site generators read, are no part of what a heading says. */
static sl_span without_attributes(sl_str text, sl_span span)
{
	uint32_t at = span.end;
	if (span.end - span.start < 4 || text.data[span.end - 1] != '}')
		return span;
	while (at > span.start && text.data[at - 1] != '{')
		at--;
	/* Behind the brace, and with a blank in front of it. */
	if (at < span.start + 2 || !strchr("#.:", text.data[at]) || (text.data[at - 2] != ' ' && text.data[at - 2] != '\t'))
		return span;
	sl_str left = sl_str_trim(sl_str_slice(text.data, (sl_span){ span.start, at - 1 }));
	return left.size ? (sl_span){ span.start, span.start + (uint32_t)left.size } : span;
}

static bool add_heading(sl_outline *outline, uint32_t block)
{
	sl_mark mark = mark_at(outline, block, SUMLINT_PART_SECTION);
	if (!sl_outline_plain(outline, without_attributes(outline->text, outline->blocks.items[block].text), &mark.name))
		return false;
	name_heading(outline, &mark);
	bool inside = mark.slot == SUMLINT_NONE && mark.kind == SUMLINT_PART_SECTION && outline->type->public.other_sections &&
	    outline->count > 0 && mark.level > outline->marks[outline->count - 1].level && outline->marks[outline->count - 1].level > 0 &&
	    outline->marks[outline->count - 1].kind == SUMLINT_PART_SECTION;
	/* Where other headings are welcome, a deeper one is content of its section. */
	return inside || sl_outline_add(outline, &mark);
}

static bool add_label(sl_outline *outline, uint32_t block, sl_span line, bool *added)
{
	size_t colon, width;
	sl_plain plain;
	/* Only a line with a colon near its beginning is worth looking at. */
	size_t look = line.end - line.start < SL_NAME_MAX_BYTES + 8 ? line.end - line.start : SL_NAME_MAX_BYTES + 8;
	if (!sl_outline_colon(outline->text.data + line.start, look, &width))
		return true;
	if (!sl_outline_plain(outline, line, &plain))
		return false;
	const sl_name *name = sl_outline_label(outline, &plain, &colon, NULL);
	if (!name)
		return true;
	sl_mark mark = sl_outline_label_mark(outline, block, line.start, &plain, colon);
	mark.known = name;
	mark.slot = name->slot;
	mark.line = plain;
	mark.line_end = line.end;
	*added = true;
	return sl_outline_add(outline, &mark);
}

/* ---- paragraphs ---- */

sl_str sl_outline_behind_markup(sl_str line)
{
	while (line.size && strchr("*_~[`\\<", line.data[0])) {
		const char *tag = line.data[0] == '<' ? memchr(line.data, '>', (size_t)line.size) : NULL;
		size_t size = tag ? (size_t)(tag - line.data) + 1 : 1;
		line = (sl_str){ line.data + size, line.size - size };
	}
	return line;
}

/* A pattern that begins with a literal word matches only lines that begin with it. */
bool sl_outline_may_be_attribution(const sl_outline *outline, sl_str line)
{
	if (!outline->type->pattern)
		return false;
	uint32_t count;
	bool template;
	const sl_pattern_word *words = sl_pattern_words(outline->type->pattern, &count, &template);
	if (!template || count == 0 || words[0].capture)
		return true;
	line = sl_str_trim(line);
	if (outline->syntax == SUMLINT_SYNTAX_MARKDOWN)
		line = sl_outline_behind_markup(line);
	return sl_str_starts(line, words[0].text);
}

static bool add_attribution(sl_outline *outline, uint32_t block, sl_span line, bool *added)
{
	if (!sl_outline_may_be_attribution(outline, sl_str_slice(outline->text.data, line)))
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
	if (found->near)
		mark.flags = SUMLINT_PART_NEAR;
	*added = true;
	return sl_outline_add(outline, &mark);
}

/* Looks for a label or an attribution at each line of a Markdown paragraph. */
static bool scan_lines(sl_outline *outline, uint32_t block, bool *any)
{
	sl_span text = outline->blocks.items[block].text;
	for (uint32_t at = text.start; at < text.end;) {
		uint32_t end = sl_outline_line_end(outline, at, text.end);
		bool added = false;
		uint32_t last = end, lines = 0;
		/* A label's value runs to the next label; what follows is cut off again when that is marked. */
		if (!add_label(outline, block, (sl_span){ at, end }, &added))
			return false;
		while (!added && lines++ < ATTRIBUTION_LINES) {
			if (!add_attribution(outline, block, (sl_span){ at, last }, &added))
				return false;
			uint32_t next = sl_outline_next_line(outline, last, text.end);
			if (added || next >= text.end)
				break;
			if (!sl_outline_may_be_attribution(outline, (sl_str){ outline->text.data + at, end - at }))
				break;
			last = sl_outline_line_end(outline, next, text.end);
		}
		*any = *any || added;
		at = sl_outline_next_line(outline, added && last > end ? last : end, text.end);
	}
	return true;
}

/* In plain text every line is a block: an attribution that was wrapped stands in several that follow one another. */
static bool add_text_attribution(sl_outline *outline, uint32_t block, bool *added)
{
	sl_block *blocks = outline->blocks.items;
	sl_span lines = blocks[block].text;
	uint32_t last = block;
	for (uint32_t i = block; !*added && i < outline->blocks.count && i < block + ATTRIBUTION_LINES; i++) {
		if (blocks[i].kind != SL_BLOCK_PARAGRAPH || (i > block && blocks[i].span.start != blocks[i - 1].span.end))
			break;
		lines.end = blocks[i].text.end;
		last = i;
		if (!add_attribution(outline, block, lines, added))
			return false;
		if (!sl_outline_may_be_attribution(outline, sl_str_slice(outline->text.data, blocks[block].text)))
			break;
	}
	/* Its further lines are nothing else besides. */
	for (uint32_t i = block + 1; *added && i <= last; i++)
		blocks[i].kind = SL_BLOCK_COMMENT;
	return true;
}

/* A line that is a name and nothing else. A mark is large: it is made for those alone. */
static bool add_text_heading(sl_outline *outline, uint32_t block, bool *added)
{
	const sl_type *type = outline->type;
	sl_plain plain;
	if (!sl_outline_plain(outline, outline->blocks.items[block].text, &plain))
		return false;
	const sl_name *name = sl_name_as_written(type->names, type->name_count, plain.text);
	if (!name)
		name = sl_name_find(type->names, type->name_count, sl_folder_fold(&outline->folder, plain.text));
	if (!name)
		return true;
	sl_mark mark = mark_at(outline, block, SUMLINT_PART_SECTION);
	mark.name = plain;
	take_name(outline, &mark, name);
	*added = true;
	return sl_outline_add(outline, &mark);
}

static bool add_text_line(sl_outline *outline, uint32_t block, bool *any)
{
	sl_span line = outline->blocks.items[block].text;
	const sl_type *type = outline->type;
	if (line.end - line.start <= SL_NAME_MAX_BYTES &&
	    sl_name_may_begin(type->names, type->name_count, sl_str_slice(outline->text.data, line)) && !add_text_heading(outline, block, any))
		return false;
	return *any || (add_label(outline, block, line, any) && (*any || add_text_attribution(outline, block, any)));
}

/* Nothing is before the block, or nothing but an attribution, which stands there by mistake. */
static bool is_first_line(const sl_outline *outline, uint32_t block)
{
	if (outline->count == 0)
		return true;
	return outline->count == 1 && outline->marks[0].kind == SUMLINT_PART_ATTRIBUTION && outline->marks[0].block + 1 == block;
}

/* In plain text the first line is the title, unless it is something else; a second line that says the same is a second title. */
static bool add_text_title(sl_outline *outline, uint32_t block)
{
	bool first = is_first_line(outline, block) && !outline->title_elsewhere;
	bool second = outline->count == 1 && outline->marks[0].kind == SUMLINT_PART_TITLE && outline->marks[0].block + 1 == block;
	if (!first && !second)
		return true;
	sl_mark mark = mark_at(outline, block, SUMLINT_PART_TITLE);
	if (!sl_outline_plain(outline, outline->blocks.items[block].text, &mark.name))
		return false;
	return (second && !same_as_title(outline, &mark.name)) || sl_outline_add(outline, &mark);
}

static bool add_paragraph(sl_outline *outline, uint32_t block)
{
	bool any = false;
	if (outline->syntax == SUMLINT_SYNTAX_MARKDOWN)
		return scan_lines(outline, block, &any);
	return add_text_line(outline, block, &any) && (any || add_text_title(outline, block));
}

bool sl_outline_find(sl_outline *outline)
{
	if (!sl_outline_divide_items(outline, NULL))
		return false;
	for (uint32_t i = 0; i < outline->blocks.count; i++) {
		const sl_block *block = &outline->blocks.items[i];
		if (block->kind == SL_BLOCK_HEADING && !add_heading(outline, i))
			return false;
		if (block->kind == SL_BLOCK_PARAGRAPH && !add_paragraph(outline, i))
			return false;
	}
	settle_title(outline);
	return !outline->folder.failed;
}
