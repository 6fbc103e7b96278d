/* SPDX-License-Identifier: Apache-2.0
 * test_judge.c - rules over the corpus: facts stated, grouped, judged, and the verdicts in the report.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "collect/collect.h"

#include "probe.h"

#include <stdio.h>

/* ---- facts: every word of a document is one, its first letter the key -------------------------------------------- */

static const sumlint_ext_facts *facts_of_host(void)
{
	const sumlint_ext_facts *facts = probe.hooks->host->extension(probe.hooks->host, SUMLINT_EXT_FACTS);
	assert_non_null(facts);
	return facts;
}

static void state_words(const char *rule, void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	if (strcmp(rule, "corpus") != 0)
		return;
	const char *text = document->text.data;
	for (uint32_t at = 0; at < document->text.size;) {
		uint32_t size = (uint32_t)strcspn(text + at, " \n");
		char key[2] = { text[at], '\0' };
		if (size)
			facts_of_host()->state(context, sl_str_of(key), (sumlint_str){ text + at, size }, (sumlint_span){ at, at + size });
		key[0] = '?'; /* the host has copied it */
		at += size + 1;
	}
}

/* ---- the judge ---------------------------------------------------------------------------------------------------- */

static sl_buffer judged; /* what it was handed */
static sumlint_diagnostic verdict; /* what it says about every fact; no message: nothing */

static void judge_all(void *instance, sumlint_str key, const sumlint_fact *facts, uint64_t count, sumlint_context *context)
{
	assert_null(instance);
	sl_buffer_printf(&judged, "%.*s:", SL_ARG(key));
	for (uint64_t i = 0; i < count; i++) {
		sl_buffer_printf(&judged, " %.*s/%.*s@%u-%u", SL_ARG(facts[i].path), SL_ARG(facts[i].value), facts[i].span.start, facts[i].span.end);
		sumlint_diagnostic given = verdict;
		if (!given.struct_size)
			continue;
		given.message = probe.hooks->host->format(context, "%.*s is one of %llu", SL_ARG(facts[i].value), (unsigned long long)count);
		facts_of_host()->report_fact(context, &facts[i], &given);
	}
	sl_buffer_append_char(&judged, ';');
}

static sl_collector *collector;
static sl_buffer out;

static bool take(void *user, const sl_problem *problem)
{
	(void)user;
	sl_buffer_printf(&out, "%.*s:%u:%u %s %.*s %.*s (%u)\n", SL_ARG(problem->file), problem->start.line, problem->start.column,
	    sl_severity_name(problem->severity), SL_ARG(problem->rule->id), SL_ARG(problem->message), problem->fix_count);
	return true;
}

static int open_test(void **state)
{
	sl_buffer_init(&judged);
	sl_buffer_init(&out);
	verdict = (sumlint_diagnostic){ 0 };
	collector = NULL;
	int result = probe_open(state);
	probe.hooks->check = state_words;
	probe.hooks->judge = judge_all;
	return result;
}

static int close_test(void **state)
{
	sl_collector_free(collector);
	sl_buffer_finish(&judged);
	sl_buffer_finish(&out);
	return probe_close(state);
}

static bool ask_checker(void *checker, sl_arena *arena, const sl_corpus_fact *facts, uint32_t count, sl_judged *report, void *user)
{
	return sl_checker_judge(checker, arena, facts, count, report, user);
}

static void begin(void)
{
	assert_true(sl_checker_prepare(probe_checker(), probe.settings));
	const sl_corpus_judge judge = { ask_checker, probe_checker() };
	collector = sl_collector_create(sl_checker_judges(probe_checker()) ? &judge : NULL, take, NULL);
	assert_non_null(collector);
}

static void add(const sl_settings *settings, const char *path, const char *text)
{
	assert_true(probe_try(settings, path, sl_str_of(text)));
	assert_true(sl_collector_add(collector, settings, sl_str_of(path), &probe.source, &probe.checked));
	sl_arena_reset(&probe.check_arena);
}

/* ---- tests --------------------------------------------------------------------------------------------------------- */

static void facts_come_to_the_judge_by_key_in_document_order(void **state)
{
	(void)state;
	begin();
	add(probe.settings, "a.txt", "two ant\ntoo\n");
	add(probe.settings, "b.txt", "");
	add(probe.settings, "c.txt", "bee ape two");
	assert_true(sl_collector_finish(collector));
	assert_string_equal(judged.data, "a: a.txt/ant@4-7 c.txt/ape@4-7;b: c.txt/bee@0-3;t: a.txt/two@0-3 a.txt/too@8-11 c.txt/two@8-11;");
	assert_null(out.data);
	assert_string_equal(probe_troubles(), "");
}

static void verdicts_stand_where_their_facts_do(void **state)
{
	(void)state;
	begin();
	verdict.struct_size = sizeof(verdict);
	add(probe.settings, "a.txt", "two ant\ntoo\n");
	add(probe.settings, "b.txt", "\u00fc\u00fc ape");
	assert_true(sl_collector_finish(collector));
	assert_string_equal(out.data, "a.txt:1:1 info probe/corpus two is one of 2 (0)\n"
				      "a.txt:1:5 info probe/corpus ant is one of 2 (0)\n"
				      "a.txt:2:1 info probe/corpus too is one of 2 (0)\n"
				      "b.txt:1:1 info probe/corpus \u00fc\u00fc is one of 1 (0)\n"
				      "b.txt:1:4 info probe/corpus ape is one of 2 (0)\n");
	assert_int_equal(sl_collector_counts(collector)->problems[SL_INFO], 5);
}

static void a_verdict_stands_at_its_fact_and_has_no_fixes(void **state)
{
	(void)state;
	begin();
	sumlint_edit edit = { { 0, 1 }, SL_LIT("x") };
	sumlint_fix fix = { SL_LIT("t"), SUMLINT_FIX_SAFE, 1, &edit };
	verdict = (sumlint_diagnostic){ .struct_size = sizeof(verdict), .span = { 6, 5000 }, .fix_count = 1, .fixes = &fix };
	add(probe.settings, "a.txt", "one\ntwo\n");
	assert_true(sl_collector_finish(collector));
	assert_string_equal(out.data, "a.txt:1:1 info probe/corpus one is one of 1 (0)\na.txt:2:1 info probe/corpus two is one of 1 (0)\n");
}

static void each_verdict_has_the_severity_of_its_own_document(void **state)
{
	(void)state;
	sl_settings *strict = probe_settings(), *silent = probe_settings();
	probe_setting(strict, PROBE_CORPUS)->severity = SL_ERROR;
	probe_setting(silent, PROBE_CORPUS)->severity = SL_OFF;
	assert_true(sl_checker_prepare(probe_checker(), strict));
	assert_true(sl_checker_prepare(probe_checker(), silent));
	begin();
	verdict.struct_size = sizeof(verdict);
	add(probe.settings, "a.txt", "one");
	add(silent, "b.txt", "ode");
	add(strict, "c.txt", "one");
	assert_true(sl_collector_finish(collector));
	assert_string_equal(out.data, "a.txt:1:1 info probe/corpus one is one of 2 (0)\nc.txt:1:1 error probe/corpus one is one of 2 (0)\n");
}

static void nothing_is_held_back_where_no_rule_judges(void **state)
{
	(void)state;
	sl_settings *settings = probe_settings();
	probe_setting(settings, PROBE_CORPUS)->severity = SL_OFF;
	assert_true(sl_checker_prepare(probe_checker(), settings));
	assert_false(sl_checker_judges(probe_checker()));
	assert_true(sl_checker_prepare(probe_checker(), probe.settings));
	assert_true(sl_checker_judges(probe_checker()));
}

/* ---- what a judge may not do ---------------------------------------------------------------------------------------- */

static void judge_badly(void *instance, sumlint_str key, const sumlint_fact *facts, uint64_t count, sumlint_context *context)
{
	(void)instance;
	(void)key;
	sumlint_diagnostic given = { .struct_size = sizeof(given), .message = SL_LIT("m") };
	sumlint_fact copy = facts[0];
	probe.hooks->host->report(context, &given);
	facts_of_host()->state(context, SL_LIT("k"), SL_LIT("v"), (sumlint_span){ 0, 0 });
	facts_of_host()->report_fact(context, &copy, &given);
	facts_of_host()->report_fact(context, facts + count, &given);
	facts_of_host()->report_fact(context, (const sumlint_fact *)(const void *)((const char *)facts + 1), &given);
	facts_of_host()->report_fact(context, NULL, &given);
	facts_of_host()->report_fact(context, facts, NULL);
}

static void what_a_judge_may_not_do_is_an_error_of_the_run(void **state)
{
	(void)state;
	begin();
	probe.hooks->judge = judge_badly;
	add(probe.settings, "a.txt", "one");
	assert_true(sl_collector_finish(collector));
	assert_null(out.data);
	assert_int_equal(probe.troubles.errors, 7);
	assert_non_null(strstr(probe_troubles(), "!a.txt: rule 'probe/corpus' breaks the plugin interface: judge calls report"));
	assert_non_null(strstr(probe_troubles(), "judge states a fact"));
	assert_non_null(strstr(probe_troubles(), "report_fact is given a fact that judge was not given"));
}

static void judge_with_everything(void *instance, sumlint_str key, const sumlint_fact *facts, uint64_t count, sumlint_context *context)
{
	(void)instance;
	(void)key;
	(void)count;
	const sumlint_ext_text *text = probe.hooks->host->extension(probe.hooks->host, SUMLINT_EXT_TEXT);
	const sumlint_ext_vocabulary *terms = probe.hooks->host->extension(probe.hooks->host, SUMLINT_EXT_VOCABULARY);
	const sumlint_vocabulary *topics = terms->find(context, SL_LIT("topics"));
	uint32_t match;
	sumlint_diagnostic given = { .struct_size = sizeof(given), .message = probe.hooks->host->quote(context, facts[0].value) };
	sumlint_part part = { .struct_size = sizeof(part), .slot = 1 };
	assert_true(text->equal(context, SL_LIT("A"), SL_LIT("a")));
	assert_int_equal(terms->lookup(context, topics, SL_LIT("ml"), &match), 1);
	assert_null(terms->uses(context, &part)); /* there is no document to look in */
	facts_of_host()->report_fact(context, &facts[0], &given);
}

static void a_judge_has_the_host_at_hand(void **state)
{
	(void)state;
	begin();
	probe.hooks->judge = judge_with_everything;
	add(probe.settings, "a.txt", "one");
	assert_true(sl_collector_finish(collector));
	assert_string_equal(out.data, "a.txt:1:1 info probe/corpus “one” (0)\n");
}

static void judge_short(void *instance, sumlint_str key, const sumlint_fact *facts, uint64_t count, sumlint_context *context)
{
	(void)instance;
	(void)key;
	(void)facts;
	(void)count;
	probe.hooks->host->fail_memory(context);
}

static void a_judge_short_of_memory_ends_the_run(void **state)
{
	(void)state;
	begin();
	probe.hooks->judge = judge_short;
	add(probe.settings, "a.txt", "one");
	assert_false(sl_collector_finish(collector));
}

static void a_great_many_facts_are_judged(void **state)
{
	(void)state;
	begin();
	verdict.struct_size = sizeof(verdict);
	sl_buffer text;
	sl_buffer_init(&text);
	for (uint32_t i = 0; i < 1000; i++)
		sl_buffer_printf(&text, "%c%u ", 'a' + (int)(i % 26), i);
	for (uint32_t i = 0; i < 50; i++) {
		char path[32];
		snprintf(path, sizeof(path), "%03u.txt", i);
		add(probe.settings, path, text.data);
	}
	sl_buffer_finish(&text);
	assert_true(sl_collector_finish(collector));
	assert_int_equal(sl_collector_counts(collector)->problems[SL_INFO], 50000);
	assert_int_equal(sl_collector_counts(collector)->files_with_problems, 50);
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_test, close_test)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(facts_come_to_the_judge_by_key_in_document_order),
		test(verdicts_stand_where_their_facts_do),
		test(a_verdict_stands_at_its_fact_and_has_no_fixes),
		test(each_verdict_has_the_severity_of_its_own_document),
		test(nothing_is_held_back_where_no_rule_judges),
		test(what_a_judge_may_not_do_is_an_error_of_the_run),
		test(a_judge_has_the_host_at_hand),
		test(a_judge_short_of_memory_ends_the_run),
		test(a_great_many_facts_are_judged),
	};
	return cmocka_run_group_tests(tests, probe_start, probe_stop);
}
