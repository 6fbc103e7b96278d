/* SPDX-License-Identifier: Apache-2.0
 * changes_parts.h - what the files of changes.h share.
 */
#ifndef SL_DISCOVER_CHANGES_PARTS_H
#define SL_DISCOVER_CHANGES_PARTS_H

#include "base/file.h"
#include "discover/changes.h"

/* `git diff` of what is compared, with options behind those that keep the user's config out; NULL-terminated, in the arena. NULL with a trouble. */
const char *const *sl_changes_diff(sl_changes *changes, const char *const *options);
/* Sets the commit to compare with. False with a trouble. */
bool sl_changes_set_base(sl_changes *changes, const char *since);
/* Adds the files. False with troubles. */
bool sl_changes_list(sl_changes *changes, const sl_changes_options *options);
/* The paths to ask for patches by, NUL-terminated: together they name the changes that are `wanted`, with their old paths, and no other modified or renamed
   file; none at all where there is no other. *any: something is wanted. False with a trouble. */
bool sl_changes_cover(sl_changes *changes, const char ***paths, uint32_t *count, bool *any);

#endif
