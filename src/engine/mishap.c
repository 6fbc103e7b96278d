/* SPDX-License-Identifier: Apache-2.0
 * mishap.c - a worker is dead: where was it, and what now? Nobody is blamed for one death alone, for anybody may kill a process, and what crashes in one
 * place may have been broken in another; only one that hung in a plugin's code was seen to hang.
 */
#include "engine/pool.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

/* How often in a row a worker must die in just the same way: by a signal of its own making, or by one that comes from outside as a rule. */
#define TIMES_OWN 2
#define TIMES_OUTSIDE 4
/* The same while one plugin was being loaded: the run ends for that. */
#define TIMES_LOADING 20
/* Somebody who kills workers faster than they can answer wants the run to end. */
#define MOST_KILLS 200

const sl_manifest *sl_plugin_of_rule(const sl_manifests *manifests, const sl_rule_manifest *rule)
{
	for (uint32_t i = 0; i < manifests->count; i++) {
		uintptr_t first = (uintptr_t)manifests->items[i]->rules, last = (uintptr_t)(manifests->items[i]->rules + manifests->items[i]->rule_count);
		if ((uintptr_t)rule >= first && (uintptr_t)rule < last)
			return manifests->items[i];
	}
	return NULL;
}

/* ---- how, and where ------------------------------------------------------------------------------------------- */

static bool is_from_outside(int number)
{
	return number == SIGKILL || number == SIGTERM || number == SIGINT || number == SIGHUP || number == SIGQUIT;
}

static sl_death death_of(const sl_member *member, int status)
{
	bool by_us = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
	if (member->killed == SL_KILLED_NONSENSE)
		return (sl_death){ .kind = SL_FAILURE_NONSENSE };
	if (member->killed == SL_KILLED_FLOOD)
		return (sl_death){ .kind = SL_FAILURE_MEMORY };
	if (member->killed == SL_KILLED_TIMEOUT && by_us)
		return (sl_death){ .kind = SL_FAILURE_TIMEOUT };
	if (member->killed == SL_KILLED_STOPPED && by_us)
		return (sl_death){ .kind = SL_FAILURE_SIGNAL, .number = SIGSTOP };
	if (WIFSIGNALED(status))
		return (sl_death){ .kind = SL_FAILURE_SIGNAL, .number = WTERMSIG(status), .outside = is_from_outside(WTERMSIG(status)) };
	if (WEXITSTATUS(status) == SL_EXIT_MEMORY && member->slot->short_memory)
		return (sl_death){ .kind = SL_FAILURE_MEMORY };
	if (WEXITSTATUS(status) == SL_EXIT_UNHEARD)
		return (sl_death){ .kind = SL_FAILURE_NONSENSE };
	return (sl_death){ .kind = SL_FAILURE_EXIT, .number = WEXITSTATUS(status) };
}

/* What the dead worker left in the page is looked up before it is used: a plugin can write there. */
static void look_up(const sl_engine *engine, const sl_watch *watch, sl_spot *spot)
{
	const sl_manifests *manifests = engine->job.manifests;
	for (uint32_t i = 0; i < manifests->count; i++) {
		const sl_manifest *manifest = manifests->items[i];
		if (manifest != watch->plugin)
			continue;
		spot->plugin = manifest;
		for (uint32_t k = 0; k < manifest->rule_count; k++) {
			if (&manifest->rules[k] == watch->rule)
				spot->rule = &manifest->rules[k];
		}
	}
}

static sl_spot spot_of(const sl_engine *engine, const sl_member *member)
{
	const sl_slot *slot = member->slot;
	sl_spot spot = { .loading = !member->ready, .file = SUMLINT_NONE };
	bool intact = slot->magic == member->magic;
	uint32_t file = slot->file;
	if (spot.loading || engine->facts) {
		if (intact)
			look_up(engine, &slot->watch, &spot);
		return spot;
	}
	/* One that is careful was at the first file that it has not answered. */
	if (member->trial.step)
		spot.file = member->trial.file;
	else if (sl_member_is_careful(engine, member))
		spot.file = engine->batches[member->queue[0]].answered;
	else if (intact && member->queued && file >= engine->batches[member->queue[0]].answered && file < engine->batches[member->queue[0]].to)
		spot.file = file;
	if (intact && spot.file == file && spot.file != SUMLINT_NONE)
		look_up(engine, &slot->watch, &spot);
	return spot;
}

static uint32_t count_same(sl_member *member, const sl_spot *spot, const sl_death *death)
{
	bool same = member->times && member->spot.loading == spot->loading && member->spot.file == spot->file && member->spot.plugin == spot->plugin &&
	    member->spot.rule == spot->rule && member->death.kind == death->kind && member->death.number == death->number;
	member->times = same ? member->times + 1 : 1;
	member->spot = *spot;
	member->death = *death;
	return member->times;
}

/* ---- blame ---------------------------------------------------------------------------------------------------- */

static void describe(const sl_death *death, char *text, size_t size)
{
	const char *name = death->kind == SL_FAILURE_SIGNAL ? sigabbrev_np(death->number) : NULL;
	switch (death->kind) {
	case SL_FAILURE_SIGNAL:
		snprintf(text, size, death->number == SIGSYS ? "it did what the sandbox forbids (SIG%s)" : "signal SIG%s", name ? name : "?");
		break;
	case SL_FAILURE_EXIT:
		snprintf(text, size, "it ended the process with status %d", death->number);
		break;
	case SL_FAILURE_MEMORY:
		snprintf(text, size, "its memory ran out (--memory-limit)");
		break;
	case SL_FAILURE_TIMEOUT:
		snprintf(text, size, "it did not come to an end (--timeout)");
		break;
	case SL_FAILURE_NONSENSE:
		snprintf(text, size, "it closed or wrote over what is sumlint's");
		break;
	}
}

void sl_blame(sl_engine *engine, uint32_t file, const sl_rule_manifest *rule, const sl_death *death)
{
	sl_establish(engine, file, rule ? sl_plugin_of_rule(engine->job.manifests, rule) : NULL, rule, death);
}

static void give_up(sl_engine *engine, const sl_death *death)
{
	char why[64];
	describe(death, why, sizeof(why));
	sl_error(engine->job.troubles, SL_LIT(""), 0, 0, "worker processes end again and again: %s", why);
	engine->failed = true;
}

/* The plugins that are not the installation's: their number, the last of them, and their names with commas between. */
static uint32_t list_foreign(const sl_engine *engine, const sl_manifest **last, sl_buffer *names)
{
	const sl_manifests *manifests = engine->job.manifests;
	uint32_t count = 0;
	for (uint32_t i = 0; i < manifests->count; i++) {
		const sl_manifest *manifest = manifests->items[i];
		if (manifest->shipped || !manifest->library.size)
			continue;
		sl_buffer_printf(names, "%s'%.*s'", count++ ? ", " : "", SL_ARG(manifest->plugin));
		*last = manifest;
	}
	return count;
}

/* Nobody knows which: it broke when no plugin's code was at work. */
static void blame_some_plugin(const sl_engine *engine, uint32_t foreign, const sl_buffer *names, const char *why)
{
	sl_error(engine->job.troubles, SL_LIT(""), 0, 0, "a worker process broke while plugins were loaded: %s%s%.*s", why,
	    foreign ? "; not of the installation are " : "", (int)names->size, foreign ? names->data : "");
}

static void blame_plugin(sl_engine *engine, const sl_spot *spot, const sl_death *death)
{
	char why[64];
	const sl_manifest *plugin = spot->plugin, *last = NULL;
	sl_buffer names;
	sl_buffer_init(&names);
	describe(death, why, sizeof(why));
	uint32_t foreign = list_foreign(engine, &last, &names);
	/* One that the installation did not ship is the only one that it can be. */
	plugin = !plugin && foreign == 1 ? last : plugin;
	if (names.failed || (!plugin && death->kind == SL_FAILURE_MEMORY))
		sl_no_memory(engine->job.troubles);
	else if (!plugin)
		blame_some_plugin(engine, foreign, &names, why);
	else if (spot->rule)
		sl_error(engine->job.troubles, plugin->library, 0, 0, "plugin '%.*s' broke while rule '%.*s' was set up: %s", SL_ARG(plugin->plugin),
		    SL_ARG(spot->rule->id), why);
	else
		sl_error(engine->job.troubles, plugin->library, 0, 0, "plugin '%.*s' broke while it was loaded: %s", SL_ARG(plugin->plugin), why);
	engine->failed = true;
	sl_buffer_finish(&names);
}

static void blame_judge(sl_engine *engine, const sl_rule_manifest *rule, const sl_death *death)
{
	char why[64];
	describe(death, why, sizeof(why));
	sl_error(engine->job.troubles, SL_LIT(""), 0, 0, "rule '%.*s' broke while it judged the corpus: %s; what it would have said is missing",
	    SL_ARG(rule->id), why);
	sl_switch_off(engine, rule);
}

static bool is_off(const sl_engine *engine, const sl_rule_manifest *rule)
{
	for (uint32_t i = 0; i < engine->off_count; i++) {
		if (engine->off[i] == rule)
			return true;
	}
	return false;
}

/* Nobody knows which: those of plugins that are not the installation's, all of them; else it is sumlint itself that is broken. */
static void blame_judges(sl_engine *engine, const sl_death *death)
{
	uint32_t before = engine->off_count;
	for (uint32_t i = 0; i < engine->fact_count; i++) {
		const sl_rule_manifest *rule = engine->facts[i].rule;
		const sl_manifest *plugin = sl_plugin_of_rule(engine->job.manifests, rule);
		if (plugin && !plugin->shipped && !is_off(engine, rule))
			blame_judge(engine, rule, death);
	}
	if (engine->off_count == before)
		give_up(engine, death);
}

/* ---- what now? ------------------------------------------------------------------------------------------------ */

/* True where it is to be believed that the same will happen again. */
static bool is_sure(const sl_death *death, uint32_t times)
{
	return death->kind == SL_FAILURE_TIMEOUT || times >= (death->outside ? TIMES_OUTSIDE : TIMES_OWN);
}

static bool is_sure_of_plugin(const sl_spot *spot, const sl_death *death, uint32_t times)
{
	return death->outside ? spot->plugin && times >= TIMES_LOADING : is_sure(death, times);
}

static void take_at_file(sl_engine *engine, sl_member *member, const sl_spot *spot, const sl_death *death)
{
	bool careful = sl_member_is_careful(engine, member);
	/* Whoever takes its place answers files one by one, so that no more is done twice, and it is known where it died. */
	member->careful = true;
	if (death->outside && member->times < TIMES_OUTSIDE)
		return;
	if (member->trial.step)
		sl_trial_go_on(engine, member, spot, death);
	/* Nonsense may have come some files after what it came from. */
	else if (spot->file == SUMLINT_NONE || (death->kind == SL_FAILURE_NONSENSE && !careful))
		return;
	else if (death->kind == SL_FAILURE_TIMEOUT && spot->rule)
		sl_blame(engine, spot->file, spot->rule, death);
	else
		sl_trial_begin(engine, member, spot, death);
}

void sl_mishap_take(sl_engine *engine, sl_member *member, int status)
{
	if (member->killed == SL_KILLED_SLOW) {
		member->careful = true;
		return;
	}
	sl_death death = death_of(member, status);
	sl_spot spot = spot_of(engine, member);
	uint32_t times = count_same(member, &spot, &death);
	if (death.outside && ++member->kills > MOST_KILLS)
		give_up(engine, &death);
	else if (spot.loading && is_sure_of_plugin(&spot, &death, times))
		blame_plugin(engine, &spot, &death);
	else if (spot.loading)
		return;
	else if (!engine->facts)
		take_at_file(engine, member, &spot, &death);
	else if (is_sure(&death, times) && spot.rule)
		blame_judge(engine, spot.rule, &death);
	else if (is_sure(&death, times))
		blame_judges(engine, &death);
}
