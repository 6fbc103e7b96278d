/* SPDX-License-Identifier: Apache-2.0
 * duplicate.c - sections/duplicate: a section, line or title that is there already.
 */
#include "sections/sections.h"

#include "shared/lines.h"
#include "shared/related.h"

static bool is_duplicate(const sumlint_document *document, const sumlint_part *part)
{
	if (!(part->flags & SUMLINT_PART_DUPLICATE) || part->kind == SUMLINT_PART_ATTRIBUTION)
		return false;
	return part->slot == SUMLINT_NONE || !document->type->slots[part->slot]->repeatable;
}

/* A copy that says byte for byte what the first one says may go. */
static bool may_go(const sumlint_document *document, const sumlint_part *first, const sumlint_part *copy)
{
	if (first->origin != SUMLINT_ORIGIN_BODY || copy->origin != SUMLINT_ORIGIN_BODY || !lines_are_whole(document, copy->span))
		return false;
	bool same_name = copy->kind != SUMLINT_PART_TITLE || same_text(first->name, copy->name);
	return same_name && same_text(bytes_of(document, first->body), bytes_of(document, copy->body));
}

static void report_copy(const sumlint_document *document, const sumlint_part *first, const sumlint_part *copy, sumlint_context *context)
{
	sumlint_str name = sections_call(context, copy);
	bool below = first->heading.start > copy->heading.start;
	const char *where = below ? "the one in its place is below" : "the first one is above";
	if (first->origin == SUMLINT_ORIGIN_FRONT_MATTER)
		where = "the front matter has it already";
	bool same = may_go(document, first, copy);
	sumlint_str message = plugin_host->format(context, "the %.*s is here again: %s%s", TEXT_ARG(name), where,
	    same ? ", and says the same" : "");
	const sumlint_edit edit = lines_delete(document, copy->span);
	const sumlint_fix fix = { .title = TEXT("delete the repetition"), .safety = SUMLINT_FIX_SAFE, .edit_count = same, .edits = &edit };
	report_related(context, copy->name_span, message, &fix, first->name_span, below ? TEXT("the one in its place is here") : TEXT("the first one is here"));
}

/* A title that says something else than that of the front matter: one of the two is right, and which, a person has to tell. */
static void report_other_title(const sumlint_document *document, const sumlint_part *first, const sumlint_part *copy, sumlint_context *context)
{
	sumlint_str name = plugin_host->quote(context, copy->name), other = plugin_host->quote(context, first->name);
	sumlint_str message = plugin_host->format(context, "the title %.*s is not the one of the front matter, %.*s", TEXT_ARG(name), TEXT_ARG(other));
	const sumlint_edit edit = { copy->name_span, first->name };
	const sumlint_fix fix = { .title = plugin_host->format(context, "replace by %.*s", TEXT_ARG(other)), .safety = SUMLINT_FIX_UNSAFE,
		.edit_count = sections_can_be_renamed(document, copy), .edits = &edit };
	report_related(context, copy->name_span, message, &fix, first->name_span, TEXT("the title of the front matter is here"));
}

static bool is_other_title(const sumlint_part *first, const sumlint_part *copy)
{
	return copy->kind == SUMLINT_PART_TITLE && first->origin != copy->origin;
}

static void check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		if (!is_duplicate(document, part))
			continue;
		const sumlint_part *first = part->slot == SUMLINT_NONE ? document->title : document->by_slot[part->slot];
		if (is_other_title(first, part))
			report_other_title(document, first, part, context);
		else
			report_copy(document, first, part, context);
	}
}

const sumlint_rule sections_duplicate = { .struct_size = sizeof(sumlint_rule), .name = "duplicate", .check = check };
