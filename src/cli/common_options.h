/* SPDX-License-Identifier: Apache-2.0
 * common_options.h - what the commands that report problems have in common: how they report, and how they run plugins.
 */
#ifndef SL_CLI_COMMON_OPTIONS_H
#define SL_CLI_COMMON_OPTIONS_H

#include "cli/outputs.h"
#include "cli/session.h"
#include "engine/engine.h"

typedef struct sl_report_settings {
	sl_output_choice outputs[SL_MAX_OUTPUTS];
	uint32_t output_count;   /* 0: text on standard output */
	const char *output_file; /* --output: of the one that has no file */
	bool statistics;
	sl_severity fail_on; /* SL_OFF: never */
	bool quiet;
	bool silent;
	int colour;   /* -1 never, 0 where a person looks, 1 always */
	int excerpts; /* likewise */
} sl_report_settings;

/* First member of such a command's settings. */
typedef struct sl_common_settings {
	sl_session_settings session;
	sl_report_settings report;
	sl_engine_options engine;
} sl_common_settings;

#define SL_COMMON_SETTINGS { .report = { .fail_on = SL_ERROR }, .engine = { .timeout = 5000, .memory_limit = SL_MEMORY_USUAL } }

/* --format, --output, --statistics, --fail-on, --color, --excerpts, --quiet, --silent. */
extern const sl_option sl_report_options[];
/* --jobs, --timeout, --memory-limit, --sandbox. */
extern const sl_option sl_engine_option_table[];

/* False after having told that the outputs do not go together. */
bool sl_report_sensible(const sl_report_settings *settings, const char *command);
/* How reports look, on this standard output. */
sl_report_style sl_report_style_of(const sl_report_settings *settings);
/* What is written where. `alone`: standard output belongs to something else. Gives the number of choices, SL_MAX_OUTPUTS at most. */
uint32_t sl_report_choose(const sl_report_settings *settings, bool alone, sl_output_choice *choices);
/* The line with the totals, for a person who looks on. */
void sl_report_totals(const sl_report_settings *settings, const sl_counts *counts);
/* SL_EXIT_PROBLEMS or SL_EXIT_CLEAN. */
int sl_report_status(const sl_report_settings *settings, const sl_counts *counts);

#endif
