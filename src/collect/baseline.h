/* SPDX-License-Identifier: Apache-2.0
 * baseline.h - the problems a desk lives with for now: they keep quiet, new ones do not.
 *
 * The file is JSON, an entry a line so that it can be merged and read in a diff:
 *
 *     {"version":1,"problems":[
 *     {"file":"a.md","rule":"topics/unknown","fingerprint":"83b1c7a90d2f4e65","message":"..."},
 *     ...
 *     ]}
 *
 * Files are named from the folder of the baseline, so that it does not matter where sumlint is run. An entry is found by file, rule and fingerprint, never by
 * its line; the message is for people.
 */
#ifndef SL_COLLECT_BASELINE_H
#define SL_COLLECT_BASELINE_H

#include "collect/collect.h"

typedef struct sl_baseline sl_baseline;

/* An empty baseline that is to stand at `path`. NULL when memory is short. */
sl_baseline *sl_baseline_create(const char *path, sl_troubles *troubles);
void sl_baseline_free(sl_baseline *baseline);
/* Reads the file. False with troubles; a missing file is one unless `may_miss`. */
bool sl_baseline_read(sl_baseline *baseline, bool may_miss);

/* Says that the file is checked in this run: only of such files (and of those that are no more) an entry can be no longer needed. */
bool sl_baseline_saw(sl_baseline *baseline, sl_str path);
/* Marks the diagnostics of one file that are known: their fixes are not applied. For a worker: the baseline stays as it is. False when memory is short. */
bool sl_baseline_mark(sl_baseline *baseline, sl_str path, sl_source *source, sl_checked *checked);
/* Filters: known problems are SL_VERDICT_KNOWN. `user` is the baseline. */
sl_problem_filter sl_baseline_filter;
/* Takes every problem into the baseline, and keeps it quiet; core/io and core/plugin-* are never taken: what could not be
   checked is never known to be well. Neither here nor there are entries of a file given up that was not checked as a whole. */
sl_problem_filter sl_baseline_take;
/* True where memory was short in a filter. */
bool sl_baseline_failed(const sl_baseline *baseline);

/* Entries of files seen, or gone, that met no problem. */
uint64_t sl_baseline_unneeded(sl_baseline *baseline);
uint64_t sl_baseline_count(const sl_baseline *baseline);
/* Writes it without the entries that are not needed. 0 or an errno value: the file is whole in either case. */
int sl_baseline_write(sl_baseline *baseline);

#endif
