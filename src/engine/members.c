/* SPDX-License-Identifier: Apache-2.0
 * members.c - worker processes made, fed and ended.
 */
#include "engine/pool.h"

#include "engine/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Processes may be short for a while: others come and go. */
#define RETRY_EVERY 50
#define RETRY_FOR 10000
/* What a worker that has nothing to do any more may take to end. */
#define GRACE 1000
#define MOST_BATCHES (UINT32_MAX / 2)

uint64_t sl_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* ---- commands ------------------------------------------------------------------------------------------------- */

static void command(const sl_member *member, sl_command_kind kind, uint32_t first, uint32_t to)
{
	const sl_worker_command sent = { (uint32_t)kind, first, to };
	/* So few are under way that they fit into the socket, and so small that they go whole. A worker that is dead cannot be told; its end will be seen. */
	if (send(member->commands, &sent, sizeof(sent), MSG_NOSIGNAL) < 0)
		errno = 0;
}

/* What was given to the one that died: from where it got to. */
static void repeat_commands(const sl_engine *engine, const sl_member *member)
{
	if (member->trial.step) {
		command(member, SL_COMMAND_CHECK, member->trial.file, member->trial.file + 1);
		return;
	}
	for (uint32_t i = 0; i < member->queued; i++) {
		const sl_batch *batch = &engine->batches[member->queue[i]];
		command(member, SL_COMMAND_CHECK, batch->answered, batch->to);
	}
}

bool sl_member_queue(sl_engine *engine, sl_member *member)
{
	if (engine->batch_count == engine->batch_capacity) {
		uint32_t capacity = engine->batch_capacity ? engine->batch_capacity * 2 : 64;
		sl_batch *batches = capacity > MOST_BATCHES ? NULL : realloc(engine->batches, capacity * sizeof(*batches));
		if (!batches)
			return sl_engine_no_memory(engine);
		engine->batches = batches;
		engine->batch_capacity = capacity;
	}
	uint32_t files = engine->job.files->count, first = engine->fresh;
	uint32_t size = files - first < engine->batch_size ? files - first : engine->batch_size;
	engine->batches[engine->batch_count++] = (sl_batch){ .first = first, .to = first + size, .answered = first };
	engine->fresh = first + size;
	member->queue[member->queued++] = engine->batch_count - 1;
	return true;
}

void sl_member_feed(sl_engine *engine, sl_member *member)
{
	if (!member->pid || !member->ready || member->trial.step || engine->facts)
		return;
	while (member->queued < SL_QUEUE && engine->fresh < engine->job.files->count && engine->held < SL_HELD_MOST && !engine->failed) {
		if (!sl_member_queue(engine, member))
			return;
		const sl_batch *batch = &engine->batches[engine->batch_count - 1];
		command(member, SL_COMMAND_CHECK, batch->first, batch->to);
	}
}

bool sl_member_is_careful(const sl_engine *engine, const sl_member *member)
{
	if (engine->facts || member->trial.step)
		return true;
	return member->queued && engine->batches[member->queue[0]].answered < member->careful_to;
}

/* ---- start ---------------------------------------------------------------------------------------------------- */

_Noreturn static void be_worker(const sl_engine *engine, const sl_member *member, pid_t pool, uint64_t space, int commands, int pipe)
{
	const sl_worker worker = { .options = &engine->options, .job = &engine->job, .slot = member->slot, .pool = pool, .space = space,
		.commands = commands, .pipe = pipe, .confined = engine->confined, .room = engine->room, .careful_to = member->careful_to, .established = engine->established,
		.established_count = engine->established_count, .off = engine->off, .off_count = engine->off_count,
		.trial = member->trial.step != SL_TRIAL_NONE, .tried = sl_trial_tried(&member->trial), .facts = engine->facts,
		.fact_count = engine->fact_count };
	/* What the others say is none of its business. */
	for (uint32_t i = 0; i < engine->member_count; i++) {
		if (&engine->members[i] != member && engine->members[i].slot)
			munmap(engine->members[i].slot, sizeof(sl_slot));
	}
	sl_worker_main(&worker);
}

/* Ends of ways both ways: [0] to read, [1] to write. */
typedef struct ways {
	int down[2];
	int up[2];
} ways;

static bool open_ways(ways *w)
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, w->down) != 0)
		return false;
	if (pipe2(w->up, O_CLOEXEC) == 0)
		return true;
	int error = errno;
	close(w->down[0]);
	close(w->down[1]);
	errno = error;
	return false;
}

static bool set_slot(const sl_engine *engine, sl_member *member)
{
	if (!member->slot) {
		void *page = mmap(NULL, sizeof(*member->slot), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		if (page == MAP_FAILED)
			return false;
		member->slot = page;
	}
	bool careful = member->careful && member->queued;
	member->magic = member->magic * 6364136223846793005u + sl_now() + 1;
	member->first_file = member->trial.step ? member->trial.file : member->queued ? engine->batches[member->queue[0]].answered : SUMLINT_NONE;
	member->careful_to = careful ? engine->batches[member->queue[0]].to : 0;
	memset(member->slot, 0, sizeof(*member->slot));
	member->slot->magic = member->magic;
	member->slot->file = SUMLINT_NONE;
	return true;
}

static bool start(sl_engine *engine, sl_member *member)
{
	ways w;
	pid_t pool = getpid();
	if (!set_slot(engine, member) || !open_ways(&w))
		return false;
	uint64_t space = engine->options.memory_limit ? sl_process_space() : 0;
	pid_t pid = fork();
	if (pid == 0) {
		/* The others' ends are closed with all else. */
		be_worker(engine, member, pool, space, w.down[0], w.up[1]);
	}
	int error = errno;
	close(w.down[0]);
	close(w.up[1]);
	if (pid < 0) {
		close(w.down[1]);
		close(w.up[0]);
		errno = error;
		return false;
	}
	/* A group of its own, so that all it leaves running can be ended with it; the worker does the same, for who knows who comes first. */
	setpgid(pid, pid);
	fcntl(w.up[0], F_SETFL, O_NONBLOCK);
	/* Fewer system calls where much is said; the kernel may refuse. */
	fcntl(w.up[0], F_SETPIPE_SZ, (int)SL_PIPE_SIZE);
	member->pid = pid;
	member->pipe = w.up[0];
	member->commands = w.down[1];
	member->ready = member->ended = member->deaf = false;
	member->heard = true;
	member->killed = SL_KILLED_NOT;
	member->wanted_since = 0;
	sl_buffer_clear(&member->in);
	engine->alive++;
	repeat_commands(engine, member);
	return true;
}

bool sl_member_start(sl_engine *engine, sl_member *member)
{
	if (start(engine, member))
		return true;
	uint64_t now = sl_now();
	int error = errno;
	if (!member->wanted_since)
		member->wanted_since = now ? now : 1;
	member->next_try = now + RETRY_EVERY;
	/* Descriptors get no more unless another worker ends; processes may. */
	if (now - member->wanted_since < RETRY_FOR && (error != EMFILE || engine->alive))
		return true;
	member->wanted_since = 0;
	/* Others do the work, if more slowly. */
	if (engine->alive && !member->queued && !member->trial.step)
		return true;
	sl_error(engine->job.troubles, SL_LIT(""), 0, 0, "cannot start a worker process: %s", strerror(error));
	engine->failed = true;
	return false;
}

bool sl_members_retry(sl_engine *engine)
{
	uint64_t now = sl_now();
	bool good = true;
	for (uint32_t i = 0; i < engine->member_count && good; i++) {
		sl_member *member = &engine->members[i];
		if (member->wanted_since && now >= member->next_try)
			good = sl_member_start(engine, member);
	}
	return good;
}

/* ---- end ------------------------------------------------------------------------------------------------------ */

int sl_member_reap(sl_engine *engine, sl_member *member)
{
	int status = 0;
	/* What it started is in its group; while it is not reaped, nobody else can have that number. */
	kill(-member->pid, SIGKILL);
	while (waitpid(member->pid, &status, 0) < 0 && errno == EINTR)
		;
	close(member->pipe);
	close(member->commands);
	member->pid = 0;
	engine->alive--;
	return status;
}

void sl_member_kill(sl_engine *engine, sl_member *member)
{
	member->wanted_since = 0;
	if (!member->pid)
		return;
	kill(member->pid, SIGKILL);
	sl_member_reap(engine, member);
}

bool sl_member_has_ended(const sl_member *member)
{
	siginfo_t about = { 0 };
	return waitid(P_PID, (id_t)member->pid, &about, WEXITED | WNOHANG | WNOWAIT) == 0 && about.si_pid == member->pid;
}

/* A pipe that is closed tells that its worker is about to end, in a moment; longer and longer pauses for one that its plugin closed. Not of one whose
   plugin started a process that holds it. */
static void wait_for_ends(const sl_engine *engine, int milliseconds, struct timespec *moment)
{
	struct pollfd polled[SL_MAX_JOBS];
	nfds_t count = 0;
	for (uint32_t i = 0; i < engine->member_count; i++) {
		if (engine->members[i].pid)
			polled[count++] = (struct pollfd){ .fd = engine->members[i].pipe };
	}
	if (poll(polled, count, milliseconds) > 0) {
		nanosleep(moment, NULL);
		moment->tv_nsec = moment->tv_nsec < 2000000 ? moment->tv_nsec * 2 : 2000000;
	}
}

void sl_members_dismiss(sl_engine *engine)
{
	uint64_t until = sl_now() + GRACE;
	struct timespec moment = { 0, 50000 };
	for (uint32_t i = 0; i < engine->member_count; i++) {
		if (engine->members[i].pid)
			command(&engine->members[i], SL_COMMAND_END, 0, 0);
	}
	while (engine->alive && sl_now() < until && !sl_engine_is_over(engine)) {
		wait_for_ends(engine, GRACE / 50, &moment);
		for (uint32_t i = 0; i < engine->member_count; i++) {
			sl_member *member = &engine->members[i];
			if (member->pid && sl_member_has_ended(member))
				sl_member_reap(engine, member);
		}
	}
	for (uint32_t i = 0; i < engine->member_count; i++)
		sl_member_kill(engine, &engine->members[i]);
}
