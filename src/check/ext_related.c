/* SPDX-License-Identifier: Apache-2.0
 * ext_related.c - extension "sumlint.related/1".
 */
#include "check/context.h"

static bool take_related(sumlint_context *context, const sumlint_related *given, uint32_t count, sl_diagnostic *out)
{
	out->related = sl_arena_calloc(context->arena, count, sizeof(*out->related));
	if (!out->related) {
		context->no_memory = true;
		return false;
	}
	for (uint32_t i = 0; i < count; i++) {
		out->related[i].span = sl_span_mend(context->text, given[i].span);
		out->related[i].message = sl_line_mend(context, given[i].message);
	}
	out->related_count = count;
	return !context->no_memory;
}

static void related_report(sumlint_context *context, const sumlint_diagnostic *diagnostic, const sumlint_related *related, uint32_t count)
{
	sl_diagnostic taken;
	if (context->judging) {
		sl_misuse(context, "judge reports places related to a defect; it has report_fact of " SUMLINT_EXT_FACTS);
		return;
	}
	if (!diagnostic) {
		sl_misuse(context, "report of " SUMLINT_EXT_RELATED " is called with NULL");
		return;
	}
	if (!sl_diagnostic_take(context, diagnostic, &taken))
		return;
	if (!related || count == 0 || take_related(context, related, count, &taken))
		sl_diagnostic_add(context, &taken);
}

const sumlint_ext_related sl_ext_related = {
	.struct_size = sizeof(sumlint_ext_related),
	.report = related_report,
};
