/* SPDX-License-Identifier: Apache-2.0
 * terms_format.h - the pieces of topics/format and audience/format.
 */
#ifndef PLUGINS_SHARED_TERMS_FORMAT_H
#define PLUGINS_SHARED_TERMS_FORMAT_H

#include "shared/terms.h"

/* ---- terms_format_joined.c ---- */

/* The terms that one item holds, one after the other. */
typedef struct terms_pieces {
	const terms_walk *walk;
	sumlint_str text;
	size_t separator; /* which one: terms_format_joined.c has them */
	uint64_t at;
} terms_pieces;
/* False where it cannot be told where the item divides. */
bool terms_pieces_start(const terms_walk *walk, uint32_t index, terms_pieces *pieces);
/* False at the end. */
bool terms_pieces_next(terms_pieces *pieces, sumlint_str *piece);
/* Several terms in one item. */
void terms_report_joined(const terms_walk *walk, uint32_t index);

/* ---- terms_format_list.c, terms_format_markers.c: the list as a whole, in the body ---- */

/* A labelled line that goes on in the line below. */
void terms_report_wrapped(const terms_walk *walk);
/* Text in which no term is. */
void terms_report_stray(const terms_walk *walk);
/* Terms of a section that are no list items. */
void terms_report_paragraphs(const terms_walk *walk);
/* A numbered list. */
void terms_report_numbered(const terms_walk *walk);
/* Items within items. */
void terms_report_nested(const terms_walk *walk);
/* The item is empty because a second marker stands where its text belongs: that is one problem, and terms_report_nested has it. */
bool terms_is_doubled(const terms_walk *walk, uint32_t index);

/* Blanks at the start of a list item's line. */
sumlint_span terms_indentation(const terms_walk *walk, const sumlint_item *item);
/* The document's line end. */
sumlint_str terms_line_end(const sumlint_document *document);

/* ---- text in the making, on the heap: failure is sticky ---- */

typedef struct terms_buffer {
	char *data;
	size_t size;
	size_t capacity;
	bool failed;
} terms_buffer;
void terms_append(terms_buffer *buffer, sumlint_str text);
void terms_buffer_finish(terms_buffer *buffer);
/* Reports the finding with a fix that puts what the buffer holds in place of `span`, and frees the buffer. */
void terms_report_text(const terms_walk *walk, terms_finding finding, sumlint_span span, terms_buffer *buffer);

#endif
