/* SPDX-License-Identifier: Apache-2.0
 * terms_format_wrapped.c - a labelled line of plain text that goes on in the line below, within a term or behind one. Where it is wrapped behind a
 * separator, it is read as it is meant, and nothing is said.
 */
#include "shared/terms_format.h"

/* The value is the first in its line, right below the one before. */
static bool begins_line(const terms_walk *walk, uint32_t index)
{
	const sumlint_part *part = walk->part;
	if (walk->document->syntax != SUMLINT_SYNTAX_TEXT || part->kind != SUMLINT_PART_LINE || !terms_in_body(walk) || index == 0 ||
	    index >= part->item_count || !(part->items[index].flags & part->items[index - 1].flags & SUMLINT_ITEM_UNMARKED))
		return false;
	sumlint_span between = { part->items[index - 1].span.end, part->items[index].span.start };
	uint32_t lines = 0;
	for (uint32_t at = between.start; at < between.end; at++)
		lines += walk->document->text.data[at] == '\n';
	return lines == 1 && terms_is_blank(terms_bytes(walk, between));
}

bool terms_is_torn(const terms_walk *walk, uint32_t index)
{
	uint32_t match = SUMLINT_MATCH_NONE;
	if (!begins_line(walk, index) || walk->uses[index - 1].term != SUMLINT_NONE || !walk->slot->vocabulary.size)
		return false;
	const sumlint_vocabulary *vocabulary = terms_vocabularies->find(walk->context, walk->slot->vocabulary);
	if (!vocabulary)
		return false;
	sumlint_str first = walk->uses[index - 1].text, second = walk->uses[index].text;
	sumlint_str whole = plugin_host->format(walk->context, "%.*s %.*s", TEXT_ARG(first), TEXT_ARG(second));
	return terms_vocabularies->lookup(walk->context, vocabulary, whole, &match) != SUMLINT_NONE;
}

static void report_wrapped(const terms_walk *walk, uint32_t index, bool torn)
{
	const sumlint_item *before = &walk->part->items[index - 1], *item = &walk->part->items[index];
	sumlint_str quoted = terms_quote(walk, item->text), name = terms_quote(walk, walk->part->name), separator = terms_trim(terms_separator(walk));
	terms_finding finding = { .span = item->span, .safety = SUMLINT_FIX_SAFE, .title = TEXT("write it in one line"), .edit_count = 1 };
	finding.message = plugin_host->format(walk->context, "%.*s goes on in the line below: %.*s%s", TEXT_ARG(name), TEXT_ARG(quoted),
	    torn ? " belongs to what stands above" : " stands there without a separator before it");
	finding.help = plugin_host->format(walk->context, "write all %s in one line", walk->nouns);
	const sumlint_edit edit = { { before->span.end, item->span.start },
		torn ? TEXT(" ") : plugin_host->format(walk->context, "%.*s ", TEXT_ARG(separator)) };
	finding.edits = &edit;
	terms_report(walk, &finding);
}

void terms_report_wrapped(const terms_walk *walk)
{
	for (uint32_t i = 1; i < walk->part->item_count; i++) {
		if (!begins_line(walk, i) || walk->part->items[i - 1].text.size == 0)
			continue;
		bool torn = terms_is_torn(walk, i);
		if (torn || walk->uses[i].term != SUMLINT_NONE)
			report_wrapped(walk, i, torn);
	}
}
