/* SPDX-License-Identifier: Apache-2.0
 * broader.c - house/broader: asks the vocabulary what is written above a term.
 */
#include "house.h"

#include <stdlib.h>

static int by_number(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
	return (left > right) - (left < right);
}

static void report(sumlint_context *context, const sumlint_term_use *use, const sumlint_term *term, const sumlint_term *broader)
{
	sumlint_str narrow = house_host->quote(context, term->pref_label), wide = house_host->quote(context, broader->pref_label);
	sumlint_diagnostic diagnostic = { .struct_size = sizeof(diagnostic), .span = use->span };
	diagnostic.message = house_host->format(context, "%.*s is listed, and %.*s above it as well", TEXT_ARG(narrow), TEXT_ARG(wide));
	house_host->report(context, &diagnostic);
}

static void check_part(const sumlint_part *part, sumlint_context *context, const sumlint_vocabulary *vocabulary)
{
	const sumlint_term_use *uses = house_vocabularies->uses(context, part);
	uint32_t *listed = uses ? malloc(part->item_count * sizeof(*listed) + 1) : NULL;
	if (uses && !listed)
		house_host->fail_memory(context);
	if (!listed)
		return;
	for (uint32_t i = 0; i < part->item_count; i++)
		listed[i] = uses[i].term; /* SUMLINT_NONE where it is none */
	qsort(listed, part->item_count, sizeof(*listed), by_number);
	for (uint32_t i = 0; i < part->item_count; i++) {
		const sumlint_term *term = house_vocabularies->term(vocabulary, uses[i].term);
		if (!term || term->broader == SUMLINT_NONE)
			continue;
		if (bsearch(&term->broader, listed, part->item_count, sizeof(*listed), by_number))
			report(context, &uses[i], term, house_vocabularies->term(vocabulary, term->broader));
	}
	free(listed);
}

static void check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		if (part->slot == SUMLINT_NONE)
			continue;
		const sumlint_vocabulary *vocabulary = house_vocabularies->find(context, document->type->slots[part->slot]->vocabulary);
		if (vocabulary)
			check_part(part, context, vocabulary);
	}
}

const sumlint_rule house_broader = { .struct_size = sizeof(sumlint_rule), .name = "broader", .check = check };
