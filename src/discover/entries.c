/* SPDX-License-Identifier: Apache-2.0
 * entries.c - the names of a folder are sorted by their first eight bytes as a number, a byte after the other; only names that are alike so far are compared.
 */
#include "discover/entries.h"

#include <stdlib.h>

/* Fewer are not worth the counting. */
#define FEW 32
#define START_BYTES 8

/* The first eight bytes, as a number that sorts like them. */
static uint64_t start_of(sl_str name)
{
	uint64_t start = 0;
	for (unsigned i = 0; i < START_BYTES; i++)
		start = start << 8 | (i < name.size ? (unsigned char)name.data[i] : 0);
	return start;
}

static int compare(const void *a, const void *b)
{
	const sl_entry *one = a, *other = b;
	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	return sl_str_compare(one->name, other->name);
}

/* Puts them into the other array by one byte of their start; those that have the same byte stay in their order. */
static void distribute(const sl_entry *from, sl_entry *into, uint32_t count, unsigned shift)
{
	uint32_t places[256] = { 0 }, place = 0;
	for (uint32_t i = 0; i < count; i++)
		places[from[i].start >> shift & 255]++;
	for (unsigned byte = 0; byte < 256; byte++) {
		uint32_t those = places[byte];
		places[byte] = place;
		place += those;
	}
	for (uint32_t i = 0; i < count; i++)
		into[places[from[i].start >> shift & 255]++] = from[i];
}

/* By the start, where bytes of it differ at all; from the last byte to the first. */
static void sort_by_start(sl_entry *items, sl_entry *spare, uint32_t count, uint64_t differing)
{
	sl_entry *from = items, *into = spare;
	for (unsigned shift = 0; shift < START_BYTES * 8; shift += 8) {
		if (!(differing >> shift & 255))
			continue;
		distribute(from, into, count, shift);
		sl_entry *other = from;
		from = into;
		into = other;
	}
	if (from != items)
		memcpy(items, from, count * sizeof(*items));
}

static void sort_alike(sl_entry *items, uint32_t count)
{
	for (uint32_t first = 0, end; first < count; first = end) {
		for (end = first + 1; end < count && items[end].start == items[first].start; end++)
			;
		if (end - first > 1)
			qsort(items + first, end - first, sizeof(*items), compare);
	}
}

void sl_entries_sort(sl_entry *items, uint32_t count)
{
	uint64_t differing = 0;
	for (uint32_t i = 0; i < count; i++) {
		items[i].start = start_of(items[i].name);
		differing |= items[i].start ^ items[0].start;
	}
	sl_entry *spare = count > FEW ? malloc(count * sizeof(*spare)) : NULL;
	if (spare) {
		sort_by_start(items, spare, count, differing);
		sort_alike(items, count);
	} else if (count > 1) {
		qsort(items, count, sizeof(*items), compare);
	}
	free(spare);
}
