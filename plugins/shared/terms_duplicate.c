/* SPDX-License-Identifier: Apache-2.0
 * terms_duplicate.c - topics/duplicate, audience/duplicate: a term listed again, under the same label or another one.
 */
#include "shared/terms.h"

static void report_duplicate(const terms_walk *walk, uint32_t index)
{
	const sumlint_term_use *use = &walk->uses[index], *first = &walk->uses[use->first];
	sumlint_str quoted = terms_quote(walk, use->text), earlier = terms_quote(walk, first->text);
	terms_finding finding = { .span = use->span, .safety = SUMLINT_FIX_SAFE };
	if (terms_texts->equal(walk->context, use->text, first->text))
		finding.message = plugin_host->format(walk->context, "%.*s is listed already", TEXT_ARG(quoted));
	else
		finding.message = plugin_host->format(walk->context, "%.*s repeats %.*s: both are labels of the same %s", TEXT_ARG(quoted),
		    TEXT_ARG(earlier), walk->noun);
	finding.related = first->span;
	finding.related_message = plugin_host->format(walk->context, "%.*s is here first", TEXT_ARG(earlier));
	finding.help = plugin_host->format(walk->context, "list each %s once", walk->noun);
	terms_report_removal(walk, index, finding);
}

void terms_check_duplicate(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	terms_walk walk = { .document = document, .context = context, .traits = SUMLINT_TERMS_REPEATED };
	while (terms_next(&walk)) {
		for (uint32_t i = 0; i < walk.part->item_count; i++) {
			if (walk.uses[i].first != SUMLINT_NONE)
				report_duplicate(&walk, i);
		}
	}
}
