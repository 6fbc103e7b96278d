/* SPDX-License-Identifier: Apache-2.0
 * moved.h - lines of a text that fixes have changed, as they were before.
 */
#ifndef SL_FIX_MOVED_H
#define SL_FIX_MOVED_H

#include "read/source.h"

/* Lets `source`, which held `before` when it was read, tell lines as they were then (sl_source_feed_lines). False when memory is short. */
bool sl_fix_moved(sl_source *source, sl_str before);

#endif
