/* SPDX-License-Identifier: Apache-2.0
 * command.h - a command of the program: its options as a table, from which it is parsed, helped with and completed.
 */
#ifndef SL_CLI_COMMAND_H
#define SL_CLI_COMMAND_H

#include "base/str.h"

#include <stdio.h>

/* Exit status: a contract. */
enum { SL_EXIT_CLEAN = 0, SL_EXIT_PROBLEMS = 1, SL_EXIT_TROUBLE = 2, SL_EXIT_INTERRUPTED = 130 };

typedef struct sl_option {
	char letter;          /* -q; 0: none */
	const char *name;     /* --quiet */
	const char *argument; /* what the help calls it, "FILE"; NULL: takes none */
	const char *help;
	const char *const *choices; /* the words it takes, NULL-terminated; NULL: any */
	/* Takes the option into the command's settings; argument is NULL where it takes none. False after having told what is wrong. */
	bool (*take)(void *settings, const char *argument);
} sl_option;

typedef struct sl_command sl_command;
struct sl_command {
	const char *name;
	const char *operands; /* in the usage line; "" for none */
	const char *summary;  /* one line */
	const char *about;    /* paragraphs of the help, wrapped by hand */
	const sl_option *const *options; /* tables, each ended by a name of NULL; the list is NULL-terminated */
	int (*run)(int argc, char **argv); /* argv[0] is the command's name. Gives the exit status. */
};

/* Every command has it. */
extern const sl_option sl_help_option;

/* All commands, NULL-terminated: main.c. */
extern const sl_command *const sl_commands[];
const sl_command *sl_command_find(const char *name);

typedef enum sl_parsed { SL_PARSED, SL_PARSED_HELP, SL_PARSED_BAD } sl_parsed;

/* Parses options anywhere among the operands (until "--") and hands each to its take. *operands gets the first index of what remains in argv.
   --help (-h) is every command's: the help is printed. What is wrong is told on standard error, with the nearest option there is. */
sl_parsed sl_command_parse(const sl_command *command, int argc, char **argv, void *settings, int *operands);
/* The status with which a command ends that was not parsed. */
static inline int sl_parsed_status(sl_parsed parsed)
{
	return parsed == SL_PARSED_HELP ? SL_EXIT_CLEAN : SL_EXIT_TROUBLE;
}

void sl_command_help(const sl_command *command, FILE *out);
/* "sumlint: error: ..." on standard error, and a hint how to get help where a command is given. Gives SL_EXIT_TROUBLE. */
int sl_usage_error(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Flushes standard output; SL_EXIT_TROUBLE, with a message, where what was written did not arrive; else `status`. */
int sl_finish_output(int status);

#endif
