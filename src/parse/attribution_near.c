/* SPDX-License-Identifier: Apache-2.0
 * attribution_near.c - a line that does not match the attribution's pattern, aligned with it word by word where it is close.
 */
#include "parse/outline.h"

#include "base/distance.h"
#include "base/utf8.h"

#include <string.h>

/* A line of more words, or bytes, is prose and no bent attribution. Keeps the alignment small. */
#define MAX_WORDS 96
#define MAX_BYTES 1200
#define MAX_PATTERN_WORDS 64
/* So many words of the pattern at the beginning are no chance. */
#define SENTENCE_WORDS 4

typedef enum step { NOTHING, SAME, OTHER, SWAP, EXTRA, LACKS, TAKE_FIRST, TAKE_MORE } step;

typedef struct alignment {
	const sl_pattern_word *pattern;
	uint32_t pattern_count;
	sl_str text;
	sl_span words[MAX_WORDS]; /* of the line */
	uint32_t word_count;
	uint8_t apart[MAX_PATTERN_WORDS][MAX_WORDS]; /* word_cost of each literal and each word */
	uint16_t cost[MAX_PATTERN_WORDS + 1][MAX_WORDS + 1];
	uint8_t steps[MAX_PATTERN_WORDS + 1][MAX_WORDS + 1];
	uint8_t takes[MAX_PATTERN_WORDS + 1][MAX_WORDS + 1]; /* the step where the word is the capture's, dearer than others or not */
	/* For each capture the line's words [from, to) that stand for it; to is 0 where none do. */
	uint32_t from[MAX_PATTERN_WORDS];
	uint32_t to[MAX_PATTERN_WORDS];
	uint32_t literals; /* of the pattern */
	sl_span deviation; /* the first word that departs from the pattern */
} alignment;

/* "AIssential.Original": where the space behind a stop is missing in front of a word of the pattern; `end` where it is not. */
static size_t missing_space(const alignment *a, size_t start, size_t end)
{
	size_t at = end;
	while (at > start && !strchr(".,;", a->text.data[at - 1]))
		at--;
	for (uint32_t i = 0; at > start && at < end && i < a->pattern_count; i++) {
		if (!a->pattern[i].capture && sl_str_equal((sl_str){ a->text.data + at, end - at }, a->pattern[i].text))
			return at;
	}
	return end;
}

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
		size_t middle = missing_space(a, start, end);
		if (a->word_count + 2 > MAX_WORDS)
			return false;
		a->words[a->word_count++] = (sl_span){ (uint32_t)start, (uint32_t)middle };
		if (middle < end)
			a->deviation = (sl_span){ (uint32_t)start, (uint32_t)end };
		if (middle < end)
			a->words[a->word_count++] = (sl_span){ (uint32_t)middle, (uint32_t)end };
	}
	return true;
}

static sl_str word_text(const alignment *a, uint32_t i)
{
	return sl_str_slice(a->text.data, a->words[i]);
}

/* ASCII letters small; false where the word is too long to be compared. */
static bool lower(sl_str text, char *into, sl_str *out)
{
	if (text.size > SL_DISTANCE_MAX_BYTES)
		return false;
	for (size_t i = 0; i < text.size; i++) {
		char c = text.data[i];
		into[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	*out = (sl_str){ into, text.size };
	return true;
}

static bool is_capital(sl_str word)
{
	return word.size > 0 && word.data[0] >= 'A' && word.data[0] <= 'Z';
}

/* What a departure costs. That one word stands for another is likelier than that one is dropped and one added, but not where one may be a name. A
   word that a capture takes costs nothing, and nor does a capture that has none: else it would take another's. To add a word is cheaper than to drop one:
   else a capture would take both that and what stands behind it. */
enum { MISSPELT = 2, REPLACED = 3, SWAPPED = 3, RENAMED = 5, DROPPED = 4, ADDED = 3, NO_EDGE = 2 };

static uint8_t word_cost(sl_str have, sl_str want)
{
	char have_bytes[SL_DISTANCE_MAX_BYTES], want_bytes[SL_DISTANCE_MAX_BYTES];
	sl_str small, wanted;
	if (sl_str_equal(have, want))
		return 0;
	/* Other case and other punctuation are misspellings too. */
	if (lower(have, have_bytes, &small) && lower(want, want_bytes, &wanted) &&
	    sl_distance(small, wanted, sl_near_limit(sl_utf8_count(want))) != UINT32_MAX)
		return MISSPELT;
	return is_capital(have) || is_capital(want) ? RENAMED : REPLACED;
}

/* What it costs that a capture ends (or begins) with this word: its literal neighbours, "." say, must be there. */
static uint16_t edge_cost(const alignment *a, const sl_pattern_word *capture, uint32_t i, bool end)
{
	sl_str text = word_text(a, i);
	if (end)
		return sl_str_ends(text, capture->after) && text.size > capture->after.size ? 0 : NO_EDGE;
	return sl_str_starts(text, capture->before) && text.size > capture->before.size ? 0 : NO_EDGE;
}

static void consider(alignment *a, uint32_t i, uint32_t j, unsigned cost, step s)
{
	if (a->steps[i][j] == NOTHING || cost < a->cost[i][j]) {
		a->cost[i][j] = (uint16_t)cost;
		a->steps[i][j] = (uint8_t)s;
	}
}

/* What a capture that goes on to one more word costs: the edge moves on to that. Behind an edge as it should be, a small word is hardly a name's,
   nor is the one that the pattern has there. */
static unsigned more_cost(const alignment *a, const sl_pattern_word *capture, uint32_t word, unsigned so_far)
{
	unsigned left = edge_cost(a, capture, word - 1, true), finish = edge_cost(a, capture, word, true);
	bool last = capture + 1 == a->pattern + a->pattern_count;
	bool twice = !last && !capture[1].capture && sl_str_equal(word_text(a, word), capture[1].text);
	bool past = left == 0 && capture->after.size && finish && (twice || !is_capital(word_text(a, word)));
	return so_far - left + finish + (past ? (unsigned)ADDED : 0);
}

/* What a capture that has no word costs: nothing, for else it would take another's; but where it stands in brackets, these are lacking, too. */
static unsigned lack_cost(const sl_pattern_word *capture)
{
	return capture->before.size && capture->after.size ? NO_EDGE + 1 : 0;
}

/* A row of a capture. `take` is the least cost where the capture has the word before; whether something else is cheaper up to there does not matter. */
static void align_capture(alignment *a, uint32_t i)
{
	const sl_pattern_word *p = &a->pattern[i - 1];
	unsigned take = 0;
	consider(a, i, 0, a->cost[i - 1][0] + lack_cost(p), LACKS);
	for (uint32_t j = 1; j <= a->word_count; j++) {
		unsigned first = (unsigned)a->cost[i - 1][j - 1] + edge_cost(a, p, j - 1, false) + edge_cost(a, p, j - 1, true);
		unsigned more = j > 1 ? more_cost(a, p, j - 1, take) : first;
		a->takes[i][j] = more < first ? TAKE_MORE : TAKE_FIRST;
		take = more < first ? more : first;
		consider(a, i, j, a->cost[i - 1][j] + lack_cost(p), LACKS);
		consider(a, i, j, take, (step)a->takes[i][j]);
		consider(a, i, j, a->cost[i][j - 1] + (unsigned)ADDED, EXTRA);
	}
}

/* Two words of the pattern next to each other that the line has the other way round. */
static bool is_swapped(const alignment *a, uint32_t i, uint32_t j)
{
	return i > 1 && j > 1 && !a->pattern[i - 2].capture && a->apart[i - 1][j - 2] == 0 && a->apart[i - 2][j - 1] == 0;
}

static void align_literal(alignment *a, uint32_t i)
{
	consider(a, i, 0, a->cost[i - 1][0] + (unsigned)DROPPED, LACKS);
	for (uint32_t j = 1; j <= a->word_count; j++) {
		unsigned cost = a->apart[i - 1][j - 1];
		consider(a, i, j, a->cost[i - 1][j] + (unsigned)DROPPED, LACKS);
		consider(a, i, j, a->cost[i - 1][j - 1] + cost, cost ? OTHER : SAME);
		if (is_swapped(a, i, j))
			consider(a, i, j, a->cost[i - 2][j - 2] + (unsigned)SWAPPED, SWAP);
		consider(a, i, j, a->cost[i][j - 1] + (unsigned)ADDED, EXTRA);
	}
}

/* Rows are pattern words, columns words of the line (Needleman and Wunsch 1970, with captures that take any number of words). */
static void align(alignment *a)
{
	for (uint32_t j = 1; j <= a->word_count; j++)
		consider(a, 0, j, ADDED * j, EXTRA);
	for (uint32_t i = 1; i <= a->pattern_count; i++) {
		if (a->pattern[i - 1].capture)
			align_capture(a, i);
		else
			align_literal(a, i);
	}
}

static void deviate(alignment *a, uint32_t at)
{
	uint32_t end = a->word_count ? a->words[a->word_count - 1].end : 0;
	a->deviation = at < a->word_count ? a->words[at] : (sl_span){ end, end };
}

/* Step s ends in row i and column j, walking back: the line's word j - 1, or what is lacking in front of it. */
static void note_step(alignment *a, step s, uint32_t i, uint32_t j)
{
	if (s == TAKE_FIRST || s == TAKE_MORE) {
		a->from[i - 1] = j - 1;
		if (a->to[i - 1] < j)
			a->to[i - 1] = j;
		bool last = a->to[i - 1] == j;
		if ((last && edge_cost(a, &a->pattern[i - 1], j - 1, true)) ||
		    (s == TAKE_FIRST && edge_cost(a, &a->pattern[i - 1], j - 1, false)))
			deviate(a, j - 1);
		return;
	}
	if (s != SAME)
		deviate(a, s == LACKS ? j : s == SWAP ? j - 2 : j - 1);
}

static void trace(alignment *a)
{
	uint32_t i = a->pattern_count, j = a->word_count;
	bool taking = false;
	while (i > 0 || j > 0) {
		step s = (step)(taking ? a->takes[i][j] : a->steps[i][j]);
		if (s == NOTHING)
			break;
		note_step(a, s, i, j);
		taking = s == TAKE_MORE;
		if (s == SAME || s == OTHER || s == SWAP || s == TAKE_FIRST || s == LACKS)
			i -= s == SWAP ? 2 : 1;
		if (s != LACKS)
			j -= s == SWAP ? 2 : 1;
	}
}

/* Bytes of a closing quotation mark or bracket at the end of the text, 0 where there is none. */
static uint32_t closing_quote(sl_str text)
{
	static const char *const quotes[] = { "\"", "'", "\u201d", "\u2019", "\u00bb", ")", "]" };
	for (size_t i = 0; i < sizeof(quotes) / sizeof(*quotes); i++) {
		if (sl_str_ends(text, sl_str_of(quotes[i])))
			return (uint32_t)strlen(quotes[i]);
	}
	return 0;
}

/* How much of a capture's last word is not the name's: what the pattern has behind the name, also within quotes around the whole line, or another
   sign written for it. */
static uint32_t size_behind(sl_str text, sl_str after)
{
	uint32_t quote = closing_quote(text);
	sl_str inner = { text.data, text.size - quote };
	if (after.size == 0)
		return 0;
	if (sl_str_ends(text, after))
		return (uint32_t)after.size;
	if (quote && sl_str_ends(inner, after))
		return (uint32_t)after.size + quote;
	for (uint32_t part = (uint32_t)after.size; part-- > 1;) { /* not all of it */
		if (sl_str_ends(text, (sl_str){ after.data, part }))
			return part;
	}
	if (sl_str_ends(text, SL_LIT(" \u2013")) || sl_str_ends(text, SL_LIT(" \u2014")))
		return 4;
	return strchr(",;:!?", text.data[text.size - 1]) ? 1 : sl_str_ends(text, SL_LIT(" -")) ? 2 : 0;
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
	uint32_t behind = text.size ? size_behind(text, p->after) : 0;
	if (behind < text.size)
		span.end -= behind;
	if (sl_word_count(sl_str_slice(a->text.data, span)) == 0) /* punctuation alone names nobody */
		span.end = span.start;
	return span;
}

/* Some of the pattern's own words are in a name: then the line is in another order, and what the name is cannot be told. */
static bool holds_literal(const alignment *a, uint32_t capture)
{
	for (uint32_t i = 0; i < a->pattern_count; i++) {
		for (uint32_t j = a->from[capture]; j < a->to[capture] && !a->pattern[i].capture && a->pattern[i].text.size > 4; j++) {
			if (sl_str_equal(word_text(a, j), a->pattern[i].text))
				return true;
		}
	}
	return false;
}

/* The line written anew: the pattern's words, the line's captures. Nothing where a capture is lacking, or where it does not match even so. */
static bool write_expected(sl_arena *arena, const sl_pattern *type_pattern, const alignment *a, sl_attribution *out)
{
	sl_buffer line;
	sl_pattern_match match;
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
		whole = whole && span.end > span.start && !holds_literal(a, i);
		sl_buffer_append(&line, p->before);
		sl_buffer_append(&line, sl_str_slice(a->text.data, span));
		sl_buffer_append(&line, p->after);
	}
	if (whole && !line.failed && sl_pattern_match_line(type_pattern, sl_buffer_str(&line), &match) == SL_PATTERN_YES)
		out->expected = sl_arena_copy(arena, sl_buffer_str(&line));
	bool good = !line.failed && !arena->failed;
	sl_buffer_finish(&line);
	return good;
}

static bool keep_near(sl_arena *arena, const sl_type *type, const sl_plain *line, const alignment *a, sl_attribution *out)
{
	out->near = true;
	out->deviation = a->deviation.end ? sl_plain_span(line, a->deviation.start, a->deviation.end) : line->span;
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
	return write_expected(arena, type->pattern, a, out);
}

/* Whether enough of the pattern's words are anywhere in the line for a dearer look to be worth it: a quarter of them, but for their case. */
static bool may_be_close(alignment *a)
{
	char have_bytes[SL_DISTANCE_MAX_BYTES], want_bytes[SL_DISTANCE_MAX_BYTES];
	sl_str have, want;
	uint32_t found = 0;
	for (uint32_t i = 0; i < a->pattern_count; i++) {
		if (a->pattern[i].capture)
			continue;
		a->literals++;
		bool has = false;
		for (uint32_t j = 0; j < a->word_count && !has && lower(a->pattern[i].text, want_bytes, &want); j++)
			has = word_text(a, j).size == want.size && lower(word_text(a, j), have_bytes, &have) && sl_str_equal(have, want);
		found += has;
	}
	return a->literals > 0 && found * 4 >= a->literals;
}

/* The line begins with a stretch of the pattern: one of its sentences. */
static bool begins_like_it(const alignment *a)
{
	for (uint32_t i = 0; i < a->pattern_count; i++) {
		uint32_t same = 0;
		while (i + same < a->pattern_count && same < a->word_count && !a->pattern[i + same].capture && a->apart[i + same][same] <= MISSPELT)
			same++;
		if (same >= SENTENCE_WORDS)
			return true;
	}
	return false;
}

/* Half of the pattern's words, in their order and misspelt or not, make a bent attribution; or some at the beginning. */
static bool is_close(alignment *a)
{
	uint8_t longest[MAX_WORDS + 1] = { 0 }; /* common subsequence with the line's first j words, of the pattern's words so far */
	for (uint32_t i = 0; i < a->pattern_count; i++) {
		uint8_t before = 0; /* longest[j - 1], without this word */
		if (a->pattern[i].capture)
			continue;
		for (uint32_t j = 1; j <= a->word_count; j++) {
			uint8_t without = longest[j];
			a->apart[i][j - 1] = word_cost(word_text(a, j - 1), a->pattern[i].text);
			if (a->apart[i][j - 1] <= MISSPELT && before + 1 > longest[j])
				longest[j] = (uint8_t)(before + 1);
			if (longest[j - 1] > longest[j])
				longest[j] = longest[j - 1];
			before = without;
		}
	}
	return longest[a->word_count] * 2u >= a->literals || begins_like_it(a);
}

static bool is_too_costly(const sl_type *type, sl_str text)
{
	sl_pattern_match match;
	return sl_pattern_match_line(type->pattern, text, &match) == SL_PATTERN_LIMIT;
}

bool sl_attribution_near(sl_arena *arena, const sl_type *type, const sl_plain *line, sl_attribution **out)
{
	bool template;
	alignment a = { .text = line->text };
	a.pattern = sl_pattern_words(type->pattern, &a.pattern_count, &template);
	*out = NULL;
	if (a.pattern_count == 0 || a.pattern_count > MAX_PATTERN_WORDS || line->text.size > MAX_BYTES || !split_words(&a) || !may_be_close(&a) ||
	    !is_close(&a))
		return true;
	align(&a);
	trace(&a);
	*out = sl_arena_calloc(arena, 1, sizeof(**out));
	if (*out && !template) {
		(*out)->near = true;
		(*out)->deviation = line->span;
		(*out)->too_costly = is_too_costly(type, line->text);
		return true;
	}
	return *out && keep_near(arena, type, line, &a, *out);
}
