/* SPDX-License-Identifier: Apache-2.0
 * config_show.c - `sumlint config show FILE`: what applies to a file, and which line of which file said so.
 */
#include "cli/commands.h"
#include "cli/session.h"

#include <inttypes.h>

static const sl_option *const tables[] = { sl_session_options, NULL };

/* What a part of the line before is about starts here. */
#define ORIGIN_COLUMN 48

static void print_origin(int used, const sl_origin *origin)
{
	printf("%*s# ", used < ORIGIN_COLUMN ? ORIGIN_COLUMN - used : 1, "");
	if (origin->line)
		printf("%.*s:%u\n", SL_ARG(origin->file), origin->line);
	else
		printf("default\n");
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
		return used + printf("\"%.*s\"", SL_ARG(value->string));
	case SL_OPTION_LIST:
		break;
	}
	used += printf("[");
	for (uint32_t i = 0; i < value->count; i++)
		used += printf("%s%.*s", i ? ", " : "", SL_ARG(value->items[i]));
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

static void print_settings(const char *file, sl_str config, const sl_settings *settings)
{
	static const char *const syntaxes[] = { "by the file's name", "text", "markdown" };
	printf("file: %s\n", file);
	printf("config: %.*s\n", SL_ARG(config.size ? config : SL_LIT("none (built-in defaults)")));
	print_origin(printf("type: %.*s", SL_ARG(settings->type->public.name)), &settings->type_origin);
	printf("syntax: %s\n", syntaxes[settings->syntax <= 2 ? settings->syntax : 0]);
	if (settings->vocabulary_count)
		printf("vocabularies:\n");
	for (uint32_t i = 0; i < settings->vocabulary_count; i++) {
		const sl_vocabulary_setting *setting = &settings->vocabularies[i];
		if (!setting->vocabulary)
			continue;
		int used = printf("  %.*s: %.*s (%u terms)", SL_ARG(setting->name), SL_ARG(sl_vocabulary_file(setting->vocabulary)),
		    (unsigned)sl_vocabulary_size(setting->vocabulary));
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
		printf("file: %s\nconfig: %.*s\nNo entry of its `documents` takes this file: it is not checked.\n", file,
		    SL_ARG(config.size ? config : SL_LIT("none (built-in defaults)")));
		return SL_EXIT_CLEAN;
	case SL_IGNORED:
		printf("file: %s\nconfig: %.*s\nIts `ignore` leaves this file out: it is not checked.\n", file, SL_ARG(config));
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
