/* SPDX-License-Identifier: Apache-2.0
 * same_title.c - house/same-title: a rule over all documents of a run.
 */
#include "house.h"

static void check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	const sumlint_part *title = document->title;
	if (title && title->name.size)
		house_facts->state(context, house_texts->fold(context, title->name), title->name, title->name_span);
}

/* All documents whose titles are the same. */
static void judge(void *instance, sumlint_str key, const sumlint_fact *facts, uint64_t fact_count, sumlint_context *context)
{
	(void)instance;
	(void)key;
	for (uint64_t i = 1; i < fact_count; i++) {
		sumlint_str first = house_host->quote(context, facts[0].path);
		sumlint_diagnostic diagnostic = { .struct_size = sizeof(diagnostic) };
		diagnostic.message = house_host->format(context, "%.*s has this title already", TEXT_ARG(first));
		house_facts->report_fact(context, &facts[i], &diagnostic);
	}
}

const sumlint_rule house_same_title = { .struct_size = sizeof(sumlint_rule), .name = "same-title", .check = check, .judge = judge };
