/* SPDX-License-Identifier: Apache-2.0
 * gitignore.h - what gitignore(5) leaves out: .gitignore files one inside the other, and .git/info/exclude beneath them all.
 */
#ifndef SL_DISCOVER_GITIGNORE_H
#define SL_DISCOVER_GITIGNORE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/trouble.h"

typedef struct sl_ignore_pattern sl_ignore_pattern;

/* The patterns of one file, on top of those of the folders around it. */
typedef struct sl_gitignore {
	const struct sl_gitignore *outer; /* asked where none of these decides; NULL: nothing else */
	const sl_ignore_pattern *patterns;
	uint32_t count;
	size_t base; /* length of its folder's path, with the last '/', within the paths asked about */
} sl_gitignore;

/* Patterns from memory. Returns `outer` itself where there are none. NULL with arena->failed when memory is short. */
const sl_gitignore *sl_gitignore_parse(sl_arena *arena, sl_str bytes, size_t base, const sl_gitignore *outer);
/* The same from a file; a missing one has no patterns, one that cannot be read is a warning. As in git, a .gitignore that is a symbolic link is
   not read (`follow` false). */
const sl_gitignore *sl_gitignore_read(
    sl_arena *arena, const char *path, bool follow, size_t base, const sl_gitignore *outer, sl_troubles *troubles);

/* True where the patterns leave the path out. `path` counts from where all bases count. The folders it lies in are not asked about: what is
   in a folder that is left out is left out too, and the caller does not enter it. */
bool sl_gitignore_takes(const sl_gitignore *list, sl_str path, bool folder);

/* The patterns that hold in a folder before its own .gitignore is read: of the folders around it up to the top of its repository,
   and of .git/info/exclude. *inside gets the folder's path below the top with a '/' behind it, "" at the top or outside a repository.
   NULL where there are none, or with arena->failed. */
const sl_gitignore *sl_gitignore_around(sl_arena *arena, const char *folder, sl_buffer *inside, sl_troubles *troubles);
/* Patterns of .git/info/exclude of the repository whose top folder that is; the top of a linked worktree has a file .git. */
const sl_gitignore *sl_gitignore_exclude(sl_arena *arena, sl_str top, size_t base, sl_troubles *troubles);

#endif
