/* SPDX-License-Identifier: Apache-2.0
 * type.c - a document type from its YAML. One part of it is in type_part.c, collecting its names in type_names.c.
 */
#include "config/type.h"

#include "base/utf8.h"
#include "config/pattern.h"
#include "config/type_part.h"

static const char *const orders[] = { "any", "strict", NULL };
static const char *const policies[] = { "deny", "allow", NULL };

/* ---- title and attribution ---- */

static bool read_title(sl_reader *reader, const sl_yaml *node, sumlint_type *type)
{
	static const char *const known[] = { "required", "words", NULL };
	bool required = true;
	type->title_words.max = UINT32_MAX;
	if (node && !sl_yaml_want_map(reader, node, "'title'"))
		return false;
	bool good = !node || sl_yaml_known_keys(reader, node, "'title'", known);
	const sl_yaml *value = node ? sl_yaml_get(node, "required") : NULL;
	good = (!value || sl_yaml_want_bool(reader, value, "'required'", &required)) && good;
	value = node ? sl_yaml_get(node, "words") : NULL;
	good = (!value || sl_type_limits(reader, value, "'words'", &type->title_words)) && good;
	type->title_required = required;
	return good;
}

/* PCRE2 says where in the pattern; that is a column where the text stands in the file as it is. */
static void report_pattern(sl_reader *reader, const sl_yaml *node, const char *error, size_t offset)
{
	uint64_t bytes = node->span.end - node->span.start;
	bool quoted = node->style == SL_YAML_SINGLE && bytes == node->text.size + 2;
	bool plain = node->style == SL_YAML_PLAIN && bytes == node->text.size;
	sl_yaml at = *node;
	size_t before = sl_utf8_count((sl_str){ node->text.data, offset < node->text.size ? offset : node->text.size });
	if (quoted || plain)
		at.column += (uint32_t)before + (quoted ? 1 : 0);
	sl_yaml_error(reader, &at, "the pattern is wrong at its character %zu: %s", before + 1, error);
}

static bool read_pattern(sl_reader *reader, const sl_yaml *node, sl_type *type)
{
	const char *error = NULL;
	size_t offset = 0;
	if (!sl_yaml_want_name(reader, node, "'pattern'", &type->public.attribution_pattern))
		return false;
	type->pattern = sl_pattern_compile(reader->arena, type->public.attribution_pattern, &error, &offset);
	if (!type->pattern && error)
		report_pattern(reader, node, error, offset);
	else if (!type->pattern)
		sl_no_memory(reader->troubles);
	return type->pattern != NULL;
}

/* Whether the pattern has a capture of that name, in any of PCRE2's three spellings. */
static bool captures(sl_str pattern, const char *name)
{
	size_t size = strlen(name);
	for (size_t at = 1; at + size < pattern.size; at++) {
		char before = pattern.data[at - 1], after = pattern.data[at + size];
		if (((before == '<' && after == '>') || (before == '\'' && after == '\'')) && memcmp(pattern.data + at, name, size) == 0)
			return true;
	}
	return false;
}

/* A curator or a publisher: a name, or a vocabulary of them. */
typedef struct allowed {
	const char *name;
	const char *quoted;
	sl_str *only;
	sl_str *vocabulary;
	uint32_t *open;
} allowed;

static bool read_allowed(sl_type_reading *reading, const sl_yaml *node, const allowed *out)
{
	static const char *const known[] = { "vocabulary", "open", NULL };
	sl_reader *reader = reading->reader;
	bool good = true, open = false;
	if (node->kind != SL_YAML_MAP) {
		good = sl_yaml_want_name(reader, node, out->quoted, out->only);
	} else {
		good = sl_yaml_known_keys(reader, node, out->quoted, known);
		const sl_yaml *vocabulary = sl_yaml_get(node, "vocabulary"), *open_node = sl_yaml_get(node, "open");
		if (!vocabulary) {
			sl_yaml_error(reader, node, "%s must be a name, or have a 'vocabulary'", out->quoted);
			return false;
		}
		good = sl_type_vocabulary(reading, vocabulary, out->vocabulary) && good;
		good = (!open_node || sl_yaml_want_bool(reader, open_node, "'open'", &open)) && good;
	}
	*out->open = open;
	if (reading->type->pattern && !captures(reading->type->public.attribution_pattern, out->name)) {
		sl_yaml_error(reader, node, "the pattern has no capture (?<%s>...) that could be judged", out->name);
		good = false;
	}
	return good;
}

static bool read_attribution(sl_type_reading *reading, const sl_yaml *node)
{
	static const char *const known[] = { "required", "pattern", "curator", "publisher", NULL };
	sl_reader *reader = reading->reader;
	sumlint_type *type = &reading->type->public;
	const allowed curator = { "curator", "'curator'", &type->curator, &type->curator_vocabulary, &type->curator_open };
	const allowed publisher = { "publisher", "'publisher'", &type->publisher, &type->publisher_vocabulary, &type->publisher_open };
	bool required = true;
	if (!node)
		return true;
	if (!sl_yaml_want_map(reader, node, "'attribution'"))
		return false;
	bool good = sl_yaml_known_keys(reader, node, "'attribution'", known);
	const sl_yaml *value = sl_yaml_get(node, "pattern");
	if (!value && !sl_yaml_misspelt(node, "pattern"))
		sl_yaml_error(reader, node, "'attribution' has no 'pattern'");
	good = value && read_pattern(reader, value, reading->type) && good;
	value = sl_yaml_get(node, "required");
	good = (!value || sl_yaml_want_bool(reader, value, "'required'", &required)) && good;
	value = sl_yaml_get(node, "curator");
	good = (!value || read_allowed(reading, value, &curator)) && good;
	value = sl_yaml_get(node, "publisher");
	good = (!value || read_allowed(reading, value, &publisher)) && good;
	type->attribution_required = required;
	return good;
}

/* ---- parts ---- */

static bool read_parts(sl_type_reading *reading, const sl_yaml *node)
{
	sl_reader *reader = reading->reader;
	if (!sl_yaml_want_list(reader, node, "'parts'"))
		return false;
	if (node->count > SL_TYPE_MAX_PARTS) {
		sl_yaml_error(reader, node, "more than %d parts in one type", SL_TYPE_MAX_PARTS);
		return false;
	}
	sumlint_slot *slots = sl_arena_calloc(reader->arena, node->count, sizeof(*slots));
	const sumlint_slot **pointers = sl_arena_calloc(reader->arena, node->count, sizeof(*pointers));
	if (!slots || !pointers) {
		sl_no_memory(reader->troubles);
		return false;
	}
	bool good = true;
	for (uint32_t i = 0; i < node->count; i++) {
		good = sl_type_part(reading, node->items[i], i, &slots[i]) && good;
		pointers[i] = &slots[i];
	}
	reading->type->public.slots = pointers;
	reading->type->public.slot_count = node->count;
	return good;
}

/* Keys of the front matter, after all names are known: what is written anywhere in the type wins over what comes of itself. */
static bool add_keys(sl_type_reading *reading, const sl_yaml *parts)
{
	sl_type_names *keys = &reading->keys;
	bool good = sl_type_names_imply(keys, SL_LIT("title"), SUMLINT_NONE, false) &&
	    sl_type_names_imply(keys, SL_LIT("attribution"), SUMLINT_NONE, false);
	for (uint32_t i = 0; good && i < reading->names.count; i++) {
		const sl_name *name = &reading->names.items[i];
		good = sl_type_names_imply(keys, name->text, name->slot, name->alias);
	}
	for (uint32_t i = 0; i < parts->count && !reading->reader->troubles->no_memory; i++)
		good = sl_type_part_keys(reading, parts->items[i], i) && good;
	for (uint32_t i = 0; good && i < parts->count; i++) {
		sl_str vocabulary = reading->type->public.slots[i]->vocabulary;
		good = vocabulary.size == 0 || sl_type_names_imply(keys, vocabulary, i, true);
	}
	return good;
}

static bool read_all_parts(sl_type_reading *reading, const sl_yaml *node)
{
	sl_type *type = reading->type;
	size_t longest_key;
	const sl_yaml *parts = sl_yaml_get(node, "parts");
	if (!parts) {
		if (!sl_yaml_misspelt(node, "parts"))
			sl_yaml_error(reading->reader, node, "the type '%.*s' has no 'parts'", SL_SHOWN(type->public.name));
		return false;
	}
	if (!read_parts(reading, parts) || !add_keys(reading, parts))
		return false;
	type->names = sl_type_names_give(&reading->names, &type->longest_name);
	type->name_count = reading->names.count;
	type->keys = sl_type_names_give(&reading->keys, &longest_key);
	type->key_count = reading->keys.count;
	return type->names && type->keys;
}

/* ---- the whole ---- */

static bool read_type(sl_type_reading *reading, const sl_yaml *node)
{
	static const char *const known[] = { "title", "parts", "attribution", "order", "other-sections", NULL };
	sl_reader *reader = reading->reader;
	sumlint_type *type = &reading->type->public;
	type->order_strict = 1;
	if (!sl_yaml_want_map(reader, node, "a document type"))
		return false;
	bool good = sl_yaml_known_keys(reader, node, "a document type", known);
	good = read_title(reader, sl_yaml_get(node, "title"), type) && good;
	good = read_all_parts(reading, node) && good;
	good = read_attribution(reading, sl_yaml_get(node, "attribution")) && good;
	const sl_yaml *value = sl_yaml_get(node, "order");
	good = (!value || sl_yaml_want_choice(reader, value, "'order'", orders, &type->order_strict)) && good;
	value = sl_yaml_get(node, "other-sections");
	good = (!value || sl_yaml_want_choice(reader, value, "'other-sections'", policies, &type->other_sections)) && good;
	reading->type->uses = reading->uses;
	reading->type->use_count = reading->use_count;
	return good;
}

sl_type *sl_type_read(sl_reader *reader, sl_str name, const sl_yaml *node)
{
	sl_type *type = sl_arena_calloc(reader->arena, 1, sizeof(*type));
	if (!type) {
		sl_no_memory(reader->troubles);
		return NULL;
	}
	sl_type_reading reading = { .reader = reader, .type = type, .names.reader = reader, .keys = { .reader = reader, .keys = true } };
	type->public.struct_size = sizeof(type->public);
	type->public.name = name;
	type->file = reader->file;
	type->line = node->line;
	if (read_type(&reading, node) && !reader->troubles->no_memory)
		return type;
	sl_type_finish(type);
	return NULL;
}

void sl_type_finish(sl_type *type)
{
	if (!type)
		return;
	sl_pattern_free(type->pattern);
	type->pattern = NULL;
}
