/* SPDX-License-Identifier: Apache-2.0
 * names.c - attribution/curator and attribution/publisher: the names in the attribution are those the document type allows.
 */
#include "attribution/attribution.h"

/* What the document type asks of a name. */
typedef struct demand {
	const char *noun; /* also the capture's name */
	sumlint_str only; /* "": any */
	sumlint_str vocabulary; /* "": none */
	uint32_t open; /* names outside the vocabulary pass, unless close to one in it */
} demand;

/* A name in hand. Nearly all are in order: only a report quotes it. */
typedef struct name {
	const sumlint_capture *capture;
	bool replaceable; /* its bytes in the file are just the name */
} name;

static sumlint_str quoted_name(const name *n, sumlint_context *context)
{
	return plugin_host->quote(context, n->capture->text);
}

static void report_name(const name *n, sumlint_str message, uint32_t safety, sumlint_str better, sumlint_context *context)
{
	if (better.size && n->replaceable)
		report_replace(context, n->capture->span, message, safety, n->capture->span, better);
	else
		report(context, n->capture->span, message, NULL);
}

static void check_only(const name *n, const demand *want, sumlint_context *context)
{
	if (text_extension->equal(context, n->capture->text, want->only))
		return;
	sumlint_str have = quoted_name(n, context), only = plugin_host->quote(context, want->only);
	sumlint_str message = plugin_host->format(context, "%.*s is not the %s: %.*s is expected", TEXT_ARG(have), want->noun, TEXT_ARG(only));
	report_name(n, message, SUMLINT_FIX_UNSAFE, want->only, context);
}

/* Where other names pass, what is close to a short one is mostly another: "NBC News" is no slip for "BBC News", and "Tide" none for "Time". */
#define SHORTEST_SLIP 5
#define FIRST_LETTER_COUNTS 8

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool is_slip(const demand *want, sumlint_str have, sumlint_str nearest)
{
	if (!want->open)
		return true;
	bool same_first = have.size > 0 && nearest.size > 0 && small(have.data[0]) == small(nearest.data[0]);
	return nearest.size >= SHORTEST_SLIP && (nearest.size > FIRST_LETTER_COUNTS || same_first);
}

static void report_unknown(const name *n, const demand *want, const sumlint_vocabulary *vocabulary, sumlint_context *context)
{
	sumlint_str nearest = { NULL, 0 }, message, have, quoted;
	bool near = vocabulary_extension->suggest(context, vocabulary, n->capture->text, &nearest) != SUMLINT_NONE;
	if (want->open && (!near || !is_slip(want, n->capture->text, nearest)))
		return;
	have = quoted_name(n, context);
	if (near) {
		quoted = plugin_host->quote(context, nearest);
		message = plugin_host->format(context, "%.*s is no %s of the vocabulary: did you mean %.*s?", TEXT_ARG(have), want->noun,
		    TEXT_ARG(quoted));
	} else {
		message = plugin_host->format(context, "%.*s is no %s of the vocabulary", TEXT_ARG(have), want->noun);
	}
	report_name(n, message, SUMLINT_FIX_UNSAFE, near ? nearest : (sumlint_str){ NULL, 0 }, context);
}

static void report_deprecated(const name *n, const sumlint_term *replacement, sumlint_context *context)
{
	sumlint_str have = quoted_name(n, context), message, quoted;
	if (replacement) {
		quoted = plugin_host->quote(context, replacement->pref_label);
		message = plugin_host->format(context, "%.*s is out of use: %.*s replaces it", TEXT_ARG(have), TEXT_ARG(quoted));
		report_name(n, message, SUMLINT_FIX_SAFE, replacement->pref_label, context);
	} else {
		message = plugin_host->format(context, "%.*s is out of use, and nothing replaces it", TEXT_ARG(have));
		report(context, n->capture->span, message, NULL);
	}
}

static void check_vocabulary(const name *n, const demand *want, sumlint_context *context)
{
	uint32_t match = SUMLINT_MATCH_NONE;
	const sumlint_vocabulary *vocabulary = vocabulary_extension->find(context, want->vocabulary);
	if (!vocabulary)
		return;
	uint32_t number = vocabulary_extension->lookup(context, vocabulary, n->capture->text, &match);
	const sumlint_term *term = vocabulary_extension->term(vocabulary, number);
	if (!term) {
		report_unknown(n, want, vocabulary, context);
	} else if (term->deprecated) {
		report_deprecated(n, vocabulary_extension->term(vocabulary, term->replaced_by), context);
	} else if (match == SUMLINT_MATCH_ALT) {
		sumlint_str have = quoted_name(n, context), quoted = plugin_host->quote(context, term->pref_label);
		sumlint_str message = plugin_host->format(context, "%.*s is another name of %.*s", TEXT_ARG(have), TEXT_ARG(quoted));
		report_name(n, message, SUMLINT_FIX_SAFE, term->pref_label, context);
	}
}

static const sumlint_capture *find_capture(const sumlint_part *part, const demand *want)
{
	const sumlint_capture *found = NULL;
	for (uint32_t i = 0; i < part->capture_count; i++) {
		if (same_text(part->captures[i].name, (sumlint_str){ want->noun, strlen(want->noun) }) && part->captures[i].text.size)
			found = &part->captures[i];
	}
	return found;
}

static void check_name(const sumlint_document *document, const demand *want, sumlint_context *context)
{
	const sumlint_part *part = document->attribution;
	name n = { NULL, false };
	/* A line that departs from the pattern is attribution/format's: what its captures are is a guess. */
	if (!part || part->flags & SUMLINT_PART_NEAR || (!want->only.size && !want->vocabulary.size))
		return;
	n.capture = find_capture(part, want);
	if (!n.capture)
		return;
	n.replaceable = same_text(bytes_of(document, n.capture->span), n.capture->text);
	if (want->only.size)
		check_only(&n, want, context);
	else
		check_vocabulary(&n, want, context);
}

static demand curator_of(const sumlint_type *type)
{
	return (demand){ "curator", type->curator, type->curator_vocabulary, type->curator_open };
}

static demand publisher_of(const sumlint_type *type)
{
	return (demand){ "publisher", type->publisher, type->publisher_vocabulary, type->publisher_open };
}

static void check_curator(void *instance, const sumlint_document *document, sumlint_context *context)
{
	const demand want = curator_of(document->type);
	(void)instance;
	check_name(document, &want, context);
}

static void check_publisher(void *instance, const sumlint_document *document, sumlint_context *context)
{
	const demand want = publisher_of(document->type);
	(void)instance;
	check_name(document, &want, context);
}

/* ---- names of a line that departs from the pattern ---- */

static bool passes(const sumlint_part *part, const demand *want, sumlint_context *context)
{
	uint32_t match = SUMLINT_MATCH_NONE;
	sumlint_str nearest;
	const sumlint_capture *capture = find_capture(part, want);
	if (!capture)
		return true;
	if (want->only.size)
		return text_extension->equal(context, capture->text, want->only);
	const sumlint_vocabulary *vocabulary = want->vocabulary.size ? vocabulary_extension->find(context, want->vocabulary) : NULL;
	if (!vocabulary)
		return true;
	uint32_t number = vocabulary_extension->lookup(context, vocabulary, capture->text, &match);
	const sumlint_term *term = vocabulary_extension->term(vocabulary, number);
	if (term)
		return match == SUMLINT_MATCH_PREF && !term->deprecated;
	return want->open && (vocabulary_extension->suggest(context, vocabulary, capture->text, &nearest) == SUMLINT_NONE ||
	    !is_slip(want, capture->text, nearest));
}

bool attribution_names_pass(const sumlint_document *document, const sumlint_part *part, sumlint_context *context)
{
	const demand curator = curator_of(document->type), publisher = publisher_of(document->type);
	return passes(part, &curator, context) && passes(part, &publisher, context);
}

const sumlint_rule attribution_curator = { .struct_size = sizeof(sumlint_rule), .name = "curator", .check = check_curator };
const sumlint_rule attribution_publisher = { .struct_size = sizeof(sumlint_rule), .name = "publisher", .check = check_publisher };
