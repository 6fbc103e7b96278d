/* SPDX-License-Identifier: Apache-2.0
 * front_matter.h - the YAML between `---` lines at the very beginning of a file (as Jekyll and Hugo have it).
 */
#ifndef SL_PARSE_FRONT_MATTER_H
#define SL_PARSE_FRONT_MATTER_H

#include "config/yaml.h"

/* What is wrong with the front matter: becomes a diagnostic core/front-matter. */
typedef struct sl_front_matter_problem {
	sl_span span;
	sl_str message; /* in the arena */
} sl_front_matter_problem;

typedef struct sl_front_matter {
	sl_span span;    /* with its fences and the last one's line end; empty where there is none */
	sl_span yaml;    /* between the fences */
	sl_yaml *map;    /* NULL where there is none or it could not be read */
	sl_front_matter_problem *problem; /* NULL where fine */
} sl_front_matter;

/* Looks behind a BOM, if there is one. Front matter below blank lines, and such in TOML, is a problem. A first line `---` opens front matter only where a later line is `---` or `...`; where none is, and the next
   line reads `key:`, that is a problem. False when memory is short. A file without front matter costs the look at four bytes, unless it
   begins with blank lines or plus signs. */
bool sl_front_matter_read(sl_arena *arena, sl_str path, sl_str text, sl_front_matter *out);

#endif
