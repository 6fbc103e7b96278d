/* SPDX-License-Identifier: Apache-2.0
 * fork.c - what a worker costs at the least: forks as often as asked, and waits each time for a child that ends at once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	long count = argc > 1 ? strtol(argv[1], NULL, 10) : 1;
	while (count-- > 0) {
		pid_t child = fork();
		if (child == 0)
			_exit(0);
		if (child < 0 || waitpid(child, NULL, 0) != child)
			return perror("fork"), 2;
	}
	return 0;
}
