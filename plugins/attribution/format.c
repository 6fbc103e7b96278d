/* SPDX-License-Identifier: Apache-2.0
 * format.c - attribution/format: a line that is meant to be the attribution, but does not follow the pattern.
 */
#include "attribution/attribution.h"

/* Bytes of the space at the beginning, NO-BREAK SPACE included; 0 where there is none. */
static size_t space_size(const char *text, size_t size)
{
	if (size > 0 && *text == ' ')
		return 1;
	return size > 1 && memcmp(text, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* The next word of *text, taken off; "" at its end. */
static sumlint_str take_word(sumlint_str *text)
{
	size_t start = 0, end, space;
	while ((space = space_size(text->data + start, (size_t)text->size - start)) > 0)
		start += space;
	for (end = start; end < text->size && space_size(text->data + end, (size_t)text->size - end) == 0;)
		end++;
	sumlint_str word = { text->data + start, end - start };
	*text = (sumlint_str){ text->data + end, text->size - end };
	return word;
}

/* The first word of both that differs, and the one before it. */
static void first_difference(sumlint_str have, sumlint_str want, sumlint_str *had, sumlint_str *wanted, sumlint_str *before)
{
	*had = TEXT("");
	do {
		*before = *had;
		*had = take_word(&have);
		*wanted = take_word(&want);
	} while (had->size && same_text(*had, *wanted));
}

/* A list marker: a bullet, a dash, a number. */
static bool is_marker(sumlint_str word)
{
	static const char *const bullets[] = { "-", "*", "+", "\u2022", "\u2013", "\u2014" };
	for (size_t i = 0; i < sizeof(bullets) / sizeof(*bullets); i++) {
		if (same_text(word, (sumlint_str){ bullets[i], strlen(bullets[i]) }))
			return true;
	}
	size_t digits = 0;
	while (digits < word.size && word.data[digits] >= '0' && word.data[digits] <= '9')
		digits++;
	return digits > 0 && digits + 1 == word.size && strchr(".)", word.data[digits]);
}

static sumlint_str message_for(const sumlint_part *part, sumlint_context *context)
{
	sumlint_str had, wanted, before;
	first_difference(part->name, part->expected, &had, &wanted, &before);
	sumlint_str have = plugin_host->quote(context, had), want = plugin_host->quote(context, wanted);
	if (is_marker(had) && before.size == 0)
		return plugin_host->format(context, "the attribution is written as a list item: it is a line of its own, without %.*s", TEXT_ARG(have));
	if (had.size && same_text(had, before))
		return plugin_host->format(context, "the attribution says %.*s twice", TEXT_ARG(have));
	if (had.size && wanted.size)
		return plugin_host->format(context, "the attribution reads %.*s where %.*s is expected", TEXT_ARG(have), TEXT_ARG(want));
	if (wanted.size)
		return plugin_host->format(context, "the attribution ends too early: %.*s is expected here", TEXT_ARG(want));
	return plugin_host->format(context, "the attribution goes on with %.*s where it should end", TEXT_ARG(have));
}

/* Nothing is known but that it does not match: shows the line and the pattern. */
static void report_unlike(const sumlint_document *document, const sumlint_part *part, sumlint_context *context)
{
	sumlint_str name = plugin_host->quote(context, part->name);
	bool costly = (part->flags & SUMLINT_PART_TOO_COSTLY) != 0;
	const sumlint_diagnostic diagnostic = { .struct_size = sizeof(diagnostic), .span = part->deviation,
		.message = plugin_host->format(context, costly ? "the attribution %.*s cannot be compared with the pattern of the document type, which takes too many steps for it"
		                                               : "the attribution %.*s does not follow the pattern of the document type", TEXT_ARG(name)),
		.help = costly ? plugin_host->format(context, "simplify the pattern: what repeats what already repeats, such as (a+)+, takes forever. It is: %.*s",
		                     TEXT_ARG(document->type->attribution_pattern))
		               : plugin_host->format(context, "the pattern is: %.*s", TEXT_ARG(document->type->attribution_pattern)) };
	plugin_host->report(context, &diagnostic);
}

static void report_near(const sumlint_document *document, const sumlint_part *part, sumlint_context *context)
{
	if (part->expected.size == 0) {
		report_unlike(document, part, context);
		return;
	}
	/* Markup within the line, a link say, would be lost: that wants an eye. So does a name that nobody knows: it may be more than a name. */
	bool plain = part->origin == SUMLINT_ORIGIN_FRONT_MATTER || same_text(bytes_of(document, part->name_span), part->name);
	bool safe = plain && attribution_names_pass(document, part, context);
	report_replace(context, part->deviation, message_for(part, context), safe ? SUMLINT_FIX_SAFE : SUMLINT_FIX_UNSAFE, part->name_span,
	    part->expected);
}

static void check(void *instance, const sumlint_document *document, sumlint_context *context)
{
	(void)instance;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		if (part->kind == SUMLINT_PART_ATTRIBUTION && part->flags & SUMLINT_PART_NEAR)
			report_near(document, part, context);
	}
}

const sumlint_rule attribution_format = { .struct_size = sizeof(sumlint_rule), .name = "format", .check = check };
