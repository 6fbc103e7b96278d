/* SPDX-License-Identifier: Apache-2.0
 * check_run.c - the stages in order: discover; read, parse and check in workers; collect and report here.
 */
#include "cli/anew.h"
#include "cli/check_take.h"

#include "base/file.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef sl_check_run_state run;

static bool write_problem(void *user, const sl_problem *problem)
{
	run *r = user;
	return sl_outputs_problem(&r->outputs, problem);
}

/* ---- the parts of a run --------------------------------------------------------------------------------------- */

static bool write_fact(void *user, const sl_stated *stated)
{
	run *r = user;
	return sl_outputs_fact(&r->outputs, stated);
}

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

static bool read_input(run *r, sl_file *file)
{
	sl_buffer *inputs = realloc(r->inputs, (r->input_count + (size_t)1) * sizeof(*inputs));
	if (!inputs) {
		sl_no_memory(&r->session.troubles);
		return false;
	}
	r->inputs = inputs;
	sl_buffer *bytes = &inputs[r->input_count++];
	sl_buffer_init(bytes);
	bool named = sl_names_descriptor(file->path.data);
	int error = sl_read_stream(named ? file->path.data : "-", SL_SOURCE_MAX, bytes);
	if (error == ENOMEM)
		sl_no_memory(&r->session.troubles);
	else if (error)
		sl_error(&r->session.troubles, file->path, 0, 0, "cannot be read%s: %s", named ? "" : " from standard input", strerror(error));
	file->held = true;
	file->text = sl_buffer_str(bytes);
	return error == 0;
}

/* Here and once: a worker that takes the place of another must have it too. */
static bool read_standard_input(run *r)
{
	bool good = true;
	for (uint32_t i = 0; i < r->files.count && good; i++)
		good = !r->files.items[i].standard_input || read_input(r, &r->files.items[i]);
	return good;
}

/* The second time at once, whatever it waits for: a reader of the report that does not read. Workers end with this process. */
static void stop(int number)
{
	if (sl_engine_interrupted()) {
		signal(number, SIG_DFL);
		raise(number);
	}
	sl_engine_interrupt();
}

/* What was ignored when the program was started stays so: nohup, or a shell's background job. Calls that wait for whoever reads the report go on, so that
   what is known is told to the end. */
static void heed(int number)
{
	struct sigaction action = { .sa_handler = stop, .sa_flags = SA_RESTART }, before;
	if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
		sigaction(number, &action, NULL);
}

/* All that was read so far can be read once more. */
static bool can_begin_anew(const sl_check_settings *settings)
{
	struct stat about;
	const char *baseline = settings->baseline.read;
	return sl_anew_possible() && !settings->files.from && !settings->files.from_stdin0 && (!baseline || (stat(baseline, &about) == 0 && S_ISREG(about.st_mode)));
}

static bool start(run *r)
{
	const sl_check_settings *settings = r->settings;
	const sl_engine_job job = { .manifests = &r->session.manifests, .selection = &r->selection, .files = &r->files, .work = sl_check_work,
		.sink = sl_check_take, .tick = sl_check_tick, .begin_anew = can_begin_anew(settings) ? sl_begin_anew : NULL, .user = r, .troubles = &r->session.troubles };
	heed(SIGINT);
	heed(SIGTERM);
	heed(SIGHUP);
	r->engine = sl_engine_start(&settings->common.engine, &job);
	return r->engine != NULL;
}

/* Where the mended text itself goes to standard output, the problems that are left go to standard error; a diff stands alone. */
static FILE *standard_of(const run *r)
{
	const sl_check_settings *settings = r->settings;
	bool text_there = settings->fix == SL_FIX_WRITE && r->files.count == 1 && r->files.items[0].standard_input;
	return text_there ? stderr : stdout;
}

/* Of a part of the corpus nothing can be judged; and who cuts a judgement short is told the rest. */
static bool ask_engine(void *engine, sl_arena *arena, const sl_corpus_fact *facts, uint32_t count, sl_judged *report, void *user)
{
	return sl_engine_interrupted() || sl_engine_judge(engine, facts, count, arena, report, user) || sl_engine_interrupted();
}

static bool open_reports(run *r)
{
	sl_report_style style = sl_report_style_of(&r->settings->common.report);
	sl_output_choice choices[SL_MAX_OUTPUTS];
	uint32_t count = sl_report_choose(&r->settings->common.report, r->settings->fix == SL_FIX_DIFF, choices);
	bool shard = r->settings->files.shards > 0;
	style.manifests = &r->session.manifests;
	style.shard = r->settings->files.shard;
	style.shards = r->settings->files.shards;
	if (!sl_outputs_open(&r->outputs, choices, count, standard_of(r), &style))
		return false;
	const sl_corpus_judge judge = { ask_engine, r->engine };
	r->collector = sl_collector_create(sl_engine_judges(r->engine) && !shard ? &judge : NULL, write_problem, r);
	if (!r->collector) {
		sl_no_memory(&r->session.troubles);
		return false;
	}
	sl_changed_begin(&r->changed, r->collector);
	if (shard)
		sl_collector_hand_on_facts(r->collector, write_fact, r);
	sl_baseline_begin(&r->settings->baseline, r->baseline, r->collector);
	return true;
}

static bool check_files(run *r)
{
	bool good = r->files.count == 0 || sl_engine_run(r->engine);
	sl_check_clear(r);
	/* What was held back is told also when somebody cuts the run short. */
	if (good || sl_engine_interrupted())
		good = sl_collector_finish(r->collector) && good;
	if (!good && !r->write_error && !r->outputs.failed[0] && !sl_session_failed(&r->session) && !sl_engine_interrupted())
		sl_no_memory(&r->session.troubles);
	return good;
}

static bool end_reports(run *r)
{
	sl_counts counts = *sl_collector_counts(r->collector);
	counts.broken = r->failures > 0;
	return sl_outputs_end(&r->outputs, &counts);
}

/* ---- what is said at the end ---------------------------------------------------------------------------------- */

static const char *plural(uint64_t count)
{
	return count == 1 ? "" : "s";
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
	if (sl_engine_interrupted())
		return SL_EXIT_INTERRUPTED;
	if (!whole || sl_session_failed(&r->session) || r->failures)
		return SL_EXIT_TROUBLE;
	const sl_counts *counts = sl_collector_counts(r->collector);
	/* What a diff shows is still wrong. */
	if (r->settings->fix == SL_FIX_DIFF && r->fixed.files)
		return SL_EXIT_PROBLEMS;
	return sl_report_status(&r->settings->common.report, counts);
}

/* The likeliest reason is a config that names other folders: says which, and what it names. */
static void tell_nothing_taken(run *r, sl_str config, sl_str patterns)
{
	const sl_files *files = &r->files;
	sl_buffer why;
	sl_buffer_init(&why);
	if (files->met == 0 && files->ignored)
		sl_buffer_printf(&why, "`ignore` in %.*s leaves out all there is", SL_ARG(config));
	else if (files->met == 0)
		sl_buffer_printf(&why, "there is no file to look at");
	else if (config.size == 0)
		sl_buffer_printf(&why, "of %u file%s looked at none is a *.md, *.markdown or *.txt", files->met, plural(files->met));
	else
		sl_buffer_printf(&why, "of %u file%s looked at `documents` in %.*s takes none: %.*s", files->met, plural(files->met), SL_ARG(config),
		    SL_ARG(patterns));
	if (why.failed)
		sl_no_memory(&r->session.troubles);
	else
		sl_warning(&r->session.troubles, SL_LIT(""), 0, 0, "no documents found: %s", why.data);
	sl_buffer_finish(&why);
}

static void tell_nothing_found(run *r)
{
	if (r->files.count || r->files.unmatched || r->changed.asked || sl_session_failed(&r->session))
		return;
	const sl_discover_options *discover = &r->settings->discover;
	sl_buffer path, patterns;
	sl_buffer_init(&path);
	sl_buffer_init(&patterns);
	/* Which config is in force in the folder that was named. */
	sl_path_join(&path, discover->path_count ? sl_str_of(discover->paths[0]) : SL_LIT("."), SL_LIT("file"));
	if (!path.failed && sl_configs_put_documents(r->session.configs, sl_buffer_str(&path), &patterns))
		tell_nothing_taken(r, sl_configs_file(r->session.configs, sl_buffer_str(&path)), sl_buffer_str(&patterns));
	else
		sl_no_memory(&r->session.troubles);
	sl_buffer_finish(&patterns);
	sl_buffer_finish(&path);
}

/* A run without rules would find every document clean. What is always selected, whether a file can be read, does not count. */
static bool leaves_rules(const run *r)
{
	static const sl_str no_rule = { "", 0 };
	const sl_selection always = { &no_rule, 1, NULL, 0 };
	const sl_manifests *manifests = &r->session.manifests;
	for (uint32_t i = 0; i < manifests->count; i++) {
		const sl_manifest *plugin = manifests->items[i];
		for (uint32_t k = 0; k < plugin->rule_count; k++) {
			if (sl_selected(&r->selection, plugin, &plugin->rules[k]) && !sl_selected(&always, plugin, &plugin->rules[k]))
				return true;
		}
	}
	return sl_usage_error("check", "--select and --ignore leave no rule") == SL_EXIT_CLEAN;
}

/* Memory goes with the process: to give it back piece by piece would touch all of it once more. A build with assertions does, so that a leak is found. */
static void finish(run *r)
{
	sl_outputs_finish(&r->outputs);
#ifdef NDEBUG
	if (r->engine)
		sl_engine_stop(r->engine);
#else
	sl_engine_free(r->engine);
	sl_collector_free(r->collector);
	sl_baseline_free(r->baseline);
	sl_arena_finish(&r->arena);
	for (uint32_t i = 0; i < r->input_count; i++)
		sl_buffer_finish(&r->inputs[i]);
	free(r->inputs);
	sl_files_finish(&r->files);
	sl_session_finish(&r->session);
#endif
	sl_changed_finish(&r->changed);
}

int sl_check_run(const sl_check_settings *settings)
{
	run r = { .settings = settings, .selection = { settings->select, settings->select_count, settings->ignore, settings->ignore_count } };
	sl_arena_init(&r.arena);
	bool whole = false;
	r.session.quiet = settings->common.report.quiet || settings->common.report.silent;
	if (!sl_session_open(&r.session, &settings->common.session))
		goto end;
	if (!check_names(&r, settings->select, settings->select_count) || !check_names(&r, settings->ignore, settings->ignore_count))
		goto end;
	if (settings->select_count && settings->ignore_count && !leaves_rules(&r))
		goto end;
	if (!sl_changed_discover(&r.changed, &settings->changed, &settings->discover, r.session.configs, &r.files, &r.session.troubles))
		goto end;
	tell_nothing_found(&r); /* of all shards: one of many may well be empty */
	sl_files_shard(&r.files, &settings->files);
	sl_session_tell(&r.session);
	if (r.session.troubles.no_memory || !read_standard_input(&r) ||
	    !sl_baseline_open(&settings->baseline, &r.files, &r.session.troubles, &r.baseline))
		goto end;
	r.fix = (sl_fix_order){ settings->fix, settings->unsafe_fixes, settings->baseline.read ? r.baseline : NULL, &r.session.manifests };
	if (!start(&r) || !open_reports(&r))
		goto end;
	whole = check_files(&r);
	/* What is known when somebody cuts it short is told. */
	if (whole || sl_engine_interrupted())
		whole = end_reports(&r) && whole;
	if (whole && r.settings->fix != SL_FIX_NOT && fflush(stdout) != 0) {
		r.write_error = errno;
		whole = false;
	}
	if (whole && r.failures && (settings->baseline.write || settings->baseline.prune))
		sl_error(&r.session.troubles, sl_str_of(settings->baseline.write ? settings->baseline.write : settings->baseline.read), 0, 0,
		    "the baseline is not written: rules broke, and what they would have said is missing");
	else if (whole && !r.failures)
		sl_baseline_end(&settings->baseline, r.baseline, settings->common.report.quiet || settings->common.report.silent, &r.session.troubles);
	if (whole && !settings->common.report.quiet && !settings->common.report.silent && isatty(STDERR_FILENO) == 1) {
		tell_fixed(&r);
		if (r.outputs.count && !r.outputs.items[0].choice.file)
			sl_report_totals(&settings->common.report, sl_collector_counts(r.collector));
	}
end:;
	int status = status_of(&r, whole);
	sl_session_tell(&r.session);
	if (sl_engine_interrupted())
		fputs("sumlint: interrupted: not all documents were checked\n", stderr);
	if (r.outputs.failed[0])
		fprintf(stderr, "sumlint: error: %s\n", r.outputs.failed);
	if (r.write_error)
		fprintf(stderr, "sumlint: error: cannot write to standard output: %s\n", strerror(r.write_error));
	finish(&r);
	return status;
}
