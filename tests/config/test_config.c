/* SPDX-License-Identifier: Apache-2.0
 * test_config.c - what configs that are right come down to: types, rules, vocabularies, and which files they take.
 */
#include "config_fixture.h"

#define TYPES "types: { note: { parts: [{ section: Body }] } }\n"
#define TWO_TYPES "types:\n  note: { parts: [{ section: Body }] }\n  memo: { parts: [{ section: Text }] }\n"

static const char *installed(const char *before, const char *path)
{
	static char text[512];
	snprintf(text, sizeof(text), "%s%s/install/rules/%s", before, fixture_top, path);
	return text;
}

/* ---- which files ---- */

static void without_a_config_the_built_in_type_takes_texts(void **state)
{
	(void)state;
	fixture *f = fixture_open();
	assert_string_equal(type_of(f, "a.md"), installed("summary ", "profiles/summary.yaml:7"));
	const sl_settings *settings = settings_of(f, "a.md");
	assert_int_equal(settings->config_file.size, 0);
	assert_int_equal(settings->syntax, 0);
	assert_int_equal(settings->rule_count, 4);
	assert_int_equal(settings->vocabulary_count, 1);
	assert_int_equal(sl_vocabulary_size(settings->vocabularies[0].vocabulary), 2);
	assert_string_equal(severity_of(f, "a.md", "topics/unknown"), "info manifest2.yaml:0");
	/* Named on the command line, or standard input: it is the walk that passes over other names. */
	assert_ptr_equal(settings_of(f, "deep/er/b.rst"), settings);
	assert_ptr_equal(settings_of(f, "<stdin>"), settings);
	assert_ptr_equal(settings_of(f, "../a.txt"), settings);
	assert_ptr_equal(settings_of(f, "/a.TXT"), settings);
	assert_string_equal(troubles_of(f), "");
	fixture_close(f);
}

typedef struct taken {
	const char *config;
	const char *path;
	const char *type; /* with its origin; NULL: SL_NO_DOCUMENT, "ignored": SL_IGNORED */
} taken;

static const taken taken_cases[] = {
	/* A config that says nothing of types has the built-in one. */
	{ "rules: { topics: off }\n", "a.md", "summary" },
	{ "rules: { topics: off }\n", "a/b.markdown", "summary" },
	{ "rules: { topics: off }\n", "a.rst", NULL },
	{ "", "x/a.txt", "summary" },
	{ "extends: summary\n", "a.md", "summary" },
	/* One type of its own: all texts, in any case of the extension. */
	{ TYPES, "a.md", "note .sumlint.yaml:1" },
	{ TYPES, "x/y/a.MD", "note .sumlint.yaml:1" },
	{ TYPES, "a.MarkDown", "note .sumlint.yaml:1" },
	{ TYPES, "a.txt", "note .sumlint.yaml:1" },
	{ TYPES, "a.mdx", NULL },
	{ TYPES, "md", NULL },
	{ TYPES, ".md", NULL },
	/* Entries in order, the first that matches. */
	{ TWO_TYPES "documents:\n  - { files: [m/**, '!m/not.md'], type: memo }\n  - { files: '*.md', type: note }\n", "m/x.bin", "memo .sumlint.yaml:5" },
	{ TWO_TYPES "documents:\n  - { files: [m/**, '!m/not.md'], type: memo }\n  - { files: '*.md', type: note }\n", "m/not.md", "note .sumlint.yaml:6" },
	{ TWO_TYPES "documents:\n  - { files: [m/**, '!m/not.md'], type: memo }\n  - { files: '*.md', type: note }\n", "a.txt", NULL },
	/* Own entries put the profile's out of force; its types stay. */
	{ "extends: summary\ndocuments: [{ files: 'in/**/*.md', type: summary }]\n", "in/x/a.md", "summary .sumlint.yaml:2" },
	{ "extends: summary\ndocuments: [{ files: 'in/**/*.md', type: summary }]\n", "a.md", NULL },
	/* Own types beside the profile's, whose entries stay in force. */
	{ "extends: summary\n" TYPES, "a.md", "summary" },
	/* An own type of the same name replaces the profile's. */
	{ "extends: summary\ntypes: { summary: { parts: [{ section: Mine }] } }\n", "a.md", "summary" },
	/* Dots and symbolic ways in paths are text. */
	{ TYPES "documents: [{ files: 'in/*.md', type: note }]\n", "./in//a.md", "note .sumlint.yaml:2" },
	{ TYPES "documents: [{ files: 'in/*.md', type: note }]\n", "other/../in/a.md", "note .sumlint.yaml:2" },
	{ TYPES "documents: [{ files: 'in/*.md', type: note }]\n", "../project/in/a.md", "note .sumlint.yaml:2" },
	{ TYPES "documents: [{ files: 'in/*.md', type: note }]\n", "../in/a.md", "summary" },
	/* Ignored. */
	{ TYPES "ignore: [drafts/, '*.tmp.md', '!keep.tmp.md']\n", "drafts/a.md", "ignored" },
	{ TYPES "ignore: [drafts/, '*.tmp.md', '!keep.tmp.md']\n", "x/drafts/y/a.md", "ignored" },
	{ TYPES "ignore: [drafts/, '*.tmp.md', '!keep.tmp.md']\n", "x/a.tmp.md", "ignored" },
	{ TYPES "ignore: [drafts/, '*.tmp.md', '!keep.tmp.md']\n", "x/keep.tmp.md", "note .sumlint.yaml:1" },
	{ TYPES "ignore: drafts/\n", "drafts.md", "note .sumlint.yaml:1" },
	/* An override may change the type. */
	{ TWO_TYPES "documents: [{ files: '*.md', type: note }]\noverrides:\n  - { files: m/, type: memo }\n", "m/a.md", "memo .sumlint.yaml:6" },
	{ TWO_TYPES "documents: [{ files: '*.md', type: note }]\noverrides:\n  - { files: m/, type: memo }\n", "a.md", "note .sumlint.yaml:4" },
	{ TWO_TYPES "documents: [{ files: '*.md', type: note }]\noverrides:\n  - { files: m/, type: memo }\n", "m/a.txt", NULL },
};

static void documents_have_types(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(taken_cases) / sizeof(*taken_cases); i++) {
		const taken *c = &taken_cases[i];
		put(".sumlint.yaml", c->config);
		fixture *f = fixture_open();
		sl_applies applies = applies_to(f, c->path), wanted = !c->type ? SL_NO_DOCUMENT : strcmp(c->type, "ignored") == 0 ? SL_IGNORED : SL_APPLIES;
		if (applies != wanted)
			fail_msg("%s with\n%s: answer %d, troubles: %s", c->path, c->config, (int)applies, troubles_of(f));
		if (applies == SL_APPLIES && strncmp(type_of(f, c->path), c->type, strlen(c->type)) != 0)
			fail_msg("%s with\n%s: %s, not %s", c->path, c->config, type_of(f, c->path), c->type);
		assert_string_equal(troubles_of(f), "");
		fixture_close(f);
	}
}

static void entries_give_a_syntax(void **state)
{
	(void)state;
	put(".sumlint.yaml", TYPES "documents:\n  - { files: '*.txt', type: note, syntax: markdown }\n"
				   "  - { files: '*.md', type: note, syntax: text }\n  - { files: '*.rst', type: note }\n");
	fixture *f = fixture_open();
	assert_int_equal(settings_of(f, "a.txt")->syntax, SUMLINT_SYNTAX_MARKDOWN);
	assert_int_equal(settings_of(f, "a.md")->syntax, SUMLINT_SYNTAX_TEXT);
	assert_int_equal(settings_of(f, "a.rst")->syntax, 0);
	fixture_close(f);
}

static void folders_are_ignored_whole(void **state)
{
	(void)state;
	put(".sumlint.yaml", TYPES "ignore: [drafts/, /out, '*.d']\n");
	put("sub/.sumlint.yaml", TYPES);
	fixture *f = fixture_open();
	assert_true(sl_configs_ignores_folder(f->configs, SL_LIT("drafts")));
	assert_true(sl_configs_ignores_folder(f->configs, SL_LIT("x/drafts/")));
	assert_true(sl_configs_ignores_folder(f->configs, SL_LIT("out")));
	assert_true(sl_configs_ignores_folder(f->configs, SL_LIT("x/y.d")));
	assert_false(sl_configs_ignores_folder(f->configs, SL_LIT("x/out")));
	assert_false(sl_configs_ignores_folder(f->configs, SL_LIT("x")));
	/* In there another config rules. */
	assert_false(sl_configs_ignores_folder(f->configs, SL_LIT("sub/drafts")));
	fixture_close(f);
}

/* ---- rules ---- */

typedef struct judged {
	const char *config;
	const char *path;
	const char *rule;
	const char *severity; /* with its origin */
} judged;

static const judged judged_cases[] = {
	{ "rules: {}\n", "a.md", "topics/alias", "error manifest2.yaml:0" },
	{ "rules:\n  topics/alias: warning\n", "a.md", "topics/alias", "warning .sumlint.yaml:2" },
	{ "rules:\n  topics/alias: off\n", "a.md", "topics/alias", "off .sumlint.yaml:2" },
	{ "rules:\n  topics/alias:\n    severity: info\n", "a.md", "topics/alias", "info .sumlint.yaml:3" },
	{ "rules:\n  topics/alias: { most: 2 }\n", "a.md", "topics/alias", "error manifest2.yaml:0" },
	{ "rules:\n  core: info\n", "a.md", "core/io", "info .sumlint.yaml:2" },
	/* A rule's own entry wins over its plugin's, whichever comes first. */
	{ "rules:\n  topics: off\n  topics/alias: info\n", "a.md", "topics/alias", "info .sumlint.yaml:3" },
	{ "rules:\n  topics/alias: info\n  topics: off\n", "a.md", "topics/alias", "info .sumlint.yaml:2" },
	{ "rules:\n  topics/alias: info\n  topics: { severity: off }\n", "a.md", "topics/unknown", "off .sumlint.yaml:3" },
	{ "rules:\n  topics: off\n", "a.md", "title/punctuation", "warning manifest1.yaml:0" },
	/* Overrides on top, the later over the earlier. */
	{ "overrides:\n  - { files: old/, rules: { topics/alias: off } }\n  - { files: old/x.md, rules: { topics: info } }\n", "a.md", "topics/alias",
	    "error manifest2.yaml:0" },
	{ "overrides:\n  - { files: old/, rules: { topics/alias: off } }\n  - { files: old/x.md, rules: { topics: info } }\n", "old/a.md", "topics/alias",
	    "off .sumlint.yaml:2" },
	{ "overrides:\n  - { files: old/, rules: { topics/alias: off } }\n  - { files: old/x.md, rules: { topics: info } }\n", "old/x.md", "topics/alias",
	    "info .sumlint.yaml:3" },
	{ "rules: { topics/alias: off }\noverrides:\n  - { files: ['*.md', '!b.md'], rules: { topics/alias: info } }\n", "b.md", "topics/alias",
	    "off .sumlint.yaml:1" },
};

static void rules_have_severities(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(judged_cases) / sizeof(*judged_cases); i++) {
		const judged *c = &judged_cases[i];
		put(".sumlint.yaml", c->config);
		fixture *f = fixture_open();
		if (strcmp(severity_of(f, c->path, c->rule), c->severity) != 0)
			fail_msg("%s in %s with\n%s: %s, not %s", c->rule, c->path, c->config, f->text, c->severity);
		fixture_close(f);
	}
}

static void rules_have_options(void **state)
{
	(void)state;
	put("base.yaml", "rules:\n  topics/alias:\n    most: 5\n    words: [x]\n  topics: warning\n");
	put(".sumlint.yaml", "extends: [summary, ./base.yaml]\nrules:\n  topics/alias: { case: exact, strict: true, words: [a, b] }\n"
			     "overrides:\n  - files: x/\n    rules: { topics/alias: { most: 1 } }\n");
	fixture *f = fixture_open();
	const sl_rule_setting *rule = rule_of(settings_of(f, "a.md"), "topics/alias");
	assert_string_equal(rule->options[0].string.data, "exact");
	assert_int_equal(rule->options[1].integer, 5);
	assert_int_equal(rule->options[2].integer, 1);
	assert_int_equal(rule->options[3].count, 2);
	assert_string_equal(rule->options[3].items[1].data, "b");
	assert_string_equal(origin_text(f, "case", rule->option_origins[0]), "case .sumlint.yaml:3");
	assert_string_equal(origin_text(f, "most", rule->option_origins[1]), "most base.yaml:3");
	/* A severity further down keeps the options, and the other way round. */
	assert_string_equal(severity_of(f, "a.md", "topics/alias"), "warning base.yaml:5");
	rule = rule_of(settings_of(f, "x/a.md"), "topics/alias");
	assert_int_equal(rule->options[1].integer, 1);
	assert_string_equal(origin_text(f, "most", rule->option_origins[1]), "most .sumlint.yaml:6");
	assert_string_equal(rule->options[0].string.data, "exact");
	rule = rule_of(settings_of(f, "x/a.md"), "title/punctuation");
	assert_string_equal(rule->options[0].string.data, ".,");
	assert_string_equal(origin_text(f, "trailing", rule->option_origins[0]), "trailing manifest1.yaml:0");
	fixture_close(f);
}

/* ---- one object for all to which the same applies ---- */

static void settings_are_shared(void **state)
{
	(void)state;
	put(".sumlint.yaml", "overrides:\n  - { files: old/, rules: { topics/alias: off } }\n  - { files: '*.txt', rules: { topics/alias: info } }\n");
	fixture *f = fixture_open();
	const sl_settings *plain = settings_of(f, "a.md"), *old = settings_of(f, "old/a.md"), *text = settings_of(f, "a.txt");
	const sl_settings *both = settings_of(f, "old/a.txt");
	assert_true(plain != old && plain != text && old != text && both != old && both != text && both != plain);
	for (int i = 0; i < 3; i++) {
		assert_ptr_equal(settings_of(f, "x/y/b.md"), plain);
		assert_ptr_equal(settings_of(f, "old/y/b.md"), old);
		assert_ptr_equal(settings_of(f, "x/b.txt"), text);
		assert_ptr_equal(settings_of(f, "./old/b.txt"), both);
	}
	assert_string_equal(plain->config_file.data, ".sumlint.yaml");
	fixture_close(f);
}

/* ---- vocabularies ---- */

static void vocabularies_are_read_once_and_when_needed(void **state)
{
	(void)state;
	put("v/one.yaml", "terms: [One]\n");
	put("v/bad.yaml", "terms: [Twice, Twice]\n");
	put(".sumlint.yaml", "extends: summary\nvocabularies:\n  topics: v/one.yaml\n  extra: v/one.yaml\n");
	put("sub/.sumlint.yaml", "vocabularies: { topics: ../v/./one.yaml }\n");
	put("other/.sumlint.yaml", "extends: summary\ntypes:\n  note: { parts: [{ section: Body, kind: terms, vocabulary: more }] }\n"
				   "vocabularies: { more: ../v/bad.yaml }\ndocuments:\n  - { files: '*.txt', type: note }\n"
				   "  - { files: '*.md', type: summary }\n");
	fixture *f = fixture_open();
	const sl_settings *settings = settings_of(f, "a.md");
	assert_int_equal(settings->vocabulary_count, 2);
	assert_string_equal(settings->vocabularies[0].name.data, "topics");
	assert_string_equal(origin_text(f, "topics", settings->vocabularies[0].origin), "topics .sumlint.yaml:3");
	/* No type names `extra`: a plugin may ask for it. */
	assert_string_equal(settings->vocabularies[1].name.data, "extra");
	assert_ptr_equal(settings->vocabularies[0].vocabulary, settings->vocabularies[1].vocabulary);
	assert_ptr_equal(settings_of(f, "sub/a.md")->vocabularies[0].vocabulary, settings->vocabularies[0].vocabulary);
	assert_string_equal(sl_vocabulary_file(settings->vocabularies[0].vocabulary).data, "v/one.yaml");
	/* Broken, but not needed here. */
	assert_int_equal(settings_of(f, "other/a.md")->vocabulary_count, 1);
	assert_string_equal(troubles_of(f), "");
	assert_int_equal(applies_to(f, "other/a.txt"), SL_BAD_CONFIG);
	assert_int_equal(applies_to(f, "other/b.txt"), SL_BAD_CONFIG);
	assert_string_equal(troubles_of(f), "v/bad.yaml:1:16: 'Twice' is here a second time: 'Twice' at line 1 is the same label, of another term\n");
	fixture_close(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(without_a_config_the_built_in_type_takes_texts, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(documents_have_types, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(entries_give_a_syntax, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(folders_are_ignored_whole, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(rules_have_severities, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(rules_have_options, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(settings_are_shared, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(vocabularies_are_read_once_and_when_needed, enter_project, leave_project),
	};
	return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
