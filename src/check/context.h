/* SPDX-License-Identifier: Apache-2.0
 * context.h - one check of one document, or one judgement of one key: what stands behind the handle that plugins hold.
 */
#ifndef SL_CHECK_CONTEXT_H
#define SL_CHECK_CONTEXT_H

#include "check/rule_set.h"
#include "parse/document.h"
#include "sumlint/ext/facts.h"
#include "sumlint/ext/related.h"
#include "sumlint/ext/text.h"
#include "sumlint/ext/vocabulary.h"

typedef struct sl_term_entry {
	const sumlint_part *part; /* NULL: free */
	sumlint_part_terms *terms;
} sl_term_entry;

/* The document's parts that have terms, in the order of the file: found when a rule first asks. */
typedef struct sl_term_parts {
	bool complete; /* all of them are looked up */
	uint32_t count;
	sumlint_part_terms *terms;  /* NULL until they are found; `uses` of each is NULL until they are looked up */
	const sumlint_part **parts; /* the same without their terms, made when asked for */
	/* A hash table with open addressing of the parts that are not gone through one by one: where there are many, and those that a plugin made. */
	sl_term_entry *entries;
	uint32_t entry_count;
	uint32_t capacity; /* a power of two, or 0 */
} sl_term_parts;

/* A scalar of the front matter. */
typedef struct sl_scalar {
	sl_span span;
	sl_yaml_style style;
	bool flow; /* within [] or {} */
} sl_scalar;

/* All of them in the order of the file, collected when an edit first needs them. */
typedef struct sl_scalars {
	bool collected;
	sl_scalar *items;
	uint32_t count;
	uint32_t capacity;
	uint32_t end; /* of the last one taken */
} sl_scalars;

/* What a judgement is about. */
typedef struct sl_judging {
	const sumlint_fact *facts;
	const uint32_t *order; /* for each of them its index in what the caller gave */
	const sl_corpus_fact *given;
	uint64_t count;
	sl_judged *report;
	void *user;
} sl_judging;

struct sumlint_context {
	sl_checker *checker;
	sl_arena *arena;
	const sl_rule_set *set;
	const sl_active_rule *rule; /* the one that runs */
	sl_str path;
	sl_str text;                 /* what spans are cut to */
	const sl_document *document; /* NULL while judging, and where there is none */
	sl_checked *out;             /* NULL while judging */
	const sl_judging *judging;   /* NULL while checking */
	sl_term_parts terms;
	sl_scalars scalars;
	sl_str formatted;            /* what the host formatted last: it is in the arena already */
	const sl_active_rule *warned; /* the rule whose dropped fix was told last: once for a rule and document is enough */
	bool no_memory;
};

/* ---- diagnostics: diagnostic.c ---- */

/* Copies, mends and checks what a rule reported; *out lives in the arena. While judging, the span is left as it is and there are no fixes. False when
   memory is short (and context->no_memory is set). */
bool sl_diagnostic_take(sumlint_context *context, const sumlint_diagnostic *given, sl_diagnostic *out);
bool sl_diagnostic_add(sumlint_context *context, const sl_diagnostic *diagnostic);
/* One line of valid UTF-8 in the arena: what is not becomes U+FFFD, control characters become spaces. */
sl_str sl_line_mend(sumlint_context *context, sl_str text);
void sl_diagnostics_sort(sl_checked *checked);

/* ---- fixes: edits.c ---- */

/* Checks and copies a fix: edits sorted, written as their place needs them. Where it cannot be used *problem says why; NULL where it can. False when memory is
   short. */
bool sl_fix_take(sumlint_context *context, const sumlint_fix *given, sumlint_fix *out, const char **problem);

/* ---- term_parts.c ---- */

/* NULL where the part has none, or memory is short (and context->no_memory is set). */
const sumlint_term_use *sl_terms_of(sumlint_context *context, const sumlint_part *part);
/* The parts that have terms. NULL where there are none, or memory is short (and context->no_memory is set). */
const sumlint_part *const *sl_terms_parts(sumlint_context *context, uint32_t *count);
/* The same with their terms. */
const sumlint_part_terms *sl_terms_all(sumlint_context *context, uint32_t *count);

/* ---- terms.c ---- */

/* Looks the items of out->part up, which has terms, and fills the rest of *out. False when memory is short. */
bool sl_terms_look_up(sumlint_context *context, sumlint_part_terms *out);
/* `text` folded, valid until the next call. False when memory is short (and context->no_memory is set). Text that is not UTF-8 is mended first. */
bool sl_fold_here(sumlint_context *context, sl_str text, sl_str *folded);
/* The same in a second place, so that two folded texts can be compared. */
bool sl_fold_there(sumlint_context *context, sl_str text, sl_str *folded);

/* ---- core_rules.c ---- */

void sl_core_rules_set(sl_rule_set *set, const sl_checker *checker);
bool sl_core_unreadable(sumlint_context *context, int error);
bool sl_core_encoding(sumlint_context *context, sl_str bytes, size_t bad_byte);
bool sl_core_front_matter(sumlint_context *context);
/* Reports for a rule of the host, unless it is off; `fix` (NULL: none) lives in the arena. False when memory is short. */
bool sl_core_add(sumlint_context *context, sl_core core, sl_span span, sl_str message, const sumlint_fix *fix);

/* ---- suppress.c ---- */

/* Marks what the directives keep quiet; the diagnostics are sorted. Reports directives of no use, and names that are no rule's. False when memory is
   short. */
bool sl_suppress(sumlint_context *context, const sl_directives *directives);

/* ---- scope.c ---- */

/* Sets the scope of every diagnostic; they are sorted. False when memory is short. */
bool sl_scopes_set(sumlint_context *context, const sl_source *source);

/* ---- host.c, options.c, ext_*.c ---- */

/* A plugin did what the interface forbids: an error in the troubles, naming the rule. */
void sl_misuse(sumlint_context *context, const char *what);

struct sumlint_options {
	const sl_rule_setting *setting;
};
int64_t sl_option_integer(const sumlint_options *options, const char *name);
uint32_t sl_option_boolean(const sumlint_options *options, const char *name);
sumlint_str sl_option_string(const sumlint_options *options, const char *name);
uint32_t sl_option_list_size(const sumlint_options *options, const char *name);
sumlint_str sl_option_list_item(const sumlint_options *options, const char *name, uint32_t index);
bool sl_options_equal(const sl_rule_manifest *rule, const sl_option_value *a, const sl_option_value *b);

extern const sumlint_ext_vocabulary sl_ext_vocabulary;
extern const sumlint_ext_facts sl_ext_facts;
extern const sumlint_ext_related sl_ext_related;
extern const sumlint_ext_text sl_ext_text;

#endif
