/* SPDX-License-Identifier: Apache-2.0
 * order.c - what stands outside a longest run of parts in order is out of order (the longest increasing subsequence: Fredman 1975,
 * doi:10.1016/0012-365X(75)90103-X), so that as few parts as can be are reported.
 */
#include "shared/order.h"

#include <stdlib.h>

/* The title comes first, then the slots. */
static uint32_t rank_of(const sumlint_part *part)
{
	return part->kind == SUMLINT_PART_TITLE ? 0 : part->slot + 1;
}

static bool has_place(const sumlint_document *document, const sumlint_part *part)
{
	if (part->origin != SUMLINT_ORIGIN_BODY || part->flags & (SUMLINT_PART_DUPLICATE | SUMLINT_PART_BY_PLACE))
		return false;
	if (part->slot == SUMLINT_NONE)
		return part->kind == SUMLINT_PART_TITLE;
	return !document->type->slots[part->slot]->repeatable;
}

static bool is_in_order(const sumlint_document *document, size_t *count)
{
	uint32_t last = 0;
	bool in_order = true;
	*count = 0;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		if (!has_place(document, part))
			continue;
		in_order = in_order && (*count == 0 || rank_of(part) > last);
		last = rank_of(part);
		(*count)++;
	}
	return in_order;
}

typedef struct sequence {
	const sumlint_part **parts; /* in the order of the file */
	uint32_t count;
	uint32_t *length; /* of the longest run in order that begins at each */
	uint32_t *best;   /* best[k]: the highest rank with which a run of k + 1 parts begins, of those seen; descending */
} sequence;

/* From the back: how many parts can follow each in order. Gives the length of the longest run. */
static uint32_t measure(const sequence *all)
{
	uint32_t longest = 0;
	for (uint32_t i = all->count; i-- > 0;) {
		uint32_t rank = rank_of(all->parts[i]), low = 0, high = longest;
		while (low < high) {
			uint32_t middle = low + (high - low) / 2;
			if (all->best[middle] > rank)
				low = middle + 1;
			else
				high = middle;
		}
		all->best[low] = rank;
		all->length[i] = low + 1;
		longest = low + 1 > longest ? low + 1 : longest;
	}
	return longest;
}

/* Of runs of one length, the one that keeps what comes first in the file. */
static void choose(const sequence *all, uint32_t longest, order *found)
{
	for (uint32_t i = 0; i < all->count; i++) {
		const sumlint_part *part = all->parts[i];
		bool goes_on = found->kept_count == 0 || rank_of(part) > rank_of(found->kept[found->kept_count - 1]);
		if (found->kept_count < longest && goes_on && all->length[i] + found->kept_count >= longest)
			found->kept[found->kept_count++] = part;
		else
			found->out[found->out_count++] = part;
	}
}

bool order_find(const sumlint_document *document, order *found)
{
	size_t count;
	*found = (order){ 0 };
	if (is_in_order(document, &count))
		return true;
	sequence all = { .parts = calloc(count, sizeof(*all.parts)), .length = calloc(count, sizeof(uint32_t)), .best = calloc(count, sizeof(uint32_t)) };
	found->kept = calloc(count, sizeof(*found->kept));
	found->out = calloc(count, sizeof(*found->out));
	bool good = all.parts && all.length && all.best && found->kept && found->out;
	for (uint32_t i = 0; good && i < document->part_count; i++) {
		if (has_place(document, document->parts[i]))
			all.parts[all.count++] = document->parts[i];
	}
	if (good)
		choose(&all, measure(&all), found);
	free(all.parts);
	free(all.length);
	free(all.best);
	if (!good)
		order_finish(found);
	return good;
}

void order_finish(order *found)
{
	free(found->kept);
	free(found->out);
	*found = (order){ 0 };
}

uint32_t order_next(const order *found, const sumlint_part *part)
{
	uint32_t low = 0, high = found->kept_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (rank_of(found->kept[middle]) < rank_of(part))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
