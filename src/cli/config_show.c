/* SPDX-License-Identifier: Apache-2.0
 * config_show.c - `sumlint config show FILE`: what applies to a file, and which line of which file said so.
 */
#include "cli/commands.h"
#include "cli/session.h"
#include "report/escape.h"

#include <inttypes.h>

static const sl_option *const tables[] = { sl_session_options, NULL };

/* What a part of the line before is about starts here. */
#define ORIGIN_COLUMN 48

/* Memory was short for something that was to be printed. */
static bool incomplete;

/* Texts of a config, whoever wrote it: nothing in them speaks to a terminal. Number of bytes. */
static int put(sl_str text)
{
	sl_buffer shown;
	sl_buffer_init(&shown);
	sl_append_escaped(&shown, text);
	incomplete = incomplete || shown.failed;
	int used = printf("%.*s", SL_ARG(sl_buffer_str(&shown)));
	sl_buffer_finish(&shown);
	return used;
}

static int put_named(const char *name, sl_str text)
{
	return printf("%s", name) + put(text);
}

static void print_origin(int used, const sl_origin *origin)
{
	printf("%*s# ", used < ORIGIN_COLUMN ? ORIGIN_COLUMN - used : 1, "");
	if (origin->line) {
		put(origin->file);
		printf(":%u\n", origin->line);
	} else {
		printf("default\n");
	}
}

static int print_option(const sl_option_schema *schema, const sl_option_value *value)
{
	int used = printf("    %.*s: ", SL_ARG(schema->name));
	switch (schema->type) {
	case SL_OPTION_INTEGER:
		return used + printf("%" PRId64, value->integer);
	case SL_OPTION_BOOLEAN:
		return used + printf("%s", value->integer ? "true" : "false");
	case SL_OPTION_STRING:
		return used + put_named("\"", value->string) + printf("\"");
	case SL_OPTION_LIST:
		break;
	}
	used += printf("[");
	for (uint32_t i = 0; i < value->count; i++)
		used += put_named(i ? ", " : "", value->items[i]);
	return used + printf("]");
}

static void print_rules(const sl_settings *settings)
{
	printf("rules:\n");
	for (uint32_t i = 0; i < settings->rule_count; i++) {
		const sl_rule_setting *setting = &settings->rules[i];
		int used = printf("  %.*s: %s", SL_ARG(setting->rule->id), sl_severity_name(setting->severity));
		print_origin(used, &setting->severity_origin);
		for (uint32_t k = 0; k < setting->rule->option_count; k++)
			print_origin(print_option(&setting->rule->options[k], &setting->options[k]), &setting->option_origins[k]);
	}
}

static void print_head(const char *file, sl_str config)
{
	put_named("file: ", sl_str_of(file));
	put_named("\nconfig: ", config.size ? config : SL_LIT("none (built-in defaults)"));
	printf("\n");
}

static void print_settings(const char *file, sl_str config, const sl_settings *settings)
{
	static const char *const syntaxes[] = { "by the file's name", "text", "markdown" };
	print_head(file, config);
	print_origin(put_named("type: ", settings->type->public.name), &settings->type_origin);
	printf("syntax: %s\n", syntaxes[settings->syntax <= 2 ? settings->syntax : 0]);
	if (settings->vocabulary_count)
		printf("vocabularies:\n");
	for (uint32_t i = 0; i < settings->vocabulary_count; i++) {
		const sl_vocabulary_setting *setting = &settings->vocabularies[i];
		if (!setting->vocabulary)
			continue;
		int used = put_named("  ", setting->name) + put_named(": ", sl_vocabulary_file(setting->vocabulary));
		used += printf(" (%u terms)", (unsigned)sl_vocabulary_size(setting->vocabulary));
		print_origin(used, &setting->origin);
	}
	print_rules(settings);
}

static int show(sl_session *session, const char *file)
{
	const sl_settings *settings;
	sl_str path = sl_str_of(file);
	sl_applies applies = sl_configs_settings(session->configs, path, &settings);
	sl_str config = sl_configs_file(session->configs, path);
	sl_session_tell(session);
	switch (applies) {
	case SL_APPLIES:
		print_settings(file, config, settings);
		return SL_EXIT_CLEAN;
	case SL_NO_DOCUMENT:
		print_head(file, config);
		printf("No entry of its `documents` takes this file: it is not checked.\n");
		return SL_EXIT_CLEAN;
	case SL_IGNORED:
		print_head(file, config);
		printf("Its `ignore` leaves this file out: it is not checked.\n");
		return SL_EXIT_CLEAN;
	case SL_BAD_CONFIG:
		break;
	}
	return SL_EXIT_TROUBLE;
}

static int run_config(int argc, char **argv)
{
	sl_session_settings settings = { 0 };
	int operands;
	sl_parsed parsed = sl_command_parse(&sl_config_command, argc, argv, &settings, &operands);
	if (parsed != SL_PARSED)
		return sl_parsed_status(parsed);
	if (operands == argc || strcmp(argv[operands], "show") != 0)
		return sl_usage_error("config", "expected 'sumlint config show FILE'");
	if (operands + 2 != argc)
		return sl_usage_error("config", operands + 1 == argc ? "of which file? 'sumlint config show FILE'" : "one file at a time");
	sl_session session = { 0 };
	int status = sl_session_open(&session, &settings) ? show(&session, argv[operands + 1]) : SL_EXIT_TROUBLE;
	if (incomplete) {
		sl_no_memory(&session.troubles);
		sl_session_tell(&session);
	}
	if (sl_session_failed(&session))
		status = SL_EXIT_TROUBLE;
	sl_session_finish(&session);
	return sl_finish_output(status);
}

const sl_command sl_config_command = {
	"config",
	"show FILE",
	"Show what applies to a file, and which line of which config said so.",
	"FILE need not exist: its name and place decide. Behind each line stands the place that said it; `default` is the\n"
	"rule's manifest.\n",
	tables,
	run_config,
};
