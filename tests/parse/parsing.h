/* SPDX-License-Identifier: Apache-2.0
 * parsing.h - what the tests of parsing share: a type, documents written in three ways, and their models put into words.
 */
#ifndef SL_TESTS_PARSE_PARSING_H
#define SL_TESTS_PARSE_PARSING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "config/type.h"
#include "parse/document.h"

#include <stdio.h>
#include <time.h>

#define TEXT SUMLINT_SYNTAX_TEXT
#define MARKDOWN SUMLINT_SYNTAX_MARKDOWN

enum { SUMMARY, TAKEAWAY, INSIGHTS, PRINCIPLES, PRACTICE, TOPICS, BEST_FOR, RELATED };

#define ATTRIBUTION_PATTERN "Editorial summary, takeaway, and curation by (?<curator>.+?)\\. Original article published by (?<publisher>.+)\\."
#define ATTRIBUTION_LINE "Editorial summary, takeaway, and curation by A. Desk. Original article published by The Gazette."

static const char *const usual_type = "parts:\n"
				      "  - { section: Summary, kind: prose }\n"
				      "  - { section: Key takeaway, aliases: [Takeaway], kind: prose }\n"
				      "  - { section: Key insights, kind: [prose, list] }\n"
				      "  - { section: Principles, kind: list }\n"
				      "  - { section: In practice, kind: list }\n"
				      "  - { section: Topics, kind: terms, vocabulary: topics }\n"
				      "  - { line: Best for, kind: terms, vocabulary: audience, separator: \",\" }\n"
				      "  - { section: \"Related on {site}\", kind: any, required: false }\n"
				      "attribution: { pattern: '" ATTRIBUTION_PATTERN "' }\n";

/* Memory, the type, and the document of one test. */
static sl_arena arena;
static sl_arena type_arena;
static sl_type *type;
static const sumlint_document *document;
static sl_document *parsed;
static sl_buffer words;

static inline void use_type(const char *yaml)
{
	sl_troubles troubles;
	sl_troubles_init(&troubles);
	sl_type_finish(type);
	sl_yaml *node = sl_yaml_read(&type_arena, SL_LIT("type.yaml"), sl_str_of(yaml), 0, 1, &troubles);
	sl_reader reader = { &type_arena, SL_LIT("type.yaml"), &troubles };
	type = node ? sl_type_read(&reader, SL_LIT("summary"), node) : NULL;
	if (!type)
		fail_msg("%s", troubles.count ? troubles.items[0].message.data : "no memory");
	sl_troubles_finish(&troubles);
}

static inline int set_up(void **state)
{
	(void)state;
	sl_arena_init(&arena);
	sl_arena_init(&type_arena);
	sl_buffer_init(&words);
	use_type(usual_type);
	return 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	sl_type_finish(type);
	type = NULL;
	sl_buffer_finish(&words);
	sl_arena_finish(&arena);
	sl_arena_finish(&type_arena);
	return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

/* ---- spans: what must hold in any document ---- */

static inline void assert_within(sl_span inner, sl_span outer)
{
	assert_true(inner.start <= inner.end);
	assert_true(outer.start <= inner.start && inner.end <= outer.end);
}

static inline void assert_part_spans(const sumlint_part *part)
{
	sl_span all = { 0, (uint32_t)document->text.size };
	assert_within(part->span, all);
	assert_within(part->heading, part->span);
	assert_within(part->name_span, part->heading.end > part->body.end ? part->heading : (sl_span){ part->heading.start, part->body.end });
	assert_within(part->body, part->span);
	assert_within(part->deviation, all);
	/* Items of an alias are where its anchor is. */
	sl_span body = part->origin == SUMLINT_ORIGIN_BODY ? part->span : document->front_matter;
	for (uint32_t i = 0; i < part->item_count; i++) {
		assert_within(part->items[i].span, body);
		assert_within(part->items[i].outer, body);
		if (i > 0)
			assert_true(part->items[i].span.start >= part->items[i - 1].span.start);
	}
	for (uint32_t i = 0; i < part->paragraph_count; i++)
		assert_within(part->paragraphs[i].span, part->span);
	for (uint32_t i = 0; i < part->capture_count; i++)
		assert_within(part->captures[i].span, part->span);
}

static inline void assert_spans(void)
{
	uint32_t size = (uint32_t)document->text.size;
	for (uint32_t i = 0; i < document->part_count; i++) {
		const sumlint_part *part = document->parts[i];
		assert_part_spans(part);
		if (i > 0)
			assert_true(part->span.start >= document->parts[i - 1]->span.end);
	}
	for (uint32_t i = 0; i < document->type->slot_count; i++) {
		assert_true(document->slot_place[i] <= size);
		assert_true(!document->by_slot[i] || document->by_slot[i]->slot == i);
	}
	assert_true(document->title_place <= size && document->attribution_place <= size);
	assert_within(document->front_matter, (sl_span){ 0, size });
}

/* ---- parsing ---- */

static inline void parse_str(sl_str text, uint32_t syntax)
{
	parsed = sl_document_parse(&arena, SL_LIT("a"), text, syntax, type);
	assert_non_null(parsed);
	document = &parsed->public;
	assert_spans();
}

static inline void parse(const char *text, uint32_t syntax)
{
	parse_str(sl_str_of(text), syntax);
}

static inline void assert_text(sl_str have, const char *want)
{
	if (!sl_str_is(have, want))
		fail_msg("'%.*s' where '%s' should be", SL_ARG(have), want);
}

static inline sl_str bytes_of(sl_span span)
{
	return sl_str_slice(document->text.data, span);
}

/* The part of a slot, of a kind or with a flag; exactly one of these there must be. */
static inline const sumlint_part *part_of(uint32_t slot)
{
	const sumlint_part *part = document->by_slot[slot];
	if (!part)
		fail_msg("no part for slot %u", (unsigned)slot);
	return part;
}

static inline const sumlint_part *only_with(uint32_t flag)
{
	const sumlint_part *found = NULL;
	for (uint32_t i = 0; i < document->part_count; i++) {
		if (!(document->parts[i]->flags & flag))
			continue;
		if (found)
			fail_msg("'%.*s' and '%.*s' both have flag %u", SL_ARG(found->name), SL_ARG(document->parts[i]->name), (unsigned)flag);
		found = document->parts[i];
	}
	if (!found)
		fail_msg("nothing has flag %u", (unsigned)flag);
	return found;
}

static inline uint32_t parts_with(uint32_t flags)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < document->part_count; i++)
		count += (document->parts[i]->flags & flags) != 0;
	return count;
}

#define ODD (SUMLINT_PART_NEAR | SUMLINT_PART_BY_PLACE | SUMLINT_PART_DUPLICATE | SUMLINT_PART_OTHER_CONTENT | SUMLINT_PART_AS_HEADING | SUMLINT_PART_FOLLOWED)

/* Offset of a piece of the document that is there once. */
static inline uint32_t offset_of(const char *piece)
{
	const char *at = memmem(document->text.data, (size_t)document->text.size, piece, strlen(piece));
	assert_non_null(at);
	return (uint32_t)(at - document->text.data);
}

/* ---- the model in words ---- */

static inline void describe_flags(uint32_t flags)
{
	static const char *const names[] = { "near", "by-place", "duplicate", "other", "as-heading", "followed" };
	for (uint32_t i = 0; i < 6; i++) {
		if (flags & (1u << i))
			sl_buffer_printf(&words, " %s", names[i]);
	}
}

static inline void describe_part(const sumlint_part *part)
{
	static const char *const kinds[] = { "", "title", "section", "line", "attribution" };
	bool named = part->kind == SUMLINT_PART_TITLE || part->kind == SUMLINT_PART_ATTRIBUTION || part->slot == SUMLINT_NONE;
	sl_str name = named ? part->name : type->public.slots[part->slot]->name;
	sl_buffer_printf(&words, "%s %.*s", kinds[part->kind], SL_ARG(name));
	describe_flags(part->flags);
	sl_buffer_printf(&words, " words=%u paragraphs=%u\n", (unsigned)part->words, (unsigned)part->paragraph_count);
	for (uint32_t i = 0; i < part->item_count; i++)
		sl_buffer_printf(&words, "  - %.*s (%u)\n", SL_ARG(part->items[i].text), (unsigned)part->items[i].words);
	for (uint32_t i = 0; i < part->capture_count; i++)
		sl_buffer_printf(&words, "  %.*s=%.*s\n", SL_ARG(part->captures[i].name), SL_ARG(part->captures[i].text));
}

/* All parts in words, without what depends on how the document is written. Lives until the next call. */
static inline const char *describe(void)
{
	sl_buffer_clear(&words);
	for (uint32_t i = 0; i < document->part_count; i++)
		describe_part(document->parts[i]);
	assert_false(words.failed);
	return words.data ? words.data : "";
}

#endif
