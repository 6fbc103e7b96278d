/* SPDX-License-Identifier: Apache-2.0
 * text.c - a text, its lines, and characters counted three ways.
 */
#include "lsp/text.h"

#include "base/find.h"

#include <stdlib.h>

void sl_text_init(sl_text *text)
{
	*text = (sl_text){ 0 };
	sl_buffer_init(&text->bytes);
}

void sl_text_finish(sl_text *text)
{
	sl_buffer_finish(&text->bytes);
	free(text->lines);
	sl_text_init(text);
}

/* ---- lines ---------------------------------------------------------------------------------------------------- */

static bool reserve_lines(sl_text *text, uint64_t count)
{
	if (count <= text->line_capacity)
		return true;
	uint64_t capacity = text->line_capacity ? (uint64_t)text->line_capacity * 2 : 64;
	capacity = capacity < count ? count : capacity;
	uint32_t *lines = realloc(text->lines, (size_t)capacity * sizeof(*lines));
	if (!lines)
		return false;
	text->lines = lines;
	text->line_capacity = capacity > UINT32_MAX ? UINT32_MAX : (uint32_t)capacity;
	return true;
}

/* Where the line begins whose predecessor holds the byte `at`; the text's size and *more false where it has no end. */
static size_t next_line(sl_str text, size_t at, bool *more)
{
	at = sl_find_line_end(text.data, at, (size_t)text.size);
	*more = at < text.size;
	if (*more)
		at += text.data[at] == '\r' && at + 1 < text.size && text.data[at + 1] == '\n' ? 2 : 1;
	return at;
}

/* Counts the line starts in (from, to]. */
static uint32_t count_lines(sl_str text, size_t from, size_t to)
{
	uint32_t count = 0;
	bool more = true;
	for (;;) {
		from = next_line(text, from, &more);
		if (!more || from > to)
			return count;
		count++;
	}
}

static void fill_lines(sl_str text, size_t from, uint32_t *lines, uint32_t count)
{
	bool more;
	for (uint32_t i = 0; i < count; i++) {
		from = next_line(text, from, &more);
		lines[i] = (uint32_t)from;
	}
}

uint32_t sl_text_line_of(const sl_text *text, uint32_t offset)
{
	uint32_t low = 0, high = text->line_count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (text->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

sl_span sl_text_line(const sl_text *text, uint32_t line)
{
	uint32_t size = (uint32_t)text->bytes.size;
	if (line >= text->line_count)
		return (sl_span){ size, size };
	uint32_t start = text->lines[line], end = line + 1 < text->line_count ? text->lines[line + 1] : size;
	if (line + 1 < text->line_count) {
		end--;
		if (end > start && text->bytes.data[end] == '\n' && text->bytes.data[end - 1] == '\r')
			end--;
	}
	return (sl_span){ start, end };
}

/* ---- changes -------------------------------------------------------------------------------------------------- */

bool sl_text_set(sl_text *text, sl_str bytes)
{
	sl_text fresh;
	sl_text_init(&fresh);
	if (bytes.size >= UINT32_MAX)
		return false;
	sl_buffer_append(&fresh.bytes, bytes);
	uint32_t more = fresh.bytes.failed ? 0 : count_lines(sl_text_str(&fresh), 0, fresh.bytes.size);
	if (fresh.bytes.failed || !reserve_lines(&fresh, (uint64_t)more + 1)) {
		sl_text_finish(&fresh);
		return false;
	}
	fresh.lines[0] = 0;
	fill_lines(sl_text_str(&fresh), 0, fresh.lines + 1, more);
	fresh.line_count = more + 1;
	sl_text_finish(text);
	*text = fresh;
	return true;
}

static void splice_bytes(sl_buffer *buffer, sl_span span, sl_str bytes)
{
	size_t rest = buffer->size - span.end;
	memmove(buffer->data + span.start + bytes.size, buffer->data + span.end, rest);
	if (bytes.size)
		memcpy(buffer->data + span.start, bytes.data, (size_t)bytes.size);
	buffer->size = span.start + (size_t)bytes.size + rest;
	buffer->data[buffer->size] = '\0';
}

bool sl_text_replace(sl_text *text, sl_span span, sl_str bytes)
{
	uint64_t size = text->bytes.size - (span.end - span.start) + bytes.size;
	if (size >= UINT32_MAX || !sl_buffer_reserve(&text->bytes, (size_t)bytes.size + 1))
		return false;
	/* From the line before where the change stands at a beginning: a CR may become the first half of a CR LF. */
	uint32_t first = sl_text_line_of(text, span.start);
	if (first && text->lines[first] == span.start)
		first--;
	/* Lines that begin behind the changed bytes begin there still. */
	uint32_t last = sl_text_line_of(text, span.end) + 1;
	uint32_t moved = text->line_count - last;
	/* Room for all that can come of it, before anything is changed. */
	if (!reserve_lines(text, (uint64_t)text->line_count + count_lines(bytes, 0, (size_t)bytes.size) + 2))
		return false;
	splice_bytes(&text->bytes, span, bytes);
	uint32_t grown = (uint32_t)bytes.size - (span.end - span.start); /* wraps where it shrinks, and back again */
	size_t to = moved ? text->lines[last] + grown - 1u : text->bytes.size;
	uint32_t count = count_lines(sl_text_str(text), text->lines[first], to);
	memmove(text->lines + first + 1 + count, text->lines + last, moved * sizeof(*text->lines));
	fill_lines(sl_text_str(text), text->lines[first], text->lines + first + 1, count);
	text->line_count = first + 1 + count + moved;
	for (uint32_t i = first + 1 + count; grown && i < text->line_count; i++)
		text->lines[i] += grown;
	if (text->mark.offset > text->lines[first])
		text->mark = (struct sl_text_mark){ 0 };
	return true;
}

/* ---- characters ----------------------------------------------------------------------------------------------- */

/* Bytes of the character that begins with this one. */
static uint32_t bytes_of(unsigned char first)
{
	return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

static uint32_t units_of(uint32_t bytes, sl_encoding encoding)
{
	return encoding == SL_UTF8 ? bytes : encoding == SL_UTF16 && bytes == 4 ? 2 : 1;
}

/* Where counting begins on the line. */
static struct sl_text_mark start_on(const sl_text *text, uint32_t line, sl_encoding encoding)
{
	if (text->mark.encoding == encoding && text->mark.place.line == line && text->mark.offset >= text->lines[line])
		return text->mark;
	return (struct sl_text_mark){ encoding, { line, 0 }, text->lines[line] };
}

uint32_t sl_text_offset(sl_text *text, sl_place place, sl_encoding encoding)
{
	if (place.line >= text->line_count)
		return (uint32_t)text->bytes.size;
	sl_span line = sl_text_line(text, place.line);
	struct sl_text_mark at = start_on(text, place.line, encoding);
	if (at.place.character > place.character)
		at = (struct sl_text_mark){ encoding, { place.line, 0 }, line.start };
	while (at.offset < line.end && at.place.character < place.character) {
		uint32_t bytes = bytes_of((unsigned char)text->bytes.data[at.offset]), units = units_of(bytes, encoding);
		if (at.place.character + units > place.character)
			break;
		at.offset += bytes;
		at.place.character += units;
	}
	text->mark = at;
	return at.offset < line.end ? at.offset : line.end;
}

sl_place sl_text_where(sl_text *text, uint32_t offset, sl_encoding encoding)
{
	if (offset > text->bytes.size)
		offset = (uint32_t)text->bytes.size;
	if (text->line_count == 0)
		return (sl_place){ 0, 0 };
	uint32_t number = sl_text_line_of(text, offset);
	sl_span line = sl_text_line(text, number);
	struct sl_text_mark at = start_on(text, number, encoding);
	/* Between CR and LF there is no place. */
	offset = offset < line.end ? offset : line.end;
	if (at.offset > offset)
		at = (struct sl_text_mark){ encoding, { number, 0 }, line.start };
	while (at.offset < offset) {
		uint32_t bytes = bytes_of((unsigned char)text->bytes.data[at.offset]);
		if (at.offset + bytes > offset)
			break;
		at.offset += bytes;
		at.place.character += units_of(bytes, encoding);
	}
	text->mark = at;
	return at.place;
}
