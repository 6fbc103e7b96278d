/* SPDX-License-Identifier: Apache-2.0
 * check_run.h - the stages in order over the files of a run.
 */
#ifndef SL_CLI_CHECK_RUN_H
#define SL_CLI_CHECK_RUN_H

#include "cli/check_baseline.h"
#include "cli/check_changed.h"
#include "cli/check_fix.h"
#include "cli/check_files.h"
#include "cli/common_options.h"

/* What `sumlint check` is told. */
typedef struct sl_check_settings {
	sl_common_settings common; /* first: the shared options write there */
	sl_discover_options discover;
	sl_fix_mode fix;
	bool diff;
	bool unsafe_fixes;
	sl_baseline_settings baseline;
	sl_changed_settings changed;
	sl_files_settings files;
	sl_str *select; /* on the heap */
	uint32_t select_count;
	sl_str *ignore;
	uint32_t ignore_count;
} sl_check_settings;

/* Runs it all; gives the exit status. */
int sl_check_run(const sl_check_settings *settings);

#endif
