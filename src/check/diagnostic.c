/* SPDX-License-Identifier: Apache-2.0
 * diagnostic.c - what a rule reported, taken over: copied, mended where it can be, and never silently dropped.
 */
#include "check/context.h"

#include "base/utf8.h"

#include <stdlib.h>

/* ---- text ---- */

static bool is_plain_line(sl_str text)
{
	for (size_t i = 0; i < text.size; i++) {
		unsigned char c = (unsigned char)text.data[i];
		if (c < 0x20 || c == 0x7F)
			return false;
	}
	return sl_utf8_check(text) == text.size;
}

static void append_mended(sl_buffer *buffer, sl_str text)
{
	while (text.size > 0) {
		size_t good = sl_utf8_check(text);
		size_t start = buffer->size;
		sl_buffer_append(buffer, (sl_str){ text.data, good });
		for (size_t i = start; i < buffer->size; i++) {
			if ((unsigned char)buffer->data[i] < 0x20 || buffer->data[i] == 0x7F)
				buffer->data[i] = ' ';
		}
		if (good == text.size)
			break;
		sl_buffer_append(buffer, SL_LIT("\xEF\xBF\xBD"));
		text = (sl_str){ text.data + good + 1, text.size - good - 1 };
	}
}

sl_str sl_line_mend(sumlint_context *context, sl_str text)
{
	if (!text.data)
		text.size = 0;
	if (!is_plain_line(text)) {
		sl_buffer *scratch = &context->checker->scratch;
		sl_buffer_clear(scratch);
		append_mended(scratch, text);
		if (scratch->failed) {
			context->no_memory = true;
			return (sl_str){ NULL, 0 };
		}
		text = sl_buffer_str(scratch);
	} else if (text.size && text.data == context->formatted.data && text.size == context->formatted.size) {
		return text; /* as most messages */
	}
	sl_str copy = sl_arena_copy(context->arena, text);
	if (!copy.data)
		context->no_memory = true;
	return copy;
}

/* ---- spans ---- */

static bool continues(sl_str text, uint32_t at)
{
	return at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80;
}

sl_span sl_span_mend(sl_str text, sl_span span)
{
	uint32_t size = (uint32_t)text.size;
	if (span.start > size)
		span.start = size;
	if (span.end > size)
		span.end = size;
	if (span.end < span.start)
		span.end = span.start;
	bool empty = span.start == span.end;
	while (span.start > 0 && continues(text, span.start))
		span.start--;
	if (empty) {
		span.end = span.start;
		return span;
	}
	while (continues(text, span.end))
		span.end++;
	return span;
}

/* ---- the whole ---- */

static void warn(sumlint_context *context, const char *problem)
{
	if (context->warned == context->rule)
		return;
	context->warned = context->rule;
	sl_warning(context->checker->troubles, context->path, 0, 0, "a fix of rule '%.*s' is left out: %s", SL_ARG(context->rule->rule->id),
	    problem);
}

static bool take_fixes(sumlint_context *context, const sumlint_diagnostic *given, sl_diagnostic *out)
{
	if (given->fix_count == 0)
		return true;
	if (!given->fixes) {
		warn(context, "it is NULL");
		return true;
	}
	out->fixes = sl_arena_calloc(context->arena, given->fix_count, sizeof(*out->fixes));
	if (!out->fixes) {
		context->no_memory = true;
		return false;
	}
	for (uint32_t i = 0; i < given->fix_count; i++) {
		const char *problem = NULL;
		if (!sl_fix_take(context, &given->fixes[i], &out->fixes[out->fix_count], &problem)) {
			context->no_memory = true;
			return false;
		}
		if (problem)
			warn(context, problem);
		else
			out->fix_count++;
	}
	return true;
}

bool sl_diagnostic_take(sumlint_context *context, const sumlint_diagnostic *given, sl_diagnostic *out)
{
	/* A smaller struct than version 1's is a plugin's mistake. What it holds is used as far as it goes: the defect it tells of may be real. */
	sumlint_diagnostic known = { 0 };
	size_t size = given->struct_size;
	memcpy(&known, given, size < sizeof(known) ? size : sizeof(known));
	const sl_rule_manifest *rule = context->rule->rule;
	*out = (sl_diagnostic){ .rule = rule, .severity = context->rule->severity };
	out->span = context->judging ? known.span : sl_span_mend(context->text, known.span);
	if (size < sizeof(known)) {
		sl_warning(context->checker->troubles, context->path, 0, 0, "rule '%.*s' reports with struct_size %u, smaller than version 1 of it (%zu)",
		    SL_ARG(rule->id), (unsigned)given->struct_size, sizeof(known));
		if (size < offsetof(sumlint_diagnostic, message) + sizeof(known.message))
			known.message = SL_LIT("the rule reports a defect without a readable message");
		if (size < offsetof(sumlint_diagnostic, help) + sizeof(known.help))
			known.help = (sl_str){ NULL, 0 };
		known.fix_count = 0;
	}
	out->message = sl_line_mend(context, known.message.data && known.message.size ? known.message : rule->summary);
	out->help = known.help.data && known.help.size ? sl_line_mend(context, known.help) : rule->summary;
	if (context->no_memory)
		return false;
	return context->judging || take_fixes(context, &known, out);
}

bool sl_diagnostic_add(sumlint_context *context, const sl_diagnostic *diagnostic)
{
	sl_checked *out = context->out;
	if (!sl_arena_grow(context->arena, (void **)&out->diagnostics, out->count, &out->capacity, sizeof(*out->diagnostics))) {
		context->no_memory = true;
		return false;
	}
	out->diagnostics[out->count] = *diagnostic;
	out->diagnostics[out->count].sequence = out->count;
	out->count++;
	return true;
}

static int by_place(const void *a, const void *b)
{
	const sl_diagnostic *left = a, *right = b;
	if (left->span.start != right->span.start)
		return left->span.start < right->span.start ? -1 : 1;
	if (left->span.end != right->span.end)
		return left->span.end < right->span.end ? -1 : 1;
	int order = left->rule == right->rule ? 0 : sl_str_compare(left->rule->id, right->rule->id);
	if (order)
		return order;
	return (left->sequence > right->sequence) - (left->sequence < right->sequence);
}

void sl_diagnostics_sort(sl_checked *checked)
{
	uint32_t sorted = 1;
	while (sorted < checked->count && by_place(&checked->diagnostics[sorted - 1], &checked->diagnostics[sorted]) <= 0)
		sorted++;
	if (sorted < checked->count)
		qsort(checked->diagnostics, checked->count, sizeof(*checked->diagnostics), by_place);
}
