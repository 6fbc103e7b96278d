/* SPDX-License-Identifier: Apache-2.0
 * test_type.c - document types: what they say, and what is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "config/pattern.h"
#include "config/type.h"
#include "config/type_names.h"

#include <stdio.h>

typedef struct run {
	sl_arena arena;
	sl_troubles troubles;
	sl_type *type;
} run;

static void open_text(run *r, sl_str text)
{
	sl_arena_init(&r->arena);
	sl_troubles_init(&r->troubles);
	sl_reader reader = { &r->arena, SL_LIT("t.yaml"), &r->troubles };
	const sl_yaml *root = sl_yaml_read(&r->arena, reader.file, text, 0, 1, &r->troubles);
	if (!root)
		fail_msg("%s", r->troubles.items[0].message.data);
	r->type = sl_type_read(&reader, SL_LIT("note"), root);
}

static void open_type(run *r, const char *text)
{
	open_text(r, sl_str_of(text));
}

static void close_type(run *r)
{
	sl_type_finish(r->type);
	sl_troubles_finish(&r->troubles);
	sl_arena_finish(&r->arena);
}

static const char *told(const run *r)
{
	static char text[16384];
	size_t at = 0;
	text[0] = '\0';
	for (uint32_t i = 0; i < r->troubles.count && at < sizeof(text); i++) {
		const sl_trouble *t = &r->troubles.items[i];
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%u:%u: %s\n", (unsigned)t->line, (unsigned)t->column, t->message.data);
	}
	return text;
}

/* ---- good ones ---- */

static const char whole[] = "title: { required: false, words: { max: 16 } }\n"
			    "parts:\n"
			    "  - { section: Summary, kind: prose, words: { min: 30, max: 250 }, level: 3 }\n"
			    "  - { section: Key points, aliases: [Points, Main Points], kind: [prose, list], items: { min: 2 } }\n"
			    "  - { section: \"Related on {site}\", kind: any, required: false, repeatable: true, key: related }\n"
			    "  - { section: Topics, kind: terms, vocabulary: topics }\n"
			    "  - { line: Best for, vocabulary: audience }\n"
			    "  - { line: Also, kind: list, separator: ';' }\n"
			    "  - { section: Odd, kind: list, separator: ';' }\n";

static void a_type_says_all_of_its_parts(void **state)
{
	(void)state;
	run r;
	/* `separator` is for terms, and for lists in a line. */
	open_type(&r, whole);
	assert_string_equal(told(&r), "9:44: 'separator' is for parts of kind 'terms', and for lines of kind 'list'\n");
	close_type(&r);
	sl_str text = sl_str_of(whole);
	text.size = (uint64_t)(strstr(whole, "  - { section: Odd") - whole);
	open_text(&r, text);
	assert_string_equal(told(&r), "");
	const sumlint_type *type = &r.type->public;
	assert_string_equal(type->name.data, "note");
	assert_int_equal(type->title_required, 0);
	assert_int_equal(type->title_words.max, 16);
	assert_int_equal(type->order_strict, 1);
	assert_int_equal(type->other_sections, 0);
	assert_int_equal(type->attribution_required, 0);
	assert_int_equal(type->slot_count, 6);
	const sumlint_slot *slot = type->slots[0];
	assert_int_equal(slot->struct_size, sizeof(*slot));
	assert_int_equal(slot->kinds, SUMLINT_KIND_PROSE);
	assert_int_equal(slot->words.min, 30);
	assert_int_equal(slot->words.max, 250);
	assert_int_equal(slot->items.max, UINT32_MAX);
	assert_int_equal(slot->level, 3);
	assert_int_equal(slot->required, 1);
	assert_int_equal(type->slots[1]->kinds, SUMLINT_KIND_PROSE | SUMLINT_KIND_LIST);
	assert_int_equal(type->slots[1]->items.min, 2);
	assert_int_equal(type->slots[2]->kinds, SUMLINT_KIND_ANY);
	assert_int_equal(type->slots[2]->required, 0);
	assert_int_equal(type->slots[2]->repeatable, 1);
	assert_int_equal(type->slots[3]->kinds, SUMLINT_KIND_TERMS);
	assert_int_equal(type->slots[3]->separator.size, 0);
	assert_int_equal(type->slots[4]->kind, SUMLINT_PART_LINE);
	assert_int_equal(type->slots[4]->kinds, SUMLINT_KIND_TERMS);
	assert_string_equal(type->slots[4]->separator.data, ",");
	assert_int_equal(r.type->use_count, 2);
	assert_string_equal(r.type->uses[1].name.data, "audience");
	assert_int_equal(r.type->uses[1].line, 7);
	assert_int_equal(r.type->uses[1].column, 35);
	close_type(&r);
}

/* Names, or keys, with their slots. */
static const char *names_of(const sl_name *names, uint32_t count)
{
	static char text[4096];
	size_t at = 0;
	for (uint32_t i = 0; i < count; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%.*s%s%.*s:%d", i ? " | " : "", SL_ARG(names[i].folded),
		    names[i].placeholder ? "{}" : "", SL_ARG(names[i].tail), names[i].slot == SUMLINT_NONE ? -1 : (int)names[i].slot);
	return text;
}

static void names_are_folded_and_placeholders_last(void **state)
{
	(void)state;
	run r;
	open_type(&r, "parts:\n  - { section: 'Related on {site} today' }\n  - { section: STRASSE, aliases: [Straße x, '  Spaced   out '] }\n"
		      "  - { line: Best-for, vocabulary: audience, key: [who, 'read_ers'] }\n");
	assert_string_equal(told(&r), "");
	assert_string_equal(names_of(r.type->names, r.type->name_count), "strasse:1 | strasse x:1 | spaced out:1 | best-for:2 | related on {} today:0");
	assert_string_equal(names_of(r.type->keys, r.type->key_count),
	    "title:-1 | attribution:-1 | strasse:1 | strasse x:1 | spaced out:1 | best for:2 | who:2 | read ers:2 | audience:2 | related on {} today:0");
	assert_true(r.type->longest_name >= strlen("related on  today") + SL_TYPE_PLACEHOLDER_BYTES);
	close_type(&r);
	/* What is written wins over what comes of itself; the title keeps its key. */
	open_type(&r, "parts:\n  - { section: Title }\n  - { section: A, vocabulary: b, kind: terms }\n  - { section: B }\n");
	assert_string_equal(names_of(r.type->keys, r.type->key_count), "title:-1 | attribution:-1 | a:1 | b:2");
	close_type(&r);
}

static void attributions_have_a_pattern(void **state)
{
	(void)state;
	run r;
	open_type(&r, "parts: []\nattribution:\n  pattern: 'By (?<curator>.+?), from (?P<publisher>.+)\\.'\n  curator: Ann\n"
		      "  publisher: { vocabulary: publishers, open: true }\n  required: false\norder: any\nother-sections: allow\n");
	assert_string_equal(told(&r), "");
	const sumlint_type *type = &r.type->public;
	assert_int_equal(type->attribution_required, 0);
	assert_string_equal(type->curator.data, "Ann");
	assert_string_equal(type->publisher_vocabulary.data, "publishers");
	assert_int_equal(type->publisher_open, 1);
	assert_int_equal(type->curator_open, 0);
	assert_int_equal(type->order_strict, 0);
	assert_int_equal(type->other_sections, 1);
	sl_pattern_match match;
	assert_int_equal(sl_pattern_match_line(r.type->pattern, SL_LIT("By Ann, from Here."), &match), SL_PATTERN_YES);
	assert_int_equal(match.count, 2);
	close_type(&r);
}

/* ---- bad ones ---- */

#define PART(text) "parts:\n  - " text "\n"
#define P "parts: []\n"

static const struct {
	const char *text;
	const char *troubles;
} wrong[] = {
	{ "x\n", "1:1: a document type must be a map, not 'x'\n" },
	{ "order: strict\n", "1:1: the type 'note' has no 'parts'\n" },
	{ P "ordr: any\n", "2:1: unknown key 'ordr' in a document type; did you mean 'order'?\n" },
	{ P "order: loose\nother-sections: maybe\n", "2:8: 'order' must be any or strict, not 'loose'\n3:17: 'other-sections' must be deny or allow, not 'maybe'\n" },
	{ P "title: { require: true, words: 5 }\n", "2:10: unknown key 'require' in 'title'; did you mean 'required'?\n2:32: 'words' must be a map, not '5'\n" },
	{ P "title: { required: off }\n", "2:20: 'required' must be true or false, not 'off'\n" },
	{ "parts: {}\n", "1:8: 'parts' must be a list, not a map\n" },
	{ PART("{}"), "2:5: a part has a 'section' or a 'line'\n" },
	{ PART("{ section: A, line: B }"), "2:5: a part is a 'section' or a 'line', not both\n" },
	{ PART("{ sektion: A }"), "2:7: unknown key 'sektion' in a part; did you mean 'section'?\n2:5: a part has a 'section' or a 'line'\n" },
	{ PART("{ line: 'Best for:' }"), "2:13: write the label without its colon\n" },
	{ PART("{ section: ' ' }"), "2:16: 'section' must not be empty\n" },
	{ PART("{ section: A, kind: prosa }"), "2:25: 'kind' must be any, prose, list or terms, not 'prosa'\n" },
	{ PART("{ section: A, kind: [any, list] }"), "2:25: 'any' stands alone: it takes the other kinds in\n" },
	{ PART("{ section: A, kind: [] }"), "2:25: 'kind' must name a kind\n" },
	{ PART("{ section: A, kind: list, vocabulary: v }"), "2:43: 'vocabulary' is for parts of kind 'terms'\n" },
	{ PART("{ section: A, vocabulary: v, separator: '' }"), "2:45: 'separator' must not be empty\n" },
	{ PART("{ section: A, kind: prose, items: { max: 3 } }"),
	    "2:39: 'items' is not for parts of kind 'prose'; did you mean 'words', or kind [prose, list]?\n" },
	{ PART("{ line: A, vocabulary: v, words: { max: 3 } }"), "2:38: 'words' is not for parts of kind 'terms'; did you mean 'items'?\n" },
	{ PART("{ section: A, kind: [terms, prose], words: { max: 3 } }"), "2:48: 'words' is not for parts of kind 'terms'; did you mean 'items'?\n" },
	{ PART("{ section: A, level: 7 }"), "2:26: 'level' must be from 1 to 6, not 7\n" },
	{ PART("{ line: A, level: 2 }"), "2:23: a labelled line has no 'level'\n" },
	{ PART("{ section: A, words: { min: 9, max: 3 } }"), "2:41: 'max' is 3, but 'min' is 9\n" },
	{ PART("{ section: A, items: { min: -1, most: 3 } }"),
	    "2:37: unknown key 'most' in 'items'; it takes min and max\n2:33: 'min' must be a whole number from 0 up, not '-1'\n" },
	{ PART("{ section: A, aliases: B }"), "2:28: 'aliases' must be a list, not 'B'\n" },
	/* The same name twice, also under folding. */
	{ "parts:\n  - { section: A b }\n  - { section: B, aliases: [C, 'a  B'] }\n", "3:32: 'a  B' is here a second time: the first is at line 2\n" },
	{ "parts:\n  - { section: 'On {x}' }\n  - { section: 'on {y}' }\n", "3:16: 'on {y}' is here a second time: the first is at line 2\n" },
	{ "parts:\n  - { section: A, key: k }\n  - { section: B, key: K }\n", "3:24: 'K' is here a second time: the first is at line 2\n" },
	{ PART("{ section: A, key: title }"), "2:24: 'title' is taken: the front matter's title and attribution have that name\n" },
	/* Placeholders. */
	{ PART("{ section: 'On {x' }"), "2:16: 'On {x' has a '{' without a name and a '}' behind it\n" },
	{ PART("{ section: 'On {}' }"), "2:16: 'On {}' has a '{' without a name and a '}' behind it\n" },
	{ PART("{ section: 'On x}' }"), "2:16: 'On x}' has a '}' without a '{'\n" },
	{ PART("{ section: '{x} on {y}' }"), "2:16: '{x} on {y}' has more than one {placeholder}\n" },
	{ PART("{ section: '{x}' }"), "2:16: '{x}' has nothing but a {placeholder}: any text at all would be it\n" },
	/* Attribution. */
	{ P "attribution: { curator: A }\n", "2:14: 'attribution' has no 'pattern'\n" },
	{ P "attribution: { pattern: 'By (?<curator>.+' }\n", "2:42: the pattern is wrong at its character 17: missing closing parenthesis\n" },
	{ P "attribution: { pattern: By x, curator: A }\n", "2:40: the pattern has no capture (?<curator>...) that could be judged\n" },
	{ P "attribution: { pattern: '(?<publisher>.)', publisher: { open: true } }\n", "2:55: 'publisher' must be a name, or have a 'vocabulary'\n" },
	{ P "attribution: { pattern: '(?<publisher>.)', publisher: { vocabulary: v, opne: true } }\n",
	    "2:72: unknown key 'opne' in 'publisher'; did you mean 'open'?\n" },
	/* All at once. */
	{ "title: 1\nparts:\n  - 2\n  - { section: A, kind: x, level: y }\nattribution: 3\norder: 4\n",
	    "1:8: 'title' must be a map, not '1'\n3:5: a part must be a map, not '2'\n4:25: 'kind' must be any, prose, list or terms, not 'x'\n"
	    "4:35: 'level' must be a whole number, not 'y'\n5:14: 'attribution' must be a map, not '3'\n6:8: 'order' must be any or strict, not '4'\n" },
};

static void what_is_wrong_is_told_at_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		run r;
		open_type(&r, wrong[i].text);
		if (r.type || strcmp(told(&r), wrong[i].troubles) != 0)
			fail_msg("%s\n%s\nnot\n%s", wrong[i].text, told(&r), wrong[i].troubles);
		close_type(&r);
	}
}

/* ---- limits ---- */

static void assert_refused(sl_buffer *text, const char *message)
{
	run r;
	assert_false(text->failed);
	open_text(&r, sl_buffer_str(text));
	assert_null(r.type);
	if (!strstr(told(&r), message))
		fail_msg("no '%s' in %s", message, told(&r));
	close_type(&r);
	sl_buffer_finish(text);
}

static void types_have_limits(void **state)
{
	(void)state;
	sl_buffer text;
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("parts:\n"));
	for (int i = 0; i <= SL_TYPE_MAX_PARTS; i++)
		sl_buffer_printf(&text, "  - { section: S%d }\n", i);
	assert_refused(&text, "2:3: more than 500 parts in one type\n");
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("parts:\n  - section: A\n    aliases:\n"));
	for (int i = 0; i < SL_TYPE_MAX_NAMES; i++)
		sl_buffer_printf(&text, "      - B%d\n", i);
	assert_refused(&text, "2003:9: more than 2000 names in one type\n");
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("parts:\n  - section: "));
	for (int i = 0; i < 201; i++)
		sl_buffer_append_char(&text, 'x');
	assert_refused(&text, "2:14: a name must be of at most 200 bytes, without control characters\n");
	sl_buffer_init(&text);
	sl_buffer_append(&text, SL_LIT("parts: []\nattribution:\n  pattern: '"));
	for (int i = 0; i < 100000; i++)
		sl_buffer_append_char(&text, '(');
	sl_buffer_append(&text, SL_LIT("'\n"));
	assert_refused(&text, "3:");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_type_says_all_of_its_parts),
		cmocka_unit_test(names_are_folded_and_placeholders_last),
		cmocka_unit_test(attributions_have_a_pattern),
		cmocka_unit_test(what_is_wrong_is_told_at_its_place),
		cmocka_unit_test(types_have_limits),
	};
	return cmocka_run_group_tests_name("type", tests, NULL, NULL);
}
