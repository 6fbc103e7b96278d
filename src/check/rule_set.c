/* SPDX-License-Identifier: Apache-2.0
 * rule_set.c - loads the plugins that settings need, makes the instances of their rules, and keeps both until the end of the run.
 */
#include "check/context.h"

#include <stdlib.h>

/* ---- selection ---- */

/* 2: named by id; 1: by its plugin; 0: not at all. */
static int named(const sl_str *names, uint32_t count, const sl_manifest *manifest, const sl_rule_manifest *rule)
{
	int best = 0;
	for (uint32_t i = 0; i < count && best < 2; i++) {
		if (sl_str_equal(names[i], rule->id))
			best = 2;
		else if (sl_str_equal(names[i], manifest->plugin))
			best = 1;
	}
	return best;
}

static bool always_selected(const sl_rule_manifest *rule)
{
	return sl_str_is(rule->id, "core/io") || sl_str_is(rule->id, "core/encoding") || sl_str_starts(rule->id, SL_LIT("core/plugin-"));
}

bool sl_selected(const sl_selection *selection, const sl_manifest *manifest, const sl_rule_manifest *rule)
{
	if (!selection)
		return true;
	int selected = named(selection->select, selection->select_count, manifest, rule);
	int ignored = named(selection->ignore, selection->ignore_count, manifest, rule);
	if (selection->select_count && !selected && !always_selected(rule))
		return false;
	return !ignored || ignored < selected;
}

/* ---- the checker ---- */

sl_checker *sl_checker_create(const sl_manifests *manifests, const sl_selection *selection, sl_troubles *troubles)
{
	sl_checker *checker = calloc(1, sizeof(*checker));
	if (!checker)
		return NULL;
	checker->manifests = manifests;
	checker->selection = selection;
	checker->troubles = troubles;
	sl_arena_init(&checker->arena);
	sl_buffer_init(&checker->folded);
	sl_buffer_init(&checker->other);
	sl_buffer_init(&checker->scratch);
	checker->plugins = sl_arena_calloc(&checker->arena, manifests->count + (size_t)1, sizeof(*checker->plugins));
	if (!checker->plugins) {
		sl_checker_free(checker);
		return NULL;
	}
	return checker;
}

static void unload(sl_loaded *loaded, uint32_t rule_count)
{
	for (uint32_t i = 0; i < rule_count; i++) {
		for (sl_instance *instance = loaded->instances[i]; instance; instance = instance->next) {
			if (instance->instance)
				instance->code->destroy(instance->instance);
		}
	}
	sl_plugin_unload(&loaded->plugin);
}

void sl_checker_free(sl_checker *checker)
{
	if (!checker)
		return;
	for (uint32_t i = 0; checker->plugins && i < checker->manifests->count; i++) {
		if (checker->plugins[i].state == SL_PLUGIN_LOADED)
			unload(&checker->plugins[i], checker->manifests->items[i]->rule_count);
	}
	sl_buffer_finish(&checker->folded);
	sl_buffer_finish(&checker->other);
	sl_buffer_finish(&checker->scratch);
	sl_arena_finish(&checker->arena);
	free(checker);
}

bool sl_checker_judges(const sl_checker *checker)
{
	return checker->judges;
}

void sl_checker_watch(sl_checker *checker, sl_watch *watch)
{
	checker->watch = watch;
}

void sl_checker_skip(sl_checker *checker, sl_skips_rule *skips, void *user)
{
	checker->skips = skips;
	checker->skips_user = user;
}

/* ---- sets by the address of their settings ---- */

/* Index of the first set whose settings are not below. */
static uint32_t place(const sl_checker *checker, const sl_settings *settings)
{
	uint32_t low = 0, high = checker->set_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if ((uintptr_t)checker->sets[middle]->settings < (uintptr_t)settings)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const sl_rule_set *sl_rule_set_find(const sl_checker *checker, const sl_settings *settings)
{
	uint32_t at = place(checker, settings);
	return at < checker->set_count && checker->sets[at]->settings == settings ? checker->sets[at] : NULL;
}

const sl_active_rule *sl_rule_set_rule(const sl_rule_set *set, const sl_rule_manifest *rule)
{
	for (uint32_t i = 0; i < set->count; i++) {
		if (set->rules[i].rule == rule)
			return &set->rules[i];
	}
	return NULL;
}

static bool keep(sl_checker *checker, sl_rule_set *set)
{
	if (!sl_arena_grow(&checker->arena, (void **)&checker->sets, checker->set_count, &checker->set_capacity, sizeof(*checker->sets)))
		return false;
	uint32_t at = place(checker, set->settings);
	memmove(checker->sets + at + 1, checker->sets + at, (checker->set_count - at) * sizeof(*checker->sets));
	checker->sets[at] = set;
	checker->set_count++;
	return true;
}

/* ---- making a set ---- */

/* Where a rule comes from. */
typedef struct home {
	uint32_t manifest;
	uint32_t rule;
} home;

/* Settings list the rules in the manifests' order, so the search begins where the last one ended. */
static bool find_home(const sl_checker *checker, const sl_rule_manifest *rule, home *where)
{
	uint32_t count = checker->manifests->count;
	for (uint32_t step = 0; step < count; step++) {
		uint32_t at = (where->manifest + step) % count;
		const sl_manifest *manifest = checker->manifests->items[at];
		uintptr_t first = (uintptr_t)manifest->rules, last = (uintptr_t)(manifest->rules + manifest->rule_count);
		if ((uintptr_t)rule >= first && (uintptr_t)rule < last) {
			where->manifest = at;
			where->rule = (uint32_t)(rule - manifest->rules);
			return true;
		}
	}
	return false;
}

static bool no_memory(sl_checker *checker)
{
	sl_no_memory(checker->troubles);
	return false;
}

static bool load(sl_checker *checker, uint32_t index)
{
	sl_loaded *loaded = &checker->plugins[index];
	const sl_manifest *manifest = checker->manifests->items[index];
	if (loaded->state != SL_PLUGIN_UNUSED)
		return loaded->state == SL_PLUGIN_LOADED;
	loaded->state = SL_PLUGIN_REFUSED;
	loaded->instances = sl_arena_calloc(&checker->arena, manifest->rule_count + (size_t)1, sizeof(sl_instance *));
	if (!loaded->instances)
		return no_memory(checker);
	sl_enter(checker, manifest, NULL);
	bool good = sl_plugin_load(&checker->arena, manifest, sl_host_table(), &loaded->plugin, checker->troubles);
	sl_leave(checker);
	if (!good)
		return false;
	loaded->state = SL_PLUGIN_LOADED;
	return true;
}

/* The instance for these options: one that is there already, or a new one. NULL with troubles. */
static sl_instance *instance_for(sl_checker *checker, const home *where, const sl_rule_setting *setting)
{
	sl_loaded *loaded = &checker->plugins[where->manifest];
	for (sl_instance *instance = loaded->instances[where->rule]; instance; instance = instance->next) {
		if (sl_options_equal(setting->rule, instance->options, setting->options))
			return instance;
	}
	sl_instance *instance = sl_arena_calloc(&checker->arena, 1, sizeof(*instance));
	if (!instance) {
		no_memory(checker);
		return NULL;
	}
	instance->code = loaded->plugin.rules[where->rule];
	instance->options = setting->options;
	if (instance->code->create) {
		sumlint_options options = { .setting = setting };
		sl_enter(checker, checker->manifests->items[where->manifest], setting->rule);
		instance->instance = instance->code->create(sl_host_table(), &options);
		sl_leave(checker);
		if (!instance->instance) {
			sl_error(checker->troubles, setting->severity_origin.file, setting->severity_origin.line, 0,
			    "the plugin could not set up rule '%.*s' with its options", SL_ARG(setting->rule->id));
			return NULL;
		}
	}
	instance->next = loaded->instances[where->rule];
	loaded->instances[where->rule] = instance;
	return instance;
}

static bool add_rule(sl_checker *checker, sl_rule_set *set, const sl_rule_setting *setting, home *where)
{
	if (setting->severity == SL_OFF || !find_home(checker, setting->rule, where))
		return true;
	const sl_manifest *manifest = checker->manifests->items[where->manifest];
	if (manifest->library.size == 0 || !sl_selected(checker->selection, manifest, setting->rule))
		return true;
	if (!load(checker, where->manifest))
		return false;
	const sl_instance *instance = instance_for(checker, where, setting);
	if (!instance)
		return false;
	set->rules[set->count++] = (sl_active_rule){ instance->code, instance->instance, setting->rule, setting->severity, manifest };
	if (instance->code->judge)
		checker->judges = true;
	return true;
}

/* The vocabulary of that name, or NULL. */
static const sumlint_vocabulary *vocabulary_named(const sl_settings *settings, sl_str name)
{
	for (uint32_t i = 0; i < settings->vocabulary_count; i++) {
		if (sl_str_equal(settings->vocabularies[i].name, name))
			return settings->vocabularies[i].vocabulary;
	}
	return NULL;
}

static bool set_vocabularies(sl_checker *checker, sl_rule_set *set)
{
	const sumlint_type *type = &set->settings->type->public;
	set->slot_vocabularies = sl_arena_calloc(&checker->arena, type->slot_count + (size_t)1, sizeof(*set->slot_vocabularies));
	if (!set->slot_vocabularies)
		return no_memory(checker);
	for (uint32_t i = 0; i < type->slot_count; i++) {
		const sumlint_slot *slot = type->slots[i];
		if (slot->kinds & SUMLINT_KIND_TERMS && slot->vocabulary.size)
			set->slot_vocabularies[i] = vocabulary_named(set->settings, slot->vocabulary);
	}
	return true;
}

bool sl_checker_prepare(sl_checker *checker, const sl_settings *settings)
{
	const sl_rule_set *ready = sl_rule_set_find(checker, settings);
	if (ready)
		return ready->good;
	sl_rule_set *set = sl_arena_calloc(&checker->arena, 1, sizeof(*set));
	if (!set)
		return no_memory(checker);
	set->settings = settings;
	set->rules = sl_arena_calloc(&checker->arena, settings->rule_count + (size_t)1, sizeof(*set->rules));
	if (!set->rules || !set_vocabularies(checker, set))
		return no_memory(checker);
	sl_core_rules_set(set, checker);
	set->good = true;
	home where = { 0 };
	/* Goes on after a refusal: all that is wrong is told at once. */
	for (uint32_t i = 0; i < settings->rule_count; i++)
		set->good = add_rule(checker, set, &settings->rules[i], &where) && set->good;
	if (!keep(checker, set))
		return no_memory(checker);
	return set->good;
}

bool sl_checker_runs(const sl_checker *checker, const sl_settings *settings, const sl_rule_manifest *rule)
{
	const sl_rule_set *set = sl_rule_set_find(checker, settings);
	if (!set)
		return false;
	for (uint32_t i = 0; i < SL_CORE_COUNT; i++) {
		if (set->core[i].rule == rule)
			return set->core[i].severity != SL_OFF;
	}
	return sl_rule_set_rule(set, rule) != NULL;
}
