/* SPDX-License-Identifier: Apache-2.0
 * pattern.c - PCRE2 as it is used here: everything a match needs is made when the pattern is compiled, and every match is bounded.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "config/pattern.h"

#include "config/pattern_simple.h"
#include "config/pattern_words.h"

#include <pcre2.h>
#include <stdlib.h>

/* The line of a document is not written by a program: a longer pattern is a mistake, and compiling it takes long. */
#define MAX_PATTERN_BYTES 8192
/* To make machine code costs as much as some hundred matches: of simple patterns the first lines do without, and so do all runs over few documents. With that
   limit the interpreter comes to an end only where machine code does, far below its own limits: what a line gives does not depend on which of the two was asked. */
#define LOOKS_WITHOUT_JIT 16
#define LIMIT_WITHOUT_JIT 2000
/* JIT code that needs more stack gives up. */
#define JIT_STACK_FIRST ((size_t)32 * 1024)
#define JIT_STACK_MOST ((size_t)1024 * 1024)

/* A named group. Two of one name, under (?J), fill one capture. */
typedef struct group {
	sl_str name;
	uint32_t number;
	uint32_t capture;
} group;

/* Lines that matched: so many, of so many bytes at the most. What a line gives depends on nothing but the line. */
#define REMEMBERED 8
#define REMEMBERED_BYTES 240

typedef struct remembered {
	uint32_t size; /* 0: free */
	char text[REMEMBERED_BYTES];
	sl_pattern_match match;
} remembered;

/* What changes while lines are matched. */
typedef struct experience {
	uint32_t looks; /* without JIT */
	bool jit_tried;
	pcre2_jit_stack *jit_stack; /* NULL without JIT */
	remembered remembered[REMEMBERED]; /* each line has one place */
} experience;

struct sl_pattern {
	sl_arena arena;
	experience *experience;
	pcre2_code *code;
	pcre2_match_context *context;
	pcre2_match_data *match;
	group *groups;          /* by number */
	uint32_t group_count;
	uint32_t capture_count;
	sl_pattern_word *words;
	uint32_t word_count;
	bool template;
};

/* ---- compiling ---- */

static pcre2_code *compile(sl_str text, int *error, PCRE2_SIZE *offset)
{
	/* All that start optimisation would do for a match that is anchored is to look for the last character first; as vector code, which reads past the
	   end of the line (harmlessly, but memory checkers cannot know). */
	const uint32_t options = PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_START_OPTIMIZE;
	*error = PCRE2_ERROR_NOMEMORY;
	*offset = 0;
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	if (!context)
		return NULL;
	pcre2_set_max_pattern_length(context, MAX_PATTERN_BYTES);
	pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF);
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)(text.size ? text.data : ""), (PCRE2_SIZE)text.size, options, error, offset, context);
	pcre2_compile_context_free(context);
	return code;
}

static const char *error_text(sl_arena *arena, int error)
{
	PCRE2_UCHAR message[256];
	if (pcre2_get_error_message(error, message, sizeof(message)) < 0)
		return sl_arena_copy(arena, SL_LIT("it cannot be compiled")).data;
	return sl_arena_copy(arena, sl_str_of((const char *)message)).data;
}

static bool prepare_match(sl_pattern *pattern)
{
	pattern->context = pcre2_match_context_create(NULL);
	pattern->match = pcre2_match_data_create_from_pattern(pattern->code, NULL);
	if (!pattern->context || !pattern->match)
		return false;
	pcre2_set_depth_limit(pattern->context, SL_PATTERN_MATCH_LIMIT);
	pcre2_set_heap_limit(pattern->context, SL_PATTERN_HEAP_LIMIT_KIB);
	return true;
}

static int compare_groups(const void *left, const void *right)
{
	const group *a = left, *b = right;
	return (a->number > b->number) - (a->number < b->number);
}

static uint32_t capture_of(const sl_pattern *pattern, uint32_t index)
{
	for (uint32_t i = 0; i < index; i++) {
		if (sl_str_equal(pattern->groups[i].name, pattern->groups[index].name))
			return pattern->groups[i].capture;
	}
	return SUMLINT_NONE;
}

/* PCRE2's table of names: entries of one size, two bytes of number and a name with a NUL, in the order of the names. */
static bool read_groups(sl_pattern *pattern)
{
	uint32_t size = 0;
	PCRE2_SPTR table = NULL;
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMECOUNT, &pattern->group_count);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMETABLE, &table);
	pattern->groups = sl_arena_calloc(&pattern->arena, (size_t)pattern->group_count + 1, sizeof(*pattern->groups));
	if (!pattern->groups)
		return false;
	for (uint32_t i = 0; i < pattern->group_count; i++) {
		PCRE2_SPTR entry = table + (size_t)i * size;
		pattern->groups[i] = (group){ .name = sl_str_of((const char *)entry + 2), .number = (uint32_t)entry[0] << 8 | entry[1] };
	}
	qsort(pattern->groups, pattern->group_count, sizeof(*pattern->groups), compare_groups);
	for (uint32_t i = 0; i < pattern->group_count && pattern->capture_count <= SL_PATTERN_MAX_CAPTURES; i++) {
		uint32_t known = capture_of(pattern, i);
		pattern->groups[i].capture = known == SUMLINT_NONE ? pattern->capture_count++ : known;
	}
	return true;
}

sl_pattern *sl_pattern_compile(sl_arena *arena, sl_str text, const char **error, size_t *offset)
{
	int code = 0;
	PCRE2_SIZE at = 0;
	*error = NULL;
	*offset = 0;
	sl_pattern *pattern = calloc(1, sizeof(*pattern));
	if (!pattern)
		return NULL;
	sl_arena_init(&pattern->arena);
	pattern->code = compile(text, &code, &at);
	if (!pattern->code && code != PCRE2_ERROR_NOMEMORY && code != PCRE2_ERROR_HEAP_FAILED) {
		*error = error_text(arena, code);
		*offset = at < text.size ? (size_t)at : (size_t)text.size;
	}
	pattern->experience = pattern->code ? sl_arena_calloc(&pattern->arena, 1, sizeof(*pattern->experience)) : NULL;
	/* Another might give something else late than early: machine code from the first line on. */
	if (pattern->experience && !sl_pattern_is_simple(text))
		pattern->experience->looks = LOOKS_WITHOUT_JIT;
	if (!pattern->experience || !prepare_match(pattern) || !read_groups(pattern) ||
	    !sl_pattern_words_read(&pattern->arena, text, &pattern->words, &pattern->word_count, &pattern->template))
		goto failed;
	if (pattern->capture_count > SL_PATTERN_MAX_CAPTURES) {
		*error = sl_arena_copy(arena, SL_LIT("it has more than 16 named captures")).data;
		goto failed;
	}
	return pattern;
failed:
	sl_pattern_free(pattern);
	return NULL;
}

void sl_pattern_free(sl_pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_jit_stack_free(pattern->experience ? pattern->experience->jit_stack : NULL);
	pcre2_match_data_free(pattern->match);
	pcre2_match_context_free(pattern->context);
	pcre2_code_free(pattern->code);
	sl_arena_finish(&pattern->arena);
	free(pattern);
}

/* ---- matching ---- */

static void keep_captures(const sl_pattern *pattern, sl_pattern_match *match)
{
	const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(pattern->match);
	match->count = pattern->capture_count;
	for (uint32_t i = pattern->group_count; i-- > 0;) {
		const group *g = &pattern->groups[i];
		match->names[g->capture] = g->name;
		match->spans[g->capture] = (sl_span){ 0, 0 };
	}
	for (uint32_t i = 0; i < pattern->group_count; i++) {
		const group *g = &pattern->groups[i];
		PCRE2_SIZE start = bounds[2 * g->number], end = bounds[2 * g->number + 1];
		if (start != PCRE2_UNSET && end > start)
			match->spans[g->capture] = (sl_span){ (uint32_t)start, (uint32_t)end };
	}
}

/* Nearly all attributions of a corpus are one of a few. */
static remembered *place_of(const sl_pattern *pattern, sl_str subject)
{
	if (subject.size < 8 || subject.size > REMEMBERED_BYTES)
		return NULL;
	/* What differs is a name at the end, as a rule. */
	const unsigned char *end = (const unsigned char *)subject.data + subject.size;
	unsigned sum = (unsigned)subject.size + end[-2] * 3u + end[-4] * 5u + end[-7] * 7u;
	return &pattern->experience->remembered[sum % REMEMBERED];
}

static bool is_remembered(const remembered *place, sl_str subject)
{
	return place && place->size == subject.size && memcmp(place->text, subject.data, (size_t)subject.size) == 0;
}

static void remember(remembered *place, sl_str subject, const sl_pattern_match *match)
{
	if (!place)
		return;
	place->size = (uint32_t)subject.size;
	place->match = *match;
	memcpy(place->text, subject.data, (size_t)subject.size);
}

/* Where there is no JIT, or none is allowed (no executable memory), the interpreter does the same more slowly. */
static void make_jit(const sl_pattern *pattern)
{
	experience *past = pattern->experience;
	past->jit_tried = true;
	if (pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) != 0)
		return;
	past->jit_stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_MOST, NULL);
	if (past->jit_stack)
		pcre2_jit_stack_assign(pattern->context, NULL, past->jit_stack);
}

/* What pcre2_match gives. Texts of a document were checked as UTF-8 when it was read. */
static int run(const sl_pattern *pattern, sl_str subject, uint32_t limit, bool jit)
{
	pcre2_set_match_limit(pattern->context, limit);
	return pcre2_match(pattern->code, (PCRE2_SPTR)(subject.size ? subject.data : ""), (PCRE2_SIZE)subject.size, 0,
	    PCRE2_NO_UTF_CHECK | (jit ? 0 : PCRE2_NO_JIT), pattern->match, pattern->context);
}

static int match_bounded(const sl_pattern *pattern, sl_str subject)
{
	experience *past = pattern->experience;
	if (!past->jit_tried && past->looks < LOOKS_WITHOUT_JIT) {
		past->looks++;
		int found = run(pattern, subject, LIMIT_WITHOUT_JIT, false);
		if (found >= 0 || found == PCRE2_ERROR_NOMATCH)
			return found;
	}
	if (!past->jit_tried)
		make_jit(pattern);
	return run(pattern, subject, SL_PATTERN_MATCH_LIMIT, past->jit_stack != NULL);
}

sl_pattern_result sl_pattern_match_line(const sl_pattern *pattern, sl_str subject, sl_pattern_match *match)
{
	remembered *place = place_of(pattern, subject);
	if (is_remembered(place, subject)) {
		*match = place->match;
		return SL_PATTERN_YES;
	}
	int found = match_bounded(pattern, subject);
	match->count = 0;
	if (found >= 0) {
		keep_captures(pattern, match);
		remember(place, subject, match);
		return SL_PATTERN_YES;
	}
	switch (found) {
	case PCRE2_ERROR_NOMATCH:
		return SL_PATTERN_NO;
	case PCRE2_ERROR_NOMEMORY:
		return SL_PATTERN_NO_MEMORY;
	default: /* a limit, or a pattern that calls itself without end */
		return SL_PATTERN_LIMIT;
	}
}

const sl_pattern_word *sl_pattern_words(const sl_pattern *pattern, uint32_t *count, bool *template)
{
	*count = pattern->word_count;
	*template = pattern->template;
	return pattern->words;
}
