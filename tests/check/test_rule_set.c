/* SPDX-License-Identifier: Apache-2.0
 * test_rule_set.c - which rules run, when a plugin is loaded, and how often a rule is set up.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "probe.h"

#include <stdio.h>

/* ---- selection ---------------------------------------------------------------------------------------------------- */

/* Names joined by spaces; "" for none. */
static uint32_t split(const char *names, sl_str *into)
{
	uint32_t count = 0;
	while (*names) {
		size_t size = strcspn(names, " ");
		into[count++] = (sl_str){ names, size };
		names += size + (names[size] == ' ');
	}
	return count;
}

static bool selected(const char *select, const char *ignore, const char *plugin, const char *id)
{
	sl_str selects[8], ignores[8];
	sl_selection selection = { .select = selects, .ignore = ignores };
	selection.select_count = split(select, selects);
	selection.ignore_count = split(ignore, ignores);
	sl_manifest manifest = { .plugin = sl_str_of(plugin) };
	sl_rule_manifest rule = { .id = sl_str_of(id) };
	return sl_selected(&selection, &manifest, &rule);
}

static void a_rule_is_selected_by_id_or_plugin(void **state)
{
	(void)state;
	assert_true(selected("", "", "topics", "topics/alias"));
	assert_true(selected("topics", "", "topics", "topics/alias"));
	assert_true(selected("topics/alias", "", "topics", "topics/alias"));
	assert_true(selected("title topics/alias", "", "topics", "topics/alias"));
	assert_false(selected("topics/unknown", "", "topics", "topics/alias"));
	assert_false(selected("title", "", "topics", "topics/alias"));
	assert_false(selected("topic", "", "topics", "topics/alias"));
	assert_false(selected("alias", "", "topics", "topics/alias"));
}

static void an_id_counts_more_than_a_plugin_and_ignoring_more_than_selecting(void **state)
{
	(void)state;
	assert_false(selected("", "topics", "topics", "topics/alias"));
	assert_false(selected("", "topics/alias", "topics", "topics/alias"));
	assert_true(selected("", "topics/unknown", "topics", "topics/alias"));
	assert_true(selected("topics/alias", "topics", "topics", "topics/alias"));
	assert_false(selected("topics", "topics/alias", "topics", "topics/alias"));
	assert_false(selected("topics", "topics", "topics", "topics/alias"));
	assert_false(selected("topics/alias", "topics/alias", "topics", "topics/alias"));
	assert_false(selected("topics topics/alias", "topics/alias topics", "topics", "topics/alias"));
}

static void a_file_that_cannot_be_checked_is_left_out_only_by_name(void **state)
{
	(void)state;
	assert_true(selected("topics", "", "core", "core/io"));
	assert_true(selected("topics/alias", "", "core", "core/encoding"));
	assert_false(selected("topics", "", "core", "core/front-matter"));
	assert_false(selected("topics", "core", "core", "core/io"));
	assert_false(selected("", "core/encoding", "core", "core/encoding"));
	assert_true(selected("core/io", "core", "core", "core/io"));
	sl_rule_manifest rule = { .id = SL_LIT("a/b") };
	sl_manifest manifest = { .plugin = SL_LIT("a") };
	assert_true(sl_selected(NULL, &manifest, &rule));
}

/* ---- which rules run ---------------------------------------------------------------------------------------------- */

static char ran[128];

static void note(const char *rule, void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	(void)document;
	(void)context;
	strncat(ran, rule, sizeof(ran) - strlen(ran) - 1);
	strncat(ran, " ", sizeof(ran) - strlen(ran) - 1);
}

static const char *run(const sl_settings *settings)
{
	ran[0] = '\0';
	probe.hooks->check = note;
	assert_true(probe_try(settings, "a.txt", SL_LIT("x")));
	return ran;
}

static void rules_run_in_the_manifests_order(void **state)
{
	(void)state;
	assert_string_equal(run(probe.settings), "one two tuned corpus ");
}

static void a_rule_that_is_off_does_not_run(void **state)
{
	(void)state;
	sl_settings *settings = probe_settings();
	probe_setting(settings, PROBE_TWO)->severity = SL_OFF;
	assert_string_equal(run(settings), "one tuned corpus ");
	assert_false(sl_checker_runs(probe_checker(), settings, &probe.rules[PROBE_TWO]));
	assert_true(sl_checker_runs(probe_checker(), settings, &probe.rules[PROBE_ONE]));
	assert_false(sl_checker_runs(probe_checker(), probe.settings, &probe.rules[PROBE_ONE])); /* not prepared */
	assert_string_equal(run(probe.settings), "one two tuned corpus ");
	assert_string_equal(run(settings), "one tuned corpus ");
}

static void only_selected_rules_run(void **state)
{
	(void)state;
	static const sl_str select[] = { { "probe/two", 9 } };
	probe.selection = (sl_selection){ .select = select, .select_count = 1 };
	assert_string_equal(run(probe.settings), "two ");
	assert_true(sl_checker_runs(probe_checker(), probe.settings, &probe.rules[PROBE_TWO]));
	assert_false(sl_checker_runs(probe_checker(), probe.settings, &probe.rules[PROBE_ONE]));
	assert_false(sl_checker_judges(probe_checker()));
}

static void a_plugin_is_loaded_when_one_of_its_rules_is_needed(void **state)
{
	(void)state;
	sl_settings *none = probe_settings();
	for (int i = 0; i < PROBE_RULES; i++)
		probe_setting(none, i)->severity = SL_OFF;
	assert_string_equal(run(none), "");
	assert_int_equal(probe.hooks->loaded, 0);
	assert_string_equal(run(probe.settings), "one two tuned corpus ");
	assert_int_equal(probe.hooks->loaded, 1);
	assert_string_equal(run(probe_settings()), "one two tuned corpus ");
	assert_int_equal(probe.hooks->loaded, 1);
}

static void a_refused_plugin_is_told_once_and_its_settings_stay_bad(void **state)
{
	(void)state;
	probe.hooks->refuse = 1;
	assert_false(sl_checker_prepare(probe_checker(), probe.settings));
	assert_int_equal(probe.troubles.errors, 1);
	assert_non_null(strstr(probe_troubles(), "probe.so"));
	probe.hooks->refuse = 0;
	assert_false(sl_checker_prepare(probe_checker(), probe.settings));
	assert_false(sl_checker_prepare(probe_checker(), probe_settings()));
	assert_false(probe_try(probe.settings, "a.txt", SL_LIT("x")));
	assert_int_equal(probe.troubles.errors, 1);
}

/* ---- instances and options ------------------------------------------------------------------------------------------ */

static uint32_t created, destroyed;
static char options_seen[512];

static void *create(const sumlint_host *host, const sumlint_options *options)
{
	sumlint_str mark = host->option_string(options, "mark");
	int size = snprintf(options_seen, sizeof(options_seen), "%lld %u '%.*s' %u", (long long)host->option_integer(options, "count"),
	    host->option_boolean(options, "flag"), SL_ARG(mark), host->option_list_size(options, "words"));
	for (uint32_t i = 0; i < host->option_list_size(options, "words"); i++) {
		sumlint_str word = host->option_list_item(options, "words", i);
		size += snprintf(options_seen + size, sizeof(options_seen) - (size_t)size, " %.*s", SL_ARG(word));
	}
	/* What is not there, or of another type. */
	assert_int_equal(host->option_integer(options, "mark"), 0);
	assert_int_equal(host->option_integer(options, "nothing"), 0);
	assert_int_equal(host->option_boolean(options, "count"), 0);
	assert_int_equal(host->option_string(options, "count").size, 0);
	assert_int_equal(host->option_list_size(options, "mark"), 0);
	assert_int_equal(host->option_list_item(options, "words", 99).size, 0);
	created++;
	return (void *)(uintptr_t)(0x1000 + created);
}

static void destroy(void *instance)
{
	assert_true((uintptr_t)instance > 0x1000);
	destroyed++;
}

static int open_counted(void **state)
{
	int result = probe_open(state);
	probe.hooks->create = create;
	probe.hooks->destroy = destroy;
	created = destroyed = 0;
	return result;
}

static void options_are_what_the_settings_say(void **state)
{
	(void)state;
	assert_true(sl_checker_prepare(probe_checker(), probe.settings));
	assert_string_equal(options_seen, "3 1 '.,' 2 x y");
	sl_settings *settings = probe_settings();
	sl_option_value *values = (sl_option_value *)probe_setting(settings, PROBE_TUNED)->options;
	values[0].integer = 7;
	values[1].integer = 0;
	values[2].string = SL_LIT("");
	values[3].count = 0;
	assert_true(sl_checker_prepare(probe_checker(), settings));
	assert_string_equal(options_seen, "7 0 '' 0");
}

static void equal_options_share_an_instance(void **state)
{
	(void)state;
	sl_settings *same = probe_settings(), *other = probe_settings(), *third = probe_settings();
	sl_str words[] = { SL_LIT("x"), SL_LIT("z") };
	((sl_option_value *)probe_setting(other, PROBE_TUNED)->options)[0].integer = 4;
	((sl_option_value *)probe_setting(third, PROBE_TUNED)->options)[3].items = words;
	assert_true(sl_checker_prepare(probe_checker(), probe.settings));
	assert_true(sl_checker_prepare(probe_checker(), same));
	assert_true(sl_checker_prepare(probe_checker(), probe.settings));
	assert_int_equal(created, 1);
	assert_true(sl_checker_prepare(probe_checker(), other));
	assert_true(sl_checker_prepare(probe_checker(), third));
	assert_true(sl_checker_prepare(probe_checker(), third));
	assert_int_equal(created, 3);
	sl_checker_free(probe.checker);
	probe.checker = NULL;
	assert_int_equal(destroyed, 3);
}

static void *fail_to_create(const sumlint_host *host, const sumlint_options *options)
{
	(void)host;
	(void)options;
	return NULL;
}

static void a_rule_that_cannot_be_set_up_is_an_error_at_its_setting(void **state)
{
	(void)state;
	sl_settings *settings = probe_settings();
	probe_setting(settings, PROBE_TUNED)->severity_origin = (sl_origin){ SL_LIT("house.yaml"), 7 };
	probe.hooks->create = fail_to_create;
	assert_false(sl_checker_prepare(probe_checker(), settings));
	assert_string_equal(probe_troubles(), "!house.yaml: the plugin could not set up rule 'probe/tuned' with its options;");
	assert_int_equal(probe.troubles.items[0].line, 7);
	sl_checker_free(probe.checker);
	probe.checker = NULL;
	assert_int_equal(destroyed, 0);
}

static void a_great_many_settings_are_kept_apart(void **state)
{
	(void)state;
	sl_settings *all[300];
	for (uint32_t i = 0; i < 300; i++) {
		all[i] = probe_settings();
		if (i % 2)
			probe_setting(all[i], PROBE_ONE)->severity = SL_OFF;
		assert_true(sl_checker_prepare(probe_checker(), all[i]));
	}
	for (uint32_t i = 0; i < 300; i++)
		assert_int_equal(sl_checker_runs(probe_checker(), all[i], &probe.rules[PROBE_ONE]), i % 2 == 0);
	assert_int_equal(created, 1);
}

/* ---- the host's own rules under settings ---------------------------------------------------------------------------- */

static const sl_rule_manifest core_rules[] = {
	{ .id = { "core/encoding", 13 }, .name = { "encoding", 8 }, .summary = { "must be UTF-8", 13 }, .severity = SL_ERROR },
	{ .id = { "core/io", 7 }, .name = { "io", 2 }, .summary = { "must be there", 13 }, .severity = SL_ERROR },
};
static const sl_manifest core_manifest = { .plugin = { "core", 4 }, .rule_count = 2, .rules = core_rules };

static const char *check_bad_bytes(sl_severity severity)
{
	const sl_manifest *items[] = { &core_manifest };
	sl_manifests manifests = { .items = items, .count = 1 };
	sl_rule_setting rules[] = { { .rule = &core_rules[0], .severity = severity }, { .rule = &core_rules[1], .severity = SL_ERROR } };
	sl_settings settings = *probe.settings;
	settings.rules = rules;
	settings.rule_count = 2;
	sl_checker *checker = sl_checker_create(&manifests, &probe.selection, &probe.troubles);
	assert_non_null(checker);
	assert_true(sl_source_set(&probe.source, SL_LIT("\xff")));
	assert_true(sl_check(checker, &settings, SL_LIT("a.txt"), &probe.source, &probe.check_arena, &probe.checked));
	assert_int_equal(sl_checker_runs(checker, &settings, &core_rules[0]), probe.checked.count > 0);
	sl_checker_free(checker);
	return probe_result();
}

static void the_hosts_rules_obey_settings_and_selection(void **state)
{
	(void)state;
	static const sl_str other[] = { { "topics", 6 } }, encoding[] = { { "core/encoding", 13 } };
	assert_string_equal(check_bad_bytes(SL_WARNING), "0-1 core/encoding warning byte 0xFF is not UTF-8: the file seems to be Windows-1252 or Latin-1;");
	assert_string_equal(check_bad_bytes(SL_OFF), "");
	probe.selection = (sl_selection){ .select = other, .select_count = 1 };
	assert_int_not_equal(strlen(check_bad_bytes(SL_ERROR)), 0);
	probe.selection = (sl_selection){ .ignore = encoding, .ignore_count = 1 };
	assert_string_equal(check_bad_bytes(SL_ERROR), "");
}

#define test(name) cmocka_unit_test_setup_teardown(name, probe_open, probe_close)
#define counted(name) cmocka_unit_test_setup_teardown(name, open_counted, probe_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_is_selected_by_id_or_plugin),
		cmocka_unit_test(an_id_counts_more_than_a_plugin_and_ignoring_more_than_selecting),
		cmocka_unit_test(a_file_that_cannot_be_checked_is_left_out_only_by_name),
		test(rules_run_in_the_manifests_order),
		test(a_rule_that_is_off_does_not_run),
		test(only_selected_rules_run),
		test(a_plugin_is_loaded_when_one_of_its_rules_is_needed),
		test(a_refused_plugin_is_told_once_and_its_settings_stay_bad),
		counted(options_are_what_the_settings_say),
		counted(equal_options_share_an_instance),
		counted(a_rule_that_cannot_be_set_up_is_an_error_at_its_setting),
		counted(a_great_many_settings_are_kept_apart),
		test(the_hosts_rules_obey_settings_and_selection),
	};
	return cmocka_run_group_tests(tests, probe_start, probe_stop);
}
