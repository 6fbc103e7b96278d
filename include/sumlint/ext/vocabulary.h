/* SPDX-License-Identifier: Apache-2.0
 *
 * ext/vocabulary.h - extension "sumlint.vocabulary/1": the controlled vocabularies of the run.
 * Terms and labels are SKOS's (https://www.w3.org/TR/skos-reference/, sections 5 and 8).
 */
#ifndef SUMLINT_EXT_VOCABULARY_H
#define SUMLINT_EXT_VOCABULARY_H

#include "../host.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SUMLINT_EXT_VOCABULARY "sumlint.vocabulary/1"

/* How a text was found. */
enum { SUMLINT_MATCH_NONE = 0, SUMLINT_MATCH_PREF = 1, SUMLINT_MATCH_ALT = 2 };

/* Bits of sumlint_term_use.flags. */
enum {
	SUMLINT_USE_PUNCTUATED = 1u, /* `text` is the item without punctuation, quotes or an "and" around it */
	SUMLINT_USE_EMPTY = 2u,      /* nothing between two separators, or an item without words */
	SUMLINT_USE_JOINED = 4u,     /* no term, but all its pieces at another separator (, ; / | & and, line ends) are */
	SUMLINT_USE_STRAY = 8u       /* of text that stands where terms belong and has none in it: a paragraph in place of list
	                                items, or what follows a labelled line. `first` is SUMLINT_NONE */
};

/* An item of a terms part, looked up. Frozen. */
typedef struct sumlint_term_use {
	sumlint_str text;  /* as looked up: the item's text, or a slice of it */
	sumlint_span span; /* its bytes, within the item's span where that can be said */
	uint32_t term;     /* number of the term in its vocabulary, or SUMLINT_NONE */
	uint32_t match;    /* SUMLINT_MATCH_* */
	uint32_t flags;
	uint32_t first;    /* index of an earlier item with the same term, or the same text; else SUMLINT_NONE */
} sumlint_term_use;

/* Bits of sumlint_part_terms.traits: what some of a part's uses or items have. Where a bit is not set, none of them has it. */
enum {
	SUMLINT_TERMS_UNKNOWN = 1u,    /* `term` is SUMLINT_NONE */
	SUMLINT_TERMS_ALIAS = 2u,      /* `match` is SUMLINT_MATCH_ALT */
	SUMLINT_TERMS_DEPRECATED = 4u, /* the term is deprecated */
	SUMLINT_TERMS_REPEATED = 8u,   /* `first` is not SUMLINT_NONE */
	SUMLINT_TERMS_FLAGGED = 16u,   /* `flags` is not 0 */
	/* In the body: an item that is numbered, or nested, or is a value where the slot's own form is a list; in a labelled line one that does not stand
	   in the line of the others. */
	SUMLINT_TERMS_FORM = 32u,
	/* Fewer or more than the slot's `items` ask for, each term counted once, and what is empty or astray not at all. */
	SUMLINT_TERMS_FEW = 64u,
	SUMLINT_TERMS_MANY = 128u
};

/* The terms of a part with what can be said of all of them: a rule need not look at uses of which it has nothing to say. Frozen. */
typedef struct sumlint_part_terms {
	const sumlint_part *part;
	const sumlint_term_use *uses; /* part->item_count of them */
	uint32_t traits;              /* SUMLINT_TERMS_* */
	uint32_t reserved;
} sumlint_part_terms;

/* A term. Text lives as long as the run. Frozen. */
typedef struct sumlint_term {
	sumlint_str pref_label;
	sumlint_str scope_note;
	uint32_t broader;     /* number of a term, or SUMLINT_NONE */
	uint32_t deprecated;  /* 0 or 1 */
	uint32_t replaced_by; /* number of a term that is not deprecated, or SUMLINT_NONE */
	uint32_t reserved;
} sumlint_term;

/* A vocabulary. Opaque; lives as long as the run. */
typedef struct sumlint_vocabulary sumlint_vocabulary;

typedef struct sumlint_ext_vocabulary {
	uint32_t struct_size;
	uint32_t reserved;

	/* The vocabulary of that name as configured for the document being checked, or NULL. */
	const sumlint_vocabulary *(*find)(sumlint_context *context, sumlint_str name);
	/* The terms of `part`, looked up in its slot's vocabulary: part->item_count of them, NULL where the slot is not of
	   kind terms. Where its vocabulary is not configured, `term` is SUMLINT_NONE in all of them. Looked up once for all
	   rules. */
	const sumlint_term_use *(*uses)(sumlint_context *context, const sumlint_part *part);
	/* Looks a label up under case folding and NFC. Sets *match. Number of the term, or SUMLINT_NONE. */
	uint32_t (*lookup)(sumlint_context *context, const sumlint_vocabulary *vocabulary, sumlint_str label,
	    uint32_t *match);
	/* Term `number`, or NULL where out of range. */
	const sumlint_term *(*term)(const sumlint_vocabulary *vocabulary, uint32_t number);
	/* The nearest label by Damerau-Levenshtein distance if it is near enough to be useful: number of its term, and
	   the label in *label; SUMLINT_NONE where none is. Deprecated terms are not suggested. */
	uint32_t (*suggest)(sumlint_context *context, const sumlint_vocabulary *vocabulary, sumlint_str label,
	    sumlint_str *nearest);
	/* The parts of the document that `uses` gives terms of, in the order of the file, so that a rule need not go through all of them: *count
	   of them. They live as long as the check. NULL where there are none. (Since 0.1; struct_size tells whether it is there.) */
	const sumlint_part *const *(*parts)(sumlint_context *context, uint32_t *count);
	/* The same parts with their terms, looked up once for all rules. NULL also when memory is short: the run then fails as under host->report. (Since
	   0.1; struct_size tells whether it is there.) */
	const sumlint_part_terms *(*part_terms)(sumlint_context *context, uint32_t *count);
} sumlint_ext_vocabulary;

#ifdef __cplusplus
}
#endif
#endif
