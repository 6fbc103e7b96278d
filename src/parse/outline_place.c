/* SPDX-License-Identifier: Apache-2.0
 * outline_place.c - what stands where a required part is missing, whatever it is called: a heading, a bare line of plain text that looks like
 * one, a labelled line. Only between two parts that are known, and only where the type asks for one between them.
 */
#include "parse/outline.h"

#include "base/utf8.h"

#include <string.h>

/* A bare line of plain text is taken for a renamed heading only if it looks like one. */
#define HEADING_WORDS 6
#define HEADING_BYTES 80
/* And a line for a labelled one only if its label is short. */
#define LABEL_WORDS 5
#define LABEL_BYTES 40
/* So many labelled lines are looked for between two parts. */
#define MAX_LINES 8

/* What is between two marks that are known, or behind the last. */
typedef struct gap {
	uint32_t first; /* index of the mark that it begins with */
	uint32_t last;  /* of the one that ends it; the number of marks where none does */
	uint32_t from;  /* slots [from, to) belong here */
	uint32_t to;
	sl_marks *found;
} gap;

static const sumlint_slot *slot_at(const sl_outline *outline, uint32_t slot)
{
	return outline->type->public.slots[slot];
}

static uint32_t next_missing(const sl_outline *outline, uint32_t from, uint32_t to, uint32_t kind)
{
	for (uint32_t slot = from; slot < to; slot++) {
		const sumlint_slot *s = slot_at(outline, slot);
		if (!outline->present[slot] && s->required && s->kind == kind)
			return slot;
	}
	return SUMLINT_NONE;
}

static void claim(sl_outline *outline, sl_mark *mark, uint32_t slot)
{
	sl_str name = slot_at(outline, slot)->name;
	mark->slot = slot;
	mark->flags |= SUMLINT_PART_BY_PLACE;
	mark->expected = memchr(name.data, '{', (size_t)name.size) ? (sl_str){ NULL, 0 } : name;
	outline->present[slot] = true;
}

static uint32_t end_block(const sl_outline *outline, uint32_t mark)
{
	return mark < outline->count ? outline->marks[mark].block : outline->blocks.count;
}

/* ---- what looks like a heading or a label ---- */

bool sl_outline_looks_like_label(sl_str line, size_t *colon)
{
	size_t limit = line.size <= LABEL_BYTES ? (size_t)line.size : LABEL_BYTES + 1, width;
	const char *at = sl_outline_colon(line.data, limit, &width);
	if (!at)
		return false;
	*colon = (size_t)(at - line.data);
	sl_str value = { at + width, line.size - *colon - width };
	uint32_t words = sl_word_count((sl_str){ line.data, *colon });
	return words > 0 && words <= LABEL_WORDS && value.size > 1 &&
	    (value.data[0] == ' ' || value.data[0] == '\t' || width > 1) && sl_word_count(value) > 0;
}

static bool looks_like_heading(const sl_outline *outline, const sl_block *block)
{
	size_t colon;
	sl_str line = sl_str_slice(outline->text.data, block->text);
	if (block->kind != SL_BLOCK_PARAGRAPH || line.size == 0 || line.size > HEADING_BYTES)
		return false;
	char first = line.data[0], last = line.data[line.size - 1];
	if ((first >= 'a' && first <= 'z') || strchr(".,;:!?", last) || sl_outline_looks_like_label(line, &colon))
		return false;
	uint32_t words = sl_word_count(line);
	return words > 0 && words <= HEADING_WORDS;
}

/* A heading of a list has a list below it, one of prose has prose. */
static bool has_body(const sumlint_slot *slot, const sl_block *below)
{
	bool list = slot->kinds & (SUMLINT_KIND_LIST | SUMLINT_KIND_TERMS), prose = slot->kinds & SUMLINT_KIND_PROSE;
	if (list == prose)
		return below->kind == SL_BLOCK_ITEM || below->kind == SL_BLOCK_PARAGRAPH;
	return below->kind == (list ? SL_BLOCK_ITEM : SL_BLOCK_PARAGRAPH);
}

static bool bare_heading(sl_outline *outline, uint32_t block, sl_mark *mark)
{
	const sl_block *b = &outline->blocks.items[block];
	*mark = (sl_mark){ .kind = SUMLINT_PART_SECTION, .slot = SUMLINT_NONE, .block = block, .heading = b->span, .content = b->span.end };
	return sl_outline_plain(outline, b->text, &mark->name);
}

/* ---- sections ---- */

/* In plain text: bare lines in blocks [block, end) that look like headings and have something below them. */
static bool claim_bare(sl_outline *outline, const gap *g, uint32_t block, uint32_t end, uint32_t *from)
{
	for (; block + 1 < end; block++) {
		uint32_t slot = next_missing(outline, *from, g->to, SUMLINT_PART_SECTION);
		sl_mark found;
		if (slot == SUMLINT_NONE)
			return true;
		if (!looks_like_heading(outline, &outline->blocks.items[block]) ||
		    !has_body(slot_at(outline, slot), &outline->blocks.items[block + 1]))
			continue;
		if (!bare_heading(outline, block, &found))
			return false;
		claim(outline, &found, slot);
		*from = slot + 1;
		if (!sl_marks_add(outline, g->found, &found))
			return false;
		block++;
	}
	return true;
}

/* Those behind a mark: what follows a heading is its content, unless it is the title. */
static bool claim_bare_behind(sl_outline *outline, const gap *g, uint32_t mark, uint32_t *from)
{
	uint32_t block = outline->marks[mark].block + (outline->marks[mark].kind == SUMLINT_PART_SECTION ? 2 : 1);
	return claim_bare(outline, g, block, end_block(outline, mark + 1), from);
}

/* In Markdown: an unknown heading, unless it stands below the level of the others: that is content. */
static bool may_be_claimed(const sl_outline *outline, const sl_mark *mark, const sumlint_slot *slot)
{
	if (mark->slot != SUMLINT_NONE || mark->kind != SUMLINT_PART_SECTION)
		return false;
	return outline->level == 0 || mark->level <= outline->level || mark->level == slot->level;
}

static bool claim_sections(sl_outline *outline, const gap *g)
{
	uint32_t from = g->from;
	for (uint32_t i = g->first; i < g->last; i++) {
		sl_mark *mark = &outline->marks[i];
		uint32_t slot = next_missing(outline, from, g->to, SUMLINT_PART_SECTION);
		if (slot == SUMLINT_NONE)
			return true;
		if (may_be_claimed(outline, mark, slot_at(outline, slot))) {
			claim(outline, mark, slot);
			from = slot + 1;
		} else if (outline->syntax == SUMLINT_SYNTAX_TEXT && !claim_bare_behind(outline, g, i, &from)) {
			return false;
		}
	}
	return true;
}

/* ---- labelled lines ---- */

/* Labelled lines seen last, in a ring. */
typedef struct candidates {
	sl_mark marks[MAX_LINES];
	uint32_t wanted;
	uint32_t seen;
} candidates;

static bool find_labels(sl_outline *outline, const gap *g, candidates *all)
{
	const sl_mark *first = &outline->marks[g->first];
	uint32_t end = g->last < outline->count ? outline->marks[g->last].heading.start : (uint32_t)outline->text.size;
	sl_line_walk walk = sl_lines_walk(first->block, g->first, first->heading.start, end);
	while (sl_line_walk_next(outline, &walk)) {
		size_t colon, width;
		sl_plain plain;
		sl_span look = walk.line;
		/* Mark-up may stand around the label; a label that is far behind a link's address is none. */
		if (!walk.first || !sl_outline_colon(outline->text.data + look.start, look.end - look.start < 200 ? look.end - look.start : 200, &width))
			continue;
		if (!sl_outline_plain(outline, look, &plain))
			return false;
		if (sl_outline_looks_like_label(plain.text, &colon))
			all->marks[all->seen++ % all->wanted] = sl_outline_label_mark(outline, walk.block, look.start, &plain, colon);
	}
	return true;
}

/* Labelled lines stand at the end, behind the body of the part before them: of more than are missing, the last count. */
static bool claim_lines_for(sl_outline *outline, const gap *g, const uint32_t *slots, uint32_t wanted)
{
	candidates all = { .wanted = wanted };
	if (!find_labels(outline, g, &all))
		return false;
	uint32_t count = all.seen < all.wanted ? all.seen : all.wanted;
	for (uint32_t i = 0; i < count; i++) {
		sl_mark *mark = &all.marks[(all.seen - count + i) % all.wanted];
		claim(outline, mark, slots[i]);
		if (!sl_marks_add(outline, g->found, mark))
			return false;
	}
	return true;
}

static bool claim_lines(sl_outline *outline, const gap *g)
{
	uint32_t slots[MAX_LINES], wanted = 0;
	for (uint32_t slot = g->from; slot < g->to && wanted < MAX_LINES; slot++) {
		slot = next_missing(outline, slot, g->to, SUMLINT_PART_LINE);
		if (slot == SUMLINT_NONE)
			break;
		slots[wanted++] = slot;
	}
	return wanted == 0 || claim_lines_for(outline, g, slots, wanted);
}

/* ---- from gap to gap ---- */

static bool is_known(const sl_mark *mark)
{
	return mark->kind == SUMLINT_PART_ATTRIBUTION || mark->slot != SUMLINT_NONE;
}

/* In plain text whose title is in the front matter: lines above the first mark. */
static bool claim_head(sl_outline *outline, sl_marks *found)
{
	uint32_t from = 0;
	if (outline->syntax != SUMLINT_SYNTAX_TEXT || outline->count == 0 || outline->marks[0].slot == SUMLINT_NONE)
		return true;
	const gap head = { .to = outline->marks[0].slot, .found = found };
	return claim_bare(outline, &head, 0, outline->marks[0].block, &from);
}

static bool claim_places(sl_outline *outline, sl_marks *found)
{
	gap g = { .found = found };
	uint32_t slots = outline->type->public.slot_count;
	/* Nearly always nothing is missing. */
	if (next_missing(outline, 0, slots, SUMLINT_PART_SECTION) == SUMLINT_NONE && next_missing(outline, 0, slots, SUMLINT_PART_LINE) == SUMLINT_NONE)
		return true;
	if (!claim_head(outline, found))
		return false;
	for (g.first = 0; g.first < outline->count; g.first = g.last) {
		const sl_mark *first = &outline->marks[g.first];
		if (first->slot != SUMLINT_NONE)
			g.from = first->slot + 1;
		g.last = g.first + 1;
		while (g.last < outline->count && !is_known(&outline->marks[g.last]))
			g.last++;
		bool behind = g.last == outline->count || outline->marks[g.last].slot == SUMLINT_NONE;
		g.to = behind ? outline->type->public.slot_count : outline->marks[g.last].slot;
		if (!claim_sections(outline, &g) || !claim_lines(outline, &g))
			return false;
	}
	return true;
}

/* ---- headings that stand in a list, where the part that is missing does not belong ---- */

static bool is_stray(const sl_outline *outline, uint32_t block)
{
	const sl_block *b = &outline->blocks.items[block];
	if (b[-1].kind != SL_BLOCK_ITEM || !looks_like_heading(outline, b))
		return false;
	return b[1].kind == SL_BLOCK_ITEM || (b[1].kind == SL_BLOCK_PARAGRAPH && !looks_like_heading(outline, b + 1));
}

/* A bare line within a list may be an item that lacks its marker. Where some section is missing it is rather that one's heading. */
static bool find_strays(sl_outline *outline, sl_marks *found)
{
	uint32_t slots = outline->type->public.slot_count, missing = 0;
	for (uint32_t i = 0; i < slots; i++)
		missing += next_missing(outline, i, i + 1, SUMLINT_PART_SECTION) != SUMLINT_NONE;
	for (uint32_t i = 0; i < outline->count && missing > 0; i++) {
		const sl_mark *mark = &outline->marks[i];
		if (mark->kind != SUMLINT_PART_SECTION || mark->slot == SUMLINT_NONE || slot_at(outline, mark->slot)->kinds != SUMLINT_KIND_LIST)
			continue;
		for (uint32_t block = mark->block + 2; block + 1 < end_block(outline, i + 1) && missing > 0; block++) {
			sl_mark stray;
			if (!is_stray(outline, block))
				continue;
			if (!bare_heading(outline, block, &stray) || !sl_marks_add(outline, found, &stray))
				return false;
			missing--;
		}
	}
	return true;
}

/* The level that most sections have; one heading at another level does not move the others. */
static uint32_t common_level(const sl_outline *outline)
{
	uint32_t counts[8] = { 0 }, common = 0;
	for (uint32_t i = 0; i < outline->count; i++) {
		const sl_mark *mark = &outline->marks[i];
		if (mark->slot != SUMLINT_NONE && mark->level > 0 && mark->level < 8)
			counts[mark->level]++;
	}
	for (uint32_t level = 1; level < 8; level++) {
		if (counts[level] > counts[common])
			common = level;
	}
	return common;
}

bool sl_outline_guess_places(sl_outline *outline)
{
	const sumlint_type *type = &outline->type->public;
	sl_marks found = { 0 };
	outline->level = common_level(outline);
	if (type->order_strict && !claim_places(outline, &found))
		return false;
	if (!sl_outline_merge(outline, &found))
		return false;
	sl_marks strays = { 0 };
	if (outline->syntax == SUMLINT_SYNTAX_TEXT && !type->other_sections && !find_strays(outline, &strays))
		return false;
	return sl_outline_merge(outline, &strays);
}
