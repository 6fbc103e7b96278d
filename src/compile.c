/* SPDX-License-Identifier: Apache-2.0
 * compile.c - writes the compiled file of a YAML file of the installation, or of all its manifests: `sumlint-compile vocabulary|tree OUTPUT SOURCE`,
 * `sumlint-compile manifests OUTPUT SOURCE...`. Run by the build.
 */
#include "base/file.h"
#include "config/manifest.h"
#include "config/vocabulary.h"

#include <stdio.h>
#include <string.h>

#define MAX_BYTES ((size_t)16 * 1024 * 1024)

/* The files that are compiled, and what they are compiled into. */
typedef struct compiling {
	sl_arena arena;
	sl_troubles troubles;
	char **paths;
	sl_str *sources;
	uint32_t count;
	sl_buffer into;
} compiling;

static bool compile_vocabulary(compiling *c)
{
	sumlint_vocabulary *vocabulary = sl_vocabulary_read(sl_str_of(c->paths[0]), c->sources[0], &c->troubles);
	bool good = vocabulary && sl_vocabulary_compile(vocabulary, c->sources[0], &c->into);
	sl_vocabulary_free(vocabulary);
	return good;
}

static bool compile_tree(compiling *c)
{
	const sl_yaml *root = sl_yaml_read(&c->arena, sl_str_of(c->paths[0]), c->sources[0], 0, 1, &c->troubles);
	return root && sl_yaml_compile(root, c->sources[0], &c->into);
}

static bool compile_manifests(compiling *c)
{
	const sl_manifest **manifests = sl_arena_calloc(&c->arena, c->count, sizeof(*manifests));
	bool good = manifests != NULL;
	for (uint32_t i = 0; i < c->count && good; i++) {
		manifests[i] = sl_manifest_read(&c->arena, sl_str_of(c->paths[i]), c->sources[i], &c->troubles);
		good = manifests[i] != NULL;
	}
	return good && sl_manifests_compile(manifests, c->sources, c->count, &c->into);
}

static const struct kind {
	const char *name;
	bool (*compile)(compiling *c);
	bool several;
} kinds[] = { { "vocabulary", compile_vocabulary, false }, { "tree", compile_tree, false }, { "manifests", compile_manifests, true } };

static const struct kind *kind_of(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	}
	return NULL;
}

static bool read_sources(compiling *c)
{
	c->sources = sl_arena_calloc(&c->arena, c->count, sizeof(*c->sources));
	bool good = c->sources != NULL;
	for (uint32_t i = 0; i < c->count && good; i++) {
		sl_buffer bytes;
		sl_buffer_init(&bytes);
		good = sl_read_file(c->paths[i], MAX_BYTES, &bytes) == 0;
		c->sources[i] = good ? sl_arena_copy(&c->arena, sl_buffer_str(&bytes)) : (sl_str){ NULL, 0 };
		good = good && c->sources[i].data;
		sl_buffer_finish(&bytes);
	}
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
	const struct kind *kind = argc > 1 ? kind_of(argv[1]) : NULL;
	if (!kind || argc < 4 || (argc > 4 && !kind->several)) {
		fputs("usage: sumlint-compile vocabulary|tree OUTPUT SOURCE\n       sumlint-compile manifests OUTPUT SOURCE...\n", stderr);
		return 2;
	}
	compiling c = { .paths = argv + 3, .count = (uint32_t)argc - 3 };
	sl_arena_init(&c.arena);
	sl_troubles_init(&c.troubles);
	sl_buffer_init(&c.into);
	bool good = read_sources(&c) && kind->compile(&c) && write_file(argv[2], sl_buffer_str(&c.into));
	for (uint32_t i = 0; i < c.troubles.count; i++)
		fprintf(stderr, "%.*s:%u: %.*s\n", SL_ARG(c.troubles.items[i].file), (unsigned)c.troubles.items[i].line,
		    SL_ARG(c.troubles.items[i].message));
	sl_buffer_finish(&c.into);
	sl_troubles_finish(&c.troubles);
	sl_arena_finish(&c.arena);
	if (!good)
		fprintf(stderr, "sumlint-compile: cannot compile %s\n", argv[2]);
	return good ? 0 : 1;
}
