/* SPDX-License-Identifier: Apache-2.0
 * settle.c - check, apply, check again.
 */
#include "fix/settle.h"

#include <stdlib.h>

typedef struct settling {
	sl_checker *checker;
	const sl_settings *settings;
	sl_str path;
	sl_source *source;
	const sl_fix_terms *terms;
	sl_arena *arena;
	sl_buffer text; /* the candidate */
	sl_buffer old;  /* what to go back to */
} settling;

/* ---- worse or not --------------------------------------------------------------------------------------------- */

static int by_rule(const void *a, const void *b)
{
	const sl_rule_manifest *left = *(const sl_rule_manifest *const *)a, *right = *(const sl_rule_manifest *const *)b;
	return left == right ? 0 : sl_str_compare(left->id, right->id);
}

static const sl_rule_manifest **rules_of(sl_arena *arena, const sl_checked *checked)
{
	const sl_rule_manifest **rules = sl_arena_alloc(arena, (checked->count + (size_t)1) * sizeof(const sl_rule_manifest *));
	for (uint32_t i = 0; rules && i < checked->count; i++)
		rules[i] = checked->diagnostics[i].rule;
	if (rules && checked->count > 1)
		qsort(rules, checked->count, sizeof(*rules), by_rule);
	return rules;
}

/* *worse: some rule reports more after than before. False when memory is short. */
static bool compare(sl_arena *arena, const sl_checked *before, const sl_checked *after, bool *worse)
{
	const sl_rule_manifest **old = rules_of(arena, before), **new = rules_of(arena, after);
	if (!old || !new)
		return false;
	uint32_t at = 0;
	*worse = false;
	/* Both ascend: every new one must have an old one of its own. */
	for (uint32_t i = 0; i < after->count && !*worse; i++) {
		while (at < before->count && by_rule(&old[at], &new[i]) < 0)
			at++;
		*worse = at == before->count || old[at] != new[i];
		at++;
	}
	return true;
}

static bool check(settling *s, sl_checked *out)
{
	return sl_check(s->checker, s->settings, s->path, s->source, s->arena, out) && (!s->terms->seen || s->terms->seen(s->terms->user, s->source, out));
}

/* ---- one step ------------------------------------------------------------------------------------------------- */

/* Applies what is chosen to the text and checks it; takes it back where it made matters worse. *applied is 0 then. */
static bool step(settling *s, sl_checked *checked, const sl_fix_choice *choice, uint32_t *applied)
{
	sl_checked after;
	bool worse;
	if (!sl_fix_apply(s->arena, sl_source_text(s->source), checked, choice, &s->text, applied))
		return false;
	if (*applied == 0)
		return true;
	sl_buffer_clear(&s->old);
	sl_buffer_append(&s->old, sl_source_text(s->source));
	/* A diagnostic's texts may point into the source: it is not touched before the old ones are done with. */
	if (s->old.failed || !sl_source_set(s->source, sl_buffer_str(&s->text)) ||
	    !check(s, &after) || !compare(s->arena, checked, &after, &worse))
		return false;
	if (!worse) {
		*checked = after;
		return true;
	}
	*applied = 0;
	return sl_source_set(s->source, sl_buffer_str(&s->old)) && check(s, checked);
}

/* A round that made matters worse as a whole: its fixes one by one, the first that helps. */
static bool one_by_one(settling *s, sl_checked *checked, uint32_t *tries, uint32_t *applied)
{
	*applied = 0;
	for (uint32_t i = 0; i < checked->count && *applied == 0 && *tries < SL_FIX_MAX_TRIES; i++) {
		sl_fix_choice choice = { s->terms->unsafe, i };
		if (!sl_fix_wanted(&checked->diagnostics[i], s->terms->unsafe))
			continue;
		(*tries)++;
		if (!step(s, checked, &choice, applied))
			return false;
	}
	return true;
}

static bool has_fix(const sl_checked *checked, bool unsafe)
{
	for (uint32_t i = 0; i < checked->count; i++) {
		if (sl_fix_wanted(&checked->diagnostics[i], unsafe))
			return true;
	}
	return false;
}

bool sl_settle(sl_checker *checker, const sl_settings *settings, sl_str path, sl_source *source, const sl_fix_terms *terms, sl_arena *arena,
    sl_checked *checked, sl_settled *out)
{
	settling s = { .checker = checker, .settings = settings, .path = path, .source = source, .terms = terms, .arena = arena };
	const sl_fix_choice all = { terms->unsafe, SUMLINT_NONE };
	uint32_t tries = 0;
	*out = (sl_settled){ 0 };
	bool good = check(&s, checked);
	for (uint32_t round = 0; good && round < SL_FIX_MAX_ROUNDS && has_fix(checked, terms->unsafe); round++) {
		uint32_t applied;
		good = step(&s, checked, &all, &applied) && (applied || one_by_one(&s, checked, &tries, &applied));
		out->fixed += good ? applied : 0;
		out->changed = out->fixed > 0;
		if (applied == 0)
			break;
	}
	sl_buffer_finish(&s.text);
	sl_buffer_finish(&s.old);
	return good;
}
