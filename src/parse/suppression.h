/* SPDX-License-Identifier: Apache-2.0
 * suppression.h - what a document says about rules that are to keep quiet in it: comments `<!-- sumlint-disable topics/unknown -- reason -->`, and the
 * key `sumlint:` of the front matter.
 */
#ifndef SL_PARSE_SUPPRESSION_H
#define SL_PARSE_SUPPRESSION_H

#include "config/yaml.h"
#include "parse/block.h"

typedef enum sl_directive_kind {
	SL_DISABLE,           /* from here to an enable, or the end */
	SL_ENABLE,            /* ends it */
	SL_DISABLE_LINE,      /* the lines the comment stands on */
	SL_DISABLE_NEXT_LINE, /* the line behind them */
	SL_DISABLE_FILE,      /* everything; so does the front matter */
	SL_DIRECTIVE_BAD      /* cannot be understood: `problem` says why */
} sl_directive_kind;

/* A rule or plugin as named. */
typedef struct sl_directive_name {
	sl_str text;
	sl_span span;
	sl_span outer; /* delete these to remove the name: with the comma or space at one side */
} sl_directive_name;

typedef struct sl_directive {
	sl_directive_kind kind;
	bool comment;    /* else from the front matter */
	sl_span span;    /* the comment, or the front matter's entry */
	sl_span outer;   /* delete these to remove it: whole lines where it stands alone on them */
	sl_span range;   /* the bytes it is about */
	sl_directive_name *names;
	uint32_t name_count; /* 0: all rules */
	uint32_t name_capacity;
	sl_str reason;   /* behind " -- "; "" where none */
	sl_str problem;  /* in the arena */
} sl_directive;

typedef struct sl_directives {
	sl_directive *items; /* by place */
	uint32_t count;
	uint32_t capacity;
} sl_directives;

/* Finds them. Comments in code, tables and quotations are none; those in HTML are. `markdown`: the blocks are Markdown's. `front_matter` is the map, or
   NULL. False when memory is short. A document without the word costs one search. */
bool sl_directives_find(sl_arena *arena, sl_str text, const sl_yaml *front_matter, const sl_blocks *blocks, bool markdown, sl_directives *out);

#endif
