/* SPDX-License-Identifier: Apache-2.0
 * listen.c - what comes from the members: answers, silence and ends.
 */
#include "engine/pool.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define READ_SIZE ((size_t)64 << 10)
/* As much as a pipe holds. Of one that talks without end the others must not suffer. */
#define MOST_READS (SL_PIPE_SIZE / READ_SIZE)
/* What a worker may take from the end of its pipe to its own; and how often to look meanwhile. */
#define DEAF_FOR 500
#define DEAF_TICK 1

/* What came of a look into the pipe. */
typedef enum catch { NEWS_NONE, NEWS_SOME, NEWS_END } catch;

static catch read_pipe(sl_member *member)
{
	if (!sl_buffer_reserve(&member->in, READ_SIZE))
		return NEWS_NONE; /* found by in.failed */
	ssize_t got = read(member->pipe, member->in.data + member->in.size, READ_SIZE);
	if (got > 0)
		member->in.size += (size_t)got;
	if (got > 0)
		return NEWS_SOME;
	return got == 0 ? NEWS_END : NEWS_NONE;
}

/* Of one that said nonsense, or too much, nothing is taken any more, be it as well formed as it may. */
static bool is_heard(const sl_member *member)
{
	return !member->deaf && member->killed != SL_KILLED_NONSENSE && member->killed != SL_KILLED_FLOOD;
}

/* Takes what waits in the pipe. */
static void hear(sl_engine *engine, sl_member *member)
{
	catch came = NEWS_SOME;
	for (size_t i = 0; i < MOST_READS && came == NEWS_SOME; i++) {
		came = read_pipe(member);
		if (member->in.failed) {
			sl_engine_no_memory(engine);
			return;
		}
		if (came == NEWS_SOME && !sl_take_frames(engine, member)) {
			member->killed = member->killed == SL_KILLED_FLOOD ? SL_KILLED_FLOOD : SL_KILLED_NONSENSE;
			kill(member->pid, SIGKILL);
			return;
		}
	}
	if (came == NEWS_END) {
		member->deaf = true;
		member->deaf_since = sl_now();
	}
}

static bool has_work(const sl_engine *engine, const sl_member *member)
{
	if (engine->facts)
		return !engine->judging_ended;
	return member->trial.step || member->queued || engine->fresh < engine->job.files->count;
}

static void bury(sl_engine *engine, sl_member *member)
{
	/* All that it said counts: a pipe holds less than is read here at once. */
	if (is_heard(member))
		hear(engine, member);
	int status = sl_member_reap(engine, member);
	if (sl_engine_is_over(engine))
		return;
	bool fine = member->ended && WIFEXITED(status) && WEXITSTATUS(status) == 0 && member->killed == SL_KILLED_NOT;
	if (member->trial.step && member->trial.passed)
		sl_trial_go_on(engine, member, NULL, NULL);
	else if (!fine || member->queued)
		sl_mishap_take(engine, member, status);
	if (sl_engine_is_over(engine) || !has_work(engine, member))
		return;
	sl_buffer_clear(&engine->judged);
	engine->judged_count = 0;
	sl_member_start(engine, member);
}

/* The pipe is closed: it is ending, or else a plugin closed it. */
static void end_deaf(sl_member *member)
{
	if (member->killed != SL_KILLED_NOT || sl_now() - member->deaf_since < DEAF_FOR)
		return;
	member->killed = SL_KILLED_NONSENSE;
	kill(member->pid, SIGKILL);
}

static void look_at(sl_engine *engine, sl_member *member, bool news, bool check_child)
{
	if (news && is_heard(member))
		hear(engine, member);
	/* A trial is over with the first answer. */
	if (member->trial.step && member->trial.passed)
		kill(member->pid, SIGKILL);
	else if (sl_engine_is_over(engine) || (!member->deaf && !check_child && member->killed == SL_KILLED_NOT))
		return;
	if (member->trial.passed || sl_member_has_ended(member))
		bury(engine, member);
	else if (member->deaf)
		end_deaf(member);
}

void sl_listen(sl_engine *engine, int milliseconds)
{
	struct pollfd polled[SL_MAX_JOBS] = { 0 };
	bool ending = false;
	for (uint32_t i = 0; i < engine->member_count; i++) {
		const sl_member *member = &engine->members[i];
		/* poll passes over what is below 0. */
		polled[i] = (struct pollfd){ .fd = member->pid && is_heard(member) ? member->pipe : -1, .events = POLLIN };
		ending = ending || (member->pid && (member->deaf || member->killed != SL_KILLED_NOT));
	}
	int count = poll(polled, engine->member_count, ending ? DEAF_TICK : milliseconds);
	uint64_t now = sl_now();
	/* A process that a plugin made may hold the pipe open: the worker's own end counts. */
	bool check_children = now - engine->checked_children >= (uint64_t)milliseconds;
	if (check_children)
		engine->checked_children = now;
	for (uint32_t i = 0; i < engine->member_count && !sl_engine_is_over(engine); i++) {
		sl_member *member = &engine->members[i];
		if (member->pid)
			look_at(engine, member, count > 0 && polled[i].revents != 0, check_children);
		if (member->pid && !member->deaf && engine->options.timeout)
			sl_watch_time(engine, member, now);
	}
}
