/* SPDX-License-Identifier: Apache-2.0
 * test_pattern.c - attribution patterns: what matches and is captured, what is given up, what is refused, what is a template.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "config/pattern.h"
#include "config/pattern_simple.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define CREDITS "Edited by (?<curator>.+?)\\. First published by (?<publisher>.+)\\."

static sl_pattern *compile(const char *text)
{
	sl_arena arena;
	const char *error;
	size_t offset;
	sl_arena_init(&arena);
	sl_pattern *pattern = sl_pattern_compile(&arena, sl_str_of(text), &error, &offset);
	if (!pattern)
		fail_msg("%s: %s at %zu", text, error ? error : "no memory", offset);
	sl_arena_finish(&arena);
	return pattern;
}

static sl_pattern_result match_once(const char *pattern_text, sl_str subject)
{
	sl_pattern_match match;
	sl_pattern *pattern = compile(pattern_text);
	sl_pattern_result result = sl_pattern_match_line(pattern, subject, &match);
	sl_pattern_free(pattern);
	return result;
}

/* ---- matching ---- */

static void assert_capture(const sl_pattern_match *match, uint32_t index, const char *name, sl_str subject, const char *text)
{
	assert_true(index < match->count);
	assert_true(sl_str_is(match->names[index], name));
	assert_true(sl_str_is(sl_str_slice(subject.data, match->spans[index]), text));
}

static void captures_have_names_and_spans(void **state)
{
	(void)state;
	sl_pattern_match match;
	sl_str line = SL_LIT("Edited by A. Curator. First published by The Gazette.");
	sl_pattern *pattern = compile(CREDITS);
	assert_int_equal(sl_pattern_match_line(pattern, line, &match), SL_PATTERN_YES);
	assert_int_equal(match.count, 2);
	assert_capture(&match, 0, "curator", line, "A. Curator");
	assert_capture(&match, 1, "publisher", line, "The Gazette");
	/* The same pattern again, and on a line that does not match: nothing is left of the first. */
	assert_int_equal(sl_pattern_match_line(pattern, SL_LIT("Edited by nobody"), &match), SL_PATTERN_NO);
	assert_int_equal(match.count, 0);
	assert_int_equal(sl_pattern_match_line(pattern, line, &match), SL_PATTERN_YES);
	sl_pattern_free(pattern);
	sl_pattern_free(NULL);
}

static void captures_come_in_the_order_of_the_pattern(void **state)
{
	(void)state;
	sl_pattern_match match;
	sl_str line = SL_LIT("1 2 3");
	sl_pattern *pattern = compile("(?<zeta>\\d) (\\d) (?P<alpha>\\d)");
	assert_int_equal(sl_pattern_match_line(pattern, line, &match), SL_PATTERN_YES);
	assert_int_equal(match.count, 2);
	assert_capture(&match, 0, "zeta", line, "1");
	assert_capture(&match, 1, "alpha", line, "3");
	sl_pattern_free(pattern);
}

static void captures_that_are_unset_are_empty(void **state)
{
	(void)state;
	sl_pattern_match match;
	sl_pattern *pattern = compile("by (?<first>\\w+)(?: and (?<second>\\w+))?");
	sl_str both = SL_LIT("by Ada and Bob"), one = SL_LIT("by Ada");
	assert_int_equal(sl_pattern_match_line(pattern, both, &match), SL_PATTERN_YES);
	assert_capture(&match, 1, "second", both, "Bob");
	assert_int_equal(sl_pattern_match_line(pattern, one, &match), SL_PATTERN_YES);
	assert_int_equal(match.count, 2);
	assert_capture(&match, 0, "first", one, "Ada");
	assert_int_equal(match.spans[1].start, match.spans[1].end);
	sl_pattern_free(pattern);
}

static void captures_of_one_name_are_one(void **state)
{
	(void)state;
	sl_pattern_match match;
	sl_pattern *pattern = compile("(?J)(?:by (?<who>\\w+)|from (?<who>\\w+))");
	sl_str by = SL_LIT("by Ada"), from = SL_LIT("from Bob");
	assert_int_equal(sl_pattern_match_line(pattern, by, &match), SL_PATTERN_YES);
	assert_int_equal(match.count, 1);
	assert_capture(&match, 0, "who", by, "Ada");
	assert_int_equal(sl_pattern_match_line(pattern, from, &match), SL_PATTERN_YES);
	assert_capture(&match, 0, "who", from, "Bob");
	sl_pattern_free(pattern);
}

static void matches_whole_lines_only(void **state)
{
	(void)state;
	assert_int_equal(match_once("one|one two", SL_LIT("one two")), SL_PATTERN_YES);
	assert_int_equal(match_once("one", SL_LIT("one two")), SL_PATTERN_NO);
	assert_int_equal(match_once("two", SL_LIT("one two")), SL_PATTERN_NO);
	assert_int_equal(match_once("^one$", SL_LIT("one")), SL_PATTERN_YES);
	assert_int_equal(match_once("", SL_LIT("")), SL_PATTERN_YES);
	assert_int_equal(match_once("", SL_LIT("x")), SL_PATTERN_NO);
}

static void captures_stay_within_a_line(void **state)
{
	(void)state;
	assert_int_equal(match_once("by (?<who>.+)", SL_LIT("by Ada\nand more")), SL_PATTERN_NO);
	assert_int_equal(match_once("by (?<who>.+)", SL_LIT("by Ada\rand more")), SL_PATTERN_NO);
	assert_int_equal(match_once("by Ada$", SL_LIT("by Ada\n")), SL_PATTERN_NO);
	assert_int_equal(match_once("by (?<who>.+)", SL_LIT("by Ada\r\n")), SL_PATTERN_NO);
}

static void reads_unicode(void **state)
{
	(void)state;
	sl_pattern_match match;
	sl_str line = SL_LIT("von Jürgen Müller für 机器之心。");
	sl_pattern *pattern = compile("von (?<wer>\\w+ \\w+) für (?<wen>.{4})。");
	assert_int_equal(sl_pattern_match_line(pattern, line, &match), SL_PATTERN_YES);
	assert_capture(&match, 0, "wer", line, "Jürgen Müller");
	assert_capture(&match, 1, "wen", line, "机器之心");
	sl_pattern_free(pattern);
	assert_int_equal(match_once("(?i)ÜBER", SL_LIT("über")), SL_PATTERN_YES);
	assert_int_equal(match_once("a\\sb", SL_LIT("a\u00a0b")), SL_PATTERN_YES);
}

/* ---- limits ---- */

static void gives_up_where_matching_explodes(void **state)
{
	(void)state;
	static const char *const explosive[] = { "(a+)+b", "(?<x>(a|aa)+)+b", "(*NO_JIT)(a+)+b", "(*NO_JIT)(?:a|a)*b", NULL };
	char line[201];
	memset(line, 'a', 200);
	memcpy(line + 199, "bc", 2); /* a `b` there is, but no end behind it */
	clock_t start = clock();
	for (uint32_t i = 0; explosive[i]; i++)
		assert_int_equal(match_once(explosive[i], (sl_str){ line, 201 }), SL_PATTERN_LIMIT);
	assert_true(clock() - start < 2 * CLOCKS_PER_SEC);
	/* An endless recursion is given up too. */
	assert_int_equal(match_once("(?<x>a?(?&x)b)", (sl_str){ line, 201 }), SL_PATTERN_LIMIT);
}

/* Machine code is made when many lines were matched. Lines of any length, from those that hardly cost anything to those that are given up. */
static void a_line_gives_the_same_early_and_late(void **state)
{
	(void)state;
	static const char *const patterns[] = { CREDITS, "(?<x>a|aa)+b", "(?<x>.*)(.*)(.*)b", "(?:a?){20}(?<x>a{20})", "(?:(?<x>.))+", "((?:.)+,?)*(?<x>c)" };
	static char line[20000];
	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		sl_pattern *late = compile(patterns[i]);
		for (uint32_t k = 0; k < 40; k++) {
			sl_pattern_match match;
			snprintf(line, sizeof(line), "%u", k);
			sl_pattern_match_line(late, sl_str_of(line), &match);
		}
		for (size_t size = 1; size < sizeof(line); size = size * 5 / 4 + 1) {
			sl_pattern_match first = { 0 }, other = { 0 };
			memset(line, 'a', size);
			line[size - 1] = size % 2 ? 'b' : 'c';
			sl_pattern *early = compile(patterns[i]);
			sl_str subject = { line, size };
			sl_pattern_result result = sl_pattern_match_line(early, subject, &first);
			assert_int_equal(sl_pattern_match_line(late, subject, &other), result);
			assert_int_equal(first.count, other.count);
			if (result == SL_PATTERN_YES)
				assert_memory_equal(&first.spans, &other.spans, first.count * sizeof(*first.spans));
			sl_pattern_free(early);
		}
		sl_pattern_free(late);
	}
}

/* Where PCRE2's two ways of matching differ, one of them is asked from the first line on. */
static void odd_patterns_give_the_same_early_and_late(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *line;
	} odd[] = { { "(?:(?<n>a)*+b|a)", "a" }, { "\\w(*SKIP)", "baa" }, { "(?<x>a(*ACCEPT){0,2}?b)+", "aab" }, { "(?R)??", "caa" } };
	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		sl_pattern_match first = { 0 }, late = { 0 };
		sl_pattern *pattern = compile(odd[i].pattern);
		sl_pattern_result result = sl_pattern_match_line(pattern, sl_str_of(odd[i].line), &first);
		for (uint32_t k = 0; k < 40; k++) {
			char line[16];
			snprintf(line, sizeof(line), "%u", k);
			sl_pattern_match_line(pattern, sl_str_of(line), &late);
		}
		assert_int_equal(sl_pattern_match_line(pattern, sl_str_of(odd[i].line), &late), result);
		assert_int_equal(first.count, late.count);
		assert_memory_equal(&first.spans, &late.spans, first.count * sizeof(*first.spans));
		sl_pattern_free(pattern);
	}
}

static void knows_simple_patterns(void **state)
{
	(void)state;
	static const char *const simple[] = { CREDITS, "", "a\\.b", "\\d+ [^]x\\]\\w-]{2,3}?", "(?<a>.*)(?<_b1>[a-z]*?) x{2}", "é+?" };
	static const char *const others[] = { "(a)", "(?:a)", "(?<a>b)*", "(?<a>b){2}", "(?<a>(?<b>c))", "a|b", "a*+", "a?+", "a{2}+", "(*SKIP)a", "\\1", "\\K", "\\Qa(\\E",
		"(?<=a)b", "(?R)", "[[:alpha:]]", "[\\Q]\\E]", "(?i)a", "\\R", "a{x" };
	for (size_t i = 0; i < sizeof(simple) / sizeof(*simple); i++)
		assert_true(sl_pattern_is_simple(sl_str_of(simple[i])));
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_false(sl_pattern_is_simple(sl_str_of(others[i])));
}

static void takes_very_long_lines(void **state)
{
	(void)state;
	const size_t size = 4000000;
	char *line = malloc(size);
	assert_non_null(line);
	memset(line, 'x', size);
	assert_int_equal(match_once(CREDITS, (sl_str){ line, size }), SL_PATTERN_NO);
	memcpy(line, "Edited by ", 10);
	assert_int_not_equal(match_once(CREDITS, (sl_str){ line, size }), SL_PATTERN_YES);
	memcpy(line + 20, ". First published by ", 21);
	line[size - 1] = '.';
	assert_int_equal(match_once(CREDITS, (sl_str){ line, size }), SL_PATTERN_YES);
	free(line);
}

static void compiling_is_bounded(void **state)
{
	(void)state;
	static char text[40000];
	sl_arena arena;
	const char *error;
	size_t offset;
	clock_t start = clock();
	sl_arena_init(&arena);
	memset(text, '(', sizeof(text));
	assert_null(sl_pattern_compile(&arena, (sl_str){ text, 4000 }, &error, &offset));
	assert_non_null(error);
	memset(text, 'a', sizeof(text));
	assert_null(sl_pattern_compile(&arena, (sl_str){ text, sizeof(text) }, &error, &offset));
	assert_non_null(error);
	assert_null(sl_pattern_compile(&arena, SL_LIT("((((a{1000}){1000}){1000}){1000})"), &error, &offset));
	assert_non_null(error);
	assert_true(clock() - start < 2 * CLOCKS_PER_SEC);
	sl_arena_finish(&arena);
}

/* ---- patterns that are refused ---- */

static void assert_refused(sl_str text, size_t where, const char *why)
{
	sl_arena arena;
	const char *error;
	size_t offset;
	sl_arena_init(&arena);
	assert_null(sl_pattern_compile(&arena, text, &error, &offset));
	assert_non_null(error);
	if (!strstr(error, why))
		fail_msg("%s", error);
	assert_int_equal(offset, where);
	sl_arena_finish(&arena);
}

static void bad_patterns_are_refused_with_their_place(void **state)
{
	(void)state;
	assert_refused(SL_LIT("by (?<who>.+"), 12, "missing closing parenthesis");
	assert_refused(SL_LIT("by *+*x"), 5, "quantifier");
	assert_refused(SL_LIT("by (?<1x>.)"), 6, "start with a");
	assert_refused(SL_LIT("[z-a]"), 3, "range out of order");
	assert_refused(SL_LIT("a\\Cb"), 3, "\\C");
	assert_refused(SL_LIT("a\xff"), 1, "UTF-8");
	assert_refused(SL_LIT("(?<a>x)(?<a>y)"), 12, "same name");
}

static void more_captures_than_can_be_held_are_refused(void **state)
{
	(void)state;
	char text[400] = "";
	for (uint32_t i = 0; i < SL_PATTERN_MAX_CAPTURES; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "(?<c%u>.)", (unsigned)i);
	sl_pattern_match match;
	sl_pattern *pattern = compile(text);
	assert_int_equal(sl_pattern_match_line(pattern, SL_LIT("0123456789abcdef"), &match), SL_PATTERN_YES);
	assert_int_equal(match.count, SL_PATTERN_MAX_CAPTURES);
	sl_pattern_free(pattern);
	strcat(text, "(?<more>.)");
	assert_refused(sl_str_of(text), 0, "16 named captures");
}

/* ---- templates ---- */

/* Words in one line: literals as they are, captures as before{name}after, in front "T:" or "-:" (no template). */
static void assert_words(const char *text, const char *expected)
{
	char line[1000];
	uint32_t count;
	bool template;
	sl_pattern *pattern = compile(text);
	const sl_pattern_word *words = sl_pattern_words(pattern, &count, &template);
	size_t size = (size_t)snprintf(line, sizeof(line), "%s:", template ? "T" : "-");
	for (uint32_t i = 0; i < count; i++) {
		const sl_pattern_word *w = &words[i];
		size += (size_t)(w->capture ? snprintf(line + size, sizeof(line) - size, " %.*s{%.*s}%.*s", SL_ARG(w->before), SL_ARG(w->text),
						  SL_ARG(w->after))
					    : snprintf(line + size, sizeof(line) - size, " %.*s", SL_ARG(w->text)));
	}
	assert_string_equal(line, expected);
	sl_pattern_free(pattern);
}

static void templates_are_words_and_captures(void **state)
{
	(void)state;
	assert_words(CREDITS, "T: Edited by {curator}. First published by {publisher}.");
	assert_words("^By (?P<a>.+),\\s+of “(?'b'[^)\\]]+)”$", "T: By {a}, of “{b}”");
	assert_words("A\\-B\\. \\(c\\) (?<x>.+)", "T: A-B. (c) {x}");
	assert_words("A\\s*B +C\\h++D\\s*?E\\ F", "T: A B C D E F");
	assert_words("von (?<wer>.+) für 机器", "T: von {wer} für 机器");
	assert_words("(?<x>(?:a|b)+(?=c)[()]\\)c)!", "T: {x}!");
	assert_words("no captures at all", "T: no captures at all");
	assert_words("\\$5 \\^ a]b", "T: $5 ^ a]b");
}

static void other_patterns_are_no_templates(void **state)
{
	(void)state;
	assert_words("", "-:");
	assert_words("(?i)By (?<x>.+)", "-: {x}");
	assert_words("By (?<x>.+)(?<y>.)", "-: By");
	assert_words("By (?<x>(?<y>.)+)", "-: By {x}");
	assert_words("By (?<x>(.)+)", "-: By {x}");
	assert_words("Edit(?:ed|s) by (?<x>.+)", "-: by {x}");
	assert_words("Edited? by (?<x>.+)", "-: by {x}");
	assert_words("Edited by (?<x>.+)?", "-: Edited by");
	assert_words("colou?r [a-z]+ \\d+ by hand", "-: by hand");
	assert_words("one two|three four", "-: one two three four");
	assert_words("a{2} b", "-: b");
	assert_words("a {2}b c", "-: a c");
	assert_words("any. thing", "-: thing");
	assert_words("x^y z", "-: z");
	assert_words("a$b z", "-: z");
	assert_words("no\u00a0break", "-: no break");
	assert_words("[]x ]y [[:alpha:] ]z w", "-: w");
}

/* A line written anew from a template's words must match the pattern. */
static void templates_write_lines_that_match(void **state)
{
	(void)state;
	static const char *const templates[] = { CREDITS, "^By (?P<a>.+),\\s+of “(?'b'[^)\\]]+)”$", "A\\s*B +C\\h++D\\s*?E\\ (?<f>\\w+)", NULL };
	for (uint32_t i = 0; templates[i]; i++) {
		char line[1000] = "";
		uint32_t count;
		bool template;
		sl_pattern_match match;
		sl_pattern *pattern = compile(templates[i]);
		const sl_pattern_word *words = sl_pattern_words(pattern, &count, &template);
		assert_true(template);
		for (uint32_t k = 0; k < count; k++) {
			const sl_pattern_word *w = &words[k];
			sl_str text = w->capture ? SL_LIT("something") : w->text;
			snprintf(line + strlen(line), sizeof(line) - strlen(line), "%s%.*s%.*s%.*s", k ? " " : "", SL_ARG(w->before), SL_ARG(text),
			    SL_ARG(w->after));
		}
		if (sl_pattern_match_line(pattern, sl_str_of(line), &match) != SL_PATTERN_YES)
			fail_msg("%s does not match %s", line, templates[i]);
		sl_pattern_free(pattern);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(captures_have_names_and_spans),
		cmocka_unit_test(captures_come_in_the_order_of_the_pattern),
		cmocka_unit_test(captures_that_are_unset_are_empty),
		cmocka_unit_test(captures_of_one_name_are_one),
		cmocka_unit_test(matches_whole_lines_only),
		cmocka_unit_test(captures_stay_within_a_line),
		cmocka_unit_test(reads_unicode),
		cmocka_unit_test(gives_up_where_matching_explodes),
		cmocka_unit_test(a_line_gives_the_same_early_and_late),
		cmocka_unit_test(odd_patterns_give_the_same_early_and_late),
		cmocka_unit_test(knows_simple_patterns),
		cmocka_unit_test(takes_very_long_lines),
		cmocka_unit_test(compiling_is_bounded),
		cmocka_unit_test(bad_patterns_are_refused_with_their_place),
		cmocka_unit_test(more_captures_than_can_be_held_are_refused),
		cmocka_unit_test(templates_are_words_and_captures),
		cmocka_unit_test(other_patterns_are_no_templates),
		cmocka_unit_test(templates_write_lines_that_match),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
