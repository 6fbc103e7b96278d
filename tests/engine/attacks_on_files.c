/* SPDX-License-Identifier: Apache-2.0
 * attacks_on_files.c - what a plugin that means ill would do to files, and read of them.
 */
#include "faulty.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

/* ---- writing -------------------------------------------------------------------------------------------------- */

static void create(void)
{
	tell("create", open(target("created"), O_WRONLY | O_CREAT, 0600) >= 0);
}

static void create_without_name(void)
{
	tell("tmpfile", open(target("."), O_WRONLY | O_TMPFILE, 0600) >= 0);
}

static void overwrite(void)
{
	int file = open(target("victim"), O_WRONLY);
	tell("overwrite", file >= 0 && write(file, "X", 1) == 1);
}

static void append(void)
{
	int file = open(target("victim"), O_WRONLY | O_APPEND);
	tell("append", file >= 0 && write(file, "X", 1) == 1);
}

static void write_by_map(void)
{
	int file = open(target("victim"), O_RDWR);
	char *bytes = file < 0 ? MAP_FAILED : mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	if (bytes != MAP_FAILED)
		bytes[0] = 'X';
	tell("map", bytes != MAP_FAILED);
}

static void truncate_file(void)
{
	tell("truncate", truncate(target("victim"), 0) == 0);
}

static void truncate_by_open(void)
{
	tell("truncate-by-open", open(target("victim"), O_WRONLY | O_TRUNC) >= 0);
}

/* ---- folders and names ---------------------------------------------------------------------------------------- */

static void remove_file(void)
{
	tell("unlink", unlink(target("victim")) == 0);
}

static void remove_folder(void)
{
	tell("rmdir", rmdir(target("empty")) == 0);
}

static void rename_file(void)
{
	tell("rename", rename(target("victim"), target("renamed")) == 0);
}

static void make_folder(void)
{
	tell("mkdir", mkdir(target("folder"), 0777) == 0);
}

static void make_pipe(void)
{
	tell("mkfifo", mkfifo(target("fifo"), 0600) == 0);
}

static void make_link(void)
{
	tell("link", link(target("victim"), target("linked")) == 0);
}

static void make_symbolic_link(void)
{
	tell("symlink", symlink("/", target("symbolic")) == 0);
}

static void change_folder(void)
{
	tell("chdir", chdir(target(".")) == 0);
}

static void change_root(void)
{
	tell("chroot", chroot(target(".")) == 0);
}

/* ---- what is said of files ------------------------------------------------------------------------------------ */

static void change_mode(void)
{
	tell("chmod", chmod(target("victim"), 0777) == 0);
}

static void change_owner(void)
{
	tell("chown", chown(target("victim"), getuid(), getgid()) == 0);
}

static void change_times(void)
{
	const struct timespec times[2] = { { 1, 0 }, { 1, 0 } };
	tell("utimes", utimensat(AT_FDCWD, target("victim"), times, 0) == 0);
}

static void set_attribute(void)
{
	tell("setxattr", setxattr(target("victim"), "user.sumlint", "x", 1, 0) == 0);
}

static void set_mask(void)
{
	/* The function of the library never fails. */
	tell("umask", syscall(SYS_umask, 0) >= 0);
}

/* ---- reading -------------------------------------------------------------------------------------------------- */

static bool can_read(const char *path)
{
	char byte;
	int file = open(path, O_RDONLY);
	return file >= 0 && read(file, &byte, 1) == 1;
}

static void read_passwords(void)
{
	tell("passwd", can_read("/etc/passwd"));
}

static void read_beside(void)
{
	tell("beside", can_read(target("victim")));
}

/* By its path, and not as it is handed out. */
static void read_document(void)
{
	tell("document", can_read(target("../d/00000.md")));
}

static void read_environment_of(const char *what, const char *path)
{
	tell(what, can_read(path));
}

static void read_processes(void)
{
	char path[64];
	snprintf(path, sizeof(path), "/proc/%d/environ", (int)getppid());
	read_environment_of("proc", path);
}

static void read_self(void)
{
	read_environment_of("self", "/proc/self/maps");
}

/* Around the right to open by a name. */
static void open_by_number(void)
{
	struct {
		struct file_handle head;
		char room[128];
	} handle = { .head = { .handle_bytes = 128 } };
	int mount = -1;
	bool named = syscall(SYS_name_to_handle_at, AT_FDCWD, target("victim"), &handle, &mount, 0) == 0;
	int folder_there = named ? open(target("."), O_RDONLY | O_DIRECTORY) : -1;
	tell("handle", named && syscall(SYS_open_by_handle_at, folder_there, &handle, O_RDONLY) >= 0);
}

static void list_folder(void)
{
	tell("list", open(target("."), O_RDONLY | O_DIRECTORY) >= 0);
}

static void watch_folder(void)
{
	int watch = inotify_init1(0);
	tell("inotify", watch >= 0 && inotify_add_watch(watch, target("."), IN_ALL_EVENTS) >= 0);
}

/* After all is loaded not even that can be asked. */
static void look_at_file(void)
{
	struct stat about;
	tell("stat", stat(target("victim"), &about) == 0);
}

/* A system library, which is open while all is loaded. */
static void read_library(void)
{
	tell("library", can_read("/etc/ld.so.cache"));
}

/* What the shell of the continuous integration knows. */
static void read_environment(void)
{
	const char *token = getenv("SUMLINT_TEST_TOKEN");
	errno = EPERM;
	tell("environment", token != NULL);
}

const action attacks_on_files[] = {
	{ "create", create },
	{ "tmpfile", create_without_name },
	{ "overwrite", overwrite },
	{ "append", append },
	{ "map", write_by_map },
	{ "truncate", truncate_file },
	{ "truncate-by-open", truncate_by_open },
	{ "unlink", remove_file },
	{ "rmdir", remove_folder },
	{ "rename", rename_file },
	{ "mkdir", make_folder },
	{ "mkfifo", make_pipe },
	{ "link", make_link },
	{ "symlink", make_symbolic_link },
	{ "chdir", change_folder },
	{ "chroot", change_root },
	{ "chmod", change_mode },
	{ "chown", change_owner },
	{ "utimes", change_times },
	{ "setxattr", set_attribute },
	{ "umask", set_mask },
	{ "passwd", read_passwords },
	{ "beside", read_beside },
	{ "document", read_document },
	{ "proc", read_processes },
	{ "self", read_self },
	{ "handle", open_by_number },
	{ "list", list_folder },
	{ "inotify", watch_folder },
	{ "stat", look_at_file },
	{ "library", read_library },
	{ "environment", read_environment },
	{ 0 },
};
