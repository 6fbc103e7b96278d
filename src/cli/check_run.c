/* SPDX-License-Identifier: Apache-2.0
 * check_run.c - discover, then for each file read, parse, check, collect and report, one at a time: memory is that of the largest.
 */
#include "cli/check_run.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

typedef struct run {
	const sl_check_settings *settings;
	sl_session session;
	sl_files files;
	sl_selection selection;
	sl_checker *checker;
	sl_collector *collector;
	sl_baseline *baseline;
	sl_outputs outputs;
	sl_fix_totals fixed;
	int write_error; /* errno, of standard output where fixes go there */
} run;

/* ---- how the report looks ------------------------------------------------------------------------------------- */

static bool wanted(int choice, bool person)
{
	return choice > 0 || (choice == 0 && person);
}

static sl_report_style style_of(const sl_check_settings *settings)
{
	sl_report_style style = { 0 };
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

static bool write_problem(void *user, const sl_problem *problem)
{
	run *r = user;
	return sl_outputs_problem(&r->outputs, problem);
}

/* ---- the parts of a run --------------------------------------------------------------------------------------- */

/* False with a message where a name on the command line is no rule. */
static bool check_names(run *r, const sl_str *names, uint32_t count)
{
	bool good = true;
	for (uint32_t i = 0; i < count; i++) {
		const sl_manifest *plugin;
		if (!sl_session_rule(&r->session, names[i], &plugin) && !plugin)
			good = false;
	}
	return good;
}

/* Plugins are loaded and rules made before the first file is read: a run that cannot be whole does not begin. */
static bool prepare(run *r)
{
	const sl_check_settings *settings = r->settings;
	r->selection = (sl_selection){ settings->select, settings->select_count, settings->ignore, settings->ignore_count };
	r->checker = sl_checker_create(&r->session.manifests, &r->selection, &r->session.troubles);
	if (!r->checker) {
		sl_no_memory(&r->session.troubles);
		return false;
	}
	const sl_settings *last = NULL;
	bool good = true;
	for (uint32_t i = 0; i < r->files.count; i++) {
		if (r->files.items[i].settings != last)
			good = sl_checker_prepare(r->checker, r->files.items[i].settings) && good;
		last = r->files.items[i].settings;
	}
	return good;
}

/* Where the mended text itself goes to standard output, the problems that are left go to standard error; a diff stands alone. */
static FILE *standard_of(const run *r)
{
	const sl_check_settings *settings = r->settings;
	bool text_there = settings->fix == SL_FIX_WRITE && r->files.count == 1 && r->files.items[0].standard_input;
	return text_there ? stderr : stdout;
}

static uint32_t choose_outputs(const sl_check_settings *settings, sl_output_choice *choices)
{
	const sl_report_format *standard = settings->statistics ? &sl_report_statistics : &sl_report_text;
	uint32_t count = 0;
	for (uint32_t i = 0; i < settings->output_count; i++) {
		sl_output_choice choice = settings->outputs[i];
		if (!choice.file)
			choice.file = settings->output_file;
		if (!choice.file && (settings->silent || settings->fix == SL_FIX_DIFF))
			continue;
		choices[count++] = choice;
	}
	if (settings->output_count == 0 && ((!settings->silent && settings->fix != SL_FIX_DIFF) || settings->output_file))
		choices[count++] = (sl_output_choice){ standard, settings->output_file };
	else if (settings->statistics && !settings->silent && count < SL_MAX_OUTPUTS)
		choices[count++] = (sl_output_choice){ standard, NULL };
	return count;
}

static bool open_reports(run *r)
{
	sl_report_style style = style_of(r->settings);
	sl_output_choice choices[SL_MAX_OUTPUTS];
	uint32_t count = choose_outputs(r->settings, choices);
	style.manifests = &r->session.manifests;
	if (!sl_outputs_open(&r->outputs, choices, count, standard_of(r), &style))
		return false;
	r->collector = sl_collector_create(r->checker, write_problem, r);
	if (!r->collector)
		sl_no_memory(&r->session.troubles);
	return r->collector && sl_baseline_begin(&r->settings->baseline, &r->files, r->collector, &r->session.troubles, &r->baseline);
}

static bool check_file(run *r, const sl_file *file, sl_source *source, sl_arena *arena)
{
	sl_checked checked;
	if (!sl_source_read(source, file->standard_input ? "-" : file->path.data))
		return false;
	if (r->settings->fix == SL_FIX_NOT) {
		if (!sl_check(r->checker, file->settings, file->path, source, arena, &checked))
			return false;
	} else if (!sl_check_and_fix(r->checker, file, r->settings->fix, r->settings->unsafe_fixes, source, arena, &checked, &r->fixed,
		       &r->session.troubles)) {
		r->write_error = errno == ENOMEM ? 0 : errno;
		return false;
	}
	return sl_collector_add(r->collector, file->settings, file->path, source, &checked);
}

static bool check_files(run *r)
{
	sl_source source;
	sl_arena arena;
	bool good = true;
	sl_source_init(&source);
	sl_arena_init(&arena);
	for (uint32_t i = 0; good && i < r->files.count; i++) {
		good = check_file(r, &r->files.items[i], &source, &arena);
		sl_arena_reset(&arena);
	}
	good = good && sl_collector_finish(r->collector);
	sl_arena_finish(&arena);
	sl_source_finish(&source);
	if (!good && !r->write_error && !r->outputs.failed[0] && !sl_session_failed(&r->session))
		sl_no_memory(&r->session.troubles);
	return good;
}

/* ---- what is said at the end ---------------------------------------------------------------------------------- */

static const char *plural(uint64_t count)
{
	return count == 1 ? "" : "s";
}

/* For a person who looks on; a pipe gets problems alone. */
static void tell_totals(const sl_counts *counts)
{
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

static void tell_fixed(const run *r)
{
	const sl_fix_totals *fixed = &r->fixed;
	if (fixed->fixes)
		fprintf(stderr, "%s %llu problem%s in %llu document%s.\n", r->settings->fix == SL_FIX_DIFF ? "Would fix" : "Fixed",
		    (unsigned long long)fixed->fixes, plural(fixed->fixes), (unsigned long long)fixed->files, plural(fixed->files));
}

static int status_of(const run *r, bool whole)
{
	if (!whole || sl_session_failed(&r->session))
		return SL_EXIT_TROUBLE;
	const sl_counts *counts = sl_collector_counts(r->collector);
	/* What a diff shows is still wrong. */
	if (r->settings->fix == SL_FIX_DIFF && r->fixed.files)
		return SL_EXIT_PROBLEMS;
	for (int severity = SL_ERROR; severity > SL_OFF && r->settings->fail_on != SL_OFF && severity >= (int)r->settings->fail_on; severity--) {
		if (counts->problems[severity])
			return SL_EXIT_PROBLEMS;
	}
	return SL_EXIT_CLEAN;
}

static void tell_nothing_found(run *r)
{
	if (r->files.count == 0 && r->files.unmatched == 0 && !sl_session_failed(&r->session))
		sl_warning(&r->session.troubles, SL_LIT(""), 0, 0, "no documents found: nothing was checked");
}

int sl_check_run(const sl_check_settings *settings)
{
	run r = { .settings = settings };
	bool whole = false;
	r.session.quiet = settings->quiet || settings->silent;
	if (!sl_session_open(&r.session, &settings->session))
		goto end;
	if (!check_names(&r, settings->select, settings->select_count) || !check_names(&r, settings->ignore, settings->ignore_count))
		goto end;
	if (!sl_discover(&settings->discover, r.session.configs, &r.files, &r.session.troubles))
		sl_no_memory(&r.session.troubles);
	tell_nothing_found(&r);
	sl_session_tell(&r.session);
	if (r.session.troubles.no_memory || !prepare(&r) || !open_reports(&r))
		goto end;
	whole = check_files(&r) && sl_outputs_end(&r.outputs, sl_collector_counts(r.collector));
	if (whole && r.settings->fix != SL_FIX_NOT && fflush(stdout) != 0) {
		r.write_error = errno;
		whole = false;
	}
	if (whole)
		sl_baseline_end(&settings->baseline, r.baseline, settings->quiet || settings->silent, &r.session.troubles);
	if (whole && !settings->quiet && !settings->silent && isatty(STDERR_FILENO) == 1) {
		tell_fixed(&r);
		if (r.outputs.count && !r.outputs.items[0].choice.file)
			tell_totals(sl_collector_counts(r.collector));
	}
end:;
	int status = status_of(&r, whole);
	sl_session_tell(&r.session);
	if (r.outputs.failed[0])
		fprintf(stderr, "sumlint: error: %s\n", r.outputs.failed);
	if (r.write_error)
		fprintf(stderr, "sumlint: error: cannot write to standard output: %s\n", strerror(r.write_error));
	sl_collector_free(r.collector);
	sl_baseline_free(r.baseline);
	sl_outputs_finish(&r.outputs);
	sl_checker_free(r.checker);
	sl_files_finish(&r.files);
	sl_session_finish(&r.session);
	return status;
}
