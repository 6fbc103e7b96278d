/* SPDX-License-Identifier: Apache-2.0
 * audience_required.c - audience/required: the document does not say whom it is for.
 */
#include "audience/audience.h"

static void report_missing(const sumlint_document *document, sumlint_context *context, uint32_t index)
{
	const sumlint_slot *slot = document->type->slots[index];
	uint32_t place = document->slot_place[index];
	sumlint_str name = plugin_host->quote(context, slot->name);
	bool line = slot->kind == SUMLINT_PART_LINE;
	const sumlint_diagnostic diagnostic = {
		.struct_size = sizeof(diagnostic),
		.span = { place, place },
		.message = plugin_host->format(context, "the %s %.*s is missing", line ? "line" : "section", TEXT_ARG(name)),
		.help = line ? plugin_host->format(context, "write “%.*s:” here, and the audience tags behind it", TEXT_ARG(slot->name))
			     : plugin_host->format(context, "write the section %.*s here, with the audience tags as list items", TEXT_ARG(name)),
	};
	plugin_host->report(context, &diagnostic);
}

void audience_check_required(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	for (uint32_t i = 0; i < document->type->slot_count; i++) {
		const sumlint_slot *slot = document->type->slots[i];
		if (slot->required && !document->by_slot[i] && terms_claims(slot))
			report_missing(document, context, i);
	}
}
