/* SPDX-License-Identifier: Apache-2.0
 * fuzz_config.c - the input as a config, and the settings that come of it.
 */
#include "fuzz.h"

#include "config/config.h"

static void check_settings(const sl_settings *settings)
{
	const sl_manifests *manifests = fuzz_manifests();
	uint32_t rules = 0;
	for (uint32_t i = 0; i < manifests->count; i++)
		rules += manifests->items[i]->rule_count;
	FUZZ_CHECK(settings->type);
	FUZZ_CHECK(settings->rule_count == rules);
	for (uint32_t i = 0; i < rules; i++) {
		const sl_rule_setting *setting = &settings->rules[i];
		FUZZ_CHECK(setting->rule && setting->severity <= SL_ERROR);
		for (uint32_t j = 0; j < setting->rule->option_count; j++) {
			const sl_option_schema *schema = &setting->rule->options[j];
			if (schema->type == SL_OPTION_INTEGER)
				FUZZ_CHECK(setting->options[j].integer >= schema->minimum && setting->options[j].integer <= schema->maximum);
		}
	}
	for (uint32_t i = 0; i < settings->vocabulary_count; i++)
		FUZZ_CHECK(settings->vocabularies[i].vocabulary && settings->vocabularies[i].name.size > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const paths[] = { "a.md", "archive/b.txt", "drafts/deep/c.markdown", "-" };
	const sl_config_options options = { .rules_folder = SOURCE_ROOT "/rules" };
	sl_troubles troubles;
	sl_troubles_init(&troubles);
	sl_configs *configs = sl_configs_create_from_text(&options, fuzz_manifests(), SL_LIT("/nonexistent/fuzz/.sumlint.yaml"), 1,
	    (sl_str){ (const char *)data, size }, &troubles);
	FUZZ_CHECK(configs);
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		const sl_settings *settings = NULL;
		sl_applies applies = sl_configs_settings(configs, sl_str_of(paths[i]), &settings);
		if (applies == SL_APPLIES)
			check_settings(settings);
		if (applies == SL_BAD_CONFIG)
			fuzz_check_refused(&troubles);
		sl_configs_ignores_folder(configs, sl_str_of(paths[i]));
	}
	sl_configs_free(configs);
	sl_troubles_finish(&troubles);
	return 0;
}
