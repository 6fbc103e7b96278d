/* SPDX-License-Identifier: Apache-2.0
 * lsp.c - `sumlint lsp`: the language server on standard input and output.
 */
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/rule_pages.h"
#include "lsp/lsp.h"

#include <errno.h>
#include <stdlib.h>

#define DEBOUNCE 30
/* Somebody waits. */
#define TIMEOUT 2000

typedef struct settings {
	sl_common_settings common; /* first: the shared options write there */
	uint32_t debounce;
} settings;

static bool take_debounce(void *into, const char *argument)
{
	char *end;
	unsigned long number = strtoul(argument, &end, 10);
	if (*argument < '0' || *argument > '9' || *end || number > 60000) {
		sl_usage_error(NULL, "--debounce takes milliseconds, 60000 at the most, not '%s'", argument);
		return false;
	}
	((settings *)into)->debounce = (uint32_t)number;
	return true;
}

/* What editors' clients say of themselves: it is the only way there is. */
static bool take_stdio(void *into, const char *argument)
{
	(void)into;
	(void)argument;
	return true;
}

static const sl_option options[] = {
	{ 0, "debounce", "MS", "a change is checked at once, but for those that come\nfaster than this: they wait for as much quiet (default 30)", NULL, take_debounce },
	{ 0, "stdio", NULL, "speak over standard input and output; there is no other way", NULL, take_stdio },
	{ 0 },
};

static const sl_option *const tables[] = { options, sl_engine_option_table, sl_session_options, NULL };

static int run_lsp(int argc, char **argv)
{
	settings given = { .common = SL_COMMON_SETTINGS, .debounce = DEBOUNCE };
	int operands, status = SL_EXIT_TROUBLE;
	given.common.engine.timeout = TIMEOUT;
	sl_parsed parsed = sl_command_parse(&sl_lsp_command, argc, argv, &given, &operands);
	if (parsed != SL_PARSED)
		return sl_parsed_status(parsed);
	if (operands < argc)
		return sl_usage_error("lsp", "documents come from the editor, not as '%s'", argv[operands]);
	sl_session session = { 0 };
	if (sl_session_open(&session, &given.common.session)) {
		const sl_lsp_settings server = { .manifests = &session.manifests, .config = &session.config_options, .engine = given.common.engine,
			.version = SUMLINT_VERSION, .rules_folder = session.install.rules, .debounce = given.debounce, .explain = sl_rule_text };
		status = sl_lsp_run(&server);
	}
	sl_session_finish(&session);
	return status;
}

const sl_command sl_lsp_command = {
	"lsp",
	"",
	"Serve editors (Language Server Protocol 3.17).",
	"Started by an editor, which speaks with it over standard input and output. Checks documents while they are written,\n"
	"with the configs that apply to them, and offers fixes. docs/editors.md says what it offers. Where --timeout is not given, a\n"
	"rule may take 2 seconds, for somebody waits.\n\n"
	"Exit status: 0 after shutdown, 1 after exit without it, 2 an error of sumlint itself.\n",
	tables,
	run_lsp,
};
