/* SPDX-License-Identifier: Apache-2.0
 * rule_schema.c - manifests as a JSON Schema, for editors.
 */
#include "cli/rule_schema.h"

#include "cli/json_out.h"

#define DRAFT "http://json-schema.org/draft-07/schema#"
#define SEVERITY "#/definitions/severity"

/* Everything hangs together, and what could not be made leaves a hole: it is remembered that there is one. */
typedef struct making {
	bool failed;
} making;

static json_t *text(sl_str value)
{
	return json_stringn(value.data ? value.data : "", (size_t)value.size);
}

static void put(making *m, json_t *object, const char *key, json_t *value)
{
	m->failed = json_object_set_new(object, key, value) != 0 || m->failed;
}

/* json_pack loses what memory does not suffice for, and does not say so. */
static json_t *object_of(making *m, const char *key, json_t *value)
{
	json_t *object = json_object();
	put(m, object, key, value);
	return object;
}

static json_t *list_of(making *m, const char *const *names)
{
	json_t *list = json_array();
	for (; *names; names++)
		m->failed = json_array_append_new(list, json_string(*names)) != 0 || m->failed;
	return list;
}

static json_t *texts(making *m, const sl_str *items, uint32_t count)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < count; i++)
		m->failed = json_array_append_new(list, text(items[i])) != 0 || m->failed;
	return list;
}

/* A text: a number or a truth value is one too, as it is written. */
static json_t *string_schema(making *m, const sl_option_schema *option)
{
	static const char *const scalars[] = { "string", "number", "boolean", NULL };
	if (option->choice_count)
		return object_of(m, "enum", texts(m, option->choices, option->choice_count));
	return object_of(m, "type", list_of(m, scalars));
}

static json_t *standard(making *m, const sl_option_schema *option)
{
	switch (option->type) {
	case SL_OPTION_INTEGER:
		return json_integer(option->standard.integer);
	case SL_OPTION_BOOLEAN:
		return json_boolean(option->standard.integer);
	case SL_OPTION_STRING:
		return text(option->standard.string);
	case SL_OPTION_LIST:
		break;
	}
	return texts(m, option->standard.items, option->standard.count);
}

static json_t *integer_schema(making *m, const sl_option_schema *option)
{
	json_t *schema = object_of(m, "type", json_string("integer"));
	if (option->minimum != INT64_MIN)
		put(m, schema, "minimum", json_integer(option->minimum));
	if (option->maximum != INT64_MAX)
		put(m, schema, "maximum", json_integer(option->maximum));
	return schema;
}

static json_t *option_schema(making *m, const sl_option_schema *option)
{
	json_t *schema = NULL;
	switch (option->type) {
	case SL_OPTION_INTEGER:
		schema = integer_schema(m, option);
		break;
	case SL_OPTION_BOOLEAN:
		schema = object_of(m, "type", json_string("boolean"));
		break;
	case SL_OPTION_STRING:
		schema = string_schema(m, option);
		break;
	case SL_OPTION_LIST:
		schema = object_of(m, "type", json_string("array"));
		put(m, schema, "items", string_schema(m, option));
		break;
	}
	put(m, schema, "description", text(option->summary));
	put(m, schema, "default", standard(m, option));
	return schema;
}

/* A map, and nothing but these properties. */
static json_t *map_of(making *m, json_t *properties)
{
	json_t *map = object_of(m, "type", json_string("object"));
	put(m, map, "properties", properties);
	put(m, map, "additionalProperties", json_false());
	return map;
}

/* A severity, or a map of a severity and options. */
static json_t *either(making *m, sl_str summary, json_t *properties)
{
	json_t *schema = object_of(m, "description", text(summary)), *both = json_array();
	put(m, properties, "severity", object_of(m, "$ref", json_string(SEVERITY)));
	m->failed = json_array_append_new(both, object_of(m, "$ref", json_string(SEVERITY))) != 0 || m->failed;
	m->failed = json_array_append_new(both, map_of(m, properties)) != 0 || m->failed;
	put(m, schema, "anyOf", both);
	return schema;
}

static json_t *rule_schema(making *m, const sl_rule_manifest *rule)
{
	json_t *properties = json_object();
	for (uint32_t i = 0; i < rule->option_count; i++)
		put(m, properties, rule->options[i].name.data, option_schema(m, &rule->options[i]));
	return either(m, rule->summary, properties);
}

static void add(making *m, json_t *properties, const sl_manifest *manifest)
{
	if (manifest->rule_count)
		put(m, properties, manifest->plugin.data, either(m, manifest->summary, json_object()));
	for (uint32_t i = 0; i < manifest->rule_count; i++)
		put(m, properties, manifest->rules[i].id.data, rule_schema(m, &manifest->rules[i]));
}

static json_t *severity_schema(making *m)
{
	static const char *const names[] = { "off", "info", "warning", "error", NULL };
	json_t *schema = object_of(m, "description", json_string("How much the rule counts."));
	put(m, schema, "enum", list_of(m, names));
	return schema;
}

bool sl_rules_schema(const sl_manifests *manifests, FILE *out)
{
	making m = { 0 };
	json_t *properties = json_object(), *schema = object_of(&m, "$schema", json_string(DRAFT));
	for (uint32_t i = 0; i < manifests->count; i++)
		add(&m, properties, manifests->items[i]);
	put(&m, schema, "title", json_string("Rules of sumlint"));
	put(&m, schema, "type", json_string("object"));
	put(&m, schema, "properties", properties);
	put(&m, schema, "additionalProperties", json_false());
	put(&m, schema, "definitions", object_of(&m, "severity", severity_schema(&m)));
	bool good = !m.failed && sl_json_print(schema, out);
	json_decref(schema);
	return good;
}
