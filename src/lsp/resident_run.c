/* SPDX-License-Identifier: Apache-2.0
 * resident_run.c - the resident process put to work: started when it is first needed, one text at a time, and given up when it is late.
 */
#include "lsp/server.h"

#include <stdlib.h>

/* Milliseconds that it has for a text; who takes longer is watched by the engine, which is fairer, and finds out why. */
#define LONGEST 500
/* It loads plugins first. */
#define LONGEST_FIRST 2000
/* What is left to it once its text is no longer the newest. */
#define LONGEST_STALE 30
/* How long none is started again after it failed; doubles every time. */
#define FIRST_PAUSE 500
#define LONGEST_PAUSE 60000
/* More is not what came of one text. */
#define MOST_ANSWER ((uint64_t)256 << 20)

static sl_run *run_of(sl_server *server)
{
	for (uint32_t i = 0; i < SL_LSP_TASKS; i++) {
		if (server->runs[i].document && server->runs[i].resident)
			return &server->runs[i];
	}
	return NULL;
}

/* With all that is open, so that it need not be started again for the next document. */
static bool start(sl_server *server)
{
	const sl_settings **settings = calloc(HASH_COUNT(server->documents) + (size_t)1, sizeof(*settings));
	sl_resident_order order = { .manifests = server->settings->manifests, .engine = &server->settings->engine, .settings = settings };
	for (const sl_open *document = server->documents; settings && document; document = document->hh.next) {
		uint32_t i = 0;
		while (i < order.settings_count && settings[i] != document->settings)
			i++;
		if (document->settings && i == order.settings_count)
			settings[order.settings_count++] = document->settings;
	}
	bool good = settings && sl_resident_start(&server->resident, &order);
	free(settings);
	return good;
}

/* It is of no use: what it was asked is asked of a task, and the next one must wait. */
static void fail(sl_server *server)
{
	sl_resident *resident = &server->resident;
	sl_run *run = run_of(server);
	uint64_t pause = (uint64_t)FIRST_PAUSE << (resident->failures < 10 ? resident->failures : 10);
	sl_resident_end(resident);
	resident->failures++;
	resident->not_before = sl_lsp_now() + (pause < LONGEST_PAUSE ? pause : LONGEST_PAUSE);
	if (!run)
		return;
	run->document->risky = true;
	if (run->kind == SL_TASK_CHECK)
		run->document->due = sl_lsp_now();
	sl_lsp_clear_run(run);
}

static bool may_ask(const sl_server *server, const sl_open *document)
{
	const sl_resident *resident = &server->resident;
	if (document->risky || !document->settings || (!resident->task.pid && sl_lsp_now() < resident->not_before))
		return false;
	return !resident->task.pid || sl_resident_takes(resident, sl_str_of(document->path), sl_text_str(&document->text));
}

sl_asked sl_lsp_ask_resident(sl_server *server, sl_run *run, sl_open *document, sl_task_kind kind)
{
	sl_resident *resident = &server->resident;
	sl_str path = sl_str_of(document->path), text = sl_text_str(&document->text);
	if (!may_ask(server, document))
		return SL_ASK_OTHERS;
	if (resident->busy)
		return SL_ASK_LATER;
	if ((!resident->task.pid || !sl_resident_knows(resident, document->settings)) && !start(server))
		return SL_ASK_OTHERS;
	if (!sl_resident_takes(resident, path, text))
		return SL_ASK_OTHERS;
	if (!sl_resident_ask(resident, kind, document->settings, path, text)) {
		fail(server);
		return SL_ASK_OTHERS;
	}
	resident->busy = true;
	resident->deadline = sl_lsp_now() + (resident->answered ? LONGEST : LONGEST_FIRST);
	run->resident = true;
	return SL_ASKED;
}

bool sl_lsp_awaits_resident(const sl_server *server, const sl_open *document)
{
	return server->resident.busy && may_ask(server, document);
}

int sl_lsp_resident_pipe(const sl_server *server)
{
	return server->resident.task.pid ? server->resident.task.pipe : -1;
}

void sl_lsp_hear_resident(sl_server *server)
{
	sl_resident *resident = &server->resident;
	uint32_t kind;
	sl_str payload;
	bool open = sl_task_listen(&resident->task, &server->no_memory), good = true;
	while (good && resident->task.pid && sl_task_next(&resident->task, &kind, &payload)) {
		sl_run *run = run_of(server);
		/* An answer ends here, before another may be asked for. */
		if (kind == SL_TASK_END) {
			good = resident->busy;
			resident->busy = false;
			resident->answered = true;
			resident->failures = 0;
		}
		if (run)
			good = sl_lsp_take_frame(server, run, kind, payload) || kind == SL_TASK_END;
	}
	if (!open || !good || resident->task.in.size - resident->task.at > MOST_ANSWER)
		fail(server);
}

void sl_lsp_leave_resident(sl_server *server)
{
	uint64_t soon = sl_lsp_now() + LONGEST_STALE;
	if (server->resident.answered && soon < server->resident.deadline)
		server->resident.deadline = soon;
}

uint64_t sl_lsp_resident_deadline(const sl_server *server)
{
	return server->resident.busy ? server->resident.deadline : UINT64_MAX;
}

void sl_lsp_watch_resident(sl_server *server)
{
	if (!server->resident.busy || sl_lsp_now() < server->resident.deadline)
		return;
	/* Nobody waits for it any more: it did nothing wrong. */
	if (run_of(server))
		fail(server);
	else
		sl_resident_end(&server->resident);
}

void sl_lsp_drop_resident(sl_server *server)
{
	sl_resident_end(&server->resident);
	server->resident.failures = 0;
	server->resident.not_before = 0;
}
