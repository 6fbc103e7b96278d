/* SPDX-License-Identifier: Apache-2.0
 * session.h - what every command that knows rules begins with: the installation, the plugins' manifests, the configs, and the troubles met.
 */
#ifndef SL_CLI_SESSION_H
#define SL_CLI_SESSION_H

#include "cli/command.h"
#include "config/config.h"
#include "plugin/search.h"

#define SL_MAX_PLUGIN_DIRS 64

/* The command line's say in it. First member of the settings of every command that uses sl_session_options. */
typedef struct sl_session_settings {
	const char *config_file;
	bool no_config;
	bool trust_project_plugins;
	bool no_cache;
	const char *plugin_dirs[SL_MAX_PLUGIN_DIRS];
	uint32_t plugin_dir_count;
} sl_session_settings;

/* --config, --no-config, --no-cache, --plugin-dir, --trust-project-plugins. */
extern const sl_option sl_session_options[];

typedef struct sl_session {
	sl_arena arena;
	sl_troubles troubles;
	uint32_t told; /* troubles that were printed */
	bool quiet;    /* warnings are not */
	sl_install install;
	sl_manifests manifests;
	sl_config_options config_options;
	sl_configs *configs;
} sl_session;

/* Finds plugins and makes the configs ready. False where the run cannot go on; all is told. Finish it in either case. */
bool sl_session_open(sl_session *session, const sl_session_settings *settings);
void sl_session_finish(sl_session *session);
/* Prints on standard error the troubles that were not printed yet. */
void sl_session_tell(sl_session *session);
/* True where an error was met or memory was short: exit status 2. */
bool sl_session_failed(const sl_session *session);

/* Gives the rule or, where `plugin` is not NULL, the plugin of that name. NULL after having told that there is none, with the nearest. */
const sl_rule_manifest *sl_session_rule(sl_session *session, sl_str id, const sl_manifest **plugin);

#endif
