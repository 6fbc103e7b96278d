/* SPDX-License-Identifier: Apache-2.0
 * feeder.h - who reads for a confined worker: a process that maps no plugin, and hands it the bytes of the documents that are checked.
 */
#ifndef SL_ENGINE_FEEDER_H
#define SL_ENGINE_FEEDER_H

#include "discover/discover.h"
#include "read/source.h"

#include <sys/types.h>

typedef struct sl_feeder {
	pid_t pid;
	int socket;
} sl_feeder;

/* Starts it. False when no process can be made. */
bool sl_feeder_start(sl_feeder *feeder, const sl_files *files);
/* The content of the file of that number. False when memory is short; with *gone where the feeder does not answer. */
bool sl_feeder_read(sl_feeder *feeder, uint32_t number, sl_source *source, bool *gone);

/* The content of a file, in this process; sl_read_small where that is possible, and takes no memory. */
bool sl_read_small(const sl_file *file, sl_source *source);
bool sl_read_content(const sl_file *file, sl_source *source);

#endif
