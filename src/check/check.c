/* SPDX-License-Identifier: Apache-2.0
 * check.c - one file: bytes that can be checked or not, the parse, and the loop over the rules.
 */
#include "check/context.h"

static bool run_rules(sumlint_context *context, const sumlint_document *document)
{
	const sl_checker *checker = context->checker;
	const sl_rule_set *set = context->set;
	sl_skips_rule *const skips = checker->skips;
	const sl_active_rule *const end = set->rules + set->count;
	for (const sl_active_rule *rule = set->rules; rule < end && !context->no_memory; rule++) {
		context->rule = rule;
		if (skips && skips(checker->skips_user, rule->rule)) {
			context->out->partial = true;
			continue;
		}
		sl_enter(checker, rule->manifest, rule->rule);
		rule->code->check(rule->instance, document, context);
	}
	/* Left on memory that is short, it is for others to see where that was. */
	if (!context->no_memory)
		sl_leave(checker);
	return true;
}

static bool check_document(sumlint_context *context, const sl_settings *settings, const sl_source *source)
{
	sl_str text = sl_source_text(source);
	uint32_t syntax = settings->syntax ? settings->syntax : sl_syntax_of(context->path, text);
	const sl_document *document = sl_document_parse_mapped(context->arena, context->path, &source->map, text, syntax, settings->type);
	if (!document)
		return false;
	context->text = text;
	context->document = document;
	if (document->problem_count && !sl_core_front_matter(context))
		return false;
	/* What front matter that cannot be read would have carried is missing for a reason: the rules would only repeat that, part by part. */
	if (document->front_matter.problem && !document->front_matter.map && context->set->core[SL_CORE_FRONT_MATTER].severity != SL_OFF) {
		context->out->partial = true;
		return true;
	}
	return run_rules(context, &document->public);
}

/* What the document says of rules counts whatever became of its check. */
static bool suppress(sumlint_context *context)
{
	if (!context->document || context->document->directives.count == 0)
		return true;
	sl_diagnostics_sort(context->out);
	return sl_suppress(context, &context->document->directives);
}

bool sl_check(sl_checker *checker, const sl_settings *settings, sl_str path, const sl_source *source, sl_arena *arena, sl_checked *out)
{
	*out = (sl_checked){ 0 };
	if (!checker->last || checker->last->settings != settings) {
		if (!sl_checker_prepare(checker, settings))
			return false;
		checker->last = sl_rule_set_find(checker, settings);
	}
	sumlint_context context = { .checker = checker, .arena = arena, .set = checker->last, .path = path, .out = out };
	bool good;
	out->partial = source->error || source->bad_byte < source->bytes.size;
	if (source->error)
		good = sl_core_unreadable(&context, source->error);
	else if (out->partial)
		good = sl_core_encoding(&context, sl_source_text(source), source->bad_byte);
	else
		good = check_document(&context, settings, source) && suppress(&context);
	sl_diagnostics_sort(out);
	good = good && sl_scopes_set(&context, source);
	return good && !context.no_memory && !arena->failed;
}
