/* SPDX-License-Identifier: Apache-2.0
 * floor.c - the floor of every linter: opens, reads and closes the files whose names stand in a list, one a line, in one process or several. Nothing is
 * looked at.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *buffer;
static size_t capacity;

static int read_file(const char *path, unsigned long long *total)
{
	struct stat about;
	int descriptor = open(path, O_RDONLY | O_CLOEXEC);
	if (descriptor < 0 || fstat(descriptor, &about) != 0)
		return -1;
	if ((size_t)about.st_size + 1 > capacity) {
		capacity = (size_t)about.st_size + 65536;
		free(buffer);
		buffer = malloc(capacity);
		if (!buffer)
			return -1;
	}
	for (;;) {
		ssize_t got = read(descriptor, buffer, capacity);
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		*total += (unsigned long long)got;
	}
	return close(descriptor);
}

/* Every `of`th of the files, from `first` on. */
static int read_share(const char *path, long first, long of)
{
	FILE *list = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	unsigned long long total = 0;
	ssize_t length;
	if (!list)
		return perror(path), 2;
	for (long i = 0; (length = getline(&line, &size, list)) > 0; i++) {
		if (i % of != first)
			continue;
		if (line[length - 1] == '\n')
			line[length - 1] = '\0';
		if (read_file(line, &total) != 0)
			return perror(line), 2;
	}
	printf("%llu bytes\n", total);
	return 0;
}

int main(int argc, char **argv)
{
	long workers = argc > 2 ? strtol(argv[2], NULL, 10) : 1;
	int result = 0, status;
	if (argc < 2 || argc > 3 || workers < 1)
		return fprintf(stderr, "usage: floor LIST [PROCESSES]\n"), 2;
	if (workers == 1)
		return read_share(argv[1], 0, 1);
	for (long i = 0; i < workers; i++) {
		pid_t child = fork();
		if (child == 0)
			return read_share(argv[1], i, workers);
		if (child < 0)
			return perror("fork"), 2;
	}
	while (wait(&status) > 0)
		result = WIFEXITED(status) && WEXITSTATUS(status) == 0 ? result : 2;
	return result;
}
