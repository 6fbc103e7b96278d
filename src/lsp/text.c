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
	free(text->long_line.characters);
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
	text->long_line.known = false;
	/* In front of the change, and not where a line may no longer begin, places are what they were. */
	if (text->mark.offset > span.start || (text->mark.offset == span.start && text->mark.place.character == 0))
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

static bool is_within(const sl_text *text, uint32_t offset)
{
	return ((unsigned char)text->bytes.data[offset] & 0xC0) == 0x80;
}

static uint32_t count_characters(const sl_text *text, uint32_t from, uint32_t to, sl_encoding encoding)
{
	uint32_t characters = 0;
	for (uint32_t at = from; at < to; at++) {
		if (!is_within(text, at))
			characters += units_of(bytes_of((unsigned char)text->bytes.data[at]), encoding);
	}
	return characters;
}

/* False where the line is short, or memory is: then counting begins at the mark or the line. */
static bool index_line(sl_text *text, uint32_t number, sl_span line, sl_encoding encoding)
{
	struct sl_text_long *index = &text->long_line;
	uint32_t count = (line.end - line.start) / SL_TEXT_STEP + 1;
	if (line.end - line.start <= SL_TEXT_STEP)
		return false;
	if (index->known && index->line == number && index->encoding == encoding)
		return true;
	if (count > index->capacity) {
		uint32_t *grown = realloc(index->characters, count * sizeof(*grown));
		if (!grown)
			return false;
		index->characters = grown;
		index->capacity = count;
	}
	index->characters[0] = 0;
	for (uint32_t i = 1; i < count; i++) {
		uint32_t from = line.start + (i - 1) * SL_TEXT_STEP;
		index->characters[i] = index->characters[i - 1] + count_characters(text, from, from + SL_TEXT_STEP, encoding);
	}
	index->known = true;
	index->line = number;
	index->encoding = encoding;
	index->count = count;
	return true;
}

/* The first character that begins at a step or behind it. */
static struct sl_text_mark step_of(const sl_text *text, uint32_t step, sl_span line)
{
	struct sl_text_mark at = { text->long_line.encoding, { text->long_line.line, text->long_line.characters[step] }, line.start + step * SL_TEXT_STEP };
	while (at.offset < line.end && is_within(text, at.offset))
		at.offset++;
	return at;
}

/* Where counting begins on the line: the mark, if it is in front of what is looked for, as `offset` or `character` says. */
static struct sl_text_mark start_on(const sl_text *text, sl_span line, uint32_t number, sl_encoding encoding, uint32_t offset, uint32_t character)
{
	const struct sl_text_mark *mark = &text->mark;
	if (mark->encoding == encoding && mark->place.line == number && mark->offset >= line.start && mark->offset <= offset &&
	    mark->place.character <= character)
		return *mark;
	return (struct sl_text_mark){ encoding, { number, 0 }, line.start };
}

static uint32_t step_before(const sl_text *text, uint32_t character)
{
	uint32_t low = 0, high = text->long_line.count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (text->long_line.characters[middle] <= character)
			low = middle;
		else
			high = middle;
	}
	return low;
}

uint32_t sl_text_offset(sl_text *text, sl_place place, sl_encoding encoding)
{
	if (place.line >= text->line_count)
		return (uint32_t)text->bytes.size;
	sl_span line = sl_text_line(text, place.line);
	struct sl_text_mark at = start_on(text, line, place.line, encoding, UINT32_MAX, place.character);
	if (place.character - at.place.character > SL_TEXT_STEP && index_line(text, place.line, line, encoding)) {
		struct sl_text_mark step = step_of(text, step_before(text, place.character), line);
		at = step.offset > at.offset ? step : at;
	}
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
	/* Between CR and LF there is no place. */
	offset = offset < line.end ? offset : line.end;
	struct sl_text_mark at = start_on(text, line, number, encoding, offset, UINT32_MAX);
	if (offset > at.offset && offset - at.offset > SL_TEXT_STEP && index_line(text, number, line, encoding)) {
		struct sl_text_mark step = step_of(text, (offset - line.start) / SL_TEXT_STEP, line);
		at = step.offset > at.offset && step.offset <= offset ? step : at;
	}
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
