/* SPDX-License-Identifier: Apache-2.0
 * options.c - the options of a rule, as a plugin's create function asks for them.
 */
#include "check/context.h"

/* The value of an option of that type, or NULL. */
static const sl_option_value *value_of(const sumlint_options *options, const char *name, sl_option_type type)
{
	const sl_rule_manifest *rule = options->setting->rule;
	for (uint32_t i = 0; i < rule->option_count; i++) {
		if (rule->options[i].type == type && sl_str_is(rule->options[i].name, name))
			return &options->setting->options[i];
	}
	return NULL;
}

int64_t sl_option_integer(const sumlint_options *options, const char *name)
{
	const sl_option_value *value = value_of(options, name, SL_OPTION_INTEGER);
	return value ? value->integer : 0;
}

uint32_t sl_option_boolean(const sumlint_options *options, const char *name)
{
	const sl_option_value *value = value_of(options, name, SL_OPTION_BOOLEAN);
	return value ? value->integer != 0 : 0;
}

sumlint_str sl_option_string(const sumlint_options *options, const char *name)
{
	const sl_option_value *value = value_of(options, name, SL_OPTION_STRING);
	return value ? value->string : (sumlint_str){ NULL, 0 };
}

uint32_t sl_option_list_size(const sumlint_options *options, const char *name)
{
	const sl_option_value *value = value_of(options, name, SL_OPTION_LIST);
	return value ? value->count : 0;
}

sumlint_str sl_option_list_item(const sumlint_options *options, const char *name, uint32_t index)
{
	const sl_option_value *value = value_of(options, name, SL_OPTION_LIST);
	return value && index < value->count ? value->items[index] : (sumlint_str){ NULL, 0 };
}

static bool values_equal(const sl_option_value *a, const sl_option_value *b)
{
	if (a->integer != b->integer || a->count != b->count || !sl_str_equal(a->string, b->string))
		return false;
	for (uint32_t i = 0; i < a->count; i++) {
		if (!sl_str_equal(a->items[i], b->items[i]))
			return false;
	}
	return true;
}

bool sl_options_equal(const sl_rule_manifest *rule, const sl_option_value *a, const sl_option_value *b)
{
	if (a == b)
		return true;
	for (uint32_t i = 0; i < rule->option_count; i++) {
		if (!values_equal(&a[i], &b[i]))
			return false;
	}
	return true;
}
