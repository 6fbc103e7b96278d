/* SPDX-License-Identifier: Apache-2.0
 * document.h - from bytes and a document type to a document.
 */
#ifndef SL_PARSE_DOCUMENT_H
#define SL_PARSE_DOCUMENT_H

#include "config/type.h"
#include "parse/front_matter.h"
#include "parse/suppression.h"
#include "sumlint/document.h"

/* A parsed document, in the arena it was parsed into. */
typedef struct sl_document {
	sumlint_document public;
	const sl_type *type;
	sl_front_matter front_matter;
	/* Problems that parsing itself found, as (span, message): core/front-matter. */
	sl_front_matter_problem *problems;
	uint32_t problem_count;
	uint32_t problem_capacity;
	sl_directives directives; /* which rules are to keep quiet where */
} sl_document;

/* Parses valid UTF-8 `text`. `syntax` is SUMLINT_SYNTAX_*. NULL when memory is short. Pure: nothing but its arguments counts. Spans point into
   text, which must outlive the document. */
sl_document *sl_document_parse(sl_arena *arena, sl_str path, sl_str text, uint32_t syntax, const sl_type *type);
/* The same where there is a map of the text already, or none. */
sl_document *sl_document_parse_mapped(sl_arena *arena, sl_str path, const sl_byte_map *map, sl_str text, uint32_t syntax, const sl_type *type);

/* Syntax by the file's name: .md .markdown .mdown .mkd .mdx are Markdown, all else text. For a name without extension (standard input) by a
   look at the text: a line that starts with '#', or front matter, makes it Markdown. */
uint32_t sl_syntax_of(sl_str path, sl_str text);

#endif
