/* SPDX-License-Identifier: Apache-2.0
 * task_child.c - the stages in order for one text, or for all documents of the workspace.
 */
#include "lsp/task_child.h"

#include "engine/failures.h"
#include "fix/settle.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

/* Milliseconds between two words about progress. */
#define PROGRESS_EVERY 100

typedef struct child {
	const sl_task_order *order;
	sl_task_mouth mouth;
	sl_files files;
	sl_engine *engine;
	sl_collector *collector;
	sl_arena arena; /* of the answer at hand */
	sl_troubles troubles;
	uint64_t progressed;
} child;

/* ---- frames --------------------------------------------------------------------------------------------------- */

sl_buffer *sl_task_begin(sl_task_mouth *mouth)
{
	const sl_task_head room = { 0 };
	sl_buffer_clear(&mouth->frame);
	sl_buffer_append(&mouth->frame, (sl_str){ (const char *)&room, sizeof(room) });
	return &mouth->frame;
}

void sl_task_say(sl_task_mouth *mouth, uint32_t kind)
{
	const sl_buffer *frame = &mouth->frame;
	if (frame->failed)
		_exit(2);
	const sl_task_head head = { .kind = kind, .size = frame->size - sizeof(head) };
	memcpy(frame->data, &head, sizeof(head));
	for (size_t at = 0; at < frame->size;) {
		ssize_t written = write(mouth->pipe, frame->data + at, frame->size - at);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			_exit(2); /* nobody listens any more */
		at += (size_t)written;
	}
}

static void send_text(child *c, uint32_t kind, sl_str text)
{
	sl_task_begin(&c->mouth);
	sl_wire_put_text(&c->mouth.frame, text);
	sl_task_say(&c->mouth, kind);
}

/* ---- what the engine is told ---------------------------------------------------------------------------------- */

static bool mend(sl_checker *checker, const sl_file *file, sl_source *source, sl_arena *arena, sl_checked *checked, sl_str *extra)
{
	const sl_fix_terms safe = { 0 };
	sl_settled settled = { 0 };
	if (!sl_settle(checker, file->settings, file->path, source, &safe, arena, checked, &settled))
		return false;
	if (!settled.changed || sl_str_equal(sl_source_text(source), file->text))
		return true;
	/* Never empty, so that an emptied document is told from one that is as it was. */
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	sl_buffer_append_char(&bytes, '=');
	sl_buffer_append(&bytes, sl_source_text(source));
	*extra = bytes.failed ? (sl_str){ NULL, 0 } : sl_arena_copy(arena, sl_buffer_str(&bytes));
	sl_buffer_finish(&bytes);
	return extra->data != NULL;
}

static bool work(void *user, sl_checker *checker, const sl_file *file, sl_source *source, sl_arena *arena, sl_checked *checked, sl_str *extra)
{
	const child *c = user;
	bool readable = !source->error && source->bad_byte >= source->bytes.size;
	if (c->order->kind == SL_TASK_MEND && readable)
		return mend(checker, file, source, arena, checked, extra);
	return sl_check(checker, file->settings, file->path, source, arena, checked);
}

static bool take(void *user, uint32_t number, const sl_outcome *outcome)
{
	child *c = user;
	const sl_file *file = &c->files.items[number];
	const sl_result *result = &outcome->result;
	sl_result with_failures;
	sl_arena_reset(&c->arena);
	send_text(c, SL_TASK_FILE, file->path);
	if (outcome->extra.size)
		send_text(c, SL_TASK_TEXT, (sl_str){ outcome->extra.data + 1, outcome->extra.size - 1 });
	if (outcome->failure_count) {
		if (!sl_failures_add(&c->arena, c->order->manifests, c->order->engine->timeout, file, outcome, &with_failures))
			return false;
		result = &with_failures;
	}
	return sl_collector_take(c->collector, file->settings, file->path, result);
}

static bool write_problem(void *user, const sl_problem *problem)
{
	child *c = user;
	if (problem->suppressed)
		return true;
	sl_problem copy = *problem;
	const sl_result result = { .problems = &copy, .problem_count = 1 };
	sl_task_begin(&c->mouth);
	sl_wire_put_text(&c->mouth.frame, problem->file);
	if (!sl_wire_put_result(&c->mouth.frame, c->order->manifests, &result))
		return false;
	sl_task_say(&c->mouth, SL_TASK_PROBLEM);
	return true;
}

static uint64_t milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void tick(void *user)
{
	child *c = user;
	uint64_t now = milliseconds();
	if (c->order->kind != SL_TASK_WORKSPACE || now - c->progressed < PROGRESS_EVERY)
		return;
	c->progressed = now;
	sl_task_begin(&c->mouth);
	sl_wire_put_number(&c->mouth.frame, sl_engine_done(c->engine));
	sl_wire_put_number(&c->mouth.frame, c->files.count);
	sl_task_say(&c->mouth, SL_TASK_PROGRESS);
}

static bool ask_engine(void *engine, sl_arena *arena, const sl_corpus_fact *facts, uint32_t count, sl_judged *report, void *user)
{
	return sl_engine_judge(engine, facts, count, arena, report, user);
}

/* ---- the run -------------------------------------------------------------------------------------------------- */

static int by_path(const void *a, const void *b)
{
	return sl_str_compare(((const sl_file *)a)->path, ((const sl_file *)b)->path);
}

/* Open documents stand for what is on disk. Both lists ascend. */
static void hold_open(child *c, sl_file *open, uint32_t count)
{
	uint32_t at = 0;
	if (count)
		qsort(open, count, sizeof(*open), by_path);
	for (uint32_t i = 0; i < c->files.count && at < count; i++) {
		while (at < count && sl_str_compare(open[at].path, c->files.items[i].path) < 0)
			at++;
		if (at < count && sl_str_equal(open[at].path, c->files.items[i].path)) {
			c->files.items[i].held = true;
			c->files.items[i].text = open[at].text;
		}
	}
}

static bool find_files(child *c)
{
	const sl_task_order *order = c->order;
	if (order->kind != SL_TASK_WORKSPACE) {
		c->files.items = (sl_file *)(uintptr_t)&order->file;
		c->files.count = 1;
		return true;
	}
	const sl_discover_options options = { .paths = order->folders, .path_count = order->folder_count, .listed_only = true };
	if (!sl_discover(&options, order->configs, &c->files, &c->troubles))
		return false;
	hold_open(c, (sl_file *)(uintptr_t)order->open, order->open_count);
	return true;
}

static bool run(child *c)
{
	const sl_task_order *order = c->order;
	const sl_engine_job job = { .manifests = order->manifests, .files = &c->files, .work = work, .sink = take, .tick = tick, .user = c,
		.troubles = &c->troubles };
	if (!find_files(c))
		return false;
	if (c->files.count == 0)
		return true;
	c->engine = sl_engine_start(order->engine, &job);
	if (!c->engine)
		return false;
	const sl_corpus_judge judge = { ask_engine, c->engine };
	if (sl_engine_judges(c->engine)) {
		sl_task_begin(&c->mouth);
		sl_task_say(&c->mouth, SL_TASK_HELD);
	}
	c->collector = sl_collector_create(sl_engine_judges(c->engine) ? &judge : NULL, write_problem, c);
	return c->collector && sl_engine_run(c->engine) && sl_collector_finish(c->collector);
}

static void settle_in(pid_t parent)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (nothing >= 0) {
		dup2(nothing, STDIN_FILENO);
		dup2(nothing, STDOUT_FILENO);
		close(nothing);
	}
	signal(SIGTERM, SIG_DFL);
	signal(SIGINT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(2);
}

_Noreturn void sl_task_run(const sl_task_order *order, int pipe, pid_t parent)
{
	child c = { .order = order, .mouth = { .pipe = pipe } };
	settle_in(parent);
	sl_buffer_init(&c.mouth.frame);
	sl_arena_init(&c.arena);
	sl_troubles_init(&c.troubles);
	if (order->kind == SL_TASK_CALL) {
		order->call(order->user, &c.mouth);
		_exit(0);
	}
	if (order->kind == SL_TASK_WORKSPACE && nice(10) < 0)
		errno = 0;
	bool good = run(&c);
	for (uint32_t i = 0; i < c.troubles.count; i++) {
		sl_task_begin(&c.mouth);
		sl_wire_put_trouble(&c.mouth.frame, &c.troubles.items[i]);
		sl_task_say(&c.mouth, SL_TASK_TROUBLE);
	}
	sl_engine_free(c.engine);
	sl_task_begin(&c.mouth);
	sl_wire_put_number(&c.mouth.frame, good);
	sl_task_say(&c.mouth, SL_TASK_END);
	/* Nothing is given back: the process ends. */
	_exit(0);
}
