/* SPDX-License-Identifier: Apache-2.0
 * failures.c - what is said of a rule that broke.
 */
#include "engine/failures.h"

#include "collect/fingerprint.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const char *signalled(int number)
{
	switch (number) {
	case SIGSYS:
		return "did what the sandbox forbids";
	case SIGKILL:
		return "was killed, by itself or for want of memory";
	case SIGSTOP:
		return "was stopped";
	default:
		return "crashed";
	}
}

static sl_str message_of(sl_arena *arena, const sl_failure *failure, uint32_t timeout)
{
	char text[480], why[96], off[128] = "";
	switch (failure->kind) {
	case SL_FAILURE_SIGNAL:
		if (sigabbrev_np(failure->number))
			snprintf(why, sizeof(why), "%s (SIG%s)", signalled(failure->number), sigabbrev_np(failure->number));
		else
			snprintf(why, sizeof(why), "%s (signal %d)", signalled(failure->number), failure->number);
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
	case SL_FAILURE_NONSENSE:
		snprintf(why, sizeof(why), "closed or wrote over what is sumlint's");
		break;
	}
	if (failure->off_failures)
		snprintf(off, sizeof(off), "; it failed on %u of the first %u documents, and is switched off for those that follow", failure->off_failures,
		    failure->off_files);
	int size = snprintf(text, sizeof(text), "rule %.*s of plugin %.*s %s: what it would have said of this document is missing%s",
	    (int)(failure->rule->id.size < 80 ? failure->rule->id.size : 80), failure->rule->id.data,
	    (int)(failure->plugin->plugin.size < 60 ? failure->plugin->plugin.size : 60), failure->plugin->plugin.data, why, off);
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

sl_str sl_failure_rule(const sl_failure *failure)
{
	return failure->kind == SL_FAILURE_TIMEOUT ? SL_LIT("core/plugin-timeout") : SL_LIT("core/plugin-crash");
}

/* At the start of the document: nobody knows where in it. */
static bool add(sl_arena *arena, const sl_manifests *manifests, uint32_t timeout, const sl_file *file, const sl_failure *failure, sl_result *out)
{
	const sl_rule_manifest *rule = sl_manifests_rule(manifests, sl_failure_rule(failure), NULL);
	sl_severity severity = rule ? severity_of(file->settings, rule) : SL_OFF;
	if (severity == SL_OFF)
		return true;
	sl_problem *problem = &out->problems[out->problem_count++];
	*problem = (sl_problem){ .file = file->path, .start = { 1, 1 }, .end = { 1, 1 }, .rule = rule, .severity = severity, .help = rule->summary };
	problem->message = message_of(arena, failure, timeout);
	sl_diagnostic said = { .rule = rule, .message = problem->message, .span = { 1, 0 } };
	problem->fingerprint = sl_fingerprint(&said, (sl_str){ NULL, 0 });
	return problem->message.data != NULL;
}

bool sl_failures_add(sl_arena *arena, const sl_manifests *manifests, uint32_t timeout, const sl_file *file, const sl_outcome *outcome, sl_result *out)
{
	size_t room = (size_t)outcome->failure_count + outcome->result.problem_count;
	*out = (sl_result){ .stated = outcome->result.stated, .stated_count = outcome->result.stated_count };
	out->problems = sl_arena_calloc(arena, room + 1, sizeof(*out->problems));
	bool good = out->problems != NULL;
	for (uint32_t i = 0; good && i < outcome->failure_count; i++)
		good = add(arena, manifests, timeout, file, &outcome->failures[i], out);
	for (uint32_t i = 0; good && i < outcome->result.problem_count; i++)
		out->problems[out->problem_count++] = outcome->result.problems[i];
	return good;
}
