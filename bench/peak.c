/* SPDX-License-Identifier: Apache-2.0
 * peak.c - runs a command and prints its peak of resident memory in KiB on standard error. A small program in between: a process starts with the peak
 * of the one that forked it, and the benchmark's own would be all that is seen.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct rusage usage;
	int status;
	if (argc < 2)
		return fprintf(stderr, "usage: peak COMMAND [ARGUMENT...]\n"), 2;
	pid_t child = fork();
	if (child == 0) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) != child)
		return perror(argv[1]), 2;
	fprintf(stderr, "%ld\n", usage.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
