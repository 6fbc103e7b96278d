/* SPDX-License-Identifier: Apache-2.0
 * init_write.c - what was there is kept until all is written.
 */
#include "cli/init_write.h"

#include "base/file.h"
#include "base/write.h"
#include "cli/command.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file that --force replaces is kept in memory meanwhile; a config is a hundredth of this. */
#define MAX_BYTES ((size_t)256 * 1024 * 1024)

sl_init_file *sl_init_files_add(sl_init_files *files, sl_str folder, const char *name)
{
	sl_init_file *file = &files->items[files->count++];
	*file = (sl_init_file){ .name = name };
	sl_buffer_init(&file->path);
	sl_buffer_init(&file->text);
	sl_buffer_init(&file->before);
	sl_path_join(&file->path, folder, sl_str_of(name));
	files->failed = files->failed || file->path.failed;
	return file;
}

void sl_init_files_finish(sl_init_files *files)
{
	for (uint32_t i = 0; i < files->count; i++) {
		sl_buffer_finish(&files->items[i].path);
		sl_buffer_finish(&files->items[i].text);
		sl_buffer_finish(&files->items[i].before);
	}
	files->count = 0;
}

static bool keep(sl_init_file *file)
{
	int error = sl_read_file(file->path.data, MAX_BYTES, &file->before);
	if (error == 0)
		return true;
	sl_usage_error(NULL, "cannot read %s, which is to be replaced: %s", file->path.data, strerror(error));
	return false;
}

bool sl_init_files_check(sl_init_files *files, bool force)
{
	struct stat about;
	bool good = true;
	for (uint32_t i = 0; i < files->count; i++) {
		sl_init_file *file = &files->items[i];
		file->was_there = lstat(file->path.data, &about) == 0;
		if (file->was_there && !force) {
			sl_usage_error(NULL, "%s is there already: say --force to replace it", file->path.data);
			good = false;
		}
		good = good && (!file->was_there || keep(file));
	}
	return good;
}

/* Makes the folder that the file is in. 0 or an errno value. */
static int make_folder(sl_init_file *file)
{
	sl_buffer folder;
	sl_buffer_init(&folder);
	sl_buffer_append(&folder, sl_path_folder(sl_buffer_str(&file->path)));
	int error = folder.failed ? ENOMEM : mkdir(folder.data, 0777) == 0 ? 0 : errno;
	file->made_folder = error == 0;
	sl_buffer_finish(&folder);
	return error == EEXIST ? 0 : error;
}

static int write_file(sl_init_file *file, bool force)
{
	int error = strchr(file->name, '/') ? make_folder(file) : 0;
	if (error == 0)
		error = sl_write_file(file->path.data, sl_buffer_str(&file->text), force ? SL_REPLACE_EXISTING : SL_REPLACE_NEVER);
	file->written = error == 0;
	return error;
}

bool sl_init_files_write(sl_init_files *files, bool force)
{
	for (uint32_t i = 0; i < files->count; i++) {
		sl_init_file *file = &files->items[i];
		if (file->elsewhere || file->text.size == 0)
			continue;
		int error = write_file(file, force);
		if (error == 0)
			continue;
		if (error == EEXIST)
			sl_usage_error(NULL, "%s is there already: say --force to replace it", file->path.data);
		else
			sl_usage_error(NULL, "cannot write %s: %s", file->path.data, strerror(error));
		sl_init_files_undo(files);
		return false;
	}
	return true;
}

static void undo(sl_init_file *file)
{
	int error = 0;
	if ((file->written || file->elsewhere) && file->was_there)
		error = sl_write_file(file->path.data, sl_buffer_str(&file->before), SL_REPLACE_EXISTING);
	else if ((file->written || file->elsewhere) && unlink(file->path.data) != 0 && errno != ENOENT)
		error = errno;
	if (error)
		sl_usage_error(NULL, "cannot put %s back as it was: %s", file->path.data, strerror(error));
	file->written = false;
	if (!file->made_folder)
		return;
	sl_str folder = sl_path_folder(sl_buffer_str(&file->path));
	file->path.data[folder.size] = '\0'; /* its '/': the path is not needed any more */
	if (rmdir(file->path.data) == 0)
		file->made_folder = false;
}

void sl_init_files_undo(sl_init_files *files)
{
	for (uint32_t i = files->count; i-- > 0;)
		undo(&files->items[i]);
}
