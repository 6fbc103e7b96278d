/* SPDX-License-Identifier: Apache-2.0
 * table.h - uthash as it is used here: short memory is an answer and not an exit, and the hash is the project's own. After HASH_ADD*, an element
 * whose hh.tbl is NULL was not added.
 */
#ifndef SL_CONFIG_TABLE_H
#define SL_CONFIG_TABLE_H

#include "base/fold.h"

#define HASH_NONFATAL_OOM 1
#define HASH_FUNCTION(key, size, hash) ((hash) = (unsigned)sl_hash((sl_str){ (const char *)(key), (size) }))
#include <uthash.h>

#endif
