/* SPDX-License-Identifier: Apache-2.0
 * check_fix.h - `sumlint check --fix` and `--diff`: one document mended, written or shown.
 */
#ifndef SL_CLI_CHECK_FIX_H
#define SL_CLI_CHECK_FIX_H

#include "discover/discover.h"
#include "fix/settle.h"

typedef enum sl_fix_mode {
	SL_FIX_NOT,
	SL_FIX_WRITE, /* --fix: files are replaced; standard input goes to standard output */
	SL_FIX_DIFF   /* --diff: a unified diff on standard output, and nothing is written */
} sl_fix_mode;

/* What was done over the run. */
typedef struct sl_fix_totals {
	uint64_t fixes;
	uint64_t files; /* changed, or that would be */
} sl_fix_totals;

/* As sl_check, but the fixes are applied and *checked is what is left. `source` holds the mended text afterwards. What cannot be written is a trouble, and
   its file is as it was. False when memory is short, or standard output cannot be written (errno says which). */
bool sl_check_and_fix(sl_checker *checker, const sl_file *file, sl_fix_mode mode, bool unsafe, sl_source *source, sl_arena *arena, sl_checked *checked,
    sl_fix_totals *totals, sl_troubles *troubles);

#endif
