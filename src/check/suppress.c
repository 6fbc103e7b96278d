/* SPDX-License-Identifier: Apache-2.0
 * suppress.c - a document's directives against what was found in it: which diagnostics keep quiet, which directives were of no use, which name no
 * rule. One sweep over both, in the order of the text.
 */
#include "check/context.h"

#include "base/fold.h"

#include <stdio.h>
#include <stdlib.h>

/* What is in force for all rules, for a plugin's, or for one. */
typedef struct scope {
	uint32_t since;    /* number of the event that disabled or enabled it last; 0: none */
	bool disabled;
	bool *used;        /* of the name that disabled it */
	uint32_t line_end; /* a line directive reaches up to here */
	bool *line_used;
	bool *file_used;   /* NULL: not disabled for the whole file */
} scope;

typedef struct sweep {
	sumlint_context *context;
	const sl_manifests *manifests;
	scope all;
	scope *plugins; /* one for each manifest */
	scope **rules;  /* for each manifest, for each rule */
	bool **used;    /* for each directive, for each name (one for all rules) */
	uint32_t events;
} sweep;

/* ---- names ---------------------------------------------------------------------------------------------------- */

typedef struct target {
	bool found;
	uint32_t manifest;
	uint32_t rule; /* SUMLINT_NONE: the whole plugin */
} target;

static target find_target(const sl_manifests *manifests, sl_str name)
{
	for (uint32_t i = 0; i < manifests->count; i++) {
		const sl_manifest *manifest = manifests->items[i];
		if (sl_str_equal(manifest->plugin, name))
			return (target){ true, i, SUMLINT_NONE };
		if (!sl_str_starts(name, manifest->plugin))
			continue;
		for (uint32_t k = 0; k < manifest->rule_count; k++) {
			if (sl_str_equal(manifest->rules[k].id, name))
				return (target){ true, i, k };
		}
	}
	return (target){ false, 0, 0 };
}

/* The rule's place among the manifests. */
static target target_of(const sl_manifests *manifests, const sl_rule_manifest *rule)
{
	for (uint32_t i = 0; i < manifests->count; i++) {
		uintptr_t first = (uintptr_t)manifests->items[i]->rules, last = (uintptr_t)(manifests->items[i]->rules + manifests->items[i]->rule_count);
		if ((uintptr_t)rule >= first && (uintptr_t)rule < last)
			return (target){ true, i, (uint32_t)(rule - manifests->items[i]->rules) };
	}
	return (target){ false, 0, 0 };
}

static scope *scope_of(sweep *s, const target *t)
{
	return t->rule == SUMLINT_NONE ? &s->plugins[t->manifest] : &s->rules[t->manifest][t->rule];
}

static bool make_scopes(sweep *s)
{
	sl_arena *arena = s->context->arena;
	s->plugins = sl_arena_calloc(arena, s->manifests->count + (size_t)1, sizeof(*s->plugins));
	s->rules = sl_arena_calloc(arena, s->manifests->count + (size_t)1, sizeof(scope *));
	for (uint32_t i = 0; s->plugins && s->rules && i < s->manifests->count; i++) {
		s->rules[i] = sl_arena_calloc(arena, s->manifests->items[i]->rule_count + (size_t)1, sizeof(scope));
		if (!s->rules[i])
			return false;
	}
	return s->plugins && s->rules;
}

/* ---- the sweep ------------------------------------------------------------------------------------------------ */

static void apply_to(scope *at, const sl_directive *directive, uint32_t event, bool *used)
{
	switch (directive->kind) {
	case SL_DISABLE:
	case SL_ENABLE:
		at->since = event;
		at->disabled = directive->kind == SL_DISABLE;
		at->used = used;
		break;
	case SL_DISABLE_LINE:
	case SL_DISABLE_NEXT_LINE:
		if (directive->range.end > at->line_end || !at->line_used) {
			at->line_end = directive->range.end;
			at->line_used = used;
		}
		break;
	case SL_DISABLE_FILE:
		if (!at->file_used)
			at->file_used = used;
		break;
	case SL_DIRECTIVE_BAD:
		break;
	}
}

static void apply(sweep *s, const sl_directive *directive, bool *used)
{
	s->events++;
	if (directive->name_count == 0)
		apply_to(&s->all, directive, s->events, used);
	for (uint32_t i = 0; i < directive->name_count; i++) {
		target t = find_target(s->manifests, directive->names[i].text);
		if (t.found)
			apply_to(scope_of(s, &t), directive, s->events, &used[i]);
	}
}

/* At the end of the text a place belongs to the last line. */
static bool within_line(const scope *at, uint32_t place, uint32_t size)
{
	return at->line_used && (place < at->line_end || (place == size && at->line_end == size));
}

/* What keeps the rule quiet at this place, or NULL. Of disable and enable the later one counts. */
static bool *quiet(sweep *s, const sl_rule_manifest *rule, uint32_t place)
{
	target t = target_of(s->manifests, rule);
	uint32_t size = (uint32_t)s->context->text.size;
	const scope *scopes[3] = { t.found ? &s->rules[t.manifest][t.rule] : &s->all, t.found ? &s->plugins[t.manifest] : &s->all, &s->all };
	const scope *latest = scopes[0];
	for (int i = 0; i < 3; i++) {
		if (scopes[i]->file_used)
			return scopes[i]->file_used;
		if (within_line(scopes[i], place, size))
			return scopes[i]->line_used;
		if (scopes[i]->since > latest->since)
			latest = scopes[i];
	}
	return latest->since && latest->disabled ? latest->used : NULL;
}

/* A directive for the whole file counts from the start; the others from where they stand. */
static uint32_t start_of(const sl_directive *directive)
{
	return directive->kind == SL_DISABLE_FILE ? 0 : directive->range.start;
}

static bool is_about_suppressions(const sl_rule_manifest *rule, const sl_rule_set *set)
{
	return rule == set->core[SL_CORE_SUPPRESSION].rule || rule == set->core[SL_CORE_UNUSED_SUPPRESSION].rule;
}

static int by_fact_place(const void *a, const void *b)
{
	const sl_fact *left = *(sl_fact *const *)a, *right = *(sl_fact *const *)b;
	return (left->span.start > right->span.start) - (left->span.start < right->span.start);
}

/* Diagnostics are sorted by place; facts are not. */
static bool run(sweep *s, const sl_directives *directives)
{
	sl_checked *out = s->context->out;
	sl_fact **facts = sl_arena_calloc(s->context->arena, out->fact_count + (size_t)1, sizeof(sl_fact *));
	if (!facts)
		return false;
	for (uint32_t i = 0; i < out->fact_count; i++)
		facts[i] = &out->facts[i];
	if (out->fact_count > 1)
		qsort(facts, out->fact_count, sizeof(*facts), by_fact_place);
	for (uint32_t i = 0; i < directives->count; i++) {
		if (directives->items[i].kind == SL_DISABLE_FILE)
			apply(s, &directives->items[i], s->used[i]);
	}
	uint32_t next = 0, fact = 0, found = 0;
	while (found < out->count || fact < out->fact_count) {
		uint32_t place = found < out->count ? out->diagnostics[found].span.start : UINT32_MAX;
		bool is_fact = fact < out->fact_count && facts[fact]->span.start < place;
		if (is_fact)
			place = facts[fact]->span.start;
		for (; next < directives->count && start_of(&directives->items[next]) <= place; next++) {
			if (directives->items[next].kind != SL_DISABLE_FILE)
				apply(s, &directives->items[next], s->used[next]);
		}
		bool *by = quiet(s, is_fact ? facts[fact]->rule : out->diagnostics[found].rule, place);
		if (by)
			*by = true;
		if (is_fact)
			facts[fact++]->suppressed = by != NULL;
		else
			out->diagnostics[found++].suppressed = by != NULL;
	}
	return true;
}

/* ---- what is wrong with the directives themselves -------------------------------------------------------------- */

static bool tell(sweep *s, sl_core core, sl_span span, const char *format, sl_str name, sl_str nearest, const sumlint_fix *fix)
{
	char message[320];
	int shown = (int)(name.size < 80 ? name.size : 80);
	int size = snprintf(message, sizeof(message), format, shown, name.data ? name.data : "", (int)nearest.size, nearest.data ? nearest.data : "");
	sl_str text = { message, size > 0 ? (uint64_t)size : 0 };
	return sl_core_add(s->context, core, span, text, fix);
}

static bool tell_unknown(sweep *s, const sl_directive_name *name)
{
	sl_str nearest = sl_manifests_nearest(s->manifests, name->text, s->context->arena);
	if (!nearest.size)
		return tell(s, SL_CORE_SUPPRESSION, name->span, "“%.*s” is no rule and no plugin%.*s", name->text, nearest, NULL);
	return tell(s, SL_CORE_SUPPRESSION, name->span, "“%.*s” is no rule and no plugin: did you mean “%.*s”?", name->text, nearest, NULL);
}

/* True where every rule the name stands for had its say: only then can "of no use" be told. */
static bool all_ran(sweep *s, const target *t)
{
	const sl_checker *checker = s->context->checker;
	const sl_settings *settings = s->context->set->settings;
	for (uint32_t i = 0; i < settings->rule_count; i++) {
		const sl_rule_setting *setting = &settings->rules[i];
		target of = target_of(s->manifests, setting->rule);
		bool meant = !t || (of.found && of.manifest == t->manifest && (t->rule == SUMLINT_NONE || t->rule == of.rule));
		if (meant && !is_about_suppressions(setting->rule, s->context->set) &&
		    (setting->severity == SL_OFF ? t && t->rule != SUMLINT_NONE : !sl_checker_runs(checker, settings, setting->rule)))
			return false;
	}
	return true;
}

static sumlint_fix *removal(sweep *s, sl_span span, const char *title)
{
	sumlint_edit *edit = sl_arena_calloc(s->context->arena, 1, sizeof(*edit));
	sumlint_fix *fix = sl_arena_calloc(s->context->arena, 1, sizeof(*fix));
	if (!edit || !fix)
		return NULL;
	*edit = (sumlint_edit){ span, { "", 0 } };
	*fix = (sumlint_fix){ .title = sl_str_of(title), .safety = SUMLINT_FIX_SAFE, .edit_count = 1, .edits = edit };
	return fix;
}

/* With one name, or none that is of use, the whole directive goes; else the name. In the front matter only the whole entry can. */
static bool tell_unused_names(sweep *s, const sl_directive *directive, const bool *used)
{
	uint32_t unused = 0, judged = 0;
	for (uint32_t i = 0; i < directive->name_count; i++) {
		target t = find_target(s->manifests, directive->names[i].text);
		bool is_judged = t.found && all_ran(s, &t);
		judged += is_judged;
		unused += is_judged && !used[i];
	}
	bool whole = unused == directive->name_count && judged == directive->name_count;
	for (uint32_t i = 0, told = 0; i < directive->name_count && told < unused; i++) {
		const sl_directive_name *name = &directive->names[i];
		target t = find_target(s->manifests, name->text);
		if (used[i] || !t.found || !all_ran(s, &t))
			continue;
		sumlint_fix *fix = NULL;
		if (whole ? told == 0 : directive->comment) {
			fix = whole ? removal(s, directive->outer, "remove it") : removal(s, name->outer, "remove the name");
			if (!fix)
				return false;
		}
		if (!tell(s, SL_CORE_UNUSED_SUPPRESSION, name->span, "the suppression of “%.*s” suppresses nothing%.*s", name->text, (sl_str){ NULL, 0 }, fix))
			return false;
		told++;
	}
	return true;
}

static bool tell_directive(sweep *s, const sl_directive *directive, const bool *used)
{
	if (directive->kind == SL_DIRECTIVE_BAD)
		return sl_core_add(s->context, SL_CORE_SUPPRESSION, directive->span, directive->problem, NULL);
	for (uint32_t i = 0; i < directive->name_count; i++) {
		if (!find_target(s->manifests, directive->names[i].text).found && !tell_unknown(s, &directive->names[i]))
			return false;
	}
	if (directive->kind == SL_ENABLE || s->context->out->partial)
		return true;
	if (directive->name_count)
		return tell_unused_names(s, directive, used);
	if (used[0] || !all_ran(s, NULL))
		return true;
	sumlint_fix *fix = removal(s, directive->outer, "remove it");
	return fix && tell(s, SL_CORE_UNUSED_SUPPRESSION, directive->span, "this suppression suppresses nothing%.*s%.*s", (sl_str){ NULL, 0 },
			  (sl_str){ NULL, 0 }, fix);
}

bool sl_suppress(sumlint_context *context, const sl_directives *directives)
{
	sweep s = { .context = context, .manifests = context->checker->manifests };
	if (directives->count == 0)
		return true;
	s.used = sl_arena_calloc(context->arena, directives->count, sizeof(bool *));
	if (!s.used || !make_scopes(&s))
		return false;
	for (uint32_t i = 0; i < directives->count; i++) {
		s.used[i] = sl_arena_calloc(context->arena, directives->items[i].name_count + (size_t)1, sizeof(bool));
		if (!s.used[i])
			return false;
	}
	if (!run(&s, directives))
		return false;
	for (uint32_t i = 0; i < directives->count; i++) {
		if (!tell_directive(&s, &directives->items[i], s.used[i]))
			return false;
	}
	return true;
}
