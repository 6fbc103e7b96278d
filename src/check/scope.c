/* SPDX-License-Identifier: Apache-2.0
 * scope.c - which bytes a diagnostic is about. What stands at a part's heading or label is said of the whole part, and a missing part may have
 * stood anywhere in the gap: a change there is a change of what is reported.
 */
#include "check/context.h"

#include <stdlib.h>

/* Where parts are missing: ascending. */
typedef struct places {
	uint32_t *items;
	uint32_t count;
} places;

static int compare_places(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
	return (left > right) - (left < right);
}

static bool find_places(sumlint_context *context, places *out)
{
	const sumlint_document *document = &context->document->public;
	const sumlint_type *type = document->type;
	out->items = sl_arena_calloc(context->arena, type->slot_count + (size_t)2, sizeof(*out->items));
	if (!out->items)
		return false;
	for (uint32_t i = 0; i < type->slot_count; i++) {
		if (!document->by_slot[i])
			out->items[out->count++] = document->slot_place[i];
	}
	if (!document->title)
		out->items[out->count++] = document->title_place;
	if (!document->attribution)
		out->items[out->count++] = document->attribution_place;
	if (out->count > 1)
		qsort(out->items, out->count, sizeof(*out->items), compare_places);
	return true;
}

static bool is_place(const places *all, sl_span span)
{
	return span.start == span.end && all->count &&
	    bsearch(&span.start, all->items, all->count, sizeof(*all->items), compare_places) != NULL;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The blank lines around a place between two bytes; lines that say something are in it only where the place itself is on one, or the next one begins. */
static sl_span gap_around(sl_str text, uint32_t place)
{
	sl_span gap = { place, place };
	while (gap.end < text.size && is_blank(text.data[gap.end]))
		gap.end++;
	while (gap.start > 0 && is_blank(text.data[gap.start - 1]))
		gap.start--;
	/* From behind the end of the line before. */
	uint32_t line_end = gap.start;
	while (line_end < place && text.data[line_end] != '\n' && text.data[line_end] != '\r')
		line_end++;
	gap.start = gap.start == 0 || line_end == place ? gap.start : line_end + 1;
	if (gap.start > 0 && gap.start < place && text.data[gap.start - 1] == '\r' && text.data[gap.start] == '\n')
		gap.start++;
	return gap;
}

static bool holds(sl_span outer, sl_span inner)
{
	return outer.start <= inner.start && inner.end <= outer.end && outer.start < outer.end;
}

static void set_scopes(sumlint_context *context, const places *missing)
{
	const sumlint_document *document = &context->document->public;
	sl_span gap = { 1, 0 }; /* of the last place */
	uint32_t last_place = 0;
	/* Diagnostics and parts both ascend. */
	for (uint32_t i = 0, part = 0; i < context->out->count; i++) {
		sl_diagnostic *diagnostic = &context->out->diagnostics[i];
		sl_span span = diagnostic->span;
		while (part < document->part_count && document->parts[part]->heading.end < span.start)
			part++;
		diagnostic->scope = span;
		if (is_place(missing, span)) {
			if (gap.start > gap.end || last_place != span.start)
				gap = gap_around(context->text, span.start);
			last_place = span.start;
			diagnostic->scope = gap;
			continue;
		}
		/* Where one heading ends and the next begins in the same place it may be either's. */
		for (uint32_t k = part; k < document->part_count && k < part + 2; k++) {
			if (holds(document->parts[k]->heading, span))
				diagnostic->scope = document->parts[k]->span;
		}
	}
}

/* Not a byte was checked, or front matter that cannot be read hides what it would have carried. */
static bool is_unchecked(const sumlint_context *context)
{
	return !context->document || (context->document->front_matter.problem && !context->document->front_matter.map);
}

bool sl_scopes_set(sumlint_context *context, const sl_source *source)
{
	if (context->out->count == 0)
		return true;
	if (!is_unchecked(context)) {
		places missing = { 0 };
		if (!find_places(context, &missing))
			return false;
		set_scopes(context, &missing);
		return true;
	}
	/* It is wrong as a whole. */
	for (uint32_t i = 0; i < context->out->count; i++)
		context->out->diagnostics[i].scope = (sl_span){ 0, (uint32_t)source->bytes.size };
	return true;
}
