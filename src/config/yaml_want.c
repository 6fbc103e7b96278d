/* SPDX-License-Identifier: Apache-2.0
 * yaml_want.c - a YAML tree against what is expected of it.
 */
#include "config/yaml.h"

#include "base/buffer.h"
#include "base/distance.h"
#include "base/utf8.h"

#define SHOWN_CHARACTERS 60
/* Of one map: who has seen these need not see the rest. */
#define MAX_UNKNOWN_KEYS 100

void sl_yaml_error(sl_reader *reader, const sl_yaml *node, const char *format, ...)
{
	va_list args;
	sl_buffer message;
	sl_buffer_init(&message);
	va_start(args, format);
	sl_buffer_vprintf(&message, format, args);
	va_end(args);
	if (message.failed)
		sl_no_memory(reader->troubles);
	else
		sl_error(reader->troubles, reader->file, node->line, node->column, "%s", message.data);
	sl_buffer_finish(&message);
}

size_t sl_yaml_shown(sl_str text)
{
	size_t at = 0;
	for (int i = 0; i < SHOWN_CHARACTERS && at < text.size; i++)
		sl_utf8_next(text, &at);
	return at < text.size ? at : (size_t)text.size;
}

const sl_yaml *sl_yaml_get(const sl_yaml *map, const char *key)
{
	for (uint32_t i = 0; map->kind == SL_YAML_MAP && i < map->count; i++) {
		if (sl_str_is(map->entries[i].key->text, key))
			return map->entries[i].value;
	}
	return NULL;
}

bool sl_yaml_misspelt(const sl_yaml *map, const char *key)
{
	for (uint32_t i = 0; map->kind == SL_YAML_MAP && i < map->count; i++) {
		if (sl_nearest_name(map->entries[i].key->text, &key, 1))
			return true;
	}
	return false;
}

/* "a, b or c" */
static void append_choices(sl_buffer *into, const char *const *names, size_t count, const char *last)
{
	for (size_t i = 0; i < count; i++)
		sl_buffer_printf(into, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : last, names[i]);
}

static void report_unknown_key(sl_reader *reader, const sl_yaml *key, const char *what, const char *const *known, size_t count)
{
	const char *nearest = sl_nearest_name(key->text, known, count);
	if (nearest) {
		sl_yaml_error(reader, key, "unknown key '%.*s' in %s; did you mean '%s'?", SL_SHOWN(key->text), what, nearest);
		return;
	}
	sl_buffer list;
	sl_buffer_init(&list);
	append_choices(&list, known, count, " and ");
	if (list.failed)
		sl_no_memory(reader->troubles);
	else
		sl_yaml_error(reader, key, "unknown key '%.*s' in %s; it takes %s", SL_SHOWN(key->text), what, list.data);
	sl_buffer_finish(&list);
}

bool sl_yaml_known_keys(sl_reader *reader, const sl_yaml *map, const char *what, const char *const *known)
{
	uint32_t unknown = 0;
	size_t count = 0;
	while (known[count])
		count++;
	for (uint32_t i = 0; i < map->count && unknown < MAX_UNKNOWN_KEYS; i++) {
		const sl_yaml *key = map->entries[i].key;
		size_t at = 0;
		while (at < count && !sl_str_is(key->text, known[at]))
			at++;
		if (at < count)
			continue;
		unknown++;
		report_unknown_key(reader, key, what, known, count);
	}
	return unknown == 0;
}

static bool is_plain(const sl_yaml *node)
{
	return node->kind == SL_YAML_SCALAR && node->style == SL_YAML_PLAIN;
}

static bool is_null(const sl_yaml *node)
{
	return is_plain(node) && (node->text.size == 0 || sl_str_is(node->text, "~") || sl_str_is(node->text, "null"));
}

static bool refuse(sl_reader *reader, const sl_yaml *node, const char *what, const char *wanted)
{
	if (is_null(node))
		sl_yaml_error(reader, node, "%s must be %s, but nothing is here", what, wanted);
	else if (node->kind == SL_YAML_SCALAR)
		sl_yaml_error(reader, node, "%s must be %s, not '%.*s'", what, wanted, SL_SHOWN(node->text));
	else
		sl_yaml_error(reader, node, "%s must be %s, not %s", what, wanted, node->kind == SL_YAML_LIST ? "a list" : "a map");
	return false;
}

bool sl_yaml_want_map(sl_reader *reader, const sl_yaml *node, const char *what)
{
	return node->kind == SL_YAML_MAP || refuse(reader, node, what, "a map");
}

bool sl_yaml_want_list(sl_reader *reader, const sl_yaml *node, const char *what)
{
	return node->kind == SL_YAML_LIST || refuse(reader, node, what, "a list");
}

bool sl_yaml_want_text(sl_reader *reader, const sl_yaml *node, const char *what, sl_str *out)
{
	if (node->kind != SL_YAML_SCALAR || is_null(node))
		return refuse(reader, node, what, "text");
	*out = node->text;
	return true;
}

bool sl_yaml_want_name(sl_reader *reader, const sl_yaml *node, const char *what, sl_str *out)
{
	sl_str text;
	if (!sl_yaml_want_text(reader, node, what, &text))
		return false;
	if (sl_str_trim(text).size == 0) {
		sl_yaml_error(reader, node, "%s must not be empty", what);
		return false;
	}
	*out = text;
	return true;
}

bool sl_yaml_want_bool(sl_reader *reader, const sl_yaml *node, const char *what, bool *out)
{
	static const char *const words[] = { "false", "False", "FALSE", "true", "True", "TRUE" };
	for (size_t i = 0; is_plain(node) && i < sizeof(words) / sizeof(*words); i++) {
		if (sl_str_is(node->text, words[i])) {
			*out = i >= 3;
			return true;
		}
	}
	return refuse(reader, node, what, "true or false");
}

bool sl_yaml_want_integer(sl_reader *reader, const sl_yaml *node, const char *what, int64_t *out)
{
	bool negative = is_plain(node) && node->text.size > 1 && node->text.data[0] == '-';
	uint64_t value = 0;
	size_t at = negative ? 1 : 0;
	if (!is_plain(node) || node->text.size == 0)
		return refuse(reader, node, what, "a whole number");
	for (; at < node->text.size; at++) {
		char digit = node->text.data[at];
		if (digit < '0' || digit > '9')
			return refuse(reader, node, what, "a whole number");
		value = value * 10 + (uint64_t)(digit - '0');
		if (value > INT64_MAX)
			return refuse(reader, node, what, "a smaller number");
	}
	*out = negative ? -(int64_t)value : (int64_t)value;
	return true;
}

bool sl_yaml_want_uint(sl_reader *reader, const sl_yaml *node, const char *what, uint32_t *out)
{
	int64_t value;
	if (!sl_yaml_want_integer(reader, node, what, &value))
		return false;
	/* UINT32_MAX itself stands for "no limit" in limits */
	if (value < 0 || value >= UINT32_MAX)
		return refuse(reader, node, what, value < 0 ? "a whole number from 0 up" : "a smaller number");
	*out = (uint32_t)value;
	return true;
}

bool sl_yaml_want_choice(sl_reader *reader, const sl_yaml *node, const char *what, const char *const *choices, uint32_t *out)
{
	size_t count = 0;
	while (choices[count])
		count++;
	for (uint32_t i = 0; node->kind == SL_YAML_SCALAR && i < count; i++) {
		if (sl_str_is(node->text, choices[i])) {
			*out = i;
			return true;
		}
	}
	sl_buffer wanted;
	sl_buffer_init(&wanted);
	append_choices(&wanted, choices, count, " or ");
	if (wanted.failed)
		sl_no_memory(reader->troubles);
	else
		refuse(reader, node, what, wanted.data);
	sl_buffer_finish(&wanted);
	return false;
}

bool sl_yaml_want_texts(sl_reader *reader, const sl_yaml *node, const char *what, sl_str **out, uint32_t *count)
{
	bool list = node->kind == SL_YAML_LIST, good = true;
	uint32_t size = list ? node->count : 1;
	sl_str *texts = sl_arena_calloc(reader->arena, size, sizeof(*texts));
	if (!texts) {
		sl_no_memory(reader->troubles);
		return false;
	}
	for (uint32_t i = 0; i < size; i++)
		good = sl_yaml_want_name(reader, list ? node->items[i] : node, what, &texts[i]) && good;
	*out = texts;
	*count = size;
	return good;
}
