/* SPDX-License-Identifier: Apache-2.0
 * engine.c - the pool: set up, run to the end, and ended.
 */
#include "engine/pool.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* Small runs are not worth a second process; great ones want batches that keep all busy to the end, and pipes that are not asked for every file. */
#define FILES_PER_WORKER 64
#define BATCHES_PER_WORKER 16
#define MAX_BATCH 256
/* Descriptors that the pool needs besides those of its members: two each. */
#define OTHER_DESCRIPTORS 12
#define DESCRIPTORS_PER_MEMBER 2

static volatile sig_atomic_t interrupted;

void sl_engine_interrupt(void)
{
	interrupted = 1;
}

bool sl_engine_interrupted(void)
{
	return interrupted != 0;
}

uint32_t sl_engine_done(const sl_engine *engine)
{
	return engine->answered;
}

bool sl_engine_judges(const sl_engine *engine)
{
	return engine->judges;
}

bool sl_engine_no_memory(sl_engine *engine)
{
	sl_no_memory(engine->job.troubles);
	engine->failed = true;
	return false;
}

bool sl_engine_is_over(const sl_engine *engine)
{
	return engine->failed || engine->stopped || interrupted;
}

void sl_engine_stop(sl_engine *engine)
{
	for (uint32_t i = 0; i < engine->member_count; i++)
		sl_member_kill(engine, &engine->members[i]);
}

/* ---- the run --------------------------------------------------------------------------------------------------- */

static bool has_members(const sl_engine *engine)
{
	for (uint32_t i = 0; i < engine->member_count; i++) {
		if (engine->members[i].pid || engine->members[i].wanted_since)
			return true;
	}
	return false;
}

/* One turn of the loop. False where nobody is left to do the work. */
static bool turn(sl_engine *engine)
{
	if (!has_members(engine))
		return false;
	sl_listen(engine, sl_watch_patience(engine));
	sl_members_retry(engine);
	return true;
}

/* All ended before their work was done, and nobody took their place: it should not be. */
static void tell_nobody_left(sl_engine *engine)
{
	sl_error(engine->job.troubles, SL_LIT(""), 0, 0, "the workers ended before all files were checked");
	engine->failed = true;
}

bool sl_engine_run(sl_engine *engine)
{
	sl_take_answers(engine);
	while (engine->next < engine->batch_count || engine->fresh < engine->job.files->count) {
		if (sl_engine_is_over(engine))
			break;
		if (!turn(engine)) {
			tell_nobody_left(engine);
			break;
		}
		sl_take_answers(engine);
		if (engine->job.tick)
			engine->job.tick(engine->job.user);
	}
	if (sl_engine_is_over(engine))
		sl_engine_stop(engine);
	else
		sl_members_dismiss(engine);
	return !sl_engine_is_over(engine);
}

/* For workers that have a copy of the memory. */
static void choose_memory(sl_engine *engine)
{
	sl_engine_options *options = &engine->options;
	sl_engine_choose_memory(options, engine->member_count);
	/* What a worker had in its memory, and the text of a document that was mended. */
	engine->frame_most = options->memory_limit ? options->memory_limit + (engine->confined ? engine->room : SL_SOURCE_MAX) : UINT64_MAX / 2;
}

bool sl_engine_judge(sl_engine *engine, const sl_corpus_fact *facts, uint32_t count, sl_arena *arena, sl_judged *report, void *user)
{
	if (count == 0)
		return true;
	/* Those that were stopped at a batch are not asked for it any more. */
	sl_engine_stop(engine);
	for (uint32_t i = 0; i < engine->member_count; i++) {
		engine->members[i].queued = 0;
		engine->members[i].trial.step = SL_TRIAL_NONE;
		engine->members[i].times = 0;
	}
	engine->facts = facts;
	engine->fact_count = count;
	choose_memory(engine);
	sl_member_start(engine, &engine->members[0]);
	while (!engine->judging_ended && !sl_engine_is_over(engine)) {
		if (!turn(engine))
			tell_nobody_left(engine);
	}
	if (sl_engine_is_over(engine))
		sl_engine_stop(engine);
	else
		sl_members_dismiss(engine);
	return !sl_engine_is_over(engine) && sl_take_judged(engine, arena, report, user);
}

/* ---- start and end -------------------------------------------------------------------------------------------- */

static uint32_t descriptors_for_members(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
		return SL_MAX_JOBS;
	uint64_t most = limit.rlim_cur > OTHER_DESCRIPTORS ? (limit.rlim_cur - OTHER_DESCRIPTORS) / DESCRIPTORS_PER_MEMBER : 1;
	return most < 1 ? 1 : most < SL_MAX_JOBS ? (uint32_t)most : SL_MAX_JOBS;
}

static uint32_t choose_members(const sl_engine *engine)
{
	uint32_t files = engine->job.files->count, jobs = engine->options.jobs;
	uint32_t useful = files / FILES_PER_WORKER + 1, most = descriptors_for_members();
	/* Who asks for a number gets it, as far as there is a file for each. */
	if (jobs)
		useful = files ? files : 1;
	else
		jobs = useful > 1 ? sl_usable_cpus() : 1;
	jobs = jobs < useful ? jobs : useful;
	return jobs < most ? jobs : most;
}

/* Of what is in git's store the size is not known here; and a file may grow. */
#define UNKNOWN_DOCUMENT ((uint64_t)16 << 20)
#define LEAST_DOCUMENT ((uint64_t)1 << 20)

uint64_t sl_document_size(const sl_file *file)
{
	struct stat about;
	if (file->held || file->in_git)
		return file->held ? file->text.size : UNKNOWN_DOCUMENT;
	return stat(file->path.data, &about) == 0 && S_ISREG(about.st_mode) ? (uint64_t)about.st_size : 0;
}

static uint64_t largest_document(const sl_files *files)
{
	uint64_t largest = LEAST_DOCUMENT;
	for (uint32_t i = 0; i < files->count; i++) {
		uint64_t size = sl_document_size(&files->items[i]);
		if (size > largest && size <= SL_SOURCE_MAX)
			largest = size;
	}
	return largest;
}

/* False where plugins must be confined, and cannot be. */
static bool choose_sandbox(sl_engine *engine)
{
	static bool told;
	if (engine->options.sandbox == SL_SANDBOX_OFF || !sl_sandbox_needed(engine->job.manifests))
		return true;
	const char *lacks = sl_sandbox_lacks();
	engine->confined = true;
	engine->room = largest_document(engine->job.files);
	if (*lacks && engine->options.sandbox == SL_SANDBOX_REQUIRE) {
		sl_error(engine->job.troubles, SL_LIT(""), 0, 0, "--sandbox=require: plugins cannot be confined here, for want of %s", lacks);
		return false;
	}
	if (*lacks && !told)
		sl_warning(engine->job.troubles, SL_LIT(""), 0, 0, "plugins that sumlint does not ship are confined only in part, for want of %s", lacks);
	told = true;
	return true;
}


static void set_up_member(sl_member *member)
{
	sl_buffer_init(&member->in);
	member->doubted = SUMLINT_NONE;
	member->magic = (uint64_t)(uintptr_t)member ^ ((uint64_t)getpid() << 32);
}

static bool set_up(sl_engine *engine)
{
	uint32_t files = engine->job.files->count;
	uint32_t members = choose_members(engine);
	engine->members = calloc(members, sizeof(*engine->members));
	if (!engine->members)
		return sl_engine_no_memory(engine);
	engine->member_count = members;
	engine->off_behind = SUMLINT_NONE;
	engine->batch_size = files / (engine->member_count * BATCHES_PER_WORKER);
	engine->batch_size = engine->batch_size < 1 ? 1 : engine->batch_size > MAX_BATCH ? MAX_BATCH : engine->batch_size;
	for (uint32_t i = 0; i < engine->member_count; i++)
		set_up_member(&engine->members[i]);
	return true;
}

/* Waits for the first worker that is ready, or cannot be: all say the same. */
static bool wait_until_ready(sl_engine *engine)
{
	while (!engine->answered_ready && !sl_engine_is_over(engine)) {
		if (!turn(engine))
			tell_nobody_left(engine);
	}
	return !sl_engine_is_over(engine);
}

static bool start_members(sl_engine *engine)
{
	bool good = true;
	choose_memory(engine);
	for (uint32_t i = 0; good && i < engine->member_count; i++)
		good = sl_member_start(engine, &engine->members[i]);
	return good && wait_until_ready(engine);
}

sl_engine *sl_engine_start(const sl_engine_options *options, const sl_engine_job *job)
{
	sl_engine *engine = calloc(1, sizeof(*engine));
	if (!engine) {
		sl_no_memory(job->troubles);
		return NULL;
	}
	engine->options = *options;
	engine->job = *job;
	sl_arena_init(&engine->arena);
	sl_arena_init(&engine->taking);
	sl_buffer_init(&engine->judged);
	bool good = choose_sandbox(engine) && set_up(engine);
	/* Who is interrupted after all was checked has something to report. */
	if (good && sl_direct_check(engine))
		good = engine->answered_ready && !engine->failed;
	else
		good = good && start_members(engine);
	if (good)
		return engine;
	sl_engine_free(engine);
	return NULL;
}

void sl_engine_free(sl_engine *engine)
{
	if (!engine)
		return;
	sl_engine_stop(engine);
	for (uint32_t i = 0; i < engine->member_count; i++) {
		sl_buffer_finish(&engine->members[i].in);
		if (engine->members[i].slot)
			munmap(engine->members[i].slot, sizeof(sl_slot));
	}
	sl_drop_answers(engine, 0);
	free(engine->members);
	free(engine->batches);
	sl_buffer_finish(&engine->judged);
	sl_arena_finish(&engine->arena);
	sl_arena_finish(&engine->taking);
	free(engine);
}
