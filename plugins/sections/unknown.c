/* SPDX-License-Identifier: Apache-2.0
 * unknown.c - sections/unknown: a heading, label or front-matter key that names no part of the document type.
 */
#include "sections/sections.h"

/* Longer names are left as they are. */
#define KEY_MAX_BYTES 256

static const char *noun_of(const sumlint_part *part)
{
	if (part->origin == SUMLINT_ORIGIN_FRONT_MATTER)
		return "key of the front matter";
	return part->kind == SUMLINT_PART_LINE ? "label" : "section";
}

/* A key in small letters is corrected to one: `key-takaway` to `key-takeaway`, where the type says "Key takeaway". */
static sumlint_str as_key(sumlint_str key, sumlint_str expected, char *into)
{
	char space = memchr(key.data, ' ', (size_t)key.size) ? ' ' : '-';
	if (expected.size > KEY_MAX_BYTES)
		return expected;
	for (size_t i = 0; i < key.size; i++) {
		if (key.data[i] >= 'A' && key.data[i] <= 'Z')
			return expected;
		if (key.data[i] == '_')
			space = key.data[i];
	}
	for (size_t i = 0; i < expected.size; i++) {
		char c = expected.data[i];
		into[i] = c == ' ' ? space : c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	return (sumlint_str){ into, expected.size };
}

/* A part's name as the subject of a message. */
static sumlint_str subject(const sumlint_part *part, sumlint_context *context)
{
	return part->name.size ? plugin_host->quote(context, part->name) : TEXT("a heading without text");
}

static void report_near(const sumlint_document *document, const sumlint_part *part, sumlint_context *context)
{
	char key[KEY_MAX_BYTES];
	bool known = part->expected.size > 0;
	sumlint_str expected = known ? part->expected : document->type->slots[part->slot]->name;
	if (part->origin == SUMLINT_ORIGIN_FRONT_MATTER)
		expected = as_key(part->name, expected, key);
	sumlint_str name = plugin_host->quote(context, part->name), quoted = plugin_host->quote(context, expected);
	sumlint_str message = plugin_host->format(context, "%.*s is no %s: did you mean %.*s?", TEXT_ARG(name), noun_of(part), TEXT_ARG(quoted));
	/* A label, and in a heading's place besides: to mend one of the two would not do. */
	if (part->kind == SUMLINT_PART_SECTION && document->type->slots[part->slot]->kind == SUMLINT_PART_LINE) {
		message = plugin_host->format(context, "%.*s is no section: write the label %.*s with a colon and what belongs to it on one line",
		    TEXT_ARG(name), TEXT_ARG(quoted));
		report(context, part->name_span, message, NULL);
	} else if (known && sections_can_be_renamed(document, part)) {
		report_replace(context, part->name_span, message, SUMLINT_FIX_SAFE, part->name_span, expected);
	} else {
		report(context, part->name_span, message, NULL);
	}
}

static void report_by_place(const sumlint_document *document, const sumlint_part *part, sumlint_context *context)
{
	sumlint_str name = subject(part, context);
	sumlint_str expected = plugin_host->quote(context, document->type->slots[part->slot]->name);
	sumlint_str message = plugin_host->format(context, "%.*s is no %s: %.*s is expected here", TEXT_ARG(name), noun_of(part),
	    TEXT_ARG(expected));
	if (part->expected.size && sections_can_be_renamed(document, part))
		report_replace(context, part->name_span, message, SUMLINT_FIX_UNSAFE, part->name_span, part->expected);
	else
		report(context, part->name_span, message, NULL);
}

static void report_stranger(const sumlint_part *part, sumlint_context *context)
{
	sumlint_str name = subject(part, context), message;
	if (part->origin == SUMLINT_ORIGIN_FRONT_MATTER) {
		sumlint_str key = plugin_host->quote(context, part->expected);
		message = plugin_host->format(context, "%.*s is no %s: did you mean %.*s?", TEXT_ARG(name), noun_of(part), TEXT_ARG(key));
		report_replace(context, part->name_span, message, SUMLINT_FIX_SAFE, part->name_span, part->expected);
		return;
	}
	if (part->expected.size) {
		sumlint_str expected = plugin_host->quote(context, part->expected);
		message = plugin_host->format(context, "%.*s is no section: did you mean %.*s?", TEXT_ARG(name), TEXT_ARG(expected));
	} else {
		message = plugin_host->format(context, "%.*s is no section of this document type", TEXT_ARG(name));
	}
	report(context, part->name_span, message, NULL);
}

/* `## Best for: A, B`: but for the number signs it is the line that is meant. */
static bool has_value(const sumlint_document *document, const sumlint_part *part)
{
	sumlint_str label = bytes_of(document, part->heading);
	return label.size > 1 && label.data[0] == '#' && memchr(label.data, ':', (size_t)label.size) && label.data[label.size - 1] != '\n';
}

/* `## Best for` where a line `Best for: ...` is meant. */
static void report_heading(const sumlint_document *document, const sumlint_part *part, sumlint_context *context)
{
	sumlint_str name = plugin_host->quote(context, part->name), message;
	if (has_value(document, part)) {
		sumlint_span signs = { part->heading.start, part->heading.start };
		while (strchr("# \t", document->text.data[signs.end]))
			signs.end++;
		message = plugin_host->format(context, "%.*s is a label and no heading: write it without the number signs", TEXT_ARG(name));
		const sumlint_edit edit = { signs, TEXT("") };
		const sumlint_fix fix = { .title = TEXT("remove the number signs"), .safety = SUMLINT_FIX_SAFE, .edit_count = 1, .edits = &edit };
		report(context, part->name_span, message, &fix);
		return;
	}
	message = plugin_host->format(context, "%.*s is a label and no heading: write it with a colon and what belongs to it on one line", TEXT_ARG(name));
	report(context, part->name_span, message, NULL);
}

static void check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		if (part->kind != SUMLINT_PART_SECTION && part->kind != SUMLINT_PART_LINE)
			continue;
		if (part->slot == SUMLINT_NONE) {
			if (!document->type->other_sections || part->origin == SUMLINT_ORIGIN_FRONT_MATTER)
				report_stranger(part, context);
		} else if (part->flags & SUMLINT_PART_NEAR) {
			report_near(document, part, context);
		} else if (part->flags & SUMLINT_PART_BY_PLACE) {
			report_by_place(document, part, context);
		} else if (part->flags & SUMLINT_PART_OTHER_FORM) {
			sections_report_form(document, part, context);
		} else if (part->flags & SUMLINT_PART_AS_HEADING) {
			report_heading(document, part, context);
		}
	}
}

const sumlint_rule sections_unknown = { .struct_size = sizeof(sumlint_rule), .name = "unknown", .check = check };
