/* SPDX-License-Identifier: Apache-2.0
 * wildmatch.c - git's patterns of paths, without recursion: one place to go back to for the last `*`, one for the last double star.
 * More are never needed. What stands between two stars is best matched as early as it can be, for the later star takes
 * whatever the earlier one might have taken; and no `*` crosses a '/'.
 */
#include "discover/wildmatch.h"

#include <ctype.h>

/* Byte `at`, 0 past the end: patterns hold no NUL. */
static unsigned char byte_at(sl_str text, size_t at)
{
	return at < text.size ? (unsigned char)text.data[at] : 0;
}

static const struct {
	const char *name;
	int (*has)(int c);
} classes[] = {
	{ "alnum", isalnum }, { "alpha", isalpha }, { "blank", isblank }, { "cntrl", iscntrl }, { "digit", isdigit },
	{ "graph", isgraph }, { "lower", islower }, { "print", isprint }, { "punct", ispunct }, { "space", isspace },
	{ "upper", isupper }, { "xdigit", isxdigit },
};

/* A class by name, [:alpha:]; bytes past ASCII are in none. False where there is no such name. */
static bool named_class(sl_str name, unsigned char c, bool *inside)
{
	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++) {
		if (sl_str_is(name, classes[i].name)) {
			*inside = *inside || (c < 0x80 && classes[i].has(c));
			return true;
		}
	}
	return false;
}

/* A set in [brackets], which opens at *at, against c. Moves *at behind it. False where the set has no end. */
static bool match_set(sl_str pattern, size_t *at, unsigned char c, bool *inside)
{
	size_t i = *at + 1;
	bool negated = byte_at(pattern, i) == '!' || byte_at(pattern, i) == '^', found = false;
	if (negated)
		i++;
	unsigned char before = 0; /* what a range may begin with */
	do {
		unsigned char p = byte_at(pattern, i), next = byte_at(pattern, i + 1);
		if (p == '\\') {
			p = byte_at(pattern, ++i);
			found = found || p == c;
		} else if (p == '-' && before && next && next != ']') {
			p = byte_at(pattern, ++i);
			if (p == '\\')
				p = byte_at(pattern, ++i);
			if (!p)
				return false;
			found = found || (c >= before && c <= p);
			before = 0;
			continue;
		} else if (p == '[' && next == ':') {
			size_t start = i + 2, end = start;
			while (byte_at(pattern, end) && pattern.data[end] != ']')
				end++;
			if (end >= pattern.size)
				return false;
			if (end > start && pattern.data[end - 1] == ':') {
				if (!named_class((sl_str){ pattern.data + start, end - start - 1 }, c, &found))
					return false;
				i = end;
				before = 0;
				continue;
			}
			found = found || p == c;
		} else {
			found = found || p == c;
		}
		if (!p)
			return false;
		before = p;
	} while (byte_at(pattern, ++i) != ']');
	*at = i + 1;
	*inside = found != negated && c != '/';
	return true;
}

/* One byte of text against what stands at *at, which is no star. Moves *at behind it where it matches. */
static bool match_one(sl_str pattern, size_t *at, unsigned char c, bool *broken)
{
	unsigned char p = byte_at(pattern, *at);
	if (p == '[') {
		size_t behind = *at;
		bool inside = false;
		*broken = !match_set(pattern, &behind, c, &inside);
		if (*broken || !inside)
			return false;
		*at = behind;
		return true;
	}
	if (p == '?') {
		if (c == '/')
			return false;
	} else {
		if (p == '\\')
			p = byte_at(pattern, ++*at);
		if (p != c)
			return false;
	}
	++*at;
	return true;
}

#define NOWHERE SIZE_MAX

/* Where to go on from when what was tried fails. */
typedef struct retreat {
	size_t pattern;
	size_t text;
} retreat;

static bool next_folder(sl_str text, size_t *at)
{
	if (*at >= text.size)
		return false;
	const char *slash = memchr(text.data + *at, '/', (size_t)text.size - *at);
	if (!slash)
		return false;
	*at = (size_t)(slash - text.data) + 1;
	return true;
}

static bool step_back(sl_str text, retreat *star, retreat *folders, size_t *p, size_t *t)
{
	if (star->pattern != NOWHERE && star->text < text.size && text.data[star->text] != '/') {
		star->text++;
		*p = star->pattern;
		*t = star->text;
		return true;
	}
	star->pattern = NOWHERE;
	if (folders->pattern == NOWHERE || !next_folder(text, &folders->text))
		return false;
	*p = folders->pattern;
	*t = folders->text;
	return true;
}

bool sl_wildmatch(sl_str pattern, sl_str text)
{
	retreat star = { NOWHERE, 0 }, folders = { NOWHERE, 0 };
	size_t p = 0, t = 0;
	for (;;) {
		if (byte_at(pattern, p) == '*') {
			size_t from = p;
			while (byte_at(pattern, p) == '*')
				p++;
			bool alone = p - from > 1 && (from == 0 || pattern.data[from - 1] == '/');
			if (alone && p == pattern.size)
				return true;
			if (alone && pattern.data[p] == '/') {
				folders = (retreat){ ++p, t };
				star.pattern = NOWHERE;
			} else {
				star = (retreat){ p, t };
			}
			continue;
		}
		if (p == pattern.size && t == text.size)
			return true;
		bool broken = false;
		size_t at = p;
		if (p < pattern.size && t < text.size && match_one(pattern, &at, (unsigned char)text.data[t], &broken)) {
			p = at;
			t++;
		} else if (broken || !step_back(text, &star, &folders, &p, &t)) {
			return false;
		}
	}
}
