/* SPDX-License-Identifier: Apache-2.0
 * merge.c - `sumlint merge`: the reports of all shards as one, as if one run had checked everything.
 */
#include "cli/check_baseline.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/merge_read.h"

#include <stdlib.h>

typedef struct merge_settings {
	sl_common_settings common;
	sl_baseline_settings baseline;
} merge_settings;

typedef struct merging {
	const sl_common_settings *settings;
	sl_session session;
	sl_shard_report *reports;
	uint32_t count;
	sl_arena arena;  /* of the file at hand */
	sl_arena kept;   /* paths */
	sl_files files;  /* one for each set of settings that facts were stated under */
	sl_engine *engine;
	sl_collector *collector;
	sl_baseline *baseline; /* NULL: none */
	sl_outputs outputs;
	uint64_t taken;
	bool broken; /* a plugin broke in a shard */
} merging;

/* ---- judging -------------------------------------------------------------------------------------------------- */

static bool add_settings(merging *m, sl_str path, const sl_settings *settings)
{
	for (uint32_t i = 0; i < m->files.count; i++) {
		if (m->files.items[i].settings == settings)
			return true;
	}
	const sl_file file = { .path = path, .settings = settings, .held = true };
	return sl_files_add(&m->files, &file);
}

static bool no_work(void *user, sl_checker *checker, const sl_file *file, sl_source *source, sl_arena *arena, sl_checked *checked, sl_str *extra)
{
	(void)user;
	(void)checker;
	(void)file;
	(void)source;
	(void)arena;
	(void)extra;
	*checked = (sl_checked){ 0 };
	return true;
}

static bool no_sink(void *user, uint32_t file, const sl_outcome *outcome)
{
	(void)user;
	(void)file;
	(void)outcome;
	return true;
}

static bool judge(void *user, sl_arena *arena, const sl_corpus_fact *facts, uint32_t count, sl_judged *report, void *report_user)
{
	merging *m = user;
	const sl_engine_job job = { .manifests = &m->session.manifests, .files = &m->files, .work = no_work, .sink = no_sink, .user = m,
		.troubles = &m->session.troubles };
	if (count == 0)
		return true;
	m->engine = sl_engine_start(&m->settings->engine, &job);
	return m->engine && sl_engine_judge(m->engine, facts, count, arena, report, report_user);
}

/* ---- files in order ------------------------------------------------------------------------------------------- */

/* The report whose next file comes first; NULL at the end of all. */
static sl_shard_report *first(const merging *m)
{
	sl_shard_report *least = NULL;
	for (uint32_t i = 0; i < m->count; i++) {
		sl_shard_report *report = &m->reports[i];
		if (!sl_shard_at_end(report) && (!least || sl_str_compare(sl_buffer_str(&report->file), sl_buffer_str(&least->file)) < 0))
			least = report;
	}
	return least;
}

static bool is_in_two(merging *m, const sl_shard_report *report)
{
	for (uint32_t i = 0; i < m->count; i++) {
		const sl_shard_report *other = &m->reports[i];
		if (other == report || !sl_str_equal(sl_buffer_str(&other->file), sl_buffer_str(&report->file)))
			continue;
		sl_error(&m->session.troubles, sl_buffer_str(&report->file), 0, 0, "is in two reports, %s and %s: shards share no file", report->name,
		    other->name);
		return true;
	}
	return false;
}

/* The settings count only for facts: who judges them. */
static bool settings_of(merging *m, sl_str path, const sl_result *result, const sl_settings **settings)
{
	*settings = NULL;
	if (result->stated_count == 0)
		return true;
	if (sl_configs_settings(m->session.configs, path, settings) != SL_APPLIES) {
		sl_error(&m->session.troubles, path, 0, 0, "no config takes it here: merge where the shards were checked");
		return false;
	}
	return add_settings(m, path, *settings);
}

static bool take_file(merging *m, sl_shard_report *report)
{
	sl_result result;
	const sl_settings *settings;
	sl_arena_reset(&m->arena);
	if (is_in_two(m, report))
		return false;
	sl_str path = sl_arena_copy(&m->kept, sl_buffer_str(&report->file));
	if (!path.data || !sl_shard_take(report, &m->session.manifests, &m->arena, path, &result, &m->session.troubles) ||
	    !settings_of(m, path, &result, &settings))
		return false;
	m->taken++;
	return sl_collector_take(m->collector, settings, path, &result);
}

/* Each shard once, and all of them: what is missing would be taken for clean. */
static bool are_complete(merging *m)
{
	uint32_t shards = m->reports[0].shards, found = 0;
	for (uint32_t i = 0; i < m->count; i++) {
		if (m->reports[i].shards != shards || m->reports[i].shard == 0) {
			sl_error(&m->session.troubles, sl_str_of(m->reports[i].name), 0, 0, "is no shard's report, or of another number of shards than %s",
			    m->reports[0].name);
			return false;
		}
	}
	for (uint32_t shard = 1; shard <= shards; shard++) {
		uint32_t times = 0;
		for (uint32_t i = 0; i < m->count; i++)
			times += m->reports[i].shard == shard;
		found += times == 1;
		if (times != 1 && found + 1 >= shard)
			sl_error(&m->session.troubles, SL_LIT(""), 0, 0, "shard %u/%u is %s", shard, shards, times ? "there more than once" : "missing");
	}
	return found == shards;
}

static bool take_all(merging *m)
{
	sl_shard_report *report;
	while ((report = first(m))) {
		if (!take_file(m, report))
			return false;
	}
	for (uint32_t i = 0; i < m->count; i++)
		m->broken = m->broken || m->reports[i].broken;
	if (!are_complete(m))
		return false;
	if (!sl_collector_finish(m->collector))
		return false;
	if (m->baseline && sl_baseline_failed(m->baseline))
		sl_no_memory(&m->session.troubles);
	return !m->session.troubles.no_memory;
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

static bool write_problem(void *user, const sl_problem *problem)
{
	return sl_outputs_problem(&((merging *)user)->outputs, problem);
}

static bool open_all(merging *m, char **names)
{
	bool good = true;
	m->reports = calloc(m->count + (size_t)1, sizeof(*m->reports));
	if (!m->reports) {
		sl_no_memory(&m->session.troubles);
		return false;
	}
	for (uint32_t i = 0; i < m->count; i++)
		good = sl_shard_open(&m->reports[i], names[i], &m->session.troubles) && good;
	return good;
}

/* Which files were checked is not known here but of those with problems: so nothing can be told of entries that are no longer needed. */
static bool open_baseline(merging *m, const sl_baseline_settings *settings)
{
	const sl_files none = { 0 };
	if (!sl_baseline_open(settings, &none, &m->session.troubles, &m->baseline))
		return false;
	sl_baseline_begin(settings, m->baseline, m->collector);
	return true;
}

static bool open_outputs(merging *m)
{
	sl_output_choice choices[SL_MAX_OUTPUTS];
	sl_report_style style = sl_report_style_of(&m->settings->report);
	const sl_corpus_judge judged = { judge, m };
	style.manifests = &m->session.manifests;
	if (!sl_outputs_open(&m->outputs, choices, sl_report_choose(&m->settings->report, false, choices), stdout, &style))
		return false;
	m->collector = sl_collector_create(&judged, write_problem, m);
	return m->collector != NULL;
}

/* Files without a problem are in the totals alone. */
static sl_counts totals_of(const merging *m)
{
	sl_counts counts = *sl_collector_counts(m->collector);
	uint64_t files = 0;
	for (uint32_t i = 0; i < m->count; i++)
		files += m->reports[i].files;
	counts.files = files > m->taken ? files : m->taken;
	return counts;
}

static int merge(const merge_settings *all, char **names, uint32_t count)
{
	const sl_common_settings *settings = &all->common;
	merging m = { .settings = settings, .count = count };
	int status = SL_EXIT_TROUBLE;
	m.session.quiet = settings->report.quiet || settings->report.silent;
	sl_arena_init(&m.arena);
	sl_arena_init(&m.kept);
	sl_arena_init(&m.files.arena);
	if (sl_session_open(&m.session, &settings->session) && open_all(&m, names) && open_outputs(&m) && open_baseline(&m, &all->baseline) &&
	    take_all(&m)) {
		sl_counts counts = totals_of(&m);
		if (sl_outputs_end(&m.outputs, &counts) && !sl_session_failed(&m.session) && !m.broken)
			status = sl_report_status(&settings->report, &counts);
		sl_report_totals(&settings->report, &counts);
	} else if (!m.outputs.failed[0] && !sl_session_failed(&m.session)) {
		sl_no_memory(&m.session.troubles);
	}
	sl_session_tell(&m.session);
	if (m.outputs.failed[0])
		fprintf(stderr, "sumlint: error: %s\n", m.outputs.failed);
	sl_collector_free(m.collector);
	sl_baseline_free(m.baseline);
	sl_outputs_finish(&m.outputs);
	sl_engine_free(m.engine);
	for (uint32_t i = 0; m.reports && i < count; i++)
		sl_shard_close(&m.reports[i]);
	free(m.reports);
	sl_files_finish(&m.files);
	sl_arena_finish(&m.arena);
	sl_arena_finish(&m.kept);
	sl_session_finish(&m.session);
	return status;
}

static bool take_baseline(void *settings, const char *argument)
{
	((merge_settings *)settings)->baseline.read = argument;
	return true;
}

static const sl_option own_options[] = {
	{ 0, "baseline", "FILE", "keep the problems in FILE quiet: those of rules over the corpus too,\nwhich shards cannot know", NULL, take_baseline },
	{ 0 },
};

static const sl_option *const tables[] = { own_options, sl_report_options, sl_engine_option_table, sl_session_options, NULL };

static int run_merge(int argc, char **argv)
{
	merge_settings settings = { .common = SL_COMMON_SETTINGS };
	int operands;
	sl_parsed parsed = sl_command_parse(&sl_merge_command, argc, argv, &settings, &operands);
	if (parsed != SL_PARSED)
		return sl_parsed_status(parsed);
	if (operands == argc)
		return sl_usage_error("merge", "which reports? 'sumlint merge REPORT...'");
	if (!sl_report_sensible(&settings.common.report, "merge"))
		return SL_EXIT_TROUBLE;
	return merge(&settings, argv + operands, (uint32_t)(argc - operands));
}

const sl_command sl_merge_command = {
	"merge",
	"REPORT...",
	"Join the reports of all shards into one.",
	"REPORT is what 'sumlint check --shard K/N --format jsonl' wrote. What comes out is what one run over everything would\n"
	"have reported, in any format; rules over the whole corpus are judged here. Run it in the same folder as the shards, with\n"
	"the same configs and plugins. Exit status as of check.\n",
	tables,
	run_merge,
};
