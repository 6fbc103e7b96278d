/* SPDX-License-Identifier: Apache-2.0
 * init_write.h - several files onto the disk: all of them or none.
 */
#ifndef SL_CLI_INIT_WRITE_H
#define SL_CLI_INIT_WRITE_H

#include "base/buffer.h"

#define SL_INIT_FILES 4

typedef struct sl_init_file {
	sl_buffer path;   /* with the folder surveyed in front */
	const char *name; /* from that folder */
	sl_buffer text;
	bool elsewhere;   /* written by the check: only kept as it was */
	bool was_there;
	sl_buffer before; /* what it was */
	bool written;
	bool made_folder;
} sl_init_file;

typedef struct sl_init_files {
	sl_init_file items[SL_INIT_FILES];
	uint32_t count;
	bool failed; /* memory */
} sl_init_files;

/* Adds a file of that name in the folder; its text is empty. */
sl_init_file *sl_init_files_add(sl_init_files *files, sl_str folder, const char *name);
void sl_init_files_finish(sl_init_files *files);
/* False, with an error, where one of them is there already and must not be replaced, or cannot be kept in case of need. */
bool sl_init_files_check(sl_init_files *files, bool force);
/* Writes all that have a text; where one cannot be written none is, with an error. */
bool sl_init_files_write(sl_init_files *files, bool force);
/* Puts everything back as it was. */
void sl_init_files_undo(sl_init_files *files);

#endif
