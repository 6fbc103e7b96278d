/* SPDX-License-Identifier: Apache-2.0
 * check_baseline.c - the baseline in a run.
 */
#include "cli/check_baseline.h"

#include "cli/command.h"

#include <inttypes.h>

bool sl_baseline_sensible(const sl_baseline_settings *settings)
{
	if (settings->read && settings->write)
		return sl_usage_error("check", "--write-baseline writes all problems anew: leave --baseline out, or say --prune-baseline") == SL_EXIT_CLEAN;
	if (settings->prune && !settings->read)
		return sl_usage_error("check", "--prune-baseline goes with --baseline FILE") == SL_EXIT_CLEAN;
	if ((settings->write || settings->prune) && settings->some_rules)
		return sl_usage_error("check", "a baseline is written of whole runs: leave --select, --ignore, --since, --staged and --shard out") == SL_EXIT_CLEAN;
	return true;
}

bool sl_baseline_open(const sl_baseline_settings *settings, const sl_files *files, sl_troubles *troubles, sl_baseline **out)
{
	const char *path = settings->read ? settings->read : settings->write;
	if (!path)
		return true;
	sl_baseline *baseline = *out = sl_baseline_create(path, troubles);
	bool good = baseline && sl_baseline_read(baseline, settings->write != NULL);
	for (uint32_t i = 0; good && i < files->count; i++)
		good = sl_baseline_saw(baseline, files->items[i].path);
	if (!good && !sl_in_trouble(troubles))
		sl_no_memory(troubles);
	return good;
}

void sl_baseline_begin(const sl_baseline_settings *settings, sl_baseline *baseline, sl_collector *collector)
{
	if (baseline)
		sl_collector_filter(collector, settings->write ? sl_baseline_take : sl_baseline_filter, baseline);
}

static void write_it(sl_baseline *baseline, const char *path, sl_troubles *troubles)
{
	int error = sl_baseline_write(baseline);
	if (error)
		sl_error(troubles, sl_str_of(path), 0, 0, "cannot write the baseline: %s", strerror(error));
}

void sl_baseline_end(const sl_baseline_settings *settings, sl_baseline *baseline, bool quiet, sl_troubles *troubles)
{
	if (!baseline)
		return;
	if (sl_baseline_failed(baseline)) {
		sl_no_memory(troubles);
		return;
	}
	uint64_t unneeded = settings->some_rules ? 0 : sl_baseline_unneeded(baseline), left = sl_baseline_count(baseline) - unneeded;
	if (settings->write || (settings->prune && unneeded)) {
		write_it(baseline, settings->write ? settings->write : settings->read, troubles);
		if (!quiet && !sl_in_trouble(troubles))
			fprintf(stderr, "sumlint: %s: %" PRIu64 " known problem%s%s.\n", settings->write ? settings->write : settings->read, left,
			    left == 1 ? "" : "s", unneeded && settings->prune ? "; what was no longer needed is gone" : "");
	} else if (unneeded) {
		sl_warning(troubles, sl_str_of(settings->read), 0, 0, "%" PRIu64 " of its entries %s no longer needed: --prune-baseline removes %s", unneeded,
		    unneeded == 1 ? "is" : "are", unneeded == 1 ? "it" : "them");
	}
}
