/* SPDX-License-Identifier: Apache-2.0
 * inline.c - inline Markdown without its markup (CommonMark 0.31, section 6): marks are found from left to right, paired, and left out.
 */
#include "base/find.h"
#include "parse/entities.h"
#include "parse/html_scan.h"
#include "parse/inline_tokens.h"
#include "parse/link_scan.h"
#include "parse/plain.h"

#include <stdlib.h>

/* Longer runs of backticks open no code span, as in cmark: the memory of them stays small. */
#define MAX_TICKS 80

typedef struct scanner {
	const char *text;
	sl_span bounds;
	uint32_t at;
	sl_tokens tokens;
	uint32_t last_link;             /* a link began here: brackets opened before it are no links any more */
	bool ticks_cleared;
	bool ticks_known;               /* the rest of the text was searched for backticks: */
	uint32_t ticks[MAX_TICKS + 1];  /* where the last run of each length begins */
	bool unclosed[SL_HTML_CDATA + 1]; /* nothing of that kind ends in the rest of the text */
} scanner;

/* The bytes that may be markup. ] and ! are none but behind or before others. */
static const bool marks[256] = { ['\\'] = true, ['`'] = true, ['*'] = true, ['_'] = true, ['~'] = true, ['['] = true, ['<'] = true, ['&'] = true,
	[']'] = true, ['!'] = true };

/* No markup, and no white space to be joined. */
static bool is_plain(sl_str text)
{
	return sl_find_markup(text.data, 0, (size_t)text.size) == text.size;
}

sl_token *sl_token_add(sl_tokens *tokens, uint32_t start, uint32_t end)
{
	if (tokens->count == tokens->capacity) {
		uint32_t capacity = tokens->capacity * 2;
		bool fixed = tokens->items == tokens->fixed;
		sl_token *items = capacity > tokens->capacity ? realloc(fixed ? NULL : tokens->items, (size_t)capacity * sizeof(*items)) : NULL;
		if (!items) {
			tokens->failed = true;
			return NULL;
		}
		if (fixed)
			memcpy(items, tokens->fixed, sizeof(tokens->fixed));
		tokens->items = items;
		tokens->capacity = capacity;
	}
	sl_token *token = &tokens->items[tokens->count++];
	*token = (sl_token){ .source = { start, end }, .keep = { end, end }, .before = SUMLINT_NONE, .after = SUMLINT_NONE };
	return token;
}

static uint32_t run_end(const scanner *s, uint32_t at)
{
	char c = s->text[at];
	while (at < s->bounds.end && s->text[at] == c)
		at++;
	return at;
}

static bool is_punctuation(char c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* ---- code ---- */

/* Where the run of `size` backticks that closes begins; 0 where there is none. A search in vain remembers what it saw. */
static uint32_t closing_ticks(scanner *s, uint32_t from, uint32_t size)
{
	if (!s->ticks_cleared)
		memset(s->ticks, 0, sizeof(s->ticks));
	s->ticks_cleared = true;
	if (size > MAX_TICKS || (s->ticks_known && s->ticks[size] < from))
		return 0;
	while (from < s->bounds.end) {
		const char *found = memchr(s->text + from, '`', s->bounds.end - from);
		if (!found)
			break;
		uint32_t start = (uint32_t)(found - s->text);
		from = run_end(s, start);
		if (!s->ticks_known && from - start <= MAX_TICKS)
			s->ticks[from - start] = start;
		if (from - start == size)
			return start;
	}
	s->ticks_known = true;
	return 0;
}

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* One space at either end goes, unless there is nothing else. A line end is a space, and the indentation behind it is nothing. */
static sl_span strip_code(const scanner *s, sl_span code)
{
	sl_span inner = { code.start + 1, code.end - 1 };
	if (inner.end <= inner.start || !is_space(s->text[code.start]) || !is_space(s->text[inner.end]))
		return code;
	while (is_line_end(s->text[code.start]) && inner.start < inner.end && is_space(s->text[inner.start]))
		inner.start++;
	uint32_t line = code.end;
	while (line > inner.start && is_space(s->text[line - 1]) && !is_line_end(s->text[line - 1]))
		line--;
	if (line > inner.start && is_line_end(s->text[line - 1]))
		inner.end = line - 1;
	for (uint32_t i = inner.start; i < inner.end; i++) {
		if (!is_space(s->text[i]))
			return inner;
	}
	return code;
}

static void scan_code(scanner *s)
{
	uint32_t start = s->at, open = run_end(s, start), close = closing_ticks(s, open, open - start);
	s->at = open;
	if (!close)
		return;
	s->at = close + (open - start);
	sl_token *token = sl_token_add(&s->tokens, start, s->at);
	if (token)
		token->keep = strip_code(s, (sl_span){ open, close });
}

/* ---- backslashes, entities, HTML ---- */

static void scan_backslash(scanner *s)
{
	uint32_t next = s->at + 1;
	bool escapes = next < s->bounds.end && (is_punctuation(s->text[next]) || s->text[next] == '\n' || s->text[next] == '\r');
	if (escapes)
		sl_token_add(&s->tokens, s->at, next);
	s->at = next + escapes;
}

static void scan_entity(scanner *s)
{
	uint32_t codepoint;
	size_t size = sl_entity((sl_str){ s->text + s->at, s->bounds.end - s->at }, &codepoint);
	sl_token *token = size ? sl_token_add(&s->tokens, s->at, s->at + (uint32_t)size) : NULL;
	if (token)
		token->codepoint = codepoint;
	s->at += size ? (uint32_t)size : 1;
}

/* The end of the tag, comment, instruction, declaration or section of data at `at`; NULL where there is none. */
static const char *html_end(scanner *s, const char *at, const char *end)
{
	unsigned kind = sl_html_special(at, end);
	if (!kind)
		return sl_html_tag(at, end);
	const char *found = s->unclosed[kind] ? NULL : sl_html_special_end(kind, at, end);
	s->unclosed[kind] = !found;
	return found;
}

static void scan_angle(scanner *s)
{
	const char *at = s->text + s->at, *end = s->text + s->bounds.end;
	const char *close = sl_html_autolink(at, end);
	const char *after = close ? close + 1 : html_end(s, at, end);
	if (!after) {
		s->at++;
		return;
	}
	sl_token *token = sl_token_add(&s->tokens, s->at, (uint32_t)(after - s->text));
	if (token && close)
		token->keep = (sl_span){ s->at + 1, (uint32_t)(close - s->text) };
	else if (token && sl_html_is_break(at, after))
		token->codepoint = ' ';
	s->at = (uint32_t)(after - s->text);
}

/* ---- links ---- */

static void open_bracket(scanner *s, uint32_t size)
{
	sl_token *token = sl_token_add(&s->tokens, s->at, s->at + size);
	s->at += size;
	if (!token)
		return;
	token->keep = token->source;
	token->image = size == 2;
	token->before = s->tokens.last_bracket;
	s->tokens.last_bracket = s->tokens.count - 1;
}

static void close_bracket(scanner *s)
{
	uint32_t index = s->tokens.last_bracket, start = s->at++;
	if (index == SUMLINT_NONE)
		return;
	sl_token *opener = &s->tokens.items[index];
	s->tokens.last_bracket = opener->before;
	if (!opener->image && opener->source.start < s->last_link) /* no link holds another */
		return;
	const char *after = sl_link_tail(s->text + s->at, s->text + s->bounds.end);
	if (!after)
		return;
	opener->keep = (sl_span){ opener->source.end, opener->source.end };
	if (!opener->image)
		s->last_link = opener->source.start;
	sl_tokens_pair(&s->tokens, index);
	s->at = (uint32_t)(after - s->text);
	sl_token_add(&s->tokens, start, s->at);
}

/* ---- all of it ---- */

static void scan_mark(scanner *s)
{
	switch (s->text[s->at]) {
	case '\\':
		scan_backslash(s);
		return;
	case '`':
		scan_code(s);
		return;
	case '&':
		scan_entity(s);
		return;
	case '<':
		scan_angle(s);
		return;
	case '[':
		open_bracket(s, 1);
		return;
	case ']':
		close_bracket(s);
		return;
	case '!':
		if (s->at + 1 < s->bounds.end && s->text[s->at + 1] == '[')
			open_bracket(s, 2);
		else
			s->at++;
		return;
	case '*':
	case '_':
	case '~': {
		uint32_t end = run_end(s, s->at);
		sl_token_add_run(&s->tokens, s->text, s->bounds, (sl_span){ s->at, end });
		s->at = end;
		return;
	}
	default:
		s->at++;
	}
}

static bool write_out(const scanner *s, sl_arena *arena, sl_str document, sl_plain *out)
{
	sl_plain_writer writer;
	uint32_t at = s->bounds.start;
	if (!sl_plain_begin(&writer, arena, document, s->bounds.end - s->bounds.start))
		return false;
	for (uint32_t i = 0; i < s->tokens.count; i++) {
		const sl_token *token = &s->tokens.items[i];
		sl_plain_text(&writer, at, token->source.start);
		if (token->codepoint)
			sl_plain_character(&writer, token->codepoint, token->source);
		else
			sl_plain_text(&writer, token->keep.start, token->keep.end);
		at = token->source.end;
	}
	sl_plain_text(&writer, at, s->bounds.end);
	return sl_plain_finish(&writer, s->bounds.start, out);
}

/* Not cleared as a whole: what it holds for the rare marks, and the tokens, are some kilobytes. */
static void begin(scanner *s, sl_str document, sl_span span)
{
	s->text = document.data;
	s->bounds = span;
	s->at = span.start;
	s->last_link = 0;
	s->ticks_known = s->ticks_cleared = false;
	memset(s->unclosed, 0, sizeof(s->unclosed));
	s->tokens.items = s->tokens.fixed;
	s->tokens.count = 0;
	s->tokens.capacity = SL_TOKENS_FIXED;
	s->tokens.last_run = s->tokens.last_bracket = SUMLINT_NONE;
	s->tokens.failed = false;
}

bool sl_markdown_plain(sl_arena *arena, sl_str document, sl_span span, sl_plain *out)
{
	sl_str text = sl_str_trim(sl_str_slice(document.data, span));
	uint32_t start = (uint32_t)(text.data - document.data);
	span = (sl_span){ start, start + (uint32_t)text.size };
	if (is_plain(text)) {
		*out = (sl_plain){ .text = text, .span = span };
		return true;
	}
	scanner s;
	begin(&s, document, span);
	while (s.at < span.end && !s.tokens.failed) {
		if (marks[(unsigned char)s.text[s.at]])
			scan_mark(&s);
		else
			s.at++;
	}
	sl_tokens_pair(&s.tokens, 0);
	bool good = !s.tokens.failed && write_out(&s, arena, document, out);
	if (s.tokens.items != s.tokens.fixed)
		free(s.tokens.items);
	return good;
}
