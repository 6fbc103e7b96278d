/* SPDX-License-Identifier: Apache-2.0
 * check_baseline.h - `sumlint check --baseline`, `--write-baseline`, `--prune-baseline`.
 */
#ifndef SL_CLI_CHECK_BASELINE_H
#define SL_CLI_CHECK_BASELINE_H

#include "collect/baseline.h"
#include "discover/discover.h"

typedef struct sl_baseline_settings {
	const char *read;  /* --baseline FILE */
	const char *write; /* --write-baseline FILE */
	bool prune;        /* --prune-baseline */
	bool some_rules;   /* not all rules run: what meets no problem now may be needed all the same */
} sl_baseline_settings;

/* False after having told that the options do not go together. */
bool sl_baseline_sensible(const sl_baseline_settings *settings);
/* Reads the baseline, if one is asked for. *out stays NULL where none is. False with troubles. */
bool sl_baseline_open(const sl_baseline_settings *settings, const sl_files *files, sl_troubles *troubles, sl_baseline **out);
/* Lets it filter, where there is one. */
void sl_baseline_begin(const sl_baseline_settings *settings, sl_baseline *baseline, sl_collector *collector);
/* After a whole run: writes it, or tells what is no longer needed. */
void sl_baseline_end(const sl_baseline_settings *settings, sl_baseline *baseline, bool quiet, sl_troubles *troubles);

#endif
