/* SPDX-License-Identifier: Apache-2.0
 * suppression.c - directives in comments and in the front matter.
 */
#include "parse/suppression.h"

#include "base/distance.h"
#include "base/utf8.h"
#include "parse/inline.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define WORD "sumlint-"

static const char *const verbs[] = { "disable", "enable", "disable-line", "disable-next-line", "disable-file" };
#define ALL_VERBS "sumlint-disable, sumlint-enable, sumlint-disable-line, sumlint-disable-next-line and sumlint-disable-file"
#define VERB_COUNT (sizeof(verbs) / sizeof(*verbs))

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static uint32_t line_start(sl_str text, uint32_t at)
{
	while (at > 0 && text.data[at - 1] != '\n' && text.data[at - 1] != '\r')
		at--;
	return at;
}

/* Behind the line's end. */
static uint32_t line_end(sl_str text, uint32_t at)
{
	while (at < text.size && text.data[at] != '\n' && text.data[at] != '\r')
		at++;
	if (at + 1 < text.size && text.data[at] == '\r' && text.data[at + 1] == '\n')
		at++;
	return at < text.size ? at + 1 : at;
}

/* ---- what it is about ----------------------------------------------------------------------------------------- */

static bool only_blanks(sl_str text, uint32_t from, uint32_t to)
{
	return sl_str_trim(sl_str_slice(text.data, (sl_span){ from, to })).size == 0;
}

/* The last lines go with the line end in front of them where they have none of their own: the file ends as before. */
static sl_span whole_lines(sl_str text, uint32_t first, uint32_t last)
{
	bool ended = last > first && (text.data[last - 1] == '\n' || text.data[last - 1] == '\r');
	if (!ended && first > 0 && text.data[first - 1] == '\n')
		first--;
	if (!ended && first > 0 && text.data[first - 1] == '\r')
		first--;
	return (sl_span){ first, last };
}

/* At the end of a line with the blanks in front of it. */
static sl_span with_blanks(sl_str text, sl_span span, uint32_t last)
{
	bool end = only_blanks(text, span.end, last);
	while (end && span.start > 0 && (text.data[span.start - 1] == ' ' || text.data[span.start - 1] == '\t'))
		span.start--;
	return span;
}

static void set_places(sl_str text, sl_directive *directive)
{
	uint32_t first = line_start(text, directive->span.start), last = line_end(text, directive->span.end);
	bool alone = only_blanks(text, first, directive->span.start) && only_blanks(text, directive->span.end, last);
	directive->outer = alone ? whole_lines(text, first, last) : with_blanks(text, directive->span, last);
	switch (directive->kind) {
	case SL_DISABLE_LINE:
		directive->range = (sl_span){ first, last };
		break;
	case SL_DISABLE_NEXT_LINE:
		directive->range = (sl_span){ last, line_end(text, last) };
		break;
	case SL_DISABLE:
	case SL_ENABLE:
		directive->range = (sl_span){ directive->span.end, (uint32_t)text.size };
		break;
	case SL_DISABLE_FILE:
	case SL_DIRECTIVE_BAD:
		directive->range = (sl_span){ 0, (uint32_t)text.size };
		break;
	}
}

/* ---- names ---------------------------------------------------------------------------------------------------- */

static bool add_name(sl_arena *arena, sl_directive *directive, sl_str text, sl_span span)
{
	if (!sl_arena_grow(arena, (void **)&directive->names, directive->name_count, &directive->name_capacity, sizeof(*directive->names)))
		return false;
	directive->names[directive->name_count++] = (sl_directive_name){ text, span, span };
	return true;
}

/* A name goes with what stands between it and the one before; the first with what stands behind it. */
static void set_outers(sl_directive *directive)
{
	for (uint32_t i = 0; i < directive->name_count; i++) {
		sl_directive_name *name = &directive->names[i];
		if (i > 0)
			name->outer.start = directive->names[i - 1].span.end;
		else if (directive->name_count > 1)
			name->outer.end = directive->names[1].span.start;
	}
}

/* Where the reason begins, " -- ", or `to`. */
static uint32_t find_reason(sl_str text, uint32_t from, uint32_t to)
{
	for (uint32_t at = from; at + 2 <= to; at++) {
		bool dashes = text.data[at] == '-' && text.data[at + 1] == '-';
		if (dashes && (at == from || is_blank(text.data[at - 1])) && (at + 2 == to || is_blank(text.data[at + 2])))
			return at;
	}
	return to;
}

static bool read_names(sl_arena *arena, sl_str text, uint32_t from, uint32_t to, sl_directive *directive)
{
	uint32_t names_end = find_reason(text, from, to);
	if (names_end < to)
		directive->reason = sl_str_trim(sl_str_slice(text.data, (sl_span){ names_end + 2, to }));
	for (uint32_t at = from; at < names_end;) {
		while (at < names_end && (is_blank(text.data[at]) || text.data[at] == ','))
			at++;
		uint32_t start = at;
		while (at < names_end && !is_blank(text.data[at]) && text.data[at] != ',')
			at++;
		sl_span span = { start, at };
		if (at > start && !add_name(arena, directive, sl_str_slice(text.data, span), span))
			return false;
	}
	set_outers(directive);
	return true;
}

/* ---- comments ------------------------------------------------------------------------------------------------- */

static bool set_problem(sl_arena *arena, sl_directive *directive, sl_str verb)
{
	char message[320];
	const char *nearest = sl_nearest_name(verb, verbs, VERB_COUNT);
	int shown = (int)(verb.size < 60 ? verb.size : 60);
	int size = nearest ? snprintf(message, sizeof(message), "“sumlint-%.*s” is not understood: did you mean “sumlint-%s”?", shown, verb.data, nearest)
			   : snprintf(message, sizeof(message), "“sumlint-%.*s” is not understood: there are %s", shown, verb.data, ALL_VERBS);
	directive->kind = SL_DIRECTIVE_BAD;
	directive->problem = sl_arena_copy(arena, (sl_str){ message, size > 0 ? (uint64_t)size : 0 });
	return directive->problem.data != NULL;
}

/* The comment whose text begins with WORD at `at`. *end gets where to search on. */
static bool read_comment(sl_arena *arena, sl_str text, uint32_t start, uint32_t at, uint32_t *end, sl_directives *out)
{
	const char *close = memmem(text.data + at, (size_t)text.size - at, "-->", 3);
	*end = (uint32_t)text.size;
	if (!close)
		return true;
	uint32_t to = (uint32_t)(close - text.data), verb_end = at + (uint32_t)strlen(WORD);
	*end = to + 3;
	sl_directive directive = { .comment = true, .span = { start, to + 3 } };
	uint32_t verb_start = verb_end;
	while (verb_end < to && !is_blank(text.data[verb_end]))
		verb_end++;
	sl_str verb = sl_str_slice(text.data, (sl_span){ verb_start, verb_end });
	size_t kind = 0;
	while (kind < VERB_COUNT && !sl_str_is(verb, verbs[kind]))
		kind++;
	directive.kind = (sl_directive_kind)kind;
	if (kind == VERB_COUNT ? !set_problem(arena, &directive, verb) : !read_names(arena, text, verb_end, to, &directive))
		return false;
	set_places(text, &directive);
	if (!sl_arena_grow(arena, (void **)&out->items, out->count, &out->capacity, sizeof(directive)))
		return false;
	out->items[out->count++] = directive;
	return true;
}

/* The "<!--" that WORD at `at` stands behind, or false. */
static bool comment_start(sl_str text, uint32_t at, uint32_t *start)
{
	while (at > 0 && is_blank(text.data[at - 1]))
		at--;
	if (at < 4 || memcmp(text.data + at - 4, "<!--", 4) != 0)
		return false;
	*start = at - 4;
	return true;
}

/* What HTML blocks hold is markup as well, but for those that hold code. */
static bool is_html(sl_str block)
{
	static const char *const code[] = { "<script", "<style", "<textarea" };
	sl_str html = sl_str_trim(block);
	if (html.data - block.data > 3 || sl_str_starts(block, SL_LIT("\t")))
		return false; /* indented code */
	for (size_t i = 0; i < sizeof(code) / sizeof(*code); i++) {
		if (html.size >= strlen(code[i]) && strncasecmp(html.data, code[i], strlen(code[i])) == 0)
			return false;
	}
	return sl_str_starts(html, SL_LIT("<"));
}

/* Where a search is: the block, and what it says without its markup. */
typedef struct searching {
	sl_arena *arena;
	sl_str text;
	const sl_blocks *blocks;
	uint32_t block;
	bool markdown;
	bool read; /* `plain` is that of the block */
	sl_plain plain;
} searching;

/* `<!-- ... -->` in a code span is shown, not meant: then it is part of what the block says. */
static bool is_said(const sl_plain *plain, uint32_t at)
{
	uint32_t low = 0, high = plain->piece_count;
	if (!plain->pieces)
		return at >= plain->span.start && at < plain->span.end;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (plain->pieces[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == plain->piece_count || plain->pieces[low].source > at)
		return false;
	/* White space that was joined may have had the comment in it. */
	uint64_t said = plain->pieces[low].plain + (uint64_t)(at - plain->pieces[low].source);
	uint64_t end = low + 1 < plain->piece_count ? plain->pieces[low + 1].plain : plain->text.size;
	return said < end && plain->text.data[said] == '<';
}

/* *meant: not within code, a table, a quotation. Blocks are in order, and asked about in order. False when memory is short. */
static bool look_around(searching *s, uint32_t at, bool *meant)
{
	while (s->block < s->blocks->count && s->blocks->items[s->block].span.end <= at) {
		s->block++;
		s->read = false;
	}
	const sl_block *block = s->block < s->blocks->count ? &s->blocks->items[s->block] : NULL;
	*meant = true;
	if (!block || block->span.start > at || block->kind == SL_BLOCK_COMMENT)
		return true;
	if (!s->markdown) {
		*meant = block->kind != SL_BLOCK_OTHER && (at == 0 || s->text.data[at - 1] != '`');
		return true;
	}
	if (block->kind == SL_BLOCK_OTHER) {
		*meant = is_html(sl_str_slice(s->text.data, block->span));
		return true;
	}
	if (!s->read && !sl_markdown_plain(s->arena, s->text, block->text, &s->plain))
		return false;
	s->read = true;
	*meant = !is_said(&s->plain, at);
	return true;
}

static bool find_comments(sl_arena *arena, sl_str text, const sl_blocks *blocks, bool markdown, sl_directives *out)
{
	searching s = { .arena = arena, .text = text, .blocks = blocks, .markdown = markdown };
	/* Most documents have no '<', and with it no comment: that is told sooner. */
	bool angle = text.size && (!blocks->map || sl_byte_map_may_have_angle(blocks->map, text));
	const char *first = angle ? memchr(text.data, '<', (size_t)text.size) : NULL;
	for (uint32_t at = first ? (uint32_t)(first - text.data) : (uint32_t)text.size; at < text.size;) {
		const char *found = memmem(text.data + at, (size_t)text.size - at, WORD, strlen(WORD));
		uint32_t start;
		bool meant = false;
		if (!found)
			break;
		at = (uint32_t)(found - text.data);
		if (comment_start(text, at, &start) && !look_around(&s, start, &meant))
			return false;
		if (!meant)
			at += (uint32_t)strlen(WORD);
		else if (!read_comment(arena, text, start, at, &at, out))
			return false;
	}
	return true;
}

/* ---- front matter --------------------------------------------------------------------------------------------- */

static bool bad_entry(sl_arena *arena, sl_directive *directive, const sl_yaml *node, const char *problem)
{
	if (directive->kind == SL_DIRECTIVE_BAD)
		return true;
	directive->kind = SL_DIRECTIVE_BAD;
	directive->span = node->span;
	directive->problem = sl_arena_copy(arena, sl_str_of(problem));
	return directive->problem.data != NULL;
}

/* A name, a list of names, or a map of names to reasons. */
static bool read_value(sl_arena *arena, const sl_yaml *value, sl_directive *directive)
{
	if (value->kind == SL_YAML_SCALAR)
		return value->text.size == 0 || add_name(arena, directive, value->text, value->span);
	for (uint32_t i = 0; i < value->count; i++) {
		const sl_yaml *name = value->kind == SL_YAML_LIST ? value->items[i] : value->entries[i].key;
		if (name->kind != SL_YAML_SCALAR)
			return bad_entry(arena, directive, name, "expected the name of a rule or of a plugin");
		if (!add_name(arena, directive, name->text, name->span))
			return false;
	}
	return true;
}

static bool read_field(sl_arena *arena, sl_str text, const sl_yaml_entry *entry, sl_directives *out)
{
	const sl_yaml *value = entry->value;
	sl_directive directive = { .kind = SL_DISABLE_FILE, .span = { entry->key->span.start, value->span.end } };
	bool good = true;
	if (value->kind != SL_YAML_MAP)
		good = bad_entry(arena, &directive, value, "expected `sumlint: { disable: [RULE, ...] }`");
	for (uint32_t i = 0; good && value->kind == SL_YAML_MAP && i < value->count; i++) {
		const sl_yaml_entry *inner = &value->entries[i];
		if (sl_str_is(inner->key->text, "disable"))
			good = read_value(arena, inner->value, &directive);
		else
			good = bad_entry(arena, &directive, inner->key, "the only key here is `disable`");
	}
	/* All rules can be named; an empty list names none. */
	if (directive.kind == SL_DISABLE_FILE && directive.name_count == 0)
		return good;
	if (!good || !sl_arena_grow(arena, (void **)&out->items, out->count, &out->capacity, sizeof(directive)))
		return false;
	directive.outer = (sl_span){ line_start(text, directive.span.start), line_end(text, directive.span.end) };
	directive.range = (sl_span){ 0, (uint32_t)text.size };
	out->items[out->count++] = directive;
	return true;
}

bool sl_directives_find(sl_arena *arena, sl_str text, const sl_yaml *front_matter, const sl_blocks *blocks, bool markdown, sl_directives *out)
{
	*out = (sl_directives){ 0 };
	for (uint32_t i = 0; front_matter && i < front_matter->count; i++) {
		if (sl_str_is(front_matter->entries[i].key->text, "sumlint") && !read_field(arena, text, &front_matter->entries[i], out))
			return false;
	}
	return find_comments(arena, text, blocks, markdown, out);
}
