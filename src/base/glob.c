/* SPDX-License-Identifier: Apache-2.0
 * glob.c - path patterns, matched by a set of states: one bit for each position in the pattern, so that time is the product of both
 * lengths at worst whatever the stars.
 */
#include "base/glob.h"

#include "base/utf8.h"

#define MAX_PATTERN 512 /* longer patterns match nothing; no sane path pattern comes near */
#define MAX_ALTERNATIVES 32

typedef enum token_kind { LITERAL, ANY_ONE, STAR, DOUBLE_STAR, FOLDERS, CLASS } token_kind;

typedef struct token {
	token_kind kind;
	uint32_t c;      /* of a literal */
	sl_span class;   /* of a class: its bytes in the pattern, without brackets */
	bool negated;
} token;

/* Reads a [class] at `at`; false where it has no end. */
static bool read_class(sl_str pattern, size_t *at, token *out)
{
	size_t start = *at + 1, i = start;
	out->negated = i < pattern.size && (pattern.data[i] == '!' || pattern.data[i] == '^');
	if (out->negated)
		start = ++i;
	while (i < pattern.size && (pattern.data[i] != ']' || i == start)) {
		if (pattern.data[i] == '\\' && i + 1 < pattern.size)
			i++;
		i++;
	}
	if (i >= pattern.size)
		return false;
	out->kind = CLASS;
	out->class = (sl_span){ (uint32_t)start, (uint32_t)i };
	*at = i + 1;
	return true;
}

static void read_star(sl_str pattern, size_t *at, token *out)
{
	bool starts = *at == 0 || pattern.data[*at - 1] == '/';
	size_t stars = 0;
	while (*at < pattern.size && pattern.data[*at] == '*') {
		stars++;
		(*at)++;
	}
	bool slash = *at < pattern.size && pattern.data[*at] == '/';
	if (stars < 2) {
		out->kind = STAR;
	} else if (starts && slash) {
		out->kind = FOLDERS; /* any folders, also none, with the slash behind them */
		(*at)++;
	} else {
		/* gitignore(5): other consecutive asterisks are regular ones */
		out->kind = starts && *at == pattern.size ? DOUBLE_STAR : STAR;
	}
}

static size_t read_tokens(sl_str pattern, token *tokens)
{
	size_t count = 0;
	for (size_t at = 0; at < pattern.size; count++) {
		token *t = &tokens[count];
		*t = (token){ LITERAL, 0, { 0, 0 }, false };
		char c = pattern.data[at];
		if (c == '*') {
			read_star(pattern, &at, t);
		} else if (c == '?') {
			t->kind = ANY_ONE;
			at++;
		} else if (c != '[' || !read_class(pattern, &at, t)) {
			if (c == '\\' && at + 1 < pattern.size)
				at++;
			t->c = (unsigned char)pattern.data[at];
			if (t->c >= 0x80 && sl_utf8_check((sl_str){ pattern.data + at, pattern.size - at }) > 0)
				t->c = sl_utf8_next(pattern, &at);
			else
				at++;
		}
	}
	return count;
}

static bool in_class(sl_str pattern, const token *t, uint32_t c)
{
	sl_str class = sl_str_slice(pattern.data, t->class);
	bool inside = false;
	for (size_t at = 0; at < class.size;) {
		if (class.data[at] == '\\' && at + 1 < class.size)
			at++;
		uint32_t low = sl_utf8_next(class, &at), high = low;
		if (at + 1 < class.size && class.data[at] == '-') {
			at++;
			if (class.data[at] == '\\' && at + 1 < class.size)
				at++;
			high = sl_utf8_next(class, &at);
		}
		inside = inside || (c >= low && c <= high);
	}
	return inside != t->negated && c != '/';
}

/* States reachable without reading: stars may match nothing. */
static void close_over(const token *tokens, size_t count, bool *states)
{
	for (size_t i = 0; i < count; i++) {
		if (states[i] && (tokens[i].kind == STAR || tokens[i].kind == DOUBLE_STAR || tokens[i].kind == FOLDERS))
			states[i + 1] = true;
	}
}

static bool match_plain(sl_str pattern, sl_str path)
{
	token tokens[MAX_PATTERN];
	bool memory[3][MAX_PATTERN + 1] = { { false } };
	bool *states = memory[0], *next = memory[1];
	bool *inside = memory[2]; /* FOLDERS tokens that are in the middle of a folder's name */
	if (pattern.size > MAX_PATTERN)
		return false;
	size_t count = read_tokens(pattern, tokens);
	states[0] = true;
	close_over(tokens, count, states);
	for (size_t at = 0; at < path.size;) {
		uint32_t c = (unsigned char)path.data[at];
		size_t start = at;
		at++;
		if (c >= 0xC2) { /* file names may be any bytes: what is no UTF-8 counts byte by byte */
			size_t valid = start;
			sl_str rest = { path.data + start, path.size - start < 4 ? path.size - start : 4 };
			if (sl_utf8_check(rest) > 0) {
				c = sl_utf8_next(path, &valid);
				at = valid;
			}
		}
		memset(next, 0, (count + 1) * sizeof(*next));
		for (size_t i = 0; i < count; i++) {
			const token *t = &tokens[i];
			if (t->kind == FOLDERS) {
				bool here = states[i] || inside[i];
				inside[i] = here && c != '/';
				if (here && c == '/')
					next[i] = true; /* closed over below: the name after it, or one more folder */
				continue;
			}
			if (!states[i])
				continue;
			if (t->kind == DOUBLE_STAR || (t->kind == STAR && c != '/'))
				next[i] = true;
			else if ((t->kind == LITERAL && t->c == c) || (t->kind == ANY_ONE && c != '/') ||
			    (t->kind == CLASS && in_class(pattern, t, c)))
				next[i + 1] = true;
		}
		bool *spare = states;
		states = next;
		next = spare;
		close_over(tokens, count, states);
	}
	return states[count];
}

/* The first {a,b} outside a class; false where there is none. */
static bool find_braces(sl_str pattern, size_t *open, size_t *close)
{
	for (size_t i = 0; i < pattern.size; i++) {
		if (pattern.data[i] == '\\') {
			i++;
		} else if (pattern.data[i] == '{') {
			for (size_t j = i + 1; j < pattern.size; j++) {
				if (pattern.data[j] == '}') {
					*open = i;
					*close = j;
					return true;
				}
			}
			return false;
		}
	}
	return false;
}

static bool match_braces(sl_str pattern, sl_str path, unsigned *tries)
{
	size_t open, close;
	if (!find_braces(pattern, &open, &close))
		return (*tries)++ < MAX_ALTERNATIVES && match_plain(pattern, path);
	char expanded[MAX_PATTERN];
	if (pattern.size > MAX_PATTERN)
		return false;
	for (size_t from = open + 1; from <= close && *tries < MAX_ALTERNATIVES;) {
		size_t to = from;
		while (to < close && pattern.data[to] != ',')
			to++;
		size_t tail = (size_t)pattern.size - close - 1;
		memcpy(expanded, pattern.data, open);
		memcpy(expanded + open, pattern.data + from, to - from);
		memcpy(expanded + open + (to - from), pattern.data + close + 1, tail);
		if (match_braces((sl_str){ expanded, open + (to - from) + tail }, path, tries))
			return true;
		from = to + 1;
	}
	return false;
}

bool sl_glob_match(sl_str pattern, sl_str path, bool braces)
{
	unsigned tries = 0;
	return braces ? match_braces(pattern, path, &tries) : match_plain(pattern, path);
}
