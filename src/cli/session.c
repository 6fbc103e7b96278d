/* SPDX-License-Identifier: Apache-2.0
 * session.c - installation, manifests and configs for the commands.
 */
#include "cli/session.h"

#include "report/escape.h"

#include <stdlib.h>

/* ---- options -------------------------------------------------------------------------------------------------- */

static bool take_config(void *settings, const char *argument)
{
	((sl_session_settings *)settings)->config_file = argument;
	return true;
}

static bool take_no_config(void *settings, const char *argument)
{
	(void)argument;
	((sl_session_settings *)settings)->no_config = true;
	return true;
}

static bool take_no_cache(void *settings, const char *argument)
{
	(void)argument;
	((sl_session_settings *)settings)->no_cache = true;
	return true;
}

static bool take_trust(void *settings, const char *argument)
{
	(void)argument;
	((sl_session_settings *)settings)->trust_project_plugins = true;
	return true;
}

static bool take_plugin_dir(void *settings, const char *argument)
{
	sl_session_settings *session = settings;
	if (session->plugin_dir_count == SL_MAX_PLUGIN_DIRS) {
		sl_usage_error(NULL, "more than %d folders of plugins", SL_MAX_PLUGIN_DIRS);
		return false;
	}
	session->plugin_dirs[session->plugin_dir_count++] = argument;
	return true;
}

const sl_option sl_session_options[] = {
	{ 0, "config", "FILE", "use this config for all documents, not the nearest .sumlint.yaml", NULL, take_config },
	{ 0, "no-config", NULL, "read no config: built-in document type and vocabularies", NULL, take_no_config },
	{ 0, "no-cache", NULL, "leave the user's cache of vocabularies alone (also:\nSUMLINT_NO_CACHE=1)", NULL, take_no_cache },
	{ 0, "plugin-dir", "DIR", "look for plugins in DIR too (also: SUMLINT_PLUGIN_PATH=DIR:DIR)", NULL, take_plugin_dir },
	{ 0, "trust-project-plugins", NULL, "load plugins that a config names by path: their code runs here", NULL, take_trust },
	{ 0 },
};

/* ---- troubles ------------------------------------------------------------------------------------------------- */

/* What is odd in file names and quoted texts must not reach the terminal. */
static void put_visible(sl_str text, FILE *out)
{
	sl_buffer shown;
	sl_buffer_init(&shown);
	sl_append_escaped(&shown, text);
	fwrite(shown.data ? shown.data : "", 1, shown.size, out);
	sl_buffer_finish(&shown);
}

static void tell(const sl_trouble *trouble)
{
	const char *severity = trouble->warning ? "warning" : "error";
	if (!trouble->file.size) {
		fprintf(stderr, "sumlint: %s: ", severity);
	} else {
		put_visible(trouble->file, stderr);
		if (trouble->line)
			fprintf(stderr, ":%u", trouble->line);
		if (trouble->line && trouble->column)
			fprintf(stderr, ":%u", trouble->column);
		fprintf(stderr, ": %s: ", severity);
	}
	put_visible(trouble->message, stderr);
	fputc('\n', stderr);
}

void sl_session_tell(sl_session *session)
{
	for (; session->told < session->troubles.count; session->told++) {
		const sl_trouble *trouble = &session->troubles.items[session->told];
		if (!trouble->warning || !session->quiet)
			tell(trouble);
	}
	if (session->troubles.no_memory)
		fputs("sumlint: error: out of memory\n", stderr);
}

bool sl_session_failed(const sl_session *session)
{
	return sl_in_trouble(&session->troubles);
}

/* ---- opening -------------------------------------------------------------------------------------------------- */

static bool find_plugins(sl_session *session, const sl_session_settings *settings)
{
	sl_plugin_search search = { .install = &session->install, .folders = settings->plugin_dirs, .folder_count = settings->plugin_dir_count,
		.path = getenv("SUMLINT_PLUGIN_PATH") };
	const char **project = NULL;
	if (!sl_config_project_plugins(&session->config_options, &session->arena, &project, &search.project_count, &session->troubles))
		return false;
	search.project = project;
	return sl_plugins_find(&session->arena, &search, &session->manifests, &session->troubles);
}

static bool is_set(const char *name)
{
	const char *value = getenv(name);
	return value && value[0];
}

bool sl_session_open(sl_session *session, const sl_session_settings *settings)
{
	bool quiet = session->quiet;
	*session = (sl_session){ .quiet = quiet };
	sl_arena_init(&session->arena);
	sl_troubles_init(&session->troubles);
	bool good = sl_install_find(&session->arena, &session->install);
	if (settings->config_file && settings->no_config) {
		sl_error(&session->troubles, SL_LIT(""), 0, 0, "--config and --no-config do not go together");
	} else if (good) {
		session->config_options = (sl_config_options){ .config_file = settings->config_file, .no_config = settings->no_config,
			.rules_folder = session->install.rules.data, .trust_project_plugins = settings->trust_project_plugins,
			.cache = !settings->no_cache && !is_set("SUMLINT_NO_CACHE") };
		good = find_plugins(session, settings) && !sl_session_failed(session);
	}
	if (good)
		session->configs = sl_configs_create(&session->config_options, &session->manifests, &session->troubles);
	if (!session->configs && !sl_session_failed(session))
		sl_no_memory(&session->troubles);
	if (sl_session_failed(session))
		sl_session_tell(session);
	return session->configs && !sl_session_failed(session);
}

void sl_session_finish(sl_session *session)
{
	sl_configs_free(session->configs);
	sl_troubles_finish(&session->troubles);
	sl_arena_finish(&session->arena);
	sl_manifests_finish(&session->manifests);
}

/* ---- rules ---------------------------------------------------------------------------------------------------- */

const sl_rule_manifest *sl_session_rule(sl_session *session, sl_str id, const sl_manifest **plugin)
{
	const sl_rule_manifest *rule = sl_manifests_rule(&session->manifests, id, NULL);
	if (plugin)
		*plugin = NULL;
	for (uint32_t i = 0; plugin && !rule && i < session->manifests.count; i++) {
		if (sl_str_equal(session->manifests.items[i]->plugin, id))
			*plugin = session->manifests.items[i];
	}
	if (rule || (plugin && *plugin))
		return rule;
	sl_str nearest = sl_manifests_nearest(&session->manifests, id, &session->arena);
	if (nearest.size)
		sl_usage_error(NULL, "no rule '%.*s': did you mean '%.*s'?", SL_ARG(id), SL_ARG(nearest));
	else
		sl_usage_error(NULL, "no rule '%.*s': 'sumlint rules' lists all", SL_ARG(id));
	return NULL;
}
