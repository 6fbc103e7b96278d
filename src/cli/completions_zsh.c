/* SPDX-License-Identifier: Apache-2.0
 * completions_zsh.c - a function for zsh's completion system, by way of its _arguments.
 */
#include "cli/completions.h"

static const char head[] =
    "#compdef sumlint\n"
    "# zsh completion for sumlint: made by `sumlint completions zsh`, not to be edited by hand.\n"
    "\n"
    "# Rules, plugins included.\n"
    "_sumlint_rule() {\n"
    "\tlocal -a names\n"
    "\tnames=(${(f)\"$(_call_program rules $program rules --format names 2>/dev/null)\"})\n"
    "\tcompadd \"$@\" -a names\n"
    "}\n"
    "\n"
    "# The same, with commas between.\n"
    "_sumlint_rules() {\n"
    "\tcompset -P '*,'\n"
    "\tcompset -S ',*'\n"
    "\t_sumlint_rule -q -S ,\n"
    "}\n"
    "\n";

static void put_action(sl_words words, const sl_option *option, FILE *out)
{
	switch (words) {
	case SL_WORDS_ANY:
		fputc(' ', out);
		break;
	case SL_WORDS_CHOICES:
	case SL_WORDS_FORMATS:
		fputc('(', out);
		sl_put_words(option, " ", out);
		fputs(" )", out);
		break;
	case SL_WORDS_FILES:
		fputs("_files", out);
		break;
	case SL_WORDS_FOLDERS:
		fputs("_directories", out);
		break;
	case SL_WORDS_RULE:
		fputs("_sumlint_rule", out);
		break;
	case SL_WORDS_RULES:
		fputs("_sumlint_rules", out);
		break;
	}
}

/* An argument's name without what is special in a spec: FORMAT of FORMAT[=FILE]. */
static void put_name(const char *name, FILE *out)
{
	fprintf(out, "%.*s", (int)strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), name);
}

static void put_option(const sl_option *option, FILE *out)
{
	const char *letter = option->argument ? "+" : "", *equals = option->argument ? "=" : "";
	fputs(" \\\n\t\t\t\t'*'", out);
	if (option->letter)
		fprintf(out, "{-%c%s,--%s%s}", option->letter, letter, option->name, equals);
	else
		fprintf(out, "--%s%s", option->name, equals);
	fputs("'[", out);
	sl_put_escaped(option->help, "[]:\\", out);
	fputc(']', out);
	if (option->argument) {
		fputc(':', out);
		put_name(option->argument, out);
		fputc(':', out);
		put_action(sl_option_words(option), option, out);
	}
	fputc('\'', out);
}

static void put_operands(const sl_command *command, FILE *out)
{
	char literal[64];
	sl_words words = sl_operand_words(command, literal, sizeof(literal));
	if (*literal) {
		fputs(" \\\n\t\t\t\t'1:word:(", out);
		for (const char *c = literal; *c; c++)
			fputc(*c == '|' ? ' ' : *c, out);
		fputs(")'", out);
	}
	if (words == SL_WORDS_ANY)
		return;
	fputs(" \\\n\t\t\t\t'*:argument:", out);
	put_action(words, NULL, out);
	fputc('\'', out);
}

static void put_command(const sl_command *command, FILE *out)
{
	sl_option_walk walk = sl_options_of(command);
	fprintf(out, "\t\t%s)\n\t\t\t_arguments -s -S", command->name);
	for (const sl_option *option; (option = sl_options_next(&walk));)
		put_option(option, out);
	put_operands(command, out);
	fputs("\n\t\t\t;;\n", out);
}

void sl_completions_zsh(FILE *out)
{
	fputs(head, out);
	fputs("_sumlint() {\n\tlocal program=$words[1] context state state_descr line\n\ttypeset -A opt_args\n\tlocal -a commands\n\tcommands=(\n", out);
	for (size_t i = 0; sl_commands[i]; i++) {
		fprintf(out, "\t\t'%s:", sl_commands[i]->name);
		sl_put_escaped(sl_commands[i]->summary, ":\\", out);
		fputs("'\n", out);
	}
	fputs("\t\t'help:Show what a command does and which options it has.'\n\t)\n"
	      "\t_arguments -C '(- *)'{-h,--help}'[show the help]' '(- *)'{-V,--version}'[show the version]' '1:command:->command' "
	      "'*::argument:->argument'\n"
	      "\tcase $state in\n\tcommand)\n\t\t_describe -t commands command commands\n\t\t;;\n\targument)\n\t\tcase $words[1] in\n"
	      "\t\thelp)\n\t\t\t_describe -t commands command commands\n\t\t\t;;\n",
	    out);
	for (size_t i = 0; sl_commands[i]; i++)
		put_command(sl_commands[i], out);
	/* Found by its name, or sourced. */
	fputs("\t\tesac\n\t\t;;\n\tesac\n}\n\nif [[ $funcstack[1] == _sumlint ]]; then\n\t_sumlint \"$@\"\nelse\n\tcompdef _sumlint sumlint\nfi\n", out);
}
