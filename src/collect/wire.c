/* SPDX-License-Identifier: Apache-2.0
 * wire.c - numbers as LEB128, texts with their length in front.
 */
#include "collect/wire.h"

#include "collect/place.h"

/* ---- numbers and texts ---------------------------------------------------------------------------------------- */

void sl_wire_put_number(sl_buffer *into, uint64_t number)
{
	while (number >= 0x80) {
		sl_buffer_append_char(into, (char)(unsigned char)(number | 0x80));
		number >>= 7;
	}
	sl_buffer_append_char(into, (char)number);
}

void sl_wire_put_text(sl_buffer *into, sl_str text)
{
	sl_wire_put_number(into, text.size);
	sl_buffer_append(into, text);
}

uint64_t sl_wire_number(sl_wire *wire)
{
	uint64_t number = 0;
	for (unsigned shift = 0; wire->at < wire->end && shift < 64; shift += 7) {
		unsigned char byte = (unsigned char)*wire->at++;
		number |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return number;
	}
	wire->failed = true;
	return 0;
}

sl_str sl_wire_text(sl_wire *wire)
{
	uint64_t size = sl_wire_number(wire);
	if (wire->failed || size > (uint64_t)(wire->end - wire->at)) {
		wire->failed = true;
		return (sl_str){ "", 0 };
	}
	sl_str text = { wire->at, size };
	wire->at += size;
	return text;
}

static uint32_t number32(sl_wire *wire)
{
	uint64_t number = sl_wire_number(wire);
	if (number > UINT32_MAX)
		wire->failed = true;
	return (uint32_t)number;
}

/* A count of things that take `least` bytes each at least: no count makes more room than the bytes that came. */
static uint32_t count_of(sl_wire *wire, size_t least)
{
	uint32_t count = number32(wire);
	if (count > (uint64_t)(wire->end - wire->at) / least)
		wire->failed = true;
	return wire->failed ? 0 : count;
}

/* ---- rules ---------------------------------------------------------------------------------------------------- */

bool sl_wire_put_rule(sl_buffer *into, const sl_manifests *manifests, const sl_rule_manifest *rule)
{
	for (uint32_t i = 0; i < manifests->count; i++) {
		uintptr_t first = (uintptr_t)manifests->items[i]->rules, last = (uintptr_t)(manifests->items[i]->rules + manifests->items[i]->rule_count);
		if ((uintptr_t)rule < first || (uintptr_t)rule >= last)
			continue;
		sl_wire_put_number(into, i);
		sl_wire_put_number(into, (uint64_t)(rule - manifests->items[i]->rules));
		return true;
	}
	return false;
}

const sl_rule_manifest *sl_wire_rule(sl_wire *wire, const sl_manifests *manifests)
{
	uint64_t manifest = sl_wire_number(wire), rule = sl_wire_number(wire);
	if (manifest < manifests->count && rule < manifests->items[manifest]->rule_count)
		return &manifests->items[manifest]->rules[rule];
	wire->failed = true;
	return NULL;
}

/* ---- problems ------------------------------------------------------------------------------------------------- */

static void put_fixes(sl_buffer *into, const sl_problem *problem)
{
	sl_wire_put_number(into, problem->fix_count);
	for (uint32_t i = 0; i < problem->fix_count; i++) {
		const sumlint_fix *fix = &problem->fixes[i];
		sl_wire_put_text(into, fix->title);
		sl_wire_put_number(into, fix->safety);
		sl_wire_put_number(into, fix->edit_count);
		for (uint32_t k = 0; k < fix->edit_count; k++) {
			sl_wire_put_number(into, fix->edits[k].span.start);
			sl_wire_put_number(into, fix->edits[k].span.end);
			sl_wire_put_text(into, fix->edits[k].text);
		}
	}
}

static bool get_fix(sl_wire *wire, sl_arena *arena, sumlint_fix *fix)
{
	*fix = (sumlint_fix){ .title = sl_wire_text(wire), .safety = number32(wire), .edit_count = count_of(wire, 3) };
	sumlint_edit *edits = sl_arena_calloc(arena, fix->edit_count + (size_t)1, sizeof(*edits));
	if (!edits)
		return false;
	for (uint32_t k = 0; k < fix->edit_count; k++) {
		uint32_t start = number32(wire), end = number32(wire);
		edits[k] = (sumlint_edit){ { start, end }, sl_wire_text(wire) };
	}
	fix->edits = edits;
	return true;
}

static bool get_fixes(sl_wire *wire, sl_arena *arena, sl_problem *problem)
{
	problem->fix_count = count_of(wire, 3);
	problem->fixes = NULL;
	if (problem->fix_count == 0)
		return true;
	sumlint_fix *fixes = sl_arena_calloc(arena, problem->fix_count, sizeof(*fixes));
	for (uint32_t i = 0; fixes && i < problem->fix_count; i++) {
		if (!get_fix(wire, arena, &fixes[i]))
			return false;
	}
	problem->fixes = fixes;
	return fixes != NULL;
}

static void put_related(sl_buffer *into, const sl_problem *problem)
{
	sl_wire_put_number(into, problem->related_count);
	for (uint32_t i = 0; i < problem->related_count; i++) {
		const sl_related *related = &problem->related[i];
		const uint32_t numbers[] = { related->span.start, related->span.end, related->start.line, related->start.column, related->end.line,
			related->end.column };
		for (size_t k = 0; k < sizeof(numbers) / sizeof(*numbers); k++)
			sl_wire_put_number(into, numbers[k]);
		sl_wire_put_text(into, related->message);
	}
}

static bool get_related(sl_wire *wire, sl_arena *arena, sl_problem *problem)
{
	problem->related_count = count_of(wire, 7);
	problem->related = NULL;
	if (problem->related_count == 0)
		return true;
	sl_related *related = sl_arena_calloc(arena, problem->related_count, sizeof(*related));
	for (uint32_t i = 0; related && i < problem->related_count; i++) {
		uint32_t numbers[6];
		for (size_t k = 0; k < 6; k++)
			numbers[k] = number32(wire);
		related[i] = (sl_related){ { numbers[0], numbers[1] }, { numbers[2], numbers[3] }, { numbers[4], numbers[5] }, sl_wire_text(wire) };
	}
	problem->related = related;
	return related != NULL;
}

/* Flags in one number. */
enum { FLAG_CUT = 1, FLAG_SUPPRESSED = 2, FLAGS_ALL = 3 };

static void put_place(sl_buffer *into, const sl_problem *problem)
{
	const uint32_t numbers[] = { problem->start.line, problem->start.column, problem->end.line, problem->end.column, problem->span.start,
		problem->span.end, problem->scope_first, problem->scope_last, (uint32_t)problem->severity, problem->excerpt_from,
		(problem->excerpt_cut ? FLAG_CUT : 0u) | (problem->suppressed ? FLAG_SUPPRESSED : 0u) };
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		sl_wire_put_number(into, numbers[i]);
	/* Any of its bits may be set: as a number it would take more. */
	sl_buffer_append(into, (sl_str){ (const char *)&problem->fingerprint, sizeof(problem->fingerprint) });
}

static bool put_problem(sl_buffer *into, const sl_manifests *manifests, const sl_problem *problem)
{
	bool own_help = problem->help.data != problem->rule->summary.data;
	if (!sl_wire_put_rule(into, manifests, problem->rule))
		return false;
	put_place(into, problem);
	sl_wire_put_text(into, problem->message);
	sl_wire_put_number(into, own_help);
	if (own_help)
		sl_wire_put_text(into, problem->help);
	sl_wire_put_number(into, problem->excerpt.data != NULL);
	sl_wire_put_text(into, problem->excerpt);
	put_fixes(into, problem);
	put_related(into, problem);
	return true;
}

static bool is_before(sl_position start, sl_position end)
{
	return start.line < end.line || (start.line == end.line && start.column <= end.column);
}

/* What reports count on must be so. */
static bool get_place(sl_wire *wire, sl_problem *out)
{
	uint32_t numbers[11];
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		numbers[i] = number32(wire);
	*out = (sl_problem){ .start = { numbers[0], numbers[1] }, .end = { numbers[2], numbers[3] }, .span = { numbers[4], numbers[5] },
		.scope_first = numbers[6], .scope_last = numbers[7], .excerpt_from = numbers[9], .excerpt_cut = (numbers[10] & FLAG_CUT) != 0,
		.suppressed = (numbers[10] & FLAG_SUPPRESSED) != 0 };
	if (numbers[8] > SL_ERROR || numbers[10] > FLAGS_ALL || out->span.start > out->span.end || !is_before(out->start, out->end) ||
	    (size_t)(wire->end - wire->at) < sizeof(out->fingerprint))
		wire->failed = true;
	if (wire->failed)
		return false;
	out->severity = (sl_severity)numbers[8];
	memcpy(&out->fingerprint, wire->at, sizeof(out->fingerprint));
	wire->at += sizeof(out->fingerprint);
	return true;
}

static bool get_problem(sl_wire *wire, sl_arena *arena, const sl_manifests *manifests, sl_str path, sl_problem *out)
{
	const sl_rule_manifest *rule = sl_wire_rule(wire, manifests);
	if (!rule || !get_place(wire, out))
		return false;
	out->file = path;
	out->rule = rule;
	out->message = sl_wire_text(wire);
	out->help = sl_wire_number(wire) ? sl_wire_text(wire) : rule->summary;
	bool shown = sl_wire_number(wire) != 0;
	out->excerpt = sl_wire_text(wire);
	if (!shown)
		out->excerpt = (sl_str){ NULL, 0 };
	return get_fixes(wire, arena, out) && get_related(wire, arena, out) && !wire->failed;
}

/* Bytes of a problem: its rule, numbers and fingerprint, texts, and what there is of fixes and of related places. */
#define LEAST_PROBLEM (2 + 11 + 8 + 2 + 2 + 2)

/* ---- results -------------------------------------------------------------------------------------------------- */

static bool put_stated(sl_buffer *into, const sl_manifests *manifests, const sl_result *result)
{
	sl_wire_put_number(into, result->stated_count);
	for (uint32_t i = 0; i < result->stated_count; i++) {
		const sl_stated *stated = &result->stated[i];
		if (!put_problem(into, manifests, &stated->place))
			return false;
		sl_wire_put_text(into, stated->key);
		sl_wire_put_text(into, stated->value);
	}
	return !into->failed;
}

bool sl_wire_put_result(sl_buffer *into, const sl_manifests *manifests, const sl_result *result)
{
	sl_wire_put_number(into, result->problem_count);
	for (uint32_t i = 0; i < result->problem_count; i++) {
		if (!put_problem(into, manifests, &result->problems[i]))
			return false;
	}
	return put_stated(into, manifests, result);
}

bool sl_wire_put_checked(sl_buffer *into, const sl_manifests *manifests, sl_arena *arena, sl_str path, sl_source *source, const sl_checked *checked)
{
	sl_result stated;
	sl_checked facts = { .facts = checked->facts, .fact_count = checked->fact_count };
	sl_wire_put_number(into, checked->count);
	for (uint32_t i = 0; i < checked->count; i++) {
		sl_problem problem;
		if (!sl_place(source, path, &checked->diagnostics[i], &problem) || !put_problem(into, manifests, &problem) || into->failed)
			return false;
	}
	return sl_result_make(arena, path, source, &facts, &stated) && put_stated(into, manifests, &stated);
}

bool sl_wire_result(sl_wire *wire, sl_arena *arena, const sl_manifests *manifests, sl_str path, sl_result *out)
{
	*out = (sl_result){ .problem_count = count_of(wire, LEAST_PROBLEM) };
	out->problems = sl_arena_alloc(arena, (out->problem_count + (size_t)1) * sizeof(*out->problems));
	if (!out->problems)
		return false;
	for (uint32_t i = 0; i < out->problem_count; i++) {
		if (!get_problem(wire, arena, manifests, path, &out->problems[i]))
			return false;
	}
	out->stated_count = count_of(wire, LEAST_PROBLEM);
	out->stated = sl_arena_alloc(arena, (out->stated_count + (size_t)1) * sizeof(*out->stated));
	if (!out->stated)
		return false;
	for (uint32_t i = 0; i < out->stated_count; i++) {
		sl_stated *stated = &out->stated[i];
		if (!get_problem(wire, arena, manifests, path, &stated->place))
			return false;
		stated->rule = stated->place.rule;
		stated->key = sl_wire_text(wire);
		stated->value = sl_wire_text(wire);
	}
	return !wire->failed;
}

/* ---- troubles ------------------------------------------------------------------------------------------------- */

void sl_wire_put_trouble(sl_buffer *into, const sl_trouble *trouble)
{
	sl_wire_put_text(into, trouble->file);
	sl_wire_put_number(into, trouble->line);
	sl_wire_put_number(into, trouble->column);
	sl_wire_put_number(into, trouble->warning);
	sl_wire_put_text(into, trouble->message);
}

void sl_wire_trouble(sl_wire *wire, sl_troubles *troubles)
{
	sl_str file = sl_wire_text(wire);
	uint32_t line = number32(wire), column = number32(wire);
	bool warning = sl_wire_number(wire) != 0;
	sl_str message = sl_wire_text(wire);
	if (wire->failed || !troubles)
		return;
	if (warning)
		sl_warning(troubles, file, line, column, "%.*s", SL_ARG(message));
	else
		sl_error(troubles, file, line, column, "%.*s", SL_ARG(message));
}
