/* SPDX-License-Identifier: Apache-2.0
 * changes_list.c - which files changed: what to compare with, and git's lists.
 */
#include "discover/changes_parts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* ---- what to compare with ---------------------------------------------------------------------------------------- */

static bool is_object_id(sl_str text)
{
	bool good = text.size == 40 || text.size == 64;
	for (size_t i = 0; good && i < text.size; i++)
		good = strchr("0123456789abcdef", text.data[i]) != NULL && text.data[i];
	return good;
}

static const char *shallow_hint(sl_changes *changes)
{
	return sl_git_is_shallow(&changes->git) ? " (this is a shallow clone: fetch more of its history)" : "";
}

/* The commit a revision names. A name that begins with '-' would be an option. */
static bool resolve(sl_changes *changes, const char *revision, sl_str *commit)
{
	sl_buffer text;
	int status = 1;
	sl_buffer_init(&text);
	sl_buffer_printf(&text, "%s^{commit}", revision);
	*commit = SL_LIT("");
	if (text.failed) {
		sl_no_memory(changes->git.troubles);
		status = -1;
	} else if (*revision && *revision != '-') {
		status = sl_git_line(&changes->git, (const char *const[]){ "rev-parse", "--verify", "--quiet", text.data, NULL }, commit);
	}
	sl_buffer_finish(&text);
	if (status >= 0 && !is_object_id(*commit)) {
		sl_error(changes->git.troubles, SL_LIT(""), 0, 0, "--since: '%s' is no revision of this repository%s", revision, shallow_hint(changes));
		return false;
	}
	return status == 0;
}

bool sl_changes_set_base(sl_changes *changes, const char *since)
{
	sl_str commit, head;
	if (!since)
		return true;
	if (!resolve(changes, since, &commit))
		return false;
	int status = sl_git_line(&changes->git, (const char *const[]){ "rev-parse", "--verify", "--quiet", "HEAD^{commit}", NULL }, &head);
	if (status == 0)
		status = sl_git_line(&changes->git, (const char *const[]){ "merge-base", commit.data, head.data, NULL }, &changes->base);
	if (status >= 0 && !is_object_id(changes->base)) {
		sl_error(changes->git.troubles, SL_LIT(""), 0, 0, "--since: '%s' and HEAD have no commit in common%s", since,
		    head.size ? shallow_hint(changes) : ": HEAD has none yet");
		return false;
	}
	return status == 0;
}

/* ---- the operands ------------------------------------------------------------------------------------------------ */

/* Paths that git found under the operands, as shown: a set. */
typedef struct paths {
	sl_changes *changes;
	sl_str *items;
	uint32_t count;
	uint32_t capacity;
} paths;

static int compare_paths(const void *a, const void *b)
{
	return sl_str_compare(*(const sl_str *)a, *(const sl_str *)b);
}

static bool take_path(void *user, sl_str record)
{
	paths *all = user;
	sl_git *git = &all->changes->git;
	if (!sl_arena_grow(&all->changes->arena, (void **)&all->items, all->count, &all->capacity, sizeof(*all->items))) {
		sl_no_memory(git->troubles);
		return false;
	}
	sl_str path = all->items[all->count] = sl_git_shown(git, record);
	all->count += path.data != NULL;
	return path.data != NULL;
}

/* Something of the set is at the path, or below it. */
static bool has_path(const paths *all, sl_str path)
{
	uint32_t low = 0, high = all->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (sl_str_compare(all->items[middle], path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	/* "a-b" comes between "a" and "a/b". */
	for (; low < all->count && sl_str_starts(all->items[low], path); low++) {
		if (all->items[low].size == path.size || all->items[low].data[path.size] == '/')
			return true;
	}
	return false;
}

/* A path that is not on disk may be one that was deleted. A misspelt one must not pass for an unchanged one. */
static bool check_operand(const paths *all, const char *operand)
{
	struct stat about;
	sl_git *git = &all->changes->git;
	sl_buffer clean;
	if (*operand && lstat(operand, &about) == 0)
		return true;
	int error = *operand ? errno : ENOENT;
	sl_str path = sl_str_of(operand);
	if (path.size > git->top.size && sl_str_starts(path, git->top) && path.data[git->top.size] == '/')
		path = sl_git_shown(git, (sl_str){ path.data + git->top.size + 1, path.size - git->top.size - 1 });
	sl_buffer_init(&clean);
	sl_path_join(&clean, SL_LIT(""), path);
	bool good = !clean.failed && path.data && has_path(all, sl_buffer_str(&clean));
	if (clean.failed || !path.data)
		sl_no_memory(git->troubles);
	else if (!good)
		sl_error(git->troubles, sl_str_of(*operand ? operand : "''"), 0, 0, "%s", error == ENOENT ? "no such file or folder" : strerror(error));
	sl_buffer_finish(&clean);
	return good;
}

static bool list_wanted(sl_changes *changes, const sl_git_command *operands, paths *wanted)
{
	const char *const *compare = sl_changes_diff(changes, (const char *const[]){ "--name-only", "-z", "--no-renames", NULL });
	const sl_git_command command = { compare, operands->paths, operands->path_count, 0 };
	if (!compare || !sl_git_list(&changes->git, &command, take_path, wanted))
		return false;
	if (wanted->count > 1)
		qsort(wanted->items, wanted->count, sizeof(*wanted->items), compare_paths);
	bool good = true;
	for (uint32_t i = 0; i < operands->path_count; i++)
		good = check_operand(wanted, operands->paths[i]) && good;
	return good;
}

/* ---- what changed ------------------------------------------------------------------------------------------------ */

/* Records of `git diff --raw -z`: ":100644 100644 ID ID M", a path, and another one behind R. */
typedef struct raw {
	sl_changes *changes;
	const paths *wanted; /* NULL: all */
	sl_str old;          /* the first of two paths; data NULL: there is none */
	unsigned mode;       /* of the new file; 0 where it is gone */
	bool whole;          /* it was no file before */
	char status;
	sl_str blob;
	bool in_entry;
} raw;

static sl_change *add(sl_changes *changes)
{
	if (!sl_arena_grow(&changes->arena, (void **)&changes->items, changes->count, &changes->capacity, sizeof(*changes->items))) {
		sl_no_memory(changes->git.troubles);
		return NULL;
	}
	sl_change *change = &changes->items[changes->count++];
	*change = (sl_change){ .old = SL_LIT(""), .blob = SL_LIT("") };
	return change;
}

static bool not_understood(raw *r)
{
	sl_error(r->changes->git.troubles, SL_LIT(""), 0, 0, "git diff --raw printed what is not understood");
	return false;
}

static bool take_entry(raw *r, sl_str record)
{
	unsigned old_mode, new_mode;
	char old_id[65], new_id[65], status;
	if (sscanf(record.data, ":%o %o %64s %64s %c", &old_mode, &new_mode, old_id, new_id, &status) != 5)
		return not_understood(r);
	r->mode = new_mode;
	r->whole = (old_mode & 0170000) != 0100000;
	r->status = status;
	r->blob = SL_LIT("");
	r->old = (sl_str){ NULL, 0 };
	r->in_entry = true;
	if (r->changes->staged)
		r->blob = sl_arena_copy(&r->changes->arena, sl_str_of(new_id));
	return true;
}

static bool add_other(sl_changes *changes, sl_str path)
{
	if (!sl_arena_grow(&changes->arena, (void **)&changes->others, changes->other_count, &changes->other_capacity, sizeof(path))) {
		sl_no_memory(changes->git.troubles);
		return false;
	}
	changes->others[changes->other_count++] = path;
	return true;
}

/* One that is of no interest has a patch all the same, if it is not new, gone, or of another kind now. */
static bool note_other(raw *r, sl_str shown)
{
	if (r->status != 'M' && r->status != 'R' && r->status != 'C')
		return true;
	return add_other(r->changes, shown) && (!r->old.data || add_other(r->changes, r->old));
}

/* Regular files, and those in conflict. */
static bool is_of_interest(const raw *r, sl_str shown)
{
	bool regular = (r->mode & 0170000) == 0100000;
	if (!regular && r->status != 'U')
		return false;
	return !r->wanted || (r->wanted->count && bsearch(&shown, r->wanted->items, r->wanted->count, sizeof(shown), compare_paths) != NULL);
}

static bool take_raw(void *user, sl_str record)
{
	raw *r = user;
	sl_changes *changes = r->changes;
	if (!r->in_entry)
		return record.size && record.data[0] == ':' ? take_entry(r, record) : not_understood(r);
	sl_str shown = sl_git_shown(&changes->git, record);
	if (!shown.data)
		return false;
	if ((r->status == 'R' || r->status == 'C') && !r->old.data) {
		r->old = shown;
		return true;
	}
	r->in_entry = false;
	if (!is_of_interest(r, shown))
		return note_other(r, shown);
	sl_change *change = add(changes);
	if (!change)
		return false;
	change->path = shown;
	change->blob = r->blob;
	change->unmerged = r->status == 'U';
	change->whole = r->whole || change->unmerged;
	if (r->old.data)
		change->old = r->old;
	return true;
}

/* Whatever is in the work tree and was never in a commit or the index. */
static bool take_untracked(void *user, sl_str record)
{
	sl_changes *changes = user;
	struct stat about;
	sl_str shown = sl_git_shown(&changes->git, record);
	if (!shown.data)
		return false;
	/* A repository within the repository comes as a folder. */
	if (lstat(shown.data, &about) != 0 || !S_ISREG(about.st_mode))
		return true;
	sl_change *change = add(changes);
	if (!change)
		return false;
	change->path = shown;
	change->whole = true;
	return true;
}

static bool list_untracked(sl_changes *changes, const sl_git_command *operands, bool ignored)
{
	const char *arguments[] = { "ls-files", "--others", "-z", "--full-name", ignored ? NULL : "--exclude-standard", NULL };
	const sl_git_command command = { arguments, operands->paths, operands->path_count, 0 };
	return sl_git_list(&changes->git, &command, take_untracked, changes);
}

bool sl_changes_list(sl_changes *changes, const sl_changes_options *options)
{
	static const char *const here[] = { "." };
	sl_git_command operands = { NULL, options->path_count ? options->paths : here, options->path_count ? options->path_count : 1, 0 };
	paths wanted = { .changes = changes };
	raw r = { .changes = changes };
	if (options->path_count || changes->git.prefix.size) {
		r.wanted = &wanted;
		if (!list_wanted(changes, &operands, &wanted))
			return false;
	}
	const sl_git_command command = { sl_changes_diff(changes, (const char *const[]){ "--raw", "-z", "--no-abbrev", NULL }), NULL, 0, 0 };
	if (!command.arguments || !sl_git_list(&changes->git, &command, take_raw, &r))
		return false;
	return changes->staged || list_untracked(changes, &operands, options->ignored);
}
