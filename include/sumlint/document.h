/* SPDX-License-Identifier: Apache-2.0
 *
 * document.h - what a rule is given: a document cut into parts, and the document type that names the parts.
 *
 * Plain text, Markdown and YAML front matter give the same model; a rule never asks which. Everything here is
 * owned by the host, immutable, and lives until the check it was handed to returns.
 */
#ifndef SUMLINT_DOCUMENT_H
#define SUMLINT_DOCUMENT_H

#include "abi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- the document type ---------------------------------------------------------------------------------- */

/* Bits of sumlint_slot.kinds: what the body of a part may hold. ANY is never combined. */
enum {
	SUMLINT_KIND_ANY = 1u,   /* anything, also nothing */
	SUMLINT_KIND_PROSE = 2u, /* paragraphs */
	SUMLINT_KIND_LIST = 4u,  /* list items */
	SUMLINT_KIND_TERMS = 8u  /* terms of a vocabulary: list items in a section, separated values in a line */
};

/* How many words or items; max is UINT32_MAX where there is no upper limit. Frozen. */
typedef struct sumlint_limits {
	uint32_t min;
	uint32_t max;
} sumlint_limits;

/* One entry of a document type's `parts`. Growable. */
typedef struct sumlint_slot {
	uint32_t struct_size;
	uint32_t kind;  /* SUMLINT_PART_SECTION or SUMLINT_PART_LINE */
	uint32_t kinds; /* SUMLINT_KIND_* bits */
	uint32_t required; /* 0 or 1 */
	uint32_t level;    /* Markdown heading level asked for, 1..6; 0: whatever the other sections have */
	uint32_t repeatable; /* 1: the part may come more than once */
	sumlint_limits words;
	sumlint_limits items;
	sumlint_str name;       /* as written in the type; may hold one {placeholder} */
	sumlint_str vocabulary; /* its name, "" where none */
	sumlint_str separator;  /* between the terms of a line; "" where none */
} sumlint_slot;

/* A document type. Growable. */
typedef struct sumlint_type {
	uint32_t struct_size;
	uint32_t title_required;      /* 0 or 1 */
	sumlint_limits title_words;
	uint32_t attribution_required; /* 1: the type asks for an attribution line */
	uint32_t order_strict;         /* 1: parts come in the order of `slots` */
	uint32_t other_sections;       /* 1: headings that no slot has are allowed */
	uint32_t slot_count;
	const sumlint_slot *const *slots;
	sumlint_str name;
	sumlint_str attribution_pattern;    /* PCRE2, as written; "" where none */
	sumlint_str curator;                /* the one curator allowed; "": any */
	sumlint_str publisher;              /* the one publisher allowed; "": any */
	sumlint_str curator_vocabulary;     /* or its vocabulary; "": none */
	sumlint_str publisher_vocabulary;
	uint32_t curator_open;   /* 1: names outside the vocabulary pass unless close to one of it */
	uint32_t publisher_open;
} sumlint_type;

/* ---- the document --------------------------------------------------------------------------------------- */

enum { SUMLINT_SYNTAX_TEXT = 1, SUMLINT_SYNTAX_MARKDOWN = 2 };

enum {
	SUMLINT_PART_TITLE = 1,
	SUMLINT_PART_SECTION = 2,    /* a heading and what follows it */
	SUMLINT_PART_LINE = 3,       /* a labelled line, `Best for: ...` */
	SUMLINT_PART_ATTRIBUTION = 4
};

enum { SUMLINT_ORIGIN_BODY = 1, SUMLINT_ORIGIN_FRONT_MATTER = 2 };

/* Bits of sumlint_part.flags. */
enum {
	/* The heading or label is a misspelling of `expected`; slot is that slot. For an attribution: it is close
	   to the pattern but does not match it. */
	SUMLINT_PART_NEAR = 1u,
	/* An unknown heading that stands where the required slot `slot` is missing. Its content is not that slot's. */
	SUMLINT_PART_BY_PLACE = 2u,
	/* Another part has the same slot (or is the title, the attribution) and counts as it: mostly an earlier one, but rather one that stands in its
	   place in the order than one that does not. */
	SUMLINT_PART_DUPLICATE = 4u,
	/* The body holds something besides paragraphs and list items: code, a table, HTML, a quotation. */
	SUMLINT_PART_OTHER_CONTENT = 8u,
	/* A labelled line that was written as a heading. */
	SUMLINT_PART_AS_HEADING = 16u,
	/* Something other than comments and blank lines follows in the body of the file. */
	SUMLINT_PART_FOLLOWED = 32u,
	/* The front matter has something here that cannot be read as the part's content, which core/front-matter reports. What is
	   in items and paragraphs is not all of it: rules about content keep silent. */
	SUMLINT_PART_UNREAD = 64u,
	/* It is written in another form than its own: a section's heading as a line of text, or as a label (then `heading` ends with the colon); a labelled
	   line as a list item (then `heading` begins with its marker). */
	SUMLINT_PART_OTHER_FORM = 128u,
	/* An attribution of which it is not known whether it matches: the type's pattern took more steps than it may. */
	SUMLINT_PART_TOO_COSTLY = 256u
};

/* Bits of sumlint_item.flags. */
enum {
	SUMLINT_ITEM_ORDERED = 1u,  /* from a numbered list */
	SUMLINT_ITEM_UNMARKED = 2u, /* no list marker: a value between separators, or a bare line where a list belongs */
	SUMLINT_ITEM_NESTED = 4u    /* inside another item */
};

/* A list item, or one value of a labelled line. Frozen. */
typedef struct sumlint_item {
	sumlint_str text;   /* what it says: trimmed, markup removed, YAML unescaped */
	sumlint_span span;  /* the narrowest bytes that say it: replace these to reword the item */
	sumlint_span outer; /* delete these to remove the item: its marker and line end, or its separator */
	uint32_t flags;
	uint32_t words; /* number of words */
} sumlint_item;

/* A paragraph: lines without a list marker. Frozen. */
typedef struct sumlint_paragraph {
	sumlint_span span; /* without the white space around it */
	uint32_t words;
	uint32_t reserved;
} sumlint_paragraph;

/* A named capture of the attribution pattern. Frozen. */
typedef struct sumlint_capture {
	sumlint_str name;
	sumlint_str text;
	sumlint_span span;
} sumlint_capture;

/* A part of a document. Growable. */
typedef struct sumlint_part {
	uint32_t struct_size;
	uint32_t kind;   /* SUMLINT_PART_* */
	uint32_t slot;   /* index into type->slots; SUMLINT_NONE for title, attribution and unknown headings */
	uint32_t flags;
	uint32_t origin; /* SUMLINT_ORIGIN_* */
	uint32_t level;  /* Markdown heading level 1..6, else 0 */
	sumlint_str name;     /* heading, label, or the title's or attribution's text: markup removed */
	sumlint_str expected; /* what name should read where NEAR or BY_PLACE is set and it is known; where neither is, how the type writes the
				 name of a section or line in the body that has other capitals; else "" */
	sumlint_span name_span; /* the narrowest bytes of name; where name is empty, the place where it belongs */
	sumlint_span deviation; /* attribution with NEAR: the first place that departs from the pattern */
	sumlint_span heading;   /* the whole heading line(s) or label with its colon, or the front-matter key */
	sumlint_span body;      /* what follows the heading, without white space around it */
	sumlint_span span;      /* all of it, whole lines, up to the next part */
	uint32_t words;         /* in the body: paragraphs and items */
	uint32_t item_count;
	uint32_t paragraph_count;
	uint32_t capture_count;
	const sumlint_item *items;
	const sumlint_paragraph *paragraphs;
	const sumlint_capture *captures;
} sumlint_part;

/* A document. Growable. */
typedef struct sumlint_document {
	uint32_t struct_size;
	uint32_t syntax; /* SUMLINT_SYNTAX_* */
	sumlint_str path; /* as the user names the file; may hold any bytes but NUL */
	sumlint_str text; /* the file's bytes: valid UTF-8 without NUL, a BOM included */
	const sumlint_type *type;
	uint32_t part_count;
	uint32_t reserved;
	const sumlint_part *const *parts; /* all parts in the order of the file */
	const sumlint_part *title;        /* the first, or NULL */
	const sumlint_part *attribution;  /* the last that matches or is near, or NULL */
	/* For each slot its first part (an exact one before a NEAR or BY_PLACE one; where the order counts, rather the first that stands in its place),
	   or NULL; type->slot_count of them. */
	const sumlint_part *const *by_slot;
	/* Where each absent slot's part should have begun; type->slot_count of them. */
	const uint32_t *slot_place;
	uint32_t title_place;       /* where an absent title should stand */
	uint32_t attribution_place; /* where an absent attribution should stand */
	sumlint_span front_matter;  /* with its fences; empty where there is none */
} sumlint_document;

/* The document's own bytes of a span, as they stand in the file: with markup, and in front matter quoted and escaped as YAML. The text of a paragraph is
   sumlint_bytes(document, part->paragraphs[i].span); of an item, `text` says it without markup. Lives as long as the document. */
static inline sumlint_str sumlint_bytes(const sumlint_document *document, sumlint_span span)
{
	sumlint_str bytes;
	bytes.data = document->text.data ? document->text.data + span.start : NULL;
	bytes.size = span.end - span.start;
	return bytes;
}

#ifdef __cplusplus
}
#endif
#endif
