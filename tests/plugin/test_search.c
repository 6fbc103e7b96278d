/* SPDX-License-Identifier: Apache-2.0
 * test_search.c - where plugins are looked for, in trees made for it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "plugin/search.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char top[64];

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
	(void)about;
	(void)kind;
	(void)where;
	return remove(path);
}

static void make_folders(const char *path)
{
	char part[512];
	for (const char *slash = strchr(path + 1, '/');; slash = strchr(slash + 1, '/')) {
		size_t size = slash ? (size_t)(slash - path) : strlen(path);
		snprintf(part, sizeof(part), "%.*s", (int)size, path);
		mkdir(part, 0700);
		if (!slash)
			return;
	}
}

static void write_file(const char *path, const char *text)
{
	char folder[512];
	snprintf(folder, sizeof(folder), "%s", path);
	if (strrchr(folder, '/')) {
		*strrchr(folder, '/') = '\0';
		make_folders(folder);
	}
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* A manifest of one rule; `more` is put in between. */
static void write_manifest(const char *path, const char *plugin, const char *more)
{
	char text[1024];
	snprintf(text, sizeof(text),
	    "plugin: %s\nversion: 1.0.0\nsummary: Of a test.\n%s"
	    "rules:\n  - { name: one, summary: One., severity: error, help: Mend it., examples: [ { bad: a, good: b } ] }\n",
	    plugin, more);
	write_file(path, text);
}

/* Every test has a tree of its own, with an installation of two plugins. */
static int enter_tree(void **state)
{
	(void)state;
	strcpy(top, "/tmp/sumlint-search-XXXXXX");
	if (!mkdtemp(top) || chdir(top) != 0)
		return -1;
	write_manifest("rules/core.yaml", "core", "");
	write_manifest("plugins/topics.yaml", "topics", "");
	write_manifest("plugins/audience.yaml", "audience", "");
	write_file("plugins/topics.so", "");
	make_folders("plugins/topics.so.p");
	return 0;
}

static int leave_tree(void **state)
{
	(void)state;
	return chdir("/") || nftw(top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* ---- one search -------------------------------------------------------------------------------------------- */

typedef struct found {
	sl_arena arena;
	sl_troubles troubles;
	sl_manifests manifests;
	bool good;
	char names[512]; /* of the plugins, a blank between them */
} found;

static const sl_install install = { { "plugins", 7 }, { "rules", 5 } };

static void find(found *result, sl_plugin_search search)
{
	sl_arena_init(&result->arena);
	sl_troubles_init(&result->troubles);
	if (!search.install)
		search.install = &install;
	result->good = sl_plugins_find(&result->arena, &search, &result->manifests, &result->troubles);
	result->names[0] = '\0';
	for (uint32_t i = 0; i < result->manifests.count; i++)
		snprintf(result->names + strlen(result->names), sizeof(result->names) - strlen(result->names), "%s%s", i ? " " : "",
		    result->manifests.items[i]->plugin.data);
	assert_true(result->good);
	assert_false(result->troubles.no_memory);
}

static void finish(found *result)
{
	sl_troubles_finish(&result->troubles);
	sl_arena_finish(&result->arena);
	sl_manifests_finish(&result->manifests);
}

static void assert_found(sl_plugin_search search, const char *names)
{
	found result;
	find(&result, search);
	if (result.troubles.count)
		fail_msg("%s: %s", result.troubles.items[0].file.data, result.troubles.items[0].message.data);
	assert_string_equal(result.names, names);
	finish(&result);
}

/* The first of `count` troubles is at this file and has these words; what is found else is found all the same. */
static void assert_trouble(sl_plugin_search search, uint32_t count, const char *file, const char *words, const char *names)
{
	found result;
	find(&result, search);
	assert_int_equal(result.troubles.count, count);
	assert_int_equal(result.troubles.errors, count);
	assert_string_equal(result.troubles.items[0].file.data, file);
	if (!strstr(result.troubles.items[0].message.data, words))
		fail_msg("wanted '%s', got '%s'", words, result.troubles.items[0].message.data);
	assert_string_equal(result.names, names);
	finish(&result);
}

static sl_plugin_search along(const char *path)
{
	return (sl_plugin_search){ .path = path };
}

/* ---- folders ----------------------------------------------------------------------------------------------- */

static void the_installation_is_found_sorted(void **state)
{
	(void)state;
	found result;
	find(&result, along(NULL));
	assert_int_equal(result.troubles.count, 0);
	assert_string_equal(result.names, "core audience topics");
	assert_string_equal(result.manifests.items[0]->file.data, "rules/core.yaml");
	assert_int_equal(result.manifests.items[0]->library.size, 0);
	assert_string_equal(result.manifests.items[2]->file.data, "plugins/topics.yaml");
	assert_string_equal(result.manifests.items[2]->library.data, "plugins/topics.so");
	finish(&result);
}

static void core_comes_first_whatever_the_others_are_called(void **state)
{
	(void)state;
	write_manifest("more/a.yaml", "a", "");
	write_manifest("more/zz.yaml", "zz", "");
	assert_found(along("more"), "core a audience topics zz");
}

static void plugin_dirs_are_read(void **state)
{
	(void)state;
	write_manifest("x/one.yaml", "one", "");
	write_manifest("y/two.yaml", "two", "");
	const char *folders[] = { "y", "x" };
	assert_found((sl_plugin_search){ .folders = folders, .folder_count = 2 }, "core audience one topics two");
}

static void the_path_has_several_folders_and_empty_ones(void **state)
{
	(void)state;
	write_manifest("x/one.yaml", "one", "");
	write_manifest("y/two.yaml", "two", "");
	assert_found(along("x:y"), "core audience one topics two");
	assert_found(along("x"), "core audience one topics");
	assert_found(along(":x::y:"), "core audience one topics two");
	assert_found(along(""), "core audience topics");
	assert_found(along(":::"), "core audience topics");
}

static void a_missing_folder_is_told(void **state)
{
	(void)state;
	const char *folders[] = { "nowhere" };
	assert_trouble((sl_plugin_search){ .folders = folders, .folder_count = 1 }, 1, "nowhere", "cannot read this folder of plugins: No such file",
	    "core audience topics");
	assert_trouble(along("nowhere:plugins"), 1, "nowhere", "No such file", "core audience topics");
	assert_trouble(along("rules/core.yaml"), 1, "rules/core.yaml", "Not a directory", "core audience topics");
	static const sl_install gone = { { "no-plugins", 10 }, { "no-rules", 8 } };
	assert_trouble((sl_plugin_search){ .install = &gone }, 2, "no-rules/core.yaml", "cannot be read: No such file", "");
}

static void a_folder_twice_is_no_clash(void **state)
{
	(void)state;
	write_manifest("x/one.yaml", "one", "");
	char absolute[128];
	snprintf(absolute, sizeof(absolute), "x:./x/:%s/x:plugins", top);
	assert_int_equal(symlink("x", "link"), 0);
	const char *folders[] = { "x", "link" };
	assert_found((sl_plugin_search){ .folders = folders, .folder_count = 2, .path = absolute }, "core audience one topics");
}

static void a_plugin_may_have_a_folder_of_its_own(void **state)
{
	(void)state;
	write_manifest("x/one/one.yaml", "one", "");
	write_manifest("x/two/other.yaml", "two", "");     /* not called like its folder */
	write_manifest("x/three/deep/three.yaml", "three", "");
	make_folders("x/four/four.yaml");
	make_folders("x/five.yaml");
	write_manifest("x/.hidden.yaml", "hidden", "");
	write_manifest("x/.hidden/.hidden.yaml", "hidden", "");
	found result;
	find(&result, along("x"));
	assert_int_equal(result.troubles.count, 0);
	assert_string_equal(result.names, "core audience one topics");
	assert_string_equal(result.manifests.items[2]->file.data, "x/one/one.yaml");
	assert_string_equal(result.manifests.items[2]->library.data, "x/one/one.so");
	finish(&result);
}

static void what_is_no_manifest_is_passed_over(void **state)
{
	(void)state;
	write_file("x/README.md", "# Plugins\n");
	write_file("x/one.yml", "no: manifest\n");
	write_file("x/one.yaml.orig", "no: manifest\n");
	write_file("x/yaml", "no: manifest\n");
	/* YAML of other kinds, whatever is wrong with it. */
	write_file("x/terms.yaml", "title: Rules\nterms: [A]\n");
	write_file("x/empty.yaml", "");
	write_file("x/broken.yaml", "plugins: [\nmy-rules: {\n");
	write_file("x/values/values.yaml", "- about rules: none\n");
	write_file("x/other.so", "");
	assert_found(along("x"), "core audience topics");
}

/* ---- clashes and broken manifests -------------------------------------------------------------------------- */

static void two_plugins_of_one_name_are_told(void **state)
{
	(void)state;
	write_manifest("x/topics.yaml", "topics", "");
	assert_trouble(along("x"), 1, "x/topics.yaml", "a second plugin named 'topics': the first is plugins/topics.yaml", "core audience topics");
	found result;
	find(&result, along("x"));
	assert_string_equal(result.manifests.items[2]->file.data, "plugins/topics.yaml");
	finish(&result);
	write_manifest("y/mine.yaml", "mine", "");
	write_manifest("y/yours.yaml", "mine", "");
	assert_trouble(along("y"), 1, "y/yours.yaml", "a second plugin named 'mine': the first is y/mine.yaml", "core audience mine topics");
}

static void nobody_takes_the_name_of_the_hosts_rules(void **state)
{
	(void)state;
	write_manifest("x/core.yaml", "core", "");
	assert_trouble(along("x"), 1, "x/core.yaml", "a second plugin named 'core': the first is rules/core.yaml", "core audience topics");
}

static void the_order_of_trust_decides_who_is_first(void **state)
{
	(void)state;
	write_manifest("flag/mine.yaml", "mine", "");
	write_manifest("env/mine.yaml", "mine", "");
	write_manifest("project/mine.yaml", "mine", "");
	const char *folders[] = { "flag" }, *project[] = { "project/mine.yaml" };
	sl_plugin_search search = { .folders = folders, .folder_count = 1, .path = "env", .project = project, .project_count = 1 };
	assert_trouble(search, 2, "env/mine.yaml", "the first is flag/mine.yaml", "core audience mine topics");
	search.folder_count = 0;
	assert_trouble(search, 1, "project/mine.yaml", "the first is env/mine.yaml", "core audience mine topics");
}

static void plugins_of_a_project_are_manifests_or_folders(void **state)
{
	(void)state;
	write_manifest("p/one.yaml", "one", "");
	write_manifest("q/two.yaml", "two", "");
	const char *project[] = { "p", "q/two.yaml", "q/three.yaml" };
	assert_found((sl_plugin_search){ .project = project, .project_count = 2 }, "core audience one topics two");
	assert_trouble((sl_plugin_search){ .project = project, .project_count = 3 }, 1, "q/three.yaml", "cannot be read: No such file",
	    "core audience one topics two");
}

static void a_broken_manifest_is_told_at_its_line(void **state)
{
	(void)state;
	write_file("x/one.yaml", "plugin: one\nversion: [\n");
	write_manifest("x/two.yaml", "two", "");
	found result;
	find(&result, along("x"));
	assert_true(result.troubles.errors >= 1);
	assert_string_equal(result.troubles.items[0].file.data, "x/one.yaml");
	assert_true(result.troubles.items[0].line >= 2);
	assert_string_equal(result.names, "core audience topics two");
	finish(&result);
	write_manifest("x/one.yaml", "One", "");
	assert_trouble(along("x"), 1, "x/one.yaml", "small letters", "core audience topics two");
	write_file("x/one.yaml", "");
	write_file("x/one.so", "");
	assert_trouble(along("x"), 1, "x/one.yaml", "the manifest has no 'plugin'", "core audience topics two");
}

/* One key of a manifest, in whatever style, or a library of its name makes a file one that is meant as a manifest. */
static void what_is_meant_as_a_manifest_is_not_passed_over(void **state)
{
	(void)state;
	static const char *const texts[] = { "summary: x\nrules:\n  - name: a\n", "{\"plugin\": \"one\"}\n", "version: 1\r\nplugin: one\r\n", "{ plugin: one }" };
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		write_file("x/one.yaml", texts[i]);
		found result;
		find(&result, along("x"));
		assert_true(result.troubles.errors >= 1);
		assert_string_equal(result.troubles.items[0].file.data, "x/one.yaml");
		finish(&result);
	}
	write_file("y/two/two.yaml", "- nothing\n");
	write_file("y/two/two.so", "");
	assert_trouble(along("y"), 1, "y/two/two.yaml", "a manifest must be a map", "core audience topics");
}

static void a_manifest_that_cannot_be_read_is_told(void **state)
{
	(void)state;
	make_folders("x");
	assert_int_equal(mkfifo("x/pipe.yaml", 0600), 0);
	assert_trouble(along("x"), 1, "x/pipe.yaml", "cannot be read: ", "core audience topics");
	unlink("x/pipe.yaml");
	assert_int_equal(symlink("nowhere.yaml", "x/dangling.yaml"), 0);
	assert_trouble(along("x"), 1, "x/dangling.yaml", "cannot be read: No such file", "core audience topics");
	unlink("x/dangling.yaml");
	make_folders("x/sub");
	assert_int_equal(symlink("nowhere.yaml", "x/sub/sub.yaml"), 0);
	assert_trouble(along("x"), 1, "x/sub/sub.yaml", "cannot be read: No such file", "core audience topics");
}

/* A manifest must not name code that lies somewhere else. */
static void a_library_stays_in_its_folder(void **state)
{
	(void)state;
	static const char *const outside[] = { "../evil.so", "/tmp/evil.so", "sub/../../evil.so", "..", "\"\"" };
	for (size_t i = 0; i < sizeof(outside) / sizeof(*outside); i++) {
		char more[64];
		snprintf(more, sizeof(more), "library: %s\n", outside[i]);
		write_manifest("x/one.yaml", "one", more);
		found result;
		find(&result, along("x"));
		assert_int_equal(result.troubles.errors, 1);
		assert_int_equal(result.troubles.items[0].line, 4);
		assert_string_equal(result.names, "core audience topics");
		finish(&result);
	}
	write_manifest("x/one.yaml", "one", "library: lib/./one.so.1\n");
	found result;
	find(&result, along("x"));
	assert_int_equal(result.troubles.count, 0);
	assert_string_equal(result.manifests.items[2]->library.data, "x/lib/one.so.1");
	finish(&result);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_tree, leave_tree)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_installation_is_found_sorted),
		TEST(core_comes_first_whatever_the_others_are_called),
		TEST(plugin_dirs_are_read),
		TEST(the_path_has_several_folders_and_empty_ones),
		TEST(a_missing_folder_is_told),
		TEST(a_folder_twice_is_no_clash),
		TEST(a_plugin_may_have_a_folder_of_its_own),
		TEST(what_is_no_manifest_is_passed_over),
		TEST(two_plugins_of_one_name_are_told),
		TEST(nobody_takes_the_name_of_the_hosts_rules),
		TEST(the_order_of_trust_decides_who_is_first),
		TEST(plugins_of_a_project_are_manifests_or_folders),
		TEST(a_broken_manifest_is_told_at_its_line),
		TEST(what_is_meant_as_a_manifest_is_not_passed_over),
		TEST(a_manifest_that_cannot_be_read_is_told),
		TEST(a_library_stays_in_its_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
