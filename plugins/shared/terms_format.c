/* SPDX-License-Identifier: Apache-2.0
 * terms_format.c - topics/format, audience/format: how terms are written. What concerns one item is here; several terms in one are in
 * terms_format_joined.c, the list as a whole in terms_format_list.c and terms_format_markers.c.
 */
#include "shared/terms_format.h"

/* ---- option `case` ---- */

static bool any_case, exact_case = true; /* what an instance points at */

void *terms_create_format(const sumlint_host *host, const sumlint_options *options)
{
	return same_text(host->option_string(options, "case"), TEXT("exact")) ? &exact_case : &any_case;
}

void terms_destroy_format(void *instance)
{
	(void)instance;
}

/* ---- empty items ---- */

static void report_empty(const terms_walk *walk, uint32_t index)
{
	const sumlint_item *item = &walk->part->items[index];
	sumlint_str separator = terms_quote(walk, terms_trim(terms_separator(walk)));
	terms_finding finding = { .span = item->span, .safety = SUMLINT_FIX_SAFE };
	if (item->text.size) {
		sumlint_str quoted = terms_quote(walk, item->text);
		finding.message = plugin_host->format(walk->context, "%.*s is no %s", TEXT_ARG(quoted), walk->noun);
	} else if (!(item->flags & SUMLINT_ITEM_UNMARKED)) {
		finding.message = plugin_host->format(walk->context, "this list item is empty");
	} else if (index == 0) {
		finding.message = plugin_host->format(walk->context, "no %s stands before the first %.*s", walk->noun, TEXT_ARG(separator));
	} else if (index + 1 == walk->part->item_count) {
		finding.message = plugin_host->format(walk->context, "no %s follows the last %.*s", walk->noun, TEXT_ARG(separator));
	} else {
		finding.message = plugin_host->format(walk->context, "no %s stands between these two %.*s", walk->noun, TEXT_ARG(separator));
	}
	finding.help = plugin_host->format(walk->context, "remove it, or write the %s that is missing", walk->noun);
	terms_report_removal(walk, index, finding);
}

/* ---- punctuation around a term ---- */

/* What stands in front of the term and behind it, as bytes of the document. False where they cannot be told. */
static bool find_surplus(const terms_walk *walk, uint32_t index, sumlint_span *front, sumlint_span *back)
{
	const sumlint_item *item = &walk->part->items[index];
	const sumlint_term_use *use = &walk->uses[index];
	uint64_t before = (uint64_t)(use->text.data - item->text.data), behind = item->text.size - before - use->text.size;
	sumlint_str lead = { item->text.data, before }, tail = { use->text.data + use->text.size, behind };
	/* Of an escape in YAML a part only would go. */
	if (!terms_in_body(walk) && !same_text(terms_bytes(walk, item->span), item->text))
		return false;
	if (same_text(terms_bytes(walk, use->span), use->text)) {
		/* Right around the term, or around its markup. */
		*front = (sumlint_span){ use->span.start - (uint32_t)before, use->span.start };
		*back = (sumlint_span){ use->span.end, use->span.end + (uint32_t)behind };
		if (same_text(terms_bytes(walk, *front), lead) && same_text(terms_bytes(walk, *back), tail))
			return true;
	}
	*front = (sumlint_span){ item->span.start, item->span.start + (uint32_t)before };
	*back = (sumlint_span){ item->span.end - (uint32_t)behind, item->span.end };
	return front->end <= back->start && same_text(terms_bytes(walk, *front), lead) && same_text(terms_bytes(walk, *back), tail);
}

/* Where punctuation is written in another way, escaped in YAML for one, the item is written anew. */
static void report_as_text(const terms_walk *walk, uint32_t index, terms_finding finding)
{
	const sumlint_edit edit = { walk->part->items[index].span, walk->uses[index].text };
	finding.span = edit.span;
	if (terms_is_plain(walk, index)) {
		sumlint_str quoted = terms_quote(walk, edit.text);
		finding.title = plugin_host->format(walk->context, "replace by %.*s", TEXT_ARG(quoted));
		finding.edits = &edit;
		finding.edit_count = 1;
	}
	terms_report(walk, &finding);
}

static void report_punctuated(const terms_walk *walk, uint32_t index)
{
	const sumlint_item *item = &walk->part->items[index];
	const sumlint_term_use *use = &walk->uses[index];
	sumlint_str quoted = terms_quote(walk, item->text), better = terms_quote(walk, use->text);
	sumlint_span front, back;
	terms_finding finding = { .span = use->span, .safety = SUMLINT_FIX_SAFE };
	finding.message = plugin_host->format(walk->context, "%.*s should read %.*s", TEXT_ARG(quoted), TEXT_ARG(better));
	finding.help = plugin_host->format(walk->context, "write the %s alone, without punctuation, quotes or “and” around it", walk->noun);
	if (!find_surplus(walk, index, &front, &back)) {
		report_as_text(walk, index, finding);
		return;
	}
	const sumlint_edit edits[] = { { front, { "", 0 } }, { back, { "", 0 } } };
	uint32_t first = front.start == front.end ? 1 : 0, end = back.start == back.end ? 1 : 2;
	finding.span = (sumlint_span){ edits[first].span.start, edits[end - 1].span.end };
	finding.title = plugin_host->format(walk->context, "write %.*s alone", TEXT_ARG(better));
	finding.edits = edits + first;
	finding.edit_count = end - first;
	terms_report(walk, &finding);
}

/* ---- upper and lower case ---- */

static void check_case(const terms_walk *walk, uint32_t index)
{
	const sumlint_term_use *use = &walk->uses[index];
	const sumlint_term *term = terms_term(walk, index);
	/* Other labels and deprecated terms are replaced as a whole, repeated ones go. */
	if (!term || term->deprecated || use->match != SUMLINT_MATCH_PREF || use->first != SUMLINT_NONE || same_text(use->text, term->pref_label))
		return;
	sumlint_str quoted = terms_quote(walk, use->text), pref = terms_quote(walk, term->pref_label);
	terms_finding finding = { .span = use->span, .safety = SUMLINT_FIX_SAFE };
	finding.message = plugin_host->format(walk->context, "%.*s is written %.*s in the vocabulary", TEXT_ARG(quoted), TEXT_ARG(pref));
	finding.help = plugin_host->format(walk->context, "write %.*s", TEXT_ARG(pref));
	terms_report_reword(walk, index, finding, term->pref_label);
}

/* ---- the whole ---- */

static void check_item(const terms_walk *walk, uint32_t index, bool exact)
{
	const sumlint_term_use *use = &walk->uses[index];
	bool paragraph = terms_in_body(walk) && walk->part->kind == SUMLINT_PART_SECTION && walk->part->items[index].flags & SUMLINT_ITEM_UNMARKED;
	if (terms_is_stray(walk, index))
		return;
	if (use->flags & SUMLINT_USE_EMPTY && !terms_is_doubled(walk, index))
		report_empty(walk, index);
	if (use->flags & SUMLINT_USE_PUNCTUATED)
		report_punctuated(walk, index);
	/* In a paragraph that should be a list, that is what is wrong. */
	if (use->flags & SUMLINT_USE_JOINED && !paragraph)
		terms_report_joined(walk, index);
	if (exact)
		check_case(walk, index);
}

void terms_check_format(void *instance, const sumlint_document *document, sumlint_context *context)
{
	const bool *exact = instance;
	/* The case of a term can only be told by its label. */
	terms_walk walk = { .document = document, .context = context, .traits = *exact ? 0 : SUMLINT_TERMS_FLAGGED | SUMLINT_TERMS_FORM };
	while (terms_next(&walk)) {
		terms_open(&walk);
		for (uint32_t i = 0; i < walk.part->item_count; i++)
			check_item(&walk, i, *exact);
		if (!terms_in_body(&walk))
			continue;
		terms_report_nested(&walk);
		terms_report_wrapped(&walk);
		terms_report_stray(&walk);
		/* What is written behind a label is no list yet: sections/unknown has that. */
		if (walk.part->kind != SUMLINT_PART_SECTION || is_label(document, walk.part))
			continue;
		terms_report_paragraphs(&walk);
		terms_report_numbered(&walk);
	}
}
