/* SPDX-License-Identifier: Apache-2.0
 * harness.h - the shipped plugins, run over a text under a config: what is reported, and what the fixes make of the text.
 */
#ifndef SL_TESTS_PLUGINS_HARNESS_H
#define SL_TESTS_PLUGINS_HARNESS_H

#include "base/buffer.h"
#include "check/check.h"

/* One table entry. */
typedef struct harness_case {
	const char *label;
	const char *path;     /* "a.md" or "a.txt" */
	const char *text;
	const char *expected; /* "line:column-line:column rule message\n" for each diagnostic; "" for none. A line that ends in "..." leaves the rest
				 of its message open */
	const char *fixed;    /* the text with the first fix of every diagnostic applied; NULL: not looked at */
} harness_case;

/* Set-up and tear-down of a group of tests: plugins and rules found in the build folder, once for a program. */
int harness_start(void **state);
int harness_stop(void **state);

/* Runs one text under `config` (YAML as in .sumlint.yaml), with the rules of `plugins` alone (names or ids, "title sections/order"). Appends the diagnostics
   to `out` as described above, "" for none; applies the first fix of each to *fixed, where no NULL: a fix that overlaps an earlier one is left out.
   Answers the number of diagnostics. */
uint32_t harness_check(const char *config, const char *plugins, const char *path, sl_str text, sl_buffer *out, sl_buffer *fixed);

/* Runs every case of a table, and fails the test at the end if any differed, having printed what was expected and what came. */
void harness_table(const char *config, const char *plugins, const harness_case *cases, size_t count);

/* All manifests, and the config options, for tests of their own. */
const sl_manifests *harness_manifests(void);
const sl_config_options *harness_options(void);

/* Writes a file of that content, for a config to name; its path goes to `path`, and the caller unlinks it. */
#define HARNESS_PATH 64
void harness_write(const char *content, char path[HARNESS_PATH]);

/* Repeats `text` `times` times in a buffer: large and hostile documents. */
void harness_repeat(sl_buffer *into, const char *text, size_t times);

#endif
