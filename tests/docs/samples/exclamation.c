/* SPDX-License-Identifier: Apache-2.0
 * exclamation.c - house/exclamation: a report with a fix.
 */
#include "house.h"

/* The last byte of the title, where it is a '!' that is written as one: not `\!` or `&excl;`. */
static int plain_mark(const sumlint_document *document, sumlint_span name, sumlint_span *mark)
{
	const char *text = document->text.data;
	if (name.end == name.start || text[name.end - 1] != '!')
		return 0;
	*mark = (sumlint_span){ name.end - 1, name.end };
	return mark->start == name.start || text[mark->start - 1] != '\\';
}

static void check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	const sumlint_part *title = document->title;
	if (!title || title->name.size == 0 || title->name.data[title->name.size - 1] != '!')
		return;
	sumlint_span mark = title->name_span;
	int plain = plain_mark(document, title->name_span, &mark);
	const sumlint_edit edit = { .span = mark, .text = TEXT("") };
	const sumlint_fix fix = { .title = TEXT("remove it"), .safety = SUMLINT_FIX_SAFE, .edit_count = 1, .edits = &edit };
	const sumlint_diagnostic diagnostic = {
		.struct_size = sizeof(diagnostic),
		.span = mark,
		.message = TEXT("the title ends with an exclamation mark"),
		.help = TEXT("say it in words"),
		.fix_count = plain ? 1 : 0,
		.fixes = &fix,
	};
	house_host->report(context, &diagnostic);
}

const sumlint_rule house_exclamation = { .struct_size = sizeof(sumlint_rule), .name = "exclamation", .check = check };
