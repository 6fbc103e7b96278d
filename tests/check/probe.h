/* SPDX-License-Identifier: Apache-2.0
 * probe.h - a checker with the probe plugin, and settings made by hand: `check` tested without configs.
 */
#ifndef SL_TESTS_CHECK_PROBE_H
#define SL_TESTS_CHECK_PROBE_H

#include "base/buffer.h"
#include "check/check.h"

#include "probe_hooks.h"

enum { PROBE_ONE, PROBE_TWO, PROBE_TUNED, PROBE_CORPUS, PROBE_RULES };

/* Everything of one test. The document type has a title, a section Summary, a section Topics with vocabulary `topics`, and a line Best for with vocabulary
   `audience`; the vocabularies are said in probe.c. */
typedef struct probe_house {
	probe_hooks *hooks; /* of the loaded plugin; cleared before each test */
	sl_arena arena;
	sl_troubles troubles;
	sl_manifests manifests;
	const sl_rule_manifest *rules; /* of the plugin, PROBE_RULES of them */
	sl_selection selection;        /* to be filled in before the checker is made */
	sl_checker *checker;
	const sl_settings *settings; /* every rule with its severity and options as in the manifest */
	sl_source source;
	sl_arena check_arena;
	sl_checked checked;
} probe_house;

extern probe_house probe;

/* Group fixtures. */
int probe_start(void **state);
int probe_stop(void **state);
/* Fixtures of a test. The checker is made by the first probe_check or probe_checker. */
int probe_open(void **state);
int probe_close(void **state);

sl_checker *probe_checker(void);
/* New settings like probe.settings, to be changed by the test. */
sl_settings *probe_settings(void);
/* Their rules, to be changed. */
sl_rule_setting *probe_setting(sl_settings *settings, int rule);

/* Checks a document under probe.settings with `check` called for rule `one` alone (NULL: for none); the result is in probe.checked. */
typedef void probe_check_function(const sumlint_document *document, sumlint_context *context);
void probe_check(const char *path, sl_str text, probe_check_function *check);
/* The same, whatever comes of it. */
bool probe_try(const sl_settings *settings, const char *path, sl_str text);

/* "start-end rule severity message;" for each diagnostic in probe.checked, and each trouble as "!file: message;". Valid until the next call. */
const char *probe_result(void);
const char *probe_troubles(void);
/* Troubles told so far are forgotten. */
void probe_forgive(void);

#endif
