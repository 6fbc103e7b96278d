/* SPDX-License-Identifier: Apache-2.0
 * ext_vocabulary.c - extension "sumlint.vocabulary/1".
 */
#include "check/context.h"

#include "base/distance.h"

/* Folding can shorten a text (decomposed letters become one), but not below a quarter: past this nothing is within reach of a suggestion. */
#define SUGGEST_MAX_BYTES (4 * SL_DISTANCE_MAX_BYTES)

static const sumlint_vocabulary *vocabulary_find(sumlint_context *context, sumlint_str name)
{
	const sl_settings *settings = context->set->settings;
	for (uint32_t i = 0; i < settings->vocabulary_count; i++) {
		if (sl_str_equal(settings->vocabularies[i].name, name))
			return settings->vocabularies[i].vocabulary;
	}
	return NULL;
}

static const sumlint_term_use *vocabulary_uses(sumlint_context *context, const sumlint_part *part)
{
	if (!part || !context->document || part->slot >= context->set->settings->type->public.slot_count)
		return NULL;
	return sl_terms_of(context, part);
}

static uint32_t vocabulary_lookup(sumlint_context *context, const sumlint_vocabulary *vocabulary, sumlint_str label, uint32_t *match)
{
	sl_str folded;
	*match = SUMLINT_MATCH_NONE;
	if (!vocabulary)
		return SUMLINT_NONE;
	/* The publishers of one desk are the same few. */
	const sl_remembered_term *known = sl_term_recall(&context->checker->terms, vocabulary, label);
	if (known) {
		*match = known->match;
		return known->term;
	}
	if (!sl_fold_here(context, label, &folded))
		return SUMLINT_NONE;
	uint32_t term = sl_vocabulary_find(vocabulary, folded, match);
	if (term != SUMLINT_NONE)
		sl_term_remember(&context->checker->terms, vocabulary, label, term, *match);
	return term;
}

static uint32_t vocabulary_suggest(sumlint_context *context, const sumlint_vocabulary *vocabulary, sumlint_str label, sumlint_str *nearest)
{
	sl_str folded;
	*nearest = (sl_str){ NULL, 0 };
	if (!vocabulary || label.size > SUGGEST_MAX_BYTES || !sl_fold_here(context, label, &folded))
		return SUMLINT_NONE;
	bool failed = false;
	uint32_t term = sl_vocabulary_suggest(vocabulary, folded, nearest, &failed);
	if (failed)
		context->no_memory = true;
	return term;
}

static const sumlint_part *const *vocabulary_parts(sumlint_context *context, uint32_t *count)
{
	*count = 0;
	return context->document ? sl_terms_parts(context, count) : NULL;
}

static const sumlint_part_terms *vocabulary_part_terms(sumlint_context *context, uint32_t *count)
{
	*count = 0;
	return context->document ? sl_terms_all(context, count) : NULL;
}

const sumlint_ext_vocabulary sl_ext_vocabulary = {
	.struct_size = sizeof(sumlint_ext_vocabulary),
	.find = vocabulary_find,
	.uses = vocabulary_uses,
	.lookup = vocabulary_lookup,
	.term = sl_vocabulary_term,
	.suggest = vocabulary_suggest,
	.parts = vocabulary_parts,
	.part_terms = vocabulary_part_terms,
};
