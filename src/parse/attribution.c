/* SPDX-License-Identifier: Apache-2.0
 * attribution.c - the attribution line matched against its pattern.
 */
#include "parse/outline.h"

#include "base/utf8.h"

#include <string.h>

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

/* ---- a word of the pattern that is there twice: the capture beside it has taken the second ---- */

static const sl_span *capture_of(const sl_pattern_match *match, sl_str name)
{
	for (uint32_t i = 0; i < match->count; i++) {
		if (sl_str_equal(match->names[i], name))
			return &match->spans[i];
	}
	return NULL;
}

/* Where `word` begins or ends the capture, with a space between: *out is the word, and *gap with that space. */
static bool doubles(sl_str subject, sl_span capture, sl_str word, bool first, sl_span *out, sl_span *gap)
{
	sl_str text = sl_str_slice(subject.data, capture);
	uint32_t size = (uint32_t)word.size;
	if (size == 0 || text.size <= word.size + 1 || !(first ? sl_str_starts(text, word) : sl_str_ends(text, word)))
		return false;
	*out = first ? (sl_span){ capture.start, capture.start + size } : (sl_span){ capture.end - size, capture.end };
	*gap = first ? (sl_span){ out->start, out->end + 1 } : (sl_span){ out->start - 1, out->end };
	return subject.data[first ? out->end : out->start - 1] == ' ';
}

static bool find_doubled(const sl_type *type, sl_str subject, const sl_pattern_match *match, sl_span *word, sl_span *gap)
{
	uint32_t count;
	bool template;
	const sl_pattern_word *words = sl_pattern_words(type->pattern, &count, &template);
	for (uint32_t i = 0; template && i < count; i++) {
		const sl_span *capture = words[i].capture ? capture_of(match, words[i].text) : NULL;
		if (!capture)
			continue;
		if (i > 0 && !words[i - 1].capture && words[i].before.size == 0 && doubles(subject, *capture, words[i - 1].text, true, word, gap))
			return true;
		if (i + 1 < count && !words[i + 1].capture && words[i].after.size == 0 &&
		    doubles(subject, *capture, words[i + 1].text, false, word, gap))
			return true;
	}
	return false;
}

/* The line is no match but nearly one: what it should read is the same without the word. */
static bool note_doubled(sl_arena *arena, const sl_plain *line, sl_str subject, const uint32_t *map, sl_span word, sl_span gap, sl_attribution *out)
{
	char *expected = sl_arena_alloc(arena, (size_t)subject.size + 1);
	if (!expected)
		return false;
	memcpy(expected, subject.data, gap.start);
	memcpy(expected + gap.start, subject.data + gap.end, (size_t)subject.size - gap.end);
	out->near = true;
	out->expected = (sl_str){ expected, subject.size - (gap.end - gap.start) };
	if (map)
		word = (sl_span){ map[word.start], map[word.end] };
	out->deviation = sl_plain_span(line, word.start, word.end);
	for (uint32_t i = 0; i < out->capture_count; i++) {
		sumlint_capture *capture = &out->captures[i];
		uint32_t cut = gap.end - gap.start;
		uint32_t at = (uint32_t)(capture->text.data - subject.data);
		if (at == gap.start)
			*capture = (sumlint_capture){ capture->name, { capture->text.data + cut, capture->text.size - cut }, { out->deviation.end, capture->span.end } };
		else if (at < gap.start && at + capture->text.size == gap.end)
			*capture = (sumlint_capture){ capture->name, { capture->text.data, capture->text.size - cut }, { capture->span.start, out->deviation.start } };
	}
	return true;
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
	if (!*out || !keep_captures(arena, line, subject, map, &match, *out))
		return false;
	sl_span word, gap;
	return !find_doubled(type, subject, &match, &word, &gap) || note_doubled(arena, line, subject, map, word, gap, *out);
}
