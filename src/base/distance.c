/* SPDX-License-Identifier: Apache-2.0
 * distance.c - Damerau-Levenshtein distance in three rows, given up as soon as it is over the limit.
 */
#include "base/distance.h"

#include "base/utf8.h"

#define MAX_POINTS SL_DISTANCE_MAX_BYTES

static size_t decode(sl_str text, uint32_t *points)
{
	size_t count = 0;
	for (size_t at = 0; at < text.size;)
		points[count++] = sl_utf8_next(text, &at);
	return count;
}

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* Fills row i; returns its smallest value. Cells further than `limit` from the diagonal cannot matter: they are left at limit + 1. */
static uint32_t fill_row(size_t i, const uint32_t *a, const uint32_t *b, size_t b_count, uint32_t *const rows[3], uint32_t limit)
{
	const uint32_t *before = rows[0], *above = rows[1];
	uint32_t *row = rows[2];
	size_t from = i > limit ? i - limit : 1;
	size_t to = i + limit < b_count ? i + limit : b_count;
	uint32_t smallest = limit + 1;
	row[from - 1] = from == 1 && i <= limit ? (uint32_t)i : limit + 1;
	smallest = least(smallest, row[from - 1]);
	for (size_t j = from; j <= to; j++) {
		uint32_t cost = a[i - 1] != b[j - 1];
		uint32_t best = least(above[j - 1] + cost, least(above[j], row[j - 1]) + 1);
		if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
			best = least(best, before[j - 2] + 1);
		row[j] = least(best, limit + 1);
		smallest = least(smallest, row[j]);
	}
	if (to < b_count)
		row[to + 1] = limit + 1;
	return smallest;
}

uint32_t sl_distance(sl_str a, sl_str b, uint32_t limit)
{
	if (a.size > SL_DISTANCE_MAX_BYTES || b.size > SL_DISTANCE_MAX_BYTES)
		return UINT32_MAX;
	uint32_t a_points[MAX_POINTS], b_points[MAX_POINTS];
	size_t a_count = decode(a, a_points), b_count = decode(b, b_points);
	size_t apart = a_count > b_count ? a_count - b_count : b_count - a_count;
	if (limit > MAX_POINTS)
		limit = MAX_POINTS;
	if (apart > limit)
		return UINT32_MAX;
	uint32_t memory[3][MAX_POINTS + 2];
	uint32_t *rows[3] = { memory[0], memory[1], memory[2] };
	for (size_t j = 0; j <= b_count + 1 && j < MAX_POINTS + 2; j++) {
		rows[0][j] = limit + 1;
		rows[1][j] = j <= limit ? (uint32_t)j : limit + 1;
		rows[2][j] = limit + 1;
	}
	uint32_t earlier = 0;
	for (size_t i = 1; i <= a_count; i++) {
		uint32_t smallest = fill_row(i, a_points, b_points, b_count, rows, limit);
		/* A transposition reaches back two rows: give up only when both are over. */
		if (smallest > limit && earlier > limit)
			return UINT32_MAX;
		earlier = smallest;
		uint32_t *oldest = rows[0];
		rows[0] = rows[1];
		rows[1] = rows[2];
		rows[2] = oldest;
	}
	uint32_t distance = rows[1][b_count];
	return distance > limit ? UINT32_MAX : distance;
}

uint32_t sl_near_limit(size_t codepoints)
{
	if (codepoints <= 2)
		return 0;
	if (codepoints <= 5)
		return 1;
	return codepoints <= 11 ? 2 : 3;
}

static sl_str lower(sl_str text, char *into)
{
	if (text.size > SL_DISTANCE_MAX_BYTES)
		return (sl_str){ into, 0 };
	for (size_t i = 0; i < text.size; i++)
		into[i] = text.data[i] >= 'A' && text.data[i] <= 'Z' ? (char)(text.data[i] + 32) : text.data[i];
	return (sl_str){ into, text.size };
}

const char *sl_nearest_name(sl_str text, const char *const *names, size_t count)
{
	char text_lower[SL_DISTANCE_MAX_BYTES], name_lower[SL_DISTANCE_MAX_BYTES];
	const char *nearest = NULL;
	uint32_t limit = sl_near_limit(sl_utf8_count(text));
	sl_str wanted = lower(text, text_lower);
	for (size_t i = 0; i < count; i++) {
		uint32_t distance = sl_distance(wanted, lower(sl_str_of(names[i]), name_lower), limit);
		if (distance == UINT32_MAX)
			continue;
		nearest = names[i];
		if (distance == 0)
			break;
		limit = distance - 1;
	}
	return nearest;
}
