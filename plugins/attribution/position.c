/* SPDX-License-Identifier: Apache-2.0
 * position.c - attribution/position: the attribution is the last part.
 */
#include "attribution/attribution.h"

#include "shared/lines.h"
#include "shared/order.h"

/* What should not be where it is: sections/unknown, sections/duplicate or sections/order has that. */
static bool is_astray(const sumlint_document *document, const sumlint_part *part, bool out_of_order)
{
	const sumlint_type *type = document->type;
	if (part->slot == SUMLINT_NONE && part->kind == SUMLINT_PART_SECTION)
		return !type->other_sections;
	if (part->flags & SUMLINT_PART_DUPLICATE)
		return part->slot == SUMLINT_NONE || !type->slots[part->slot]->repeatable;
	return type->order_strict && out_of_order;
}

/* A section that was moved behind the attribution, or that does not belong in the document, is one defect and not two. */
static bool only_astray_behind(const sumlint_document *document, const sumlint_part *attribution, const order *found)
{
	bool any = false;
	uint32_t left = found->out_count; /* of the parts out of order, which are in the order of the file */
	if (attribution->item_count || attribution->paragraph_count || attribution->flags & SUMLINT_PART_OTHER_CONTENT)
		return false;
	for (uint32_t i = document->part_count; i-- > 0 && document->parts[i] != attribution;) {
		const sumlint_part *part = document->parts[i];
		bool out = left > 0 && found->out[left - 1] == part;
		left -= out;
		if (part->origin != SUMLINT_ORIGIN_BODY)
			continue;
		if (!is_astray(document, part, out))
			return false;
		any = true;
	}
	return any;
}

static void report_position(const sumlint_document *document, const sumlint_part *part, sumlint_context *context)
{
	sumlint_edit edits[LINES_MOVE_EDITS];
	sumlint_span lines = attribution_lines(part);
	uint32_t count = 0;
	if (lines_are_whole(document, lines))
		count = lines_move(document, lines, (uint32_t)document->text.size, edits);
	report_edits(context, part->name_span, TEXT("the attribution is not the last part: something follows it"), SUMLINT_FIX_UNSAFE,
	    TEXT("move it to the end"), edits, count);
}

static void check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	const sumlint_part *part = document->attribution;
	order found;
	(void)instance;
	if (!part || !(part->flags & SUMLINT_PART_FOLLOWED))
		return;
	if (!order_find(document, &found)) {
		plugin_host->fail_memory(context);
		return;
	}
	if (!only_astray_behind(document, part, &found))
		report_position(document, part, context);
	order_finish(&found);
}

const sumlint_rule attribution_position = { .struct_size = sizeof(sumlint_rule), .name = "position", .check = check };
