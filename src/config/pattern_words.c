/* SPDX-License-Identifier: Apache-2.0
 * pattern_words.c - a pattern read as a template: literal words and named captures. This is no reader of PCRE2's syntax: whatever is not plainly
 * literal only spoils the word it is in, and the pattern is no template then.
 */
#include "config/pattern_words.h"

#include "base/utf8.h"

typedef struct scanner {
	sl_arena *arena;
	sl_str text;
	size_t at;
	char *out; /* literal bytes, unescaped; never more than the pattern has */
	size_t size;
	/* The word in hand. */
	size_t start;    /* of its bytes in out */
	size_t split;    /* how many of them come before its capture */
	sl_str capture;  /* its capture's name; size 0: none */
	bool spoilt;     /* something in it is not literal */
	sl_pattern_word *words;
	uint32_t count;
	uint32_t capacity;
	bool template;
} scanner;

static bool more(const scanner *s)
{
	return s->at < s->text.size;
}

static char peek(const scanner *s, size_t ahead)
{
	return s->at + ahead < s->text.size ? s->text.data[s->at + ahead] : '\0';
}

static void spoil(scanner *s)
{
	s->spoilt = true;
	s->template = false;
}

static bool end_word(scanner *s)
{
	bool any = s->size > s->start || s->capture.size;
	if (any && !s->spoilt) {
		if (!sl_arena_grow(s->arena, (void **)&s->words, s->count, &s->capacity, sizeof(*s->words)))
			return false;
		sl_pattern_word *word = &s->words[s->count++];
		sl_str bytes = { s->out + s->start, s->size - s->start };
		if (s->capture.size)
			*word = (sl_pattern_word){ .text = s->capture, .capture = true, .before = { bytes.data, s->split },
				.after = { bytes.data + s->split, bytes.size - s->split } };
		else
			*word = (sl_pattern_word){ .text = bytes };
	}
	s->start = s->size;
	s->split = 0;
	s->capture.size = 0;
	s->spoilt = false;
	return true;
}

/* ---- what is skipped ---- */

/* Behind `[`: up to the end of the class. A `]` that comes first is one of its characters. */
static void skip_class(scanner *s)
{
	s->at++;
	if (peek(s, 0) == '^')
		s->at++;
	if (peek(s, 0) == ']')
		s->at++;
	while (more(s) && peek(s, 0) != ']') {
		bool posix = peek(s, 0) == '[' && peek(s, 1) == ':';
		s->at += peek(s, 0) == '\\' || posix ? 2 : 1;
		while (posix && more(s) && peek(s, 0) != ']')
			s->at++;
		if (posix && more(s))
			s->at++;
	}
	s->at++;
}

/* A group that captures: `(` alone, or with a name. */
static bool opens_capture(const scanner *s)
{
	if (peek(s, 1) != '?')
		return true;
	char kind = peek(s, 2), next = peek(s, 3);
	return kind == '\'' || (kind == 'P' && next == '<') || (kind == '<' && next != '=' && next != '!');
}

/* From within a group to behind its end. Captures in it spoil the template: what they hold is part of what it holds. */
static void skip_group(scanner *s)
{
	size_t depth = 1;
	while (more(s) && depth > 0) {
		char c = peek(s, 0);
		if (c == '[') {
			skip_class(s);
			continue;
		}
		if (c == '(') {
			depth++;
			s->template = s->template && !opens_capture(s);
		} else if (c == ')') {
			depth--;
		} else if (c == '\\') {
			s->template = s->template && peek(s, 1) != 'Q'; /* quoted brackets do not count; that is not followed here */
			s->at++;
		}
		s->at++;
	}
}

/* `{2}`, `{2,}`: what stands behind may be anything. */
static void skip_braces(scanner *s)
{
	while (more(s) && peek(s, 0) != '}')
		s->at++;
	s->at++;
}

/* ---- pieces ---- */

/* One code point as it is; white space that only looks like a space cannot be written anew as one. */
static bool take_literal(scanner *s)
{
	size_t start = s->at;
	uint32_t c = sl_utf8_next(s->text, &s->at);
	if (sl_is_space(c)) {
		s->template = false;
		return end_word(s);
	}
	memcpy(s->out + s->size, s->text.data + start, s->at - start);
	s->size += s->at - start;
	return true;
}

/* A space, or `\s`, with `+`, `*` or `?`: the end of a word. */
static bool take_space(scanner *s, size_t size)
{
	s->at += size;
	if (strchr("+*?", peek(s, 0)) && more(s)) {
		s->at++;
		if (peek(s, 0) == '+' || peek(s, 0) == '?') /* possessive or lazy: the same for one space */
			s->at++;
	}
	return end_word(s);
}

static bool take_escape(scanner *s)
{
	char c = peek(s, 1);
	if (c == ' ' || c == 's' || c == 'h')
		return take_space(s, 2);
	s->at++;
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
	if (!letter && more(s))
		return take_literal(s);
	s->at++;
	spoil(s);
	return true;
}

/* The name of a named capture that begins here, and how far its inner pattern is. */
static sl_str capture_name(const scanner *s, size_t *inner)
{
	size_t start = peek(s, 2) == 'P' ? 4 : 3;
	bool quoted = peek(s, 2) == '\'';
	sl_str none = { NULL, 0 };
	if (!opens_capture(s) || peek(s, 1) != '?')
		return none;
	const char *name = s->text.data + s->at + start;
	size_t left = (size_t)s->text.size - s->at;
	const char *end = left > start ? memchr(name, quoted ? '\'' : '>', left - start) : NULL;
	if (!end)
		return none;
	*inner = start + (size_t)(end - name) + 1;
	return (sl_str){ name, (uint64_t)(end - name) };
}

static void take_group(scanner *s)
{
	size_t inner = 1;
	sl_str name = capture_name(s, &inner);
	if (name.size == 0 || s->capture.size) /* two captures in one word: where one ends nobody could say */
		spoil(s);
	s->capture = name;
	s->split = s->size - s->start;
	s->at += inner;
	skip_group(s);
}

static bool take_piece(scanner *s)
{
	switch (peek(s, 0)) {
	case ' ':
		return take_space(s, 1);
	case '\\':
		return take_escape(s);
	case '(':
		take_group(s);
		return true;
	case '[':
		skip_class(s);
		break;
	case '{':
		skip_braces(s);
		break;
	case '|': /* words on both sides: at least it is known that they are words */
		s->at++;
		s->template = false;
		return end_word(s);
	case '^':
		s->at++;
		if (s->at == 1)
			return true;
		break;
	case '$':
		s->at++;
		if (!more(s))
			return true;
		break;
	case '.':
	case '*':
	case '+':
	case '?':
		s->at++;
		break;
	default:
		return take_literal(s);
	}
	spoil(s);
	return true;
}

bool sl_pattern_words_read(sl_arena *arena, sl_str pattern, sl_pattern_word **words, uint32_t *count, bool *template)
{
	scanner s = { .arena = arena, .text = pattern, .template = true };
	s.out = sl_arena_alloc(arena, (size_t)pattern.size + 1);
	if (!s.out)
		return false;
	while (more(&s)) {
		if (!take_piece(&s))
			return false;
	}
	if (!end_word(&s))
		return false;
	*words = s.words;
	*count = s.count;
	*template = s.template && s.count > 0;
	return true;
}
