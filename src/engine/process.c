/* SPDX-License-Identifier: Apache-2.0
 * process.c - descriptors, signals, environment and memory of a worker.
 */
#include "engine/process.h"

#include "base/file.h"
#include "read/blobs.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* Address space for a document, however small, and for each of its bytes: text, blocks, parts. A book of lists takes 6 bytes for each of its own. */
#define MEMORY_PER_DOCUMENT ((uint64_t)64 << 20)
#define MEMORY_PER_BYTE 8
/* Where the kernel cannot close all descriptors at once: more than any process has by chance. */
#define MOST_DESCRIPTORS 65536

/* ---- descriptors ---------------------------------------------------------------------------------------------- */

static int open_nothing(void)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	/* Without /dev what is written there goes into memory, and is forgotten with the process. */
	return nothing >= 0 ? nothing : memfd_create("nothing", MFD_CLOEXEC);
}

static void close_from_to(int first, int last)
{
	if (first > last || close_range((unsigned)first, (unsigned)last, 0) == 0)
		return;
	struct rlimit limit;
	int most = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < MOST_DESCRIPTORS ? (int)limit.rlim_cur : MOST_DESCRIPTORS;
	for (int i = first; i <= last && i < most; i++)
		close(i);
}

void sl_process_keep(int one, int other)
{
	int low = one < other ? one : other, high = one < other ? other : one;
	close_from_to(3, low - 1);
	close_from_to(low + 1, high - 1);
	close_from_to(high + 1, INT32_MAX);
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

void sl_process_settle(const sl_worker *worker)
{
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* It may be gone already. */
	if (getppid() != worker->pool)
		_exit(1);
	int nothing = open_nothing();
	/* Nothing a plugin prints may get into a report. */
	dup2(nothing, STDIN_FILENO);
	dup2(nothing, STDOUT_FILENO);
	/* What the pool has open of git is the pool's. */
	if (worker->job->files->blobs)
		sl_blobs_forget(worker->job->files->blobs);
	sl_process_keep(worker->commands, worker->pipe);
	/* Ctrl-C is the pool's to answer; without a pool there is no work. */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	/* It is in the background of its terminal, and may print there all the same. */
	signal(SIGTTOU, SIG_IGN);
	/* A crash is expected here, and told: a core file of every one is not. */
	struct rlimit none = { 0, 0 };
	setrlimit(RLIMIT_CORE, &none);
}

static bool is_kept(const char *variable)
{
	static const char *const kept[] = { "LANG=", "LANGUAGE=", "LC_", "TZ=" };
	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++) {
		if (strncmp(variable, kept[i], strlen(kept[i])) == 0)
			return true;
	}
	return false;
}

void sl_process_hide(void)
{
	int nothing = open_nothing();
	dup2(nothing, STDERR_FILENO);
	close(nothing);
	char **to = environ;
	for (char **from = environ; from && *from; from++) {
		if (is_kept(*from))
			*to++ = *from;
		else
			memset(*from, 0, strlen(*from)); /* tokens, passwords */
	}
	if (to)
		*to = NULL;
}

/* ---- memory --------------------------------------------------------------------------------------------------- */

uint64_t sl_process_space(void)
{
	char line[64];
	sl_read_text("/proc/self/statm", line, sizeof(line));
	return strtoull(line, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void set_soft(uint64_t wanted)
{
	struct rlimit soft;
	if (getrlimit(RLIMIT_AS, &soft) != 0)
		return;
	soft.rlim_cur = wanted < soft.rlim_max ? wanted : soft.rlim_max;
	setrlimit(RLIMIT_AS, &soft);
}

void sl_limit_init(sl_limit *limit, const sl_engine_options *options, uint64_t space)
{
	*limit = (sl_limit){ .base = space, .limit = options->memory_limit, .most = options->memory_most };
}

void sl_limit_allow(sl_limit *limit, uint64_t document)
{
	uint64_t wanted = limit->limit + MEMORY_PER_DOCUMENT + document * MEMORY_PER_BYTE;
	if (!limit->limit)
		return;
	if (limit->most && wanted > limit->most)
		wanted = limit->most;
	wanted += limit->base;
	if (wanted > limit->allowed)
		limit->allowed = wanted;
	set_soft(limit->allowed);
}

void sl_limit_lift(const sl_limit *limit)
{
	if (limit->limit)
		set_soft(RLIM_INFINITY);
}
