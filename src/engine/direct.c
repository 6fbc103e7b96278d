/* SPDX-License-Identifier: Apache-2.0
 * direct.c - a few small documents: checked by a worker that is lent this process's memory.
 *
 * To copy a process, to touch the copy's pages and to give them back is half of what a start costs. A worker made by vfork(2) has a process of its own, with
 * descriptors, signals and limits of its own, and sees this one's memory, while this one stands still until it has ended. It gives back what it took, plugins
 * included, so that this process never runs while one is mapped. However it ends, by a signal, exit() or the clock, is seen as always; and then nothing
 * that is in memory is believed: the program begins anew, with a worker that has a copy, which finds and tells what is to blame.
 *
 * Only for code that was built with sumlint: what it writes where it should not would be written into this process.
 */
#include "engine/pool.h"

#include "engine/process.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* More of them are worth a copy. */
#define MOST_FILES 64
/* Milliseconds for all of them, where --timeout is no less: they take a few, and as long as they take nobody answers signals. */
#define MOST_TIME 1000
/* Nobody said, and it is not worth asking what this machine has: more than such documents need. Who is short of it begins anew. */
#define USUAL_MEMORY ((uint64_t)256 << 20)

/* ---- whether ---------------------------------------------------------------------------------------------------- */

static bool were_all_built(const sl_manifests *manifests)
{
	for (uint32_t i = 0; i < manifests->count; i++) {
		if (manifests->items[i]->library.size && !sl_manifest_has_built_library(manifests->items[i]))
			return false;
	}
	return true;
}

/* Files that can be read once more when the program begins anew. */
static bool are_small_files(const sl_files *files)
{
	for (uint32_t i = 0; i < files->count; i++) {
		const sl_file *file = &files->items[i];
		struct stat about;
		if (file->held || stat(file->path.data, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size > (off_t)SL_SOURCE_SMALL)
			return false;
	}
	return true;
}

static bool is_possible(const sl_engine *engine)
{
	const sl_engine_job *job = &engine->job;
	/* What was told already would be told twice. */
	return job->begin_anew && !engine->options.copies && job->files->count && job->files->count <= MOST_FILES && !job->files->blobs &&
	    !job->troubles->count && were_all_built(job->manifests) && are_small_files(job->files);
}

/* ---- the worker ------------------------------------------------------------------------------------------------- */

typedef struct lending {
	sl_worker worker;
	bool seen; /* what it writes is seen here. Not so where vfork is fork: under valgrind, and in some emulators */
} lending;

/* By the clock of the wall: who is only slow gets another try, in which the rule's own time counts. Nobody can take or block that signal. */
static bool end_after(uint32_t timeout)
{
	uint32_t milliseconds = timeout && timeout < MOST_TIME ? timeout : MOST_TIME;
	const struct itimerspec when = { .it_value = { (time_t)(milliseconds / 1000), (long)(milliseconds % 1000) * 1000000 } };
	struct sigevent kill = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL };
	timer_t timer;
	return timer_create(CLOCK_MONOTONIC, &kill, &timer) == 0 && timer_settime(timer, 0, &when, NULL) == 0;
}

_Noreturn static void be_worker(lending *lent)
{
	lent->seen = true;
	if (!end_after(lent->worker.options->timeout))
		_exit(SL_EXIT_UNHEARD);
	sl_worker_main(&lent->worker);
}

/* In a function of its own: the worker goes on below its frame, and writes over what is there. Gives the status of wait, or -1. */
__attribute__((noinline)) static int lend(lending *lent)
{
	int status = -1;
	pid_t worker = vfork();
	if (worker == 0)
		be_worker(lent);
	/* A compiler knows that nothing comes back from there, and would take memory to be what it was. */
	__asm__ volatile("" : : "r"(lent) : "memory");
	if (worker < 0)
		return status;
	/* What it left running; while it is not reaped, nobody else can have that number. */
	kill(-worker, SIGKILL);
	while (waitpid(worker, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

/* A core file is of all who share the memory: some kernels end them all for it. */
static int lend_without_core(lending *lent)
{
	int dumpable = prctl(PR_GET_DUMPABLE);
	prctl(PR_SET_DUMPABLE, 0);
	int status = lend(lent);
	if (dumpable == 1)
		prctl(PR_SET_DUMPABLE, 1);
	return status;
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

/* False where what it left are no answers to all files. */
static bool take(sl_engine *engine)
{
	sl_member *member = &engine->members[0];
	engine->batch_size = engine->job.files->count;
	engine->frame_most = UINT64_MAX / 2;
	return sl_member_queue(engine, member) && sl_take_frames(engine, member) && (engine->failed || (member->ended && !member->queued));
}

/* Nothing on the heap is looked at, nor given back. */
static void begin_anew(sl_engine *engine, void (*begin)(void))
{
	if (sl_engine_interrupted())
		return;
	begin();
	sl_error(engine->job.troubles, SL_LIT(""), 0, 0, "a worker broke, and sumlint cannot begin anew: %s; try --jobs 1", strerror(errno));
	engine->failed = true;
}

bool sl_direct_check(sl_engine *engine)
{
	sl_member *member = &engine->members[0];
	sl_troubles troubles;
	if (!is_possible(engine))
		return false;
	/* What it has to say comes with its answers. */
	sl_troubles_init(&troubles);
	void (*begin)(void) = engine->job.begin_anew;
	sl_engine_job job = engine->job;
	job.troubles = &troubles;
	sl_engine_options options = engine->options;
	if (options.memory_limit == SL_MEMORY_USUAL)
		options.memory_limit = USUAL_MEMORY;
	sl_slot slot = { .file = SUMLINT_NONE };
	lending lent = { .worker = { .options = &options, .job = &job, .slot = &slot, .pool = getpid(),
		.space = options.memory_limit ? sl_process_space() : 0, .commands = STDERR_FILENO, .pipe = STDERR_FILENO, .into = &member->in } };
	int status = lend_without_core(&lent);
	bool sound = lent.seen && status == 0 && slot.done;
	if (sound || !lent.seen)
		sl_troubles_finish(&troubles);
	if (!lent.seen)
		return false;
	/* Nothing was printed so far: what is there now is a plugin's. */
	if (sound)
		__fpurge(stdout);
	if (!sound || !take(engine))
		begin_anew(engine, begin);
	return true;
}
