/* SPDX-License-Identifier: Apache-2.0
 * terms_deprecated.c - topics/deprecated, audience/deprecated: a term that is no longer to be used.
 */
#include "shared/terms.h"

#include <stdlib.h>

/* The terms of a part as bits by their numbers, made when the first deprecated term is met: searching the part for each would be quadratic. */
typedef struct present {
	unsigned char *bits; /* NULL: not made yet */
	uint32_t limit;
} present;

static bool make_present(const terms_walk *walk, present *terms)
{
	uint32_t count = walk->part->item_count;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t term = walk->uses[i].term;
		if (term != SUMLINT_NONE && term >= terms->limit)
			terms->limit = term + 1;
	}
	terms->bits = calloc((size_t)terms->limit / 8 + 1, 1);
	if (!terms->bits) {
		plugin_host->fail_memory(walk->context);
		return false;
	}
	for (uint32_t i = 0; i < count; i++) {
		uint32_t term = walk->uses[i].term;
		if (term != SUMLINT_NONE)
			terms->bits[term / 8] |= (unsigned char)(1u << (term % 8));
	}
	return true;
}

static bool is_present(const present *terms, uint32_t term)
{
	return term < terms->limit && (terms->bits[term / 8] >> (term % 8) & 1);
}

/* What is deprecated, in words: the label, and the preferred one where an alternative stands. */
static sumlint_str name_of(const terms_walk *walk, uint32_t index, const sumlint_term *term)
{
	sumlint_str quoted = terms_quote(walk, walk->uses[index].text);
	if (walk->uses[index].match != SUMLINT_MATCH_ALT)
		return quoted;
	sumlint_str pref = terms_quote(walk, term->pref_label);
	return plugin_host->format(walk->context, "%.*s, a label of %.*s,", TEXT_ARG(quoted), TEXT_ARG(pref));
}

static void report_deprecated(const terms_walk *walk, uint32_t index, const sumlint_term *term, const present *terms)
{
	const sumlint_term *by = term->replaced_by == SUMLINT_NONE ? NULL : terms_vocabularies->term(walk->vocabulary, term->replaced_by);
	sumlint_str name = name_of(walk, index, term);
	terms_finding finding = { .span = walk->uses[index].span, .safety = SUMLINT_FIX_SAFE };
	if (!by) {
		finding.message = plugin_host->format(walk->context, "%.*s is deprecated, and the vocabulary names no replacement", TEXT_ARG(name));
		finding.help = plugin_host->format(walk->context, "remove this %s, or choose another one of the vocabulary", walk->noun);
		terms_report(walk, &finding);
		return;
	}
	sumlint_str pref = terms_quote(walk, by->pref_label);
	if (is_present(terms, term->replaced_by)) {
		finding.message = plugin_host->format(walk->context, "%.*s is deprecated, and its replacement %.*s is listed as well", TEXT_ARG(name),
		    TEXT_ARG(pref));
		finding.help = plugin_host->format(walk->context, "remove this %s", walk->noun);
		terms_report_removal(walk, index, finding);
		return;
	}
	finding.message = plugin_host->format(walk->context, "%.*s is deprecated: use %.*s", TEXT_ARG(name), TEXT_ARG(pref));
	finding.help = plugin_host->format(walk->context, "write %.*s instead", TEXT_ARG(pref));
	terms_report_reword(walk, index, finding, by->pref_label);
}

static void check_part(const terms_walk *walk)
{
	present terms = { 0 };
	for (uint32_t i = 0; i < walk->part->item_count; i++) {
		const sumlint_term *term = terms_term(walk, i);
		if (!term || !term->deprecated || walk->uses[i].first != SUMLINT_NONE)
			continue;
		if (!terms.bits && !make_present(walk, &terms))
			return;
		report_deprecated(walk, i, term, &terms);
	}
	free(terms.bits);
}

void terms_check_deprecated(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	terms_walk walk = { .document = document, .context = context, .traits = SUMLINT_TERMS_DEPRECATED };
	while (terms_next(&walk)) {
		if (terms_open(&walk))
			check_part(&walk);
	}
}
