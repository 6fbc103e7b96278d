/* SPDX-License-Identifier: Apache-2.0
 * feed_lines.c - lines as git counts them, of the file as git knows it.
 */
#include "read/source.h"

#include <stdlib.h>

static bool number_feeds(sl_source *source)
{
	source->feed_lines = malloc(source->line_count * sizeof(*source->feed_lines));
	if (!source->feed_lines)
		return false;
	source->feed_lines[0] = 1;
	for (uint32_t i = 1; i < source->line_count; i++)
		source->feed_lines[i] = source->feed_lines[i - 1] + (source->bytes.data[source->lines[i] - 1] == '\n');
	return true;
}

static bool line_at(sl_source *source, uint32_t offset, uint32_t *line)
{
	sl_position position;
	if (!sl_source_position(source, offset, &position) || (source->lone_returns && !source->feed_lines && !number_feeds(source)))
		return false;
	*line = source->lone_returns ? source->feed_lines[position.line - 1] : position.line;
	return true;
}

bool sl_source_add_move(sl_source *source, sl_moved move)
{
	if (source->move_count == source->move_capacity) {
		uint32_t capacity = source->move_capacity ? source->move_capacity * 2 : 16;
		sl_moved *moves = capacity > source->move_capacity ? realloc(source->moves, capacity * sizeof(*moves)) : NULL;
		if (!moves)
			return false;
		source->moves = moves;
		source->move_capacity = capacity;
	}
	source->moves[source->move_count++] = move;
	return true;
}

/* The last move that begins at or before the line, or NULL. */
static const sl_moved *move_of(const sl_source *source, uint32_t line)
{
	uint32_t low = 0, high = source->move_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (source->moves[middle].line <= line)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? &source->moves[low - 1] : NULL;
}

bool sl_source_feed_lines(sl_source *source, sl_span span, uint32_t *first, uint32_t *last)
{
	if (!line_at(source, span.start, first) || !line_at(source, span.end, last))
		return false;
	const sl_moved *at_first = move_of(source, *first), *at_last = move_of(source, *last);
	if (at_first) {
		bool within = *first - at_first->line < at_first->count;
		/* What was inserted stands between two lines. */
		*first = within ? at_first->was - (at_first->was_count == 0 && at_first->was > 1)
				: *first - (at_first->line + at_first->count) + at_first->was + at_first->was_count;
	}
	if (at_last) {
		bool within = *last - at_last->line < at_last->count;
		*last = within ? at_last->was + at_last->was_count - (at_last->was_count > 0)
			       : *last - (at_last->line + at_last->count) + at_last->was + at_last->was_count;
	}
	return true;
}
