/* SPDX-License-Identifier: Apache-2.0
 * heading_case.c - sections/heading-case: a heading or label has the capitals that the document type gives it.
 */
#include "sections/sections.h"

static bool has_other_capitals(const sumlint_part *part)
{
	const uint32_t others = SUMLINT_PART_NEAR | SUMLINT_PART_BY_PLACE | SUMLINT_PART_AS_HEADING;
	return part->slot != SUMLINT_NONE && part->origin == SUMLINT_ORIGIN_BODY && part->expected.size && !(part->flags & others);
}

static void check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		if (!has_other_capitals(part))
			continue;
		sumlint_str name = plugin_host->quote(context, part->name), expected = plugin_host->quote(context, part->expected);
		sumlint_str message = plugin_host->format(context, "the %s %.*s has other capitals than the document type: %.*s",
		    part->kind == SUMLINT_PART_LINE ? "label" : "heading", TEXT_ARG(name), TEXT_ARG(expected));
		if (sections_can_be_renamed(document, part))
			report_replace(context, part->name_span, message, SUMLINT_FIX_SAFE, part->name_span, part->expected);
		else
			report(context, part->name_span, message, NULL);
	}
}

const sumlint_rule sections_heading_case = { .struct_size = sizeof(sumlint_rule), .name = "heading-case", .check = check };
