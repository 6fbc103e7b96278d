/* SPDX-License-Identifier: Apache-2.0
 * document.c - the order of parsing: front matter, blocks, marks, parts, and what is missing.
 */
#include "parse/document.h"

#include "base/file.h"
#include "parse/content.h"
#include "parse/fields.h"

#include <stdlib.h>
#include <string.h>

uint32_t sl_syntax_of(sl_str path, sl_str text)
{
	static const char *const markdown[] = { ".md", ".markdown", ".mdown", ".mkd", ".mdx" };
	sl_str extension = sl_path_extension(path);
	for (size_t i = 0; i < sizeof(markdown) / sizeof(*markdown); i++) {
		if (sl_str_is(extension, markdown[i]))
			return SUMLINT_SYNTAX_MARKDOWN;
	}
	if (extension.size)
		return SUMLINT_SYNTAX_TEXT;
	if (sl_str_starts(text, SL_LIT("---\n")) || sl_str_starts(text, SL_LIT("#")) ||
	    (text.size && memmem(text.data, (size_t)text.size, "\n#", 2)))
		return SUMLINT_SYNTAX_MARKDOWN;
	return SUMLINT_SYNTAX_TEXT;
}

/* ---- from marks to parts ---- */

static void set_attribution(sumlint_part *part, const sl_attribution *found)
{
	part->captures = found->captures;
	part->capture_count = found->capture_count;
	part->deviation = found->deviation;
	part->expected = found->expected;
}

static bool fill_line(const sl_mark *mark, const sumlint_slot *slot, sl_content *content)
{
	/* The first colon ends the label. With the lines that follow, its mark-up may be read otherwise than without: its size is not that of the name. */
	size_t width;
	const char *colon = sl_outline_colon(mark->line.text.data, (size_t)mark->line.text.size, &width);
	size_t from = colon ? (size_t)(colon - mark->line.text.data) + width : (size_t)mark->line.text.size;
	from = mark->label ? mark->label : from;
	if (from >= mark->line.text.size)
		return true;
	if (slot->kinds & SUMLINT_KIND_TERMS || (slot->kinds & SUMLINT_KIND_LIST && slot->separator.size))
		return sl_content_split(content, &mark->line, from, slot->separator, true);
	sl_str value = sl_str_trim((sl_str){ mark->line.text.data + from, mark->line.text.size - from });
	uint32_t start = (uint32_t)(value.data - mark->line.text.data);
	return value.size == 0 ||
	    sl_content_paragraph(content, sl_plain_span(&mark->line, start, start + (uint32_t)value.size), value);
}

/* The bytes [from, to) without white space around them. */
static sl_span trimmed(sl_str text, uint32_t from, uint32_t to)
{
	if (to < from)
		to = from;
	sl_str inner = sl_str_trim(sl_str_slice(text.data, (sl_span){ from, to }));
	uint32_t start = (uint32_t)(inner.data - text.data);
	return (sl_span){ start, start + (uint32_t)inner.size };
}

/* A label's mark-up may go on into its value: `**Best for: A**`. */
static void widen_body(sumlint_part *part, const sl_content *content)
{
	uint32_t start = part->body.start;
	if (content->item_count && content->items[0].span.start < start)
		start = content->items[0].span.start;
	if (content->paragraph_count && content->paragraphs[0].span.start < start)
		start = content->paragraphs[0].span.start;
	part->body.start = start;
}

static bool add_part(sl_outline *outline, sl_parts *parts, uint32_t index)
{
	const sl_mark *mark = &outline->marks[index];
	bool last = index + 1 == outline->count;
	uint32_t end = last ? (uint32_t)outline->text.size : outline->marks[index + 1].heading.start;
	uint32_t end_block = last ? outline->blocks.count : outline->marks[index + 1].block + 1;
	sumlint_part *part = sl_parts_add(outline->arena, parts, mark->kind);
	if (!part)
		return false;
	part->slot = mark->slot;
	part->flags = mark->flags;
	part->level = mark->level;
	part->name = mark->name.text;
	part->name_span = mark->name.span;
	part->expected = mark->expected;
	if (mark->known && !sl_name_written(outline->arena, mark->known, part->name, &part->expected))
		return false;
	part->heading = mark->heading;
	part->body = trimmed(outline->text, mark->content, end);
	part->span = (sl_span){ mark->heading.start, end };
	if (mark->attribution)
		set_attribution(part, mark->attribution);
	const sumlint_slot *slot = part->slot == SUMLINT_NONE ? NULL : outline->type->public.slots[part->slot];
	sl_content content = { .arena = outline->arena, .map = outline->map };
	uint32_t from = mark->content;
	if (mark->kind == SUMLINT_PART_LINE && (!(mark->flags & SUMLINT_PART_AS_HEADING) || mark->line.text.size)) {
		const sl_block *block = &outline->blocks.items[mark->block];
		uint32_t block_end = block->kind == SL_BLOCK_ITEM ? block->span.end : block->text.end;
		from = block_end < end ? block_end : end;
		if (!fill_line(mark, slot, &content))
			return false;
	}
	if (from < end && !sl_content_blocks(&content, outline, slot, mark->block, end_block, (sl_span){ from, end }))
		return false;
	widen_body(part, &content);
	sl_content_give(&content, part);
	return true;
}

/* ---- what is there twice, and what is not there ---- */

/* A first heading may say again what the front matter has as the title. */
static bool is_second_title(const sumlint_part *title, const sumlint_part *part)
{
	if (title->origin == part->origin)
		return true;
	return title->name.size && !(title->flags & SUMLINT_PART_UNREAD) && !sl_str_equal(title->name, part->name);
}

static bool exact(const sumlint_part *part)
{
	return (part->flags & (SUMLINT_PART_NEAR | SUMLINT_PART_BY_PLACE)) == 0;
}

static bool has_place(const sl_outline *outline, const sumlint_part *part)
{
	return part->origin == SUMLINT_ORIGIN_BODY && part->slot != SUMLINT_NONE && !(part->flags & SUMLINT_PART_BY_PLACE) &&
	    !outline->type->public.slots[part->slot]->repeatable;
}

/* Of copies of a part, one that stands between the parts that have none counts rather than an earlier one that does not: else that one would be out of
   order, too. `copies`: of each slot. */
static bool prefer_in_place(const sl_outline *outline, const sl_parts *parts, const sumlint_part **by_slot, const uint32_t *copies)
{
	uint32_t *after = sl_arena_calloc(outline->arena, parts->count + 1, sizeof(*after)); /* the slot of the next one that has no copies */
	bool *settled = sl_arena_calloc(outline->arena, outline->type->public.slot_count, sizeof(*settled));
	uint32_t before = 0; /* and one more than that of the last */
	if (!after || !settled)
		return false;
	after[parts->count] = SUMLINT_NONE;
	for (uint32_t i = parts->count; i-- > 0;)
		after[i] = has_place(outline, parts->items[i]) && copies[parts->items[i]->slot] == 1 ? parts->items[i]->slot : after[i + 1];
	for (uint32_t i = 0; i < parts->count; i++) {
		const sumlint_part *part = parts->items[i];
		if (!has_place(outline, part))
			continue;
		if (copies[part->slot] == 1)
			before = part->slot + 1;
		else if (!settled[part->slot] && before <= part->slot && after[i] > part->slot) {
			settled[part->slot] = true;
			if (by_slot[part->slot]->origin == SUMLINT_ORIGIN_BODY)
				by_slot[part->slot] = part;
		}
	}
	return true;
}

/* Fills by_slot with what counts as each part. False when memory is short. */
static bool find_slots(const sl_outline *outline, const sl_parts *parts, const sumlint_part **by_slot)
{
	bool twice = false;
	uint32_t *copies = sl_arena_calloc(outline->arena, outline->type->public.slot_count + 1, sizeof(*copies));
	if (!copies)
		return false;
	for (uint32_t i = 0; i < parts->count; i++) {
		const sumlint_part *part = parts->items[i];
		if (part->slot == SUMLINT_NONE)
			continue;
		if (!by_slot[part->slot])
			by_slot[part->slot] = part;
		twice = ++copies[part->slot] > 1 || twice;
	}
	return !twice || !outline->type->public.order_strict || prefer_in_place(outline, parts, by_slot, copies);
}

static bool find_firsts(sl_document *document, const sl_outline *outline, sl_parts *parts, const sumlint_part **by_slot)
{
	const sumlint_part *title = NULL, *attribution = NULL;
	if (!find_slots(outline, parts, by_slot))
		return false;
	for (uint32_t i = 0; i < parts->count; i++) {
		sumlint_part *part = parts->items[i];
		if (part->slot != SUMLINT_NONE) {
			if (by_slot[part->slot] != part && exact(part))
				part->flags |= SUMLINT_PART_DUPLICATE;
		} else if (part->kind == SUMLINT_PART_TITLE) {
			if (title && is_second_title(title, part))
				part->flags |= SUMLINT_PART_DUPLICATE;
			if (!title)
				title = part;
		} else if (part->kind == SUMLINT_PART_ATTRIBUTION) {
			if (attribution)
				part->flags |= SUMLINT_PART_DUPLICATE;
			attribution = part;
		}
	}
	document->public.title = title;
	document->public.attribution = attribution;
	return true;
}

/* Where content ends: behind the last block that says something. */
static uint32_t content_end(const sl_document *document, const sl_outline *outline)
{
	for (uint32_t i = outline->blocks.count; i-- > 0;) {
		if (outline->blocks.items[i].kind != SL_BLOCK_COMMENT)
			return trimmed(outline->text, 0, outline->blocks.items[i].span.end).end;
	}
	return document->front_matter.map ? document->front_matter.yaml.end : document->front_matter.span.end;
}

/* An absent part belongs in front of the next one that is there: in the body if any section is there, else in the front matter. */
static uint32_t place_of(const sl_document *document, const sl_outline *outline, const sumlint_part *const *by_slot, uint32_t slot)
{
	const sumlint_part *field = NULL;
	bool body = false;
	for (uint32_t i = 0; i < outline->type->public.slot_count; i++) {
		const sumlint_part *part = by_slot[i];
		if (!part)
			continue;
		if (part->origin == SUMLINT_ORIGIN_BODY) {
			body = true;
			if (i > slot)
				return part->heading.start;
		} else if (i > slot && !field) {
			field = part;
		}
	}
	const sumlint_part *attribution = document->public.attribution;
	if ((body || !field) && attribution && attribution->origin == SUMLINT_ORIGIN_BODY)
		return attribution->heading.start;
	if (field && !body)
		return field->heading.start;
	return content_end(document, outline);
}

static bool set_places(sl_document *document, sl_outline *outline, const sumlint_part *const *by_slot)
{
	uint32_t count = outline->type->public.slot_count;
	uint32_t *places = sl_arena_calloc(outline->arena, count + 1, sizeof(*places));
	if (!places)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		if (!by_slot[i])
			places[i] = place_of(document, outline, by_slot, i);
	}
	document->public.slot_place = places;
	document->public.attribution_place = content_end(document, outline);
	uint32_t first = outline->blocks.count ? outline->blocks.items[0].span.start : document->front_matter.yaml.start;
	document->public.title_place = first;
	return true;
}

static void set_followed(const sl_outline *outline, sl_parts *parts)
{
	uint32_t last = 0;
	for (uint32_t i = outline->blocks.count; i-- > 0 && last == 0;) {
		const sl_block *block = &outline->blocks.items[i];
		if (block->kind != SL_BLOCK_COMMENT)
			last = block->text.end > block->span.start ? block->text.end : block->span.end;
	}
	for (uint32_t i = 0; i < parts->count; i++) {
		sumlint_part *part = parts->items[i];
		if (part->kind == SUMLINT_PART_ATTRIBUTION && part->origin == SUMLINT_ORIGIN_BODY && part->heading.end < last)
			part->flags |= SUMLINT_PART_FOLLOWED;
	}
}

static bool finish(sl_document *document, sl_outline *outline, sl_parts *parts)
{
	const sumlint_part **by_slot = sl_arena_calloc(outline->arena, outline->type->public.slot_count + 1, sizeof(*by_slot));
	if (!by_slot || !find_firsts(document, outline, parts, by_slot))
		return false;
	set_followed(outline, parts);
	document->public.parts = (const sumlint_part *const *)parts->items;
	document->public.part_count = parts->count;
	document->public.by_slot = by_slot;
	return set_places(document, outline, by_slot);
}

/* ---- the whole ---- */

static int compare_parts(const void *left, const void *right)
{
	const sumlint_part *a = *(sumlint_part *const *)left, *b = *(sumlint_part *const *)right;
	if (a->heading.start != b->heading.start)
		return a->heading.start > b->heading.start ? 1 : -1;
	/* A misspelt key, and the part that it was taken for. */
	return (a->name_span.start > b->name_span.start) - (a->name_span.start < b->name_span.start);
}

/* The fields, which were found in two goes. */
static void sort_parts(sl_parts *parts)
{
	if (parts->count > 1)
		qsort(parts->items, parts->count, sizeof(sumlint_part *), compare_parts);
}

/* Room for the usual document from the start: what grows leaves its old place behind. */
#define USUAL_BLOCKS 48
#define USUAL_MARKS 16

static bool make_room(sl_outline *outline)
{
	outline->blocks.items = sl_arena_alloc(outline->arena, USUAL_BLOCKS * sizeof(*outline->blocks.items));
	outline->marks = sl_arena_alloc(outline->arena, USUAL_MARKS * sizeof(*outline->marks));
	outline->blocks.capacity = USUAL_BLOCKS;
	outline->capacity = USUAL_MARKS;
	return outline->blocks.items && outline->marks;
}

static bool parse_parts(sl_document *document, sl_outline *outline, sl_parts *parts)
{
	uint32_t start = document->front_matter.span.end;
	if (!make_room(outline))
		return false;
	bool good = outline->syntax == SUMLINT_SYNTAX_MARKDOWN
	    ? sl_markdown_blocks(outline->arena, outline->text, start, &outline->blocks)
	    : sl_text_blocks(outline->arena, outline->text, start, &outline->blocks);
	good = good && sl_fields_parse(document, outline, parts, false) && sl_outline_find(outline) &&
	    sl_fields_parse(document, outline, parts, true) && sl_outline_guess(outline) && sl_outline_extend_labels(outline);
	sort_parts(parts);
	for (uint32_t i = 0; good && i < outline->count; i++)
		good = add_part(outline, parts, i);
	return good;
}

sl_document *sl_document_parse(sl_arena *arena, sl_str path, sl_str text, uint32_t syntax, const sl_type *type)
{
	const sl_byte_map map = sl_byte_map_make(arena, text);
	return sl_document_parse_mapped(arena, path, &map, text, syntax, type);
}

sl_document *sl_document_parse_mapped(sl_arena *arena, sl_str path, const sl_byte_map *map, sl_str text, uint32_t syntax, const sl_type *type)
{
	sl_document *document = sl_arena_calloc(arena, 1, sizeof(*document));
	bool *present = sl_arena_calloc(arena, type->public.slot_count + 1, sizeof(*present));
	if (!document || !present || !sl_front_matter_read(arena, path, text, &document->front_matter))
		return NULL;
	document->type = type;
	document->public = (sumlint_document){ .struct_size = sizeof(sumlint_document), .syntax = syntax, .path = path, .text = text,
		.type = &type->public, .front_matter = document->front_matter.span };
	if (document->front_matter.problem) {
		document->problems = document->front_matter.problem;
		document->problem_count = document->problem_capacity = 1;
	}
	/* A BOM is no text; front matter has looked behind it already. */
	if (document->front_matter.span.end == 0 && sl_str_starts(text, SL_LIT("\xEF\xBB\xBF")))
		document->front_matter.span = document->front_matter.yaml = (sl_span){ 3, 3 };
	sl_outline outline = { .arena = arena, .text = text, .map = map, .syntax = syntax, .type = type, .present = present };
	outline.blocks.map = map;
	sl_parts parts = { 0 };
	bool good = parse_parts(document, &outline, &parts) && finish(document, &outline, &parts) &&
	    sl_directives_find(arena, text, document->front_matter.map, &outline.blocks, syntax == SUMLINT_SYNTAX_MARKDOWN, &document->directives);
	sl_folder_finish(&outline.folder);
	/* Rules know parts alone. */
	sl_arena_release(arena, outline.marks, outline.capacity * sizeof(*outline.marks));
	sl_arena_release(arena, outline.blocks.items, outline.blocks.capacity * sizeof(*outline.blocks.items));
	return good && !arena->failed ? document : NULL;
}
