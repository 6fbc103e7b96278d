/* SPDX-License-Identifier: Apache-2.0
 * discover.h - paths into an ordered list of files, each with the settings that apply to it.
 */
#ifndef SL_DISCOVER_DISCOVER_H
#define SL_DISCOVER_DISCOVER_H

#include "config/config.h"

/* A file, and where its bytes are: on standard input, in git's store, or else on disk at its path. */
typedef struct sl_file {
	sl_str path; /* NUL-terminated, as shown to people: as given, or the given folder and what was found below it; no leading "./" */
	const sl_settings *settings;
	bool standard_input; /* its bytes come from there, and path is only what people see; or from the descriptor that path names */
	bool regular;        /* on disk there was a regular file when it was found */
	bool held;           /* its bytes are in memory: text */
	bool in_git;         /* where not held: they are in git's store: blob */
	union { /* there are up to millions of these */
		sl_str text;
		struct {
			const char *id; /* of the object; lives as long as the list it came from */
			struct sl_blobs *from; /* who gets it (read/blobs.h): that of the list */
		} blob;
	};
} sl_file;

/* A file that is not looked for, since a list has it. */
typedef struct sl_listed {
	sl_str path; /* from the current folder, without "./"; NUL-terminated */
	sl_str blob; /* its content's object id, NUL-terminated; "": it is on disk */
} sl_listed;

typedef struct sl_files {
	sl_arena arena; /* of the paths */
	sl_file *items; /* ascending by path (bytes), none twice; on the heap, where there is a capacity */
	uint32_t count;
	uint32_t capacity;
	uint32_t met;     /* files met in folders, documents or not, but for configs and what .gitignore or `ignore:` names */
	uint32_t ignored; /* files and folders that `ignore:` names; what is in these folders was not met */
	uint32_t unmatched; /* files named on the command line that their config passes over: each was a warning */
	struct sl_blobs *blobs; /* who gets what is in git's store; NULL: nothing is */
} sl_files;

typedef struct sl_discover_options {
	const char *const *paths; /* files and folders, "-" for standard input; none: the current folder */
	uint32_t path_count;
	bool listed_only; /* no paths: none at all, not the current folder */
	const char *stdin_name; /* what standard input is called; NULL: "<stdin>" */
	bool no_gitignore; /* --no-gitignore */
	/* In place of `paths` these files, none twice. What no entry of a config takes, and without one what is not called like a document, is passed
	   over in silence as in a folder. Nothing is looked up on disk. */
	bool from_list;
	const sl_listed *listed;
	uint32_t listed_count;
	struct sl_blobs *blobs; /* for those that are blobs */
} sl_discover_options;

/* Walks. Folders are entered in a stable order, symbolic links to folders are not followed, links to files are; a file reached twice (`a.md`, `./a.md`)
   comes once: as given first. `.git` and what .gitignore, .git/info/exclude and `ignore:` name is passed over while walking; a file named on the command line is
   checked although .gitignore names it. Paths that do not exist and folders that cannot be read are troubles, and the rest goes on. In a folder only regular
   files are taken: with a config those that an entry of `documents` takes; without one *.md *.markdown *.txt. False only when memory is short. */
bool sl_discover(const sl_discover_options *options, sl_configs *configs, sl_files *out, sl_troubles *troubles);
/* True of what the shell calls an open descriptor: /dev/stdin, or /dev/fd/63 for <(COMMAND). It is this process's alone: no worker can open it. */
bool sl_names_descriptor(const char *path);
/* Adds a file as it is, at the end. False when memory is short. */
bool sl_files_add(sl_files *files, const sl_file *file);
void sl_files_finish(sl_files *files);

#endif
