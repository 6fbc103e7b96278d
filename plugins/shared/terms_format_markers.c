/* SPDX-License-Identifier: Apache-2.0
 * terms_format_markers.c - the markers of list items: numbers, and items within items.
 */
#include "shared/terms_format.h"

#include <stdlib.h>

/* ---- edits in the making ---- */

typedef struct edits {
	sumlint_edit *items; /* NULL: no fix, or no memory */
	uint32_t count;
} edits;

static edits edits_for(const terms_walk *walk, uint32_t count)
{
	edits made = { calloc(count, sizeof(*made.items)), 0 };
	if (!made.items)
		plugin_host->fail_memory(walk->context);
	return made;
}

/* Drops the fix: it would be half of one. */
static void edits_give_up(edits *all)
{
	free(all->items);
	*all = (edits){ NULL, 0 };
}

static void report_with(const terms_walk *walk, terms_finding finding, edits *all)
{
	finding.edits = all->items;
	finding.edit_count = all->count;
	terms_report(walk, &finding);
	edits_give_up(all);
}

sumlint_span terms_indentation(const terms_walk *walk, const sumlint_item *item)
{
	sumlint_str text = walk->document->text;
	sumlint_span span = { item->outer.start, item->outer.start };
	while (span.end < text.size && (text.data[span.end] == ' ' || text.data[span.end] == '\t'))
		span.end++;
	return span;
}

/* ---- numbered lists ---- */

/* The number with its full stop or bracket. False where none is at the start of the item's line. */
static bool number_of(const terms_walk *walk, const sumlint_item *item, sumlint_span *number)
{
	sumlint_str text = walk->document->text;
	uint32_t at = terms_indentation(walk, item).end, start = at;
	while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9')
		at++;
	*number = (sumlint_span){ start, at + 1 };
	return at > start && at < text.size && (text.data[at] == '.' || text.data[at] == ')');
}

static bool is_numbered(const sumlint_item *item)
{
	return (item->flags & SUMLINT_ITEM_ORDERED) != 0;
}

static edits bullets_for_numbers(const terms_walk *walk, uint32_t count)
{
	edits all = edits_for(walk, count);
	for (uint32_t i = 0; i < walk->part->item_count && all.items; i++) {
		const sumlint_item *item = &walk->part->items[i];
		sumlint_span number;
		if (!is_numbered(item))
			continue;
		if (number_of(walk, item, &number))
			all.items[all.count++] = (sumlint_edit){ number, TEXT("-") };
		else
			edits_give_up(&all);
	}
	return all;
}

void terms_report_numbered(const terms_walk *walk)
{
	const sumlint_item *first = NULL, *last = NULL;
	uint32_t count = 0;
	for (uint32_t i = 0; i < walk->part->item_count; i++) {
		if (!is_numbered(&walk->part->items[i]))
			continue;
		last = &walk->part->items[i];
		first = first ? first : last;
		count++;
	}
	if (!first)
		return;
	sumlint_str name = terms_quote(walk, walk->part->name);
	terms_finding finding = { .span = { first->span.start, last->span.end }, .safety = SUMLINT_FIX_SAFE };
	finding.message = plugin_host->format(walk->context, "the %s under %.*s are numbered", walk->nouns, TEXT_ARG(name));
	finding.help = plugin_host->format(walk->context, "write “- ” before each %s", walk->noun);
	finding.title = plugin_host->format(walk->context, "write “-” for the numbers");
	edits all = bullets_for_numbers(walk, count);
	report_with(walk, finding, &all);
}

/* ---- items within items ---- */

static bool is_nested(const sumlint_item *item)
{
	return (item->flags & SUMLINT_ITEM_NESTED) != 0;
}

/* Takes the indentation of items [first, end) back to that of the item they are in. */
static edits outdent(const terms_walk *walk, uint32_t first, uint32_t end)
{
	edits all = edits_for(walk, end - first);
	sumlint_span outer = { 0, 0 };
	if (first > 0)
		outer = terms_indentation(walk, &walk->part->items[first - 1]);
	for (uint32_t i = first; i < end && all.items; i++) {
		sumlint_span blanks = terms_indentation(walk, &walk->part->items[i]);
		if (blanks.start < blanks.end)
			all.items[all.count++] = (sumlint_edit){ blanks, terms_bytes(walk, outer) };
		else
			edits_give_up(&all);
	}
	return all;
}

bool terms_is_doubled(const terms_walk *walk, uint32_t index)
{
	const sumlint_part *part = walk->part;
	const sumlint_item *item = &part->items[index];
	return item->text.size == 0 && !(item->flags & SUMLINT_ITEM_UNMARKED) && index + 1 < part->item_count && is_nested(&part->items[index + 1]) &&
	    part->items[index + 1].outer.start < item->outer.end;
}

/* "- - A": a marker too many. */
static void report_doubled(const terms_walk *walk, uint32_t index)
{
	const sumlint_item *item = &walk->part->items[index];
	sumlint_str quoted = terms_quote(walk, item->text);
	/* The empty item is where the second marker begins. */
	const sumlint_edit edit = { { walk->part->items[index - 1].span.start, item->span.start }, { "", 0 } };
	terms_finding finding = { .span = edit.span, .safety = SUMLINT_FIX_SAFE };
	finding.message = plugin_host->format(walk->context, "%.*s stands behind two list markers", TEXT_ARG(quoted));
	finding.help = plugin_host->format(walk->context, "write one “- ” before each %s", walk->noun);
	finding.title = plugin_host->format(walk->context, "remove the second marker");
	finding.edits = &edit;
	finding.edit_count = edit.span.start < edit.span.end;
	terms_report(walk, &finding);
}

static void report_run(const terms_walk *walk, uint32_t first, uint32_t end)
{
	const sumlint_part *part = walk->part;
	terms_finding finding = { .span = { part->items[first].span.start, part->items[end - 1].span.end }, .safety = SUMLINT_FIX_SAFE };
	if (first > 0 && part->items[first - 1].text.size) {
		sumlint_str above = terms_quote(walk, part->items[first - 1].text);
		finding.message = plugin_host->format(walk->context, "%s within another: this list belongs to %.*s",
		    end - first == 1 ? "an item" : "items", TEXT_ARG(above));
	} else {
		finding.message = plugin_host->format(walk->context, "a list within a list");
	}
	finding.help = plugin_host->format(walk->context, "write all %s in one list, without indentation", walk->nouns);
	finding.title = plugin_host->format(walk->context, "take the indentation away");
	edits all = { NULL, 0 };
	/* Blocks that stand under an item would not move with it. */
	if (!(part->flags & SUMLINT_PART_OTHER_CONTENT))
		all = outdent(walk, first, end);
	report_with(walk, finding, &all);
}

void terms_report_nested(const terms_walk *walk)
{
	const sumlint_part *part = walk->part;
	for (uint32_t i = 0; i < part->item_count; i++) {
		uint32_t first = i;
		while (i < part->item_count && is_nested(&part->items[i]))
			i++;
		if (i > first && first > 0 && terms_is_doubled(walk, first - 1))
			report_doubled(walk, first++);
		if (i > first)
			report_run(walk, first, i);
	}
}
