/* SPDX-License-Identifier: Apache-2.0
 * json.c - the protocol's small values.
 */
#include "lsp/json.h"

const json_t *sl_json_at(const json_t *value, const char *path)
{
	while (value && *path) {
		char key[64];
		size_t size = strcspn(path, ".");
		if (size >= sizeof(key))
			return NULL;
		memcpy(key, path, size);
		key[size] = '\0';
		value = json_object_get(value, key);
		path += size + (path[size] == '.');
	}
	return value;
}

sl_str sl_json_text(const json_t *value, const char *path)
{
	const json_t *text = sl_json_at(value, path);
	if (!json_is_string(text))
		return (sl_str){ NULL, 0 };
	return (sl_str){ json_string_value(text), json_string_length(text) };
}

bool sl_json_true(const json_t *value, const char *path)
{
	return json_is_true(sl_json_at(value, path));
}

bool sl_json_has(const json_t *value, const char *path, const char *text)
{
	const json_t *list = sl_json_at(value, path);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *item = json_array_get(list, i);
		if (json_is_string(item) && strcmp(json_string_value(item), text) == 0)
			return true;
	}
	return false;
}

static bool number(const json_t *value, const char *key, uint32_t *out)
{
	const json_t *item = json_object_get(value, key);
	if (!json_is_number(item))
		return false;
	double given = json_number_value(item);
	*out = given < 0 ? 0 : given >= UINT32_MAX ? UINT32_MAX : (uint32_t)given;
	return true;
}

bool sl_json_place(const json_t *value, sl_place *out)
{
	return number(value, "line", &out->line) && number(value, "character", &out->character);
}

bool sl_json_range(const json_t *value, sl_place *start, sl_place *end)
{
	return sl_json_place(json_object_get(value, "start"), start) && sl_json_place(json_object_get(value, "end"), end);
}

json_t *sl_json_of_place(sl_place place)
{
	json_t *value = json_object();
	sl_json_set_number(&value, "line", place.line);
	sl_json_set_number(&value, "character", place.character);
	return value;
}

json_t *sl_json_of_range(sl_place start, sl_place end)
{
	json_t *value = json_object();
	sl_json_set(&value, "start", sl_json_of_place(start));
	sl_json_set(&value, "end", sl_json_of_place(end));
	return value;
}

json_t *sl_json_of(sl_str text)
{
	return json_stringn(text.data ? text.data : "", (size_t)text.size);
}

json_t *sl_json_copy(const json_t *value)
{
	return value ? json_incref((json_t *)(uintptr_t)value) : json_null();
}
