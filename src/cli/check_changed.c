/* SPDX-License-Identifier: Apache-2.0
 * check_changed.c - the files that git says have changed, and a filter that knows their lines.
 */
#include "cli/check_changed.h"

#include "cli/command.h"

#include <stdlib.h>

bool sl_changed_sensible(const sl_changed_settings *settings, const sl_discover_options *discover, sl_fix_mode fix)
{
	if (!settings->since && !settings->staged)
		return true;
	const char *name = settings->staged ? "staged" : "since";
	if (settings->since && settings->staged)
		return sl_usage_error("check", "--since and --staged do not go together") == SL_EXIT_CLEAN;
	bool standard_input = discover->stdin_name != NULL;
	for (uint32_t i = 0; i < discover->path_count; i++)
		standard_input = standard_input || strcmp(discover->paths[i], "-") == 0;
	if (standard_input)
		return sl_usage_error("check", "--%s does not go with standard input: git knows nothing of it", name) == SL_EXIT_CLEAN;
	if (settings->staged && fix == SL_FIX_WRITE)
		return sl_usage_error("check", "--staged does not go with --fix: what is staged cannot be rewritten. Say --diff to see the fixes") ==
		    SL_EXIT_CLEAN;
	return true;
}

/* What is in conflict has no one content that is staged. */
static bool refuse_unmerged(const sl_changes *changes, sl_troubles *troubles)
{
	bool good = true;
	for (uint32_t i = 0; changes->staged && i < changes->count; i++) {
		if (!changes->items[i].unmerged)
			continue;
		sl_error(troubles, changes->items[i].path, 0, 0, "is in conflict: nothing of it is staged");
		good = false;
	}
	return good;
}

static bool list_files(sl_changed *changed, sl_configs *configs, sl_files *out, sl_troubles *troubles)
{
	const sl_changes *changes = &changed->changes;
	sl_listed *listed = calloc(changes->count + (size_t)1, sizeof(*listed));
	for (uint32_t i = 0; listed && i < changes->count; i++)
		listed[i] = (sl_listed){ changes->items[i].path, changes->items[i].blob };
	const sl_discover_options options = { .from_list = true, .listed = listed, .listed_count = changes->count, .blobs = changed->blobs };
	bool good = listed && sl_discover(&options, configs, out, troubles);
	free(listed);
	if (!good)
		sl_no_memory(troubles);
	return good;
}

bool sl_changed_discover(sl_changed *changed, const sl_changed_settings *settings, const sl_discover_options *discover, sl_configs *configs, sl_files *out,
    sl_troubles *troubles)
{
	if (!settings->since && !settings->staged) {
		bool good = sl_discover(discover, configs, out, troubles);
		if (!good)
			sl_no_memory(troubles);
		return good;
	}
	const sl_changes_options options = { settings->since, discover->paths, discover->path_count, discover->no_gitignore };
	changed->blobs = malloc(sizeof(*changed->blobs));
	if (!changed->blobs) {
		sl_no_memory(troubles);
		return false;
	}
	changed->asked = true;
	sl_blobs_init(changed->blobs, &changed->changes.git);
	return sl_changes_open(&changed->changes, &options, troubles) && refuse_unmerged(&changed->changes, troubles) &&
	    list_files(changed, configs, out, troubles) && sl_changes_read_lines(&changed->changes, out);
}

static sl_verdict judge(void *user, const sl_problem *problem)
{
	const sl_changed *changed = user;
	const sl_change *change = sl_changes_find(&changed->changes, problem->file);
	uint32_t last = problem->scope_last ? problem->scope_last : UINT32_MAX;
	return change && sl_change_touches(change, problem->scope_first, last) ? SL_VERDICT_KEEP : SL_VERDICT_DROP;
}

void sl_changed_begin(sl_changed *changed, sl_collector *collector)
{
	if (changed->asked)
		sl_collector_filter(collector, judge, changed);
}

void sl_changed_finish(sl_changed *changed)
{
	if (!changed->asked)
		return;
	sl_blobs_finish(changed->blobs);
	free(changed->blobs);
	sl_changes_finish(&changed->changes);
}
