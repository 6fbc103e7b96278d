/* SPDX-License-Identifier: Apache-2.0
 * terms.h - what the rules about terms share. The plugins `topics` and `audience` are the same rules over different slots: each compiles
 * plugins/shared/terms*.c and defines terms_this.
 */
#ifndef PLUGINS_SHARED_TERMS_H
#define PLUGINS_SHARED_TERMS_H

#include "shared/related.h"

/* What makes a plugin of these rules. */
typedef struct terms_plugin {
	bool audience;     /* the slots of vocabulary "audience" are its own; else all the others of kind terms */
	const char *name;  /* of the plugin, and of the vocabulary whose terms are called: */
	const char *noun;  /* "topic" */
	const char *nouns; /* "topics" */
} terms_plugin;
extern const terms_plugin terms_this;

/* Set by terms_start, never changed after. */
extern const sumlint_ext_vocabulary *terms_vocabularies;
extern const sumlint_ext_text *terms_texts;

/* False where the host lacks an extension. */
bool terms_start(const sumlint_host *host);
/* A slot of this plugin's. */
bool terms_claims(const sumlint_slot *slot);

/* ---- the parts that are judged ---- */

/* One part after the other: terms_walk walk = { document, context, traits }; while (terms_next(&walk)) ... */
typedef struct terms_walk {
	const sumlint_document *document;
	sumlint_context *context;
	uint32_t traits; /* of parts without any of these (SUMLINT_TERMS_*) the rule has nothing to say, and they are left out; 0: none is */
	const sumlint_part_terms *terms; /* of all parts that have some */
	uint32_t count;
	uint32_t next;
	const sumlint_part *part;
	const sumlint_slot *slot;
	const sumlint_term_use *uses;         /* part->item_count of them */
	const sumlint_vocabulary *vocabulary; /* after terms_open; NULL where none is configured */
	const char *noun;                     /* what a term of it is called */
	const char *nouns;
} terms_walk;
/* False where this plugin has nothing to say of the part. */
bool terms_enter(terms_walk *walk, const sumlint_part_terms *terms);
static inline bool terms_next(terms_walk *walk)
{
	if (!walk->terms)
		walk->terms = terms_vocabularies->part_terms(walk->context, &walk->count);
	while (walk->next < walk->count) {
		const sumlint_part_terms *terms = &walk->terms[walk->next++];
		/* Nearly all documents are in order: the traits are asked first. */
		if ((!walk->traits || terms->traits & walk->traits) && terms_enter(walk, terms))
			return true;
	}
	return false;
}
/* Finds the part's vocabulary, which most rules have nothing to ask in a document that is in order. False where none is configured. */
bool terms_open(terms_walk *walk);
/* The term of a use, or NULL; after terms_open. */
const sumlint_term *terms_term(const terms_walk *walk, uint32_t index);
/* The item is text that does not belong where it stands: of what it says nothing else is reported. */
bool terms_is_stray(const terms_walk *walk, uint32_t index);
/* A line of plain text was wrapped within a term: the item is the rest of the one before, which the line below has. */
bool terms_is_torn(const terms_walk *walk, uint32_t index);
/* In the body, not in the front matter. */
bool terms_in_body(const terms_walk *walk);
/* What stands between values: the slot's separator, or a comma. */
sumlint_str terms_separator(const terms_walk *walk);

/* ---- places ---- */

/* Item `index` can be reworded by replacing the span of its use: no other item has it, and no markup that would be torn apart lies in it. */
bool terms_can_reword(const terms_walk *walk, uint32_t index);
/* The bytes to delete to remove item `index`. False where they cannot be told. */
bool terms_removal(const terms_walk *walk, uint32_t index, sumlint_span *span);
/* Whether the item's bytes hold no markup: what it says can be written elsewhere without a loss. */
bool terms_is_plain(const terms_walk *walk, uint32_t index);
sumlint_str terms_bytes(const terms_walk *walk, sumlint_span span);

/* ---- text ---- */

/* Nothing but blanks and line ends. */
bool terms_is_blank(sumlint_str text);
sumlint_str terms_trim(sumlint_str text);

/* ---- reports ---- */

/* What a rule has to say about one place. */
typedef struct terms_finding {
	sumlint_span span;
	sumlint_str message;
	sumlint_str help;
	/* The fix; edit_count 0: none. */
	sumlint_str title;
	uint32_t safety; /* SUMLINT_FIX_* */
	uint32_t edit_count;
	const sumlint_edit *edits;
	/* Another place it leads to, and what is there; an empty text: none. */
	sumlint_span related;
	sumlint_str related_message;
} terms_finding;
void terms_report(const terms_walk *walk, const terms_finding *finding);
/* The same with a fix that writes `text` in place of the use's span, where that can be. */
void terms_report_reword(const terms_walk *walk, uint32_t index, terms_finding finding, sumlint_str text);
/* The same with a fix that removes the item. */
void terms_report_removal(const terms_walk *walk, uint32_t index, terms_finding finding);
sumlint_str terms_quote(const terms_walk *walk, sumlint_str text);

/* ---- the rules, as sumlint_rule.check; each in its own file ---- */

void terms_check_unknown(void *instance, const sumlint_document *document, sumlint_context *context);
void terms_check_alias(void *instance, const sumlint_document *document, sumlint_context *context);
void terms_check_deprecated(void *instance, const sumlint_document *document, sumlint_context *context);
void terms_check_duplicate(void *instance, const sumlint_document *document, sumlint_context *context);
void terms_check_count(void *instance, const sumlint_document *document, sumlint_context *context);
void *terms_create_format(const sumlint_host *host, const sumlint_options *options);
void terms_destroy_format(void *instance);
void terms_check_format(void *instance, const sumlint_document *document, sumlint_context *context);

#endif
