/* SPDX-License-Identifier: Apache-2.0
 * link_scan.c - labels, destinations and titles.
 */
#include "parse/link_scan.h"

/* CommonMark's own limit, and the one cmark has for parentheses: what is longer or deeper is text. They keep the scan linear. */
#define MAX_LABEL 999
#define MAX_PARENTHESES 32

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_punctuation(char c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/* A paragraph has no blank line: all white space inside is at most one line end. */
static const char *skip_space(const char *at, const char *end)
{
	while (at < end && is_space(*at))
		at++;
	return at;
}

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return at;
}

static bool at_line_end(const char *at, const char *end)
{
	return at == end || *at == '\n' || *at == '\r';
}

/* One character, or a backslash and the character that it escapes. */
static const char *step(const char *at, const char *end)
{
	return *at == '\\' && end - at >= 2 && is_punctuation(at[1]) ? at + 2 : at + 1;
}

const char *sl_link_label(const char *at, const char *end, bool may_be_empty)
{
	bool text = false;
	if (at == end || *at != '[')
		return NULL;
	const char *start = ++at;
	while (at < end && at - start <= MAX_LABEL) {
		if (*at == ']')
			return text || (may_be_empty && at == start) ? at + 1 : NULL;
		if (*at == '[')
			return NULL;
		text = text || !is_space(*at);
		at = step(at, end);
	}
	return NULL;
}

static const char *pointed_destination(const char *at, const char *end)
{
	for (at++; at < end && *at != '<' && *at != '\n' && *at != '\r'; at = step(at, end)) {
		if (*at == '>')
			return at + 1;
	}
	return NULL;
}

static const char *destination(const char *at, const char *end)
{
	const char *start = at;
	unsigned depth = 0;
	if (at < end && *at == '<')
		return pointed_destination(at, end);
	for (; at < end && (unsigned char)*at > ' ' && *at != 0x7F; at = step(at, end)) {
		if (*at == '(' && ++depth > MAX_PARENTHESES)
			return NULL;
		if (*at == ')' && depth-- == 0)
			return at > start ? at : NULL;
	}
	return depth == 0 && at > start ? at : NULL;
}

static const char *title(const char *at, const char *end)
{
	if (at == end || (*at != '"' && *at != '\'' && *at != '('))
		return NULL;
	char close = *at == '(' ? ')' : *at;
	bool nests = *at == '(';
	for (at++; at < end; at = step(at, end)) {
		if (*at == close)
			return at + 1;
		if (nests && *at == '(')
			return NULL;
	}
	return NULL;
}

static const char *inline_tail(const char *at, const char *end)
{
	at = skip_space(at + 1, end);
	if (at < end && *at == ')')
		return at + 1;
	at = destination(at, end);
	if (!at)
		return NULL;
	const char *next = skip_space(at, end);
	if (next < end && next > at && *next != ')') {
		next = title(next, end);
		if (!next)
			return NULL;
		next = skip_space(next, end);
	}
	return next < end && *next == ')' ? next + 1 : NULL;
}

const char *sl_link_tail(const char *at, const char *end)
{
	if (at < end && *at == '(')
		return inline_tail(at, end);
	/* `[^1][^2]` are two footnotes, wherever there are footnotes. */
	if (end - at >= 2 && at[1] == '^')
		return NULL;
	return sl_link_label(at, end, true);
}

const char *sl_link_definition(const char *at, const char *end)
{
	at = sl_link_label(at, end, false);
	if (!at || at == end || *at != ':')
		return NULL;
	at = skip_space(at + 1, end);
	/* Without a link around it a destination may end in a parenthesis too many: that is no destination. */
	const char *after = destination(at, end);
	if (!after || (after < end && !is_space(*after)))
		return NULL;
	const char *line = skip_blanks(after, end);
	const char *next = skip_space(after, end);
	const char *behind = next > after ? title(next, end) : NULL;
	behind = behind ? skip_blanks(behind, end) : NULL;
	if (behind && at_line_end(behind, end))
		return behind;
	return at_line_end(line, end) ? line : NULL;
}

/* Behind the image at `at`. */
static const char *image(const char *at, const char *end)
{
	unsigned depth = 0;
	if (end - at < 2 || at[0] != '!' || at[1] != '[')
		return NULL;
	for (at++; at < end; at = step(at, end)) {
		if (*at == '[')
			depth++;
		else if (*at == ']' && --depth == 0)
			return sl_link_tail(at + 1, end);
	}
	return NULL;
}

bool sl_is_lone_image(const char *at, const char *end)
{
	if (at == end || *at != '[')
		return image(at, end) == end && at < end;
	const char *inner = image(at + 1, end);
	return inner && inner < end && *inner == ']' && sl_link_tail(inner + 1, end) == end;
}
