/* SPDX-License-Identifier: Apache-2.0
 * loader.h - from a manifest to a validated plugin in memory. A row of guard clauses: file, ELF, symbol, version, functions, rules.
 */
#ifndef SL_PLUGIN_LOADER_H
#define SL_PLUGIN_LOADER_H

#include "config/manifest.h"
#include "sumlint/plugin.h"

typedef struct sl_plugin {
	const sl_manifest *manifest;
	const sumlint_plugin *descriptor;
	const sumlint_rule **rules; /* in the manifest's order; manifest->rule_count of them */
	void *handle;
} sl_plugin;

/* Maps the manifest's library and validates it whole. False with one trouble at the library's path that names the check that failed:
   missing, not a regular file, no ELF file, another machine or class, truncated (segments past its end), no sumlint_plugin_v1 (says so when it exports
   another major), damaged tables (elf.h), dlopen's error, NULL descriptor, struct too small, needs a newer minor, other name than its manifest, a rule
   without name or check, create without destroy, a rule not in the manifest, a manifest rule missing, a rule twice. Of a plugin refused before dlopen not
   even the constructors run; of one refused after it, nothing but them and the function that gives the descriptor. Call sl_plugin_unload only where it
   was loaded. */
bool sl_plugin_load(sl_arena *arena, const sl_manifest *manifest, const sumlint_host *host, sl_plugin *out, sl_troubles *troubles);
void sl_plugin_unload(sl_plugin *plugin);

#endif
