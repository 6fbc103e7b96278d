/* SPDX-License-Identifier: Apache-2.0
 * examples.c - checks the examples of a manifest and compares what is reported with what they stand for.
 */
#include "check/examples.h"

typedef struct running {
	const sl_manifests *manifests;
	const sl_manifest *manifest;
	const sl_config_options *options;
	sl_examples_counts *counts;
	sl_troubles *troubles;
	/* The config in use; kept while examples go on with the same one. */
	sl_str config;
	sl_configs *configs;
	sl_checker *checker;
	/* The example in hand. */
	sl_arena arena;
	sl_source source;
	const sl_rule_manifest *rule;
	const sl_example *example;
	const char *which; /* "bad" or "good" */
	bool failed;
	uint32_t reported; /* by the rule itself */
	sl_diagnostic other; /* by another one; rule NULL: none */
	sl_corpus_fact *facts;
	uint32_t fact_count;
	uint32_t fact_capacity;
} running;

static void fail(running *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void fail(running *run, const char *format, ...)
{
	sl_buffer message;
	sl_buffer_init(&message);
	va_list args;
	va_start(args, format);
	sl_buffer_vprintf(&message, format, args);
	va_end(args);
	run->failed = true;
	if (message.failed)
		sl_no_memory(run->troubles);
	else
		sl_error(run->troubles, run->manifest->file, run->example->line, 0, "the %s example of '%.*s' %s", run->which, SL_ARG(run->rule->id),
		    message.data);
	sl_buffer_finish(&message);
}

/* ---- what is reported ---- */

static void see(running *run, const sl_diagnostic *diagnostic)
{
	if (diagnostic->rule != run->rule) {
		if (!run->other.rule)
			run->other = *diagnostic;
		return;
	}
	run->reported++;
	if (run->rule->fixable == SL_FIX_NEVER && diagnostic->fix_count)
		fail(run, "has a fix, but the manifest says `fixable: never`");
	if (run->rule->fixable == SL_FIX_ALWAYS && !diagnostic->fix_count)
		fail(run, "has no fix, but the manifest says `fixable: always`");
}

static void see_judged(void *user, uint32_t fact_index, const sl_diagnostic *diagnostic)
{
	(void)fact_index;
	see(user, diagnostic);
}

static bool keep_facts(running *run, const sl_settings *settings, const sl_checked *checked, sl_str path, uint64_t number)
{
	for (uint32_t i = 0; i < checked->fact_count; i++) {
		const sl_fact *fact = &checked->facts[i];
		if (!sl_arena_grow(&run->arena, (void **)&run->facts, run->fact_count, &run->fact_capacity, sizeof(*run->facts)))
			return false;
		run->facts[run->fact_count++] = (sl_corpus_fact){ fact->rule, settings, fact->key, { path, fact->value, fact->span, number }, false };
	}
	return true;
}

/* ---- checking ---- */

static bool check_document(running *run, sl_str text, uint64_t number)
{
	sl_str path = run->example->markdown ? SL_LIT("example.md") : SL_LIT("example.txt");
	const sl_settings *settings = NULL;
	uint32_t errors = run->troubles->errors;
	bool applies = sl_configs_settings(run->configs, path, &settings) == SL_APPLIES;
	if (!applies || !sl_checker_prepare(run->checker, settings)) {
		if (run->troubles->no_memory)
			return false;
		run->counts->refused = applies;
		if (applies)
			return true;
		fail(run, "cannot be run%s", run->troubles->errors > errors ? "" : ": its config does not apply to it");
		return true;
	}
	sl_checked checked;
	if (!sl_source_set(&run->source, text) || !sl_check(run->checker, settings, path, &run->source, &run->arena, &checked))
		return false;
	for (uint32_t i = 0; i < checked.count; i++)
		see(run, &checked.diagnostics[i]);
	return keep_facts(run, settings, &checked, path, number);
}

/* Length of the first document of `text`; *next is where the second begins, text.size where there is none. */
static size_t first_document(sl_str text, size_t *next)
{
	const char *cut = SL_EXAMPLE_CUT "\n";
	size_t size = strlen(cut), at = 0;
	while (at < text.size) {
		const char *found = memmem(text.data + at, (size_t)text.size - at, cut, size);
		if (!found)
			break;
		at = (size_t)(found - text.data);
		if (at == 0 || text.data[at - 1] == '\n') {
			*next = at + size;
			return at;
		}
		at += size;
	}
	*next = (size_t)text.size;
	return (size_t)text.size;
}

static bool check_text(running *run, sl_str text)
{
	uint64_t number = 0;
	do {
		size_t next;
		size_t size = first_document(text, &next);
		if (!check_document(run, (sl_str){ text.data, size }, number++))
			return false;
		text = (sl_str){ text.data + next, text.size - next };
	} while (text.size && !run->failed && !run->counts->refused);
	return !run->fact_count || sl_checker_judge(run->checker, &run->arena, run->facts, run->fact_count, see_judged, run);
}

static bool run_text(running *run, sl_str text, bool bad)
{
	sl_arena_reset(&run->arena);
	run->which = bad ? "bad" : "good";
	run->failed = false;
	run->reported = run->fact_count = run->fact_capacity = 0;
	run->other.rule = NULL;
	run->facts = NULL;
	if (!check_text(run, text))
		return false;
	if (run->counts->refused)
		return true;
	if (run->other.rule)
		fail(run, "reports '%.*s': %.*s", SL_ARG(run->other.rule->id), SL_ARG(run->other.message));
	if (bad && !run->reported && !run->failed)
		fail(run, "does not report it");
	if (!bad && run->reported)
		fail(run, "reports it");
	run->counts->run++;
	run->counts->failed += run->failed;
	return true;
}

/* ---- the examples ---- */

static void let_go(running *run)
{
	sl_checker_free(run->checker);
	sl_configs_free(run->configs);
	run->checker = NULL;
	run->configs = NULL;
}

static bool take_config(running *run)
{
	if (run->configs && sl_str_equal(run->config, run->example->config))
		return true;
	let_go(run);
	run->config = run->example->config;
	run->configs = sl_configs_create_from_text(run->options, run->manifests, run->manifest->file, run->example->line, run->config, run->troubles);
	run->checker = sl_checker_create(run->manifests, NULL, run->troubles);
	return run->configs && run->checker;
}

/* What no check of one text could show: a file that cannot be read, a plugin that breaks. */
static bool can_run(const running *run)
{
	return run->manifest->library.size || (!sl_str_is(run->rule->name, "io") && !sl_str_starts(run->rule->name, SL_LIT("plugin-")));
}

static bool run_rule(running *run)
{
	if (!can_run(run)) {
		run->counts->skipped += 2 * run->rule->example_count;
		return true;
	}
	for (uint32_t i = 0; i < run->rule->example_count && !run->counts->refused; i++) {
		run->example = &run->rule->examples[i];
		if (!take_config(run) || !run_text(run, run->example->bad, true) ||
		    (!run->counts->refused && !run_text(run, run->example->good, false)))
			return false;
	}
	return true;
}

bool sl_examples_run(const sl_manifests *manifests, const sl_manifest *manifest, const sl_config_options *config, sl_examples_counts *counts,
    sl_troubles *troubles)
{
	running run = { .manifests = manifests, .manifest = manifest, .options = config, .counts = counts, .troubles = troubles };
	sl_arena_init(&run.arena);
	sl_source_init(&run.source);
	bool good = true;
	for (uint32_t i = 0; i < manifest->rule_count && good && !counts->refused; i++) {
		run.rule = &manifest->rules[i];
		good = run_rule(&run);
	}
	let_go(&run);
	sl_source_finish(&run.source);
	sl_arena_finish(&run.arena);
	if (!good)
		sl_no_memory(troubles);
	return good && !troubles->no_memory;
}
