/* SPDX-License-Identifier: Apache-2.0
 * cache.c - files in a folder that is the user's alone.
 */
#include "config/cache.h"

#include "base/buffer.h"
#include "base/fold.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXTENSION ".compiled"
#define NAME_SIZE 64

/* ---- the folder ----------------------------------------------------------------------------------------------- */

/* Whether it is the user's, and nobody else can write to it. */
static bool is_own(int descriptor, mode_t kind, struct stat *about)
{
	return fstat(descriptor, about) == 0 && (about->st_mode & S_IFMT) == kind && about->st_uid == geteuid() && (about->st_mode & 022) == 0;
}

/* The folder for caches; empty where the user has none. */
static void append_base(sl_buffer *path)
{
	const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	/* The specification has it that a relative path is to be ignored. */
	if (base && base[0] == '/')
		sl_buffer_append(path, sl_str_of(base));
	else if (home && home[0] == '/')
		sl_buffer_printf(path, "%s/.cache", home);
}

static int open_folder(int base, const char *name)
{
	return openat(base, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Made in a folder of the user's own only: what root makes in somebody's home would be in the way there. */
static int make_folder(const char *path)
{
	struct stat about;
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return -1;
	int base = open_folder(AT_FDCWD, path);
	int folder = -1;
	if (base >= 0 && fstat(base, &about) == 0 && about.st_uid == geteuid() && (mkdirat(base, "sumlint", 0700) == 0 || errno == EEXIST))
		folder = open_folder(base, "sumlint");
	if (base >= 0)
		close(base);
	return folder;
}

/* -1 where there is none, or none to be trusted. */
static int find_folder(bool make)
{
	struct stat about;
	sl_buffer path;
	sl_buffer_init(&path);
	append_base(&path);
	int folder = -1;
	size_t base = path.size;
	if (base && !path.failed) {
		sl_buffer_append(&path, SL_LIT("/sumlint"));
		folder = path.failed ? -1 : open_folder(AT_FDCWD, path.data);
		if (folder < 0 && make && !path.failed && errno == ENOENT) {
			path.data[base] = '\0';
			folder = make_folder(path.data);
		}
	}
	sl_buffer_finish(&path);
	if (folder < 0 || is_own(folder, S_IFDIR, &about))
		return folder;
	close(folder);
	return -1;
}

/* Whether two paths have the same name does not matter: a compiled file knows its source. */
static void set_name(char *name, sl_str path)
{
	snprintf(name, NAME_SIZE, "%016llx" EXTENSION, (unsigned long long)sl_hash(path));
}

/* ---- reading -------------------------------------------------------------------------------------------------- */

int sl_cache_open(sl_str path)
{
	struct stat about;
	char name[NAME_SIZE];
	int folder = find_folder(false);
	if (folder < 0)
		return -1;
	set_name(name, path);
	int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	close(folder);
	if (file < 0 || is_own(file, S_IFREG, &about))
		return file;
	close(file);
	return -1;
}

/* ---- writing -------------------------------------------------------------------------------------------------- */

static bool write_all(int file, sl_str bytes)
{
	size_t at = 0;
	while (at < bytes.size) {
		ssize_t written = write(file, bytes.data + at, (size_t)bytes.size - at);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		at += (size_t)written;
	}
	return true;
}

/* Also what a run that was killed has left behind. */
static bool is_kept(const struct dirent *entry)
{
	return strstr(entry->d_name, EXTENSION) != NULL;
}

/* What the folder holds. */
typedef struct holdings {
	char oldest[2 * NAME_SIZE]; /* name of the file written first */
	struct timespec since;
	unsigned count;
	uint64_t bytes;
} holdings;

static void count_file(int folder, const char *name, holdings *all)
{
	struct stat about;
	if (strlen(name) >= sizeof(all->oldest) || fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) != 0)
		return;
	const struct timespec *time = &about.st_mtim;
	bool older = time->tv_sec < all->since.tv_sec || (time->tv_sec == all->since.tv_sec && time->tv_nsec < all->since.tv_nsec);
	if (all->count == 0 || older) {
		strcpy(all->oldest, name);
		all->since = *time;
	}
	all->count++;
	all->bytes += (uint64_t)about.st_size;
}

/* False where they cannot be told. */
static bool look_through(int folder, holdings *all)
{
	int listed = open_folder(folder, ".");
	DIR *entries = listed < 0 ? NULL : fdopendir(listed);
	if (!entries) {
		if (listed >= 0)
			close(listed);
		return false;
	}
	for (const struct dirent *entry; (entry = readdir(entries)) != NULL;) {
		if (is_kept(entry))
			count_file(folder, entry->d_name, all);
	}
	closedir(entries);
	return true;
}

/* The newest stays, however large it is. */
static void make_room(int folder)
{
	for (;;) {
		holdings all = { 0 };
		if (!look_through(folder, &all) || all.count < 2 || (all.count <= SL_CACHE_MOST && all.bytes <= SL_CACHE_MOST_BYTES))
			return;
		if (unlinkat(folder, all.oldest, 0) != 0)
			return;
	}
}

/* No fsync, which takes longer than all the rest: what a crash of the machine leaves is found to be damaged. */
static void write_file(int folder, const char *name, sl_str bytes)
{
	char temporary[NAME_SIZE + 32];
	snprintf(temporary, sizeof(temporary), ".%s-%ld", name, (long)getpid());
	int file = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (file < 0) {
		/* Left by a run of the same number that was killed. */
		if (errno == EEXIST)
			unlinkat(folder, temporary, 0);
		return;
	}
	bool good = write_all(file, bytes);
	good = close(file) == 0 && good;
	if (!good || renameat(folder, temporary, folder, name) != 0)
		unlinkat(folder, temporary, 0);
	else
		make_room(folder);
}

void sl_cache_keep(sl_str path, sl_str bytes)
{
	char name[NAME_SIZE];
	int folder = find_folder(true);
	if (folder < 0)
		return;
	/* A limit on the size of files must not end the run. */
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	sigaction(SIGXFSZ, &ignore, &before);
	set_name(name, path);
	write_file(folder, name, bytes);
	sigaction(SIGXFSZ, &before, NULL);
	close(folder);
}
