/* SPDX-License-Identifier: Apache-2.0
 * check_take.c - answers of workers into problems, fixes and the line of progress.
 */
#include "cli/check_take.h"

#include "collect/fingerprint.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- in the worker -------------------------------------------------------------------------------------------- */

bool sl_check_work(void *user, sl_checker *checker, const sl_file *file, sl_source *source, sl_arena *arena, sl_checked *checked, sl_str *extra)
{
	const sl_check_run_state *run = user;
	const sl_check_settings *settings = run->settings;
	if (settings->fix == SL_FIX_NOT)
		return sl_check(checker, file->settings, file->path, source, arena, checked);
	return sl_fix_document(checker, file, settings->fix, settings->unsafe_fixes, source, arena, checked, extra);
}

/* ---- rules that failed ---------------------------------------------------------------------------------------- */

static sl_str failure_message(sl_arena *arena, const sl_failure *failure, uint32_t timeout)
{
	char text[320], why[96];
	switch (failure->kind) {
	case SL_FAILURE_SIGNAL:
		snprintf(why, sizeof(why), failure->number == SIGSYS ? "did what the sandbox forbids (SIG%s)" : "crashed (SIG%s)",
		    sigabbrev_np(failure->number) ? sigabbrev_np(failure->number) : "?");
		break;
	case SL_FAILURE_EXIT:
		snprintf(why, sizeof(why), "ended the process (exit status %d)", failure->number);
		break;
	case SL_FAILURE_MEMORY:
		snprintf(why, sizeof(why), "used up its memory (--memory-limit)");
		break;
	case SL_FAILURE_TIMEOUT:
		snprintf(why, sizeof(why), "did not end within %g s (--timeout)", timeout / 1000.0);
		break;
	}
	int size = snprintf(text, sizeof(text), "rule %.*s of plugin %.*s %s: what it would have said of this document is missing",
	    (int)(failure->rule->id.size < 80 ? failure->rule->id.size : 80), failure->rule->id.data,
	    (int)(failure->plugin->plugin.size < 60 ? failure->plugin->plugin.size : 60), failure->plugin->plugin.data, why);
	return sl_arena_copy(arena, (sl_str){ text, size > 0 ? (uint64_t)size : 0 });
}

static sl_severity severity_of(const sl_settings *settings, const sl_rule_manifest *rule)
{
	for (uint32_t i = 0; i < settings->rule_count; i++) {
		if (settings->rules[i].rule == rule)
			return settings->rules[i].severity;
	}
	return rule->severity;
}

/* At the start of the document: nobody knows where in it. */
static bool add_failure(sl_check_run_state *run, const sl_file *file, const sl_failure *failure, sl_result *result)
{
	sl_str id = failure->kind == SL_FAILURE_TIMEOUT ? SL_LIT("core/plugin-timeout") : SL_LIT("core/plugin-crash");
	const sl_rule_manifest *rule = sl_manifests_rule(&run->session.manifests, id, NULL);
	sl_severity severity = rule ? severity_of(file->settings, rule) : SL_OFF;
	run->failures++;
	if (severity == SL_OFF)
		return true;
	sl_problem *problem = &result->problems[result->problem_count++];
	*problem = (sl_problem){ .file = file->path, .start = { 1, 1 }, .end = { 1, 1 }, .rule = rule, .severity = severity, .help = rule->summary };
	problem->message = failure_message(&run->arena, failure, run->settings->common.engine.timeout);
	sl_diagnostic said = { .rule = rule, .message = problem->message, .span = { 1, 0 } };
	problem->fingerprint = sl_fingerprint(&said, (sl_str){ NULL, 0 });
	return problem->message.data != NULL;
}

/* The failures first, then what was found all the same. */
static bool add_failures(sl_check_run_state *run, const sl_file *file, const sl_outcome *outcome, sl_result *result)
{
	size_t room = (size_t)outcome->failure_count + outcome->result.problem_count;
	*result = (sl_result){ .stated = outcome->result.stated, .stated_count = outcome->result.stated_count };
	result->problems = sl_arena_calloc(&run->arena, room, sizeof(*result->problems));
	bool good = result->problems != NULL;
	for (uint32_t i = 0; good && i < outcome->failure_count; i++)
		good = add_failure(run, file, &outcome->failures[i], result);
	for (uint32_t i = 0; good && i < outcome->result.problem_count; i++)
		result->problems[result->problem_count++] = outcome->result.problems[i];
	return good;
}

/* ---- in the pool ---------------------------------------------------------------------------------------------- */

bool sl_check_take(void *user, uint32_t number, const sl_outcome *outcome)
{
	sl_check_run_state *run = user;
	const sl_file *file = &run->files.items[number];
	const sl_result *result = &outcome->result;
	sl_result with_failures;
	sl_arena_reset(&run->arena);
	if (run->progress && (result->problem_count || outcome->failure_count))
		sl_check_clear(run);
	if (outcome->extra.size && !sl_mended_take(file, run->settings->fix, outcome->extra, &run->fixed, &run->session.troubles)) {
		run->write_error = errno;
		return false;
	}
	if (outcome->failure_count) {
		if (!add_failures(run, file, outcome, &with_failures)) {
			sl_no_memory(&run->session.troubles);
			return false;
		}
		result = &with_failures;
	}
	if (sl_collector_take(run->collector, file->settings, file->path, result))
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
