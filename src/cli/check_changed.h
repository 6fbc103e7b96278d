/* SPDX-License-Identifier: Apache-2.0
 * check_changed.h - `sumlint check --since` and `--staged`.
 */
#ifndef SL_CLI_CHECK_CHANGED_H
#define SL_CLI_CHECK_CHANGED_H

#include "cli/check_fix.h"
#include "collect/collect.h"
#include "discover/changes.h"
#include "read/blobs.h"

typedef struct sl_changed_settings {
	const char *since; /* --since REV */
	bool staged;       /* --staged */
} sl_changed_settings;

/* A run over what changed. Finish it however far it came. */
typedef struct sl_changed {
	bool asked; /* it is one */
	sl_changes changes;
	sl_blobs *blobs; /* large, and of no use to most runs */
} sl_changed;

/* False after having told that the options do not go together. */
bool sl_changed_sensible(const sl_changed_settings *settings, const sl_discover_options *discover, sl_fix_mode fix);

/* sl_discover, of what changed where that is asked for. False with troubles. */
bool sl_changed_discover(sl_changed *changed, const sl_changed_settings *settings, const sl_discover_options *discover, sl_configs *configs, sl_files *out,
    sl_troubles *troubles);
/* Leaves out of the collector what does not touch changed lines. */
void sl_changed_begin(sl_changed *changed, sl_collector *collector);
void sl_changed_finish(sl_changed *changed);

#endif
