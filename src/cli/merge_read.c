/* SPDX-License-Identifier: Apache-2.0
 * merge_read.c - lines of JSON into problems and facts.
 */
#include "cli/merge_read.h"

#include "report/jsonl.h"

#include <errno.h>
#include <inttypes.h>
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
	if (out->span.start > out->span.end || (print.data[strspn(print.data, "0123456789abcdef")]))
		return false;
	return get_fixes(arena, json_object_get(value, "fixes"), out) && get_related(arena, json_object_get(value, "related"), out) && out->message.data;
}

/* ---- lines ---------------------------------------------------------------------------------------------------- */

/* Without its end. */
static sl_str line_of(const sl_shard_report *report)
{
	sl_str line = { report->line, report->length };
	if (line.size && line.data[line.size - 1] == '\n')
		line.size--;
	return line;
}

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
	report->length = (size_t)size;
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

/* The totals are the last line; what they come to is theirs and that of all lines before them. */
static bool is_untouched(sl_shard_report *report, const json_t *value)
{
	static const sl_str mark = { SL_JSONL_DIGEST, sizeof(SL_JSONL_DIGEST) - 1 };
	const char *digest = json_string_value(json_object_get(value, "digest"));
	sl_str line = line_of(report);
	const char *at = memmem(line.data, line.size, mark.data, mark.size);
	if (!digest || !at)
		return false;
	line.size = (size_t)(at - line.data);
	char expected[17];
	snprintf(expected, sizeof(expected), "%016" PRIx64, sl_jsonl_digest(report->digest, line));
	return strcmp(expected, digest) == 0;
}

/* False with a trouble. */
static bool take_totals(sl_shard_report *report, const json_t *value, sl_troubles *troubles)
{
	bool good;
	report->files = (uint64_t)json_integer_value(json_object_get(json_object_get(value, "summary"), "files"));
	report->shard = number(value, "shard");
	report->shards = number(value, "shards");
	report->broken = json_is_true(json_object_get(value, "broken"));
	if (number(value, "version") != 1)
		return bad(report, troubles, "is of another version of sumlint");
	if (report->shard == 0 || report->shards == 0)
		return bad(report, troubles, "is no shard's report: it was written without --shard");
	if (!is_untouched(report, value))
		return bad(report, troubles, "is not what the shard wrote: lines were lost, changed or added");
	json_t *more = next_line(report, &good, troubles);
	json_decref(more);
	if (good && more)
		return bad(report, troubles, "comes behind the totals, which end a report: it is not what the shard wrote");
	return good;
}

static int digit_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Puts the name of the file that the line is about. False where it names none, or memory is short. */
static bool put_name(const json_t *value, sl_buffer *name)
{
	const json_t *file = json_object_get(value, "file"), *bytes = json_object_get(value, SL_JSONL_FILE_BYTES);
	sl_buffer_clear(name);
	if (!bytes) {
		if (!json_is_string(file) || json_string_length(file) == 0)
			return false;
		sl_buffer_append(name, (sl_str){ json_string_value(file), json_string_length(file) });
		return !name->failed;
	}
	const char *digits = json_string_value(bytes);
	size_t size = digits ? strlen(digits) : 1;
	if (size == 0 || size % 2)
		return false;
	for (size_t i = 0; i < size; i += 2) {
		int high = digit_of(digits[i]), low = digit_of(digits[i + 1]);
		if (high < 0 || low < 0 || high + low == 0)
			return false;
		sl_buffer_append_char(name, (char)(high * 16 + low));
	}
	return !name->failed;
}

/* Notes which file the line is about, unless it is the last. */
static bool look_at(sl_shard_report *report, const json_t *value, sl_troubles *troubles)
{
	sl_buffer_clear(&report->file);
	if (!value)
		return bad(report, troubles, "is not whole: the line with the totals is missing");
	if (json_is_object(json_object_get(value, "summary")))
		return take_totals(report, value, troubles);
	report->digest = sl_jsonl_digest(report->digest, line_of(report));
	return put_name(body_of(value), &report->file) || bad(report, troubles, "is no line of a report in the format jsonl");
}

/* True where the line is about the same file: it is counted then. */
static bool is_of_same_file(sl_shard_report *report, const json_t *value)
{
	sl_buffer name;
	sl_buffer_init(&name);
	bool same = value && put_name(body_of(value), &name) && sl_str_equal(sl_buffer_str(&name), sl_buffer_str(&report->file));
	sl_buffer_finish(&name);
	if (same)
		report->digest = sl_jsonl_digest(report->digest, line_of(report));
	return same;
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
		if (!is_of_same_file(report, value))
			break;
	}
	good = good && look_at(report, value, troubles);
	json_decref(value);
	return good;
}
