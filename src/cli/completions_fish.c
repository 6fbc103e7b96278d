/* SPDX-License-Identifier: Apache-2.0
 * completions_fish.c - a `complete` line for each thing that fish may offer.
 */
#include "cli/completions.h"

static const char head[] =
    "# fish completion for sumlint: made by `sumlint completions fish`, not to be edited by hand.\n"
    "\n"
    "# Rules, plugins included.\n"
    "function __sumlint_rule\n"
    "\tset -l words (commandline -opc)\n"
    "\t$words[1] rules --format names 2>/dev/null\n"
    "end\n"
    "\n"
    "# The same, with commas between.\n"
    "function __sumlint_rules\n"
    "\t__fish_complete_list , __sumlint_rule\n"
    "end\n"
    "\n"
    "# True where as many words as that stand behind the command that are no options.\n"
    "function __sumlint_operands\n"
    "\tset -l words (string match --invert -- '-*' (commandline -opc))\n"
    "\ttest (count $words) -eq (math 2 + $argv[1])\n"
    "end\n"
    "\n"
    "complete -c sumlint -f\n"
    "complete -c sumlint -n __fish_use_subcommand -s h -l help -d 'show the help'\n"
    "complete -c sumlint -n __fish_use_subcommand -s V -l version -d 'show the version'\n";

static void put_action(sl_words words, const sl_option *option, FILE *out)
{
	switch (words) {
	case SL_WORDS_ANY:
		break;
	case SL_WORDS_CHOICES:
	case SL_WORDS_FORMATS:
		fputs(" -a '", out);
		sl_put_words(option, " ", out);
		fputc('\'', out);
		break;
	case SL_WORDS_FILES:
		fputs(" -F", out);
		break;
	case SL_WORDS_FOLDERS:
		fputs(" -a '(__fish_complete_directories)'", out);
		break;
	case SL_WORDS_RULE:
		fputs(" -a '(__sumlint_rule)'", out);
		break;
	case SL_WORDS_RULES:
		fputs(" -a '(__sumlint_rules)'", out);
		break;
	}
}

static void put_option(const sl_command *command, const sl_option *option, FILE *out)
{
	sl_words words = sl_option_words(option);
	fprintf(out, "complete -c sumlint -n '__fish_seen_subcommand_from %s'", command->name);
	if (option->letter)
		fprintf(out, " -s %c", option->letter);
	fprintf(out, " -l %s", option->name);
	if (option->argument)
		fputs(words == SL_WORDS_FILES ? " -r" : " -x", out);
	put_action(words, option, out);
	fputs(" -d '", out);
	sl_put_escaped(option->help, "\\", out);
	fputs("'\n", out);
}

static void put_operands(const sl_command *command, FILE *out)
{
	char literal[64];
	sl_words words = sl_operand_words(command, literal, sizeof(literal));
	if (*literal) {
		fprintf(out, "complete -c sumlint -n '__fish_seen_subcommand_from %s; and __sumlint_operands 0' -a '", command->name);
		for (const char *c = literal; *c; c++)
			fputc(*c == '|' ? ' ' : *c, out);
		fputs("'\n", out);
	}
	if (words == SL_WORDS_ANY)
		return;
	fprintf(out, "complete -c sumlint -n '__fish_seen_subcommand_from %s%s'", command->name, *literal ? "; and not __sumlint_operands 0" : "");
	put_action(words, NULL, out);
	fputc('\n', out);
}

static void put_name(const char *name, const char *summary, FILE *out)
{
	fprintf(out, "complete -c sumlint -n __fish_use_subcommand -a %s -d '", name);
	sl_put_escaped(summary, "\\", out);
	fputs("'\n", out);
}

void sl_completions_fish(FILE *out)
{
	fputs(head, out);
	for (size_t i = 0; sl_commands[i]; i++)
		put_name(sl_commands[i]->name, sl_commands[i]->summary, out);
	put_name("help", "Show what a command does and which options it has.", out);
	fputs("complete -c sumlint -n '__fish_seen_subcommand_from help; and __sumlint_operands 0' -a '", out);
	for (size_t i = 0; sl_commands[i]; i++)
		fprintf(out, "%s%s", i ? " " : "", sl_commands[i]->name);
	fputs("'\n", out);
	for (size_t i = 0; sl_commands[i]; i++) {
		sl_option_walk walk = sl_options_of(sl_commands[i]);
		fputc('\n', out);
		for (const sl_option *option; (option = sl_options_next(&walk));)
			put_option(sl_commands[i], option, out);
		put_operands(sl_commands[i], out);
	}
}
