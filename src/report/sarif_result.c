/* SPDX-License-Identifier: Apache-2.0
 * sarif_result.c - a problem as a result.
 */
#include "report/sarif_parts.h"

#include "report/near.h"
#include "report/uri.h"

#include <inttypes.h>

/* ---- places --------------------------------------------------------------------------------------------------- */

static json_t *artifact_value(sl_buffer *scratch, const sl_problem *problem)
{
	json_t *value = json_object();
	sl_buffer_clear(scratch);
	sl_append_uri(scratch, problem->file);
	sl_json_set(&value, "uri", scratch->failed ? NULL : json_string_nocheck(scratch->data ? scratch->data : ""));
	if (!sl_path_is_absolute(problem->file))
		sl_json_set_name(&value, "uriBaseId", SL_SARIF_BASE);
	return value;
}

static void set_bytes(json_t **region, sl_span span)
{
	sl_json_set_number(region, "byteOffset", span.start);
	sl_json_set_number(region, "byteLength", span.end - span.start);
}

static void set_lines(json_t **region, sl_position start, sl_position end)
{
	sl_json_set_number(region, "startLine", start.line);
	sl_json_set_number(region, "startColumn", start.column);
	sl_json_set_number(region, "endLine", end.line);
	sl_json_set_number(region, "endColumn", end.column);
}

static json_t *region_value(sl_buffer *scratch, const sl_problem *problem)
{
	json_t *value = json_object();
	sl_str marked = sl_near_marked(problem);
	set_lines(&value, problem->start, problem->end);
	set_bytes(&value, problem->span);
	if (marked.data)
		sl_json_set(&value, "snippet", sl_json_wrap(scratch, "text", marked));
	return value;
}

/* The whole line, where it is more than what is marked: a context may not be smaller, nor the same. */
static json_t *context_value(sl_buffer *scratch, const sl_problem *problem)
{
	json_t *value = json_object();
	sl_json_set_number(&value, "startLine", problem->start.line);
	sl_json_set(&value, "snippet", sl_json_wrap(scratch, "text", problem->excerpt));
	return value;
}

static bool has_context(const sl_problem *problem)
{
	sl_str marked = sl_near_marked(problem);
	return marked.data && problem->excerpt_from == 0 && !problem->excerpt_cut && marked.size < problem->excerpt.size;
}

static json_t *locations_value(sl_buffer *scratch, const sl_problem *problem)
{
	json_t *all = json_array(), *location = json_object(), *place = json_object();
	sl_json_set(&place, "artifactLocation", artifact_value(scratch, problem));
	sl_json_set(&place, "region", region_value(scratch, problem));
	if (has_context(problem))
		sl_json_set(&place, "contextRegion", context_value(scratch, problem));
	sl_json_set(&location, "physicalLocation", place);
	sl_json_append(&all, location);
	return all;
}

/* Numbered: a viewer may link from a message to a location by its id. */
static json_t *related_value(sl_buffer *scratch, const sl_problem *problem)
{
	json_t *all = json_array();
	for (uint32_t i = 0; i < problem->related_count; i++) {
		const sl_related *related = &problem->related[i];
		json_t *location = json_object(), *place = json_object(), *region = json_object();
		set_lines(&region, related->start, related->end);
		set_bytes(&region, related->span);
		sl_json_set(&place, "artifactLocation", artifact_value(scratch, problem));
		sl_json_set(&place, "region", region);
		sl_json_set_number(&location, "id", i + (uint64_t)1);
		sl_json_set(&location, "physicalLocation", place);
		sl_json_set(&location, "message", sl_json_wrap(scratch, "text", related->message));
		sl_json_append(&all, location);
	}
	return all;
}

/* ---- fixes ---------------------------------------------------------------------------------------------------- */

static json_t *base64(sl_buffer *scratch, sl_str bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	sl_buffer_clear(scratch);
	for (size_t at = 0; at < bytes.size; at += 3) {
		uint32_t three = 0;
		for (size_t i = 0; i < 3; i++)
			three = three << 8 | (at + i < bytes.size ? (unsigned char)bytes.data[at + i] : 0);
		for (size_t i = 0; i < 4; i++)
			sl_buffer_append_char(scratch, at + i > bytes.size ? '=' : digits[three >> (18 - 6 * i) & 63]);
	}
	return scratch->failed ? NULL : json_string_nocheck(scratch->data ? scratch->data : "");
}

/* A region that is known by its bytes alone is a binary one, and wants its new content as bytes too. */
static json_t *replacement_value(sl_buffer *scratch, const sl_problem *problem, const sumlint_edit *edit)
{
	json_t *value = json_object(), *region = json_object(), *content = sl_json_wrap(scratch, "text", edit->text);
	sl_near start, end;
	if (sl_near_byte(problem, edit->span.start, &start) && sl_near_byte(problem, edit->span.end, &end))
		set_lines(&region, start.at, end.at);
	else
		sl_json_set(&content, "binary", base64(scratch, edit->text));
	set_bytes(&region, edit->span);
	sl_json_set(&value, "deletedRegion", region);
	sl_json_set(&value, "insertedContent", content);
	return value;
}

static json_t *fix_value(sl_buffer *scratch, const sl_problem *problem, const sumlint_fix *fix)
{
	json_t *value = json_object(), *change = json_object(), *changes = json_array(), *replacements = json_array(), *properties = json_object();
	for (uint32_t i = 0; i < fix->edit_count; i++)
		sl_json_append(&replacements, replacement_value(scratch, problem, &fix->edits[i]));
	sl_json_set(&change, "artifactLocation", artifact_value(scratch, problem));
	sl_json_set(&change, "replacements", replacements);
	sl_json_append(&changes, change);
	sl_json_set_name(&properties, "safety", fix->safety == SUMLINT_FIX_SAFE ? "safe" : "unsafe");
	sl_json_set(&value, "description", sl_json_wrap(scratch, "text", fix->title));
	sl_json_set(&value, "artifactChanges", changes);
	sl_json_set(&value, "properties", properties);
	return value;
}

static json_t *fixes_value(sl_buffer *scratch, const sl_problem *problem)
{
	json_t *all = json_array();
	for (uint32_t i = 0; i < problem->fix_count; i++)
		sl_json_append(&all, fix_value(scratch, problem, &problem->fixes[i]));
	return all;
}

/* ---- the result ----------------------------------------------------------------------------------------------- */

/* A rule of the host that stands in for a missing manifest has none. */
static void set_rule_index(json_t **result, const sl_manifests *manifests, const sl_rule_manifest *rule)
{
	uint64_t index = 0;
	for (uint32_t i = 0; manifests && i < manifests->count; i++) {
		for (uint32_t k = 0; k < manifests->items[i]->rule_count; k++, index++) {
			if (&manifests->items[i]->rules[k] == rule) {
				sl_json_set_number(result, "ruleIndex", index);
				return;
			}
		}
	}
}

static json_t *fingerprints_value(const sl_problem *problem)
{
	char hex[17];
	json_t *value = json_object();
	snprintf(hex, sizeof(hex), "%016" PRIx64, problem->fingerprint);
	sl_json_set_name(&value, "sumlint/v1", hex);
	return value;
}

/* Where one result of a log has this, all must: an empty array says that the result is not suppressed. */
static json_t *suppressions_value(const sl_problem *problem)
{
	json_t *all = json_array(), *value;
	if (problem->suppressed) {
		value = json_object();
		sl_json_set_name(&value, "kind", "inSource");
		sl_json_append(&all, value);
	}
	return all;
}

json_t *sl_sarif_result(sl_buffer *scratch, const sl_manifests *manifests, const sl_problem *problem)
{
	json_t *value = json_object();
	sl_json_set(&value, "ruleId", sl_json_string(scratch, problem->rule->id));
	set_rule_index(&value, manifests, problem->rule);
	sl_json_set_name(&value, "level", sl_sarif_level(problem->severity));
	sl_json_set(&value, "message", sl_json_wrap(scratch, "text", problem->message));
	sl_json_set(&value, "locations", locations_value(scratch, problem));
	if (problem->related_count)
		sl_json_set(&value, "relatedLocations", related_value(scratch, problem));
	sl_json_set(&value, "partialFingerprints", fingerprints_value(problem));
	sl_json_set(&value, "suppressions", suppressions_value(problem));
	if (problem->fix_count)
		sl_json_set(&value, "fixes", fixes_value(scratch, problem));
	if (problem->help.size)
		sl_json_set(&value, "properties", sl_json_wrap(scratch, "help", problem->help));
	return value;
}
