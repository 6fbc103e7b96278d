/* SPDX-License-Identifier: Apache-2.0
 * command.c - getopt_long over a command's tables, and the help made from them.
 */
#include "cli/command.h"

#include "base/distance.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>

#define MAX_OPTIONS 64
#define HELP_COLUMN 30

const sl_option sl_help_option = { 'h', "help", NULL, "show this help", NULL, NULL };

/* A command's options in one row, as getopt_long wants them and as they are taken. */
typedef struct option_row {
	const sl_option *items[MAX_OPTIONS];
	size_t count;
	struct option longs[MAX_OPTIONS + 1];
	char letters[2 * MAX_OPTIONS + 3];
	const char *names[MAX_OPTIONS];
} option_row;

static void row_add(option_row *row, const sl_option *option)
{
	if (row->count == MAX_OPTIONS)
		return;
	row->longs[row->count] = (struct option){ option->name, option->argument ? required_argument : no_argument, NULL, 256 + (int)row->count };
	row->names[row->count] = option->name;
	row->items[row->count++] = option;
	if (option->letter) {
		size_t at = strlen(row->letters);
		row->letters[at] = option->letter;
		if (option->argument)
			row->letters[at + 1] = ':';
	}
}

static void row_fill(option_row *row, const sl_command *command)
{
	*row = (option_row){ .letters = ":" }; /* a colon first: a missing argument is told from an unknown option */
	for (const sl_option *const *table = command->options; table && *table; table++) {
		for (const sl_option *option = *table; option->name; option++)
			row_add(row, option);
	}
	row_add(row, &sl_help_option);
}

static const sl_option *row_find(const option_row *row, int result)
{
	if (result >= 256)
		return row->items[result - 256];
	for (size_t i = 0; i < row->count; i++) {
		if (row->items[i]->letter == result)
			return row->items[i];
	}
	return NULL;
}

/* ---- what can be wrong ---------------------------------------------------------------------------------------- */

int sl_usage_error(const char *command, const char *format, ...)
{
	va_list args;
	fputs("sumlint: error: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	if (command)
		fprintf(stderr, "Try 'sumlint %s%s--help'.\n", command, *command ? " " : "");
	return SL_EXIT_TROUBLE;
}

static void tell_unknown(const sl_command *command, const option_row *row, const char *word)
{
	size_t size = strcspn(word, "=");
	sl_str name = { word, size };
	while (name.size && *name.data == '-')
		name = (sl_str){ name.data + 1, name.size - 1 };
	const char *nearest = sl_nearest_name(name, row->names, row->count);
	if (nearest)
		sl_usage_error(command->name, "unknown option '%.*s': did you mean '--%s'?", (int)size, word, nearest);
	else
		sl_usage_error(command->name, "unknown option '%.*s'", (int)size, word);
}

static bool is_choice(const sl_command *command, const sl_option *option, const char *argument)
{
	if (!option->choices || !option->argument)
		return true;
	size_t count = 0;
	char list[256] = "";
	for (; option->choices[count]; count++) {
		if (strcmp(option->choices[count], argument) == 0)
			return true;
		size_t used = strlen(list);
		snprintf(list + used, sizeof(list) - used, "%s%s", count ? ", " : "", option->choices[count]);
	}
	const char *nearest = sl_nearest_name(sl_str_of(argument), option->choices, count);
	sl_usage_error(command->name, "--%s takes one of %s, not '%s'%s%s%s", option->name, list, argument, nearest ? ": did you mean '" : "",
	    nearest ? nearest : "", nearest ? "'?" : "");
	return false;
}

static bool tell_bad(const sl_command *command, const option_row *row, int result, char **argv, int word)
{
	char letter[3] = { '-', (char)optopt, 0 };
	const sl_option *option = optopt ? row_find(row, optopt) : NULL;
	if (result == ':' && option)
		sl_usage_error(command->name, "--%s needs %s", option->name, option->argument);
	else if (option && strchr(argv[word], '='))
		sl_usage_error(command->name, "--%s takes no value", option->name);
	else if (optopt && optopt < 256)
		tell_unknown(command, row, letter);
	else
		tell_unknown(command, row, argv[word]);
	return false;
}

/* ---- parsing -------------------------------------------------------------------------------------------------- */

sl_parsed sl_command_parse(const sl_command *command, int argc, char **argv, void *settings, int *operands)
{
	option_row row;
	row_fill(&row, command);
	opterr = 0;
	optind = 0; /* glibc: start anew */
	for (;;) {
		int word = optind ? optind : 1;
		int result = getopt_long(argc, argv, row.letters, row.longs, NULL);
		if (result == -1)
			break;
		if (result == '?' || result == ':') {
			/* Permuted: the word in question is the last one taken. */
			word = optind > 1 && argv[optind - 1][0] == '-' ? optind - 1 : word;
			return tell_bad(command, &row, result, argv, word) ? SL_PARSED : SL_PARSED_BAD;
		}
		const sl_option *option = row_find(&row, result);
		if (option == &sl_help_option) {
			sl_command_help(command, stdout);
			return sl_finish_output(SL_EXIT_CLEAN) == SL_EXIT_CLEAN ? SL_PARSED_HELP : SL_PARSED_BAD;
		}
		if (!is_choice(command, option, optarg) || !option->take(settings, optarg))
			return SL_PARSED_BAD;
	}
	*operands = optind;
	return SL_PARSED;
}

/* ---- help ----------------------------------------------------------------------------------------------------- */

static void print_option(const sl_option *option, FILE *out)
{
	char left[96];
	char letter[5] = "    ";
	if (option->letter)
		snprintf(letter, sizeof(letter), "-%c, ", option->letter);
	int used = snprintf(left, sizeof(left), "  %s--%s%s%s", letter, option->name, option->argument ? " " : "",
	    option->argument ? option->argument : "");
	fprintf(out, "%s", left);
	if (used >= HELP_COLUMN) {
		fputc('\n', out);
		used = 0;
	}
	/* Further lines of a help text are set under its first. */
	for (const char *line = option->help; line;) {
		size_t size = strcspn(line, "\n");
		fprintf(out, "%*s%.*s\n", HELP_COLUMN - used, "", (int)size, line);
		line = line[size] ? line + size + 1 : NULL;
		used = 0;
	}
}

void sl_command_help(const sl_command *command, FILE *out)
{
	fprintf(out, "%s\n\nUsage: sumlint %s [OPTION...]%s%s\n\n%s", command->summary, command->name, *command->operands ? " " : "",
	    command->operands, command->about);
	fputs("\nOptions:\n", out);
	for (const sl_option *const *table = command->options; table && *table; table++) {
		for (const sl_option *option = *table; option->name; option++)
			print_option(option, out);
	}
	print_option(&sl_help_option, out);
}

const sl_command *sl_command_find(const char *name)
{
	for (size_t i = 0; sl_commands[i]; i++) {
		if (strcmp(sl_commands[i]->name, name) == 0)
			return sl_commands[i];
	}
	return NULL;
}

int sl_finish_output(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	fprintf(stderr, "sumlint: error: cannot write to standard output: %s\n", strerror(errno));
	return SL_EXIT_TROUBLE;
}
