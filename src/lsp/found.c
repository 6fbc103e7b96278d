/* SPDX-License-Identifier: Apache-2.0
 * found.c - documents of the workspace, their problems, and the text of both.
 */
#include "lsp/found.h"

#include "base/file.h"
#include "base/fold.h"
#include "report/uri.h"

#include <stdio.h>

struct sl_found_file {
	char *path;
	sl_problem *problems;
	uint32_t count;
	uint32_t capacity;
	UT_hash_handle hh;
};

void sl_found_init(sl_found *found)
{
	*found = (sl_found){ 0 };
	sl_arena_init(&found->arena);
}

void sl_found_clear(sl_found *found)
{
	sl_found_file *file, *next;
	HASH_ITER(hh, found->files, file, next) {
		HASH_DEL(found->files, file);
	}
	sl_arena_finish(&found->arena);
	sl_found_init(found);
}

uint32_t sl_found_count(const sl_found *found)
{
	return HASH_COUNT(found->files);
}

static sl_found_file *file_of(sl_found *found, sl_str path)
{
	sl_found_file *file = NULL;
	HASH_FIND(hh, found->files, path.data, (size_t)path.size, file);
	if (file)
		return file;
	file = sl_arena_calloc(&found->arena, 1, sizeof(*file));
	sl_str copy = sl_arena_copy(&found->arena, path);
	if (!file || !copy.data)
		return NULL;
	file->path = (char *)(uintptr_t)copy.data;
	HASH_ADD_KEYPTR(hh, found->files, file->path, (size_t)copy.size, file);
	return file;
}

bool sl_found_file_add(sl_found *found, sl_str path)
{
	return file_of(found, path) != NULL;
}

bool sl_found_problem_add(sl_server *server, sl_found *found, sl_wire *wire)
{
	sl_result result;
	sl_found_file *file = file_of(found, sl_wire_text(wire));
	sl_str bytes = sl_arena_copy(&found->arena, (sl_str){ wire->at, (uint64_t)(wire->end - wire->at) });
	if (!file || !bytes.data || wire->failed)
		return false;
	sl_wire own = { bytes.data, bytes.data + bytes.size, false };
	if (!sl_wire_result(&own, &found->arena, server->settings->manifests, sl_str_of(file->path), &result) || result.problem_count != 1)
		return false;
	if (!sl_arena_grow(&found->arena, (void **)&file->problems, file->count, &file->capacity, sizeof(*file->problems)))
		return false;
	file->problems[file->count++] = result.problems[0];
	return true;
}

static json_t *diagnostics_of(sl_server *server, const sl_found_file *file, const char *uri, sl_open *open)
{
	if (open)
		return sl_lsp_diagnostics(server, uri, &open->text, file->problems, file->count);
	sl_text text;
	sl_buffer bytes;
	sl_text_init(&text);
	sl_buffer_init(&bytes);
	if (file->count && sl_read_file(file->path, SL_SOURCE_MAX, &bytes) == 0)
		sl_text_set(&text, sl_buffer_str(&bytes));
	json_t *list = sl_lsp_diagnostics(server, uri, &text, file->problems, file->count);
	sl_text_finish(&text);
	sl_buffer_finish(&bytes);
	return list;
}

static json_t *report_of(sl_server *server, const sl_found_file *file, const char *name, sl_open *open, const json_t *previous)
{
	sl_buffer dumped;
	json_t *list = diagnostics_of(server, file, name, open), *report = json_object();
	char id[32] = "";
	sl_buffer_init(&dumped);
	if (sl_json_dump(&dumped, json_incref(list)))
		snprintf(id, sizeof(id), "w%016llx", (unsigned long long)sl_hash(sl_buffer_str(&dumped)));
	const char *before = json_string_value(json_object_get(previous, name));
	bool same = *id && before && strcmp(before, id) == 0;
	sl_json_set_name(&report, "kind", same ? "unchanged" : "full");
	sl_json_set(&report, "uri", json_string(name));
	sl_json_set(&report, "version", open ? json_integer(open->version) : json_null());
	sl_json_set(&report, "resultId", json_string(id));
	if (!same)
		sl_json_set(&report, "items", json_incref(list));
	json_decref(list);
	sl_buffer_finish(&dumped);
	return report;
}

static void tell_file(sl_server *server, const sl_found_file *file, const json_t *previous, sl_buffer *items)
{
	sl_buffer uri;
	sl_buffer_init(&uri);
	sl_append_uri(&uri, sl_str_of(file->path));
	sl_open *open = uri.failed ? NULL : sl_lsp_find(server, uri.data);
	/* What was written since stands elsewhere: of that text its own diagnostics tell. */
	bool passed = open && open->handed != open->edition;
	if (items->size && !passed)
		sl_buffer_append_char(items, ',');
	if (uri.failed || (!passed && !sl_json_dump(items, report_of(server, file, open ? open->uri : uri.data, open, previous))))
		server->no_memory = true;
	sl_buffer_finish(&uri);
}

void sl_found_tell(sl_server *server, sl_found *found, const json_t *previous, sl_buffer *items)
{
	for (const sl_found_file *file = found->files; file; file = file->hh.next)
		tell_file(server, file, previous, items);
	server->no_memory = server->no_memory || items->failed;
	sl_found_clear(found);
}
