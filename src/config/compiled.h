/* SPDX-License-Identifier: Apache-2.0
 * compiled.h - YAML files in a form that is ready for use where it is mapped. A compiled file holds the bytes of its source and serves for no other: there
 * is no way to be out of date, but for those of the installation (sl_compiled_open_installed). What is damaged, or was made by another version, is not used, and never told: the source says the same.
 */
#ifndef SL_CONFIG_COMPILED_H
#define SL_CONFIG_COMPILED_H

#include "base/buffer.h"

#include <sys/stat.h>
#include <time.h>

/* What is added to the name of a source for the compiled file beside it (in the installation only). */
#define SL_COMPILED_EXTENSION ".compiled"
#define SL_COMPILED_PARTS 8

typedef enum sl_compiled_kind { SL_COMPILED_VOCABULARY = 1, SL_COMPILED_TREE, SL_COMPILED_MANIFESTS } sl_compiled_kind;

/* A compiled file in memory. */
typedef struct sl_compiled {
	void *map; /* NULL: none */
	size_t size;
	sl_str source; /* what it was made of */
	sl_str parts[SL_COMPILED_PARTS]; /* aligned for all fixed-width types */
	struct timespec written;
	bool whole; /* all bytes were looked at, and are as they were written */
} sl_compiled;

/* Maps the open file; false where it is not, whole and undamaged, what this sumlint writes. The descriptor stays open. */
bool sl_compiled_open(int descriptor, sl_compiled_kind kind, sl_compiled *out);
/* The same for the file beside the source at `path`. */
bool sl_compiled_open_beside(const char *path, sl_compiled_kind kind, sl_compiled *out);
/* Whether the file at `path` holds the bytes that it was made of; closes it where not. To be asked before it is used. */
bool sl_compiled_serves(sl_compiled *compiled, const char *path);
/* Of the installation, as trusted as the program itself: one that is newer than its source, of that size, serves without a look at all bytes of both. Else as
   the two above together. */
bool sl_compiled_open_installed(const char *path, sl_compiled_kind kind, sl_compiled *out);
/* The same for a file of the installation that was made of several: mapped without a look at all its bytes... */
bool sl_compiled_open_quickly(const char *path, sl_compiled_kind kind, sl_compiled *out);
/* ...and whether it stands for the file at `path`, of which `about` is known: it holds `source` of it. */
bool sl_compiled_stands_for(sl_compiled *compiled, sl_str source, const char *path, const struct stat *about);
/* Of two times of files. */
bool sl_is_newer(const struct timespec *a, const struct timespec *b);
void sl_compiled_close(sl_compiled *compiled);
/* Appends a compiled file to an empty buffer. False when memory is short. */
bool sl_compiled_make(sl_compiled_kind kind, sl_str source, const sl_str *parts, uint32_t count, sl_buffer *into);

#endif
