/* SPDX-License-Identifier: Apache-2.0
 * config_path.c - paths in configs, and the files behind them. A path is what its text says: `..` takes a name away, whatever symbolic links there are.
 */
#include "config/config_parts.h"

#include "base/distance.h"
#include "base/file.h"
#include "base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder with more files than this is no place to look for a slip of the pen. */
#define MAX_NAMES 10000

sl_str sl_config_path(sl_configs *configs, sl_str folder, sl_str path)
{
	sl_str copy = { NULL, 0 };
	sl_buffer_clear(&configs->scratch);
	sl_path_join(&configs->scratch, folder, path);
	if (!configs->scratch.failed)
		copy = sl_arena_copy(&configs->arena, sl_buffer_str(&configs->scratch));
	if (!copy.data)
		sl_no_memory(configs->troubles);
	return copy;
}

/* What of `path` is below folder `base`: from behind the slash, path.size where it is the folder itself. False where it is not below. */
static bool below(sl_str base, sl_str path, size_t *from)
{
	size_t size = base.size == 1 ? 0 : (size_t)base.size; /* the root's slash is the one behind it */
	if (path.size < size || memcmp(path.data, base.data, size) != 0)
		return false;
	if (path.size > size && path.data[size] != '/')
		return false;
	*from = size + 1 < path.size ? size + 1 : (size_t)path.size;
	return true;
}

sl_str sl_config_shown(const sl_configs *configs, sl_str path)
{
	size_t from;
	return below(configs->here, path, &from) ? (sl_str){ path.data + from, path.size - from } : path;
}

sl_str sl_config_from(sl_configs *configs, sl_str base, sl_str path)
{
	size_t from;
	sl_buffer *way = &configs->scratch;
	sl_buffer_clear(way);
	sl_buffer_append(way, SL_LIT(""));
	for (; !below(base, path, &from); base = sl_path_folder(base))
		sl_buffer_append(way, SL_LIT("../"));
	sl_buffer_append(way, (sl_str){ path.data + from, path.size - from });
	if (from < path.size)
		sl_buffer_append_char(way, '/');
	sl_str copy = way->failed ? (sl_str){ NULL, 0 } : sl_arena_copy(&configs->arena, sl_buffer_str(way));
	if (!copy.data)
		sl_no_memory(configs->troubles);
	return copy;
}

/* ---- complaints ---- */

/* Puts the name in the path's folder that is nearest to the path's into `best`; of several the first by bytes. Empty where none is near. */
static void nearest_in_folder(const char *path, sl_buffer *best)
{
	sl_str wanted = sl_path_name(sl_str_of(path)), folder = sl_path_folder(sl_str_of(path));
	sl_buffer_clear(best);
	sl_buffer_append(best, folder);
	if (best->failed || sl_utf8_check(wanted) < wanted.size) {
		sl_buffer_clear(best);
		return;
	}
	DIR *open = opendir(best->data);
	sl_buffer_clear(best);
	if (!open) {
		best->failed = errno == ENOMEM;
		return;
	}
	uint32_t limit = sl_near_limit(sl_utf8_count(wanted));
	const struct dirent *entry;
	for (size_t seen = 0; seen < MAX_NAMES && (entry = readdir(open)) != NULL; seen++) {
		sl_str name = sl_str_of(entry->d_name);
		if (sl_utf8_check(name) < name.size || (entry->d_type != DT_REG && entry->d_type != DT_LNK))
			continue;
		uint32_t distance = sl_distance(wanted, name, limit);
		if (distance == UINT32_MAX || (distance == limit && best->size && sl_str_compare(name, sl_buffer_str(best)) > 0))
			continue;
		limit = distance;
		sl_buffer_clear(best);
		sl_buffer_append(best, name);
	}
	closedir(open);
}

static const char *error_text(int error)
{
	switch (error) {
	case ENOENT:
		return "no such file";
	case EISDIR:
		return "it is a folder";
	case EINVAL:
		return "it is no regular file";
	default:
		return strerror(error);
	}
}

/* Blames the node for the file, or the file itself where no node named it. */
static void complain(sl_configs *configs, sl_reader *reader, const sl_yaml *node, sl_str path, const char *why)
{
	sl_str shown = sl_config_shown(configs, path);
	if (shown.size == 0)
		shown = SL_LIT("."); /* the current folder itself */
	if (!node) {
		sl_error(configs->troubles, reader->file, 0, 0, "cannot be read: %s", why);
		return;
	}
	sl_buffer nearest;
	sl_buffer_init(&nearest);
	if (access(path.data, F_OK) != 0)
		nearest_in_folder(path.data, &nearest);
	if (nearest.size)
		sl_yaml_error(reader, node, "%.*s cannot be read: %s; did you mean '%s'?", SL_ARG(shown), why, nearest.data);
	else
		sl_yaml_error(reader, node, "%.*s cannot be read: %s", SL_ARG(shown), why);
	if (nearest.failed)
		sl_no_memory(configs->troubles);
	sl_buffer_finish(&nearest);
}

static int by_place(const void *left, const void *right)
{
	const sl_trouble *a = left, *b = right;
	int order = sl_str_compare(a->file, b->file);
	if (order)
		return order;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return sl_str_compare(a->message, b->message);
}

void sl_config_sort_troubles(sl_configs *configs, uint32_t first)
{
	sl_troubles *troubles = configs->troubles;
	if (troubles->count > first)
		qsort(troubles->items + first, troubles->count - first, sizeof(*troubles->items), by_place);
}

bool sl_config_read_bytes(sl_configs *configs, sl_reader *reader, const sl_yaml *node, sl_str path, size_t limit, sl_buffer *into)
{
	char too_big[64];
	int error = sl_read_file(path.data, limit, into);
	if (error == 0)
		return true;
	if (error == ENOMEM) {
		sl_no_memory(configs->troubles);
	} else if (error == EFBIG) {
		snprintf(too_big, sizeof(too_big), "it is larger than %zu MiB", limit >> 20);
		complain(configs, reader, node, path, too_big);
	} else {
		complain(configs, reader, node, path, error_text(error));
	}
	return false;
}

bool sl_config_want_file(sl_configs *configs, sl_reader *reader, const sl_yaml *node, sl_str path, bool or_folder)
{
	struct stat about;
	int error = 0;
	if (stat(path.data, &about) != 0)
		error = errno;
	else if (!S_ISREG(about.st_mode) && !(or_folder && S_ISDIR(about.st_mode)))
		error = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
	else if (access(path.data, R_OK) != 0)
		error = errno;
	if (error)
		complain(configs, reader, node, path, error_text(error));
	return error == 0;
}
