/* SPDX-License-Identifier: Apache-2.0
 * terms_unknown.c - topics/unknown, audience/unknown: a term that the vocabulary does not have.
 */
#include "shared/terms.h"

static void report_unknown(const terms_walk *walk, uint32_t index)
{
	const sumlint_term_use *use = &walk->uses[index];
	sumlint_str quoted = terms_quote(walk, use->text), nearest;
	uint32_t number = terms_vocabularies->suggest(walk->context, walk->vocabulary, use->text, &nearest);
	const sumlint_term *term = number == SUMLINT_NONE ? NULL : terms_vocabularies->term(walk->vocabulary, number);
	terms_finding finding = { .span = use->span, .safety = SUMLINT_FIX_UNSAFE };
	if (!term) {
		finding.message = plugin_host->format(walk->context, "%.*s is no %s of the vocabulary", TEXT_ARG(quoted), walk->noun);
		finding.help = plugin_host->format(walk->context, "choose one of the vocabulary's %s, or have this one added to it", walk->nouns);
		terms_report(walk, &finding);
		return;
	}
	sumlint_str label = terms_quote(walk, nearest), pref = terms_quote(walk, term->pref_label);
	if (same_text(nearest, term->pref_label))
		finding.message = plugin_host->format(walk->context, "%.*s is no %s of the vocabulary: did you mean %.*s?", TEXT_ARG(quoted),
		    walk->noun, TEXT_ARG(pref));
	else
		finding.message = plugin_host->format(walk->context, "%.*s is no %s of the vocabulary: did you mean %.*s, that is %.*s?",
		    TEXT_ARG(quoted), walk->noun, TEXT_ARG(label), TEXT_ARG(pref));
	finding.help = plugin_host->format(walk->context, "write %.*s if that is meant, or choose another %s of the vocabulary", TEXT_ARG(pref),
	    walk->noun);
	terms_report_reword(walk, index, finding, term->pref_label);
}

void terms_check_unknown(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	terms_walk walk = { .document = document, .context = context, .traits = SUMLINT_TERMS_UNKNOWN };
	while (terms_next(&walk)) {
		for (uint32_t i = 0; i < walk.part->item_count; i++) {
			const sumlint_term_use *use = &walk.uses[i];
			const uint32_t form = SUMLINT_USE_EMPTY | SUMLINT_USE_JOINED | SUMLINT_USE_STRAY;
			/* Empty, joined, stray and torn items are matters of form, repeated ones of duplicate. */
			if (use->term == SUMLINT_NONE && use->first == SUMLINT_NONE && !(use->flags & form) && terms_open(&walk) &&
			    !terms_is_torn(&walk, i) && !terms_is_torn(&walk, i + 1))
				report_unknown(&walk, i);
		}
	}
}
