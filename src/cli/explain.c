/* SPDX-License-Identifier: Apache-2.0
 * explain.c - `sumlint explain RULE`: what a rule is about, what to write instead, its options and examples.
 */
#include "cli/commands.h"
#include "cli/rule_pages.h"

static const sl_option *const tables[] = { sl_session_options, NULL };

static bool explain(sl_session *session, const char *name)
{
	const sl_manifest *plugin;
	const sl_rule_manifest *rule = sl_session_rule(session, sl_str_of(name), &plugin);
	if (rule)
		sl_rule_text(rule, stdout);
	for (uint32_t i = 0; plugin && i < plugin->rule_count; i++) {
		if (i)
			fputs("\n----\n\n", stdout);
		sl_rule_text(&plugin->rules[i], stdout);
	}
	return rule || plugin;
}

static int run_explain(int argc, char **argv)
{
	sl_session_settings settings = { 0 };
	int operands, status = SL_EXIT_CLEAN;
	sl_parsed parsed = sl_command_parse(&sl_explain_command, argc, argv, &settings, &operands);
	if (parsed != SL_PARSED)
		return sl_parsed_status(parsed);
	if (operands == argc)
		return sl_usage_error("explain", "which rule? 'sumlint rules' lists all");
	sl_session session = { 0 };
	if (!sl_session_open(&session, &settings))
		status = SL_EXIT_TROUBLE;
	for (int i = operands; i < argc && status == SL_EXIT_CLEAN; i++) {
		if (i > operands)
			fputs("\n----\n\n", stdout);
		if (!explain(&session, argv[i]))
			status = SL_EXIT_TROUBLE;
	}
	sl_session_finish(&session);
	return sl_finish_output(status);
}

const sl_command sl_explain_command = {
	"explain",
	"RULE...",
	"Explain a rule, with examples.",
	"RULE is a rule's id, such as topics/unknown, or a plugin's name for all its rules.\n",
	tables,
	run_explain,
};
