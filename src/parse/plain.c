/* SPDX-License-Identifier: Apache-2.0
 * plain.c - plain text and the way back from it to the document.
 */
#include "parse/plain.h"

#include "base/find.h"

/* ---- writing ---- */

bool sl_plain_begin(sl_plain_writer *writer, sl_arena *arena, sl_str document, uint32_t most)
{
	*writer = (sl_plain_writer){ .arena = arena, .source = document.data };
	writer->out = sl_arena_alloc(arena, (size_t)most + 1);
	return writer->out != NULL;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool add_piece(sl_plain_writer *writer, uint32_t from, uint32_t to, bool straight)
{
	if (!sl_arena_grow(writer->arena, (void **)&writer->pieces, writer->piece_count, &writer->piece_capacity, sizeof(sl_piece))) {
		writer->arena->failed = true;
		return false;
	}
	writer->pieces[writer->piece_count++] = (sl_piece){ .plain = writer->size, .source = from, .end = to };
	writer->straight = straight;
	return true;
}

static void append(sl_plain_writer *writer, uint32_t from, uint32_t to)
{
	if (from == to)
		return;
	if (writer->straight && writer->pieces[writer->piece_count - 1].end == from)
		writer->pieces[writer->piece_count - 1].end = to;
	else if (!add_piece(writer, from, to, true))
		return;
	memcpy(writer->out + writer->size, writer->source + from, to - from);
	writer->size += to - from;
}

static void write_space(sl_plain_writer *writer)
{
	sl_span space = writer->space;
	writer->space = (sl_span){ 0, 0 };
	if (space.start == space.end || writer->size == 0)
		return;
	if (space.end - space.start == 1 && writer->source[space.start] == ' ') {
		append(writer, space.start, space.end);
	} else if (add_piece(writer, space.start, space.end, false)) {
		writer->out[writer->size++] = ' ';
	}
}

void sl_plain_bytes(sl_plain_writer *writer, uint32_t from, uint32_t to)
{
	if (from == to)
		return;
	write_space(writer);
	append(writer, from, to);
}

static void note_space(sl_plain_writer *writer, uint32_t from, uint32_t to)
{
	if (writer->space.start == writer->space.end)
		writer->space.start = from;
	writer->space.end = to;
}

void sl_plain_text(sl_plain_writer *writer, uint32_t from, uint32_t to)
{
	const char *text = writer->source;
	while (from < to) {
		uint32_t at = from;
		while (at < to && is_space(text[at]))
			at++;
		if (at > from)
			note_space(writer, from, at);
		/* NO-BREAK SPACE is a character of its own, but not one to begin with. */
		while (writer->size == 0 && to - at >= 2 && text[at] == '\xC2' && text[at + 1] == '\xA0')
			at += 2;
		from = at;
		/* A single space within is the usual case, and needs no look of its own; most text is nothing but letters and such. */
		if (at < to && !is_space(text[at])) {
			at = (uint32_t)sl_find_markup(text, at, to);
			at -= at == to && text[at - 1] == ' ';
		}
		while (at < to && (!is_space(text[at]) || (text[at] == ' ' && at > from && at + 1 < to && !is_space(text[at + 1]))))
			at++;
		sl_plain_bytes(writer, from, at);
		from = at;
	}
}

static uint32_t encode(char *out, uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	uint32_t size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (uint32_t i = size; i-- > 1; c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3F));
	out[0] = (char)(c | (size == 2 ? 0xC0 : size == 3 ? 0xE0 : 0xF0));
	return size;
}

void sl_plain_character(sl_plain_writer *writer, uint32_t codepoint, sl_span source)
{
	if (codepoint < 0x80 && is_space((char)codepoint)) {
		note_space(writer, source.start, source.end);
		return;
	}
	if (codepoint == 0xA0 && writer->size == 0)
		return;
	write_space(writer);
	if (add_piece(writer, source.start, source.end, false))
		writer->size += encode(writer->out + writer->size, codepoint);
}

/* The text ends earlier than was written. */
static void cut(sl_plain_writer *writer, uint32_t size)
{
	uint32_t behind = writer->size;
	writer->size = size;
	while (writer->piece_count && writer->pieces[writer->piece_count - 1].plain >= size)
		behind = writer->pieces[--writer->piece_count].plain;
	sl_piece *last = writer->piece_count ? &writer->pieces[writer->piece_count - 1] : NULL;
	if (last && behind > size)
		last->end = last->source + (size - last->plain);
}

bool sl_plain_finish(sl_plain_writer *writer, uint32_t place, sl_plain *out)
{
	sl_str trimmed = sl_str_trim((sl_str){ writer->out, writer->size });
	if (writer->arena->failed)
		return false;
	if (trimmed.size < writer->size)
		cut(writer, (uint32_t)trimmed.size); /* nothing to trim was written at the beginning */
	sl_arena_trim(writer->arena, writer->pieces, writer->piece_count * sizeof(*writer->pieces), writer->piece_capacity * sizeof(*writer->pieces));
	*out = (sl_plain){ .text = { writer->out, writer->size }, .span = { place, place }, .pieces = writer->pieces,
		.piece_count = writer->piece_count };
	if (writer->size)
		out->span = (sl_span){ writer->pieces[0].source, writer->pieces[writer->piece_count - 1].end };
	return true;
}

/* ---- the way back ---- */

/* The piece that holds byte `offset`. */
static const sl_piece *piece_at(const sl_plain *plain, uint32_t offset)
{
	uint32_t low = 0, high = plain->piece_count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (plain->pieces[middle].plain <= offset)
			low = middle;
		else
			high = middle;
	}
	return &plain->pieces[low];
}

/* A piece that the document writes otherwise has no places within. */
static bool is_straight(const sl_plain *plain, const sl_piece *piece)
{
	const sl_piece *next = piece + 1;
	uint32_t end = next < plain->pieces + plain->piece_count ? next->plain : (uint32_t)plain->text.size;
	return piece->end - piece->source == end - piece->plain;
}

static uint32_t source_behind(const sl_plain *plain, uint32_t offset)
{
	const sl_piece *piece = piece_at(plain, offset);
	return is_straight(plain, piece) ? piece->source + (offset - piece->plain) + 1 : piece->end;
}

uint32_t sl_plain_source(const sl_plain *plain, uint32_t offset)
{
	if (offset >= plain->text.size)
		return plain->span.end;
	if (!plain->pieces) {
		/* A text that is no slice has its span's bounds at least. */
		uint32_t source = plain->span.start + offset;
		return source < plain->span.end ? source : plain->span.end;
	}
	const sl_piece *piece = piece_at(plain, offset);
	return is_straight(plain, piece) ? piece->source + (offset - piece->plain) : piece->source;
}

sl_span sl_plain_span(const sl_plain *plain, uint32_t from, uint32_t to)
{
	uint32_t size = (uint32_t)plain->text.size;
	if (to > size)
		to = size;
	if (!plain->pieces || from >= to) {
		/* An empty range is the place right behind the byte before it. */
		uint32_t place = from > 0 && from <= size && plain->pieces ? source_behind(plain, from - 1) : sl_plain_source(plain, from);
		return (sl_span){ place, from < to ? sl_plain_source(plain, to) : place };
	}
	return (sl_span){ sl_plain_source(plain, from), source_behind(plain, to - 1) };
}

/* ---- plain text ---- */

static sl_span trimmed(sl_str document, sl_span span)
{
	sl_str text = sl_str_trim(sl_str_slice(document.data, span));
	uint32_t start = (uint32_t)(text.data - document.data);
	return (sl_span){ start, start + (uint32_t)text.size };
}

static uint32_t line_end(sl_str document, sl_span span)
{
	return (uint32_t)sl_find_line_end(document.data, span.start, span.end);
}

bool sl_text_plain(sl_arena *arena, sl_str document, sl_span span, sl_plain *out)
{
	span = trimmed(document, span);
	sl_str text = sl_str_slice(document.data, span);
	*out = (sl_plain){ .text = text, .span = span };
	if (line_end(document, span) == span.end)
		return true;
	sl_plain_writer writer;
	if (!sl_plain_begin(&writer, arena, document, span.end - span.start))
		return false;
	for (sl_span rest = span; rest.start < rest.end;) {
		sl_span line = trimmed(document, (sl_span){ rest.start, line_end(document, rest) });
		/* The bytes between two lines are one space. */
		if (writer.size && line.end > line.start)
			note_space(&writer, writer.pieces[writer.piece_count - 1].end, line.start);
		sl_plain_bytes(&writer, line.start, line.end);
		rest.start = line_end(document, rest);
		while (rest.start < rest.end && is_space(document.data[rest.start]))
			rest.start++;
	}
	return sl_plain_finish(&writer, span.start, out);
}
