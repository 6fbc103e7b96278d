/* SPDX-License-Identifier: Apache-2.0
 * probe.c - sets up and takes down what the tests of `check` share.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "probe.h"

#include <dlfcn.h>

probe_house probe;

static void *library;
static sl_type *type;
static sumlint_vocabulary *vocabularies[2];
static sl_vocabulary_setting vocabulary_settings[2];
static probe_check_function *check_of_one;
static sl_buffer text;

#define TYPE                                                                                                           \
	"title: { required: true }\n"                                                                                  \
	"parts:\n"                                                                                                     \
	"  - { section: Summary, kind: prose }\n"                                                                      \
	"  - { section: Topics, kind: terms, vocabulary: topics }\n"                                                   \
	"  - { line: Best for, kind: terms, vocabulary: audience, separator: \",\" }\n"

#define TOPICS                                                                                                         \
	"title: Topics\n"                                                                                              \
	"terms:\n"                                                                                                     \
	"  - { prefLabel: Open Science, altLabels: [Open research, OSci] }\n"                                          \
	"  - { prefLabel: Machine Learning, altLabels: [ML] }\n"                                                       \
	"  - { prefLabel: Expert Systems, deprecated: true, replacedBy: Machine Learning }\n"                          \
	"  - { prefLabel: C++ }\n"                                                                                     \
	"  - { prefLabel: .NET }\n"                                                                                    \
	"  - { prefLabel: Research and Development }\n"                                                                \
	"  - { prefLabel: Yahoo! }\n"

#define AUDIENCE "title: Audience\nterms:\n  - { prefLabel: AI Scientist }\n  - { prefLabel: Research Scientist }\n"

/* ---- once for a program ----------------------------------------------------------------------------------------- */

int probe_start(void **state)
{
	(void)state;
	/* Held open, so that what the test sets stays when the checker lets go of it. */
	library = dlopen(PROBE_FOLDER "/probe.so", RTLD_NOW | RTLD_LOCAL);
	probe.hooks = library ? dlsym(library, "probe_hooks_table") : NULL;
	sl_buffer_init(&text);
	return probe.hooks ? 0 : -1;
}

int probe_stop(void **state)
{
	(void)state;
	sl_buffer_finish(&text);
	return library ? dlclose(library) : 0;
}

/* ---- once for a test -------------------------------------------------------------------------------------------- */

static void read_type(void)
{
	sl_reader reader = { &probe.arena, SL_LIT("type.yaml"), &probe.troubles };
	sl_yaml *tree = sl_yaml_read(&probe.arena, reader.file, SL_LIT(TYPE), 0, 1, &probe.troubles);
	type = tree ? sl_type_read(&reader, SL_LIT("probe"), tree) : NULL;
	assert_non_null(type);
}

static void read_vocabularies(void)
{
	vocabularies[0] = sl_vocabulary_read(SL_LIT("audience.yaml"), SL_LIT(AUDIENCE), &probe.troubles);
	vocabularies[1] = sl_vocabulary_read(SL_LIT("topics.yaml"), SL_LIT(TOPICS), &probe.troubles);
	assert_true(vocabularies[0] && vocabularies[1]);
	vocabulary_settings[0] = (sl_vocabulary_setting){ .name = SL_LIT("audience"), .vocabulary = vocabularies[0] };
	vocabulary_settings[1] = (sl_vocabulary_setting){ .name = SL_LIT("topics"), .vocabulary = vocabularies[1] };
}

static void read_manifest(void)
{
	static const sl_manifest *items[1];
	items[0] = sl_manifest_read_file(&probe.arena, PROBE_FOLDER "/probe.yaml", &probe.troubles);
	assert_non_null(items[0]);
	assert_int_equal(items[0]->rule_count, PROBE_RULES);
	probe.manifests = (sl_manifests){ .items = items, .count = 1, .capacity = 1 };
	probe.rules = items[0]->rules;
}

int probe_open(void **state)
{
	(void)state;
	probe_hooks *hooks = probe.hooks;
	*hooks = (probe_hooks){ 0 };
	probe = (probe_house){ .hooks = hooks };
	sl_arena_init(&probe.arena);
	sl_arena_init(&probe.check_arena);
	sl_troubles_init(&probe.troubles);
	sl_source_init(&probe.source);
	read_manifest();
	read_type();
	read_vocabularies();
	probe.settings = probe_settings();
	return 0;
}

int probe_close(void **state)
{
	(void)state;
	sl_checker_free(probe.checker);
	sl_source_finish(&probe.source);
	sl_type_finish(type);
	sl_vocabulary_free(vocabularies[0]);
	sl_vocabulary_free(vocabularies[1]);
	sl_troubles_finish(&probe.troubles);
	sl_arena_finish(&probe.check_arena);
	sl_arena_finish(&probe.arena);
	return 0;
}

sl_settings *probe_settings(void)
{
	sl_settings *settings = sl_arena_calloc(&probe.arena, 1, sizeof(*settings));
	sl_rule_setting *rules = sl_arena_calloc(&probe.arena, PROBE_RULES, sizeof(*rules));
	assert_true(settings && rules);
	for (uint32_t i = 0; i < PROBE_RULES; i++) {
		const sl_rule_manifest *rule = &probe.rules[i];
		sl_option_value *options = sl_arena_calloc(&probe.arena, rule->option_count + (size_t)1, sizeof(*options));
		assert_non_null(options);
		for (uint32_t k = 0; k < rule->option_count; k++)
			options[k] = rule->options[k].standard;
		rules[i] = (sl_rule_setting){ .rule = rule, .severity = rule->severity, .options = options };
	}
	*settings = (sl_settings){ .type = type, .rule_count = PROBE_RULES, .rules = rules, .vocabulary_count = 2,
		.vocabularies = vocabulary_settings };
	return settings;
}

sl_rule_setting *probe_setting(sl_settings *settings, int rule)
{
	return (sl_rule_setting *)&settings->rules[rule];
}

sl_checker *probe_checker(void)
{
	if (!probe.checker) {
		probe.checker = sl_checker_create(&probe.manifests, &probe.selection, &probe.troubles);
		assert_non_null(probe.checker);
	}
	return probe.checker;
}

/* ---- checks ------------------------------------------------------------------------------------------------------ */

static void call_one(const char *rule, void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	if (check_of_one && strcmp(rule, "one") == 0)
		check_of_one(document, context);
}

bool probe_try(const sl_settings *settings, const char *path, sl_str bytes)
{
	assert_true(sl_source_set(&probe.source, bytes));
	return sl_check(probe_checker(), settings, sl_str_of(path), &probe.source, &probe.check_arena, &probe.checked);
}

void probe_check(const char *path, sl_str bytes, probe_check_function *check)
{
	check_of_one = check;
	probe.hooks->check = call_one;
	assert_true(probe_try(probe.settings, path, bytes));
}

const char *probe_result(void)
{
	sl_buffer_clear(&text);
	for (uint32_t i = 0; i < probe.checked.count; i++) {
		const sl_diagnostic *found = &probe.checked.diagnostics[i];
		sl_buffer_printf(&text, "%u-%u %.*s %s %.*s;", found->span.start, found->span.end, SL_ARG(found->rule->id),
		    sl_severity_name(found->severity), SL_ARG(found->message));
	}
	assert_false(text.failed);
	return text.data ? text.data : "";
}

const char *probe_troubles(void)
{
	sl_buffer_clear(&text);
	for (uint32_t i = 0; i < probe.troubles.count; i++) {
		const sl_trouble *trouble = &probe.troubles.items[i];
		sl_buffer_printf(&text, "%s%.*s: %.*s;", trouble->warning ? "?" : "!", SL_ARG(trouble->file), SL_ARG(trouble->message));
	}
	assert_false(text.failed);
	return text.data ? text.data : "";
}

void probe_forgive(void)
{
	sl_troubles_finish(&probe.troubles);
	sl_troubles_init(&probe.troubles);
}
