/* SPDX-License-Identifier: Apache-2.0
 * worker.c - the process that maps plugins and checks documents.
 */
#include "engine/control.h"

#include "collect/wire.h"
#include "engine/feeder.h"
#include "engine/process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* An answer is sent when it is as large as this, or when so many milliseconds have passed: so that little is lost with a worker, and the pool is not asked
   for every file. */
#define PART_SIZE ((size_t)256 << 10)
#define PART_TIME 10

typedef struct working {
	const sl_worker *worker;
	sl_checker *checker;
	sl_source source;
	sl_arena arena;
	sl_buffer frame;
	sl_part_head part;
	uint64_t sent; /* milliseconds: the last part */
	uint32_t told; /* troubles that were sent */
	/* Failures of the file at hand: */
	const sl_established *failures;
	uint32_t failure_count;
	sl_limit limit;
	int home; /* the folder that paths begin in; -1: no plugin changes it */
	sl_feeder feeder; /* where it is confined */
} working;

_Noreturn static void leave(int status)
{
	_exit(status);
}

/* Nothing is given back: the process ends. But what it was lent is. Destructors of plugins are not run, so none can hang it; those of the installation's have none. */
_Noreturn static void end(working *w)
{
	if (w->worker->into) {
		sl_checker_free(w->checker);
		sl_source_finish(&w->source);
		sl_arena_finish(&w->arena);
		sl_buffer_finish(&w->frame);
	}
	w->worker->slot->done = 1;
	leave(0);
}

_Noreturn static void leave_for_memory(const working *w)
{
	w->worker->slot->short_memory = 1;
	leave(SL_EXIT_MEMORY);
}

/* ---- frames --------------------------------------------------------------------------------------------------- */

static void write_all(int pipe, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t written = write(pipe, bytes, size);
		if (written < 0 && errno == EINTR)
			continue;
		/* The pool is gone, or a plugin closed the pipe. */
		if (written <= 0)
			leave(SL_EXIT_UNHEARD);
		bytes += written;
		size -= (size_t)written;
	}
}

/* The header's room comes first in the buffer, and is filled at the end: one write. */
static void begin_frame(working *w)
{
	const sl_frame room = { 0 };
	sl_buffer_clear(&w->frame);
	sl_buffer_append(&w->frame, (sl_str){ (const char *)&room, sizeof(room) });
}

static void send_frame(working *w, uint32_t kind)
{
	if (w->frame.failed)
		leave_for_memory(w);
	sl_frame header = { SL_FRAME_MAGIC, kind, w->frame.size - sizeof(header) };
	memcpy(w->frame.data, &header, sizeof(header));
	sl_buffer *into = w->worker->into;
	if (!into) {
		write_all(w->worker->pipe, w->frame.data, w->frame.size);
		return;
	}
	sl_buffer_append(into, sl_buffer_str(&w->frame));
	if (into->failed)
		leave_for_memory(w);
}

static void put_troubles(working *w)
{
	const sl_troubles *troubles = w->worker->job->troubles;
	sl_wire_put_number(&w->frame, troubles->count - w->told);
	for (; w->told < troubles->count; w->told++)
		sl_wire_put_trouble(&w->frame, &troubles->items[w->told]);
}

static uint64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

static void begin_part(working *w, uint32_t first)
{
	w->part = (sl_part_head){ .first = first };
	begin_frame(w);
	sl_buffer_append(&w->frame, (sl_str){ (const char *)&w->part, sizeof(w->part) });
}

static void send_part(working *w, uint32_t to)
{
	w->part.to = to;
	put_troubles(w);
	if (!w->frame.failed)
		memcpy(w->frame.data + sizeof(sl_frame), &w->part, sizeof(w->part));
	send_frame(w, SL_FRAME_PART);
	w->sent = now();
}

/* ---- which rules ---------------------------------------------------------------------------------------------- */

static bool is_foreign(const sl_manifests *manifests, const sl_rule_manifest *rule)
{
	for (uint32_t i = 0; i < manifests->count; i++) {
		const sl_manifest *manifest = manifests->items[i];
		if ((uintptr_t)rule >= (uintptr_t)manifest->rules && (uintptr_t)rule < (uintptr_t)(manifest->rules + manifest->rule_count))
			return !manifest->shipped;
	}
	return true;
}

static bool skips(void *user, const sl_rule_manifest *rule)
{
	const working *w = user;
	const sl_worker *worker = w->worker;
	for (uint32_t i = 0; i < worker->off_count; i++) {
		if (worker->off[i] == rule)
			return true;
	}
	for (uint32_t i = 0; i < w->failure_count; i++) {
		if (w->failures[i].failure.rule == rule)
			return true;
	}
	return worker->trial && rule != worker->tried && is_foreign(worker->job->manifests, rule);
}

/* False where the file is not checked at all. */
static bool find_failures(working *w, uint32_t file)
{
	uint32_t first;
	w->failure_count = sl_established_of(w->worker->established, w->worker->established_count, file, &first);
	w->failures = w->failure_count ? w->worker->established + first : NULL;
	/* That without a rule comes first. */
	return w->failure_count == 0 || w->failures[0].failure.rule;
}

/* ---- files ---------------------------------------------------------------------------------------------------- */

static bool read_file(working *w, uint32_t number)
{
	const sl_file *file = &w->worker->job->files->items[number];
	bool gone = false, good;
	if (w->worker->confined) {
		good = sl_feeder_read(&w->feeder, number, &w->source, &gone);
		if (gone)
			leave(SL_EXIT_UNHEARD);
		return good;
	}
	if (w->home >= 0 && fchdir(w->home) != 0)
		leave(SL_EXIT_UNHEARD);
	/* Nearly all are small: for those there is room from the start. */
	if (sl_read_small(file, &w->source))
		return true;
	sl_limit_lift(&w->limit);
	good = sl_read_content(file, &w->source);
	sl_limit_allow(&w->limit, w->source.bytes.size);
	return good;
}

/* Adds the file to the part where there is something to say of it. */
static bool check_file(working *w, uint32_t number)
{
	const sl_engine_job *job = w->worker->job;
	const sl_file *file = &job->files->items[number];
	sl_checked checked;
	sl_str extra = { NULL, 0 };
	w->worker->slot->file = number;
	sl_arena_reset(&w->arena);
	if (!find_failures(w, number))
		return true;
	if (!read_file(w, number) || !job->work(job->user, w->checker, file, &w->source, &w->arena, &checked, &extra))
		return false;
	if (!checked.count && !checked.fact_count && !extra.size)
		return true;
	w->part.said++;
	sl_wire_put_number(&w->frame, number);
	sl_wire_put_text(&w->frame, extra);
	return sl_wire_put_checked(&w->frame, job->manifests, &w->arena, file->path, &w->source, &checked);
}

static void check_files(working *w, uint32_t first, uint32_t to)
{
	begin_part(w, first);
	for (uint32_t file = first; file < to; file++) {
		if (!check_file(w, file))
			leave_for_memory(w);
		bool last = file + 1 == to;
		if (!last && file >= w->worker->careful_to && w->frame.size < PART_SIZE && now() - w->sent < PART_TIME)
			continue;
		send_part(w, file + 1);
		if (!last)
			begin_part(w, file + 1);
	}
}

/* False at the end of the commands. */
static bool read_command(working *w, sl_worker_command *out)
{
	size_t have = 0;
	w->worker->slot->idle = 1;
	while (have < sizeof(*out)) {
		ssize_t got = read(w->worker->commands, (char *)out + have, sizeof(*out) - have);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			leave(SL_EXIT_UNHEARD);
		if (got == 0)
			return false;
		have += (size_t)got;
	}
	w->worker->slot->idle = 0;
	return true;
}

static void check_all(working *w)
{
	sl_worker_command command;
	w->sent = now();
	while (read_command(w, &command) && command.kind == SL_COMMAND_CHECK) {
		if (command.first > command.to || command.to > w->worker->job->files->count)
			leave(SL_EXIT_UNHEARD);
		check_files(w, command.first, command.to);
	}
}

/* ---- judging -------------------------------------------------------------------------------------------------- */

static void send_judged(void *user, uint32_t fact, const sl_diagnostic *diagnostic)
{
	working *w = user;
	begin_frame(w);
	sl_wire_put_number(&w->frame, fact);
	sl_wire_put_number(&w->frame, (uint64_t)diagnostic->severity);
	sl_wire_put_text(&w->frame, diagnostic->message);
	sl_wire_put_text(&w->frame, diagnostic->help);
	send_frame(w, SL_FRAME_JUDGED);
}

static void judge_all(working *w)
{
	const sl_worker *worker = w->worker;
	if (!sl_checker_judge(w->checker, &w->arena, worker->facts, worker->fact_count, send_judged, w))
		leave_for_memory(w);
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

static bool prepare(working *w)
{
	const sl_files *files = w->worker->job->files;
	const sl_settings *last = NULL;
	bool good = true;
	for (uint32_t i = 0; i < files->count; i++) {
		if (files->items[i].settings != last)
			good = sl_checker_prepare(w->checker, files->items[i].settings) && good;
		last = files->items[i].settings;
	}
	return good;
}

/* Before any code of a plugin that is not the installation's. */
static bool confine(working *w)
{
	if (!w->worker->confined)
		return true;
	if (sl_sandbox_enter(w->worker->job->manifests))
		return true;
	sl_error(w->worker->job->troubles, SL_LIT(""), 0, 0, "the sandbox cannot be set up: %s; --sandbox=off goes without", strerror(errno));
	return false;
}

static bool close_sandbox(working *w)
{
	if (!w->worker->confined || sl_sandbox_close())
		return true;
	sl_error(w->worker->job->troubles, SL_LIT(""), 0, 0, "the sandbox cannot be closed: %s", strerror(errno));
	return false;
}

static void get_ready(working *w)
{
	const sl_worker *worker = w->worker;
	const sl_engine_job *job = worker->job;
	w->told = job->troubles->count;
	w->checker = sl_checker_create(job->manifests, job->selection, job->troubles);
	if (!w->checker)
		leave_for_memory(w);
	sl_checker_watch(w->checker, &worker->slot->watch);
	if (worker->off_count || worker->established_count || worker->trial)
		sl_checker_skip(w->checker, skips, w);
	bool good = confine(w) && prepare(w) && close_sandbox(w);
	if (job->troubles->no_memory)
		leave_for_memory(w);
	begin_frame(w);
	sl_wire_put_number(&w->frame, good);
	sl_wire_put_number(&w->frame, sl_checker_judges(w->checker));
	put_troubles(w);
	send_frame(w, SL_FRAME_READY);
	if (!good)
		end(w);
}

/* Who reads for it cannot be made later. Then all that a plugin must not have is let go of. */
static void withdraw(working *w)
{
	const sl_worker *worker = w->worker;
	if (worker->confined && !sl_feeder_start(&w->feeder, worker->job->files))
		leave_for_memory(w);
	sl_limit_init(&w->limit, worker->options, worker->space);
	sl_limit_allow(&w->limit, worker->confined ? worker->room : SL_SOURCE_SMALL);
	if (worker->confined)
		sl_process_hide();
	else if (sl_sandbox_needed(worker->job->manifests))
		w->home = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
}

_Noreturn void sl_worker_main(const sl_worker *worker)
{
	working w = { .worker = worker, .home = -1 };
	sl_process_settle(worker);
	sl_source_init(&w.source);
	sl_arena_init(&w.arena);
	sl_buffer_init(&w.frame);
	withdraw(&w);
	get_ready(&w);
	if (worker->facts)
		judge_all(&w);
	else if (worker->into)
		check_files(&w, 0, worker->job->files->count);
	else
		check_all(&w);
	begin_frame(&w);
	put_troubles(&w);
	send_frame(&w, SL_FRAME_END);
	end(&w);
}
