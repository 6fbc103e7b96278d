/* SPDX-License-Identifier: Apache-2.0
 * check.c - `sumlint check`: argv to settings.
 */
#include "base/distance.h"
#include "cli/check_run.h"
#include "cli/commands.h"

#include <errno.h>
#include <stdlib.h>

static const char *const severity_names[] = { "error", "warning", "info", "never", NULL };
static const char *const sandbox_names[] = { "auto", "require", "off", NULL };
static const char *const when_names[] = { "auto", "always", "never", NULL };

static bool tell_no_format(sl_str name)
{
	const char *names[32];
	size_t count = 0;
	char list[512] = "";
	for (; sl_report_formats[count] && count < sizeof(names) / sizeof(*names); count++) {
		size_t used = strlen(list);
		names[count] = sl_report_formats[count]->name;
		snprintf(list + used, sizeof(list) - used, "%s%s", count ? ", " : "", names[count]);
	}
	const char *nearest = sl_nearest_name(name, names, count);
	if (nearest)
		sl_usage_error("check", "no format '%.*s': did you mean '%s'?", SL_ARG(name), nearest);
	else
		sl_usage_error("check", "no format '%.*s': there are %s", SL_ARG(name), list);
	return false;
}

/* FORMAT, or FORMAT=FILE. */
static bool take_format(void *settings, const char *argument)
{
	sl_check_settings *check = settings;
	sl_str name = { argument, strcspn(argument, "=") };
	sl_output_choice choice = { .format = sl_report_find(name) };
	if (!choice.format)
		return tell_no_format(name);
	if (argument[name.size])
		choice.file = argument + name.size + 1;
	if (choice.file && !*choice.file) {
		sl_usage_error("check", "--format %s needs a file behind the '='", argument);
		return false;
	}
	if (check->output_count == SL_MAX_OUTPUTS - 1) {
		sl_usage_error("check", "more than %d reports", SL_MAX_OUTPUTS - 1);
		return false;
	}
	check->outputs[check->output_count++] = choice;
	return true;
}

static bool take_output(void *settings, const char *argument)
{
	((sl_check_settings *)settings)->output_file = argument;
	return true;
}

static bool take_statistics(void *settings, const char *argument)
{
	(void)argument;
	((sl_check_settings *)settings)->statistics = true;
	return true;
}

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

static bool take_fail_on(void *settings, const char *argument)
{
	sl_check_settings *check = settings;
	if (!sl_severity_parse(sl_str_of(argument), &check->fail_on))
		check->fail_on = SL_OFF; /* never */
	return true;
}

static int when(const char *argument)
{
	return strcmp(argument, "always") == 0 ? 1 : strcmp(argument, "never") == 0 ? -1 : 0;
}

static bool take_colour(void *settings, const char *argument)
{
	((sl_check_settings *)settings)->colour = when(argument);
	return true;
}

static bool take_excerpts(void *settings, const char *argument)
{
	((sl_check_settings *)settings)->excerpts = when(argument);
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
	return add_names(&check->select, &check->select_count, argument);
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

/* Digits, then one of the units' letters or nothing; the number times the unit. */
static bool read_amount(const char *option, const char *argument, const char *units, const uint64_t *factors, uint64_t most, uint64_t *out)
{
	char *end;
	errno = 0;
	unsigned long long number = strtoull(argument, &end, 10);
	const char *unit = *end ? strchr(units, *end) : NULL;
	bool good = *argument >= '0' && *argument <= '9' && errno == 0 && (!*end || (unit && !end[1]));
	uint64_t factor = unit ? factors[unit - units] : 1;
	if (good && number <= most / factor) {
		*out = number * factor;
		return true;
	}
	sl_usage_error("check", "--%s takes a number%s%s, not '%s'", option, *units ? ", with a unit of " : "", units, argument);
	return false;
}

static bool take_jobs(void *settings, const char *argument)
{
	uint64_t jobs;
	if (!read_amount("jobs", argument, "", NULL, 256, &jobs))
		return false;
	((sl_check_settings *)settings)->jobs = (uint32_t)jobs;
	return true;
}

/* Seconds, with a fraction if need be. */
static bool take_timeout(void *settings, const char *argument)
{
	char *end;
	double seconds = strtod(argument, &end);
	if (end == argument || *end || !(seconds >= 0) || seconds > 1000000) {
		sl_usage_error("check", "--timeout takes seconds, such as 5 or 0.5, not '%s'", argument);
		return false;
	}
	((sl_check_settings *)settings)->timeout = (uint32_t)(seconds * 1000 + 0.999);
	return true;
}

static bool take_memory_limit(void *settings, const char *argument)
{
	static const uint64_t factors[] = { (uint64_t)1 << 10, (uint64_t)1 << 20, (uint64_t)1 << 30 };
	return read_amount("memory-limit", argument, "KMG", factors, (uint64_t)1 << 46, &((sl_check_settings *)settings)->memory_limit);
}

static bool take_sandbox(void *settings, const char *argument)
{
	((sl_check_settings *)settings)->sandbox = strcmp(argument, "require") == 0 ? SL_SANDBOX_REQUIRE
	    : strcmp(argument, "off") == 0					   ? SL_SANDBOX_OFF
										   : SL_SANDBOX_AUTO;
	return true;
}

static bool take_quiet(void *settings, const char *argument)
{
	(void)argument;
	((sl_check_settings *)settings)->quiet = true;
	return true;
}

static bool take_silent(void *settings, const char *argument)
{
	(void)argument;
	((sl_check_settings *)settings)->silent = true;
	return true;
}

static const sl_option options[] = {
	{ 0, "fix", NULL, "apply the safe fixes, and report what is left", NULL, take_fix },
	{ 0, "unsafe-fixes", NULL, "with --fix or --diff: also those that want a person's eye", NULL, take_unsafe_fixes },
	{ 0, "diff", NULL, "show what the fixes would change as a unified diff, and\nwrite nothing", NULL, take_diff },
	{ 'f', "format", "FORMAT[=FILE]", "how problems are reported: text (default), json, ...;\nmay be given several times, with files", NULL,
	    take_format },
	{ 'o', "output", "FILE", "write the report to FILE, whole or not at all", NULL, take_output },
	{ 0, "statistics", NULL, "print how often each rule was broken, not each problem", NULL, take_statistics },
	{ 0, "baseline", "FILE", "keep the problems in FILE quiet, and tell of new ones only", NULL, take_baseline },
	{ 0, "write-baseline", "FILE", "write all present problems into FILE, and report none", NULL, take_write_baseline },
	{ 0, "prune-baseline", NULL, "with --baseline: remove entries that are no longer needed", NULL, take_prune_baseline },
	{ 0, "fail-on", "SEVERITY", "exit with 1 for problems of this severity or above:\nerror (default), warning, info, never", severity_names,
	    take_fail_on },
	{ 0, "select", "RULES", "run these rules only: ids or plugins, with commas between", NULL, take_select },
	{ 0, "ignore", "RULES", "leave these rules out; an id counts more than a plugin", NULL, take_ignore },
	{ 0, "stdin-filename", "NAME", "check standard input under this name: it decides about\nconfig, document type and syntax", NULL,
	    take_stdin_filename },
	{ 0, "since", "REV", "check what changed since REV and HEAD parted, up to the work\ntree, and report problems on changed lines only", NULL, take_since },
	{ 0, "staged", NULL, "the same for what is staged, as it is staged", NULL, take_staged },
	{ 0, "no-gitignore", NULL, "check files that .gitignore leaves out, too", NULL, take_no_gitignore },
	{ 0, "color", "WHEN", "auto (default; NO_COLOR is respected), always, never", when_names, take_colour },
	{ 0, "excerpts", "WHEN", "show the source of each problem: auto (default: on a\nterminal), always, never", when_names, take_excerpts },
	{ 'j', "jobs", "N", "worker processes at the most (default: the usable CPUs)", NULL, take_jobs },
	{ 0, "timeout", "SECONDS", "what a rule may take for one document (default 5; 0: any)", NULL, take_timeout },
	{ 0, "memory-limit", "SIZE", "what a worker may take for rules: a number with K, M or G\n(default 1G; 0: any)", NULL, take_memory_limit },
	{ 0, "sandbox", "MODE", "confine plugins that sumlint does not ship: auto (default:\nas far as the kernel can), require, off", sandbox_names,
	    take_sandbox },
	{ 'q', "quiet", NULL, "print problems and errors of sumlint itself, but none of\nits warnings and no totals", NULL, take_quiet },
	{ 's', "silent", NULL, "print no problems either: the exit status tells", NULL, take_silent },
	{ 0 },
};

static const sl_option *const tables[] = { options, sl_session_options, NULL };

/* What is said of outputs and fixes as a whole. */
static bool is_sensible(sl_check_settings *settings)
{
	uint32_t standard = 0;
	for (uint32_t i = 0; i < settings->output_count; i++)
		standard += settings->outputs[i].file == NULL;
	if (settings->diff)
		settings->fix = SL_FIX_DIFF;
	settings->baseline.some_rules = settings->baseline.some_rules || settings->select_count || settings->ignore_count ||
	    settings->changed.since || settings->changed.staged;
	if (!sl_baseline_sensible(&settings->baseline) || !sl_changed_sensible(&settings->changed, &settings->discover, settings->fix))
		return false;
	if (settings->unsafe_fixes && settings->fix == SL_FIX_NOT)
		return sl_usage_error("check", "--unsafe-fixes goes with --fix or --diff") == SL_EXIT_CLEAN;
	if (standard > 1)
		return sl_usage_error("check", "two reports cannot share one output: say --format FORMAT=FILE") == SL_EXIT_CLEAN;
	if (settings->output_file && settings->output_count && !standard)
		return sl_usage_error("check", "--output goes with a --format that has no file of its own") == SL_EXIT_CLEAN;
	return true;
}

static int run_check(int argc, char **argv)
{
	sl_check_settings settings = { .fail_on = SL_ERROR, .timeout = 5000, .memory_limit = (uint64_t)1 << 30 };
	int operands;
	sl_parsed parsed = sl_command_parse(&sl_check_command, argc, argv, &settings, &operands);
	int status = sl_parsed_status(parsed);
	if (parsed == SL_PARSED) {
		settings.discover.paths = (const char *const *)argv + operands;
		settings.discover.path_count = (uint32_t)(argc - operands);
	}
	if (parsed == SL_PARSED && !is_sensible(&settings)) {
		status = SL_EXIT_TROUBLE;
	} else if (parsed == SL_PARSED) {
		static const char *const standard_input[] = { "-" };
		if (settings.discover.stdin_name && operands == argc) {
			settings.discover.paths = standard_input;
			settings.discover.path_count = 1;
		}
		status = sl_check_run(&settings);
	}
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
