/* SPDX-License-Identifier: Apache-2.0
 * check_document.c - what include/sumlint/document.h promises of every document, whatever it was parsed from.
 */
#include "fuzz.h"

static bool within(sl_span inner, sl_span outer)
{
	return inner.start >= outer.start && inner.end <= outer.end;
}

static void check_item(const sumlint_document *document, const sumlint_part *part, const sumlint_item *item)
{
	fuzz_check_text(item->text);
	fuzz_check_span(document->text, item->span);
	fuzz_check_span(document->text, item->outer);
	FUZZ_CHECK(within(item->span, item->outer));
	/* An alias in front matter stands for words elsewhere in it. Nothing between two separators has a place, which is no content. */
	sl_span room = part->origin == SUMLINT_ORIGIN_FRONT_MATTER ? document->front_matter : part->span;
	FUZZ_CHECK(within(item->span, item->span.start == item->span.end || part->origin == SUMLINT_ORIGIN_FRONT_MATTER ? room : part->body));
	FUZZ_CHECK(within(item->outer, room));
	FUZZ_CHECK((item->flags & ~(uint32_t)(SUMLINT_ITEM_ORDERED | SUMLINT_ITEM_UNMARKED | SUMLINT_ITEM_NESTED)) == 0);
}

static void check_contents(const sumlint_document *document, const sumlint_part *part)
{
	uint64_t words = 0;
	for (uint32_t i = 0; i < part->item_count; i++) {
		check_item(document, part, &part->items[i]);
		words += part->items[i].words;
		if (i > 0 && part->origin == SUMLINT_ORIGIN_BODY)
			FUZZ_CHECK(part->items[i - 1].span.end <= part->items[i].span.start);
	}
	for (uint32_t i = 0; i < part->paragraph_count; i++) {
		fuzz_check_span(document->text, part->paragraphs[i].span);
		FUZZ_CHECK(within(part->paragraphs[i].span, part->body));
		words += part->paragraphs[i].words;
		/* Those of a YAML scalar that is not the file's own bytes have the span of the whole. */
		if (i > 0 && part->origin == SUMLINT_ORIGIN_BODY)
			FUZZ_CHECK(part->paragraphs[i - 1].span.end <= part->paragraphs[i].span.start);
	}
	FUZZ_CHECK(words == part->words);
}

static void check_captures(const sumlint_document *document, const sumlint_part *part)
{
	FUZZ_CHECK(part->capture_count == 0 || part->kind == SUMLINT_PART_ATTRIBUTION);
	for (uint32_t i = 0; i < part->capture_count; i++) {
		fuzz_check_text(part->captures[i].text);
		FUZZ_CHECK(part->captures[i].name.size > 0);
		fuzz_check_span(document->text, part->captures[i].span);
		FUZZ_CHECK(within(part->captures[i].span, part->span));
	}
	if (part->kind != SUMLINT_PART_ATTRIBUTION || !(part->flags & SUMLINT_PART_NEAR))
		return;
	fuzz_check_span(document->text, part->deviation);
	FUZZ_CHECK(within(part->deviation, part->span));
}

static void check_slot(const sumlint_document *document, const sumlint_part *part)
{
	bool slotless = part->kind == SUMLINT_PART_TITLE || part->kind == SUMLINT_PART_ATTRIBUTION;
	FUZZ_CHECK(!slotless || part->slot == SUMLINT_NONE);
	FUZZ_CHECK(part->kind != SUMLINT_PART_LINE || part->slot != SUMLINT_NONE);
	if (part->slot == SUMLINT_NONE) {
		FUZZ_CHECK((part->flags & SUMLINT_PART_BY_PLACE) == 0);
		return;
	}
	FUZZ_CHECK(part->slot < document->type->slot_count);
	FUZZ_CHECK(document->by_slot[part->slot]);
	/* A heading may be meant for a label's, but not the other way round. */
	bool guessed = part->flags & (SUMLINT_PART_BY_PLACE | SUMLINT_PART_NEAR);
	FUZZ_CHECK(part->kind == document->type->slots[part->slot]->kind || (guessed && part->kind == SUMLINT_PART_SECTION));
	FUZZ_CHECK(!(part->flags & SUMLINT_PART_DUPLICATE) || document->by_slot[part->slot] != part);
}

static void check_part(const sumlint_document *document, const sumlint_part *part)
{
	const sl_span all[] = { part->name_span, part->heading, part->body, part->span };
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		fuzz_check_span(document->text, all[i]);
	fuzz_check_text(part->name);
	fuzz_check_text(part->expected);
	FUZZ_CHECK(part->struct_size == sizeof(*part));
	FUZZ_CHECK(part->kind >= SUMLINT_PART_TITLE && part->kind <= SUMLINT_PART_ATTRIBUTION);
	FUZZ_CHECK(part->origin == SUMLINT_ORIGIN_BODY || part->origin == SUMLINT_ORIGIN_FRONT_MATTER);
	FUZZ_CHECK(part->level <= 6);
	FUZZ_CHECK(part->level == 0 || document->syntax == SUMLINT_SYNTAX_MARKDOWN);
	FUZZ_CHECK(within(part->heading, part->span));
	FUZZ_CHECK(within(part->name_span, part->span));
	FUZZ_CHECK(within(part->body, part->span));
	check_slot(document, part);
	check_contents(document, part);
	check_captures(document, part);
}

/* In the order of the file, and in the body one after the other. */
static void check_order(const sumlint_part *before, const sumlint_part *part)
{
	FUZZ_CHECK(before->span.start <= part->span.start);
	if (before->origin == SUMLINT_ORIGIN_BODY) {
		FUZZ_CHECK(part->origin == SUMLINT_ORIGIN_BODY);
		FUZZ_CHECK(before->span.end <= part->span.start);
	}
	FUZZ_CHECK(before->name_span.end <= part->name_span.start);
}

static bool has_part(const sumlint_document *document, const sumlint_part *part)
{
	for (uint32_t i = 0; i < document->part_count; i++) {
		if (document->parts[i] == part)
			return true;
	}
	return false;
}

static void check_place(const sumlint_document *document, uint32_t place)
{
	fuzz_check_span(document->text, (sl_span){ place, place });
}

static void check_table(const sumlint_document *document)
{
	for (uint32_t i = 0; i < document->type->slot_count; i++) {
		const sumlint_part *part = document->by_slot[i];
		FUZZ_CHECK(!part || (part->slot == i && has_part(document, part)));
		if (!part)
			check_place(document, document->slot_place[i]);
	}
	FUZZ_CHECK(!document->title || (document->title->kind == SUMLINT_PART_TITLE && has_part(document, document->title)));
	FUZZ_CHECK(!document->attribution ||
	    (document->attribution->kind == SUMLINT_PART_ATTRIBUTION && has_part(document, document->attribution)));
	if (!document->title)
		check_place(document, document->title_place);
	if (!document->attribution)
		check_place(document, document->attribution_place);
}

void fuzz_check_document(const sl_document *parsed)
{
	const sumlint_document *document = &parsed->public;
	FUZZ_CHECK(document->struct_size == sizeof(*document));
	fuzz_check_span(document->text, document->front_matter);
	for (uint32_t i = 0; i < document->part_count; i++) {
		check_part(document, document->parts[i]);
		if (i > 0)
			check_order(document->parts[i - 1], document->parts[i]);
	}
	check_table(document);
	for (uint32_t i = 0; i < parsed->problem_count; i++) {
		fuzz_check_span(document->text, parsed->problems[i].span);
		fuzz_check_text(parsed->problems[i].message);
		FUZZ_CHECK(parsed->problems[i].message.size > 0);
	}
}
