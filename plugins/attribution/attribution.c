/* SPDX-License-Identifier: Apache-2.0
 * attribution.c - the plugin `attribution`: its rules, and those of them about the line as a whole: required, position, duplicate.
 */
#include "attribution/attribution.h"

#include "shared/lines.h"
#include "shared/related.h"

const sumlint_host *plugin_host;
const sumlint_ext_related *plugin_related;
const sumlint_ext_text *text_extension;
const sumlint_ext_vocabulary *vocabulary_extension;

sumlint_span attribution_lines(const sumlint_part *part)
{
	return (sumlint_span){ part->heading.start, is_empty_span(part->body) ? part->span.end : part->body.start };
}

/* ---- attribution/required ---- */

static void check_required(void *instance, const sumlint_document *document, sumlint_context *context)
{
	const sumlint_part *part = document->attribution;
	(void)instance;
	if (!document->type->attribution_required || (part && part->name.size))
		return;
	if (part)
		report(context, part->name_span, TEXT("the attribution says nothing"), NULL);
	else
		report_absent(context, document->attribution_place, TEXT("the attribution is missing"),
		    plugin_host->format(context, "write it here; the pattern is: %.*s", TEXT_ARG(document->type->attribution_pattern)));
}

static const sumlint_rule required_rule = { .struct_size = sizeof(sumlint_rule), .name = "required", .check = check_required };

/* ---- attribution/duplicate ---- */

/* An earlier one that says the same: the one before, or the first. NULL where both say something else. */
static const sumlint_part *same_before(const sumlint_part *part, const sumlint_part *previous, const sumlint_part *first)
{
	if (same_text(previous->name, part->name))
		return previous;
	return same_text(first->name, part->name) ? first : NULL;
}

static void report_copy(const sumlint_document *document, const sumlint_part *part, const sumlint_part *same, const sumlint_part *first,
    sumlint_context *context)
{
	/* Of two that say the same the later one stays: an attribution is the last part. In the front matter it stays where it is. */
	const sumlint_part *goes = same && same->origin == SUMLINT_ORIGIN_BODY ? same : part;
	bool can = same && goes->origin == SUMLINT_ORIGIN_BODY && lines_are_whole(document, attribution_lines(goes));
	sumlint_edit edit = { { 0, 0 }, { NULL, 0 } };
	if (can)
		edit = lines_delete(document, attribution_lines(goes));
	sumlint_str message = same ? TEXT("the attribution is here again, and says the same") : TEXT("a second attribution: a document has one");
	const sumlint_fix fix = { .title = TEXT("keep one of the two"), .safety = SUMLINT_FIX_SAFE, .edit_count = can, .edits = &edit };
	sumlint_span earlier = same ? same->name_span : first->name_span;
	report_related(context, part->name_span, message, &fix, earlier, same ? TEXT("it is here already") : TEXT("the first one is here"));
}

static void check_duplicate(void *instance, const sumlint_document *document, sumlint_context *context)
{
	const sumlint_part *first = NULL, *previous = NULL;
	(void)instance;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		if (part->kind != SUMLINT_PART_ATTRIBUTION)
			continue;
		if (part->flags & SUMLINT_PART_DUPLICATE && first)
			report_copy(document, part, same_before(part, previous, first), first, context);
		first = first ? first : part;
		previous = part;
	}
}

static const sumlint_rule duplicate_rule = { .struct_size = sizeof(sumlint_rule), .name = "duplicate", .check = check_duplicate };

const sumlint_plugin *sumlint_plugin_v1(const sumlint_host *host)
{
	static const sumlint_rule *const rules[] = { &required_rule, &attribution_format, &attribution_position, &duplicate_rule,
		&attribution_curator, &attribution_publisher };
	static const sumlint_plugin plugin = { .struct_size = sizeof(plugin), .abi_minor = SUMLINT_ABI_MINOR, .name = "attribution",
		.rule_count = sizeof(rules) / sizeof(*rules), .rules = rules };
	plugin_host = host;
	text_extension = host->extension(host, SUMLINT_EXT_TEXT);
	vocabulary_extension = host->extension(host, SUMLINT_EXT_VOCABULARY);
	plugin_related = host->extension(host, SUMLINT_EXT_RELATED);
	return text_extension && vocabulary_extension && plugin_related ? &plugin : NULL;
}
