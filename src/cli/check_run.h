/* SPDX-License-Identifier: Apache-2.0
 * check_run.h - the stages in order over the files of a run.
 */
#ifndef SL_CLI_CHECK_RUN_H
#define SL_CLI_CHECK_RUN_H

#include "cli/check_baseline.h"
#include "cli/check_changed.h"
#include "cli/check_fix.h"
#include "cli/outputs.h"
#include "cli/session.h"
#include "engine/sandbox.h"

/* What `sumlint check` is told. */
typedef struct sl_check_settings {
	sl_session_settings session; /* first: sl_session_options write here */
	sl_discover_options discover;
	sl_output_choice outputs[SL_MAX_OUTPUTS];
	uint32_t output_count; /* 0: text on standard output */
	const char *output_file; /* --output: of the one that has no file */
	bool statistics;
	sl_fix_mode fix;
	bool diff;
	bool unsafe_fixes;
	sl_baseline_settings baseline;
	sl_changed_settings changed;
	uint32_t jobs;         /* 0: by the CPUs */
	uint32_t timeout;      /* milliseconds */
	uint64_t memory_limit; /* bytes; 0: none */
	sl_sandbox_mode sandbox;
	sl_str *select; /* on the heap */
	uint32_t select_count;
	sl_str *ignore;
	uint32_t ignore_count;
	sl_severity fail_on; /* SL_OFF: never */
	bool quiet;
	bool silent;
	int colour;   /* -1 never, 0 where a person looks, 1 always */
	int excerpts; /* likewise */
} sl_check_settings;

/* Runs it all; gives the exit status. */
int sl_check_run(const sl_check_settings *settings);

#endif
