/* SPDX-License-Identifier: Apache-2.0
 * markdown_blocks.c - Markdown cut into blocks (CommonMark 0.31, sections 3 to 5, and GitHub's tables and task boxes): one walk over the lines.
 * For each line, first the open containers that go on in it, then the blocks that it opens, then what is left as text.
 */
#include "parse/html_scan.h"
#include "parse/markdown.h"

/* ---- the line in hand ---- */

/* Columns as tab stops of four make them. */
static void skip_space(sl_markdown *p)
{
	const char *text = p->text.data;
	uint32_t at = p->at, column = p->column, end = p->line.end;
	for (; at < end; at++) {
		if (text[at] == ' ')
			column++;
		else if (text[at] == '\t')
			column = (column & ~UINT32_C(3)) + 4;
		else
			break;
	}
	p->at = at;
	p->column = column;
}

static bool is_blank(const sl_markdown *p)
{
	return p->at == p->line.end;
}

/* Four columns make code; never asked of a blank line. */
static bool is_indented(const sl_markdown *p)
{
	return p->column >= p->base + 4;
}

/* All open containers go on in this line, and so does the paragraph in the innermost, unless something opens. */
static bool continues_paragraph(const sl_markdown *p)
{
	return p->leaf == SL_LEAF_PARAGRAPH && p->matched == p->open_count;
}

/* ---- containers ---- */

static void take_quote_mark(sl_markdown *p)
{
	p->at++;
	p->base = ++p->column;
	/* One blank belongs to the mark; of a tab one column only. */
	if (p->at < p->line.end && sl_is_blank(p->text.data[p->at]))
		p->base++;
	skip_space(p);
}

/* How many of the open containers go on in a line without any mark: items do, but for one that is still empty. */
static uint32_t match_blank(const sl_markdown *p)
{
	if (sl_is_quoted(p))
		return p->first_quote;
	return p->open_count && !p->open[p->open_count - 1].filled ? p->open_count - 1 : p->open_count;
}

static uint32_t match(sl_markdown *p)
{
	uint32_t i = 0;
	if (is_blank(p))
		return match_blank(p);
	for (; i < p->open_count; i++) {
		const sl_container *open = &p->open[i];
		if (open->quote) {
			if (is_blank(p) || is_indented(p) || p->text.data[p->at] != '>')
				break;
			take_quote_mark(p);
		} else if (is_blank(p)) {
			if (!open->filled)
				break;
		} else if (p->column >= p->base + open->indent) {
			p->base += open->indent;
		} else {
			break;
		}
	}
	return i;
}

/* Closes what does not go on in this line, and the block in hand. */
static bool close_unmatched(sl_markdown *p)
{
	bool good = sl_leaf_close(p);
	p->open_count = p->matched;
	if (p->open_count <= p->first_quote)
		p->first_quote = SUMLINT_NONE;
	return good;
}

static void push(sl_markdown *p, sl_container container)
{
	if (p->open_count)
		p->open[p->open_count - 1].filled = true;
	p->open[p->open_count++] = container;
	p->matched = p->open_count;
}

static bool open_quote(sl_markdown *p)
{
	if (!close_unmatched(p))
		return false;
	if (!sl_is_quoted(p)) {
		sl_block *block = sl_blocks_add(p->arena, p->out);
		if (!block)
			return false;
		block->kind = SL_BLOCK_OTHER;
		block->span = (sl_span){ p->line.start, p->line.next };
		block->text = (sl_span){ p->at, sl_trim_end(p->text.data, p->at, p->line.end) };
		p->quote_block = p->out->count - 1;
		p->first_quote = p->open_count;
	}
	push(p, (sl_container){ .quote = true, .filled = true });
	take_quote_mark(p);
	return true;
}

static void extend_quote(sl_markdown *p)
{
	sl_block *block = &p->out->items[p->quote_block];
	block->span.end = p->line.next;
	block->text.end = sl_trim_end(p->text.data, p->line.start, p->line.end);
}

static bool open_item(sl_markdown *p, uint32_t marker, bool ordered)
{
	sl_container item = { .block = SUMLINT_NONE };
	uint32_t outer = p->base;
	if (!close_unmatched(p))
		return false;
	p->at += marker;
	p->column += marker;
	/* The content begins where the text does, but five columns or more are one blank and code. */
	p->base = p->column + 1;
	skip_space(p);
	if (!is_blank(p) && !is_indented(p))
		p->base = p->column;
	item.indent = p->base - outer;
	if (!sl_is_quoted(p)) {
		sl_block *block = sl_blocks_add(p->arena, p->out);
		if (!block)
			return false;
		item.block = p->out->count - 1;
		block->kind = SL_BLOCK_ITEM;
		block->depth = (uint8_t)p->open_count;
		block->ordered = ordered;
		block->span = (sl_span){ p->line.start, p->line.next };
		block->text = (sl_span){ p->at, p->at };
	}
	push(p, item);
	return true;
}

static bool is_marker_start(char c)
{
	return c == '-' || c == '*' || c == '+' || (c >= '0' && c <= '9');
}

static bool try_container(sl_markdown *p, bool *opened)
{
	char c = p->text.data[p->at];
	if (is_indented(p) || p->open_count == SL_MARKDOWN_DEPTH)
		return true;
	if (c == '>') {
		*opened = true;
		return open_quote(p);
	}
	if (!is_marker_start(c))
		return true;
	uint32_t number, marker = sl_scan_marker(p->text.data, p->at, p->line.end, &number);
	if (!marker)
		return true;
	/* What interrupts a paragraph says something, and begins a list. */
	if (continues_paragraph(p) &&
	    ((number != SUMLINT_NONE && number != 1) || sl_trim_end(p->text.data, p->at + marker, p->line.end) == p->at + marker))
		return true;
	*opened = true;
	return open_item(p, marker, number != SUMLINT_NONE);
}

/* ---- blocks that are no containers ---- */

static bool try_heading(sl_markdown *p, bool *done)
{
	sl_span content;
	uint8_t level = sl_scan_heading(p->text.data, p->at, p->line.end, &content);
	if (!level)
		return true;
	*done = true;
	return close_unmatched(p) && sl_leaf_open_heading(p, level, content);
}

static bool try_fence(sl_markdown *p, bool *done)
{
	uint32_t size = sl_scan_fence(p->text.data, p->at, p->line.end);
	if (!size)
		return true;
	*done = true;
	p->fence = p->text.data[p->at];
	p->fence_size = size;
	return close_unmatched(p) && sl_leaf_open(p, SL_LEAF_FENCE, SL_BLOCK_OTHER);
}

static bool try_html(sl_markdown *p, bool *done)
{
	unsigned kind = sl_html_block_start(p->text.data + p->at, p->text.data + p->line.end);
	if (!kind || (kind == SL_HTML_ANY_TAG && p->leaf == SL_LEAF_PARAGRAPH))
		return true;
	*done = true;
	return close_unmatched(p) && sl_leaf_open_html(p, kind);
}

static bool try_underline(sl_markdown *p, bool *done)
{
	uint8_t level = continues_paragraph(p) ? sl_scan_underline(p->text.data, p->at, p->line.end) : 0;
	return !level || sl_leaf_underline(p, level, done);
}

static bool try_rule(sl_markdown *p, bool *done)
{
	if (*done || p->at < p->no_rule || !sl_scan_rule(p->text.data, p->at, p->line.end, &p->no_rule))
		return true;
	*done = true;
	return close_unmatched(p) && sl_leaf_open(p, SL_LEAF_NONE, SL_BLOCK_COMMENT);
}

static bool try_table(sl_markdown *p, bool *done)
{
	/* A dash and a blank are a list item. */
	if (*done || !continues_paragraph(p) || (p->text.data[p->at] == '-' && p->at + 1 < p->line.end && sl_is_blank(p->text.data[p->at + 1])))
		return true;
	return sl_leaf_table(p, done);
}

static bool try_code(sl_markdown *p, bool *done)
{
	if (p->leaf == SL_LEAF_PARAGRAPH)
		return true;
	*done = true;
	return close_unmatched(p) && sl_leaf_open(p, SL_LEAF_CODE, SL_BLOCK_OTHER);
}

/* What no block and no container begins with. */
static bool is_text(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* A dash, a blank and a letter: neither an underline nor a break nor a table. */
static bool begins_item(const sl_markdown *p)
{
	const char *text = p->text.data + p->at;
	return p->line.end - p->at > 2 && text[1] == ' ' && is_text(text[2]);
}

static bool try_block(sl_markdown *p, bool *done)
{
	if (is_indented(p))
		return try_code(p, done);
	switch (p->text.data[p->at]) {
	case '#':
		return try_heading(p, done);
	case '`':
	case '~':
		return try_fence(p, done);
	case '<':
		return try_html(p, done);
	case '=':
		return try_underline(p, done);
	case '-':
		if (begins_item(p))
			return true;
		return try_underline(p, done) && try_rule(p, done) && try_table(p, done);
	case '*':
	case '_':
		return try_rule(p, done);
	case '|':
	case ':':
		return try_table(p, done);
	default:
		return true;
	}
}

/* ---- lines ---- */

static bool take_blank(sl_markdown *p)
{
	if (p->matched < p->open_count)
		return close_unmatched(p);
	if (p->leaf == SL_LEAF_PARAGRAPH || p->leaf == SL_LEAF_TABLE || (p->leaf == SL_LEAF_HTML && p->html >= SL_HTML_BLOCK_TAG))
		return sl_leaf_close(p);
	return true;
}

/* The block in hand takes the line unseen, if it is of that sort. */
static bool takes_line(sl_markdown *p)
{
	if (p->matched < p->open_count)
		return false;
	if (p->leaf == SL_LEAF_FENCE) {
		bool last = !is_indented(p) && sl_scan_fence_end(p->text.data, p->at, p->line.end, p->fence, p->fence_size);
		sl_leaf_extend(p);
		if (last)
			p->leaf = SL_LEAF_NONE;
		return true;
	}
	if (p->leaf == SL_LEAF_HTML) {
		sl_leaf_extend_html(p);
		return true;
	}
	if (p->leaf == SL_LEAF_CODE && is_indented(p)) {
		sl_leaf_extend(p);
		return true;
	}
	return false;
}

static bool take_text(sl_markdown *p)
{
	if (takes_line(p))
		return true;
	for (bool opened = true; opened;) {
		bool done = false;
		opened = false;
		if (!try_block(p, &done) || (!done && !try_container(p, &opened)))
			return false;
		if (done || (opened && is_blank(p)))
			return true;
	}
	if (p->leaf == SL_LEAF_PARAGRAPH) { /* its next line, or a lazy one, which no container marks */
		sl_leaf_extend_paragraph(p);
		return true;
	}
	if (p->leaf == SL_LEAF_TABLE && p->matched == p->open_count) {
		sl_leaf_extend(p);
		return true;
	}
	return close_unmatched(p) && sl_leaf_open(p, SL_LEAF_PARAGRAPH, SL_BLOCK_PARAGRAPH);
}

/* Most lines by far: blank ones, and those of prose, where no container is open nor a block that takes any line. *taken stays false for all others. */
static bool take_usual_line(sl_markdown *p, bool *taken)
{
	if (p->open_count || (p->leaf != SL_LEAF_NONE && p->leaf != SL_LEAF_PARAGRAPH))
		return true;
	*taken = p->line.start == p->line.end;
	if (*taken)
		return p->leaf == SL_LEAF_NONE || sl_leaf_close(p);
	*taken = is_text(p->text.data[p->line.start]);
	if (*taken && p->leaf == SL_LEAF_PARAGRAPH)
		sl_leaf_extend_paragraph(p);
	return !*taken || p->leaf == SL_LEAF_PARAGRAPH || sl_leaf_open(p, SL_LEAF_PARAGRAPH, SL_BLOCK_PARAGRAPH);
}

static bool take_line(sl_markdown *p)
{
	bool taken = false;
	p->at = p->line.start;
	p->column = p->base = p->no_rule = p->matched = 0;
	bool good = take_usual_line(p, &taken);
	if (!good || taken)
		return good;
	skip_space(p);
	p->matched = p->open_count ? match(p) : 0;
	if (!(is_blank(p) ? take_blank(p) : take_text(p)))
		return false;
	if (sl_is_quoted(p))
		extend_quote(p);
	return true;
}

bool sl_markdown_blocks(sl_arena *arena, sl_str text, uint32_t start, sl_blocks *out)
{
	sl_lines lines;
	sl_markdown p;
	/* The containers, which are last, are written when they are opened. */
	memset(&p, 0, offsetof(sl_markdown, open));
	p.arena = arena;
	p.text = text;
	p.out = out;
	p.first_quote = p.leaf_block = SUMLINT_NONE;
	sl_lines_init(&lines, text, out->map, start);
	while (sl_lines_next(&lines, &p.line)) {
		if (!take_line(&p))
			return false;
	}
	return sl_leaf_close(&p);
}
