/* SPDX-License-Identifier: Apache-2.0
 * completions.h - what the shells complete, told from the commands' tables: what an option's argument and the operands are called says
 * what they are.
 */
#ifndef SL_CLI_COMPLETIONS_H
#define SL_CLI_COMPLETIONS_H

#include "cli/command.h"

typedef enum sl_words {
	SL_WORDS_ANY,     /* nothing is offered */
	SL_WORDS_CHOICES, /* those of the table */
	SL_WORDS_FILES,
	SL_WORDS_FOLDERS,
	SL_WORDS_RULE,  /* ids and plugins: `sumlint rules --format names` has them when they are asked for */
	SL_WORDS_RULES, /* several, with commas between */
	SL_WORDS_FORMATS
} sl_words;

/* What comes behind the option. */
sl_words sl_option_words(const sl_option *option);
/* The operands: *literal gets the words of the first, with '|' between ("show", "bash|zsh|fish"), or NULL where it is like the others. */
sl_words sl_operand_words(const sl_command *command, char *literal, size_t size);
/* The words that are known when the script is written, of SL_WORDS_CHOICES and SL_WORDS_FORMATS, each with `before` in front. */
void sl_put_words(const sl_option *option, const char *before, FILE *out);
/* Text on one line, each character of `escaped` behind a backslash; "'" is written as a shell has it within quotes of that kind. */
void sl_put_escaped(const char *text, const char *escaped, FILE *out);

/* All options of a command, one after the other; --help comes last. */
typedef struct sl_option_walk {
	const sl_option *const *table;
	const sl_option *next;
} sl_option_walk;
sl_option_walk sl_options_of(const sl_command *command);
/* NULL behind the last. */
const sl_option *sl_options_next(sl_option_walk *walk);

void sl_completions_bash(FILE *out);
void sl_completions_zsh(FILE *out);
void sl_completions_fish(FILE *out);

#endif
