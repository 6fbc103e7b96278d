/* SPDX-License-Identifier: Apache-2.0
 * terms_count.c - topics/count, audience/count: too few or too many terms. A term counts once, however often it is listed.
 */
#include "shared/terms.h"

typedef struct counted {
	uint32_t distinct;
	uint32_t joined; /* items of several terms: what they come to is not known before they are split */
	uint32_t surplus; /* index of the first item over the limit */
	uint32_t last;    /* and of the last item that counts */
} counted;

static counted count(const terms_walk *walk)
{
	counted result = { 0 };
	for (uint32_t i = 0; i < walk->part->item_count; i++) {
		const sumlint_term_use *use = &walk->uses[i];
		if (use->first != SUMLINT_NONE || use->flags & (SUMLINT_USE_EMPTY | SUMLINT_USE_STRAY))
			continue;
		if (result.distinct == walk->slot->items.max)
			result.surplus = i;
		result.distinct++;
		result.last = i;
		if (use->flags & SUMLINT_USE_JOINED)
			result.joined++;
	}
	return result;
}

static sumlint_str amount(const terms_walk *walk, uint32_t number)
{
	return plugin_host->format(walk->context, "%u %s", (unsigned)number, number == 1 ? walk->noun : walk->nouns);
}

static void report_many(const terms_walk *walk, const counted *result)
{
	sumlint_str name = terms_quote(walk, walk->part->name), there = amount(walk, result->distinct);
	unsigned max = walk->slot->items.max;
	terms_finding finding = { .span = { walk->part->items[result->surplus].span.start, walk->part->items[result->last].span.end } };
	finding.message = plugin_host->format(walk->context, "%.*s has %.*s, at most %u %s allowed", TEXT_ARG(name), TEXT_ARG(there), max,
	    max == 1 ? "is" : "are");
	finding.help = plugin_host->format(walk->context, "keep the %.*s that matter most", TEXT_ARG(amount(walk, max)));
	terms_report(walk, &finding);
}

static void report_few(const terms_walk *walk, const counted *result)
{
	sumlint_str name = terms_quote(walk, walk->part->name), there = amount(walk, result->distinct);
	unsigned min = walk->slot->items.min;
	terms_finding finding = { .span = walk->part->name_span };
	finding.message = plugin_host->format(walk->context, "%.*s has %.*s, at least %u %s needed", TEXT_ARG(name), TEXT_ARG(there), min,
	    min == 1 ? "is" : "are");
	finding.help = plugin_host->format(walk->context, "add %.*s of the vocabulary", TEXT_ARG(amount(walk, min - result->distinct)));
	terms_report(walk, &finding);
}

void terms_check_count(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	terms_walk walk = { .document = document, .context = context, .traits = SUMLINT_TERMS_FEW | SUMLINT_TERMS_MANY };
	while (terms_next(&walk)) {
		counted result = count(&walk);
		/* A part without any term is empty, which other rules tell. */
		if (result.distinct > walk.slot->items.max)
			report_many(&walk, &result);
		else if (result.distinct > 0 && result.distinct < walk.slot->items.min && result.joined == 0)
			report_few(&walk, &result);
	}
}
