/* SPDX-License-Identifier: Apache-2.0
 * main.c - the table of contents: which command there is, and which stages it runs.
 *
 *   check    discover -> read -> parse -> check -> collect -> report
 *   rules    manifests alone: no plugin's code is mapped
 *   explain  the same, one rule
 *   config   what applies to a file
 *   init     discover -> read -> parse -> a first .sumlint.yaml
 *   merge    the reports of shards: collect -> report
 *   filter   records on standard input: parse -> check -> report, one a line
 *   lsp      the same stages for the documents that an editor has open
 *   completions, help   the commands' tables
 */
#include "base/distance.h"
#include "cli/anew.h"
#include "cli/commands.h"
#include "cli/man.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

const sl_command *const sl_commands[] = {
	&sl_check_command,
	&sl_rules_command,
	&sl_explain_command,
	&sl_config_command,
	&sl_init_command,
	&sl_merge_command,
	&sl_filter_command,
	&sl_lsp_command,
	&sl_completions_command,
	NULL,
};

static void print_help(FILE *out)
{
	fputs("sumlint checks that editorial summary documents have the right content.\n\n"
	      "Usage: sumlint COMMAND [OPTION...] [ARGUMENT...]\n\nCommands:\n",
	    out);
	for (size_t i = 0; sl_commands[i]; i++)
		fprintf(out, "  %-13s%s\n", sl_commands[i]->name, sl_commands[i]->summary);
	fputs("\nOptions:\n  -V, --version  show the version\n  -h, --help     show this help; of a command: sumlint COMMAND --help\n\n"
	      "Exit status: 0 nothing at or above --fail-on, 1 problems, 2 usage, configuration or internal error.\n",
	    out);
}

static int unknown_command(const char *name)
{
	const char *names[16];
	size_t count = 0;
	for (; sl_commands[count] && count < 16; count++)
		names[count] = sl_commands[count]->name;
	const char *nearest = sl_nearest_name(sl_str_of(name), names, count);
	if (nearest)
		return sl_usage_error("", "unknown command '%s': did you mean 'sumlint %s'?", name, nearest);
	return sl_usage_error("", "unknown command '%s': to check files, say 'sumlint check %s'", name, name);
}

/* `help [COMMAND]`; with --man in front, the command's page of the manual, for those who build sumlint. */
static int help_command(int argc, char **argv)
{
	bool man = argc > 1 && strcmp(argv[0], "--man") == 0;
	const char *name = argc > man ? argv[man] : NULL;
	const sl_command *command = name ? sl_command_find(name) : NULL;
	if (name && !command)
		return unknown_command(name);
	if (command && man)
		sl_man_page(command, stdout);
	else if (command)
		sl_command_help(command, stdout);
	else
		print_help(stdout);
	return sl_finish_output(SL_EXIT_CLEAN);
}

/* The descriptor of a standard stream that is closed would be that of the next file opened, and what is meant for the stream would go there. Opened the
   wrong way round, so that to use it stays an error. */
static bool hold_standard_streams(void)
{
	for (int stream = 0; stream <= 2; stream++) {
		if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY) != stream)
			return false;
	}
	return true;
}

/* What runs at the end of a program does nothing here but to touch memory. A build with assertions has it, for those who look for leaks. */
static int leave(int status)
{
#ifdef NDEBUG
	fflush(NULL);
	_exit(status);
#else
	return status;
#endif
}

int main(int argc, char **argv)
{
	const char *first = argc > 1 ? argv[1] : NULL;
	sl_anew_remember(argc, argv);
	if (!hold_standard_streams())
		return SL_EXIT_TROUBLE;
	/* A file that grows past the limit is an error of writing, which is told, and no death that leaves half a file behind. */
	signal(SIGXFSZ, SIG_IGN);
	/* Whoever ignores it has children whose ends nobody hears of. */
	signal(SIGCHLD, SIG_DFL);
	if (!first) {
		print_help(stderr);
		return SL_EXIT_TROUBLE;
	}
	if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0) {
		printf("sumlint %s\n", SUMLINT_VERSION);
		return sl_finish_output(SL_EXIT_CLEAN);
	}
	if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "help") == 0)
		return help_command(argc - 2, argv + 2);
	if (first[0] == '-' && first[1])
		return sl_usage_error("", "unknown option '%s': options come behind the command", first);
	const sl_command *command = sl_command_find(first);
	return leave(command ? command->run(argc - 1, argv + 1) : unknown_command(first));
}
