/* SPDX-License-Identifier: Apache-2.0
 * source.c - reads a file and checks its bytes; makes the line index when the first problem asks for a position.
 */
#include "read/source.h"

#include "base/file.h"
#include "base/find.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdlib.h>

/* Code points are counted once up to every such place, so that the column of any byte costs no more than a look at this many bytes: a line
   may be as long as the file. */
#define MARK_STEP ((uint32_t)4096)

#define BOM SL_LIT("\xEF\xBB\xBF")

void sl_source_init(sl_source *source)
{
	*source = (sl_source){ 0 };
	sl_buffer_init(&source->bytes);
}

void sl_source_finish(sl_source *source)
{
	sl_buffer_finish(&source->bytes);
	free(source->map_numbers);
	free(source->lines);
	free(source->marks);
	free(source->feed_lines);
	free(source->moves);
	sl_source_init(source);
}

static void forget(sl_source *source)
{
	source->bytes.failed = false;
	source->error = 0;
	source->bad_byte = 0;
	source->map = sl_byte_map_none(NULL);
	source->line_count = 0;
	source->mark_count = 0;
	source->lone_returns = 0;
	free(source->feed_lines);
	source->feed_lines = NULL;
	source->move_count = 0;
}

/* Nothing of a file that cannot be taken whole is shown or checked. */
static bool refuse(sl_source *source, int error)
{
	sl_buffer_clear(&source->bytes);
	source->error = error;
	return error != ENOMEM;
}

static bool take(sl_source *source)
{
	sl_str text = sl_source_text(source);
	if (source->passing) {
		source->bad_byte = (size_t)text.size;
		return true;
	}
	bool mapped = sl_byte_map_numbers(text) > 0;
	/* Without the memory for a map there is none. */
	if (mapped && !source->map_numbers)
		source->map_numbers = malloc(SL_BYTE_MAP_NUMBERS * sizeof(*source->map_numbers));
	source->map = mapped && source->map_numbers ? sl_byte_map_write(source->map_numbers, text) : sl_byte_map_none(text.data);
	source->bad_byte = source->map.ascii ? (size_t)text.size : sl_utf8_check(text);
	return true;
}

bool sl_source_read(sl_source *source, const char *path)
{
	forget(source);
	int error = sl_read_file(path, SL_SOURCE_MAX, &source->bytes);
	return error ? refuse(source, error) : take(source);
}

bool sl_source_read_small(sl_source *source, const char *path)
{
	forget(source);
	sl_buffer_clear(&source->bytes);
	return sl_buffer_reserve(&source->bytes, SL_SOURCE_SMALL) && sl_read_small_file(path, SL_SOURCE_SMALL, &source->bytes) && take(source);
}

void sl_source_fail(sl_source *source, int error)
{
	forget(source);
	refuse(source, error);
}

bool sl_source_set(sl_source *source, sl_str bytes)
{
	forget(source);
	sl_buffer_clear(&source->bytes);
	if (bytes.size > SL_SOURCE_MAX)
		return refuse(source, EFBIG);
	if (!sl_buffer_reserve(&source->bytes, (size_t)bytes.size))
		return refuse(source, ENOMEM);
	sl_buffer_append(&source->bytes, bytes);
	return take(source);
}

/* ---- lines ------------------------------------------------------------------------------------------------- */

static size_t behind_line_end(sl_str text, size_t at)
{
	if (at < text.size)
		at += text.data[at] == '\r' && at + 1 < text.size && text.data[at + 1] == '\n' ? 2 : 1;
	return at;
}

static bool add_line(sl_source *source, size_t start)
{
	if (source->line_count == source->line_capacity) {
		/* A file has at most one line more than bytes, and that fits. */
		uint64_t capacity = source->line_capacity ? (uint64_t)source->line_capacity * 2 : 64;
		if (capacity > UINT32_MAX)
			capacity = UINT32_MAX;
		uint32_t *lines = capacity > SIZE_MAX / sizeof(*lines) ? NULL : realloc(source->lines, (size_t)capacity * sizeof(*lines));
		if (!lines)
			return false;
		source->lines = lines;
		source->line_capacity = (uint32_t)capacity;
	}
	source->lines[source->line_count++] = (uint32_t)start;
	return true;
}

static bool index_lines(sl_source *source)
{
	sl_str text = sl_source_text(source);
	if (source->line_count)
		return true;
	/* A BOM is no text: the first line begins behind it. */
	size_t at = sl_str_starts(text, BOM) ? (size_t)BOM.size : 0;
	bool good = add_line(source, at);
	source->lone_returns = 0;
	while (good && (at = sl_find_line_end(text.data, at, (size_t)text.size)) < text.size) {
		at = behind_line_end(text, at);
		source->lone_returns += text.data[at - 1] == '\r';
		good = add_line(source, at);
	}
	if (!good)
		source->line_count = 0;
	return good;
}

/* Index of the line that holds the byte. */
static uint32_t line_of(const sl_source *source, uint32_t offset)
{
	uint32_t low = 0, high = source->line_count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (source->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* ---- columns ----------------------------------------------------------------------------------------------- */

/* Code points in [from, to). From the first byte on that is no UTF-8 every byte counts as one: it is shown so. */
static uint32_t count(const sl_source *source, size_t from, size_t to)
{
	size_t valid = to < source->bad_byte ? to : source->bad_byte;
	if (from >= valid)
		return (uint32_t)(to - from);
	sl_str text = { source->bytes.data + from, valid - from };
	return (uint32_t)(sl_utf8_count(text) + (to - valid));
}

static bool index_columns(sl_source *source)
{
	uint32_t wanted = (uint32_t)(source->bytes.size / MARK_STEP) + 1;
	if (source->mark_count)
		return true;
	if (wanted > source->mark_capacity) {
		uint32_t *marks = realloc(source->marks, wanted * sizeof(*marks));
		if (!marks)
			return false;
		source->marks = marks;
		source->mark_capacity = wanted;
	}
	source->marks[0] = 0;
	for (uint32_t i = 1; i < wanted; i++) {
		size_t at = (size_t)i * MARK_STEP;
		source->marks[i] = source->marks[i - 1] + count(source, at - MARK_STEP, at);
	}
	source->mark_count = wanted;
	return true;
}

/* Code points in front of the byte. */
static uint32_t count_to(const sl_source *source, uint32_t offset)
{
	uint32_t mark = offset / MARK_STEP;
	return source->marks[mark] + count(source, (size_t)mark * MARK_STEP, offset);
}

bool sl_source_position(sl_source *source, uint32_t offset, sl_position *out)
{
	if (!index_lines(source))
		return false;
	if (offset > source->bytes.size)
		offset = (uint32_t)source->bytes.size;
	uint32_t line = line_of(source, offset), start = source->lines[line];
	if (offset < start)
		offset = start; /* within the BOM */
	out->line = line + 1;
	if (offset - start <= MARK_STEP) {
		out->column = count(source, start, offset) + 1;
		return true;
	}
	if (!index_columns(source))
		return false;
	out->column = count_to(source, offset) - count_to(source, start) + 1;
	return true;
}

sl_span sl_source_line(sl_source *source, uint32_t line)
{
	if (!index_lines(source) || line == 0 || line > source->line_count)
		return (sl_span){ 0, 0 };
	uint32_t start = source->lines[line - 1];
	if (line == source->line_count)
		return (sl_span){ start, (uint32_t)source->bytes.size };
	uint32_t end = source->lines[line] - 1;
	/* A carriage return in front of a line feed is part of the same line end. */
	if (end > start && source->bytes.data[end] == '\n' && source->bytes.data[end - 1] == '\r')
		end--;
	return (sl_span){ start, end };
}
