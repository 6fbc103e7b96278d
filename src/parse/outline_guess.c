/* SPDX-License-Identifier: Apache-2.0
 * outline_guess.c - what stands for a missing part: a misspelt heading or label, an unknown heading in its place, a bent attribution. Runs
 * only where something is missing, so that a document in order pays nothing.
 */
#include "parse/outline.h"

#include "base/utf8.h"

#include <string.h>

/* A bent attribution is looked for in that many blocks from the end, and that many lines of each. */
#define ATTRIBUTION_BLOCKS 16
#define ATTRIBUTION_LINES 8

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

static void set_near(sl_outline *outline, sl_mark *mark, const sl_name *name)
{
	sl_str folded = sl_folder_fold(&outline->folder, mark->name.text);
	mark->expected = sl_name_mended(outline->arena, name, folded, mark->name.text);
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

/* Behind the first words of a text, as many as the folded `name` has. */
static size_t behind_words(sl_str text, sl_str name)
{
	size_t at = 0, words = 1;
	bool space = false;
	for (size_t i = 0; i < name.size; i++)
		words += name.data[i] == ' ';
	for (size_t next = 0; next < text.size; at = next) {
		bool before = space;
		space = sl_is_space(sl_utf8_next(text, &next));
		if (space && !before && --words == 0)
			return at;
	}
	return at;
}

/* What may stand for a colon by mistake; its size. */
static size_t sign_size(sl_str text)
{
	static const char *const signs[] = { "\uff1a", "\u2013", "\u2014", "-", ";", ".", ",", "=" };
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		if (sl_str_starts(text, sl_str_of(signs[i])))
			return strlen(signs[i]);
	}
	return 0;
}

/* Size of a sign that is the last of the text: "Best for;". */
static size_t trailing_sign(sl_str text)
{
	for (size_t size = 1; size <= 3 && size < text.size; size++) {
		if (sign_size((sl_str){ text.data + text.size - size, size }) == size)
			return size;
	}
	return 0;
}

/* Size of a blank and a sign between blanks at the start of the text: "Best for - A". */
static size_t sign_between_blanks(sl_str text)
{
	if (text.size < 3 || text.data[0] != ' ')
		return 0;
	size_t sign = sign_size((sl_str){ text.data + 1, text.size - 1 });
	return sign && sign + 1 < text.size && text.data[sign + 1] == ' ' ? sign + 1 : 0;
}

static bool is_bare_label(sl_outline *outline, sl_str text, const sl_name *name, size_t *end)
{
	*end = behind_words(text, name->folded);
	sl_str words = { text.data, *end };
	words.size -= trailing_sign(words);
	if (!sl_str_equal(sl_folder_fold(&outline->folder, words), name->folded))
		return false;
	if (words.size == *end)
		*end += sign_between_blanks((sl_str){ text.data + *end, text.size - *end });
	return sl_word_count((sl_str){ text.data + *end, text.size - *end }) > 0;
}

const sl_name *sl_outline_bare_label(sl_outline *outline, const sl_plain *line, const bool *wanted, size_t *end)
{
	const sl_type *type = outline->type;
	for (uint32_t i = 0; i < type->name_count; i++) {
		const sl_name *name = &type->names[i];
		if (name->placeholder || name->slot == SUMLINT_NONE || !wanted[name->slot] ||
		    type->public.slots[name->slot]->kind != SUMLINT_PART_LINE)
			continue;
		if (is_bare_label(outline, line->text, name, end))
			return name;
	}
	return NULL;
}

static bool guess_bare_label(sl_outline *outline, const sl_line_walk *walk, const sl_plain *plain, const bool *missing, sl_marks *found)
{
	size_t end;
	const sl_name *name = sl_outline_bare_label(outline, plain, missing, &end);
	if (!name || outline->present[name->slot])
		return true;
	/* As if its last character were the colon. */
	sl_mark mark = sl_outline_label_mark(outline, walk->block, walk->line.start, plain, end - 1);
	mark.label = (uint32_t)end;
	mark.name.text = (sl_str){ plain->text.data, end };
	mark.name.span = sl_plain_span(plain, 0, (uint32_t)end);
	set_near(outline, &mark, name);
	char *expected = sl_arena_alloc(outline->arena, (size_t)name->text.size + 1);
	if (!expected)
		return false;
	memcpy(expected, name->text.data, (size_t)name->text.size);
	expected[name->text.size] = ':';
	mark.expected = (sl_str){ expected, name->text.size + 1 };
	return sl_marks_add(outline, found, &mark);
}

static bool guess_label(sl_outline *outline, const sl_line_walk *walk, const sl_plain *plain, const bool *missing, sl_marks *found)
{
	size_t colon;
	const sl_name *name = sl_outline_label(outline, plain, &colon, missing);
	if (!name || outline->present[name->slot])
		return true;
	sl_mark mark = sl_outline_label_mark(outline, walk->block, walk->line.start, plain, colon);
	set_near(outline, &mark, name);
	return sl_marks_add(outline, found, &mark);
}

static bool guess_text_heading(sl_outline *outline, uint32_t index, const sl_plain *plain, const bool *missing, sl_marks *found)
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
	return sl_marks_add(outline, found, &mark);
}

/* The item's line with its marker. */
static sl_span whole_item(const sl_outline *outline, const sl_block *item)
{
	sl_str line = sl_str_trim(sl_str_slice(outline->text.data, (sl_span){ item->span.start, item->text.end }));
	uint32_t start = (uint32_t)(line.data - outline->text.data);
	return (sl_span){ start, start + (uint32_t)line.size };
}

static bool add_numbered(sl_outline *outline, uint32_t index, const bool *missing, sl_marks *found)
{
	const sl_type *type = outline->type;
	const sl_block *item = &outline->blocks.items[index];
	sl_plain plain;
	if (!sl_outline_plain(outline, item->text, &plain))
		return false;
	const sl_name *name = sl_name_find(type->names, type->name_count, sl_folder_fold(&outline->folder, plain.text));
	if (!name || !missing[name->slot] || outline->present[name->slot] || type->public.slots[name->slot]->kind != SUMLINT_PART_SECTION)
		return true;
	sl_mark mark = { .kind = SUMLINT_PART_SECTION, .slot = SUMLINT_NONE, .block = index, .heading = item->span, .content = item->span.end };
	if (!sl_outline_plain(outline, whole_item(outline, item), &mark.name))
		return false;
	set_near(outline, &mark, name);
	if (name->placeholder)
		mark.expected = plain.text;
	return sl_marks_add(outline, found, &mark);
}

/* In plain text "1. Summary" is a list item, and a heading with a number. */
static bool guess_numbered(sl_outline *outline, const bool *missing)
{
	sl_marks found = { 0 };
	for (uint32_t i = 0; outline->syntax == SUMLINT_SYNTAX_TEXT && i < outline->blocks.count; i++) {
		const sl_block *block = &outline->blocks.items[i];
		if (block->kind == SL_BLOCK_ITEM && block->ordered && block->text.end - block->text.start <= SL_NAME_MAX_BYTES &&
		    !add_numbered(outline, i, missing, &found))
			return false;
	}
	return sl_outline_merge(outline, &found);
}

static bool may_be_bare_label(const sl_outline *outline, sl_span span)
{
	const sl_type *type = outline->type;
	sl_str line = sl_str_slice(outline->text.data, span);
	if (outline->syntax == SUMLINT_SYNTAX_MARKDOWN)
		line = sl_outline_behind_markup(line);
	return sl_name_may_begin(type->names, type->name_count, line);
}

static bool guess_line(sl_outline *outline, const sl_line_walk *walk, const bool *missing, sl_marks *found)
{
	bool text = outline->syntax == SUMLINT_SYNTAX_TEXT;
	uint32_t size = walk->line.end - walk->line.start, count = found->count;
	uint32_t look = size > SL_NAME_MAX_BYTES + 8 ? SL_NAME_MAX_BYTES + 8 : size;
	size_t width;
	bool label = sl_outline_colon(outline->text.data + walk->line.start, look, &width) != NULL;
	bool heading = text && size <= SL_NAME_MAX_BYTES;
	sl_plain plain;
	if (!label && !heading && !may_be_bare_label(outline, walk->line))
		return true;
	if (!sl_outline_plain(outline, walk->line, &plain))
		return false;
	if (heading && !guess_text_heading(outline, walk->block, &plain, missing, found))
		return false;
	if (label && found->count == count && !guess_label(outline, walk, &plain, missing, found))
		return false;
	return found->count > count || guess_bare_label(outline, walk, &plain, missing, found);
}

static bool guess_lines(sl_outline *outline, const bool *missing)
{
	sl_marks found = { 0 };
	sl_line_walk walk = sl_lines_walk(0, 0, 0, (uint32_t)outline->text.size);
	while (sl_line_walk_next(outline, &walk)) {
		if (!guess_line(outline, &walk, missing, &found))
			return false;
	}
	return sl_outline_merge(outline, &found);
}

/* ---- a bent attribution ---- */

/* Or one that is as it should be, where nobody looked for it before: a guess has told it from what it ran on from. */
static bool near_attribution(sl_outline *outline, uint32_t block, sl_span span, sl_marks *found)
{
	sl_mark mark = { .kind = SUMLINT_PART_ATTRIBUTION, .slot = SUMLINT_NONE, .block = block, .heading = span, .content = span.end };
	sl_attribution *seen = NULL;
	if (!sl_outline_plain(outline, span, &mark.name) || !sl_attribution_match(outline->arena, outline->type, &mark.name, &seen) ||
	    (!seen && !sl_attribution_near(outline->arena, outline->type, &mark.name, &seen)))
		return false;
	if (!seen)
		return true;
	if (seen->near)
		mark.flags = SUMLINT_PART_NEAR | (seen->too_costly ? SUMLINT_PART_TOO_COSTLY : 0);
	mark.attribution = seen;
	mark.expected = seen->expected;
	found->count = 0; /* a longer one counts for more */
	return sl_marks_add(outline, found, &mark);
}

/* Where the last lines of a block begin. */
static uint32_t last_lines(const sl_outline *outline, sl_span text)
{
	uint32_t at = text.end, lines = 0;
	for (; at > text.start; at--) {
		char c = outline->text.data[at - 1];
		bool crlf = c == '\r' && outline->text.data[at] == '\n';
		if ((c == '\n' || c == '\r') && !crlf && ++lines == ATTRIBUTION_LINES)
			break;
	}
	return at;
}

/* In lines that no mark parts: from the first that is close by itself, or else all of them. */
static bool guess_attribution_in_lines(sl_outline *outline, uint32_t block, sl_span lines, sl_marks *found)
{
	uint32_t first_end = sl_outline_line_end(outline, lines.start, lines.end);
	for (uint32_t at = lines.start; at < lines.end && found->count == 0;) {
		uint32_t end = sl_outline_line_end(outline, at, lines.end);
		if (!near_attribution(outline, block, (sl_span){ at, end }, found))
			return false;
		bool bent = found->count && found->items[0].attribution->near;
		if (bent && end < lines.end && !near_attribution(outline, block, (sl_span){ at, lines.end }, found))
			return false;
		at = sl_outline_next_line(outline, end, lines.end);
	}
	return found->count || first_end == lines.end || near_attribution(outline, block, lines, found);
}

static bool guess_attribution_in(sl_outline *outline, uint32_t block, sl_marks *found)
{
	sl_span text = outline->blocks.items[block].text, lines = { 0, 0 };
	if (text.end == text.start)
		return true;
	sl_line_walk walk = sl_lines_walk(block, 0, last_lines(outline, text), text.end);
	while (sl_line_walk_next(outline, &walk) && found->count == 0) {
		if (walk.first && lines.end > 0 && !guess_attribution_in_lines(outline, block, lines, found))
			return false;
		lines.start = walk.first || lines.end == 0 ? walk.line.start : lines.start;
		lines.end = walk.line.end;
	}
	return found->count || lines.end == 0 || guess_attribution_in_lines(outline, block, lines, found);
}

/* "— Editorial summary": a dash in front of it makes it a list item. */
static bool guess_attribution_item(sl_outline *outline, uint32_t block, sl_marks *found)
{
	const sl_block *item = &outline->blocks.items[block];
	if (!near_attribution(outline, block, whole_item(outline, item), found))
		return false;
	if (found->count) {
		found->items[0].heading = item->span;
		found->items[0].content = item->span.end;
	}
	return true;
}

static bool guess_attribution(sl_outline *outline)
{
	sl_marks found = { 0 };
	uint32_t first = outline->blocks.count > ATTRIBUTION_BLOCKS ? outline->blocks.count - ATTRIBUTION_BLOCKS : 0;
	for (uint32_t i = outline->blocks.count; i-- > first && found.count == 0;) {
		const sl_block *block = &outline->blocks.items[i];
		if (block->kind == SL_BLOCK_PARAGRAPH && !guess_attribution_in(outline, i, &found))
			return false;
		if (block->kind == SL_BLOCK_ITEM && !guess_attribution_item(outline, i, &found))
			return false;
	}
	return sl_outline_merge(outline, &found);
}

bool sl_outline_guess(sl_outline *outline)
{
	bool any;
	bool *missing = missing_slots(outline, &any);
	if (!missing)
		return false;
	if (!sl_outline_divide_items(outline, missing))
		return false;
	if (!outline->has_attribution && outline->type->pattern && !guess_attribution(outline))
		return false;
	if (any && !sl_outline_guess_forms(outline, missing))
		return false;
	guess_headings(outline, missing);
	if (any && !guess_numbered(outline, missing))
		return false;
	/* In Markdown nothing is found in lines but labels. */
	if (any && (outline->syntax == SUMLINT_SYNTAX_TEXT || sl_outline_lacks(outline, missing, SUMLINT_PART_LINE)) && !guess_lines(outline, missing))
		return false;
	return sl_outline_guess_places(outline) && !outline->folder.failed;
}
