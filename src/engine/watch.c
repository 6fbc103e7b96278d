/* SPDX-License-Identifier: Apache-2.0
 * watch.c - the time that a rule takes. What counts is what the rule uses: while its worker could run, the processor time that it got, so that a machine
 * with much else to do makes no rule late; while it sleeps or is stopped, the time of the clock.
 */
#include "engine/pool.h"

#include "base/file.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define UNKNOWN UINT64_MAX
/* A longer time between two looks is time in which the pool itself did not run. */
#define LONGEST_LOOK 1000
/* Calls besides those of rules; milliseconds; bytes a millisecond: a document is parsed some hundred times as fast. */
#define FEW_CALLS 8
#define LEAST_OWN_TIME 2000
#define SLOWEST 1000

/* 'R', 'S', 'D', 'T' and so on, as in /proc; 'S' where nobody says. */
static char state_of(pid_t pid)
{
	char path[32], line[512];
	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	sl_read_text(path, line, sizeof(line));
	/* The name comes before, in parentheses, and may hold anything. */
	const char *behind = strrchr(line, ')');
	return behind && behind[1] && behind[2] ? behind[2] : 'S';
}

/* Nanoseconds that the process ran. */
static uint64_t cpu_of(pid_t pid)
{
	clockid_t clock;
	struct timespec used;
	if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
		return UNKNOWN;
	return (uint64_t)used.tv_sec * 1000000000 + (uint64_t)used.tv_nsec;
}

int sl_watch_patience(const sl_engine *engine)
{
	return engine->options.timeout && engine->options.timeout < 400 ? (int)engine->options.timeout / 4 + 1 : 100;
}

/* What of the time since the last look counts. */
static void charge(sl_member *member, uint64_t elapsed, char state)
{
	uint64_t cpu = cpu_of(member->pid), used = elapsed;
	if (state == 'R' && cpu != UNKNOWN)
		used = member->cpu == UNKNOWN ? 0 : (cpu - member->cpu) / 1000000;
	member->cpu = cpu;
	/* Several threads use up more than there is. */
	used = used < elapsed ? used : elapsed;
	member->charged += used < LONGEST_LOOK ? used : LONGEST_LOOK;
}

/* The page is what the worker says, and a plugin can write there: that it makes one call after the other, or is in no plugin's code. Both are believed for as
   long as they can be true. As often as there are calls to make: */
static uint64_t most_calls(const sl_engine *engine, const sl_member *member)
{
	const sl_manifests *manifests = engine->job.manifests;
	uint64_t rules = FEW_CALLS;
	for (uint32_t i = 0; i < manifests->count; i++)
		rules += manifests->items[i]->rule_count;
	/* Rules are set up for every set of settings, of which there are no more than files. */
	return engine->facts ? rules + engine->fact_count : member->ready ? rules : rules * (engine->job.files->count + (uint64_t)1);
}

/* And milliseconds for what sumlint itself does with the document at hand. */
static uint64_t own_time(const sl_engine *engine, const sl_member *member)
{
	uint64_t least = 2 * engine->options.timeout > LEAST_OWN_TIME ? 2 * engine->options.timeout : LEAST_OWN_TIME;
	if (engine->facts)
		return least + engine->fact_count;
	uint32_t file = member->trial.step ? member->trial.file : member->queued ? engine->batches[member->queue[0]].answered : SUMLINT_NONE;
	return file < engine->job.files->count ? least + sl_document_size(&engine->job.files->items[file]) / SLOWEST : least;
}

/* Too late: is it a plugin's doing? */
static sl_killed verdict(const sl_engine *engine, sl_member *member, uint64_t charged, char state)
{
	const sl_slot *slot = member->slot;
	bool intact = slot->magic == member->magic, careful = sl_member_is_careful(engine, member);
	bool in_plugin = !intact || slot->watch.plugin != NULL;
	if (!member->ready || (in_plugin && (intact || careful)))
		return state == 'T' || state == 't' ? SL_KILLED_STOPPED : SL_KILLED_TIMEOUT;
	if (!careful)
		return SL_KILLED_SLOW;
	/* It waits for us, and we for it: the answer was written over. Else it is at a large document, or waits for a disk; or says so. */
	member->own += state == 'D' ? 0 : charged;
	return slot->idle || member->own > own_time(engine, member) ? SL_KILLED_NONSENSE : SL_KILLED_NOT;
}

static void begin_call(sl_member *member, uint64_t calls, uint64_t now)
{
	member->calls = calls;
	member->looked = now;
	member->charged = 0;
	member->cpu = UNKNOWN;
}

void sl_watch_time(sl_engine *engine, sl_member *member, uint64_t now)
{
	uint64_t calls = member->slot->watch.calls, elapsed = now - member->looked;
	bool idle = member->ready && !member->queued && !member->trial.step && !engine->facts;
	/* A judge is heard with all that it reports, and may do that without an end. */
	bool heard = member->heard && !(engine->facts && member->ready);
	if (heard || idle) {
		member->heard = false;
		member->moves = member->own = 0;
		begin_call(member, calls, now);
		return;
	}
	if (elapsed < (uint64_t)sl_watch_patience(engine) / 2 + 1 || member->killed != SL_KILLED_NOT)
		return;
	if (calls != member->calls && member->moves < most_calls(engine, member)) {
		member->moves++;
		begin_call(member, calls, now);
		return;
	}
	char state = state_of(member->pid);
	member->looked = now;
	charge(member, elapsed, state);
	if (member->charged < engine->options.timeout)
		return;
	uint64_t charged = member->charged;
	member->charged = 0;
	member->killed = verdict(engine, member, charged, state);
	if (member->killed != SL_KILLED_NOT)
		kill(member->pid, SIGKILL);
}
