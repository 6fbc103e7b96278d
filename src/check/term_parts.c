/* SPDX-License-Identifier: Apache-2.0
 * term_parts.c - which parts of a document have terms, and their terms, each looked up when a rule first asks.
 */
#include "check/context.h"

/* So few parts are gone through one by one. */
#define FEW 8

/* The content of a heading that only stands in a slot's place is not that slot's. */
static bool has_terms(const sumlint_context *context, const sumlint_part *part)
{
	const sumlint_type *type = context->document->public.type;
	return part->slot < type->slot_count && type->slots[part->slot]->kinds & SUMLINT_KIND_TERMS && !(part->flags & SUMLINT_PART_BY_PLACE);
}

/* ---- a table of parts ---- */

/* The entry of a part, or the free one where it belongs. */
static sl_term_entry *entry_of(const sl_term_parts *all, const sumlint_part *part)
{
	size_t mask = all->capacity - 1;
	size_t at = (size_t)(((uint64_t)(uintptr_t)part * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & mask;
	while (all->entries[at].part && all->entries[at].part != part)
		at = (at + 1) & mask;
	return &all->entries[at];
}

/* Makes room for one more. False when memory is short. */
static bool make_room(sl_arena *arena, sl_term_parts *all)
{
	if (all->entry_count * 2 < all->capacity)
		return true;
	sl_term_parts larger = { .capacity = all->capacity ? all->capacity * 4 : FEW * 2 };
	larger.entries = sl_arena_calloc(arena, larger.capacity, sizeof(*larger.entries));
	for (uint32_t i = 0; larger.entries && i < all->capacity; i++) {
		if (all->entries[i].part)
			*entry_of(&larger, all->entries[i].part) = all->entries[i];
	}
	all->entries = larger.entries;
	all->capacity = larger.entries ? larger.capacity : 0;
	return larger.entries != NULL;
}

static bool add_entry(sl_arena *arena, sl_term_parts *all, sumlint_part_terms *terms)
{
	if (!make_room(arena, all))
		return false;
	*entry_of(all, terms->part) = (sl_term_entry){ terms->part, terms };
	all->entry_count++;
	return true;
}

/* ---- the parts ---- */

/* False when memory is short. */
static bool find_parts(sumlint_context *context)
{
	sl_term_parts *all = &context->terms;
	const sumlint_document *document = &context->document->public;
	if (all->terms)
		return true;
	all->terms = sl_arena_alloc(context->arena, (document->part_count + (size_t)1) * sizeof(*all->terms));
	for (uint32_t i = 0; all->terms && i < document->part_count; i++) {
		if (has_terms(context, document->parts[i]))
			all->terms[all->count++] = (sumlint_part_terms){ .part = document->parts[i] };
	}
	bool good = all->terms != NULL;
	for (uint32_t i = 0; all->count > FEW && i < all->count && good; i++)
		good = add_entry(context->arena, all, &all->terms[i]);
	if (!good) {
		all->count = 0;
		context->no_memory = true;
	}
	return good;
}

const sumlint_part *const *sl_terms_parts(sumlint_context *context, uint32_t *count)
{
	sl_term_parts *all = &context->terms;
	*count = 0;
	if (!find_parts(context) || all->count == 0)
		return NULL;
	if (!all->parts) {
		all->parts = sl_arena_alloc(context->arena, all->count * sizeof(*all->parts));
		context->no_memory = context->no_memory || !all->parts;
		for (uint32_t i = 0; all->parts && i < all->count; i++)
			all->parts[i] = all->terms[i].part;
	}
	*count = all->parts ? all->count : 0;
	return all->parts;
}

/* ---- their terms ---- */

static bool look_up(sumlint_context *context, sumlint_part_terms *terms)
{
	if (terms->uses || sl_terms_look_up(context, terms))
		return true;
	context->no_memory = true;
	return false;
}

/* False when memory is short. */
static bool look_all_up(sumlint_context *context)
{
	sl_term_parts *all = &context->terms;
	bool good = find_parts(context);
	for (uint32_t i = 0; i < all->count && good; i++)
		good = look_up(context, &all->terms[i]);
	all->complete = good;
	return good;
}

const sumlint_part_terms *sl_terms_all(sumlint_context *context, uint32_t *count)
{
	const sl_term_parts *all = &context->terms;
	bool good = all->complete || look_all_up(context);
	*count = good ? all->count : 0;
	return *count ? all->terms : NULL;
}

/* NULL when memory is short. */
static sumlint_part_terms *terms_of(sl_arena *arena, sl_term_parts *all, const sumlint_part *part)
{
	for (uint32_t i = 0; i < all->count && all->count <= FEW; i++) {
		if (all->terms[i].part == part)
			return &all->terms[i];
	}
	const sl_term_entry *entry = all->capacity ? entry_of(all, part) : NULL;
	if (entry && entry->part)
		return entry->terms;
	/* A plugin may have made a part of its own. */
	sumlint_part_terms *own = sl_arena_alloc(arena, sizeof(*own));
	if (!own)
		return NULL;
	*own = (sumlint_part_terms){ .part = part };
	return add_entry(arena, all, own) ? own : NULL;
}

const sumlint_term_use *sl_terms_of(sumlint_context *context, const sumlint_part *part)
{
	if (!has_terms(context, part) || !find_parts(context))
		return NULL;
	sumlint_part_terms *terms = terms_of(context->arena, &context->terms, part);
	context->no_memory = context->no_memory || !terms;
	return terms && look_up(context, terms) ? terms->uses : NULL;
}
