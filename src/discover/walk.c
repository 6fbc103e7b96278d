/* SPDX-License-Identifier: Apache-2.0
 * walk.c - folders entered one after the other. A folder is read whole and closed before anything in it is entered, so that depth costs no
 * file descriptors; what is in it is sorted as its paths will be, so that the list comes out in order.
 */
#include "discover/walk.h"

#include "discover/entries.h"
#include "discover/gitignore.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

typedef struct sl_walker {
	sl_found *found;
	sl_arena arena;   /* of the patterns */
	sl_buffer shown;  /* path of the folder at hand for people, with its last '/'; "" is the current one */
	sl_buffer inside; /* the same below the top of its repository */
	sl_buffer key;    /* the same from the root, where keys are asked for */
} sl_walker;

typedef struct entries {
	sl_arena arena;
	sl_entry *items; /* on the heap */
	uint32_t count;
	uint32_t capacity;
	bool has_git;    /* .git: the top of a repository */
	bool has_ignore; /* .gitignore */
} entries;

static void refused(sl_walker *walk, int error)
{
	sl_str folder = sl_buffer_str(&walk->shown);
	if (error == ENOMEM) {
		walk->arena.failed = true;
		return;
	}
	if (folder.size > 1)
		folder.size--;
	sl_error(walk->found->troubles, folder.size ? folder : SL_LIT("."), 0, 0, "the folder cannot be read: %s", strerror(error));
}

static bool add_entry(entries *list, const struct dirent *found)
{
	const char *name = found->d_name;
	if (name[0] == '.') {
		if (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'))
			return true;
		if (strcmp(name, ".git") == 0) {
			list->has_git = true;
			return true;
		}
		list->has_ignore = list->has_ignore || strcmp(name, ".gitignore") == 0;
	}
	bool unknown = found->d_type == DT_UNKNOWN;
	if (found->d_type != DT_REG && found->d_type != DT_DIR && found->d_type != DT_LNK && !unknown)
		return true;
	if (list->count == list->capacity) {
		uint32_t wanted = list->capacity ? list->capacity * 2 : 32;
		sl_entry *items = wanted > list->count ? realloc(list->items, wanted * sizeof(*items)) : NULL;
		if (!items)
			return false;
		list->items = items;
		list->capacity = wanted;
	}
	sl_entry *item = &list->items[list->count];
	size_t size = strlen(name);
	item->folder = found->d_type == DT_DIR;
	item->link = found->d_type == DT_LNK || unknown;
	char *copy = sl_arena_alloc(&list->arena, size + 2);
	if (!copy)
		return false;
	memcpy(copy, name, size);
	copy[size] = '/';
	copy[size + 1] = '\0';
	item->name = (sl_str){ copy, size + item->folder };
	list->count++;
	return true;
}

/* False where the folder could not be read (said as a trouble) or memory is short. */
static bool read_entries(sl_walker *walk, entries *list)
{
	DIR *folder = opendir(walk->shown.size ? walk->shown.data : ".");
	if (!folder) {
		refused(walk, errno);
		return false;
	}
	const struct dirent *found;
	bool fine = true;
	errno = 0;
	while (fine && (found = readdir(folder)) != NULL) {
		fine = add_entry(list, found);
		errno = fine ? 0 : ENOMEM;
	}
	int error = errno;
	closedir(folder);
	if (error) /* what was read before is still gone through, unless memory is short */
		refused(walk, error);
	if (walk->arena.failed)
		return false;
	sl_entries_sort(list->items, list->count);
	return true;
}

static void push(sl_walker *walk, sl_str name)
{
	sl_buffer_append(&walk->shown, name);
	sl_buffer_append(&walk->inside, name);
	if (walk->found->keyed)
		sl_buffer_append(&walk->key, name);
}

static void cut(sl_buffer *buffer, size_t by)
{
	buffer->size -= by;
	buffer->data[buffer->size] = '\0';
}

static void pop(sl_walker *walk, sl_str name)
{
	cut(&walk->shown, (size_t)name.size);
	cut(&walk->inside, (size_t)name.size);
	if (walk->found->keyed)
		cut(&walk->key, (size_t)name.size);
}

static bool memory_failed(const sl_walker *walk)
{
	return walk->arena.failed || walk->shown.failed || walk->inside.failed || walk->key.failed;
}

/* A link, or what readdir did not tell: a file at the end of a link is taken, a folder is not entered through one. */
static bool look_behind(sl_walker *walk, sl_entry *item)
{
	struct stat about;
	push(walk, item->name);
	bool regular = false;
	if (!memory_failed(walk) && lstat(walk->shown.data, &about) == 0) {
		item->folder = S_ISDIR(about.st_mode);
		regular = S_ISREG(about.st_mode) || (S_ISLNK(about.st_mode) && stat(walk->shown.data, &about) == 0 && S_ISREG(about.st_mode));
	}
	if (!memory_failed(walk))
		pop(walk, item->name);
	if (item->folder)
		item->name.size++; /* the '/' behind it */
	item->link = false;
	return regular || item->folder;
}

/* Without a config only what looks like a document. */
static bool looks_like_document(sl_str path)
{
	sl_str extension = sl_path_extension(path);
	return sl_str_is(extension, ".md") || sl_str_is(extension, ".markdown") || sl_str_is(extension, ".txt");
}

bool sl_walk_takes(sl_found *found, sl_file *file)
{
	bool config = sl_str_is(sl_path_name(file->path), SL_CONFIG_NAME);
	switch (sl_configs_settings(found->configs, file->path, &file->settings)) {
	case SL_APPLIES:
		break;
	case SL_IGNORED:
		found->files->ignored += !config;
		return false;
	case SL_NO_DOCUMENT:
	case SL_BAD_CONFIG:
		found->files->met += !config;
		return false;
	}
	found->files->met += !config;
	return file->settings->config_file.size > 0 || looks_like_document(file->path);
}

static bool add_file(sl_walker *walk)
{
	sl_file file = { .path = sl_buffer_str(&walk->shown), .regular = true };
	return !sl_walk_takes(walk->found, &file) || sl_found_add(walk->found, &file, sl_buffer_str(&walk->key));
}

static bool walk_folder(sl_walker *walk, const sl_gitignore *patterns);

static bool visit(sl_walker *walk, sl_entry *item, const sl_gitignore *patterns)
{
	if (item->link && !look_behind(walk, item))
		return !memory_failed(walk);
	push(walk, item->name);
	if (memory_failed(walk))
		return false;
	sl_str path = { walk->inside.data, walk->inside.size - item->folder };
	sl_str shown = { walk->shown.data, walk->shown.size - item->folder };
	bool fine = true;
	if (sl_gitignore_takes(patterns, path, item->folder))
		; /* left out */
	else if (!item->folder)
		fine = add_file(walk);
	else if (sl_configs_ignores_folder(walk->found->configs, shown))
		walk->found->files->ignored++;
	else
		fine = walk_folder(walk, patterns);
	if (fine)
		pop(walk, item->name);
	return fine;
}

/* What holds within the folder at hand: its own patterns on top of those around it, unless it is a repository of its own. */
static const sl_gitignore *patterns_here(sl_walker *walk, const entries *list, const sl_gitignore *around)
{
	if (walk->found->no_gitignore)
		return NULL;
	size_t base = walk->inside.size;
	if (list->has_git)
		around = sl_gitignore_exclude(&walk->arena, walk->shown.size ? sl_buffer_str(&walk->shown) : SL_LIT("."), base, walk->found->troubles);
	if (!list->has_ignore || memory_failed(walk))
		return around;
	size_t shown = walk->shown.size;
	sl_buffer_append(&walk->shown, SL_LIT(".gitignore"));
	if (walk->shown.failed)
		return NULL;
	around = sl_gitignore_read(&walk->arena, walk->shown.data, false, base, around, walk->found->troubles);
	cut(&walk->shown, walk->shown.size - shown);
	return around;
}

static bool walk_folder(sl_walker *walk, const sl_gitignore *around)
{
	entries list = { 0 };
	sl_arena_init(&list.arena);
	bool fine = true;
	if (read_entries(walk, &list)) {
		const sl_gitignore *patterns = patterns_here(walk, &list, around);
		fine = !memory_failed(walk);
		for (uint32_t i = 0; i < list.count && fine; i++)
			fine = visit(walk, &list.items[i], patterns);
	}
	free(list.items);
	sl_arena_finish(&list.arena);
	return fine && !memory_failed(walk);
}

static bool start_key(sl_walker *walk, const char *folder)
{
	char *real = realpath(folder, NULL);
	if (!real)
		return errno != ENOMEM; /* entering it will say what is wrong */
	sl_buffer_append(&walk->key, sl_str_of(real));
	if (walk->key.size > 1)
		sl_buffer_append_char(&walk->key, '/');
	free(real);
	return !walk->key.failed;
}

bool sl_walk(sl_found *found, sl_str folder)
{
	sl_walker walk = { .found = found };
	const sl_gitignore *patterns = NULL;
	bool fine = false;
	sl_arena_init(&walk.arena);
	sl_buffer_init(&walk.shown);
	sl_buffer_init(&walk.inside);
	sl_buffer_init(&walk.key);
	sl_buffer_append(&walk.shown, folder);
	sl_buffer_append(&walk.inside, SL_LIT(""));
	sl_buffer_append(&walk.key, SL_LIT(""));
	if (memory_failed(&walk))
		goto done;
	const char *path = folder.size ? walk.shown.data : ".";
	if (found->keyed && !start_key(&walk, path))
		goto done;
	if (!found->no_gitignore)
		patterns = sl_gitignore_around(&walk.arena, path, &walk.inside, found->troubles);
	if (folder.size && folder.data[folder.size - 1] != '/')
		sl_buffer_append_char(&walk.shown, '/');
	fine = !memory_failed(&walk) && walk_folder(&walk, patterns);
done:
	sl_buffer_finish(&walk.key);
	sl_buffer_finish(&walk.inside);
	sl_buffer_finish(&walk.shown);
	sl_arena_finish(&walk.arena);
	return fine;
}
