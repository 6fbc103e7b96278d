/* SPDX-License-Identifier: Apache-2.0
 * members.c - worker processes made and ended.
 */
#include "engine/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

uint64_t sl_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void close_others(const sl_engine *engine, const sl_member *own)
{
	for (uint32_t i = 0; i < engine->member_count; i++) {
		const sl_member *member = &engine->members[i];
		if (member == own)
			continue;
		if (member->pid) {
			close(member->pipe);
			close(member->commands);
		}
		munmap(member->slot, sizeof(*member->slot));
	}
}

_Noreturn static void be_worker(const sl_engine *engine, const sl_member *member, int commands, int pipe)
{
	const sl_worker worker = { .options = &engine->options, .job = &engine->job, .slot = member->slot, .commands = commands, .pipe = pipe,
		.batch_size = engine->batch_size, .omissions = engine->omissions, .omission_count = engine->omission_count, .facts = engine->facts,
		.fact_count = engine->fact_count };
	close_others(engine, member);
	sl_worker_main(&worker);
}

void sl_member_command(sl_member *member, sl_command_kind kind, uint32_t first, uint32_t second)
{
	const sl_worker_command command = { (uint32_t)kind, first, second };
	/* Small enough to go whole. A worker that is dead cannot be told; its end will be seen. */
	if (send(member->commands, &command, sizeof(command), MSG_NOSIGNAL) < 0)
		errno = 0;
}

static void repeat_commands(sl_engine *engine, sl_member *member)
{
	for (uint32_t i = 0; i < engine->tally_count; i++) {
		const sl_tally *tally = &engine->tallies[i];
		if (tally->off_from != SUMLINT_NONE)
			sl_member_command(member, SL_COMMAND_OFF, tally->manifest, tally->number);
	}
	for (uint32_t i = 0; i < member->queued; i++)
		sl_member_command(member, SL_COMMAND_BATCH, member->queue[i], 0);
}

void sl_member_feed(sl_engine *engine, sl_member *member)
{
	while (member->queued < SL_QUEUE && engine->fresh < engine->batch_count) {
		member->queue[member->queued++] = engine->fresh;
		sl_member_command(member, SL_COMMAND_BATCH, engine->fresh++, 0);
	}
	if (engine->fresh >= engine->batch_count && !member->dismissed) {
		member->dismissed = true;
		sl_member_command(member, SL_COMMAND_END, 0, 0);
	}
}

int sl_member_start(sl_engine *engine, sl_member *member)
{
	int down[2], up[2];
	*member->slot = (sl_slot){ .file = SUMLINT_NONE, .loading = true };
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, down) != 0)
		return errno;
	if (pipe2(up, O_CLOEXEC) != 0) {
		int error = errno;
		close(down[0]);
		close(down[1]);
		return error;
	}
	pid_t pid = fork();
	if (pid == 0) {
		close(down[1]);
		close(up[0]);
		be_worker(engine, member, down[0], up[1]);
	}
	int error = errno;
	close(down[0]);
	close(up[1]);
	if (pid < 0) {
		close(down[1]);
		close(up[0]);
		return error;
	}
	fcntl(up[0], F_SETFL, O_NONBLOCK);
	/* Fewer system calls where much is said; the kernel may refuse. */
	fcntl(up[0], F_SETPIPE_SZ, 1 << 20);
	member->pid = pid;
	member->pipe = up[0];
	member->commands = down[1];
	member->calls = 0;
	member->since = sl_now();
	member->ready = member->ended = member->timed_out = member->dismissed = false;
	sl_buffer_clear(&member->in);
	engine->alive++;
	repeat_commands(engine, member);
	return 0;
}

void sl_member_close(sl_engine *engine, sl_member *member)
{
	close(member->pipe);
	close(member->commands);
	member->pid = 0;
	engine->alive--;
}

void sl_member_kill(sl_engine *engine, sl_member *member)
{
	int status;
	if (!member->pid)
		return;
	kill(member->pid, SIGKILL);
	while (waitpid(member->pid, &status, 0) < 0 && errno == EINTR)
		;
	sl_member_close(engine, member);
}
