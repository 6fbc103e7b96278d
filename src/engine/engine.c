/* SPDX-License-Identifier: Apache-2.0
 * engine.c - the pool: workers started, listened to, watched and replaced.
 */
#include "engine/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Small runs are not worth a second process; great ones want batches that keep all busy to the end, and pipes that are not asked for every file. */
#define FILES_PER_WORKER 64
#define BATCHES_PER_WORKER 16
#define MAX_BATCH 256
#define READ_SIZE ((size_t)1 << 18)
/* Descriptors that are not the workers'. */
#define SPARE_DESCRIPTORS 12

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
	uint32_t done = engine->answers * engine->batch_size;
	return done < engine->job.files->count ? done : engine->job.files->count;
}

bool sl_engine_judges(const sl_engine *engine)
{
	return engine->judges;
}

/* ---- one member ----------------------------------------------------------------------------------------------- */

/* What waits in the pipe. False at its end. */
static bool listen_to(sl_member *member)
{
	for (;;) {
		if (!sl_buffer_reserve(&member->in, READ_SIZE))
			return true; /* found by in.failed */
		ssize_t got = read(member->pipe, member->in.data + member->in.size, READ_SIZE);
		if (got == 0)
			return false;
		if (got < 0)
			return errno == EAGAIN || errno == EINTR;
		member->in.size += (size_t)got;
		if ((size_t)got < READ_SIZE)
			return true;
	}
}

static bool is_over(const sl_engine *engine)
{
	return engine->failed || engine->stopped || interrupted;
}

static bool start_member(sl_engine *engine, sl_member *member)
{
	int error = sl_member_start(engine, member);
	if (error)
		sl_error(engine->job.troubles, SL_LIT(""), 0, 0, "cannot start a worker process: %s", strerror(error));
	return error == 0;
}

static void bury(sl_engine *engine, sl_member *member, int status)
{
	bool fine = member->ended && WIFEXITED(status) && WEXITSTATUS(status) == 0;
	sl_member_close(engine, member);
	/* One that could not make its plugins ready has said so, and goes. */
	if (is_over(engine) || (fine && !member->queued))
		return;
	sl_mishap_take(engine, member, status);
	bool work = member->queued || engine->fresh < engine->batch_count || (engine->facts && !engine->judging_ended);
	if (is_over(engine) || !work)
		return;
	if (engine->facts) {
		sl_buffer_clear(&engine->judged);
		engine->judged_count = 0;
	}
	engine->failed = !start_member(engine, member);
}

static void mad(sl_engine *engine, sl_member *member)
{
	kill(member->pid, SIGKILL);
	int status;
	while (waitpid(member->pid, &status, 0) < 0 && errno == EINTR)
		;
	bury(engine, member, status);
}

static void hear(sl_engine *engine, sl_member *member)
{
	int status;
	bool open = listen_to(member);
	if (member->in.failed) {
		sl_no_memory(engine->job.troubles);
		engine->failed = true;
		return;
	}
	if (!sl_take_frames(engine, member)) {
		mad(engine, member);
		return;
	}
	/* It can say no more. Mostly because it ends; but where a plugin has closed what leads here it would be waited for for ever. */
	if (!open)
		kill(member->pid, SIGKILL);
	/* A process that a plugin made may hold the pipe open: the worker's own end counts. */
	pid_t ended = waitpid(member->pid, &status, open ? WNOHANG : 0);
	if (ended != member->pid)
		return;
	if (open) {
		listen_to(member);
		if (!sl_take_frames(engine, member))
			member->ended = false;
	}
	bury(engine, member, status);
}

/* ---- time ----------------------------------------------------------------------------------------------------- */

static void watch_time(sl_engine *engine, sl_member *member, uint64_t now)
{
	const sl_slot *slot = member->slot;
	uint64_t calls = slot->watch.calls;
	if (calls != member->calls || !slot->watch.plugin) {
		member->calls = calls;
		member->since = now;
		return;
	}
	if (now - member->since >= engine->options.timeout && !member->timed_out) {
		member->timed_out = true;
		kill(member->pid, SIGKILL);
	}
}

static int patience(const sl_engine *engine)
{
	if (!engine->options.timeout)
		return 500;
	return engine->options.timeout < 400 ? (int)engine->options.timeout / 4 + 1 : 100;
}

/* ---- the loop ------------------------------------------------------------------------------------------------- */

static void wait_for_news(sl_engine *engine)
{
	struct pollfd polled[SL_MAX_JOBS];
	nfds_t count = 0;
	for (uint32_t i = 0; i < engine->member_count; i++) {
		if (engine->members[i].pid)
			polled[count++] = (struct pollfd){ .fd = engine->members[i].pipe, .events = POLLIN };
	}
	poll(polled, count, patience(engine));
}

static void look_around(sl_engine *engine)
{
	uint64_t now = sl_now();
	for (uint32_t i = 0; i < engine->member_count && !is_over(engine); i++) {
		sl_member *member = &engine->members[i];
		if (member->pid && engine->options.timeout)
			watch_time(engine, member, now);
		if (member->pid)
			hear(engine, member);
	}
}

static void end_all(sl_engine *engine)
{
	for (uint32_t i = 0; i < engine->member_count; i++)
		sl_member_kill(engine, &engine->members[i]);
}

bool sl_engine_run(sl_engine *engine)
{
	while (engine->alive && !is_over(engine)) {
		sl_take_batches(engine);
		wait_for_news(engine);
		look_around(engine);
		if (engine->job.tick)
			engine->job.tick(engine->job.user);
	}
	sl_take_batches(engine);
	if (is_over(engine))
		end_all(engine);
	if (!is_over(engine) && engine->next < engine->batch_count) {
		sl_error(engine->job.troubles, SL_LIT(""), 0, 0, "the workers ended before all files were checked");
		engine->failed = true;
	}
	return !is_over(engine);
}

bool sl_engine_judge(sl_engine *engine, const sl_corpus_fact *facts, uint32_t count, sl_arena *arena, sl_judged *report, void *user)
{
	if (count == 0)
		return true;
	end_all(engine);
	/* Whoever was stopped at a batch is not asked for it any more. */
	for (uint32_t i = 0; i < engine->member_count; i++)
		engine->members[i].queued = 0;
	engine->facts = facts;
	engine->fact_count = count;
	if (!start_member(engine, &engine->members[0]))
		return false;
	while (engine->alive && !is_over(engine)) {
		wait_for_news(engine);
		look_around(engine);
	}
	if (is_over(engine))
		end_all(engine);
	return !is_over(engine) && sl_take_judged(engine, arena, report, user);
}

/* ---- start and end -------------------------------------------------------------------------------------------- */

/* Two descriptors a worker, and some for files that are written meanwhile. */
static uint32_t affordable(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur > 2 * SL_MAX_JOBS + SPARE_DESCRIPTORS)
		return SL_MAX_JOBS;
	return limit.rlim_cur > SPARE_DESCRIPTORS + 2 ? (uint32_t)(limit.rlim_cur - SPARE_DESCRIPTORS) / 2 : 1;
}

static uint32_t choose_members(sl_engine *engine)
{
	uint32_t files = engine->job.files->count, jobs = engine->options.jobs;
	uint32_t useful = files / FILES_PER_WORKER + 1;
	/* Who asks for a number gets it, as far as there is a file for each. */
	if (jobs)
		useful = files ? files : 1;
	else
		jobs = useful > 1 ? sl_usable_cpus() : 1;
	jobs = jobs < useful ? jobs : useful;
	jobs = jobs < affordable() ? jobs : affordable();
	return jobs < SL_MAX_JOBS ? jobs : SL_MAX_JOBS;
}

static bool set_up(sl_engine *engine)
{
	uint32_t files = engine->job.files->count;
	engine->member_count = choose_members(engine);
	engine->batch_size = files / (engine->member_count * BATCHES_PER_WORKER);
	engine->batch_size = engine->batch_size < 1 ? 1 : engine->batch_size > MAX_BATCH ? MAX_BATCH : engine->batch_size;
	engine->batch_count = (files + engine->batch_size - 1) / engine->batch_size;
	engine->frames = calloc(engine->batch_count + (size_t)1, sizeof(*engine->frames));
	bool good = engine->frames != NULL;
	for (uint32_t i = 0; i < engine->member_count; i++) {
		sl_member *member = &engine->members[i];
		sl_buffer_init(&member->in);
		member->slot = mmap(NULL, sizeof(*member->slot), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		if (member->slot == MAP_FAILED) {
			member->slot = NULL;
			good = false;
		}
	}
	if (good)
		return true;
	sl_no_memory(engine->job.troubles);
	return false;
}

/* Waits for the first worker that is ready, or cannot be: all say the same. */
static bool wait_until_ready(sl_engine *engine)
{
	while (!engine->answered && engine->alive && !is_over(engine)) {
		wait_for_news(engine);
		look_around(engine);
	}
	return engine->answered && !is_over(engine);
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
	bool good = set_up(engine) && start_member(engine, &engine->members[0]);
	/* With one the run goes on, slower. */
	for (uint32_t i = 1; good && i < engine->member_count && sl_member_start(engine, &engine->members[i]) == 0;)
		i++;
	if (good && wait_until_ready(engine))
		return engine;
	sl_engine_free(engine);
	return NULL;
}

void sl_engine_free(sl_engine *engine)
{
	if (!engine)
		return;
	end_all(engine);
	for (uint32_t i = 0; i < engine->member_count; i++) {
		sl_buffer_finish(&engine->members[i].in);
		if (engine->members[i].slot)
			munmap(engine->members[i].slot, sizeof(sl_slot));
	}
	for (uint32_t i = 0; engine->frames && i < engine->batch_count; i++)
		free((char *)(uintptr_t)engine->frames[i].data);
	free(engine->frames);
	sl_buffer_finish(&engine->judged);
	sl_arena_finish(&engine->arena);
	sl_arena_finish(&engine->taking);
	free(engine);
}
