/* SPDX-License-Identifier: Apache-2.0
 * test_discover.c - walks over real trees, with configs that stand in for the real ones: the program's own are tested with it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "discover/discover.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- configs of our own: names say what applies ------------------------------------------------------------- */

static const sl_settings built_in = { .syntax = 0 };
static sl_settings configured = { .syntax = 0 };

static bool holds(sl_str text, const char *part)
{
	return text.data && memmem(text.data, (size_t)text.size, part, strlen(part)) != NULL;
}

sl_applies sl_configs_settings(sl_configs *configs, sl_str path, const sl_settings **settings)
{
	(void)configs;
	configured.config_file = SL_LIT(".sumlint.yaml");
	*settings = holds(path, "configured") ? &configured : &built_in;
	if (holds(path, "nodocument"))
		return SL_NO_DOCUMENT;
	if (holds(path, "badconfig"))
		return SL_BAD_CONFIG;
	return holds(path, "ignored") ? SL_IGNORED : SL_APPLIES;
}

bool sl_configs_ignores_folder(sl_configs *configs, sl_str path)
{
	(void)configs;
	return holds(path, "skipped");
}

sl_str sl_configs_file(sl_configs *configs, sl_str path)
{
	(void)configs;
	(void)path;
	return SL_LIT(".sumlint.yaml");
}

/* ---- a tree ------------------------------------------------------------------------------------------------ */

static char top[64];

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
	(void)about;
	(void)kind;
	(void)where;
	return remove(path);
}

static int enter_tree(void **state)
{
	(void)state;
	strcpy(top, "/tmp/sumlint-discover-XXXXXX");
	return mkdtemp(top) && chdir(top) == 0 ? 0 : -1;
}

static int leave_tree(void **state)
{
	(void)state;
	if (chdir("/") != 0)
		return -1;
	nftw(top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return 0;
}

static void put(const char *path, const char *text)
{
	char folder[256];
	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
		mkdir(folder, 0755);
	}
	FILE *out = fopen(path, "wb");
	assert_non_null(out);
	fputs(text, out);
	fclose(out);
}

/* What was found, joined by spaces, and after a '!' the troubles. */
static const char *discover_as(const sl_discover_options *options)
{
	static char text[16384];
	sl_files files;
	sl_troubles troubles;
	sl_buffer all;
	sl_troubles_init(&troubles);
	sl_buffer_init(&all);
	assert_true(sl_discover(options, NULL, &files, &troubles));
	for (uint32_t i = 0; i < files.count; i++) {
		assert_int_equal(files.items[i].path.data[files.items[i].path.size], 0);
		sl_buffer_printf(&all, "%s%s%s", i ? " " : "", files.items[i].standard_input ? "stdin:" : "", files.items[i].path.data);
	}
	for (uint32_t i = 0; i < troubles.count; i++)
		sl_buffer_printf(&all, "%s!%s: %s", troubles.items[i].warning ? "?" : "", troubles.items[i].file.data, troubles.items[i].message.data);
	snprintf(text, sizeof(text), "%s", all.data ? all.data : "");
	sl_buffer_finish(&all);
	sl_files_finish(&files);
	sl_troubles_finish(&troubles);
	return text;
}

#define discover(...)                                                                                                  \
	discover_as(&(sl_discover_options){ .paths = (const char *const[]){ __VA_ARGS__ },                             \
	    .path_count = sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *) })

static void folders_are_walked_in_order(void **state)
{
	(void)state;
	put("b/z.md", "");
	put("b-c/z.txt", "");
	put("b.md", "");
	put("a.markdown", "");
	put("picture.png", "");
	put("configured/any.rst", "");
	put("skipped/x.md", "");
	put("ignored.md", "");
	put("nodocument.md", "");
	put(".hidden/x.md", "");
	put(".git/x.md", "");
	const char *all = ".hidden/x.md a.markdown b-c/z.txt b.md b/z.md configured/any.rst";
	assert_string_equal(discover("."), all);
	assert_string_equal(discover("./"), all);
	assert_string_equal(discover_as(&(sl_discover_options){ 0 }), all);
	assert_string_equal(discover("b//", "./b-c"), "b-c/z.txt b/z.md");
	assert_string_equal(discover("./b/../b"), "b/../b/z.md");
}

static void absolute_and_upward_paths_stay(void **state)
{
	(void)state;
	put("b/z.md", "");
	char expected[128], folder[80];
	snprintf(expected, sizeof(expected), "%s/b/z.md", top);
	snprintf(folder, sizeof(folder), "%s/b", top);
	assert_string_equal(discover(folder), expected);
	assert_int_equal(chdir("b"), 0);
	assert_string_equal(discover(".."), "../b/z.md");
	assert_int_equal(chdir(".."), 0);
}

static void every_file_comes_once(void **state)
{
	(void)state;
	put("a.md", "");
	put("b/c.md", "");
	char absolute[96];
	snprintf(absolute, sizeof(absolute), "%s/b/c.md", top);
	assert_string_equal(discover("a.md", "./a.md", "b", "b/c.md", absolute, "b/../a.md", "."), "a.md b/c.md");
	assert_string_equal(discover("-", "a.md", "-"), "stdin:<stdin> a.md");
	assert_string_equal(
	    discover_as(&(sl_discover_options){ .paths = (const char *[]){ "a.md", "-" }, .path_count = 2, .stdin_name = "a.md" }),
	    "a.md");
}

static void links_to_files_are_followed_and_loops_are_not(void **state)
{
	(void)state;
	put("real/a.md", "");
	assert_int_equal(symlink("a.md", "real/link.md"), 0);
	assert_int_equal(symlink(".", "real/loop"), 0);
	assert_int_equal(symlink("self.md", "real/self.md"), 0);
	assert_int_equal(symlink("nowhere", "real/dangling.md"), 0);
	assert_int_equal(symlink("real", "other"), 0);
	assert_int_equal(mkfifo("real/pipe.md", 0644), 0);
	assert_string_equal(discover("."), "real/a.md real/link.md");
	assert_string_equal(discover("other"), "other/a.md other/link.md");
	assert_string_equal(discover("real/pipe.md"), "real/pipe.md");
}

static void what_is_missing_or_closed_is_said(void **state)
{
	(void)state;
	put("a.md", "");
	put("shut/b.md", "");
	assert_string_equal(discover("gone.md", "a.md"), "a.md!gone.md: no such file or folder");
	assert_string_equal(discover(""), "!'': no such file or folder");
	assert_string_equal(discover("a.md/"), "!a.md: Not a directory");
	assert_int_equal(chmod("shut", 0), 0);
	if (geteuid() != 0)
		assert_string_equal(discover("."), "a.md!shut: the folder cannot be read: Permission denied");
	assert_int_equal(chmod("shut", 0755), 0);
	char deep[6000];
	memset(deep, 'x', sizeof(deep) - 1);
	deep[sizeof(deep) - 1] = '\0';
	assert_non_null(strstr(discover(deep), "File name too long"));
}

static void named_files_are_taken_but_for_the_config(void **state)
{
	(void)state;
	put(".git/HEAD", "");
	put(".gitignore", "*.md\n");
	put("a.md", "");
	put("a.rst", "");
	put("nodocument.md", "");
	put("ignored.md", "");
	put("badconfig.md", "");
	assert_string_equal(discover("."), "");
	assert_string_equal(discover("a.md"), "a.md");
	assert_string_equal(discover("a.rst"), "a.rst");
	assert_string_equal(discover("badconfig.md"), "");
	assert_string_equal(discover("nodocument.md"),
	    "?!nodocument.md: is not checked: no entry of `documents` in .sumlint.yaml takes it");
	assert_string_equal(discover("ignored.md"), "?!ignored.md: is not checked: `ignore` in .sumlint.yaml names it");
	assert_string_equal(discover_as(&(sl_discover_options){ .no_gitignore = true }), "a.md");
}

static void gitignore_holds_from_the_top_of_the_repository(void **state)
{
	(void)state;
	put(".git/info/exclude", "excluded.md\n");
	put(".gitignore", "/sub/rooted.md\nbuild/\n*.tmp.md\n");
	put("sub/.gitignore", "!keep.tmp.md\n/here.md\n");
	put("sub/rooted.md", "");
	put("sub/excluded.md", "");
	put("sub/a.tmp.md", "");
	put("sub/keep.tmp.md", "");
	put("sub/here.md", "");
	put("sub/in/here.md", "");
	put("sub/build/x.md", "");
	put("sub/ok.md", "");
	assert_string_equal(discover("."), "sub/in/here.md sub/keep.tmp.md sub/ok.md");
	assert_string_equal(discover("sub"), "sub/in/here.md sub/keep.tmp.md sub/ok.md");
	assert_string_equal(discover("sub/in"), "sub/in/here.md");
	assert_string_equal(discover("sub/build"), "sub/build/x.md");
	/* A repository within the repository has its own rules. */
	put("sub/other/.git/info/exclude", "mine.md\n");
	put("sub/other/a.tmp.md", "");
	put("sub/other/mine.md", "");
	assert_string_equal(discover("sub"), "sub/in/here.md sub/keep.tmp.md sub/ok.md sub/other/a.tmp.md");
	assert_string_equal(discover("sub/other"), "sub/other/a.tmp.md");
}

static void linked_worktrees_ask_their_repository(void **state)
{
	(void)state;
	put("main/.git/info/exclude", "excluded.md\n");
	put("main/.git/worktrees/tree/commondir", "../..\n");
	put("tree/.git", "gitdir: ../main/.git/worktrees/tree\n");
	put("tree/excluded.md", "");
	put("tree/a.md", "");
	assert_string_equal(discover("tree"), "tree/a.md");
}

static void without_a_repository_gitignore_holds_below_the_folder(void **state)
{
	(void)state;
	put(".gitignore", "a.md\n");
	put("sub/.gitignore", "b.md\n");
	put("sub/a.md", "");
	put("sub/b.md", "");
	put("sub/c.md", "");
	assert_string_equal(discover("."), "sub/c.md");
	assert_string_equal(discover("sub"), "sub/a.md sub/c.md");
}

static void gitignore_that_is_a_link_is_not_read(void **state)
{
	(void)state;
	put("patterns", "a.md\n");
	put("a.md", "");
	assert_int_equal(symlink("patterns", ".gitignore"), 0);
	assert_string_equal(discover("."), "a.md");
}

static void names_of_any_bytes_are_kept(void **state)
{
	(void)state;
	put("new\nline.md", "");
	put("latin\xE9.md", "");
	put("-dash.md", "");
	assert_string_equal(discover("."), "-dash.md latin\xE9.md new\nline.md");
	assert_string_equal(discover("-dash.md"), "-dash.md");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_tree, leave_tree)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(folders_are_walked_in_order),
		TEST(absolute_and_upward_paths_stay),
		TEST(every_file_comes_once),
		TEST(links_to_files_are_followed_and_loops_are_not),
		TEST(what_is_missing_or_closed_is_said),
		TEST(named_files_are_taken_but_for_the_config),
		TEST(gitignore_holds_from_the_top_of_the_repository),
		TEST(linked_worktrees_ask_their_repository),
		TEST(without_a_repository_gitignore_holds_below_the_folder),
		TEST(gitignore_that_is_a_link_is_not_read),
		TEST(names_of_any_bytes_are_kept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
