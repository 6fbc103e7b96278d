/* SPDX-License-Identifier: Apache-2.0
 * completions_bash.c - a function for bash's programmable completion, which needs no bash-completion package.
 */
#include "cli/completions.h"

static const char head[] =
    "# bash completion for sumlint: made by `sumlint completions bash`, not to be edited by hand.\n"
    "\n"
    "# HEAD CURRENT WORD...: offers the words that begin with CURRENT, each with HEAD in front.\n"
    "_sumlint_offer() {\n"
    "\tlocal head=$1 current=$2 word\n"
    "\tshift 2\n"
    "\tfor word; do\n"
    "\t\t[[ $word == \"$current\"* ]] && COMPREPLY+=(\"$head$word\")\n"
    "\tdone\n"
    "}\n"
    "\n"
    "# HEAD CURRENT: rules, plugins included.\n"
    "_sumlint_rule() {\n"
    "\tlocal names\n"
    "\tmapfile -t names < <(\"${COMP_WORDS[0]}\" rules --format names 2>/dev/null)\n"
    "\t_sumlint_offer \"$1\" \"$2\" \"${names[@]}\"\n"
    "}\n"
    "\n"
    "# The same, with commas between.\n"
    "_sumlint_rules() {\n"
    "\tlocal head=$1 current=$2\n"
    "\tif [[ $current == *,* ]]; then\n"
    "\t\thead+=${current%,*},\n"
    "\t\tcurrent=${current##*,}\n"
    "\tfi\n"
    "\tcompopt -o nospace 2>/dev/null\n"
    "\t_sumlint_rule \"$head\" \"$current\"\n"
    "}\n"
    "\n"
    "# -f or -d, HEAD CURRENT: files or folders.\n"
    "_sumlint_files() {\n"
    "\tlocal names\n"
    "\tcompopt -o filenames 2>/dev/null\n"
    "\tmapfile -t names < <(compgen \"$1\" -- \"$3\")\n"
    "\t_sumlint_offer \"$2\" '' \"${names[@]}\"\n"
    "}\n"
    "\n"
    "_sumlint() {\n"
    "\tlocal current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command= first= head= at\n"
    "\tCOMPREPLY=()\n"
    "\t# Where '=' breaks words, --option=value comes as three; elsewhere as one.\n"
    "\tif [[ $current == = ]]; then\n"
    "\t\tcurrent=\n"
    "\telif [[ $previous == = ]]; then\n"
    "\t\tprevious=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "\telif [[ $current == --*=* ]]; then\n"
    "\t\tprevious=${current%%=*}\n"
    "\t\thead=$previous=\n"
    "\t\tcurrent=${current#*=}\n"
    "\tfi\n"
    "\tfor ((at = 1; at < COMP_CWORD; at++)); do\n"
    "\t\t[[ ${COMP_WORDS[at]} == -* || $at == 1 && ${COMP_WORDS[at]} == = ]] && continue\n"
    "\t\tif [[ ! $command ]]; then\n"
    "\t\t\tcommand=${COMP_WORDS[at]}\n"
    "\t\telse\n"
    "\t\t\tfirst=${COMP_WORDS[at]}\n"
    "\t\t\tbreak\n"
    "\t\tfi\n"
    "\tdone\n"
    "\tcase $command in\n";

static void put_call(sl_words words, const sl_option *option, FILE *out)
{
	switch (words) {
	case SL_WORDS_ANY:
		fputs(":", out);
		break;
	case SL_WORDS_CHOICES:
	case SL_WORDS_FORMATS:
		fputs("_sumlint_offer \"$head\" \"$current\"", out);
		sl_put_words(option, " ", out);
		break;
	case SL_WORDS_FILES:
	case SL_WORDS_FOLDERS:
		fprintf(out, "_sumlint_files -%c \"$head\" \"$current\"", words == SL_WORDS_FILES ? 'f' : 'd');
		break;
	case SL_WORDS_RULE:
		fputs("_sumlint_rule \"$head\" \"$current\"", out);
		break;
	case SL_WORDS_RULES:
		fputs("_sumlint_rules \"$head\" \"$current\"", out);
		break;
	}
}

/* What stands behind an option that takes something. */
static void put_arguments(const sl_command *command, FILE *out)
{
	sl_option_walk walk = sl_options_of(command);
	bool any = false;
	for (const sl_option *option; (option = sl_options_next(&walk));) {
		if (!option->argument)
			continue;
		fputs(any ? "" : "\t\tcase $previous in\n", out);
		any = true;
		fprintf(out, "\t\t--%s", option->name);
		if (option->letter)
			fprintf(out, " | -%c", option->letter);
		fputs(") ", out);
		put_call(sl_option_words(option), option, out);
		fputs("; return ;;\n", out);
	}
	fputs(any ? "\t\tesac\n" : "", out);
}

static void put_options(const sl_command *command, FILE *out)
{
	sl_option_walk walk = sl_options_of(command);
	fputs("\t\tif [[ $current == -* ]]; then\n\t\t\t_sumlint_offer '' \"$current\"", out);
	for (const sl_option *option; (option = sl_options_next(&walk));) {
		fprintf(out, " --%s", option->name);
		if (option->letter)
			fprintf(out, " -%c", option->letter);
	}
	fputc('\n', out);
}

static void put_operands(const sl_command *command, FILE *out)
{
	char literal[64];
	sl_words words = sl_operand_words(command, literal, sizeof(literal));
	if (*literal) {
		fputs("\t\telif [[ ! $first ]]; then\n\t\t\t_sumlint_offer '' \"$current\" ", out);
		for (const char *c = literal; *c; c++)
			fputc(*c == '|' ? ' ' : *c, out);
		fputc('\n', out);
	}
	if (words != SL_WORDS_ANY) {
		fputs("\t\telse\n\t\t\t", out);
		put_call(words, NULL, out);
		fputc('\n', out);
	}
	fputs("\t\tfi\n", out);
}

static void put_commands(FILE *out)
{
	for (size_t i = 0; sl_commands[i]; i++)
		fprintf(out, " %s", sl_commands[i]->name);
}

void sl_completions_bash(FILE *out)
{
	fputs(head, out);
	fputs("\t'') _sumlint_offer '' \"$current\"", out);
	put_commands(out);
	fputs(" help --help --version ;;\n\thelp) _sumlint_offer '' \"$current\"", out);
	put_commands(out);
	fputs(" ;;\n", out);
	for (size_t i = 0; sl_commands[i]; i++) {
		fprintf(out, "\t%s)\n", sl_commands[i]->name);
		put_arguments(sl_commands[i], out);
		put_options(sl_commands[i], out);
		put_operands(sl_commands[i], out);
		fputs("\t\t;;\n", out);
	}
	fputs("\tesac\n}\n\ncomplete -F _sumlint sumlint\n", out);
}
