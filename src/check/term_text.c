/* SPDX-License-Identifier: Apache-2.0
 * term_text.c - what surrounds a term, and what joins several: punctuation, quotes, separators.
 */
#include "check/term_text.h"

#include "base/utf8.h"
#include "config/vocabulary.h"

/* ---- what stands around a term by mistake ---- */

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019;
}

static bool is_quote(uint32_t c)
{
	return c == '"' || c == '`' || is_apostrophe(c) || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A;
}

/* What may stand in front of a term by mistake. No full stop: labels such as .NET begin with one. */
static bool is_opening(uint32_t c)
{
	return is_quote(c) || c == ',' || c == ';' || c == ':' || c == 0xA1 || c == 0xBF || c == 0x2022 || c == 0x2013 || c == 0x2014;
}

/* What stands in front of a tag or an item elsewhere. A name may begin so as well, so it only goes where the rest is a label. */
static bool is_mark(uint32_t c)
{
	return c == '#' || c == '@' || c == '-' || c == '*' || c == 0xB7;
}

/* What may stand behind one. No + or #: labels such as C++ and C# end with them. */
static bool is_closing(uint32_t c)
{
	switch (c) {
	case '.':
	case ',':
	case ';':
	case ':':
	case '!':
	case '?':
	case 0x060C: /* Arabic comma, semicolon, question mark */
	case 0x061B:
	case 0x061F:
	case 0x2013:
	case 0x2014:
	case 0x2026:
	case 0x3001: /* ideographic and full-width ones */
	case 0x3002:
	case 0xFF01:
	case 0xFF0C:
	case 0xFF0E:
	case 0xFF1A:
	case 0xFF1B:
	case 0xFF1F:
		return true;
	default:
		return is_quote(c);
	}
}

static uint32_t last_codepoint(sl_str text, size_t *at)
{
	*at = (size_t)text.size;
	do
		(*at)--;
	while (*at > 0 && ((unsigned char)text.data[*at] & 0xC0) == 0x80);
	size_t next = *at;
	return sl_utf8_next(text, &next);
}

static sl_str strip_front(sl_str text, bool marks)
{
	while (text.size > 0) {
		size_t at = 0;
		uint32_t c = sl_utf8_next(text, &at);
		if (!is_opening(c) && !sl_is_space(c) && !(marks && is_mark(c)))
			break;
		text = (sl_str){ text.data + at, text.size - at };
	}
	return text;
}

sl_str sl_term_strip_front(sl_str text)
{
	return strip_front(text, true);
}

sl_str sl_term_strip_last(sl_str text)
{
	size_t at = 0;
	uint32_t c = text.size ? last_codepoint(text, &at) : 'x';
	if (!is_closing(c) && !sl_is_space(c))
		return text;
	text.size = at;
	return text;
}

/* `keep_apostrophe`: of "Developers'" the apostrophe may belong to the word. */
static sl_str strip_back(sl_str text, bool keep_apostrophe)
{
	while (text.size > 0) {
		size_t at;
		uint32_t c = last_codepoint(text, &at);
		if ((!is_closing(c) && !sl_is_space(c)) || (keep_apostrophe && is_apostrophe(c)))
			break;
		text.size = at;
	}
	return text;
}

/* The last word has a full stop within, as in "Ph.D" of "Ph.D.": then the last one is no punctuation. */
static bool ends_in_abbreviation(sl_str text)
{
	for (size_t at = (size_t)text.size; at > 0 && text.data[at - 1] != ' '; at--) {
		if (text.data[at - 1] == '.')
			return true;
	}
	return false;
}

static sl_str strip_brackets(sl_str text)
{
	if (text.size <= 2)
		return text;
	char first = text.data[0], last = text.data[text.size - 1];
	bool both = (first == '(' && last == ')') || (first == '[' && last == ']');
	sl_str inner = { text.data + 1, text.size - 2 };
	return both && !memchr(inner.data, first, (size_t)inner.size) ? inner : text;
}

sl_str sl_term_strip(sl_str text)
{
	text = strip_back(sl_term_strip_front(text), false);
	sl_str inner = strip_brackets(text);
	return inner.size == text.size ? text : strip_back(sl_term_strip_front(inner), false);
}

sl_str sl_term_strip_surely(sl_str text)
{
	sl_str front = strip_front(text, false);
	sl_str both = strip_back(front, front.size == text.size);
	if (both.size < front.size && front.data[both.size] == '.' && ends_in_abbreviation(both))
		both.size++;
	return both;
}

sl_str sl_term_strip_and(sl_str text)
{
	size_t size = 0;
	if (text.size > 4 && strncasecmp(text.data, "and", 3) == 0)
		size = 3;
	else if (text.size > 2 && text.data[0] == '&')
		size = 1;
	sl_str rest = { text.data + size, text.size - size };
	sl_str inner = sl_term_strip_front(rest);
	return size && inner.size < rest.size ? inner : text;
}

/* ---- several terms in one ---- */

typedef struct splitter {
	const sumlint_vocabulary *vocabulary;
	sl_str text; /* folded */
} splitter;

/* In the order in which they are tried. Those that begin with a blank need one on either side, and leave that behind: it may stand before another. */
static const char *const separators[] = { ",", ";", "/", "|", "&", " and ", " or ", " und ", " oder ", " et ", " ou ", " y ", " + ", " - ", " \u2013 ",
	" \u2014 ", "\u00B7", "\u2022", "\u3001", "\uFF0C", "\uFF1B" };
enum { SEPARATOR_COUNT = sizeof(separators) / sizeof(*separators), ANY = SEPARATOR_COUNT };

/* Length of a separator at `at`, 0 where there is none: of `which`, or of any of them. */
static size_t separator_at(const splitter *split, size_t at, size_t which)
{
	sl_str rest = { split->text.data + at, split->text.size - at };
	/* Most bytes are letters, folded: no separator begins with one. */
	if (rest.data[0] >= 'a' && rest.data[0] <= 'z')
		return 0;
	for (size_t i = which == ANY ? 0 : which; i < SEPARATOR_COUNT && (which == ANY || i == which); i++) {
		size_t size = strlen(separators[i]);
		if (rest.data[0] == separators[i][0] && sl_str_starts(rest, (sl_str){ separators[i], size }))
			return size - (separators[i][0] == ' ');
	}
	return 0;
}

static bool is_term(const splitter *split, size_t from, size_t to)
{
	uint32_t match;
	sl_str piece = sl_str_trim((sl_str){ split->text.data + from, to - from });
	return piece.size && sl_vocabulary_find(split->vocabulary, piece, &match) != SUMLINT_NONE;
}

/* The next separator from `at` on, with its length; the end of the text and 0 where there is none. */
static size_t find_separator(const splitter *split, size_t at, size_t which, size_t *length)
{
	for (*length = 0; at < split->text.size; at++) {
		*length = separator_at(split, at, which);
		if (*length)
			break;
	}
	return at;
}

/* Where the longest term ends that begins at `from`: labels may hold separators themselves ("CI/CD"). *next is behind the separator. False where none does. */
static bool take_term(const splitter *split, size_t from, size_t which, size_t *next)
{
	bool found = false;
	size_t at = from, length;
	for (int within = 0; within <= SL_TERM_SEPARATORS_WITHIN && at <= split->text.size; within++) {
		size_t end = find_separator(split, at, which, &length);
		at = length ? end + length : split->text.size + 1;
		if (is_term(split, from, end)) {
			found = true;
			*next = at;
		}
	}
	return found;
}

/* "A, B, and C": nothing between two separators of different kinds. */
static size_t skip_nothing(const splitter *split, size_t from)
{
	size_t length, end = find_separator(split, from, ANY, &length);
	bool nothing = length && sl_str_trim((sl_str){ split->text.data + from, end - from }).size == 0;
	return nothing ? end + length : from;
}

static bool all_terms(const splitter *split, size_t which)
{
	size_t from = 0, pieces = 0, size = (size_t)split->text.size;
	while (from <= size) {
		from = which == ANY ? skip_nothing(split, from) : from;
		if (!take_term(split, from, which, &from))
			return false;
		pieces++;
	}
	return pieces > 1;
}

bool sl_term_joined(const sumlint_vocabulary *vocabulary, sl_str folded)
{
	size_t length;
	splitter split = { vocabulary, folded };
	find_separator(&split, 0, ANY, &length);
	for (size_t i = 0; length && i <= ANY; i++) {
		if (all_terms(&split, i))
			return true;
	}
	return false;
}
