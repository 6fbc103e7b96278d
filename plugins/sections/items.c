/* SPDX-License-Identifier: Apache-2.0
 * items.c - sections/items: a list where a list belongs, prose where prose does, and as many items as asked for.
 */
#include "sections/sections.h"

static bool counts(const sumlint_item *item)
{
	return !(item->flags & SUMLINT_ITEM_NESTED) && item->text.size > 0;
}

static sumlint_span from_item(const sumlint_part *part, uint32_t first)
{
	return (sumlint_span){ part->items[first].span.start, part->items[part->item_count - 1].span.end };
}

/* ---- the number ---- */

/* Sets *surplus to the first item over the limit. */
static uint32_t count_items(const sumlint_part *part, uint32_t limit, uint32_t *surplus)
{
	uint32_t count = 0;
	*surplus = SUMLINT_NONE;
	for (uint32_t i = 0; i < part->item_count; i++) {
		if (!counts(&part->items[i]))
			continue;
		if (count == limit)
			*surplus = i;
		count++;
	}
	/* A single value in the front matter is a list of one. */
	if (part->item_count == 0 && part->origin == SUMLINT_ORIGIN_FRONT_MATTER)
		count = part->paragraph_count;
	return count;
}

static void check_number(const sumlint_part *part, sumlint_limits limits, sumlint_context *context)
{
	uint32_t surplus, count = count_items(part, limits.max, &surplus);
	sumlint_str message, name;
	if (count >= limits.min && count <= limits.max)
		return;
	name = sections_call(context, part);
	if (count > limits.max)
		message = plugin_host->format(context, "the %.*s has %u item%s: at most %u are allowed", TEXT_ARG(name), count, plural(count),
		    limits.max);
	else
		message = plugin_host->format(context, "the %.*s has %u item%s: at least %u are asked for", TEXT_ARG(name), count, plural(count),
		    limits.min);
	report(context, surplus != SUMLINT_NONE ? from_item(part, surplus) : part->name_span, message, NULL);
}

/* ---- the kind ---- */

/* True where it was reported. */
static bool check_list(const sumlint_part *part, sumlint_context *context)
{
	bool value = part->origin == SUMLINT_ORIGIN_FRONT_MATTER && part->item_count == 0 && part->paragraph_count > 0;
	if (value || (part->item_count > 0 && part->paragraph_count == 0))
		return false;
	sumlint_str name = sections_call(context, part), message;
	sumlint_span span = is_empty_span(part->body) ? part->name_span : part->body;
	if (part->item_count == 0) {
		if (part->paragraph_count) {
			span = part->paragraphs[0].span;
			span.end = part->paragraphs[part->paragraph_count - 1].span.end;
		}
		message = plugin_host->format(context, "a list belongs here: the %.*s takes list items only", TEXT_ARG(name));
	} else {
		span = part->paragraphs[0].span;
		message = plugin_host->format(context, "this is no list item: the %.*s takes list items only", TEXT_ARG(name));
	}
	report(context, span, message, NULL);
	return true;
}

static void check_prose(const sumlint_part *part, sumlint_context *context)
{
	if (part->item_count == 0)
		return;
	sumlint_str name = sections_call(context, part);
	report(context, from_item(part, 0), plugin_host->format(context, "no list belongs here: the %.*s takes prose only", TEXT_ARG(name)), NULL);
}

static void check_part(const sumlint_slot *slot, const sumlint_part *part, sumlint_context *context)
{
	if (slot->kinds == SUMLINT_KIND_PROSE)
		check_prose(part, context);
	else if (slot->kinds == SUMLINT_KIND_LIST ? !check_list(part, context) : part->item_count > 0)
		check_number(part, slot->items, context); /* where prose will do as well, only a list that is there is counted */
}

static void check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		const sumlint_slot *slot = sections_content_slot(document, part);
		/* What is written behind a label is no list yet. */
		if (slot && !(slot->kinds & SUMLINT_KIND_TERMS) && !is_label(document, part) && !sections_is_empty(slot, part))
			check_part(slot, part, context);
	}
}

const sumlint_rule sections_items = { .struct_size = sizeof(sumlint_rule), .name = "items", .check = check };
