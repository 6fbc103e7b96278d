/* SPDX-License-Identifier: Apache-2.0
 * check.c - `sumlint check`: argv to settings.
 */
#include "cli/check_run.h"
#include "cli/commands.h"

#include <stdlib.h>

static bool take_baseline(void *settings, const char *argument)
{
	((sl_check_settings *)settings)->baseline.read = argument;
	return true;
}

static bool take_write_baseline(void *settings, const char *argument)
{
	((sl_check_settings *)settings)->baseline.write = argument;
	return true;
}

static bool take_prune_baseline(void *settings, const char *argument)
{
	(void)argument;
	((sl_check_settings *)settings)->baseline.prune = true;
	return true;
}

static bool take_fix(void *settings, const char *argument)
{
	(void)argument;
	((sl_check_settings *)settings)->fix = SL_FIX_WRITE;
	return true;
}

static bool take_diff(void *settings, const char *argument)
{
	(void)argument;
	((sl_check_settings *)settings)->diff = true;
	return true;
}

static bool take_unsafe_fixes(void *settings, const char *argument)
{
	(void)argument;
	((sl_check_settings *)settings)->unsafe_fixes = true;
	return true;
}

/* Adds the names of "a,b,c". */
static bool add_names(sl_str **names, uint32_t *count, const char *argument)
{
	for (;;) {
		size_t size = strcspn(argument, ",");
		sl_str name = sl_str_trim((sl_str){ argument, size });
		if (name.size) {
			sl_str *more = realloc(*names, (*count + (size_t)1) * sizeof(*more));
			if (!more) {
				sl_usage_error(NULL, "out of memory");
				return false;
			}
			*names = more;
			more[(*count)++] = name;
		}
		if (!argument[size])
			return true;
		argument += size + 1;
	}
}

static bool take_select(void *settings, const char *argument)
{
	sl_check_settings *check = settings;
	uint32_t before = check->select_count;
	if (!add_names(&check->select, &check->select_count, argument))
		return false;
	/* An empty variable of a script: all rules is not what was meant. */
	return check->select_count > before || sl_usage_error("check", "--select names no rule") == SL_EXIT_CLEAN;
}

static bool take_ignore(void *settings, const char *argument)
{
	sl_check_settings *check = settings;
	return add_names(&check->ignore, &check->ignore_count, argument);
}

static bool take_stdin_filename(void *settings, const char *argument)
{
	((sl_check_settings *)settings)->discover.stdin_name = argument;
	return true;
}

static bool take_since(void *settings, const char *argument)
{
	((sl_check_settings *)settings)->changed.since = argument;
	return true;
}

static bool take_staged(void *settings, const char *argument)
{
	(void)argument;
	((sl_check_settings *)settings)->changed.staged = true;
	return true;
}

static bool take_no_gitignore(void *settings, const char *argument)
{
	(void)argument;
	((sl_check_settings *)settings)->discover.no_gitignore = true;
	return true;
}

static bool take_files_from(void *settings, const char *argument)
{
	((sl_check_settings *)settings)->files.from = argument;
	return true;
}

static bool take_from_stdin0(void *settings, const char *argument)
{
	(void)argument;
	((sl_check_settings *)settings)->files.from_stdin0 = true;
	return true;
}

/* K/N. */
static bool take_shard(void *settings, const char *argument)
{
	sl_files_settings *files = &((sl_check_settings *)settings)->files;
	unsigned shard, shards;
	char rest;
	if (sscanf(argument, "%u/%u%c", &shard, &shards, &rest) != 2 || shard < 1 || shard > shards || shards > 100000) {
		sl_usage_error("check", "--shard takes K/N, such as 1/4 for the first of four, not '%s'", argument);
		return false;
	}
	files->shard = shard;
	files->shards = shards;
	return true;
}

static const sl_option options[] = {
	{ 0, "fix", NULL, "apply the safe fixes, and report what is left", NULL, take_fix },
	{ 0, "unsafe-fixes", NULL, "with --fix or --diff: also those that want a person's eye", NULL, take_unsafe_fixes },
	{ 0, "diff", NULL, "show what the fixes would change as a unified diff, and\nwrite no document; reports go to files only", NULL, take_diff },
	{ 0, "baseline", "FILE", "keep the problems in FILE quiet, and tell of new ones only;\n--fix leaves them alone", NULL, take_baseline },
	{ 0, "write-baseline", "FILE", "write all present problems into FILE, and report none", NULL, take_write_baseline },
	{ 0, "prune-baseline", NULL, "with --baseline: remove entries that are no longer needed", NULL, take_prune_baseline },
	{ 0, "select", "RULES", "run these rules only: ids or plugins, with commas between", NULL, take_select },
	{ 0, "ignore", "RULES", "leave these rules out; an id counts more than a plugin", NULL, take_ignore },
	{ 0, "stdin-filename", "NAME", "check standard input under this name: it decides about\nconfig, document type and syntax", NULL,
	    take_stdin_filename },
	{ 0, "files-from", "FILE", "check the files listed in FILE, one a line (- is standard input)", NULL, take_files_from },
	{ 0, "from-stdin0", NULL, "check the files listed on standard input, each ended by a NUL", NULL, take_from_stdin0 },
	{ 0, "shard", "K/N", "check the Kth of N shares of the files; 'sumlint merge' joins\ntheir reports (--format jsonl)", NULL, take_shard },
	{ 0, "since", "REV", "check what changed since REV and HEAD parted, up to the work\ntree, and report problems on changed lines only", NULL, take_since },
	{ 0, "staged", NULL, "the same for what is staged, as it is staged", NULL, take_staged },
	{ 0, "no-gitignore", NULL, "check files that .gitignore leaves out, too", NULL, take_no_gitignore },
	{ 0 },
};

static const sl_option *const tables[] = { options, sl_report_options, sl_engine_option_table, sl_session_options, NULL };

/* A diff takes standard output for itself. */
static bool is_alone(const sl_report_settings *report)
{
	for (uint32_t i = 0; i < report->output_count && !report->output_file; i++) {
		if (!report->outputs[i].file)
			return sl_usage_error("check", "--diff writes a diff to standard output: leave --format %s out, or say --format %s=FILE",
			    report->outputs[i].format->name, report->outputs[i].format->name) == SL_EXIT_CLEAN;
	}
	if (report->statistics && (report->output_count || !report->output_file))
		return sl_usage_error("check", "--diff writes a diff to standard output: leave --statistics out, or write them to a file by --output FILE") ==
		    SL_EXIT_CLEAN;
	return true;
}

static bool has_standard_input(const sl_discover_options *discover)
{
	for (uint32_t i = 0; i < discover->path_count; i++) {
		if (strcmp(discover->paths[i], "-") == 0)
			return true;
	}
	return false;
}

/* What is said of fixes, baselines and changes as a whole. */
static bool is_sensible(sl_check_settings *settings)
{
	if (settings->diff)
		settings->fix = SL_FIX_DIFF;
	settings->baseline.some_rules = settings->baseline.some_rules || settings->select_count || settings->ignore_count ||
	    settings->changed.since || settings->changed.staged || settings->files.shards > 1;
	if (!sl_baseline_sensible(&settings->baseline) || !sl_changed_sensible(&settings->changed, &settings->discover, settings->fix) ||
	    !sl_report_sensible(&settings->common.report, "check") || (settings->diff && !is_alone(&settings->common.report)))
		return false;
	if (settings->discover.stdin_name && settings->discover.path_count && !has_standard_input(&settings->discover))
		return sl_usage_error("check", "--stdin-filename goes with standard input: name no paths, or - among them") == SL_EXIT_CLEAN;
	bool listed = settings->files.from_stdin0 || (settings->files.from && strcmp(settings->files.from, "-") == 0);
	if (listed && (settings->discover.stdin_name || has_standard_input(&settings->discover)))
		return sl_usage_error("check", "standard input is either a document or a list of files") == SL_EXIT_CLEAN;
	if (settings->unsafe_fixes && settings->fix == SL_FIX_NOT)
		return sl_usage_error("check", "--unsafe-fixes goes with --fix or --diff") == SL_EXIT_CLEAN;
	return true;
}

static int run_check(int argc, char **argv)
{
	sl_check_settings settings = { .common = SL_COMMON_SETTINGS };
	sl_listed_paths listed = { 0 };
	int operands;
	sl_parsed parsed = sl_command_parse(&sl_check_command, argc, argv, &settings, &operands);
	int status = sl_parsed_status(parsed);
	if (parsed == SL_PARSED) {
		settings.discover.paths = (const char *const *)argv + operands;
		settings.discover.path_count = (uint32_t)(argc - operands);
	}
	if (parsed == SL_PARSED && (!is_sensible(&settings) || !sl_paths_read(&settings.files, &settings.discover, &listed))) {
		status = SL_EXIT_TROUBLE;
	} else if (parsed == SL_PARSED) {
		static const char *const standard_input[] = { "-" };
		if (settings.discover.stdin_name && operands == argc && !settings.discover.listed_only) {
			settings.discover.paths = standard_input;
			settings.discover.path_count = 1;
		}
		status = sl_check_run(&settings);
	}
	sl_paths_finish(&listed);
	free(settings.select);
	free(settings.ignore);
	return status;
}

const sl_command sl_check_command = {
	"check",
	"[PATH...]",
	"Check documents and report problems.",
	"PATH is a file, a folder (walked; .gitignore and the config's `ignore:` are respected) or - for standard\n"
	"input. Without one the current folder is checked. Which documents there are, of which type, and which rules\n"
	"apply says the nearest .sumlint.yaml above each file; without one the built-in type `summary` applies to\n"
	"*.md, *.markdown and *.txt.\n\n"
	"Problems go to standard output, errors of sumlint itself to standard error. Exit status: 0 nothing at or\n"
	"above --fail-on, 1 problems, 2 usage, configuration or internal error.\n",
	tables,
	run_check,
};
