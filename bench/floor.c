/* SPDX-License-Identifier: Apache-2.0
 * floor.c - the floor of every linter: opens, reads and closes the files whose names stand in a list, one a line. Nothing is looked at.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

int main(int argc, char **argv)
{
	if (argc != 2)
		return fprintf(stderr, "usage: floor LIST\n"), 2;
	FILE *list = fopen(argv[1], "r");
	char *line = NULL;
	size_t size = 0;
	unsigned long long total = 0;
	ssize_t length;
	if (!list)
		return perror(argv[1]), 2;
	while ((length = getline(&line, &size, list)) > 0) {
		if (line[length - 1] == '\n')
			line[length - 1] = '\0';
		if (read_file(line, &total) != 0)
			return perror(line), 2;
	}
	printf("%llu bytes\n", total);
	return 0;
}
