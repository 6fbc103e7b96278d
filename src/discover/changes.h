/* SPDX-License-Identifier: Apache-2.0
 * changes.h - which files changed, and which of their lines, as git knows it.
 */
#ifndef SL_DISCOVER_CHANGES_H
#define SL_DISCOVER_CHANGES_H

#include "discover/discover.h"
#include "discover/git.h"

typedef struct sl_line_range {
	uint32_t first; /* from 1; of a place where lines were deleted: the one in front of it, which may be 0, */
	uint32_t last;  /* and the one behind it, which may be past the end */
} sl_line_range;

/* A file that is there now, and was another before. */
typedef struct sl_change {
	sl_str path;  /* from the current folder; NUL-terminated */
	sl_str old;   /* where it was renamed: its old path, likewise; else "" */
	sl_str blob;  /* staged: its content's object id; else "" */
	bool whole;   /* all lines are new */
	bool wanted;  /* its lines are asked for */
	bool unmerged;
	sl_line_range *lines; /* ascending by first and by last */
	uint32_t count;
	uint32_t capacity;
} sl_change;

typedef struct sl_changes {
	sl_git git;
	sl_arena arena;
	bool staged;
	sl_str base; /* the commit compared with; "" for what is staged */
	sl_change *items; /* ascending by path */
	uint32_t count;
	uint32_t capacity;
	sl_str *others; /* modified and renamed files that are not among the items, both names of these */
	uint32_t other_count;
	uint32_t other_capacity;
} sl_changes;

/* What is asked. */
typedef struct sl_changes_options {
	const char *since; /* a revision: what changed since its merge base with HEAD, up to the work tree; NULL: what is staged */
	const char *const *paths; /* files and folders that are of interest; none: the current folder */
	uint32_t path_count;
	bool ignored; /* untracked files that .gitignore names, too */
} sl_changes_options;

/* Lists the files: no symbolic links, no submodules. Renames are looked for in all of the repository. False with troubles: no git, no repository, no such
   revision, no common commit, paths that are nowhere or outside. Finish it in either case. */
bool sl_changes_open(sl_changes *changes, const sl_changes_options *options, sl_troubles *troubles);
void sl_changes_finish(sl_changes *changes);

/* Finds the changed lines of those of them that are in `files`. False with troubles. */
bool sl_changes_read_lines(sl_changes *changes, const sl_files *files);

/* NULL where it did not change. */
sl_change *sl_changes_find(const sl_changes *changes, sl_str path);
/* True where lines [first, last] meet what changed. */
bool sl_change_touches(const sl_change *change, uint32_t first, uint32_t last);
/* Adds what a hunk changed. Hunks come in order. False when memory is short. */
bool sl_change_add(sl_arena *arena, sl_change *change, uint32_t new_start, uint32_t new_count);

#endif
