/* SPDX-License-Identifier: Apache-2.0
 * pattern_simple.c - a look at a pattern, piece by piece. Whatever is not known here is not simple.
 */
#include "config/pattern_simple.h"

#include <string.h>

typedef struct looking {
	sl_str text;
	size_t at;
	bool in_group;
} looking;

/* '\0' behind the end. */
static char peek(const looking *l, size_t ahead)
{
	return l->at + ahead < l->text.size ? l->text.data[l->at + ahead] : '\0';
}

static bool is_alphanumeric(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* One of a kind of characters, or a character that has another meaning without the backslash. */
static bool skip_escape(looking *l)
{
	char next = peek(l, 1);
	l->at += 2;
	return next && (strchr("dDsSwW", next) || !is_alphanumeric(next));
}

static bool skip_class(looking *l)
{
	l->at += peek(l, 1) == '^' ? 2 : 1;
	if (peek(l, 0) == ']')
		l->at++;
	while (l->at < l->text.size && peek(l, 0) != ']') {
		/* What stands in brackets of its own, as [:alpha:]. */
		if (peek(l, 0) == '[' || (peek(l, 0) == '\\' && is_alphanumeric(peek(l, 1)) && !strchr("dDsSwW", peek(l, 1))))
			return false;
		l->at += peek(l, 0) == '\\' ? 2 : 1;
	}
	l->at++;
	return true;
}

/* "(?<name>" */
static bool enter_group(looking *l)
{
	if (l->in_group || peek(l, 1) != '?' || peek(l, 2) != '<' || !(is_alphanumeric(peek(l, 3)) || peek(l, 3) == '_'))
		return false;
	l->in_group = true;
	for (l->at += 3; is_alphanumeric(peek(l, 0)) || peek(l, 0) == '_'; l->at++)
		;
	return peek(l, 0) == '>' && l->at++;
}

static bool leave_group(looking *l)
{
	l->in_group = false;
	l->at++;
	return peek(l, 0) == '\0' || !strchr("*+?{", peek(l, 0));
}

/* What gives back what it took too much. */
static bool skip_quantifier(looking *l)
{
	if (peek(l, 0) == '{') {
		for (l->at++; (peek(l, 0) >= '0' && peek(l, 0) <= '9') || peek(l, 0) == ','; l->at++)
			;
		if (peek(l, 0) != '}')
			return false;
	}
	l->at++;
	if (peek(l, 0) == '?')
		l->at++;
	return peek(l, 0) != '+';
}

static bool skip_piece(looking *l)
{
	switch (peek(l, 0)) {
	case '\\':
		return skip_escape(l);
	case '[':
		return skip_class(l);
	case '(':
		return enter_group(l);
	case ')':
		return leave_group(l);
	case '*':
	case '+':
	case '?':
	case '{':
		return skip_quantifier(l);
	case '|':
	case '\0':
		return false;
	default:
		l->at++;
		return true;
	}
}

bool sl_pattern_is_simple(sl_str text)
{
	looking l = { .text = text };
	while (l.at < l.text.size) {
		if (!skip_piece(&l))
			return false;
	}
	return !l.in_group;
}
