/* SPDX-License-Identifier: Apache-2.0
 * check.h - a document and a rule set in, diagnostics and facts out. Sees neither files nor standard output.
 */
#ifndef SL_CHECK_CHECK_H
#define SL_CHECK_CHECK_H

#include "config/config.h"
#include "read/source.h"
#include "sumlint/diagnostic.h"
#include "sumlint/plugin.h"

/* Another place of the document that a diagnostic leads to. */
typedef struct sl_related {
	sl_span span;
	sl_position start; /* for people: set where the diagnostic is placed */
	sl_position end;
	sl_str message;
} sl_related;

/* What a rule reported, in the arena of the check. */
typedef struct sl_diagnostic {
	const sl_rule_manifest *rule;
	sl_severity severity;
	sl_span span;
	sl_span scope; /* what it is about: `span`; the whole part where that is its heading; the gap where a part is missing; all of what could not be checked */
	sl_str message;
	sl_str help;
	uint32_t fix_count;
	uint32_t sequence; /* order of reporting, to keep the sort stable */
	bool suppressed;   /* a directive of the document keeps it quiet */
	bool known;        /* the desk lives with it for now: its fixes are not applied */
	sumlint_fix *fixes; /* edits sorted, already written as their place needs them */
	sl_related *related;
	uint32_t related_count;
} sl_diagnostic;

/* A fact a rule stated, in the arena of the check. */
typedef struct sl_fact {
	const sl_rule_manifest *rule;
	sl_str key;
	sl_str value;
	sl_span span;
	bool suppressed; /* what is judged of it keeps quiet */
} sl_fact;

typedef struct sl_checked {
	sl_diagnostic *diagnostics; /* sorted by start, end, rule id, sequence */
	uint32_t count;
	uint32_t capacity;
	sl_fact *facts;
	uint32_t fact_count;
	uint32_t fact_capacity;
	/* The rules of plugins did not run: the file could not be read, or its front matter could not. Whether a suppression is used cannot be told. */
	bool partial;
} sl_checked;

/* Which rules the command line wants: ids or plugin names. Nothing selected: all. An id counts more than a plugin's name, and an ignored one more than a
   selected one. core/io, core/encoding, core/plugin-crash and core/plugin-timeout are left out only by being ignored: what was not checked is never taken
   for clean. */
typedef struct sl_selection {
	const sl_str *select;
	uint32_t select_count;
	const sl_str *ignore;
	uint32_t ignore_count;
} sl_selection;
bool sl_selected(const sl_selection *selection, const sl_manifest *manifest, const sl_rule_manifest *rule);

/* Plugins and rule instances of a run. Loads a plugin when the first settings need one of its rules. */
typedef struct sl_checker sl_checker;

sl_checker *sl_checker_create(const sl_manifests *manifests, const sl_selection *selection, sl_troubles *troubles);
void sl_checker_free(sl_checker *checker);

/* Makes the rule set of `settings` ready (kept, by pointer). False with troubles: a plugin was refused, an instance could not be made. */
bool sl_checker_prepare(sl_checker *checker, const sl_settings *settings);
/* True where the rule runs under these (prepared) settings: selected, and not off. */
bool sl_checker_runs(const sl_checker *checker, const sl_settings *settings, const sl_rule_manifest *rule);
/* True where a rule of any prepared settings judges facts of the corpus. */
bool sl_checker_judges(const sl_checker *checker);

/* What another process may see of a check under way: whose code it is in. In memory that both share; written by the checking one alone. */
typedef struct sl_watch {
	const sl_manifest *volatile plugin;    /* NULL outside of plugins' code */
	const sl_rule_manifest *volatile rule; /* NULL while the plugin as a whole is loaded */
	volatile uint64_t calls;               /* grows with every call into a plugin */
} sl_watch;
void sl_checker_watch(sl_checker *checker, sl_watch *watch);
/* Asked before every call of a rule's check or judge: true leaves the rule out. NULL: none is. */
typedef bool sl_skips_rule(void *user, const sl_rule_manifest *rule);
void sl_checker_skip(sl_checker *checker, sl_skips_rule *skips, void *user);

/* Checks the file in `source` (its read errors and encoding included: core/io, core/encoding, core/front-matter). Everything in *out lives in
   `arena` or points into source. False when memory was short: nothing of *out may be used. */
bool sl_check(sl_checker *checker, const sl_settings *settings, sl_str path, const sl_source *source, sl_arena *arena, sl_checked *out);

/* A fact as collected over the run, and what judge said. */
typedef struct sl_corpus_fact {
	const sl_rule_manifest *rule;
	const sl_settings *settings; /* of its document: whose instance judges, and with what severity */
	sl_str key;
	sumlint_fact fact;
	bool suppressed; /* what is judged of it keeps quiet */
} sl_corpus_fact;
/* Judges: facts of one rule and key together, in document order; rules and keys sorted. Calls `report` with the index of the fact for every diagnostic.
   `facts` may come in any order. One group (rule and key) is judged by the instance of its first fact's settings; a diagnostic has the severity that the
   settings of its own fact give the rule. False when memory was short; a plugin that reports what it was not given is in the troubles. */
typedef void sl_judged(void *user, uint32_t fact_index, const sl_diagnostic *diagnostic);
bool sl_checker_judge(sl_checker *checker, sl_arena *arena, const sl_corpus_fact *facts, uint32_t count, sl_judged *report, void *user);

/* The span cut to the text and widened to whole code points. */
sl_span sl_span_mend(sl_str text, sl_span span);

/* The host table handed to plugins. */
const sumlint_host *sl_host_table(void);

#endif
