/* SPDX-License-Identifier: Apache-2.0
 * fuzz_manifest.c - the input as a manifest.
 */
#include "fuzz.h"

static void check_option(const sl_option_schema *option)
{
	FUZZ_CHECK(option->name.size > 0);
	if (option->type == SL_OPTION_INTEGER)
		FUZZ_CHECK(option->standard.integer >= option->minimum && option->standard.integer <= option->maximum);
	if (option->type == SL_OPTION_BOOLEAN)
		FUZZ_CHECK(option->standard.integer == 0 || option->standard.integer == 1);
	fuzz_check_text(option->standard.string);
	for (uint32_t i = 0; i < option->standard.count; i++)
		fuzz_check_text(option->standard.items[i]);
}

static void check_rule(const sl_manifest *manifest, const sl_rule_manifest *rule)
{
	FUZZ_CHECK(rule->name.size > 0 && rule->summary.size > 0 && rule->line > 0);
	FUZZ_CHECK(rule->id.size == manifest->plugin.size + 1 + rule->name.size);
	FUZZ_CHECK(rule->severity <= SL_ERROR && rule->fixable <= SL_FIX_ALWAYS);
	FUZZ_CHECK(rule->example_count > 0 || sl_str_is(manifest->plugin, "core"));
	for (uint32_t i = 0; i < rule->option_count; i++)
		check_option(&rule->options[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	sl_arena arena;
	sl_troubles troubles;
	sl_arena_init(&arena);
	sl_troubles_init(&troubles);
	const sl_manifest *manifest = sl_manifest_read(&arena, SL_LIT("plugins/fuzz.yaml"), (sl_str){ (const char *)data, size }, &troubles);
	if (!manifest)
		fuzz_check_refused(&troubles);
	for (uint32_t i = 0; manifest && i < manifest->rule_count; i++)
		check_rule(manifest, &manifest->rules[i]);
	if (manifest && manifest->library.size) {
		FUZZ_CHECK(sl_str_starts(manifest->library, SL_LIT("plugins/")));
		FUZZ_CHECK(!memmem(manifest->library.data, (size_t)manifest->library.size, "/../", 4));
	}
	sl_troubles_finish(&troubles);
	sl_arena_finish(&arena);
	return 0;
}
