/* SPDX-License-Identifier: Apache-2.0
 * test_abi.c - the plugin interface, pinned: what a plugin was built against stays where it was. A line here may be added, never changed, within a
 * major version. (Sizes of growable structs grow with the minor version: then, and only then, their line changes.)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "check/check.h"
#include "sumlint/sumlint.h"

#include <stdio.h>

/* ---- structs: as 64-bit machines have them ----------------------------------------------------------------- */

typedef struct pinned_size {
	const char *name;
	size_t is;
	size_t pinned;
} pinned_size;

#define SIZE(type, pinned) { #type, sizeof(type), pinned }

static const pinned_size sizes[] = {
	SIZE(sumlint_str, 16),
	SIZE(sumlint_span, 8),
	SIZE(sumlint_edit, 24),
	SIZE(sumlint_fix, 32),
	SIZE(sumlint_diagnostic, 56),
	SIZE(sumlint_limits, 8),
	SIZE(sumlint_slot, 88),
	SIZE(sumlint_type, 144),
	SIZE(sumlint_item, 40),
	SIZE(sumlint_paragraph, 16),
	SIZE(sumlint_capture, 40),
	SIZE(sumlint_part, 136),
	SIZE(sumlint_document, 112),
	SIZE(sumlint_host, 112),
	SIZE(sumlint_fact, 48),
	SIZE(sumlint_rule, 48),
	SIZE(sumlint_plugin, 32),
	SIZE(sumlint_ext_facts, 24),
	SIZE(sumlint_related, 24),
	SIZE(sumlint_ext_related, 16),
	SIZE(sumlint_ext_text, 40),
	SIZE(sumlint_term_use, 40),
	SIZE(sumlint_term, 48),
	SIZE(sumlint_part_terms, 24),
	SIZE(sumlint_ext_vocabulary, 64),
};

typedef struct pinned_member {
	const char *structure;
	const char *name;
	size_t offset;
	size_t size;
	size_t pinned_offset;
	size_t pinned_size;
} pinned_member;

#define MEMBER(type, member, offset, size) { #type, #member, offsetof(type, member), sizeof(((type *)NULL)->member), offset, size }

static const pinned_member members[] = {
	MEMBER(sumlint_str, data, 0, 8),
	MEMBER(sumlint_str, size, 8, 8),

	MEMBER(sumlint_span, start, 0, 4),
	MEMBER(sumlint_span, end, 4, 4),

	MEMBER(sumlint_edit, span, 0, 8),
	MEMBER(sumlint_edit, text, 8, 16),

	MEMBER(sumlint_fix, title, 0, 16),
	MEMBER(sumlint_fix, safety, 16, 4),
	MEMBER(sumlint_fix, edit_count, 20, 4),
	MEMBER(sumlint_fix, edits, 24, 8),

	MEMBER(sumlint_diagnostic, struct_size, 0, 4),
	MEMBER(sumlint_diagnostic, fix_count, 4, 4),
	MEMBER(sumlint_diagnostic, span, 8, 8),
	MEMBER(sumlint_diagnostic, message, 16, 16),
	MEMBER(sumlint_diagnostic, help, 32, 16),
	MEMBER(sumlint_diagnostic, fixes, 48, 8),

	MEMBER(sumlint_limits, min, 0, 4),
	MEMBER(sumlint_limits, max, 4, 4),

	MEMBER(sumlint_slot, struct_size, 0, 4),
	MEMBER(sumlint_slot, kind, 4, 4),
	MEMBER(sumlint_slot, kinds, 8, 4),
	MEMBER(sumlint_slot, required, 12, 4),
	MEMBER(sumlint_slot, level, 16, 4),
	MEMBER(sumlint_slot, repeatable, 20, 4),
	MEMBER(sumlint_slot, words, 24, 8),
	MEMBER(sumlint_slot, items, 32, 8),
	MEMBER(sumlint_slot, name, 40, 16),
	MEMBER(sumlint_slot, vocabulary, 56, 16),
	MEMBER(sumlint_slot, separator, 72, 16),

	MEMBER(sumlint_type, struct_size, 0, 4),
	MEMBER(sumlint_type, title_required, 4, 4),
	MEMBER(sumlint_type, title_words, 8, 8),
	MEMBER(sumlint_type, attribution_required, 16, 4),
	MEMBER(sumlint_type, order_strict, 20, 4),
	MEMBER(sumlint_type, other_sections, 24, 4),
	MEMBER(sumlint_type, slot_count, 28, 4),
	MEMBER(sumlint_type, slots, 32, 8),
	MEMBER(sumlint_type, name, 40, 16),
	MEMBER(sumlint_type, attribution_pattern, 56, 16),
	MEMBER(sumlint_type, curator, 72, 16),
	MEMBER(sumlint_type, publisher, 88, 16),
	MEMBER(sumlint_type, curator_vocabulary, 104, 16),
	MEMBER(sumlint_type, publisher_vocabulary, 120, 16),
	MEMBER(sumlint_type, curator_open, 136, 4),
	MEMBER(sumlint_type, publisher_open, 140, 4),

	MEMBER(sumlint_item, text, 0, 16),
	MEMBER(sumlint_item, span, 16, 8),
	MEMBER(sumlint_item, outer, 24, 8),
	MEMBER(sumlint_item, flags, 32, 4),
	MEMBER(sumlint_item, words, 36, 4),

	MEMBER(sumlint_paragraph, span, 0, 8),
	MEMBER(sumlint_paragraph, words, 8, 4),
	MEMBER(sumlint_paragraph, reserved, 12, 4),

	MEMBER(sumlint_capture, name, 0, 16),
	MEMBER(sumlint_capture, text, 16, 16),
	MEMBER(sumlint_capture, span, 32, 8),

	MEMBER(sumlint_part, struct_size, 0, 4),
	MEMBER(sumlint_part, kind, 4, 4),
	MEMBER(sumlint_part, slot, 8, 4),
	MEMBER(sumlint_part, flags, 12, 4),
	MEMBER(sumlint_part, origin, 16, 4),
	MEMBER(sumlint_part, level, 20, 4),
	MEMBER(sumlint_part, name, 24, 16),
	MEMBER(sumlint_part, expected, 40, 16),
	MEMBER(sumlint_part, name_span, 56, 8),
	MEMBER(sumlint_part, deviation, 64, 8),
	MEMBER(sumlint_part, heading, 72, 8),
	MEMBER(sumlint_part, body, 80, 8),
	MEMBER(sumlint_part, span, 88, 8),
	MEMBER(sumlint_part, words, 96, 4),
	MEMBER(sumlint_part, item_count, 100, 4),
	MEMBER(sumlint_part, paragraph_count, 104, 4),
	MEMBER(sumlint_part, capture_count, 108, 4),
	MEMBER(sumlint_part, items, 112, 8),
	MEMBER(sumlint_part, paragraphs, 120, 8),
	MEMBER(sumlint_part, captures, 128, 8),

	MEMBER(sumlint_document, struct_size, 0, 4),
	MEMBER(sumlint_document, syntax, 4, 4),
	MEMBER(sumlint_document, path, 8, 16),
	MEMBER(sumlint_document, text, 24, 16),
	MEMBER(sumlint_document, type, 40, 8),
	MEMBER(sumlint_document, part_count, 48, 4),
	MEMBER(sumlint_document, reserved, 52, 4),
	MEMBER(sumlint_document, parts, 56, 8),
	MEMBER(sumlint_document, title, 64, 8),
	MEMBER(sumlint_document, attribution, 72, 8),
	MEMBER(sumlint_document, by_slot, 80, 8),
	MEMBER(sumlint_document, slot_place, 88, 8),
	MEMBER(sumlint_document, title_place, 96, 4),
	MEMBER(sumlint_document, attribution_place, 100, 4),
	MEMBER(sumlint_document, front_matter, 104, 8),

	MEMBER(sumlint_host, struct_size, 0, 4),
	MEMBER(sumlint_host, abi_major, 4, 4),
	MEMBER(sumlint_host, abi_minor, 8, 4),
	MEMBER(sumlint_host, reserved, 12, 4),
	MEMBER(sumlint_host, version, 16, 16),
	MEMBER(sumlint_host, report, 32, 8),
	MEMBER(sumlint_host, format, 40, 8),
	MEMBER(sumlint_host, quote, 48, 8),
	MEMBER(sumlint_host, option_integer, 56, 8),
	MEMBER(sumlint_host, option_boolean, 64, 8),
	MEMBER(sumlint_host, option_string, 72, 8),
	MEMBER(sumlint_host, option_list_size, 80, 8),
	MEMBER(sumlint_host, option_list_item, 88, 8),
	MEMBER(sumlint_host, extension, 96, 8),
	MEMBER(sumlint_host, fail_memory, 104, 8),

	MEMBER(sumlint_fact, path, 0, 16),
	MEMBER(sumlint_fact, value, 16, 16),
	MEMBER(sumlint_fact, span, 32, 8),
	MEMBER(sumlint_fact, document, 40, 8),

	MEMBER(sumlint_rule, struct_size, 0, 4),
	MEMBER(sumlint_rule, reserved, 4, 4),
	MEMBER(sumlint_rule, name, 8, 8),
	MEMBER(sumlint_rule, create, 16, 8),
	MEMBER(sumlint_rule, destroy, 24, 8),
	MEMBER(sumlint_rule, check, 32, 8),
	MEMBER(sumlint_rule, judge, 40, 8),

	MEMBER(sumlint_plugin, struct_size, 0, 4),
	MEMBER(sumlint_plugin, abi_minor, 4, 4),
	MEMBER(sumlint_plugin, name, 8, 8),
	MEMBER(sumlint_plugin, rule_count, 16, 4),
	MEMBER(sumlint_plugin, reserved, 20, 4),
	MEMBER(sumlint_plugin, rules, 24, 8),

	MEMBER(sumlint_ext_facts, struct_size, 0, 4),
	MEMBER(sumlint_ext_facts, reserved, 4, 4),
	MEMBER(sumlint_ext_facts, state, 8, 8),
	MEMBER(sumlint_ext_facts, report_fact, 16, 8),

	MEMBER(sumlint_related, span, 0, 8),
	MEMBER(sumlint_related, message, 8, 16),

	MEMBER(sumlint_ext_related, struct_size, 0, 4),
	MEMBER(sumlint_ext_related, reserved, 4, 4),
	MEMBER(sumlint_ext_related, report, 8, 8),

	MEMBER(sumlint_ext_text, struct_size, 0, 4),
	MEMBER(sumlint_ext_text, reserved, 4, 4),
	MEMBER(sumlint_ext_text, equal, 8, 8),
	MEMBER(sumlint_ext_text, fold, 16, 8),
	MEMBER(sumlint_ext_text, words, 24, 8),
	MEMBER(sumlint_ext_text, distance, 32, 8),

	MEMBER(sumlint_term_use, text, 0, 16),
	MEMBER(sumlint_term_use, span, 16, 8),
	MEMBER(sumlint_term_use, term, 24, 4),
	MEMBER(sumlint_term_use, match, 28, 4),
	MEMBER(sumlint_term_use, flags, 32, 4),
	MEMBER(sumlint_term_use, first, 36, 4),

	MEMBER(sumlint_term, pref_label, 0, 16),
	MEMBER(sumlint_term, scope_note, 16, 16),
	MEMBER(sumlint_term, broader, 32, 4),
	MEMBER(sumlint_term, deprecated, 36, 4),
	MEMBER(sumlint_term, replaced_by, 40, 4),
	MEMBER(sumlint_term, reserved, 44, 4),

	MEMBER(sumlint_part_terms, part, 0, 8),
	MEMBER(sumlint_part_terms, uses, 8, 8),
	MEMBER(sumlint_part_terms, traits, 16, 4),
	MEMBER(sumlint_part_terms, reserved, 20, 4),

	MEMBER(sumlint_ext_vocabulary, struct_size, 0, 4),
	MEMBER(sumlint_ext_vocabulary, reserved, 4, 4),
	MEMBER(sumlint_ext_vocabulary, find, 8, 8),
	MEMBER(sumlint_ext_vocabulary, uses, 16, 8),
	MEMBER(sumlint_ext_vocabulary, lookup, 24, 8),
	MEMBER(sumlint_ext_vocabulary, term, 32, 8),
	MEMBER(sumlint_ext_vocabulary, suggest, 40, 8),
	MEMBER(sumlint_ext_vocabulary, parts, 48, 8),
	MEMBER(sumlint_ext_vocabulary, part_terms, 56, 8),
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void structs_are_as_they_were(void **state)
{
	(void)state;
	if (sizeof(void *) != 8) /* no skip(): cmocka's way to say it is a failure for Meson */
		return;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		if (sizes[i].is != sizes[i].pinned)
			fail_msg("%s has %zu bytes, and had %zu", sizes[i].name, sizes[i].is, sizes[i].pinned);
	}
	for (size_t i = 0; i < COUNT(members); i++) {
		const pinned_member *member = &members[i];
		if (member->offset != member->pinned_offset || member->size != member->pinned_size)
			fail_msg("%s.%s: offset %zu, %zu bytes; it had offset %zu, %zu bytes", member->structure, member->name, member->offset,
			    member->size, member->pinned_offset, member->pinned_size);
	}
}

/* Members follow one another without holes, so that no compiler's padding is part of the interface, and none is missing in the table above. */
static void structs_have_no_holes(void **state)
{
	(void)state;
	if (sizeof(void *) != 8)
		return;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		size_t end = 0;
		for (size_t j = 0; j < COUNT(members); j++) {
			if (strcmp(members[j].structure, sizes[i].name) != 0)
				continue;
			if (members[j].offset != end)
				fail_msg("%s: a hole, or a member that is not pinned, at %zu, before %s", sizes[i].name, end, members[j].name);
			end = members[j].offset + members[j].size;
		}
		if (end != sizes[i].is)
			fail_msg("%s: a hole, or a member that is not pinned, at %zu, the end", sizes[i].name, end);
	}
}

/* ---- numbers and names ------------------------------------------------------------------------------------- */

typedef struct pinned_value {
	const char *name;
	uint32_t is;
	uint32_t pinned;
} pinned_value;

static const pinned_value values[] = {
	{ "SUMLINT_FIX_SAFE", SUMLINT_FIX_SAFE, 1 },
	{ "SUMLINT_FIX_UNSAFE", SUMLINT_FIX_UNSAFE, 2 },
	{ "SUMLINT_KIND_ANY", SUMLINT_KIND_ANY, 1 },
	{ "SUMLINT_KIND_PROSE", SUMLINT_KIND_PROSE, 2 },
	{ "SUMLINT_KIND_LIST", SUMLINT_KIND_LIST, 4 },
	{ "SUMLINT_KIND_TERMS", SUMLINT_KIND_TERMS, 8 },
	{ "SUMLINT_SYNTAX_TEXT", SUMLINT_SYNTAX_TEXT, 1 },
	{ "SUMLINT_SYNTAX_MARKDOWN", SUMLINT_SYNTAX_MARKDOWN, 2 },
	{ "SUMLINT_PART_TITLE", SUMLINT_PART_TITLE, 1 },
	{ "SUMLINT_PART_SECTION", SUMLINT_PART_SECTION, 2 },
	{ "SUMLINT_PART_LINE", SUMLINT_PART_LINE, 3 },
	{ "SUMLINT_PART_ATTRIBUTION", SUMLINT_PART_ATTRIBUTION, 4 },
	{ "SUMLINT_ORIGIN_BODY", SUMLINT_ORIGIN_BODY, 1 },
	{ "SUMLINT_ORIGIN_FRONT_MATTER", SUMLINT_ORIGIN_FRONT_MATTER, 2 },
	{ "SUMLINT_PART_NEAR", SUMLINT_PART_NEAR, 1 },
	{ "SUMLINT_PART_BY_PLACE", SUMLINT_PART_BY_PLACE, 2 },
	{ "SUMLINT_PART_DUPLICATE", SUMLINT_PART_DUPLICATE, 4 },
	{ "SUMLINT_PART_OTHER_CONTENT", SUMLINT_PART_OTHER_CONTENT, 8 },
	{ "SUMLINT_PART_AS_HEADING", SUMLINT_PART_AS_HEADING, 16 },
	{ "SUMLINT_PART_FOLLOWED", SUMLINT_PART_FOLLOWED, 32 },
	{ "SUMLINT_ITEM_ORDERED", SUMLINT_ITEM_ORDERED, 1 },
	{ "SUMLINT_ITEM_UNMARKED", SUMLINT_ITEM_UNMARKED, 2 },
	{ "SUMLINT_ITEM_NESTED", SUMLINT_ITEM_NESTED, 4 },
	{ "SUMLINT_MATCH_NONE", SUMLINT_MATCH_NONE, 0 },
	{ "SUMLINT_MATCH_PREF", SUMLINT_MATCH_PREF, 1 },
	{ "SUMLINT_MATCH_ALT", SUMLINT_MATCH_ALT, 2 },
	{ "SUMLINT_USE_PUNCTUATED", SUMLINT_USE_PUNCTUATED, 1 },
	{ "SUMLINT_USE_EMPTY", SUMLINT_USE_EMPTY, 2 },
	{ "SUMLINT_USE_JOINED", SUMLINT_USE_JOINED, 4 },
	{ "SUMLINT_NONE", SUMLINT_NONE, 0xFFFFFFFFu },
	{ "SUMLINT_ABI_MAJOR", SUMLINT_ABI_MAJOR, 1 },
	{ "SUMLINT_ABI_MINOR", SUMLINT_ABI_MINOR, 0 },
};

static void values_are_as_they_were(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		if (values[i].is != values[i].pinned)
			fail_msg("%s is %u, and was %u", values[i].name, values[i].is, values[i].pinned);
	}
}

static void names_are_as_they_were(void **state)
{
	(void)state;
	char symbol[64];
	assert_string_equal(SUMLINT_PLUGIN_SYMBOL, "sumlint_plugin_v1");
	snprintf(symbol, sizeof(symbol), "sumlint_plugin_v%d", SUMLINT_ABI_MAJOR);
	assert_string_equal(SUMLINT_PLUGIN_SYMBOL, symbol);
	assert_string_equal(SUMLINT_EXT_VOCABULARY, "sumlint.vocabulary/1");
	assert_string_equal(SUMLINT_EXT_FACTS, "sumlint.facts/1");
	assert_string_equal(SUMLINT_EXT_RELATED, "sumlint.related/1");
	assert_string_equal(SUMLINT_EXT_TEXT, "sumlint.text/1");
}

/* ---- the host ---------------------------------------------------------------------------------------------- */

static void the_host_has_all_it_promises(void **state)
{
	(void)state;
	const sumlint_host *host = sl_host_table();
	assert_int_equal(host->struct_size, sizeof(sumlint_host));
	assert_int_equal(host->abi_major, SUMLINT_ABI_MAJOR);
	assert_int_equal(host->abi_minor, SUMLINT_ABI_MINOR);
	assert_true(host->version.size > 0);
	assert_true(host->report && host->format && host->quote && host->extension && host->fail_memory);
	assert_true(host->option_integer && host->option_boolean && host->option_string && host->option_list_size && host->option_list_item);
	const sumlint_ext_vocabulary *vocabulary = host->extension(host, "sumlint.vocabulary/1");
	assert_non_null(vocabulary);
	assert_int_equal(vocabulary->struct_size, sizeof(*vocabulary));
	assert_true(vocabulary->find && vocabulary->uses && vocabulary->lookup && vocabulary->term && vocabulary->suggest && vocabulary->parts);
	const sumlint_ext_facts *facts = host->extension(host, "sumlint.facts/1");
	assert_non_null(facts);
	assert_int_equal(facts->struct_size, sizeof(*facts));
	assert_true(facts->state && facts->report_fact);
	const sumlint_ext_related *related = host->extension(host, "sumlint.related/1");
	assert_non_null(related);
	assert_int_equal(related->struct_size, sizeof(*related));
	assert_true(related->report);
	const sumlint_ext_text *text = host->extension(host, "sumlint.text/1");
	assert_non_null(text);
	assert_int_equal(text->struct_size, sizeof(*text));
	assert_true(text->equal && text->fold && text->words && text->distance);
	assert_null(host->extension(host, "sumlint.text/2"));
	assert_null(host->extension(host, "sumlint.text"));
	assert_null(host->extension(host, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(structs_are_as_they_were),
		cmocka_unit_test(structs_have_no_holes),
		cmocka_unit_test(values_are_as_they_were),
		cmocka_unit_test(names_are_as_they_were),
		cmocka_unit_test(the_host_has_all_it_promises),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
