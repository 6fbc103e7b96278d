/* SPDX-License-Identifier: Apache-2.0
 * write.c - temporary file, fsync, rename, fsync of the folder. The file has no name until it is whole, where the system can do that: a run that is killed
 * leaves nothing.
 */
#include "base/write.h"

#include "base/buffer.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#if defined(__linux__)
#include <sys/xattr.h>
#endif
#include <time.h>
#include <unistd.h>

/* A run that is killed leaves at most a file whose name begins so, and a dot file is checked by no one. */
#define TEMPORARY ".sumlint-"

static int write_all(int descriptor, sl_str bytes)
{
	size_t at = 0;
	while (at < bytes.size) {
		ssize_t written = write(descriptor, bytes.data + at, (size_t)bytes.size - at);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return written < 0 ? errno : EIO;
		at += (size_t)written;
	}
	return 0;
}

#if defined(__linux__)
/* Extended attributes, access lists among them. What cannot be kept, on another kind of file system say, is no reason to fail. */
static void take_extended(int descriptor, const char *path)
{
	char names[4096], value[4096];
	ssize_t size = listxattr(path, names, sizeof(names));
	for (const char *name = names; size > 0 && name < names + size; name += strlen(name) + 1) {
		ssize_t length = getxattr(path, name, value, sizeof(value));
		/* What programs may do by themselves was granted to the file as it was. */
		if (length >= 0 && strcmp(name, "security.capability") != 0 && fsetxattr(descriptor, name, value, (size_t)length, 0) != 0)
			errno = 0;
	}
}
#else
static void take_extended(int descriptor, const char *path)
{
	(void)descriptor;
	(void)path;
}
#endif

/* As the file that is replaced: mode, and owner and group where that is allowed. Without one: as the umask has it. */
static int take_attributes(int descriptor, const char *path)
{
	struct stat about;
	if (stat(path, &about) != 0) {
		if (errno != ENOENT)
			return errno;
		mode_t mask = umask(0);
		umask(mask);
		return fchmod(descriptor, 0666 & ~mask) == 0 ? 0 : errno;
	}
	/* The owner first: chown may take set-id bits away. An owner that cannot be kept is no reason to fail. */
	int kept = fchown(descriptor, about.st_uid, about.st_gid);
	if (kept != 0 && fchown(descriptor, (uid_t)-1, about.st_gid) != 0)
		errno = 0;
	if (fchmod(descriptor, about.st_mode & 07777) != 0)
		return errno;
	take_extended(descriptor, path);
	return 0;
}

static void sync_folder(const char *folder)
{
	int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (descriptor < 0)
		return;
	/* Some file systems have no fsync of folders; the file's own bytes are safe by now. */
	if (fsync(descriptor) != 0)
		errno = 0;
	close(descriptor);
}

/* All of the file but its name. */
static int fill(int descriptor, const char *target, sl_str bytes)
{
	int error = take_attributes(descriptor, target);
	if (!error)
		error = write_all(descriptor, bytes);
	if (!error && fsync(descriptor) != 0)
		error = errno;
	return error;
}

/* ---- a file without a name ------------------------------------------------------------------------------------- */

/* Goes by itself where the run is killed. -1 where the system has none. */
static int open_unnamed(const char *folder)
{
#ifdef O_TMPFILE
	return open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
#else
	(void)folder;
	return -1;
#endif
}

static bool link_unnamed(int descriptor, const char *path)
{
	char itself[32];
	snprintf(itself, sizeof(itself), "/proc/self/fd/%d", descriptor);
	return linkat(AT_FDCWD, itself, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
}

/* Nothing can be linked over another file: it has a name of its own for a moment. */
static bool rename_unnamed(int descriptor, const char *folder, const char *target)
{
	struct timespec now;
	sl_buffer name;
	bool good = false;
	sl_buffer_init(&name);
	clock_gettime(CLOCK_MONOTONIC, &now);
	for (unsigned attempt = 0; attempt < 100 && !good; attempt++) {
		sl_buffer_clear(&name);
		sl_buffer_printf(&name, "%s/" TEMPORARY "%lx-%lx", folder, (unsigned long)getpid(), (unsigned long)now.tv_nsec + attempt);
		good = !name.failed && link_unnamed(descriptor, name.data);
		if (!good && errno != EEXIST)
			break;
	}
	if (good && rename(name.data, target) != 0) {
		unlink(name.data);
		good = false;
	}
	sl_buffer_finish(&name);
	return good;
}

/* False where it could not be done: then the other way is tried, and tells why. */
static bool write_unnamed(const char *target, sl_str bytes, sl_replace replace, const char *folder)
{
	int descriptor = open_unnamed(folder);
	if (descriptor < 0)
		return false;
	bool good = !fill(descriptor, target, bytes);
	if (good)
		good = replace == SL_REPLACE_EXISTING ? rename_unnamed(descriptor, folder, target) : link_unnamed(descriptor, target);
	/* It was synced: what closing may fail of is no loss. */
	close(descriptor);
	return good;
}

/* ---- a file with a name of its own ----------------------------------------------------------------------------- */

static int name_it(const char *temporary, const char *path, sl_replace replace)
{
	if (replace == SL_REPLACE_EXISTING)
		return rename(temporary, path) == 0 ? 0 : errno;
	if (link(temporary, path) != 0)
		return errno;
	unlink(temporary);
	return 0;
}

static int write_named(const char *target, sl_str bytes, sl_replace replace, const char *folder)
{
	sl_buffer temporary;
	sl_buffer_init(&temporary);
	sl_buffer_printf(&temporary, "%s/" TEMPORARY "XXXXXX", folder);
	int descriptor = temporary.failed ? -1 : mkostemp(temporary.data, O_CLOEXEC);
	int error = temporary.failed ? ENOMEM : descriptor < 0 ? errno : 0;
	if (descriptor >= 0) {
		error = fill(descriptor, target, bytes);
		/* A full disk may speak up only here. */
		if (close(descriptor) != 0 && !error)
			error = errno;
		if (!error)
			error = name_it(temporary.data, target, replace);
		if (error)
			unlink(temporary.data);
	}
	sl_buffer_finish(&temporary);
	return error;
}

static int write_beside(const char *target, sl_str bytes, sl_replace replace)
{
	sl_buffer folder;
	sl_buffer_init(&folder);
	sl_buffer_append(&folder, sl_path_folder(sl_str_of(target)));
	int error = folder.failed ? ENOMEM : 0;
	if (!error && !write_unnamed(target, bytes, replace, folder.data))
		error = write_named(target, bytes, replace, folder.data);
	if (!error)
		sync_folder(folder.data);
	sl_buffer_finish(&folder);
	return error;
}

int sl_write_file(const char *path, sl_str bytes, sl_replace replace)
{
	char *target = replace == SL_REPLACE_EXISTING ? realpath(path, NULL) : NULL;
	int error = !target && replace == SL_REPLACE_EXISTING && errno != ENOENT ? errno : 0;
	if (!error)
		error = write_beside(target ? target : path, bytes, replace);
	free(target);
	return error;
}
