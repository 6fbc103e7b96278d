/* SPDX-License-Identifier: Apache-2.0
 * faults_of_processes.c - ways to break what a worker has with its pool: descriptors, signals, children, threads, the shared page.
 */
#include "faulty.h"

#include "engine/control.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static void loop(void)
{
	for (volatile unsigned i = 0;; i++)
		;
}

static void close_all(void)
{
	for (int i = 0; i < 1024; i++)
		close(i);
}

static void close_and_loop(void)
{
	close_all();
	loop();
}

static void change_folder(void)
{
	if (chdir("/") != 0)
		errno = 0;
}

static void heed(int number)
{
	(void)number;
}

static void take_signals(void)
{
	for (int i = 1; i < 32; i++)
		signal(i, i == SIGTERM ? SIG_IGN : heed);
}

static void take_signals_and_loop(void)
{
	take_signals();
	loop();
}

static void mask_signals_and_crash(void)
{
	sigset_t all;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	abort();
}

/* One that keeps all it was given. */
static void leave_child(void)
{
	pid_t child = fork();
	if (child == 0) {
		prctl(PR_SET_NAME, "sl-left-over");
		sleep(60);
		_exit(0);
	}
}

static void leave_child_and_crash(void)
{
	leave_child();
	abort();
}

static void *run_for_ever(void *nothing)
{
	loop();
	return nothing;
}

static void start_threads(void)
{
	for (int i = 0; i < 3; i++) {
		pthread_t thread;
		if (pthread_create(&thread, NULL, run_for_ever, NULL) == 0)
			pthread_detach(thread);
	}
}

static void *crash_soon(void *nothing)
{
	usleep(1000);
	abort();
	return nothing;
}

/* Comes when somebody else is at work. */
static void crash_in_thread(void)
{
	pthread_t thread;
	if (pthread_create(&thread, NULL, crash_soon, NULL) == 0)
		pthread_detach(thread);
}

static void stop_itself(void)
{
	raise(SIGSTOP);
}

static void kill_itself(void)
{
	raise(SIGKILL);
}

/* Pages that are shared with another process, all of them. */
static void fill_shared(int byte)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[512];
	while (maps && fgets(line, sizeof(line), maps)) {
		unsigned long start, end;
		char rights[8];
		if (sscanf(line, "%lx-%lx %7s", &start, &end, rights) == 3 && strcmp(rights, "rw-s") == 0)
			memset((void *)start, byte, end - start); /* NOLINT: that is what it is for */
	}
	if (maps)
		fclose(maps);
}

static void scribble(void)
{
	fill_shared(0xA7);
}

static void scribble_and_crash(void)
{
	fill_shared(0xA7);
	abort();
}

static void scribble_and_loop(void)
{
	fill_shared(0xA7);
	loop();
}

static void clear_and_loop(void)
{
	fill_shared(0);
	loop();
}

/* ---- the page, found without opening anything ---- */

/* The kernel says whether it could read there, and does no more. */
static int is_mapped(uintptr_t at)
{
	return syscall(SYS_rt_sigprocmask, -1, at, NULL, (size_t)8) == 0 || errno != EFAULT;
}

static int is_empty_behind(const char *page, size_t size)
{
	for (size_t i = size; i < 4096; i++) {
		if (page[i])
			return 0;
	}
	return 1;
}

/* Pages near the C library that look like slots; those that say that a plugin is at work come first. */
static unsigned find_pages(sl_slot **pages, unsigned most)
{
	uintptr_t near = (uintptr_t)&memcpy & ~(uintptr_t)4095;
	unsigned count = 0;
	for (uintptr_t at = near - (64u << 20); at < near + (64u << 20) && count < most; at += 4096) {
		sl_slot *slot = (sl_slot *)at; /* NOLINT: whatever is there */
		if (!is_mapped(at) || !slot->magic || slot->magic >> 48 == 0 || !is_empty_behind((const char *)slot, sizeof(*slot)))
			continue;
		pages[count] = slot;
		if (slot->watch.plugin) {
			pages[count] = pages[0];
			pages[0] = slot;
		}
		count++;
	}
	return count;
}

static sl_watch *own_watch(void)
{
	sl_slot *pages[16];
	if (find_pages(pages, 16) == 0 || !pages[0]->watch.plugin)
		abort();
	return &pages[0]->watch;
}

static void beat(void)
{
	for (sl_watch *watch = own_watch();;)
		watch->calls++;
}

static void hide_and_loop(void)
{
	own_watch()->plugin = NULL;
	loop();
}

static void hide_and_sleep(void)
{
	own_watch()->plugin = NULL;
	for (;;)
		sleep(100);
}

/* A worker has its own page, and none of another. */
static void count_pages(void)
{
	sl_slot *pages[16];
	if (find_pages(pages, 16) != 1)
		abort();
}

static void write_everywhere(const void *bytes, size_t size)
{
	for (int i = 3; i < 64; i++) {
		if (write(i, bytes, size) < 0)
			errno = 0;
	}
}

static void write_garbage(void)
{
	static const char garbage[] = "This is no frame, and no answer, whoever reads it, and it is long enough to be seen as none.";
	write_everywhere(garbage, sizeof(garbage));
}

/* Of a part, all of which never comes. */
static void write_false_head(void)
{
	const struct {
		uint32_t magic;
		uint32_t kind;
		uint64_t size;
	} head = { 0x534C4652u, 2, (uint64_t)1 << 24 };
	write_everywhere(&head, sizeof(head));
}

static void write_without_end(void)
{
	static char bytes[1 << 16];
	write_false_head();
	for (;;)
		write_everywhere(bytes, sizeof(bytes));
}

/* Tells whether the process that made this one sees what this one maps. */
static void look_at_parent(void)
{
	char path[64], line[4096];
	bool seen = false;
	snprintf(path, sizeof(path), "/proc/%d/maps", (int)getppid());
	FILE *maps = fopen(path, "r");
	while (maps && fgets(line, sizeof(line), maps))
		seen = seen || strstr(line, "faulty");
	if (maps)
		fclose(maps);
	snprintf(said, sizeof(said), "the memory is %s", !maps ? "unknown" : seen ? "lent" : "its own");
}

const action faults_of_processes[] = {
	{ "look-at-parent", look_at_parent },
	{ "close-all", close_all },
	{ "close-and-loop", close_and_loop },
	{ "change-folder", change_folder },
	{ "take-signals", take_signals },
	{ "take-signals-and-loop", take_signals_and_loop },
	{ "mask-signals", mask_signals_and_crash },
	{ "leave-child", leave_child },
	{ "leave-child-and-crash", leave_child_and_crash },
	{ "threads", start_threads },
	{ "thread-crash", crash_in_thread },
	{ "stop", stop_itself },
	{ "kill-itself", kill_itself },
	{ "scribble", scribble },
	{ "scribble-and-crash", scribble_and_crash },
	{ "scribble-and-loop", scribble_and_loop },
	{ "clear-and-loop", clear_and_loop },
	{ "beat", beat },
	{ "hide-and-loop", hide_and_loop },
	{ "hide-and-sleep", hide_and_sleep },
	{ "count-pages", count_pages },
	{ "garbage", write_garbage },
	{ "false-head", write_false_head },
	{ "without-end", write_without_end },
	{ 0 },
};
