/* SPDX-License-Identifier: Apache-2.0
 * completions.c - `sumlint completions SHELL`, and what the three scripts have in common.
 */
#include "cli/completions.h"

#include "base/distance.h"
#include "cli/commands.h"
#include "report/report.h"

/* ---- what is completed ---------------------------------------------------------------------------------------- */

static sl_words words_of(const char *name, size_t size)
{
	static const struct {
		const char *name;
		sl_words words;
	} known[] = { { "FILE", SL_WORDS_FILES }, { "PATH", SL_WORDS_FILES }, { "REPORT", SL_WORDS_FILES }, { "DIR", SL_WORDS_FOLDERS }, { "RULE", SL_WORDS_RULE },
		{ "RULES", SL_WORDS_RULES }, { "FORMAT", SL_WORDS_FORMATS } };
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (strlen(known[i].name) == size && memcmp(known[i].name, name, size) == 0)
			return known[i].words;
	}
	return SL_WORDS_ANY;
}

static size_t capitals(const char *text)
{
	return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

sl_words sl_option_words(const sl_option *option)
{
	if (!option->argument)
		return SL_WORDS_ANY;
	return option->choices ? SL_WORDS_CHOICES : words_of(option->argument, capitals(option->argument));
}

sl_words sl_operand_words(const sl_command *command, char *literal, size_t size)
{
	const char *text = command->operands + strspn(command->operands, "[");
	size_t first = strspn(text, "abcdefghijklmnopqrstuvwxyz|");
	snprintf(literal, size, "%.*s", (int)first, text);
	text += first;
	text += strspn(text, " [");
	return words_of(text, capitals(text));
}

void sl_put_words(const sl_option *option, const char *before, FILE *out)
{
	for (size_t i = 0; option->choices && option->choices[i]; i++)
		fprintf(out, "%s%s", before, option->choices[i]);
	for (size_t i = 0; !option->choices && sl_report_formats[i]; i++)
		fprintf(out, "%s%s", before, sl_report_formats[i]->name);
}

void sl_put_escaped(const char *text, const char *escaped, FILE *out)
{
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\'", out);
		else if (strchr(escaped, *text))
			fputc('\\', out);
		fputc(*text == '\n' ? ' ' : *text, out);
	}
}

sl_option_walk sl_options_of(const sl_command *command)
{
	return (sl_option_walk){ command->options, command->options ? command->options[0] : NULL };
}

const sl_option *sl_options_next(sl_option_walk *walk)
{
	if (!walk->table)
		return NULL;
	while (*walk->table && !walk->next->name)
		walk->next = *++walk->table;
	if (*walk->table)
		return walk->next++;
	walk->table = NULL;
	return &sl_help_option;
}

/* ---- the command ---------------------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	void (*write)(FILE *out);
} shells[] = { { "bash", sl_completions_bash }, { "zsh", sl_completions_zsh }, { "fish", sl_completions_fish } };
#define SHELLS (sizeof(shells) / sizeof(*shells))

static const sl_option *const tables[] = { NULL };

static int unknown_shell(const char *name)
{
	const char *names[SHELLS];
	for (size_t i = 0; i < SHELLS; i++)
		names[i] = shells[i].name;
	const char *nearest = sl_nearest_name(sl_str_of(name), names, SHELLS);
	if (nearest)
		return sl_usage_error("completions", "no shell '%s': did you mean '%s'?", name, nearest);
	return sl_usage_error("completions", "no shell '%s': there are bash, zsh and fish", name);
}

static int run_completions(int argc, char **argv)
{
	int operands, nothing = 0;
	sl_parsed parsed = sl_command_parse(&sl_completions_command, argc, argv, &nothing, &operands);
	if (parsed != SL_PARSED)
		return sl_parsed_status(parsed);
	if (operands + 1 != argc)
		return sl_usage_error("completions", operands == argc ? "for which shell? bash, zsh or fish" : "one shell at a time");
	for (size_t i = 0; i < SHELLS; i++) {
		if (strcmp(argv[operands], shells[i].name) != 0)
			continue;
		shells[i].write(stdout);
		return sl_finish_output(SL_EXIT_CLEAN);
	}
	return unknown_shell(argv[operands]);
}

const sl_command sl_completions_command = {
	"completions",
	"bash|zsh|fish",
	"Print a script with which a shell completes sumlint's command lines.",
	"An installation has them in the usual places. Without one:\n\n"
	"  bash: source <(sumlint completions bash)\n"
	"  zsh:  source <(sumlint completions zsh)      behind compinit\n"
	"  fish: sumlint completions fish | source\n\n"
	"Names of rules are asked for when they are completed, so those of further plugins are among them.\n",
	tables,
	run_completions,
};
