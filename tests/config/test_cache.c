/* SPDX-License-Identifier: Apache-2.0
 * test_cache.c - where compiled vocabularies are kept: in a folder of the user's own, or not at all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "config/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/sumlint-cache-XXXXXX";

static void put(const char *path, sl_str bytes)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.data, 1, (size_t)bytes.size, file), bytes.size);
	assert_int_equal(fclose(file), 0);
}

static char home[64], base[80], kept[96];

static void in_home(const char *name, char *out, size_t size)
{
	snprintf(out, size, "%s/%s", home, name);
}

static void empty_home(void)
{
	char command[256];
	snprintf(command, sizeof(command), "chmod -R u+rwx %s 2>/dev/null; rm -rf %s", home, home);
	assert_int_equal(system(command) & 0x100, 0);
	assert_int_equal(mkdir(home, 0700), 0);
}

static int home_begin(void **state)
{
	(void)state;
	snprintf(home, sizeof(home), "%s/home", folder);
	mkdir(home, 0700);
	empty_home();
	in_home("cache", base, sizeof(base));
	in_home("cache/sumlint", kept, sizeof(kept));
	return setenv("XDG_CACHE_HOME", base, 1) | setenv("HOME", home, 1);
}

/* Whether something is kept for that path: then it is "bytes". */
static bool is_kept(const char *path)
{
	char bytes[16];
	int file = sl_cache_open(sl_str_of(path));
	if (file < 0)
		return false;
	assert_int_equal(read(file, bytes, sizeof(bytes)), 5);
	assert_memory_equal(bytes, "bytes", 5);
	close(file);
	return true;
}

static void keep(const char *path)
{
	sl_cache_keep(sl_str_of(path), SL_LIT("bytes"));
}

/* Number of files in the folder; the first in *first. */
static unsigned files_kept(char *first, size_t size)
{
	unsigned count = 0;
	DIR *entries = opendir(kept);
	assert_non_null(entries);
	for (const struct dirent *entry; (entry = readdir(entries)) != NULL;) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && count++ == 0 && first)
			snprintf(first, size, "%s/%s", kept, entry->d_name);
	}
	closedir(entries);
	return count;
}

static void what_is_kept_is_found_again(void **state)
{
	(void)state;
	struct stat about;
	char file[512];
	mode_t mask = umask(0);
	assert_false(is_kept("/a.yaml"));
	assert_int_equal(stat(base, &about), -1); /* who only looks makes nothing */
	keep("/a.yaml");
	umask(mask);
	assert_true(is_kept("/a.yaml"));
	assert_false(is_kept("/b.yaml"));
	assert_int_equal(stat(kept, &about), 0);
	assert_int_equal(about.st_mode & 07777, 0700);
	assert_int_equal(files_kept(file, sizeof(file)), 1);
	assert_int_equal(stat(file, &about), 0);
	assert_int_equal(about.st_mode & 07777, 0600);
	keep("/a.yaml");
	assert_int_equal(files_kept(file, sizeof(file)), 1);
}

static void without_a_cache_home_it_is_below_the_home(void **state)
{
	(void)state;
	char path[128];
	setenv("XDG_CACHE_HOME", "relative", 1);
	keep("/a.yaml");
	in_home(".cache/sumlint", path, sizeof(path));
	assert_int_equal(access(path, F_OK), 0);
	assert_int_equal(access("relative", F_OK), -1);
	unsetenv("XDG_CACHE_HOME");
	assert_true(is_kept("/a.yaml"));
	unsetenv("HOME");
	keep("/a.yaml");
	assert_false(is_kept("/a.yaml"));
}

static void what_others_can_write_is_not_read(void **state)
{
	(void)state;
	char file[512], other[128];
	keep("/a.yaml");
	assert_int_equal(files_kept(file, sizeof(file)), 1);
	chmod(file, 0620);
	assert_false(is_kept("/a.yaml"));
	chmod(file, 0602);
	assert_false(is_kept("/a.yaml"));
	chmod(file, 0600);
	assert_true(is_kept("/a.yaml"));
	chmod(kept, 0770);
	assert_false(is_kept("/a.yaml"));
	chmod(kept, 0700);
	in_home("other", other, sizeof(other));
	assert_int_equal(rename(file, other), 0);
	assert_int_equal(symlink(other, file), 0);
	assert_false(is_kept("/a.yaml"));
	unlink(file);
	assert_int_equal(mkfifo(file, 0600), 0);
	assert_false(is_kept("/a.yaml"));
	unlink(file);
	assert_int_equal(rename(other, file), 0);
	assert_true(is_kept("/a.yaml"));
	if (geteuid() != 0)
		return;
	assert_int_equal(chown(file, 12345, (gid_t)-1), 0);
	assert_false(is_kept("/a.yaml"));
	assert_int_equal(chown(file, 0, (gid_t)-1), 0);
	assert_int_equal(chown(kept, 12345, (gid_t)-1), 0);
	assert_false(is_kept("/a.yaml"));
}

static void where_nothing_can_be_kept_nothing_is(void **state)
{
	(void)state;
	char sumlint[96];
	put(base, SL_LIT("a file"));
	keep("/a.yaml");
	assert_false(is_kept("/a.yaml"));
	unlink(base);
	mkdir(base, 0700);
	in_home("cache/sumlint", sumlint, sizeof(sumlint));
	put(sumlint, SL_LIT("a file"));
	keep("/a.yaml");
	assert_false(is_kept("/a.yaml"));
	unlink(sumlint);
	if (geteuid() == 0)
		/* What root would make in somebody else's folder would be in the way there. */
		assert_int_equal(chown(base, 12345, (gid_t)-1), 0);
	else
		chmod(base, 0500);
	keep("/a.yaml");
	assert_int_equal(access(sumlint, F_OK), -1);
	setenv("XDG_CACHE_HOME", "/nonexistent/folder", 1);
	keep("/a.yaml");
	assert_false(is_kept("/a.yaml"));
}

static void the_first_go_when_there_are_too_many(void **state)
{
	(void)state;
	char path[32], file[256];
	keep("/first.yaml");
	assert_int_equal(files_kept(file, sizeof(file)), 1);
	const struct timespec old[2] = { { 1000, 0 }, { 1000, 0 } };
	assert_int_equal(utimensat(AT_FDCWD, file, old, 0), 0);
	for (unsigned i = 0; i < SL_CACHE_MOST + 5; i++) {
		snprintf(path, sizeof(path), "/%u.yaml", i);
		keep(path);
	}
	assert_int_equal(files_kept(NULL, 0), SL_CACHE_MOST);
	assert_false(is_kept("/first.yaml"));
	assert_true(is_kept(path));
}

static int begin(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	char command[64];
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(what_is_kept_is_found_again, home_begin),
		cmocka_unit_test_setup(without_a_cache_home_it_is_below_the_home, home_begin),
		cmocka_unit_test_setup(what_others_can_write_is_not_read, home_begin),
		cmocka_unit_test_setup(where_nothing_can_be_kept_nothing_is, home_begin),
		cmocka_unit_test_setup(the_first_go_when_there_are_too_many, home_begin),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
