/* SPDX-License-Identifier: Apache-2.0
 * json_values.c - problems and totals as JSON.
 */
#include "report/json_values.h"

#include "report/escape.h"

#include <errno.h>

/* ---- values --------------------------------------------------------------------------------------------------- */

json_t *sl_json_string(sl_buffer *scratch, sl_str text)
{
	sl_buffer_clear(scratch);
	sl_append_valid(scratch, text);
	if (scratch->failed)
		return NULL;
	/* Nothing was ever appended where the first text is empty. */
	return json_stringn_nocheck(scratch->data ? scratch->data : "", scratch->size);
}

void sl_json_set(json_t **object, const char *key, json_t *value)
{
	if (*object == NULL) {
		json_decref(value);
	} else if (json_object_set_new_nocheck(*object, key, value) != 0) {
		json_decref(*object);
		*object = NULL;
	}
}

void sl_json_append(json_t **array, json_t *value)
{
	if (*array == NULL) {
		json_decref(value);
	} else if (json_array_append_new(*array, value) != 0) {
		json_decref(*array);
		*array = NULL;
	}
}

void sl_json_set_number(json_t **object, const char *key, uint64_t value)
{
	sl_json_set(object, key, json_integer((json_int_t)value));
}

void sl_json_set_name(json_t **object, const char *key, const char *name)
{
	sl_json_set(object, key, json_string_nocheck(name));
}

json_t *sl_json_wrap(sl_buffer *scratch, const char *key, sl_str text)
{
	json_t *value = json_object();
	sl_json_set(&value, key, sl_json_string(scratch, text));
	return value;
}

/* ---- problems ------------------------------------------------------------------------------------------------- */

static json_t *edit_value(sl_buffer *scratch, const sumlint_edit *edit)
{
	json_t *value = json_object();
	sl_json_set_number(&value, "byte_start", edit->span.start);
	sl_json_set_number(&value, "byte_end", edit->span.end);
	sl_json_set(&value, "text", sl_json_string(scratch, edit->text));
	return value;
}

static json_t *fix_value(sl_buffer *scratch, const sumlint_fix *fix)
{
	json_t *value = json_object(), *edits = json_array();
	for (uint32_t i = 0; i < fix->edit_count; i++)
		sl_json_append(&edits, edit_value(scratch, &fix->edits[i]));
	sl_json_set(&value, "title", sl_json_string(scratch, fix->title));
	sl_json_set_name(&value, "safety", fix->safety == SUMLINT_FIX_SAFE ? "safe" : "unsafe");
	sl_json_set(&value, "edits", edits);
	return value;
}

static json_t *related_value(sl_buffer *scratch, const sl_related *related)
{
	json_t *value = json_object();
	sl_json_set_number(&value, "line", related->start.line);
	sl_json_set_number(&value, "column", related->start.column);
	sl_json_set_number(&value, "end_line", related->end.line);
	sl_json_set_number(&value, "end_column", related->end.column);
	sl_json_set_number(&value, "byte_start", related->span.start);
	sl_json_set_number(&value, "byte_end", related->span.end);
	sl_json_set(&value, "message", sl_json_string(scratch, related->message));
	return value;
}

static void set_related(sl_buffer *scratch, const sl_problem *problem, json_t **value)
{
	if (problem->related_count == 0)
		return;
	json_t *all = json_array();
	for (uint32_t i = 0; i < problem->related_count; i++)
		sl_json_append(&all, related_value(scratch, &problem->related[i]));
	sl_json_set(value, "related", all);
}

json_t *sl_json_problem(sl_buffer *scratch, const sl_problem *problem)
{
	json_t *value = json_object(), *fixes = json_array();
	for (uint32_t i = 0; i < problem->fix_count; i++)
		sl_json_append(&fixes, fix_value(scratch, &problem->fixes[i]));
	sl_json_set(&value, "file", sl_json_string(scratch, problem->file));
	sl_json_set_number(&value, "line", problem->start.line);
	sl_json_set_number(&value, "column", problem->start.column);
	sl_json_set_number(&value, "end_line", problem->end.line);
	sl_json_set_number(&value, "end_column", problem->end.column);
	sl_json_set_number(&value, "byte_start", problem->span.start);
	sl_json_set_number(&value, "byte_end", problem->span.end);
	sl_json_set(&value, "rule", sl_json_string(scratch, problem->rule->id));
	sl_json_set_name(&value, "severity", sl_severity_name(problem->severity));
	sl_json_set(&value, "message", sl_json_string(scratch, problem->message));
	sl_json_set(&value, "help", sl_json_string(scratch, problem->help));
	sl_json_set(&value, "fixes", fixes);
	set_related(scratch, problem, &value);
	return value;
}

json_t *sl_json_summary(const sl_counts *counts)
{
	json_t *value = json_object();
	sl_json_set_number(&value, "files", counts->files);
	sl_json_set_number(&value, "errors", counts->problems[SL_ERROR]);
	sl_json_set_number(&value, "warnings", counts->problems[SL_WARNING]);
	sl_json_set_number(&value, "infos", counts->problems[SL_INFO]);
	sl_json_set_number(&value, "fixable", counts->fixable);
	sl_json_set_number(&value, "suppressed", counts->suppressed);
	return value;
}

/* ---- bytes ---------------------------------------------------------------------------------------------------- */

static int append_dumped(const char *bytes, size_t size, void *user)
{
	sl_buffer *into = user;
	sl_buffer_append(into, (sl_str){ bytes, size });
	return into->failed ? -1 : 0;
}

/* Where the next character is that a terminal would obey: Jansson escapes those below 0x20 only. */
static size_t find_unprintable(sl_str json, size_t at)
{
	while (at < json.size) {
		size_t start = at;
		if ((unsigned char)json.data[at] < 0x7F)
			at++;
		else if (sl_is_unprintable(sl_decode(json, &at)))
			return start;
	}
	return at;
}

/* Outside of strings there is ASCII alone, so that what is found is in one. */
static void escape_unprintable(sl_buffer *into, size_t from)
{
	sl_str json = { into->data + from, into->size - from };
	size_t at = find_unprintable(json, 0);
	if (at == json.size)
		return;
	sl_buffer escaped;
	sl_buffer_init(&escaped);
	for (size_t last = 0; last < json.size; at = find_unprintable(json, at)) {
		sl_buffer_append(&escaped, (sl_str){ json.data + last, at - last });
		last = at;
		if (at < json.size) {
			sl_buffer_printf(&escaped, "\\u%04X", (unsigned)sl_decode(json, &at));
			last = at;
		}
	}
	into->size = from;
	into->failed = into->failed || escaped.failed;
	sl_buffer_append(into, sl_buffer_str(&escaped));
	sl_buffer_finish(&escaped);
}

bool sl_json_dump(sl_buffer *into, json_t *value)
{
	size_t from = into->size;
	bool fine = value && json_dump_callback(value, append_dumped, into, JSON_COMPACT | JSON_ENCODE_ANY) == 0 && !into->failed;
	json_decref(value);
	if (fine)
		escape_unprintable(into, from);
	fine = fine && !into->failed;
	if (!fine)
		errno = ENOMEM;
	return fine;
}
