/* SPDX-License-Identifier: Apache-2.0
 * faults.c - ways to break a process from within: crashes, ends, loops, memory.
 */
#include "faulty.h"

#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static void crash(void)
{
	volatile int *volatile nowhere = NULL;
	*nowhere = 1;
}

/* Behind the end of a file that is mapped. */
static void bus(void)
{
	int file = memfd_create("short", 0);
	volatile char *bytes = file < 0 ? MAP_FAILED : mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0);
	if (bytes == (volatile char *)MAP_FAILED)
		raise(SIGBUS);
	else
		(void)bytes[0];
}

static void divide(void)
{
	volatile int zero = 0;
	volatile int result = 1 / zero;
	(void)result;
	raise(SIGFPE); /* where dividing is no crime */
}

static void exit_0(void)
{
	exit(0);
}

static void exit_3(void)
{
	exit(3);
}

static void exit_at_once(void)
{
	_exit(7);
}

static void exit_77(void)
{
	_exit(77);
}

static int deeper(volatile char *above)
{
	volatile char here[4096];
	here[0] = above ? above[0] : 0;
	return deeper(here) + here[0];
}

static void overflow_stack(void)
{
	(void)deeper(NULL);
}

static jmp_buf earlier;
static volatile int jumps;

static void set_jump(void)
{
	jumps = 0;
	(void)setjmp(earlier);
}

static void jump(void)
{
	if (jumps++ == 0)
		longjmp(earlier, 1);
}

/* Found by the allocator itself, here. */
static void free_twice(void)
{
	char *volatile bytes = malloc(4000);
	free(bytes);
	free(bytes);
	abort();
}

/* Nothing happens here; whoever comes next finds it. */
static void overrun_heap(void)
{
	char *volatile blocks[64];
	for (size_t i = 0; i < 64; i++)
		blocks[i] = malloc(24);
	for (size_t i = 0; i < 64; i++) {
		if (blocks[i])
			memset(blocks[i], 0xFF, 24 + 4096);
	}
}

static void loop(void)
{
	for (volatile unsigned i = 0;; i++)
		;
}

static void sleep_long(void)
{
	for (;;)
		sleep(1);
}

/* So that a run takes its time, and little of the processor's. */
static void nap(void)
{
	usleep(2000);
}

/* Uses up processor time, but comes to an end. */
static void work_hard(void)
{
	struct timespec used;
	do
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	while (used.tv_sec == 0 && used.tv_nsec < 300000000);
}

#define PIECE ((size_t)8 << 20)

static void eat(void)
{
	char *bytes;
	while ((bytes = malloc(PIECE)))
		memset(bytes, 1, PIECE);
	host->fail_memory(context);
}

/* 90 MB, all of them there. */
static void eat_some(void)
{
	size_t size = (size_t)90 << 20;
	char *bytes = malloc(size);
	if (!bytes) {
		host->fail_memory(context);
		return;
	}
	memset(bytes, 1, size);
	free(bytes);
}

static void eat_blindly(void)
{
	for (;;) {
		volatile char *bytes = malloc(PIECE);
		for (size_t i = 0; i < PIECE; i += 4096)
			bytes[i] = 1;
	}
}

/* Takes all there is and goes: others find nothing left. */
static void eat_and_go(void)
{
	for (size_t piece = PIECE; piece >= 16; piece /= 2) {
		while (malloc(piece))
			;
	}
}

static void report_often(uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		sumlint_diagnostic diagnostic = { .struct_size = sizeof(diagnostic), .span = { 0, 1 } };
		diagnostic.message = host->format(context, "number %u", i);
		host->report(context, &diagnostic);
	}
}

static void report_million(void)
{
	report_often(1000000);
}

static void report_thousands(void)
{
	report_often(20000);
}

static void format_nothing(void)
{
	const char *volatile nothing = NULL;
	host->format(context, nothing, 1); /* something, or clang takes it for a mistake */
}

static void report_nothing(void)
{
	for (int i = 0; i < 3; i++)
		host->report(context, NULL);
}

static void print(void)
{
	printf("printed by a plugin\n");
	fflush(stdout);
	if (write(1, "written by a plugin\n", 20) < 0)
		return;
}

bool armed;

static void arm(void)
{
	armed = true;
}

/* Without a flush: it stays in memory. */
static void print_and_keep(void)
{
	printf("{ printed by a plugin, and kept");
}

/* From the end of the heap to its beginning, and on. */
static void ruin_heap(void)
{
	for (volatile char *byte = (char *)sbrk(0) - 1;; byte--)
		*byte = 'A';
}

const action faults[] = {
	{ "print-and-keep", print_and_keep },
	{ "ruin-heap", ruin_heap },
	{ "segv", crash },
	{ "abort", abort },
	{ "bus", bus },
	{ "fpe", divide },
	{ "exit-0", exit_0 },
	{ "exit-3", exit_3 },
	{ "exit-at-once", exit_at_once },
	{ "exit-77", exit_77 },
	{ "stack", overflow_stack },
	{ "set-jump", set_jump },
	{ "jump", jump },
	{ "free-twice", free_twice },
	{ "overrun-heap", overrun_heap },
	{ "loop", loop },
	{ "sleep", sleep_long },
	{ "nap", nap },
	{ "work-hard", work_hard },
	{ "eat", eat },
	{ "eat-some", eat_some },
	{ "eat-blindly", eat_blindly },
	{ "eat-and-go", eat_and_go },
	{ "million", report_million },
	{ "thousands", report_thousands },
	{ "misuse", report_nothing },
	{ "misuse-format", format_nothing },
	{ "print", print },
	{ "arm", arm },
	{ 0 },
};
