/* SPDX-License-Identifier: Apache-2.0
 * worker.c - the process that maps plugins and checks documents.
 */
#include "engine/control.h"

#include "collect/wire.h"
#include "engine/feeder.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* Address space per byte of a document: text, blocks, parts, problems. */
#define MEMORY_PER_BYTE 64
/* A confined worker has room for a document of this size. */
#define CONFINED_DOCUMENT ((uint64_t)64 << 20)

typedef struct working {
	const sl_worker *worker;
	sl_checker *checker;
	sl_source source;
	sl_arena arena;
	sl_buffer frame;
	uint64_t base; /* address space before the first document */
	uint64_t allowed;
	uint32_t told; /* troubles that were sent */
	const sl_rule_manifest **off; /* rules that are switched off */
	uint32_t off_count;
	uint32_t off_capacity;
	sl_arena kept; /* for as long as the worker lives */
	bool confined;
	sl_feeder feeder; /* where it is */
} working;

/* ---- the process ---------------------------------------------------------------------------------------------- */

/* Nothing a plugin prints may get into a report. Ctrl-C is the pool's to answer; without a pool there is no work. */
static void settle_in(void)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (nothing >= 0) {
		dup2(nothing, STDIN_FILENO);
		dup2(nothing, STDOUT_FILENO);
		close(nothing);
	}
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* A crash is expected here, and told: a core file of every one is not. */
	struct rlimit none = { 0, 0 };
	setrlimit(RLIMIT_CORE, &none);
}

static uint64_t address_space(void)
{
	char line[64];
	int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t got = file < 0 ? 0 : read(file, line, sizeof(line) - 1);
	if (file >= 0)
		close(file);
	line[got > 0 ? got : 0] = '\0';
	return strtoull(line, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* The limit grows with the document, so that a great one is no plugin's fault. */
static void allow(working *w, uint64_t document)
{
	uint64_t limit = w->worker->options->memory_limit;
	uint64_t wanted = w->base + limit + document * MEMORY_PER_BYTE;
	if (!limit || wanted <= w->allowed)
		return;
	struct rlimit soft = { wanted, RLIM_INFINITY };
	if (getrlimit(RLIMIT_AS, &soft) == 0) {
		soft.rlim_cur = wanted < soft.rlim_max ? wanted : soft.rlim_max;
		setrlimit(RLIMIT_AS, &soft);
	}
	w->allowed = wanted;
}

_Noreturn static void leave(int status)
{
	_exit(status);
}

/* ---- frames --------------------------------------------------------------------------------------------------- */

static void write_all(int pipe, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t written = write(pipe, bytes, size);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			leave(1); /* the pool is gone */
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
		leave(SL_EXIT_MEMORY);
	sl_frame header = { SL_FRAME_MAGIC, kind, w->frame.size - sizeof(header) };
	memcpy(w->frame.data, &header, sizeof(header));
	write_all(w->worker->pipe, w->frame.data, w->frame.size);
}

static void put_troubles(working *w)
{
	const sl_troubles *troubles = w->worker->job->troubles;
	sl_wire_put_number(&w->frame, troubles->count - w->told);
	for (; w->told < troubles->count; w->told++)
		sl_wire_put_trouble(&w->frame, &troubles->items[w->told]);
}

/* ---- files ---------------------------------------------------------------------------------------------------- */

static bool skips(void *user, const sl_rule_manifest *rule)
{
	const working *w = user;
	for (uint32_t i = 0; i < w->off_count; i++) {
		if (w->off[i] == rule)
			return true;
	}
	for (uint32_t i = 0; i < w->worker->omission_count; i++) {
		const sl_omission *omission = &w->worker->omissions[i];
		if (omission->rule == rule && (omission->file == SUMLINT_NONE || omission->file == w->worker->slot->file))
			return true;
	}
	return false;
}

static bool read_file(working *w, uint32_t number)
{
	if (w->confined)
		return sl_feeder_read(&w->feeder, number, &w->source);
	const sl_file *file = &w->worker->job->files->items[number];
	struct stat about;
	if (sl_read_content(file, &w->source))
		return true;
	/* What a document takes is no plugin's fault: once more, with as much room as this one needs. */
	if (stat(file->path.data, &about) != 0 || !S_ISREG(about.st_mode))
		return false;
	allow(w, (uint64_t)about.st_size);
	return sl_read_content(file, &w->source);
}

/* Adds the file to the frame where there is something to say of it. */
static bool check_file(working *w, uint32_t number, uint32_t *said)
{
	const sl_engine_job *job = w->worker->job;
	const sl_file *file = &job->files->items[number];
	sl_checked checked;
	sl_result result;
	sl_str extra = { NULL, 0 };
	sl_arena_reset(&w->arena);
	if (!read_file(w, number))
		return false;
	allow(w, w->source.bytes.size);
	if (!job->work(job->user, w->checker, file, &w->source, &w->arena, &checked, &extra))
		return false;
	if (!checked.count && !checked.fact_count && !extra.size)
		return true;
	if (!sl_result_make(&w->arena, file->path, &w->source, &checked, &result))
		return false;
	(*said)++;
	sl_wire_put_number(&w->frame, number);
	sl_wire_put_text(&w->frame, extra);
	return sl_wire_put_result(&w->frame, job->manifests, &result);
}

static bool is_left_out(const sl_worker *worker, uint32_t file)
{
	for (uint32_t i = 0; i < worker->omission_count; i++) {
		if (!worker->omissions[i].rule && worker->omissions[i].file == file)
			return true;
	}
	return false;
}

static void check_batch(working *w, uint32_t batch)
{
	const sl_worker *worker = w->worker;
	sl_batch_head head = { batch, 0 };
	uint32_t from = batch * worker->batch_size, to = from + worker->batch_size;
	if (to > worker->job->files->count)
		to = worker->job->files->count;
	begin_frame(w);
	sl_buffer_append(&w->frame, (sl_str){ (const char *)&head, sizeof(head) });
	for (uint32_t i = from; i < to; i++) {
		worker->slot->file = i;
		if (!is_left_out(worker, i) && !check_file(w, i, &head.said))
			leave(SL_EXIT_MEMORY);
	}
	put_troubles(w);
	if (!w->frame.failed)
		memcpy(w->frame.data + sizeof(sl_frame), &head, sizeof(head));
	send_frame(w, SL_FRAME_BATCH);
}

static void switch_off(working *w, const sl_worker_command *command)
{
	const sl_manifests *manifests = w->worker->job->manifests;
	if (!sl_arena_grow(&w->kept, (void **)&w->off, w->off_count, &w->off_capacity, sizeof(*w->off)))
		leave(SL_EXIT_MEMORY);
	w->off[w->off_count++] = &manifests->items[command->first]->rules[command->second];
	sl_checker_skip(w->checker, skips, w);
}

/* False at the end of the commands. */
static bool read_command(int commands, sl_worker_command *out)
{
	size_t have = 0;
	while (have < sizeof(*out)) {
		ssize_t got = read(commands, (char *)out + have, sizeof(*out) - have);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		have += (size_t)got;
	}
	return true;
}

static void check_all(working *w)
{
	sl_worker_command command;
	while (read_command(w->worker->commands, &command) && command.kind != SL_COMMAND_END) {
		if (command.kind == SL_COMMAND_OFF)
			switch_off(w, &command);
		else
			check_batch(w, command.first);
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
		leave(SL_EXIT_MEMORY);
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

/* Before any code of a plugin that is not the installation's. Memory cannot be asked for later: a sandbox's room is set once. */
static bool confine(working *w)
{
	const sl_engine_job *job = w->worker->job;
	if (w->worker->options->sandbox == SL_SANDBOX_OFF || !sl_sandbox_needed(job->manifests))
		return true;
	allow(w, CONFINED_DOCUMENT);
	w->confined = true;
	if (sl_feeder_start(&w->feeder, job->files) && sl_sandbox_enter(job->manifests))
		return true;
	sl_error(job->troubles, SL_LIT(""), 0, 0, "the sandbox cannot be set up: %s; --sandbox=off goes without", strerror(errno));
	return false;
}

static void get_ready(working *w)
{
	const sl_worker *worker = w->worker;
	const sl_engine_job *job = worker->job;
	w->told = job->troubles->count;
	w->checker = sl_checker_create(job->manifests, job->selection, job->troubles);
	if (!w->checker)
		leave(SL_EXIT_MEMORY);
	sl_checker_watch(w->checker, &worker->slot->watch);
	if (worker->omission_count)
		sl_checker_skip(w->checker, skips, w);
	bool good = confine(w) && prepare(w);
	if (good && w->confined && !sl_sandbox_close()) {
		sl_error(job->troubles, SL_LIT(""), 0, 0, "the sandbox cannot be closed: %s", strerror(errno));
		good = false;
	}
	if (job->troubles->no_memory)
		leave(SL_EXIT_MEMORY);
	begin_frame(w);
	sl_wire_put_number(&w->frame, good);
	sl_wire_put_number(&w->frame, sl_checker_judges(w->checker));
	put_troubles(w);
	send_frame(w, SL_FRAME_READY);
	if (!good)
		leave(0);
	worker->slot->loading = false;
}

_Noreturn void sl_worker_main(const sl_worker *worker)
{
	working w = { .worker = worker };
	settle_in();
	sl_source_init(&w.source);
	sl_arena_init(&w.arena);
	sl_arena_init(&w.kept);
	sl_buffer_init(&w.frame);
	w.base = worker->options->memory_limit ? address_space() : 0;
	allow(&w, 0);
	get_ready(&w);
	if (worker->facts)
		judge_all(&w);
	else
		check_all(&w);
	begin_frame(&w);
	put_troubles(&w);
	send_frame(&w, SL_FRAME_END);
	/* Nothing is given back: the process ends. Destructors of plugins are not run, so none can hang it. */
	leave(0);
}
