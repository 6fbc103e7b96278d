/* SPDX-License-Identifier: Apache-2.0
 * lines.c - reads a file line by line and counts them: what loading a vocabulary is held against.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	FILE *in = fopen(argc > 1 ? argv[1] : "/dev/stdin", "r");
	char *line = NULL;
	size_t size = 0;
	long count = 0;
	if (!in)
		return perror(argv[1]), 2;
	while (getline(&line, &size, in) >= 0)
		count++;
	free(line);
	fclose(in);
	return printf("%ld\n", count) < 0;
}
