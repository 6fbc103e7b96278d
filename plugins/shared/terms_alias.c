/* SPDX-License-Identifier: Apache-2.0
 * terms_alias.c - topics/alias, audience/alias: an alternative label where the preferred one belongs.
 */
#include "shared/terms.h"

static void report_alias(const terms_walk *walk, uint32_t index, const sumlint_term *term)
{
	const sumlint_term_use *use = &walk->uses[index];
	sumlint_str quoted = terms_quote(walk, use->text), pref = terms_quote(walk, term->pref_label);
	terms_finding finding = { .span = use->span, .safety = SUMLINT_FIX_SAFE };
	finding.message = plugin_host->format(walk->context, "%.*s is an alternative label of the %s %.*s", TEXT_ARG(quoted), walk->noun,
	    TEXT_ARG(pref));
	finding.help = plugin_host->format(walk->context, "write the preferred label, %.*s", TEXT_ARG(pref));
	terms_report_reword(walk, index, finding, term->pref_label);
}

void terms_check_alias(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	terms_walk walk = { .document = document, .context = context, .traits = SUMLINT_TERMS_ALIAS };
	while (terms_next(&walk)) {
		for (uint32_t i = 0; i < walk.part->item_count; i++) {
			if (walk.uses[i].match != SUMLINT_MATCH_ALT || walk.uses[i].first != SUMLINT_NONE || !terms_open(&walk))
				continue;
			const sumlint_term *term = terms_term(&walk, i);
			/* Of a deprecated term, what replaces it is told; of a repeated one, that it goes. */
			if (term && !term->deprecated)
				report_alias(&walk, i, term);
		}
	}
}
