/* SPDX-License-Identifier: Apache-2.0
 * type_part.c - one entry of a type's `parts`: a section or a labelled line, what it is called and what it may hold.
 */
#include "config/type_part.h"

static const char *const kinds[] = { "any", "prose", "list", "terms", NULL }; /* bit n of SUMLINT_KIND_* */

bool sl_type_limits(sl_reader *reader, const sl_yaml *node, const char *what, sumlint_limits *out)
{
	static const char *const known[] = { "min", "max", NULL };
	*out = (sumlint_limits){ 0, UINT32_MAX };
	if (!sl_yaml_want_map(reader, node, what))
		return false;
	bool good = sl_yaml_known_keys(reader, node, what, known);
	const sl_yaml *min = sl_yaml_get(node, "min"), *max = sl_yaml_get(node, "max");
	good = (!min || sl_yaml_want_uint(reader, min, "'min'", &out->min)) && good;
	good = (!max || sl_yaml_want_uint(reader, max, "'max'", &out->max)) && good;
	if (good && out->min > out->max) {
		sl_yaml_error(reader, max, "'max' is %u, but 'min' is %u", (unsigned)out->max, (unsigned)out->min);
		return false;
	}
	return good;
}

bool sl_type_vocabulary(sl_type_reading *reading, const sl_yaml *node, sl_str *out)
{
	if (!sl_yaml_want_name(reading->reader, node, "'vocabulary'", out))
		return false;
	if (!sl_arena_grow(reading->reader->arena, (void **)&reading->uses, reading->use_count, &reading->use_capacity,
		sizeof(*reading->uses))) {
		sl_no_memory(reading->reader->troubles);
		return false;
	}
	reading->uses[reading->use_count++] = (sl_vocabulary_use){ *out, node->line, node->column };
	return true;
}

/* ---- what it is called ---- */

static bool read_name(sl_type_reading *reading, const sl_yaml *node, uint32_t number, sumlint_slot *slot)
{
	sl_reader *reader = reading->reader;
	const sl_yaml *section = sl_yaml_get(node, "section"), *line = sl_yaml_get(node, "line");
	if (!section == !line) {
		sl_yaml_error(reader, node, section ? "a part is a 'section' or a 'line', not both" : "a part has a 'section' or a 'line'");
		return false;
	}
	const sl_yaml *name = section ? section : line;
	if (!sl_yaml_want_name(reader, name, section ? "'section'" : "'line'", &slot->name))
		return false;
	slot->kind = section ? SUMLINT_PART_SECTION : SUMLINT_PART_LINE;
	slot->name = sl_str_trim(slot->name);
	if (line && slot->name.data[slot->name.size - 1] == ':') {
		sl_yaml_error(reader, name, "write the label without its colon");
		return false;
	}
	return sl_type_names_add(&reading->names, name, slot->name, number, false);
}

static bool read_aliases(sl_type_reading *reading, const sl_yaml *node, uint32_t number)
{
	sl_str *texts;
	uint32_t count;
	if (!node)
		return true;
	if (!sl_yaml_want_list(reading->reader, node, "'aliases'") ||
	    !sl_yaml_want_texts(reading->reader, node, "an alias", &texts, &count))
		return false;
	bool good = true;
	for (uint32_t i = 0; i < count; i++)
		good = sl_type_names_add(&reading->names, node->items[i], sl_str_trim(texts[i]), number, true) && good;
	return good;
}

bool sl_type_part_keys(sl_type_reading *reading, const sl_yaml *node, uint32_t number)
{
	sl_str *texts;
	uint32_t count;
	const sl_yaml *key = sl_yaml_get(node, "key");
	if (!key)
		return true;
	if (!sl_yaml_want_texts(reading->reader, key, "'key'", &texts, &count))
		return false;
	bool good = true;
	for (uint32_t i = 0; i < count; i++)
		good = sl_type_names_add(&reading->keys, key->kind == SL_YAML_LIST ? key->items[i] : key, texts[i], number, true) && good;
	return good;
}

/* ---- what it may hold ---- */

static bool read_kinds(sl_reader *reader, const sl_yaml *node, uint32_t *out)
{
	bool list = node->kind == SL_YAML_LIST, good = true;
	uint32_t bits = 0, choice = 0;
	for (uint32_t i = 0; i < (list ? node->count : 1); i++) {
		if (sl_yaml_want_choice(reader, list ? node->items[i] : node, "'kind'", kinds, &choice))
			bits |= 1u << choice;
		else
			good = false;
	}
	if (good && (bits == 0 || ((bits & SUMLINT_KIND_ANY) && bits != SUMLINT_KIND_ANY))) {
		sl_yaml_error(reader, node, bits ? "'any' stands alone: it takes the other kinds in" : "'kind' must name a kind");
		good = false;
	}
	*out = bits;
	return good;
}

/* Kind, vocabulary and separator, which depend on each other. */
static bool read_content(sl_type_reading *reading, const sl_yaml *node, sumlint_slot *slot)
{
	sl_reader *reader = reading->reader;
	const sl_yaml *kind = sl_yaml_get(node, "kind"), *vocabulary = sl_yaml_get(node, "vocabulary");
	const sl_yaml *separator = sl_yaml_get(node, "separator");
	bool good = true;
	slot->kinds = vocabulary ? SUMLINT_KIND_TERMS : SUMLINT_KIND_ANY;
	if (kind)
		good = read_kinds(reader, kind, &slot->kinds);
	if (vocabulary)
		good = sl_type_vocabulary(reading, vocabulary, &slot->vocabulary) && good;
	bool terms = slot->kinds & SUMLINT_KIND_TERMS;
	bool values = terms || (slot->kind == SUMLINT_PART_LINE && slot->kinds & SUMLINT_KIND_LIST);
	if (good && vocabulary && !terms) {
		sl_yaml_error(reader, vocabulary, "'vocabulary' is for parts of kind 'terms'");
		good = false;
	} else if (good && separator && !values) {
		sl_yaml_error(reader, separator, "'separator' is for parts of kind 'terms', and for lines of kind 'list'");
		good = false;
	}
	if (separator)
		good = sl_yaml_want_text(reader, separator, "'separator'", &slot->separator) && good;
	if (separator && good && slot->separator.size == 0) {
		sl_yaml_error(reader, separator, "'separator' must not be empty");
		good = false;
	}
	if (!separator && terms && slot->kind == SUMLINT_PART_LINE)
		slot->separator = SL_LIT(",");
	return good;
}

static bool read_level(sl_reader *reader, const sl_yaml *node, sumlint_slot *slot)
{
	if (!node)
		return true;
	if (slot->kind == SUMLINT_PART_LINE) {
		sl_yaml_error(reader, node, "a labelled line has no 'level'");
		return false;
	}
	if (!sl_yaml_want_uint(reader, node, "'level'", &slot->level))
		return false;
	if (slot->level < 1 || slot->level > 6) {
		sl_yaml_error(reader, node, "'level' must be from 1 to 6, not %u", (unsigned)slot->level);
		return false;
	}
	return true;
}

/* How many words and items. A limit that nothing is held against is a mistake. */
static bool read_limits(sl_reader *reader, const sl_yaml *node, sumlint_slot *slot)
{
	const sl_yaml *words = sl_yaml_get(node, "words"), *items = sl_yaml_get(node, "items");
	bool good = !words || sl_type_limits(reader, words, "'words'", &slot->words);
	good = (!items || sl_type_limits(reader, items, "'items'", &slot->items)) && good;
	if (words && slot->kinds & SUMLINT_KIND_TERMS) {
		sl_yaml_error(reader, words, "'words' is not for parts of kind 'terms'; did you mean 'items'?");
		good = false;
	}
	if (items && slot->kinds == SUMLINT_KIND_PROSE) {
		sl_yaml_error(reader, items, "'items' is not for parts of kind 'prose'; did you mean 'words', or kind [prose, list]?");
		good = false;
	}
	return good;
}

bool sl_type_part(sl_type_reading *reading, const sl_yaml *node, uint32_t number, sumlint_slot *slot)
{
	static const char *const known[] = { "section", "line", "aliases", "required", "key", "level", "repeatable", "words", "items",
		"kind", "vocabulary", "separator", NULL };
	sl_reader *reader = reading->reader;
	bool required = true, repeatable = false;
	slot->struct_size = sizeof(*slot);
	slot->words.max = slot->items.max = UINT32_MAX;
	if (!sl_yaml_want_map(reader, node, "a part"))
		return false;
	bool good = sl_yaml_known_keys(reader, node, "a part", known);
	good = read_name(reading, node, number, slot) && good;
	good = read_aliases(reading, sl_yaml_get(node, "aliases"), number) && good;
	good = read_content(reading, node, slot) && good;
	good = read_level(reader, sl_yaml_get(node, "level"), slot) && good;
	const sl_yaml *value = sl_yaml_get(node, "required");
	good = (!value || sl_yaml_want_bool(reader, value, "'required'", &required)) && good;
	value = sl_yaml_get(node, "repeatable");
	good = (!value || sl_yaml_want_bool(reader, value, "'repeatable'", &repeatable)) && good;
	good = read_limits(reader, node, slot) && good;
	slot->required = required;
	slot->repeatable = repeatable;
	return good;
}
