/* SPDX-License-Identifier: Apache-2.0
 * probe_hooks.h - what the probe plugin and the tests share: its rules do what the test at hand says. The plugin exports one of it as `probe_hooks_table`.
 */
#ifndef SL_TESTS_CHECK_PROBE_HOOKS_H
#define SL_TESTS_CHECK_PROBE_HOOKS_H

#include "sumlint/sumlint.h"

typedef struct probe_hooks {
	const sumlint_host *host; /* set by the plugin when it is loaded */
	uint32_t loaded;          /* how often it was */
	/* NULL: nothing happens. `rule` is the rule's name. */
	void (*check)(const char *rule, void *instance, const sumlint_document *document, sumlint_context *context);
	void (*judge)(void *instance, sumlint_str key, const sumlint_fact *facts, uint64_t count, sumlint_context *context);
	void *(*create)(const sumlint_host *host, const sumlint_options *options);
	void (*destroy)(void *instance);
	uint32_t refuse; /* 1: the plugin gives no descriptor */
} probe_hooks;

#endif
