/* SPDX-License-Identifier: Apache-2.0
 * outline.h - where the parts of a body begin: headings, labels, the title, the attribution.
 */
#ifndef SL_PARSE_OUTLINE_H
#define SL_PARSE_OUTLINE_H

#include "config/pattern.h"
#include "parse/block.h"
#include "parse/inline.h"
#include "parse/names.h"
#include "sumlint/document.h"

/* What the attribution pattern made of a line. */
typedef struct sl_attribution {
	bool near; /* close to the pattern, but no match */
	bool too_costly; /* as far as is known: the pattern took too many steps (near) */
	sumlint_capture *captures;
	uint32_t capture_count;
	sl_span deviation;
	sl_str expected;
} sl_attribution;

/* The beginning of a part. */
typedef struct sl_mark {
	uint32_t kind; /* SUMLINT_PART_* */
	uint32_t slot;
	uint32_t flags;
	uint32_t level;
	uint32_t block;    /* index of the block it begins in */
	sl_span heading;   /* from the start of its first line to the end of heading, label or attribution */
	uint32_t content;  /* where its body begins */
	sl_plain name;
	const sl_name *known; /* the type's name that `name` is, but for its case; NULL where it is none */
	sl_str expected;
	sl_plain line;     /* of a labelled line: label, colon and value; empty where a heading has the label alone */
	uint32_t line_end; /* up to this byte; 0: `line` is not made yet */
	uint32_t label;    /* of a label that lacks its colon: its size in line.text; else 0 */
	const sl_attribution *attribution;
} sl_mark;

/* What parsing a body needs and makes. */
typedef struct sl_outline {
	sl_arena *arena;
	sl_str text;
	const sl_byte_map *map; /* of the text */
	uint32_t syntax;
	const sl_type *type;
	bool title_elsewhere; /* the front matter holds it: */
	sl_str title_text;    /* this */
	bool has_title;       /* a mark is the title */
	uint32_t title;       /* its index, while marks are being found */
	uint32_t level;       /* of the first heading that is a part's; 0: none yet */
	bool *present;  /* slot_count: parts found so far, front matter included */
	bool has_attribution;
	sl_folder folder;
	sl_blocks blocks;
	sl_mark *marks; /* in order of the text */
	uint32_t count;
	uint32_t capacity;
} sl_outline;

/* Finds the marks that are what they should be, and the unknown headings of Markdown. False when memory is short. */
bool sl_outline_find(sl_outline *outline);
/* Misspelt and replaced headings, once it is known what is missing: outline_guess.c. */
bool sl_outline_guess(sl_outline *outline);
/* True where a slot of that kind (SUMLINT_PART_*) is missing. */
bool sl_outline_lacks(const sl_outline *outline, const bool *missing, uint32_t kind);
/* Parts of the `missing` slots that are there in another form than their own: outline_form.c. */
bool sl_outline_guess_forms(sl_outline *outline, const bool *missing);
/* The missing section whose name is all of the line, in bold or not, or its label: *size is that of the name in plain->text. `first`: the line begins a
   paragraph. NULL where there is none. */
const sl_name *sl_outline_section_line(sl_outline *outline, sl_span span, const sl_plain *plain, bool first, const bool *missing, size_t *size);
/* The last of it: what stands where a required part is missing: outline_place.c. */
bool sl_outline_guess_places(sl_outline *outline);
/* A label's value goes on over the lines of its paragraph until the next mark: fills mark->line. After all marks are found. */
bool sl_outline_extend_labels(sl_outline *outline);
/* Marks in the making, in any order. */
typedef struct sl_marks {
	sl_mark *items;
	uint32_t count;
	uint32_t capacity;
} sl_marks;

/* Adds a mark behind all others. */
bool sl_outline_add(sl_outline *outline, const sl_mark *mark);
bool sl_marks_add(sl_outline *outline, sl_marks *marks, const sl_mark *mark);
/* Gives marks to the outline, each at its place. */
bool sl_outline_merge(sl_outline *outline, sl_marks *marks);

/* The plain text of a span in the outline's syntax. */
bool sl_outline_plain(sl_outline *outline, sl_span span, sl_plain *out);
/* A labelled line: the name in front of the colon, which is at *colon in plain->text. NULL where there is none. `wanted`: look for misspellings of
   these slots' labels instead. */
const sl_name *sl_outline_label(sl_outline *outline, const sl_plain *line, size_t *colon, const bool *wanted);

/* A label without its colon, or with another sign in its place, of a wanted slot: *end is behind it in line->text. NULL where there is none. */
const sl_name *sl_outline_bare_label(sl_outline *outline, const sl_plain *line, const bool *wanted, size_t *end);
/* Whether a line reads `Words: value`, with few words. *colon is set. */
bool sl_outline_looks_like_label(sl_str line, size_t *colon);
/* A line of Markdown without the mark-up in front of its first word. */
sl_str sl_outline_behind_markup(sl_str line);
/* False where the line cannot match the pattern: it does not begin with its first word. */
bool sl_outline_may_be_attribution(const sl_outline *outline, sl_str line);

/* ---- outline_lazy.c ---- */

/* Takes from the list items of Markdown the lines below them that begin a part, as paragraphs of their own. With `missing`, the slots that have no part:
   also those that begin one only nearly. False when memory is short. */
bool sl_outline_divide_items(sl_outline *outline, const bool *missing);

/* ---- outline_lines.c ---- */

/* The first colon of a text, NULL where there is none; a full-width one behind a letter that is not ASCII is one as well. *width: its bytes. */
const char *sl_outline_colon(const char *text, size_t size, size_t *width);

/* Where the line that `from` is in ends, and where the next one with anything on it begins; both at most `end`. */
uint32_t sl_outline_line_end(const sl_outline *outline, uint32_t from, uint32_t end);
uint32_t sl_outline_next_line(const sl_outline *outline, uint32_t at, uint32_t end);

/* A line of a paragraph in which no mark begins and which none covers. */
typedef struct sl_line_walk {
	uint32_t block; /* of the line */
	uint32_t at;    /* where to look on */
	uint32_t end;   /* where to stop */
	uint32_t mark;  /* the first mark that does not end before `at` */
	sl_span line;
	bool first; /* it is the first of its block, or stands right below a mark */
} sl_line_walk;

/* Walks over the lines in bytes [from, to), which begin in `block` or behind it, while the marks stay as they are. `mark` is the index of a mark in front
   of them, or 0. */
sl_line_walk sl_lines_walk(uint32_t block, uint32_t mark, uint32_t from, uint32_t to);
bool sl_line_walk_next(const sl_outline *outline, sl_line_walk *walk);

/* ---- outline.c ---- */

/* A mark for a labelled line, its plain text, and the colon in that. */
sl_mark sl_outline_label_mark(const sl_outline *outline, uint32_t block, uint32_t start, const sl_plain *line, size_t colon);

/* ---- attribution.c, attribution_near.c ---- */

/* Matches `line` against the type's pattern: *out stays NULL where it does not match. What matches only because a capture takes a word of the pattern
   that is there twice, "by by", is near. False when memory is short. */
bool sl_attribution_match(sl_arena *arena, const sl_type *type, const sl_plain *line, sl_attribution **out);
/* The same for a line that does not match: *out is set where it is close, with what deviates. */
bool sl_attribution_near(sl_arena *arena, const sl_type *type, const sl_plain *line, sl_attribution **out);

#endif
