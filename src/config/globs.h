/* SPDX-License-Identifier: Apache-2.0
 * globs.h - lists of path patterns as configs have them: `files:` and `ignore:`. As in gitignore(5), a pattern without '/' means the name wherever it is, any
 * other is for the path from the config's folder, a later pattern wins over an earlier one, and `!` takes back. Besides, {a,b} is either.
 */
#ifndef SL_CONFIG_GLOBS_H
#define SL_CONFIG_GLOBS_H

#include "base/buffer.h"
#include "config/yaml.h"

/* What a pattern comes down to; most need no matcher at all. */
typedef enum sl_glob_shape {
	SL_GLOB_LITERAL, /* a/b.md */
	SL_GLOB_STAR,    /* a/b*.md: no '/' in the star */
	SL_GLOB_ANY,     /* two stars, and a star behind their slash: anything between prefix and suffix */
	SL_GLOB_STARS,   /* any other with nothing but stars */
	SL_GLOB_OTHER    /* ask sl_glob_match */
} sl_glob_shape;

typedef struct sl_glob {
	sl_str text;   /* without '!', {} and the slashes at both ends */
	sl_str prefix; /* what every match starts with */
	sl_str suffix; /* and ends with */
	sl_glob_shape shape;
	bool negated;
	bool name_only;    /* no '/': for the last component */
	bool folders_only; /* '/' at the end */
} sl_glob;

typedef struct sl_globs {
	sl_str base; /* absolute folder that paths are relative to */
	sl_glob *items;
	uint32_t count; /* a pattern with {a,b} is two */
} sl_globs;

/* Reads a list of patterns, or one. False with troubles. */
bool sl_globs_read(sl_reader *reader, const sl_yaml *node, const char *what, sl_str base, sl_globs *out);
/* True where the patterns of a `files:` take the path; "folder/" takes all files below it. `path` is relative to globs->base. */
bool sl_globs_match(const sl_globs *globs, sl_str path);

/* Appends the patterns as they are understood, with commas between, and one in front of the first where something is there already; none once `limit` bytes
   are there. */
void sl_globs_put(const sl_globs *globs, sl_buffer *out, size_t limit);

typedef enum sl_ignored { SL_IGNORE_SILENT, SL_IGNORE_NO, SL_IGNORE_YES } sl_ignored;
/* What the patterns of an `ignore:` say about a path, a folder above it counting for all that is in it. */
sl_ignored sl_globs_ignore(const sl_globs *globs, sl_str path, bool folder);

#endif
