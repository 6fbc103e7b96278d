/* SPDX-License-Identifier: Apache-2.0
 * peak.c - runs a command and prints on standard error, in KiB: the peak of resident memory of the command's own process, that of the largest process it
 * started, the peak of what all of them took together, shared pages counted once, and the peak of the largest process, as the kernel says in the end (the
 * others are looked at from time to time). A small program in between: a process starts with the peak of the one that forked it, and the benchmark's own would
 * be all that is seen.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BETWEEN 20 /* milliseconds from one look to the next, */
#define MOST_BETWEEN 1000 /* and where a look takes long */
#define MAX_PROCESSES 256

typedef struct peaks {
	long host;
	long started;
	long together;
} peaks;

/* What a file of /proc says behind `name`; 0 where there is none: the process has ended. */
static long value_of(long process, const char *file, const char *name)
{
	char path[64], line[256];
	long value = 0;
	snprintf(path, sizeof(path), "/proc/%ld/%s", process, file);
	FILE *in = fopen(path, "r");
	if (!in)
		return 0;
	while (fgets(line, sizeof(line), in)) {
		if (strncmp(line, name, strlen(name)) == 0) {
			value = strtol(line + strlen(name), NULL, 10);
			break;
		}
	}
	fclose(in);
	return value;
}

static int children_of(long process, long *children)
{
	char path[64];
	int count = 0;
	snprintf(path, sizeof(path), "/proc/%ld/task/%ld/children", process, process);
	FILE *in = fopen(path, "r");
	if (!in)
		return 0;
	while (count < MAX_PROCESSES && fscanf(in, "%ld", &children[count]) == 1)
		count++;
	fclose(in);
	return count;
}

static void raise_to(long *peak, long value)
{
	if (value > *peak)
		*peak = value;
}

static void look(long host, peaks *seen)
{
	long children[MAX_PROCESSES];
	long together = value_of(host, "smaps_rollup", "Pss:");
	int count = children_of(host, children);
	raise_to(&seen->host, value_of(host, "status", "VmHWM:"));
	for (int i = 0; i < count; i++) {
		raise_to(&seen->started, value_of(children[i], "status", "VmHWM:"));
		together += value_of(children[i], "smaps_rollup", "Pss:");
	}
	raise_to(&seen->together, together);
}

int main(int argc, char **argv)
{
	peaks seen = { 0, 0, 0 };
	struct rusage usage = { 0 };
	int status;
	if (argc < 2)
		return fprintf(stderr, "usage: peak COMMAND [ARGUMENT...]\n"), 2;
	pid_t child = fork();
	if (child == 0) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (child < 0)
		return perror("fork"), 2;
	for (;;) {
		const struct timespec pause = { 0, BETWEEN * 1000000L };
		pid_t ended = wait4(child, &status, WNOHANG, &usage);
		if (ended != 0)
			break;
		look(child, &seen);
		nanosleep(&pause, NULL);
	}
	fprintf(stderr, "\n%ld %ld %ld %ld\n", seen.host, seen.started, seen.together, usage.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
