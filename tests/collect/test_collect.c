/* SPDX-License-Identifier: Apache-2.0
 * test_collect.c - problems placed, counted and put in order. The judge is one of our own: the program's is tested with the checker.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "collect/collect.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* ---- a checker of our own ---------------------------------------------------------------------------------------- */

/* What the next judge reports. */
typedef struct verdict {
	uint32_t fact;
	sl_span span; /* {0,0}: the fact's own */
	const char *message;
} verdict;

static bool judges;
static const verdict *verdicts;
static uint32_t verdict_count;
static sl_buffer seen_facts; /* what judge was handed */

static const sl_rule_manifest alpha = { .id = { "a/alpha", 7 }, .summary = { "summary of alpha", 16 } };
static const sl_rule_manifest beta = { .id = { "b/beta", 6 }, .summary = { "summary of beta", 15 } };
static const sl_settings settings_one = { .syntax = 1 }, settings_two = { .syntax = 2 };

static bool judge_all(void *judging, sl_arena *arena, const sl_corpus_fact *facts, uint32_t count, sl_judged *report, void *user)
{
	assert_null(judging);
	for (uint32_t i = 0; i < count; i++) {
		const sl_corpus_fact *fact = &facts[i];
		sl_buffer_printf(&seen_facts, "%.*s@%.*s %.*s=%.*s %u-%u %u;", SL_ARG(fact->rule->id), SL_ARG(fact->fact.path), SL_ARG(fact->key),
		    SL_ARG(fact->fact.value), fact->fact.span.start, fact->fact.span.end, fact->settings->syntax);
	}
	for (uint32_t i = 0; i < verdict_count; i++) {
		sl_span own = facts[verdicts[i].fact].fact.span;
		sl_diagnostic diagnostic = { .rule = facts[verdicts[i].fact].rule, .severity = SL_WARNING };
		diagnostic.span = verdicts[i].span.end ? verdicts[i].span : own;
		diagnostic.message = sl_arena_copy(arena, sl_str_of(verdicts[i].message));
		diagnostic.help = diagnostic.rule->summary;
		report(user, verdicts[i].fact, &diagnostic);
	}
	return true;
}

static const sl_corpus_judge judge = { judge_all, NULL };

/* ---- files and what is found in them ------------------------------------------------------------------------------ */

static sl_source source;
static sl_collector *collector;
static sl_buffer out;
static uint32_t sink_stops_after;

/* One line a problem, with all that is in it. */
static bool take(void *user, const sl_problem *problem)
{
	assert_ptr_equal(user, &out);
	sl_buffer_printf(&out, "%.*s:%u:%u-%u:%u %u-%u %.*s %s %.*s", SL_ARG(problem->file), problem->start.line, problem->start.column,
	    problem->end.line, problem->end.column, problem->span.start, problem->span.end, SL_ARG(problem->rule->id),
	    sl_severity_name(problem->severity), SL_ARG(problem->message));
	for (uint32_t i = 0; i < problem->fix_count; i++) {
		const sumlint_fix *fix = &problem->fixes[i];
		sl_buffer_printf(&out, " <%.*s", SL_ARG(fix->title));
		for (uint32_t k = 0; k < fix->edit_count; k++)
			sl_buffer_printf(&out, " %u-%u'%.*s'", fix->edits[k].span.start, fix->edits[k].span.end, SL_ARG(fix->edits[k].text));
		sl_buffer_append_char(&out, '>');
	}
	if (problem->excerpt.data && problem->excerpt.size < 100)
		sl_buffer_printf(&out, " |%.*s|", SL_ARG(problem->excerpt));
	sl_buffer_append_char(&out, '\n');
	return sink_stops_after == 0 || --sink_stops_after > 0;
}

static int start(void **state)
{
	(void)state;
	sl_source_init(&source);
	sl_buffer_init(&out);
	sl_buffer_init(&seen_facts);
	judges = false;
	verdict_count = sink_stops_after = 0;
	collector = NULL;
	return 0;
}

static int stop(void **state)
{
	(void)state;
	sl_collector_free(collector);
	sl_source_finish(&source);
	sl_buffer_finish(&out);
	sl_buffer_finish(&seen_facts);
	return 0;
}

static void begin(bool with_judge)
{
	judges = with_judge;
	collector = sl_collector_create(judges ? &judge : NULL, take, &out);
	assert_non_null(collector);
}

static sl_diagnostic at(uint32_t from, uint32_t to, const sl_rule_manifest *rule, const char *message)
{
	return (sl_diagnostic){ .rule = rule, .severity = SL_ERROR, .span = { from, to }, .message = sl_str_of(message), .help = rule->summary };
}

/* Adds a file; its text, diagnostics and facts are gone right afterwards, as those of a real run are. */
static bool add_checked(const char *path, sl_str text, const sl_settings *settings, const sl_checked *checked)
{
	assert_true(sl_source_set(&source, text));
	char *name = strdup(path);
	assert_non_null(name);
	bool good = sl_collector_add(collector, settings, sl_str_of(name), &source, checked);
	memset(name, '?', strlen(name));
	free(name);
	memset(source.bytes.data, '?', source.bytes.size);
	return good;
}

static bool add(const char *path, const char *text, uint32_t count, sl_diagnostic *diagnostics)
{
	sl_checked checked = { .diagnostics = diagnostics, .count = count };
	return add_checked(path, sl_str_of(text), &settings_one, &checked);
}

static void assert_out(const char *expected)
{
	assert_string_equal(out.data ? out.data : "", expected);
}

/* ---- streaming ------------------------------------------------------------------------------------------------- */

static void problems_are_placed_and_handed_on_at_once(void **state)
{
	(void)state;
	begin(false);
	sl_diagnostic found[] = { at(0, 5, &alpha, "first"), at(6, 11, &beta, "second"), at(14, 14, &beta, "nothing here") };
	assert_true(add("x.md", "Tülu\n– two\n", 3, found));
	assert_out("x.md:1:1-1:5 0-5 a/alpha error first |Tülu|\n"
	    "x.md:2:1-2:4 6-11 b/beta error second |– two|\n"
	    "x.md:3:1-3:1 14-14 b/beta error nothing here ||\n");
	assert_true(sl_collector_finish(collector));
}

static void counts_by_severity_fixes_and_files(void **state)
{
	(void)state;
	begin(false);
	sumlint_fix fix = { .title = { "do", 2 }, .safety = SUMLINT_FIX_UNSAFE };
	sl_diagnostic found[] = { at(0, 1, &alpha, "e"), at(0, 1, &alpha, "w"), at(1, 2, &beta, "i"), at(2, 2, &beta, "w") };
	found[1].severity = found[3].severity = SL_WARNING;
	found[2].severity = SL_INFO;
	found[2].fixes = &fix;
	found[2].fix_count = 1;
	assert_true(add("a.md", "one", 0, NULL));
	assert_true(add("b.md", "two", 4, found));
	assert_true(add("c.md", "three", 1, found));
	assert_true(sl_collector_finish(collector));
	const sl_counts *counts = sl_collector_counts(collector);
	assert_int_equal(counts->files, 3);
	assert_int_equal(counts->files_with_problems, 2);
	assert_int_equal(counts->problems[SL_ERROR], 2);
	assert_int_equal(counts->problems[SL_WARNING], 2);
	assert_int_equal(counts->problems[SL_INFO], 1);
	assert_int_equal(counts->fixable, 1);
	assert_int_equal(counts->suppressed, 0);
}

static void a_sink_that_cannot_go_on_ends_it(void **state)
{
	(void)state;
	begin(false);
	sl_diagnostic found[] = { at(0, 1, &alpha, "one"), at(1, 2, &alpha, "two"), at(2, 3, &alpha, "three") };
	sink_stops_after = 2;
	assert_false(add("a.md", "abc", 3, found));
	assert_out("a.md:1:1-1:2 0-1 a/alpha error one |abc|\na.md:1:2-1:3 1-2 a/alpha error two |abc|\n");
}

static void an_unreadable_file_has_no_source_line(void **state)
{
	(void)state;
	begin(false);
	sl_diagnostic found[] = { at(0, 0, &alpha, "cannot read") };
	sl_checked checked = { .diagnostics = found, .count = 1 };
	assert_true(sl_source_read(&source, "/nowhere/at/all"));
	assert_true(sl_collector_add(collector, &settings_one, SL_LIT("gone.md"), &source, &checked));
	assert_out("gone.md:1:1-1:1 0-0 a/alpha error cannot read\n");
}

/* ---- windows of long lines --------------------------------------------------------------------------------------- */

static sl_str long_line;
static uint32_t windows_seen;

static bool check_window(void *user, const sl_problem *problem)
{
	(void)user;
	sl_span line = { 2, (uint32_t)long_line.size - 1 };
	assert_int_equal(problem->start.line, 2);
	assert_true(problem->excerpt.size <= 8192);
	/* The window begins and ends between two characters, and its first column is said rightly: three bytes each. */
	uint32_t from = (uint32_t)(problem->excerpt.data - source.bytes.data);
	assert_int_equal((from - line.start) % 3, 0);
	assert_int_equal(problem->excerpt.size % 3, 0);
	assert_int_equal(problem->excerpt_from, (from - line.start) / 3);
	assert_true(from <= problem->span.start);
	assert_true(problem->span.start - from <= 2048);
	assert_true(problem->span.start < from + problem->excerpt.size || problem->span.start == line.end);
	assert_int_equal(problem->excerpt_cut, from + problem->excerpt.size < line.end);
	assert_int_equal(problem->start.column, (problem->span.start - line.start) / 3 + 1);
	assert_int_equal(problem->end.column, (problem->span.end - line.start) / 3 + 1);
	windows_seen++;
	return true;
}

static void a_long_line_is_shown_by_a_window(void **state)
{
	(void)state;
	enum { CHARACTERS = 4 << 20, PROBLEMS = 10000 };
	char *text = malloc(3 * CHARACTERS + 3);
	sl_diagnostic *found = calloc(PROBLEMS, sizeof(*found));
	assert_true(text && found);
	memcpy(text, "x\n", 2);
	for (size_t i = 0; i < CHARACTERS; i++)
		memcpy(text + 2 + 3 * i, "\u8bed", 3);
	text[3 * CHARACTERS + 2] = '\n';
	long_line = (sl_str){ text, 3 * CHARACTERS + 3 };
	for (uint32_t i = 0; i < PROBLEMS; i++) {
		uint32_t from = 2 + i * (3 * (CHARACTERS / (PROBLEMS - 1)));
		found[i] = at(from, i % 2 ? 3 * CHARACTERS + 2 : from + 3, &alpha, "here");
	}
	found[PROBLEMS - 1] = at(3 * CHARACTERS + 2, 3 * CHARACTERS + 2, &alpha, "at the end");
	assert_true(sl_source_set(&source, long_line));
	collector = sl_collector_create(NULL, check_window, NULL);
	assert_non_null(collector);
	sl_checked checked = { .diagnostics = found, .count = PROBLEMS };
	clock_t begun = clock();
	assert_true(sl_collector_add(collector, &settings_one, SL_LIT("long.txt"), &source, &checked));
	assert_true((double)(clock() - begun) / CLOCKS_PER_SEC < 10.0);
	assert_int_equal(windows_seen, PROBLEMS);
	free(found);
	free(text);
}

/* ---- holding back ------------------------------------------------------------------------------------------------ */

static void problems_wait_for_the_judge(void **state)
{
	(void)state;
	begin(true);
	sumlint_edit edits[] = { { { 0, 3 }, { "ONE", 3 } }, { { 4, 4 }, { NULL, 0 } } };
	sumlint_fix fixes[] = { { { "write big", 9 }, SUMLINT_FIX_SAFE, 2, edits } };
	sl_diagnostic found[] = { at(0, 3, &alpha, "one"), at(4, 7, &beta, "two") };
	found[0].fixes = fixes;
	found[0].fix_count = 1;
	assert_true(add("a.md", "one\ntwo\n", 2, found));
	memset(edits, 0, sizeof(edits));
	memset(fixes, 0, sizeof(fixes));
	assert_true(add("b.md", "three", 0, NULL));
	assert_true(add("c.md", "x one y", 1, found + 1));
	assert_out("");
	assert_true(sl_collector_finish(collector));
	assert_out("a.md:1:1-1:4 0-3 a/alpha error one <write big 0-3'ONE' 4-4''> |one|\n"
	    "a.md:2:1-2:4 4-7 b/beta error two |two|\n"
	    "c.md:1:5-1:8 4-7 b/beta error two |x one y|\n");
	const sl_counts *counts = sl_collector_counts(collector);
	assert_int_equal(counts->files, 3);
	assert_int_equal(counts->files_with_problems, 2);
	assert_int_equal(counts->problems[SL_ERROR], 3);
	assert_int_equal(counts->fixable, 1);
}

static sl_fact fact(uint32_t from, uint32_t to, const char *key, const char *value)
{
	return (sl_fact){ &beta, sl_str_of(key), sl_str_of(value), { from, to }, false };
}

static void judgements_stand_in_order_among_the_problems(void **state)
{
	(void)state;
	begin(true);
	static const verdict given[] = { { 2, { 0, 0 }, "third fact" }, { 0, { 2, 3 }, "elsewhere" }, { 0, { 0, 0 }, "first fact" },
		{ 1, { 4000000, 4000001 }, "past the end" }, { 0, { 0, 0 }, "first fact again" } };
	verdicts = given;
	verdict_count = 5;
	sl_diagnostic found[] = { at(0, 2, &alpha, "zero"), at(4, 7, &alpha, "same place, rule before"), at(8, 9, &alpha, "last") };
	sl_fact facts[] = { fact(4, 7, "key", "two"), fact(8, 8, "key", "none") };
	sl_checked checked = { .diagnostics = found, .count = 3, .facts = facts, .fact_count = 2 };
	assert_true(add_checked("a.md", SL_LIT("é\n\ntwo\n!"), &settings_one, &checked));
	sl_fact later = fact(0, 1, "other", "x");
	checked = (sl_checked){ .facts = &later, .fact_count = 1 };
	assert_true(add_checked("b.md", SL_LIT("x"), &settings_two, &checked));
	assert_true(sl_collector_finish(collector));
	assert_string_equal(seen_facts.data, "b/beta@a.md key=two 4-7 1;b/beta@a.md key=none 8-8 1;b/beta@b.md other=x 0-1 2;");
	assert_out("a.md:1:1-1:2 0-2 a/alpha error zero |é|\n"
	    "a.md:3:1-3:4 4-7 a/alpha error same place, rule before |two|\n"
	    "a.md:3:1-3:4 4-7 b/beta warning elsewhere |two|\n"
	    "a.md:3:1-3:4 4-7 b/beta warning first fact |two|\n"
	    "a.md:3:1-3:4 4-7 b/beta warning first fact again |two|\n"
	    "a.md:4:1-4:1 8-8 b/beta warning past the end |!|\n"
	    "a.md:4:1-4:2 8-9 a/alpha error last |!|\n"
	    "b.md:1:1-1:2 0-1 b/beta warning third fact |x|\n");
	const sl_counts *counts = sl_collector_counts(collector);
	assert_int_equal(counts->files_with_problems, 2);
	assert_int_equal(counts->problems[SL_WARNING], 5);
}

static void a_judge_with_nothing_to_judge_changes_nothing(void **state)
{
	(void)state;
	begin(true);
	assert_true(sl_collector_finish(collector));
	assert_out("");
	sl_collector_free(NULL);
}

static void a_sink_may_stop_what_was_held_back(void **state)
{
	(void)state;
	begin(true);
	sl_diagnostic found[] = { at(0, 1, &alpha, "one"), at(1, 2, &alpha, "two") };
	assert_true(add("a.md", "abc", 2, found));
	sink_stops_after = 1;
	assert_false(sl_collector_finish(collector));
	assert_out("a.md:1:1-1:2 0-1 a/alpha error one |abc|\n");
}

#define test(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(problems_are_placed_and_handed_on_at_once),
		test(counts_by_severity_fixes_and_files),
		test(a_sink_that_cannot_go_on_ends_it),
		test(an_unreadable_file_has_no_source_line),
		test(a_long_line_is_shown_by_a_window),
		test(problems_wait_for_the_judge),
		test(judgements_stand_in_order_among_the_problems),
		test(a_judge_with_nothing_to_judge_changes_nothing),
		test(a_sink_may_stop_what_was_held_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
