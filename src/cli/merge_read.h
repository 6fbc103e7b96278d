/* SPDX-License-Identifier: Apache-2.0
 * merge_read.h - a report in the format jsonl, written by a shard, taken apart again: file by file, in the order in which they were written.
 */
#ifndef SL_CLI_MERGE_READ_H
#define SL_CLI_MERGE_READ_H

#include "collect/result.h"

#include <stdio.h>

typedef struct sl_shard_report {
	const char *name;
	FILE *stream;
	char *line; /* getline's */
	size_t line_size;
	size_t length; /* of the line, with its end */
	unsigned long number; /* of the line */
	sl_buffer file;       /* the file whose lines come next; empty at the end */
	bool pending;         /* `line` is its first */
	uint64_t digest;      /* of the lines so far (report/jsonl.h) */
	bool broken;          /* rules broke there */
	uint64_t files;       /* of the totals */
	uint32_t shard;       /* which one of how many it is; 0: not said */
	uint32_t shards;
} sl_shard_report;

/* Opens, and reads to the first line. False with a trouble. Close in either case. */
bool sl_shard_open(sl_shard_report *report, const char *name, sl_troubles *troubles);
void sl_shard_close(sl_shard_report *report);
static inline bool sl_shard_at_end(const sl_shard_report *report)
{
	return report->file.size == 0;
}
/* Takes all lines about report->file into *out, which lives in the arena, and goes on to the next file. `path` is what the problems' file is. False with a
   trouble, or where memory is short. */
bool sl_shard_take(sl_shard_report *report, const sl_manifests *manifests, sl_arena *arena, sl_str path, sl_result *out, sl_troubles *troubles);

#endif
