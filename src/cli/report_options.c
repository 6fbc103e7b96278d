/* SPDX-License-Identifier: Apache-2.0
 * report_options.c - how problems are reported: options, looks, totals, exit status.
 */
#include "cli/common_options.h"

#include "base/distance.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const char *const severity_names[] = { "error", "warning", "info", "never", NULL };
static const char *const when_names[] = { "auto", "always", "never", NULL };

static sl_report_settings *of(void *settings)
{
	return &((sl_common_settings *)settings)->report;
}

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
		sl_usage_error(NULL, "no format '%.*s': did you mean '%s'?", SL_ARG(name), nearest);
	else
		sl_usage_error(NULL, "no format '%.*s': there are %s", SL_ARG(name), list);
	return false;
}

/* As elsewhere, `-` is standard output. */
static const char *file_of(const char *argument)
{
	return strcmp(argument, "-") == 0 ? NULL : argument;
}

/* FORMAT, or FORMAT=FILE. */
static bool take_format(void *settings, const char *argument)
{
	sl_report_settings *check = of(settings);
	sl_str name = { argument, strcspn(argument, "=") };
	sl_output_choice choice = { .format = sl_report_find(name) };
	if (!choice.format)
		return tell_no_format(name);
	if (argument[name.size])
		choice.file = file_of(argument + name.size + 1);
	if (choice.file && !*choice.file) {
		sl_usage_error(NULL, "--format %s needs a file behind the '='", argument);
		return false;
	}
	if (check->output_count == SL_MAX_OUTPUTS - 1) {
		sl_usage_error(NULL, "more than %d reports", SL_MAX_OUTPUTS - 1);
		return false;
	}
	check->outputs[check->output_count++] = choice;
	return true;
}

static bool take_output(void *settings, const char *argument)
{
	of(settings)->output_file = file_of(argument);
	return true;
}

static bool take_statistics(void *settings, const char *argument)
{
	(void)argument;
	of(settings)->statistics = true;
	return true;
}

static bool take_fail_on(void *settings, const char *argument)
{
	sl_report_settings *check = of(settings);
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
	of(settings)->colour = when(argument);
	return true;
}

static bool take_excerpts(void *settings, const char *argument)
{
	of(settings)->excerpts = when(argument);
	return true;
}

static bool take_quiet(void *settings, const char *argument)
{
	(void)argument;
	of(settings)->quiet = true;
	return true;
}

static bool take_silent(void *settings, const char *argument)
{
	(void)argument;
	of(settings)->silent = true;
	return true;
}

const sl_option sl_report_options[] = {
	{ 'f', "format", "FORMAT[=FILE]", "how problems are reported: text (default), json, ...;\nmay be given several times, with files", NULL,
	    take_format },
	{ 'o', "output", "FILE", "write the report to FILE, whole or not at all", NULL, take_output },
	{ 0, "statistics", NULL, "print how often each rule was broken, not each problem", NULL, take_statistics },
	{ 0, "fail-on", "SEVERITY", "exit with 1 for problems of this severity or above:\nerror (default), warning, info, never", severity_names,
	    take_fail_on },
	{ 0, "color", "WHEN", "auto (default; NO_COLOR is respected), always, never", when_names, take_colour },
	{ 0, "excerpts", "WHEN", "show the source of each problem: auto (default: on a\nterminal), always, never", when_names, take_excerpts },
	{ 'q', "quiet", NULL, "print problems and errors of sumlint itself, but none of\nits warnings and no totals", NULL, take_quiet },
	{ 's', "silent", NULL, "print no problems either: the exit status tells", NULL, take_silent },
	{ 0 },
};

/* The later of two would take the place of the earlier. What is no regular file, such as /dev/null, takes any number. */
static bool share_file(const sl_report_settings *settings)
{
	for (uint32_t i = 0; i < settings->output_count; i++) {
		const char *one = settings->outputs[i].file ? settings->outputs[i].file : settings->output_file;
		for (uint32_t k = 0; one && k < i; k++) {
			const char *other = settings->outputs[k].file ? settings->outputs[k].file : settings->output_file;
			if (other && strcmp(one, other) == 0 && strncmp(one, "/dev/", 5) != 0)
				return true;
		}
	}
	return false;
}

bool sl_report_sensible(const sl_report_settings *settings, const char *command)
{
	uint32_t standard = 0;
	for (uint32_t i = 0; i < settings->output_count; i++)
		standard += settings->outputs[i].file == NULL;
	/* Statistics that are asked for beside other reports go to standard output. */
	bool both = settings->statistics && standard && !settings->output_file;
	if (standard > 1 || both || share_file(settings))
		return sl_usage_error(command, "two reports cannot share one output: say --format FORMAT=FILE") == SL_EXIT_CLEAN;
	if (settings->output_file && settings->output_count && !standard)
		return sl_usage_error(command, "--output goes with a --format that has no file of its own") == SL_EXIT_CLEAN;
	return true;
}

/* ---- looks ---------------------------------------------------------------------------------------------------- */

static bool wanted(int choice, bool person)
{
	return choice > 0 || (choice == 0 && person);
}

sl_report_style sl_report_style_of(const sl_report_settings *settings)
{
	sl_report_style style = { .docs_url = SUMLINT_DOCS_URL };
	bool person = isatty(STDOUT_FILENO) == 1;
	const char *terminal = getenv("TERM"), *no_colour = getenv("NO_COLOR");
	bool dumb = !terminal || strcmp(terminal, "dumb") == 0 || (no_colour && *no_colour);
	struct winsize size;
	style.colour = wanted(settings->colour, person && !dumb);
	style.excerpts = wanted(settings->excerpts, person);
	if (person && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		style.width = size.ws_col;
	return style;
}

uint32_t sl_report_choose(const sl_report_settings *settings, bool alone, sl_output_choice *choices)
{
	const sl_report_format *standard = settings->statistics ? &sl_report_statistics : &sl_report_text;
	bool quiet = settings->silent || alone;
	uint32_t count = 0;
	for (uint32_t i = 0; i < settings->output_count; i++) {
		sl_output_choice choice = settings->outputs[i];
		if (!choice.file)
			choice.file = settings->output_file;
		if (choice.file || !quiet)
			choices[count++] = choice;
	}
	if (settings->output_count == 0 && (!quiet || settings->output_file))
		choices[count++] = (sl_output_choice){ standard, settings->output_file };
	else if (settings->output_count && settings->statistics && !settings->silent && count < SL_MAX_OUTPUTS)
		choices[count++] = (sl_output_choice){ standard, NULL };
	return count;
}

/* ---- the end -------------------------------------------------------------------------------------------------- */

static const char *plural(uint64_t count)
{
	return count == 1 ? "" : "s";
}

/* For a person who looks on; a pipe gets problems alone. */
void sl_report_totals(const sl_report_settings *settings, const sl_counts *counts)
{
	if (settings->quiet || settings->silent || isatty(STDERR_FILENO) != 1)
		return;
	uint64_t all = counts->problems[SL_ERROR] + counts->problems[SL_WARNING] + counts->problems[SL_INFO];
	unsigned long long files = counts->files;
	if (all == 0) {
		fprintf(stderr, "%llu document%s checked, no problems.\n", files, plural(files));
		return;
	}
	fprintf(stderr, "%llu problem%s (%llu error%s, %llu warning%s, %llu info) in %llu of %llu document%s", (unsigned long long)all, plural(all),
	    (unsigned long long)counts->problems[SL_ERROR], plural(counts->problems[SL_ERROR]), (unsigned long long)counts->problems[SL_WARNING],
	    plural(counts->problems[SL_WARNING]), (unsigned long long)counts->problems[SL_INFO], (unsigned long long)counts->files_with_problems, files,
	    plural(files));
	if (counts->fixable)
		fprintf(stderr, "; %llu with a fix", (unsigned long long)counts->fixable);
	fputs(".\n", stderr);
}

int sl_report_status(const sl_report_settings *settings, const sl_counts *counts)
{
	for (int severity = SL_ERROR; severity > SL_OFF && settings->fail_on != SL_OFF && severity >= (int)settings->fail_on; severity--) {
		if (counts->problems[severity])
			return SL_EXIT_PROBLEMS;
	}
	return SL_EXIT_CLEAN;
}
