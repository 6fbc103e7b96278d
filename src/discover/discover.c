/* SPDX-License-Identifier: Apache-2.0
 * discover.c - what was named on the command line, as an ordered list of files. Folders are walked in walk.c.
 */
#include "discover/discover.h"

#include "base/pages.h"
#include "discover/walk.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#define STDIN_NAME "<stdin>"

bool sl_files_add(sl_files *files, const sl_file *file)
{
	if (files->count == files->capacity) {
		size_t size = (files->capacity ? (size_t)files->capacity * 2 : 8) * sizeof(*files->items);
		sl_file *items = size / sizeof(*items) < UINT32_MAX ? sl_pages_grow(files->items, files->count * sizeof(*items), &size) : NULL;
		if (!items)
			return false;
		files->items = items;
		files->capacity = (uint32_t)(size / sizeof(*items));
	}
	files->items[files->count++] = *file;
	return true;
}

void sl_files_finish(sl_files *files)
{
	if (files->capacity)
		free(files->items);
	sl_arena_finish(&files->arena);
	*files = (sl_files){ 0 };
}

bool sl_found_add(sl_found *found, const sl_file *file, sl_str key)
{
	sl_files *files = found->files;
	sl_file added = *file;
	/* Asked while both paths are at hand. */
	found->unsorted = found->unsorted || (files->count && sl_str_compare(files->items[files->count - 1].path, file->path) > 0);
	added.path = sl_arena_copy(&files->arena, file->path);
	if (!added.path.data)
		return false;
	if (found->keyed) {
		if (!sl_arena_grow(&found->arena, (void **)&found->keys, files->count, &found->capacity, sizeof(*found->keys)))
			return false;
		sl_found_key *of = &found->keys[files->count];
		of->text = sl_arena_copy(&found->arena, key);
		of->index = files->count;
		if (!of->text.data)
			return false;
	}
	return sl_files_add(files, &added);
}

/* A path without "./" at its start, doubled or last '/', and "." within. ".." stays: behind a symbolic link it is not where text says. */
static void clean_path(sl_buffer *into, const char *path)
{
	sl_buffer_clear(into);
	if (path[0] == '/')
		sl_buffer_append_char(into, '/');
	while (*path) {
		size_t size = strcspn(path, "/");
		if (size > 0 && !(size == 1 && path[0] == '.')) {
			if (into->size && into->data[into->size - 1] != '/')
				sl_buffer_append_char(into, '/');
			sl_buffer_append(into, (sl_str){ path, size });
		}
		path += size + (path[size] == '/');
	}
}

/* The one path of a file however it was named: its folder's real path, remembered because the files of a folder come one after the other. */
static bool make_key(sl_found *found, sl_str path, sl_buffer *into)
{
	sl_str folder = sl_path_folder(path);
	if (!found->real || !sl_str_equal(folder, sl_buffer_str(&found->folder))) {
		free(found->real);
		sl_buffer_clear(&found->folder);
		sl_buffer_append(&found->folder, folder);
		found->real = found->folder.failed ? NULL : realpath(found->folder.data, NULL);
		if (found->folder.failed || (!found->real && errno == ENOMEM))
			return false;
	}
	sl_buffer_clear(into);
	sl_path_join(into, found->real ? sl_str_of(found->real) : folder, sl_path_name(path));
	return !into->failed;
}

static void passed_over(sl_found *found, sl_str path, sl_applies applies)
{
	found->files->unmatched++;
	sl_str config = sl_configs_file(found->configs, path);
	if (applies == SL_IGNORED)
		sl_warning(found->troubles, path, 0, 0, "is not checked: `ignore` in %.*s names it", SL_ARG(config));
	else
		sl_warning(found->troubles, path, 0, 0, "is not checked: no entry of `documents` in %.*s takes it", SL_ARG(config));
}

static bool add_named_file(sl_found *found, sl_str path, bool standard_input, bool regular)
{
	sl_file file = { .path = path, .standard_input = standard_input, .regular = regular };
	sl_applies applies = sl_configs_settings(found->configs, path, &file.settings);
	if (applies == SL_BAD_CONFIG)
		return true;
	/* Who pipes a text in and gives it no name wants it checked: to pass it over in silence would be taken for a clean one. */
	if (applies != SL_APPLIES && standard_input && sl_str_is(path, STDIN_NAME)) {
		sl_error(found->troubles, path, 0, 0, "no config takes a document without a name: say --stdin-filename NAME, which decides about its type");
		return true;
	}
	if (applies != SL_APPLIES) {
		passed_over(found, path, applies);
		return true;
	}
	sl_buffer key;
	sl_buffer_init(&key);
	bool fine = (!found->keyed || make_key(found, path, &key)) && sl_found_add(found, &file, sl_buffer_str(&key));
	sl_buffer_finish(&key);
	return fine;
}

bool sl_names_descriptor(const char *path)
{
	static const char *const folders[] = { "/dev/fd/", "/proc/self/fd/" };
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		size_t size = strlen(folders[i]);
		if (strncmp(path, folders[i], size) == 0)
			return path[size] && path[size + strspn(path + size, "0123456789")] == '\0';
	}
	return strcmp(path, "/dev/stdin") == 0;
}

static bool add_named(sl_found *found, const char *path, const char *stdin_name, sl_buffer *clean)
{
	struct stat about;
	if (path[0] == '-' && path[1] == '\0')
		return add_named_file(found, sl_str_of(stdin_name ? stdin_name : STDIN_NAME), true, false);
	clean_path(clean, path);
	if (clean->failed)
		return false;
	/* As given: "file/" is an error of the path, not the file. */
	if (path[0] == '\0' || stat(path, &about) != 0) {
		int error = path[0] ? errno : ENOENT;
		sl_error(found->troubles, path[0] ? sl_buffer_str(clean) : SL_LIT("''"), 0, 0, "%s",
		    error == ENOENT ? "no such file or folder" : strerror(error));
		return true;
	}
	if (S_ISDIR(about.st_mode))
		return sl_walk(found, sl_buffer_str(clean));
	bool descriptor = sl_names_descriptor(path);
	return add_named_file(found, sl_buffer_str(clean), descriptor, !descriptor && S_ISREG(about.st_mode));
}

static bool add_listed(sl_found *found, const sl_listed *listed, struct sl_blobs *blobs)
{
	sl_file file = { .path = listed->path, .in_git = listed->blob.size > 0, .blob = { listed->blob.data, blobs } };
	return !sl_walk_takes(found, &file) || sl_found_add(found, &file, listed->path);
}

/* ---- order, and each file once ------------------------------------------------------------------------------ */

static int compare_files(const void *a, const void *b)
{
	return sl_str_compare(((const sl_file *)a)->path, ((const sl_file *)b)->path);
}

static int compare_keys(const void *a, const void *b)
{
	const sl_found_key *one = a, *other = b;
	int order = sl_str_compare(one->text, other->text);
	return order ? order : (one->index > other->index) - (one->index < other->index);
}

/* Drops every file whose key an earlier one has. */
static void drop_repeated(sl_found *found)
{
	sl_files *files = found->files;
	if (!found->keyed || files->count < 2)
		return;
	qsort(found->keys, files->count, sizeof(*found->keys), compare_keys);
	for (uint32_t i = 1; i < files->count; i++) {
		if (sl_str_equal(found->keys[i].text, found->keys[i - 1].text))
			files->items[found->keys[i].index].path.data = NULL;
	}
	uint32_t kept = 0;
	for (uint32_t i = 0; i < files->count; i++) {
		if (files->items[i].path.data)
			files->items[kept++] = files->items[i];
	}
	files->count = kept;
}

bool sl_discover(const sl_discover_options *options, sl_configs *configs, sl_files *out, sl_troubles *troubles)
{
	static const char *const here[] = { "." };
	const char *const *paths = options->path_count ? options->paths : here;
	uint32_t count = options->from_list ? 0 : options->path_count || options->listed_only ? options->path_count : 1;
	sl_found found = {
		.configs = configs, .files = out, .troubles = troubles, .no_gitignore = options->no_gitignore, .keyed = count > 1
	};
	sl_buffer clean;
	bool fine = true;
	*out = (sl_files){ .blobs = options->blobs };
	sl_arena_init(&out->arena);
	sl_arena_take_whole_pages(&out->arena);
	sl_arena_init(&found.arena);
	sl_buffer_init(&found.folder);
	sl_buffer_init(&clean);
	for (uint32_t i = 0; i < count && fine; i++)
		fine = add_named(&found, paths[i], options->stdin_name, &clean);
	for (uint32_t i = 0; options->from_list && i < options->listed_count && fine; i++)
		fine = add_listed(&found, &options->listed[i], options->blobs);
	if (fine) {
		drop_repeated(&found);
		/* One folder comes in order already. */
		if (found.unsorted)
			qsort(out->items, out->count, sizeof(*out->items), compare_files);
	}
	free(found.real);
	sl_buffer_finish(&clean);
	sl_buffer_finish(&found.folder);
	sl_arena_finish(&found.arena);
	return fine && !troubles->no_memory;
}
