/* SPDX-License-Identifier: Apache-2.0
 * resident_child.c - the resident process from within: plugins are loaded once, then one text after the other is checked.
 */
#include "lsp/resident.h"

#include "engine/process.h"
#include "engine/sandbox.h"
#include "fix/settle.h"
#include "lsp/task_child.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct resident {
	const sl_resident_order *order;
	int commands;
	int pipe;
	sl_buffer in;  /* the command at hand */
	sl_buffer out; /* its frames: written at once */
	sl_checker *checker;
	sl_source source;
	sl_arena arena;
	sl_troubles troubles;
	uint32_t told;
	sl_limit limit;
} resident;

/* ---- frames --------------------------------------------------------------------------------------------------- */

/* Room for the header; gives where it is. */
static size_t begin(resident *r)
{
	const sl_task_head room = { 0 };
	size_t at = r->out.size;
	sl_buffer_append(&r->out, (sl_str){ (const char *)&room, sizeof(room) });
	return at;
}

static void end(resident *r, size_t at, uint32_t kind)
{
	const sl_task_head head = { .kind = kind, .size = r->out.size - at - sizeof(head) };
	if (r->out.failed)
		_exit(2);
	memcpy(r->out.data + at, &head, sizeof(head));
}

static void put_troubles(resident *r)
{
	for (; r->told < r->troubles.count; r->told++) {
		size_t at = begin(r);
		sl_wire_put_trouble(&r->out, &r->troubles.items[r->told]);
		end(r, at, SL_TASK_TROUBLE);
	}
}

static void write_out(resident *r)
{
	for (size_t at = 0; at < r->out.size;) {
		ssize_t written = write(r->pipe, r->out.data + at, r->out.size - at);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			_exit(2); /* nobody listens any more */
		at += (size_t)written;
	}
	sl_buffer_clear(&r->out);
}

/* ---- in ------------------------------------------------------------------------------------------------------- */

static void read_in(resident *r, size_t size)
{
	if (!sl_buffer_reserve(&r->in, size + 1))
		_exit(2);
	while (size) {
		ssize_t got = read(r->commands, r->in.data + r->in.size, size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			_exit(0); /* the server has no more to ask */
		r->in.size += (size_t)got;
		size -= (size_t)got;
	}
}

/* ---- one text ------------------------------------------------------------------------------------------------- */

static bool put_problem(void *user, const sl_problem *problem)
{
	resident *r = user;
	if (problem->suppressed)
		return true;
	sl_problem copy = *problem;
	const sl_result result = { .problems = &copy, .problem_count = 1 };
	size_t at = begin(r);
	sl_wire_put_text(&r->out, problem->file);
	bool good = sl_wire_put_result(&r->out, r->order->manifests, &result);
	end(r, at, SL_TASK_PROBLEM);
	return good;
}

static bool judge(void *user, sl_arena *arena, const sl_corpus_fact *facts, uint32_t count, sl_judged *report, void *report_user)
{
	resident *r = user;
	return sl_checker_judge(r->checker, arena, facts, count, report, report_user);
}

static bool check(resident *r, const sl_settings *settings, sl_str path)
{
	const sl_corpus_judge with = { judge, r };
	sl_checked checked;
	if (!sl_check(r->checker, settings, path, &r->source, &r->arena, &checked))
		return false;
	sl_collector *collector = sl_collector_create(sl_checker_judges(r->checker) ? &with : NULL, put_problem, r);
	bool good = collector && sl_collector_add(collector, settings, path, &r->source, &checked) && sl_collector_finish(collector);
	sl_collector_free(collector);
	return good;
}

static bool mend(resident *r, const sl_settings *settings, sl_str path, sl_str text)
{
	sl_checked checked;
	sl_settled settled = { 0 };
	const sl_fix_terms safe = { 0 };
	/* What cannot be read is not mended either. */
	if (r->source.error || r->source.bad_byte < r->source.bytes.size)
		return true;
	if (!sl_settle(r->checker, settings, path, &r->source, &safe, &r->arena, &checked, &settled))
		return false;
	if (!settled.changed || sl_str_equal(sl_source_text(&r->source), text))
		return true;
	size_t at = begin(r);
	sl_wire_put_text(&r->out, sl_source_text(&r->source));
	end(r, at, SL_TASK_TEXT);
	return true;
}

static void serve_one(resident *r)
{
	sl_resident_head head;
	sl_buffer_clear(&r->in);
	read_in(r, sizeof(head));
	memcpy(&head, r->in.data, sizeof(head));
	sl_buffer_clear(&r->in);
	read_in(r, (size_t)head.path_size);
	sl_arena_reset(&r->arena);
	sl_str path = sl_arena_copy(&r->arena, sl_buffer_str(&r->in));
	sl_buffer_clear(&r->in);
	read_in(r, (size_t)head.text_size);
	sl_str text = sl_buffer_str(&r->in);
	if (head.settings >= r->order->settings_count || !path.data)
		_exit(2);
	const sl_settings *settings = r->order->settings[head.settings];
	sl_limit_allow(&r->limit, text.size);
	bool good = sl_source_set(&r->source, text) && (head.kind == SL_TASK_MEND ? mend(r, settings, path, text) : check(r, settings, path));
	/* What is short here is not short for a task with its own process. */
	if (!good || r->troubles.no_memory)
		_exit(2);
	put_troubles(r);
	size_t at = begin(r);
	sl_wire_put_number(&r->out, 1);
	end(r, at, SL_TASK_END);
	write_out(r);
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

/* As a worker of the engine; confined where there is a plugin that the installation did not ship. */
static bool get_ready(resident *r)
{
	const sl_resident_order *order = r->order;
	bool confined = order->engine->sandbox != SL_SANDBOX_OFF && sl_sandbox_needed(order->manifests), good = true;
	const char *lacks = confined ? sl_sandbox_lacks() : "";
	if (*lacks && order->engine->sandbox == SL_SANDBOX_REQUIRE)
		return false;
	if (*lacks)
		sl_warning(&r->troubles, SL_LIT(""), 0, 0, "plugins that sumlint does not ship are confined only in part, for want of %s", lacks);
	sl_engine_options options = *order->engine;
	sl_engine_choose_memory(&options, 1);
	sl_limit_init(&r->limit, &options, sl_process_space());
	sl_limit_allow(&r->limit, (uint64_t)1 << 20);
	if (confined)
		sl_process_hide();
	r->checker = sl_checker_create(order->manifests, NULL, &r->troubles);
	if (!r->checker || (confined && !sl_sandbox_enter(order->manifests)))
		return false;
	for (uint32_t i = 0; good && i < order->settings_count; i++)
		good = sl_checker_prepare(r->checker, order->settings[i]);
	return good && (!confined || sl_sandbox_close());
}

_Noreturn void sl_resident_run(const sl_resident_order *order, int commands, int pipe, pid_t parent)
{
	resident r = { .order = order, .commands = commands, .pipe = pipe };
	const sl_files none = { 0 };
	const sl_engine_job job = { .manifests = order->manifests, .files = &none };
	const sl_worker self = { .options = order->engine, .job = &job, .pool = parent, .commands = commands, .pipe = pipe };
	sl_process_settle(&self);
	sl_buffer_init(&r.in);
	sl_buffer_init(&r.out);
	sl_source_init(&r.source);
	sl_arena_init(&r.arena);
	sl_troubles_init(&r.troubles);
	/* Who asks is told by a task why plugins cannot be used. */
	if (!get_ready(&r))
		_exit(2);
	for (;;)
		serve_one(&r);
}
