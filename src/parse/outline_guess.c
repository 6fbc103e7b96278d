/* SPDX-License-Identifier: Apache-2.0
 * outline_guess.c - what stands for a missing part: a misspelt heading or label, an unknown heading in its place, a bent attribution. Runs
 * only where something is missing, so that a document in order pays nothing.
 */
#include "parse/outline.h"

#include "base/utf8.h"

#include <string.h>

/* A bare line of plain text is taken for a renamed heading only if it looks like one. */
#define HEADING_WORDS 6
#define HEADING_BYTES 80
/* A bent attribution is looked for in that many blocks from the end. */
#define ATTRIBUTION_BLOCKS 16

/* The slots that have no part yet. */
static bool *missing_slots(const sl_outline *outline, bool *any)
{
	uint32_t count = outline->type->public.slot_count;
	bool *missing = sl_arena_calloc(outline->arena, count + 1, sizeof(*missing));
	*any = false;
	for (uint32_t i = 0; missing && i < count; i++) {
		missing[i] = !outline->present[i];
		*any = *any || missing[i];
	}
	return missing;
}

static void set_near(const sl_outline *outline, sl_mark *mark, const sl_name *name)
{
	mark->expected = name->placeholder ? (sl_str){ NULL, 0 } : name->text;
	if (!outline->present[name->slot]) {
		mark->slot = name->slot;
		mark->flags |= SUMLINT_PART_NEAR;
		outline->present[name->slot] = true;
	}
}

/* ---- Markdown: unknown headings that are close to a missing one ---- */

static void guess_headings(sl_outline *outline, const bool *missing)
{
	for (uint32_t i = 0; i < outline->count; i++) {
		sl_mark *mark = &outline->marks[i];
		if (mark->kind != SUMLINT_PART_SECTION || mark->slot != SUMLINT_NONE)
			continue;
		uint32_t distance;
		const sl_type *type = outline->type;
		sl_str folded = sl_folder_fold(&outline->folder, mark->name.text);
		const sl_name *name = sl_name_nearest(type->names, type->name_count, folded, missing, &distance);
		if (!name || outline->present[name->slot])
			name = sl_name_nearest(type->names, type->name_count, folded, NULL, &distance);
		if (name)
			set_near(outline, mark, name);
	}
}

/* ---- lines that are close to a missing heading or label ---- */

static bool is_marked(const sl_outline *outline, uint32_t block)
{
	for (uint32_t low = 0, high = outline->count; low < high;) {
		uint32_t middle = (low + high) / 2;
		if (outline->marks[middle].block == block)
			return true;
		if (outline->marks[middle].block < block)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static bool guess_label(sl_outline *outline, uint32_t index, const sl_plain *plain, const bool *missing)
{
	size_t colon;
	const sl_name *name = sl_outline_label(outline, plain, &colon, missing);
	if (!name || outline->present[name->slot])
		return true;
	const sl_block *block = &outline->blocks.items[index];
	sl_mark mark = { .kind = SUMLINT_PART_LINE, .slot = SUMLINT_NONE, .block = index };
	mark.heading = (sl_span){ block->text.start, sl_plain_source(plain, (uint32_t)colon) + 1 };
	mark.content = mark.heading.end;
	mark.name.text = (sl_str){ plain->text.data, colon };
	mark.name.span = sl_plain_span(plain, 0, (uint32_t)colon);
	set_near(outline, &mark, name);
	return sl_outline_insert(outline, &mark);
}

static bool guess_text_heading(sl_outline *outline, uint32_t index, const sl_plain *plain, const bool *missing)
{
	uint32_t distance;
	const sl_type *type = outline->type;
	if (plain->text.size > type->longest_name * 2 + 8)
		return true;
	const sl_name *name = sl_name_nearest(type->names, type->name_count, sl_folder_fold(&outline->folder, plain->text), missing, &distance);
	if (!name || outline->present[name->slot] || type->public.slots[name->slot]->kind != SUMLINT_PART_SECTION)
		return true;
	const sl_block *block = &outline->blocks.items[index];
	sl_mark mark = { .kind = SUMLINT_PART_SECTION, .slot = SUMLINT_NONE, .block = index, .heading = block->span, .content = block->span.end,
		.name = *plain };
	set_near(outline, &mark, name);
	return sl_outline_insert(outline, &mark);
}

static bool guess_lines(sl_outline *outline, const bool *missing)
{
	bool text = outline->syntax == SUMLINT_SYNTAX_TEXT;
	for (uint32_t i = 0; i < outline->blocks.count; i++) {
		const sl_block *block = &outline->blocks.items[i];
		uint32_t look = block->text.end - block->text.start;
		if (block->kind != SL_BLOCK_PARAGRAPH || look == 0 || is_marked(outline, i))
			continue;
		if (look > SL_NAME_MAX_BYTES)
			look = SL_NAME_MAX_BYTES;
		bool label = memchr(outline->text.data + block->text.start, ':', look) != NULL;
		bool heading = text && block->text.end - block->text.start <= SL_NAME_MAX_BYTES;
		if (!label && !heading)
			continue;
		sl_plain plain;
		if (!sl_outline_plain(outline, block->text, &plain))
			return false;
		if (heading && !guess_text_heading(outline, i, &plain, missing))
			return false;
		if (label && !is_marked(outline, i) && !guess_label(outline, i, &plain, missing))
			return false;
	}
	return true;
}

/* ---- unknown headings that stand where a required part is missing ---- */

/* A required section is missing between these two slots: the first of them, or SUMLINT_NONE. */
static uint32_t missing_between(const sl_outline *outline, uint32_t from, uint32_t to)
{
	for (uint32_t slot = from; slot < to; slot++) {
		const sumlint_slot *s = outline->type->public.slots[slot];
		if (!outline->present[slot] && s->required && s->kind == SUMLINT_PART_SECTION)
			return slot;
	}
	return SUMLINT_NONE;
}

static void claim_place(sl_outline *outline, sl_mark *mark, uint32_t slot)
{
	sl_str name = outline->type->public.slots[slot]->name;
	mark->slot = slot;
	mark->flags |= SUMLINT_PART_BY_PLACE;
	mark->expected = name.size && memchr(name.data, '{', (size_t)name.size) ? (sl_str){ NULL, 0 } : name;
	outline->present[slot] = true;
}

static bool looks_like_heading(const sl_outline *outline, const sl_block *block)
{
	sl_str line = sl_str_slice(outline->text.data, block->text);
	if (block->kind != SL_BLOCK_PARAGRAPH || line.size == 0 || line.size > HEADING_BYTES)
		return false;
	char first = line.data[0], last = line.data[line.size - 1];
	return !(first >= 'a' && first <= 'z') && !strchr(".,;:!?", last) && sl_word_count(line) <= HEADING_WORDS;
}

/* In plain text: the first bare line between two marks that looks like a heading and has something below it. */
static bool find_bare_heading(sl_outline *outline, uint32_t from, uint32_t to, uint32_t slot, bool after_title)
{
	for (uint32_t i = from + (after_title ? 1 : 2); i + 1 < to; i++) {
		const sl_block *block = &outline->blocks.items[i];
		if (!looks_like_heading(outline, block))
			continue;
		sl_mark mark = { .kind = SUMLINT_PART_SECTION, .slot = SUMLINT_NONE, .block = i, .heading = block->span,
			.content = block->span.end };
		if (!sl_outline_plain(outline, block->text, &mark.name))
			return false;
		claim_place(outline, &mark, slot);
		return sl_outline_insert(outline, &mark);
	}
	return true;
}

static bool guess_places(sl_outline *outline)
{
	uint32_t before = 0; /* the slot that may come next */
	for (uint32_t i = 0; i < outline->count; i++) {
		sl_mark *mark = &outline->marks[i];
		uint32_t next_slot = outline->type->public.slot_count, k = i + 1;
		while (k < outline->count && (outline->marks[k].slot == SUMLINT_NONE || outline->marks[k].flags & SUMLINT_PART_BY_PLACE) &&
		    outline->marks[k].kind != SUMLINT_PART_ATTRIBUTION)
			k++;
		if (k < outline->count && outline->marks[k].slot != SUMLINT_NONE)
			next_slot = outline->marks[k].slot;
		if (mark->slot != SUMLINT_NONE)
			before = mark->slot + 1;
		uint32_t slot = missing_between(outline, before, next_slot);
		if (slot == SUMLINT_NONE)
			continue;
		if (mark->slot == SUMLINT_NONE && mark->kind == SUMLINT_PART_SECTION) {
			claim_place(outline, mark, slot);
			before = slot + 1;
		} else if (outline->syntax == SUMLINT_SYNTAX_TEXT) {
			uint32_t end = i + 1 < outline->count ? outline->marks[i + 1].block : outline->blocks.count;
			if (!find_bare_heading(outline, mark->block, end, slot, mark->kind == SUMLINT_PART_TITLE))
				return false;
		}
	}
	return true;
}

/* ---- a bent attribution ---- */

static bool guess_attribution(sl_outline *outline)
{
	uint32_t first = outline->blocks.count > ATTRIBUTION_BLOCKS ? outline->blocks.count - ATTRIBUTION_BLOCKS : 0;
	for (uint32_t i = outline->blocks.count; i-- > first;) {
		const sl_block *block = &outline->blocks.items[i];
		sl_mark mark = { .kind = SUMLINT_PART_ATTRIBUTION, .slot = SUMLINT_NONE, .block = i, .heading = block->text, .content = block->text.end };
		sl_attribution *near = NULL;
		if (block->kind != SL_BLOCK_PARAGRAPH || is_marked(outline, i))
			continue;
		if (!sl_outline_plain(outline, block->text, &mark.name) ||
		    !sl_attribution_near(outline->arena, outline->type, &mark.name, &near))
			return false;
		if (near) {
			mark.attribution = near;
			mark.flags = SUMLINT_PART_NEAR;
			mark.expected = near->expected;
			return sl_outline_insert(outline, &mark);
		}
	}
	return true;
}

bool sl_outline_guess(sl_outline *outline)
{
	bool any;
	bool *missing = missing_slots(outline, &any);
	if (!missing)
		return false;
	if (!outline->has_attribution && outline->type->pattern && !guess_attribution(outline))
		return false;
	guess_headings(outline, missing);
	if (any && !guess_lines(outline, missing))
		return false;
	return !outline->type->public.order_strict || guess_places(outline);
}
