/* SPDX-License-Identifier: Apache-2.0
 * settle.h - fixes applied round by round until nothing is left to do, and never one that makes matters worse.
 */
#ifndef SL_FIX_SETTLE_H
#define SL_FIX_SETTLE_H

#include "fix/apply.h"

/* Rounds after which it ends whatever is left: fixes that undo each other would go on for ever. */
#define SL_FIX_MAX_ROUNDS 50
/* Where a whole round made a new problem, its fixes are tried one by one, this many at most. */
#define SL_FIX_MAX_TRIES 200

typedef struct sl_settled {
	uint32_t fixed; /* fixes applied */
	bool changed;   /* the text is another now */
} sl_settled;

/* Told of every check that is made, before fixes are chosen from it; may mark diagnostics as known. False when memory is short. */
typedef bool sl_fix_seen(void *user, sl_source *source, sl_checked *checked);

typedef struct sl_fix_terms {
	bool unsafe; /* those fixes too that want a person's eye */
	sl_fix_seen *seen; /* or NULL */
	void *user;
} sl_fix_terms;

/* Checks `source` and applies the fixes until a round applies none; `source` then holds the mended text, and *checked what is left in it. A round (or,
   if it must be, a single fix) after which some rule reports more than before is taken back. Everything in *checked lives in `arena`. False when
   memory is short. */
bool sl_settle(sl_checker *checker, const sl_settings *settings, sl_str path, sl_source *source, const sl_fix_terms *terms, sl_arena *arena,
    sl_checked *checked, sl_settled *out);

#endif
