/* SPDX-License-Identifier: Apache-2.0
 * init.c - `sumlint init`: a first .sumlint.yaml that says what may be changed.
 */
#include "cli/commands.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/write.h"
#include "config/config.h"

#include <errno.h>

typedef struct settings {
	bool force;
} settings;

static bool take_force(void *into, const char *argument)
{
	(void)argument;
	((settings *)into)->force = true;
	return true;
}

static const sl_option options[] = {
	{ 0, "force", NULL, "replace a " SL_CONFIG_NAME " that is there", NULL, take_force },
	{ 0 },
};

static const sl_option *const tables[] = { options, NULL };

static const char text[] =
    "# What sumlint checks here. `sumlint config show FILE` says what applies to a file, `sumlint rules` which rules there are.\n"
    "\n"
    "# The built-in document type `summary` with its starter vocabularies.\n"
    "extends: summary\n"
    "\n"
    "# Which files are documents, and of which type.\n"
    "documents:\n"
    "  - { files: [\"**/*.md\", \"**/*.txt\"], type: summary }\n"
    "\n"
    "# What is no document.\n"
    "ignore:\n"
    "  - README.md\n"
    "  - CHANGELOG.md\n"
    "  - node_modules/\n"
    "\n"
    "# Your own vocabularies instead of the starters.\n"
    "# vocabularies:\n"
    "#   topics: vocabularies/topics.yaml\n"
    "#   audience: vocabularies/audience.yaml\n"
    "\n"
    "# Severities (off | info | warning | error) and options of rules.\n"
    "# rules:\n"
    "#   topics/unknown: warning\n"
    "#   sections/length: { severity: warning }\n"
    "\n"
    "# Other rules for some files.\n"
    "# overrides:\n"
    "#   - { files: [\"archive/**\"], rules: { sections/length: off } }\n";

static int write_config(const char *folder, bool force)
{
	sl_buffer path;
	sl_buffer_init(&path);
	sl_path_join(&path, sl_str_of(folder), SL_LIT(SL_CONFIG_NAME));
	int status = SL_EXIT_TROUBLE;
	int error = path.failed ? ENOMEM : sl_write_file(path.data, sl_str_of(text), force ? SL_REPLACE_EXISTING : SL_REPLACE_NEVER);
	if (error == EEXIST) {
		sl_usage_error(NULL, "%s is there already: say --force to replace it", path.data);
	} else if (error) {
		sl_usage_error(NULL, "cannot write %s: %s", path.failed ? SL_CONFIG_NAME : path.data, strerror(error));
	} else {
		printf("Wrote %s. Now run 'sumlint check'.\n", path.data);
		status = sl_finish_output(SL_EXIT_CLEAN);
	}
	sl_buffer_finish(&path);
	return status;
}

static int run_init(int argc, char **argv)
{
	settings given = { 0 };
	int operands;
	sl_parsed parsed = sl_command_parse(&sl_init_command, argc, argv, &given, &operands);
	if (parsed != SL_PARSED)
		return sl_parsed_status(parsed);
	if (operands + 1 < argc)
		return sl_usage_error("init", "one folder at a time");
	return write_config(operands < argc ? argv[operands] : ".", given.force);
}

const sl_command sl_init_command = {
	"init",
	"[DIR]",
	"Write a first " SL_CONFIG_NAME ".",
	"It is written into DIR (default: the current folder), and says in comments what can be changed.\n",
	tables,
	run_init,
};
