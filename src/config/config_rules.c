/* SPDX-License-Identifier: Apache-2.0
 * config_rules.c - `rules: {...}` of a config: severities and options, read against the manifests and laid over each other.
 */
#include "config/config_parts.h"

#include "base/distance.h"
#include "config/manifest_option.h"

/* ---- all rules ---- */

static bool add_name(sl_rule_list *list, sl_arena *arena, sl_str name, const sl_rule_name *about)
{
	sl_rule_name *entry = sl_arena_calloc(arena, 1, sizeof(*entry));
	if (!entry)
		return false;
	*entry = *about;
	HASH_ADD_KEYPTR(hh, list->names, name.data, (unsigned)name.size, entry);
	return entry->hh.tbl != NULL;
}

static bool add_rules(sl_rule_list *list, sl_arena *arena, const sl_manifest *manifest)
{
	uint32_t first = list->count;
	for (uint32_t i = 0; i < manifest->rule_count; i++) {
		const sl_rule_manifest *rule = &manifest->rules[i];
		list->rules[list->count] = rule;
		list->homes[list->count] = manifest;
		list->first_option[list->count] = list->option_count;
		list->option_count += rule->option_count;
		if (!add_name(list, arena, rule->id, &(sl_rule_name){ .first = list->count++, .count = 1, .rule = rule }))
			return false;
	}
	return add_name(list, arena, manifest->plugin, &(sl_rule_name){ .first = first, .count = manifest->rule_count });
}

bool sl_rule_list_make(sl_rule_list *list, const sl_manifests *manifests, sl_arena *arena)
{
	size_t count = 0;
	*list = (sl_rule_list){ .manifests = manifests };
	for (uint32_t i = 0; i < manifests->count; i++)
		count += manifests->items[i]->rule_count;
	list->rules = sl_arena_calloc(arena, count, sizeof(*list->rules));
	list->homes = sl_arena_calloc(arena, count, sizeof(*list->homes));
	list->first_option = sl_arena_calloc(arena, count, sizeof(*list->first_option));
	if (!list->rules || !list->homes || !list->first_option)
		return false;
	for (uint32_t i = 0; i < manifests->count; i++) {
		if (!add_rules(list, arena, manifests->items[i]))
			return false;
	}
	return true;
}

/* ---- reading ---- */

static bool read_severity(sl_reader *reader, const sl_yaml *node, sl_rule_edit *out)
{
	const char *const names[] = { sl_severity_name(SL_OFF), sl_severity_name(SL_INFO), sl_severity_name(SL_WARNING),
		sl_severity_name(SL_ERROR), NULL };
	uint32_t choice = 0;
	if (!sl_yaml_want_choice(reader, node, "a severity", names, &choice))
		return false;
	out->has_severity = true;
	out->severity = (sl_severity)choice;
	out->severity_line = node->line;
	return true;
}

static void unknown_option(sl_reader *reader, const sl_yaml *key, const sl_rule_manifest *rule)
{
	const char **names = sl_arena_calloc(reader->arena, rule->option_count + (size_t)1, sizeof(*names));
	if (!names) {
		sl_no_memory(reader->troubles);
		return;
	}
	names[0] = "severity";
	for (uint32_t i = 0; i < rule->option_count; i++)
		names[i + 1] = rule->options[i].name.data;
	const char *nearest = sl_nearest_name(key->text, names, rule->option_count + (size_t)1);
	if (nearest) {
		sl_yaml_error(reader, key, "the rule '%.*s' has no option '%.*s'; did you mean '%s'?", SL_ARG(rule->id), SL_SHOWN(key->text), nearest);
		return;
	}
	sl_buffer list;
	sl_buffer_init(&list);
	sl_buffer_append(&list, SL_LIT("severity"));
	for (uint32_t i = 0; i < rule->option_count; i++)
		sl_buffer_printf(&list, "%s%s", i + 1 < rule->option_count ? ", " : " and ", names[i + 1]);
	if (list.failed)
		sl_no_memory(reader->troubles);
	else
		sl_yaml_error(reader, key, "the rule '%.*s' has no option '%.*s'; it takes %s", SL_ARG(rule->id), SL_SHOWN(key->text), list.data);
	sl_buffer_finish(&list);
}

static bool read_options(sl_reader *reader, const sl_yaml *node, const sl_rule_manifest *rule, sl_rule_edit *out)
{
	sl_option_edit *options = sl_arena_calloc(reader->arena, node->count, sizeof(*options));
	if (!options) {
		sl_no_memory(reader->troubles);
		return false;
	}
	bool good = true;
	for (uint32_t i = 0; i < node->count; i++) {
		const sl_yaml *key = node->entries[i].key, *value = node->entries[i].value;
		uint32_t option = sl_option_find(rule, key->text);
		if (sl_str_is(key->text, "severity")) {
			good = read_severity(reader, value, out) && good;
		} else if (option == rule->option_count) {
			unknown_option(reader, key, rule);
			good = false;
		} else {
			sl_option_edit *edit = &options[out->option_count++];
			*edit = (sl_option_edit){ .option = option, .line = value->line };
			good = sl_option_read(reader, value, &rule->options[option], &edit->value) && good;
		}
	}
	out->options = options;
	return good;
}

static bool read_edit(sl_reader *reader, const sl_yaml *node, const sl_rule_name *name, sl_rule_edit *out)
{
	static const char *const known[] = { "severity", NULL };
	*out = (sl_rule_edit){ .first = name->first, .count = name->count };
	if (node->kind != SL_YAML_MAP)
		return read_severity(reader, node, out);
	if (name->rule)
		return read_options(reader, node, name->rule, out);
	const sl_yaml *severity = sl_yaml_get(node, "severity");
	bool good = sl_yaml_known_keys(reader, node, "what is said of a whole plugin", known);
	return (!severity || read_severity(reader, severity, out)) && good;
}

static void unknown_rule(sl_reader *reader, const sl_yaml *key, const sl_manifests *manifests)
{
	sl_str nearest = sl_manifests_nearest(manifests, key->text, reader->arena);
	if (nearest.size)
		sl_yaml_error(reader, key, "unknown rule '%.*s'; did you mean '%.*s'?", SL_SHOWN(key->text), SL_ARG(nearest));
	else
		sl_yaml_error(reader, key, "unknown rule '%.*s'; `sumlint rules` lists all there are", SL_SHOWN(key->text));
}

static const sl_rule_name *find_name(const sl_rule_list *list, sl_str text)
{
	sl_rule_name *found = NULL;
	HASH_FIND(hh, list->names, text.data, (unsigned)text.size, found);
	return found;
}

/* Reads the entries that are of rules, or those that are of plugins. */
static bool read_some(sl_reader *reader, const sl_rule_list *list, const sl_yaml *node, bool plugins, sl_rule_edit *items, uint32_t *count)
{
	bool good = true;
	for (uint32_t i = 0; i < node->count; i++) {
		const sl_rule_name *name = find_name(list, node->entries[i].key->text);
		if (name && plugins == !name->rule)
			good = read_edit(reader, node->entries[i].value, name, &items[(*count)++]) && good;
	}
	return good;
}

bool sl_rule_edits_read(sl_reader *reader, const sl_rule_list *list, const sl_yaml *node, sl_rule_edits *out)
{
	if (!sl_yaml_want_map(reader, node, "'rules'"))
		return false;
	uint32_t known = 0, errors = reader->troubles->errors;
	for (uint32_t i = 0; i < node->count && reader->troubles->errors - errors < SL_CONFIG_MAX_ERRORS; i++) {
		if (find_name(list, node->entries[i].key->text))
			known++;
		else
			unknown_rule(reader, node->entries[i].key, list->manifests);
	}
	sl_rule_edit *items = sl_arena_calloc(reader->arena, known, sizeof(*items));
	if (!items) {
		sl_no_memory(reader->troubles);
		return false;
	}
	if (reader->troubles->errors - errors >= SL_CONFIG_MAX_ERRORS)
		return false;
	bool good = read_some(reader, list, node, true, items, &out->count);
	good = read_some(reader, list, node, false, items, &out->count) && good;
	out->items = items;
	return good && reader->troubles->errors == errors;
}

/* ---- laying them over each other ---- */

bool sl_rule_draft_make(sl_rule_draft *draft, const sl_rule_list *list, sl_arena *arena)
{
	draft->list = list;
	draft->rules = sl_arena_calloc(arena, list->count, sizeof(*draft->rules));
	draft->values = sl_arena_calloc(arena, list->option_count, sizeof(*draft->values));
	draft->origins = sl_arena_calloc(arena, list->option_count, sizeof(*draft->origins));
	if (!draft->rules || !draft->values || !draft->origins)
		return false;
	for (uint32_t i = 0; i < list->count; i++) {
		const sl_rule_manifest *rule = list->rules[i];
		const sl_origin standard = { list->homes[i]->file, 0 };
		uint32_t first = list->first_option[i];
		for (uint32_t j = 0; j < rule->option_count; j++) {
			draft->values[first + j] = rule->options[j].standard;
			draft->origins[first + j] = standard;
		}
		draft->rules[i] = (sl_rule_setting){ rule, rule->severity, standard, draft->values + first, draft->origins + first };
	}
	return true;
}

void sl_rule_edits_apply(const sl_rule_edits *edits, sl_str file, sl_rule_draft *draft)
{
	for (uint32_t i = 0; i < edits->count; i++) {
		const sl_rule_edit *edit = &edits->items[i];
		for (uint32_t rule = edit->first; edit->has_severity && rule < edit->first + edit->count; rule++) {
			draft->rules[rule].severity = edit->severity;
			draft->rules[rule].severity_origin = (sl_origin){ file, edit->severity_line };
		}
		uint32_t first = draft->list->first_option[edit->first];
		for (uint32_t j = 0; j < edit->option_count; j++) {
			draft->values[first + edit->options[j].option] = edit->options[j].value;
			draft->origins[first + edit->options[j].option] = (sl_origin){ file, edit->options[j].line };
		}
	}
}
