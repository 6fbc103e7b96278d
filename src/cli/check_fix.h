/* SPDX-License-Identifier: Apache-2.0
 * check_fix.h - `sumlint check --fix` and `--diff`: a document is mended where it is checked, and written or shown by the process that collects.
 */
#ifndef SL_CLI_CHECK_FIX_H
#define SL_CLI_CHECK_FIX_H

#include "collect/baseline.h"
#include "collect/result.h"
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

/* What to mend. */
typedef struct sl_fix_order {
	sl_fix_mode mode;
	bool unsafe;
	sl_baseline *known; /* what is in it stays as it is; or NULL */
	const sl_manifests *manifests;
} sl_fix_order;

/* As sl_check, but the fixes are applied, and *checked is what is left; `source` holds the mended text afterwards. *mended is for sl_mended_take, in the
   arena. False when memory is short. */
bool sl_fix_document(sl_checker *checker, const sl_file *file, const sl_fix_order *order, sl_source *source, sl_arena *arena, sl_checked *checked,
    sl_str *mended);

typedef enum sl_mended {
	SL_MENDED_TAKEN,
	SL_MENDED_NO_OUTPUT, /* standard output cannot be written: errno says why */
	SL_MENDED_NO_MEMORY
} sl_mended;

/* Writes the mended text, or shows the difference. A file that cannot be written, or that is another one by now, is a trouble, and stays as it is: then
   *result, which is what the fixes leave, becomes what is wrong without them, in `arena` and in `mended`. */
sl_mended sl_mended_take(const sl_file *file, const sl_fix_order *order, sl_str mended, sl_arena *arena, sl_result *result, sl_fix_totals *totals,
    sl_troubles *troubles);

#endif
