/* SPDX-License-Identifier: Apache-2.0
 * manifest_option.c - options of rules: what a manifest says they may be, and whether a value is that.
 */
#include "config/manifest_option.h"

#include "base/buffer.h"
#include "base/distance.h"

static const char *const types[] = { "integer", "boolean", "string", "list", NULL };

/* ---- values ---- */

static bool check_choice(sl_reader *reader, const sl_yaml *node, const sl_option_schema *schema, sl_str value)
{
	sl_buffer list;
	for (uint32_t i = 0; i < schema->choice_count; i++) {
		if (sl_str_equal(schema->choices[i], value))
			return true;
	}
	if (schema->choice_count == 0)
		return true;
	sl_buffer_init(&list);
	for (uint32_t i = 0; i < schema->choice_count; i++)
		sl_buffer_printf(&list, "%s%.*s", i == 0 ? "" : i + 1 < schema->choice_count ? ", " : " or ", SL_ARG(schema->choices[i]));
	if (list.failed)
		sl_no_memory(reader->troubles);
	else
		sl_yaml_error(reader, node, "'%.*s' must be %s, not '%.*s'", SL_ARG(schema->name), list.data, SL_SHOWN(value));
	sl_buffer_finish(&list);
	return false;
}

static bool read_integer(sl_reader *reader, const sl_yaml *node, const sl_option_schema *schema, const char *what, int64_t *out)
{
	if (!sl_yaml_want_integer(reader, node, what, out))
		return false;
	if (*out < schema->minimum) {
		sl_yaml_error(reader, node, "%s must be %lld or more, not %lld", what, (long long)schema->minimum, (long long)*out);
		return false;
	}
	if (*out > schema->maximum) {
		sl_yaml_error(reader, node, "%s must be %lld or less, not %lld", what, (long long)schema->maximum, (long long)*out);
		return false;
	}
	return true;
}

static bool read_list(sl_reader *reader, const sl_yaml *node, const sl_option_schema *schema, const char *what, sl_option_value *out)
{
	if (!sl_yaml_want_list(reader, node, what))
		return false;
	sl_str *items = sl_arena_calloc(reader->arena, node->count, sizeof(*items));
	if (!items) {
		sl_no_memory(reader->troubles);
		return false;
	}
	bool good = true;
	for (uint32_t i = 0; i < node->count; i++) {
		const sl_yaml *item = node->items[i];
		good = sl_yaml_want_text(reader, item, what, &items[i]) && check_choice(reader, item, schema, items[i]) && good;
	}
	out->items = items;
	out->count = node->count;
	return good;
}

bool sl_option_read(sl_reader *reader, const sl_yaml *node, const sl_option_schema *schema, sl_option_value *out)
{
	char what[80];
	sl_str name = schema->name;
	size_t shown = name.size < sizeof(what) - 3 ? (size_t)name.size : sizeof(what) - 3;
	bool boolean;
	what[0] = '\'';
	memcpy(what + 1, name.data, shown);
	memcpy(what + 1 + shown, "'", 2);
	*out = (sl_option_value){ 0 };
	switch (schema->type) {
	case SL_OPTION_INTEGER:
		return read_integer(reader, node, schema, what, &out->integer);
	case SL_OPTION_BOOLEAN:
		if (!sl_yaml_want_bool(reader, node, what, &boolean))
			return false;
		out->integer = boolean;
		return true;
	case SL_OPTION_STRING:
		return sl_yaml_want_text(reader, node, what, &out->string) && check_choice(reader, node, schema, out->string);
	case SL_OPTION_LIST:
		return read_list(reader, node, schema, what, out);
	}
	return false;
}

uint32_t sl_option_find(const sl_rule_manifest *rule, sl_str name)
{
	uint32_t at = 0;
	while (at < rule->option_count && !sl_str_equal(rule->options[at].name, name))
		at++;
	return at;
}

/* ---- schemas ---- */

static bool read_range(sl_reader *reader, const sl_yaml *node, sl_option_schema *schema)
{
	const sl_yaml *minimum = sl_yaml_get(node, "minimum"), *maximum = sl_yaml_get(node, "maximum");
	bool good = true;
	schema->minimum = INT64_MIN;
	schema->maximum = INT64_MAX;
	if ((minimum || maximum) && schema->type != SL_OPTION_INTEGER) {
		sl_yaml_error(reader, minimum ? minimum : maximum, "only an integer has a minimum and a maximum");
		return false;
	}
	if (minimum)
		good = sl_yaml_want_integer(reader, minimum, "'minimum'", &schema->minimum);
	if (maximum)
		good = sl_yaml_want_integer(reader, maximum, "'maximum'", &schema->maximum) && good;
	if (good && schema->minimum > schema->maximum) {
		sl_yaml_error(reader, maximum ? maximum : minimum, "'maximum' is less than 'minimum'");
		good = false;
	}
	return good;
}

static bool read_choices(sl_reader *reader, const sl_yaml *node, sl_option_schema *schema)
{
	sl_str *choices;
	if (!node)
		return true;
	if (schema->type != SL_OPTION_STRING && schema->type != SL_OPTION_LIST) {
		sl_yaml_error(reader, node, "only a string and a list have choices");
		return false;
	}
	if (!sl_yaml_want_list(reader, node, "'choices'") ||
	    !sl_yaml_want_texts(reader, node, "a choice", &choices, &schema->choice_count))
		return false;
	schema->choices = choices;
	return true;
}

static bool read_schema(sl_reader *reader, const sl_yaml_entry *entry, sl_option_schema *schema)
{
	static const char *const known[] = { "type", "default", "minimum", "maximum", "choices", "summary", NULL };
	const sl_yaml *node = entry->value;
	if (!sl_manifest_name(reader, entry->key, "an option's name", &schema->name) || !sl_yaml_want_map(reader, node, "an option"))
		return false;
	bool good = sl_yaml_known_keys(reader, node, "an option", known);
	if (sl_str_is(schema->name, "severity")) {
		sl_yaml_error(reader, entry->key, "an option must not be named 'severity': every rule has that already");
		good = false;
	}
	const sl_yaml *type = sl_yaml_get(node, "type"), *summary = sl_yaml_get(node, "summary"), *standard = sl_yaml_get(node, "default");
	if (!type || !summary || !standard) {
		sl_yaml_error(reader, entry->key, "the option '%.*s' has no '%s'", SL_ARG(schema->name),
		    !type ? "type" : !summary ? "summary" : "default");
		return false;
	}
	uint32_t chosen = 0;
	if (!sl_yaml_want_choice(reader, type, "'type'", types, &chosen))
		return false;
	schema->type = (sl_option_type)chosen;
	good = sl_yaml_want_name(reader, summary, "'summary'", &schema->summary) && good;
	/* The default is judged like any other value, once it is known by what. */
	return read_range(reader, node, schema) && read_choices(reader, sl_yaml_get(node, "choices"), schema) &&
	    sl_option_read(reader, standard, schema, &schema->standard) && good;
}

bool sl_manifest_options(sl_reader *reader, const sl_yaml *node, sl_rule_manifest *rule)
{
	if (!sl_yaml_want_map(reader, node, "'options'"))
		return false;
	sl_option_schema *options = sl_arena_calloc(reader->arena, node->count, sizeof(*options));
	if (!options) {
		sl_no_memory(reader->troubles);
		return false;
	}
	bool good = true;
	for (uint32_t i = 0; i < node->count; i++)
		good = read_schema(reader, &node->entries[i], &options[i]) && good;
	rule->options = options;
	rule->option_count = node->count;
	return good;
}
