/* SPDX-License-Identifier: Apache-2.0
 * changes.c - changed files with their changed lines, and the questions about them.
 */
#include "discover/changes_parts.h"

#include "discover/patch.h"

#include <stdlib.h>

/* Whatever is configured, by the user or by attributes, the diff is the plain one. */
static const char *const plain[] = { "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--text", "-M", "-l1000", "--no-relative",
	"--ignore-submodules=all", "--submodule=short", "--diff-algorithm=myers", "--indent-heuristic", "--src-prefix=a/", "--dst-prefix=b/", "-O/dev/null" };
#define PLAIN (sizeof(plain) / sizeof(*plain))

const char *const *sl_changes_diff(sl_changes *changes, const char *const *options)
{
	size_t count = 0, at = 0;
	while (options[count])
		count++;
	const char **arguments = sl_arena_calloc(&changes->arena, PLAIN + count + 3, sizeof(*arguments));
	if (!arguments) {
		sl_no_memory(changes->git.troubles);
		return NULL;
	}
	for (size_t i = 0; i < PLAIN; i++)
		arguments[at++] = plain[i];
	for (size_t i = 0; i < count; i++)
		arguments[at++] = options[i];
	/* Without a commit --cached compares with HEAD, and where there is none yet with nothing. */
	arguments[at++] = changes->staged ? "--cached" : changes->base.data;
	return arguments;
}

/* ---- order ------------------------------------------------------------------------------------------------------- */

static int compare_changes(const void *a, const void *b)
{
	const sl_change *left = a, *right = b;
	int order = sl_str_compare(left->path, right->path);
	return order ? order : (right->unmerged > left->unmerged) - (right->unmerged < left->unmerged);
}

/* A file in conflict may come twice: once as such, and once as it is in the work tree. The first counts. */
static void sort(sl_changes *changes)
{
	uint32_t kept = 0;
	if (changes->count > 1)
		qsort(changes->items, changes->count, sizeof(*changes->items), compare_changes);
	for (uint32_t i = 0; i < changes->count; i++) {
		if (kept == 0 || !sl_str_equal(changes->items[kept - 1].path, changes->items[i].path))
			changes->items[kept++] = changes->items[i];
	}
	changes->count = kept;
}

bool sl_changes_open(sl_changes *changes, const sl_changes_options *options, sl_troubles *troubles)
{
	*changes = (sl_changes){ .staged = options->since == NULL, .base = SL_LIT("") };
	sl_arena_init(&changes->arena);
	if (!sl_git_open(&changes->git, troubles) || !sl_changes_set_base(changes, options->since) || !sl_changes_list(changes, options))
		return false;
	if (changes->arena.failed) {
		sl_no_memory(troubles);
		return false;
	}
	sort(changes);
	return true;
}

void sl_changes_finish(sl_changes *changes)
{
	sl_git_finish(&changes->git);
	sl_arena_finish(&changes->arena);
	*changes = (sl_changes){ 0 };
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

bool sl_change_add(sl_arena *arena, sl_change *change, uint32_t new_start, uint32_t new_count)
{
	if (!sl_arena_grow(arena, (void **)&change->lines, change->count, &change->capacity, sizeof(*change->lines)))
		return false;
	/* Where lines are gone, their neighbours have changed: they follow one another now. */
	change->lines[change->count++] = (sl_line_range){ new_start, new_start + (new_count ? new_count - 1 : 1) };
	return true;
}

bool sl_change_touches(const sl_change *change, uint32_t first, uint32_t last)
{
	uint32_t low = 0, high = change->count;
	if (change->whole)
		return true;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (change->lines[middle].last < first)
			low = middle + 1;
		else
			high = middle;
	}
	return low < change->count && change->lines[low].first <= last;
}

sl_change *sl_changes_find(const sl_changes *changes, sl_str path)
{
	sl_change key = { .path = path };
	uint32_t low = 0, high = changes->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = sl_str_compare(changes->items[middle].path, key.path);
		if (order == 0)
			return &changes->items[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* ---- the patch --------------------------------------------------------------------------------------------------- */

typedef struct reading {
	sl_changes *changes;
	sl_change *change; /* whose hunks come; NULL: nobody's */
	sl_patch patch;
} reading;

static bool take_file(void *user, sl_str name)
{
	reading *r = user;
	sl_str shown = name.size ? sl_git_shown(&r->changes->git, name) : SL_LIT("");
	r->change = shown.size ? sl_changes_find(r->changes, shown) : NULL;
	/* Two paths on two command lines may bring the same file twice. */
	if (r->change)
		r->change->count = 0;
	return shown.data != NULL;
}

static bool take_hunk(void *user, const sl_hunk *hunk)
{
	reading *r = user;
	return !r->change || sl_change_add(&r->changes->arena, r->change, hunk->new_start, hunk->new_count);
}

static bool take_patch(void *user, const char *bytes, size_t size)
{
	reading *r = user;
	if (sl_patch_feed(&r->patch, bytes, size))
		return true;
	if (r->patch.bad)
		sl_error(r->changes->git.troubles, SL_LIT(""), 0, 0, "git diff printed what is not understood");
	else
		sl_no_memory(r->changes->git.troubles);
	return false;
}

/* The paths whose patch is wanted, in pairs with the old ones: a rename is one only where git sees both. */
static const char **pairs_of(sl_changes *changes, uint32_t *count)
{
	const char **paths = sl_arena_calloc(&changes->arena, (size_t)changes->count * 2 + 1, sizeof(*paths));
	*count = 0;
	for (uint32_t i = 0; paths && i < changes->count; i++) {
		const sl_change *change = &changes->items[i];
		if (change->whole || !change->wanted)
			continue;
		paths[(*count)++] = change->path.data;
		paths[(*count)++] = change->old.size ? change->old.data : change->path.data;
	}
	if (!paths)
		sl_no_memory(changes->git.troubles);
	return paths;
}

/* By folders, or else one by one. False with a trouble. */
static bool name_wanted(sl_changes *changes, sl_git_command *command, bool *any)
{
	const char **paths;
	if (!sl_changes_cover(changes, &paths, &command->path_count, any))
		return false;
	if (!sl_git_fits(paths, command->path_count)) {
		paths = pairs_of(changes, &command->path_count);
		command->together = 2;
	}
	command->paths = paths;
	return paths != NULL;
}

bool sl_changes_read_lines(sl_changes *changes, const sl_files *files)
{
	/* What is new or gone has no lines that changed. */
	sl_git_command command = { .arguments =
		sl_changes_diff(changes, (const char *const[]){ "--patch", "-U0", "--inter-hunk-context=0", "--diff-filter=MRC", NULL }) };
	bool any;
	for (uint32_t i = 0; i < files->count; i++) {
		sl_change *change = sl_changes_find(changes, files->items[i].path);
		if (change)
			change->wanted = true;
	}
	if (!command.arguments || !name_wanted(changes, &command, &any))
		return false;
	if (!any)
		return true;
	reading r = { .changes = changes };
	sl_patch_init(&r.patch, take_file, take_hunk, &r);
	bool good = sl_git_stream(&changes->git, &command, take_patch, &r);
	if (good && !sl_patch_is_whole(&r.patch)) {
		sl_error(changes->git.troubles, SL_LIT(""), 0, 0, "git diff printed what is not understood");
		good = false;
	}
	sl_patch_finish(&r.patch);
	return good;
}
