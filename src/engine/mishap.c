/* SPDX-License-Identifier: Apache-2.0
 * mishap.c - a worker is dead: whose fault was it, and what now? A plugin is blamed only for what it does twice at the same place, for anybody may kill a
 * process; one that hung was seen to hang.
 */
#include "engine/pool.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

/* How often it must die at the same place before the place is to blame: by a signal of its own making, or by one that comes from outside as a rule. */
#define TIMES_OWN 2
#define TIMES_OUTSIDE 4
/* A rule is switched off that failed on this many documents, and on more than one in ten. */
#define OFF_FAILURES 10

bool sl_rule_is_off(const sl_engine *engine, const sl_rule_manifest *rule, uint32_t file)
{
	for (uint32_t i = 0; i < engine->tally_count; i++) {
		if (engine->tallies[i].rule == rule)
			return engine->tallies[i].off_from != SUMLINT_NONE && file >= engine->tallies[i].off_from;
	}
	return false;
}

static bool no_memory(sl_engine *engine)
{
	sl_no_memory(engine->job.troubles);
	engine->failed = true;
	return false;
}

static bool is_from_outside(int number)
{
	return number == SIGKILL || number == SIGTERM || number == SIGINT || number == SIGHUP || number == SIGQUIT;
}

/* ---- the same place again? ------------------------------------------------------------------------------------ */

/* Notes what happened; how many times in a row it did. 0 when memory is short. */
static uint32_t note(sl_engine *engine, const sl_mishap *now)
{
	for (uint32_t i = 0; i < engine->mishap_count; i++) {
		sl_mishap *last = &engine->mishaps[i];
		if (last->batch != now->batch)
			continue;
		bool same = last->file == now->file && last->rule == now->rule && last->kind == now->kind && last->number == now->number;
		uint32_t times = same ? last->times + 1 : 1;
		*last = *now;
		return last->times = times;
	}
	if (!sl_arena_grow(&engine->arena, (void **)&engine->mishaps, engine->mishap_count, &engine->mishap_capacity, sizeof(*now)))
		return 0;
	engine->mishaps[engine->mishap_count] = *now;
	return engine->mishaps[engine->mishap_count++].times = 1;
}

static bool leave_out(sl_engine *engine, uint32_t file, const sl_rule_manifest *rule)
{
	if (!sl_arena_grow(&engine->arena, (void **)&engine->omissions, engine->omission_count, &engine->omission_capacity, sizeof(*engine->omissions)))
		return no_memory(engine);
	engine->omissions[engine->omission_count++] = (sl_omission){ file, rule };
	return true;
}

/* ---- rules that fail on many documents ------------------------------------------------------------------------- */

static sl_tally *tally_of(sl_engine *engine, const sl_failure *failure)
{
	const sl_rule_manifest *rule = failure->rule;
	const sl_manifests *manifests = engine->job.manifests;
	for (uint32_t i = 0; i < engine->tally_count; i++) {
		if (engine->tallies[i].rule == rule)
			return &engine->tallies[i];
	}
	if (!sl_arena_grow(&engine->arena, (void **)&engine->tallies, engine->tally_count, &engine->tally_capacity, sizeof(*engine->tallies)))
		return NULL;
	sl_tally tally = { .rule = rule, .off_from = SUMLINT_NONE, .number = (uint32_t)(rule - failure->plugin->rules) };
	while (tally.manifest < manifests->count && manifests->items[tally.manifest] != failure->plugin)
		tally.manifest++;
	engine->tallies[engine->tally_count] = tally;
	return &engine->tallies[engine->tally_count++];
}

/* How many files up to this one the rule failed on. Batches before the one at hand are whole, so the number is the same whatever the workers' pace. */
static uint32_t failures_up_to(const sl_engine *engine, const sl_rule_manifest *rule, uint32_t file)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < engine->established_count; i++)
		count += engine->established[i].failure.rule == rule && engine->established[i].file <= file;
	return count;
}

static void switch_off(sl_engine *engine, sl_tally *tally, const sl_failure *failure, uint32_t file)
{
	tally->off_from = file + 1;
	for (uint32_t i = 0; i < engine->member_count; i++) {
		if (engine->members[i].pid)
			sl_member_command(&engine->members[i], SL_COMMAND_OFF, tally->manifest, tally->number);
	}
	sl_error(engine->job.troubles, SL_LIT(""), 0, 0,
	    "rule '%.*s' of plugin '%.*s' failed on %u of the first %u documents: it is switched off from %.*s on", SL_ARG(tally->rule->id),
	    SL_ARG(failure->plugin->plugin), tally->failures, file + 1, SL_ARG(engine->job.files->items[file].path));
}

/* Only while its batch is the next to be taken is it known what happened in all files before. */
static void consider_off(sl_engine *engine, const sl_failure *failure, uint32_t file)
{
	sl_tally *tally = tally_of(engine, failure);
	if (!tally) {
		no_memory(engine);
		return;
	}
	if (tally->off_from != SUMLINT_NONE || file / engine->batch_size != engine->next)
		return;
	tally->failures = failures_up_to(engine, failure->rule, file);
	if (tally->failures >= OFF_FAILURES && tally->failures > (file + 1) / 10)
		switch_off(engine, tally, failure, file);
}

/* ---- blame ---------------------------------------------------------------------------------------------------- */

static const char *signal_name(int number)
{
	const char *name = sigabbrev_np(number);
	return name ? name : "?";
}

static void describe(const sl_mishap *mishap, char *text, size_t size)
{
	if (mishap->kind == SL_FAILURE_SIGNAL)
		snprintf(text, size, "signal SIG%s", signal_name(mishap->number));
	else if (mishap->kind == SL_FAILURE_MEMORY)
		snprintf(text, size, "its memory ran out");
	else if (mishap->kind == SL_FAILURE_TIMEOUT)
		snprintf(text, size, "it did not come to an end");
	else
		snprintf(text, size, "it ended the process with status %d", mishap->number);
}

static void blame_rule(sl_engine *engine, const sl_manifest *plugin, const sl_mishap *mishap)
{
	sl_established established = { mishap->file, { plugin, mishap->rule, mishap->kind, mishap->number } };
	if (!sl_arena_grow(&engine->arena, (void **)&engine->established, engine->established_count, &engine->established_capacity,
		sizeof(*engine->established))) {
		no_memory(engine);
		return;
	}
	engine->established[engine->established_count++] = established;
	if (leave_out(engine, mishap->file, mishap->rule))
		consider_off(engine, &established.failure, mishap->file);
}

static void blame_judge(sl_engine *engine, const sl_mishap *mishap)
{
	char why[64];
	describe(mishap, why, sizeof(why));
	sl_error(engine->job.troubles, SL_LIT(""), 0, 0, "rule '%.*s' broke while it judged the corpus: %s; what it would have said is missing",
	    SL_ARG(mishap->rule->id), why);
	leave_out(engine, SUMLINT_NONE, mishap->rule);
}

/* No plugin's code was at work. */
static void blame_us(sl_engine *engine, const sl_mishap *mishap)
{
	char why[64];
	describe(mishap, why, sizeof(why));
	if (mishap->file >= engine->job.files->count || mishap->kind == SL_FAILURE_MEMORY) {
		if (mishap->kind == SL_FAILURE_MEMORY)
			sl_no_memory(engine->job.troubles);
		else
			sl_error(engine->job.troubles, SL_LIT(""), 0, 0, "a worker process broke: %s", why);
		engine->failed = true;
		return;
	}
	sl_error(engine->job.troubles, engine->job.files->items[mishap->file].path, 0, 0, "was not checked: sumlint itself broke on it (%s)", why);
	leave_out(engine, mishap->file, NULL);
}

static void blame_plugin(sl_engine *engine, const sl_manifest *plugin, const sl_mishap *mishap)
{
	char why[64];
	describe(mishap, why, sizeof(why));
	if (mishap->rule)
		sl_error(engine->job.troubles, plugin->library, 0, 0, "plugin '%.*s' broke while rule '%.*s' was set up: %s", SL_ARG(plugin->plugin),
		    SL_ARG(mishap->rule->id), why);
	else
		sl_error(engine->job.troubles, plugin->library, 0, 0, "plugin '%.*s' broke while it was loaded: %s", SL_ARG(plugin->plugin), why);
	engine->failed = true;
}

/* What the dead worker left in the page is looked up before it is used: a plugin can write there. */
static const sl_manifest *plugin_of(const sl_engine *engine, const sl_watch *watch, const sl_rule_manifest **rule)
{
	const sl_manifests *manifests = engine->job.manifests;
	*rule = NULL;
	for (uint32_t i = 0; i < manifests->count; i++) {
		const sl_manifest *manifest = manifests->items[i];
		if (manifest != watch->plugin)
			continue;
		for (uint32_t k = 0; k < manifest->rule_count; k++) {
			if (&manifest->rules[k] == watch->rule)
				*rule = &manifest->rules[k];
		}
		return manifest;
	}
	return NULL;
}

static sl_mishap read_mishap(const sl_engine *engine, const sl_member *member, int status)
{
	sl_mishap now = { .batch = member->queued ? member->queue[0] : SL_NO_BATCH, .file = member->slot->file };
	/* No file but one of the batch at hand. */
	if (now.batch == SL_NO_BATCH || now.file / engine->batch_size != now.batch)
		now.file = SUMLINT_NONE;
	if (member->timed_out)
		now.kind = SL_FAILURE_TIMEOUT;
	else if (WIFSIGNALED(status))
		now.kind = SL_FAILURE_SIGNAL, now.number = WTERMSIG(status);
	else if (WEXITSTATUS(status) == SL_EXIT_MEMORY)
		now.kind = SL_FAILURE_MEMORY;
	else
		now.kind = SL_FAILURE_EXIT, now.number = WEXITSTATUS(status);
	return now;
}

void sl_mishap_take(sl_engine *engine, sl_member *member, int status)
{
	const sl_slot *slot = member->slot;
	sl_mishap now = read_mishap(engine, member, status);
	bool loading = slot->loading || !member->ready;
	const sl_manifest *plugin = plugin_of(engine, &slot->watch, &now.rule);
	uint32_t times = note(engine, &now);
	uint32_t needed = now.kind == SL_FAILURE_TIMEOUT ? 1 : is_from_outside(now.number) && now.kind == SL_FAILURE_SIGNAL ? TIMES_OUTSIDE : TIMES_OWN;
	if (times == 0) {
		no_memory(engine);
		return;
	}
	if (times < needed)
		return;
	if (plugin && loading)
		blame_plugin(engine, plugin, &now);
	else if (plugin && now.rule && engine->facts)
		blame_judge(engine, &now);
	else if (plugin && now.rule && now.file < engine->job.files->count)
		blame_rule(engine, plugin, &now);
	else
		blame_us(engine, &now);
}
