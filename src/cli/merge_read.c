/* SPDX-License-Identifier: Apache-2.0
 * merge_read.c - lines of JSON into problems and facts.
 */
#include "cli/merge_read.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

static bool bad(const sl_shard_report *report, sl_troubles *troubles, const char *what)
{
	sl_error(troubles, sl_str_of(report->name), (uint32_t)report->number, 0, "%s", what);
	return false;
}

/* ---- values --------------------------------------------------------------------------------------------------- */

static sl_str text(sl_arena *arena, const json_t *value, const char *key)
{
	const json_t *member = json_object_get(value, key);
	if (!json_is_string(member))
		return (sl_str){ NULL, 0 };
	return sl_arena_copy(arena, (sl_str){ json_string_value(member), json_string_length(member) });
}

static uint32_t number(const json_t *value, const char *key)
{
	json_int_t n = json_integer_value(json_object_get(value, key));
	return n < 0 ? 0 : n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

static bool get_fixes(sl_arena *arena, const json_t *list, sl_problem *problem)
{
	size_t count = json_array_size(list);
	sumlint_fix *fixes = sl_arena_calloc(arena, count + 1, sizeof(*fixes));
	for (size_t i = 0; fixes && i < count; i++) {
		const json_t *value = json_array_get(list, i), *edits_value = json_object_get(value, "edits");
		const char *safety = json_string_value(json_object_get(value, "safety"));
		size_t edit_count = json_array_size(edits_value);
		sumlint_edit *edits = sl_arena_calloc(arena, edit_count + 1, sizeof(*edits));
		if (!edits)
			return false;
		for (size_t k = 0; k < edit_count; k++) {
			const json_t *edit = json_array_get(edits_value, k);
			edits[k] = (sumlint_edit){ { number(edit, "byte_start"), number(edit, "byte_end") }, text(arena, edit, "text") };
		}
		fixes[i] = (sumlint_fix){ .title = text(arena, value, "title"), .edit_count = (uint32_t)edit_count, .edits = edits };
		fixes[i].safety = safety && strcmp(safety, "safe") == 0 ? SUMLINT_FIX_SAFE : SUMLINT_FIX_UNSAFE;
	}
	problem->fixes = fixes;
	problem->fix_count = (uint32_t)count;
	return fixes != NULL;
}

static bool get_related(sl_arena *arena, const json_t *list, sl_problem *problem)
{
	size_t count = json_array_size(list);
	if (count == 0)
		return true;
	sl_related *related = sl_arena_calloc(arena, count, sizeof(*related));
	for (size_t i = 0; related && i < count; i++) {
		const json_t *value = json_array_get(list, i);
		related[i].span = (sl_span){ number(value, "byte_start"), number(value, "byte_end") };
		related[i].start = (sl_position){ number(value, "line"), number(value, "column") };
		related[i].end = (sl_position){ number(value, "end_line"), number(value, "end_column") };
		related[i].message = text(arena, value, "message");
	}
	problem->related = related;
	problem->related_count = (uint32_t)count;
	return related != NULL;
}

/* False where it is no problem of a shard's report. */
static bool get_problem(sl_arena *arena, const sl_manifests *manifests, const json_t *value, sl_str path, sl_problem *out)
{
	sl_str rule = text(arena, value, "rule"), print = text(arena, value, "fingerprint");
	const char *severity = json_string_value(json_object_get(value, "severity"));
	*out = (sl_problem){ .file = path, .rule = sl_manifests_rule(manifests, rule, NULL) };
	if (!out->rule || !severity || !sl_severity_parse(sl_str_of(severity), &out->severity) || print.size != 16)
		return false;
	out->start = (sl_position){ number(value, "line"), number(value, "column") };
	out->end = (sl_position){ number(value, "end_line"), number(value, "end_column") };
	out->span = (sl_span){ number(value, "byte_start"), number(value, "byte_end") };
	out->message = text(arena, value, "message");
	out->help = text(arena, value, "help");
	if (sl_str_equal(out->help, out->rule->summary))
		out->help = out->rule->summary;
	out->fingerprint = strtoull(print.data, NULL, 16);
	out->excerpt = text(arena, value, "excerpt");
	out->excerpt_from = number(value, "excerpt_from");
	out->excerpt_cut = json_is_true(json_object_get(value, "excerpt_cut"));
	out->suppressed = json_is_true(json_object_get(value, "suppressed"));
	return get_fixes(arena, json_object_get(value, "fixes"), out) && get_related(arena, json_object_get(value, "related"), out) && out->message.data;
}

/* ---- lines ---------------------------------------------------------------------------------------------------- */

/* The next line as JSON; NULL at the end or with a trouble. */
static json_t *next_line(sl_shard_report *report, bool *good, sl_troubles *troubles)
{
	json_error_t error;
	*good = true;
	errno = 0;
	ssize_t size = getline(&report->line, &report->line_size, report->stream);
	if (size < 0) {
		if (ferror(report->stream) || errno == ENOMEM)
			*good = bad(report, troubles, strerror(errno));
		return NULL;
	}
	report->number++;
	json_t *value = json_loadb(report->line, (size_t)size, 0, &error);
	if (!value)
		*good = bad(report, troubles, "is no line of JSON: was the report written to its end?");
	return value;
}

/* A fact stands in an object of its own. */
static const json_t *body_of(const json_t *value)
{
	const json_t *fact = json_object_get(value, "fact");
	return fact ? fact : value;
}

static bool is_totals(sl_shard_report *report, const json_t *value)
{
	const json_t *summary = json_object_get(value, "summary");
	if (!json_is_object(summary))
		return false;
	report->files = (uint64_t)json_integer_value(json_object_get(summary, "files"));
	report->shard = number(value, "shard");
	report->shards = number(value, "shards");
	report->complete = true;
	return true;
}

/* Notes which file the line is about. */
static bool look_at(sl_shard_report *report, const json_t *value, sl_troubles *troubles)
{
	const json_t *file = json_object_get(body_of(value), "file");
	sl_buffer_clear(&report->file);
	if (!value || is_totals(report, value))
		return report->complete || bad(report, troubles, "is not whole: the line with the totals is missing");
	if (!json_is_string(file) || json_string_length(file) == 0)
		return bad(report, troubles, "is no line of a report in the format jsonl");
	sl_buffer_append(&report->file, (sl_str){ json_string_value(file), json_string_length(file) });
	return !report->file.failed;
}

bool sl_shard_open(sl_shard_report *report, const char *name, sl_troubles *troubles)
{
	bool good;
	*report = (sl_shard_report){ .name = name, .pending = true };
	sl_buffer_init(&report->file);
	report->stream = strcmp(name, "-") == 0 ? stdin : fopen(name, "re");
	if (!report->stream)
		return bad(report, troubles, strerror(errno));
	json_t *value = next_line(report, &good, troubles);
	good = good && look_at(report, value, troubles);
	json_decref(value);
	return good;
}

void sl_shard_close(sl_shard_report *report)
{
	if (report->stream && report->stream != stdin)
		fclose(report->stream);
	free(report->line);
	sl_buffer_finish(&report->file);
}

/* ---- files ---------------------------------------------------------------------------------------------------- */

typedef struct taking {
	sl_arena *arena;
	const sl_manifests *manifests;
	sl_str path;
	sl_result *out;
	uint32_t problem_capacity;
	uint32_t stated_capacity;
} taking;

static bool take_line(taking *t, const json_t *value)
{
	const json_t *body = body_of(value);
	sl_result *out = t->out;
	if (body == value) {
		if (!sl_arena_grow(t->arena, (void **)&out->problems, out->problem_count, &t->problem_capacity, sizeof(*out->problems)))
			return false;
		return get_problem(t->arena, t->manifests, value, t->path, &out->problems[out->problem_count++]);
	}
	if (!sl_arena_grow(t->arena, (void **)&out->stated, out->stated_count, &t->stated_capacity, sizeof(*out->stated)))
		return false;
	sl_stated *stated = &out->stated[out->stated_count++];
	stated->key = text(t->arena, body, "key");
	stated->value = text(t->arena, body, "value");
	bool good = get_problem(t->arena, t->manifests, body, t->path, &stated->place) && stated->key.data && stated->value.data;
	stated->rule = stated->place.rule;
	return good;
}

bool sl_shard_take(sl_shard_report *report, const sl_manifests *manifests, sl_arena *arena, sl_str path, sl_result *out, sl_troubles *troubles)
{
	taking t = { .arena = arena, .manifests = manifests, .path = path, .out = out };
	json_error_t error;
	bool good = true;
	*out = (sl_result){ 0 };
	json_t *value = json_loads(report->line, 0, &error);
	while (good && value) {
		good = take_line(&t, value);
		if (!good && !arena->failed)
			bad(report, troubles, "cannot be merged: was it written by this version of sumlint with --shard, and are the same plugins here?");
		json_decref(value);
		value = NULL;
		if (good)
			value = next_line(report, &good, troubles);
		const json_t *file = json_object_get(body_of(value), "file");
		if (!value || !json_is_string(file) || !sl_str_is(sl_buffer_str(&report->file), json_string_value(file)))
			break;
	}
	good = good && look_at(report, value, troubles);
	json_decref(value);
	return good;
}
