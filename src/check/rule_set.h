/* SPDX-License-Identifier: Apache-2.0
 * rule_set.h - settings turned into what the loop over documents needs: an array of functions with their instances.
 */
#ifndef SL_CHECK_RULE_SET_H
#define SL_CHECK_RULE_SET_H

#include "base/buffer.h"
#include "check/check.h"
#include "check/term_memo.h"
#include "plugin/loader.h"

/* A rule that runs. */
typedef struct sl_active_rule {
	const sumlint_rule *code;
	void *instance;
	const sl_rule_manifest *rule;
	sl_severity severity;
	const sl_manifest *manifest;
} sl_active_rule;

/* The rules of the host that check a document; the collector and the front end have the others. */
typedef enum sl_core {
	SL_CORE_IO,
	SL_CORE_ENCODING,
	SL_CORE_FRONT_MATTER,
	SL_CORE_SUPPRESSION,
	SL_CORE_UNUSED_SUPPRESSION,
	SL_CORE_COUNT
} sl_core;

typedef struct sl_core_rule {
	const sl_rule_manifest *rule;
	sl_severity severity;
} sl_core_rule;

typedef struct sl_rule_set {
	const sl_settings *settings;
	bool good; /* false: the troubles were told when it was made */
	sl_active_rule *rules; /* in the manifests' order */
	uint32_t count;
	sl_core_rule core[SL_CORE_COUNT];
	const sumlint_vocabulary **slot_vocabularies; /* one for each slot of the type; NULL: none, or not of kind terms */
} sl_rule_set;

/* An instance, shared by all settings with the same options. */
typedef struct sl_instance sl_instance;
struct sl_instance {
	const sumlint_rule *code;
	const sl_option_value *options;
	void *instance;
	sl_instance *next; /* of the same rule */
};

typedef enum sl_plugin_state { SL_PLUGIN_UNUSED, SL_PLUGIN_LOADED, SL_PLUGIN_REFUSED } sl_plugin_state;

/* A plugin of the run. */
typedef struct sl_loaded {
	sl_plugin_state state;
	sl_plugin plugin;
	sl_instance **instances; /* for each rule of the manifest a list */
} sl_loaded;

struct sl_checker {
	const sl_manifests *manifests;
	const sl_selection *selection;
	sl_troubles *troubles;
	sl_arena arena;
	sl_loaded *plugins; /* one for each manifest */
	sl_rule_set **sets; /* ascending by address of their settings */
	uint32_t set_count;
	uint32_t set_capacity;
	const sl_rule_set *last; /* files of one folder share their settings */
	bool judges;
	sl_watch *watch; /* NULL: nobody looks on */
	sl_skips_rule *skips; /* NULL: no rule is left out */
	void *skips_user;
	/* Memory for the checks: */
	sl_buffer folded;  /* a folded text */
	sl_buffer other;   /* another one */
	sl_buffer scratch; /* a text in the making */
	sl_term_memo terms;
};

/* Enter and leave the code of a plugin. */
static inline void sl_enter(const sl_checker *checker, const sl_manifest *plugin, const sl_rule_manifest *rule)
{
	if (checker->watch) {
		checker->watch->rule = rule;
		checker->watch->plugin = plugin;
		checker->watch->calls++;
	}
}

static inline void sl_leave(const sl_checker *checker)
{
	if (checker->watch)
		checker->watch->plugin = NULL;
}

/* The set made for the settings, or NULL. */
const sl_rule_set *sl_rule_set_find(const sl_checker *checker, const sl_settings *settings);
/* The rule in the set, or NULL where it does not run. */
const sl_active_rule *sl_rule_set_rule(const sl_rule_set *set, const sl_rule_manifest *rule);

#endif
