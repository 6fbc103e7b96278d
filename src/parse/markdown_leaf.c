/* SPDX-License-Identifier: Apache-2.0
 * markdown_leaf.c - the block in hand: opened, extended line by line, and, a paragraph, looked at once more when it is complete.
 */
#include "parse/html_scan.h"
#include "parse/link_scan.h"
#include "parse/markdown.h"

static sl_block *block_in_hand(sl_markdown *p)
{
	return p->leaf_block == SUMLINT_NONE ? NULL : &p->out->items[p->leaf_block];
}

static uint32_t text_end(const sl_markdown *p)
{
	return sl_trim_end(p->text.data, p->at, p->line.end);
}

static sl_block *add_block(sl_markdown *p, sl_block_kind kind)
{
	sl_block *block = sl_blocks_add(p->arena, p->out);
	if (!block)
		return NULL;
	p->leaf_block = p->out->count - 1;
	block->kind = (uint8_t)kind;
	block->span = (sl_span){ p->line.start, p->line.next };
	block->text = (sl_span){ p->at, text_end(p) };
	return block;
}

/* The first paragraph or heading of an item is the item's text. */
static void fill_item(sl_markdown *p, uint32_t index)
{
	sl_block *item = &p->out->items[index];
	p->leaf_block = index;
	item->span.end = p->line.next;
	item->text = (sl_span){ p->at + sl_task_box(p->text.data, p->at, p->line.end), text_end(p) };
	if (item->text.start > item->text.end)
		item->text.start = item->text.end;
}

bool sl_leaf_open(sl_markdown *p, sl_leaf leaf, sl_block_kind kind)
{
	sl_container *parent = p->open_count ? &p->open[p->open_count - 1] : NULL;
	bool first = parent && !parent->filled, says = kind == SL_BLOCK_PARAGRAPH || kind == SL_BLOCK_HEADING;
	p->leaf = leaf;
	p->leaf_block = SUMLINT_NONE;
	p->last_line = p->line.start;
	p->last_text = (sl_span){ p->at, text_end(p) };
	p->before_last = SUMLINT_NONE;
	if (parent)
		parent->filled = true;
	if (sl_is_quoted(p))
		return true;
	if (first && says) {
		fill_item(p, parent->block);
		return true;
	}
	return add_block(p, parent && says ? SL_BLOCK_OTHER : kind) != NULL;
}

bool sl_leaf_open_heading(sl_markdown *p, uint8_t level, sl_span content)
{
	if (!sl_leaf_open(p, SL_LEAF_NONE, SL_BLOCK_HEADING))
		return false;
	sl_block *block = block_in_hand(p);
	if (block && block->kind != SL_BLOCK_OTHER)
		block->text = content;
	if (block && block->kind == SL_BLOCK_HEADING)
		block->level = level;
	return true;
}

void sl_leaf_extend(sl_markdown *p)
{
	sl_block *block = block_in_hand(p);
	if (block) {
		block->span.end = p->line.next;
		block->text.end = text_end(p);
		block->lines = true;
	}
}

void sl_leaf_extend_paragraph(sl_markdown *p)
{
	sl_block *block = block_in_hand(p);
	p->before_last = p->last_text.end;
	p->last_line = p->line.start;
	p->last_text = (sl_span){ p->at, text_end(p) };
	if (block) {
		block->lines = true;
		block->span.end = p->line.next;
		if (block->text.start == block->text.end) /* nothing but a task box before */
			block->text.start = p->at;
		block->text.end = p->last_text.end;
	}
}

/* ---- HTML ---- */

/* Nothing but comments up to the end of the line. */
static bool only_comments(const char *at, const char *end)
{
	while (at) {
		while (at < end && sl_is_blank(*at))
			at++;
		if (at == end)
			return true;
		at = sl_html_special(at, end) == SL_HTML_COMMENT ? sl_html_special_end(SL_HTML_COMMENT, at, end) : NULL;
	}
	return false;
}

void sl_leaf_extend_html(sl_markdown *p)
{
	sl_leaf_extend(p);
	if (p->html >= SL_HTML_BLOCK_TAG)
		return;
	const char *end = p->text.data + p->line.end;
	const char *after = sl_html_block_end(p->html, p->text.data + p->at, end);
	if (!after)
		return;
	sl_block *block = block_in_hand(p);
	p->leaf = SL_LEAF_NONE;
	if (block && p->html == SL_HTML_COMMENT && only_comments(after, end))
		block->kind = SL_BLOCK_COMMENT;
}

bool sl_leaf_open_html(sl_markdown *p, unsigned kind)
{
	if (!sl_leaf_open(p, SL_LEAF_HTML, SL_BLOCK_OTHER))
		return false;
	p->html = kind;
	sl_leaf_extend_html(p);
	return true;
}

/* ---- a paragraph looked at again ---- */

/* Behind the definitions that a paragraph begins with; *end is where the last of them ends. */
static const char *skip_definitions(const char *at, const char *limit, const char **end)
{
	const char *after;
	*end = NULL;
	while (at < limit && *at == '[' && (after = sl_link_definition(at, limit))) {
		*end = at = after;
		while (at < limit && (sl_is_blank(*at) || *at == '\n' || *at == '\r'))
			at++;
	}
	return at;
}

/* Definitions become a block of their own, before what is left of the paragraph. */
static bool split_definitions(sl_markdown *p)
{
	sl_block *block = block_in_hand(p);
	const char *text = p->text.data, *end;
	uint32_t rest = (uint32_t)(skip_definitions(text + block->text.start, text + block->text.end, &end) - text);
	if (!end)
		return true;
	if (block->kind == SL_BLOCK_ITEM) {
		block->text.start = rest;
		return true;
	}
	block->kind = block->kind == SL_BLOCK_PARAGRAPH || rest == block->text.end ? SL_BLOCK_COMMENT : block->kind;
	if (rest == block->text.end || block->kind != SL_BLOCK_COMMENT)
		return true;
	sl_block *left = sl_blocks_add(p->arena, p->out);
	if (!left)
		return false;
	block = block_in_hand(p); /* it may have moved */
	*left = *block;
	left->kind = SL_BLOCK_PARAGRAPH;
	left->span.start = sl_trim_end(text, block->span.start, rest);
	left->text.start = rest;
	block->span.end = left->span.start;
	block->text.end = (uint32_t)(end - text);
	p->leaf_block = p->out->count - 1;
	return true;
}

static bool begins_with(const sl_markdown *p, const sl_block *block, char c)
{
	return block->text.start < block->text.end && p->text.data[block->text.start] == c;
}

static bool finish_paragraph(sl_markdown *p)
{
	sl_block *block = block_in_hand(p);
	if (begins_with(p, block, '[') && !split_definitions(p))
		return false;
	block = block_in_hand(p);
	if (block->kind == SL_BLOCK_PARAGRAPH && (begins_with(p, block, '!') || begins_with(p, block, '[')) &&
	    sl_is_lone_image(p->text.data + block->text.start, p->text.data + block->text.end))
		block->kind = SL_BLOCK_OTHER;
	return true;
}

bool sl_leaf_close(sl_markdown *p)
{
	bool paragraph = p->leaf == SL_LEAF_PARAGRAPH && p->leaf_block != SUMLINT_NONE;
	p->leaf = SL_LEAF_NONE;
	return !paragraph || finish_paragraph(p);
}

bool sl_leaf_underline(sl_markdown *p, uint8_t level, bool *done)
{
	sl_block *block = block_in_hand(p);
	p->leaf = SL_LEAF_NONE;
	*done = true;
	if (!block)
		return true;
	if (begins_with(p, block, '[') && !split_definitions(p))
		return false;
	block = block_in_hand(p);
	if (block->kind == SL_BLOCK_COMMENT || block->text.start == block->text.end) {
		*done = false;
		return true;
	}
	block->span.end = p->line.next;
	if (block->kind == SL_BLOCK_PARAGRAPH) {
		block->kind = SL_BLOCK_HEADING;
		block->level = level;
	}
	return true;
}

/* ---- tables ---- */

/* A block for the table whose head is the last line of the paragraph in hand. */
static bool open_table(sl_markdown *p)
{
	sl_block *block = block_in_hand(p);
	if (p->before_last == SUMLINT_NONE && block->kind != SL_BLOCK_ITEM) {
		block->kind = SL_BLOCK_OTHER;
		return true;
	}
	uint32_t line = p->last_line;
	sl_span head = p->last_text;
	if (p->before_last == SUMLINT_NONE) {
		block->text.end = block->text.start;
	} else {
		block->span.end = line;
		block->text.end = p->before_last;
	}
	if (!finish_paragraph(p) || !add_block(p, SL_BLOCK_OTHER))
		return false;
	block = block_in_hand(p);
	block->span.start = line;
	block->text.start = head.start;
	return true;
}

bool sl_leaf_table(sl_markdown *p, bool *done)
{
	uint32_t cells = sl_scan_delimiters(p->text.data, p->at, p->line.end);
	if (cells == 0 || cells != sl_scan_cells(p->text.data, p->last_text.start, p->last_text.end))
		return true;
	*done = true;
	if (p->leaf_block != SUMLINT_NONE && !open_table(p))
		return false;
	p->leaf = SL_LEAF_TABLE;
	sl_leaf_extend(p);
	return true;
}
