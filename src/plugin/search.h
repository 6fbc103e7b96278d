/* SPDX-License-Identifier: Apache-2.0
 * search.h - where plugins are: manifests found and read, no code mapped.
 */
#ifndef SL_PLUGIN_SEARCH_H
#define SL_PLUGIN_SEARCH_H

#include "config/manifest.h"

/* Folders of this installation: beside the program in the build tree (plugins/ and rules/ both there), else relative to it
   (../lib*'s sumlint/plugins, ../share/sumlint/rules), else as configured at build time. */
typedef struct sl_install {
	sl_str plugins; /* NUL-terminated */
	sl_str rules;   /* NUL-terminated: core.yaml, built-in types (summary.yaml), vocabularies/ */
} sl_install;
bool sl_install_find(sl_arena *arena, sl_install *out);

/* Which plugins a run has. */
typedef struct sl_plugin_search {
	const sl_install *install;
	const char *const *folders; /* --plugin-dir, in order */
	uint32_t folder_count;
	const char *path;           /* SUMLINT_PLUGIN_PATH, ':' between folders; or NULL */
	const char *const *project; /* trusted plugins of the project's config: manifests or folders */
	uint32_t project_count;
} sl_plugin_search;

/* Reads rules/core.yaml and every manifest in the folders: FOLDER/NAME.yaml and FOLDER/NAME/NAME.yaml. Order of trust: install, --plugin-dir,
   SUMLINT_PLUGIN_PATH, project; a second plugin of a name is an error that names both. The result is sorted by plugin name, `core` first.
   False only when memory is short; broken manifests and missing folders are troubles. */
bool sl_plugins_find(sl_arena *arena, const sl_plugin_search *search, sl_manifests *out, sl_troubles *troubles);

#endif
