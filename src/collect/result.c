/* SPDX-License-Identifier: Apache-2.0
 * result.c - diagnostics and facts with their places.
 */
#include "collect/result.h"

#include "collect/place.h"

static bool place_fact(sl_source *source, sl_str path, const sl_fact *fact, sl_stated *out)
{
	sl_diagnostic diagnostic = { .rule = fact->rule, .span = fact->span, .scope = fact->span, .suppressed = fact->suppressed };
	*out = (sl_stated){ .rule = fact->rule, .key = fact->key, .value = fact->value };
	return sl_place(source, path, &diagnostic, &out->place);
}

bool sl_result_make(sl_arena *arena, sl_str path, sl_source *source, const sl_checked *checked, sl_result *out)
{
	*out = (sl_result){ .problem_count = checked->count, .stated_count = checked->fact_count };
	if (checked->count)
		out->problems = sl_arena_alloc(arena, checked->count * sizeof(*out->problems));
	if (checked->fact_count)
		out->stated = sl_arena_alloc(arena, checked->fact_count * sizeof(*out->stated));
	bool good = !arena->failed;
	for (uint32_t i = 0; good && i < checked->count; i++)
		good = sl_place(source, path, &checked->diagnostics[i], &out->problems[i]);
	for (uint32_t i = 0; good && i < checked->fact_count; i++)
		good = place_fact(source, path, &checked->facts[i], &out->stated[i]);
	return good;
}
