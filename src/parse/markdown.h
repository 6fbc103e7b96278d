/* SPDX-License-Identifier: Apache-2.0
 * markdown.h - the state of the Markdown block scanner, shared by the files that make it up: markdown_blocks.c walks the lines and the
 * containers, markdown_leaf.c keeps the block in hand, markdown_scan.c knows what a line begins with.
 */
#ifndef SL_PARSE_MARKDOWN_H
#define SL_PARSE_MARKDOWN_H

#include "parse/scan.h"

/* Containers (list items, quotations) nest no deeper than this: deeper markers are content. A line costs at most this many steps. */
#define SL_MARKDOWN_DEPTH 100

typedef enum sl_leaf {
	SL_LEAF_NONE,
	SL_LEAF_PARAGRAPH,
	SL_LEAF_FENCE,
	SL_LEAF_CODE, /* indented */
	SL_LEAF_HTML,
	SL_LEAF_TABLE,
} sl_leaf;

typedef struct sl_container {
	bool quote;      /* else an item */
	bool filled;     /* its first block has begun */
	uint32_t indent; /* of an item: columns from its parent's content to its own */
	uint32_t block;  /* of an item: its ITEM, SUMLINT_NONE inside a quotation */
} sl_container;

typedef struct sl_markdown {
	sl_arena *arena;
	sl_str text;
	sl_blocks *out;

	uint32_t open_count;
	uint32_t matched;     /* of them go on in the line in hand */
	uint32_t first_quote; /* index of the outermost quotation, SUMLINT_NONE; inside it no blocks are given but its own */
	uint32_t quote_block;

	sl_leaf leaf;
	uint32_t leaf_block;  /* SUMLINT_NONE inside a quotation */
	uint32_t last_line;   /* of a paragraph: where its last line begins, */
	sl_span last_text;    /* what that says, */
	uint32_t before_last; /* and where the text of the line before ends, SUMLINT_NONE where there is none */
	char fence;           /* '`' or '~' */
	uint32_t fence_size;
	unsigned html; /* SL_HTML_* */

	/* The line in hand. */
	sl_line line;
	uint32_t at;     /* first byte that is neither blank nor taken by a container; line.end where there is none */
	uint32_t column; /* of `at` */
	uint32_t base;   /* the column where the content of the innermost matched container begins */
	uint32_t no_rule; /* no thematic break begins before this byte of the line */

	sl_container open[SL_MARKDOWN_DEPTH];
} sl_markdown;

static inline bool sl_is_quoted(const sl_markdown *p)
{
	return p->open_count > p->first_quote;
}

/* ---- markdown_leaf.c: functions that give bool give false when memory is short ---- */

/* Opens a block of `kind` at p->at; in an item, what it becomes there. */
bool sl_leaf_open(sl_markdown *p, sl_leaf leaf, sl_block_kind kind);
bool sl_leaf_open_heading(sl_markdown *p, uint8_t level, sl_span content);
bool sl_leaf_open_html(sl_markdown *p, unsigned kind);
/* The block in hand takes the rest of the line. */
void sl_leaf_extend(sl_markdown *p);
void sl_leaf_extend_paragraph(sl_markdown *p);
void sl_leaf_extend_html(sl_markdown *p);
/* The line underlines the paragraph in hand. *done stays false where that was nothing but definitions. */
bool sl_leaf_underline(sl_markdown *p, uint8_t level, bool *done);
/* The paragraph's last line and this one begin a table, if *done. */
bool sl_leaf_table(sl_markdown *p, bool *done);
/* The block in hand is complete. */
bool sl_leaf_close(sl_markdown *p);

/* ---- markdown_scan.c: all take the line from a byte that is not blank ---- */

/* Level of the ATX heading and its text; 0 where there is none. */
uint8_t sl_scan_heading(const char *text, uint32_t at, uint32_t end, sl_span *content);
/* Level of the heading whose underline the line is; 0 where it is none. */
uint8_t sl_scan_underline(const char *text, uint32_t at, uint32_t end);
/* True where the line is a thematic break; else *until is where it is clear that it is not. */
bool sl_scan_rule(const char *text, uint32_t at, uint32_t end, uint32_t *until);
/* Length of the code fence that opens here, 0 where none does. */
uint32_t sl_scan_fence(const char *text, uint32_t at, uint32_t end);
bool sl_scan_fence_end(const char *text, uint32_t at, uint32_t end, char fence, uint32_t size);
/* Size of the list marker, 0 where there is none. *number is that of an ordered item, SUMLINT_NONE of a bullet. */
uint32_t sl_scan_marker(const char *text, uint32_t at, uint32_t end, uint32_t *number);
/* Number of cells of a table's delimiter row, 0 where it is none; and of its head. */
uint32_t sl_scan_delimiters(const char *text, uint32_t at, uint32_t end);
uint32_t sl_scan_cells(const char *text, uint32_t at, uint32_t end);

#endif
