/* SPDX-License-Identifier: Apache-2.0
 * patch.h - a unified diff with "a/" and "b/" in front of its names, as git prints it, read as it comes: which lines of which files.
 */
#ifndef SL_DISCOVER_PATCH_H
#define SL_DISCOVER_PATCH_H

#include "base/buffer.h"

/* Lines that were replaced by others: old_count lines from old_start on by new_count from new_start on. Where there are none, the start is the line in
   front of the place. */
typedef struct sl_hunk {
	uint32_t old_start;
	uint32_t old_count;
	uint32_t new_start;
	uint32_t new_count;
} sl_hunk;

/* The hunks that follow are of this file, by its new name; "" where it is gone. `name` is valid during the call. False ends the reading. */
typedef bool sl_patch_file(void *user, sl_str name);
/* Context lines are cut off: a hunk with context in its middle comes as several. */
typedef bool sl_patch_hunk(void *user, const sl_hunk *hunk);

typedef struct sl_patch {
	sl_patch_file *file; /* NULL: nobody asks */
	sl_patch_hunk *hunk;
	void *user;
	sl_buffer line;    /* a line of a header, as far as it has come */
	sl_buffer name;    /* without its quotes */
	bool in_line;      /* a content line whose first byte was seen */
	uint32_t old_left; /* content lines of the hunk that are still to come */
	uint32_t new_left;
	uint32_t old_line; /* the next ones */
	uint32_t new_line;
	sl_hunk run;       /* what of them was replaced since the last context */
	bool bad;          /* it is no diff */
} sl_patch;

void sl_patch_init(sl_patch *patch, sl_patch_file *file, sl_patch_hunk *hunk, void *user);
void sl_patch_finish(sl_patch *patch);
/* The next bytes. False where a callback said so, memory is short (line.failed, name.failed) or the diff is bad. */
bool sl_patch_feed(sl_patch *patch, const char *bytes, size_t size);
/* True where what came was whole. */
bool sl_patch_is_whole(const sl_patch *patch);

/* A name as git quotes it, in double quotes with C's escapes, or as it is; replaces what `into` holds. False where the quotes are bad or memory is
   short. */
bool sl_git_unquote(sl_str text, sl_buffer *into);

#endif
