/* SPDX-License-Identifier: Apache-2.0
 * write.c - temporary file, fsync, rename, fsync of the folder.
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
#include <unistd.h>

/* A run that is killed leaves at most a file of this name, and a dot file is checked by no one. */
#define TEMPORARY ".sumlint-XXXXXX"

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

static int name_it(const char *temporary, const char *path, sl_replace replace)
{
	if (replace == SL_REPLACE_EXISTING)
		return rename(temporary, path) == 0 ? 0 : errno;
	if (link(temporary, path) != 0)
		return errno;
	unlink(temporary);
	return 0;
}

static int write_beside(const char *target, sl_str bytes, sl_replace replace, sl_buffer *temporary, sl_buffer *folder)
{
	sl_buffer_append(folder, sl_path_folder(sl_str_of(target)));
	sl_buffer_append(temporary, sl_buffer_str(folder));
	sl_buffer_append(temporary, SL_LIT("/" TEMPORARY));
	if (temporary->failed || folder->failed)
		return ENOMEM;
	int descriptor = mkostemp(temporary->data, O_CLOEXEC);
	if (descriptor < 0)
		return errno;
	int error = take_attributes(descriptor, target);
	if (!error)
		error = write_all(descriptor, bytes);
	if (!error && fsync(descriptor) != 0)
		error = errno;
	/* A full disk may speak up only here. */
	if (close(descriptor) != 0 && !error)
		error = errno;
	if (!error)
		error = name_it(temporary->data, target, replace);
	if (error)
		unlink(temporary->data);
	else
		sync_folder(folder->data);
	return error;
}

int sl_write_file(const char *path, sl_str bytes, sl_replace replace)
{
	sl_buffer temporary, folder;
	sl_buffer_init(&temporary);
	sl_buffer_init(&folder);
	char *target = replace == SL_REPLACE_EXISTING ? realpath(path, NULL) : NULL;
	int error = !target && replace == SL_REPLACE_EXISTING && errno != ENOENT ? errno : 0;
	if (!error)
		error = write_beside(target ? target : path, bytes, replace, &temporary, &folder);
	free(target);
	sl_buffer_finish(&temporary);
	sl_buffer_finish(&folder);
	return error;
}
