/* SPDX-License-Identifier: Apache-2.0
 * apply.h - the fixes of a document's diagnostics, applied to its bytes.
 */
#ifndef SL_FIX_APPLY_H
#define SL_FIX_APPLY_H

#include "base/buffer.h"
#include "check/check.h"

/* Which fixes are wanted. */
typedef struct sl_fix_choice {
	bool unsafe;          /* those too that want a person's eye */
	uint32_t only;        /* the one diagnostic (index) whose fix is applied; SUMLINT_NONE: all */
} sl_fix_choice;

/* Replaces what `into` holds by `text` with the fixes applied. Of a diagnostic's fixes the first that is wanted is taken, all its edits or none.
   Diagnostics come in their order (by place); a fix whose edits overlap, or touch at an insertion, one that was taken already is left for a later
   round. *applied is the number of fixes; with 0, `into` is empty. False when memory is short. */
bool sl_fix_apply(sl_arena *arena, sl_str text, const sl_checked *checked, const sl_fix_choice *choice, sl_buffer *into, uint32_t *applied);

/* The first fix of the diagnostic that is wanted, or NULL. */
const sumlint_fix *sl_fix_wanted(const sl_diagnostic *diagnostic, bool unsafe);

#endif
