/* SPDX-License-Identifier: Apache-2.0
 * check_files.h - which files: paths from a list, and a share of what was found.
 */
#ifndef SL_CLI_CHECK_FILES_H
#define SL_CLI_CHECK_FILES_H

#include "base/buffer.h"
#include "discover/discover.h"

typedef struct sl_files_settings {
	const char *from;   /* --files-from FILE, a path a line; "-" is standard input */
	bool from_stdin0;   /* --from-stdin0: paths on standard input, each ended by a NUL */
	uint32_t shard;     /* --shard K/N: K, from 1 */
	uint32_t shards;    /* N; 0: all files */
} sl_files_settings;

/* Paths that were listed, and those named on the command line. */
typedef struct sl_listed_paths {
	sl_buffer bytes;
	const char **paths; /* on the heap */
	uint32_t count;
} sl_listed_paths;

/* Reads the list, if there is one, and adds it to discover->paths. False after having told what is wrong. Finish it in either case. */
bool sl_paths_read(const sl_files_settings *settings, sl_discover_options *discover, sl_listed_paths *out);
void sl_paths_finish(sl_listed_paths *paths);

/* Keeps the files of the shard: by a hash of their paths, so that a file stays in its shard whatever others come and go. */
void sl_files_shard(sl_files *files, const sl_files_settings *settings);

#endif
