/* SPDX-License-Identifier: Apache-2.0
 * search.c - the folders of the installation, and the manifests in every folder where plugins may be.
 */
#include "plugin/search.h"

#include "base/buffer.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the installation ---- */

static bool is_folder(const char *path)
{
	struct stat about;
	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* Sets *out to folder/name where that is a folder. False only when memory is short. */
static bool try_folder(sl_arena *arena, sl_str folder, const char *name, sl_str *out)
{
	sl_buffer path;
	sl_buffer_init(&path);
	sl_path_join(&path, folder, sl_str_of(name));
	bool good = !path.failed;
	if (good && is_folder(path.data)) {
		*out = sl_arena_copy(arena, sl_buffer_str(&path));
		good = out->data != NULL;
	}
	sl_buffer_finish(&path);
	return good;
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* Bytes, not the locale's order: the same on every machine. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* ../lib/NAME/sumlint/plugins, as in lib/x86_64-linux-gnu. */
static bool find_below_lib(sl_arena *arena, sl_str bin, sl_str *out)
{
	sl_buffer lib, path;
	sl_buffer_init(&lib);
	sl_buffer_init(&path);
	sl_path_join(&lib, bin, SL_LIT("../lib"));
	struct dirent **entries = NULL;
	int count = lib.failed ? -1 : scandir(lib.data, &entries, visible, by_name);
	bool good = !lib.failed && (count >= 0 || errno != ENOMEM);
	for (int i = 0; i < count; i++) {
		sl_buffer_clear(&path);
		sl_buffer_printf(&path, "%s/sumlint/plugins", entries[i]->d_name);
		if (good && !out->size)
			good = !path.failed && try_folder(arena, sl_buffer_str(&lib), path.data, out);
		free(entries[i]);
	}
	free(entries);
	sl_buffer_finish(&lib);
	sl_buffer_finish(&path);
	return good;
}

/* The libdir's name is a matter of taste (lib, lib64, lib/x86_64-linux-gnu): takes the one that has plugins. */
static bool find_relative_plugins(sl_arena *arena, sl_str bin, sl_str *out)
{
	static const char *const usual[] = { "../lib/sumlint/plugins", "../lib64/sumlint/plugins" };
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++) {
		if (!try_folder(arena, bin, usual[i], out))
			return false;
		if (out->size)
			return true;
	}
	return find_below_lib(arena, bin, out);
}

static bool find_beside(sl_arena *arena, sl_str bin, sl_install *out)
{
	sl_str plugins = { 0 }, rules = { 0 };
	if (!try_folder(arena, bin, "plugins", &plugins) || !try_folder(arena, bin, "rules", &rules))
		return false;
	if (plugins.size && rules.size)
		*out = (sl_install){ plugins, rules };
	return true;
}

static bool find_relative(sl_arena *arena, sl_str bin, sl_install *out)
{
	sl_str plugins = { 0 }, rules = { 0 };
	if (!find_relative_plugins(arena, bin, &plugins) || !try_folder(arena, bin, "../share/sumlint/rules", &rules))
		return false;
	if (plugins.size && rules.size)
		*out = (sl_install){ plugins, rules };
	return true;
}

bool sl_install_find(sl_arena *arena, sl_install *out)
{
	*out = (sl_install){ 0 };
	/* The kernel gives it without links and dots: it knows the file, not the name that was called. */
	char program[4096];
	ssize_t size = readlink("/proc/self/exe", program, sizeof(program));
	bool good = true;
	if (size > 0 && (size_t)size < sizeof(program)) {
		sl_str bin = sl_path_folder((sl_str){ program, (size_t)size });
		good = find_beside(arena, bin, out) && (out->rules.size || find_relative(arena, bin, out));
	}
	if (good && !out->rules.size)
		*out = (sl_install){ SL_LIT(SUMLINT_PLUGIN_DIR), SL_LIT(SUMLINT_RULES_DIR) };
	return good;
}

/* ---- manifests ---- */

/* A file that was read, so that a folder named twice is no clash with itself. */
typedef struct seen {
	dev_t device;
	ino_t inode;
} seen;

typedef struct searching {
	sl_arena *arena;
	sl_manifests *out;
	sl_troubles *troubles;
	seen *seen;
	uint32_t seen_count;
	uint32_t seen_capacity;
	bool shipped; /* the folder at hand is the installation's */
	bool no_memory;
} searching;

static const sl_manifest *named(const sl_manifests *manifests, sl_str plugin)
{
	for (uint32_t i = 0; i < manifests->count; i++) {
		if (sl_str_equal(manifests->items[i]->plugin, plugin))
			return manifests->items[i];
	}
	return NULL;
}

static bool is_new(searching *search, const struct stat *about)
{
	for (uint32_t i = 0; i < search->seen_count; i++) {
		if (search->seen[i].device == about->st_dev && search->seen[i].inode == about->st_ino)
			return false;
	}
	if (!sl_arena_grow(search->arena, (void **)&search->seen, search->seen_count, &search->seen_capacity, sizeof(*search->seen))) {
		search->no_memory = true;
		return false;
	}
	search->seen[search->seen_count++] = (seen){ about->st_dev, about->st_ino };
	return true;
}

static void read_manifest(searching *search, const char *path)
{
	struct stat about;
	bool there = stat(path, &about) == 0;
	if (there && !is_new(search, &about))
		return;
	sl_manifest *manifest = search->shipped && there ? sl_manifests_take_compiled(search->out, search->arena, path, &about) : NULL;
	if (!manifest)
		manifest = sl_manifest_read_file(search->arena, path, search->troubles);
	if (!manifest)
		return;
	manifest->shipped = search->shipped;
	const sl_manifest *first = named(search->out, manifest->plugin);
	if (first) {
		sl_error(search->troubles, manifest->file, 0, 0, "a second plugin named '%.*s': the first is %.*s", SL_ARG(manifest->plugin),
		    SL_ARG(first->file));
		return;
	}
	sl_manifests *out = search->out;
	if (!sl_arena_grow(search->arena, (void **)&out->items, out->count, &out->capacity, sizeof(const sl_manifest *))) {
		search->no_memory = true;
		return;
	}
	out->items[out->count++] = manifest;
}

/* A line that begins with the key, quoted perhaps, or in a brace. */
static bool has_key(sl_str line, const char *key)
{
	const char *at = line.data, *end = line.data + line.size;
	size_t size = strlen(key);
	at += strspn(at, "{ \t\"'");
	if (at >= end || (size_t)(end - at) <= size || memcmp(at, key, size) != 0)
		return false;
	at += size;
	at += strspn(at, "\"' \t");
	return at < end && *at == ':';
}

/* Some line begins with a key that manifests must have, be the rest as it may. `text` is followed by a NUL. */
static bool reads_like_manifest(sl_str text)
{
	for (sl_str rest = text; rest.size;) {
		const char *end = memchr(rest.data, '\n', (size_t)rest.size);
		if (has_key(rest, "plugin") || has_key(rest, "rules"))
			return true;
		if (!end)
			break;
		rest = (sl_str){ end + 1, (uint64_t)(text.data + text.size - end - 1) };
	}
	return false;
}

/* Other YAML may lie in a folder of plugins. What has a library beside it is meant as a manifest, and so is what cannot be read (a dangling link, a FIFO):
   that is told, and not passed over. */
static bool is_meant(const searching *search, const sl_buffer *path)
{
	struct stat about;
	sl_buffer other;
	sl_buffer_init(&other);
	sl_buffer_append(&other, (sl_str){ path->data, path->size - strlen(".yaml") });
	sl_buffer_append(&other, SL_LIT(".so"));
	bool meant = search->shipped || other.failed || lstat(other.data, &about) == 0 || stat(path->data, &about) != 0 || !S_ISREG(about.st_mode);
	if (!meant) {
		sl_buffer_clear(&other);
		meant = sl_read_file(path->data, SL_MANIFEST_MAX_BYTES, &other) != 0 || reads_like_manifest(sl_buffer_str(&other));
	}
	sl_buffer_finish(&other);
	return meant;
}

/* Reads a manifest if there is one. */
static void read_if_there(searching *search, const sl_buffer *path)
{
	struct stat about;
	if (path->failed)
		search->no_memory = true;
	else if (lstat(path->data, &about) == 0 && !is_folder(path->data) && is_meant(search, path))
		read_manifest(search, path->data);
}

/* Most are told by the listing, without a call for each. */
static bool entry_is_folder(const struct dirent *entry, const char *path)
{
	return entry->d_type == DT_DIR || (entry->d_type != DT_REG && is_folder(path));
}

/* FOLDER/NAME.yaml, or FOLDER/NAME/NAME.yaml. */
static void read_entry(searching *search, sl_str folder, const struct dirent *entry, sl_buffer *path)
{
	sl_str text = sl_str_of(entry->d_name);
	sl_buffer_clear(path);
	sl_path_join(path, folder, text);
	if (path->failed) {
		search->no_memory = true;
	} else if (entry_is_folder(entry, path->data)) {
		sl_buffer_append_char(path, '/');
		sl_buffer_append(path, text);
		sl_buffer_append(path, SL_LIT(".yaml"));
		read_if_there(search, path);
	} else if (sl_str_ends(text, SL_LIT(".yaml")) && is_meant(search, path)) {
		read_manifest(search, path->data);
	}
}

static void read_folder(searching *search, const char *folder)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, visible, by_name);
	if (count < 0) {
		if (errno == ENOMEM)
			search->no_memory = true;
		else
			sl_error(search->troubles, sl_str_of(folder), 0, 0, "cannot read this folder of plugins: %s", strerror(errno));
		return;
	}
	sl_buffer path;
	sl_buffer_init(&path);
	for (int i = 0; i < count; i++) {
		read_entry(search, sl_str_of(folder), entries[i], &path);
		free(entries[i]);
	}
	free(entries);
	sl_buffer_finish(&path);
}

/* The folders of SUMLINT_PLUGIN_PATH; empty ones, as of a trailing ':', are none. */
static void read_path(searching *search, const char *path)
{
	while (*path && !search->no_memory) {
		size_t size = strcspn(path, ":");
		sl_str folder = sl_arena_copy(search->arena, (sl_str){ path, size });
		if (!folder.data)
			search->no_memory = true;
		else if (size)
			read_folder(search, folder.data);
		path += size + (path[size] == ':');
	}
}

/* The host's own rules, and the plugins that come with it. */
static void read_shipped(searching *search, const sl_install *install)
{
	sl_buffer path;
	sl_buffer_init(&path);
	sl_path_join(&path, install->plugins, SL_LIT("manifests" SL_COMPILED_EXTENSION));
	if (!path.failed)
		sl_manifests_open_compiled(search->out, path.data);
	sl_buffer_clear(&path);
	sl_path_join(&path, install->rules, SL_LIT("core.yaml"));
	if (path.failed) {
		search->no_memory = true;
	} else {
		read_manifest(search, path.data);
		read_folder(search, install->plugins.data);
	}
	sl_buffer_finish(&path);
}

/* By name, `core` first. */
static int by_plugin(const void *a, const void *b)
{
	const sl_manifest *left = *(const sl_manifest *const *)a, *right = *(const sl_manifest *const *)b;
	int core = (int)sl_str_is(right->plugin, "core") - (int)sl_str_is(left->plugin, "core");
	return core ? core : sl_str_compare(left->plugin, right->plugin);
}

bool sl_plugins_find(sl_arena *arena, const sl_plugin_search *search, sl_manifests *out, sl_troubles *troubles)
{
	*out = (sl_manifests){ 0 };
	searching run = { .arena = arena, .out = out, .troubles = troubles };
	run.shipped = true;
	read_shipped(&run, search->install);
	run.shipped = false;
	for (uint32_t i = 0; i < search->folder_count; i++)
		read_folder(&run, search->folders[i]);
	if (search->path)
		read_path(&run, search->path);
	for (uint32_t i = 0; i < search->project_count; i++) {
		if (is_folder(search->project[i]))
			read_folder(&run, search->project[i]);
		else
			read_manifest(&run, search->project[i]);
	}
	if (out->count > 1)
		qsort(out->items, out->count, sizeof(*out->items), by_plugin);
	if (run.no_memory)
		sl_no_memory(troubles);
	return !run.no_memory && !troubles->no_memory && !arena->failed;
}
