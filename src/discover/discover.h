/* SPDX-License-Identifier: Apache-2.0
 * discover.h - paths into an ordered list of files, each with the settings that apply to it.
 */
#ifndef SL_DISCOVER_DISCOVER_H
#define SL_DISCOVER_DISCOVER_H

#include "config/config.h"

typedef struct sl_file {
	sl_str path; /* NUL-terminated, as shown to people: as given, or the given folder and what was found below it; no leading "./" */
	const sl_settings *settings;
	bool standard_input; /* read from there; path is only what people see */
} sl_file;

typedef struct sl_files {
	sl_arena arena;
	sl_file *items; /* ascending by path (bytes), none twice */
	uint32_t count;
	uint32_t capacity;
	uint32_t unmatched; /* files named on the command line that their config passes over: each was a warning */
} sl_files;

typedef struct sl_discover_options {
	const char *const *paths; /* files and folders, "-" for standard input; none: the current folder */
	uint32_t path_count;
	const char *stdin_name; /* what standard input is called; NULL: "<stdin>" */
	bool no_gitignore; /* --no-gitignore */
} sl_discover_options;

/* Walks. Folders are entered in a stable order, symbolic links to folders are not followed, links to files are; a file reached twice (`a.md`, `./a.md`)
   comes once: as given first. `.git` and what .gitignore, .git/info/exclude and `ignore:` name is passed over while walking; a file named on the command line is
   checked although .gitignore names it. Paths that do not exist and folders that cannot be read are troubles, and the rest goes on. In a folder only regular
   files are taken: with a config those that an entry of `documents` takes; without one *.md *.markdown *.txt. False only when memory is short. */
bool sl_discover(const sl_discover_options *options, sl_configs *configs, sl_files *out, sl_troubles *troubles);
void sl_files_finish(sl_files *files);

#endif
