/* SPDX-License-Identifier: Apache-2.0
 * test_config_errors.c - configs that are wrong: where, why, and what was meant.
 */
#include "config_fixture.h"

#define TYPES "types: { note: { parts: [{ section: Body }] } }\n"

typedef struct wrong {
	const char *config;
	const char *troubles; /* all of them; "*" at the end of a line stands for its rest */
} wrong;

static const wrong wrong_cases[] = {
	/* Keys and kinds. */
	{ "rule: {}\n", "1:1: unknown key 'rule' in a config; did you mean 'rules'?\n" },
	{ "zzz: {}\n", "1:1: unknown key 'zzz' in a config; it takes extends, types, documents, vocabularies, rules, overrides, ignore and plugins\n" },
	{ "- a\n", "1:1: a config must be a map, not a list\n" },
	{ "text\n", "1:1: a config must be a map, not 'text'\n" },
	{ "rules: [a]\n", "1:8: 'rules' must be a map, not a list\n" },
	{ "rules:\n", "1:7: 'rules' must be a map, but nothing is here\n" },
	{ "extends: {}\n", "1:10: 'extends' must be text, not a map\n" },
	{ "extends: ['']\n", "1:11: 'extends' must not be empty\n" },
	{ "ignore: [[a]]\n", "1:10: 'ignore' must be text, not a list\n" },
	{ "ignore: ['/']\n", "1:10: 'ignore': the pattern '/' names nothing\n" },
	{ "a: b: c\n", "1:5: *" },
	{ "rules: {\n", "2:1: *" },
	{ "rules: { a: off, a: off }\n", "1:18: the key 'a' is here a second time: the first is at line 1\n" },
	{ "rules: *none\n", "1:8: an alias to an anchor that is not there\n" },
	{ "\xff\n", "1:1: not valid UTF-8\n" },
	/* Rules. */
	{ "rules:\n  topic/alias: off\n", "2:3: unknown rule 'topic/alias'; did you mean 'topics/alias'?\n" },
	{ "rules:\n  topcs: off\n", "2:3: unknown rule 'topcs'; did you mean 'topics'?\n" },
	{ "rules:\n  alias: off\n", "2:3: unknown rule 'alias'; did you mean 'topics/alias'?\n" },
	{ "rules:\n  what/ever: off\n", "2:3: unknown rule 'what/ever'; `sumlint rules` lists all there are\n" },
	{ "rules:\n  topics/alias: warn\n", "2:17: a severity must be off, info, warning or error, not 'warn'\n" },
	{ "rules:\n  topics/alias: true\n", "2:17: a severity must be off, info, warning or error, not 'true'\n" },
	{ "rules:\n  topics/alias: [off]\n", "2:17: a severity must be off, info, warning or error, not a list\n" },
	{ "rules:\n  topics/alias: { severity: hi }\n", "2:29: a severity must be off, info, warning or error, not 'hi'\n" },
	{ "rules:\n  topics/alias: { Case: any }\n", "2:19: the rule 'topics/alias' has no option 'Case'; did you mean 'case'?\n" },
	{ "rules:\n  topics/alias: { xyz: any }\n", "2:19: the rule 'topics/alias' has no option 'xyz'; it takes severity, case, most, strict and words\n" },
	{ "rules:\n  topics/unknown: { xyz: any }\n", "2:21: the rule 'topics/unknown' has no option 'xyz'; it takes severity\n" },
	{ "rules:\n  topics/alias: { case: none }\n", "2:25: 'case' must be any or exact, not 'none'\n" },
	{ "rules:\n  topics/alias: { most: 10 }\n", "2:25: 'most' must be 9 or less, not 10\n" },
	{ "rules:\n  topics/alias: { most: many }\n", "2:25: 'most' must be a whole number, not 'many'\n" },
	{ "rules:\n  topics/alias: { strict: off }\n", "2:27: 'strict' must be true or false, not 'off'\n" },
	{ "rules:\n  topics/alias: { words: x }\n", "2:26: 'words' must be a list, not 'x'\n" },
	{ "rules:\n  topics: { most: 2 }\n", "2:13: unknown key 'most' in what is said of a whole plugin; *" },
	/* Types and documents. */
	{ TYPES "documents: [{ files: '*.md', type: noet }]\n", "2:36: unknown type 'noet'; did you mean 'note'?\n" },
	{ TYPES "documents: [{ files: '*.md', type: zzz }]\n", "2:36: unknown type 'zzz'; there are: note\n" },
	{ "documents: [{ files: '*.md', type: summary }]\n",
	    "1:36: unknown type 'summary'; none is defined here: `extends: summary` brings in the built-in one\n" },
	{ TYPES "overrides: [{ files: '*.md', type: not }]\n", "2:36: unknown type 'not'; did you mean 'note'?\n" },
	{ TYPES "documents: []\n", "2:12: 'documents' has no entry\n" },
	{ TYPES "documents: { files: x }\n", "2:12: 'documents' must be a list, not a map\n" },
	{ TYPES "documents: [{ type: note }]\n", "2:13: the entry of 'documents' has no 'files'\n" },
	{ TYPES "documents: [{ files: [], type: note }]\n", "2:22: 'files' has no pattern\n" },
	{ TYPES "documents: [{ files: x }]\n", "2:13: the entry of 'documents' has no 'type'\n" },
	{ TYPES "documents: [{ files: x, type: note, syntax: md }]\n", "2:45: 'syntax' must be text or markdown, not 'md'\n" },
	{ TYPES "documents: [{ file: x, files: x, type: note }]\n", "2:15: unknown key 'file' in an entry of 'documents'; did you mean 'files'?\n" },
	{ TYPES "overrides: [{ files: x }]\n", "2:13: the entry of 'overrides' has neither 'rules' nor 'type': it does nothing\n" },
	{ TYPES "overrides: [{ files: x, rules: { topics/alia: off } }]\n", "2:34: unknown rule 'topics/alia'; did you mean 'topics/alias'?\n" },
	{ "types: {}\n", "1:8: 'types' has no type\n" },
	{ "types:\n  note: { parts: [{ section: A }] }\n  memo: { parts: [{ section: A }] }\n",
	    "2:3: there are 2 types: 'documents' must say which files are of which\n" },
	{ "types: { note: { part: [] } }\n",
	    "1:18: unknown key 'part' in a document type; did you mean 'parts'?\n" },
	{ TYPES "documents: [{ file: x, typ: note }]\n",
	    "2:15: unknown key 'file' in an entry of 'documents'; did you mean 'files'?\n"
	    ".sumlint.yaml:2:24: unknown key 'typ' in an entry of 'documents'; did you mean 'type'?\n" },
	/* A type that is broken is known all the same. */
	{ "types: { note: { parts: 1 } }\ndocuments: [{ files: x, type: note }]\n", "1:25: 'parts' must be a list, not '1'\n" },
	/* Vocabularies. */
	{ "types: { note: { parts: [{ section: A, vocabulary: topcis }] } }\nvocabularies: { topics: v.yaml }\n",
	    "1:52: vocabulary 'topcis' is not configured; did you mean 'topics'?\n" },
	{ "types: { note: { parts: [{ section: A, vocabulary: topcis }] } }\n",
	    "1:52: vocabulary 'topcis' is not configured: 'vocabularies' says which file it is\n" },
	/* Also of an own type that no entry names; one of a file that is extended may be meant for others. */
	{ "extends: summary\ntypes: { note: { parts: [{ section: A, vocabulary: topcis }] } }\n",
	    "2:52: vocabulary 'topcis' is not configured; did you mean 'topics'?\n" },
	{ "vocabularies: { topics: vv.yaml }\n", "1:25: vv.yaml cannot be read: no such file; did you mean 'v.yaml'?\n" },
	{ "vocabularies: { topics: x/nothing.yaml }\n", "1:25: x/nothing.yaml cannot be read: no such file\n" },
	{ "vocabularies: { topics: folder }\n", "1:25: folder cannot be read: it is a folder\n" },
	{ "vocabularies: { topics: [v.yaml] }\n", "1:25: a vocabulary must be text, not a list\n" },
	/* What it extends. */
	{ "extends: sumary\n", "1:10: unknown profile 'sumary'; did you mean 'summary'? There are: summary\n" },
	{ "extends: house\n", "1:10: unknown profile 'house'; there are: summary (a file is named with its '.yaml')\n" },
	{ "extends: [summary, vv.yaml]\n", "1:20: vv.yaml cannot be read: no such file; did you mean 'v.yaml'?\n" },
	{ "extends: ./folder.yaml\n", "1:10: folder.yaml cannot be read: it is a folder\n" },
	{ "extends: ./pipe.yaml\n", "1:10: pipe.yaml cannot be read: it is no regular file\n" },
	/* All that is wrong at once. */
	{ "extends: sumary\nrulse: {}\nrules: { topics/alias: no }\nignore: 1\ndocuments: [{ files: x, type: unknown }]\noverrides: [1]\n",
	    "1:10: unknown profile 'sumary'; did you mean 'summary'? There are: summary\n"
	    ".sumlint.yaml:2:1: unknown key 'rulse' in a config; did you mean 'rules'?\n"
	    ".sumlint.yaml:3:24: a severity must be off, info, warning or error, not 'no'\n"
	    ".sumlint.yaml:6:13: an entry of 'overrides' must be a map, not '1'\n" },
	{ "rules: { a/b: off }\n" TYPES "documents: [{ files: x, type: noet }]\n",
	    "1:10: unknown rule 'a/b'; `sumlint rules` lists all there are\n.sumlint.yaml:3:31: unknown type 'noet'; did you mean 'note'?\n" },
};

/* True where both are the same up to '*' in the pattern, which stands for the rest of a line. */
static bool same_but_stars(const char *pattern, const char *text)
{
	while (*pattern) {
		if (*pattern == '*' && (pattern[1] == '\0' || pattern[1] == '\n')) {
			text += strcspn(text, "\n");
			pattern++;
			if (!*pattern)
				return text[0] == '\0' || text[1] == '\0';
		} else if (*pattern++ != *text++) {
			return false;
		}
	}
	return *text == '\0';
}

static void errors_say_where_and_what(void **state)
{
	(void)state;
	char expected[4096];
	put("v.yaml", "terms: [A]\n");
	mkdir("folder", 0755);
	mkdir("folder.yaml", 0755);
	mkfifo("pipe.yaml", 0644);
	for (size_t i = 0; i < sizeof(wrong_cases) / sizeof(*wrong_cases); i++) {
		const wrong *c = &wrong_cases[i];
		put(".sumlint.yaml", c->config);
		fixture *f = fixture_open();
		sl_applies applies = applies_to(f, "a.md");
		snprintf(expected, sizeof(expected), ".sumlint.yaml:%s", c->troubles);
		if (applies != SL_BAD_CONFIG || !same_but_stars(expected, troubles_of(f)))
			fail_msg("answer %d with\n%s\n%s\nnot\n%s", (int)applies, c->config, troubles_of(f), expected);
		/* Once is enough. */
		uint32_t count = f->troubles.count;
		assert_int_equal(applies_to(f, "b/c.md"), SL_BAD_CONFIG);
		assert_int_equal(f->troubles.count, count);
		assert_false(sl_configs_ignores_folder(f->configs, SL_LIT("b")));
		assert_string_equal(sl_configs_file(f->configs, SL_LIT("a.md")).data, ".sumlint.yaml");
		fixture_close(f);
	}
}

/* ---- files that are no configs ---- */

static void assert_bad(const char *troubles)
{
	fixture *f = fixture_open();
	assert_int_equal(applies_to(f, "a.md"), SL_BAD_CONFIG);
	if (!same_but_stars(troubles, troubles_of(f)))
		fail_msg("%s, not %s", troubles_of(f), troubles);
	fixture_close(f);
	assert_int_equal(remove(".sumlint.yaml"), 0);
}

static void anything_of_that_name_is_a_config(void **state)
{
	(void)state;
	mkdir(".sumlint.yaml", 0755);
	assert_bad(".sumlint.yaml:0:0: cannot be read: it is a folder\n");
	mkfifo(".sumlint.yaml", 0644);
	assert_bad(".sumlint.yaml:0:0: cannot be read: it is no regular file\n");
	assert_int_equal(symlink("nowhere", ".sumlint.yaml"), 0);
	assert_bad(".sumlint.yaml:0:0: cannot be read: no such file\n");
	assert_int_equal(symlink("/dev/zero", ".sumlint.yaml"), 0);
	assert_bad(".sumlint.yaml:0:0: cannot be read: it is no regular file\n");
	put(".sumlint.yaml", "rules: {}\n");
	assert_int_equal(truncate(".sumlint.yaml", 100 << 20), 0);
	assert_bad(".sumlint.yaml:0:0: cannot be read: it is larger than 1 MiB\n");
	if (geteuid() == 0)
		return;
	put(".sumlint.yaml", "rules: {}\n");
	chmod(".sumlint.yaml", 0);
	assert_bad(".sumlint.yaml:0:0: cannot be read: Permission denied\n");
}

/* `text` over and over. */
static char *many(const char *start, const char *text, size_t count, const char *end)
{
	size_t size = strlen(text), first = strlen(start);
	char *all = malloc(first + size * count + strlen(end) + 1);
	assert_non_null(all);
	memcpy(all, start, first);
	for (size_t i = 0; i < count; i++)
		memcpy(all + first + i * size, text, size);
	strcpy(all + first + size * count, end);
	return all;
}

static void assert_hostile(char *config, const char *troubles)
{
	put(".sumlint.yaml", config);
	free(config);
	assert_bad(troubles);
}

static void hostile_configs_end_in_an_error(void **state)
{
	(void)state;
	assert_hostile(many("rules: ", "[", 100000, "\n"), ".sumlint.yaml:1:*");
	assert_hostile(many("rules: ", "{a: ", 100, "\n"), ".sumlint.yaml:1:260: nested too deeply\n");
	assert_hostile(many("a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
			    "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
			    "g: [", "*f,", 1000, "]\n"), ".sumlint.yaml:7:*");
	assert_hostile(many("documents: [{ files: x, type: &t x }", ", { files: x, type: *t }", 5000, "]\n"),
	    ".sumlint.yaml:1:12: 'documents' has 5001 entries: the most is 1000\n");
	char *errors = many("overrides:\n", "- { files: x, rules: { no/rule: off } }\n", 900, "");
	put(".sumlint.yaml", errors);
	free(errors);
	fixture *f = fixture_open();
	assert_int_equal(applies_to(f, "a.md"), SL_BAD_CONFIG);
	assert_int_equal(f->troubles.count, 101);
	assert_string_equal(f->troubles.items[0].message.data, "has so many errors that the rest was not looked at");
	fixture_close(f);
}

/* ---- circles and depth ---- */

static void circles_are_named(void **state)
{
	(void)state;
	put("a/one.yaml", "extends: ../two.yaml\n");
	put("two.yaml", "extends: [summary, a/three.yaml]\n");
	put("a/three.yaml", "rules: {}\nextends: one.yaml\n");
	put(".sumlint.yaml", "extends: a/one.yaml\n");
	put("self/.sumlint.yaml", "extends: ./.sumlint.yaml\n");
	fixture *f = fixture_open();
	assert_int_equal(applies_to(f, "a.md"), SL_BAD_CONFIG);
	assert_int_equal(applies_to(f, "self/a.md"), SL_BAD_CONFIG);
	assert_string_equal(troubles_of(f), "a/three.yaml:2:10: 'extends' goes round in a circle: a/one.yaml -> two.yaml -> a/three.yaml -> a/one.yaml\n"
					    "self/.sumlint.yaml:1:10: 'extends' goes round in a circle: self/.sumlint.yaml -> self/.sumlint.yaml\n");
	fixture_close(f);
}

static void chains_have_a_limit(void **state)
{
	(void)state;
	char name[32], text[64];
	for (int i = 0; i < 60; i++) {
		snprintf(name, sizeof(name), "f%d.yaml", i);
		snprintf(text, sizeof(text), i < 59 ? "extends: ./f%d.yaml\n" : "extends: summary\n", i + 1);
		put(name, text);
	}
	put(".sumlint.yaml", "extends: ./f40.yaml\n");
	put("deeper/.sumlint.yaml", "extends: ../f20.yaml\n");
	fixture *f = fixture_open();
	assert_int_equal(applies_to(f, "a.md"), SL_APPLIES);
	/* Although all from f40 on is read already. */
	assert_int_equal(applies_to(f, "deeper/a.md"), SL_BAD_CONFIG);
	assert_string_equal(troubles_of(f), "f39.yaml:1:10: more than 32 files extend each other in a row\n");
	fixture_close(f);
}

/* ---- elsewhere than in the config itself ---- */

static void errors_are_told_where_they_are(void **state)
{
	(void)state;
	put("base.yaml", "types:\n  note: { parts: [{ section: A, vocabulary: topcis }] }\ndocuments: [{ files: '*.md', type: noet }]\n");
	put(".sumlint.yaml", "extends: ./base.yaml\n");
	put("other/.sumlint.yaml", "extends: ../base.yaml\ndocuments: [{ files: '*.md', type: note }]\n");
	fixture *f = fixture_open();
	assert_int_equal(applies_to(f, "a.md"), SL_BAD_CONFIG);
	assert_string_equal(troubles_of(f), "base.yaml:3:36: unknown type 'noet'; did you mean 'note'?\n");
	/* Told once, and the other config has its own. */
	assert_int_equal(applies_to(f, "other/a.md"), SL_BAD_CONFIG);
	assert_string_equal(troubles_of(f), "base.yaml:3:36: unknown type 'noet'; did you mean 'note'?\n"
					    "base.yaml:2:45: vocabulary 'topcis' is not configured: 'vocabularies' says which file it is\n");
	fixture_close(f);
}

static void without_profiles_nothing_works(void **state)
{
	(void)state;
	char expected[256];
	fixture *f = fixture_new();
	f->options.rules_folder = "nowhere";
	f->configs = sl_configs_create(&f->options, &f->manifests, &f->troubles);
	assert_int_equal(applies_to(f, "a.md"), SL_BAD_CONFIG);
	assert_int_equal(applies_to(f, "x/a.md"), SL_BAD_CONFIG);
	snprintf(expected, sizeof(expected), "nowhere/profiles/summary.yaml:0:0: cannot be read: no such file\n");
	assert_string_equal(troubles_of(f), expected);
	fixture_close(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(errors_say_where_and_what, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(anything_of_that_name_is_a_config, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(hostile_configs_end_in_an_error, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(circles_are_named, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(chains_have_a_limit, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(errors_are_told_where_they_are, enter_project, leave_project),
		cmocka_unit_test_setup_teardown(without_profiles_nothing_works, enter_project, leave_project),
	};
	return cmocka_run_group_tests_name("config errors", tests, NULL, NULL);
}
