/* SPDX-License-Identifier: Apache-2.0
 * rule.h - what the checks of every shipped plugin have in common: small texts, and a report with one fix or none.
 */
#ifndef PLUGINS_SHARED_RULE_H
#define PLUGINS_SHARED_RULE_H

#include "sumlint/sumlint.h"

#include <stdbool.h>
#include <string.h>

/* The host's table: each plugin defines it, and sets it before any of its rules runs. */
extern const sumlint_host *plugin_host;

/* For printf("%.*s", TEXT_ARG(s)) with quotations and names, which are short. */
#define TEXT_ARG(s) (int)((s).size > 4096 ? 4096 : (s).size), ((s).data ? (s).data : "")
#define TEXT(literal) ((sumlint_str){ (literal), sizeof(literal) - 1 })

static inline bool same_text(sumlint_str a, sumlint_str b)
{
	return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, (size_t)a.size) == 0);
}

/* The document's bytes of a span. */
static inline sumlint_str bytes_of(const sumlint_document *document, sumlint_span span)
{
	return (sumlint_str){ document->text.data + span.start, span.end - span.start };
}

static inline sumlint_span place_at(uint32_t offset)
{
	return (sumlint_span){ offset, offset };
}

static inline bool is_empty_span(sumlint_span span)
{
	return span.start == span.end;
}

/* The section is written as a label, `Topics: A, B`: its value stands on the same line. */
static inline bool is_label(const sumlint_document *document, const sumlint_part *part)
{
	if (part->kind != SUMLINT_PART_SECTION || !(part->flags & SUMLINT_PART_OTHER_FORM) || is_empty_span(part->body))
		return false;
	for (uint32_t at = part->heading.end; at < part->body.start; at++) {
		if (document->text.data[at] == '\n' || document->text.data[at] == '\r')
			return false;
	}
	return true;
}

/* "" for one, "s" for any other number. */
static inline const char *plural(uint32_t number)
{
	return number == 1 ? "" : "s";
}

/* Reports a defect; `fix` may be NULL. */
static inline void report(sumlint_context *context, sumlint_span span, sumlint_str message, const sumlint_fix *fix)
{
	const sumlint_diagnostic diagnostic = { .struct_size = sizeof(diagnostic), .span = span, .message = message, .fix_count = fix != NULL,
		.fixes = fix };
	plugin_host->report(context, &diagnostic);
}

/* Reports that something is missing at `place`, and what to write there. */
static inline void report_absent(sumlint_context *context, uint32_t place, sumlint_str message, sumlint_str help)
{
	const sumlint_diagnostic diagnostic = { .struct_size = sizeof(diagnostic), .span = { place, place }, .message = message, .help = help };
	plugin_host->report(context, &diagnostic);
}

/* Reports a defect that `edits` mend; without any, one that a person has to mend. */
static inline void report_edits(sumlint_context *context, sumlint_span span, sumlint_str message, uint32_t safety, sumlint_str title,
    const sumlint_edit *edits, uint32_t edit_count)
{
	const sumlint_fix fix = { .title = title, .safety = safety, .edit_count = edit_count, .edits = edits };
	report(context, span, message, edit_count ? &fix : NULL);
}

/* Reports a defect that goes away when the bytes of `old` read `text`. */
static inline void report_replace(sumlint_context *context, sumlint_span span, sumlint_str message, uint32_t safety, sumlint_span old,
    sumlint_str text)
{
	const sumlint_edit edit = { old, text };
	sumlint_str quoted = plugin_host->quote(context, text);
	report_edits(context, span, message, safety, plugin_host->format(context, "replace by %.*s", TEXT_ARG(quoted)), &edit, 1);
}

#endif
