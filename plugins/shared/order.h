/* SPDX-License-Identifier: Apache-2.0
 * order.h - which parts of a document stand out of the order of its type.
 */
#ifndef PLUGINS_SHARED_ORDER_H
#define PLUGINS_SHARED_ORDER_H

#include "shared/rule.h"

/* Parts of the body that have a place: the title, and those of slots, but for repetitions, repeatable ones, and what only stands in a slot's place. */
typedef struct order {
	const sumlint_part **kept; /* a longest run of them in order */
	uint32_t kept_count;
	const sumlint_part **out; /* the others, in the order of the file */
	uint32_t out_count;
} order;

/* Fills *found, which order_finish frees. False when memory is short. A document in order costs no memory, and then found->kept is empty too. */
bool order_find(const sumlint_document *document, order *found);
void order_finish(order *found);

/* Index of the first kept part that does not belong in front of `part`. */
uint32_t order_next(const order *found, const sumlint_part *part);

#endif
