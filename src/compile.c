/* SPDX-License-Identifier: Apache-2.0
 * compile.c - writes the compiled file of a YAML file of the installation: `sumlint-compile vocabulary|tree SOURCE OUTPUT`. Run by the build.
 */
#include "base/file.h"
#include "config/vocabulary.h"

#include <stdio.h>
#include <string.h>

#define MAX_BYTES ((size_t)16 * 1024 * 1024)

static bool compile_vocabulary(sl_str file, sl_str source, sl_buffer *into, sl_troubles *troubles)
{
	sumlint_vocabulary *vocabulary = sl_vocabulary_read(file, source, troubles);
	bool good = vocabulary && sl_vocabulary_compile(vocabulary, source, into);
	sl_vocabulary_free(vocabulary);
	return good;
}

static bool compile_tree(sl_str file, sl_str source, sl_buffer *into, sl_troubles *troubles)
{
	sl_arena arena;
	sl_arena_init(&arena);
	const sl_yaml *root = sl_yaml_read(&arena, file, source, 0, 1, troubles);
	bool good = root && sl_yaml_compile(root, source, into);
	sl_arena_finish(&arena);
	return good;
}

static bool write_file(const char *path, sl_str bytes)
{
	FILE *file = fopen(path, "wb");
	if (!file)
		return false;
	bool good = fwrite(bytes.data, 1, (size_t)bytes.size, file) == bytes.size;
	return fclose(file) == 0 && good;
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fputs("usage: sumlint-compile vocabulary|tree SOURCE OUTPUT\n", stderr);
		return 2;
	}
	sl_troubles troubles;
	sl_buffer source, compiled;
	sl_troubles_init(&troubles);
	sl_buffer_init(&source);
	sl_buffer_init(&compiled);
	sl_str file = sl_str_of(argv[2]);
	bool vocabulary = strcmp(argv[1], "vocabulary") == 0;
	bool good = sl_read_file(argv[2], MAX_BYTES, &source) == 0;
	if (good)
		good = (vocabulary ? compile_vocabulary : compile_tree)(file, sl_buffer_str(&source), &compiled, &troubles);
	good = good && write_file(argv[3], sl_buffer_str(&compiled));
	for (uint32_t i = 0; i < troubles.count; i++)
		fprintf(stderr, "%s:%u: %.*s\n", argv[2], (unsigned)troubles.items[i].line, SL_ARG(troubles.items[i].message));
	sl_buffer_finish(&source);
	sl_buffer_finish(&compiled);
	sl_troubles_finish(&troubles);
	if (!good)
		fprintf(stderr, "sumlint-compile: cannot compile %s\n", argv[2]);
	return good ? 0 : 1;
}
