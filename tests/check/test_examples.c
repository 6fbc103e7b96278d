/* SPDX-License-Identifier: Apache-2.0
 * test_examples.c - the examples of a manifest held against what its rules do: what is right passes, and every lie is told at its line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "check/examples.h"

#include "probe.h"

/* ---- rules that report the words of a document ----------------------------------------------------------------------- */

static void report(sumlint_context *context, uint32_t at, const char *message, bool fix)
{
	sumlint_edit edit = { { at, at }, SL_LIT("x") };
	sumlint_fix one = { SL_LIT("fix"), SUMLINT_FIX_SAFE, 1, &edit };
	sumlint_diagnostic given = { .struct_size = sizeof(given), .span = { at, at }, .message = sl_str_of(message), .fix_count = fix, .fixes = &one };
	probe.hooks->host->report(context, &given);
}

static bool holds(sl_str text, const char *word)
{
	return text.size && memmem(text.data, (size_t)text.size, word, strlen(word)) != NULL;
}

/* Rule `one` reports "wrong", and with a fix "mendable"; `two` reports "other", `tuned` "loose"; `corpus` states every text. */
static void check(const char *rule, void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	sl_str text = document->text;
	if (strcmp(rule, "one") == 0 && holds(text, "wrong"))
		report(context, 0, "wrong", false);
	if (strcmp(rule, "one") == 0 && holds(text, "mendable"))
		report(context, 0, "mendable", true);
	if (strcmp(rule, "two") == 0 && holds(text, "other"))
		report(context, 0, "another defect", false);
	if (strcmp(rule, "tuned") == 0 && holds(text, "loose"))
		report(context, 0, "loose", false);
	if (strcmp(rule, "corpus") == 0) {
		const sumlint_ext_facts *facts = probe.hooks->host->extension(probe.hooks->host, SUMLINT_EXT_FACTS);
		facts->state(context, text, SL_LIT("value"), (sumlint_span){ 0, 1 });
	}
}

/* The second document that says the same as another. */
static void judge(void *instance, sumlint_str key, const sumlint_fact *facts, uint64_t count, sumlint_context *context)
{
	(void)instance;
	const sumlint_ext_facts *extension = probe.hooks->host->extension(probe.hooks->host, SUMLINT_EXT_FACTS);
	sumlint_diagnostic given = { .struct_size = sizeof(given), .message = key };
	if (count > 1)
		extension->report_fact(context, &facts[1], &given);
}

/* ---- manifests ------------------------------------------------------------------------------------------------------- */

static sl_examples_counts counts;

#define CONFIG "types: { t: { parts: [{ section: S, kind: any, required: false }] } }\ndocuments: [{ files: ['**'], type: t }]\n"

/* Runs a manifest with these examples of rules `one` (line 10) and `corpus` (line 13); answers the troubles. */
static const char *run_with(const char *fixable, const char *one, const char *corpus)
{
	sl_buffer yaml;
	sl_buffer_init(&yaml);
	sl_buffer_printf(&yaml,
	    "plugin: probe\nversion: 1.0.0\nsummary: s\nexample-config: \"%s\"\nrules:\n"
	    "  - name: one\n    summary: s\n    severity: error\n    fixable: %s\n    help: h\n    examples: [%s]\n"
	    "  - { name: two, summary: s, severity: error, help: h, examples: [{ bad: other, good: x, syntax: text }] }\n"
	    "  - { name: corpus, summary: s, severity: error, help: h, examples: [%s] }\n"
	    "  - { name: tuned, summary: s, severity: error, help: h, examples: [{ bad: loose, good: x }] }\n",
	    CONFIG, fixable, one, corpus);
	/* The line ends of the config have to be said. */
	sl_buffer said;
	sl_buffer_init(&said);
	for (size_t i = 0, quoted = 0; i < yaml.size; i++) {
		quoted ^= yaml.data[i] == '"';
		sl_buffer_append(&said, quoted && yaml.data[i] == '\n' ? SL_LIT("\\n") : (sl_str){ yaml.data + i, 1 });
	}
	sl_manifest *manifest = sl_manifest_read(&probe.arena, SL_LIT(PROBE_FOLDER "/probe.yaml"), sl_buffer_str(&said), &probe.troubles);
	sl_buffer_finish(&said);
	sl_buffer_finish(&yaml);
	if (!manifest)
		fail_msg("%s", probe_troubles());
	const sl_manifest *items[] = { manifest };
	sl_manifests manifests = { .items = items, .count = 1 };
	sl_config_options options = { .no_config = true, .rules_folder = PROBE_FOLDER };
	counts = (sl_examples_counts){ 0 };
	probe.hooks->check = check;
	probe.hooks->judge = judge;
	assert_true(sl_examples_run(&manifests, manifest, &options, &counts, &probe.troubles));
	return probe_troubles();
}

#define GOOD_CORPUS "{ bad: \"same\\n----8<----\\nsame\\n\", good: \"same\\n----8<----\\nnot\\n\" }"

static void assert_told(const char *troubles, const char *what)
{
	if (!strstr(troubles, what))
		fail_msg("'%s' is not in '%s'", what, troubles);
	assert_int_equal(probe.troubles.errors, 1);
	assert_int_equal(counts.failed, 1);
	probe_forgive();
}

static void true_examples_pass(void **state)
{
	(void)state;
	assert_string_equal(run_with("sometimes", "{ bad: wrong, good: right }, { bad: mendable, good: right, syntax: text }", GOOD_CORPUS), "");
	assert_int_equal(counts.run, 10);
	assert_int_equal(counts.failed, 0);
	assert_int_equal(counts.skipped, 0);
}

static void examples_that_show_nothing_or_too_much_are_told(void **state)
{
	(void)state;
	assert_told(run_with("sometimes", "{ bad: right, good: right }", GOOD_CORPUS), "the bad example of 'probe/one' does not report it");
	assert_told(run_with("sometimes", "{ bad: wrong, good: still wrong }", GOOD_CORPUS), "the good example of 'probe/one' reports it");
	assert_told(run_with("sometimes", "{ bad: wrong other, good: right }", GOOD_CORPUS),
	    "the bad example of 'probe/one' reports 'probe/two': another defect");
	assert_told(run_with("sometimes", "{ bad: wrong, good: other }", GOOD_CORPUS), "the good example of 'probe/one' reports 'probe/two'");
}

static void the_line_of_the_example_is_named(void **state)
{
	(void)state;
	run_with("sometimes", "{ bad: wrong, good: right },\n{ bad: right, good: right }", GOOD_CORPUS);
	assert_int_equal(probe.troubles.items[0].line, 12);
	assert_true(sl_str_is(probe.troubles.items[0].file, PROBE_FOLDER "/probe.yaml"));
	probe_forgive();
}

static void what_the_manifest_says_of_fixes_is_checked(void **state)
{
	(void)state;
	assert_string_equal(run_with("always", "{ bad: mendable, good: right }", GOOD_CORPUS), "");
	assert_string_equal(run_with("never", "{ bad: wrong, good: right }", GOOD_CORPUS), "");
	assert_told(run_with("always", "{ bad: wrong, good: right }", GOOD_CORPUS), "has no fix, but the manifest says `fixable: always`");
	assert_told(run_with("never", "{ bad: mendable, good: right }", GOOD_CORPUS), "has a fix, but the manifest says `fixable: never`");
}

static void examples_over_the_corpus_are_cut_into_documents(void **state)
{
	(void)state;
	const char *one = "{ bad: wrong, good: right }";
	assert_told(run_with("never", one, "{ bad: \"same\\n----8<----\\nnot\\n\", good: x }"), "the bad example of 'probe/corpus' does not report it");
	assert_told(run_with("never", one, "{ bad: \"a\\n----8<----\\na\\n\", good: \"b\\n----8<----\\nb\\n----8<----\\nc\\n\" }"),
	    "the good example of 'probe/corpus' reports it");
	/* A line that only looks like the cut cuts nothing. */
	assert_told(run_with("never", one, "{ bad: \"a\\n x----8<----\\na\\n x\", good: x }"), "the bad example of 'probe/corpus' does not report it");
}

static void a_judgement_of_another_rule_is_told(void **state)
{
	(void)state;
	assert_told(run_with("never", "{ bad: \"wrong\\n----8<----\\nright\\n----8<----\\nright\\n\", good: right }", GOOD_CORPUS),
	    "the bad example of 'probe/one' reports 'probe/corpus': right");
}

static void a_broken_config_is_told(void **state)
{
	(void)state;
	run_with("never", "{ bad: wrong, good: right, config: 'typos: 1' }", GOOD_CORPUS);
	assert_true(probe.troubles.errors > 1);
	assert_int_equal(counts.failed, 2);
	assert_non_null(strstr(probe_troubles(), "the bad example of 'probe/one' cannot be run"));
	probe_forgive();
}

#define test(name) cmocka_unit_test_setup_teardown(name, probe_open, probe_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(true_examples_pass),
		test(examples_that_show_nothing_or_too_much_are_told),
		test(the_line_of_the_example_is_named),
		test(what_the_manifest_says_of_fixes_is_checked),
		test(examples_over_the_corpus_are_cut_into_documents),
		test(a_judgement_of_another_rule_is_told),
		test(a_broken_config_is_told),
	};
	return cmocka_run_group_tests(tests, probe_start, probe_stop);
}
