/* SPDX-License-Identifier: Apache-2.0
 * attribution.c - the attribution line against its pattern: matched, or aligned word by word where it is close.
 */
#include "parse/outline.h"

#include "base/distance.h"
#include "base/fold.h"
#include "base/utf8.h"

#include <string.h>

/* A line of more words, or bytes, is prose and no bent attribution. Keeps the alignment small. */
#define MAX_WORDS 96
#define MAX_BYTES 1200
#define MAX_PATTERN_WORDS 64

/* ---- a match ---- */

/* The line with every run of white space, NO-BREAK SPACE included, as one space; `map` says where each byte came from. */
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
			if (size > 0 && bytes[size - 1] == ' ')
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

bool sl_attribution_match(sl_arena *arena, const sl_type *type, const sl_plain *line, sl_attribution **out)
{
	sl_pattern_match match;
	sl_str subject = line->text;
	uint32_t *map = NULL;
	*out = NULL;
	sl_pattern_result result = sl_pattern_match_line(type->pattern, subject, &match);
	if (result == SL_PATTERN_NO) {
		bool odd = !sl_is_ascii(subject) || (subject.size && memmem(subject.data, (size_t)subject.size, "  ", 2));
		if (!odd)
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

/* ---- an alignment ---- */

typedef struct word {
	uint32_t start; /* bytes of the plain line */
	uint32_t end;
} word;

typedef enum step { NOTHING, SAME, OTHER, EXTRA, LACKS, TAKE_FIRST, TAKE_MORE } step;

typedef struct alignment {
	const sl_pattern_word *pattern;
	uint32_t pattern_count;
	sl_str text;
	word words[MAX_WORDS];
	uint32_t word_count;
	uint16_t cost[MAX_PATTERN_WORDS + 1][MAX_WORDS + 1];
	uint8_t steps[MAX_PATTERN_WORDS + 1][MAX_WORDS + 1];
	/* For each pattern word the line's words [from, to) that stand for it. */
	uint32_t from[MAX_PATTERN_WORDS];
	uint32_t to[MAX_PATTERN_WORDS];
} alignment;

static bool split_words(alignment *a)
{
	size_t at = 0;
	while (at < a->text.size) {
		size_t start = at;
		uint32_t c = sl_utf8_next(a->text, &at);
		if (sl_is_space(c))
			continue;
		size_t end = at;
		while (at < a->text.size) {
			c = sl_utf8_next(a->text, &at);
			if (sl_is_space(c))
				break;
			end = at;
		}
		if (a->word_count == MAX_WORDS)
			return false;
		a->words[a->word_count++] = (word){ (uint32_t)start, (uint32_t)end };
	}
	return true;
}

static sl_str word_text(const alignment *a, uint32_t i)
{
	return sl_str_slice(a->text.data, (sl_span){ a->words[i].start, a->words[i].end });
}

/* 0: the same; 1: a misspelling, other case or punctuation; 3: another word. Dropping and adding a word cost 2. */
static uint16_t word_cost(sl_str have, sl_str want)
{
	if (sl_str_equal(have, want))
		return 0;
	return sl_distance(have, want, sl_near_limit(sl_utf8_count(want))) != UINT32_MAX ? 1 : 3;
}

/* What it costs that a capture ends (or begins) with this word: its literal neighbours, "." say, must be there. */
static uint16_t edge_cost(const alignment *a, const sl_pattern_word *capture, uint32_t i, bool end)
{
	sl_str text = word_text(a, i);
	if (end)
		return sl_str_ends(text, capture->after) && text.size > capture->after.size ? 0 : 1;
	return sl_str_starts(text, capture->before) && text.size > capture->before.size ? 0 : 1;
}

static void consider(alignment *a, uint32_t i, uint32_t j, unsigned cost, step s)
{
	if (a->steps[i][j] == NOTHING || cost < a->cost[i][j]) {
		a->cost[i][j] = (uint16_t)cost;
		a->steps[i][j] = (uint8_t)s;
	}
}

/* Rows are pattern words, columns words of the line (Needleman and Wunsch 1970, with captures that take any number of words). */
static void align(alignment *a)
{
	for (uint32_t j = 1; j <= a->word_count; j++)
		consider(a, 0, j, 2 * j, EXTRA);
	for (uint32_t i = 1; i <= a->pattern_count; i++) {
		const sl_pattern_word *p = &a->pattern[i - 1];
		for (uint32_t j = 0; j <= a->word_count; j++) {
			consider(a, i, j, a->cost[i - 1][j] + 2u, LACKS);
			if (j == 0)
				continue;
			if (p->capture) {
				unsigned begin = edge_cost(a, p, j - 1, false), finish = edge_cost(a, p, j - 1, true);
				consider(a, i, j, a->cost[i - 1][j - 1] + begin + finish, TAKE_FIRST);
				/* One more word for the capture: the edge moves on to it. */
				if (a->steps[i][j - 1] == TAKE_FIRST || a->steps[i][j - 1] == TAKE_MORE) {
					unsigned left = edge_cost(a, p, j - 2, true);
					consider(a, i, j, a->cost[i][j - 1] - left + finish, TAKE_MORE);
				}
			} else {
				uint16_t cost = word_cost(word_text(a, j - 1), p->text);
				consider(a, i, j, a->cost[i - 1][j - 1] + (unsigned)cost, cost ? OTHER : SAME);
				consider(a, i, j, a->cost[i][j - 1] + 2u, EXTRA);
			}
		}
	}
}

/* Walks back, notes what stands for each pattern word; *deviation becomes the first word that departs. */
static sl_span trace(alignment *a)
{
	uint32_t i = a->pattern_count, j = a->word_count;
	uint32_t end = a->word_count ? a->words[a->word_count - 1].end : 0;
	sl_span deviation = { end, end };
	while (i > 0 || j > 0) {
		step s = (step)a->steps[i][j];
		if (s == LACKS || s == EXTRA || s == OTHER) {
			/* A lacking word is shown at the word before which it belongs, or at the end of the line. */
			uint32_t at = s == LACKS ? j : j - 1;
			deviation = at < a->word_count ? (sl_span){ a->words[at].start, a->words[at].end } : (sl_span){ end, end };
		}
		if (s == TAKE_FIRST || s == TAKE_MORE) {
			a->from[i - 1] = j - 1;
			if (a->to[i - 1] < j)
				a->to[i - 1] = j;
			if (edge_cost(a, &a->pattern[i - 1], a->to[i - 1] - 1, true) && a->to[i - 1] == j)
				deviation = (sl_span){ a->words[j - 1].start, a->words[j - 1].end };
		}
		if (s == SAME || s == OTHER || s == TAKE_FIRST || s == LACKS)
			i--;
		if (s != LACKS)
			j--;
		if (s == NOTHING)
			break;
	}
	return deviation;
}

static sl_span capture_span(const alignment *a, uint32_t i)
{
	const sl_pattern_word *p = &a->pattern[i];
	if (a->to[i] == 0)
		return (sl_span){ 0, 0 };
	sl_span span = { a->words[a->from[i]].start, a->words[a->to[i] - 1].end };
	sl_str text = sl_str_slice(a->text.data, span);
	if (p->before.size && sl_str_starts(text, p->before) && text.size > p->before.size)
		span.start += (uint32_t)p->before.size;
	text = sl_str_slice(a->text.data, span);
	if (p->after.size && sl_str_ends(text, p->after) && text.size > p->after.size)
		span.end -= (uint32_t)p->after.size;
	return span;
}

/* The line written anew: the pattern's words, the line's captures. */
static bool write_expected(sl_arena *arena, const alignment *a, sl_attribution *out)
{
	sl_buffer line;
	sl_buffer_init(&line);
	bool whole = true;
	for (uint32_t i = 0; i < a->pattern_count; i++) {
		const sl_pattern_word *p = &a->pattern[i];
		if (i > 0)
			sl_buffer_append_char(&line, ' ');
		if (!p->capture) {
			sl_buffer_append(&line, p->text);
			continue;
		}
		sl_span span = capture_span(a, i);
		whole = whole && span.end > span.start;
		sl_buffer_append(&line, p->before);
		sl_buffer_append(&line, sl_str_slice(a->text.data, span));
		sl_buffer_append(&line, p->after);
	}
	if (whole && !line.failed)
		out->expected = sl_arena_copy(arena, sl_buffer_str(&line));
	bool good = !line.failed && !arena->failed;
	sl_buffer_finish(&line);
	return good;
}

static bool keep_near(sl_arena *arena, const sl_plain *line, alignment *a, bool template, sl_attribution *out)
{
	sl_span deviation = trace(a);
	out->near = true;
	out->deviation = template ? sl_plain_span(line, deviation.start, deviation.end) : line->span;
	if (!template)
		return true;
	out->captures = sl_arena_calloc(arena, a->pattern_count, sizeof(*out->captures));
	if (!out->captures)
		return false;
	for (uint32_t i = 0; i < a->pattern_count; i++) {
		if (!a->pattern[i].capture || a->to[i] == 0)
			continue;
		sumlint_capture *capture = &out->captures[out->capture_count++];
		sl_span span = capture_span(a, i);
		capture->name = a->pattern[i].text;
		capture->text = sl_str_slice(a->text.data, span);
		capture->span = sl_plain_span(line, span.start, span.end);
	}
	return write_expected(arena, a, out);
}

/* How many literal words of the pattern the line has, word for word or (`fuzzy`) also misspelt. */
static uint32_t shared_words(const alignment *a, bool fuzzy, uint32_t *literals)
{
	uint32_t found = 0;
	*literals = 0;
	for (uint32_t i = 0; i < a->pattern_count; i++) {
		sl_str want = a->pattern[i].text;
		bool has = false;
		if (a->pattern[i].capture)
			continue;
		(*literals)++;
		for (uint32_t j = 0; j < a->word_count && !has; j++)
			has = fuzzy ? word_cost(word_text(a, j), want) <= 1 : sl_str_equal(word_text(a, j), want);
		found += has;
	}
	return found;
}

/* At least half of the words make it a bent attribution; without a few exact ones the dearer look is spared. */
static bool is_close(const alignment *a)
{
	uint32_t literals;
	if (shared_words(a, false, &literals) * 4 < literals || literals == 0)
		return false;
	return shared_words(a, true, &literals) * 2 >= literals;
}

bool sl_attribution_near(sl_arena *arena, const sl_type *type, const sl_plain *line, sl_attribution **out)
{
	bool template;
	uint32_t count;
	const sl_pattern_word *pattern = sl_pattern_words(type->pattern, &count, &template);
	*out = NULL;
	if (count == 0 || count > MAX_PATTERN_WORDS || line->text.size > MAX_BYTES)
		return true;
	alignment *a = sl_arena_calloc(arena, 1, sizeof(*a));
	if (!a)
		return false;
	a->pattern = pattern;
	a->pattern_count = count;
	a->text = line->text;
	if (!split_words(a) || !is_close(a))
		return true;
	align(a);
	*out = sl_arena_calloc(arena, 1, sizeof(**out));
	return *out && keep_near(arena, line, a, template, *out);
}
