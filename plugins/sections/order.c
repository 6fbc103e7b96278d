/* SPDX-License-Identifier: Apache-2.0
 * order.c - sections/order: parts come in the order of the document type.
 */
#include "sections/sections.h"

#include "shared/lines.h"
#include "shared/order.h"
#include "shared/related.h"

static void report_part(const order *found, const sumlint_part *part, const sumlint_document *document, sumlint_context *context)
{
	uint32_t next = order_next(found, part), place;
	sumlint_edit edits[LINES_MOVE_EDITS];
	/* It stands behind what it should precede, or else in front of what it should follow. */
	bool before = next == 0 || (next < found->kept_count && found->kept[next]->heading.start < part->heading.start);
	const sumlint_part *other = found->kept[before ? next : next - 1];
	place = before ? other->span.start : other->span.end;
	sumlint_str name = sections_call(context, part), other_name = sections_call(context, other);
	const char *where = before ? "before" : "after";
	sumlint_str message = plugin_host->format(context, "the %.*s is out of order: it belongs %s the %.*s", TEXT_ARG(name), where,
	    TEXT_ARG(other_name));
	sumlint_str title = plugin_host->format(context, "move it %s the %.*s", where, TEXT_ARG(other_name));
	uint32_t count = 0;
	if (lines_are_whole(document, part->span) && lines_are_whole(document, other->span))
		count = lines_move(document, part->span, place, edits);
	const sumlint_fix fix = { .title = title, .safety = SUMLINT_FIX_UNSAFE, .edit_count = count, .edits = edits };
	sumlint_str what = plugin_host->format(context, "the %.*s, which it belongs %s, is here", TEXT_ARG(other_name), where);
	report_related(context, part->name_span, message, &fix, other->name_span, what);
}

static void check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	order found;
	(void)instance;
	if (!document->type->order_strict)
		return;
	if (!order_find(document, &found)) {
		plugin_host->fail_memory(context);
		return;
	}
	for (uint32_t i = 0; i < found.out_count; i++)
		report_part(&found, found.out[i], document, context);
	order_finish(&found);
}

const sumlint_rule sections_order = { .struct_size = sizeof(sumlint_rule), .name = "order", .check = check };
