/* SPDX-License-Identifier: Apache-2.0
 * text_blocks.c - plain text cut into blocks: a line is a list item, goes on with one, is a comment or a rule, or is a paragraph of its own.
 */
#include "parse/scan.h"

/* Items nest no deeper than this: deeper ones count as the deepest. */
#define MAX_DEPTH 32

typedef struct scanner {
	sl_arena *arena;
	sl_str text;
	sl_blocks *out;
	sl_lines lines;
	uint32_t columns[MAX_DEPTH]; /* of the open items' markers, outermost first */
	uint32_t depth;              /* number of open items */
	bool continues;              /* an indented line belongs to the last block, an item */
	uint32_t comment_end;        /* the next `-->` from where it was last looked for, text.size where there is none */
	bool comment_known;
	uint32_t not_alone; /* comments that end up to here are known not to stand alone */
} scanner;

/* ---- classification of a line ---- */

typedef struct marker {
	uint32_t size; /* 0: none */
	bool ordered;
} marker;

/* Size of the white space character at `at`; NO-BREAK SPACE, as word processors write it behind bullets, counts. */
static uint32_t space_size(const char *text, uint32_t at, uint32_t end)
{
	if (at < end && sl_is_blank(text[at]))
		return 1;
	return end - at >= 2 && text[at] == '\xC2' && text[at + 1] == '\xA0' ? 2 : 0;
}

/* Bytes of a bullet or dash as word processors write them, 0 where there is none. */
static uint32_t bullet_size(const char *text, uint32_t at, uint32_t end)
{
	static const char *const bullets[] = { "•", "–", "—", "·", "◦", "▪", "▫", "‣", "●", "○", "■", "□", "∙", "⁃" };
	if ((unsigned char)text[at] != 0xE2 && (unsigned char)text[at] != 0xC2)
		return 0;
	for (size_t i = 0; i < sizeof(bullets) / sizeof(*bullets); i++) {
		uint32_t size = (uint32_t)strlen(bullets[i]);
		if (end - at >= size && memcmp(text + at, bullets[i], size) == 0)
			return size;
	}
	return 0;
}

static marker find_marker(const char *text, uint32_t at, uint32_t end)
{
	uint32_t after = at;
	marker found = { 0 };
	char first = text[at];
	if (first == '-' || first == '*' || first == '+') {
		after = at + 1;
	} else if (bullet_size(text, at, end)) {
		after = at + bullet_size(text, at, end);
	} else if (first >= '0' && first <= '9') {
		while (after < end && after - at < 9 && text[after] >= '0' && text[after] <= '9')
			after++;
		if (after == end || (text[after] != '.' && text[after] != ')'))
			return found;
		after++;
		found.ordered = true;
	} else {
		return found;
	}
	uint32_t space = space_size(text, after, end);
	if (after < end && space == 0)
		return found;
	for (; space; space = space_size(text, after, end))
		after += space;
	found.size = after - at;
	return found;
}

/* Three or more of one of - * _ =, and nothing else but blanks: drawn, not written. */
static bool is_rule(const char *text, uint32_t at, uint32_t end)
{
	char c = text[at];
	uint32_t count = 0;
	if (c != '-' && c != '*' && c != '_' && c != '=')
		return false;
	for (; at < end; at++) {
		if (text[at] == c)
			count++;
		else if (!sl_is_blank(text[at]))
			return false;
	}
	return count >= 3;
}

static uint32_t columns_of(const char *text, sl_line line, uint32_t at)
{
	uint32_t column = 0;
	for (uint32_t i = line.start; i < at; i++)
		column = text[i] == '\t' ? (column / 8 + 1) * 8 : column + 1;
	return column;
}

/* ---- comments ---- */

static uint32_t find_comment_end(scanner *s, uint32_t from)
{
	if (!s->comment_known || (s->comment_end < from && s->comment_end < s->text.size)) {
		const char *found = memmem(s->text.data + from, (size_t)s->text.size - from, "-->", 3);
		s->comment_end = found ? (uint32_t)(found - s->text.data) : (uint32_t)s->text.size;
		s->comment_known = true;
	}
	return s->comment_end;
}

/* Where a comment that begins at `at` ends if it stands alone: there may be more of them on its last line. 0 where it does not; what follows
   its end is then never looked at again, however many lines before it begin comments that end there too. */
static uint32_t comment_alone(scanner *s, uint32_t at)
{
	const char *text = s->text.data;
	uint32_t size = (uint32_t)s->text.size;
	for (;;) {
		if (size - at < 4 || memcmp(text + at, "<!--", 4) != 0) {
			s->not_alone = at;
			return 0;
		}
		at = find_comment_end(s, at + 2);
		if (at == size || at < s->not_alone)
			return 0;
		at += 3;
		while (at < size && sl_is_blank(text[at]))
			at++;
		if (at == size || text[at] == '\n' || text[at] == '\r')
			return at;
	}
}

/* Comments that end a line are no part of what it says. One that the line is taken up by stands alone. */
static uint32_t before_comments(const char *text, sl_span line)
{
	while (line.end - line.start > 7 && memcmp(text + line.end - 3, "-->", 3) == 0) {
		uint32_t at = line.end - 7;
		while (at > line.start && memcmp(text + at, "<!--", 4) != 0)
			at--;
		if (at == line.start)
			break;
		line.end = sl_trim_end(text, line.start, at);
	}
	return line.end;
}

/* ---- blocks ---- */

static sl_block *add(scanner *s, sl_block_kind kind, sl_line line, sl_span text)
{
	sl_block *block = sl_blocks_add(s->arena, s->out);
	if (block) {
		block->kind = (uint8_t)kind;
		block->span = (sl_span){ line.start, line.next };
		block->text = text;
	}
	return block;
}

/* An item is inside the one before it if its marker stands at least two columns further right; a single one is sloppiness. */
static uint8_t open_item(scanner *s, uint32_t column)
{
	while (s->depth > 0 && column < s->columns[s->depth - 1] + 2)
		s->depth--;
	if (s->depth == MAX_DEPTH)
		return MAX_DEPTH - 1;
	s->columns[s->depth] = column;
	return (uint8_t)s->depth++;
}

static bool add_item(scanner *s, sl_line line, sl_span text, marker found)
{
	uint8_t depth = open_item(s, columns_of(s->text.data, line, text.start));
	text.start += found.size;
	text.start += sl_task_box(s->text.data, text.start, text.end);
	sl_block *block = add(s, SL_BLOCK_ITEM, line, text);
	if (!block)
		return false;
	block->depth = depth;
	block->ordered = found.ordered;
	s->continues = true;
	return true;
}

static bool add_comment(scanner *s, sl_line line, sl_span text, uint32_t end)
{
	sl_line whole = line;
	while (line.end < end && sl_lines_next(&s->lines, &line))
		whole.next = line.next;
	s->continues = false;
	return add(s, SL_BLOCK_COMMENT, whole, (sl_span){ text.start, sl_trim_end(s->text.data, text.start, end) }) != NULL;
}

static void continue_item(scanner *s, sl_line line, sl_span text)
{
	sl_block *item = &s->out->items[s->out->count - 1];
	item->span.end = line.next;
	if (item->text.start == item->text.end)
		item->text.start = text.start;
	item->text.end = text.end;
}

static bool add_line(scanner *s, sl_line line, sl_span text)
{
	const char *data = s->text.data;
	uint32_t comment = data[text.start] == '<' ? comment_alone(s, text.start) : 0;
	if (comment)
		return add_comment(s, line, text, comment);
	text.end = before_comments(data, text);
	if (is_rule(data, text.start, text.end)) {
		s->continues = false;
		return add(s, SL_BLOCK_COMMENT, line, text) != NULL;
	}
	marker found = find_marker(data, text.start, text.end);
	if (found.size)
		return add_item(s, line, text, found);
	/* Where all of the text is indented, what stands right below the marker is no part of the item. */
	if (s->continues && text.start > line.start && columns_of(data, line, text.start) > s->columns[s->depth - 1]) {
		continue_item(s, line, text);
		return true;
	}
	s->continues = false;
	s->depth = 0;
	return add(s, SL_BLOCK_PARAGRAPH, line, text) != NULL;
}

bool sl_text_blocks(sl_arena *arena, sl_str text, uint32_t start, sl_blocks *out)
{
	scanner s = { .arena = arena, .text = text, .out = out };
	sl_lines_init(&s.lines, text, out->map, start);
	for (sl_line line; sl_lines_next(&s.lines, &line);) {
		sl_str trimmed = sl_str_trim((sl_str){ text.data + line.start, line.end - line.start });
		uint32_t from = (uint32_t)(trimmed.data - text.data);
		if (trimmed.size == 0)
			s.continues = false;
		else if (!add_line(&s, line, (sl_span){ from, from + (uint32_t)trimmed.size }))
			return false;
	}
	return true;
}
