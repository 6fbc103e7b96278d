/* SPDX-License-Identifier: Apache-2.0
 * write.h - whole files onto the disk: the old one or the new one, never a mixture.
 */
#ifndef SL_BASE_WRITE_H
#define SL_BASE_WRITE_H

#include "base/str.h"

typedef enum sl_replace {
	SL_REPLACE_NEVER, /* EEXIST where the file is there already */
	SL_REPLACE_EXISTING
} sl_replace;

/* Writes `bytes` to a temporary file in the folder of `path`, syncs it, and gives it its name (rename(2), or link(2) where nothing may be replaced).
   A file that is there gives its mode, and its owner and extended attributes where that is allowed; a symbolic link stays, and what it points at is
   written; a hard link to it stays with the old text. 0, or an errno value: then `path` is as it was and the temporary file is gone. */
int sl_write_file(const char *path, sl_str bytes, sl_replace replace);

#endif
