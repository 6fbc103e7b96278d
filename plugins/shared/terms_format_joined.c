/* SPDX-License-Identifier: Apache-2.0
 * terms_format_joined.c - several terms in one item: where it divides, and how it is written apart.
 */
#include "shared/terms_format.h"

#include <strings.h>

/* What may join terms, in the order in which it is tried: as the host does. Those that begin with a blank need one on either side. */
static const char *const separators[] = { "\n", ",", ";", "/", "|", "&", " and ", " or ", " und ", " oder ", " et ", " ou ", " y ", " + ", " - ",
	" \u2013 ", " \u2014 ", "\u00B7", "\u2022", "\u3001", "\uFF0C", "\uFF1B" };
/* LINES: each line a term; ANY: whatever stands there, but no line end. */
enum { LINES = 0, ANY = sizeof(separators) / sizeof(*separators) };
/* A label holds no more of them than this. */
#define SEPARATORS_WITHIN 3

/* ---- dividing ---- */

static uint64_t length_at(sumlint_str text, uint64_t at, const char *separator)
{
	size_t size = strlen(separator);
	return size <= text.size - at && strncasecmp(text.data + at, separator, size) == 0 ? size - (separator[0] == ' ') : 0;
}

/* Length of a separator at `at`, 0 where there is none. The blank behind a word is left: it may stand before another one. */
static uint64_t separator_at(const terms_pieces *pieces, uint64_t at)
{
	uint64_t length = 0;
	if (pieces->separator != ANY)
		return length_at(pieces->text, at, separators[pieces->separator]);
	for (size_t i = LINES + 1; i < ANY && length == 0; i++)
		length = length_at(pieces->text, at, separators[i]);
	return length;
}

static bool is_term(const terms_pieces *pieces, sumlint_str piece)
{
	uint32_t match;
	const terms_walk *walk = pieces->walk;
	return piece.size && terms_vocabularies->lookup(walk->context, walk->vocabulary, piece, &match) != SUMLINT_NONE;
}

/* Up to the next separator behind `to`, the end of what was taken so far. *next is behind that separator. */
static sumlint_str take_piece(const terms_pieces *pieces, uint64_t to, uint64_t *next)
{
	uint64_t from = pieces->at, length = 0;
	while (to < pieces->text.size && (length = separator_at(pieces, to)) == 0)
		to++;
	*next = to < pieces->text.size ? to + length : pieces->text.size + 1;
	return terms_trim((sumlint_str){ pieces->text.data + from, to - from });
}

bool terms_pieces_next(terms_pieces *pieces, sumlint_str *piece)
{
	while (pieces->at <= pieces->text.size) {
		uint64_t next, end;
		*piece = take_piece(pieces, pieces->at, &next);
		end = next;
		/* "CI/CD/Testing": a label may hold separators itself. The longest counts. */
		for (int within = 0; within < SEPARATORS_WITHIN && next <= pieces->text.size; within++) {
			sumlint_str longer = take_piece(pieces, next, &next);
			if (is_term(pieces, longer)) {
				*piece = longer;
				end = next;
			}
		}
		pieces->at = end;
		/* "A, B, and C": nothing between two separators. */
		if (piece->size || pieces->separator != ANY)
			return true;
	}
	return false;
}

/* Each piece is a term, and there are several. */
static bool divides(terms_pieces pieces)
{
	sumlint_str piece;
	uint32_t count = 0;
	while (terms_pieces_next(&pieces, &piece)) {
		if (!is_term(&pieces, piece))
			return false;
		count++;
	}
	return count > 1;
}

bool terms_pieces_start(const terms_walk *walk, uint32_t index, terms_pieces *pieces)
{
	const sumlint_term_use *use = &walk->uses[index];
	for (size_t i = LINES; i <= ANY; i++) {
		sumlint_str text = i == LINES ? terms_bytes(walk, use->span) : use->text;
		*pieces = (terms_pieces){ .walk = walk, .text = text, .separator = i };
		if (divides(*pieces))
			return true;
	}
	return false;
}

/* ---- writing apart ---- */

/* Puts all pieces behind each other: `before` the first, `between` any two. */
static void append_pieces(terms_buffer *buffer, terms_pieces pieces, sumlint_str before, sumlint_str between)
{
	sumlint_str piece;
	for (bool first = true; terms_pieces_next(&pieces, &piece); first = false) {
		terms_append(buffer, first ? before : between);
		terms_append(buffer, piece);
	}
}

/* A list marker, with blanks around it and nothing else. */
static bool is_marker(sumlint_str text)
{
	sumlint_str marker = terms_trim(text);
	if (marker.size == 0 || marker.size > 4 || text.size > 32 || text.data[text.size - 1] == '\n' || memchr(text.data, '\n', (size_t)text.size))
		return false;
	for (uint64_t i = 0; i < marker.size; i++) {
		if (marker.data[i] == ' ' || memchr("\"'`[(<&", marker.data[i], 7))
			return false;
	}
	return marker.data + marker.size < text.data + text.size;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Without quotes the piece would still be the same text in YAML. */
static bool is_yaml_plain(sumlint_str piece)
{
	static const char *const others[] = { "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf" };
	if (!is_letter(piece.data[piece.data[0] == '.' && piece.size > 1]))
		return false;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		if (strlen(others[i]) == piece.size && strncasecmp(others[i], piece.data, (size_t)piece.size) == 0)
			return false;
	}
	return true;
}

static bool all_yaml_plain(terms_pieces pieces)
{
	sumlint_str piece;
	while (terms_pieces_next(&pieces, &piece)) {
		if (!is_yaml_plain(piece))
			return false;
	}
	return true;
}

/* An item of a YAML list in quotes: each piece gets the same ones. Pieces are labels as written, so that nothing in them needs an escape that the whole did
   not have. */
static bool write_quoted(const terms_walk *walk, const sumlint_item *item, terms_pieces pieces, sumlint_span *span, terms_buffer *buffer)
{
	sumlint_str text = walk->document->text, prefix = { text.data + item->outer.start, item->span.start - 1 - item->outer.start };
	sumlint_str quote = { text.data + item->span.start - 1, 1 };
	if (item->span.end >= text.size || text.data[item->span.end] != quote.data[0])
		return false;
	bool dash = is_marker(prefix) && same_text(terms_trim(prefix), TEXT("-"));
	if (item->span.start < 2 || !memchr("[, ", text.data[item->span.start - 2], 3))
		return false;
	terms_buffer between = { 0 };
	terms_append(&between, quote);
	terms_append(&between, dash ? terms_line_end(walk->document) : TEXT(", "));
	terms_append(&between, dash ? prefix : TEXT(""));
	terms_append(&between, quote);
	terms_append(buffer, (sumlint_str){ quote.data - 1, 1 });
	append_pieces(buffer, pieces, quote, (sumlint_str){ between.data, between.size });
	terms_append(buffer, quote);
	buffer->failed = buffer->failed || between.failed;
	terms_buffer_finish(&between);
	*span = (sumlint_span){ item->span.start - 2, item->span.end + 1 };
	return true;
}

/* An item of a YAML list. The edit begins in front of the scalar, so that it is written as it stands here and not as the scalar's text. */
static bool write_field(const terms_walk *walk, const sumlint_item *item, terms_pieces pieces, sumlint_span *span, terms_buffer *buffer)
{
	sumlint_str bytes = terms_bytes(walk, item->span);
	sumlint_str prefix = { walk->document->text.data + item->outer.start, item->span.start - item->outer.start };
	/* In a block `|` a line end would be one of its text's. */
	if (item->span.start == 0 || !same_text(bytes, item->text) || walk->document->text.data[walk->part->body.start] == '|')
		return false;
	if (memchr("\"'", bytes.data[-1], 2))
		return write_quoted(walk, item, pieces, span, buffer);
	if (!all_yaml_plain(pieces))
		return false;
	sumlint_str lead = { bytes.data - 1, 1 };
	*span = (sumlint_span){ item->span.start - 1, item->span.end };
	if (is_marker(prefix) && terms_trim(prefix).data[0] == '-' && terms_trim(prefix).size == 1) {
		terms_buffer between = { 0 };
		terms_append(&between, terms_line_end(walk->document));
		terms_append(&between, prefix);
		append_pieces(buffer, pieces, lead, (sumlint_str){ between.data, between.size });
		buffer->failed = buffer->failed || between.failed;
		terms_buffer_finish(&between);
		return true;
	}
	if (!memchr("[, ", lead.data[0], 3))
		return false;
	append_pieces(buffer, pieces, lead, TEXT(", "));
	return true;
}

/* A list item of the body: one line for each piece, marked as the item is. */
static bool write_item(const terms_walk *walk, const sumlint_item *item, terms_pieces pieces, terms_buffer *buffer)
{
	sumlint_str prefix = { walk->document->text.data + item->outer.start, item->span.start - item->outer.start };
	if (!is_marker(prefix))
		return false;
	terms_buffer between = { 0 };
	terms_append(&between, terms_line_end(walk->document));
	terms_append(&between, prefix);
	append_pieces(buffer, pieces, TEXT(""), (sumlint_str){ between.data, between.size });
	buffer->failed = buffer->failed || between.failed;
	terms_buffer_finish(&between);
	return true;
}

static void write_value(const terms_walk *walk, terms_pieces pieces, terms_buffer *buffer)
{
	sumlint_str separator = terms_trim(terms_separator(walk)), given = terms_separator(walk);
	terms_buffer between = { 0 };
	/* The marks of scripts without spaces have none around them. */
	if (given.size != separator.size || (unsigned char)given.data[0] >= 0xE3) {
		terms_append(&between, given);
	} else {
		bool comma = separator.size == 1 && memchr(",;", separator.data[0], 2);
		terms_append(&between, comma ? TEXT("") : TEXT(" "));
		terms_append(&between, separator);
		terms_append(&between, TEXT(" "));
	}
	append_pieces(buffer, pieces, TEXT(""), (sumlint_str){ between.data, between.size });
	buffer->failed = buffer->failed || between.failed;
	terms_buffer_finish(&between);
}

/* Fills the buffer with what takes the place of *span. False where it cannot be said. */
static bool write_apart(const terms_walk *walk, uint32_t index, sumlint_span *span, terms_buffer *buffer)
{
	const sumlint_item *item = &walk->part->items[index];
	const sumlint_term_use *use = &walk->uses[index];
	terms_pieces pieces;
	/* Punctuation around it goes first. */
	if (use->flags & SUMLINT_USE_PUNCTUATED || !terms_can_reword(walk, index) || !terms_pieces_start(walk, index, &pieces))
		return false;
	*span = use->span;
	if (item->flags & SUMLINT_ITEM_UNMARKED)
		write_value(walk, pieces, buffer);
	else if (terms_in_body(walk))
		return write_item(walk, item, pieces, buffer);
	else
		return write_field(walk, item, pieces, span, buffer);
	return true;
}

void terms_report_joined(const terms_walk *walk, uint32_t index)
{
	const sumlint_item *item = &walk->part->items[index];
	const sumlint_term_use *use = &walk->uses[index];
	sumlint_str quoted = terms_quote(walk, use->text);
	terms_finding finding = { .span = use->span, .safety = SUMLINT_FIX_SAFE };
	finding.message = plugin_host->format(walk->context, "%.*s holds several %s", TEXT_ARG(quoted), walk->nouns);
	if (item->flags & SUMLINT_ITEM_UNMARKED) {
		sumlint_str separator = terms_quote(walk, terms_trim(terms_separator(walk)));
		finding.help = plugin_host->format(walk->context, "write %.*s between them", TEXT_ARG(separator));
	} else {
		finding.help = plugin_host->format(walk->context, "make each %s an item of its own", walk->noun);
	}
	finding.title = plugin_host->format(walk->context, "write the %s apart", walk->nouns);
	sumlint_span span;
	terms_buffer buffer = { 0 };
	if (write_apart(walk, index, &span, &buffer)) {
		terms_report_text(walk, finding, span, &buffer);
		return;
	}
	terms_buffer_finish(&buffer);
	terms_report(walk, &finding);
}
