/* SPDX-License-Identifier: Apache-2.0
 * test_manifest.c - manifests of plugins, the schemas of their options, and rules by their ids.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "config/manifest.h"
#include "config/manifest_option.h"

#include <stdio.h>

typedef struct run {
	sl_arena arena;
	sl_troubles troubles;
	sl_manifest *manifest;
} run;

static void open_manifest(run *r, const char *text)
{
	sl_arena_init(&r->arena);
	sl_troubles_init(&r->troubles);
	r->manifest = sl_manifest_read(&r->arena, SL_LIT("plugins/m.yaml"), sl_str_of(text), &r->troubles);
}

static void close_manifest(run *r)
{
	sl_troubles_finish(&r->troubles);
	sl_arena_finish(&r->arena);
}

static const char *told(const run *r)
{
	static char text[8192];
	size_t at = 0;
	text[0] = '\0';
	for (uint32_t i = 0; i < r->troubles.count && at < sizeof(text); i++) {
		const sl_trouble *t = &r->troubles.items[i];
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%u:%u: %s\n", (unsigned)t->line, (unsigned)t->column, t->message.data);
	}
	return text;
}

#define HEAD "plugin: topics\nversion: 1.2.3\nsummary: All about topics.\n"
#define RULE "rules:\n  - { name: alias, summary: S., severity: error, help: H., examples: [{ bad: a, good: b }] }\n"

/* ---- good ones ---- */

static void a_manifest_says_all_of_its_plugin(void **state)
{
	(void)state;
	run r;
	open_manifest(&r, HEAD "example-config: |\n  extends: summary\nrules:\n  - name: alias\n    summary: >\n      Two\n      lines.\n    severity: off\n"
			       "    fixable: always\n    help: |\n      What.\n\n      Why.\n    options:\n"
			       "      most: { type: integer, default: -3, minimum: -5, maximum: 7, summary: How many. }\n"
			       "      deep: { type: boolean, default: true, summary: Whether. }\n"
			       "      mark: { type: string, default: '', summary: Which. }\n"
			       "      case: { type: string, default: any, choices: [any, exact], summary: How. }\n"
			       "      sets: { type: list, default: [x, y], choices: [x, y, z], summary: Which. }\n"
			       "    examples:\n      - { bad: 'B', good: 'G', syntax: text }\n"
			       "      - bad: b\n        good: g\n        config: 'rules: {}'\n"
			       "  - { name: un-known2, summary: S., severity: info, help: H., examples: [{ bad: a, good: '' }] }\n");
	assert_string_equal(told(&r), "");
	const sl_manifest *m = r.manifest;
	assert_non_null(m);
	assert_string_equal(m->plugin.data, "topics");
	assert_string_equal(m->version.data, "1.2.3");
	assert_string_equal(m->library.data, "plugins/topics.so");
	assert_string_equal(m->file.data, "plugins/m.yaml");
	assert_int_equal(m->rule_count, 2);
	const sl_rule_manifest *rule = &m->rules[0];
	assert_string_equal(rule->id.data, "topics/alias");
	assert_string_equal(rule->summary.data, "Two lines.");
	assert_string_equal(rule->help.data, "What.\n\nWhy.\n");
	assert_int_equal(rule->severity, SL_OFF);
	assert_int_equal(rule->fixable, SL_FIX_ALWAYS);
	assert_int_equal(rule->line, 7);
	assert_int_equal(rule->option_count, 5);
	assert_int_equal(rule->options[0].standard.integer, -3);
	assert_int_equal(rule->options[0].minimum, -5);
	assert_int_equal(rule->options[1].standard.integer, 1);
	assert_int_equal(rule->options[2].standard.string.size, 0);
	assert_int_equal(rule->options[3].choice_count, 2);
	assert_int_equal(rule->options[4].standard.count, 2);
	assert_int_equal(rule->example_count, 2);
	assert_false(rule->examples[0].markdown);
	assert_string_equal(rule->examples[0].config.data, "extends: summary\n");
	assert_true(rule->examples[1].markdown);
	assert_string_equal(rule->examples[1].config.data, "rules: {}");
	assert_int_equal(rule->examples[1].line, 25);
	assert_int_equal(m->rules[1].fixable, SL_FIX_NEVER);
	close_manifest(&r);
}

static void the_library_stays_in_its_folder(void **state)
{
	(void)state;
	run r;
	open_manifest(&r, HEAD "library: sub/./own.so\n" RULE);
	assert_string_equal(r.manifest->library.data, "plugins/sub/own.so");
	close_manifest(&r);
	static const char *const outside[] = { "/usr/lib/x.so", "../x.so", "a/../../x.so", "..", "a/.." };
	for (size_t i = 0; i < sizeof(outside) / sizeof(*outside); i++) {
		char text[512];
		snprintf(text, sizeof(text), HEAD "library: '%s'\n" RULE, outside[i]);
		open_manifest(&r, text);
		assert_null(r.manifest);
		assert_string_equal(told(&r), "4:10: 'library' must be a file in the manifest's own folder or below it\n");
		close_manifest(&r);
	}
}

static void the_host_needs_no_library_and_no_examples(void **state)
{
	(void)state;
	run r;
	open_manifest(&r, "plugin: core\nversion: '1'\nsummary: S.\nrules:\n  - { name: io, summary: S., severity: error, help: H. }\n");
	assert_string_equal(told(&r), "");
	assert_int_equal(r.manifest->library.size, 0);
	close_manifest(&r);
	open_manifest(&r, "plugin: core\nversion: '1'\nsummary: S.\nlibrary: x.so\nrules:\n  - { name: io, summary: S., severity: error, help: H. }\n");
	assert_string_equal(told(&r), "4:10: the host's own rules have no library\n");
	close_manifest(&r);
}

/* ---- bad ones ---- */

#define OPTION(text)                                                                                                   \
	HEAD "rules:\n  - name: a\n    summary: S.\n    severity: error\n    help: H.\n    examples: [{ bad: a, good: b }]\n    options:\n      " text "\n"

static const struct {
	const char *text;
	const char *troubles;
} wrong[] = {
	{ "[]\n", "1:1: a manifest must be a map, not a list\n" },
	{ "", "1:1: the manifest has no 'plugin'\n" },
	{ "plugin: Topics\n", "1:9: a plugin's name must be of small letters, digits and hyphens, and start with a letter\n" },
	{ "plugin: topics\nrules: []\n",
	    "1:1: the manifest has no 'version'\n1:1: the manifest has no 'summary'\n2:8: a plugin has at least one rule and at most 1000\n" },
	{ HEAD, "1:1: the manifest has no 'rules'\n" },
	{ HEAD "rule: []\n" RULE, "4:1: unknown key 'rule' in a manifest; did you mean 'rules'?\n" },
	{ "plugin: t\nversion: 1\nsummary: |\n  a\n  b\n" RULE, "3:10: 'summary' must be one line\n" },
	{ HEAD "rules:\n  - {}\n",
	    "5:5: the rule has no 'name'\n5:5: the rule has no 'summary'\n5:5: the rule has no 'severity'\n5:5: the rule has no 'help'\n"
	    "5:5: the rule has no 'examples'\n" },
	{ HEAD "rules:\n  - { name: a/b, summary: S., severity: fatal, fixable: yes, help: H., examples: [] }\n",
	    "5:13: a rule's name must be of small letters, digits and hyphens, and start with a letter\n"
	    "5:41: 'severity' must be off, info, warning or error, not 'fatal'\n5:57: 'fixable' must be never, sometimes or always, not 'yes'\n"
	    "5:82: the rule 'a/b' has no example\n" },
	{ HEAD RULE "  - { name: alias, summary: S., severity: error, help: H., examples: [{ bad: a, good: b }] }\n",
	    "6:5: a second rule 'alias': the first is at line 5\n" },
	{ HEAD "rules:\n  - { name: a, summary: S., severity: error, help: H., examples: [{ bad: 1, god: 2, syntax: md }, x] }\n",
	    "5:77: unknown key 'god' in an example; did you mean 'good'?\n5:67: the example has no 'good'\n5:93: 'syntax' must be markdown or text, not 'md'\n"
	    "5:99: an example must be a map, not 'x'\n" },
	{ OPTION("severity: { type: string, default: x, summary: S. }"),
	    "11:7: an option must not be named 'severity': every rule has that already\n" },
	{ OPTION("a: { type: text, default: x, summary: S. }"), "11:18: 'type' must be integer, boolean, string or list, not 'text'\n" },
	{ OPTION("a: { type: string, summary: S. }"), "11:7: the option 'a' has no 'default'\n" },
	{ OPTION("a: { type: integer, default: 9, maximum: 8, summary: S. }"), "11:36: 'a' must be 8 or less, not 9\n" },
	{ OPTION("a: { type: integer, default: 0, minimum: 1, summary: S. }"), "11:36: 'a' must be 1 or more, not 0\n" },
	{ OPTION("a: { type: integer, default: 2, minimum: 3, maximum: 1, summary: S. }"), "11:60: 'maximum' is less than 'minimum'\n" },
	{ OPTION("a: { type: string, default: x, minimum: 1, summary: S. }"), "11:47: only an integer has a minimum and a maximum\n" },
	{ OPTION("a: { type: boolean, default: true, choices: [a], summary: S. }"), "11:51: only a string and a list have choices\n" },
	{ OPTION("a: { type: string, default: x, choices: [y, z], summary: S. }"), "11:35: 'a' must be y or z, not 'x'\n" },
	{ OPTION("a: { type: list, default: [y, x], choices: [y], summary: S. }"), "11:37: 'a' must be y, not 'x'\n" },
	{ OPTION("a: { type: list, default: y, summary: S. }"), "11:33: 'a' must be a list, not 'y'\n" },
	{ OPTION("A: { type: list, default: [], summary: S. }"),
	    "11:7: an option's name must be of small letters, digits and hyphens, and start with a letter\n" },
};

static void what_is_wrong_is_told_at_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		run r;
		open_manifest(&r, wrong[i].text);
		if (r.manifest || strcmp(told(&r), wrong[i].troubles) != 0)
			fail_msg("%s\n%s\nnot\n%s", wrong[i].text, told(&r), wrong[i].troubles);
		close_manifest(&r);
	}
}

/* ---- rules by id ---- */

static void rules_are_found_by_id_and_suggested(void **state)
{
	(void)state;
	run a, b;
	open_manifest(&a, HEAD RULE "  - { name: unknown, summary: S., severity: error, help: H., examples: [{ bad: a, good: b }] }\n");
	open_manifest(&b, "plugin: title\nversion: '1'\nsummary: S.\nrules:\n"
			  "  - { name: unknown, summary: S., severity: error, help: H., examples: [{ bad: a, good: b }] }\n");
	const sl_manifest *items[] = { b.manifest, a.manifest }, *found = NULL;
	const sl_manifests all = { .items = items, .count = 2, .capacity = 2 };
	assert_string_equal(sl_manifests_rule(&all, SL_LIT("topics/unknown"), &found)->name.data, "unknown");
	assert_ptr_equal(found, a.manifest);
	assert_null(sl_manifests_rule(&all, SL_LIT("topics/unknow"), NULL));
	assert_null(sl_manifests_rule(&all, SL_LIT("topics"), NULL));
	assert_null(sl_manifests_rule(&all, SL_LIT("topics/"), NULL));
	assert_null(sl_manifests_rule(&all, SL_LIT(""), NULL));
	assert_string_equal(sl_manifests_nearest(&all, SL_LIT("topic/unknown"), &a.arena).data, "topics/unknown");
	assert_string_equal(sl_manifests_nearest(&all, SL_LIT("Title"), &a.arena).data, "title");
	assert_string_equal(sl_manifests_nearest(&all, SL_LIT("alias"), &a.arena).data, "topics/alias");
	/* In two plugins: the first. */
	assert_string_equal(sl_manifests_nearest(&all, SL_LIT("unknown"), &a.arena).data, "title/unknown");
	assert_int_equal(sl_manifests_nearest(&all, SL_LIT("something-else"), &a.arena).size, 0);
	assert_int_equal(sl_manifests_nearest(&all, SL_LIT(""), &a.arena).size, 0);
	close_manifest(&a);
	close_manifest(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_manifest_says_all_of_its_plugin),
		cmocka_unit_test(the_library_stays_in_its_folder),
		cmocka_unit_test(the_host_needs_no_library_and_no_examples),
		cmocka_unit_test(what_is_wrong_is_told_at_its_place),
		cmocka_unit_test(rules_are_found_by_id_and_suggested),
	};
	return cmocka_run_group_tests_name("manifest", tests, NULL, NULL);
}
