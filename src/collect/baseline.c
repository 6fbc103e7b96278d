/* SPDX-License-Identifier: Apache-2.0
 * baseline.c - known problems: read, found, taken, written.
 */
#include "collect/baseline.h"

#include "base/file.h"
#include "base/utf8.h"
#include "base/write.h"
#include "collect/fingerprint.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LIMIT ((size_t)1 << 30)

typedef struct entry {
	sl_str file; /* from the baseline's folder */
	sl_str rule;
	sl_str message;
	uint64_t fingerprint;
	uint32_t order; /* keeps the order of the file among equals */
	bool needed;
	bool replaced; /* by the same one of this run */
} entry;

struct sl_baseline {
	sl_arena arena;
	sl_troubles *troubles;
	const char *path;
	sl_buffer here;   /* the current folder */
	sl_buffer folder; /* absolute */
	sl_buffer name;   /* of the file asked about last, from the folder */
	const char *named; /* its path, by address: problems of one file share it */
	entry *entries;
	uint32_t count;
	uint32_t capacity;
	uint32_t read; /* the first ones, sorted: from the file */
	sl_str *seen;
	uint32_t seen_count;
	uint32_t seen_capacity;
	bool seen_sorted;
	bool failed;
};

/* ---- making --------------------------------------------------------------------------------------------------- */

static void find_here(sl_buffer *into)
{
	char *here = getcwd(NULL, 0);
	sl_buffer_append(into, sl_str_of(here ? here : "/"));
	free(here);
}

static void set_absolute(const sl_baseline *baseline, sl_buffer *into, sl_str path)
{
	sl_buffer_clear(into);
	sl_path_join(into, sl_buffer_str(&baseline->here), path);
}

sl_baseline *sl_baseline_create(const char *path, sl_troubles *troubles)
{
	sl_baseline *baseline = calloc(1, sizeof(*baseline));
	if (!baseline)
		return NULL;
	sl_arena_init(&baseline->arena);
	sl_buffer_init(&baseline->here);
	sl_buffer_init(&baseline->folder);
	sl_buffer_init(&baseline->name);
	baseline->troubles = troubles;
	baseline->path = path;
	find_here(&baseline->here);
	set_absolute(baseline, &baseline->folder, sl_path_folder(sl_str_of(path)));
	if (baseline->here.failed || baseline->folder.failed) {
		sl_baseline_free(baseline);
		return NULL;
	}
	return baseline;
}

void sl_baseline_free(sl_baseline *baseline)
{
	if (!baseline)
		return;
	sl_buffer_finish(&baseline->here);
	sl_buffer_finish(&baseline->folder);
	sl_buffer_finish(&baseline->name);
	sl_arena_finish(&baseline->arena);
	free(baseline);
}

bool sl_baseline_failed(const sl_baseline *baseline)
{
	return baseline->failed || baseline->arena.failed || baseline->name.failed;
}

/* JSON holds UTF-8 only: a byte that is none is written \\xNN. */
static void make_valid(sl_buffer *name)
{
	sl_str rest = sl_buffer_str(name);
	sl_buffer valid;
	if (sl_utf8_check(rest) == rest.size)
		return;
	sl_buffer_init(&valid);
	while (rest.size) {
		size_t good = sl_utf8_check(rest);
		sl_buffer_append(&valid, (sl_str){ rest.data, good });
		if (good == rest.size)
			break;
		sl_buffer_printf(&valid, "\\x%02X", (unsigned)(unsigned char)rest.data[good]);
		rest = (sl_str){ rest.data + good + 1, rest.size - good - 1 };
	}
	sl_buffer_finish(name);
	*name = valid;
}

/* The path as the baseline has it: below its folder, or absolute. Valid until the next call. */
static sl_str name_of(sl_baseline *baseline, sl_str path)
{
	sl_str folder = sl_buffer_str(&baseline->folder);
	if (baseline->named != path.data || !path.data) {
		set_absolute(baseline, &baseline->name, path);
		make_valid(&baseline->name);
		baseline->named = path.data;
	}
	sl_str name = sl_buffer_str(&baseline->name);
	if (sl_str_is(folder, "/"))
		return (sl_str){ name.data + 1, name.size ? name.size - 1 : 0 };
	if (sl_str_starts(name, folder) && name.size > folder.size && name.data[folder.size] == '/')
		return (sl_str){ name.data + folder.size + 1, name.size - folder.size - 1 };
	return name;
}

/* ---- reading -------------------------------------------------------------------------------------------------- */

static int compare(const entry *a, const entry *b)
{
	int order = sl_str_compare(a->file, b->file);
	if (!order)
		order = (a->fingerprint > b->fingerprint) - (a->fingerprint < b->fingerprint);
	return order ? order : sl_str_compare(a->rule, b->rule);
}

static int by_key(const void *a, const void *b)
{
	return compare(a, b);
}

static bool add(sl_baseline *baseline, const entry *given)
{
	if (!sl_arena_grow(&baseline->arena, (void **)&baseline->entries, baseline->count, &baseline->capacity, sizeof(*given)))
		return false;
	entry *added = &baseline->entries[baseline->count];
	*added = *given;
	added->file = sl_arena_copy(&baseline->arena, given->file);
	added->rule = sl_arena_copy(&baseline->arena, given->rule);
	added->message = sl_arena_copy(&baseline->arena, given->message);
	added->order = baseline->count++;
	return !baseline->arena.failed;
}

static bool bad(sl_baseline *baseline, const char *problem)
{
	sl_error(baseline->troubles, sl_str_of(baseline->path), 0, 0, "%s", problem);
	return false;
}

static bool read_entry(sl_baseline *baseline, const json_t *value)
{
	const char *file = json_string_value(json_object_get(value, "file"));
	const char *rule = json_string_value(json_object_get(value, "rule"));
	const char *print = json_string_value(json_object_get(value, "fingerprint"));
	const char *message = json_string_value(json_object_get(value, "message"));
	entry given = { 0 };
	if (!file || !rule || !print || strlen(print) != 16)
		return bad(baseline, "is no baseline: an entry lacks `file`, `rule` or a `fingerprint` of 16 digits; write it anew by --write-baseline");
	if (strspn(print, "0123456789abcdefABCDEF") != 16)
		return bad(baseline, "is no baseline: a fingerprint is not hexadecimal; write it anew by --write-baseline");
	given.fingerprint = strtoull(print, NULL, 16);
	given.file = sl_str_of(file);
	given.rule = sl_str_of(rule);
	given.message = sl_str_of(message);
	return add(baseline, &given);
}

/* Line of the mark with which git begins what it could not merge; 0 where there is none. */
static uint32_t conflict_line(sl_str bytes)
{
	const char *mark = memmem(bytes.data, (size_t)bytes.size, "\n<<<<<<< ", 9);
	uint32_t line = 1;
	for (const char *at = bytes.data; mark && at <= mark; at++)
		line += *at == '\n';
	return mark ? line : 0;
}

static bool bad_json(sl_baseline *baseline, sl_str bytes, const json_error_t *error)
{
	uint32_t line = bytes.size ? conflict_line(bytes) : 0;
	if (line)
		sl_error(baseline->troubles, sl_str_of(baseline->path), line, 0,
		    "is in conflict: keep the entries of both sides with a comma between, and --prune-baseline, or --write-baseline anew");
	else
		sl_error(baseline->troubles, sl_str_of(baseline->path), error->line > 0 ? (uint32_t)error->line : 0,
		    error->column > 0 ? (uint32_t)error->column : 0, "is no JSON: %s", error->text);
	return false;
}

static bool read_json(sl_baseline *baseline, sl_str bytes)
{
	json_error_t error;
	json_t *root = json_loadb(bytes.data, (size_t)bytes.size, JSON_REJECT_DUPLICATES, &error);
	if (!root && json_error_code(&error) == json_error_out_of_memory) {
		baseline->failed = true;
		return false;
	}
	if (!root)
		return bad_json(baseline, bytes, &error);
	const json_t *problems = json_object_get(root, "problems");
	bool good = json_integer_value(json_object_get(root, "version")) == 1 && json_is_array(problems);
	if (!good)
		bad(baseline, "is no baseline of version 1: expected {\"version\":1,\"problems\":[...]}");
	for (size_t i = 0; good && i < json_array_size(problems); i++)
		good = read_entry(baseline, json_array_get(problems, i));
	json_decref(root);
	return good;
}

bool sl_baseline_read(sl_baseline *baseline, bool may_miss)
{
	sl_buffer bytes;
	sl_buffer_init(&bytes);
	int error = sl_read_file(baseline->path, LIMIT, &bytes);
	bool good = true;
	if (error == ENOENT && may_miss)
		good = true;
	else if (error)
		good = bad(baseline, error == ENOENT ? "no such baseline: make one by --write-baseline" : strerror(error));
	else
		good = read_json(baseline, sl_buffer_str(&bytes));
	sl_buffer_finish(&bytes);
	if (good && baseline->count > 1)
		qsort(baseline->entries, baseline->count, sizeof(*baseline->entries), by_key);
	baseline->read = baseline->count;
	return good && !sl_baseline_failed(baseline);
}

/* ---- problems ------------------------------------------------------------------------------------------------- */

bool sl_baseline_saw(sl_baseline *baseline, sl_str path)
{
	if (!sl_arena_grow(&baseline->arena, (void **)&baseline->seen, baseline->seen_count, &baseline->seen_capacity, sizeof(*baseline->seen)))
		return false;
	baseline->seen[baseline->seen_count++] = sl_arena_copy(&baseline->arena, name_of(baseline, path));
	baseline->seen_sorted = false;
	return !sl_baseline_failed(baseline);
}

static bool may_be_known(sl_str rule)
{
	return !sl_str_is(rule, "core/io") && !sl_str_starts(rule, SL_LIT("core/plugin-"));
}

static bool is_taken(const sl_problem *problem)
{
	return may_be_known(problem->rule->id);
}

/* A file that could not be read, or was not understood, was not asked about the rest: what was known of it stays known. */
static bool hides_others(const sl_problem *problem)
{
	return !is_taken(problem) || sl_str_is(problem->rule->id, "core/encoding") || sl_str_is(problem->rule->id, "core/front-matter");
}

static void keep_file(sl_baseline *baseline, sl_str file)
{
	uint32_t low = 0, high = baseline->read;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (sl_str_compare(baseline->entries[middle].file, file) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < baseline->read && sl_str_equal(baseline->entries[low].file, file); low++)
		baseline->entries[low].needed = true;
}

/* The entry that was read for the problem, or NULL. */
static entry *known(sl_baseline *baseline, const sl_problem *problem)
{
	entry key = { .file = name_of(baseline, problem->file), .rule = problem->rule->id, .fingerprint = problem->fingerprint };
	if (hides_others(problem))
		keep_file(baseline, key.file);
	return baseline->read ? bsearch(&key, baseline->entries, baseline->read, sizeof(key), by_key) : NULL;
}

bool sl_baseline_mark(sl_baseline *baseline, sl_str path, sl_source *source, sl_checked *checked)
{
	sl_occurrences occurrences = { 0 };
	bool good = true;
	baseline->named = NULL;
	sl_str name = name_of(baseline, path);
	for (uint32_t i = 0; good && baseline->read && i < checked->count; i++) {
		sl_diagnostic *diagnostic = &checked->diagnostics[i];
		entry key = { .file = name, .rule = diagnostic->rule->id, .fingerprint = sl_fingerprint(diagnostic, sl_source_text(source)) };
		good = sl_occurrences_add(&occurrences, &key.fingerprint);
		diagnostic->known = good && may_be_known(key.rule) && bsearch(&key, baseline->entries, baseline->read, sizeof(key), by_key);
	}
	sl_occurrences_finish(&occurrences);
	return good && !baseline->name.failed;
}

sl_verdict sl_baseline_filter(void *user, const sl_problem *problem)
{
	sl_baseline *baseline = user;
	entry *found = known(baseline, problem);
	if (!found || !is_taken(problem))
		return SL_VERDICT_KEEP;
	found->needed = true;
	return SL_VERDICT_KNOWN;
}

sl_verdict sl_baseline_take(void *user, const sl_problem *problem)
{
	sl_baseline *baseline = user;
	entry *found = known(baseline, problem);
	if (!is_taken(problem))
		return SL_VERDICT_KEEP;
	if (found)
		found->replaced = true;
	entry given = { .file = name_of(baseline, problem->file), .rule = problem->rule->id, .message = problem->message,
		.fingerprint = problem->fingerprint, .needed = true };
	if (!add(baseline, &given))
		baseline->failed = true;
	return SL_VERDICT_KNOWN;
}

/* ---- what is needed ------------------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
	return sl_str_compare(*(const sl_str *)a, *(const sl_str *)b);
}

static bool was_seen(sl_baseline *baseline, sl_str file)
{
	if (!baseline->seen_sorted && baseline->seen_count > 1)
		qsort(baseline->seen, baseline->seen_count, sizeof(*baseline->seen), by_text);
	baseline->seen_sorted = true;
	return baseline->seen_count && bsearch(&file, baseline->seen, baseline->seen_count, sizeof(file), by_text);
}

static bool is_gone(sl_baseline *baseline, sl_str file)
{
	struct stat about;
	sl_buffer path;
	if (file.size && memmem(file.data, (size_t)file.size, "\\x", 2))
		return false; /* its true name is not told */
	sl_buffer_init(&path);
	sl_path_join(&path, sl_buffer_str(&baseline->folder), file);
	bool gone = !path.failed && lstat(path.data, &about) != 0 && (errno == ENOENT || errno == ENOTDIR);
	sl_buffer_finish(&path);
	return gone;
}

static bool is_needed(sl_baseline *baseline, const entry *e)
{
	return !e->replaced && (e->needed || (!was_seen(baseline, e->file) && !is_gone(baseline, e->file)));
}

uint64_t sl_baseline_unneeded(sl_baseline *baseline)
{
	uint64_t unneeded = 0;
	for (uint32_t i = 0; i < baseline->read; i++)
		unneeded += !is_needed(baseline, &baseline->entries[i]);
	return unneeded;
}

uint64_t sl_baseline_count(const sl_baseline *baseline)
{
	return baseline->count;
}

/* ---- writing -------------------------------------------------------------------------------------------------- */

static int for_file(const void *a, const void *b)
{
	const entry *left = a, *right = b;
	int order = sl_str_compare(left->file, right->file);
	return order ? order : (left->order > right->order) - (left->order < right->order);
}

static bool append_entry(sl_buffer *into, const entry *e)
{
	char print[17];
	snprintf(print, sizeof(print), "%016" PRIx64, e->fingerprint);
	json_t *value = json_pack("{s:o, s:o, s:s, s:o}", "file", json_stringn(e->file.data, (size_t)e->file.size), "rule",
	    json_stringn(e->rule.data, (size_t)e->rule.size), "fingerprint", print, "message",
	    json_stringn(e->message.data ? e->message.data : "", (size_t)e->message.size));
	char *dump = value ? json_dumps(value, JSON_COMPACT) : NULL;
	if (dump)
		sl_buffer_append(into, sl_str_of(dump));
	free(dump);
	json_decref(value);
	return dump != NULL;
}

int sl_baseline_write(sl_baseline *baseline)
{
	sl_buffer text;
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("{\"version\":1,\"problems\":["));
	bool good = true, any = false;
	if (baseline->count > 1)
		qsort(baseline->entries, baseline->count, sizeof(*baseline->entries), for_file);
	for (uint32_t i = 0; good && i < baseline->count; i++) {
		if (!is_needed(baseline, &baseline->entries[i]))
			continue;
		sl_buffer_append(&text, any ? SL_LIT(",\n") : SL_LIT("\n"));
		any = true;
		good = append_entry(&text, &baseline->entries[i]);
	}
	sl_buffer_append(&text, SL_LIT("\n]}\n"));
	int error = good && !text.failed ? sl_write_file(baseline->path, sl_buffer_str(&text), SL_REPLACE_EXISTING) : ENOMEM;
	sl_buffer_finish(&text);
	return error;
}
