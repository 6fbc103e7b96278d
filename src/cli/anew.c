/* SPDX-License-Identifier: Apache-2.0
 * anew.c - the same command once more.
 */
#include "cli/anew.h"

#include <stddef.h>
#include <unistd.h>

/* More are no small run. */
#define MOST_ARGUMENTS 256

static int count;
static char **arguments;

void sl_anew_remember(int argc, char **argv)
{
	count = argc;
	arguments = argv;
}

bool sl_anew_possible(void)
{
	return count >= 2 && count <= MOST_ARGUMENTS;
}

void sl_begin_anew(void)
{
	static char jobs[] = "--jobs=1";
	char *again[MOST_ARGUMENTS + 2], path[4096];
	/* Behind the command: options come before what may follow a `--`. */
	for (int i = 0; i < count; i++)
		again[i + (i >= 2)] = arguments[i];
	again[2] = jobs;
	again[count + 1] = NULL;
	/* By its name, which is what the process is called; by itself where it was replaced, or removed. */
	ssize_t size = readlink("/proc/self/exe", path, sizeof(path) - 1);
	if (size > 0) {
		path[size] = '\0';
		execv(path, again);
	}
	execv("/proc/self/exe", again);
}
