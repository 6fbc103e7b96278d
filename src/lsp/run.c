/* SPDX-License-Identifier: Apache-2.0
 * run.c - which document is checked when: the newest text, at once or, where changes come fast, after some quiet; what was begun on an older one is dropped.
 */
#include "lsp/server.h"

#include <stdlib.h>

/* So many times the usual quiet a text is waited for. */
#define MOST_WAITS 10

void sl_lsp_clear_run(sl_run *run)
{
	sl_task_end(&run->task);
	sl_arena_finish(&run->arena);
	*run = (sl_run){ 0 };
	sl_arena_init(&run->arena);
	sl_buffer_init(&run->task.in);
}

void sl_lsp_drop_runs(sl_server *server, const sl_open *document)
{
	for (uint32_t i = 0; i < SL_LSP_TASKS; i++) {
		if (!server->runs[i].document || (document && server->runs[i].document != document))
			continue;
		if (server->runs[i].resident)
			sl_lsp_leave_resident(server);
		sl_lsp_clear_run(&server->runs[i]);
	}
}

static bool is_awaited(const sl_server *server, const sl_open *document)
{
	for (const sl_waiting *waiting = server->waiting; waiting; waiting = waiting->next) {
		if (waiting->document == document)
			return true;
	}
	return false;
}

/* A change that comes alone is looked at when it comes. Those that follow faster, or faster than a check of the document ends, wait for quiet, but not for
   ever. */
static uint64_t due_at(const sl_server *server, const sl_open *document, uint64_t now)
{
	uint64_t quiet = server->settings->debounce > document->took ? server->settings->debounce : document->took;
	if (document->changed_at == 0 || now - document->changed_at > quiet)
		return now;
	uint64_t most = document->waits_since + MOST_WAITS * quiet;
	return now + quiet < most ? now + quiet : most;
}

void sl_lsp_touch(sl_server *server, sl_open *document, bool at_once)
{
	uint64_t now = sl_lsp_now();
	document->edition++;
	sl_lsp_drop_runs(server, document);
	sl_lsp_workspace_touch(server);
	document->waits_since = document->waits_since ? document->waits_since : now;
	document->due = at_once || is_awaited(server, document) ? now : due_at(server, document, now);
	document->changed_at = at_once ? document->changed_at : now;
	if (document->due == 0)
		document->due = 1;
}

/* ---- beginning ------------------------------------------------------------------------------------------------ */

static sl_run *free_run(sl_server *server)
{
	for (uint32_t i = 0; i < SL_LSP_TASKS; i++) {
		if (!server->runs[i].document)
			return &server->runs[i];
	}
	return NULL;
}

static bool is_running(const sl_server *server, const sl_open *document)
{
	for (uint32_t i = 0; i < SL_LSP_TASKS; i++) {
		if (server->runs[i].document == document)
			return true;
	}
	return false;
}

static bool wants_mended(const sl_server *server, const sl_open *document)
{
	for (const sl_waiting *waiting = server->waiting; waiting; waiting = waiting->next) {
		sl_need need = sl_lsp_need(server, waiting->method);
		bool wants = need == SL_NEED_MENDED || (need == SL_NEED_BOTH && document->checked == document->edition);
		if (waiting->document == document && wants && document->mended_edition != document->edition)
			return true;
	}
	return false;
}

/* Nothing is to be found in what is no document. */
static void take_nothing(sl_server *server, sl_open *document)
{
	document->checked = document->mended_edition = document->edition;
	document->mends = false;
	document->problem_count = 0;
	document->result_id++;
	sl_lsp_publish(server, document);
	sl_lsp_answer_waiting(server, document, false);
}

static void start(sl_server *server, sl_open *document, sl_task_kind kind)
{
	sl_run *run = free_run(server);
	const sl_task_order order = { .kind = kind, .manifests = server->settings->manifests, .engine = &server->settings->engine,
		.file = { .path = sl_str_of(document->path), .settings = document->settings, .held = true, .text = sl_text_str(&document->text) } };
	sl_lsp_clear_run(run);
	sl_asked asked = sl_lsp_ask_resident(server, run, document, kind);
	if (asked == SL_ASK_LATER)
		return;
	if (kind == SL_TASK_CHECK) {
		document->due = document->waits_since = 0;
		document->began = sl_lsp_now();
	}
	if (asked == SL_ASKED || sl_task_start(&run->task, &order)) {
		run->kind = kind;
		run->document = document;
	} else {
		sl_lsp_show(server, 1, "sumlint cannot start a process to check with");
		take_nothing(server, document);
	}
}

void sl_lsp_start_runs(sl_server *server)
{
	uint64_t now = sl_lsp_now();
	sl_open *document, *next;
	sl_lsp_watch_resident(server);
	if (server->output.size - server->written > SL_LSP_MAX_OUTPUT)
		return;
	HASH_ITER(hh, server->documents, document, next) {
		if (document->due && document->due <= now && !document->settings) {
			document->due = 0;
			take_nothing(server, document);
		}
		if (!free_run(server) || is_running(server, document))
			continue;
		if (document->due && document->due <= now)
			start(server, document, SL_TASK_CHECK);
		else if (!document->due && document->settings && wants_mended(server, document))
			start(server, document, SL_TASK_MEND);
	}
}

int sl_lsp_patience(const sl_server *server)
{
	uint64_t now = sl_lsp_now(), least = UINT64_MAX, deadline = sl_lsp_resident_deadline(server);
	bool busy = true;
	for (uint32_t i = 0; i < SL_LSP_TASKS; i++)
		busy = busy && server->runs[i].document;
	for (const sl_open *document = server->documents; document; document = document->hh.next) {
		if (document->due && document->due < least && !is_running(server, document) && !sl_lsp_awaits_resident(server, document))
			least = document->due;
	}
	/* Who waits for a place is heard of when one ends. */
	if ((busy && least <= now) || server->output.size - server->written > SL_LSP_MAX_OUTPUT)
		least = UINT64_MAX;
	least = deadline < least ? deadline : least;
	if (least == UINT64_MAX)
		return -1;
	return least <= now ? 0 : (int)(least - now);
}

/* ---- ending --------------------------------------------------------------------------------------------------- */

static bool take_problem(sl_server *server, sl_run *run, sl_wire *wire)
{
	sl_result result;
	sl_wire_text(wire); /* the path: there is but one */
	sl_str bytes = sl_arena_copy(&run->arena, (sl_str){ wire->at, (uint64_t)(wire->end - wire->at) });
	if (wire->failed || !bytes.data)
		return false;
	sl_wire own = { bytes.data, bytes.data + bytes.size, false };
	if (!sl_wire_result(&own, &run->arena, server->settings->manifests, sl_str_of(run->document->path), &result) || result.problem_count != 1)
		return false;
	if (!sl_arena_grow(&run->arena, (void **)&run->problems, run->count, &run->capacity, sizeof(*run->problems)))
		return false;
	run->problems[run->count++] = result.problems[0];
	return true;
}

static bool take_text(sl_run *run, sl_wire *wire)
{
	run->mended = sl_arena_copy(&run->arena, sl_wire_text(wire));
	return run->mended.data && !wire->failed;
}

/* A plugin did not get to its end. */
static bool is_broken(const sl_open *document)
{
	for (uint32_t i = 0; i < document->problem_count; i++) {
		sl_str id = document->problems[i].rule->id;
		if (sl_str_is(id, "core/plugin-crash") || sl_str_is(id, "core/plugin-timeout"))
			return true;
	}
	return false;
}

/* All is there. */
static void accept(sl_server *server, sl_run *run)
{
	sl_open *document = run->document;
	if (run->kind == SL_TASK_MEND) {
		document->mended_edition = document->edition;
		document->mends = run->mended.data != NULL;
		sl_buffer_clear(&document->mended);
		sl_buffer_append(&document->mended, run->mended);
		server->no_memory = server->no_memory || document->mended.failed;
	} else {
		/* The problems live on in the document. */
		sl_arena_finish(&document->arena);
		document->arena = run->arena;
		document->problems = run->problems;
		document->problem_count = run->count;
		document->checked = document->edition;
		document->took = sl_lsp_now() - document->began;
		document->risky = is_broken(document);
		document->result_id++;
		sl_arena_init(&run->arena);
	}
	sl_lsp_clear_run(run);
	sl_lsp_publish_blame(server);
	if (document->checked == document->edition && !document->due)
		sl_lsp_publish(server, document);
	sl_lsp_answer_waiting(server, document, false);
}

/* It ended without a result: the troubles, or the lack of memory, say why. */
static void give_up(sl_server *server, sl_run *run)
{
	sl_open *document = run->document;
	sl_lsp_clear_run(run);
	sl_lsp_publish_blame(server);
	take_nothing(server, document);
}

void sl_lsp_take_trouble(sl_server *server, sl_wire *wire)
{
	uint32_t told = 0;
	sl_troubles troubles;
	sl_troubles_init(&troubles);
	sl_wire_trouble(wire, &troubles);
	sl_lsp_take_troubles(server, &troubles, &told);
	sl_troubles_finish(&troubles);
}

bool sl_lsp_take_frame(sl_server *server, sl_run *run, uint32_t kind, sl_str payload)
{
	sl_wire wire = { payload.data, payload.data + payload.size, false };
	bool good = true;
	switch (kind) {
	case SL_TASK_PROBLEM:
		good = run->kind == SL_TASK_MEND || take_problem(server, run, &wire);
		break;
	case SL_TASK_TEXT:
		good = take_text(run, &wire);
		break;
	case SL_TASK_TROUBLE:
		sl_lsp_take_trouble(server, &wire);
		break;
	case SL_TASK_END:
		if (sl_wire_number(&wire) == 1)
			accept(server, run);
		else
			give_up(server, run);
		return false;
	default:
		break;
	}
	/* From the resident process, that is for who watches it to see. */
	if (!good && !run->resident)
		give_up(server, run);
	return good;
}

void sl_lsp_hear_run(sl_server *server, sl_run *run)
{
	uint32_t kind;
	sl_str payload;
	bool open = sl_task_listen(&run->task, &server->no_memory);
	while (sl_task_next(&run->task, &kind, &payload)) {
		if (!sl_lsp_take_frame(server, run, kind, payload))
			return;
	}
	if (!open)
		give_up(server, run);
}
