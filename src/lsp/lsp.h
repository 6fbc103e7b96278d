/* SPDX-License-Identifier: Apache-2.0
 * lsp.h - the language server (LSP 3.17) over standard input and output.
 */
#ifndef SL_LSP_LSP_H
#define SL_LSP_LSP_H

#include "engine/engine.h"

#include <stdio.h>

typedef struct sl_lsp_settings {
	const sl_manifests *manifests;
	const sl_config_options *config;
	sl_engine_options engine;
	const char *version;
	sl_str rules_folder; /* of the installation: files below are not written to */
	uint32_t debounce;   /* milliseconds: changes that come faster than this wait for as much quiet */
	/* The page that explains a rule. */
	void (*explain)(const sl_rule_manifest *rule, FILE *out);
} sl_lsp_settings;

/* Serves until the client ends it or is gone; gives the exit status: 0, 1 after `exit` without `shutdown`, 2 when memory is short. */
int sl_lsp_run(const sl_lsp_settings *settings);

#endif
