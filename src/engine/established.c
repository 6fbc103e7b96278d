/* SPDX-License-Identifier: Apache-2.0
 * established.c - failures of rules on files: found again by file, told with it, and rules switched off that fail on too many.
 */
#include "engine/pool.h"

#include <string.h>

/* A rule is switched off that failed on this many documents, and on more than one in so many. */
#define OFF_FAILURES 10
#define OFF_ONE_IN 10

/* ---- what is established -------------------------------------------------------------------------------------- */

/* Index of the first that is not of an earlier file. */
static uint32_t place(const sl_established *all, uint32_t count, uint32_t file)
{
	uint32_t low = 0, high = count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (all[middle].file < file)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t sl_established_of(const sl_established *all, uint32_t count, uint32_t file, uint32_t *first)
{
	uint32_t end = *first = place(all, count, file);
	while (end < count && all[end].file == file)
		end++;
	return end - *first;
}

/* The manifests are sorted by their names, and of one manifest the rules are one array. */
static bool is_before(const sl_failure *a, const sl_failure *b)
{
	if (a->plugin != b->plugin)
		return !a->plugin || (b->plugin && sl_str_compare(a->plugin->plugin, b->plugin->plugin) < 0);
	return a->rule < b->rule;
}

bool sl_establish(sl_engine *engine, uint32_t file, const sl_manifest *plugin, const sl_rule_manifest *rule, const sl_death *death)
{
	sl_established made = { file, { .plugin = plugin, .rule = rule, .kind = death->kind, .number = death->number } };
	uint32_t first, count = sl_established_of(engine->established, engine->established_count, file, &first), at = first;
	while (at < first + count && is_before(&engine->established[at].failure, &made.failure))
		at++;
	if (at < first + count && engine->established[at].failure.rule == rule)
		return true;
	if (!sl_arena_grow(&engine->arena, (void **)&engine->established, engine->established_count, &engine->established_capacity, sizeof(made)))
		return sl_engine_no_memory(engine);
	memmove(engine->established + at + 1, engine->established + at, (engine->established_count - at) * sizeof(made));
	engine->established[at] = made;
	engine->established_count++;
	return true;
}

/* ---- rules that fail on many documents ------------------------------------------------------------------------- */

static sl_tally *tally_of(sl_engine *engine, const sl_rule_manifest *rule)
{
	for (uint32_t i = 0; i < engine->tally_count; i++) {
		if (engine->tallies[i].rule == rule)
			return &engine->tallies[i];
	}
	if (!sl_arena_grow(&engine->arena, (void **)&engine->tallies, engine->tally_count, &engine->tally_capacity, sizeof(*engine->tallies)))
		return NULL;
	engine->tallies[engine->tally_count] = (sl_tally){ .rule = rule };
	return &engine->tallies[engine->tally_count++];
}

bool sl_switch_off(sl_engine *engine, const sl_rule_manifest *rule)
{
	if (!sl_arena_grow(&engine->arena, (void **)&engine->off, engine->off_count, &engine->off_capacity, sizeof(*engine->off)))
		return sl_engine_no_memory(engine);
	engine->off[engine->off_count++] = rule;
	return true;
}

/* Files are handed on in their order, so the count, and what follows from it, is the same whatever the workers' pace. */
static bool count_failure(sl_engine *engine, uint32_t file, sl_failure *failure)
{
	sl_tally *tally = tally_of(engine, failure->rule);
	if (!tally)
		return sl_engine_no_memory(engine);
	tally->failures++;
	if (tally->failures < OFF_FAILURES || (uint64_t)tally->failures * OFF_ONE_IN <= (uint64_t)file + 1)
		return true;
	failure->off_failures = tally->failures;
	failure->off_files = file + 1;
	engine->off_behind = file;
	sl_error(engine->job.troubles, SL_LIT(""), 0, 0,
	    "rule '%.*s' of plugin '%.*s' failed on %u of the first %u documents: it is switched off behind %.*s", SL_ARG(failure->rule->id),
	    SL_ARG(failure->plugin->plugin), tally->failures, file + 1, SL_ARG(engine->job.files->items[file].path));
	return sl_switch_off(engine, failure->rule);
}

/* ---- with the file they belong to ------------------------------------------------------------------------------ */

static const char *unchecked(const sl_failure *failure)
{
	switch (failure->kind) {
	case SL_FAILURE_MEMORY:
		return "its memory ran out (--memory-limit)";
	case SL_FAILURE_TIMEOUT:
		return "it did not come to an end";
	case SL_FAILURE_SIGNAL:
	case SL_FAILURE_EXIT:
	case SL_FAILURE_NONSENSE:
		break;
	}
	return "it broke on it";
}

bool sl_attach_failures(sl_engine *engine, uint32_t file, sl_outcome *outcome)
{
	uint32_t first, count = sl_established_of(engine->established, engine->established_count, file, &first);
	if (count == 0)
		return true;
	sl_failure *failures = sl_arena_calloc(&engine->taking, count, sizeof(*failures));
	if (!failures)
		return false;
	for (uint32_t i = first; i < first + count; i++) {
		sl_failure *failure = &failures[outcome->failure_count];
		*failure = engine->established[i].failure;
		if (!failure->rule)
			sl_error(engine->job.troubles, engine->job.files->items[file].path, 0, 0, "was not checked by sumlint: %s", unchecked(failure));
		else if (!count_failure(engine, file, failure))
			return false;
		else
			outcome->failure_count++;
	}
	outcome->failures = failures;
	return true;
}

/* ---- anew ------------------------------------------------------------------------------------------------------ */

static void forget_trouble(sl_member *member)
{
	member->queued = 0;
	member->careful = false;
	member->times = 0;
	member->kills = 0;
	member->doubted = SUMLINT_NONE;
	member->doubts = 0;
	member->trial = (sl_trial){ 0 };
}

/* What workers found behind the file they found with the rules that are off now: with what was told of a suppression, or mended by a fix, that would depend
   on who was how fast. */
void sl_begin_behind(sl_engine *engine, uint32_t file)
{
	sl_batch *batch = &engine->batches[engine->next < engine->batch_count ? engine->next : engine->batch_count - 1];
	engine->off_behind = SUMLINT_NONE;
	for (uint32_t i = 0; i < engine->member_count; i++) {
		sl_member_kill(engine, &engine->members[i]);
		forget_trouble(&engine->members[i]);
	}
	sl_drop_answers(engine, (uint32_t)(batch - engine->batches));
	batch->to = batch->answered = file + 1;
	engine->batch_count = engine->next = (uint32_t)(batch - engine->batches) + 1;
	engine->fresh = engine->answered = file + 1;
	engine->established_count = place(engine->established, engine->established_count, file + 1);
	for (uint32_t i = 0; i < engine->member_count && engine->fresh < engine->job.files->count; i++)
		sl_member_start(engine, &engine->members[i]);
}
