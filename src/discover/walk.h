/* SPDX-License-Identifier: Apache-2.0
 * walk.h - the files below a folder.
 */
#ifndef SL_DISCOVER_WALK_H
#define SL_DISCOVER_WALK_H

#include "base/file.h"
#include "discover/discover.h"

/* Under which name a file is known whatever way it was reached. */
typedef struct sl_found_key {
	sl_str text;
	uint32_t index; /* of the file */
} sl_found_key;

/* A list of files in the making. */
typedef struct sl_found {
	sl_configs *configs;
	sl_files *files;
	sl_troubles *troubles;
	bool no_gitignore;
	bool unsorted; /* a path came behind one that it belongs before */
	bool keyed; /* several paths were named: a file may be reached twice */
	sl_arena arena; /* of the keys */
	sl_found_key *keys; /* one a file */
	uint32_t capacity;
	sl_buffer folder; /* the last folder asked about, and its real path */
	char *real;
} sl_found;

/* Copies path and key. False when memory is short. */
bool sl_found_add(sl_found *found, const sl_file *file, sl_str key);

/* True where a file that was not named by anyone is a document; sets its settings. */
bool sl_walk_takes(sl_found *found, sl_file *file);

/* Adds the files below a folder ("" is the current one) in the order of their paths. False when memory is short. */
bool sl_walk(sl_found *found, sl_str folder);

#endif
