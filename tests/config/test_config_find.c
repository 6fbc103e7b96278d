/* SPDX-License-Identifier: Apache-2.0
 * test_config_find.c - which config is in force, what it extends, configs named or held in memory, and the plugins a project asks for.
 */
#include "config_fixture.h"

#define TYPES "types: { note: { parts: [{ section: Body }] } }\n"

static const char *at_top(const char *before, const char *path)
{
	static char text[512];
	snprintf(text, sizeof(text), "%s%s/%s", before, fixture_top, path);
	return text;
}

/* ---- walking up ---- */

static void the_nearest_config_rules(void **state)
{
	(void)state;
	put("../.sumlint.yaml", "rules: { topics/alias: info }\n");
	put("a/b/.sumlint.yaml", "rules: { topics/unknown: off }\n");
	fixture *f = fixture_open();
	assert_string_equal(severity_of(f, "x.md", "topics/alias"), at_top("info ", ".sumlint.yaml:1"));
	assert_string_equal(severity_of(f, "a/x.md", "topics/alias"), at_top("info ", ".sumlint.yaml:1"));
	assert_ptr_equal(settings_of(f, "x.md"), settings_of(f, "a/c/d/e/x.md"));
	/* What is further up is not merged in. */
	assert_string_equal(severity_of(f, "a/b/x.md", "topics/alias"), "error manifest2.yaml:0");
	assert_string_equal(severity_of(f, "a/b/c/x.md", "topics/unknown"), "off a/b/.sumlint.yaml:1");
	assert_string_equal(sl_configs_file(f->configs, SL_LIT("x.md")).data, at_top("", ".sumlint.yaml"));
	assert_string_equal(sl_configs_file(f->configs, SL_LIT("a/b/x.md")).data, "a/b/.sumlint.yaml");
	assert_string_equal(sl_configs_file(f->configs, SL_LIT("/x.md")).data, "");
	/* The same folder by other names. */
	assert_ptr_equal(settings_of(f, "a/./b//x.md"), settings_of(f, "a/b/c/../x.md"));
	assert_ptr_equal(settings_of(f, at_top("", "project/a/b/y.md")), settings_of(f, "a/b/x.md"));
	assert_string_equal(troubles_of(f), "");
	fixture_close(f);
}

static void a_broken_config_is_not_passed_over(void **state)
{
	(void)state;
	put(".sumlint.yaml", TYPES);
	put("a/.sumlint.yaml", "rule: {}\n");
	put("a/b/.sumlint.yaml", TYPES);
	fixture *f = fixture_open();
	assert_int_equal(applies_to(f, "x.md"), SL_APPLIES);
	assert_int_equal(applies_to(f, "a/x.md"), SL_BAD_CONFIG);
	assert_int_equal(applies_to(f, "a/c/x.md"), SL_BAD_CONFIG);
	assert_int_equal(applies_to(f, "a/b/x.md"), SL_APPLIES);
	assert_string_equal(troubles_of(f), "a/.sumlint.yaml:1:1: unknown key 'rule' in a config; did you mean 'rules'?\n");
	fixture_close(f);
}

/* Each is told of once, wherever nothing of the right name is beside it; only regular files are meant. */
static void misnamed_configs_are_told_of(void **state)
{
	(void)state;
	put(".sumlint.yml", "rules: { topics/alias: info }\n");
	put("a/sumlint.yaml", "");
	put("a/sumlint.yml", "");
	put("b/.sumlint.yaml", TYPES);
	put("b/.sumlint.yml", "");
	put("c/sumlint.yml/x.md", "");
	fixture *f = fixture_open();
	settings_of(f, "a/x.md");
	settings_of(f, "x.md");
	settings_of(f, "b/x.md");
	settings_of(f, "c/x.md");
	assert_string_equal(troubles_of(f), "a/sumlint.yaml:0:0: is not read: rename it to '.sumlint.yaml', which is what a config is called\n"
					    ".sumlint.yml:0:0: is not read: rename it to '.sumlint.yaml', which is what a config is called\n");
	assert_int_equal(f->troubles.errors, 0);
	fixture_close(f);
}

static void a_misnamed_config_is_no_matter_where_none_is_looked_for(void **state)
{
	(void)state;
	put(".sumlint.yml", TYPES);
	put("named.yaml", TYPES);
	fixture *f = fixture_new();
	f->options.config_file = "named.yaml";
	f->configs = sl_configs_create(&f->options, &f->manifests, &f->troubles);
	assert_non_null(f->configs);
	settings_of(f, "x.md");
	assert_string_equal(troubles_of(f), "");
	fixture_close(f);
}

static void very_long_paths_have_a_config_too(void **state)
{
	(void)state;
	static char path[20000];
	for (size_t i = 0; i + 6 < sizeof(path); i += 2)
		memcpy(path + i, "d/a.md", 7);
	put(".sumlint.yaml", "rules: { topics/alias: info }\n");
	fixture *f = fixture_open();
	assert_string_equal(severity_of(f, path, "topics/alias"), "info .sumlint.yaml:1");
	assert_string_equal(severity_of(f, path + 10000, "topics/alias"), "info .sumlint.yaml:1");
	fixture_close(f);
}

/* ---- what a config extends ---- */

static void later_files_win_over_earlier_ones(void **state)
{
	(void)state;
	put("one.yaml", "rules: { topics/alias: info, topics/unknown: error, title: error }\noverrides: [{ files: '*.md', rules: { title: off } }]\n");
	put("two.yaml", "rules: { topics/alias: warning }\nvocabularies: { topics: v/two.yaml }\n");
	put("v/two.yaml", "terms: [Two]\n");
	put(".sumlint.yaml", "extends: [summary, one.yaml, ./two.yaml]\n");
	put("own/.sumlint.yaml", "rules: { title: info }\nextends: [summary, ../one.yaml]\n");
	fixture *f = fixture_open();
	assert_string_equal(severity_of(f, "a.md", "topics/alias"), "warning two.yaml:1");
	assert_string_equal(severity_of(f, "a.md", "topics/unknown"), "error one.yaml:1");
	assert_string_equal(severity_of(f, "a.txt", "title/punctuation"), "error one.yaml:1");
	assert_string_equal(severity_of(f, "a.md", "title/punctuation"), "off one.yaml:2");
	assert_int_equal(sl_vocabulary_size(settings_of(f, "a.md")->vocabularies[0].vocabulary), 1);
	/* Own keys win over all that is extended, also over its overrides. */
	assert_string_equal(severity_of(f, "own/a.md", "title/punctuation"), "info own/.sumlint.yaml:1");
	assert_string_equal(troubles_of(f), "");
	fixture_close(f);
}

static void a_file_extended_twice_counts_once(void **state)
{
	(void)state;
	put("a.yaml", "extends: summary\nvocabularies: { topics: v.yaml }\n");
	put("b.yaml", "extends: summary\nrules: { topics: off }\n");
	put("v.yaml", "terms: [Own]\n");
	put(".sumlint.yaml", "extends: [a.yaml, b.yaml]\n");
	fixture *f = fixture_open();
	/* The profile below b.yaml does not undo what a.yaml says. */
	assert_string_equal(sl_vocabulary_file(settings_of(f, "x.md")->vocabularies[0].vocabulary).data, "v.yaml");
	assert_string_equal(severity_of(f, "x.md", "topics/alias"), "off b.yaml:2");
	fixture_close(f);
}

static void many_ways_to_one_file_cost_nothing(void **state)
{
	(void)state;
	char name[32], text[128];
	/* Each extends the next twice: 2^30 ways to the last. */
	for (int i = 0; i < 30; i++) {
		snprintf(name, sizeof(name), "f%d.yaml", i);
		snprintf(text, sizeof(text), "extends: [f%d.yaml, ./f%d.yaml]\n", i + 1, i + 1);
		put(name, text);
	}
	put("f30.yaml", "rules: { topics: off }\n");
	put(".sumlint.yaml", "extends: f0.yaml\n");
	fixture *f = fixture_open();
	/* And as nothing of it has a type, the built-in ones are there. */
	assert_string_equal(severity_of(f, "x.md", "topics/alias"), "off f30.yaml:1");
	fixture_close(f);
}

static void patterns_count_from_their_file(void **state)
{
	(void)state;
	put("house/base.yaml", TYPES "documents:\n  - { files: 'in/*.md', type: note }\n  - { files: '../desk/up.md', type: note }\nignore: ['no.md']\n");
	put("desk/.sumlint.yaml", "extends: ../house/base.yaml\ndocuments:\n  - { files: own/*.md, type: note }\nignore: ['!no.md', in/x.md]\n"
				  "overrides: [{ files: own/b.md, rules: { topics: off } }]\n");
	fixture *f = fixture_open();
	assert_string_equal(type_of(f, "desk/own/a.md"), "note desk/.sumlint.yaml:3");
	assert_string_equal(severity_of(f, "desk/own/b.md", "topics/alias"), "off desk/.sumlint.yaml:5");
	assert_string_equal(severity_of(f, "desk/own/a.md", "topics/alias"), "error manifest2.yaml:0");
	assert_string_equal(type_of(f, "desk/up.md"), "note house/base.yaml:4");
	/* house/in, not desk/in. */
	assert_int_equal(applies_to(f, "desk/in/a.md"), SL_NO_DOCUMENT);
	assert_int_equal(applies_to(f, "desk/in/x.md"), SL_IGNORED);
	assert_string_equal(type_of(f, "desk/own/no.md"), "note desk/.sumlint.yaml:3");
	fixture_close(f);
}

static void own_entries_come_before_extended_ones(void **state)
{
	(void)state;
	put("base.yaml", "types:\n  note:\n    parts: [{ section: Body }]\n  memo:\n    parts: []\ndocuments:\n  - { files: '*.md', type: note }\n"
			 "  - { files: '*.txt', type: note }\n");
	put(".sumlint.yaml", "extends: base.yaml\ndocuments:\n  - { files: 'a*.md', type: memo }\n");
	put("own/.sumlint.yaml", "types:\n  note:\n    parts: [{ section: Body }]\n");
	fixture *f = fixture_open();
	assert_string_equal(type_of(f, "a.md"), "memo .sumlint.yaml:3");
	assert_string_equal(type_of(f, "b.md"), "note base.yaml:7");
	assert_string_equal(type_of(f, "a.txt"), "note base.yaml:8");
	assert_string_equal(type_of(f, "own/a.md"), "note own/.sumlint.yaml:2");
	fixture_close(f);
}

static void patterns_of_a_profile_count_from_the_config(void **state)
{
	(void)state;
	put("../install/rules/profiles/desk.yaml", "extends: summary\ndocuments: [{ files: 'in/*.rst', type: summary }]\nignore: [in/no.rst]\n"
						   "overrides: [{ files: in/b.rst, rules: { topics: off } }]\n");
	put("sub/.sumlint.yaml", "extends: desk\n");
	fixture *f = fixture_open();
	assert_string_equal(severity_of(f, "sub/in/a.rst", "topics/alias"), "error manifest2.yaml:0");
	assert_string_equal(severity_of(f, "sub/in/b.rst", "topics/alias"), at_top("off ", "install/rules/profiles/desk.yaml:4"));
	assert_int_equal(applies_to(f, "sub/x/in/a.rst"), SL_NO_DOCUMENT);
	assert_int_equal(applies_to(f, "sub/in/no.rst"), SL_IGNORED);
	fixture_close(f);
}

/* ---- configs that are not looked for ---- */

static fixture *open_with(const char *config_file, bool no_config)
{
	fixture *f = fixture_new();
	f->options.config_file = config_file;
	f->options.no_config = no_config;
	f->configs = sl_configs_create(&f->options, &f->manifests, &f->troubles);
	assert_non_null(f->configs);
	return f;
}

static void a_named_config_is_for_all(void **state)
{
	(void)state;
	put(".sumlint.yaml", "rule: broken\n");
	put("c/lint.yaml", TYPES "documents:\n  - { files: ['*.md', '**/x/*.txt', in/*.rst, '../up/*.rst'], type: note }\n");
	fixture *f = open_with("./c/lint.yaml", false);
	assert_string_equal(type_of(f, "a.md"), "note ./c/lint.yaml:3");
	assert_string_equal(sl_configs_file(f->configs, SL_LIT("a.md")).data, "./c/lint.yaml");
	/* From its folder, also with `..`; names and two stars anywhere. */
	assert_int_equal(applies_to(f, "c/in/a.rst"), SL_APPLIES);
	assert_int_equal(applies_to(f, "in/a.rst"), SL_NO_DOCUMENT);
	assert_int_equal(applies_to(f, "up/a.rst"), SL_APPLIES);
	assert_int_equal(applies_to(f, "/x/a.txt"), SL_APPLIES);
	assert_int_equal(applies_to(f, "/tmp/x/a.txt"), SL_APPLIES);
	assert_int_equal(applies_to(f, "/tmp/a.md"), SL_APPLIES);
	assert_string_equal(troubles_of(f), "");
	fixture_close(f);
	/* A wrong one is told of although nothing was asked. */
	f = open_with("missing.yaml", false);
	assert_string_equal(troubles_of(f), "missing.yaml:0:0: cannot be read: no such file\n");
	assert_int_equal(applies_to(f, "a.md"), SL_BAD_CONFIG);
	fixture_close(f);
}

static void no_config_is_the_defaults(void **state)
{
	(void)state;
	put(".sumlint.yaml", "rule: broken\n");
	fixture *f = open_with(NULL, true);
	assert_string_equal(severity_of(f, "a.md", "topics/alias"), "error manifest2.yaml:0");
	assert_string_equal(sl_configs_file(f->configs, SL_LIT("a.md")).data, "");
	assert_string_equal(troubles_of(f), "");
	fixture_close(f);
}

static fixture *open_text(const char *text)
{
	fixture *f = fixture_new();
	f->configs = sl_configs_create_from_text(&f->options, &f->manifests, SL_LIT("plugins/topics.yaml"), 40, sl_str_of(text), &f->troubles);
	assert_non_null(f->configs);
	return f;
}

static void a_text_is_for_all(void **state)
{
	(void)state;
	put(".sumlint.yaml", "rule: broken\n");
	fixture *f = open_text("");
	assert_string_equal(severity_of(f, "example.md", "topics/alias"), "error manifest2.yaml:0");
	assert_string_equal(sl_configs_file(f->configs, SL_LIT("example.md")).data, "");
	fixture_close(f);
	f = open_text("rules:\n  topics/alias: info\n");
	assert_string_equal(severity_of(f, "example.md", "topics/alias"), "info plugins/topics.yaml:41");
	fixture_close(f);
	/* Whatever it says of files. */
	f = open_text(TYPES "documents: [{ files: 'summaries/*.md', type: note }]\nignore: '*'\n");
	assert_string_equal(type_of(f, "example.txt"), "note plugins/topics.yaml:41");
	assert_string_equal(type_of(f, "example.md"), "note plugins/topics.yaml:41");
	fixture_close(f);
	put("plugins/v.yaml", "terms: [V]\n");
	f = open_text("extends: summary\nvocabularies: { topics: v.yaml }\n");
	assert_string_equal(sl_vocabulary_file(settings_of(f, "example.md")->vocabularies[0].vocabulary).data, "plugins/v.yaml");
	fixture_close(f);
	f = open_text("rules:\n  topics/alias: x\nplugins: y.yaml\n");
	assert_int_equal(applies_to(f, "example.md"), SL_BAD_CONFIG);
	assert_string_equal(troubles_of(f), "plugins/topics.yaml:41:17: a severity must be off, info, warning or error, not 'x'\n"
					    "plugins/topics.yaml:42:10: 'plugins' counts only in the config of the folder where sumlint runs, or of --config\n");
	fixture_close(f);
}

/* ---- plugins ---- */

/* The paths, then the troubles. */
static const char *plugins_of(fixture *f)
{
	static char text[4096];
	const char **paths;
	uint32_t count;
	size_t at = 0;
	assert_true(sl_config_project_plugins(&f->options, &f->arena, &paths, &count, &f->troubles));
	text[0] = '\0';
	for (uint32_t i = 0; i < count; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s\n", paths[i]);
	snprintf(text + at, sizeof(text) - at, "%s", troubles_of(f));
	fixture_close(f);
	return text;
}

static fixture *open_trusting(bool trust)
{
	fixture *f = fixture_new();
	f->options.trust_project_plugins = trust;
	return f;
}

static void plugins_need_trust(void **state)
{
	(void)state;
	char expected[1024];
	put("tools/own.yaml", "plugin: own\n");
	put("base.yaml", "plugins: tools/\n");
	put(".sumlint.yaml", "extends: base.yaml\nplugins:\n  - ./tools/own.yaml\n  - tools/owm.yaml\nrules: { no/such: off }\n");
	assert_string_equal(plugins_of(open_trusting(false)),
	    "base.yaml:1:10: the plugin 'tools/' is refused: a config may bring no code along unless `--trust-project-plugins` is given\n"
	    ".sumlint.yaml:3:5: the plugin './tools/own.yaml' is refused: a config may bring no code along unless `--trust-project-plugins` is given\n"
	    ".sumlint.yaml:4:5: the plugin 'tools/owm.yaml' is refused: a config may bring no code along unless `--trust-project-plugins` is given\n");
	snprintf(expected, sizeof(expected),
	    "%s/project/tools\n%s/project/tools/own.yaml\n.sumlint.yaml:4:5: tools/owm.yaml cannot be read: no such file; did you mean 'own.yaml'?\n",
	    fixture_top, fixture_top);
	assert_string_equal(plugins_of(open_trusting(true)), expected);
	/* Broken or missing configs are told of later. */
	put(".sumlint.yaml", "plugins: {\n");
	assert_string_equal(plugins_of(open_trusting(true)), "");
	remove(".sumlint.yaml");
	assert_string_equal(plugins_of(open_trusting(true)), "");
	put("lint.yaml", "plugins: tools/own.yaml\n");
	fixture *f = open_trusting(false);
	f->options.config_file = "lint.yaml";
	assert_string_equal(plugins_of(f), "lint.yaml:1:10: the plugin 'tools/own.yaml' is refused: a config may bring no code along unless "
					   "`--trust-project-plugins` is given\n");
	put(".sumlint.yaml", "plugins: tools/own.yaml\n");
	f = open_trusting(false);
	f->options.no_config = true;
	assert_string_equal(plugins_of(f), "");
}

static void plugins_of_other_configs_are_no_silent_wish(void **state)
{
	(void)state;
	put("base.yaml", "plugins: [own.yaml]\n");
	put(".sumlint.yaml", "extends: base.yaml\n");
	put("sub/.sumlint.yaml", "extends: ../base.yaml\n");
	put("other/.sumlint.yaml", "plugins: [x.yaml]\n");
	fixture *f = fixture_open();
	/* Those of the project were told of, or let in, before. */
	assert_int_equal(applies_to(f, "a.md"), SL_APPLIES);
	assert_int_equal(applies_to(f, "sub/a.md"), SL_APPLIES);
	assert_int_equal(applies_to(f, "other/a.md"), SL_BAD_CONFIG);
	assert_string_equal(troubles_of(f), "other/.sumlint.yaml:1:10: 'plugins' counts only in the config of the folder where sumlint runs, or of --config\n");
	fixture_close(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_nearest_config_rules, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(a_broken_config_is_not_passed_over, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(misnamed_configs_are_told_of, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(a_misnamed_config_is_no_matter_where_none_is_looked_for, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(very_long_paths_have_a_config_too, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(later_files_win_over_earlier_ones, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(a_file_extended_twice_counts_once, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(many_ways_to_one_file_cost_nothing, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(patterns_count_from_their_file, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(own_entries_come_before_extended_ones, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(patterns_of_a_profile_count_from_the_config, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(a_named_config_is_for_all, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(no_config_is_the_defaults, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(a_text_is_for_all, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(plugins_need_trust, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(plugins_of_other_configs_are_no_silent_wish, enter_project, leave_project),
	};
	return cmocka_run_group_tests_name("config find", tests, NULL, NULL);
}
