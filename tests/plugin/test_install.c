/* SPDX-License-Identifier: Apache-2.0
 * test_install.c - where a program finds its installation: copies of this one, laid out as programs are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plugin/search.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char top[64];
static char self[4096]; /* this program */

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

static int enter_tree(void **state)
{
	(void)state;
	strcpy(top, "/tmp/sumlint-install-XXXXXX");
	return mkdtemp(top) && chdir(top) == 0 ? 0 : -1;
}

static int leave_tree(void **state)
{
	(void)state;
	return chdir("/") || nftw(top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* What a copy of this program, at `path`, finds: "plugins|rules". */
static void run_copy(const char *path, char *into, size_t size)
{
	char command[1024];
	snprintf(command, sizeof(command), "'%s' --install", path);
	FILE *output = popen(command, "r");
	assert_non_null(output);
	assert_non_null(fgets(into, (int)size, output));
	assert_int_equal(pclose(output), 0);
}

static void copy_self(const char *path)
{
	char command[8192];
	snprintf(command, sizeof(command), "mkdir -p \"$(dirname '%s')\" && cp '%s' '%s'", path, self, path);
	assert_int_equal(system(command), 0);
}

static void assert_install(const char *program, const char *plugins, const char *rules)
{
	char output[1024], wanted[1024], real[4096];
	assert_non_null(realpath(top, real));
	run_copy(program, output, sizeof(output));
	snprintf(wanted, sizeof(wanted), "%.400s/%s|%.400s/%s\n", real, plugins, real, rules);
	assert_string_equal(output, wanted);
}

static void an_installation_beside_the_program_is_found(void **state)
{
	(void)state;
	copy_self("build/sumlint");
	make_folders("build/plugins");
	make_folders("build/rules");
	make_folders("lib/sumlint/plugins"); /* beside counts more */
	make_folders("share/sumlint/rules");
	assert_install("build/sumlint", "build/plugins", "build/rules");
	assert_int_equal(symlink("build/sumlint", "link"), 0);
	assert_install("./link", "build/plugins", "build/rules");
	/* Half of one is none. */
	assert_int_equal(rmdir("build/rules"), 0);
	assert_install("build/sumlint", "lib/sumlint/plugins", "share/sumlint/rules");
}

static void an_installation_relative_to_the_program_is_found(void **state)
{
	(void)state;
	static const char *const libraries[] = { "a/lib/sumlint/plugins", "b/lib64/sumlint/plugins", "c/lib/x86_64-linux-gnu/sumlint/plugins",
		"d[x]*/lib/some-machine/sumlint/plugins" };
	for (size_t i = 0; i < sizeof(libraries) / sizeof(*libraries); i++) {
		const char *slash = strchr(libraries[i], '/');
		char program[128], rules[128];
		snprintf(program, sizeof(program), "%.*s/bin/sumlint", (int)(slash - libraries[i]), libraries[i]);
		snprintf(rules, sizeof(rules), "%.*s/share/sumlint/rules", (int)(slash - libraries[i]), libraries[i]);
		copy_self(program);
		make_folders(libraries[i]);
		make_folders(rules);
		make_folders("c/lib/a-machine-without");
		assert_install(program, libraries[i], rules);
	}
}

static void else_it_is_where_the_build_said(void **state)
{
	(void)state;
	copy_self("lonely/bin/sumlint");
	make_folders("lonely/share/sumlint/rules"); /* no plugins: half of one */
	char output[1024];
	run_copy("lonely/bin/sumlint", output, sizeof(output));
	assert_null(strstr(output, "lonely"));
	assert_non_null(strstr(output, "/sumlint/plugins|"));
	assert_non_null(strstr(output, "/sumlint/rules\n"));
}

static int print_install(void)
{
	sl_arena arena;
	sl_arena_init(&arena);
	sl_install mine;
	bool good = sl_install_find(&arena, &mine);
	if (good)
		printf("%s|%s\n", mine.plugins.data, mine.rules.data);
	sl_arena_finish(&arena);
	return good ? 0 : 1;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_tree, leave_tree)

int main(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		return print_install();
	if (!realpath("/proc/self/exe", self))
		return 1;
	const struct CMUnitTest tests[] = {
		TEST(an_installation_beside_the_program_is_found),
		TEST(an_installation_relative_to_the_program_is_found),
		TEST(else_it_is_where_the_build_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
