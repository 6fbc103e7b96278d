/* SPDX-License-Identifier: Apache-2.0
 * git.h - asking git: the program itself, run without a shell, its output read as it comes.
 */
#ifndef SL_DISCOVER_GIT_H
#define SL_DISCOVER_GIT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/trouble.h"

#include <sys/types.h>

/* How git is run, and where: from the current folder, with what the environment says (a hook's GIT_DIR and GIT_INDEX_FILE too) but for what would
   change its output. */
typedef struct sl_git {
	sl_arena arena;
	sl_troubles *troubles;
	char **environment; /* NULL-terminated */
	sl_str top;    /* the work tree's top folder, absolute */
	sl_str prefix; /* the current folder below it with a '/' behind, "" at the top */
	char said[1024]; /* what the last run wrote on standard error, as far as it fits */
} sl_git;

/* A command: `git ARGUMENTS... -- PATHS...`. Paths are taken literally, from the current folder; without any there is no "--". */
typedef struct sl_git_command {
	const char *const *arguments; /* NULL-terminated */
	const char *const *paths;
	uint32_t path_count;
	uint32_t together; /* so many paths, one behind the other, are of no use without each other; 0: each stands for itself */
} sl_git_command;

/* So many paths go on one command line. */
bool sl_git_fits(const char *const *paths, uint32_t count);

/* Takes output as it comes. False ends the run. */
typedef bool sl_git_take(void *user, const char *bytes, size_t size);
/* Takes one record of output that separates them by NUL. */
typedef bool sl_git_record(void *user, sl_str record);

/* Finds the repository of the current folder. False with a trouble: no git, no repository, no work tree. Finish it in either case. */
bool sl_git_open(sl_git *git, sl_troubles *troubles);
void sl_git_finish(sl_git *git);

/* Runs git. Gives its exit status; -1 with a trouble where it did not run to its end, or where `take` answered false (then the trouble is the
   taker's). */
int sl_git_run(sl_git *git, const sl_git_command *command, sl_git_take *take, void *user);
/* The same; paths that are too many for one command line are handed to several. Any exit status but 0 is a trouble: false. */
bool sl_git_stream(sl_git *git, const sl_git_command *command, sl_git_take *take, void *user);
/* The same by records. */
bool sl_git_list(sl_git *git, const sl_git_command *command, sl_git_record *each, void *user);
/* The one line a command prints, in the arena. Exit statuses other than 0 are given without a trouble, and *line is "". */
int sl_git_line(sl_git *git, const char *const *arguments, sl_str *line);
/* An error in git's own words, as the last run said it. */
void sl_git_tell(sl_git *git);
/* True where history was cut off: what is not found may be missing for that reason. */
bool sl_git_is_shallow(sl_git *git);

/* Starts a git that goes on: `in` and `out` become its standard input and output (-1 for `in`: none); it says what it has to say on our standard
   error, or on `err` where that is not -1. 0 or an errno value. */
int sl_git_start(const sl_git *git, const sl_git_command *command, int in, int out, int err, pid_t *child);

/* A path below the top of the work tree as seen from the current folder: "../a.md". In the arena of `git`; data is NULL when memory is short. */
sl_str sl_git_shown(sl_git *git, sl_str path);

#endif
