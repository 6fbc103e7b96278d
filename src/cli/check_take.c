/* SPDX-License-Identifier: Apache-2.0
 * check_take.c - answers of workers into problems, fixes and the line of progress.
 */
#include "cli/check_take.h"

#include "engine/failures.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* ---- in the worker -------------------------------------------------------------------------------------------- */

bool sl_check_work(void *user, sl_checker *checker, const sl_file *file, sl_source *source, sl_arena *arena, sl_checked *checked, sl_str *extra)
{
	const sl_check_run_state *run = user;
	if (run->fix.mode == SL_FIX_NOT)
		return sl_check(checker, file->settings, file->path, source, arena, checked);
	return sl_fix_document(checker, file, &run->fix, source, arena, checked, extra);
}

/* ---- rules that failed ---------------------------------------------------------------------------------------- */

static bool is_ignored(const sl_check_run_state *run, const sl_failure *failure)
{
	const sl_manifest *core;
	const sl_rule_manifest *rule = sl_manifests_rule(&run->session.manifests, sl_failure_rule(failure), &core);
	return rule && !sl_selected(&run->selection, core, rule);
}

/* Those that --ignore names are not told of. False when memory is short. */
static bool leave_out_ignored(sl_check_run_state *run, const sl_outcome *outcome, sl_outcome *out)
{
	sl_failure *failures = sl_arena_calloc(&run->arena, outcome->failure_count, sizeof(*failures));
	out->failures = failures;
	out->failure_count = 0;
	for (uint32_t i = 0; failures && i < outcome->failure_count; i++) {
		if (!is_ignored(run, &outcome->failures[i]))
			failures[out->failure_count++] = outcome->failures[i];
	}
	return failures != NULL;
}

/* ---- in the pool ---------------------------------------------------------------------------------------------- */

static bool take_mended(sl_check_run_state *run, const sl_file *file, sl_outcome *told)
{
	switch (sl_mended_take(file, &run->fix, told->extra, &run->arena, &told->result, &run->fixed, &run->session.troubles)) {
	case SL_MENDED_TAKEN:
		return true;
	case SL_MENDED_NO_OUTPUT:
		run->write_error = errno;
		break;
	case SL_MENDED_NO_MEMORY:
		sl_no_memory(&run->session.troubles);
		break;
	}
	return false;
}

bool sl_check_take(void *user, uint32_t number, const sl_outcome *outcome)
{
	sl_check_run_state *run = user;
	const sl_file *file = &run->files.items[number];
	sl_outcome told = *outcome;
	sl_result with_failures;
	sl_arena_reset(&run->arena);
	if (run->progress && (outcome->result.problem_count || outcome->failure_count))
		sl_check_clear(run);
	/* Who did not ask for fixes has nothing written, whatever a plugin puts into the answer. */
	if (outcome->extra.size && run->fix.mode != SL_FIX_NOT && !take_mended(run, file, &told))
		return false;
	if (outcome->failure_count) {
		run->failures += outcome->failure_count;
		if (!leave_out_ignored(run, outcome, &told) ||
		    !sl_failures_add(&run->arena, &run->session.manifests, run->settings->common.engine.timeout, file, &told, &with_failures)) {
			sl_no_memory(&run->session.troubles);
			return false;
		}
		told.result = with_failures;
	}
	if (sl_collector_take(run->collector, file->settings, file->path, &told.result))
		return true;
	if (!run->outputs.failed[0])
		sl_no_memory(&run->session.troubles);
	return false;
}

/* ---- progress ------------------------------------------------------------------------------------------------- */

#define WAIT_BEFORE 700 /* milliseconds: a short run says nothing */
#define WAIT_BETWEEN 150

static uint64_t milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void sl_check_clear(sl_check_run_state *run)
{
	if (run->progress)
		fputs("\r\x1b[K", stderr);
	run->progress = false;
}

void sl_check_tick(void *user)
{
	sl_check_run_state *run = user;
	uint64_t now = milliseconds();
	const char *terminal = getenv("TERM");
	if (run->settings->common.report.quiet || run->settings->common.report.silent || isatty(STDERR_FILENO) != 1 || (terminal && strcmp(terminal, "dumb") == 0))
		return;
	if (!run->started)
		run->started = now;
	if (now - run->started < WAIT_BEFORE || now - run->shown < WAIT_BETWEEN)
		return;
	run->shown = now;
	run->progress = true;
	fprintf(stderr, "\r\x1b[Kchecked %u of %u documents", sl_engine_done(run->engine), run->files.count);
	fflush(stderr);
}
