/* SPDX-License-Identifier: Apache-2.0
 * attribution.c - the attribution line matched against its pattern.
 */
#include "parse/outline.h"

#include "base/utf8.h"

/* The line with every run of white space, NO-BREAK SPACE included, as one space within and as none around it; `map` says where each byte came from. */
static bool plain_spaces(sl_arena *arena, sl_str text, sl_str *out, uint32_t **map)
{
	char *bytes = sl_arena_alloc(arena, (size_t)text.size + 1);
	*map = sl_arena_alloc(arena, ((size_t)text.size + 1) * sizeof(**map));
	if (!bytes || !*map)
		return false;
	size_t size = 0;
	for (size_t at = 0; at < text.size;) {
		size_t start = at;
		uint32_t c = sl_utf8_next(text, &at);
		if (sl_is_space(c)) {
			if (size == 0 || bytes[size - 1] == ' ')
				continue;
			(*map)[size] = (uint32_t)start;
			bytes[size++] = ' ';
			continue;
		}
		for (; start < at; start++) {
			(*map)[size] = (uint32_t)start;
			bytes[size++] = text.data[start];
		}
	}
	if (size > 0 && bytes[size - 1] == ' ')
		size--;
	else
		(*map)[size] = (uint32_t)text.size;
	*out = (sl_str){ bytes, size };
	return true;
}

static bool keep_captures(sl_arena *arena, const sl_plain *line, sl_str subject, const uint32_t *map, const sl_pattern_match *match,
    sl_attribution *out)
{
	out->captures = sl_arena_calloc(arena, match->count + 1, sizeof(*out->captures));
	if (!out->captures)
		return false;
	for (uint32_t i = 0; i < match->count; i++) {
		sl_span span = match->spans[i];
		out->captures[i].name = match->names[i];
		out->captures[i].text = sl_str_slice(subject.data, span);
		if (map)
			span = (sl_span){ map[span.start], map[span.end] };
		out->captures[i].span = sl_plain_span(line, span.start, span.end);
	}
	out->capture_count = match->count;
	return true;
}

/* White space other than single spaces, or what may be such: worth a second look with plain spaces. */
static bool has_odd_spaces(sl_str text)
{
	for (size_t i = 0; i < text.size; i++) {
		unsigned char c = (unsigned char)text.data[i];
		if (c >= 0x80 || (c >= '\t' && c <= '\r') || (c == ' ' && i > 0 && text.data[i - 1] == ' '))
			return true;
	}
	return false;
}

bool sl_attribution_match(sl_arena *arena, const sl_type *type, const sl_plain *line, sl_attribution **out)
{
	sl_pattern_match match;
	sl_str subject = line->text;
	uint32_t *map = NULL;
	*out = NULL;
	sl_pattern_result result = sl_pattern_match_line(type->pattern, subject, &match);
	if (result == SL_PATTERN_NO) {
		if (!has_odd_spaces(subject))
			return true;
		if (!plain_spaces(arena, line->text, &subject, &map))
			return false;
		result = sl_pattern_match_line(type->pattern, subject, &match);
	}
	if (result != SL_PATTERN_YES)
		return result != SL_PATTERN_NO_MEMORY;
	*out = sl_arena_calloc(arena, 1, sizeof(**out));
	return *out && keep_captures(arena, line, subject, map, &match, *out);
}
