/* SPDX-License-Identifier: Apache-2.0
 * man.c - a command's tables as a page of the manual, in the man(7) macros.
 */
#include "cli/man.h"

#include "cli/completions.h"

#include <ctype.h>

/* Of a word that begins with '-' the hyphens are those that are typed. */
static bool begins_option(const char *text, const char *at)
{
	while (at > text && !strchr(" \n([/|=", at[-1]))
		at--;
	return *at == '-';
}

/* A stretch of text. What stands in backquotes is set in bold. No line begins as a request. */
static void put_text(const char *text, size_t size, FILE *out)
{
	bool start = true, bold = false;
	for (size_t i = 0; i < size; i++) {
		char c = text[i];
		if (start && (c == '.' || c == '\''))
			fputs("\\&", out);
		start = c == '\n';
		if (c == '`')
			fputs((bold = !bold) ? "\\fB" : "\\fR", out);
		else if (c == '\\')
			fputs("\\e", out);
		else if (c == '-' && begins_option(text, text + i))
			fputs("\\-", out);
		else
			fputc(c, out);
	}
}

/* Paragraphs; those whose lines are indented are examples. */
static void put_paragraphs(const char *text, FILE *out)
{
	for (bool first = true; *text; first = false) {
		const char *end = strstr(text, "\n\n");
		size_t size = end ? (size_t)(end - text) + 1 : strlen(text);
		bool example = text[0] == ' ';
		if (!first)
			fputs(example ? ".PP\n.nf\n" : ".PP\n", out);
		put_text(text, size, out);
		fputs(example ? ".fi\n" : "", out);
		text += end ? size + 1 : size;
	}
}

/* [PATH...] : capitals are set in italics. */
static void put_operands(const char *text, FILE *out)
{
	while (*text) {
		size_t size = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		if (size)
			fprintf(out, "\\fI%.*s\\fR", (int)size, text);
		else
			fputc(text[size++], out);
		text += size;
	}
	fputc('\n', out);
}

static void put_option(const sl_option *option, FILE *out)
{
	fputs(".TP\n", out);
	if (option->letter)
		fprintf(out, "\\fB\\-%c\\fR, ", option->letter);
	fputs("\\fB\\-\\-", out);
	for (const char *c = option->name; *c; c++)
		fputs(*c == '-' ? "\\-" : (char[]){ *c, 0 }, out);
	fputs("\\fR", out);
	if (option->argument) {
		fputc(' ', out);
		put_operands(option->argument, out);
	} else {
		fputc('\n', out);
	}
	put_text(option->help, strlen(option->help), out);
	fputc('\n', out);
}

static void put_head(const sl_command *command, FILE *out)
{
	size_t size = strlen(command->summary);
	fputs(".\\\" Made by `sumlint help --man`: not to be edited by hand.\n.TH SUMLINT\\-", out);
	for (const char *c = command->name; *c; c++)
		fputc(toupper((unsigned char)*c), out);
	fprintf(out, " 1 \"\" \"sumlint " SUMLINT_VERSION "\" \"User Commands\"\n.SH NAME\nsumlint\\-%s \\- %c", command->name,
	    tolower((unsigned char)command->summary[0]));
	put_text(command->summary + 1, size - 1 - (command->summary[size - 1] == '.'), out);
	fprintf(out, "\n.SH SYNOPSIS\n.B sumlint %s\n[\\fIOPTION\\fR...]%s", command->name, *command->operands ? " " : "");
	put_operands(command->operands, out);
}

void sl_man_page(const sl_command *command, FILE *out)
{
	sl_option_walk walk = sl_options_of(command);
	put_head(command, out);
	fputs(".SH DESCRIPTION\n", out);
	put_text(command->summary, strlen(command->summary), out);
	fputs("\n.PP\n", out);
	put_paragraphs(command->about, out);
	fputs(".SH OPTIONS\n", out);
	for (const sl_option *option; (option = sl_options_next(&walk));)
		put_option(option, out);
	fputs(".SH EXIT STATUS\n.TP\n.B 0\nnothing is wrong\n.TP\n.B 1\nproblems were found\n.TP\n.B 2\nusage, configuration or internal error\n"
	      ".SH SEE ALSO\n.BR sumlint (1)",
	    out);
	for (size_t i = 0; sl_commands[i]; i++) {
		if (sl_commands[i] != command)
			fprintf(out, ",\n.BR sumlint\\-%s (1)", sl_commands[i]->name);
	}
	fputc('\n', out);
}
