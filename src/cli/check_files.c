/* SPDX-License-Identifier: Apache-2.0
 * check_files.c - lists of paths, and shards.
 */
#include "cli/check_files.h"

#include "base/file.h"
#include "base/fold.h"
#include "cli/command.h"

#include <stdlib.h>

#define LIMIT ((size_t)1 << 32)

/* ---- lists ---------------------------------------------------------------------------------------------------- */

static bool no_memory(void)
{
	sl_usage_error(NULL, "out of memory");
	return false;
}

static size_t count_paths(const sl_buffer *bytes, char end)
{
	size_t count = 1;
	for (size_t i = 0; i < bytes->size; i++)
		count += bytes->data[i] == end;
	return count;
}

/* Cuts the bytes into NUL-terminated paths; empty ones are none. */
static void cut(sl_listed_paths *out, char end)
{
	for (size_t at = 0; at < out->bytes.size;) {
		char *start = out->bytes.data + at, *stop = memchr(start, end, out->bytes.size - at);
		size_t size = stop ? (size_t)(stop - start) : out->bytes.size - at;
		start[size] = '\0';
		at += size + 1;
		if (end == '\n' && size && start[size - 1] == '\r')
			start[size - 1] = '\0';
		/* A file of that name: standard input is the list, or is named on the command line. */
		if (*start)
			out->paths[out->count++] = strcmp(start, "-") == 0 ? "./-" : start;
	}
}

bool sl_paths_read(const sl_files_settings *settings, sl_discover_options *discover, sl_listed_paths *out)
{
	const char *from = settings->from_stdin0 ? "-" : settings->from;
	char end = settings->from_stdin0 ? '\0' : '\n';
	sl_buffer_init(&out->bytes);
	if (!from)
		return true;
	if (settings->from && settings->from_stdin0)
		return sl_usage_error("check", "--files-from and --from-stdin0 do not go together") == SL_EXIT_CLEAN;
	int error = sl_read_stream(from, LIMIT, &out->bytes);
	if (error)
		return sl_usage_error(NULL, "cannot read the list of files %s: %s", strcmp(from, "-") == 0 ? "on standard input" : from, strerror(error)) ==
		    SL_EXIT_CLEAN;
	if (end == '\n' && out->bytes.size && memchr(out->bytes.data, '\0', out->bytes.size))
		return sl_usage_error(NULL, "the list of files %s has NUL bytes in it: names that end with NUL are for --from-stdin0",
		           strcmp(from, "-") == 0 ? "on standard input" : from) == SL_EXIT_CLEAN;
	sl_buffer_append_char(&out->bytes, end);
	out->paths = out->bytes.failed ? NULL : calloc(count_paths(&out->bytes, end) + discover->path_count, sizeof(*out->paths));
	if (!out->paths)
		return no_memory();
	for (uint32_t i = 0; i < discover->path_count; i++)
		out->paths[out->count++] = discover->paths[i];
	cut(out, end);
	discover->paths = out->paths;
	discover->path_count = out->count;
	discover->listed_only = true;
	return true;
}

void sl_paths_finish(sl_listed_paths *paths)
{
	free(paths->paths);
	sl_buffer_finish(&paths->bytes);
}

/* ---- shards --------------------------------------------------------------------------------------------------- */

void sl_files_shard(sl_files *files, const sl_files_settings *settings)
{
	uint32_t kept = 0;
	if (settings->shards < 2)
		return;
	for (uint32_t i = 0; i < files->count; i++) {
		/* The upper bits: the lower ones are alike for alike names in some tables. */
		if ((sl_hash(files->items[i].path) >> 16) % settings->shards == settings->shard - 1)
			files->items[kept++] = files->items[i];
	}
	files->count = kept;
}
