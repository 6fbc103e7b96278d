/* SPDX-License-Identifier: Apache-2.0
 * filter.c - `sumlint filter`: documents as records on standard input, results on standard output, one a line, as Hadoop Streaming, Spark's pipe() and
 * GNU parallel have it.
 */
#include "cli/commands.h"
#include "cli/common_options.h"
#include "engine/failures.h"
#include "report/json_values.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Records are checked together, for workers to share; as many as have come, and no more than this. */
#define CHUNK_RECORDS 2048
#define CHUNK_BYTES ((size_t)16 << 20)
#define READ_SIZE ((size_t)1 << 16)

/* A line that came in. */
typedef struct record {
	sl_str file;
	const char *problem; /* why it is not checked; NULL: it is */
	uint32_t index;      /* of its file */
} record;

typedef struct filtering {
	const sl_common_settings *settings;
	sl_session session;
	sl_buffer input;
	sl_arena arena; /* of the chunk */
	record *records;
	uint32_t count;
	uint32_t capacity;
	sl_files files;
	json_t **results; /* of each file; NULL: no problems */
	sl_buffer scratch;
	sl_buffer output;
	sl_counts counts;
	bool bad; /* a record was none, or a plugin broke */
} filtering;

/* ---- records in ----------------------------------------------------------------------------------------------- */

static bool no_memory(filtering *f)
{
	sl_no_memory(&f->session.troubles);
	return false;
}

static sl_str member(filtering *f, const json_t *value, const char *key)
{
	const json_t *text = json_object_get(value, key);
	if (!json_is_string(text))
		return (sl_str){ NULL, 0 };
	return sl_arena_copy(&f->arena, (sl_str){ json_string_value(text), json_string_length(text) });
}

static bool add_file(filtering *f, record *r, sl_str text)
{
	sl_file file = { .path = r->file, .held = true, .text = text };
	switch (sl_configs_settings(f->session.configs, r->file, &file.settings)) {
	case SL_APPLIES:
		break;
	case SL_NO_DOCUMENT:
		r->problem = "no entry of the config's `documents` takes it";
		return true;
	case SL_IGNORED:
		r->problem = "the config's `ignore` leaves it out";
		return true;
	case SL_BAD_CONFIG:
		r->problem = "its config is in error";
		return true;
	}
	if (!sl_arena_grow(&f->arena, (void **)&f->files.items, f->files.count, &f->files.capacity, sizeof(file)))
		return no_memory(f);
	r->index = f->files.count;
	f->files.items[f->files.count++] = file;
	return true;
}

static bool add_record(filtering *f, sl_str line)
{
	json_error_t error;
	if (!sl_arena_grow(&f->arena, (void **)&f->records, f->count, &f->capacity, sizeof(*f->records)))
		return no_memory(f);
	record *r = &f->records[f->count++];
	*r = (record){ .index = SUMLINT_NONE };
	json_t *value = json_loadb(line.data, (size_t)line.size, JSON_ALLOW_NUL, &error);
	sl_str text = member(f, value, "text");
	r->file = member(f, value, "file");
	json_decref(value);
	if (f->arena.failed)
		return no_memory(f);
	if (!value) {
		sl_buffer why;
		sl_buffer_init(&why);
		sl_buffer_printf(&why, "is no line of JSON that can be read: %s", error.text);
		r->problem = why.failed ? NULL : sl_arena_copy(&f->arena, sl_buffer_str(&why)).data;
		sl_buffer_finish(&why);
		f->bad = true;
		return r->problem || no_memory(f);
	}
	if (text.data && r->file.data && r->file.size)
		return add_file(f, r, text);
	r->problem = "expected {\"file\": \"NAME\", \"text\": \"...\"} on a line";
	f->bad = true;
	return true;
}

/* ---- results out ---------------------------------------------------------------------------------------------- */

static bool take(void *user, uint32_t file, const sl_outcome *outcome)
{
	filtering *f = user;
	json_t *problems = json_array();
	sl_result result = outcome->result;
	if (outcome->failure_count && !sl_failures_add(&f->arena, &f->session.manifests, f->settings->engine.timeout, &f->files.items[file], outcome, &result)) {
		json_decref(problems);
		return no_memory(f);
	}
	f->bad = f->bad || outcome->failure_count;
	for (uint32_t i = 0; i < result.problem_count; i++) {
		const sl_problem *problem = &result.problems[i];
		if (problem->suppressed)
			continue;
		f->counts.problems[problem->severity]++;
		sl_json_append(&problems, sl_json_problem(&f->scratch, problem));
	}
	f->results[file] = problems;
	return problems || no_memory(f);
}

static bool work(void *user, sl_checker *checker, const sl_file *file, sl_source *source, sl_arena *arena, sl_checked *checked, sl_str *extra)
{
	(void)user;
	(void)extra;
	return sl_check(checker, file->settings, file->path, source, arena, checked);
}

static bool check_chunk(filtering *f)
{
	const sl_engine_job job = { .manifests = &f->session.manifests, .files = &f->files, .work = work, .sink = take, .user = f,
		.troubles = &f->session.troubles };
	f->results = sl_arena_calloc(&f->arena, f->files.count + (size_t)1, sizeof(json_t *));
	if (!f->results)
		return no_memory(f);
	if (f->files.count == 0)
		return true;
	sl_engine *engine = sl_engine_start(&f->settings->engine, &job);
	bool good = engine && sl_engine_run(engine);
	sl_engine_free(engine);
	return good;
}

static bool append_result(filtering *f, const record *r)
{
	json_t *value = json_object();
	sl_json_set(&value, "file", sl_json_string(&f->scratch, r->file));
	json_t *problems = r->index == SUMLINT_NONE ? json_array() : f->results[r->index];
	sl_json_set(&value, "problems", problems);
	if (r->index != SUMLINT_NONE)
		f->results[r->index] = NULL;
	if (r->problem)
		sl_json_set_name(&value, "error", r->problem);
	if (!sl_json_dump(&f->output, value))
		return no_memory(f);
	sl_buffer_append_char(&f->output, '\n');
	return true;
}

/* Checks the records that have come, and answers each in its turn. */
static bool answer(filtering *f)
{
	bool good = check_chunk(f);
	sl_buffer_clear(&f->output);
	for (uint32_t i = 0; good && i < f->count; i++)
		good = append_result(f, &f->records[i]);
	for (uint32_t i = 0; f->results && i < f->files.count; i++)
		json_decref(f->results[i]);
	f->count = f->capacity = f->files.count = f->files.capacity = 0;
	f->records = NULL;
	f->files.items = NULL;
	f->results = NULL;
	sl_arena_reset(&f->arena);
	sl_session_tell(&f->session);
	if (good && (f->output.failed || fwrite(f->output.data, 1, f->output.size, stdout) != f->output.size || fflush(stdout) != 0))
		good = sl_finish_output(SL_EXIT_CLEAN) == SL_EXIT_CLEAN && !f->output.failed;
	return good;
}

/* ---- the loop ------------------------------------------------------------------------------------------------- */

/* Takes the whole lines of what was read; at the end the rest too. */
static bool take_lines(filtering *f, bool at_end)
{
	size_t at = 0;
	bool good = true;
	while (good && at < f->input.size) {
		const char *start = f->input.data + at, *end = memchr(start, '\n', f->input.size - at);
		if (!end && !at_end)
			break;
		size_t size = end ? (size_t)(end - start) : f->input.size - at;
		at += size + (end != NULL);
		if (sl_str_trim((sl_str){ start, size }).size)
			good = add_record(f, (sl_str){ start, size });
		if (good && f->count == CHUNK_RECORDS)
			good = answer(f);
	}
	memmove(f->input.data, f->input.data + at, f->input.size - at);
	f->input.size -= at;
	return good;
}

static bool filter(filtering *f)
{
	for (;;) {
		if (!sl_buffer_reserve(&f->input, READ_SIZE))
			return no_memory(f);
		ssize_t got = read(STDIN_FILENO, f->input.data + f->input.size, READ_SIZE);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			sl_error(&f->session.troubles, SL_LIT("<stdin>"), 0, 0, "cannot be read: %s", strerror(errno));
			return false;
		}
		f->input.size += (size_t)got;
		if (!take_lines(f, got == 0))
			return false;
		/* Nobody waits for an answer while more is coming at once. */
		bool pause = (size_t)got < READ_SIZE || f->input.size > CHUNK_BYTES;
		if (f->count && pause && !answer(f))
			return false;
		if (got == 0)
			return true;
	}
}

static const sl_option *const tables[] = { sl_engine_option_table, sl_session_options, NULL };

static int run_filter(int argc, char **argv)
{
	sl_common_settings settings = SL_COMMON_SETTINGS;
	filtering f = { .settings = &settings };
	int operands;
	sl_parsed parsed = sl_command_parse(&sl_filter_command, argc, argv, &settings, &operands);
	if (parsed != SL_PARSED)
		return sl_parsed_status(parsed);
	if (operands < argc)
		return sl_usage_error("filter", "records come on standard input, not as '%s'", argv[operands]);
	sl_arena_init(&f.arena);
	sl_buffer_init(&f.input);
	sl_buffer_init(&f.scratch);
	sl_buffer_init(&f.output);
	bool good = sl_session_open(&f.session, &settings.session) && filter(&f);
	sl_session_tell(&f.session);
	int status = !good || f.bad || sl_session_failed(&f.session) ? SL_EXIT_TROUBLE : f.counts.problems[SL_ERROR] ? SL_EXIT_PROBLEMS : SL_EXIT_CLEAN;
	sl_buffer_finish(&f.input);
	sl_buffer_finish(&f.scratch);
	sl_buffer_finish(&f.output);
	sl_arena_finish(&f.arena);
	sl_session_finish(&f.session);
	return status;
}

const sl_command sl_filter_command = {
	"filter",
	"",
	"Check documents that come as records on standard input.",
	"Reads one JSON object a line, {\"file\": \"NAME\", \"text\": \"...\"}, and writes one a line in the same order,\n"
	"{\"file\": \"NAME\", \"problems\": [...]}, the problems as in the format json. NAME need not exist: it decides about config,\n"
	"type and syntax. A line that is no such record, or that no config takes, is answered with an \"error\"; the former is exit\nstatus 2. Empty lines are passed over. Rules over the whole\n"
	"corpus have no say here. Made for Hadoop Streaming, Spark's pipe() and GNU parallel --pipe.\n\n"
	"Exit status: 0 no errors, 1 errors in documents, 2 a bad record or an error of sumlint itself.\n",
	tables,
	run_filter,
};
