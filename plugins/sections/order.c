/* SPDX-License-Identifier: Apache-2.0
 * order.c - sections/order: parts come in the order of the document type. What stands outside a longest run of parts in order is out of
 * order (the longest increasing subsequence: Fredman 1975, doi:10.1016/0012-365X(75)90103-X), so that as few parts as can be are reported.
 */
#include "sections/sections.h"

#include "shared/lines.h"

#include <stdlib.h>

typedef struct entry {
	const sumlint_part *part;
	uint32_t length; /* of the longest run in order that begins here */
} entry;

typedef struct sequence {
	entry *entries; /* in the order of the file */
	uint32_t count;
	uint32_t *best; /* best[k]: the highest slot with which a run of k + 1 parts begins, of those seen; descending */
	const sumlint_part **kept; /* the run chosen */
	uint32_t kept_count;
} sequence;

static bool has_place(const sumlint_document *document, const sumlint_part *part)
{
	return part->origin == SUMLINT_ORIGIN_BODY && part->slot != SUMLINT_NONE &&
	    !(part->flags & (SUMLINT_PART_DUPLICATE | SUMLINT_PART_BY_PLACE)) && !document->type->slots[part->slot]->repeatable;
}

/* From the back: how many parts can follow each in order. */
static void measure(sequence *parts)
{
	uint32_t longest = 0;
	for (uint32_t i = parts->count; i-- > 0;) {
		uint32_t slot = parts->entries[i].part->slot, low = 0, high = longest;
		while (low < high) {
			uint32_t middle = low + (high - low) / 2;
			if (parts->best[middle] > slot)
				low = middle + 1;
			else
				high = middle;
		}
		parts->best[low] = slot;
		parts->entries[i].length = low + 1;
		longest = low + 1 > longest ? low + 1 : longest;
	}
	parts->kept_count = longest;
}

/* Of runs of one length, the one that keeps what comes first in the file. */
static void choose(sequence *parts)
{
	uint32_t filled = 0;
	for (uint32_t i = 0; i < parts->count && filled < parts->kept_count; i++) {
		const entry *e = &parts->entries[i];
		if (e->length + filled < parts->kept_count || (filled && e->part->slot <= parts->kept[filled - 1]->slot))
			continue;
		parts->kept[filled++] = e->part;
	}
}

/* Index of the first kept part whose slot is not below. */
static uint32_t neighbour(const sequence *parts, uint32_t slot)
{
	uint32_t low = 0, high = parts->kept_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (parts->kept[middle]->slot < slot)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void report_part(const sequence *parts, const sumlint_part *part, const sumlint_document *document, sumlint_context *context)
{
	uint32_t next = neighbour(parts, part->slot), place;
	sumlint_edit edits[LINES_MOVE_EDITS];
	/* It stands behind what it should precede, or else in front of what it should follow. */
	bool before = next == 0 || (next < parts->kept_count && parts->kept[next]->heading.start < part->heading.start);
	const sumlint_part *other = parts->kept[before ? next : next - 1];
	place = before ? other->span.start : other->span.end;
	sumlint_str name = sections_call(context, part), other_name = sections_call(context, other);
	const char *where = before ? "before" : "after";
	sumlint_str message = plugin_host->format(context, "the %.*s is out of order: it belongs %s the %.*s", TEXT_ARG(name), where,
	    TEXT_ARG(other_name));
	sumlint_str title = plugin_host->format(context, "move it %s the %.*s", where, TEXT_ARG(other_name));
	uint32_t count = 0;
	if (lines_are_whole(document, part->span) && lines_are_whole(document, other->span))
		count = lines_move(document, part->span, place, edits);
	report_edits(context, part->name_span, message, SUMLINT_FIX_UNSAFE, title, edits, count);
}

static void judge(sequence *parts, const sumlint_document *document, sumlint_context *context)
{
	for (uint32_t i = 0; i < document->part_count; i++) {
		if (has_place(document, document->parts[i]))
			parts->entries[parts->count++].part = document->parts[i];
	}
	measure(parts);
	choose(parts);
	for (uint32_t i = 0, k = 0; i < parts->count; i++) {
		if (k < parts->kept_count && parts->kept[k] == parts->entries[i].part)
			k++;
		else
			report_part(parts, parts->entries[i].part, document, context);
	}
}

static bool is_in_order(const sumlint_document *document, size_t *count)
{
	uint32_t last = SUMLINT_NONE;
	bool in_order = true;
	*count = 0;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		if (!has_place(document, part))
			continue;
		in_order = in_order && (last == SUMLINT_NONE || part->slot > last);
		last = part->slot;
		(*count)++;
	}
	return in_order;
}

static void check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	size_t count;
	if (!document->type->order_strict || is_in_order(document, &count))
		return;
	sequence parts = { .entries = calloc(count, sizeof(entry)), .best = calloc(count, sizeof(uint32_t)),
		.kept = calloc(count, sizeof(*parts.kept)) };
	if (parts.entries && parts.best && parts.kept)
		judge(&parts, document, context);
	else
		plugin_host->fail_memory(context);
	free(parts.entries);
	free(parts.best);
	free(parts.kept);
}

const sumlint_rule sections_order = { .struct_size = sizeof(sumlint_rule), .name = "order", .check = check };
